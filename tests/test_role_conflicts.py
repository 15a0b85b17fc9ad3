"""Role conflicts: what cannot both be right is listed, and what only reads differently is not."""

from pathlib import Path

import pandas as pd
import pytest
import yaml

from corpus_tools.linking.role_conflicts import COLUMNS, find_role_conflicts
from corpus_tools.schema import frame, split

FILE = Path(__file__).parent / "cases" / "role_conflicts.yml"
CASES = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (text only)
ACTORS = pd.DataFrame(
    {"actor_id": ["itu", "wto", "un", "kenya", "brazil"], "type": [*["organisation"] * 3, *["place"] * 2]}
)


def conflicts_of(*held, sentences=("s1", "s2", "s3")):
    """The conflicts of one person who holds each of these: language, role, organisation, date."""
    articles = [{"article_id": f"a{n}", "language": row[0]} for n, row in enumerate(held)]
    roles = [
        {
            "actor_id": "ruiz",
            "role": role,
            "organisation_id": body,
            "date": day,
            "article_id": f"a{n}",
            "sentence_id": sentences[n],
        }
        for n, (_, role, body, day) in enumerate(held)
    ]
    return find_role_conflicts(frame("roles", roles), frame("articles", articles), ACTORS)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['one'][1]}, {case['other'][1]}" for case in CASES])
def test_find_role_conflicts(case):
    for pair in ((case["one"], case["other"]), (case["other"], case["one"])):
        found = conflicts_of(*pair)
        assert found[["kind", "differs"]].to_numpy().tolist() == ([case["want"]] if case["want"] else [])


def test_find_role_conflicts_quotes_both_sides():
    (row,) = conflicts_of(*(case for case in CASES[1].values() if len(case) == 4)).to_dict("records")
    assert (row["role"], row["dates"]) == ("Minister of Finance", "2026-01-05")
    assert (row["other_role"], row["other_dates"]) == ("Minister of Health", "2026-03-01")
    assert split(row["sentence_ids"]) == ["s1", "s2"]


def test_a_role_that_comes_back_is_no_change():
    first, second = CASES[1]["one"], CASES[1]["other"]
    again = [*first[:3], "2026-06-01"]
    assert conflicts_of(first, second, again)["kind"].tolist() == ["contradiction"]


def test_two_offices_held_in_one_sentence_do_not_conflict():
    assert conflicts_of(CASES[0]["one"], CASES[0]["other"], sentences=("s1", "s1")).empty


def test_no_role_gives_no_row():
    assert conflicts_of().columns.tolist() == list(COLUMNS)
