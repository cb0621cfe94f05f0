"""A visitor of the rehearsal page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import aiohttp

OURS = {"X-Rehearsal": "1"}
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Visitor:
    """A browser at the page, but for its looks."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self.client, self.address = client, address

    async def post(self, path: str, body: object, **more: Any) -> tuple[int, str]:
        more.setdefault("headers", OURS)
        address = f"{self.address}/rehearsal/{path}"
        async with self.client.post(address, json=body, **more) as answer:
            return answer.status, await answer.text()

    async def does(self, seat: str, what: str, **more: object) -> int:
        status, _ = await self.post("act", {"seat": seat, "what": what, **more})
        return status

    async def sees(self, after: str = "") -> dict[str, Any]:
        params = {"after": after}
        async with self.client.get(f"{self.address}/rehearsal/view", params=params) as answer:
            body: dict[str, Any] = await answer.json()
            return body

    async def reads(self, path: str) -> str:
        async with self.client.get(f"{self.address}/rehearsal/{path}") as answer:
            assert answer.status == 200
            return " ".join((await answer.text()).split())
