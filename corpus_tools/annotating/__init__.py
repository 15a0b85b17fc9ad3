"""Annotating: one article becomes its annotation. Pure, so it can be cached by content and run in parallel."""
