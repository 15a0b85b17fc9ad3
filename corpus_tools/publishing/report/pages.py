"""Pages: templates filled in and written, with everything escaped that comes from elsewhere."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from corpus_tools.publishing.report.links import Link
from corpus_tools.publishing.tables import visible

HOME = Path(__file__).parent
NAVIGATION = (
    Link("Overview", "index.html"),
    Link("Figures", "figures.html"),
    Link("Chronology", "chronology.html"),
    Link("Ledger", "ledger.html"),
    Link("Articles", "tables/articles.html"),
    Link("Versions", "versions.html"),
    Link("Tables", "tables.html"),
)
POLICY = (
    "default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load: pictures, the style and the script that lie beside it. Browsers differ in whether
`self` covers files on a disk, so `file:` says it."""


class Writer:
    """Writes pages into the folder of a report."""

    def __init__(self, folder: Path, **shared: object) -> None:
        """Make the folder with style and script.

        Args:
            folder: of the report.
            shared: values that every page shows.
        """
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(HOME / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(navigation=NAVIGATION, policy=POLICY, **shared)
        (folder / "assets").mkdir(parents=True)
        for path in sorted((HOME / "static").iterdir()):
            shutil.copyfile(path, folder / "assets" / path.name)

    def write(self, path: str, template: str, values: Mapping[str, object]) -> None:
        """Fill in a template and write the page.

        Args:
            path: of the page, seen from the folder.
            template: its name without suffix.
            values: for the template.
        """
        target = self._folder / path
        target.parent.mkdir(exist_ok=True)
        root = "../" * path.count("/")
        page = self._environment.get_template(f"{template}.html.j2").render(here=path, root=root, **values)
        target.write_bytes(page.encode("utf-8"))


def _finalize(value: object) -> object:
    """Spell out what must not stand in a page unseen; escaping follows."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
