import io
import stat
import zipfile
from dataclasses import replace

import pytest
from made_files import TEXT, make_zip

from corpus_tools.reading.archives import open_office, unpack
from corpus_tools.reading.folder import read_folder
from corpus_tools.reading.formats import read_archive
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Record, Skipped
from corpus_tools.reading.refusals import RefusalError

LIMITS = Limits()


def refused(data, limits=LIMITS):
    with pytest.raises(RefusalError) as refusal:
        list(unpack(data, limits))
    return refusal.value


def with_link():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def with_password():
    data = bytearray(make_zip({"a.txt": TEXT}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def without_directory():
    data = make_zip({"a.txt": TEXT})
    return data[: data.index(b"PK\x01\x02") + 10]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "empty", "empty"),
        (b"no archive", "archive", "no archive"),
        (without_directory(), "archive", "no archive"),
        (make_zip({"../a.txt": TEXT}), "archive", "leaves it"),
        (make_zip({"/etc/a.txt": TEXT}), "archive", "leaves it"),
        (make_zip({"in/../../a.txt": TEXT}), "archive", "leaves it"),
        (make_zip({"C:\\a.txt": TEXT}), "archive", "leaves it"),
        (with_link(), "archive", "leaves it"),
        (with_password(), "protected", "password"),
        (make_zip({"bomb.txt": b"0" * 5_000_000}), "archive", "grows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unpack_refuses_an_archive_whole(data, code, said):
    refusal = refused(data)
    assert refusal.code == code
    assert said in refusal.reason
    assert refusal.remedy


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_unpack_refuses_two_members_of_one_name():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "one")
        archive.writestr("a.txt", "two")
    assert "one name" in refused(stream.getvalue()).reason


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (replace(LIMITS, archive_members=1), "members"),
        (replace(LIMITS, archive_bytes=10), "bytes"),
        (replace(LIMITS, archive_depth=0), "inside an archive"),
    ],
)
def test_unpack_keeps_to_its_limits(limits, said):
    assert said in refused(make_zip({"a.txt": TEXT, "b.txt": TEXT}), limits).reason


def test_unpack_refuses_a_member_that_is_longer_than_it_says():
    data = bytearray(make_zip({"a.txt": TEXT}))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (5).to_bytes(4, "little")
    (member,) = unpack(bytes(data), LIMITS)
    assert isinstance(member, Failure)
    assert member.refusal.code == "archive"


def test_unpack_is_in_the_order_of_names_and_skips_what_was_left_over():
    items = list(unpack(make_zip({"b.txt": "b", "__MACOSX/._b.txt": "x", "a.txt": "a"}), LIMITS))
    assert [item.member if isinstance(item, Skipped) else item[0] for item in items] == [
        "__MACOSX/._b.txt",
        "a.txt",
        "b.txt",
    ]


def test_read_archive_reads_each_member_as_a_file_of_its_own():
    members = {
        "in/a.txt": TEXT,
        "in/t.csv": "text\none\ntwo\n",
        "x.exe": "MZ",
        "y.bin": "?",
        "z.zip": make_zip({"a.txt": TEXT}),
    }
    outcomes = list(read_archive(make_zip(members), LIMITS))
    read = [(o.member, o.row) for o in outcomes if isinstance(o, Record)]
    assert read == [("in/a.txt", 0), ("in/t.csv", 1), ("in/t.csv", 2)]
    codes = {o.member: o.refusal.code for o in outcomes if isinstance(o, Failure)}
    assert codes == {"x.exe": "code_file", "y.bin": "unsupported_type", "z.zip": "archive"}


def test_read_archive_reads_an_archive_inside_one_when_the_limit_allows():
    data = make_zip({"in.zip": make_zip({"a.txt": TEXT})})
    (record,) = read_archive(data, replace(LIMITS, archive_depth=2))
    assert (record.member, record.text) == ("in.zip/a.txt", TEXT)


def test_a_member_is_a_file_of_the_tables(tmp_path):
    (tmp_path / "a.zip").write_bytes(
        make_zip({"in/a.txt": TEXT, "t.csv": f'text\n"{TEXT} Rain."\n', "x.gz": ""})
    )
    (tmp_path / "sources.csv").write_text(
        "file,outlet\na.zip,Post\na.zip/in/a.txt,Herald\n", encoding="utf-8"
    )
    reading = read_folder(tmp_path)
    assert reading.articles["file"].tolist() == ["a.zip/in/a.txt", "a.zip/t.csv#1"]
    assert reading.articles["outlet"].tolist() == ["Herald", "Post"]
    assert reading.refused[["file", "row"]].to_numpy().tolist() == [["a.zip/x.gz", 0]]
    assert reading.articles["sha256"].nunique() == 1


def test_open_office_refuses_entities():
    office = make_zip({"[Content_Types].xml": "<a/>", "m.xml": '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'})
    with pytest.raises(RefusalError) as refusal:
        open_office(office, "m.xml", "a test", LIMITS)
    assert refusal.value.code == "bad_xml"
