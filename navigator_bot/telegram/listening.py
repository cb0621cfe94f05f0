"""A web server inside the running program: started, stopped gracefully, and silent in the logs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from navigator_bot.errors import SettingsError

GRACE = 5  # seconds that requests have to end


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the program's own business."""
        yield


@contextlib.asynccontextmanager
async def serve(
    app: ASGIApp, host: str = "127.0.0.1", port: int = 0, *, setting: str = "NAVIGATOR_WEBHOOK_PORT"
) -> AsyncIterator[int]:
    """Serves `app` inside the block; gives the port, which matters where 0 asked for any.

    Raises SettingsError, which names `setting`, when the address cannot be had.
    """
    listener = _listen(host, port, setting)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,  # paths are secrets here
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not running.done():
        await asyncio.sleep(0)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await running
        listener.close()


def _listen(host: str, port: int, setting: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = "ports go from 0 to 65535"
    if 0 <= port <= 65535:
        try:
            return socket.create_server((host, port), family=family, backlog=1024)
        except OSError as error:
            reason = error.strerror or type(error).__name__
    raise SettingsError(f"{setting}: cannot listen on {host}, port {port}: {reason}")
