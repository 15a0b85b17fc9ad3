"""Objects: .jsonl files hold an article a line, .json files one article or a list of them.

Lines are split at line feeds only and decoded one by one as strict UTF-8, so one broken line costs one
article. Values are taken only if they are text; nothing is converted.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any

from corpus_tools.reading.decoding import decode
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Outcome, Record, choose_labels
from corpus_tools.reading.refusals import RefusalError

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_jsonl(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The articles of a JSON Lines file, numbered by line from 1; blank lines count and yield nothing.

    Raises:
        RefusalError: the file is empty, or one JSON list instead of lines.
    """
    if data.startswith(_WIDE):
        data = decode(data)[0].encode("utf-8", "surrogatepass")
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise RefusalError("empty", "is empty")
    lines = data.split(b"\n")
    if lines[0].strip() == b"[":
        raise RefusalError("bad_json", "is one JSON list, not an object a line", remedy="name it .json")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_line(number, line, limits)


def read_json(data: bytes, limits: Limits) -> Iterator[Outcome]:
    """The article of a .json file (row 0), or those of the list it holds, numbered from 1.

    Raises:
        RefusalError: it is no JSON, or neither an object nor a list.
    """
    value, warnings = _parse(decode(data)[0])
    if isinstance(value, dict):
        yield _read_object(0, value, warnings)
    elif isinstance(value, list) and value:
        for number, item in enumerate(value, 1):
            try:
                yield _read_object(number, item, warnings)
            except RefusalError as refusal:
                yield Failure(number, refusal)
    else:
        raise RefusalError("bad_json", "holds neither an article nor a list of articles")


def _read_line(number: int, line: bytes, limits: Limits) -> Outcome:
    try:
        if len(line) > limits.line_bytes:
            raise RefusalError(
                "too_large", f"has {len(line):,} bytes; at most {limits.line_bytes:,} are read"
            )
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RefusalError("encoding", f"is not UTF-8 at byte {error.start}") from error
        value, warnings = _parse(text)
        return _read_object(number, value, warnings)
    except RefusalError as refusal:
        return Failure(number, refusal)


def _parse(text: str) -> tuple[Any, tuple[str, ...]]:
    warnings: set[str] = set()

    def keep_first(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for key, value in pairs:
            if key in kept:
                warnings.add("dup_key")
            kept.setdefault(key, value)
        return kept

    def note_constant(_: str) -> None:
        warnings.add("bad_record")

    try:
        value = json.loads(text, object_pairs_hook=keep_first, parse_constant=note_constant)
    except RecursionError as error:
        raise RefusalError("too_deep", "is nested too deeply", remedy="write flat objects") from error
    except ValueError as error:
        raise RefusalError("bad_json", f"is no JSON ({str(error)[:80]})") from error
    return value, tuple(sorted(warnings))


def _read_object(number: int, value: Any, warnings: tuple[str, ...]) -> Record:
    if not isinstance(value, dict):
        raise RefusalError("bad_record", f"is no object but a {type(value).__name__}")
    labels = choose_labels(list(value))
    text = value.get(labels.get("text", ""))
    if text is None:
        raise RefusalError("no_text", "has no text")
    if not isinstance(text, str):
        raise RefusalError("bad_record", f"has a {type(text).__name__} where the text should be")
    fields = {name: _as_text(value[label]) for name, label in labels.items() if name != "text"}
    return Record(text, row=number, fields=fields, warnings=warnings)


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return "" if value is None else str(value)
