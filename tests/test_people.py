import pytest

from corpus_tools.annotating.authority import build_authority
from corpus_tools.annotating.capitals import split_words
from corpus_tools.annotating.marked import mark
from corpus_tools.annotating.people import find_people
from corpus_tools.annotating.wording import load_wording

NOTHING = build_authority([])


def find(text: str, language: str = "en") -> set[str]:
    words = split_words(text)
    found = find_people(mark(words, load_wording(language), NOTHING, language))
    return {text[words[c.first].start : words[c.last - 1].end] for c in found}


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("en", "Minister of Public Security General Lương Tam Quang said", "Lương Tam Quang"),
        ("en", "Minister of Finance Bruno Le Maire said", "Bruno Le Maire"),
        ("en", "European Commission President Ursula von der Leyen said", "Ursula von der Leyen"),
        ("en", "Dr. Tedros said", "Tedros"),
        ("en", "Trade Minister Park Ji-hoon said", "Park Ji-hoon"),
        ("en", "the bank's governor, Ifeoma Okonkwo, said", "Ifeoma Okonkwo"),
        ("en", "a visit by Nguyen Xuan Phuc to Paris", "Nguyen Xuan Phuc"),
        ("fr", "a déclaré Mme Jean-Baptiste hier", "Jean-Baptiste"),
        ("fr", "le ministre de la Police, le général Luong Tam Quang", "Luong Tam Quang"),
        ("vi", "Bộ trưởng Trần Quốc Bảo khẳng định", "Trần Quốc Bảo"),
    ],
)
def test_find_people(language, text, person):
    assert person in find(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "General Motors and the General Assembly met"),
        ("en", "the Justice Department and the Prime Minister's Office"),
        ("en", "Minister of the Environment"),
        ("en", "President of the United States"),
        ("en", "DR Congo"),
        ("en", "Hà Nội, Việt Nam"),
        ("fr", "Le Monde, La Paz et Le Cap"),
    ],
)
def test_find_people_finds_nobody(language, text):
    assert find(text, language) == set()
