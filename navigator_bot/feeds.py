"""Fetching somebody's directory: a file, a folder of pages, or the address of an API."""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

from navigator_bot.errors import NavigatorError
from resources_directory.feeds.detect import read_files
from resources_directory.problems import Fault, Problem, Remedy
from resources_directory.spreadsheet import Reading

_SUFFIXES = {".json", ".csv", ".xlsx", ".txt", ".tsv"}
_LISTS = ("contents", "content")
_IN_FULL = {
    "schedules", "service_at_locations", "contacts", "attributes", "cost_options", "languages",
    "service_areas", "regular_schedules", "eligibilitys", "service_taxonomys", "phones",
}  # fmt: skip
"""What a list may leave out, and the page of a service tells."""
_MOST_REDIRECTS = 5
_MOST_FAILURES = 3


class FeedError(NavigatorError):
    """Nothing of a directory could be read; the text says why, and holds no words of a person."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of another's machine, and taken from it."""

    page_size: int = 100
    pages: int = 1_000
    bytes: int = 20_000_000
    """Of one answer."""
    wait: timedelta = timedelta(seconds=30)
    """For one answer."""
    at_once: int = 4
    """Pages of single services that are asked for side by side."""


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """For `resources_directory.feeds.detect.read_files`, and the pages that did not come."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over everything, in hex: the same again needs no reading."""
        digest = hashlib.sha256()
        for name, data in sorted(self.files.items()):
            digest.update(f"{len(data)} {name}\n".encode())
            digest.update(data)
        return digest.hexdigest()


def read(fetched: Fetched) -> Reading:
    """Takes a thread's time where there is much of it."""
    reading = read_files(fetched.files)
    return replace(reading, problems=(*fetched.problems, *reading.problems))


async def fetch(where: str, limits: Limits = DEFAULT) -> Fetched:
    """Raises FeedError where nothing could be read; a page that fails is only told."""
    if where.startswith(("https://", "http://")):
        timeout = aiohttp.ClientTimeout(total=limits.wait.total_seconds())
        async with aiohttp.ClientSession(timeout=timeout) as session:
            return await _Api(session, limits).fetch(where)
    return await asyncio.to_thread(_read_path, Path(where))


def _read_path(path: Path) -> Fetched:
    """A folder is read with the folders in it; what is no page or table is passed over."""
    try:
        if path.is_dir():
            found = [each for each in sorted(path.rglob("*")) if each.suffix.lower() in _SUFFIXES]
            files = {str(each.relative_to(path)): each.read_bytes() for each in found}
        else:
            files = {path.name: path.read_bytes()}
    except OSError as broken:
        raise FeedError(f"{path} cannot be read ({type(broken).__name__})") from None
    if not files:
        raise FeedError(f"{path} holds no JSON, CSV or XLSX")
    return Fetched(files)


@dataclass(slots=True)
class _Api:
    session: aiohttp.ClientSession
    limits: Limits
    problems: list[Problem] = field(default_factory=list)

    async def fetch(self, where: str) -> Fetched:
        try:
            url = URL(where)
        except ValueError:
            raise FeedError("this is not an address") from None
        data = await self._get(url)
        found = _decoded(data)
        if isinstance(found, Mapping) and "openapi_url" in found:
            url = url.with_path(url.path.rstrip("/") + "/services").with_query(url.query)
        elif not _is_one_of_several(found):
            return Fetched({url.name or "feed": data})
        return Fetched(await self._pages(url), tuple(self.problems))

    async def _pages(self, url: URL) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        before: Any = None
        failures = 0
        for number in range(1, self.limits.pages + 1):
            name = f"services, page {number}"
            try:
                page = await self._page(url, number)
            except FeedError as error:
                failures += 1
                if number == 1 or failures == _MOST_FAILURES:
                    raise
                self._tell(name, str(error))
                continue
            items = _items(page)
            if not items or items == before:
                break
            before = items
            files[name] = json.dumps({"contents": await self._in_full(url, items)}).encode()
            if _is_last(page, number):
                break
        else:
            self._tell(f"services, page {number + 1}", "more pages than are read")
        if not files:
            raise FeedError(f"{url.host} lists no services")
        return files

    async def _page(self, url: URL, number: int) -> Mapping[str, Any]:
        query = {"page": number, "per_page": self.limits.page_size}
        page = _decoded(await self._get(url.update_query(query)))
        if not isinstance(page, Mapping):
            raise FeedError("the answer is no page of a list")
        return page

    async def _in_full(self, url: URL, items: list[Any]) -> list[Any]:
        """Each service as its own page tells it, or as the list did where that did not come."""
        if not all(map(_is_short, items)):
            return items
        turn = asyncio.Semaphore(self.limits.at_once)
        return list(await asyncio.gather(*(self._service(url, each, turn) for each in items)))

    async def _service(
        self, url: URL, item: Mapping[str, Any], turn: asyncio.Semaphore
    ) -> Mapping[str, Any]:
        own_id = item.get("id")
        if not isinstance(own_id, str) or own_id in {"", ".", ".."} or "/" in own_id:
            return item
        async with turn:
            try:
                found = _decoded(await self._get(url.with_query(None) / own_id))
            except FeedError as error:
                self._tell(f"services/{own_id[:60]}", str(error))
                return item
        return found if isinstance(found, Mapping) and found.get("id") == own_id else item

    async def _get(self, url: URL) -> bytes:
        """Raises FeedError. A redirect is followed on the same host only."""
        _check(url)
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                async with self.session.get(url, allow_redirects=False) as answer:
                    if answer.status in {301, 302, 303, 307, 308}:
                        url = _redirected(url, answer.headers.get("Location", ""))
                        continue
                    if answer.status != 200:
                        raise FeedError(f"{url.host} answered {answer.status}")
                    return await self._body(answer)
            except (aiohttp.ClientError, TimeoutError, ValueError) as broken:
                raise FeedError(f"{url.host} gave no answer ({type(broken).__name__})") from None
        raise FeedError(f"{url.host} redirects without end")

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        data = bytearray()
        async for chunk in answer.content.iter_chunked(65_536):
            data += chunk
            if len(data) > self.limits.bytes:
                raise FeedError(f"the answer is larger than {self.limits.bytes:,} bytes")
        return bytes(data)

    def _tell(self, page: str, said: str) -> None:
        self.problems.append(
            Problem(0, None, Fault.PAGE_NOT_FETCHED, said[:200], Remedy.IGNORED, file=page)
        )


def _check(url: URL) -> None:
    """Only https, which nobody on the way can change; http to this machine itself."""
    if url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.host or "")):
        return
    raise FeedError("a directory is fetched by https only")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _redirected(url: URL, location: str) -> URL:
    target = url.join(URL(location))
    if (target.host, target.port) != (url.host, url.port):
        raise FeedError(f"{url.host} redirects to another host")
    _check(target)
    return target


def _decoded(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _items(page: Mapping[str, Any]) -> list[Any]:
    lists = (page[name] for name in _LISTS if isinstance(page.get(name), list))
    return list(next(lists, []))


def _totals(page: Mapping[str, Any]) -> Iterator[int]:
    for name in ("total_pages", "totalPages"):
        if isinstance(page.get(name), int):
            yield page[name]


def _is_one_of_several(page: Any) -> bool:
    if not isinstance(page, Mapping) or not _items(page):
        return False
    return not _is_last(page, 1) or all(map(_is_short, _items(page)))


def _is_short(item: Any) -> bool:
    """Whether the list left out what the page of a service tells."""
    return isinstance(item, Mapping) and not _IN_FULL & item.keys()


def _is_last(page: Mapping[str, Any], number: int) -> bool:
    """By the number of pages where it is told, as some call every page the last."""
    total = next(_totals(page), None)
    if total is not None:
        return number >= total
    return bool(page.get("last_page") or page.get("last"))
