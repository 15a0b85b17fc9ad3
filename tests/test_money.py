"""Money: codes of currencies beside a number, and bodies with the same letters."""

from named import each_case, find_named


@each_case("money.yml")
def test_is_amount(case):
    assert find_named(case, "organisation") == case["bodies"]
