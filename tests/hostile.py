"""A hostile corpus of our own, of `cases/hostile.yml`: files of all classes that a folder can hold."""

import gzip
import io
import os
import socket
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

Case = Mapping[str, Any]

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "hostile.yml").read_text("utf-8")
)
CLASSES = {
    *("good", "harmless", "encoding", "unicode", "binary", "size", "html-inject", "formula", "csv", "json"),
    *(
        "date",
        "duplicate",
        "redos",
        "not-an-article",
        "figure",
        "file",
        "smuggled",
        "archive",
        "link",
        "special",
    ),
}
"""The classes of bad input that a corpus must hold."""

CANARY = "TOPCANARY-8f31"
_SYLLABLES = ("Ar", "Bel", "Cor", "Dun", "Es", "Fal", "Gor", "Hul", "Is", "Jor")


def tell_story(number: int) -> str:
    """A sound article of two sentences, with places and people of its own.

    >>> tell_story(12)[:47]
    'The harbour of Belcorby opened on Friday with 1'
    """
    tens, ones = _SYLLABLES[number // 10 % 10], _SYLLABLES[number % 10]
    place, town, name = f"{tens}{ones.lower()}by", f"{ones}{tens.lower()}en", f"{ones}{tens.lower()}ado"
    return (
        f"The harbour of {place} opened on Friday with {number + 2} ships, officials of {town} said. "
        f"Minister Ana {name} urged the council of {place} to publish the costs by {2030 + number}."
    )


_MADE = {
    "deep": lambda: "<div>" * 5_000 + "text" + "</div>" * 5_000,
    "book": lambda: " ".join(f"Clerk number {n} of Quorn read report {n} aloud in May." for n in range(120)),
    "word": lambda: tell_story(8) + " " + "a" * 200_000,
    "spaces": lambda: tell_story(9) + " " * 100_000 + "x",
    "brackets": lambda: tell_story(10) + " " + "(" * 5_000,
    "capitals": lambda: tell_story(11) + " " + "Nesby Arlen " * 1_000,
    "open_tags": lambda: f"<html><body><article><p>{tell_story(12)}</p>" + "<a " * 20_000,
    "unclosed": lambda: f"<html><body><article><p>{tell_story(13)}</p>" + "<b>" * 20_000,
}


def make_corpus(top: Path) -> Path:
    """Write all cases into `seeds` of a folder, with links, a pipe and a socket, and a secret beside it."""
    (top / "secret.txt").write_text(f"{CANARY} {tell_story(99)}")
    seeds = top / "seeds"
    seeds.mkdir()
    make_cases(seeds, range(len(CASES)))
    return seeds


def make_cases(folder: Path, numbers: Iterable[int]) -> None:
    """Write some of the cases, by number; a case is written alike in any company."""
    for number in numbers:
        make_case(folder, number, CASES[number])


def make_case(folder: Path, number: int, case: Case) -> None:
    """Write one case into a folder; STORY in it stands for a sound article that has its number."""
    path = folder / case["name"]
    if "special" in case:
        _make_special(path, case["special"])
    elif "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    elif "zip" in case:
        path.write_bytes(_zip({name: _fill(text, number) for name, text in case["zip"].items()}))
    elif "gzip" in case:
        path.write_bytes(gzip.compress(_fill(case["gzip"], number).encode(), mtime=0))
    else:
        text = _MADE[case["made"]]() if "made" in case else _fill(case["text"], number)
        path.write_bytes(text.encode(case.get("encoding", "utf-8"), "surrogatepass"))


def list_statuses(case: Case) -> list[str]:
    """What must become of each record of a case, or of its file."""
    statuses: list[str] = case["rows"] if "rows" in case else [case["status"]]
    return statuses


def is_good(case: Case) -> bool:
    """Whether all of a case is to be read."""
    return set(list_statuses(case)) == {"accepted"}


def is_bad(case: Case) -> bool:
    """Whether nothing of a case is to be read."""
    return "accepted" not in list_statuses(case)


def _fill(text: str, number: int) -> str:
    return text.replace("STORY", tell_story(number))


def _zip(members: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, text in members.items():
            file.writestr(zipfile.ZipInfo(name), text)
    return data.getvalue()


def _make_special(path: Path, what: str) -> None:
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "sparse":
        with path.open("wb") as file:
            file.truncate(8 << 30)
    elif what == "socket":
        with socket.socket(socket.AF_UNIX) as end:
            # The path of a socket may be no longer than about a hundred characters.
            end.bind(os.path.relpath(path))
    else:
        path.symlink_to(what)
