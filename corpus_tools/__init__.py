"""corpus_tools: evidence-backed tables and figures from press articles."""

__version__ = "0.1.0"
