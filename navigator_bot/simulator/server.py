"""The stand-in Bot API over HTTP, on loopback unless told otherwise."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from typing import Protocol

import msgspec
from aiohttp import web

from navigator_bot.simulator.calls import LARGEST_UPLOAD, Call, read_call
from navigator_bot.simulator.changes import Changes
from navigator_bot.simulator.description import Description
from navigator_bot.simulator.faults import Dropped, Fault, ServerError, TimedOut, TooManyRequests
from navigator_bot.simulator.methods import METHODS
from navigator_bot.simulator.polling import Polling
from navigator_bot.simulator.pushing import Pushing
from navigator_bot.simulator.refusals import Refusal, not_found, too_many_requests, unauthorized
from navigator_bot.simulator.world import World

CALLS_KEPT = 500
BYTES_KEPT = 200 * 1024 * 1024  # of these
FAULTS_KEPT = 100


class Pages(Protocol):
    """Pages that live on the same server, such as the rehearsal's."""

    def routes(self) -> list[web.RouteDef]: ...


class StandIn:
    """A server that answers as the Bot API would, for one bot and its world.

    Port 0 takes any free port; `base_url` tells which, once started. `calls` keeps the newest
    requests that carried the right token, for tests to look at; `asked` counts them all.

    By a `description`, every request is checked, and `faults_found` says what was wrong with the
    first that were wrong: methods and fields, never what these held. They are answered all the
    same, as Telegram would.
    """

    def __init__(
        self,
        world: World,
        token: str,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        pages: Pages | None = None,
        webhook_pause: float = 0.1,
        description: Description | None = None,
    ) -> None:
        self.world = world
        self.token = token
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.asked = Changes()
        self.faults_found: list[str] = []
        self._description = description
        self._host, self._port = host, port
        self._pages = pages
        self._polling = Polling(world)
        self._pushing = Pushing(world, self._asked_in_answer, webhook_pause)
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._pusher: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        """Where the pages are, such as "http://127.0.0.1:8080"."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    @property
    def base_url(self) -> str:
        """What a Bot API client puts its token behind."""
        return f"{self.address}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.address}/file/bot"

    async def start(self) -> None:
        """Raises `OSError` when the port is taken."""
        app = web.Application(client_max_size=LARGEST_UPLOAD + 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        if self._pages is not None:
            app.add_routes(self._pages.routes())
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=1.0
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port, backlog=1024)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._pusher = asyncio.create_task(self._pushing.run())

    async def stop(self) -> None:
        """Cuts off whoever still waits for an answer."""
        self._closing.set()
        self._polling.close()
        if self._pusher is not None:
            self._pusher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pusher
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> StandIn:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            if request.match_info["token"] != self.token:
                raise unauthorized()
            method = request.match_info["method"]
            call = await read_call(method, request)
            self._note(call)
            fault = self.world.faults.take(method.lower())
            if fault is not None:
                return await self._go_wrong(fault, call, request)
            return _json(200, {"ok": True, "result": await self._carry_out(call)})
        except Refusal as refusal:
            return _json(refusal.code, refusal.answer())

    def _asked_in_answer(self, call: Call) -> None:
        self._note(call)
        method = METHODS.get(call.method.lower())
        if method is not None:
            with contextlib.suppress(Refusal):
                method(self.world, call)

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        if call.size > BYTES_KEPT // CALLS_KEPT:
            self._let_go_of_large_ones()
        self.asked.happened()
        if self._description is not None:
            room = FAULTS_KEPT - len(self.faults_found)
            self.faults_found += self._description.faults(call)[:room]

    def _let_go_of_large_ones(self) -> None:
        """The oldest requests go until the rest fits; the newest always stays."""
        held = sum(each.size for each in self.calls)
        while held > BYTES_KEPT and len(self.calls) > 1:
            held -= self.calls.popleft().size

    async def _carry_out(self, call: Call) -> object:
        name = call.method.lower()
        if name == "getupdates":
            return await self._polling.get_updates(call)
        method = METHODS.get(name)
        if method is None:
            raise not_found()
        return method(self.world, call)

    async def _go_wrong(self, fault: Fault, call: Call, request: web.Request) -> web.Response:
        match fault:
            case TooManyRequests(retry_after):
                raise too_many_requests(retry_after)
            case ServerError(code):
                reason = "Bad Gateway" if code == 502 else "Internal Server Error"
                raise Refusal(code, reason)
            case TimedOut(delivered) | Dropped(delivered):
                if delivered:
                    await self._carry_out(call)
                if isinstance(fault, TimedOut):
                    await self._closing.wait()
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _json(401, unauthorized().answer())
        file = self.world.files.by_path(request.match_info["path"])
        if file is None:
            return _json(404, not_found().answer())
        return web.Response(body=file.content, content_type="application/octet-stream")


def _json(status: int, body: dict[str, object]) -> web.Response:
    """As Telegram does: half of a surrogate pair is written as an escape."""
    try:
        written = msgspec.json.encode(body)
    except UnicodeEncodeError:
        written = json.dumps(msgspec.to_builtins(body)).encode()
    return web.Response(status=status, body=written, content_type="application/json")
