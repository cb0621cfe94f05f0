"""The grammar that every conversation is written in: pure values, and one engine."""
