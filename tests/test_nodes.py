import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotating.authority import build_authority
from corpus_tools.linking.nodes import Clusters, build_nodes

NOTHING = build_authority([])
ARTICLES = pd.DataFrame([{"article_id": "a1", "language": "en", "story_id": "s1"}])

ROLES = ("article_id", "entity", "role", "organisation")


def mention(text: str, entity: str, kind: str = "name", type_: str = "organisation") -> dict[str, str]:
    return {
        "article_id": "a1", "text": text, "kind": kind, "type": type_, "basis": "model", "entity": entity,
    }  # fmt: skip


def test_build_nodes_gathers_names_brackets_and_roles():
    mentions = pd.DataFrame(
        [
            mention("Ann Bell", "ann", type_="person"),
            mention("she", "ann", "pronoun", "person"),
            mention("Union Telecom (UT)", "ut"),
            mention("both sides", "ann|ut", "role"),
        ]
    )
    role = {"article_id": "a1", "entity": "ann", "role": "Deputy director", "organisation": "ut"}
    person, body = build_nodes(mentions, pd.DataFrame([role]), ARTICLES, NOTHING)
    assert (person.names, person.roles, person.organisations) == (
        ("Ann Bell",),
        ("Deputy director",),
        ("ut",),
    )
    assert person.role_words == {"deputy", "director"}
    assert (body.names, body.brackets, body.story) == (("Union Telecom",), ("UT",), "s1")


def test_build_nodes_types_what_the_model_guessed_like_its_namesakes():
    rows = [
        {**mention("Ann Bell", "ann", type_="person"), "basis": "title"},
        {**mention("Ann Bell", "ann"), "article_id": "a2"},
        {**mention("Bell", "bell"), "article_id": "a2"},
        {**mention("Ann Bell", "ann"), "article_id": "a3", "basis": "head noun"},
    ]
    types = {article_id: [] for article_id in ("a1", "a2", "a3")}
    for node in build_nodes(pd.DataFrame(rows[:3]), pd.DataFrame(columns=[*ROLES]), ARTICLES, NOTHING):
        types[node.article_id].append(node.type)
    assert types == {"a1": ["person"], "a2": ["person", "organisation"], "a3": []}
    unsure = build_nodes(pd.DataFrame(rows), pd.DataFrame(columns=[*ROLES]), ARTICLES, NOTHING)
    assert [node.type for node in unsure if node.article_id == "a2"] == ["organisation", "organisation"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_clusters_do_not_depend_on_order(pairs):
    one, other = Clusters(10), Clusters(10)
    for left, right in pairs:
        one.join(left, right)
    for left, right in reversed(pairs):
        other.join(right, left)
    assert one.groups(range(10)) == other.groups(range(10))
    assert sorted(n for group in one.groups(range(10)).values() for n in group) == list(range(10))
