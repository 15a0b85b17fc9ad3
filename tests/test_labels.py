import pandas as pd

from corpus_tools.measuring.labels import label_articles


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
