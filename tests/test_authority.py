import pytest

from corpus_tools import lexicons
from corpus_tools.annotating.authority import build_authority, country_adjectives, load_authority
from corpus_tools.annotating.capitals import split_words
from corpus_tools.characters import slug
from corpus_tools.errors import UsageError


def find(text: str, language: str = "en", extra=()) -> str:
    authority = build_authority(extra) if extra else load_authority()
    return authority.match(split_words(text), 0, language)[1]


@pytest.mark.parametrize(
    ("text", "language", "entity"),
    [
        ("UN officials", "en", "united-nations"),
        ("un projet", "fr", ""),
        ("Un projet", "fr", ""),
        ("ONU", "fr", "united-nations"),
        ("us all", "en", ""),
        ("US forces", "en", "united-states"),
        ("U.S. forces", "en", "united-states"),
        ("Viet Nam", "en", "viet-nam"),
        ("Mỹ", "vi", "united-states"),
        ("My word", "en", ""),
        ("Hà Nội", "fr", "ha-noi"),
        ("sustainable development goals", "en", "sustainable-development-goals"),
        ("Democratic Republic of the Congo", "en", "dr-congo"),
    ],
)
def test_match_by_language_and_case(text, language, entity):
    assert find(text, language) == entity


def test_load_authority_extends_and_replaces():
    extra = [{"id": "united-nations", "type": "organisation", "names": {"en": "The World Body"}}]
    known = load_authority(extra)
    assert known.entries["united-nations"].name == "The World Body"
    assert "asean" in known.entries


def test_load_authority_reads_a_file(tmp_path):
    path = tmp_path / "authority.yml"
    path.write_text("- {id: nca, type: organisation, names: {en: NCA}}\n", encoding="utf-8")
    assert load_authority(path).entries["nca"].type == "organisation"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "not a list"),
        ("- {type: person}", "no id"),
        ("- {id: x, type: ship, names: {en: X}}", "unknown type"),
        ("- {id: x, type: person}", "no name"),
        ("- {id: x, type: person, names: [X]}", "names"),
        ("- [", "cannot be read"),
    ],
)
def test_load_authority_refuses(tmp_path, text, message):
    path = tmp_path / "authority.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        load_authority(path)


def test_shipped_entries_are_whole():
    entries = lexicons.load("authority")
    identifiers = [entry["id"] for entry in entries]
    assert len(set(identifiers)) == len(identifiers)
    assert all(slug(identifier) == identifier for identifier in identifiers)
    countries = {row["id"] for row in lexicons.load("countries")}
    assert not countries & set(identifiers)
    assert set(country_adjectives().values()) <= countries
