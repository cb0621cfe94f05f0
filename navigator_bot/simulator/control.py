"""Hands for programs outside: people, the clock and troubles of a world, over plain HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from aiohttp import web

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.faults import Dropped, Fault, ServerError, TimedOut, TooManyRequests
from navigator_bot.simulator.guard import LOOPBACK, names_host
from navigator_bot.simulator.model import JSON, Message, Standing
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.world import World

Handler = Callable[[web.Request], Awaitable[web.Response]]
PROOF = "X-Control"  # a header that no page from elsewhere can add
WAIT_FOR_NEWS = 20.0  # seconds, real ones
LONGEST_WIND = timedelta(days=3660)


class _Unknown(Exception):
    """Nobody and nothing here has that name."""


class Winding(Protocol):
    """The world's clock."""

    def now(self) -> datetime: ...

    def wind_to(self, moment: datetime) -> None: ...


class Control:
    """Serves /control. Every request names one of `hosts`, and each POST carries `PROOF`: so no
    page in a browser can reach in, whatever name it is served under.

    `faults_found` gives what was wrong with the bot's requests.
    """

    def __init__(
        self,
        world: World,
        clock: Winding,
        faults_found: Callable[[], list[str]] = list,
        hosts: frozenset[str] = LOOPBACK,
    ) -> None:
        self._world = world
        self._clock = clock
        self._faults_found = faults_found
        self._hosts = hosts

    def routes(self) -> list[web.RouteDef]:
        person = r"/control/person/{id:\d{1,18}}"
        return [
            web.get("/control", self._guarded(self._show)),
            web.post("/control/person", self._guarded(self._add_person)),
            web.get(person, self._guarded(self._show_person)),
            web.post(rf"{person}/{{act:\w+}}", self._guarded(self._act)),
            web.post("/control/wind", self._guarded(self._wind)),
            web.post("/control/fault", self._guarded(self._order_fault)),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        async def guarded(request: web.Request) -> web.Response:
            try:
                if not self._is_ours(request):
                    return _refused(403, f"Ask by a loopback name, and POST with a header {PROOF}.")
                return await handler(request)
            except CannotDo as cannot:
                return _refused(409, str(cannot))
            except _Unknown as unknown:
                return _refused(404, str(unknown))
            except (KeyError, ValueError, OverflowError):
                return _refused(400, "The body is not what is asked for here.")

        return guarded

    def _is_ours(self, request: web.Request) -> bool:
        if not names_host(request, self._hosts) or "Origin" in request.headers:
            return False
        return request.method == "GET" or PROOF in request.headers

    async def _show(self, _: web.Request) -> web.Response:
        people = [{"id": one.id, "name": one.user.name} for one in self._world.people.values()]
        return web.json_response(
            {
                "now": self._clock.now().isoformat(),
                "people": people,
                "request_faults": self._faults_found(),
            }
        )

    async def _add_person(self, request: web.Request) -> web.Response:
        body = await _body(request)
        names = {name: _text(body, name, "") for name in ("last_name", "username")}
        language = _text(body, "language", "en")
        person = self._world.person(_text(body, "name"), **names, language=language)
        return web.json_response({"id": person.id}, status=201)

    async def _show_person(self, request: web.Request) -> web.Response:
        person = self._person(request)
        after = request.query.get("after")
        if after is not None:
            await self._news(int(after))
        return web.json_response(_phone(person))

    async def _news(self, after: int) -> None:
        """Waits for something to happen."""
        try:
            async with asyncio.timeout(WAIT_FOR_NEWS):
                await self._world.changed.past(after)
        except TimeoutError:
            return

    async def _act(self, request: web.Request) -> web.Response:
        person, body = self._person(request), await _body(request)
        match request.match_info["act"]:
            case "starts":
                person.starts(_text(body, "payload", ""))
            case "says":
                person.says(_text(body, "text"))
            case "presses":
                person.presses(_text(body, "label"))
            case "blocks":
                person.blocks()
            case "unblocks":
                person.unblocks()
            case _:
                raise _Unknown("Nobody can do that here.")
        return web.json_response(_phone(person))

    async def _wind(self, request: web.Request) -> web.Response:
        body = await _body(request)
        by = timedelta(seconds=_number(body, "seconds"))
        if not timedelta() <= by <= LONGEST_WIND:
            raise ValueError
        self._clock.wind_to(self._clock.now() + by)
        self._world.changed.happened()
        return web.json_response({"now": self._clock.now().isoformat()})

    async def _order_fault(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._world.faults.next(_text(body, "method"), _fault(body))
        return web.json_response({})

    def _person(self, request: web.Request) -> Person:
        person = self._world.people.get(int(request.match_info["id"]))
        if person is None:
            raise _Unknown("There is no such person.")
        return person


def _phone(person: Person) -> JSON:
    """What the private chat shows; `count` is for asking later for what came `after` it."""
    chat = person.chat
    rows = chat.keyboard.rows if chat.keyboard else ()
    return {
        "id": person.id,
        "name": person.user.name,
        "is_blocked": chat.standing is Standing.KICKED,
        "count": person.world.changed.count,
        "messages": [_message(message) for message in person.sees],
        "keyboard": [[key.text for key in row] for row in rows],
        "toasts": person.toasts,
    }


def _message(message: Message) -> JSON:
    attached = message.attachment
    return {
        "id": message.message_id,
        "by": "bot" if message.sender.is_bot else "person",
        "at": message.sent_at.isoformat(),
        "kind": "text" if attached is None else type(attached).__name__.lower(),
        "text": message.text,
        "buttons": [[button.text for button in row] for row in message.buttons],
    }


def _fault(body: JSON) -> Fault:
    match _text(body, "kind"):
        case "too_many_requests":
            return TooManyRequests(int(_number(body, "retry_after")))
        case "server_error":
            return ServerError(502 if body.get("code") == 502 else 500)
        case "timed_out":
            return TimedOut(body.get("delivered") is True)
        case "dropped":
            return Dropped(body.get("delivered") is True)
    raise ValueError


async def _body(request: web.Request) -> JSON:
    """Nothing at all stands for no fields."""
    body = await request.json() if request.can_read_body else {}
    if not isinstance(body, dict):
        raise ValueError
    return body


def _text(body: JSON, name: str, default: str | None = None) -> str:
    value = body[name] if default is None else body.get(name, default)
    if not isinstance(value, str):
        raise ValueError
    return value


def _number(body: JSON, name: str) -> float:
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError
    return value


def _refused(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status)
