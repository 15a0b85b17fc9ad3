"""Assembly: a record becomes a repaired, cleaned article with its language and metadata."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from corpus_tools.characters import fold
from corpus_tools.reading.cleaning import Dropped, body_of, clean
from corpus_tools.reading.language import find_language
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.metadata import Metadata, read_metadata
from corpus_tools.reading.records import Record
from corpus_tools.reading.refusals import WARNINGS, RefusalError
from corpus_tools.reading.repairing import mixes_scripts, repair, repair_field

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ID_WORD = re.compile(r"[^\W_]+")
_DIGEST_LENGTH = 8


@dataclass(frozen=True)
class Draft:
    """An article before it has its id among the others.

    Attributes:
        text: the source text.
        body: the source text without its dropped spans.
        dropped: the dropped spans.
        language: `en`, `fr`, `vi`, or empty.
        metadata: what is known besides the text.
        repairs: how often each rule of decoding and repairing acted.
        warnings: codes of what should be known about it, sorted.
        n_words: words of the body.
    """

    text: str
    body: str
    dropped: tuple[Dropped, ...]
    language: str
    metadata: Metadata
    repairs: Mapping[str, int]
    warnings: tuple[str, ...]
    n_words: int
    aside: tuple[Dropped, ...] = ()
    """Those of the dropped spans that the format told apart."""

    @property
    def digest(self) -> str:
        """What its words are, whatever the spelling of accents, quotes and line ends, and the format."""
        return digest_words(body_of(self.text, self.aside))


def assemble(
    record: Record, *, listed: Mapping[str, str] | None = None, name: str = "", limits: Limits | None = None
) -> Draft:
    """Repair and clean the text of a record and read its language and metadata.

    Args:
        record: what the format gave.
        listed: the fields that the list of sources gives its file; they win.
        name: the name of its file, where the file holds nothing else.
        limits: what is too long, too short or too early.

    Raises:
        RefusalError: there is no text in it, or too much.
    """
    limits = limits or Limits()
    if len(record.text) > limits.article_characters:
        what = f"has {len(record.text):,} characters; at most {limits.article_characters:,} are read"
        raise RefusalError("too_large", what)
    text, aside, repairs = _repair_text(record)
    if not any(character.isalnum() for character in body_of(text, aside)):
        raise RefusalError("no_text", "holds no words")
    fields, field_repairs = _repair_fields({**record.fields, **(listed or {}), "name": name})
    dropped = tuple(clean(text, title=fields.get("title", ""), aside=aside))
    body = body_of(text, dropped)
    if not any(character.isalnum() for character in body):
        dropped, body = aside, body_of(text, aside)
    language = find_language(body)
    metadata = read_metadata(
        text, dropped, fields, language=language, listed=frozenset(listed or ()), limits=limits
    )
    counts = Counter(record.repairs) + repairs
    words = len(_WORD.findall(body))
    codes = {
        *record.warnings,
        *metadata.warnings,
        *(rule for rule in counts + field_repairs if rule in WARNINGS),
        *_judge(text, fields.get("title", ""), words, language, limits),
    }
    return Draft(text, body, dropped, language, metadata, counts, tuple(sorted(codes)), words, aside)


def digest_words(text: str, *, full: bool = False) -> str:
    r"""The SHA-256 of the folded words of a text, in hexadecimal: its first digits, or all.

    >>> digest_words("Hà Nội\r\n") == digest_words("Ha Noi.")
    True
    """
    words = " ".join(_ID_WORD.findall(fold(text)))
    return sha256(words.encode("utf-8")).hexdigest()[: None if full else _DIGEST_LENGTH]


def _repair_text(record: Record) -> tuple[str, tuple[Dropped, ...], Counter[str]]:
    """The repaired text and its spans that stand aside; then each stretch is repaired by itself."""
    if not record.aside:
        text, counts = repair(record.text)
        return text, (), counts
    counts, parts, aside = Counter[str](), list[str](), list[Dropped]()
    length = place = 0
    for start, end, rule in (*record.aside, (len(record.text), len(record.text), "")):
        for piece, name in ((record.text[place:start], ""), (record.text[start:end], rule)):
            part, found = repair(piece)
            if name and part:
                aside.append(Dropped(length, length + len(part), name))
            parts.append(part)
            length += len(part)
            counts += found
        place = end
    return "".join(parts), tuple(aside), counts


def _repair_fields(fields: Mapping[str, str]) -> tuple[dict[str, str], Counter[str]]:
    repaired, counts = {}, Counter[str]()
    for name, value in fields.items():
        repaired[name], found = repair_field(value)
        if name == "title":
            counts += found
    return repaired, counts


def _judge(text: str, title: str, words: int, language: str, limits: Limits) -> set[str]:
    """Codes of what the text as a whole says about itself."""
    codes = set()
    if words < limits.short_article:
        codes.add("no_text")
    if not language:
        codes.add("lang_unsupported")
    if len(text) > limits.long_article:
        codes.add("too_large")
    if re.search(rf"\S{{{limits.word_characters}}}", text):
        codes.add("long_token")
    if mixes_scripts(text) or mixes_scripts(title):
        codes.add("mixed_script")
    if "\ufffd" in text:
        codes.add("replaced_chars")
    return codes
