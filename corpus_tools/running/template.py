"""The template: a process that has imported what notebooks need, and from which their kernels are forked.

Imported by the fork server that `running.warming` starts, and by nothing else: importing it ties that
process to the one that started it.
"""

import builtins
import importlib
import os
import sys
from types import SimpleNamespace

from corpus_tools.running.warming import follow_parent

NEEDED = (
    "corpus_tools.study",
    "corpus_tools.running.kernels",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "papermill",
    "sklearn.decomposition",
    "sklearn.feature_extraction.text",
)
"""What kernels, and functions of the package, import when they come to need it."""

PATH = tuple(sys.path)
"""Where a kernel finds modules; multiprocessing would give it the path of the one that runs notebooks."""

follow_parent()

# Some packages ask when they are imported whether a kernel imports them, and keep the answer.
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
builtins.get_ipython = lambda: SimpleNamespace(kernel=True)  # type: ignore[attr-defined]
for _name in NEEDED:
    importlib.import_module(_name)
del builtins.get_ipython  # type: ignore[attr-defined]
