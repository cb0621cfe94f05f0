"""The measurements themselves work; what they measure is `make bench`'s to judge."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.__main__ import main
from tests.bench.bounds import BOUNDS


def test_a_quick_bench_measures_everything_that_has_a_bound(tmp_path: Path) -> None:
    out = tmp_path / "bench.json"

    code = main(["--quick", "--out", str(out)])

    written = json.loads(out.read_text(encoding="utf-8"))
    assert code == 0
    assert {name for name, bound in BOUNDS.items() if not bound.needs_data} <= set(written)
    assert {"cores", "python"} <= set(written["machine"])
