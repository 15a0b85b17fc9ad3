"""A small finished run in a folder: two articles that tell one story, and one that is hostile if wanted."""

import json
from pathlib import Path

import pandas as pd

from corpus_tools.publishing.figures import save_figure
from corpus_tools.publishing.provenance import trace
from corpus_tools.publishing.style import new_figure, style
from corpus_tools.publishing.tables import write_tables
from corpus_tools.publishing.verification import manifest
from corpus_tools.schema import TABLES, frame

HOSTILE = (
    "<w:p/>\x00\x0b\x1b\x7f\ufffe\u202e #panic() \\input{x} {MERGEFIELD x} "
    "</w:t><script>1</script> & ]]> \U0001f600 漢"
)
"""What no article should be able to do to a document; its sound parts must still be told."""

ACCURACY = "Measured accuracy, with 95 % interval: times recall 1.5 of 2 (1% to 98%)."
FIGURES = ("f02-speakers", "f04-timeline")
ONE, TWO = "a11111111", "a22222222"
TEXTS = {
    ONE: "Thủ tướng Đặng met the envoy. He urged the union to share data.",
    TWO: "Le Premier ministre Đặng a rencontré l'envoyé.",
}


def make_run(
    out: Path,
    *,
    articles: tuple[str, ...] = (ONE, TWO),
    words: str = "",
    url: str = "",
    figures: tuple[str, ...] = FIGURES,
) -> Path:
    """Write the output of a run about some of the articles; `words` are put into every text of theirs."""
    tables = make_tables(articles, words, url)
    write_tables(tables, out / "tables")
    (out / "texts").mkdir()
    for article_id in articles:
        (out / "texts" / f"{article_id}.txt").write_bytes(TEXTS[article_id].encode())
    provenance = trace(tables["articles"])
    data = tables["sentences"][["sentence_id"]].assign(n=1)
    with style():
        for name in figures:
            figure = new_figure(1.0)
            figure.add_subplot().barh(data["sentence_id"], data["n"])
            save_figure(
                figure,
                out / "figures",
                figure_id=name,
                title=f"{len(data)} sentences {words or 'speak'}",
                caption=f"n = 2. {ACCURACY} More.",
                alt=f"Bars. {words}",
                data=data,
                provenance=provenance,
                notebook="02_actors.ipynb",
                cell=3,
            )
    write_tables({"figures": frame("figures", [{"figure_id": name} for name in figures])}, out / "tables")
    run = {"corpus_tools": "0.1.0", **provenance.as_dict(), "inputs": {}, "seeds": ""}
    seal(out, run)
    return out


def seal(out: Path, run: dict[str, object]) -> None:
    (out / "run.json").write_text(json.dumps({**run, "files": manifest(out)}), encoding="utf-8")


def make_tables(articles: tuple[str, ...], words: str, url: str) -> dict[str, pd.DataFrame]:
    made = {name: frame(name, []) for name in TABLES}
    made["articles"] = frame("articles", [make_article(item, words, url) for item in articles])
    made["sentences"] = frame("sentences", [make_sentence(item) for item in articles])
    made["actors"] = frame(
        "actors",
        [
            {
                "actor_id": "dang",
                "type": "person",
                "name": f"Đặng {words}".strip(),
                "n_articles": len(articles),
            },
            {"actor_id": "union", "type": "organisation", "name": "Union"},
        ],
    )
    shared = {
        "article_ids": "|".join(articles),
        "n_articles": len(articles),
        "n_stories": 1,
        "languages": "en|fr" if TWO in articles else "en",
        "sentence_ids": "|".join(f"{item}.s001" for item in articles),
    }
    event = {
        "event_id": "e1" if len(articles) == 2 else "e0",
        "date_start": "2026-01-16" if len(articles) == 2 else "",
        "date_end": "2026-01-16",
        "kind": "meeting",
        "participant_ids": "dang",
        "title": f"met the envoy {words}".strip(),
        "horizon": "past",
    }
    ledger = {
        "ledger_id": "l1",
        "act": "request",
        "by_ids": "dang",
        "to_ids": "union",
        "text": "He urged the union to share data.",
        "what": f"the union to share data {words}".strip(),
    }
    made["events"] = frame("events", [event | shared])
    made["ledger"] = frame("ledger", [ledger | shared])
    return made


def make_article(article_id: str, words: str, url: str) -> dict[str, object]:
    return {
        "article_id": article_id,
        "file": f"{article_id}.txt",
        "sha256": article_id[1] * 64,
        "language": "fr" if article_id == TWO else "en",
        "outlet": f"Báo Mới {words}".strip(),
        "title": f"Việt Nam và Liên hợp quốc {words}".strip(),
        "url": url or f"https://example.org/{article_id}",
        "published": "2026-01-17" if article_id == ONE else "",
        "published_latest": "2026-02",
        "story_id": "story-1",
    }


def make_sentence(article_id: str) -> dict[str, object]:
    text = TEXTS[article_id].partition(". ")[0]
    place = {"start": 0, "end": len(text), "text": text}
    return {"article_id": article_id, "sentence_id": f"{article_id}.s001", **place}
