"""Gallery: the page that shows all figures of a folder, made from their records."""

from pathlib import Path
from typing import Any

from corpus_tools.publishing.citations import refer
from corpus_tools.publishing.figure_records import load_records
from corpus_tools.publishing.markdown import literal

_HEAD = """# Figures

This page is generated from the `.json` file of each figure; do not edit it. Each figure comes as `.svg`,
`.png` (300 dpi) and `.pdf`, with the data drawn (`.csv`: a row for each mark, with the ids of its sentences)
and all that is known about it (`.json`). The version is the digest of the data drawn.

`corpus-tools cite FIGURE_ID` prints a reference with the articles behind it, also as BibTeX and CSL-JSON.
"""


def write_readme(folder: Path, *, notebooks: str = "../notebooks") -> Path:
    """Write README.md into a folder of figures: picture, caption, words, reference and notebook of each.

    Args:
        folder: with the `.json` of each figure; the figures come in the order of their ids.
        notebooks: the folder of the notebooks, seen from there.

    Raises:
        UsageError: a record cannot be read.
    """
    path = folder / "README.md"
    page = "\n".join([_HEAD, *(_entry(record, notebooks) for record in load_records(folder))])
    path.write_bytes(page.encode("utf-8"))
    return path


def _entry(record: dict[str, Any], notebooks: str) -> str:
    name, notebook = record["figure_id"], record["notebook"]
    files = ", ".join(f"[{suffix}]({name}.{suffix})" for suffix in ("svg", "png", "pdf", "csv", "json"))
    return f"""## {name}: {literal(record["title"])}

![{literal(record["alt"])}]({name}.png)

{literal(record["caption"])}

- In words: {literal(record["alt"])}
- Cite as: {literal(refer(record))}
- Drawn by: [{literal(notebook)}]({notebooks}/{notebook}), cell {record["cell"]}
- Files: {files}
"""
