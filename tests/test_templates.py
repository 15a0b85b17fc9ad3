"""Templates: reports made from one form stay apart, their true reprints are found."""

import pytest
from test_stories import build
from wire import make_templates

from corpus_tools.linking.bodies import read_bodies
from corpus_tools.linking.stories import find_pairs
from corpus_tools.linking.templates import differ_in_facts


def find(count, *, seed):
    cases, planted = make_templates(count, seed=seed)
    pairs = find_pairs(*build(cases))
    return {
        frozenset(pair) for pair in zip(pairs["article_id"], pairs["partner_article_id"], strict=True)
    }, planted


@pytest.mark.parametrize("seed", [1, 2])
def test_only_reprints_of_templates_are_copies(seed):
    """Without a look at the facts, one pair in eight was right."""
    found, planted = find(500, seed=seed)
    assert len(planted) >= 100
    assert len(found & planted) >= 0.95 * len(planted)
    assert len(found & planted) >= 0.95 * len(found)


FORM = "Sales of the {} group rose {} percent in May. The chief executive {} spoke. The outlook is good."


@pytest.mark.parametrize(
    ("left", "right", "differ"),
    [
        (FORM.format("Abara", 12, "Novak"), FORM.format("Abara", 12, "Novak"), False),
        (FORM.format("Abara", 12, "Novak"), FORM.format("Silva", 31, "Tamm"), True),
        (FORM.format("Abara", 12, "Novak"), "The chief executive Novak spoke. The outlook is good.", False),
        ("The outlook is good.", "The outlook is good.", False),
        ("The outlook is good.", "", False),
    ],
)
def test_differ_in_facts(left, right, differ):
    cases = [
        {"id": "a", "language": "en", "published": "2024-03-01", "text": left},
        {"id": "b", "language": "en", "published": "2024-03-01", "text": right},
    ]
    bodies = read_bodies(*build(cases))
    assert differ_in_facts(bodies["a"], bodies["b"]) is differ
    assert differ_in_facts(bodies["b"], bodies["a"]) is differ


def test_templates_are_the_same_each_time():
    assert make_templates(20, seed=3) == make_templates(20, seed=3)
