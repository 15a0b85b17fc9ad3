"""The environment is one: pyproject.toml, requirements.lock, environment.yml and what is installed agree."""

import ast
import re
import runpy
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def lock(root: Path) -> str:
    return (root / "requirements.lock").read_text("utf-8")


@pytest.fixture(scope="module")
def pins(root: Path, lock: str) -> list[Requirement]:
    tools = runpy.run_path(str(root / ".ci" / "environment.py"))
    return [Requirement(pin) for pin in tools["read_pins"](lock)]


def here(pins: list[Requirement]) -> dict[str, str]:
    """The version that the lock gives each package on this machine."""
    wanted = (pin for pin in pins if pin.marker is None or pin.marker.evaluate())
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in wanted}


def test_every_requirement_is_met_by_its_pin(root: Path, pins: list[Requirement]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    for requirement in map(Requirement, wanted):
        version = here(pins).get(canonicalize_name(requirement.name), "")
        assert version, f"{requirement} is not in requirements.lock; make lock"
        assert requirement.specifier.contains(version), f"{requirement} but {version}; make lock"


def test_every_package_that_is_imported_is_declared(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    extras = project["project"].get("optional-dependencies", {}).values()
    wanted = [*project["project"]["dependencies"], *(word for extra in extras for word in extra)]
    declared = {canonicalize_name(Requirement(word).name) for word in wanted}
    providers = metadata.packages_distributions()
    imported = {name: providers.get(name, [name]) for name in find_imports(root / "corpus_tools")}
    assert len(imported) > 10
    missing = {name for name, given in imported.items() if not declared & set(map(canonicalize_name, given))}
    assert not missing, "declare these in pyproject.toml, then make lock"


def find_imports(folder: Path) -> set[str]:
    """The outermost names that the modules of a folder import from elsewhere."""
    nodes = [
        node for path in sorted(folder.rglob("*.py")) for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in names} - {"corpus_tools", *sys.stdlib_module_names}


def test_every_pin_carries_hashes_and_no_address(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--index|--find-links| @ |-e ", lock)


def test_environment_file_lists_the_pins_of_the_lock(root: Path, lock: str) -> None:
    tools = runpy.run_path(str(root / ".ci" / "environment.py"))
    text = (root / "environment.yml").read_text("utf-8")
    assert text == tools["write_environment"](lock), "make environment"
    *plain, last = yaml.safe_load(text)["dependencies"]
    assert plain == ["python=3.11", "pip"]
    assert last["pip"][-1] == "-e ."


def test_environment_file_would_not_pass_with_another_pin(root: Path, lock: str) -> None:
    tools = runpy.run_path(str(root / ".ci" / "environment.py"))
    changed = re.sub(r"^pandas==\S+", "pandas==0.1", lock, flags=re.MULTILINE)
    assert changed != lock
    assert tools["write_environment"](changed) != tools["write_environment"](lock)


def test_installed_packages_are_those_of_the_lock(pins: list[Requirement]) -> None:
    for name, version in here(pins).items():
        assert metadata.version(name) == version, f"{name} differs from the lock; make setup"
