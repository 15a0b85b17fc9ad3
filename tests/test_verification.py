import json
import shutil

import pytest
from test_figures import save

from corpus_tools.errors import UsageError
from corpus_tools.publishing.provenance import digest_bytes, trace
from corpus_tools.publishing.tables import write_tables
from corpus_tools.publishing.verification import manifest, verify_figures, verify_output
from corpus_tools.schema import TABLES, frame

TEXT = "Bộ trưởng said: =yes.\nHe left; -thanks.\n"
ARTICLE = "a00000000"


def tables():
    one = {"article_id": ARTICLE, "sentence_id": f"{ARTICLE}.s001", "start": 0, "end": 21, "text": TEXT[:21]}
    two = {
        "article_id": ARTICLE,
        "sentence_id": f"{ARTICLE}.s002",
        "start": 22,
        "end": 39,
        "text": TEXT[22:39],
    }
    made = {name: frame(name, []) for name in TABLES}
    made["articles"] = frame("articles", [{"article_id": ARTICLE, "file": "one.txt", "sha256": "5" * 64}])
    made["sentences"] = frame("sentences", [one, two])
    made["actors"] = frame("actors", [{"actor_id": "minister", "type": "person"}])
    mention = {**one, "end": 9, "text": TEXT[:9], "kind": "role", "type": "person", "actor_id": "minister"}
    made["mentions"] = frame("mentions", [mention])
    made["dropped"] = frame("dropped", [{**one, "start": 16, "end": 21, "text": "=yes.", "rule": "x"}])
    return made


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    out, seeds = home / "build", home / "seeds"
    seeds.mkdir()
    (seeds / "one.txt").write_text(TEXT, encoding="utf-8")
    made = tables()
    write_tables(made, out / "tables")
    (out / "texts").mkdir()
    (out / "texts" / f"{ARTICLE}.txt").write_bytes(TEXT.encode())
    data = made["sentences"][["sentence_id"]].assign(
        term=["a", "b"], n=[2, 1], n_stories_counted=1, n_articles=1, dispersion=0.0
    )
    provenance = trace(made["articles"])
    save(out / "figures", n=2, data=data, provenance=provenance)
    seal(out, seeds, provenance.as_dict())
    return home


def seal(out, seeds, record):
    run = {**record, "files": manifest(out), "inputs": manifest(seeds), "seeds": "../seeds"}
    (out / "run.json").write_text(json.dumps(run), encoding="utf-8")


def reseal(out):
    """Make the digests of run.json those of the files, as somebody who covers his tracks would."""
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    run["files"] = manifest(out)
    (out / "run.json").write_text(json.dumps(run), encoding="utf-8")


@pytest.fixture
def out(original, tmp_path):
    shutil.copytree(original, tmp_path / "copy")
    return tmp_path / "copy" / "build"


def lines(out, **options):
    return [str(finding) for finding in verify_output(out, **options)]


def flip(path, place=-2):
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(bytes(content))


def test_an_untouched_output_passes(out):
    assert lines(out) == []


def test_every_single_byte_of_every_file_counts(out):
    for path in sorted(path for path in out.rglob("*") if path.is_file() and path.name != "run.json"):
        before = path.read_bytes()
        for place in {0, len(before) // 3, len(before) // 2, len(before) - 1} if before else ():
            flip(path, place)
            name = path.relative_to(out).as_posix()
            assert any(line.startswith(f"{name}: was changed: SHA-256") for line in lines(out)), (name, place)
            path.write_bytes(before)
    assert lines(out) == []


def test_a_changed_seed_is_named(out):
    flip(out.parent / "seeds" / "one.txt")
    [line] = lines(out)
    assert line.startswith("seeds/one.txt: was changed: SHA-256 is ")


def test_a_missing_seed_is_named(out):
    (out.parent / "seeds" / "one.txt").unlink()
    assert lines(out) == ["seeds/one.txt: is missing"]


def test_seeds_elsewhere_can_be_named(out, tmp_path):
    shutil.move(out.parent / "seeds", tmp_path / "moved")
    assert lines(out) == []
    flip(tmp_path / "moved" / "one.txt")
    assert len(lines(out, seeds=tmp_path / "moved")) == 1


def test_missing_and_added_files_are_named(out):
    (out / "texts" / "extra.txt").write_text("x")
    (out / "figures" / "f01-terms.pdf").unlink()
    assert lines(out) == [
        "figures/f01-terms.pdf: is missing",
        "texts/extra.txt: was not written by this run",
    ]


def change_table(out, name, **values):
    data = tables()[name]
    for column, value in values.items():
        data[column] = value
    write_tables({name: data}, out / "tables")
    reseal(out)


UNLIKE = f"of {ARTICLE} are not"


@pytest.mark.parametrize(
    ("name", "values", "line"),
    [
        ("mentions", {"text": "Bộ trưởnf"}, f"record 1: characters 0–9 {UNLIKE} 'Bộ trưởnf'"),
        ("mentions", {"start": 1}, f"record 1: characters 1–9 {UNLIKE} 'Bộ trưởng'"),
        ("mentions", {"actor_id": "x"}, "record 1: actor_id 'x' is not in the table actors"),
        ("mentions", {"kind": "x"}, "table mentions holds an unknown value: column kind, got 'x'"),
        ("dropped", {"text": "'=yes."}, f'record 1: characters 16–21 {UNLIKE} "\'=yes."'),
        ("dropped", {"article_id": "a9"}, "record 1: there is no texts/a9.txt"),
    ],
)
def test_a_changed_table_is_seen_even_when_its_digest_was_made_to_fit(out, name, values, line):
    change_table(out, name, **values)
    assert f"tables/{name}.csv: {line}" in lines(out)


def test_another_corpus_is_seen_even_when_its_digest_was_made_to_fit(out):
    change_table(out, "articles", sha256="6" * 64)
    assert lines(out) == ["run.json: its corpus digest is not that of the table articles"]


def test_a_changed_text_is_seen_even_when_its_digest_was_made_to_fit(out):
    path = out / "texts" / f"{ARTICLE}.txt"
    path.write_bytes(path.read_bytes().replace(b"said", b"sang"))
    reseal(out)
    assert lines(out) == [
        "tables/sentences.csv: record 1: characters 0–21 of a00000000 are not 'Bộ trưởng said: =yes.'"
    ]


def test_a_missing_table_is_named(out):
    (out / "tables" / "ledger.csv").unlink()
    reseal(out)
    assert lines(out) == ["tables/ledger.csv: is missing"]


def test_a_broken_table_is_named(out):
    (out / "tables" / "times.csv").write_text('a,b\n"x')
    reseal(out)
    assert any(line.startswith("tables/times.csv: not a CSV table") for line in lines(out))


def test_changed_data_of_a_figure_are_seen_even_when_its_digest_was_made_to_fit(out):
    path = out / "figures" / "f01-terms.csv"
    path.write_bytes(path.read_bytes().replace(b",2,", b",3,"))
    reseal(out)
    assert "figures/f01-terms.csv: is not the data of this version" in lines(out)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_picture_without_its_stamp_is_seen(out, suffix):
    (out / "figures" / f"f01-terms{suffix}").write_bytes(b"<svg/>")
    reseal(out)
    assert f"figures/f01-terms{suffix}: holds no provenance" in lines(out)


def test_a_figure_of_another_run_is_seen(out):
    path = out / "figures" / "f01-terms.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**record, "corpus_digest": "9" * 64}), encoding="utf-8")
    reseal(out)
    found = lines(out)
    assert "figures/f01-terms.json: corpus_digest is not that of the run" in found
    assert "figures/f01-terms.png: its own corpus_digest is not that of its record" in found


def test_unknown_evidence_of_a_figure_is_seen(out):
    findings = verify_figures(out / "figures", known={f"{ARTICLE}.s001"})
    assert [str(finding) for finding in findings] == [
        "f01-terms.json: a mark with unknown evidence: file f01-terms, record 2, column sentence_id, "
        f"got '{ARTICLE}.s002'"
    ]


@pytest.mark.parametrize("content", ["{}", "[]", '{"figure_id": 1}', '{"figure_id": "f01-x", "files": 3}'])
def test_a_broken_record_of_a_figure_is_named(tmp_path, content):
    (tmp_path / "f01-x.json").write_text(content)
    [finding] = verify_figures(tmp_path)
    assert str(finding).startswith("f01-x.json: not the record of a figure")


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"files": 1}'])
def test_without_a_run_there_is_nothing_to_verify(tmp_path, content):
    if content is not None:
        (tmp_path / "run.json").write_text(content)
    with pytest.raises(UsageError, match=r"run\.json"):
        verify_output(tmp_path)


def test_manifest_is_sorted_and_leaves_run_json_and_links_out(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text("x")
    (tmp_path / "a.txt").write_text("y")
    (tmp_path / "run.json").write_text("{}")
    (tmp_path / "link").symlink_to("a.txt")
    assert manifest(tmp_path) == {"a.txt": digest_bytes(b"y"), "b/c.txt": digest_bytes(b"x")}
    assert list(manifest(tmp_path)) == ["a.txt", "b/c.txt"]
