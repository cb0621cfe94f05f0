"""The net: what it finds in messages with known answers, kind by kind, and how long it takes."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from conversations.safety_net import Finding, Net, Tier, foremost
from conversations.safety_net.bases import Bases
from conversations.safety_net.learning import learnt
from conversations.safety_net.quickest import IN_PYTHON
from navigator_bot.safety import (
    EXAMPLES,
    read_examples,
    read_net,
    read_weights,
    rules_examples,
)

READ = ("01", "02", "03", "04", "05", "06", "07", "67", "68", "69", "82")
"""Hands whose examples were read for the rules, are our own texts, or are all plain words."""
NOT_ENGLISH = ("22", "34", "42", "109", "110", "111", "112", "113")
_TRIALS = ((51, 67), (70, 82), (83, 89), (93, 100), (101, 109), (118, 122), (126, 128))
AS_A_TEST = tuple([str(hand) for first, end in _TRIALS for hand in range(first, end)])
"""Hands that wrote a set of messages to try a net with, knowing nothing of this one."""
LONGEST = 4096  # characters of a message in Telegram

Message = Mapping[str, str]
Findings = Sequence[Finding]


def measure(rounds: int = 6, *, finds: bool = True) -> dict[str, float]:
    """`finds` is whether to look also at what it finds, which takes some minutes."""
    given = read_net().given
    start = perf_counter()
    net = Net(given, read_weights())
    measured = {"safety.compile_seconds": perf_counter() - start}
    measured |= _measure_speed(net, rounds)
    return measured | _measure_kit(net) | _measure_unseen(net) if finds else measured


def _measure_kit(net: Net) -> dict[str, float]:
    """The rules were written with the odd lines; the even ones were only counted. Nothing, with a
    notice, without NAVIGATOR_TEST_DATA."""
    file = Path(os.environ.get("NAVIGATOR_TEST_DATA", "nowhere"), "safety", "messages.jsonl")
    if not file.exists():
        print("safety: NOT MEASURED: NAVIGATOR_TEST_DATA names no messages", file=sys.stderr)
        return {}
    messages = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return _shares(net, messages[0::2], "odd") | _shares(net, messages[1::2], "even")


def _measure_unseen(net: Net) -> dict[str, float]:
    """What hands wrote whose messages no rule was made from, weighed by phrases that were learnt
    without a fifth of these hands."""
    hands = {folder.name: read_examples(folder) for folder in sorted(EXAMPLES.iterdir())}
    rules, bases = rules_examples(), Bases(net.given.irregular)
    unseen = [each for each in hands if each not in READ]
    looked: dict[str, list[tuple[str, Findings]]] = {}
    for left_out in (unseen[part::5] for part in range(5)):
        others = [each for name, told in hands.items() if name not in left_out for each in told]
        apart = Net(net.given, learnt([*rules, *others], bases))
        for name in left_out:
            of = looked.setdefault(_kind_of(name), [])
            of += [(each.tier or "none", apart.look(each.text)) for each in hands[name]]
    counted = [_counted(messages, of) for of, messages in looked.items()]
    return {name: share for each in counted for name, share in each.items()}


def _kind_of(hand: str) -> str:
    if hand in NOT_ENGLISH:
        return "unseen_not_english"
    return "unseen_as_a_test" if hand in AS_A_TEST else "unseen"


def _shares(net: Net, messages: Iterable[Message], of: str) -> dict[str, float]:
    looked: list[tuple[str, Findings]] = []
    for message in messages:
        findings = net.look(message["text"])
        looked += [(message["tier"], findings), (f"{message['tier']}.{message['kind']}", findings)]
    return _counted(looked, of)


def _counted(looked: Iterable[tuple[str, Findings]], of: str) -> dict[str, float]:
    """Of each group: the share that was flagged at all, and flagged explicit."""
    groups: dict[str, Counter[str]] = {}
    for group, findings in looked:
        first = foremost(findings)
        groups.setdefault(group, Counter())[first.tier if first else "none"] += 1
    shares = {}
    for group, found in sorted(groups.items()):
        shares[f"safety.{of}.{group}.flagged"] = 1 - found["none"] / found.total()
        shares[f"safety.{of}.{group}.explicit"] = found[Tier.EXPLICIT] / found.total()
    return shares


def _measure_speed(net: Net, rounds: int) -> dict[str, float]:
    """Messages as short as people write, and as long as Telegram allows, made of the examples;
    ordinary ones and those of danger; compiled, and in Python alone."""
    examples = read_examples(EXAMPLES)
    sides = {
        "ordinary": [each.text for each in examples if each.tier is None],
        "danger": [each.text for each in examples if each.tier is Tier.EXPLICIT],
    }
    in_python = Net(net.given, read_weights(), IN_PYTHON)
    gc.freeze()  # as the program does: what stays is not looked through
    measured: dict[str, float] = {"safety.is_compiled": net.is_compiled}
    for side, texts in sides.items():
        whole = ". ".join(texts)
        longest = [whole[at : at + LONGEST] for at in range(0, len(whole) - LONGEST, 20_000)]
        for size, listed in (("message", texts[::20]), ("4096", longest)):
            name = f"safety.{side}_{size}_ms"
            taken = _times(net, listed, rounds)
            measured[f"{name}_median"] = quantiles(taken, n=2)[0]
            measured[f"{name}_p99"] = quantiles(taken, n=100, method="inclusive")[-1]
            measured[f"{name}_median_in_python"] = quantiles(_times(in_python, listed, 2), n=2)[0]
    return measured


def _times(net: Net, texts: Sequence[str], rounds: int) -> list[float]:
    """Of each text, the quickest of some looks: the others tell what else the machine did."""
    quickest = [inf] * len(texts)
    for _ in range(rounds):
        for at, text in enumerate(texts):
            start = perf_counter()
            net.look(text)
            quickest[at] = min(quickest[at], (perf_counter() - start) * 1000)
    return quickest


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
