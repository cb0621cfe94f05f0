"""Measurements of the running house, each beside something else in the same run."""
