"""Words as they are compared: lower-case, without apostrophes and without their endings."""

from functools import lru_cache

import tantivy


def tokens(words: str) -> list[str]:
    """Lower-case words without apostrophes: "can't" is "cant"."""
    return _SPLITTER.analyze(without_apostrophes(words))


@lru_cache(50_000)
def stem(token: str) -> str:
    stems = _STEMMER.analyze(token)
    return stems[0] if stems else token


def stems(words: str) -> tuple[str, ...]:
    return tuple(stem(token) for token in tokens(words))


def without_apostrophes(words: str) -> str:
    return words.replace("'", "").replace("\u2019", "")


def _analyser(*, stems: bool) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(40)).filter(tantivy.Filter.lowercase())
    return (builder.filter(tantivy.Filter.stemmer("English")) if stems else builder).build()


_SPLITTER = _analyser(stems=False)
_STEMMER = _analyser(stems=True)
