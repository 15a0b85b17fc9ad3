"""Unnamed: holders of offices, bodies and papers that an article never names, and who is none of them."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.stand_ins import DOCUMENT, HOLDER, ISSUER
from corpus_tools.linking.actors import link_actors
from corpus_tools.reading.article import Article

HOME = Path(__file__).parent / "cases"
CASES = yaml.safe_load((HOME / "unnamed.yml").read_text(encoding="utf-8"))
SIDES = yaml.safe_load((HOME / "sides.yml").read_text(encoding="utf-8"))


def read(text, language="en"):
    (parsed,) = parse([Article("a1", text, language)])
    mentions = find_mentions(parsed, authority=build_authority([]))
    return mentions, find_statements(parsed, mentions)


@pytest.mark.parametrize("case", CASES, ids=[case.get("name", case["text"][:60]) for case in CASES])
def test_who_is_never_named_speaks(case):
    _, statements = read(case["text"], case.get("language", "en"))
    assert [row["speaker_id"] for row in statements] == case["speakers"]
    if "addressees" in case:
        assert [row["addressee_ids"] for row in statements] == case["addressees"]


@pytest.mark.parametrize("case", SIDES, ids=[case["text"][:60] for case in SIDES])
def test_two_sides_stand_for_two_parties(case):
    mentions, _ = read(case["text"], case.get("language", "en"))
    found = [row["entity"] for row in mentions if row["text"] == case["words"]]
    assert found == ([case["entities"]] if case["entities"] else [])


@pytest.mark.parametrize(
    ("text", "words", "basis"),
    [
        ("The UN envoy said no.", "UN envoy", HOLDER),
        ("The report said no.", "report", DOCUMENT),
        ("A report by the Harbour Institute came. The report said no.", "report", ISSUER),
    ],
)
def test_the_basis_says_how_it_is_known(text, words, basis):
    mentions, _ = read(text)
    assert [row["basis"] for row in mentions if row["text"] == words] == [basis]


def link(*articles):
    """The actors of articles given as (id, language, story, text), and the mentions that are no names."""
    rows = []
    for article_id, language, _, text in articles:
        (parsed,) = parse([Article(article_id, text, language)])
        rows += find_mentions(parsed, authority=build_authority([]))
    known = pd.DataFrame(
        [{"article_id": a, "language": language, "story_id": story} for a, language, story, _ in articles]
    )
    mentions, actors, _ = link_actors(
        pd.DataFrame(rows), pd.DataFrame(), known, authority=build_authority([])
    )
    roles = mentions[mentions["kind"] == "role"]
    return actors.set_index("actor_id"), dict(zip(roles["article_id"], roles["actor_id"], strict=True))


@pytest.mark.parametrize(
    ("texts", "same"),
    [
        ((("en", "s1", "The Fijian envoy said no."), ("en", "s2", "Fiji's envoy said yes.")), True),
        ((("en", "s1", "The mayor said no."), ("en", "s2", "The mayor said yes.")), False),
        ((("en", "s1", "The mayor said no."), ("en", "s1", "The mayor said no.")), True),
        (
            (
                ("en", "s1", "Chile's ambassador said no."),
                ("fr", "s1", "L'ambassadrice du Chili a dit non."),
            ),
            True,
        ),
        (
            (
                ("en", "s1", "Chile's ambassador said no."),
                ("fr", "s2", "L'ambassadrice du Chili a dit non."),
            ),
            False,
        ),
    ],
)
def test_unnamed_people_of_several_articles(texts, same):
    _, found = link(*((f"a{n}", *text) for n, text in enumerate(texts, 1)))
    assert (found["a1"] == found["a2"]) is same


def test_an_unnamed_actor_is_never_one_who_has_a_name():
    actors, found = link(
        ("a1", "en", "s1", "Ambassador Ana Soto of Chile said no."),
        ("a2", "en", "s1", "Chile's ambassador said no."),
    )
    assert found["a2"] == "ambassador-of-chile"
    assert actors.loc["ambassador-of-chile", "basis"] == "unnamed"
    assert actors.loc["ambassador-of-chile", "name"] == "Chile's ambassador"
    assert actors.loc["ana-soto", "n_mentions"] == 1
