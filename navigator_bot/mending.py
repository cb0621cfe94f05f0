"""What the auditor puts right by itself, of what it found."""

from __future__ import annotations

from conversations.kit.effects import Bell, OpenCase
from conversations.kit.people import CaseId, CaseReason, Urgency
from navigator_bot.canary import Canary
from navigator_bot.casework import Casework
from navigator_bot.clock import Clock, from_ms, to_ms
from navigator_bot.events import Arrival, Body, Claimed, HandedBack
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.rules.findings import SEEN_WITHIN, Finding, Kind
from navigator_bot.store.audit import note
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Connection, Row
from navigator_bot.store.ladders import cancel_ladder, read_ladder, set_step
from navigator_bot.store.people import open_case, open_person
from navigator_bot.store.sealing import Keyring


class Mending:
    """Each repair looks at the case again first, and leaves what has changed meanwhile."""

    def __init__(
        self,
        keys: Keyring,
        ids: Ids,
        clock: Clock,
        inbox: Inbox,
        casework: Casework,
        canary: Canary,
    ) -> None:
        self._keys = keys
        self._ids = ids
        self._clock = clock
        self._inbox = inbox
        self._casework = casework
        self._canary = canary

    async def mend(self, finding: Finding, connection: Connection, changes: Changes) -> None:
        if finding.kind is Kind.NO_CASE:
            await self._open_case(finding.about, connection, changes)
        elif finding.kind in (Kind.CANARY_UNSENT, Kind.CANARY_UNSEEN):
            await self._close_canary(finding.about, connection, changes)
        elif finding.number:
            row = await connection.row("case_to_change", id=finding.about)
            if row is not None:
                self._mend_case(finding.kind, row, changes)
        if finding.about:
            what = f"found {finding.kind}"
            note(changes, self._ids, self._clock.now(), "auditor", what, finding.about)

    def _mend_case(self, kind: Kind, row: Row, changes: Changes) -> None:
        match kind, row["status"]:
            case ((Kind.NO_STEP | Kind.ALERT_UNSENT), "open"):
                self._climb_on(row, changes)
            case Kind.NO_LAPSE, "claimed":
                self._casework.expect_life(changes, row["chat"], open_case(row, self._keys))
            case Kind.NO_PROMISE, "open":
                self._set_bell(changes, row, Bell.PROMISE, row["answer_by"])
            case Kind.NO_OWNER, "claimed":
                self._set_bell(changes, row, Bell.CLAIM_LAPSE)
            case Kind.WRONG_VOICE, "claimed":
                case = open_case(row, self._keys)
                self._tell(changes, row["chat"], Claimed(case.id, case.navigator or ""))
            case Kind.WRONG_VOICE, "open":
                body = HandedBack(CaseId(row["id"]), "", lapsed=True)
                self._tell(changes, row["chat"], body)

    def _set_bell(self, changes: Changes, row: Row, bell: Bell, at: int = 0) -> None:
        due = max(at, to_ms(self._clock.now()))
        chat, id = row["chat"], row["id"]
        changes.add("set_timer", chat=chat, bell=bell.value, ref=id, due_at=due)

    def _climb_on(self, row: Row, changes: Changes) -> None:
        """The next step of the ladder comes now; those behind it keep their time."""
        now = self._clock.now()
        index = sum(step.at <= now for step in read_ladder(row["ladder"]))
        cancel_ladder(changes, row["chat"], row["id"])
        set_step(changes, row["chat"], row["id"], index, now)

    async def _open_case(self, id: str, connection: Connection, changes: Changes) -> None:
        """Whoever waits for a human gets one; better one case too many than a person lost."""
        row = await connection.row("person_watched", id=id)
        if row is None:
            return
        wish = OpenCase(CaseId(self._ids.new()), CaseReason.ASKED, Urgency.ROUTINE, "")
        person = open_person(row, self._keys)
        case = await self._casework.open(connection, changes, person, row["chat"], wish)
        self._tell(changes, row["chat"], HandedBack(case.id, "", lapsed=True))

    async def _close_canary(self, id: str, connection: Connection, changes: Changes) -> None:
        row = await connection.row("canary_of", id=id)
        if row is not None and self._clock.now() - from_ms(row["asked_at"]) >= SEEN_WITHIN:
            await self._canary.close(connection, changes, id)

    def _tell(self, changes: Changes, chat: int, body: Body) -> None:
        """On the person's own road, where the voice passes and they hear of it."""
        self._inbox.add(changes, Arrival(f"mended:{self._ids.new()}", chat, body))
