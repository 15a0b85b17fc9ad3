import io

import pytest
from PIL import Image
from small_run import FIGURES, make_run
from test_figures import MADE, save

from corpus_tools.cli import main
from corpus_tools.errors import UsageError
from corpus_tools.publishing.identification import compare_figure, identify
from corpus_tools.publishing.provenance import Provenance


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    return folder, save(folder)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_copied_and_renamed_figure_is_recognised(saved, tmp_path, suffix):
    folder, record = saved
    copy = tmp_path / "attachment (3).tmp"
    copy.write_bytes((folder / f"f01-terms{suffix}").read_bytes())
    identity = identify(copy)
    assert (identity.figure_id, identity.version, identity.found_by) == ("f01-terms", record.version, "stamp")
    assert identity.fields["parameters"] == {"top": 3}
    assert identity.intact
    assert compare_figure(copy, folder).findings == ()


def strip(path, change=None):
    """The PNG as a mail program may leave it: encoded again, without its text."""
    with Image.open(path) as image:
        plain = image.convert("RGB")
    if change:
        plain.putpixel(*change)
    buffer = io.BytesIO()
    plain.save(buffer, format="PNG")
    return buffer.getvalue()


def test_a_png_without_its_text_is_recognised_by_its_pixels(saved, tmp_path):
    folder, record = saved
    (tmp_path / "pasted.png").write_bytes(strip(folder / "f01-terms.png"))
    with pytest.raises(UsageError, match=r"not a figure of corpus-tools: file pasted\.png"):
        identify(tmp_path / "pasted.png")
    identity = identify(tmp_path / "pasted.png", figures=folder)
    assert (identity.version, identity.found_by) == (record.version, "pixels")
    assert compare_figure(tmp_path / "pasted.png", folder).findings == ()


def tell(path, folder):
    """What is said about a file, each finding in a line."""
    return [str(finding) for finding in compare_figure(path, folder).findings]


def test_one_altered_pixel_is_told_without_the_stamp(saved, tmp_path):
    folder, _ = saved
    (tmp_path / "x.png").write_bytes(strip(folder / "f01-terms.png", ((9, 9), (250, 255, 255))))
    assert tell(tmp_path / "x.png", folder) == [
        "x.png: not today's in 1 pixel: altered, or of another version"
    ]


@pytest.mark.parametrize(("scale", "kind"), [(0.4, "PNG"), (0.7, "JPEG")])
def test_a_scaled_or_compressed_copy_is_told_by_its_likeness(saved, tmp_path, scale, kind):
    folder, _ = saved
    with Image.open(folder / "f01-terms.png") as image:
        size = (round(image.width * scale), round(image.height * scale))
        image.convert("RGB").resize(size).save(tmp_path / "small", format=kind)
    assert identify(tmp_path / "small", figures=folder).found_by == "likeness"
    assert tell(tmp_path / "small", folder) == [
        "small: scaled or compressed, so that its pixels cannot be compared"
    ]


def test_another_picture_is_none_of_ours(saved, tmp_path):
    folder, _ = saved
    with Image.open(folder / "f01-terms.png") as image:
        Image.linear_gradient("L").resize(image.size).save(tmp_path / "x.png")
        image.convert("RGB").rotate(180).save(tmp_path / "turned.png")
    for name in ("x.png", "turned.png"):
        with pytest.raises(UsageError, match="not a figure of corpus-tools"):
            identify(tmp_path / name, figures=folder)


def test_data_are_known_by_their_rows(saved, tmp_path):
    folder, record = saved
    data = (folder / "f01-terms.csv").read_bytes()
    (tmp_path / "same").write_bytes(data.replace(b"\n", b"\r\n"))
    assert identify(tmp_path / "same", figures=folder).version == record.version
    assert tell(tmp_path / "same", folder) == []
    (tmp_path / "x.csv").write_bytes(data.replace(b"data,", b"date,", 1))
    assert tell(tmp_path / "x.csv", folder) == ["x.csv: not today's in 1 row: altered, or of another version"]
    (tmp_path / "head").write_bytes(data.partition(b"\n")[0])
    with pytest.raises(UsageError, match="not a figure of corpus-tools"):
        identify(tmp_path / "head", figures=folder)


def test_one_altered_pixel_with_the_stamp_kept_is_reported(saved, tmp_path):
    folder, _ = saved
    from PIL.PngImagePlugin import PngInfo

    with Image.open(folder / "f01-terms.png") as image:
        texts = PngInfo()
        for key, text in image.text.items():
            texts.add_itxt(key, text)
        changed = image.convert("RGB")
    changed.putpixel((9, 9), (250, 255, 255))
    changed.save(tmp_path / "x.png", pnginfo=texts)
    assert not identify(tmp_path / "x.png").intact
    assert tell(tmp_path / "x.png", folder) == ["x.png: the drawing was altered after it was saved"]


def test_another_corpus_and_code_are_noted_and_other_data_are_a_difference(saved, tmp_path):
    folder, _ = saved
    save(tmp_path / "a", provenance=Provenance("e" * 64, "f" * 64, {"top": 3}))
    same = compare_figure(tmp_path / "a" / "f01-terms.png", folder)
    assert same.findings == ()
    assert same.notes == (
        f"made from other corpus: {'e' * 12}, today {MADE.corpus_digest[:12]}",
        f"made from other code: {'f' * 12}, today {MADE.code_digest[:12]}",
    )
    save(tmp_path / "b", n=2)
    [finding] = tell(tmp_path / "b" / "f01-terms.png", folder)
    assert finding.startswith("f01-terms.png: made from other data: ")


def test_the_same_data_in_another_look_are_told(saved, tmp_path):
    folder, _ = saved
    save(tmp_path, title="Data comes last")
    assert tell(tmp_path / "f01-terms.svg", folder) == [
        "f01-terms.svg: drawn otherwise than today, from the same data"
    ]


def test_a_figure_that_is_gone_says_so(saved, tmp_path):
    folder, _ = saved
    (tmp_path / "empty").mkdir()
    assert tell(folder / "f01-terms.pdf", tmp_path / "empty") == [
        "f01-terms.pdf: today's run has no figure f01-terms"
    ]


def test_a_stamp_names_no_path(saved, tmp_path):
    folder, _ = saved
    forged = (folder / "f01-terms.svg").read_text("utf-8").replace("f01-terms&quot;", "../f01-terms&quot;")
    (tmp_path / "x.svg").write_text(forged, "utf-8")
    with pytest.raises(UsageError, match="not a figure of corpus-tools"):
        compare_figure(tmp_path / "x.svg", folder)


@pytest.mark.parametrize("content", [b"", b"text", b"<svg/>"])
def test_another_file_is_none_of_ours(tmp_path, content):
    (tmp_path / "x.svg").write_bytes(content)
    with pytest.raises(UsageError, match=r"not a figure of corpus-tools: file x\.svg"):
        identify(tmp_path / "x.svg", figures=tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"cannot read the picture: file gone\.png"):
        identify(tmp_path / "gone.png")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return make_run(tmp_path_factory.mktemp("run") / "build")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
@pytest.mark.parametrize("figure_id", FIGURES)
def test_verify_names_every_figure_of_a_run_found_anywhere(run, tmp_path, capsys, figure_id, suffix):
    copy = tmp_path / "image001 (2).bin"
    copy.write_bytes((run / "figures" / f"{figure_id}{suffix}").read_bytes())
    assert main(["verify", str(copy), "--run", str(run)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"figure {figure_id}, version ")
    assert said[1] == "2 sentences speak"
    assert said[2].startswith("made by 02_actors.ipynb, cell 3, from corpus ")
    assert said[-1] == f"{run} gives the same"


def test_verify_says_what_it_fell_back_to(run, tmp_path, capsys):
    """The two figures of this run show the same bars; only the small print tells them apart."""
    for figure_id in FIGURES:
        (tmp_path / "x.png").write_bytes(strip(run / "figures" / f"{figure_id}.png"))
        assert main(["verify", str(tmp_path / "x.png"), "--run", str(run)]) == 0
        assert f"figure {figure_id}" in (said := capsys.readouterr().out)
        assert "it holds no stamp; its pixels say so" in said


def test_verify_of_an_altered_figure_is_exit_code_1(run, tmp_path, capsys):
    (tmp_path / "x.png").write_bytes(strip(run / "figures" / f"{FIGURES[0]}.png", ((3, 3), (0, 0, 0))))
    assert main(["verify", str(tmp_path / "x.png"), "--run", str(run / "figures")]) == 1
    assert "x.png: not today's in 1 pixel" in capsys.readouterr().err


def test_verify_without_a_run_still_names_the_figure(run, tmp_path, capsys):
    picture = run / "figures" / f"{FIGURES[0]}.svg"
    assert main(["verify", str(picture), "--run", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith(f"figure {FIGURES[0]}")
    assert said.err.count("\n") == 1
    assert "no figures to compare it with" in said.err


def test_verify_of_another_file_is_one_line(run, tmp_path, capsys):
    (tmp_path / "x.txt").write_text("Dear all")
    assert main(["verify", str(tmp_path / "x.txt"), "--run", str(run)]) == 2
    assert capsys.readouterr().err == (
        "corpus-tools: not a figure of corpus-tools: file x.txt; give an SVG, PNG, PDF or CSV it wrote\n"
    )
