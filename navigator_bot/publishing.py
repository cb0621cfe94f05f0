"""The directory on the web, for other software: the API of Open Referral UK 3.0."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from navigator_bot.clock import Clock
from navigator_bot.directory import LocalDirectory
from resources_directory.publishing.asked import LISTS, Mistake, read_asked
from resources_directory.publishing.description import description, front_page
from resources_directory.publishing.lists import Published

MOST_WAITING = 50
_METHODS = ("GET", "HEAD", "OPTIONS")
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(_METHODS),
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified",
    "X-Content-Type-Options": "nosniff",
}
"""Any page of any site may read what is public."""


def publishing_app(directory: LocalDirectory, clock: Clock, url: str) -> Starlette:
    """`url`: where it is reached from outside, without a slash at its end."""
    desk = _Desk(directory, clock)

    async def front(request: Request) -> Response:
        return await desk.answer(request, lambda _: front_page(url))

    async def api(request: Request) -> Response:
        return await desk.answer(request, lambda _: description(url))

    async def page(request: Request) -> Response:
        return await desk.answer(request, lambda published: _page(published, request))

    async def entry(request: Request) -> Response:
        return await desk.answer(request, lambda published: _entry(published, request))

    paths = {"/": front, "/openapi.json": api, "/{list}": page, "/{list}/{own}": entry}
    return Starlette(
        routes=[Route(path, answer, methods=_METHODS) for path, answer in paths.items()],
        exception_handlers={HTTPException: _problem},
    )


def _page(published: Published, request: Request) -> object:
    name = request.path_params["list"]
    if name not in LISTS:
        return None
    asked = read_asked(name, request.query_params)
    if isinstance(asked, Mistake):
        raise HTTPException(400, f"{asked.parameter} must be {asked.wanted}.")
    return published.page(name, asked)


def _entry(published: Published, request: Request) -> object:
    name = request.path_params["list"]
    return published.entry(name, request.path_params["own"]) if name in LISTS else None


class _Desk:
    """Writes one answer at a time, in a thread of its own: people in the chat come first."""

    def __init__(self, directory: LocalDirectory, clock: Clock) -> None:
        self._directory = directory
        self._clock = clock
        self._published = Published(directory.catalogue)
        self._since = clock.now()
        self._hand = ThreadPoolExecutor(1, "publishing")
        self._waiting = 0

    async def answer(
        self, request: Request, make: Callable[[Published], object | None]
    ) -> Response:
        """404 where `make` finds nothing; 304 where the asker has it already."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_OPEN | {"Allow": ", ".join(_METHODS)})
        if self._waiting >= MOST_WAITING:
            raise HTTPException(503, "Too many requests wait already.", {"Retry-After": "5"})
        self._waiting += 1
        try:
            published, since = self._newest()
            loop = asyncio.get_running_loop()
            body = await loop.run_in_executor(self._hand, _written, published, make)
        finally:
            self._waiting -= 1
        if body is None:
            raise HTTPException(404, "There is nothing here under this name or id.")
        return _answer(request, body, since)

    def _newest(self) -> tuple[Published, datetime]:
        """Of the catalogue that serves now, and since when it does."""
        if self._published.catalogue is not self._directory.catalogue:
            self._published = Published(self._directory.catalogue)
            self._since = self._clock.now()
        return self._published, self._since


def _written(published: Published, make: Callable[[Published], object | None]) -> bytes | None:
    made = make(published)
    return None if made is None else msgspec.json.encode(made)


def _answer(request: Request, body: bytes, since: datetime) -> Response:
    tag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    headers = _OPEN | {
        "Cache-Control": "public, max-age=60",
        "ETag": tag,
        "Last-Modified": format_datetime(since, usegmt=True),
    }
    if _has_it(request.headers, tag, since):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _has_it(headers: Mapping[str, str], tag: str, since: datetime) -> bool:
    """By the tag where one is named, else by the moment (RFC 9110, 13.2.2)."""
    if (tags := headers.get("If-None-Match")) is not None:
        known = {each.strip().removeprefix("W/") for each in tags.split(",")}
        return bool(known & {tag, "*"})
    try:
        read = parsedate_to_datetime(headers.get("If-Modified-Since", ""))
    except ValueError:
        return False
    return since.replace(microsecond=0) <= read.replace(tzinfo=read.tzinfo or UTC)


async def _problem(_: Request, error: Exception) -> Response:
    """RFC 9457: the standard of the directory names no form for its errors."""
    assert isinstance(error, HTTPException)
    told = {
        "title": HTTPStatus(error.status_code).phrase,
        "status": error.status_code,
        "detail": error.detail,
    }
    return Response(
        msgspec.json.encode(told),
        error.status_code,
        _OPEN | dict(error.headers or {}),
        "application/problem+json",
    )
