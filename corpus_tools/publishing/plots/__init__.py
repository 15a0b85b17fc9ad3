"""Plots: one function for each kind of picture, from a small table to a matplotlib figure.

Each function documents the columns it needs. A row is a mark, in the order given, and the mark of row n
is the element `mark-<n>` of the SVG. An empty table gives a figure that says so. Text is drawn as it
stands, wrapped and never cut; a figure grows with its rows.
"""

from corpus_tools.publishing.plots.bars import plot_bars, plot_small_multiples, plot_terms
from corpus_tools.publishing.plots.flows import plot_flows
from corpus_tools.publishing.plots.matrices import plot_matrix
from corpus_tools.publishing.plots.networks import plot_network
from corpus_tools.publishing.plots.pairs import plot_pairs
from corpus_tools.publishing.plots.timelines import plot_coverage, plot_horizon, plot_timeline

__all__ = [
    "plot_bars",
    "plot_coverage",
    "plot_flows",
    "plot_horizon",
    "plot_matrix",
    "plot_network",
    "plot_pairs",
    "plot_small_multiples",
    "plot_terms",
    "plot_timeline",
]
