"""The report in a browser: nothing is refused or fails, tables answer, links lead to highlighted sentences.

Needs Debian's chromium; without it these tests are skipped and say so. What people see was looked at when
it was made; here only what a program can tell is checked.
"""

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image
from test_report import make_report
from test_report_pictures import FIGURES

from corpus_tools.publishing.report import write_report
from corpus_tools.study import Study

CHROMIUM = shutil.which("chromium")
AXE = "axe-core@4.14.1"
OPTIONS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --enable-logging=stderr "
    "--virtual-time-budget=2000"
)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium to look at pages with: apt-get install chromium"
)

Browse = Callable[..., tuple[str, str]]


@pytest.fixture(scope="module")
def study(seeds: Path) -> Study:
    return Study(seeds)


@pytest.fixture(scope="module")
def report(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_report(study, tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def whole(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on the shipped articles with all figures of the checkout."""
    report = tmp_path_factory.mktemp("whole") / "report"
    places = (FIGURES, report)
    write_report(study.tables, study.texts, *places, study.provenance, judgements=study.judgements)
    return report


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """Open an address in a browser of its own: what it prints to stdout, and to its log."""

    def open_page(address: str, *options: str) -> tuple[str, str]:
        command = [
            str(CHROMIUM),
            *OPTIONS.split(),
            f"--user-data-dir={tmp_path / 'profile'}",
            *options,
            address,
        ]
        done = subprocess.run(command, capture_output=True, timeout=300, check=True)
        log = done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "replace"), "\n".join(re.findall(r".*CONSOLE.*", log))

    return open_page


def probe(report: Path, page: str, script: str, before: str = "") -> str:
    """A copy of a page, beside it, with a script that plays a reader and writes what it saw as JSON."""
    source = (report / page).read_text("utf-8")
    source = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", source)
    path = (report / page).with_name(f"probe-{Path(page).name}")
    path.write_text(
        source.replace(
            "</body>",
            f"{before}<pre id='seen' hidden></pre><script>addEventListener('load', async () => {{"
            f"const seen = await (async () => {{ {script} }})();"
            "document.getElementById('seen').textContent = JSON.stringify(seen);"
            "});</script></body>",
        ),
        encoding="utf-8",
    )
    return path.as_uri()


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script of axe-core, which npm fetches; it is no part of the package."""
    folder = tmp_path_factory.mktemp("axe")
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm to fetch axe-core with: apt-get install npm")
    try:
        subprocess.run([npm, "pack", AXE], cwd=folder, capture_output=True, timeout=60, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip(f"npm cannot fetch {AXE} here")
    with tarfile.open(next(folder.glob("axe-core-*.tgz"))) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script
        (folder / "axe.js").write_bytes(script.read())
    return folder / "axe.js"


def read_seen(page: str) -> dict[str, object]:
    found = re.search(r'<pre id="seen" hidden="">(.*?)</pre>', page, flags=re.DOTALL)
    assert found
    seen = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert isinstance(seen, dict)
    return seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 500])
@pytest.mark.parametrize("page", ["index", "ledger", "tables/mentions", "figures/f02-network"])
def test_pages_show_without_a_complaint(
    page: str, width: int, scheme: str, whole: Path, browse: Browse, tmp_path: Path
) -> None:
    """Screenshots in light and dark, on a desk and at the least width that a window can have."""
    shot = tmp_path / "shot.png"
    options = (
        f"--window-size={width},900",
        f"--blink-settings=preferredColorScheme={int(scheme == 'light')}",
    )
    _, log = browse((whole / f"{page}.html").as_uri(), *options, f"--screenshot={shot}")
    assert log == ""
    with Image.open(shot) as image:
        assert image.size == (width, 900)
        colours = image.convert("RGB").getcolors(1 << 20)
    assert len(colours) > 50
    paper = max(colours)[1]
    assert (min(paper) > 200) == (scheme == "light")


def test_the_log_of_the_browser_is_heard(report: Path, browse: Browse) -> None:
    """The policy of a page forbids a script inside it, and the browser says so."""
    path = report / "refused.html"
    source = (report / "index.html").read_text("utf-8")
    path.write_text(source.replace("</body>", "<script>document.title = 'run'</script></body>"), "utf-8")
    page, log = browse(path.as_uri(), "--dump-dom")
    path.unlink()
    assert "Content Security Policy" in log
    assert "<title>run" not in page


def test_a_table_sorts_filters_and_turns(report: Path, browse: Browse) -> None:
    script = """
        const rows = () => [...document.querySelectorAll('table.sheet tbody tr')];
        const status = document.querySelector('[role=status]');
        const start = rows().length, begin = status.textContent;
        const buttons = [...document.querySelectorAll('.tools button')];
        buttons[1].click();
        const turned = status.textContent;
        const heads = [...document.querySelectorAll('thead th')];
        const at = heads.findIndex((head) => head.textContent === 'text');
        heads[at].querySelector('button').click();
        const order = rows().map((row) => row.cells[at].textContent.trim());
        const marked = heads[at].getAttribute('aria-sort');
        const filter = document.querySelector('input[type=search]');
        filter.value = 'no such words at all';
        filter.dispatchEvent(new Event('input'));
        const none = rows().length, told = status.textContent;
        const {compare} = new Intl.Collator('en', {numeric: true});
        const sorted = order.every((one, n) => !n || compare(order[n - 1], one) <= 0);
        return {start, begin, turned, sorted, marked, none, told};
    """
    page, log = browse(probe(report, "tables/mentions.html", script), "--dump-dom")
    seen = read_seen(page)
    assert log == ""
    assert seen["start"] == 50
    assert str(seen["begin"]).startswith("Rows 1 to 50 of")
    assert str(seen["turned"]).startswith("Rows 51 to")
    assert (seen["sorted"], seen["marked"], seen["none"]) == (True, "ascending", 0)
    assert str(seen["told"]).startswith("No row")


def test_an_address_brings_its_row_to_light(report: Path, browse: Browse) -> None:
    script = """
        const row = document.getElementById('r120');
        return {there: Boolean(row), rows: document.querySelectorAll('table.sheet tbody tr').length};
    """
    page, log = browse(probe(report, "tables/mentions.html", script) + "#r120", "--dump-dom")
    assert log == ""
    assert read_seen(page) == {"there": True, "rows": 50}


def test_a_number_opens_the_list_of_its_sentences(report: Path, browse: Browse) -> None:
    script = """
        const number = document.querySelector('td.number a[href$="-evidence"]');
        location.hash = number.hash;
        const list = document.getElementById(decodeURIComponent(number.hash.slice(1)));
        dispatchEvent(new Event('hashchange'));
        return {open: list.closest('details').open, n: list.querySelectorAll('li').length,
                said: Number.parseInt(list.closest('details').querySelector('summary').textContent)};
    """
    page, log = browse(probe(report, "tables/actors.html", script), "--dump-dom")
    seen = read_seen(page)
    assert log == ""
    assert seen["open"] is True
    assert seen["n"] == seen["said"]


def test_links_of_evidence_highlight_their_sentence(report: Path, browse: Browse, study: Study) -> None:
    """Every sentence of an article, reached by its address, is the one that is highlighted."""
    article_id = study.articles["article_id"].iloc[0]
    script = """
        const plain = getComputedStyle(document.body).backgroundColor;
        const seen = {};
        for (const sentence of document.querySelectorAll('.sentence')) {
            location.hash = sentence.id;
            seen[sentence.id] = getComputedStyle(sentence).backgroundColor !== plain
                && document.querySelectorAll(':target').length === 1
                && document.querySelector(':target') === sentence;
        }
        return seen;
    """
    page, log = browse(probe(report, f"articles/{article_id}.html", script), "--dump-dom")
    seen = read_seen(page)
    assert log == ""
    assert len(seen) == int(study.articles["n_sentences"].iloc[0])
    assert all(seen.values())


def drive(report: Path, script: str, *, width: int = 1200, **values: object) -> str:
    """A page that opens pages of the report in a frame, with a script that tells what it saw there."""
    given = "".join(f"const {name} = {json.dumps(value)};" for name, value in values.items())
    driver = report / "driver.html"
    driver.write_text(
        f"<!doctype html><meta charset='utf-8'><iframe id='frame' width='{width}' height='900'></iframe>"
        f"<pre id='seen' hidden=''></pre><script>{given}"
        "const home = location.href.slice(0, -'driver.html'.length);"
        "const frame = document.getElementById('frame');"
        "const open = (page) => new Promise((resolve) => { frame.onload = resolve; frame.src = page; });"
        f"(async () => {{ {script} }})().then((seen) => {{"
        "document.getElementById('seen').textContent = JSON.stringify(seen); });</script>",
        encoding="utf-8",
    )
    return driver.as_uri()


DRIVEN = ("--dump-dom", "--allow-file-access-from-files", "--disable-ipc-flooding-protection")


def test_every_link_can_be_clicked(whole: Path, browse: Browse) -> None:
    """All links of all pages: they are shown, have words, and lead to what is shown and highlighted."""
    pages = list_pages(whole)
    script = (Path(__file__).parent / "click_all.js").read_text("utf-8")
    page, log = browse(drive(whole, script, pages=pages), *DRIVEN, "--virtual-time-budget=30000")
    seen = read_seen(page)
    assert log == ""
    assert seen["failed"] == []
    assert seen["pages"] == len(pages)
    assert pd.to_numeric(seen["clicked"]) > 500
    assert pd.to_numeric(seen["places"]) > 1000


def list_pages(report: Path) -> list[str]:
    pages = (path.relative_to(report).as_posix() for path in sorted(report.rglob("*.html")))
    return [page for page in pages if page != "driver.html"]


def test_a_link_to_nothing_would_be_found(browse: Browse, tmp_path: Path) -> None:
    links = {
        "index": "<a href='other.html#none'>x</a>",
        "other": "<a href='#gone'>x</a>",
        "third": "<a href='index.html' hidden>x</a><a href='index.html'></a>",
    }
    for name, link in links.items():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html>{link}", "utf-8")
    script = (Path(__file__).parent / "click_all.js").read_text("utf-8")
    page, _ = browse(drive(tmp_path, script, pages=list_pages(tmp_path)), *DRIVEN)
    assert read_seen(page)["failed"] == [
        "other.html leads to nothing: gone",
        "third.html has a link that is not shown: index.html",
        "third.html has a link without words",
        "other.html leads to nothing: none",
    ]


def test_no_page_needs_sideways_scrolling_on_a_phone(whole: Path, browse: Browse) -> None:
    script = """
        const seen = {};
        for (const page of pages) {
            await open(page);
            const wide = frame.contentDocument.documentElement.scrollWidth;
            if (wide > frame.contentWindow.innerWidth) seen[page] = wide;
        }
        return seen;
    """
    page, log = browse(drive(whole, script, width=360, pages=list_pages(whole)), *DRIVEN)
    assert (read_seen(page), log) == ({}, "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, whole: Path, browse: Browse, axe: Path, study: Study) -> None:
    """One page of each kind."""
    article = f"articles/{study.articles['article_id'].iloc[0]}"
    figures = ["figures/f02-network", "figures/f04-timeline", "figures/f02-addresses"]
    tables = ["tables/ledger", "tables/mentions", "tables/refused"]
    kinds = ["index", "figures", "tables", "chronology", "ledger", article, *figures, *tables]
    script = """
        const seen = {passes: 0, violations: []};
        for (const page of pages) {
            await open(page);
            const script = frame.contentDocument.createElement('script');
            script.src = axe;
            const loaded = new Promise((resolve) => { script.onload = resolve; });
            frame.contentDocument.head.append(script);
            await loaded;
            frame.contentDocument.querySelectorAll('details').forEach((item, n) => { item.open = n < 5; });
            const found = await frame.contentWindow.axe.run(frame.contentDocument);
            const tell = (item) => [page, item.id, ...item.nodes.slice(0, 3).map((node) => node.html)];
            seen.passes += found.passes.length;
            seen.violations.push(...found.violations.map(tell));
        }
        return seen;
    """
    address = drive(whole, script, pages=[f"{kind}.html" for kind in kinds], axe=axe.as_uri())
    scheme_option = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    source, _ = browse(address, *DRIVEN, scheme_option, "--virtual-time-budget=60000")
    seen = read_seen(source)
    assert seen["violations"] == []
    assert pd.to_numeric(seen["passes"]) > 10 * len(kinds)
