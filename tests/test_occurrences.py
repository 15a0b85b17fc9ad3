from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.capitals import sentence_words
from corpus_tools.annotating.marked import Candidate, mark
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.occurrences import find_occurrences
from corpus_tools.annotating.parsing import parse
from corpus_tools.annotating.wording import load_wording
from corpus_tools.reading.article import Article


def occurrences(text: str, *found: list[Candidate]) -> list[tuple[str, str, str]]:
    (parsed,) = parse([Article("a1", text, "en")])
    wording, nothing = load_wording("en"), build_authority([])
    sentences = [
        mark(sentence_words(parsed, n), wording, nothing, "en") for n in range(len(parsed.sentences))
    ]
    return [(name.text, name.basis, name.gender) for name in find_occurrences(parsed, sentences, found)]


def test_find_occurrences_repeats_names_and_family_names():
    text = "Mr. Joseph Kamau left. Kamau returned. A kamau is a fish."
    assert occurrences(text, [Candidate(1, 3, "person", "title")], [], []) == [
        ("Joseph Kamau", "title", "m"),
        ("Kamau", "repeated", ""),
    ]


def test_find_occurrences_takes_the_closing_bracket():
    text = "The Union Bank (UB) lends."
    found = occurrences(text, [Candidate(1, 4, "organisation", "head noun")])
    assert found == [("Union Bank (UB)", "head noun", "")]


def test_find_occurrences_leaves_models_of_products():
    text = "Boeing grew. The Boeing 747 flies."
    found = occurrences(text, [Candidate(0, 1, "organisation", "model")], [])
    assert found == [("Boeing", "model", "")]


def test_find_occurrences_regards_the_marks_of_a_vietnamese_word():
    (parsed,) = parse([Article("a1", "Ông Nguyễn Văn Hải đến. Hai nước ký. Hải về. Hải nói.", "vi")])
    mentions = find_mentions(parsed, authority=build_authority([]))
    assert [row["text"] for row in mentions] == ["Nguyễn Văn Hải", "Hải", "Hải"]
