"""Scan an output folder for what hostile input can leave in it: active content, formulas, torn files."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

_ACTIVE = {"base", "iframe", "object", "embed", "form", "frame", "applet", "foreignobject", "animate", "set"}
_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"}
_LOADS = {"script", "img", "link", "iframe", "source", "video", "audio", "image", "use"}
_OWN_SCRIPTS = re.compile(r"(?:\.\./)*assets/[a-z]+\.js")
_PICTURE = re.compile(r"data:image/(?:png|svg\+xml);base64,")
_BAD_ADDRESS = re.compile(r"(?:javascript|vbscript|data|file|blob):|\\\\|//", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?[\d ,.%eE+-]+")


class _Page(HTMLParser):
    """Collects what is wrong with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[str] = []
        self.has_policy = False

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        named = {name.lower(): value or "" for name, value in attrs}
        self.has_policy |= named.get("http-equiv", "").lower() == "content-security-policy"
        if tag in _ACTIVE or named.get("http-equiv", "").lower() == "refresh":
            self.findings.append(f"active <{tag}>")
        kind = named.get("type", "")
        if tag == "script" and "json" not in kind and not _OWN_SCRIPTS.fullmatch(named.get("src", "")):
            self.findings.append("a script that is not ours")
        for name, value in named.items():
            address = re.sub(r"[\x00-\x20]", "", value)
            if name.startswith("on") or name == "srcdoc":
                self.findings.append(f"handler {name} in <{tag}>")
            if name in _ADDRESSES and _BAD_ADDRESS.match(address) and not _PICTURE.match(address):
                self.findings.append(f"address {value[:40]!r} in <{tag}>")
            if name in _ADDRESSES and tag in _LOADS and re.match("https?:", address, re.IGNORECASE):
                self.findings.append(f"<{tag}> loads {value[:40]!r}")

    def handle_data(self, data: str) -> None:
        if _UNSEEN.search(data):
            self.findings.append("unseen characters")


def scan(out: Path, *, forbidden: Sequence[str] = ()) -> list[str]:
    """What is wrong with the files of a folder, a line each: `file: finding`.

    Args:
        out: the folder.
        forbidden: words that stand in no file, such as a secret beside the articles or a path.
    """
    return [
        f"{path.relative_to(out).as_posix()}: {finding}"
        for path in sorted(out.rglob("*"))
        if path.is_symlink() or path.is_file()
        for finding in _scan_file(path, forbidden)
    ]


def _scan_file(path: Path, forbidden: Sequence[str]) -> Iterator[str]:
    if path.is_symlink():
        yield "is a link"
        return
    data = path.read_bytes()
    if not data:
        yield "is empty"
    if re.search(r"PWNED|\.tmp$|\.part$|^\.", path.name):
        yield "is left over"
    try:
        yield from _SCANS.get(path.suffix, _scan_nothing)(data)
    except (ValueError, etree.XMLSyntaxError, zipfile.BadZipFile, csv.Error) as error:
        yield f"is broken ({error})"
    yield from (f"holds {word!r}" for word in forbidden if word.encode() in data)


def _scan_nothing(data: bytes) -> Iterator[str]:
    yield from ()


def _scan_html(data: bytes) -> Iterator[str]:
    yield from scan_markup(data.decode(), whole=True)


def scan_markup(text: str, *, whole: bool = False) -> list[str]:
    """What is wrong with markup; a whole page also needs a content security policy."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.findings + ([] if page.has_policy or not whole else ["no content security policy"])


def _scan_csv(data: bytes) -> Iterator[str]:
    csv.field_size_limit(1 << 30)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    if len({len(row) for row in rows}) > 1:
        yield "rows of several lengths"
    for row in rows:
        for cell in row:
            parts = [part.lstrip(' "\u00a0\u200b\ufeff') for part in re.split(r"[;\r\n]", cell)]
            begins = cell[:1] in tuple("\t\r\n|") or any(part[:1] in tuple("=+-@＝＋－＠") for part in parts)
            if begins and not _NUMBER.fullmatch(cell):
                yield f"formula {cell[:30]!r}"
            if _UNSEEN.search(cell):
                yield f"unseen characters in {cell[:30]!r}"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _scan_svg(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data, _parser()).iter():
        tag = str(element.tag).rpartition("}")[2].lower()
        if tag in {"script", "foreignobject", "iframe", "handler"}:
            yield f"active <{tag}>"
        for name, value in element.attrib.items():
            local = name.rpartition("}")[2].lower()
            if local.startswith("on") or (local == "href" and not value.startswith("#")):
                yield f"{local}={value[:40]!r}"


def _scan_docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            content = file.read(name)
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(content, _parser())
                if b"instrText" in content or b"attachedTemplate" in content:
                    yield f"a field in {name}"
                for element in root if name.endswith(".rels") else ():
                    target = element.get("Target", "")
                    outside = element.get("TargetMode") == "External"
                    if outside and not re.match("https?:|mailto:", target, re.IGNORECASE):
                        yield f"target {target[:40]!r}"


def _scan_json(data: bytes) -> Iterator[str]:
    def refuse(word: str) -> None:
        raise ValueError(f"no JSON: {word}")

    json.dumps(json.loads(data, parse_constant=refuse), ensure_ascii=False).encode()
    yield from ()


def _scan_notebook(data: bytes) -> Iterator[str]:
    for cell in json.loads(data)["cells"]:
        if cell["cell_type"] == "code" and "".join(cell["source"]) and cell["execution_count"] is None:
            yield "a cell that did not run"
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                yield f"error {output['ename']}"
            for kind, value in output.get("data", {}).items():
                if "javascript" in kind or "mermaid" in kind:
                    yield f"output {kind}"
                if kind in ("text/html", "text/markdown"):
                    yield from scan_markup("".join(value))


def _scan_png(data: bytes) -> Iterator[str]:
    if not (data.startswith(b"\x89PNG\r\n\x1a\n") and data[-8:-4] == b"IEND"):
        yield "is no whole PNG"


def _scan_pdf(data: bytes) -> Iterator[str]:
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-64:]:
        yield "is no whole PDF"
    yield from (f"holds {word.decode()}" for word in (b"/JavaScript", b"/Launch") if word in data)


_SCANS = {
    ".html": _scan_html,
    ".csv": _scan_csv,
    ".svg": _scan_svg,
    ".docx": _scan_docx,
    ".json": _scan_json,
    ".ipynb": _scan_notebook,
    ".png": _scan_png,
    ".pdf": _scan_pdf,
}
