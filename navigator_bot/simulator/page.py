"""The rehearsal page: a story's chats side by side in a browser, its clock, and its insides."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path

import jinja2
from aiohttp import web

from navigator_bot.simulator.diagram import in_words, lay_out
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.guard import LOOPBACK, comes_from_here, names_host
from navigator_bot.simulator.hands import WHAT, Act, carry_out
from navigator_bot.simulator.model import Message
from navigator_bot.simulator.rehearsal import Rehearsal, Seat
from navigator_bot.simulator.script import line_of
from navigator_bot.simulator.view import Mark, Views

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PROOF = "X-Rehearsal"  # a header that no page from elsewhere can add
FOREIGN = frozenset({"cross-site", "same-site"})  # what a browser says of other pages' asking
WAIT_FOR_NEWS = 20.0  # seconds, real ones
ROAD_SHOWN = 100  # newest steps
WINDS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
FILES = {
    "rehearsal.css": "text/css",
    "phone.css": "text/css",
    "rehearsal.js": "text/javascript",
    "shelf.js": "text/javascript",
    "phone.js": "text/javascript",
    "message.js": "text/javascript",
    "insides.js": "text/javascript",
    "words.js": "text/javascript",
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
    """Serves the page. `templates` is the folder of rehearsal.html and what it names.

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
        self._views = Views(secrets.token_hex(4))
        self._winding = asyncio.Lock()
        self._writing = asyncio.Lock()
        self._tasks: set[asyncio.Task[str]] = set()
        self._pages = environment(templates)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._guarded(self._show)),
            *(
                web.get(f"/{name}", self._guarded(self._file(name, kind)))
                for name, kind in FILES.items()
            ),
            web.get("/rehearsal/view", self._guarded(self._view)),
            web.get(r"/rehearsal/picture/{seat}/{message:\d+}", self._guarded(self._picture)),
            web.get("/rehearsal/road", self._guarded(self._road)),
            web.get("/rehearsal/standing/{seat}", self._guarded(self._standing)),
            web.get("/rehearsal/story", self._guarded(self._story)),
            web.post("/rehearsal/act", self._guarded(self._act)),
            web.post("/rehearsal/join", self._guarded(self._join)),
            web.post("/rehearsal/wind", self._guarded(self._wind)),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.StreamResponse:
            if not self._is_ours(request):
                raise web.HTTPForbidden
            try:
                answer = await handler(request)
            except CannotDo:
                raise web.HTTPConflict from None
            answer.headers.update(GUARDS)
            return answer

        return guarded

    def _is_ours(self, request: web.Request) -> bool:
        if not names_host(request, self._hosts):
            return False
        if request.path != "/" and request.headers.get("Sec-Fetch-Site") in FOREIGN:
            return False
        if request.method == "GET":
            return True
        return comes_from_here(request) and PROOF in request.headers

    async def _show(self, _: web.Request) -> web.Response:
        cast = self._rehearsal.cast()
        values = {"places": cast.places, "languages": cast.languages, "zone": self._zone}
        return self._html("rehearsal.html", values)

    def _html(self, name: str, values: Mapping[str, object]) -> web.Response:
        return web.Response(text=self._rendered(name, values), content_type="text/html")

    def _rendered(self, name: str, values: Mapping[str, object]) -> str:
        return self._pages.get_template(name).render(values)

    def _file(self, name: str, kind: str) -> Handler:
        async def send(_: web.Request) -> web.Response:
            return web.Response(text=_text(self._templates / name), content_type=kind)

        return send

    async def _view(self, request: web.Request) -> web.Response:
        """What changed since `after`; waits for that where nothing has happened yet."""
        mark = Mark.read(request.query.get("after", ""))
        cast = self._rehearsal.cast()
        if mark.story == self._views.story(cast) and mark.count == cast.world.changed.count:
            with contextlib.suppress(TimeoutError):  # the clock has gone on, at least
                async with asyncio.timeout(WAIT_FOR_NEWS):
                    await cast.world.changed.past(mark.count)
        view = self._views.since(mark, self._rehearsal.cast(), self._rehearsal.now())
        return web.json_response(view)

    async def _picture(self, request: web.Request) -> web.Response:
        messages = self._seat(request).chat.messages
        message = messages.get(int(request.match_info["message"]))
        content = message.picture if message and not message.is_deleted else None
        if content is None:
            raise web.HTTPNotFound
        kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        return web.Response(body=content, content_type=kind)

    async def _road(self, _: web.Request) -> web.Response:
        steps = await self._rehearsal.road()
        return self._html("road.html", {"steps": steps[-ROAD_SHOWN:][::-1]})

    async def _standing(self, request: web.Request) -> web.Response:
        who = self._seat(request).who
        found = await self._rehearsal.standing(who)
        values: dict[str, object] = {"who": who.user.name, "standing": found}
        if found is not None:
            values["diagram"] = lay_out(found.arrows, found.state)
            values["leads"] = in_words(found.arrows)
        return self._html("standing.html", values)

    async def _story(self, _: web.Request) -> web.Response:
        async with self._writing:
            story = await self._rehearsal.story()
        headers = {"Content-Disposition": f'attachment; filename="{_file_name(story)}"'}
        return web.Response(text=story, content_type="text/plain", headers=headers)

    async def _act(self, request: web.Request) -> web.Response:
        act = _act_in(await _object(request))
        cast = self._rehearsal.cast()
        line = line_of(cast, act)
        carry_out(cast, act)
        self._rehearsal.did(line)
        return web.Response(status=204)

    async def _join(self, request: web.Request) -> web.Response:
        body = await _object(request)
        name, language = body.get("name"), body.get("language")
        if not isinstance(name, str) or not isinstance(language, str):
            raise web.HTTPBadRequest
        return web.json_response({"seat": self._rehearsal.join(name, language).key})

    async def _wind(self, request: web.Request) -> web.Response:
        """Tells what came of it. Goes on to its end even when the browser has gone away."""
        to = (await _object(request)).get("to")
        if to not in (*WINDS, "next", "again"):
            raise web.HTTPBadRequest
        task = asyncio.create_task(self._turn(str(to)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return web.Response(text=await asyncio.shield(task), content_type="text/plain")

    async def _turn(self, to: str) -> str:
        async with self._winding:
            began, before = self._rehearsal.now(), self._said()
            if to == "next":
                await self._rehearsal.wind_to_next()
            elif to == "again":
                await self._rehearsal.start_again()
            else:
                await self._rehearsal.wind(WINDS[to])
            passed, said = self._rehearsal.now() - began, self._said()
        self._rehearsal.cast().world.changed.happened()
        came = Counter(title for message, title in said.items() if message not in before)
        values = {"to": to, "came": came, "moved": passed >= timedelta(minutes=1)}
        return " ".join(self._rendered("wound.txt", values).split())

    def _said(self) -> dict[Message, str]:
        """Every message of the bot that the phones show, a group's once."""
        chats = {seat.chat.id: seat.chat for seat in self._rehearsal.cast().seats}
        return {message: chat.title for chat in chats.values() for message in chat.said_by_bot}

    def _seat(self, request: web.Request) -> Seat:
        try:
            return self._rehearsal.cast().seat(request.match_info["seat"])
        except CannotDo:
            raise web.HTTPNotFound from None


def environment(templates: Path) -> jinja2.Environment:
    """Everything escaped, nothing undefined let through, and `{% trans %}` ready."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    return made


def _act_in(body: Mapping[str, object]) -> Act:
    """Raises a bad request for anything else than an act."""
    try:
        act = Act(
            str(body["seat"]),
            str(body["what"]),
            str(body.get("text") or ""),
            int(str(body.get("message") or 0)),
            float(str(body.get("latitude") or 0)),
            float(str(body.get("longitude") or 0)),
        )
    except (KeyError, ValueError):
        raise web.HTTPBadRequest from None
    if act.what not in WHAT:
        raise web.HTTPBadRequest
    return act


def _file_name(story: str) -> str:
    title = story.partition("\n")[0].lower()
    return f"{re.sub('[^a-z0-9]+', '-', title)[:60].strip('-') or 'story'}.txt"


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
