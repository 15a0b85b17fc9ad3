"""Authority: the names that are known beforehand, of countries and of what the authority file lists.

Countries are language knowledge and always there; the authority file may be empty, or extended by users.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from corpus_tools import lexicons
from corpus_tools.annotating.capitals import Word, is_tight, split_words
from corpus_tools.annotating.wording import load_wording
from corpus_tools.characters import slug
from corpus_tools.errors import UsageError
from corpus_tools.schema import ACTOR_TYPES

_SHORT = 2
"""Letters of a short form whose full stop parts no name, at most."""

NAME = "authority.yml"
"""The file in a seeds folder by which users add to the shipped authority file."""


@dataclass(frozen=True)
class Entry:
    """An entity that is known beforehand: its id, type, names by language, other names and Wikidata id."""

    entity: str
    type: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    basis: str = "authority"

    @property
    def name(self) -> str:
        """The name to show: the English one where there is one."""
        return self.names.get("en") or next(iter(self.names.values()), self.entity)


@dataclass(frozen=True)
class Authority:
    """Known entities by id, an index of their names for each language, and countries by adjective."""

    entries: Mapping[str, Entry]
    index: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]]
    adjectives: Mapping[str, str] = field(default_factory=dict)

    def match(self, words: Sequence[Word], start: int, language: str) -> tuple[int, str]:
        """Where the longest known name that begins at a word ends, and whose it is; (start, "") if none."""
        for phrase, entity, spelling in self.index[language].get(words[start].folded, ()):
            stop = start + len(phrase)
            ends = stop <= len(words) and words[stop - 1].folded == phrase[-1]  # Seldom so, and quickly seen.
            if ends and _agree(words[start:stop], phrase, spelling):
                return stop, entity
        return start, ""


def load_authority(source: Path | Sequence[Mapping[str, Any]] | None = None) -> Authority:
    """Load the shipped authority file, extended or overridden by a user's YAML file or list of entries.

    Raises:
        UsageError: an entry has no id, an unknown type or no name, or the file is not a YAML list.
    """
    if source is None:
        return _shipped()
    extra = _read_file(source) if isinstance(source, Path) else source
    return build_authority([*(lexicons.load("authority") or []), *extra])


def read_names(seeds: Path) -> str:
    """The user's own authority file of a seeds folder, `authority.yml`, as canonical JSON; empty without one.

    Raises:
        UsageError: as `load_authority`; the file is checked here, before any article is annotated.
    """
    path = seeds / NAME
    if not path.is_file():
        return ""
    entries = _read_file(path)
    load_authority(entries)
    return json.dumps(entries, ensure_ascii=False, sort_keys=True)


@cache
def authority_of(names: str) -> Authority:
    """The shipped authority file with the entries of `read_names`, made once in a process.

    >>> len(authority_of(lexicons.NO_NAMES).entries) < len(authority_of("").entries)
    True
    """
    if names == lexicons.NO_NAMES:
        return build_authority([])
    return load_authority(json.loads(names)) if names else _shipped()


def build_authority(entries: Iterable[Mapping[str, Any]]) -> Authority:
    """Build an authority from entries as the YAML file has them, with the countries; later entries win."""
    known = {entry.entity: entry for entry in (*_countries(), *map(_entry, entries))}
    languages = lexicons.languages()
    index = {language: _index(known.values(), language) for language in ("", *languages)}
    return Authority(known, index, country_adjectives())


@cache
def _shipped() -> Authority:
    return build_authority(lexicons.load("authority") or [])


def _read_file(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise UsageError("the authority file cannot be read", file=path.name, value=reason) from error
    if data is not None and not isinstance(data, list):
        raise UsageError(
            "the authority file is not a list", file=path.name, remedy="begin each entry with - id:"
        )
    return data or []


def _entry(data: Mapping[str, Any]) -> Entry:
    entity = slug(str(data.get("id", ""))) if isinstance(data, Mapping) else ""
    if not entity:
        raise UsageError(
            "an authority entry has no id", value=data, remedy="give it an id such as world-bank"
        )
    if data.get("type") not in ACTOR_TYPES:
        remedy = f"use one of {', '.join(ACTOR_TYPES)}"
        raise UsageError(
            "an authority entry has an unknown type", record=entity, value=data.get("type"), remedy=remedy
        )
    given = data.get("names")
    names = {str(k): str(v) for k, v in given.items()} if isinstance(given, Mapping) else {}
    if not names:
        raise UsageError("an authority entry has no name", record=entity, remedy="add names: {en: …}")
    aliases = tuple(str(alias) for alias in data.get("aliases") or ())
    return Entry(entity, str(data["type"]), names, aliases, str(data.get("wikidata", "")))


@cache
def _countries() -> tuple[Entry, ...]:
    found: list[Entry] = []
    for row in lexicons.load("countries"):
        found.append(Entry(row["id"], "place", row["names"], tuple(row.get("aliases", ())), "", "country"))
        found += _capital(row)
    found += [
        Entry(r["id"], "place", r["names"], tuple(r.get("aliases", ())), "", "region")
        for r in lexicons.load("regions")
    ]
    return tuple(found)


def _capital(row: Mapping[str, Any]) -> list[Entry]:
    data = dict(row.get("capital") or {})
    identifier = str(data.pop("id", "") or slug(str(data.get("en", ""))))
    aliases = tuple(data.pop("aliases", ()))
    if not identifier or identifier == row["id"]:
        return []
    return [Entry(identifier, "place", data, aliases, "", "capital")]


@cache
def country_adjectives() -> Mapping[str, str]:
    """The ids of countries by their folded adjectives, in every language and form."""
    return {
        " ".join(word.folded for word in split_words(form)): row["id"]
        for row in lexicons.load("countries")
        for forms in row.get("adjectives", {}).values()
        for form in forms
    }


def _index(
    entries: Iterable[Entry], language: str
) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    wanted = {language, "en"} if language else set(lexicons.languages()) - {"vi"}
    articles = load_wording(language).words["articles"]
    found: dict[str, dict[tuple[str, ...], tuple[str, str]]] = {}
    for entry in entries:
        own = [name for key, name in entry.names.items() if key in wanted]
        for name in (*own, *entry.aliases):
            words = split_words(name)
            phrase = tuple(word.folded for word in words)
            spelling = "acronym" if len(words) == 1 and words[0].is_acronym else "phrase"
            if len(words) == 2 and words[0].folded in articles and words[1].is_capital:
                spelling = "article"
            if phrase:
                found.setdefault(phrase[0], {})[phrase] = (entry.entity, spelling)
    return {
        first: tuple(
            sorted(((p, *what) for p, what in group.items()), key=lambda row: (-len(row[0]), row[0]))
        )
        for first, group in found.items()
    }


def _is_short(before: Word, word: Word) -> bool:
    """Whether only the full stop of a short form stands before a word: "*St.* Lucia", "*TP.*HCM"."""
    return len(before.text) <= _SHORT and before.is_capital and word.gap in (".", ". ")


def _agree(words: Sequence[Word], phrase: tuple[str, ...], spelling: str) -> bool:
    if any(word.folded != part for word, part in zip(words, phrase, strict=True)):
        return False
    if any(not (is_tight(word.gap) or _is_short(before, word)) for before, word in pairwise(words)):
        return False
    if spelling == "acronym":
        return words[0].is_acronym
    if spelling == "article":
        return words[0].is_capital and words[1].is_capital
    return words[0].is_capital or len(phrase) > 2
