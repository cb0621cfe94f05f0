"""Who may ask the pages that live beside the stand-in: this machine's own, and no foreign page."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def names_host(request: web.Request, hosts: frozenset[str]) -> bool:
    """Whether it is asked for by one of these names: so no foreign name can be pointed here."""
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname in hosts
    except ValueError:
        return False


def comes_from_here(request: web.Request) -> bool:
    """Whether no page of another origin sent it, as far as the browser says."""
    origin = request.headers.get("Origin")
    try:
        return origin is None or urlsplit(origin).netloc == request.headers.get("Host", "")
    except ValueError:
        return False
