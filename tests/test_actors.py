import unicodedata
from itertools import permutations

import pandas as pd
import pytest

from corpus_tools import schema
from corpus_tools.annotating.authority import Authority, build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.roles import find_roles
from corpus_tools.characters import plain
from corpus_tools.linking.actors import link_actors
from corpus_tools.reading.article import Article

NOTHING = build_authority([])
ARTICLES = {
    "deputy": (
        "en",
        "Deputy Minister of Finance Nguyễn Văn Hùng met António Guterres, UN Secretary-General, in Hà Nội. "
        "Hùng said the Ministry of Finance would help Vietnam.",
    ),
    "official": ("en", "Culture official Nguyễn Văn Hưng visited Huế on Monday. Hưng praised the festival."),
    "family name": (
        "en",
        "Mr Guterres, the UN Secretary-General, welcomed the decision. Guterres thanked Kenya.",
    ),
    "french": (
        "fr",
        "Le secrétaire général des Nations unies (ONU), Antonio Guterres, a reçu le ministre kényan des "
        "Finances, John Kamau. Le ministère des Finances a signé un accord.",
    ),
    "kenya": (
        "en",
        "Kenyan Finance Minister John Kamau said the Ministry of Finance would publish the budget in "
        "Nairobi. Kenya needs growth. The United Nations (UN) agreed.",
    ),
    "order": ("en", "Prime Minister Tanabe Shinzo flew to Seoul."),
    "western order": ("en", "Japanese Prime Minister Shinzo Tanabe spoke. Tanabe left."),
    "given name": ("en", "Minister Quang said the plan was ready. Quang left."),
    "other quang": ("en", "General Lương Tam Quang spoke in Hanoi."),
}


def link(
    names: tuple[str, ...] = tuple(ARTICLES), *, authority: Authority = NOTHING, change=str, stories=None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    articles = [Article(name, change(ARTICLES[name][1]), ARTICLES[name][0]) for name in names]
    mentions, roles = [], []
    for parsed in parse(articles):
        found = find_mentions(parsed, authority=authority)
        mentions += found
        roles += find_roles(parsed, found)
    table = pd.DataFrame(
        [
            {
                "article_id": a.article_id,
                "language": a.language,
                "story_id": (stories or {}).get(a.article_id, ""),
            }
            for a in articles
        ]
    )
    return link_actors(pd.DataFrame(mentions), pd.DataFrame(roles), table, authority=authority)


@pytest.fixture(scope="module")
def linked():
    return link()


def ids(mentions: pd.DataFrame, article: str, text: str) -> set[str]:
    rows = mentions[(mentions["article_id"] == article) & (mentions["text"] == text)]
    return set(rows["actor_id"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("deputy", "António Guterres"), ("french", "Antonio Guterres")),
        (("deputy", "António Guterres"), ("family name", "Guterres")),
        (("order", "Tanabe Shinzo"), ("western order", "Shinzo Tanabe")),
        (("deputy", "UN"), ("kenya", "United Nations (UN)")),
        (("deputy", "UN"), ("french", "Nations unies (ONU)")),
        (("french", "ministère des Finances"), ("kenya", "Ministry of Finance")),
        (("deputy", "Hà Nội"), ("other quang", "Hanoi")),
    ],
)
def test_link_actors_joins(linked, one, other):
    mentions, _, _ = linked
    assert ids(mentions, *one) == ids(mentions, *other) != set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("deputy", "Nguyễn Văn Hùng"), ("official", "Nguyễn Văn Hưng")),
        (("given name", "Quang"), ("other quang", "Lương Tam Quang")),
        (("deputy", "Ministry of Finance"), ("kenya", "Ministry of Finance")),
    ],
    ids=["tone marks", "a given name alone", "ministries of two countries"],
)
def test_link_actors_keeps_apart(linked, one, other):
    mentions, _, _ = linked
    assert ids(mentions, *one) and ids(mentions, *other)
    assert ids(mentions, *one) != ids(mentions, *other)


def test_link_actors_joins_a_given_name_within_a_story():
    pair = ("given name", "other quang")
    mentions, _, _ = link(pair, stories=dict.fromkeys(pair, "s1"))
    joined = ids(mentions, "given name", "Quang")
    assert joined == ids(mentions, "other quang", "Lương Tam Quang") == {"quang"}, (
        "as the first version tells"
    )


def test_link_actors_does_not_depend_on_the_order_of_articles():
    names = ("deputy", "official", "french")
    expected = link(names)
    for order in permutations(names):
        mentions, actors, _ = link(order)
        assert set(zip(mentions["article_id"], mentions["start"], mentions["actor_id"], strict=True)) == set(
            zip(expected[0]["article_id"], expected[0]["start"], expected[0]["actor_id"], strict=True)
        )
        pd.testing.assert_frame_equal(actors, expected[1])


def test_link_actors_ids_do_not_depend_on_marks(linked):
    names = tuple(name for name in ARTICLES if name != "official")
    marked, unmarked = link(names)[0], link(names, change=plain)[0]
    english = marked["article_id"] != "french"
    other = unmarked["article_id"] != "french"
    assert list(marked[english]["actor_id"]) == list(unmarked[other]["actor_id"])


def test_link_actors_reads_composed_text_as_before(linked):
    def recompose(text: str) -> str:
        return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))

    pd.testing.assert_frame_equal(link(change=recompose)[1], linked[1])


def test_link_actors_keeps_the_contract(linked):
    mentions, actors, roles = linked
    for name, table in (("mentions", mentions), ("actors", actors), ("roles", roles)):
        schema.check(name, table)
    assert set(roles["actor_id"]) <= set(actors["actor_id"])
    assert actors["n_mentions"].is_monotonic_decreasing


def test_link_actors_of_nothing():
    nothing = pd.DataFrame()
    articles = pd.DataFrame([{"article_id": "a1", "language": "en"}])
    mentions, actors, roles = link_actors(nothing, nothing, articles, authority=NOTHING)
    assert len(mentions) == len(actors) == len(roles) == 0


def test_link_actors_leaves_its_input_alone():
    rows = pd.DataFrame(
        [
            {
                "article_id": "a1",
                "sentence_id": "a1.s001",
                "start": 0,
                "end": 3,
                "text": "Ana",
                "kind": "name",
            }
            | {"type": "person", "basis": "model", "entity": "ana"}
        ]
    )
    before = rows.copy()
    articles = pd.DataFrame([{"article_id": "a1", "language": "en"}])
    link_actors(rows, pd.DataFrame(), articles, authority=NOTHING)
    pd.testing.assert_frame_equal(rows, before)


def test_link_actors_prefers_the_authority():
    known = build_authority(
        [{"id": "hung-of-finance", "type": "person", "names": {"en": "Nguyễn Văn Hùng"}, "wikidata": "Q1"}]
    )
    _, actors, _ = link(("deputy",), authority=known)
    row = actors[actors["actor_id"] == "hung-of-finance"].iloc[0]
    assert (row["name"], row["wikidata"], row["n_mentions"]) == ("Nguyễn Văn Hùng", "Q1", 2)


def test_link_actors_does_not_take_a_namesake_for_the_known_person():
    known = build_authority([{"id": "hung", "type": "person", "names": {"en": "Nguyễn Văn Hùng"}}])
    mentions, _, _ = link(("deputy", "official"), authority=known)
    assert ids(mentions, "deputy", "Hùng") == {"hung"}
    assert ids(mentions, "official", "Nguyễn Văn Hưng") != {"hung"}
