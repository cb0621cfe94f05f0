"""A month of a service: its people and navigators, through the whole road, the clock wound by hand.

`make bench-month PEOPLE=20000`. Requests go by HTTP to the stand-in for Telegram, in this process;
its pace is kept. What people and navigators do is drawn, by odds that stand in `lives` and `crew`;
they are invented, not observed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from conversations.kit.effects import Bell
from conversations.kit.people import (
    CaseReason,
    Consent,
    Purpose,
    QuietHours,
    Urgency,
    Weekly,
)
from conversations.kit.people import Person as Someone
from navigator_bot import assembly, invitations
from navigator_bot.clock import WoundClock, to_ms
from navigator_bot.running import spare_the_collector
from navigator_bot.settings import read_settings
from navigator_bot.simulator import Person, StandIn, World
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import Row
from navigator_bot.store.people import save_person
from navigator_bot.store.sealing import add_key
from navigator_bot.telegram.bot import make_bot
from tests.bench.bot_api import TOKEN
from tests.bench.bounds import table
from tests.bench.crew import Crew, rota
from tests.bench.lives import Lives
from tests.bench.promises import note_promises, promises
from tests.bench.service import BEGIN, Service, on_day
from tests.bench.town import AT_ONCE, LONG_AGO, somebody

TIMES = (time(10), time(14), time(18), time(9, 30), time(19))  # of check-ins
_END = timedelta(hours=36)
"""So that what is under way ends, and a noon: whoever was asleep has heard what waited for them."""

FOLLOWED_UP = 0.3  # of people agreed that a navigator hears of it when they fall silent


async def found(
    folder: Path, people: int, navigators: int
) -> tuple[Service, StandIn, dict[int, Weekly]]:
    """A service on its first Monday, with everybody in it, and when each has their check-in."""
    folder.mkdir(parents=True)
    add_key(folder / "keys")
    clock = WoundClock(BEGIN)
    world = World(clock.now, enforce_flood=True)
    stand_in = StandIn(world, TOKEN)
    await stand_in.start()
    names = [f"Sam{number}" for number in range(navigators)]
    (folder / "rota.toml").write_text(f"rota = {json.dumps(rota(names))}", encoding="utf-8")
    environment = {
        "NAVIGATOR_TOKEN": TOKEN,
        "NAVIGATOR_DATABASE": str(folder / "month.db"),
        "NAVIGATOR_KEY_FILE": str(folder / "keys"),
        "NAVIGATOR_API_URL": stand_in.base_url,
        "NAVIGATOR_ROTA": str(folder / "rota.toml"),
    }
    settings = read_settings(environment)
    counted: list[Service] = []
    bot = make_bot(TOKEN, stand_in.base_url)
    house = await assembly.build(settings, clock, bot, watch=lambda d: counted[0].seen(d))
    staff = [world.person(name) for name in names]
    team = world.group("Navigators", staff)
    service = Service(world, clock, house, staff, team, random.Random(1))
    counted.append(service)
    await _open(service)
    return service, stand_in, await _settle(service, people)


async def _open(service: Service) -> None:
    """The team joins, by the same ways as in earnest."""
    house = service.house
    for number, each in enumerate(service.staff):
        roles = ("navigator", "safeguarding") if number else ("lead", "admin")
        for role in roles if number < 2 else roles[:1]:
            each.starts(await invitations.invite(house.database, service.clock, role))
    service.team.adds_bot()
    await service.works()
    service.staff[0].says("/here", chat=service.team)
    await service.live_until(BEGIN + timedelta(minutes=5))
    await house.team.refresh()
    await note_promises(house.database, service.clock)


async def _settle(service: Service, people: int) -> dict[int, Weekly]:
    """So many who have been through the welcome, each with a day and time for the check-in."""
    house, weeks, chance = service.house, dict[int, Weekly](), service.chance
    for start in range(0, people, AT_ONCE):
        changes = Changes()
        for number in range(start, min(people, start + AT_ONCE)):
            person = service.world.person(f"P{number}")
            person.unblocks()  # they have met the bot before
            service.people[person.id] = person
            weekly = Weekly(chance.randrange(7), chance.choice(TIMES))
            weeks[person.id] = weekly
            _keep(changes, service, person, weekly)
        async with house.database.transaction() as connection:
            await changes.write(connection)
    service.world.updates.drop()
    service.polled = service.updates_before = service.world.updates.made
    service.kept = 0
    return weeks


def _keep(changes: Changes, service: Service, person: Person, weekly: Weekly) -> None:
    house = service.house
    someone: Someone = somebody(house.ids, weekly, QuietHours())
    if service.chance.random() < FOLLOWED_UP:
        agreed = Consent(Purpose.FOLLOW_UP, True, "1", LONG_AGO)
        someone = replace(someone, consents=(*someone.consents, agreed))
    save_person(changes, house.keys, None, someone, person.id, service.clock.now())
    due = to_ms(on_day(BEGIN, weekly.weekday, weekly.at))
    changes.add("set_timer", chat=person.id, bell=Bell.CHECK_IN.value, ref="", due_at=due)


async def live(folder: Path, people: int, navigators: int, days: int) -> dict[str, float]:
    service, stand_in, weeks = await found(folder, people, navigators)
    lives, crew = Lives(service), Crew(service)
    spare_the_collector()
    try:
        start, cpu, decided = perf_counter(), process_time(), service.decided
        for number in range(days):
            midnight = BEGIN + timedelta(days=number)  # by the wall clock
            if number % 7 == 0:
                lives.week(weeks, midnight)
            crew.day(midnight)
            service.routines(midnight)
            await service.live_until(midnight + timedelta(days=1))
        service.plan.clear()
        await service.live_until(service.clock.now() + _END)
        seconds = perf_counter() - start
        return {
            "month.seconds": seconds,
            "month.cpu_seconds": process_time() - cpu,
            "month.people": float(people),
            "month.turns": float(service.decided - decided),
            "month.turns_per_second": (service.decided - decided) / seconds,
            **await _figures(service, timedelta(days=days) + _END),
        }
    finally:
        await service.house.close()
        await stand_in.stop()


async def _figures(service: Service, lived: timedelta) -> dict[str, float]:
    kept = await promises(service.house.database, to_ms(service.clock.now()))
    waits = [row["hours"] for row in await _rows(service, _WAITS)]
    (sent,) = await _rows(service, _SENT)
    (people,) = await _rows(service, "SELECT count(*) AS n FROM people")
    reasons = {row["reason"]: row["n"] for row in await _rows(service, _REASONS)}
    return {
        "month.cases": float(sum(reasons.values())),
        **{f"month.cases.{each}": float(reasons.get(each, 0)) for each in CaseReason},
        "month.hours_to_claim_median": median(waits) if waits else 0.0,
        "month.hours_to_claim_p90": quantiles(waits, n=10)[-1] if len(waits) > 1 else 0.0,
        "month.minutes_to_claim_now_median": await _minutes_of_now(service),
        "month.promises_made": float(kept.total()),
        "month.promises_kept": float(kept["kept"]),
        "month.promises_apologised": float(kept["apologised"]),
        "month.promises_broken_unsaid": float(kept["broken_unsaid"]),
        "month.messages_per_person_week": sent["n"] / people["n"] / (lived / timedelta(days=7)),
        "month.mended": float((await _rows(service, _MENDED))[0]["n"]),
        "month.lost": float(await _lost(service)),
    }


async def _minutes_of_now(service: Service) -> float:
    waits = [r["hours"] * 60 for r in await _rows(service, _WAITS) if r["urgency"] == Urgency.NOW]
    return median(waits) if waits else 0.0


_WAITS = (
    "SELECT c.urgency, (min(a.at) - c.opened_at) / 3600000.0 AS hours"
    " FROM cases c JOIN audit a ON a.about = c.id AND a.what = 'claimed case' GROUP BY c.id"
)
_REASONS = "SELECT reason, count(*) AS n FROM cases GROUP BY reason"
_SENT = (
    "SELECT count(*) AS n FROM outbox WHERE status = 'sent' AND chat IN (SELECT chat FROM people)"
)
_LOST = (
    "SELECT count(*) AS n FROM inbox WHERE status <> 'done'",
    "SELECT count(*) AS n FROM outbox WHERE status NOT IN ('sent', 'failed', 'dropped')"
    " AND max(not_before, made_at) < (SELECT max(made_at) FROM outbox)",
)
"""What was kept and not decided; what was posted before the last moment and has no outcome. Nor
may an update that came be missing among those that were kept."""
_MENDED = "SELECT count(*) AS n FROM audit WHERE who = 'auditor' AND what <> 'found quiet_claim'"
"""A claim that navigators have forgotten is told to leads, but nothing of the house is broken."""


async def _lost(service: Service) -> int:
    counted = [int((await _rows(service, sql))[0]["n"]) for sql in _LOST]
    unkept = service.world.updates.made - service.updates_before - service.kept
    return sum(counted) + unkept


async def _rows(service: Service, sql: str) -> list[Row]:
    async with service.house.database.transaction() as connection:
        return list(await connection.raw.execute_fetchall(sql))


def measure(people: int, days: int) -> dict[str, float]:
    """In memory where there is room for it: a month of commits would only measure the disk."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="bench-", dir=memory if memory.is_dir() else None) as name:
        return asyncio.run(live(Path(name) / "month", people, navigators_for(people), days))


def navigators_for(people: int) -> int:
    """One for a hundred people."""
    return max(2, people // 100)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.month", description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--days", type=int, default=30)
    options = parser.parse_args()
    print(table(measure(options.people, options.days)))


if __name__ == "__main__":
    main()
