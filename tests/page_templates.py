"""Saved pages made from templates, and how often their day and text are read right, beside other readers.

    python tests/page_templates.py

writes a line for each reader. The templates were written before the reader of days that pages show; measured
with htmldate 1.11.0 and trafilatura 2.3.1, their 40 days and the F1 of the words of the text:

| reader | right | wrong | not found | text |
|---|---|---|---|---|
| ours, before | 31 | 8 | 1 | 1.000 |
| ours | 40 | 0 | 0 | 1.000 |
| htmldate (day) and trafilatura (text) alone | 27 | 13 | 0 | 0.939 |
| trafilatura alone | 27 | 13 | 0 | 0.939 |
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import htmldate
import trafilatura
import yaml

from corpus_tools.reading.assembly import assemble
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.pages import read_html
from corpus_tools.reading.records import Record

TEMPLATES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "page_templates.yml").read_text(encoding="utf-8")
)
TITLES = {
    "en": "Lakes shrink faster than feared",
    "fr": "Les lacs reculent plus vite que prévu",
    "vi": "Các hồ nước thu hẹp nhanh hơn dự báo",
}
PARAGRAPHS = {
    "en": [
        "The water of the five largest lakes has fallen by two metres within a decade, a survey has found.",
        "Engineers blame dry winters and pumps that run day and night, and ask towns for their figures.",
        '"We measure what we can still see," said Amara Diallo, who led the survey for the council.',
        "Fishermen have moved their boats twice, and the ferry now stops at a pier built of oil drums.",
    ],
    "fr": [
        "Le niveau des cinq plus grands lacs a baissé de deux mètres en dix ans, selon une étude.",
        "Les ingénieurs accusent les hivers secs et les pompes, et demandent leurs chiffres aux villes.",
        "« Nous mesurons ce que nous voyons encore », a déclaré Amara Diallo, qui a dirigé l'étude.",
        "Les pêcheurs ont déplacé deux fois leurs bateaux et le bac accoste à un ponton de fortune.",
    ],
    "vi": [
        "Mực nước của năm hồ lớn nhất đã giảm hai mét trong mười năm, theo một cuộc khảo sát mới.",
        "Các kỹ sư cho rằng nguyên nhân là mùa đông khô hạn và máy bơm chạy suốt ngày đêm.",
        "Bà Trần Thị Lụa, người phụ trách khảo sát, đề nghị các thị trấn chia sẻ số liệu với hội đồng.",
        "Ngư dân đã hai lần dời thuyền, còn phà nay cập một cầu tạm làm bằng thùng dầu.",
    ],
}


class Read(NamedTuple):
    """What a reader takes from a page."""

    published: str
    text: str


def make_page(template: Mapping[str, str]) -> tuple[str, str]:
    """The page of a template, and the text of its article."""
    language = template["language"]
    paragraphs = [*PARAGRAPHS[language], *filter(None, [template.get("text", "")])]
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    parts = {name: template.get(name, "") for name in ("head", "before", "top", "side", "bottom")}
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{TITLES[language]}</title>"
        f"{parts['head']}</head><body>{parts['before']}"
        f"<header><nav><a href='/'>Home</a> <a href='/n'>News</a></nav></header><main>"
        f"<article><h1>{TITLES[language]}</h1>{parts['top']}\n{body}</article>"
        f"<aside>{parts['side']}</aside></main>{parts['bottom']}</body></html>"
    )
    return page, "\n".join(paragraphs)


def read_ours(page: str) -> Read:
    """The day and the text that the package takes."""
    (record,) = read_html(page.encode(), Limits())
    assert isinstance(record, Record)
    draft = assemble(record)
    return Read(draft.metadata.published, draft.body)


def read_alone(page: str) -> Read:
    """The day of htmldate and the text of trafilatura."""
    day = htmldate.find_date(page, original_date=True) or ""
    return Read(day, trafilatura.extract(page, include_comments=False) or "")


def read_with_trafilatura(page: str) -> Read:
    """The day and the text of trafilatura."""
    document: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    return Read(getattr(document, "date", "") or "", getattr(document, "text", "") or "")


READERS: dict[str, Callable[[str], Read]] = {
    "ours": read_ours,
    "htmldate and trafilatura": read_alone,
    "trafilatura": read_with_trafilatura,
}


def share_words(found: str, expected: str) -> float:
    """The F1 of the words of two texts."""
    one, two = Counter(re.findall(r"\w+", found)), Counter(re.findall(r"\w+", expected))
    return 2 * (one & two).total() / max(one.total() + two.total(), 1)


def judge(read: Read, template: Mapping[str, str]) -> str:
    """Whether a day is right, wrong or missing; where a page tells none, none is right."""
    if read.published == template["published"]:
        return "right"
    return "wrong" if read.published else "missing"


def measure(reader: Callable[[str], Read]) -> tuple[Counter[str], float]:
    """The days by how they are judged, and the mean F1 of the texts."""
    judged: Counter[str] = Counter()
    alike = []
    for template in TEMPLATES:
        page, text = make_page(template)
        read = reader(page)
        judged[judge(read, template)] += 1
        alike.append(share_words(read.text, text))
    return judged, sum(alike) / len(alike)


def main() -> None:
    """Write a line for each reader."""
    for name, reader in READERS.items():
        judged, alike = measure(reader)
        counts = ", ".join(f"{judged[kind]} {kind}" for kind in ("right", "wrong", "missing"))
        sys.stdout.write(f"{name}: {counts} of {len(TEMPLATES)} days; text {alike:.3f}\n")


if __name__ == "__main__":
    main()
