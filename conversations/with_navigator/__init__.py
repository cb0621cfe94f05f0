"""Asking for a navigator, the wait, the talk itself, and what comes after it."""

from conversations.with_navigator import asking, talking, waiting

PARTS = (asking, waiting, talking)
"""In the order in which a person comes through them."""
