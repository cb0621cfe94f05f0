"""The only room that knows every room: it puts the house together."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from conversations import MAP
from conversations.kit.engine import Engine
from conversations.kit.saving import Saving
from conversations.kit.turn import Surroundings
from navigator_bot.auditor import Auditor
from navigator_bot.canary import Canary
from navigator_bot.case_topics import CaseTopics
from navigator_bot.casework import Casework
from navigator_bot.climbing import Climbing
from navigator_bot.clock import Clock
from navigator_bot.dead_letters import DeadLetters
from navigator_bot.delivery import Delivery, Refused
from navigator_bot.desk.front import Desk
from navigator_bot.desk.visit import Tools as DeskTools
from navigator_bot.directory import LocalDirectory, read_vocabulary
from navigator_bot.effects import Effects
from navigator_bot.errands import Errands
from navigator_bot.hearing import HELP, Hearing
from navigator_bot.heartbeat import Heartbeat
from navigator_bot.help_card import CardInMemory, read_card
from navigator_bot.ids import Ids
from navigator_bot.inbox import Inbox
from navigator_bot.keeping import Keeping
from navigator_bot.keeping_desk.front import KeepingDesk
from navigator_bot.keeping_desk.visit import Tools as KeepingTools
from navigator_bot.keeping_desk.works import Works
from navigator_bot.live_directory import LiveDirectory, make_catalogue
from navigator_bot.mending import Mending
from navigator_bot.messages import Text
from navigator_bot.mornings import Mornings
from navigator_bot.named_list import NamedList
from navigator_bot.outbox import Outbox
from navigator_bot.outing_book import OutingBook
from navigator_bot.places import read_places
from navigator_bot.pulse import Part, Pulse
from navigator_bot.ready_replies import read_ready_replies
from navigator_bot.rota_desk.desk import RotaDesk
from navigator_bot.rota_desk.visit import Tools as RotaTools
from navigator_bot.rota_desk.warning import RotaWatch
from navigator_bot.rota_file import read_rota
from navigator_bot.rules.ladder import Ladder
from navigator_bot.rules.pacing import Limits, Pace
from navigator_bot.rules.working_hours import promises
from navigator_bot.safety import read_net
from navigator_bot.second_channel.sending import OutsideSender, SecondChannel
from navigator_bot.sender import Sender
from navigator_bot.settings import Settings
from navigator_bot.staff_alerts import StaffAlerts
from navigator_bot.staffing import Team
from navigator_bot.store.changes import Changes
from navigator_bot.store.database import PostgresDatabase, Row, SqliteDatabase, open_database
from navigator_bot.store.key_care import check_keys
from navigator_bot.store.migrating import migrate
from navigator_bot.store.sealing import Keyring, read_keys
from navigator_bot.telegram.bot import PlainBot, offers_topics, reach
from navigator_bot.telegram.fetching import fetch
from navigator_bot.telegram.help_from_memory import HelpFromMemory
from navigator_bot.telegram.painting import find_painter
from navigator_bot.telegram.receiving import Polling
from navigator_bot.telegram.sending import Telephone
from navigator_bot.turn import Decided, Tools, Turns
from navigator_bot.wording import Wording
from resources_directory.catalogue import Catalogue

log = logging.getLogger(__name__)

CONSENT_VERSION = "2026-11-22"
"""Of the words that people agree to in `templates/messages/welcome.txt`; change both together."""


@dataclass
class House:
    """Every part of a running house; `running` and `winding` move it."""

    settings: Settings
    clock: Clock
    database: SqliteDatabase | PostgresDatabase
    keys: Keyring
    ids: Ids
    wording: Wording
    inbox: Inbox
    outbox: Outbox
    turns: Turns
    sender: Sender
    outside: OutsideSender
    rota_watch: RotaWatch
    polling: Polling
    bot: PlainBot
    team: Team
    alerts: StaffAlerts
    around: Surroundings
    directory: LocalDirectory
    live_directory: LiveDirectory
    named_list: NamedList
    help_from_memory: HelpFromMemory
    auditor: Auditor
    mornings: Mornings
    errands: Errands
    keeping: KeepingTools
    pulse: Pulse
    heartbeat: Heartbeat
    topics: CaseTopics

    async def close(self) -> None:
        await self.sender.close()
        await self.bot.shutdown()
        await self.database.close()


async def open_store(
    settings: Settings, clock: Clock
) -> tuple[SqliteDatabase | PostgresDatabase, Keyring]:
    """The database, migrated, and the keys that belong to it. Raises NavigatorError."""
    keys = read_keys(settings.key_file)
    database = await open_database(settings.database)
    try:
        await migrate(database)
        await check_keys(database, keys)
    except BaseException:
        await database.close()
        raise
    return database, keys


async def build(
    settings: Settings,
    clock: Clock,
    bot: PlainBot,
    *,
    limits: Limits | None = None,
    templates: Path | None = None,
    watch: Callable[[Decided], None] | None = None,
) -> House:
    """A house that is ready to run, with `bot` initialised. Raises NavigatorError with the fix.

    `watch` sees each decision on the road: for rehearsals, where nothing is anybody's.
    """
    wording = Wording() if templates is None else Wording(templates)
    lines = read_card(settings.help_card)
    nation = settings.hours.nation
    card = CardInMemory(wording, lines, nation, settings.help_page, clock)
    vocabulary = read_vocabulary(settings.vocabulary)
    centroids = read_places(settings.places)
    directory = LocalDirectory(Catalogue(()))
    painter = find_painter(settings.font)
    written = read_rota(settings.rota)
    ready = read_ready_replies(settings.ready_replies)
    database, keys = await open_store(settings, clock)
    ids = Ids(clock)
    inbox = Inbox(database, keys, ids, clock)
    outbox = Outbox(keys, ids, clock)
    team = Team(database, keys, settings.hours, written)
    second_channel = SecondChannel(ids, clock, settings.outside)
    alerts = StaffAlerts(wording, outbox, keys, clock, team, second_channel)
    named_list = NamedList(settings.directory, database, ids, clock, alerts)
    make = partial(make_catalogue, vocabulary=vocabulary, centroids=centroids)
    live = LiveDirectory(database, directory, make)
    try:
        await named_list.begin()
        await live.look(ready=False)
        await reach(bot)
    except BaseException:
        await database.close()
        raise
    await team.refresh()
    around = Surroundings(
        directory=directory,
        promise=promises(team),
        new_id=ids.new,
        languages=wording.languages,
        service_name=settings.service_name,
        minimum_age=settings.minimum_age,
        consent_version=CONSENT_VERSION,
        is_open=settings.is_open,
        help_lines=lines,
        nation=nation,
        help_page=settings.help_page,
    )
    keeping = KeepingTools(keys, ids, clock, outbox, alerts, Keeping(ids, clock), directory)
    keeping_desk = KeepingDesk(keeping)
    works = Works(keeping, database, partial(fetch, bot))
    rota_desk = RotaDesk(RotaTools(keys, ids, clock, outbox, alerts, team))
    climbing = Climbing(ids, clock, inbox, alerts, Ladder(team))
    casework = Casework(keys, ids, clock, inbox, outbox, alerts, climbing)
    outings = OutingBook(keys, ids, clock, inbox, alerts, team)
    engine = Engine(MAP)
    net = partial(read_net, settings.safety_rules)
    if settings.safety_rules is not None:
        net()  # what is wrong with a deployment's own rules is said at the start
    hearing = Hearing(engine, wording, net)
    topics = CaseTopics(database, clock, outbox, alerts)
    topics.are_offered = offers_topics(bot)
    cases = DeskTools(
        keys, ids, clock, outbox, alerts, casework, outings, team, directory, topics, ready
    )
    desk = Desk(cases, hearing, card, keeping_desk, rota_desk)
    turns = Turns(
        Tools(
            database=database,
            keys=keys,
            ids=ids,
            clock=clock,
            inbox=inbox,
            effects=Effects(wording, outbox, casework, outings, ids),
            hearing=hearing,
            saving=Saving(MAP.states),
            desk=desk,
            dead_letters=DeadLetters(clock, outbox, alerts, card, hearing),
            around=around,
            team=team,
            watch=watch,
        )
    )
    mending = Mending(keys, ids, clock, inbox, casework, Canary(clock, outbox, alerts))
    auditor = Auditor(database, clock, inbox, outbox, alerts, mending, second_channel)
    telephone = Telephone(bot, painter)
    refused, delivery = Refused(inbox), Delivery(alerts, outbox)
    failing = Failing(database, alerts)
    outside = OutsideSender(database, clock, wording, settings.outside, team.zone, failing)
    pace = Pace(limits)
    pulse = Pulse(clock)
    sender = Sender(database, keys, outbox, telephone, clock, pace, refused, delivery, pulse)

    async def give_card(chat: int) -> None:
        await telephone.send(chat, Text(card.html()))

    words = {
        word for code in wording.languages for word in wording.words(f"common.words__{HELP}", code)
    }
    memory = HelpFromMemory(give_card, words, hearing.is_in_danger)
    polling = Polling(
        bot,
        inbox.keep,
        chance=random.random,
        help_from_memory=memory,
        heard=lambda: pulse.beat(Part.TELEGRAM),
    )
    return House(
        settings,
        clock,
        database,
        keys,
        ids,
        wording,
        inbox,
        outbox,
        turns,
        sender,
        outside,
        RotaWatch(database, keys, clock, team, alerts),
        polling,
        bot,
        team,
        alerts,
        around,
        directory,
        live,
        named_list,
        memory,
        auditor,
        Mornings(database, keys, clock, outbox, alerts, team),
        Errands(database, keys, clock, alerts, works.by_name()),
        keeping,
        pulse,
        Heartbeat(database, clock, pulse),
        topics,
    )


@dataclass
class Failing:
    """What follows when an alert keeps failing to go out by the second channel."""

    database: SqliteDatabase | PostgresDatabase
    alerts: StaffAlerts

    async def __call__(self, row: Row) -> None:
        changes = Changes()
        async with self.database.transaction() as connection:
            number, way = row["number"], row["way"]
            await self.alerts.tell_admins(
                connection, changes, "desk.outside_failing", number=number, way=way
            )
            await changes.write(connection)
