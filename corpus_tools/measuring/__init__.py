"""Measuring: numbers about the tables, each with its formula, its n and its uncertainty."""
