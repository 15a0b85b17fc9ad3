"""Initiatives: what a sentence names or describes, and one row for each across articles and languages."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from marked import read_marked

from corpus_tools import schema
from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.initiatives import find_initiatives
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.speech import find_statements
from corpus_tools.characters import plain
from corpus_tools.linking import initiatives, stories
from corpus_tools.reading.article import Article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "initiatives.yml").read_text(encoding="utf-8"))

ENGLISH = (
    "Fisheries ministers of Ghana and Benin met in Accra on 3 May 2022. They proposed establishing a "
    "joint patrol mechanism for the Gulf of Guinea. Ghana will open a regional fish disease centre "
    "in Tema with 12 staff. Both praised the Cape Three Points Convention (Takoradi Convention) of "
    "2017."
)
FRENCH = (
    "Les ministres de la Pêche du Ghana et du Bénin se sont réunis à Accra le 3 mai 2022. Ils ont "
    "proposé la mise en place d'un mécanisme conjoint de patrouille pour le golfe de Guinée. Le "
    "Ghana ouvrira à Tema un centre régional des maladies des poissons avec 12 employés. Tous deux "
    "ont salué la Convention de Takoradi de 2017."
)
LATER = (
    "Delegates in Lagos signed the Takoradi Convention in June. They want to launch a joint survey "
    "vessel fund."
)


def find(text, language, article_id="a1", *, known=False):
    """The candidates of a text and its sentences; mentions are found where they are to be `known`."""
    parsed = next(iter(parse([Article(article_id, text, language)])))
    sentences = [
        {"article_id": article_id, "sentence_id": each.sentence_id, "text": text[each.start : each.end]}
        for each in parsed.sentences
    ]
    mentions = find_mentions(parsed, authority=build_authority([])) if known else []
    return find_initiatives(parsed, mentions), sentences


def build(texts, order=1):
    """The register of some texts, given as id, language, date and words."""
    candidates, sentences, rows = [], [], []
    for article_id, language, published, text in texts[::order]:
        found, said = find(text, language, article_id)
        candidates, sentences = candidates + found, sentences + said
        rows.append({"article_id": article_id, "language": language, "published": published})
    articles, said = schema.frame("articles", rows), schema.frame("sentences", sentences)
    pairs = stories.find_pairs(articles, said)
    partners = list(zip(pairs["article_id"], pairs["partner_article_id"], strict=True))
    alignment = stories.align(articles, said, pairs=partners)
    mentions = schema.frame("mentions", [])
    return initiatives.build_initiatives(
        candidates, mentions, stories.find_stories(articles, said), alignment
    )


TEXTS = [
    ("a1", "en", "2022-05-03", ENGLISH),
    ("a2", "fr", "2022-05-04", FRENCH),
    ("a3", "en", "2022-06-20", LATER),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "{c.peru:Peru} called on {o.com:the Coastal Commission} to activate its Storm Warning Mechanism.",
            ["Storm Warning Mechanism"],
        ),
        ("{c.peru:Peru} proposed to set up {o.com:the Coastal Commission}.", ["Coastal Commission"]),
    ],
)
def test_a_body_that_is_called_on_is_no_initiative(text, found):
    parsed, marked = read_marked(text, "en")
    mentions = [{**row, "basis": "model"} for row in marked]
    rows = find_initiatives(parsed, mentions, find_statements(parsed, mentions))
    assert [row["text"] for row in rows] == found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_sentence(case, request):
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known_failure"], strict=True))
    rows, _ = find(case["text"], case["language"], known=case.get("mentions", False))
    assert [row["text"] for row in rows] == case["found"]
    assert [row["kind"] for row in rows] == case.get("kinds", [])


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["language"] == "vi"], ids=lambda c: c["text"][:30]
)
def test_words_without_marks_are_found(case):
    """A description may end early without marks, since some words then look like small words."""
    rows, _ = find(plain(case["text"]), "vi")
    wanted = [plain(text) for text in case["found"]]
    assert [row["start"] for row in rows] == [plain(case["text"]).index(text) for text in wanted]
    assert all(text.startswith(row["text"]) for row, text in zip(rows, wanted, strict=True))


def test_spans_point_at_the_source():
    for row in find(ENGLISH, "en")[0]:
        assert ENGLISH[row["start"] : row["end"]] == row["text"]


def test_language_without_lexicon_gives_no_row():
    assert find(ENGLISH, "")[0] == []


def test_register_joins_articles_and_languages():
    table = build(TEXTS).set_index("name")
    assert table["article_ids"]["Cape Three Points Convention (Takoradi Convention)"] == "a1|a2|a3"
    joined = table[table["n_articles"] > 1]
    assert sorted(joined["kind"]) == ["centre", "convention", "mechanism"]
    assert set(joined["languages"]) == {"en|fr"}
    assert table["n_articles"]["joint survey vessel fund"] == 1


def test_order_of_articles_is_irrelevant():
    pd.testing.assert_frame_equal(build(TEXTS), build(TEXTS, order=-1))


def test_a_copy_adds_no_row():
    copy = ("a9", "en", "2022-05-09", "Neighbours at one table. " + ENGLISH)
    before, after = build(TEXTS), build([*TEXTS, copy])
    assert list(after["initiative_id"]) == list(before["initiative_id"])
    assert list(after["n_stories"]) == list(before["n_stories"])


def test_every_row_has_evidence():
    table = build(TEXTS)
    schema.check("initiatives", table)
    assert (table["evidence"] != "").all()
    assert (table["text"] != "").all()


def test_no_candidate_gives_no_row():
    assert build([("a1", "en", "", "It rained all day.")]).empty


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "They joined a pilot project, said the Minister for Maritime Infrastructure Rahmat Hidayat.",
            ["pilot project"],
        ),
        ("The Coral Monetary Fund has reached an accord with Peru.", []),
        ("Peru will establish the National Ocean Council.", ["National Ocean Council"]),
    ],
)
def test_find_initiatives_leaves_out_people_and_bodies_that_only_act(text, found):
    (parsed,) = parse([Article("a1", text, "en")])
    rows = find_initiatives(parsed, find_mentions(parsed, authority=build_authority([])))
    assert [row["text"] for row in rows] == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Zambia Roads Agency shut. Repairs should begin in May, according to the roads agency."),
        ("en", "In a statement published on Monday, the River Basin Commission welcomed the rain."),
        ("fr", "Dans un texte publié lundi, la Commission du bassin du lac a salué ce geste."),
    ],
)
def test_find_initiatives_leaves_out_bodies_known_before_or_acting(language, text):
    (parsed,) = parse([Article("a1", text, language)])
    assert find_initiatives(parsed, find_mentions(parsed, authority=build_authority([]))) == []
