"""A month of a service: its people and navigators, through the whole road, the clock wound by hand.

`make bench-month PEOPLE=20000`. Requests go by HTTP to the stand-in for Telegram, in this process;
its pace is kept. What people do is drawn, by the odds below; they are invented, not observed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from conversations.kit.effects import Bell
from conversations.kit.people import Person as Someone
from conversations.kit.people import QuietHours, Urgency, Weekly
from navigator_bot import assembly, invitations
from navigator_bot.clock import WoundClock, from_ms, to_ms
from navigator_bot.rules.working_hours import answer_by
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
from tests.bench.service import BEGIN, LONDON, TIMES, Service, on_day
from tests.bench.town import AT_ONCE, somebody


async def found(
    folder: Path, people: int, navigators: int
) -> tuple[Service, StandIn, list[Weekly]]:
    """A service on its first Monday, with everybody in it."""
    folder.mkdir(parents=True)
    add_key(folder / "keys")
    clock = WoundClock(BEGIN)
    world = World(clock.now, enforce_flood=True)
    stand_in = StandIn(world, TOKEN)
    await stand_in.start()
    environment = {
        "NAVIGATOR_TOKEN": TOKEN,
        "NAVIGATOR_DATABASE": str(folder / "month.db"),
        "NAVIGATOR_KEY_FILE": str(folder / "keys"),
        "NAVIGATOR_API_URL": stand_in.base_url,
    }
    settings = read_settings(environment)
    chance = random.Random(1)
    counted: list[Service] = []
    bot = make_bot(TOKEN, stand_in.base_url)
    house = await assembly.build(settings, clock, bot, watch=lambda d: counted[0].seen(d))
    staff = [world.person(f"Sam{number}") for number in range(navigators)]
    team = world.group("Navigators", staff)
    service = Service(world, clock, house, [], staff, team, chance)
    counted.append(service)
    for number, each in enumerate(staff):
        for role in ("navigator",) if number else ("lead", "admin"):
            each.starts(await invitations.invite(house.database, clock, role))
    team.adds_bot()
    await service.works()
    staff[0].says("/here", chat=team)
    await service.live_until(BEGIN + timedelta(minutes=5))
    await house.team.refresh()
    return service, stand_in, await _settle(service, people)


async def _settle(service: Service, people: int) -> list[Weekly]:
    """So many who have been through the welcome, each with a day and time for the check-in."""
    house, weeks = service.house, list[Weekly]()
    for start in range(0, people, AT_ONCE):
        changes = Changes()
        for number in range(start, min(people, start + AT_ONCE)):
            person = service.world.person(f"P{number}")
            person.unblocks()  # they have met the bot before
            service.people.append(person)
            weekly = Weekly(service.chance.randrange(7), service.chance.choice(TIMES))
            weeks.append(weekly)
            _keep(changes, service, person, weekly)
        async with house.database.transaction() as connection:
            await changes.write(connection)
    service.world.updates.drop()
    service.polled = service.world.updates.made
    service.updates_before, service.kept = service.world.updates.made, 0
    return weeks


def _keep(changes: Changes, service: Service, person: Person, weekly: Weekly) -> None:
    house = service.house
    someone: Someone = somebody(house.ids, weekly, QuietHours())
    save_person(changes, house.keys, None, someone, person.id, service.clock.now())
    due = to_ms(on_day(BEGIN, weekly.weekday, weekly.at))
    changes.add("set_timer", chat=person.id, bell=Bell.CHECK_IN.value, ref="", due_at=due)


async def live(folder: Path, people: int, navigators: int, days: int) -> dict[str, float]:
    service, stand_in, weeks = await found(folder, people, navigators)
    spare_the_collector()
    try:
        start, cpu, decided = perf_counter(), process_time(), service.decided
        for day in range(days):
            await _day(service, weeks, BEGIN + timedelta(days=day))
        service.plan.clear()
        await service.live_until(service.clock.now() + timedelta(days=1))  # what is under way ends
        seconds = perf_counter() - start
        return {
            "month.seconds": seconds,
            "month.cpu_seconds": process_time() - cpu,
            "month.people": float(people),
            "month.turns_per_second": (service.decided - decided) / seconds,
            **await _figures(service, days + 1),
        }
    finally:
        await service.house.close()
        await stand_in.stop()


async def _day(service: Service, weeks: list[Weekly], day: datetime) -> None:
    local = day.astimezone(LONDON).replace(hour=0, minute=5)
    if local.weekday() == 0 or not service.plan:
        for person, weekly in zip(service.people, weeks, strict=True):
            service.week_of(person, weekly, local - timedelta(days=local.weekday()))
    for minute in range(10, 24 * 60, 10):
        service.at(local + timedelta(minutes=minute - 5), service.look_for_cases)
    for hour in range(24):
        service.at(local + timedelta(hours=hour), service.is_audited)
    service.at(local.replace(hour=3, minute=30), service.forgets)
    service.at(local.replace(hour=9), service.house.rota_watch.say_good_morning)
    await service.live_until(local + timedelta(days=1))


async def _figures(service: Service, days: int) -> dict[str, float]:
    hours = service.house.settings.hours
    cases = await _rows(service, "SELECT * FROM cases")
    claims = {
        row["about"]: row["at"]
        for row in await _rows(
            service,
            "SELECT about, min(at) AS at FROM audit WHERE what = 'claimed case' GROUP BY about",
        )
    }
    broken = {r["about"] for r in await _rows(service, _BROKEN)}
    waits = sorted(
        (claims[c["id"]] - c["opened_at"]) / 3_600_000 for c in cases if c["id"] in claims
    )
    made = kept = apologised = 0
    for case in cases:
        by = answer_by(hours, Urgency(case["urgency"]), from_ms(case["opened_at"]))
        ended = min(claims.get(case["id"], _NEVER), case["closed_at"] or _NEVER)
        if by is None or (ended == _NEVER and service.clock.now() < by):
            continue
        made += 1
        kept += ended <= to_ms(by)
        apologised += ended > to_ms(by) and case["id"] in broken
    (sent,) = await _rows(service, _SENT)
    return {
        "month.cases": float(len(cases)),
        "month.hours_to_claim_median": median(waits) if waits else 0.0,
        "month.hours_to_claim_p90": quantiles(waits, n=10)[-1] if len(waits) > 1 else 0.0,
        "month.promises_made": float(made),
        "month.promises_kept": float(kept),
        "month.promises_apologised": float(apologised),
        "month.promises_broken_unsaid": float(made - kept - apologised),
        "month.messages_per_person_week": sent["n"] / len(service.people) / (days / 7),
        "month.mended": float((await _rows(service, _MENDED))[0]["n"]),
        "month.lost": float(await _lost(service)),
    }


_NEVER = 1 << 60
_SENT = (
    "SELECT count(*) AS n FROM outbox WHERE status = 'sent' AND chat IN (SELECT chat FROM people)"
)
_BROKEN = "SELECT DISTINCT about FROM audit WHERE what = 'broke a promise'"
_LOST = (
    "SELECT count(*) AS n FROM inbox WHERE status <> 'done'",
    "SELECT count(*) AS n FROM outbox WHERE status NOT IN ('sent', 'failed', 'dropped')"
    " AND not_before <= (SELECT max(made_at) FROM outbox)",
)
"""What was kept and not decided; what was posted and has no outcome. Nor may an update that came
be missing among those that were kept."""
_MENDED = "SELECT count(*) AS n FROM audit WHERE who = 'auditor'"


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
