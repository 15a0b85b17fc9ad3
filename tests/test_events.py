"""Events: once, with the date that the text gives and none finer."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from marked import read_marked

from corpus_tools.annotating.events import find_events
from corpus_tools.annotating.speech import find_statements
from corpus_tools.annotating.times import find_times
from corpus_tools.linking.event_dates import lies_ahead
from corpus_tools.linking.events import build_events
from corpus_tools.schema import check, frame

EMPTY = pd.DataFrame(columns=["sentence_id", "partner_sentence_id"])


def events_of(texts: dict[str, tuple[str, str, str]], alignment: pd.DataFrame = EMPTY) -> pd.DataFrame:
    """The events of marked texts, (language and story, day of publication, text) by article id."""
    candidates, mentions, articles, times, sources = [], [], [], [], {}
    for article_id, (place, published, marked) in texts.items():
        language, story = place.split()
        dates = dict.fromkeys(("published", "published_earliest", "published_latest"), published)
        parsed, rows = read_marked(marked, language, article_id=article_id, **dates)
        found = find_times(parsed.article, parsed.sentences)
        candidates += find_events(parsed, rows, found, find_statements(parsed, rows))
        mentions += [{**row, "actor_id": row["entity"]} for row in rows]
        times += found
        articles.append({"article_id": article_id, "story_id": story, "language": language, **dates})
        sources[article_id] = parsed.article.text
    tables = (frame("articles", articles), frame("mentions", mentions), frame("times", times))
    events = build_events(candidates, *tables, alignment, sources)
    check("events", events)
    return events


def brief(events: pd.DataFrame) -> list[tuple[str, ...]]:
    columns = ["kind", "date_start", "date_end", "precision", "horizon"]
    return [tuple(row) for row in events[columns].to_numpy().tolist()]


EN, FR = "en s1", "fr s1"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "events.yml").read_text(encoding="utf-8"))
MET = "{p.a:Ana Ruiz} met {p.b:Ben Low} in {c.lima:Lima} on March 4."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MET, [("meeting", "2024-03-04", "2024-03-04", "day", "past")]),
        (
            "{p.a:Ana Ruiz} met {p.b:Ben Low} in {c.lima:Lima}.",
            [("meeting", "", "2024-03-06", "before", "past")],
        ),
        (
            "{c.peru:Peru} signed {d.pact:the Lima Pact} in October 2023.",
            [("signing", "2023-10", "2023-10", "month", "past")],
        ),
        ("{c.peru:Peru} aims to plant a million trees by 2030.", [("target", "", "2030", "year", "future")]),
        # What had been done by a day is no target, and what somebody was to do by then is one.
        ("By 1992, {c.peru:Peru} had planted a million trees.", []),
        ("{c.peru:Peru} had to plant a million trees by 2020.", [("target", "", "2020", "year", "past")]),
        # The day that opens a sentence is of what it tells first.
        (
            "On March 4, {p.a:Ana Ruiz} met {p.b:Ben Low} before her visit to {c.peru:Peru} on March 6.",
            [
                ("meeting", "2024-03-04", "2024-03-04", "day", "past"),
                ("visit", "2024-03-06", "2024-03-06", "day", "past"),
            ],
        ),
        # What is asked for is not of the day on which it was asked for.
        (
            "{c.peru:Peru} pledged on Tuesday to pay and proposed that {c.chile:Chile} open a centre.",
            [],
        ),
        # An agreement is not of the day to come on which something agreed will be.
        (
            "{c.peru:Peru} and {c.chile:Chile} agreed to hold a conference on May 6.",
            [("conference", "2024-05-06", "2024-05-06", "day", "future")],
        ),
        # A plan with a deadline of its own is not of the year in which it was agreed.
        (
            "Under a plan agreed in 2019, {c.peru:Peru} is to set up a fund by 2030.",
            [("target", "", "2030", "year", "future")],
        ),
        # What is due before a year is due in the year before it at the latest, and so for months and days.
        ("{c.peru:Peru} aims to ratify it before 2028.", [("target", "", "2027", "year", "future")]),
        (
            "{c.peru:Peru} aims to ratify it before March 2028.",
            [("target", "", "2028-02", "month", "future")],
        ),
        # So many days, months or years ahead are no finer than that.
        ("{c.peru:Peru} must do it within 30 days.", [("target", "", "2024-04-05", "day", "future")]),
        ("{c.peru:Peru} must do it within six months.", [("target", "", "2024-09", "month", "future")]),
        ("{c.peru:Peru} must do it within two years.", [("target", "", "2026", "year", "future")]),
        ("{c.peru:Peru} must do it within two decades.", [("target", "", "2049", "year", "future")]),
        ("{c.peru:Peru} did it in six months.", []),
        ("{c.peru:Peru} aims to do it before 1 March 2028.", [("target", "", "2028-02-29", "day", "future")]),
        ("{c.peru:Peru} aims to do it before the end of 2027.", [("target", "", "2027", "year", "future")]),
        (
            "{c.peru:Peru} has recently adopted {d.pact:the Forest Plan}.",
            [("issuance", "", "2024-03-06", "before", "past")],
        ),
        (
            "{d.pact:The Lima Pact} will enter into force in May 2025.",
            [("entry into force", "2025-05", "2025-05", "month", "future")],
        ),
        ("{p.a:Ruiz} urged {c.peru:Peru} to adopt {d.pact:the Forest Plan}.", []),
        ("{p.a:Ruiz} spoke of the meeting.", []),
        ("{p.a:Ruiz} said on Monday that taxes fell.", []),
        # The years that a plan is for are not those of its signing.
        (
            "{p.a:Ana Ruiz} signed the plan for 2021-2025 on March 4.",
            [("signing", "2024-03-04", "2024-03-04", "day", "past")],
        ),
        (
            "{c.peru:Peru} and {c.chile:Chile} agreed last Monday to open a joint laboratory.",
            [("agreement", "2024-03-04", "2024-03-04", "day", "past")],
        ),
        (
            "{o.forum:The Lima Forum Secretariat} said on Monday that taxes fell.",
            [],
        ),
        (
            "{o.centre:The centre} will open its doors in May 2024.",
            [("launch", "2024-05", "2024-05", "month", "future")],
        ),
        ("The plant burned down on March 2.", [("event", "2024-03-02", "2024-03-02", "day", "past")]),
        ("Prices rose in resolution 57 and on page 12.", []),
    ],
)
def test_build_events(text, expected):
    assert brief(events_of({"a1": (EN, "2024-03-06", text)})) == expected


def test_build_events_joins_announcement_and_occurrence_and_keeps_the_finer_date():
    texts = {
        "a1": (
            "en s1",
            "2024-02-01",
            "The signing ceremony of {d.pact:the Lima Pact} is planned for later this year.",
        ),
        "a2": (
            "fr s2",
            "2024-12-01",
            "La cérémonie de signature du {d.pact:Pacte de Lima} a eu lieu en octobre 2024.",
        ),
    }
    (event,) = events_of(texts).to_dict("records")
    assert (event["date_start"], event["precision"], event["n_stories"], event["languages"]) == (
        "2024-10", "month", 2, "en|fr",
    )  # fmt: skip
    assert (event["first_article_id"], event["horizon"]) == ("a1", "past")


def test_build_events_puts_what_an_undated_article_tells_as_to_come_ahead():
    text = "{p.a:Ana Ruiz} will address {e.conf:the Lima Forum} in June 2028."
    (event,) = events_of({"a1": (EN, "", text)}).to_dict("records")
    assert (event["date_start"], event["horizon"]) == ("2028-06", "future")


@pytest.mark.parametrize(
    ("published", "earliest", "ahead"),
    [
        ("2028-12-31", "2027-07-01", True),
        ("2028-12-31", "2026-05-05", False),
        ("2026-05-05", "2026-05-05", False),
        ("2026-05-05", "2026-05-06", True),
    ],
)
def test_what_an_undated_report_does_not_tell_as_past_lies_ahead(published, earliest, ahead):
    report = {"when": "", "latest": earliest, "since": "2026-05-05", "published": published}
    assert lies_ahead({**report, "earliest": earliest, "tense": ""}) == ahead


@pytest.mark.parametrize(
    ("text", "horizon"),
    [
        ("{c.peru:Peru} will hold a conference on July 7.", "future"),
        ("{c.peru:Peru} held a conference on July 7.", "past"),
    ],
)
def test_the_tense_tells_whether_an_event_of_an_undated_report_lies_ahead(text, horizon):
    rows = brief(events_of({"a1": (EN, "", text)}))
    assert rows == [("conference", "", "", "unknown", horizon)]


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        (EN, "{p.a:Ana Ruiz} left after {p.b:Ben Low} signed {d.x:the Forum Pact} on March 4.", "b"),
        (EN, "{p.a:Ana Ruiz} said {p.b:Ben Low} signed {d.x:the Forum Pact} on March 4.", "b"),
        (EN, "{p.a:Ana Ruiz}, who leads the bank, signed {d.x:the Forum Pact} on March 4.", "a"),
        (EN, "{p.a:Ana Ruiz} and {p.b:Ben Low} signed {d.x:the Forum Pact} on March 4.", "a|b"),
        (EN, "{p.a:Ana Ruiz} signed {d.x:the Forum Pact} on March 4, {p.b:Ben Low} said.", "a"),
        (
            EN,
            "{o.min:The ministry} and {o.bank:the bank} signed {d.x:the Forum Pact} on March 4.",
            "min|bank",
        ),
        (EN, "{d.x:The Forum Pact}, launched by {o.bank:the bank} on March 4, was praised.", "bank"),
        (EN, "{o.bank:The bank} held talks with {o.min:the ministry} on March 4.", "bank|min"),
        (
            EN,
            "{c.peru:Peru} and {c.chile:Chile} agreed last Monday to open a joint laboratory.",
            "peru|chile",
        ),
        ("vi s1", "{p.a:Ana Ruiz} đã ký {d.x:Bản ghi nhớ} ngày 4/3.", "a"),
        ("vi s1", "{o.min:Bộ Y tế} và {o.bank:Ngân hàng} đã ký {d.x:Bản ghi nhớ} ngày 4/3.", "min|bank"),
        ("vi s1", "Tại {o.min:Bộ Y tế}, lễ ký {d.x:Bản ghi nhớ} diễn ra ngày 4/3.", ""),
        ("vi s1", "{d.x:Luật Biển} được {o.min:Quốc hội} thông qua ngày 4/3.", "min"),
        ("vi s1", "{p.a:Ông Bảo} sẽ làm việc với {o.bank:Ngân hàng} ngày 8/3.", "a|bank"),
        (EN, "{d.x:The Forum Pact} was signed on March 4 in {c.lima:Lima} by {o.bank:the bank}.", "bank"),
        (
            EN,
            "{d.x:The Forum Pact}, signed by {c.peru:Peru} and {c.chile:Chile} on March 4, is short.",
            "peru|chile",
        ),
        (EN, "{p.a:Ana Ruiz}'s visit to {c.lima:Lima} on March 4 was short.", "a"),
        (EN, "On a visit to {c.lima:Lima} on March 4, {p.a:Ana Ruiz} praised the port.", "a"),
        (EN, "The visit to {c.lima:Lima} on March 4 by {r.b:the minister} was short.", "b"),
        (EN, "{o.bank:The bank} hosted a conference on March 4.", "bank"),
        (EN, "{o.bank:The bank} praised the conference of March 4.", ""),
        (EN, "The minister, {p.a:Ana Ruiz}, signed {d.x:the Forum Pact} on March 4.", "a"),
        (EN, "{o.bank:The bank} burned down on March 4.", "bank"),
        (EN, "A deal on fish was signed on March 4 between {c.peru:Peru} and {c.chile:Chile}.", "peru|chile"),
        (EN, "{o.bank:The bank} signed a deal on March 4 with the Belgian firm {o.z:Zeta}.", "bank|z"),
        (EN, "{o.bank:The bank} opened a line between {c.peru:Peru} and {c.chile:Chile} on March 4.", "bank"),
        (
            EN,
            "The government of {c.peru:Peru} and {o.x:the River Union (RU)} signed an accord on March 4.",
            "peru|x",
        ),
        (FR, "M. {p.a:Guy Roy} effectuera une visite officielle en {c.peru:Bolivie} le 8 mars.", "a"),
        (EN, "{c.peru:Peru} will host {e.x:the Lagoon Summit} on March 14.", "peru"),
        (EN, "The presidents of {c.peru:Peru} and {c.chile:Chile} met on March 4.", "peru|chile"),
        (EN, "{c.peru:Peru}, which signed a deal with {c.chile:Chile} on March 4, was glad.", "peru|chile"),
        (FR, "Les ministres du {c.peru:Pérou} et du {c.chile:Chili} se sont réunis lundi.", "peru|chile"),
        (EN, "{c.peru:Peru} praised {e.x:the Lagoon Summit} of March 4.", ""),
        ("vi s1", "Ngày 4/3, {p.a:Ông Bảo} bắt đầu chuyến thăm chính thức {c.peru:Peru}.", "a"),
        ("vi s1", "{p.a:Ông Bảo}, {p.b:bà Lan} nói về chuyến thăm chính thức {c.peru:Peru} ngày 4/3.", ""),
        (FR, "En visite à {c.lima:Lima} le 4 mars, {p.a:Ana Ruiz} a salué le port.", "a"),
        (FR, "La visite à {c.lima:Lima} de {p.a:la ministre Ana Ruiz}, le 4 mars, fut brève.", "a"),
        (
            FR,
            "{n.a:Elle} a invité {c.peru:Lima} à rejoindre {o.x:la Ligue de l'eau}, lancée en 2023 à Rome.",
            "",
        ),
    ],
)
def test_build_events_names_who_took_part_only_from_the_clause(place, text, expected):
    events = events_of({"a1": (place, "2024-03-06", text)})
    assert events["participant_ids"].tolist() == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "{p.a:Ana Ruiz} tiếp tục hỗ trợ {p.b:Ben Low} ngày 4/3.",
        "{p.a:Ana Ruiz} đăng ký học với {p.b:Ben Low} ngày 4/3.",
        "{p.a:Ana Ruiz} và {p.b:Ben Low} ở kỳ nghỉ ngày 4/3.",
    ],
)
def test_build_events_reads_vietnamese_words_by_their_marks(text):
    events = events_of({"a1": ("vi s1", "2024-03-06", text)})
    assert set(events["kind"]) <= {"event"}


def test_build_events_tells_two_meetings_of_a_day_apart():
    texts = {
        "a1": ("en s1", "2024-03-06", MET),
        "a2": ("en s2", "2024-03-06", "{p.a:Ana Ruiz} met {p.c:Cora Diaz} in {c.lima:Lima} on March 4."),
    }
    assert sorted(events_of(texts)["participant_ids"]) == ["a|b", "a|c"]


SIGNED = "{p.a:Ana Ruiz} and {p.b:Ben Low} signed a pact in {c.lima:Lima} on March 4."


@pytest.mark.parametrize(
    ("place", "text", "n"),
    [
        ("fr s2", "{p.a:Ana Ruiz} et {p.b:Ben Low} ont signé un pacte à {c.lima:Lima} le 4 mars.", 1),
        ("en s2", "{p.b:Ben Low} signed it in {c.lima:Lima} on March 4.", 1),
        ("en s2", "{p.c:Cora Diaz} signed a pact in {c.lima:Lima} on March 4.", 2),
        ("en s2", "{p.b:Ben Low} signed a pact in {c.rome:Rome} on March 4.", 2),
        ("en s2", "{p.b:Ben Low} signed a pact in {c.lima:Lima} on March 3.", 2),
        ("en s2", "{p.b:Ben Low} published a pact in {c.lima:Lima} on March 4.", 2),
        ("en s2", "{p.b:Ben Low} signed a pact in {c.lima:Lima} in March.", 2),
    ],
)
def test_build_events_joins_what_the_same_ones_did_on_one_day(place, text, n):
    events = events_of({"a1": (EN, "2024-03-06", SIGNED), "a2": (place, "2024-03-07", text)})
    assert len(events) == n


OPENED = "{p.a:Ana Ruiz} thanked {p.b:Ben Low}. A conference will be held in {c.lima:Lima} in May."


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("{p.a:Ana Ruiz} et {p.b:Ben Low} ont parlé. Une conférence se tiendra à {c.lima:Lima} en mai.", 1),
        ("{p.a:Ana Ruiz} et {p.b:Ben Low} ont parlé. Une conférence se tiendra en mai.", 1),
        ("{p.a:Ana Ruiz} et {p.c:Cora Diaz} ont parlé. Une conférence se tiendra à {c.lima:Lima} en mai.", 2),
        ("{p.a:Ana Ruiz} et {p.b:Ben Low} ont parlé. Une conférence se tiendra à {c.rome:Rome} en mai.", 2),
        ("{p.a:Ana Ruiz} et {p.b:Ben Low} ont parlé. Une conférence se tiendra à {c.lima:Lima} en juin.", 2),
        ("{p.a:Ana Ruiz} et {p.b:Ben Low} ont parlé. Une loi sera publiée à {c.lima:Lima} en mai.", 2),
        (
            "{p.a:Ana Ruiz} et {p.b:Ben Low} ont parlé. Une conférence se tiendra à {c.lima:Lima} en mai."
            " Le congrès du riz aura lieu en mai.",
            3,
        ),
    ],
)
def test_build_events_joins_what_articles_with_the_same_people_date_alike(text, n):
    texts = {"a1": (EN, "2024-03-06", OPENED), "a2": ("fr s2", "2024-03-07", text)}
    assert len(events_of(texts)) == n


def test_build_events_counts_a_copy_and_a_translation_once():
    alone = events_of({"a1": (EN, "2024-03-06", MET)})
    again = {
        "a1": (EN, "2024-03-06", MET),
        "a2": (EN, "2024-03-07", MET),
        "a3": (FR, "2024-03-07", "{p.a:Ana Ruiz} a rencontré {p.b:Ben Low} à {c.lima:Lima} le 4 mars."),
    }
    (event,) = events_of(again).to_dict("records")
    assert event["event_id"] == alone["event_id"][0]
    assert (event["n_articles"], event["n_stories"], event["languages"]) == (3, 1, "en|fr")
    assert brief(events_of(again)) == brief(alone)


def test_build_events_tells_apart_what_two_stories_say_in_one_sentence():
    said = "The museum will stay closed until 24 May 2024."
    one, two = ("en s1", "2024-03-06", said), ("en s2", "2024-03-07", said)
    alone = events_of({"a1": one})["event_id"].tolist()
    assert events_of({"a1": one, "a2": two})["event_id"].tolist() == [*alone, f"{alone[0]}-2"]


def test_build_events_joins_a_translation_whose_verb_makes_another_kind_of_it():
    texts = {
        "a1": ("en s1", "2024-03-05", "{c.peru:Peru} and {c.chile:Chile} signed a treaty on 4 March 2024."),
        "a2": (
            "fr s1",
            "2024-03-05",
            "{c.peru:Le Pérou} et {c.chile:le Chili} ont ouvert un pont le 4 mars 2024.",
        ),
    }
    apart = events_of(texts)
    assert sorted(apart["kind"]) == ["launch", "signing"]
    pairs = pd.DataFrame([{"sentence_id": "a1.s001", "partner_sentence_id": "a2.s001"}])
    (row,) = events_of(texts, pairs).to_dict("records")
    assert (row["kind"], row["languages"]) == ("signing", "en|fr")


def test_build_events_lists_dates_that_conflict():
    texts = {
        "a1": (EN, "2024-03-06", "{c.peru:Peru} signed {d.pact:the Lima Pact} on March 4."),
        "a2": (EN, "2024-03-06", "{c.peru:Peru} signed {d.pact:the Lima Pact} on March 2."),
    }
    (event,) = events_of(texts).to_dict("records")
    assert {event["date_start"], event["conflicts"]} == {"2024-03-04", "2024-03-02"}


def test_build_events_dates_a_conference_by_the_month_of_what_was_part_of_it():
    text = "As part of {e.summit:the Sixth Lima Summit}, {p.a:Ana Ruiz} met {p.b:Ben Low} on March 4."
    events = events_of({"a1": (EN, "2024-03-06", text)})
    conference = events[events["kind"] == "conference"].to_dict("records")[0]
    assert (conference["date_start"], conference["precision"]) == ("2024-03", "month")
    assert "2024-03-04" in conference["basis"]


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        (EN, "{d.pact:The Lima Pact} was signed in {c.peru:Peru} on March 4.", "pact"),
        (EN, "{d.pact:The Lima Pact}, which enters into force on 4 May 2024, is short.", "pact"),
        (EN, "{d.pact:The Lima Pact} established {d.fund:the Forest Fund} on March 4.", "fund"),
        (EN, "{d.pact:The Lima Pact} was praised before {c.peru:Peru} signed the note on March 4.", ""),
        (FR, "{d.pact:Le Pacte de Lima}, qui entrera en vigueur le 4 mai 2024, est bref.", "pact"),
        ("vi s1", "{d.pact:Luật Biển} đã được thông qua ngày 4/3.", "pact"),
        ("vi s1", "Theo {d.pact:Luật Biển}, {o.min:Bộ Y tế} ban hành thông tư ngày 4/3.", ""),
    ],
)
def test_build_events_says_what_an_event_is_about(place, text, expected):
    assert events_of({"a1": (place, "2024-03-06", text)})["object_ids"].tolist() == [expected]


def test_build_events_titles_are_words_of_the_text():
    text = "Now {p.a:Ruiz} said {c.peru:Peru} signed {d.pact:the Lima Pact} in May 2023, which pleased some."
    (event,) = events_of({"a1": (EN, "2024-03-06", text)}).to_dict("records")
    assert event["title"] == "Peru signed the Lima Pact in May 2023"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "{p.a:Ana Ruiz} met {p.b:Ben Low} at 10:30 a.m. on Monday in {c.lima:Lima}.",
            "Ana Ruiz met Ben Low at 10:30 a.m. on Monday in Lima",
        ),
        (
            "On Monday, {p.a:Mr. Ana Ruiz} met {p.b:Dr. Ben Low} of the U.S. delegation in {c.lima:Lima}.",
            "Mr. Ana Ruiz met Dr. Ben Low of the U.S. delegation in Lima",
        ),
        (
            "It was late: the minister {p.a:Ana Ruiz} met {p.b:Ben Low} on Monday.",
            "the minister Ana Ruiz met Ben Low on Monday",
        ),
        (
            "Late: {c.peru:Peru}, {c.chile:Chile} and {c.kenya:Kenya} signed {d.p:the Pact} in January.",
            "Peru, Chile and Kenya signed the Pact in January",
        ),
    ],
)
def test_build_events_titles_go_on_after_an_abbreviation_and_in_a_list(text, title):
    (event,) = events_of({"a1": (EN, "2024-03-06", text)}).to_dict("records")
    assert event["title"] == title


def test_build_events_of_nothing_keeps_its_columns():
    dated = events_of({"a1": (EN, "2024-03-06", MET)})
    assert list(events_of({}).columns) == list(dated.columns)


def test_build_events_keeps_a_target_of_an_undated_article_ahead():
    events = events_of({"a1": (EN, "", "{c.peru:Peru} aims to plant a million trees by 2030.")})
    assert brief(events) == [("target", "", "2030", "year", "future")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "{c.peru:Peru} did not sign {d.pact:the Lima Pact} on March 4."),
        ("en", "No accord was signed on mining on March 4."),
        ("en", "{p.a:Ana Ruiz} and {p.b:Ben Low} never met in {c.lima:Lima} on March 4."),
        ("en", "{p.a:Ana Ruiz} refused to meet {p.b:Ben Low} on March 4."),
        ("en", "The summit planned for March 4 was cancelled."),
        ("en", "The conference scheduled for next Monday has been postponed."),
        ("en", '"Nobody called us to any conference on March 4," said {p.a:Ana Ruiz}.'),
        ("fr", "{c.peru:Le Pérou} n'a pas signé {d.pact:le Pacte de Lima} le 4 mars."),
        ("fr", "Aucun accord n'a été signé le 4 mars."),
        ("fr", "{c.peru:Le Pérou} n'a pas encore signé {d.pact:le Pacte de Lima}."),
        ("fr", "{p.a:Ana Ruiz} a refusé de rencontrer {p.b:Ben Low} le 4 mars."),
        ("fr", "Le sommet prévu le 4 mars a été annulé."),
        ("fr", "Le forum régional sur les vaccins, prévu le 4 mars, a été reporté, a dit {o.x:l'OMS}."),
        ("fr", "Un communiqué a été publié le 4 mars."),
        ("en", "{o.x:The ministry} published a statement on March 4."),
        ("en", "{p.a:Ana Ruiz} and {p.b:Ben Low} signed the letter."),
        ("en", "The letter was signed by {p.a:Ana Ruiz} and {p.b:Ben Low}."),
        ("vi", "{p.a:Ông Trần Văn Bảo} không ký {d.pact:Hiệp định Lima} ngày 4/3/2024."),
        ("vi", "Hai bên chưa ký {d.pact:Hiệp định Lima} ngày 4/3/2024."),
    ],
)
def test_build_events_leaves_out_what_did_not_happen(language, text):
    assert brief(events_of({"a1": (f"{language} s1", "2024-03-06", text)})) == []


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "{p.a:Ana Ruiz} not only signed {d.pact:the Lima Pact} on March 4 but praised it.", "signing"),
        ("en", "The minister did not attend the conference held in {c.lima:Lima} on March 4.", "conference"),
        ("en", "The summit of March 4 did not produce a text.", "conference"),
        ("en", "{o.x:The ministry} published a report on March 4.", "issuance"),
        ("en", "The summit, planned for March 4, opened and was praised.", "conference"),
        ("en", "{p.a:Ana Ruiz} and {p.b:Ben Low} signed a letter of intent.", "signing"),
        ("fr", "{p.a:Ana Ruiz} et {p.b:Ben Low} ont signé un accord.", "signing"),
        ("fr", "{o.f:Le Forum africain}, qui s'est tenu le 4 mars, a réuni 40 pays.", "conference"),
        ("fr", "Une personne a été tuée le 4 mars à {c.lima:Lima}.", "incident"),
        ("fr", "La réunion s'est tenue le 4 mars à {c.lima:Lima}.", "conference"),
        ("vi", "{p.a:Ông Trần Văn Bảo} không chỉ ký {d.pact:Hiệp định Lima} ngày 4/3/2024.", "signing"),
    ],
)
def test_build_events_keeps_what_a_negation_does_not_reach(language, text, kind):
    found = events_of({"a1": (f"{language} s1", "2024-03-06", text)})
    assert found["kind"].tolist() == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ils ne tiennent pas compte du choix de mars 2024.", "event"),
        ("Le maire a rendu hommage aux victimes le 4 mars.", "event"),
        ("{p.a:Ana Ruiz} s'est rendue à {c.lima:Lima} le 4 mars.", "visit"),
        ("Le forum s'est tenu le 4 mars.", "conference"),
    ],
)
def test_build_events_reads_reflexive_verbs_with_their_pronoun(text, expected):
    assert events_of({"a1": (FR, "2024-03-06", text)})["kind"].tolist() == [expected]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "{p.a:Ana Ruiz} visited {c.lima:Lima} on March 4.", "lima"),
        ("en", "{p.a:Ana Ruiz} met {p.b:Ben Low} in {c.lima:Lima} on March 4.", "lima"),
        ("en", "{p.a:Ana Ruiz} met {p.b:Ben Low} on the fate of {c.lima:Lima} on March 4.", ""),
        ("vi", "{p.a:Ông Bảo} thăm {c.lima:Lima} ngày 4/3/2024.", "lima"),
        ("vi", "{p.a:Ông Bảo} ký {d.pact:Hiệp định} tại {c.lima:Lima} ngày 4/3/2024.", "lima"),
    ],
)
def test_build_events_places_what_happened(language, text, place):
    (event,) = events_of({"a1": (f"{language} s1", "2024-03-06", text)}).to_dict("records")
    assert event["place_id"] == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Work is expected to begin in the third quarter of 2025.",
            [("event", "2025-07", "2025-09", "quarter", "future")],
        ),
        ("Work should begin in the third quarter.", [("event", "2024-07", "2024-09", "quarter", "future")]),
        ("Sales fell in the third quarter of 2023.", []),
        (
            "A three-day conference opened on Monday.",
            [("conference", "2024-03-04", "2024-03-04", "day", "past")],
        ),
    ],
)
def test_build_events_lists_a_quarter_only_for_what_is_to_come(text, expected):
    assert brief(events_of({"a1": (EN, "2024-03-06", text)})) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The forum adopted {d.pact:the Lima Pact}, which binds members from 1 January 2027.", []),
        ("fr", "Le forum a adopté {d.pact:le Pacte de Lima}, qui vaut à partir du 1er janvier 2027.", []),
        ("en", "{p.a:Ana Ruiz} signs {d.pact:the Lima Pact} on 1 April 2024.", ["2024-04-01"]),
    ],
)
def test_build_events_dates_no_past_verb_by_a_day_to_come(language, text, expected):
    found = events_of({"a1": (f"{language} s1", "2024-03-06", text)})
    assert [day for day in found["date_start"] if day] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "vi",
            "Tại lễ ký, {p.a:Ana Ruiz} khẳng định {c.peru:Peru} cam kết giảm phát thải vào năm 2050.",
        ),
        ("en", "At the meeting, {p.a:Ana Ruiz} said that the whole of the harbour would be rebuilt in 2050."),
    ],
)
def test_build_events_dates_no_occasion_by_what_is_said_there(language, text):
    found = events_of({"a1": (f"{language} s1", "2024-03-06", text)})
    assert not set(found["kind"]) & {"signing", "meeting"}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The mayors will prepare for the {e.s:Lima Summit}.", []),
        ("en", "The mayors will prepare for the {e.s:Lima Summit} on 3 May.", ["2024-05-03"]),
        ("en", "The mayors spoke at the {e.s:Lima Summit}.", [""]),
        ("fr", "Les maires se préparent pour le {e.s:Sommet de Lima}.", []),
        ("vi", "Các thị trưởng chuẩn bị cho {e.s:Hội nghị thượng đỉnh Lima}.", []),
    ],
)
def test_build_events_tells_no_named_event_that_something_is_only_for(language, text, expected):
    found = events_of({"a1": (f"{language} s1", "2024-03-06", text)})
    assert found.loc[found["kind"] == "conference", "date_start"].tolist() == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "{p.a:Ruiz}, who arrived on Monday, met {p.b:Low}.",
            [("event", "2024-03-04"), ("meeting", "")],
        ),
        (
            "en",
            "The ministers of {c.peru:Peru} and {c.chile:Chile} met on Tuesday, a day after they signed.",
            [("meeting", "2024-03-05")],
        ),
        (
            "en",
            "{c.peru:Peru} signed the treaty two weeks after the summit opened in {c.lima:Lima} on 3 March.",
            [],
        ),
        (
            "fr",
            "Les ministres, réunis lundi à {c.lima:Lima}, ont signé {d.x:le Pacte}.",
            [("signing", "2024-03-04")],
        ),
        (
            "en",
            "{p.a:Ruiz}, speaking on Monday in {c.lima:Lima}, signed {d.x:the Pact}.",
            [("signing", "2024-03-04")],
        ),
        (
            "en",
            "The conference on fish, held on Monday in {c.lima:Lima}, was short.",
            [("conference", "2024-03-04")],
        ),
        (
            "fr",
            "{p.a:M. Roy} a reçu {p.b:Ana Ruiz}, qui est arrivée lundi.",
            [("event", "2024-03-04"), ("meeting", "")],
        ),
        (
            "en",
            "The envoy sent an invitation to attend the signing of {d.x:the Pact against Waste}, due to "
            "be held on 3 May.",
            [("signing", "2024-05-03")],
        ),
        (
            "en",
            "The last such fire dated from February 1983, when 75 people were killed.",
            [("incident", "1983-02")],
        ),
    ],
)
def test_build_events_dates_nothing_by_the_time_of_another_clause(language, text, expected):
    found = events_of({"a1": (f"{language} s1", "2024-03-06", text)})
    assert sorted(zip(found["kind"], found["date_start"], strict=True)) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_build_events_of_cases(case):
    events = events_of({"a1": (f"{case['language']} s1", "2024-03-06", case["text"])})
    told = zip(events["kind"], events["participant_ids"], strict=True)
    assert [[kind, *filter(None, who.split("|"))] for kind, who in told] == case["want"]
