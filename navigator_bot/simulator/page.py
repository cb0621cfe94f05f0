"""The rehearsal page: the chats of a story side by side in a browser, and its clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from aiohttp import web

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.hands import Act, carry_out, panel_of
from navigator_bot.simulator.rehearsal import Rehearsal
from navigator_bot.simulator.view import whole_view

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PROOF = "X-Rehearsal"  # a header that no page from elsewhere can add
WAIT_FOR_NEWS = 20.0  # seconds, real ones
WINDS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
FILES = {
    "demo.css": "text/css",
    "demo.js": "text/javascript",
    "demo_messages.js": "text/javascript",
}
GUARDS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Page:
    """Serves the page. `templates` is the folder of demo.html and what it names.

    `zone` is the IANA time zone that clocks are shown in. `hosts` are the names by which a
    browser may ask: others are refused, so that no foreign name can be pointed at this server.
    """

    def __init__(
        self,
        rehearsal: Rehearsal,
        templates: Path,
        *,
        zone: str = "Europe/London",
        hosts: frozenset[str] = LOOPBACK,
    ) -> None:
        self._rehearsal = rehearsal
        self._templates = templates
        self._zone = zone
        self._hosts = hosts
        self._winding = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._pages = jinja2.Environment(
            loader=jinja2.FileSystemLoader(templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._guarded(self._show)),
            *(
                web.get(f"/{name}", self._guarded(self._file(name, kind)))
                for name, kind in FILES.items()
            ),
            web.get("/rehearsal/view", self._guarded(self._view)),
            web.get(r"/rehearsal/picture/{panel}/{message:\d+}", self._guarded(self._picture)),
            web.post("/rehearsal/act", self._guarded(self._act)),
            web.post("/rehearsal/wind", self._guarded(self._wind)),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            if not self._is_ours(request):
                raise web.HTTPForbidden
            answer = await handler(request)
            answer.headers.update(GUARDS)
            return answer

        return guarded

    def _is_ours(self, request: web.Request) -> bool:
        host = request.headers.get("Host", "")
        if urlsplit(f"//{host}").hostname not in self._hosts:
            return False
        if request.method == "GET":
            return True
        origin = request.headers.get("Origin")
        same_origin = origin is None or urlsplit(origin).netloc == host
        return same_origin and PROOF in request.headers

    async def _show(self, _: web.Request) -> web.Response:
        page = self._pages.get_template("demo.html")
        places = self._rehearsal.cast().places
        text = page.render(places=places, zone=self._zone)
        return web.Response(text=text, content_type="text/html")

    def _file(self, name: str, kind: str) -> Handler:
        async def send(_: web.Request) -> web.Response:
            return web.Response(text=_text(self._templates / name), content_type=kind)

        return send

    async def _view(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "")
        if after.isdigit():
            await self._news(int(after))
        return web.json_response(whole_view(self._rehearsal.cast(), self._rehearsal.now()))

    async def _news(self, after: int) -> None:
        """Waits for something to happen, unless another story has begun since."""
        changed = self._rehearsal.cast().person.world.changed
        if changed.count == after:
            try:
                await asyncio.wait_for(changed.past(after), WAIT_FOR_NEWS)
            except TimeoutError:
                return

    async def _picture(self, request: web.Request) -> web.Response:
        _, chat = panel_of(self._rehearsal.cast(), request.match_info["panel"])
        message = chat.messages.get(int(request.match_info["message"]))
        content = message.picture if message and not message.is_deleted else None
        if content is None:
            raise web.HTTPNotFound
        kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        return web.Response(body=content, content_type=kind)

    async def _act(self, request: web.Request) -> web.Response:
        act = Act.read(await _object(request))
        try:
            carry_out(self._rehearsal.cast(), act)
        except CannotDo:
            raise web.HTTPConflict from None
        return web.Response(status=204)

    async def _wind(self, request: web.Request) -> web.Response:
        """Goes on to its end even when the browser has gone away."""
        to = (await _object(request)).get("to")
        if to not in (*WINDS, "next", "again"):
            raise web.HTTPBadRequest
        task = asyncio.create_task(self._turn(str(to)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        await asyncio.shield(task)
        return web.Response(status=204)

    async def _turn(self, to: str) -> None:
        async with self._winding:
            if to == "next":
                await self._rehearsal.wind_to_next()
            elif to == "again":
                await self._rehearsal.start_again()
            else:
                await self._rehearsal.wind(WINDS[to])
        self._rehearsal.cast().person.world.changed.happened()


async def _object(request: web.Request) -> dict[str, object]:
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
