import pytest

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.names import find_mentions
from corpus_tools.annotating.parsing import parse
from corpus_tools.reading.article import Article

NOTHING = build_authority([])


INSTRUMENT, ORGANISATION = "instrument", "organisation"


def find(text: str, language: str) -> list[tuple[str, str]]:
    parsed = next(iter(parse([Article("a1", text, language)])))
    rows = find_mentions(parsed, authority=NOTHING)
    return [(row["text"], row["type"]) for row in rows if row["kind"] == "name"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "en",
            "He praised the Ministry of Public Security.",
            ("Ministry of Public Security", "organisation"),
        ),
        (
            "en",
            "They signed the Convention on Biological Diversity.",
            ("Convention on Biological Diversity", "instrument"),
        ),
        (
            "en",
            "The 6th ASEAN Digital Ministers’ Meeting ended.",
            ("6th ASEAN Digital Ministers’ Meeting", "event"),
        ),
        (
            "en",
            "It serves the sustainable development goals (SDGs).",
            ("sustainable development goals (SDGs)", "instrument"),
        ),
        ("en", "He thanked the Kenyan government.", ("Kenyan government", ORGANISATION)),
        ("en", "He flew to Changi International Airport.", ("Changi International Airport", "place")),
        (
            "en",
            "It joined the World Trade Organization (WTO).",
            ("World Trade Organization (WTO)", "organisation"),
        ),
        (
            "fr",
            "Il a signé la Convention sur la diversité biologique.",
            ("Convention sur la diversité biologique", "instrument"),
        ),
        ("fr", "Selon le ministère de la Police, il est parti.", ("ministère de la Police", ORGANISATION)),
        ("fr", "Il salue le Pacte numérique mondial.", ("Pacte numérique mondial", INSTRUMENT)),
        ("fr", "Il remercie le gouvernement kényan.", ("gouvernement kényan", ORGANISATION)),
        ("vi", "Ông gặp Bộ Khoa học và Công nghệ.", ("Bộ Khoa học và Công nghệ", ORGANISATION)),
    ],
)
def test_names_built_on_a_head_noun(language, text, name):
    assert name in find(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The convention and the summit were useful to the committee."),
        ("en", "It uses artificial intelligence (AI) and small enterprises (SMEs)."),
        ("fr", "La convention et le sommet ont été utiles au comité."),
    ],
)
def test_a_head_noun_alone_is_no_name(language, text):
    assert find(text, language) == []
