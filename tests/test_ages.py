"""Ages: people whose age stands behind their names, and numbers that are no age."""

from named import each_case, find_named


@each_case("ages.yml")
def test_find_aged(case):
    assert find_named(case, "person") == case["people"]
