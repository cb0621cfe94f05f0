"""What must hold in a service, whatever has happened to it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from navigator_bot.clock import from_ms, to_ms
from navigator_bot.rules.findings import Kind
from navigator_bot.withholding import ANSWERED_WITHIN
from tests.journeys.any_life import AnyLife

TWICE = timedelta(seconds=30)
"""The same chat told of the same case again within so long was told twice of one step."""

MAY_STAND = {Kind.QUIET_CLAIM, Kind.ALERT_UNSENT}
"""What the auditor may find though no part of the house failed: forgotten, or not let through."""

LENIENCE = timedelta(minutes=1)
"""What was on its way arrives, though it was said a moment too late."""

LATE = timedelta(hours=13)
"""An apology waits for the end of the night; no longer than that."""


@dataclass
class WhatHolds:
    service: AnyLife
    looked_at: datetime | None = None

    async def holds(self) -> None:
        await self.nothing_is_set_aside()
        await self.every_case_has_an_owner_or_a_step()
        await self.nobody_was_told_twice_of_one_step()
        await self.words_reached_only_whom_they_were_for()
        await self.promises_were_kept_or_apologised_for()
        await self.every_meeting_is_minded_until_it_is_over()
        await self.who_asked_not_to_be_written_to_was_only_answered()
        await self.the_auditor_finds_nothing()

    async def nothing_is_set_aside(self) -> None:
        dead = await self.service.life.rows("SELECT fault FROM inbox WHERE status = 'dead'")
        assert not dead, [row["fault"] for row in dead]

    async def every_case_has_an_owner_or_a_step(self) -> None:
        rows = await self.service.life.rows(
            "SELECT c.number, c.status, s.active,"
            " (SELECT count(*) FROM timers t WHERE t.bell = 'ladder' AND t.ref LIKE c.id || ':%')"
            "  AS steps,"
            " (SELECT count(*) FROM timers t WHERE t.bell = 'claim_lapse' AND t.ref = c.id)"
            "  AS lapses,"
            " (SELECT count(*) FROM inbox i WHERE i.chat = c.chat AND i.status = 'waiting')"
            "  AS moving"
            " FROM cases c LEFT JOIN staff s ON s.id = c.staff_id WHERE c.status <> 'closed'"
        )
        for row in rows:
            if row["moving"]:
                continue
            if row["status"] == "open":
                assert row["steps"] == 1, f"case {row['number']} has {row['steps']} steps ahead"
            else:
                assert row["active"] or row["lapses"], f"case {row['number']} is nobody's"

    async def nobody_was_told_twice_of_one_step(self) -> None:
        """By what was decided: a message whose sending nobody is sure of may arrive twice."""
        begun = {
            row["id"]: _begun(row["ladder"])
            for row in await self.service.life.rows("SELECT id, ladder FROM cases")
        }
        told: dict[tuple[str, int], int] = {}
        for row in await self.service.life.rows(
            "SELECT case_id, chat, made_at FROM outbox WHERE is_alert = 1 ORDER BY id"
        ):
            case, at = row["case_id"], row["made_at"]
            if at < begun.get(case, 0):
                continue
            before = told.get((case, row["chat"]))
            is_twice = before is not None and at - before < TWICE.total_seconds() * 1000
            assert not is_twice, f"chat {row['chat']} was told twice at {from_ms(at)}"
            told[case, row["chat"]] = at

    async def words_reached_only_whom_they_were_for(self) -> None:
        talks = await self._who_may_read()
        for chat in self.service.life.world.chats.values():
            for message in chat.said_by_bot:
                for kind, number in re.findall(r"(zz|yy)(\d+)q", message.text):
                    allowed = talks[kind, int(number)]
                    assert chat.id in allowed, f"{kind}{number} is read in {chat.title!r}"

    async def _who_may_read(self) -> dict[tuple[str, int], set[int]]:
        claims = await self.service.life.rows(
            "SELECT c.id, c.chat, s.user_id FROM audit a JOIN cases c ON c.id = a.about"
            " JOIN staff s ON s.id = a.who WHERE a.what = 'claimed case'"
        )
        of_case: dict[str, set[int]] = defaultdict(set)
        for row in claims:
            of_case[row["id"]] |= {row["chat"], row["user_id"]}
        together: dict[int, set[int]] = defaultdict(set)
        for chats in of_case.values():
            for chat in chats:
                together[chat] |= chats
        may = {("zz", n): {p.id, *together[p.id]} for n, p in enumerate(self.service.people)}
        return may | {("yy", n): {s.id, *together[s.id]} for n, s in enumerate(self.service.staff)}

    async def promises_were_kept_or_apologised_for(self) -> None:
        """Where nobody came by the promised moment, the person has read that we are sorry."""
        now = self.service.life.clock.now()
        for row in await self.service.life.rows("SELECT * FROM cases WHERE status = 'open'"):
            promised = row["answer_by"]
            if promised is None or row["apologies"] or not await self._may_be_told(row["chat"]):
                continue
            assert now - from_ms(promised) <= LATE, f"case {row['number']}: a promise was forgotten"

    async def _may_be_told(self, chat: int) -> bool:
        (row,) = await self.service.life.rows("SELECT reachable FROM people WHERE chat = ?", chat)
        return bool(row["reachable"])

    async def every_meeting_is_minded_until_it_is_over(self) -> None:
        """One bell at its time, or for whoever is out; none once it is over."""
        rows = await self.service.life.rows(
            "SELECT o.status, (SELECT count(*) FROM timers t"
            "  WHERE t.bell = 'outing' AND t.ref = o.id AND t.chat = s.user_id) AS bells,"
            " (SELECT count(*) FROM inbox i"
            "  WHERE i.chat = s.user_id AND i.status = 'waiting') AS moving"
            " FROM outings o JOIN staff s ON s.id = o.staff_id"
        )
        for row in rows:
            expected = int(row["status"] in ("proposed", "agreed", "there"))
            assert row["moving"] or row["bells"] == expected, dict(row)

    async def who_asked_not_to_be_written_to_was_only_answered(self) -> None:
        """But for help, since the last look; a repeat of what nobody is sure of may come late."""
        since, self.looked_at = self.looked_at, self.service.life.clock.now()
        chats = {person.id: number for number, person in enumerate(self.service.people)}
        for row in await self.service.life.rows(
            "SELECT o.chat, o.done_at FROM outbox o JOIN people p ON p.chat = o.chat"
            " WHERE p.discreet = 1 AND o.lane > 0 AND o.status = 'sent' AND o.done_at > ?",
            to_ms(since or self.looked_at),
        ):
            at = from_ms(row["done_at"])
            spoke = self.service.spoke[chats[row["chat"]]]
            is_answer = any(each <= at < each + ANSWERED_WITHIN + LENIENCE for each in spoke)
            assert is_answer, f"somebody was written to first at {at}"

    async def the_auditor_finds_nothing(self) -> None:
        found = {each.kind for each in await self.service.life.house.auditor.look()} - MAY_STAND
        assert not found, found

    async def everything_comes_to_an_end(self) -> None:
        """After a quiet day all that came in is decided, and all that was posted has an outcome."""
        self.service.life.world.faults.clear()
        await self.service.life.wind(hours=26)
        await self.holds()
        waiting = await self.service.life.rows("SELECT id FROM inbox WHERE status = 'waiting'")
        assert not waiting, "an event was not decided"
        open_ended = await self.service.life.rows(
            "SELECT lane, reason FROM outbox WHERE status NOT IN ('sent', 'failed', 'dropped')"
            " AND NOT (lane = 1 AND reason = 'they write first')"
        )
        assert not open_ended, [dict(row) for row in open_ended]


def _begun(ladder: str) -> int:
    """When this ladder began, in Unix milliseconds: at its first step."""
    found = re.search(r"\d{12,}", ladder)
    return int(found[0]) if found else 0
