"""A house whose clock is wound by hand: it does what is due, then jumps to what is next."""

from __future__ import annotations

from datetime import datetime, timedelta

from navigator_bot.assembly import House
from navigator_bot.clock import RunningClock, WoundClock, from_ms
from navigator_bot.timers import next_due, ring_due

MOST_ROUNDS = 10_000
"""A house that is still not at rest after so many is going in circles."""


async def work(house: House) -> datetime | None:
    """Everything that is due now, in order; the moment when there is more, or None."""
    for _ in range(MOST_ROUNDS):
        done = await ring_due(house.database, house.inbox, house.clock)
        done += await house.polling.poll_once()
        while decided := await house.turns.round():
            done += decided
        done += await house.errands.round()
        done += await house.live_directory.look()
        later = await house.sender.pump()
        retry = await house.outside.pump()
        if not done:
            return await _next(house, later, retry)
    raise RuntimeError("the house does not come to rest")


async def wind_to(house: House, clock: WoundClock | RunningClock, moment: datetime) -> None:
    """Every bell rings in its order on the way there."""
    while (due := await work(house)) is not None and due <= moment:
        clock.wind_to(max(due, house.clock.now() + timedelta(milliseconds=1)))
    clock.wind_to(moment)
    await work(house)


async def next_unprompted(house: House) -> datetime | None:
    """When the next message comes that nobody asks for just now."""
    async with house.database.transaction() as connection:
        due = await connection.value("next_unprompted_at")
    return None if due is None else from_ms(due)


async def _next(house: House, *later: datetime | None) -> datetime | None:
    async with house.database.transaction() as connection:
        retry = await connection.value("next_event_at")
    moments = [
        moment
        for moment in (
            *later,
            await next_due(house.database),
            None if retry is None else from_ms(retry),
            await house.errands.next_at(),
        )
        if moment is not None
    ]
    return min(moments, default=None)
