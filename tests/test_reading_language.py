import pytest

from corpus_tools.reading.language import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the dam had held and that no one was hurt.", "en"),
        ("Le ministre a déclaré lundi que le barrage avait tenu et que personne n'était blessé.", "fr"),
        ("LE MINISTRE A DÉCLARÉ LUNDI QUE LE BARRAGE AVAIT TENU.", "fr"),
        ("Bộ trưởng cho biết đập nước vẫn an toàn và không có ai bị thương.", "vi"),
        ("Bo truong cho biet dap nuoc van an toan va khong co nguoi bi thuong trong ngay.", "vi"),
        (
            "Đặng Thu Hà and Nguyễn Văn Bình of the delegation met the mayor of Cần Thơ in the hall.",
            "en",
        ),
        ("Rain was forecast. A short note with Bộ Y tế in it is for the reader who was there.", "en"),
    ],
)
def test_find_language(text, language):
    assert find_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 13 14 15.5 %",
        "Serikali ilitangaza ukarabati wa mabwawa kumi na mawili kabla ya mvua.",
        "Правительство объявило о ремонте двенадцати плотин.",
        "水利部周一宣布，将在雨季之前修复十二座水坝。",
        "El ministro dijo el lunes que la presa había resistido y que no había heridos en la zona.",
        "Il ministro ha detto lunedì che la diga ha tenuto e che non ci sono feriti nella zona.",
        "Der Minister sagte am Montag, dass der Damm gehalten habe und niemand verletzt worden sei.",
        "O ministro disse na segunda-feira que a barragem resistiu e que não há feridos na região.",
        "De minister zei maandag dat de dam het had gehouden en dat er niemand gewond was.",
        "Menteri itu berkata bahawa empangan masih selamat dan tidak ada yang cedera pada hari ini.",
    ],
)
def test_find_language_leaves_others_open(text):
    assert find_language(text) == ""
