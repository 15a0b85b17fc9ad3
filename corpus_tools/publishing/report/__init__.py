"""The report: a folder of pages that open from disk, in which every number leads to the sentences behind it.

Pages hold text and links only. What comes from articles is escaped where it is written, a policy in each
page forbids whatever does not lie beside it, and the one script sorts and filters tables that are complete
without it. The same tables give the same bytes.
"""

from corpus_tools.publishing.report.sheets import read_cells
from corpus_tools.publishing.report.writing import write_report

__all__ = ["read_cells", "write_report"]
