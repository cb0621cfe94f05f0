"""How good an answer is, and whether it is good enough to be given at all."""

from resources_directory.model import Need
from resources_directory.ranking import Hit
from resources_directory.understanding import Query

ENOUGH_OF_TOPICS = 0.4
"""A service that speaks of less of what was asked, by weight, is no answer: told with its story,
a wish names more than any one service meets."""
ENOUGH_OF_WORDS = 0.5
"""The same where no topic is known, and all hangs on the words alone."""

FAR, NEAR = 0.15, 0.60
"""Cosines of MiniLM between which two texts go from unrelated to saying the same."""
BY_MEANING = 0.7
"""How far meaning orders what the words have found."""
OF_ITSELF = 0.3
"""What meaning adds, whatever the words."""
NEAR_ENOUGH = 0.45
"""The cosine from which a service is an answer without a word in common."""


def goodness(hit: Hit) -> float:
    """0 to 1.3, to be compared within one search: by words, or by words and meaning together."""
    if hit.nearness is None:
        return hit.agreement
    nearness = _scaled(hit.nearness)
    return hit.agreement * (1 - BY_MEANING + BY_MEANING * nearness) + OF_ITSELF * nearness


def is_good_enough(hit: Hit, query: Query, need: Need | None) -> bool:
    if need is not None and need in hit.needs:
        return True
    if hit.nearness is not None and hit.nearness >= NEAR_ENOUGH:
        return True
    return hit.coverage >= (ENOUGH_OF_TOPICS if query.topics else ENOUGH_OF_WORDS)


def _scaled(cosine: float) -> float:
    return min(1.0, max(0.0, (cosine - FAR) / (NEAR - FAR)))
