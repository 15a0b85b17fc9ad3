import pytest

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.reading.article import Article

NOTHING = build_authority([])


def entities(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    (parsed,) = parse([Article("a1", text, language)])
    rows = find_mentions(parsed, authority=NOTHING)
    return [(row["text"], row["type"], row["entity"]) for row in rows if row["kind"] == "name"]


@pytest.mark.parametrize(
    ("language", "text", "short", "entity"),
    [
        ("en", "Dr. Joseph Kamau spoke. Kamau left.", "Kamau", "joseph-kamau"),
        ("en", "Mr. Tran Van Minh spoke. Minh left.", "Minh", "tran-van-minh"),
        ("fr", "Mme Claire Petit a parlé. Mme Petit est partie.", "Petit", "claire-petit"),
        ("fr", "La candidate, Esther Phumla, a gagné. Mme Phumla ira en mai.", "Phumla", "esther-phumla"),
        (
            "en",
            "Minister Ana Ruiz and her Omani counterpart, Sarayi Hakuzi, met. Hakuzi left.",
            "Hakuzi",
            "sarayi-hakuzi",
        ),
        ("vi", "Ông Trần Văn Minh phát biểu. Ông Minh về.", "Minh", "tran-van-minh"),
        ("en", "The World Health Assembly (WHA) met. The WHA ended.", "WHA", "world-health-assembly"),
        ("vi", "Bộ Giáo dục và Đào tạo họp. Bộ GD&ĐT đồng ý.", "Bộ GD&ĐT", "bo-giao-duc-va-dao-tao"),
        ("vi", "Bộ Khoa học và Công nghệ họp. Bộ KH-CN đồng ý.", "Bộ KH-CN", "bo-khoa-hoc-va-cong-nghe"),
        ("vi", "Bộ Khoa học và Công nghệ họp. Bộ TT&TT đồng ý.", "Bộ TT&TT", "bo-tt-tt"),
        ("en", "It signed the Paris Treaty, also known as the Seine Pact.", "Seine Pact", "paris-treaty"),
        ("fr", "La Convention de Lyon, dite Pacte du Lac, passe.", "Pacte du Lac", "convention-de-lyon"),
    ],
)
def test_identify_gives_short_and_other_names_their_entity(language, text, short, entity):
    assert {e for name, _, e in entities(text, language) if name == short} == {entity}


@pytest.mark.parametrize(
    ("text", "short", "entity"),
    [
        ("Dr. Joseph Kamau spoke. The Kamau Foundation paid.", "Kamau Foundation", "kamau-foundation"),
        ("It signed the Paris Treaty and the Seine Pact.", "Seine Pact", "seine-pact"),
        ("It signed the Paris Treaty. Known as the Seine Pact, it holds.", "Seine Pact", "seine-pact"),
    ],
)
def test_identify_keeps_others_apart(text, short, entity):
    assert {e for name, _, e in entities(text) if name == short} == {entity}


def test_identify_numbers_people_whose_marks_differ():
    found = entities("Ông Trần Văn Hưng gặp ông Trần Văn Hùng.", "vi")
    assert len({entity for _, kind, entity in found if kind == "person"}) == 2


def test_identify_gives_one_name_one_type():
    found = entities("The airline Qazaq flew. Qazaq landed in Rome. Qazaq said so.")
    assert {kind for name, kind, _ in found if name == "Qazaq"} == {"organisation"}
