import pandas as pd
import pytest

from corpus_tools.errors import UsageError
from corpus_tools.measuring.parts import choose_start, part_articles

COLUMNS = (
    "article_id",
    "outlet",
    "language",
    "published",
    "published_earliest",
    "published_latest",
    "story_id",
)
ROWS = [
    ("a1", "Post", "en", "2025-03-01", "2025-03-01", "2025-03-01", "s1"),
    ("a2", "Post", "en", "2026-01-10", "2026-01-10", "2026-01-10", "s2"),
    ("a3", "Times", "fr", "2026", "2026-01-01", "2026-12-31", "s2"),
    ("a4", "", "en", "", "", "2025-12-31", "s3"),
    ("a5", "Gazette", "en", "", "", "", "s4"),
]


@pytest.fixture
def articles():
    return pd.DataFrame(ROWS, columns=list(COLUMNS))


def names(parts):
    return dict(zip(parts.articles["article_id"], parts.articles["part"], strict=True))


def test_part_articles_takes_the_value_with_most_articles_first(articles):
    parts = part_articles(articles, by="outlet")
    assert (parts.first, parts.second, parts.n_stories) == ("Post", "3 others", (2, 3))
    assert names(parts)["a4"] == "3 others"
    assert parts.support == "not supportable with n = 2 and 3 stories"


def test_part_articles_names_a_part_that_is_asked_for(articles):
    parts = part_articles(articles, by="language", first="fr")
    assert (parts.first, parts.second) == ("fr", "en")
    assert list(names(parts).values()).count("fr") == 1


def test_part_articles_by_period_never_guesses_a_date(articles):
    """a3 is known to the year only, a4 only from bounds, a5 not at all."""
    parts = part_articles(articles, by="period", first="2026-01-05")
    assert names(parts) == {
        "a1": "before 2026-01-05",
        "a2": "from 2026-01-05 on",
        "a4": "before 2026-01-05",
    }
    assert parts.left_out.to_dict("list") == {
        "article_id": ["a3", "a5"],
        "reason": ["not dated finely enough"] * 2,
    }


def test_part_articles_by_period_chooses_the_most_even_month(articles):
    assert choose_start(articles) == "2026-01"
    assert names(part_articles(articles, by="period"))["a3"] == "from 2026-01 on"


def test_part_articles_of_one_value_has_an_empty_second_part(articles):
    parts = part_articles(articles.head(1), by="outlet")
    assert (parts.second, parts.n_stories) == ("no other", (1, 0))
    assert parts.support == "not supportable with n = 1 and 0 stories"


@pytest.mark.parametrize("by", ["outlet", "language", "period"])
def test_part_articles_takes_no_articles_and_leaves_its_input_alone(articles, by):
    before = articles.copy()
    part_articles(articles, by=by)
    pd.testing.assert_frame_equal(articles, before)
    assert part_articles(articles.iloc[:0], by=by).articles.empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "section"}, "lack this column"),
        ({"by": "outlet", "first": "Sun"}, "no article has this value"),
    ],
)
def test_part_articles_refuses_what_is_not_there(articles, options, message):
    with pytest.raises(UsageError, match=message):
        part_articles(articles, **options)
