"""A real browser, driven over its own debugging protocol."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

PATH = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
)
_PATIENCE = 30.0  # seconds for anything to appear


class Navigated(Exception):
    """The page that was asked gave way to another."""


class Page:
    """One open page."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)

    async def evaluate(self, script: str) -> Any:
        """What the script gives; a promise is waited for."""
        given = {"expression": script, "returnByValue": True, "awaitPromise": True}
        answer = await self._call("Runtime.evaluate", given)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def shows(self, words: str) -> None:
        """Returns once the page shows these words; fails when they do not come."""
        await self.until(f"document.body.innerText.includes({words!r})")

    async def until(self, condition: str) -> None:
        """Returns once the condition holds, looked at whenever the page changes."""
        script = f"""new Promise(seen => {{
            const look = () => document.body && {condition} && (watch.disconnect(), seen(true));
            const watch = new MutationObserver(look);
            watch.observe(document, {{childList: true, subtree: true, characterData: true}});
            look();
        }})"""
        async with asyncio.timeout(_PATIENCE):
            while True:
                with contextlib.suppress(Navigated):
                    await self.evaluate(script)
                    return

    async def press(self, label: str) -> None:
        """A click on the last visible button with exactly this label."""
        found = await self.evaluate(
            f"""(() => {{
                const seen = [...document.querySelectorAll("button")].filter(b => b.offsetParent);
                const one = seen.filter(b => b.innerText.trim() === {label!r}).at(-1);
                one?.click();
                return Boolean(one);
            }})()"""
        )
        assert found, f"there is no button {label!r}"

    async def width(self, pixels: int) -> None:
        given = {"width": pixels, "height": 740, "deviceScaleFactor": 2, "mobile": True}
        await self._call("Emulation.setDeviceMetricsOverride", given)

    async def _call(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        id = next(self._ids)
        await self._socket.send_json({"id": id, "method": method, "params": given})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == id:
                if "error" in answer:
                    raise Navigated(answer["error"]["message"])
                result: dict[str, Any] = answer["result"]
                return result


@asynccontextmanager
async def open_page(address: str, profile: Path) -> AsyncIterator[Page]:
    """The address in a browser of its own, whose profile is that empty folder."""
    assert PATH is not None
    process = await asyncio.create_subprocess_exec(
        PATH,
        *_QUIET,
        f"--user-data-dir={profile}",
        address,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stderr is not None
        async with asyncio.timeout(_PATIENCE):
            port = await _port(process.stderr)
        async with aiohttp.ClientSession() as session:
            targets = await (await session.get(f"http://127.0.0.1:{port}/json")).json()
            page = next(target for target in targets if target["type"] == "page")
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                yield Page(socket)
    finally:
        process.terminate()
        await process.communicate()


async def _port(said: asyncio.StreamReader) -> int:
    while line := (await said.readline()).decode():
        if "DevTools listening on" in line:
            return int(line.split("127.0.0.1:")[1].split("/")[0])
    raise AssertionError("the browser did not start")
