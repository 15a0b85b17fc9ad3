"""Omissions: changes planted in pairs of versions are told, and unchanged pairs are left in peace."""

import pytest
from planted import PAIRS, SETS, detect, list_plants, measure, score

from corpus_tools import schema
from corpus_tools.linking.omissions import find_omissions

FEWEST = {
    "omissions": 14,
    "omissions_unseen": 12,
    "omissions_unseen_2": 6,
    "omissions_unseen_3": 12,
    "omissions_unseen_4": 10,
    "omissions_unseen_5": 8,
    "omissions_unseen_6": 6,
    "omissions_unseen_7": 12,
    "omissions_unseen_8": 10,
    "omissions_unseen_9": 6,
    "omissions_unseen_10": 6,
    "omissions_unseen_11": 7,
}
"""Twelve sets, each written before the rules met it, and looked at since; the first figure is that of the
blind run. What was told, and which part of the rows was false, in percent:

- `omissions` (its later half): 92 and 19, now 98 and 0;
- `omissions_unseen` (freer translations): 90 and 23, now 94 and 3;
- `omissions_unseen_2`: 96 and 16, now 95 and 0;
- `omissions_unseen_3` (units converted, Vietnamese too): 83 and 35, now 94 and 1;
- `omissions_unseen_4` (after what the third taught): 89 and 30, now 94 and 4;
- `omissions_unseen_5` (after what the fourth taught): 90 and 25, now 93 and 0;
- `omissions_unseen_6` (after what the fifth taught; plainer texts): 92 and 1, now 94 and 1;
- `omissions_unseen_7` (longer, freer, reprints too; after what the sixth taught): 86 and 30, now 90 and 5;
- `omissions_unseen_8` (as free; after what the seventh taught): 86 and 28, now 89 and 9;
- `omissions_unseen_9` (as free; after what the eighth taught): 84 and 25, now 86 and 2;
- `omissions_unseen_10` (Vietnamese with English and French, as agencies translate): 82 and 26, now 86 and 4;
- `omissions_unseen_11` (the same kind, after what the tenth taught): 84 and 34, now 87 and 1.

So expect six in seven to be told on free translations that the rules have not met, and more false rows
than after mending, the freer the translation. A row that is false in an unchanged pair counts again in
each changed one: the blind seventh set had 14 such rows in twelve pairs, the eighth 10 in ten, the ninth
5 in six, the eleventh 9 in seven. One that is called false is right: the French version of `budget`
leaves Portugal out. What was mended are classes: converted units and lengths of time, round and spelled
numbers, hours, ranges of years and nights, feasts, Vietnamese sentences matched by order, names in two
languages and seats of power, nouns of modality, parted, joined and moved sentences, and clauses, which
now need a sentence that is longer than what says the same.
"""


SHORT = {
    ("omissions_unseen_6", "name"),
    ("omissions_unseen_7", ""),
    ("omissions_unseen_8", ""),
    ("omissions_unseen_9", ""),
    ("omissions_unseen_9", "date"),
    ("omissions_unseen_10", ""),
    ("omissions_unseen_10", "name"),
    ("omissions_unseen_10", "date"),
    ("omissions_unseen_11", ""),
    ("omissions_unseen_11", "name"),
}
"""Known failures: sets of which too little is told, in all or of a kind."""


@pytest.fixture(scope="module", params=SETS)
def judged(request):
    return request.param, measure(SETS[request.param])


@pytest.fixture
def expect(request):
    """Say what is being looked at, so that a known failure is expected to fail."""

    def mark(name, kind):
        if (name, kind) in SHORT:
            request.applymarker(pytest.mark.xfail(reason="too little is told", strict=True))

    return mark


@pytest.mark.parametrize(("name", "fewest"), FEWEST.items())
def test_the_sets_are_large_enough(name, fewest):
    kinds = {plant.kind for pair in SETS[name] for plant in list_plants(pair)}
    assert len(SETS[name]) >= fewest
    assert kinds == {"sentence", "clause", "name", "number", "date", "quote", "modality"}


def test_planted_changes_are_told(judged, expect):
    name, rows = judged
    expect(name, "")
    assert score(rows)[0] >= 0.92


def test_few_rows_are_false(judged):
    assert score(judged[1])[1] <= 0.1


@pytest.mark.parametrize("kind", ["sentence", "name", "number", "date", "modality"])
def test_each_kind_is_told(judged, expect, kind):
    name, rows = judged
    expect(name, kind)
    assert score(rows[rows["kind"] == kind])[0] >= 0.85


def make(texts, languages):
    """Tables of articles given as lists of sentences; all of them are paired in order."""
    articles, sentences = [], []
    for (key, lines), language in zip(texts.items(), languages, strict=True):
        articles.append({"article_id": key, "language": language})
        start = 0
        for number, line in enumerate(lines, 1):
            span = {"start": start, "end": start + len(line), "text": line}
            sentences.append({"article_id": key, "sentence_id": f"{key}.s{number:03d}", **span})
            start += len(line) + 1
    left, right = texts
    links = [
        {
            "article_id": left,
            "sentence_id": f"{left}.s{number:03d}",
            "partner_article_id": right,
            "partner_sentence_id": f"{right}.s{number:03d}",
        }
        for number in range(1, min(map(len, texts.values())) + 1)
    ]
    return schema.frame("articles", articles), schema.frame("sentences", sentences), links


def find(mine, other, languages=("en", "fr")):
    texts = {"a": mine, "b": other}
    articles, sentences, links = make(texts, languages)
    found = find_omissions(
        articles,
        sentences,
        schema.frame("times", []),
        schema.pd.DataFrame(links),
        pairs=[("a", "b")],
    )
    schema.check("omissions", found, {key: " ".join(lines) for key, lines in texts.items()})
    return [
        (row["kind"], row["direction"], row["text"], row["partner_text"]) for row in schema.records(found)
    ]


@pytest.mark.parametrize(
    ("mine", "other", "languages", "expected"),
    [
        (
            "The plant will cost 40 million dollars.",
            "L'usine coûtera 45 millions de dollars.",
            ("en", "fr"),
            [("number", "changed", "40 million", "45 millions")],
        ),
        (
            "The plant will cost 4.3 trillion dong.",
            "Nhà máy có vốn 4.300 tỷ đồng.",
            ("en", "vi"),
            [],
        ),
        (
            "Nhà máy có thể mở cửa.",
            "The plant must open.",
            ("vi", "en"),
            [("modality", "strengthened", "có thể", "must")],
        ),
        (
            "The union demanded talks.",
            "Le syndicat a demandé des négociations.",
            ("en", "fr"),
            [("modality", "softened", "demanded", "a demandé")],
        ),
        ("They should not go.", "Ils ne peuvent pas partir.", ("en", "fr"), []),
        ("Two men and both brothers left.", "Les deux hommes et les frères sont partis.", ("en", "fr"), []),
        ("The plant may open.", "The plant may open.", ("en", "en"), []),
        (
            "Anna Kowalczyk met them.",
            "Elle les a rencontrés.",
            ("en", "fr"),
            [("name", "dropped", "Kowalczyk", "")],
        ),
        ("Odesa was hit.", "Odessa a été touchée.", ("en", "fr"), []),
        ("A dozen ships of Velmar left.", "Une douzaine de navires velmarans sont partis.", ("en", "fr"), []),
        (
            "The 2-7 draw was fair.",
            "Le nul (2-2) était juste.",
            ("en", "fr"),
            [("number", "changed", "7", "2")],
        ),
        ("The twelve-year-old won.", "Elle a gagné à douze ans.", ("en", "fr"), []),
        ("Winds blew at 50 miles per hour.", "Le vent soufflait à 80 km/h.", ("en", "fr"), []),
        ("It is half a mile wide.", "Il est large de 800 mètres.", ("en", "fr"), []),
        ("It was 41 degrees Fahrenheit.", "Il faisait 5 °C.", ("en", "fr"), []),
        ("It is 25 miles away.", "C'est à 60 kilomètres.", ("en", "fr"), [("number", "changed", "25", "60")]),
        ("It took 15 minutes.", "Il a fallu un quart d'heure.", ("en", "fr"), []),
        ("He got 30 months.", "Ông bị phạt hai năm rưỡi.", ("en", "vi"), []),
        ("They waited two decades.", "Ils ont attendu vingt ans.", ("en", "fr"), []),
        ("It closed for a fortnight.", "Elle a fermé quinze jours.", ("en", "fr"), []),
        (
            "He has 15 days to pay.",
            "Il a 16 jours pour payer.",
            ("en", "fr"),
            [("number", "changed", "15", "16")],
        ),
        ("It took thirty months.", "Il a fallu deux ans et demi.", ("en", "fr"), []),
        ("Some 2,987 left.", "Près de 3 000 sont partis.", ("en", "fr"), []),
        (
            "Exactly 2,987 left.",
            "Exactement 3 000 sont partis.",
            ("en", "fr"),
            [("number", "changed", "2,987", "3 000")],
        ),
        ("Half a dozen ships sank.", "Six navires ont coulé.", ("en", "fr"), []),
        ("They live in Trois-Rivières.", "Ils vivent à Trois-Rivières.", ("en", "fr"), []),
        ("The Kremlin and Russia agreed.", "Moscou et la Russie sont d'accord.", ("en", "fr"), []),
        ("The canton of Graubünden agreed.", "Le canton des Grisons est d'accord.", ("en", "fr"), []),
        ("Should talks fail, it would close.", "Si on échoue, elle fermerait.", ("en", "fr"), []),
        (
            "Clearing it is compulsory.",
            "Il est possible de la dégager.",
            ("en", "fr"),
            [("modality", "softened", "compulsory", "possible")],
        ),
        ("The parks must hold them.", "Các vườn chỉ phải chứa chúng.", ("en", "vi"), []),
        ("The judge is over 80.", "Le juge est octogénaire.", ("en", "fr"), []),
        ("They may have to go.", "Ils pourraient devoir partir.", ("en", "fr"), []),
        ("They will have to go.", "Họ sẽ phải đi.", ("en", "vi"), []),
        ("Demand rose, and they must pay.", "La demande augmente et ils doivent payer.", ("en", "fr"), []),
        (
            "They joined the Inter-American talks.",
            "Ils étaient à la réunion interaméricaine.",
            ("en", "fr"),
            [],
        ),
        ("The Tanzanian minister left.", "Le ministre est parti.", ("en", "fr"), []),
        ("Les acheteurs européens attendent.", "Người mua châu Âu chờ đợi.", ("fr", "vi"), []),
        ("The state should pay.", "Nhà nước cần trả tiền.", ("en", "vi"), []),
        (
            "Nhà nước cần trả tiền.",
            "The state may pay.",
            ("vi", "en"),
            [("modality", "softened", "cần", "may")],
        ),
    ],
)
def test_one_sentence(mine, other, languages, expected):
    assert find([mine], [other], languages) == expected


def test_a_name_that_moved_is_not_left_out():
    mine = ["The bill passed.", "Minister Anna Kowalczyk was there."]
    other = ["Le projet d'Anna Kowalczyk est adopté.", "La ministre était là."]
    assert find(mine, other) == []


def test_what_one_sentence_of_a_language_without_encoder_joins_is_in_both():
    mine = [
        "Trade grew.",
        "The ministry must still find 3.2 million dollars for it.",
        "It may ask Japan.",
        "Talks go on.",
    ]
    joined = "Bộ còn phải tìm thêm 3,2 triệu USD cho việc này và có thể đề nghị Nhật Bản."
    other = ["Thương mại tăng.", joined, "Đàm phán tiếp tục."]
    assert find(mine, other, ("en", "vi")) == []
    assert find(mine, [other[0], joined.replace("3,2", "3,7"), other[2]], ("en", "vi")) == [
        ("number", "changed", "3.2 million", "3,7 triệu")
    ]


def test_rows_point_into_both_texts():
    pair = next(pair for pair in PAIRS if pair["id"] == "bridge")
    rows = detect({**pair, "fr": pair["fr"].replace("86 millions", "90 millions")}, [])
    assert [(row["kind"], row["direction"], row["text"], row["partner_text"]) for row in rows] == [
        ("number", "changed", "86 million", "90 millions")
    ]
    changed = pair["fr"].replace("86 millions", "90 millions")
    assert changed[rows[0]["partner_start"] : rows[0]["partner_end"]] == "90 millions"


def test_no_pair_no_row():
    articles, sentences, _ = make({"a": ["One."], "b": ["Two."]}, ("en", "en"))
    empty = schema.pd.DataFrame(
        columns=["article_id", "sentence_id", "partner_article_id", "partner_sentence_id"]
    )
    assert find_omissions(articles, sentences, schema.frame("times", []), empty, pairs=[]).empty
