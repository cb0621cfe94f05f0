"""A real browser, driven over its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
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
_KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}
_TYPES = {"Enter": "\r", " ": " "}  # what a key types, where it types
_SHIFT = 8
_WORKED = {"button", "textbox", "combobox", "link", "DisclosureTriangle", "log", "region", "dialog"}


class Navigated(Exception):
    """The page that was asked gave way to another."""


class Page:
    """One open page."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._downloads: list[str] = []

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
            const what = {{childList: true, subtree: true, characterData: true, attributes: true}};
            watch.observe(document, what);
            document.addEventListener("focusin", look);
            look();
        }})"""
        try:
            async with asyncio.timeout(_PATIENCE):
                while True:
                    with contextlib.suppress(Navigated):
                        await self.evaluate(script)
                        return
        except TimeoutError:
            raise AssertionError(f"it never came to be that {condition}") from None

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

    async def key(self, name: str, *, shift: bool = False) -> None:
        """One key of the keyboard goes down and up again: "Tab", "Enter", "Escape" or " "."""
        given: dict[str, Any] = {
            "key": name,
            "code": "Space" if name == " " else name,
            "windowsVirtualKeyCode": _KEYS[name],
            "modifiers": _SHIFT if shift else 0,
        }
        down = {"text": _TYPES[name]} if name in _TYPES else {}
        await self._call("Input.dispatchKeyEvent", {"type": "keyDown", **given, **down})
        await self._call("Input.dispatchKeyEvent", {"type": "keyUp", **given})

    async def type(self, words: str) -> None:
        """Into what has the keyboard."""
        await self._call("Input.insertText", {"text": words})

    async def tab_to(self, script: str, *, shift: bool = False) -> None:
        """Tab after Tab, until the element that the script gives has the keyboard."""
        for _ in range(200):
            if await self.evaluate(f"document.activeElement === ({script})"):
                return
            await self.key("Tab", shift=shift)
        raise AssertionError(f"the keyboard never comes to {script}")

    async def size(self, width: int, height: int = 740, *, scale: float = 1) -> None:
        given = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        await self._call("Emulation.setDeviceMetricsOverride", given)

    async def prefers(self, **features: str) -> None:
        """What the person's device asks for, such as color_scheme="dark"."""
        wanted = [
            {"name": f"prefers-{name.replace('_', '-')}", "value": value}
            for name, value in features.items()
        ]
        await self._call("Emulation.setEmulatedMedia", {"features": wanted})

    async def controls(self) -> list[tuple[str, str]]:
        """Role and name of all that can be worked, as a screen reader has them."""
        tree = await self._call("Accessibility.getFullAXTree", {})
        named = [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in tree["nodes"]
            if not node["ignored"]
        ]
        return [(role, name) for role, name in named if role in _WORKED]

    async def save_downloads_to(self, folder: Path) -> None:
        given = {"behavior": "allow", "downloadPath": str(folder), "eventsEnabled": True}
        await self._call("Browser.setDownloadBehavior", given)

    async def downloaded(self) -> str:
        """The name of the next file, once it is there."""
        async with asyncio.timeout(_PATIENCE):
            while not self._downloads:
                self._heard(await self._socket.receive_json())
        return self._downloads.pop(0)

    async def picture(self) -> bytes:
        """A PNG of what is on the screen."""
        answer = await self._call("Page.captureScreenshot", {})
        return base64.b64decode(answer["data"])

    async def _call(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        id = next(self._ids)
        await self._socket.send_json({"id": id, "method": method, "params": given})
        while True:
            answer = await self._socket.receive_json()
            self._heard(answer)
            if answer.get("id") == id:
                if "error" in answer:
                    raise Navigated(answer["error"]["message"])
                result: dict[str, Any] = answer["result"]
                return result

    def _heard(self, message: dict[str, Any]) -> None:
        about = message.get("params", {})
        if message.get("method") == "Browser.downloadProgress" and about["state"] == "completed":
            self._downloads.append(Path(about["filePath"]).name)


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
