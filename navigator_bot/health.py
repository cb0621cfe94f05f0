"""What a machine may ask of the running house: does the process live, is the road open."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from navigator_bot.heartbeat import Heartbeat


def health_routes(heartbeat: Heartbeat) -> list[Route]:
    """`GET /healthz` says "ok"; `GET /readyz` gives JSON, with 503 where some part stands still."""

    async def ready(_: Request) -> Response:
        readiness = await heartbeat.readiness()
        return JSONResponse(readiness.told(), 200 if readiness.is_ready else 503)

    return [
        Route("/healthz", _alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
    ]


def health_app(heartbeat: Heartbeat) -> Starlette:
    return Starlette(routes=health_routes(heartbeat))


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok")
