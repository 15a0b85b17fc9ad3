from pathlib import Path

import pytest
import yaml
from small_corpus import make_corpus, source_texts

from corpus_tools import lexicons
from corpus_tools.errors import UsageError
from corpus_tools.measuring.codebook import (
    code_sentences,
    describe_topics,
    load_codebook,
    measure_coverage,
    measure_overlap,
    share_topics,
)

UNSEEN = Path(__file__).parent / "cases" / "codebook_unseen.yml"
OWN = """
skills: {label: {en: Skills, fr: Compétences}, en: [digital skill*, training], fr: [compétence*]}
crime: [cybercrim*]
"""
TEXTS = {
    "a1": ["Digital skills and digital skill training.", "Cybercrime and training.", "Nothing here."],
    "f1": ["Les compétences contre la cybercriminalité."],
}


@pytest.fixture
def coded(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(OWN, encoding="utf-8")
    _, articles, sentences = make_corpus(TEXTS, {"f1": "fr"})
    codebook = load_codebook(path)
    return code_sentences(sentences, articles, codebook), sentences, articles, codebook


def test_code_sentences_gives_spans_of_the_source(coded):
    codes, *_ = coded
    assert codes[["sentence_id", "text", "topic_id"]].to_numpy().tolist() == [
        ["a1.s001", "Digital skills", "skills"],
        ["a1.s001", "digital skill", "skills"],
        ["a1.s001", "training", "skills"],
        ["a1.s002", "training", "skills"],
        ["a1.s002", "Cybercrime", "crime"],
        ["f1.s001", "compétences", "skills"],
        ["f1.s001", "cybercriminalité", "crime"],
    ]
    texts = source_texts(TEXTS)
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in codes.itertuples())


def test_share_topics_by_hand(coded):
    codes, sentences, *_ = coded
    assert share_topics(codes, sentences).to_numpy().tolist() == [
        ["a1", "skills", 2, 3, 0.666667, "a1.s001|a1.s002"],
        ["a1", "crime", 1, 3, 0.333333, "a1.s002"],
        ["f1", "crime", 1, 1, 1.0, "f1.s001"],
        ["f1", "skills", 1, 1, 1.0, "f1.s001"],
    ]


def test_measure_coverage_lists_what_no_pattern_reaches(coded):
    codes, sentences, articles, _ = coded
    assert measure_coverage(codes, sentences, articles).to_numpy().tolist() == [
        ["en", 3, 3, 2, 2, 0.666667, 1, 1, 0.333333, "a1.s003"],
        ["fr", 1, 1, 1, 1, 1.0, 1, 1, 1.0, ""],
    ]


def test_measure_overlap_by_hand(coded):
    codes, *_ = coded
    assert measure_overlap(codes).to_numpy().tolist() == [["crime", "skills", 2, 0.666667, "a1.s002|f1.s001"]]


def test_describe_topics_lists_every_topic_with_its_wording(coded):
    codes, sentences, articles, codebook = coded
    table = describe_topics(codes, sentences, articles, codebook).set_index("topic_id")
    assert table.loc["skills", ["label", "n_sentences", "n_articles"]].tolist() == ["Skills", 3, 2]
    assert table.loc["skills", "terms"] == "training|compétences|digital skill|digital skills"
    assert describe_topics(codes.iloc[:0], sentences, articles, codebook)["n_sentences"].eq(0).all()


def test_longest_match_wins_inside_a_topic(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text("data: [data, data protection, protection law]", encoding="utf-8")
    _, articles, sentences = make_corpus({"a1": ["A data protection law."]})
    codes = code_sentences(sentences, articles, load_codebook(path))
    assert codes["text"].tolist() == ["data protection"]


def test_shipped_codebook_speaks_every_language_and_names_no_actor():
    codebook = load_codebook()
    assert len(codebook) >= 12
    for topic in codebook:
        for language in lexicons.languages():
            assert topic.label(language) != topic.topic_id
            assert len(topic.patterns_in(language)) >= 5


@pytest.mark.parametrize(
    ("language", "text", "topic_id"),
    [
        ("en", "Ministers discussed a data protection law.", "data_governance"),
        ("en", "A ransomware attack hit three hospitals.", "cybersecurity"),
        ("en", "The fund will pay for undersea cables.", "infrastructure"),
        ("fr", "Le Sénat débat de l'intelligence artificielle.", "ai_governance"),
        ("fr", "La fracture numérique touche les zones rurales.", "inclusion"),
        ("fr", "Un traité multilatéral a été signé.", "multilateralism"),
        ("vi", "Chính phủ đẩy mạnh chuyển đổi số.", "digital_transformation"),
        ("vi", "Công an cảnh báo lừa đảo trực tuyến.", "cybersecurity"),
        ("vi", "Hai bên thúc đẩy bình đẳng giới.", "inclusion"),
        ("", "Les pays débattent du changement climatique.", "sustainability"),
    ],
)
def test_shipped_codebook_finds(language, text, topic_id):
    _, articles, sentences = make_corpus({"x1": [text]}, {"x1": language})
    assert topic_id in set(code_sentences(sentences, articles, load_codebook())["topic_id"])


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "J'ai vu la mer."), ("en", "The team won the match."), ("vi", "Ai là người đầu tiên?")],
)
def test_shipped_codebook_leaves_alone(language, text):
    _, articles, sentences = make_corpus({"x1": [text]}, {"x1": language})
    assert code_sentences(sentences, articles, load_codebook()).empty


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("- a list", "maps topics to patterns"),
        ("skills: text", "holds no list"),
        ("skills: ['*']", "needs a letter"),
        ("skills: [a", "cannot be read"),
    ],
)
def test_load_codebook_refuses_another_form(tmp_path, content, message):
    path = tmp_path / "own.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_codebook(path)


def test_load_codebook_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match=r"none\.yml"):
        load_codebook(tmp_path / "none.yml")


def test_shipped_codebook_on_articles_of_other_countries():
    """Bounds just under what was measured; the head of the cases says what was had at the first try."""
    cases = yaml.safe_load(UNSEEN.read_text(encoding="utf-8"))
    languages = {case["id"]: case["language"] for case in cases}
    texts = {case["id"]: [each["text"] for each in case["sentences"]] for case in cases}
    _, articles, sentences = make_corpus(texts, languages)
    codes = code_sentences(sentences, articles, load_codebook())
    found = set(zip(codes["sentence_id"], codes["topic_id"], strict=True))
    wanted = {
        (f"{case['id']}.s{number:03d}", topic_id)
        for case in cases
        for number, each in enumerate(case["sentences"], 1)
        for topic_id in each["topics"]
    }
    right = len(found & wanted)
    assert right / len(found) >= 0.75
    assert right / len(wanted) >= 0.66
