"""The package: a deterministic RO-Crate of a run that another analyst can verify."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from small_run import HOSTILE, ONE, make_run

from corpus_tools.cli import main
from corpus_tools.errors import OutputError, UsageError
from corpus_tools.publishing.crate import CITATION, METADATA, NO_DAY, find_day, write_crate
from corpus_tools.publishing.provenance import digest_bytes
from corpus_tools.publishing.tables import read_table
from corpus_tools.publishing.verification import verify_output
from corpus_tools.schema import frame


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(tmp_path_factory.mktemp("run") / "build", figures=("f02-speakers",))


def unpack(out: Path, folder: Path, *, texts: bool = False) -> Path:
    write_crate(out, folder / "crate.zip", texts=texts)
    with zipfile.ZipFile(folder / "crate.zip") as archive:
        archive.extractall(folder / "received")
    return folder / "received"


def describe(folder: Path) -> dict[str, dict[str, object]]:
    graph = json.loads((folder / METADATA).read_text("utf-8"))["@graph"]
    assert len({item["@id"] for item in graph}) == len(graph)
    return {item["@id"]: item for item in graph}


def test_packing_twice_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_crate(out, tmp_path / f"{name}.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("texts", [False, True])
def test_the_receiver_can_verify_it(out: Path, tmp_path: Path, texts: bool) -> None:
    received = unpack(out, tmp_path, texts=texts)
    assert (received / "texts" / f"{ONE}.txt").exists() == texts
    assert verify_output(received) == []
    assert main(["verify", str(received)]) == 0


def test_the_receiver_sees_what_was_changed(out: Path, tmp_path: Path) -> None:
    received = unpack(out, tmp_path)
    for name in (CITATION, METADATA, "tables/actors.csv"):
        path = received / name
        path.write_bytes(path.read_bytes() + b"\n")
    (received / "texts").mkdir()
    (received / "texts" / f"{ONE}.txt").write_text("another text", encoding="utf-8")
    found = {finding.file for finding in verify_output(received)}
    assert found >= {CITATION, METADATA, "tables/actors.csv", f"texts/{ONE}.txt"}


def test_texts_that_come_later_are_checked(out: Path, tmp_path: Path) -> None:
    received = unpack(out, tmp_path)
    (received / "texts").mkdir()
    path = received / "texts" / f"{ONE}.txt"
    path.write_bytes((out / "texts" / path.name).read_bytes())
    assert verify_output(received) == []


def test_the_metadata_names_every_file_with_its_digest(out: Path, tmp_path: Path) -> None:
    received = unpack(out, tmp_path)
    known = describe(received)
    assert known[METADATA]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert known[METADATA]["about"] == {"@id": "./"}
    files = {name for name, item in known.items() if item["@type"] == "File"}
    present = {path.relative_to(received).as_posix() for path in received.rglob("*") if path.is_file()}
    assert files == present - {METADATA}
    for name in files - {"run.json"}:
        content = (received / name).read_bytes()
        assert known[name]["sha256"] == digest_bytes(content)
        assert known[name]["contentSize"] == str(len(content))


def test_every_reference_in_the_metadata_leads_somewhere(out: Path, tmp_path: Path) -> None:
    known = describe(unpack(out, tmp_path))

    def walk(value: object) -> list[str]:
        if isinstance(value, list):
            return [item for part in value for item in walk(part)]
        if isinstance(value, dict):
            return [str(value["@id"])] if set(value) == {"@id"} else []
        return []

    named = {item for entity in known.values() for value in entity.values() for item in walk(value)}
    assert named - set(known) == {"https://w3id.org/ro/crate/1.1"}
    root = known["./"]
    assert root["datePublished"] == "2026-01-17"
    assert {"name", "description", "license"} <= set(root)


def test_articles_are_named_with_outlet_address_and_digest(out: Path, tmp_path: Path) -> None:
    received = unpack(out, tmp_path)
    article = describe(received)[f"#{ONE}"]
    assert article["publisher"] == "Báo Mới"
    assert article["url"] == f"https://example.org/{ONE}"
    assert article["sha256"] == "1" * 64
    citation = yaml.safe_load((received / CITATION).read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert [item["authors"] for item in citation["references"]] == [[{"name": "Báo Mới"}]] * 2
    assert "date-published" not in citation["references"][1]


def test_the_day_of_publication_comes_from_the_articles() -> None:
    rows = [{"article_id": "a", "published_earliest": "2024-05-01"}, {"article_id": "b"}]
    assert find_day(frame("articles", rows)) == "2024-05-01"
    assert find_day(frame("articles", rows[1:])) == NO_DAY


def test_articles_cannot_steer_the_metadata(tmp_path: Path) -> None:
    out = make_run(tmp_path / "build", words=HOSTILE, url="javascript:alert(1)", figures=())
    received = unpack(out, tmp_path)
    assert "url" not in describe(received)[f"#{ONE}"]
    citation = yaml.safe_load((received / CITATION).read_text("utf-8"))
    assert "</w:t><script>1</script> & ]]>" in citation["references"][0]["title"]
    assert verify_output(received) == []


def test_an_output_that_was_changed_is_refused(tmp_path: Path) -> None:
    out = make_run(tmp_path / "build", figures=())
    (out / "tables" / "extra.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not as its run left it"):
        write_crate(out, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_places_that_cannot_hold_the_archive_are_refused(out: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the archive would lie in the output"):
        write_crate(out, out / "x.zip")
    with pytest.raises(OutputError, match="the archive cannot be written"):
        write_crate(out, tmp_path / "missing" / "x.zip")
    with pytest.raises(UsageError, match="no finished output"):
        write_crate(tmp_path, tmp_path.parent / "x.zip")


def test_the_command_says_what_it_wrote(out: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "corpus_tools", "package", str(out), "--texts"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (tmp_path / "build.zip").is_file()
    assert done.stdout.startswith("wrote build.zip: ")
    assert done.stdout.endswith(" files, texts in full\n")
    assert len(read_table(out / "tables" / "articles.csv")) == 2
