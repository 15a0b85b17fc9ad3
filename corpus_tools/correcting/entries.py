"""Entries: the file `corrections.yml` of a seeds folder, read and checked before anything is analysed."""

import difflib
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus_tools.annotating.time_calendar import find_dates
from corpus_tools.correcting.kinds import ANCHOR, CHOICES, FORMS, KINDS, SIGNED, Kind
from corpus_tools.errors import UsageError

NAME = "corrections.yml"
"""The file in a seeds folder that holds corrections, and no article."""

MOST_BYTES = 5_000_000
"""Bytes that the file may have."""

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LISTS = ("texts", "actors", "articles")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Correction:
    """What a person says about some rows.

    Attributes:
        number: its place in the file, from 1.
        kind: see `kinds.KINDS`.
        fields: what it says, by key; lists where the key takes several, text otherwise.
        who: who made it.
        when: the day on which it was made.
        why: for what reason.
    """

    number: int
    kind: Kind
    fields: Mapping[str, Any]
    who: str
    when: str
    why: str

    def text(self, key: str, default: str = "") -> str:
        """What a key says, in one piece of text."""
        return str(self.fields.get(key, default))

    def list(self, key: str) -> Sequence[Any]:
        """What a key says, as a list; empty without the key."""
        return tuple(self.fields.get(key, ()))

    def as_dict(self) -> dict[str, Any]:
        """The entry as the file has it."""
        signed = {"who": self.who, "when": self.when, "why": self.why}
        return {"kind": self.kind.name, **self.fields, **signed}


def read_corrections(seeds: Path) -> tuple[Correction, ...]:
    """The corrections of a seeds folder, in the order of the file; none without the file.

    Raises:
        UsageError: the file cannot be read, or an entry is not a correction; it names the entry and the key.
    """
    path = seeds / NAME
    if not path.is_file():
        return ()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError("the file is too large", file=NAME, remedy=f"keep it under {MOST_BYTES:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "the corrections cannot be read", file=NAME, value=str(error), remedy="save it as UTF-8 text"
        ) from error
    return parse_corrections(text)


def parse_corrections(text: str) -> tuple[Correction, ...]:
    """Read corrections from YAML, all scalars as text.

    >>> text = "- {kind: rename-actor, actor: un, name: UN, who: A, when: 2026-05-02, why: x}"
    >>> parse_corrections(text)[0].when
    '2026-05-02'

    Raises:
        UsageError: it is no list of corrections; it names the entry and the key.
    """
    try:
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 (a loader that makes text, lists and mappings only)
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError("the corrections are not YAML", file=NAME, value=reason) from error
    if data in (None, ""):
        return ()
    if not isinstance(data, list):
        raise UsageError("the corrections are not a list", file=NAME, remedy="begin each entry with - kind:")
    return tuple(make_correction(number, entry) for number, entry in enumerate(data, 1))


def make_correction(number: int, entry: Any) -> Correction:
    """Check one entry.

    Raises:
        UsageError: a key is missing, unknown or not written as it should be.
    """
    kind = _find_kind(number, entry)
    allowed = ("kind", *kind.keys, *SIGNED)
    for key in entry:
        if key not in allowed:
            raise _error("a correction has an unknown key", number, str(key), remedy=_suggest(key, allowed))
    for key in (*kind.needs, *SIGNED):
        if entry.get(key) in (None, "", []):
            raise _error(f"a correction lacks its {key}", number, key, remedy=f"write {key}: {_show(key)}")
    fields = {key: _check(number, key, entry[key]) for key in kind.keys if entry.get(key) not in (None, "")}
    _check_whole(number, kind, fields)
    who, when, why = (_check(number, key, entry[key]) for key in SIGNED)
    return Correction(number, kind, fields, who, when, why)


def as_text(value: Any) -> Any:
    """What a caller says in Python as the file says it: all scalars as text.

    >>> as_text({"start": 3, "actors": ("un", "who")})
    {'start': '3', 'actors': ['un', 'who']}
    """
    if isinstance(value, Mapping):
        return {str(key): as_text(item) for key, item in value.items()}
    return [as_text(item) for item in value] if isinstance(value, list | tuple) else str(value)


def digest_corrections(corrections: Sequence[Correction]) -> dict[str, str]:
    """The parameter of a figure's provenance that says which corrections were applied; none without any."""
    if not corrections:
        return {}
    said = json.dumps([entry.as_dict() for entry in corrections], ensure_ascii=False, sort_keys=True)
    return {"corrections": hashlib.sha256(said.encode()).hexdigest()[:12]}


def _find_kind(number: int, entry: Any) -> Kind:
    if not isinstance(entry, Mapping):
        raise _error("a correction is no mapping", number, "", entry, "begin it with - kind:")
    name = entry.get("kind")
    if not isinstance(name, str) or name not in KINDS:
        raise _error("a correction has an unknown kind", number, "kind", name, _suggest(name, tuple(KINDS)))
    return KINDS[name]


def _check(number: int, key: str, value: Any) -> Any:
    """The value of a key in its form: text, a mapping for an actor in a text, or a list of either."""
    form = FORMS.get(key, "text")
    if form in _LISTS:
        items = value if isinstance(value, list) else [value]
        return [_check_item(number, key, item) for item in items]
    return _check_item(number, key, value)


def _check_item(number: int, key: str, value: Any) -> Any:
    form = FORMS.get(key, "text")
    if form in ("actor", "actors") and isinstance(value, Mapping):
        return _check_anchor(number, key, value)
    fits = isinstance(value, str) and value.strip() != ""
    if form == "date":
        fits = fits and _is_date(value)
    if form == "span":
        parts = value.split("/") if fits else []
        fits = 0 < len(parts) <= 2 and any(parts) and all(not part or _is_date(part) for part in parts)
    if form == "number":
        fits = fits and value.isdecimal()
    if form == "choice":
        fits = value in CHOICES[key]
    if not fits:
        raise _error(f"not a value for {key}", number, key, value, f"write {_show(key)}")
    return value.strip()


def _check_anchor(number: int, key: str, value: Mapping[str, Any]) -> dict[str, str]:
    for name in value:
        if name not in ANCHOR:
            raise _error("an actor has an unknown key", number, key, name, _suggest(name, ANCHOR))
    if not (value.get("article") and value.get("words")):
        raise _error(f"not an actor for {key}", number, key, dict(value), f"write {_show(key)}")
    return {str(name): _check_item(number, str(name), item) for name, item in value.items()}


def _check_whole(number: int, kind: Kind, fields: Mapping[str, Any]) -> None:
    if kind.name == "merge-actors" and len(fields["actors"]) < 2:
        raise _error("one actor cannot be merged", number, "actors", remedy="name the one to keep first")
    if kind.name == "join-stories" and len(fields["articles"]) < 2:
        raise _error("one article cannot be joined", number, "articles", remedy="name two or more")
    if kind.name == "split-actor" and not (fields.get("articles") or fields.get("texts")):
        raise _error(
            "a split does not say which mentions", number, "articles", remedy="name articles or texts"
        )
    if kind.name == "set-article-date" and "/" in fields["date"]:
        raise _error(
            "an article has one date", number, "date", fields["date"], "write a day, a month or a year"
        )


def _is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text)) and find_dates(text)[0] != ""


def _show(key: str) -> str:
    """How a key is written."""
    form = FORMS.get(key, "text")
    if form == "choice":
        return f"one of {', '.join(CHOICES[key])}"
    return {
        "date": "a date like 2026-01-31",
        "span": "a date like 2026-01-31, or two like 2026-01-30/2026-01-31",
        "number": "a whole number, counted in characters of the article",
        "article": "the id or the file of an article",
        "articles": "a list of ids or files of articles",
        "actor": "an id, a name, or {article: …, words: …}",
        "actors": "a list of ids, names or {article: …, words: …}",
        "texts": "a list of names as the texts have them",
    }.get(form, "a text")


def _suggest(value: Any, allowed: Sequence[str]) -> str:
    near = difflib.get_close_matches(str(value), allowed, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else f"use one of {', '.join(allowed)}"


def _error(what: str, number: int, key: str, value: Any = None, remedy: str = "") -> UsageError:
    return UsageError(what, file=NAME, record=number, column=key, value=value, remedy=remedy)
