"""Who holds an office of a body that is named, or only described, between the title and the name."""

from typing import Any

from named import each_case, find_named


@each_case("titles.yml")
def test_the_body_of_an_office_is_not_its_holder(case: dict[str, Any]) -> None:
    assert find_named(case, "person") == case["people"]
    assert find_named(case, "organisation") == case["bodies"]
