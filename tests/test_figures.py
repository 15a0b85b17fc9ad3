import base64
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from pictures import HOSTILE, PICTURES, terms, terms_data

import corpus_tools
from corpus_tools.errors import SchemaError, UsageError
from corpus_tools.publishing.figure_records import load_record
from corpus_tools.publishing.figures import check_evidence, save_figure
from corpus_tools.publishing.provenance import Provenance, code_digest, data_digest, digest_bytes
from corpus_tools.publishing.tables import read_table
from corpus_tools.schema import frame

SUFFIXES = [".csv", ".json", ".pdf", ".png", ".svg"]
MADE = Provenance(
    "c" * 64, "d" * 64, {"top": 3}, {"a00000000": {"article_id": "a00000000", "outlet": "Daily"}}
)


def save(folder, *, n=3, labels=("data", "trí tuệ"), **changes):
    options = {
        "figure_id": "f01-terms",
        "title": "Data comes first",
        "caption": "n = 3 terms.",
        "alt": "Three dots.",
        "data": terms_data(list(labels), n),
        "provenance": MADE,
        "notebook": "01_descriptive_statistics.ipynb",
        "cell": 4,
    }
    return save_figure(terms(list(labels), n), folder, **(options | changes))


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    return folder, save(folder)


def test_save_figure_writes_five_files(saved):
    folder, _ = saved
    assert sorted(path.suffix for path in folder.iterdir()) == SUFFIXES


def test_the_record_is_what_the_json_holds(saved):
    folder, record = saved
    assert load_record(folder / "f01-terms.json") == json.loads(json.dumps(record.as_dict()))
    assert record.files == {
        name: digest_bytes(body) for name, body in contents(folder).items() if not name.endswith(".json")
    }


def test_the_version_is_the_digest_of_the_data_drawn(saved):
    folder, record = saved
    assert record.version == data_digest(terms_data(["data", "trí tuệ"], 3))
    assert record.version == digest_bytes((folder / "f01-terms.csv").read_bytes())
    assert len(read_table(folder / "f01-terms.csv")) == record.n_marks == 3


def test_the_record_names_the_articles_behind_it(saved):
    _, record = saved
    assert record.article_ids == ["a00000000", "a00000001", "a00000002"]
    assert record.sources == [{"article_id": "a00000000", "outlet": "Daily"}]


def test_saving_again_gives_the_same_bytes(saved, tmp_path):
    folder, _ = saved
    save(tmp_path / "other" / "place")
    assert contents(tmp_path / "other" / "place") == contents(folder)


def test_saving_one_figure_twice_gives_the_same_bytes(tmp_path):
    drawn = terms(["data"], 2)
    for folder in (tmp_path / "a", tmp_path / "b"):
        save_figure(
            drawn, folder, figure_id="f01-x", title="T", caption="c", alt="a", data=terms_data(["data"], 2),
            provenance=MADE, notebook="01_x.ipynb", cell=1,
        )  # fmt: skip
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


SCRIPT = """
import sys, pathlib
sys.path.insert(0, {tests!r})
import test_figures
test_figures.save(pathlib.Path(sys.argv[1]))
"""


@pytest.mark.parametrize(
    ("zone", "seed", "locale"), [("Asia/Ho_Chi_Minh", "1", "C"), ("America/St_Johns", "77", "C.UTF-8")]
)
def test_zone_hash_seed_locale_and_folder_do_not_change_a_byte(saved, tmp_path, zone, seed, locale):
    folder, _ = saved
    script = SCRIPT.format(tests=os.path.dirname(__file__))  # noqa: PTH120
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
    environment |= {"MATPLOTLIBRC": str(tmp_path), "HOME": str(tmp_path), "MPLCONFIGDIR": str(tmp_path)}
    (tmp_path / "matplotlibrc").write_text("savefig.facecolor: red\nfont.size: 30\n")
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "figures")], check=True, env=environment, cwd=tmp_path
    )
    assert contents(tmp_path / "figures") == contents(folder)


def test_another_checkout_does_not_change_a_byte(saved, tmp_path):
    """The package copied to another folder: the same figures, the same digest of the code."""
    folder, _ = saved
    home = tmp_path / "another checkout" / "là"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(corpus_tools.__file__).parent, home / "corpus_tools", ignore=ignored)
    script = SCRIPT.format(tests=os.path.dirname(__file__)) + (  # noqa: PTH120
        "import corpus_tools\nfrom corpus_tools.publishing.provenance import code_digest\n"
        "print(corpus_tools.__file__, code_digest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "figures")],
        check=True, env=os.environ | {"PYTHONPATH": str(home)}, cwd=home, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.split("\n")[0] == f"{home / 'corpus_tools' / '__init__.py'} {code_digest()}"
    assert contents(tmp_path / "figures") == contents(folder)


def test_one_datum_changes_the_files_of_its_figure_and_no_other(tmp_path):
    for folder, n in (("a", 5), ("b", 6)):
        data = pd.DataFrame({"label": ["x", "y"], "value": [1, n], "n": [2, 2], "sentence_ids": "a1.s001"})
        for name, part in (("f01-left", data[:1]), ("f01-right", data[1:])):
            save(tmp_path / folder, figure_id=name, data=part.reset_index(drop=True))
    before, after = contents(tmp_path / "a"), contents(tmp_path / "b")
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {name for name in before if name.startswith("f01-right")}
    assert len(changed) == len(SUFFIXES)


def test_another_caption_changes_the_record_alone(saved, tmp_path):
    folder, record = saved
    assert save(tmp_path, caption="n = 3 terms, each story once.").version == record.version
    before, after = contents(folder), contents(tmp_path)
    assert [name for name in before if before[name] != after[name]] == ["f01-terms.json"]


def test_one_datum_changes_the_version_and_every_file(saved, tmp_path):
    folder, record = saved
    data = terms_data(["data", "trí tuệ"], 3)
    data.loc[0, "n"] = 41
    changed = save(tmp_path, data=data)
    assert changed.version != record.version
    before, after = contents(folder), contents(tmp_path)
    assert all(before[name] != after[name] for name in before)


def test_the_text_of_a_figure_is_the_same_each_time_and_shows_a_change(saved, tmp_path):
    _, record = saved
    assert repr(record) == f"Figure f01-terms (data {record.version[:12]}): Three dots."
    assert repr(save(tmp_path, n=2)) != repr(record)


def test_a_notebook_gets_the_picture_of_the_file_with_its_alt_text(saved):
    folder, record = saved
    data, metadata = record._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == (folder / "f01-terms.png").read_bytes()
    assert data["text/plain"] == repr(record)
    assert metadata["image/png"]["alt"] == "Three dots."
    assert 600 < metadata["image/png"]["width"] < 800


def test_a_notebook_shows_caption_and_alt_text_below(saved, monkeypatch):
    _, record = saved
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    record._ipython_display_()
    assert sorted(shown[0]) == ["image/png", "text/plain"]
    assert shown[1]["text/markdown"] == "**Data comes first** n = 3 terms. *In words:* Three dots."


def test_the_row_of_the_table_figures(saved):
    _, record = saved
    row = frame("figures", [record.row()]).iloc[0]
    assert (row["figure_id"], row["file"], row["data_file"]) == (
        "f01-terms",
        "f01-terms.png",
        "f01-terms.csv",
    )
    assert row["cell"] == 4


def test_a_missing_glyph_is_told_and_nothing_is_lost(tmp_path):
    record = save(tmp_path, labels=["rocket \U0001f680"], n=1)
    assert record.missing_glyphs == ["U+1F680"]
    assert record.caption.endswith("Characters that the font cannot draw: U+1F680.")
    assert "\U0001f680" in (tmp_path / "f01-terms.csv").read_text(encoding="utf-8")


def test_vietnamese_has_all_its_glyphs(tmp_path):
    letters = "".join(chr(c) for c in range(0x1EA0, 0x1EFA)) + "ĂăÂâĐđÊêÔôƠơƯư"
    assert save(tmp_path, labels=[letters], n=1).missing_glyphs == []


@pytest.mark.parametrize("name", ["flows", "matrix", "timeline"])
def test_hostile_labels_are_drawn_as_text(tmp_path, name):
    draw, _, _ = PICTURES[name]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        record = save_figure(
            draw(list(HOSTILE), 10), tmp_path, figure_id="f00-hostile", title=HOSTILE[2], caption=HOSTILE[0],
            alt=HOSTILE[6], data=pd.DataFrame({"label": HOSTILE, "article_ids": "a1"}), provenance=MADE,
            notebook="00_corpus.ipynb", cell=1,
        )  # fmt: skip
    svg = (tmp_path / "f00-hostile.svg").read_text(encoding="utf-8")
    assert "<script" not in svg
    assert "<!DOCTYPE" not in svg
    assert record.n_marks == len(HOSTILE)


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"figure_id": "terms"}, UsageError, "not a figure id: got 'terms'"),
        ({"figure_id": "f01-../x"}, UsageError, "not a figure id"),
        ({"alt": " "}, UsageError, "a figure without alt: file f01-terms"),
        ({"title": ""}, UsageError, "a figure without title"),
        ({"caption": ""}, UsageError, "a figure without caption"),
        ({"data": pd.DataFrame({"n": [1]})}, SchemaError, "drawn data without evidence"),
        ({"known": {"a1"}}, SchemaError, "a mark with unknown evidence: file f01-terms, record 1"),
    ],
)
def test_save_figure_refuses_and_writes_nothing(tmp_path, changes, error, message):
    with pytest.raises(error, match=message):
        save(tmp_path, **changes)
    assert list(tmp_path.iterdir()) == []


def test_check_evidence_wants_some_for_every_mark_but_zeros():
    data = pd.DataFrame({"n": [0, 2], "sentence_ids": ["", "a1.s001|a2.s003"]})
    assert check_evidence(data, figure_id="f01-x") == ["a1.s001", "a2.s003"]
    with pytest.raises(SchemaError, match="a mark without evidence: file f01-x, record 1"):
        check_evidence(data.assign(n=1), figure_id="f01-x")
