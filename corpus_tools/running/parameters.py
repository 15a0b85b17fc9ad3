"""Parameters: what `-p name=value` may say, read from the notebooks; a mistyped name is refused."""

import ast
import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from corpus_tools.errors import UsageError

Declared = Mapping[Path, Mapping[str, str]]
"""For each notebook its parameters, and the literal that each has by default."""

OPTIONS = {"seeds": "--seeds", "figures": "--out", "cache": "--cache", "jobs": "--jobs"}
"""Parameters that a run fills from its own options."""


def read_declared(notebooks: Iterable[Path]) -> Declared:
    """The parameters that each notebook declares in its cell tagged `parameters`."""
    import papermill

    return {
        path: {name: about["default"] for name, about in papermill.inspect_notebook(str(path)).items()}
        for path in notebooks
    }


def parse_assignments(assignments: Sequence[str]) -> dict[str, Any]:
    """Values by name from `name=value` words; values are read as YAML, a date stays text.

    >>> parse_assignments(["top=20", "outlets=[a, b]", "since=2025-01-01", "label="])
    {'top': 20, 'outlets': ['a', 'b'], 'since': '2025-01-01', 'label': ''}

    Raises:
        UsageError: a word is not `name=value`, or its value is not YAML.
    """
    values: dict[str, Any] = {}
    for word in assignments:
        name, equals, text = word.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError("not a parameter", value=word, remedy="write it as -p name=value")
        values[name] = _parse(name, text)
    return values


def share_out(values: Mapping[str, Any], declared: Declared) -> dict[Path, dict[str, Any]]:
    """Give each notebook the values of the parameters that it declares.

    Raises:
        UsageError: no notebook declares a name, or a value is of another type than the default.
    """
    known = {name: default for parameters in declared.values() for name, default in parameters.items()}
    for name, value in values.items():
        if name in OPTIONS:
            raise UsageError(f"the parameter {name} is an option", remedy=f"use {OPTIONS[name]} for it")
        if name not in known:
            raise UsageError("unknown parameter", value=name, remedy=_suggest(name, known))
        _check_type(name, value, known[name])
    return {
        path: {name: value for name, value in values.items() if name in parameters}
        for path, parameters in declared.items()
    }


def _parse(name: str, text: str) -> Any:
    try:
        value = yaml.safe_load(text) if text else ""
    except yaml.YAMLError as error:
        raise UsageError(f"the value of parameter {name} is not YAML", value=text) from error
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return text
    return value


def _check_type(name: str, value: Any, default: str) -> None:
    try:
        example = ast.literal_eval(default)
    except (ValueError, SyntaxError):
        return
    allowed = (int, float) if type(example) is float else type(example)
    confused = type(value) is bool and type(example) is not bool
    if example is not None and (not isinstance(value, allowed) or confused):
        kind = type(example).__name__
        raise UsageError(
            f"the parameter {name} takes another type", value=value, remedy=f"give a {kind}, like {default}"
        )


def _suggest(name: str, known: Iterable[str]) -> str:
    allowed = sorted(set(known) - set(OPTIONS))
    near = difflib.get_close_matches(name, allowed, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"the notebooks know {', '.join(allowed)}" if allowed else "the notebooks have no parameters"
