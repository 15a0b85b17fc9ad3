"""Linking: many annotated articles become one corpus of actors, stories, events, ledger and initiatives."""
