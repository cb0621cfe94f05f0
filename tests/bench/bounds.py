"""What must hold, and how a measurement is shown."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """`sign` is one of >=, < and stands between what was measured and `limit`."""

    sign: str
    limit: float
    what: str
    needs_data: bool = False
    """Whether it is measured only where NAVIGATOR_TEST_DATA names a kit; a notice says so else."""

    def holds(self, value: float) -> bool:
        return operator.ge(value, self.limit) if self.sign == ">=" else value < self.limit


BOUNDS: Mapping[str, Bound] = {
    "road.durable_over_bare_echo": Bound(">=", 2.0, "durable turns over a bare echo bot's"),
    "road.durable_over_same_layer": Bound(">=", 0.7, "… over an echo bot on our request layer"),
    "road.group_over_single": Bound(">=", 3.0, "commits of 50 turns over single ones"),
    "timers.add_100k_seconds": Bound("<", 2.0, "100,000 timers added"),
    "timers.reload_seconds": Bound("<", 0.1, "the next of them found after a restart"),
    "timers.queue_10k_seconds": Bound("<", 0.5, "10,000 due at once queued, none lost"),
    "timers.longest_stall_ms": Bound("<", 20.0, "the loop's longest stall meanwhile"),
    "help_card.delay_ms_p99": Bound("<", 1000.0, "the help card while 10,000 reminders wait, p99"),
    "memory.rss_mb": Bound("<", 150.0, "memory with 100,000 people"),
    "start.seconds": Bound("<", 1.0, "from the process to the first request for updates, at best"),
    "listing.import_seconds": Bound("<", 15.0, "5,000 messy rows read and taken in, at the worst"),
    "publishing.page_ms_p99": Bound("<", 250.0, "a page of 100 of 10,000 services, p99"),
    "publishing.stall_ms_p99": Bound("<", 50.0, "the loop's stalls meanwhile, p99"),
    "places.load_seconds": Bound("<", 0.5, "13,000 places read at start"),
    "places.nearest_ms_p99": Bound("<", 20.0, "the nearest of them found, p99"),
    "matching.hit3": Bound(">=", 0.8, "goals with a good service in the first three", True),
    "matching.ndcg5": Bound(">=", 0.5, "how well the first five are ordered", True),
    "matching.honesty": Bound(">=", 0.6, "silence where nothing fits", True),
    "matching.constraint_breaks": Bound("<", 1, "answers against age, gender or not that", True),
    "matching.own_hit3": Bound(">=", 0.8, "the same as the first, on goals of our own", True),
    "matching.10k_ms_p99": Bound("<", 10.0, "a match among 10,000 services, p99"),
    "matching.100k_ms_p99": Bound("<", 60.0, "a match among 100,000 services, p99"),
    "matching.100k_build_seconds": Bound("<", 20.0, "100,000 services indexed"),
    "safety.even.explicit.flagged": Bound(">=", 0.92, "explicit messages that were flagged", True),
    "safety.even.explicit.explicit": Bound(">=", 0.82, "… and flagged explicit", True),
    "safety.even.none.flagged": Bound("<", 0.03, "ordinary messages that were flagged", True),
    "safety.even.none.explicit": Bound("<", 0.005, "… and flagged explicit", True),
    "safety.ordinary_4096_ms_median": Bound("<", 1.0, "an ordinary message of 4,096 characters"),
    "safety.danger_4096_ms_median": Bound("<", 1.0, "one that is full of danger"),
    "simulator.seconds_10k": Bound("<", 20.0, "10,000 messages through the stand-in for Telegram"),
    "simulator.growth_mb": Bound("<", 5.0, "its memory after 20,000 more, beyond what it was"),
    "month.seconds": Bound("<", 300.0, "a month of 2,000 people and 20 navigators"),
    "month.lost": Bound("<", 1.0, "what came in and was not decided, or was posted without end"),
    "month.mended": Bound("<", 1.0, "what the auditor had to put right"),
    "month.promises_broken_unsaid": Bound("<", 1.0, "promises neither kept nor apologised for"),
}


def table(measured: Mapping[str, float], *, bounded: bool = True) -> str:
    """A Markdown table; what has no bound stands below what has."""
    rows = ["| measured | | must be | |", "|---|---:|---:|---|"]
    for name in sorted(measured, key=lambda name: (name not in BOUNDS, *_place(name))):
        bound = BOUNDS.get(name)
        limit = f"{bound.sign} {bound.limit:g}" if bound and bounded else ""
        what = bound.what if bound else ""
        rows.append(f"| `{name}` | {_shown(measured[name])} | {limit} | {what} |")
    return "\n".join(rows)


def missed(measured: Mapping[str, float]) -> list[str]:
    """A sentence for each bound that does not hold."""
    return [
        f"{name} is {_shown(measured[name])}, and must be {bound.sign} {bound.limit:g}"
        for name, bound in BOUNDS.items()
        if not (bound.needs_data and name not in measured) and not bound.holds(measured[name])
    ]


def _place(name: str) -> tuple[int, str]:
    return (list(BOUNDS).index(name) if name in BOUNDS else 0, name)


def _shown(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
