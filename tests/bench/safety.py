"""The net: what it finds in messages with known answers, kind by kind, and how long it takes."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from conversations.safety_net import Net, Tier, foremost
from navigator_bot.safety import read_net

LONGEST = 4096  # characters of a message in Telegram

Message = Mapping[str, str]


def measure(rounds: int = 3, *, finds: bool = True) -> dict[str, float]:
    """`finds` is whether to look also at what it finds, which takes a minute."""
    start = perf_counter()
    net = read_net()
    measured = {"safety.compile_seconds": perf_counter() - start}
    measured |= _measure_speed(net, rounds)
    return measured | _measure_finding(net) if finds else measured


def _measure_finding(net: Net) -> dict[str, float]:
    """The rules were written with the odd lines; the even ones were never read for them. Nothing,
    with a notice, without NAVIGATOR_TEST_DATA."""
    file = Path(os.environ.get("NAVIGATOR_TEST_DATA", "nowhere"), "safety", "messages.jsonl")
    if not file.exists():
        print("safety: NOT MEASURED: NAVIGATOR_TEST_DATA names no messages", file=sys.stderr)
        return {}
    messages = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    halves = {"odd": messages[0::2], "even": messages[1::2]}
    return {
        f"safety.{half}.{name}": value
        for half, listed in halves.items()
        for name, value in _shares(net, listed).items()
    }


def _shares(net: Net, messages: Iterable[Message]) -> dict[str, float]:
    """Of each tier and kind: the share that was flagged at all, and flagged explicit."""
    groups: dict[str, Counter[str]] = {}
    for message in messages:
        first = foremost(net.look(message["text"]))
        tier = first.tier if first else "none"
        for group in (message["tier"], f"{message['tier']}.{message['kind']}"):
            groups.setdefault(group, Counter())[tier] += 1
    shares = {}
    for group, found in sorted(groups.items()):
        shares[f"{group}.flagged"] = 1 - found["none"] / found.total()
        shares[f"{group}.explicit"] = found[Tier.EXPLICIT] / found.total()
    return shares


def _measure_speed(net: Net, rounds: int) -> dict[str, float]:
    """Messages as short as people write, and as long as Telegram allows; made of the examples in
    the rules, side by side: ordinary ones, and those full of what the net looks for."""
    sides = {
        "ordinary": [text for rule in net.rules for text in rule.miss],
        "danger": [text for rule in net.rules for text in rule.hit],
    }
    measured: dict[str, float] = {}
    for side, texts in sides.items():
        whole = ". ".join(texts)
        longest = [whole[at : at + LONGEST] for at in range(0, len(whole) - LONGEST, 1000)]
        for size, listed in (("message", texts), ("4096", longest)):
            taken = _times(net, listed, rounds)
            name = f"safety.{side}_{size}_ms"
            measured[f"{name}_median"] = quantiles(taken, n=2)[0]
            measured[f"{name}_p99"] = quantiles(taken, n=100, method="inclusive")[-1]
    return measured


def _times(net: Net, texts: Sequence[str], rounds: int) -> list[float]:
    for text in texts:
        net.look(text)
    taken = []
    for _ in range(rounds):
        for text in texts:
            start = perf_counter()
            net.look(text)
            taken.append((perf_counter() - start) * 1000)
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
