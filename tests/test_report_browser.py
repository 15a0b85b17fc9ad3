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
from test_report import make_report

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
        done = subprocess.run(command, capture_output=True, timeout=50, check=True)
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


@pytest.mark.parametrize(
    ("page", "options"),
    [
        ("index.html", ["--window-size=500,900", "--blink-settings=preferredColorScheme=0"]),
        ("tables/mentions.html", ["--window-size=1200,900", "--blink-settings=preferredColorScheme=0"]),
        ("figures/f00-test.html", ["--window-size=500,900"]),
    ],
)
def test_pages_show_without_a_complaint(
    page: str, options: list[str], report: Path, browse: Browse, tmp_path: Path
) -> None:
    picture = tmp_path / "shot.png"
    _, log = browse((report / page).as_uri(), *options, f"--screenshot={picture}")
    assert log == ""
    assert len(picture.read_bytes()) > 10_000


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


@pytest.mark.parametrize("page", ["index.html", "figures/f00-test.html"])
def test_a_phone_needs_no_sideways_scrolling(page: str, report: Path, browse: Browse) -> None:
    script = "return {inner: innerWidth, wide: document.documentElement.scrollWidth};"
    source, _ = browse(probe(report, page, script), "--dump-dom", "--window-size=500,900")
    seen = read_seen(source)
    assert pd.to_numeric(seen["wide"]) <= pd.to_numeric(seen["inner"])


@pytest.mark.parametrize(
    ("page", "scheme"),
    [
        ("index", "light"),
        ("tables/mentions", "dark"),
        ("chronology", "dark"),
        ("figures/f00-test", "light"),
        ("article", "light"),
        ("article", "dark"),
    ],
)
def test_axe_finds_no_violation(
    page: str, scheme: str, report: Path, browse: Browse, axe: Path, study: Study
) -> None:
    if page == "article":
        page = f"articles/{study.articles['article_id'].iloc[0]}"
    script = """
        document.querySelectorAll('details').forEach((item, number) => { item.open = number < 5; });
        const found = await axe.run(document, {exclude: [['#seen']]});
        const tell = (item) => [item.id, ...item.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))];
        return {passes: found.passes.length, violations: found.violations.map(tell)};
    """
    address = probe(report, f"{page}.html", script, f"<script src='{axe.as_uri()}'></script>")
    scheme_option = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    source, _ = browse(address, "--dump-dom", scheme_option, "--virtual-time-budget=20000")
    seen = read_seen(source)
    assert seen["violations"] == []
    assert pd.to_numeric(seen["passes"]) > 10
