"""Entities: which names of one article name the same entity, and of what type it is."""

from collections import Counter
from typing import Any

from corpus_tools.annotating.authority import Authority
from corpus_tools.annotating.marked import Candidate
from corpus_tools.annotating.capitals import Word
from corpus_tools.annotating.parsing import Parsed
from corpus_tools.annotating.wording import Wording
from corpus_tools.characters import slug


def identify(
    parsed: Parsed,
    sentences: list[list[Word]],
    spans: list[list[Candidate]],
    wording: Wording,
    authority: Authority,
) -> list[dict[str, Any]]:
    """Rows of kind name, each with the entity that it names in this article."""
    rows = []
    for number, (words, found) in enumerate(zip(sentences, spans, strict=True)):
        for candidate in found:
            start, end = words[candidate.first].start, words[candidate.last - 1].end
            if any(word.gap.startswith(" (") for word in words[candidate.first + 1 : candidate.last]):
                end += parsed.article.text[end : end + 1] == ")"
            text = parsed.text(start, end)
            rows.append(
                {
                    "article_id": parsed.article.article_id,
                    "sentence_id": parsed.sentences[number].sentence_id,
                    "start": start,
                    "end": end,
                    "text": text,
                    "kind": "name",
                    "type": candidate.type,
                    "basis": candidate.basis,
                    "entity": candidate.entity or slug(text.split(" (")[0]),
                }
            )
    _link_short_names(rows)
    return rows


def _link_short_names(rows: list[dict[str, Any]]) -> None:
    aliases: dict[str, str] = {}
    for row in rows:
        if " (" in row["text"]:
            aliases[slug(row["text"].split(" (")[1])] = row["entity"]
    people = Counter(row["entity"] for row in rows if row["type"] == "person" and "-" in row["entity"])
    for row in rows:
        if row["entity"] in aliases:
            row["entity"] = aliases[row["entity"]]
        elif "-" not in row["entity"] and row["basis"] not in ("authority", "country", "capital", "region"):
            full = [e for e in people if e.split("-")[-1] == row["entity"]]
            full = full or [e for e in people if e.split("-")[0] == row["entity"]]
            if len(full) == 1:
                row.update(entity=full[0], type="person")
    return
