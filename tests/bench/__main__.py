"""`make bench`: measure everything, print the table, and fail where a bound is missed."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench import (
    goals,
    help_card,
    house,
    listing,
    matching,
    month,
    road,
    safety,
    simulator,
    timers,
)
from tests.bench.bounds import missed, table

BUILD = Path(__file__).parent.parent.parent / "build"


@dataclass(frozen=True)
class Size:
    road: road.Load
    grouped: int  # people who wait to be answered, for grouped and single commits
    rounds: int
    timers: int
    due_at_once: int
    asking: int  # for help
    people: int
    starts: int
    sent: int  # through the stand-in for Telegram
    listed: tuple[int, int]  # services in a small and a large directory
    rows: int  # of a list that is taken in
    published: int  # services on the web
    month: tuple[int, int]  # people, and days


WHOLE = Size(
    road.Load(250, 12),
    1000,
    3,
    100_000,
    10_000,
    200,
    100_000,
    9,
    10_000,
    (10_000, 100_000),
    5_000,
    10_000,
    (2_000, 30),
)
QUICK = Size(road.Load(20, 1), 50, 1, 1_000, 200, 10, 200, 1, 200, (100, 1_000), 100, 200, (30, 1))


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=options.out.parent) as name:
        machine = _machine(Path(name))
        measured = _measure(Path(name), QUICK if options.quick else WHOLE)
    document = {"machine": machine, "is_quick": options.quick, **measured}
    options.out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    print(table(measured))
    if options.quick:
        print("\nA quick run shows that everything works; its figures mean nothing.")
        return 0
    faults = missed(measured)
    for fault in faults:
        print(f"MISSED: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only show that it works")
    parser.add_argument("--out", type=Path, default=BUILD / "bench.json")
    return parser


def _measure(folder: Path, size: Size) -> dict[str, float]:
    parts: Mapping[str, Callable[[], dict[str, float]]] = {
        "timers": lambda: timers.measure(folder, size.timers, size.due_at_once, size.rounds),
        "groups": lambda: road.measure_groups(folder, size.grouped, size.rounds),
        "road": lambda: road.measure(folder, size.road),
        "help card": lambda: help_card.measure(folder, size.due_at_once, size.asking),
        "house": lambda: house.measure(folder, size.people, size.starts),
        "simulator": lambda: simulator.measure(size.sent),
        "listing": lambda: listing.measure(folder, size.rows, size.published, size.asking),
        "matching": lambda: matching.measure(size.listed),
        "month": lambda: month.measure(*size.month),
        "goals": lambda: goals.measure() if size is WHOLE else {},
        "safety": lambda: safety.measure() if size is WHOLE else safety.measure(1, finds=False),
    }
    measured: dict[str, float] = {}
    for name, part in parts.items():
        print(f"measuring: {name} …", file=sys.stderr, flush=True)
        measured.update(part())
    return measured


def _machine(folder: Path) -> dict[str, object]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "fsync_ms": round(_fsync_ms(folder / "fsync"), 3),
    }


def _fsync_ms(file: Path) -> float:
    """What one commit costs this disk, at the least."""
    taken = []
    with file.open("wb") as handle:
        for _ in range(50):
            handle.write(bytes(4096))
            handle.flush()
            start = perf_counter()
            os.fsync(handle.fileno())
            taken.append((perf_counter() - start) * 1000)
    return median(taken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
