"""Order: which sentences of two versions say the same, by what they name, their length and their place."""

from corpus_tools.linking.order import match_by_order
from corpus_tools.linking.tellings import Line


def match(mine: list[str], others: list[str]) -> list[tuple[int, int]]:
    left, right = (
        [Line(f"{key}.s{n:03d}", 0, text, language) for n, text in enumerate(texts, 1)]
        for key, texts, language in (("a", mine, "en"), ("b", others, "vi"))
    )
    return sorted((each.left, each.right) for each in match_by_order(left, right))


FIRST, LAST = "Trade grew last year.", "The talks will go on."
VI_FIRST, VI_LAST = "Thương mại tăng năm ngoái.", "Đàm phán sẽ tiếp tục."


def test_sentences_are_matched_in_their_order() -> None:
    assert match([FIRST, LAST], [VI_FIRST, VI_LAST]) == [(0, 0), (1, 1)]


def test_two_neighbours_that_changed_places_are_crossed() -> None:
    mine = [FIRST, "Singapore will train 60 judges in 2027.", "Okonjo fears long delays for the poor.", LAST]
    others = [
        VI_FIRST,
        "Okonjo lo ngại người nghèo phải chờ lâu.",
        "Singapore sẽ đào tạo 60 thẩm phán năm 2027.",
        VI_LAST,
    ]
    assert match(mine, others) == [(0, 0), (1, 2), (2, 1), (3, 3)]


def test_neighbours_that_share_nothing_keep_their_order() -> None:
    mine = [FIRST, "The farmers are waiting.", "The rain has come.", LAST]
    others = [VI_FIRST, "Nông dân đang chờ.", "Mưa đã đến.", VI_LAST]
    assert match(mine, others) == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_nothing_matches_nothing() -> None:
    assert match([], [VI_FIRST]) == match([FIRST], []) == []
