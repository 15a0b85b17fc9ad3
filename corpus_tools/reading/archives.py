"""Archives: the members of a .zip file, and of the Office files that are one, unpacked in memory only.

An archive is refused whole when its list of members says what no honest packer writes: a name that leaves
the folder, a link, two members of one name, more than it can hold, or contents grown beyond the limits.
Nothing is ever written to the disk.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus_tools.reading.files import is_litter
from corpus_tools.reading.limits import Limits
from corpus_tools.reading.records import Failure, Skipped
from corpus_tools.reading.refusals import RefusalError

Member = tuple[str, bytes]

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)
_ENCRYPTED = 0x1
_UNUSUAL = re.compile(r"\A/|\\|\A[A-Za-z]:|(?:\A|/)\.\.(?:/|\Z)|[\0\r\n]")
_SMALL = 100_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PACK_AGAIN = "pack the articles again, or put them into the folder themselves"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.I)


def unpack(data: bytes, limits: Limits) -> Iterator[Member | Failure | Skipped]:
    """The members of an archive in the order of their names; what was left over by a system is skipped.

    Raises:
        RefusalError: it is no zip archive, needs a password, breaks a limit, or lies in another archive.
    """
    if limits.archive_depth < 1:
        raise RefusalError("archive", "is an archive inside an archive")
    with _open(data) as archive:
        members = sorted(check_members(archive, len(data), limits), key=lambda member: member.filename)
        for member in members:
            name = member.filename
            if any(map(is_litter, PurePosixPath(name).parts)):
                yield Skipped("hidden or left over", member=name)
                continue
            try:
                yield name, read_member(archive, member)
            except RefusalError as refusal:
                yield Failure(0, refusal, member=name)


def open_office(data: bytes, main: str, what: str, limits: Limits) -> None:
    """Make sure that an Office file can be given to a library: whole, within the limits, and plain XML.

    Args:
        data: the file.
        main: the member that every such file has.
        what: what such a file is called.
        limits: how far it may unpack.

    Raises:
        RefusalError: it is not, or another kind of file, or protected by a password.
    """
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED_OFFICE in data:
            raise RefusalError("protected", "is protected by a password")
        raise RefusalError("unsupported_type", f"is an Office file from before 2007, not {what}")
    if data and not data.startswith(b"PK"):
        raise RefusalError("unsupported_type", f"is not {what}, whatever its name says")
    with _open(data) as archive:
        members = check_members(archive, len(data), limits)
        names = {member.filename for member in members}
        if not {"[Content_Types].xml", main} <= names:
            raise RefusalError("unsupported_type", f"is an archive, but not {what}")
        for member in members:
            if member.filename.endswith((".xml", ".rels")) and _DECLARES.search(read_member(archive, member)):
                raise RefusalError("bad_xml", f"declares entities in {member.filename[:60]!r}")


def check_members(archive: zipfile.ZipFile, size: int, limits: Limits) -> list[zipfile.ZipInfo]:
    """The members of an archive that are files, once none of them is a trick.

    Raises:
        RefusalError: one is, or together they break a limit.
    """
    members = archive.infolist()
    if len(members) > limits.archive_members:
        most = limits.archive_members
        raise RefusalError("archive", f"has {len(members):,} members; at most {most:,} are read")
    names = set[str]()
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise RefusalError("protected", "is protected by a password")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if _UNUSUAL.search(member.orig_filename) or kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise RefusalError(
                "archive", f"has a member that leaves it ({member.orig_filename[:60]!r})", remedy=_PACK_AGAIN
            )
        if member.filename in names:
            raise RefusalError(
                "archive", f"has two members of one name ({member.filename[:60]!r})", remedy=_PACK_AGAIN
            )
        names.add(member.filename)
        _check_growth(member.file_size, member.compress_size, limits)
    total = sum(member.file_size for member in members)
    if total > limits.archive_bytes:
        most = limits.archive_bytes
        raise RefusalError("archive", f"unpacks to {total:,} bytes; at most {most:,} are read")
    if sum(member.compress_size for member in members) > size:
        raise RefusalError("archive", "has members that lie in one another", remedy=_PACK_AGAIN)
    return [member for member in members if not member.is_dir()]


def _check_growth(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > _SMALL and unpacked > limits.archive_ratio * max(packed, 1):
        what = f"has a member that grows more than {limits.archive_ratio} times when it is unpacked"
        raise RefusalError("archive", what, remedy=_PACK_AGAIN)


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The content of a member, never more than the list of members says.

    Raises:
        RefusalError: it cannot be unpacked, or not to what the list says.
    """
    try:
        with archive.open(member) as stream:
            data = stream.read(member.file_size + 1)
    except _BROKEN as error:
        raise RefusalError("archive", f"has a broken member ({str(error)[:80]})") from error
    if len(data) != member.file_size:
        raise RefusalError("archive", "has a member of another size than it says")
    return data


def _open(data: bytes) -> zipfile.ZipFile:
    if not data:
        raise RefusalError("empty", "is empty")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise RefusalError("archive", f"is no archive that can be opened ({str(error)[:80]})") from error
