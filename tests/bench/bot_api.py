"""A Bot API that only counts and times: raw HTTP in a process of its own, so that it is the same
for every side and never what is measured.

`python -m tests.bench.bot_api` prints its port. Beside the methods of the Bot API it has a desk for
the measurement itself: `/desk/load` takes what people write, `/desk/wait` answers once so many
messages have been sent.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "1234567:bench"
BOT = {"id": 1234567, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
MOST_UPDATES = 100
FINE = b'{"ok":true,"result":true}'


class BotApi:
    """What waits to be fetched, and what was sent when."""

    def __init__(self) -> None:
        self.updates: deque[dict[str, Any]] = deque()
        self.next_id = 1
        self.first_poll_at: float | None = None
        self.clear()
        self._poller: Callable[[], None] | None = None
        self._watcher: Callable[[], None] | None = None

    def clear(self) -> None:
        self.calls: Counter[str] = Counter()
        self.loaded_at: dict[int, float] = {}
        self.sent_at: dict[int, float] = {}
        self.started_at: float | None = None
        self.last_at = 0.0
        self.sign = ""

    def load(self, texts: list[tuple[int, str]], sign: str, *, keep: bool) -> None:
        """Text messages, each from a private chat; unless `keep`, counting begins anew.

        Only what holds `sign` is their answer: other messages may be on their way to them.
        """
        if not keep:
            self.clear()
        self.sign = sign
        now = time.monotonic()
        for chat, text in texts:
            self.updates.append(_update(self.next_id, chat, text))
            self.loaded_at[chat] = now
            self.next_id += 1
        if self._poller is not None:
            self._poller()

    def fetch(self, offset: int) -> list[dict[str, Any]]:
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        found = [self.updates[place] for place in range(min(MOST_UPDATES, len(self.updates)))]
        if found and self.started_at is None:
            self.started_at = time.monotonic()
        return found

    def sent(self, method: str, chat: int, text: str) -> None:
        self.calls[method] += 1
        if method == "sendMessage":
            self.last_at = time.monotonic()
            if self.sign in text:
                self.sent_at.setdefault(chat, self.last_at)
            if self._watcher is not None:
                self._watcher()

    def report(self) -> dict[str, Any]:
        delays = {
            chat: (at - self.loaded_at[chat]) * 1000
            for chat, at in self.sent_at.items()
            if chat in self.loaded_at
        }
        return {
            "seconds": self.last_at - (self.started_at or self.last_at),
            "calls": dict(self.calls),
            "delays_ms": delays,
            "first_poll_at": self.first_poll_at,
        }

    def on_update(self, wake: Callable[[], None] | None) -> None:
        self._poller = wake

    def on_sent(self, wake: Callable[[], None] | None) -> None:
        self._watcher = wake


class Line(asyncio.Protocol):
    """One kept-open connection: one request after another."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._held = b""
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while True:
            end = self._held.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self._held[:end]
            length = _length(head)
            if len(self._held) < end + 4 + length:
                return
            body = self._held[end + 4 : end + 4 + length]
            self._held = self._held[end + 4 + length :]
            path = head.split(b" ", 2)[1].decode()
            self._handle(path, _read(head, body))

    def _handle(self, path: str, given: dict[str, Any]) -> None:
        method = path.rpartition("/")[2]
        if path.startswith("/desk/"):
            self._desk(method, given)
        elif method == "getUpdates":
            self._get_updates(given)
        elif method == "getMe":
            self._answer(_ok(BOT))
        elif method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            chat, text = int(given["chat_id"]), str(given.get("text", ""))
            self._api.sent(method, chat, text)
            self._answer(_ok(_message(chat, text)))
        else:
            self._api.calls[method] += 1
            self._answer(FINE)

    def _desk(self, method: str, given: dict[str, Any]) -> None:
        if method == "load":
            self._api.load(given["texts"], given["sign"], keep=given["keep"])
            self._answer(FINE)
        elif method == "wait":
            self._wait_for(given["calls"])
        else:
            self._answer(_ok(self._api.report()))

    def _wait_for(self, wanted: int) -> None:
        def look() -> None:
            if self._api.calls["sendMessage"] >= wanted:
                self._api.on_sent(None)
                self._answer(_ok(self._api.report()))

        self._api.on_sent(look)
        look()

    def _get_updates(self, given: dict[str, Any]) -> None:
        if self._api.first_poll_at is None:
            self._api.first_poll_at = time.monotonic()
        offset, timeout = int(given.get("offset") or 0), int(given.get("timeout") or 0)
        found = self._api.fetch(offset)
        if found or not timeout:
            self._answer(_ok(found))
            return

        def wake() -> None:
            if self._waiting is not None:
                self._waiting.cancel()
                self._waiting = None
                self._api.on_update(None)
                self._answer(_ok(self._api.fetch(offset)))

        self._waiting = asyncio.get_running_loop().call_later(timeout, wake)
        self._api.on_update(wake)

    def _answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head % len(body) + body)


def _length(head: bytes) -> int:
    lowered = head.lower()
    at = lowered.find(b"content-length:")
    return int(lowered[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def _read(head: bytes, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if b"application/json" in head:
        loaded: dict[str, Any] = json.loads(body)
        return loaded
    return dict(parse_qsl(body.decode()))


def _ok(result: object) -> bytes:
    return b'{"ok":true,"result":' + json.dumps(result).encode() + b"}"


def _chat(id: int) -> dict[str, Any]:
    return {"id": id, "type": "private", "first_name": "Amina"}


def _message(chat: int, text: str) -> dict[str, Any]:
    return {"message_id": 7, "date": 1772000000, "chat": _chat(chat), "from": BOT, "text": text}


def _update(id: int, chat: int, text: str) -> dict[str, Any]:
    sender = {"id": chat, "is_bot": False, "first_name": "Amina", "language_code": "en"}
    message = {"message_id": id, "date": 1772000000, "chat": _chat(chat), "from": sender}
    return {"update_id": id, "message": {**message, "text": text}}


async def serve() -> None:
    api = BotApi()
    server = await asyncio.get_running_loop().create_server(
        lambda: Line(api), "127.0.0.1", 0, backlog=1024
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
