"""Foreign names: bodies that speak in a language without a model, and capitals that are no body."""

from named import each_case, find_named


@each_case("foreign.yml")
def test_find_foreign(case):
    assert find_named(case, "organisation") == case["bodies"]
