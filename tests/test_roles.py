import pytest
from marked import read_marked

from corpus_tools.annotating.roles import find_roles


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("en", "Finance Minister {p.ann:Ann Bell} left.", [("Finance Minister", "ann", "")]),
        ("en", "{p.ann:Ann Bell}, head of the {o.itu:ITU}, left.", [("head of the ITU", "ann", "itu")]),
        ("en", "{p.ann:Ann Bell} was named director.", [("director", "ann", "")]),
        (
            "fr",
            "Reçu par {p.luc:Luc Roy}, du directeur de l'{o.esa:ESA}, M. {p.max:Max Gil}, et d'élus.",
            [("directeur de l'ESA", "max", "esa")],
        ),
        (
            "fr",
            "{p.luc:Luc Roy}, directeur de l'{o.esa:ESA}, part.",
            [("directeur de l'ESA", "luc", "esa")],
        ),
        (
            "fr",
            "{p.luc:Luc Roy}, cofondateur de la start-up {o.esa:Rive}, part.",
            [("cofondateur de la start-up Rive", "luc", "esa")],
        ),
        (
            "en",
            "The founder of Kenyan company {o.itu:Rive}, {p.ann:Ann Bell}, left.",
            [("founder of Kenyan company Rive", "ann", "itu")],
        ),
        (
            "fr",
            "Le président de l'association des femmes du {c.kenya:Kenya}, {p.luc:Luc Roy}, part.",
            [("président de l'association des femmes du Kenya", "luc", "")],
        ),
        (
            "en",
            "The head of the union of nurses in {c.kenya:Kenya}, {p.ann:Ann Bell}, left.",
            [("head of the union of nurses in Kenya", "ann", "")],
        ),
        (
            "en",
            "{p.ann:Ann Bell}, leader of the opposition in {c.kenya:Kenya}, left.",
            [("leader of the opposition in Kenya", "ann", "")],
        ),
        ("en", "Opposition leader {p.ann:Ann Bell} left.", [("Opposition leader", "ann", "")]),
        (
            "en",
            "{p.ann:Ann Bell}, the head of the growers' union, left.",
            [("head of the growers' union", "ann", "")],
        ),
        ("en", "The {o.itu:ITU}, chair of the working group, left {p.ann:Ann Bell}.", []),
        (
            "fr",
            "Le chef de file de l'opposition, {p.luc:Luc Roy}, part.",
            [("chef de file de l'opposition", "luc", "")],
        ),
        (
            "fr",
            "{p.luc:Luc Roy}, cheffe de la délégation, part.",
            [("cheffe de la délégation", "luc", "")],
        ),
        ("en", "The head of the union in {c.kenya:Kenya} met {p.ann:Ann Bell}.", []),
        ("vi", "Bộ trưởng {p.bao:Trần Quốc Bảo} phát biểu.", [("Bộ trưởng", "bao", "")]),
        (
            "en",
            "With Ambassador {p.ann:Ann Bell}, director of the {o.itu:ITU}, {p.luc:Luc Roy} spoke.",
            [("Ambassador", "ann", ""), ("director of the ITU", "ann", "itu")],
        ),
        (
            "en",
            "{c.kenya:Kenya} won. The country's deputy minister, {p.ann:Ann Bell}, left.",
            [("deputy minister", "ann", "kenya")],
        ),
        (
            "en",
            "{c.kenya:Kenya} won. The city's deputy mayor, {p.ann:Ann Bell}, left.",
            [("deputy mayor", "ann", "")],
        ),
        (
            "en",
            "“No,” said {p.ann:Ann Bell}, the union's executive director.",
            [("executive director", "ann", "")],
        ),
        ("en", "“No,” said {p.ann:Ann Bell} of the union's executive board.", []),
        (
            "fr",
            "L'ONG {o.esa:Rive}, dont la présidente {p.luc:Lou Roy} est partie, dort.",
            [("présidente", "luc", "esa")],
        ),
        (
            "fr",
            "L'ONG {o.esa:Rive}, que la présidente {p.luc:Lou Roy} aime, dort.",
            [("présidente", "luc", "")],
        ),
        ("en", "The minister left with {o.itu:ITU}.", []),
        ("en", "{p.ann:Ann Bell} met ministers in {c.kenya:Kenya}.", []),
    ],
)
def test_find_roles(language, text, roles):
    parsed, mentions = read_marked(text, language)
    for row in mentions:
        row["basis"] = "country" if row["entity"] == "kenya" else "model"
    found = find_roles(parsed, mentions)
    assert [(row["role"], row["entity"], row["organisation"]) for row in found] == roles
    assert all(parsed.text(row["start"], row["end"]) == row["text"] for row in found)
