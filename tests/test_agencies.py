"""Agencies: credits in three languages, and sentences that only name an agency."""

from pathlib import Path

import pytest
import yaml

from corpus_tools.linking.agencies import find_credits, list_agencies, name_agency
from corpus_tools.reading.folder import read_folder

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "credits.yml").read_text(encoding="utf-8"))
BODIES = {
    "en": "The ministry of mines said on Monday that the pit near the town would be closed for three weeks "
    "after the collapse of a tunnel. Rescue workers from two countries have been looking for 11 people since "
    "Friday. The owner of the pit did not answer questions about its licence.",
    "fr": "Le ministère des Mines a annoncé lundi que la mine serait fermée pendant trois semaines après "
    "l'effondrement d'une galerie. Des sauveteurs de deux pays recherchent 11 personnes depuis vendredi. "
    "Le propriétaire n'a pas répondu aux questions sur son permis.",
    "vi": "Bộ Công Thương cho biết hôm thứ Hai rằng mỏ gần thị trấn sẽ đóng cửa ba tuần sau khi một đường "
    "hầm bị sập. Lực lượng cứu hộ của hai nước tìm kiếm 11 người từ thứ Sáu. Chủ mỏ chưa trả lời câu hỏi về "
    "giấy phép.",
}


def write(case):
    body = BODIES[case["language"]]
    return {
        "before": case["text"] + body,
        "after": f"{body}\n\n{case['text']}",
        "closing": body + case["text"],
    }[case["at"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"].strip())
def test_credits(case, tmp_path):
    (tmp_path / "article.txt").write_text(write(case), encoding="utf-8")
    reading = read_folder(tmp_path)
    found = find_credits(reading.articles, reading.dropped, reading.texts)
    assert sorted(credit.agency for credit in found) == sorted(case["agencies"])
    text = reading.texts[reading.articles["article_id"].iloc[0]]
    for credit in found:
        shown = text[credit.start : credit.end]
        assert shown.strip() == shown
        assert shown in case["text"]


def test_an_agency_in_its_own_outlet_is_no_credit(tmp_path):
    (tmp_path / "article.txt").write_text(f"PARIS (AFP) — {BODIES['en']}", encoding="utf-8")
    (tmp_path / "sources.csv").write_text("file,outlet\narticle.txt,Agence France-Presse\n", encoding="utf-8")
    reading = read_folder(tmp_path)
    assert reading.articles["outlet"].tolist() == ["Agence France-Presse"]
    assert find_credits(reading.articles, reading.dropped, reading.texts) == []


def test_no_article_has_no_credit(tmp_path):
    reading = read_folder(tmp_path)
    assert find_credits(reading.articles, reading.dropped, reading.texts) == []


@pytest.mark.parametrize(
    ("name", "agency"),
    [("AFP", "afp"), ("Agence France-Presse", "afp"), ("TTXVN", "vna"), ("ttxvn", "vna"), ("ZANIS", "zanis")],
)
def test_an_agency_has_one_id(name, agency):
    assert name_agency(name) == agency


def test_list_agencies_names_each_once():
    assert list_agencies("AFP, Agence France-Presse and Reuters") == ["afp", "reuters"]
    assert list_agencies("apart from that") == []
