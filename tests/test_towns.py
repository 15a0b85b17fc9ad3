"""Towns: places beside a place that is known, and bodies there that stay bodies."""

from named import each_case, find_named


@each_case("towns.yml")
def test_join_towns(case):
    assert find_named(case, "place") == case["places"]
