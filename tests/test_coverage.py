from test_drawings import ARTICLES

from corpus_tools.publishing import coverage, plots
from corpus_tools.schema import frame


def test_articles_of_one_outlet_and_day_are_numbered():
    names = coverage.name_articles(ARTICLES.assign(published=["2026-01-17", "", "", "2026-01-17"]))
    assert list(names.values()) == [
        "Daily, 17 Jan 2026 (1)",
        "Soir, undated",
        "3.txt, undated",
        "Daily, 17 Jan 2026 (2)",
    ]


def test_coverage_comes_by_date_with_windows_and_the_unknown_last():
    data = coverage.list_coverage(ARTICLES)
    assert data["article_ids"].tolist() == ["a4", "a2", "a1", "a3"]
    assert data["label"].tolist() == ["Early", "Fenêtre", "Later", "3.txt"]
    assert data[["date_start", "date_end"]].to_numpy().tolist() == [
        ["2025-02-06", "2025-02-06"],
        ["2025-10-01", ""],
        ["2026-01-17", "2026-01-17"],
        ["", ""],
    ]


def many_articles(n, *, years=1):
    rows = [
        {
            "article_id": f"a{i}",
            "outlet": f"Outlet {i % 30:02}" if i % 3 else "",
            "published": "" if i % 7 == 0 else f"{2026 - i % years}-{i % 12 + 1:02}-01",
        }
        for i in range(n)
    ]
    return frame("articles", rows)


def test_many_articles_are_counted_by_outlet_and_month():
    articles = many_articles(300)
    data = coverage.list_coverage(articles)
    assert data["n"].sum() == 300
    assert sorted(item for cell in data["article_ids"] for item in cell.split("|")) == sorted(
        articles["article_id"]
    )
    assert data["outlet"].iloc[0] == "outlet unknown"
    assert data["outlet"].iloc[-1] == "2 other outlets"
    assert {"2026-01", "undated"} <= set(data["period"])
    axes = plots.plot_coverage(data).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()][0::12] == ["Jan 2026", "undated"]


def test_many_months_are_counted_by_year():
    data = coverage.list_coverage(many_articles(300, years=5))
    assert sorted(set(data["period"])) == ["2022", "2023", "2024", "2025", "2026", "undated"]
