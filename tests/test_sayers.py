"""Sayers: people beside a reporting verb behind a long office, and runs of capitals that are nobody."""

from named import each_case, find_named


@each_case("sayers.yml")
def test_find_sayers(case):
    assert find_named(case, "person") == case["people"]
