"""Language knowledge and names as data: one folder of YAML files per language, one loader for all.

A lexicon is data only. Adding a language means adding a folder; no code knows a language by name.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

NO_NAMES = "null"
"""In place of a user's authority entries: no authority file at all, the shipped one left out too."""

_HOME = resources.files(__package__)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader for which `no`, `on` and dates are words, as they are in a lexicon."""


_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if not pair[0].endswith((":bool", ":timestamp"))]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder here, sorted.

    >>> languages()
    ('en', 'fr', 'vi')
    """
    return tuple(sorted(entry.name for entry in _HOME.iterdir() if entry.is_dir() and len(entry.name) == 2))


@cache
def load(name: str, language: str = "") -> Any:
    """Load one lexicon: of a language, or one shared by all when no language is given.

    Returns what the YAML file holds, or an empty mapping when this language has no such file.
    The result is shared between callers and must not be changed.
    """
    path = (_HOME / language if language else _HOME) / f"{name}.yml"
    if not path.is_file():
        return {}
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)


def load_all(name: str) -> Mapping[str, Any]:
    """One lexicon in every language that has it, keyed by language."""
    return {language: load(name, language) for language in languages() if load(name, language)}
