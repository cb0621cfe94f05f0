"""The command line: `navigator-bot` and its parts."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from conversations import CONVERSATIONS
from conversations.kit.drawing import document
from conversations.kit.staff import Role
from navigator_bot import assembly, invitations, operating, running
from navigator_bot.clock import SystemClock
from navigator_bot.directory import SAMPLE_DIRECTORY
from navigator_bot.errors import NavigatorError, SettingsError
from navigator_bot.settings import read_settings
from navigator_bot.telegram.bot import make_bot

Command = Callable[[argparse.Namespace], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0, or 1 after one clear message about what to mend."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    command: Command = options.command
    try:
        return asyncio.run(_run(command, options))
    except NavigatorError as broken:
        print(broken, file=sys.stderr)
    except OSError as broken:
        print(f"{broken.filename or 'The system'}: {broken.strerror}", file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


async def _run(command: Command, options: argparse.Namespace) -> int:
    return await command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="navigator-bot",
        description="A peer navigator companion for people in mental health recovery, in Telegram.",
    )
    parts = parser.add_subparsers(required=True, metavar="COMMAND")

    run = parts.add_parser("run", help="run the bot; settings come from the environment")
    run.set_defaults(command=_run_bot)

    rehearse = parts.add_parser("demo", help="live through the whole story in a browser")
    rehearse.add_argument("--port", type=int, default=8090)
    rehearse.add_argument("--self-test", action="store_true", help="by script; exit 0 if it holds")
    rehearse.set_defaults(command=_demo)

    story = parts.add_parser("rehearse", help="play stories against the whole house")
    story.add_argument("files", type=Path, nargs="+", metavar="FILE")
    story.add_argument("--update", action="store_true", help="write down how they really go")
    story.set_defaults(command=_rehearse)

    simulate = parts.add_parser("simulator", help="a stand-in for Telegram, for any bot's tests")
    simulate.add_argument("--port", type=int, default=8081)
    simulate.add_argument("--host", default="127.0.0.1")
    simulate.add_argument("--description", type=Path, metavar="FILE", help="check requests by it")
    simulate.set_defaults(command=_simulate)

    directory = parts.add_parser("directory", help="the list of local services")
    directory_parts = directory.add_subparsers(required=True, metavar="COMMAND")
    check_directory = directory_parts.add_parser("check", help="what would be read, and what not")
    check_directory.add_argument("where", help="a file, a folder of pages, or an https address")
    check_directory.set_defaults(command=_directory, act="check")
    bring = directory_parts.add_parser("import", help="take a list into the bot's directory")
    bring.add_argument("where", help="a file, a folder of pages, or an https address")
    bring.add_argument("--dry-run", action="store_true", help="only say what it would do")
    bring.add_argument("--feed", metavar="NAME", help="of the list; else by where it is read")
    bring.add_argument("--whole", action="store_true", help="take out what it names no more")
    bring.set_defaults(command=_keeping, act="import_list")
    export = directory_parts.add_parser("export", help="write the bot's directory to a file")
    export.add_argument("file", type=Path, help="ends in .csv, .xlsx or .json")
    export.set_defaults(command=_keeping, act="export")
    history = directory_parts.add_parser("history", help="who changed an entry, and what")
    history.add_argument("id", help="of the entry")
    history.set_defaults(command=_keeping, act="show_history")
    undo = directory_parts.add_parser("undo", help="take back an import, or one change")
    undo.add_argument("which", help="the id that the import, or the history, told")
    undo.set_defaults(command=_keeping, act="undo")
    template = directory_parts.add_parser("template", help="an empty table with our columns")
    template.add_argument("file", type=Path, nargs="?", help="ends in .csv or .xlsx")
    template.set_defaults(command=_directory, act="write_template")
    places = directory_parts.add_parser("places", help="a small table of where postcodes lie")
    places.add_argument("lookup", type=Path, help="the official lookup, or a folder of tables")
    places.add_argument("file", type=Path, help="the table to make")
    places.set_defaults(command=_directory, act="small_places")
    match = directory_parts.add_parser("match", help="what fits a wish, and why")
    match.add_argument("text", nargs="?", help="what somebody is looking for, in their words")
    match.add_argument("--near", help="a town, an outcode or a sector")
    match.add_argument("--directory", type=Path, default=SAMPLE_DIRECTORY, metavar="FILE")
    match.add_argument("--goals", type=Path, metavar="FILE", help="one JSON object a line")
    match.add_argument("--out", type=Path, default=Path("matches.csv"), metavar="FILE")
    match.add_argument("--by-meaning", action="store_true", help="also; needs the extra semantic")
    match.set_defaults(command=_directory, act="match")

    staff = parts.add_parser("staff", help="who works here")
    staff_parts = staff.add_subparsers(required=True, metavar="COMMAND")
    staff_invite = staff_parts.add_parser("invite", help="print a link that works once")
    staff_invite.add_argument("--role", choices=[role.value for role in Role], default="navigator")
    staff_invite.set_defaults(command=operating.invite)

    staff_list = staff_parts.add_parser("list", help="id, roles and first name of each")
    staff_list.set_defaults(command=operating.list_staff)
    staff_remove = staff_parts.add_parser("remove", help="take everything from them at once")
    staff_remove.add_argument("id")
    staff_remove.set_defaults(command=operating.remove_staff)

    person = parts.add_parser("person", help="let a person in")
    person_parts = person.add_subparsers(required=True, metavar="COMMAND")
    person_invite = person_parts.add_parser("invite", help="print a link that works once")
    person_invite.set_defaults(command=operating.invite, role=invitations.PERSON)

    keys = parts.add_parser("keys", help="the keys that seal what people say")
    key_parts = keys.add_subparsers(required=True, metavar="COMMAND")
    new = key_parts.add_parser("new", help="make a key file")
    new.add_argument("file", type=Path, nargs="?")
    new.set_defaults(command=operating.new_key)
    rotate = key_parts.add_parser("rotate", help="add a key, and seal everything with it")
    rotate.set_defaults(command=operating.rotate_keys)

    backup = parts.add_parser("backup", help="copy the database while the bot runs")
    backup.add_argument("file", type=Path)
    backup.set_defaults(command=operating.backup)

    again = parts.add_parser("replay", help="take up an event that could not be handled")
    again.add_argument("id", nargs="?", help="without it, those that were set aside are listed")
    again.set_defaults(command=operating.replay_event)

    help_page = parts.add_parser("help-page", help="write the help lines as a page to be tapped")
    help_page.add_argument("file", type=Path)
    help_page.set_defaults(command=operating.write_help_page)

    canary = parts.add_parser("canary", help="try out whether an alert arrives and is seen")
    canary.add_argument("--wait", type=float, default=15, metavar="MINUTES", help="for a press")
    canary.set_defaults(command=operating.try_alert)

    safety = parts.add_parser("safety", help="the net that looks for words of danger")
    safety_parts = safety.add_subparsers(required=True, metavar="COMMAND")
    explain = safety_parts.add_parser("explain", help="which rules find what in a message, and why")
    explain.add_argument("text")
    explain.set_defaults(command=_safety, act="explain")
    batch = safety_parts.add_parser("batch", help="the same for many messages, as JSON")
    batch.add_argument("--in", type=Path, required=True, dest="source", metavar="FILE")
    batch.add_argument("--out", type=Path, required=True, metavar="FILE")
    batch.set_defaults(command=_safety, act="batch")
    learn = safety_parts.add_parser("learn", help="weigh telling phrases, from examples")
    learn.add_argument("--examples", type=Path, metavar="FOLDER", help="of your own, besides ours")
    learn.add_argument("--out", type=Path, required=True, metavar="FILE")
    learn.set_defaults(command=_safety, act="learn")
    for part in (explain, batch):
        part.add_argument("--rules", type=Path, metavar="PATH", help="rules of your own, besides")

    draw = parts.add_parser("draw", help="draw every conversation as a diagram")
    draw.add_argument("file", type=Path)
    draw.add_argument("--check", action="store_true", help="fail when the file is out of date")
    draw.set_defaults(command=_draw)

    check = parts.add_parser("check", help="look for faults before people meet them")
    checks = check.add_subparsers(required=True, metavar="WHAT")
    check_settings = checks.add_parser("settings", help="whether settings, keys and store fit")
    check_settings.set_defaults(command=operating.check_settings)
    check_card = checks.add_parser("help-card", help="until when each help line is vouched for")
    check_card.set_defaults(command=operating.check_help_card)
    check_wording = checks.add_parser("wording", help="every text that a person may read")
    check_wording.add_argument("--figures", action="store_true", help="how hard each file reads")
    check_wording.add_argument("--pot", type=Path, help="write the texts for translators")
    check_wording.set_defaults(command=_check_wording)
    return parser


async def _run_bot(options: argparse.Namespace) -> int:
    settings = read_settings(os.environ, for_people=True)
    bot = make_bot(settings.token, settings.api_url)
    house = await assembly.build(settings, SystemClock(), bot)
    try:
        await running.run(house)
    finally:
        await house.close()
    return 0


async def _demo(options: argparse.Namespace) -> int:
    if options.self_test:
        logging.getLogger().setLevel(logging.ERROR)
        passed: int = await _apart("navigator_bot.self_test").self_test()
        return passed
    shown: int = await _apart("navigator_bot.demo").show(options.port)
    return shown


async def _directory(options: argparse.Namespace) -> int:
    done: int = await getattr(_apart("navigator_bot.directory_commands"), options.act)(options)
    return done


async def _keeping(options: argparse.Namespace) -> int:
    done: int = await getattr(_apart("navigator_bot.keeping_commands"), options.act)(options)
    return done


async def _safety(options: argparse.Namespace) -> int:
    done: int = await getattr(_apart("navigator_bot.safety_commands"), options.act)(options)
    return done


async def _rehearse(options: argparse.Namespace) -> int:
    logging.getLogger().setLevel(logging.ERROR)
    stories = _apart("navigator_bot.stories")
    return 1 if await stories.rehearse(options.files, update=options.update) else 0


async def _simulate(options: argparse.Namespace) -> int:
    simulating = _apart("navigator_bot.simulating")
    await simulating.simulate(options.host, options.port, options.description)
    return 0


async def _draw(options: argparse.Namespace) -> int:
    drawn = document(CONVERSATIONS)
    if not options.check:
        options.file.write_text(drawn, encoding="utf-8")
        return 0
    if options.file.read_text(encoding="utf-8") == drawn:
        return 0
    print(f"{options.file} is out of date: run `make draw`.", file=sys.stderr)
    return 1


async def _check_wording(options: argparse.Namespace) -> int:
    checks = _apart("navigator_bot.checks.wording")
    if options.figures:
        print(*checks.figures(), sep="\n")
    if options.pot is not None:
        print(f"{checks.write_catalogue(options.pot)} texts are in {options.pot} now.")
    faults = checks.check_wording()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _apart(name: str) -> ModuleType:
    """A part that only its own command loads: a running bot starts without it."""
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("navigator_bot"):
            raise
        raise SettingsError(
            f"This command needs the development tools; {missing.name} is missing. "
            "Install them with: pip install 'navigator-bot[dev]'"
        ) from None
