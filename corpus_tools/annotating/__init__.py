"""Annotating: one article becomes its annotation; pure, so cached by content and run in parallel."""
