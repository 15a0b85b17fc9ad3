"""The ledger: one row per act and story, with what the text says of it."""

from collections.abc import Mapping

import pandas as pd
import pytest
from marked import read_marked

from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.times import find_times
from corpus_tools.linking.ledger import build_ledger
from corpus_tools.linking.statements import link_statements
from corpus_tools.schema import check, frame

EMPTY = pd.DataFrame(columns=["sentence_id", "partner_sentence_id"])


def ledger_of(
    texts: dict[str, tuple[str, str, str]],
    alignment: pd.DataFrame = EMPTY,
    bounds: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The ledger of marked texts, (language, story, text) by article id.

    They were published day after day, or on an unknown day within `bounds`.
    """
    statements, mentions, articles, times, sources = [], [], [], [], {}
    for day, (article_id, (language, story, marked)) in enumerate(texts.items(), 1):
        published = f"2024-03-{day:02d}"
        dates = dict.fromkeys(("published", "published_earliest", "published_latest"), published)
        if bounds is not None:
            dates = dict.fromkeys(dates, "") | bounds
        parsed, rows = read_marked(marked, language, article_id=article_id, **dates)
        statements += find_statements(parsed, rows)
        mentions += [{**row, "actor_id": row["entity"]} for row in rows]
        times += find_times(parsed.article, parsed.sentences)
        articles.append({"article_id": article_id, "story_id": story, "language": language, **dates})
        sources[article_id] = parsed.article.text
    linked = link_statements(statements, frame("mentions", mentions))
    ledger = build_ledger(linked, frame("articles", articles), frame("times", times), alignment, sources)
    check("ledger", ledger)
    return ledger


ASK = "{p.silva:Silva} urged {c.peru:Peru} to publish the contract by 2027."


def test_build_ledger_says_who_whom_what_and_when():
    (row,) = ledger_of({"a1": ("en", "s1", ASK)}).to_dict("records")
    assert (row["act"], row["by_ids"], row["to_ids"], row["due_earliest"], row["due_latest"]) == (
        "request", "silva", "peru", "", "2027-12-31",
    )  # fmt: skip
    assert (row["text"], row["what"]) == (
        "Silva urged Peru to publish the contract by 2027.",
        "Peru to publish the contract by 2027",
    )


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("by 2027", ("", "2027-12-31")),
        ("before 2027", ("", "2026-12-31")),
        ("in May 2025", ("2025-05-01", "2025-05-31")),
        ("in May 2023", ("", "")),
        ("soon", ("", "")),
    ],
)
def test_build_ledger_finds_when_an_act_is_due(words, due):
    text = f"{{p.silva:Silva}} urged {{c.peru:Peru}} to publish the contract {words}."
    (row,) = ledger_of({"a1": ("en", "s1", text)}).to_dict("records")
    assert (row["due_earliest"], row["due_latest"]) == due


@pytest.mark.parametrize(
    ("bounds", "due"),
    [
        ({"published_earliest": "2024-11-12"}, ("2027-01-01", "2027-12-31")),
        ({"published_earliest": "2024-11-12", "published_latest": "2028-01-31"}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_build_ledger_finds_when_an_act_of_an_undated_article_is_due(bounds, due):
    text = "{p.silva:Silva} urged {c.peru:Peru} to publish the contract in 2027."
    (row,) = ledger_of({"a1": ("en", "s1", text)}, bounds=bounds).to_dict("records")
    assert (row["due_earliest"], row["due_latest"]) == due


def test_build_ledger_counts_a_copy_once_and_keeps_its_id():
    once = ledger_of({"a1": ("en", "s1", ASK)})
    twice = ledger_of({"a1": ("en", "s1", ASK), "a2": ("en", "s1", ASK)})
    assert twice["ledger_id"].tolist() == once["ledger_id"].tolist()
    assert twice[["n_articles", "n_stories"]].to_numpy().tolist() == [[2, 1]]


def test_build_ledger_joins_a_translation_by_aligned_sentences():
    texts = {
        "a1": ("en", "s1", ASK),
        "a2": ("fr", "s1", "{p.silva:Silva} a appelé {c.peru:le Pérou} à publier le contrat."),
    }
    assert len(ledger_of(texts)) == 2
    pairs = pd.DataFrame([{"sentence_id": "a1.s001", "partner_sentence_id": "a2.s001"}])
    (row,) = ledger_of(texts, pairs).to_dict("records")
    assert (row["languages"], row["article_ids"]) == ("en|fr", "a1|a2")


def test_build_ledger_joins_a_translation_that_names_others_and_another_act():
    """Two ministers offer, their countries propose; the first report says how it is told."""
    texts = {
        "a1": ("en", "s1", "{p.silva:Silva} offered to send doctors."),
        "a2": ("fr", "s1", "{c.peru:Le Pérou} a proposé d'envoyer des médecins."),
    }
    pairs = pd.DataFrame([{"sentence_id": "a1.s001", "partner_sentence_id": "a2.s001"}])
    (alone,) = ledger_of({"a1": texts["a1"]}).to_dict("records")
    (row,) = ledger_of(texts, pairs).to_dict("records")
    assert (row["act"], row["by_ids"], row["ledger_id"]) == (
        alone["act"], alone["by_ids"], alone["ledger_id"],
    )  # fmt: skip
    assert row["languages"] == "en|fr"


def test_build_ledger_keeps_the_same_words_in_two_stories_apart():
    ledger = ledger_of({"a1": ("en", "s1", ASK), "a2": ("en", "s2", ASK)})
    assert ledger["n_stories"].tolist() == [1, 1]
    assert ledger["ledger_id"].is_unique


@pytest.mark.parametrize(
    "text",
    [
        "{p.silva:Silva} did not promise to pay.",
        "{p.silva:Silva} refused to commit to a date.",
        "{p.silva:Silva} would propose a fund if asked.",
        "{p.silva:Silva} hopes that {c.peru:Peru} will commit to paying.",
        "{p.silva:Silva} is expected to pledge money.",
        "{p.silva:Silva} rejected {c.peru:Peru}'s request.",
        "{p.silva:Silva} said that taxes fell.",
        "Promises and pledges filled the hall.",
    ],
)
def test_build_ledger_leaves_out_what_nobody_did(text):
    assert ledger_of({"a1": ("en", "s1", text)}).empty


def test_build_ledger_of_nothing_keeps_its_columns():
    assert list(ledger_of({}).columns) == list(ledger_of({"a1": ("en", "s1", ASK)}).columns)
