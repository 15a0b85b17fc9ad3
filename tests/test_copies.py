"""Copies: planted edits are found, other texts are not, and nothing depends on order."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire import make_wire

from corpus_tools.linking import copies

WORDS = st.lists(st.sampled_from([f"word{n}" for n in range(30)]), min_size=1, max_size=60).map(" ".join)
LEAD = (
    "The ministry said on Monday that the harbour of Port Alba would reopen after repairs to its two cranes. "
)
MIDDLE = "Fishing crews had waited for weeks while fuel and ice were brought overland from the capital. "
END = "Engineers from three countries worked through the night to replace a cable and test the brakes. "
OTHER = (
    "Prices of maize rose again in the northern provinces, where traders blame bad roads and a dry spring. "
)


def make_corpus(count, *, seed):
    """Random articles of 18 sentences, and for every fifth an edited copy; the planted pairs."""
    source = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(3000)]

    def write():
        return " ".join(source.choices(vocabulary, k=source.randint(12, 28)))

    bodies, planted = {}, set()
    for number in range(count):
        sentences = [write() for _ in range(18)]
        bodies[f"a{number}"] = ". ".join(sentences)
        if number % 5 == 0:
            changed = source.sample(range(18), k=round(18 * source.uniform(0.1, 0.4)))
            edited = [write() if i in changed else text for i, text in enumerate(sentences)]
            kept = [text for i, text in enumerate(edited) if i not in changed or source.random() < 0.5]
            bodies[f"b{number}"] = ". ".join(kept)
            planted.add((f"a{number}", f"b{number}"))
    return bodies, planted


def find(bodies):
    return {(overlap.article_id, overlap.partner_id) for overlap in copies.find_copies(bodies)}


def test_planted_edits_are_found():
    bodies, planted = make_corpus(300, seed=7)
    found = find(bodies)
    assert len(found & planted) >= 0.95 * len(planted)
    assert not found - planted


@pytest.mark.parametrize(
    ("left", "right", "is_copy"),
    [
        (LEAD + MIDDLE + END, LEAD + MIDDLE + END, True),
        (LEAD + MIDDLE + END, "A new headline. " + LEAD + MIDDLE, True),
        (LEAD + MIDDLE + END, LEAD.upper() + MIDDLE + END, True),
        (LEAD + MIDDLE + END, LEAD + OTHER + END, True),
        (LEAD + MIDDLE + END, OTHER + MIDDLE, False),
        (LEAD + MIDDLE + END, OTHER, False),
        (LEAD + MIDDLE + END, "", False),
        ("No comment.", "No comment.", True),
        ("No comment.", "No comment today.", False),
    ],
)
def test_pair(left, right, is_copy):
    assert find({"a": left, "b": right}) == ({("a", "b")} if is_copy else set())


@settings(max_examples=50, deadline=None)
@given(WORDS)
def test_a_text_is_a_copy_of_itself(text):
    assert find({"a": text, "b": text}) == {("a", "b")}


@settings(max_examples=50, deadline=None)
@given(WORDS, WORDS)
def test_overlap_is_symmetric(left, right):
    shingles = {"a": copies.make_shingles(left), "b": copies.make_shingles(right)}
    overlap = copies.compare(("a", "b"), shingles)
    assert overlap == copies.compare(("b", "a"), shingles)
    assert 0 <= overlap.resemblance <= overlap.containment <= 1


def test_many_copies_of_one_text_hang_together():
    bodies = {f"a{number:03d}": LEAD + MIDDLE + END for number in range(120)}
    found = find(bodies)
    assert {pair[1] for pair in found} == set(bodies) - {"a000"}
    assert len(found) < 1000


def test_hashes_are_the_same_on_every_machine():
    assert copies.make_shingles("one two three four five").tolist() == [
        7116469056447322258,
        5163525246094903638,
    ]


@pytest.mark.parametrize("names", ["many", "few"])
def test_candidates_grow_with_the_articles_and_not_with_their_pairs(names):
    """Four times as many articles, sixteen times as many pairs; `bench_copies.py` has the times."""
    counts = []
    for count in (400, 1600):
        bodies, _ = make_wire(count, seed=5, names=names)
        shingles = {article_id: copies.make_shingles(text) for article_id, text in bodies.items()}
        counts.append(len(copies._find_candidates(shingles, likely=0)))
    assert 0 < counts[1] < 8 * counts[0]


def test_copies_in_many_places_are_found_whatever_each_cuts():
    source = random.Random(3)
    lines = [LEAD, MIDDLE, END, OTHER, LEAD[::-1], MIDDLE[::-1], END[::-1], OTHER[::-1]]
    bodies = {"a": " ".join(lines)}
    for number in range(150):
        cut = source.sample(range(8), k=2)
        bodies[f"b{number:03d}"] = " ".join(line for n, line in enumerate(lines) if n not in cut)
    graph = {article_id: {article_id} for article_id in bodies}
    for left, right in find(bodies):
        joined = graph[left] | graph[right]
        graph |= dict.fromkeys(joined, joined)
    assert len(graph["a"]) == len(bodies)


def test_reprints_among_wire_articles_are_found():
    """A small version of `bench_copies.py`, on real sentences."""
    bodies, planted = make_wire(600, seed=4)
    found = find(bodies)
    assert len(planted) >= 100
    assert len(found & planted) >= 0.95 * len(planted)
    assert len(found & planted) >= 0.95 * len(found)
