"""Firms: bodies between the office of who heads them and that person's name."""

from named import each_case, find_named


@each_case("firms.yml")
def test_add_firms(case):
    assert find_named(case, "person") == case["people"]
    assert find_named(case, "organisation") == case["bodies"]
