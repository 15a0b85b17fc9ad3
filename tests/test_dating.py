"""Dating: windows of undated articles, and years that only other articles tell."""

import pandas as pd
import pytest

from corpus_tools import schema
from corpus_tools.annotating.sentences import find_sentences
from corpus_tools.annotating.times import find_times
from corpus_tools.linking.dating import bound_publication, resolve_times
from corpus_tools.reading.article import Article

COMPLETE = {"tense": "", "timex": "", "mod": ""}


def build(*texts, mentions=()):
    """Tables of articles given as (article_id, published, story_id, language, text)."""
    articles, times = [], []
    for article_id, published, story_id, language, text in texts:
        article = Article(article_id, text, language, published=published)
        times += find_times(article, find_sentences(article))
        articles.append(
            {"article_id": article_id, "published": published, "story_id": story_id, "language": language}
        )
    table = schema.frame("times", times)
    return (
        schema.frame("articles", articles),
        table.assign(**{name: value for name, value in COMPLETE.items() if name not in table}),
        schema.frame(
            "mentions", [dict(zip(("article_id", "actor_id", "type"), row, strict=True)) for row in mentions]
        ),
    )


def values(times, article_id):
    return dict(times.loc[times["article_id"] == article_id, ["text", "value"]].to_numpy())


def row_of(table, article_id):
    return table.loc[table["article_id"] == article_id].iloc[0]


PARTNER = ("a1", "2024-05-21", "s1", "en", "The ministers met in Lima on May 20.")
UNDATED = ("a2", "", "s1", "fr", "Les ministres se sont rencontrés à Lima le 20 mai.")


def test_year_comes_from_story_partner():
    articles, times, mentions = build(PARTNER, UNDATED)
    resolved = resolve_times(times, articles, mentions)
    row = row_of(resolved, "a2")
    assert (row["value"], row["earliest"], row["latest"]) == ("2024-05-20", "2024-05-20", "2024-05-20")
    assert row["basis"] == "year from story partner a1, which tells the same date"


def test_window_is_narrowed_by_story_partner():
    articles, times, mentions = build(PARTNER, UNDATED)
    row = row_of(bound_publication(articles, times, mentions), "a2")
    assert (row["published"], row["published_earliest"], row["published_latest"]) == (
        "",
        "2024-05-20",
        "2025-05-20",
    )
    assert "story partner a1" in row["published_basis"] and "“20 mai”" in row["published_basis"]


def test_window_without_partner_holds_what_the_text_tells():
    text = "The treaty was signed in October 2021. It will enter into force on 5 March 2023."
    articles, times, mentions = build(("a1", "", "s1", "en", text))
    row = row_of(bound_publication(articles, times, mentions), "a1")
    assert (row["published_earliest"], row["published_latest"]) == ("2021-10-01", "2023-03-05")
    assert "October 2021" in row["published_basis"] and "5 March 2023" in row["published_basis"]


def test_the_years_of_a_plan_do_not_bound_when_it_was_signed():
    text = "Ngày 12/11/2024, hai bên đã ký thỏa thuận giai đoạn 2026-2030."
    articles, times, mentions = build(("a1", "", "s1", "vi", text))
    row = row_of(bound_publication(articles, times, mentions), "a1")
    assert row["published_earliest"] == "2024-11-12"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The road was opened in May 2024. She said they had set aside 9 million for 2026."),
        ("en", "The road was opened in May 2024. The vote was set for 3 March 2026."),
        ("fr", "La route a été ouverte en mai 2024. Elle avait réservé 9 millions pour 2026."),
        ("vi", "Tuyến đường đã khánh thành tháng 5/2024. Chính phủ đã duyệt ngân sách cho năm 2026."),
        ("vi", "Tuyến đường đã khánh thành tháng 5/2024. Hai bên đã bàn việc mở chợ vào quý I/2026."),
        ("en", "The road was opened in May 2024. They discussed hosting a fair in March 2026."),
        ("fr", "La route a été ouverte en mai 2024. Elle a proposé d'organiser une foire en mars 2026."),
    ],
)
def test_what_was_meant_or_talked_about_does_not_bound_when_that_was_told(language, text):
    articles, times, mentions = build(("a1", "", "s1", language, text))
    row = row_of(bound_publication(articles, times, mentions), "a1")
    assert row["published_earliest"] == "2024-05-01"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le pont devrait accueillir ses premiers camions en 2027."),
        ("fr", "Elle a demandé aux villes d'achever leur plan avant 2027."),
        ("en", "They will discuss hosting a fair in 2027."),
    ],
)
def test_what_will_be_talked_about_is_told_as_to_come(language, text):
    articles, times, mentions = build(("a1", "", "s1", language, text))
    assert row_of(bound_publication(articles, times, mentions), "a1")["published_latest"] == "2027-12-31"


@pytest.mark.parametrize("kind", ["event", "instrument"])
def test_year_comes_from_article_with_the_same_event(kind):
    dated = ("a1", "2019-09-12", "s1", "en", "The forum opened.")
    undated = ("a2", "", "s2", "en", "She spoke on September 10.")
    shared = [("a1", "ocean-forum", kind), ("a2", "ocean-forum", kind)]
    articles, times, mentions = build(dated, undated, mentions=shared)
    row = row_of(resolve_times(times, articles, mentions), "a2")
    assert row["value"] == "2019-09-10"
    assert "a1" in row["basis"] and f"the same {kind}" in row["basis"] and "2019-09-12" in row["basis"]


def test_a_story_partner_counts_before_a_shared_event():
    partner = ("a1", "2024-05-21", "s1", "en", "The ministers met.")
    other = ("a3", "2020-05-19", "s3", "en", "The forum opened.")
    shared = [("a2", "forum", "event"), ("a3", "forum", "event")]
    articles, times, mentions = build(partner, UNDATED, other, mentions=shared)
    assert values(resolve_times(times, articles, mentions), "a2") == {"20 mai": "2024-05-20"}


@pytest.mark.parametrize(
    ("others", "mentions"),
    [
        ([], []),
        ([("a1", "2019-09-12", "s1", "en", "A forum.")], []),
        ([("a1", "2019-09-12", "s1", "en", "A forum.")], [("a1", "lima", "place"), ("a2", "lima", "place")]),
        ([("a1", "2019-03-12", "s1", "en", "A forum.")], [("a1", "f", "event"), ("a2", "f", "event")]),
        (
            [("a1", "2019-09-12", "s1", "en", "A forum."), ("a3", "2020-09-12", "s3", "en", "A forum.")],
            [("a1", "f", "event"), ("a2", "f", "event"), ("a3", "f", "event")],
        ),
    ],
    ids=["alone", "nothing shared", "only a place shared", "half a year away", "witnesses disagree"],
)
def test_nothing_is_made_up(others, mentions):
    undated = ("a2", "", "s2", "en", "She spoke on September 10. She had left yesterday.")
    articles, times, mentions = build(*others, undated, mentions=mentions)
    resolved = resolve_times(times, articles, mentions)
    assert values(resolved, "a2") == {"September 10": "XXXX-09-10", "yesterday": "XXXX-XX-XX"}
    row = row_of(bound_publication(articles, times, mentions), "a2")
    assert (row["published_earliest"], row["published_latest"]) == ("", "")


def test_a_narrow_window_resolves_relative_times():
    articles, times, mentions = build(("a1", "", "s1", "en", "The fund grew last year."))
    articles = articles.assign(published_earliest="2024-05-20", published_latest="2024-11-30")
    row = row_of(resolve_times(times, articles, mentions), "a1")
    assert (row["value"], row["basis"][:18]) == ("2023", "the same read on 2")


def test_dated_articles_and_inputs_stay_as_they_were():
    articles, times, mentions = build(PARTNER, UNDATED)
    before = articles.copy(), times.copy(), mentions.copy()
    bound, resolved = bound_publication(articles, times, mentions), resolve_times(times, articles, mentions)
    for frame, copy in zip((articles, times, mentions), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)
    pd.testing.assert_series_equal(row_of(bound, "a1"), row_of(articles, "a1"))
    pd.testing.assert_series_equal(row_of(resolved, "a1"), row_of(times, "a1"))
    assert list(bound.columns) == list(articles.columns) and list(resolved.columns) == list(times.columns)


def test_order_of_articles_changes_nothing():
    first, second = build(PARTNER, UNDATED), build(UNDATED, PARTNER)
    one, other = (resolve_times(times, articles, mentions) for articles, times, mentions in (first, second))
    key = ["article_id", "start"]
    pd.testing.assert_frame_equal(
        one.sort_values(key).reset_index(drop=True), other.sort_values(key).reset_index(drop=True)
    )


def test_empty_tables():
    articles, times, mentions = build()
    assert bound_publication(articles, times, mentions).empty
    assert resolve_times(times, articles).empty


def test_ranges_and_times_of_day_get_their_year_too():
    dated = ("a1", "2019-09-12", "s1", "en", "The forum opened.")
    undated = (
        "a2",
        "",
        "s2",
        "en",
        "It ran from September 10-12, and the dinner was on September 11 at 18:30.",
    )
    shared = [("a1", "forum", "event"), ("a2", "forum", "event")]
    articles, times, mentions = build(dated, undated, mentions=shared)
    told = resolve_times(times, articles, mentions)
    assert list(told.loc[told["article_id"] == "a2", "value"]) == [
        "2019-09-10/2019-09-12",
        "2019-09-11T18:30",
    ]
    assert list(told.loc[told["article_id"] == "a2", "latest"]) == ["2019-09-12", "2019-09-11"]
