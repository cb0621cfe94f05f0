"""The programs of a measurement: the Bot API's stand-in, and the bots that talk to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 120  # seconds until a measurement that does not end is given up


class Desk:
    """Talks to the measurement's desk of the stand-in."""

    def __init__(self, port: int) -> None:
        self.port = port

    def load(self, texts: Sequence[tuple[int, str]], *, sign: str = "", keep: bool = False) -> None:
        """What people write, each with their chat; `sign` is what their answer holds."""
        self._ask("load", {"texts": list(texts), "sign": sign, "keep": keep})

    def wait(self, messages: int) -> dict[str, Any]:
        """The report, once so many messages have been sent since counting began."""
        report: dict[str, Any] = self._ask("wait", {"calls": messages})
        return report

    def report(self) -> dict[str, Any]:
        report: dict[str, Any] = self._ask("report", {})
        return report

    def _ask(self, what: str, given: dict[str, Any]) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            headers = {"Content-Type": "application/json"}
            connection.request("POST", f"/desk/{what}", json.dumps(given), headers)
            return json.loads(connection.getresponse().read())["result"]


@contextlib.contextmanager
def bot_api() -> Iterator[Desk]:
    """A stand-in of its own for each measurement: nothing is left over from another."""
    command = [sys.executable, "-m", "tests.bench.bot_api"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield Desk(int(server.stdout.readline()))
        finally:
            server.kill()


@contextlib.contextmanager
def program(
    module: str, *arguments: str, settings: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs until the block ends, then is asked to stop. It keeps its bytecode, as where it is
    installed, even if this shell says otherwise."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **settings}
    with subprocess.Popen(command, cwd=ROOT, env=environment) as started:
        try:
            yield started
        finally:
            started.send_signal(signal.SIGTERM)
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()
