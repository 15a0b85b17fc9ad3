import io

import pytest
from PIL import Image
from test_figures import MADE, save

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
    assert compare_figure(copy, folder) == []


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
    assert compare_figure(tmp_path / "pasted.png", folder) == []


def test_one_altered_pixel_is_no_longer_our_figure(saved, tmp_path):
    folder, _ = saved
    (tmp_path / "x.png").write_bytes(strip(folder / "f01-terms.png", ((9, 9), (250, 255, 255))))
    with pytest.raises(UsageError, match="not a figure of corpus-tools"):
        identify(tmp_path / "x.png", figures=folder)


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
    assert list(map(str, compare_figure(tmp_path / "x.png", folder))) == [
        "x.png: the drawing was altered after it was saved"
    ]


def test_a_figure_of_other_data_corpus_and_code_says_so(saved, tmp_path):
    folder, _ = saved
    save(tmp_path, n=2, provenance=Provenance("e" * 64, "f" * 64))
    findings = [str(finding) for finding in compare_figure(tmp_path / "f01-terms.png", folder)]
    assert [finding.split(":")[1] for finding in findings] == [
        " made from other data",
        " made from other corpus",
        " made from other code",
    ]
    assert findings[1].endswith(f": {'e' * 12}, today {MADE.corpus_digest[:12]}")


def test_a_figure_that_is_gone_says_so(saved, tmp_path):
    folder, _ = saved
    (tmp_path / "empty").mkdir()
    [finding] = compare_figure(folder / "f01-terms.pdf", tmp_path / "empty")
    assert str(finding) == "f01-terms.pdf: today's run has no figure f01-terms"


@pytest.mark.parametrize("content", [b"", b"text", b"<svg/>"])
def test_another_file_is_none_of_ours(tmp_path, content):
    (tmp_path / "x.svg").write_bytes(content)
    with pytest.raises(UsageError, match=r"not a figure of corpus-tools: file x\.svg"):
        identify(tmp_path / "x.svg", figures=tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"cannot read the picture: file gone\.png"):
        identify(tmp_path / "gone.png")
