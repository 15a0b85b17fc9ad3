"""Correcting: what a person says about single rows, kept in a file and applied on every run."""
