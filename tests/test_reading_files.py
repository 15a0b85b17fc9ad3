import os
import socket
import stat

import pytest

from corpus_tools.reading.files import SeedFile, find_files, is_litter, read_bytes
from corpus_tools.reading.refusals import RefusalError


def seed(path):
    return SeedFile(path.name, path)


def code_of(file, most=1_000):
    with pytest.raises(RefusalError) as refusal:
        read_bytes(file, most=most)
    return refusal.value.code


def test_find_files_walks_in_name_order_and_marks_litter(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden/x.txt", "draft.txt~", "folder.txt/inner.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [(file.name, file.litter) for file in find_files(tmp_path)]
    assert found == [
        (".hidden/x.txt", True),
        ("a.txt", False),
        ("b/1.txt", False),
        ("b/2.txt", False),
        ("draft.txt~", True),
        ("folder.txt/inner.txt", False),
    ]


def test_find_files_follows_no_link_to_a_folder(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("secret")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "seeds" / "up").symlink_to("..")
    assert [file.name for file in find_files(tmp_path / "seeds")] == ["link", "up"]


def test_find_files_escapes_names_that_are_not_utf8(tmp_path):
    (tmp_path / os.fsdecode(b"bad_\xff.txt")).write_bytes(b"x")
    (file,) = find_files(tmp_path)
    assert file.name == "bad_\\xff.txt"
    assert read_bytes(file, most=10) == b"x"


@pytest.mark.parametrize("name", ["Thumbs.db", "~$a.docx", "._a.txt", "a.txt.part", "A.BAK", "__MACOSX"])
def test_is_litter(name):
    assert is_litter(name)


def test_shown_name_has_no_control_or_override():
    assert SeedFile("new\nline\u202e.txt", None).shown == "new\\nline\\u202e.txt"


def test_read_bytes_refuses_links(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    for name, target in (
        ("link.txt", "a.txt"),
        ("loop.txt", "loop.txt"),
        ("dead.txt", "nowhere"),
        ("zero.txt", "/dev/zero"),
    ):
        (tmp_path / name).symlink_to(target)
        assert code_of(seed(tmp_path / name)) == "outside_seeds"


def test_read_bytes_refuses_pipes_sockets_and_devices(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert code_of(seed(tmp_path / "pipe.txt")) == "not_a_file"
    with socket.socket(socket.AF_UNIX) as unix:
        os.chdir(tmp_path)
        unix.bind("sock.txt")
    assert code_of(seed(tmp_path / "sock.txt")) == "not_a_file"


def test_read_bytes_refuses_archives_and_code_unopened(tmp_path):
    for name, code in (
        ("a.7z", "archive"),
        ("a.csv.gz", "archive"),
        ("a.ipynb", "code_file"),
        ("a.pkl", "code_file"),
    ):
        (tmp_path / name).write_text("x")
        (tmp_path / name).chmod(stat.S_IWUSR)
        assert code_of(seed(tmp_path / name)) == code


def test_read_bytes_refuses_by_size_without_reading(tmp_path):
    path = tmp_path / "sparse.txt"
    with path.open("wb") as stream:
        stream.truncate(8 << 30)
    assert code_of(seed(path)) == "too_large"


def test_refusal_is_one_line_with_a_remedy(tmp_path):
    with pytest.raises(
        RefusalError, match=r"^has 2 bytes; at most 1 are read; split it, or raise the limit$"
    ):
        (tmp_path / "a.txt").write_text("xx")
        read_bytes(seed(tmp_path / "a.txt"), most=1)
