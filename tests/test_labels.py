import pandas as pd

from corpus_tools.measuring.labels import group_articles, label_articles


def test_label_articles_adds_the_file_where_outlet_and_date_repeat():
    rows = [
        ("a1", "Post", "2026-01-16", "1.txt"),
        ("a2", "Post", "2026-01-16", "2.txt"),
        ("a3", "Post", "", "3.txt"),
    ]
    articles = pd.DataFrame(rows, columns=["article_id", "outlet", "published", "file"])
    assert label_articles(articles) == {
        "a1": "Post, 2026-01-16 (1.txt)",
        "a2": "Post, 2026-01-16 (2.txt)",
        "a3": "Post, undated",
    }


def test_label_articles_of_none():
    assert label_articles(pd.DataFrame(columns=["article_id", "outlet", "published", "file"])) == {}


def test_group_articles_takes_the_first_grouping_that_fits():
    articles = pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(4)],
            "outlet": ["A", "B", "C", ""],
            "published": ["2025", "2025-01", "", "2026-02-01"],
            "language": ["en", "fr", "en", "fr"],
            "file": ["1", "2", "3", "4"],
        }
    )
    assert set(group_articles(articles, most=4).values()) == {"A, 2025", "B, 2025-01", "C, undated", "4"}
    assert list(group_articles(articles, most=3).values()) == ["2025", "2025", "undated", "2026"]
    assert list(group_articles(articles, most=2).values()) == ["en", "fr", "en", "fr"]
    assert set(group_articles(articles, most=1).values()) == {"all articles"}
