"""What an operator does from the command line to a bot that may be running."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from os import environ

from telegram.error import NetworkError

from conversations.kit.help_lines import HelpLine
from navigator_bot import canary, invitations, staffing
from navigator_bot.assembly import open_store
from navigator_bot.clock import SystemClock, from_ms
from navigator_bot.dead_letters import replay, set_aside
from navigator_bot.directory import read_vocabulary
from navigator_bot.errors import NavigatorError
from navigator_bot.help_card import page, read_card, run_out, running_out
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.named_list import check_named
from navigator_bot.places import read_places
from navigator_bot.ready_replies import read_ready_replies
from navigator_bot.rota_file import read_rota
from navigator_bot.safety import read_net
from navigator_bot.settings import Settings, read_settings
from navigator_bot.store.backup import back_up
from navigator_bot.store.database import Database
from navigator_bot.store.key_care import reseal
from navigator_bot.store.sealing import Keyring, add_key, read_keys
from navigator_bot.telegram.bot import make_bot
from navigator_bot.telegram.painting import find_painter

ARRIVES_WITHIN = timedelta(minutes=2)
"""A test alert that takes longer is as good as lost."""

_RUNGS = {"oncall": "On call", "team": "The team (a group counts as one)"}

LOOK_AGAIN = 0.2  # seconds between looks at what has become of it


@dataclass(frozen=True)
class Store:
    settings: Settings
    database: Database
    keys: Keyring
    clock: SystemClock


@asynccontextmanager
async def opened_store() -> AsyncIterator[Store]:
    """The store that the settings name; the token is not needed for it."""
    settings = read_settings(environ, with_token=False)
    clock = SystemClock()
    database, keys = await open_store(settings, clock)
    try:
        yield Store(settings, database, keys, clock)
    finally:
        await database.close()


async def invite(options: Namespace) -> int:
    settings = read_settings(environ)
    try:
        async with make_bot(settings.token, settings.api_url) as bot:
            name = bot.username
    except NetworkError:
        raise NavigatorError("Telegram cannot be reached, so there is no link yet.") from None
    async with opened_store() as store:
        code = await invitations.invite(store.database, store.clock, options.role)
    print(f"https://t.me/{name}?start={code}")
    print(f"It works once, for {invitations.VALID.days} days.", file=sys.stderr)
    return 0


async def list_staff(options: Namespace) -> int:
    async with opened_store() as store:
        for each in await staffing.staff_list(store.database, store.keys):
            print(each.id, ",".join(sorted(each.roles)), each.name, sep="\t")
    return 0


async def remove_staff(options: Namespace) -> int:
    async with opened_store() as store:
        ids = Ids(store.clock)
        found = await staffing.remove(store.database, store.keys, ids, store.clock, options.id)
    if not found:
        print("Nobody of that id works here; see: navigator-bot staff list", file=sys.stderr)
        return 1
    print("Removed. Their cases go back to the team.")
    return 0


async def new_key(options: Namespace) -> int:
    path = options.file or read_settings(environ, with_token=False).key_file
    if path.exists():
        print(f"{path} is there already; to add a key: navigator-bot keys rotate", file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    add_key(path)
    print(f"{path} made. Keep a copy apart from the database's backups: without it, nothing opens.")
    return 0


async def rotate_keys(options: Namespace) -> int:
    async with opened_store() as store:
        key_id = add_key(store.settings.key_file)
        moved = await reseal(store.database, read_keys(store.settings.key_file))
    print(f"{moved} values are sealed with key {key_id} now. Older keys stay for older backups.")
    return 0


async def backup(options: Namespace) -> int:
    settings = read_settings(environ, with_token=False)
    await back_up(settings.database, options.file)
    print(f"{options.file} made. The key file is not in it: keep that somewhere else.")
    return 0


async def replay_event(options: Namespace) -> int:
    """Without an id, the events that were set aside."""
    async with opened_store() as store:
        if options.id is None:
            for row in await set_aside(store.database):
                print(row["id"], from_ms(row["at"]).isoformat(), row["fault"], sep="\t")
            return 0
        found = await replay(store.database, options.id)
    print("It is back in line." if found else "No event that was set aside has this id.")
    return 0 if found else 1


async def try_alert(options: Namespace) -> int:
    """0 when the alert arrived and was seen, 1 when it did not arrive, 2 when nobody pressed."""
    async with opened_store() as store:
        ids = Ids(store.clock)
        inbox = Inbox(store.database, store.keys, ids, store.clock)
        id = await canary.release(store.database, inbox, ids, store.clock)
        print("A test alert is on its way.", flush=True)
        song = await _until(store, id, lambda song: song.has_gone_out, ARRIVES_WITHIN)
        if song.told_at is None:
            print("It has not arrived. Is the bot running, and is there a team?", file=sys.stderr)
            return 1
        print(f"It arrived after {_seconds(song.told_at - song.asked_at)}.", flush=True)
        for rung, reached, chats in song.reached:
            print(f"{_RUNGS[rung]}: it reached {reached} of {chats}.", flush=True)
        waiting = timedelta(minutes=options.wait)
        song = await _until(store, id, lambda song: song.is_over, waiting)
    if song.seen_at is None:
        print("Nobody has pressed the button yet. It goes away by itself.", file=sys.stderr)
        return 2
    print(f"It was seen after {_seconds(song.seen_at - song.asked_at)}.")
    return 0


async def _until(
    store: Store, id: str, is_so: Callable[[canary.Song], bool], at_most: timedelta
) -> canary.Song:
    """The test as it stands once that is so, or after so long."""
    end = store.clock.now() + at_most
    while True:
        song = await canary.listen(store.database, id)
        if is_so(song) or store.clock.now() >= end:
            return song
        await asyncio.sleep(LOOK_AGAIN)


def _seconds(taken: timedelta) -> str:
    return f"{taken.total_seconds():.1f} seconds"


async def check_settings(options: Namespace) -> int:
    settings = read_settings(environ, for_people=True)
    await check_named(settings.directory)
    read_vocabulary(settings.vocabulary)
    read_places(settings.places)
    lines = read_card(settings.help_card)
    read_rota(settings.rota)
    read_ready_replies(settings.ready_replies)
    net = read_net(settings.safety_rules)
    find_painter(settings.font)
    async with opened_store() as store:
        print("The settings, the files that they name and the database fit together.")
    if not net.is_compiled:
        print("NOTE: the safety net was not compiled, and is slower: docs/deployment.md#install.")
    return _say_what_runs_out(lines, store.clock.now().date())


async def check_help_card(options: Namespace) -> int:
    """1 where a line has run out: nobody vouches any more for a number that people may dial."""
    settings = read_settings(environ, with_token=False)
    lines = read_card(settings.help_card)
    today = SystemClock().now().date()
    for line in lines:
        print(f"{line.expires_on:%d %b %Y}", line.who, line.source, sep="  ")
    return _say_what_runs_out(lines, today)


async def write_help_page(options: Namespace) -> int:
    settings = read_settings(environ, with_token=False)
    lines = read_card(settings.help_card)
    now = SystemClock().now()
    options.file.write_text(page(lines, now, settings.hours.nation), encoding="utf-8")
    print(f"{options.file} is made. Put it on a web page of yours, named by NAVIGATOR_HELP_PAGE.")
    return _say_what_runs_out(lines, now.date())


def _say_what_runs_out(lines: tuple[HelpLine, ...], today: date) -> int:
    gone = run_out(lines, today)
    for line in running_out(lines, today):
        when = "ran out" if line in gone else "runs out"
        print(
            f"Help card: {line.who} {when} on {line.expires_on:%d %B %Y}. Make sure of it, and "
            "write the day into verified_on.",
            file=sys.stderr,
        )
    return 1 if gone else 0
