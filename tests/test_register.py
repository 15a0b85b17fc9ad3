"""The register: actors, roles, speakers and addressees, each with its sentences."""

import pandas as pd
from publishing_rows import ACTORS, ARTICLES, LEDGER, MENTIONS, STATEMENTS

from corpus_tools import schema
from corpus_tools.measuring.networks import find_addresses
from corpus_tools.publishing.register import (
    count_acts,
    list_addresses,
    list_initiatives,
    list_ledger,
    list_register,
    list_roles,
    list_speakers,
    name_conflicts,
)


def test_register_gives_the_first_sentences_of_each_actor() -> None:
    listed = list_register(ACTORS, MENTIONS, ARTICLES, most=1)
    assert listed["name"].tolist() == ["Ana Roy", "Ben Okoro", "Oslo"]
    assert listed["sentence_ids"].tolist() == ["a1.s001", "a1.s001", ""]


def test_only_actors_without_an_authority_are_discovered() -> None:
    assert list_register(ACTORS, MENTIONS, ARTICLES, discovered=True)["actor_id"].tolist() == ["ana-roy"]


def test_speakers_are_counted_once_per_story_and_as_published() -> None:
    speakers = list_speakers(STATEMENTS, ACTORS, ARTICLES)
    assert speakers["label"].tolist() == ["Ana Roy", "(speaker not found)"]
    assert speakers["value"].tolist() == [1, 1]
    assert speakers["n"].tolist() == [2, 1]
    assert speakers["sentence_ids"].tolist() == ["a1.s002|a2.s001", "a3.s001"]


def test_roles_of_different_wording_are_listed_not_reconciled() -> None:
    roles = schema.frame(
        "roles",
        [
            {
                "actor_id": "ana-roy",
                "role": "minister",
                "article_id": "a1",
                "sentence_id": "a1.s001",
                "start": 1,
            },
            {
                "actor_id": "ana-roy",
                "role": "mayor",
                "article_id": "a2",
                "sentence_id": "a2.s001",
                "start": 1,
            },
        ],
    )
    listed = list_roles(roles, ACTORS, ARTICLES)
    assert listed["n_roles"].tolist() == [2, 2]
    assert listed["n_roles_once"].tolist() == [1, 1]
    assert (listed["n_articles"].tolist(), listed["n_stories"].tolist()) == ([1, 1], [1, 0])
    assert listed["role"].tolist() == ["minister", "mayor"]
    assert listed["dates"].tolist() == ["undated", "undated"]


def test_addresses_have_a_direction() -> None:
    cells = list_addresses(find_addresses(STATEMENTS, ARTICLES), ACTORS)
    assert cells[["row", "column", "n"]].to_numpy().tolist() == [["Ana Roy", "Ben Okoro", 1]]


def test_ledger_names_the_parties() -> None:
    listed = list_ledger(LEDGER, ACTORS)
    assert listed["by"].tolist() == ["Ana Roy", "Ana Roy, Ben Okoro"]
    assert listed["due"].tolist() == ["1 Jan 2026 – 31 Dec 2026", ""]


def test_empty_tables_give_empty_ones() -> None:
    assert list_roles(schema.frame("roles", []), ACTORS, ARTICLES).empty
    assert list_speakers(STATEMENTS.head(0), ACTORS, ARTICLES).empty
    assert list_addresses(find_addresses(STATEMENTS.head(0), ARTICLES), ACTORS).empty
    assert list_ledger(schema.frame("ledger", []), ACTORS).empty
    assert list_initiatives(schema.frame("initiatives", []), ACTORS, ARTICLES).empty
    assert count_acts(STATEMENTS.head(0), ARTICLES).empty


def test_list_initiatives_says_who_is_tied_by_which_words():
    row = {
        "name": "Coral Pact",
        "kind": "convention",
        "actor_ids": "x|y",
        "article_ids": "a1|a2",
        "evidence": "a1.s001|a1.s002",
        "ties": "x: signed (a1.s001)|y: member (a1.s001)|x: signed (a1.s002)",
    }
    initiatives = schema.frame("initiatives", [row])
    (listed,) = list_initiatives(initiatives, ACTORS.head(0), ARTICLES).to_dict("records")
    assert (listed["actors"], listed["tied_by"]) == ("x, y", "x: signed; y: member")
    assert (listed["n_articles"], listed["n_stories"]) == (2, 1)


def test_acts_are_counted_as_published_and_per_story():
    counted = count_acts(STATEMENTS, ARTICLES)
    assert counted["all"].sum() == len(STATEMENTS)
    assert counted["all_once"].sum() == STATEMENTS["article_id"].isin(["a1", "a3"]).sum()
    assert counted["all_once"].sum() < counted["all"].sum()


def test_name_conflicts_puts_the_name_first():
    conflicts = pd.DataFrame({"actor_id": ["x", "nobody"], "kind": ["change", "change"]})
    named = name_conflicts(conflicts, pd.DataFrame({"actor_id": ["x"], "name": ["Ana Ruiz"]}))
    assert named.to_dict("list") == {"actor": ["Ana Ruiz", "nobody"], "kind": ["change", "change"]}
