"""Long records cut into passages: the meaning of a whole page is near to nothing in particular."""

import re

from resources_directory.model import Service

WORDS_AT_MOST = 60
"""About what a sentence model was trained on; a council's descriptions run to hundreds."""
PASSAGES_AT_MOST = 6
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def passages(service: Service) -> tuple[str, ...]:
    """One or more, each led by the name, so that a passage by itself says what it is about."""
    found: list[list[str]] = [[]]
    for sentence in _SENTENCE.split(service.description or ""):
        words = sentence.split()
        if found[-1] and len(found[-1]) + len(words) > WORDS_AT_MOST:
            found.append([])
        found[-1].extend(words[: WORDS_AT_MOST * 2])
    name = service.name
    if service.organisation and service.organisation not in name:
        name = f"{name}, {service.organisation}"
    return tuple(f"{name}. {' '.join(part)}".strip() for part in found[:PASSAGES_AT_MOST])
