"""Made-up figures for the tests of publishing: every kind of picture, ordinary and hostile."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from corpus_tools.publishing import plots

HOSTILE = (
    "$5 to $10 bn",
    "Ba$$in",
    "<script>alert(1)</script>",
    "=1+1",
    "rocket \U0001f680 summit",
    r"\frac{1}{2} \begin{x} %d {0} a_b^c",
    "-- comment --> ]]> &amp; \"quoted\" 'text'",
    "Thủ tướng Nguyễn Thị Ặ Ẵ Ỗ Ữ Ợ đã gặp",
    "word " * 40,
    "unbroken" * 25,
)


def some(labels: list[str], n: int) -> list[str]:
    """As many labels as wanted, numbered when they repeat."""
    return [labels[i % len(labels)] + (f" {i}" if i >= len(labels) else "") for i in range(n)]


def ids(n: int) -> list[str]:
    """Evidence for n marks."""
    return [f"a{i % 5:08x}.s{i % 20 + 1:03d}" for i in range(n)]


PEOPLE = [
    "Awa Diop-N’Diaye",
    "Bộ Khoa học và Công nghệ",
    "Ministry of Digital Economy and Communications of the Republic",
    "Lê Thị Ánh Nguyệt",
    "International Telecommunication Union",
    "UN",
    "Jean-Marie d’Arcourt",
    "World Bank",
    "Secretariat of the Convention",
    "Sénégal",
    "Kofi Mensah",
    "Hanoi Forum",
]
TITLES = [
    "Minister receives envoy, asks for advice on data governance",
    "Le ministre s’entretient avec l’envoyée spéciale sur l’intelligence artificielle et la cybersécurité",
    "Signing ceremony of the Convention",
    "Training course for 250 officials opens",
    "Bộ trưởng tiếp Đặc phái viên",
    "Computing centre to be ready",
    "Developed country with high income",
]
ACTS = ["request", "proposal", "offer", "commitment", "agreement"]


def terms(labels: list[str], n: int) -> Figure:
    return plots.plot_terms(terms_data(labels, n), spread="dispersion (0 = even, 1 = in one article)")


def terms_data(labels: list[str], n: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "term": some(labels, n),
            "n": [max(1, 42 - 3 * i) for i in range(n)],
            "n_stories_counted": [max(1, 40 - 4 * i) for i in range(n)],
            "n_articles": [1 + i % 5 for i in range(n)],
            "dispersion": [(i * 7 % 10) / 10 for i in range(n)],
            "sentence_ids": ids(n),
        }
    )


def bars(labels: list[str], n: int) -> Figure:
    values = [0.95 - 0.06 * (i % 12) for i in range(n)]
    data = pd.DataFrame(
        {
            "label": some(labels, n),
            "value": values,
            "low": [value - 0.1 for value in values],
            "high": [min(1, value + 0.05) for value in values],
            "n": [10 + 13 * i for i in range(n)],
        }
    )
    return plots.plot_bars(data, unit="share found, F1", limits=(0, 1))


def small_multiples(labels: list[str], n: int) -> Figure:
    data = pd.DataFrame(
        {
            "panel": [f"Topic {i // 6 + 1}: {labels[i // 6 % len(labels)]}" for i in range(n)],
            "label": some(["data", "governance", "gouvernance", "chuyển đổi số", "convention"], n),
            "value": [1 / (1 + i % 6) for i in range(n)],
        }
    )
    return plots.plot_small_multiples(data, unit="weight of the term")


def matrix(labels: list[str], n: int) -> Figure:
    columns = [f"{TITLES[i % len(TITLES)]} ({i})" for i in range(min(max(n // 2, 1), 15))]
    data = pd.DataFrame(
        [
            {"row": row, "column": column, "n": 1 + (i * j) % 9}
            for i, row in enumerate(some(labels, n))
            for j, column in enumerate(columns)
            if (i + j) % 3 != 1
        ],
        columns=["row", "column", "n"],
    )
    return plots.plot_matrix(data, unit="mentions")


def network(labels: list[str], n: int) -> Figure:
    kinds = ["person", "organisation", "place"]
    nodes = pd.DataFrame(
        {
            "actor_id": [f"x{i:03d}" for i in range(n)],
            "label": some(labels, n),
            "type": [kinds[i % 3] for i in range(n)],
            "n": [1 + i % 5 for i in range(n)],
        }
    )
    pairs = [(i, (i * i + 1) % n) for i in range(n)] + [(0, i) for i in range(2, n, 2)]
    edges = pd.DataFrame(
        [(f"x{a:03d}", f"x{b:03d}", 1 + (a + b) % 4) for a, b in sorted(set(pairs)) if a != b],
        columns=["source", "target", "n"],
    )
    return plots.plot_network(nodes, edges, unit="stories in which both occur")


def flows(labels: list[str], n: int) -> Figure:
    data = pd.DataFrame(
        {
            "by": some(labels, n),
            "to": ["" if i % 4 == 3 else label for i, label in enumerate(some(labels[::-1], n))],
            "act": [ACTS[i % 5] for i in range(n)],
            "what": ["" if i % 5 == 4 else title for i, title in enumerate(some(TITLES, n))],
            "n": [1 + i % 3 for i in range(n)],
        }
    )
    return plots.plot_flows(data)


SPANS = [
    ("2025-10-25", "2025-10-26"),
    ("2026-01-16", "2026-01-16"),
    ("2025-02", "2025-02"),
    ("", "2025-02-06"),
    ("2025", "2025"),
    ("2026-02-01", ""),
    ("", ""),
]


def timeline(labels: list[str], n: int) -> Figure:
    data = pd.DataFrame(
        {
            "label": some(labels, n),
            "date_start": [SPANS[i % 7][0] for i in range(n)],
            "date_end": [SPANS[i % 7][1] for i in range(n)],
            "n": [1 + i % 4 for i in range(n)],
            "group": [["meeting", "signing", "training"][i % 3] for i in range(n)],
        }
    )
    return plots.plot_timeline(data)


def horizon(labels: list[str], n: int) -> Figure:
    years = ["2045", "2030", "2026-12", "2027-06-30"]
    data = pd.DataFrame(
        {
            "label": some(labels, n),
            "date_start": ["" if i % 3 else years[i % 4] for i in range(n)],
            "date_end": [years[i % 4] for i in range(n)],
            "n": [1 + i % 4 for i in range(n)],
        }
    )
    return plots.plot_horizon(data)


def coverage(labels: list[str], n: int) -> Figure:
    starts = ["2026-01-16", "2026-01-17", "2025-02-06", "2026-01-10"]
    ends = ["2026-01-16", "2026-01-17", "2025-02-06", "2026-01-31"]
    data = pd.DataFrame(
        {
            "outlet": [["The Daily", "Le Quotidien du Soir", "Báo Mới", ""][i % 4] for i in range(n)],
            "label": some(labels, n),
            "date_start": [starts[i % 4] for i in range(n)],
            "date_end": [ends[i % 4] for i in range(n)],
        }
    )
    return plots.plot_coverage(data)


def pairs(labels: list[str], n: int) -> Figure:
    first = [30 - 2.5 * (i % 12) for i in range(n)]
    data = pd.DataFrame(
        {
            "label": some(labels, n),
            "first": first,
            "second": [30 - value for value in first],
            "low_first": [max(0, value - 4) for value in first],
            "high_first": [value + 6 for value in first],
            "low_second": [float("nan")] * n,
            "high_second": [float("nan")] * n,
            "note": ["+12 points, q = 0.04" if i % 2 else "" for i in range(n)],
        }
    )
    return plots.plot_pairs(data, names=(labels[0], labels[-1]), unit="percent of the sentences")


PICTURES: dict[str, tuple[Callable[[list[str], int], Figure], list[str], int]] = {
    "terms": (
        terms,
        ["governance", "trí tuệ nhân tạo", "cybersécurité", "Convention against Cybercrime"],
        14,
    ),
    "bars": (bars, ["language of the article", "mentions", "speaker of a statement", "events by date"], 6),
    "pairs": (pairs, ["AI governance", "capacity building and skills", "cybersécurité", "trade"], 9),
    "small-multiples": (small_multiples, TITLES, 30),
    "matrix": (matrix, PEOPLE, 10),
    "network": (network, PEOPLE, 12),
    "flows": (flows, PEOPLE, 11),
    "timeline": (timeline, TITLES, 12),
    "horizon": (horizon, TITLES, 7),
    "coverage": (coverage, TITLES, 7),
}
