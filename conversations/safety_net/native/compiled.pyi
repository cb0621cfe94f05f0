"""Only where it was built; see `quickest`."""

from collections.abc import Sequence

from conversations.safety_net import following, weighing

class Follower(following.Follower): ...
class Weigher(weighing.Weigher): ...

def tokens(text: str) -> list[str]: ...
def spans(text: str, said: list[str]) -> list[tuple[int, int]]: ...
def separate(
    messages: Sequence[Sequence[int]],
    is_one: Sequence[bool],
    slacks: Sequence[float],
    eases: Sequence[float],
    rounds: int,
) -> Sequence[float]: ...
