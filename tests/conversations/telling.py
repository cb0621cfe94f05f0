"""What a turn asked for, written down as the lines of a story.

    bot    …                     what the person reads, with its buttons in brackets
           ~ records GoalSet …   a fact; ids and versions are left out
           ~ wakes check_in on Mon 9 Mar 10:00        ~ cancels check_in (where it was set)
           ~ leaves by WantsGoal "…"                  through a door, into another conversation
           ~ opens a case: asked, soon, "…"           ~ adds to the case: "…"
           ~ relays "…"           ~ closes the case   ~ sets voice human
           ~ sends an appointment: "…", Mon 9 Mar 10:00, discreet
           ~ answers the meeting: agreed
           ~ sends the meeting as a file: Tue 3 Mar 14:00, discreet
           ~ notes as missing: walking, AX1
           ~ draws "…": Mon 2 Mar 4, …                ~ sends their data   ~ erases everything
           ~ it is Mon 9 Mar 10:00                    the clock moved to a bell

Left out are the nudge and the soft end that every question has, and `Prompted`, which the house
records after every bell.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, time
from enum import Enum
from typing import Any

from conversations.kit.constraints import NONE_SET, Constraints
from conversations.kit.effects import (
    AddToCase,
    AnswerOuting,
    Bell,
    Cancel,
    CloseCase,
    Draw,
    Effect,
    Erase,
    Lane,
    NoteUnmet,
    OpenCase,
    Option,
    Record,
    Relay,
    Say,
    SendAppointment,
    SendData,
    SendOuting,
    Wake,
)
from conversations.kit.facts import Prompted, VoicePassed
from conversations.kit.people import QuietHours, Weekly
from conversations.kit.state import Exit
from navigator_bot.wording import Wording
from resources_directory.places import Area
from tests.conversations.given import DAYS, LONDON

INDENT = " " * 7
UNTOLD = {"goal", "id", "rating", "suggestion", "version", "case", "search", "shown", "outing"}
OF_EVERY_QUESTION = {Bell.NUDGE, Bell.SOFT_END}


def label(option: Option, wording: Wording, language: str) -> str:
    return wording.plain(option.wording, language) if option.wording else option.text


def shown(text: str) -> str:
    """Telegram's HTML as a person sees it."""
    return html.unescape(re.sub(r"</?(?:b|i|blockquote)>", "", text))


def day(moment: datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b} {moment:%H:%M}"


def quoted(words: str) -> str:
    """On one line, as a story's `person` line would have it."""
    return '"' + words.replace("\n", "\\n") + '"'


def told(value: Any) -> str:
    """One value of an effect, in a story's words; empty where there is nothing to tell."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case str():
            return quoted(value)
        case Area():
            return value.label
        case Constraints():
            return constraints_told(value)
        case Weekly():
            return f"{DAYS[value.weekday]} {value.at:%H:%M}"
        case QuietHours():
            return f"{value.start:%H:%M}-{value.end:%H:%M}"
        case datetime():
            return day(value)
        case time():
            return f"{value:%H:%M}"
    return str(value)


def constraints_told(constraints: Constraints) -> str:
    """What differs from nothing set."""
    changed = {
        field.name: getattr(constraints, field.name)
        for field in fields(constraints)
        if getattr(constraints, field.name) != getattr(NONE_SET, field.name)
    }
    listed = (f"{name} {_set_to(each)}".strip() for name, each in changed.items())
    return ", ".join(listed) or "nothing"


def _set_to(value: Any) -> str:
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return "any" if value is None else "" if value is True else str(value)


def fields_told(value: Any) -> str:
    names = [field.name for field in fields(value) if field.name not in UNTOLD]
    listed = [type(value).__name__, *(told(getattr(value, name)) for name in names)]
    return " ".join(word for word in listed if word)


def exit_told(exit: Exit) -> str:
    return f"{INDENT}~ leaves by {fields_told(exit)}"


def effect(request: Effect, wording: Wording, language: str, armed: set[tuple[Bell, str]]) -> str:
    """One line without its indent; empty for what is not worth telling."""
    match request:
        case Record(VoicePassed(voice)):
            return f"sets voice {voice}"
        case Record(Prompted()):
            return ""
        case Record(fact):
            return f"records {fields_told(fact)}"
        case Wake(bell, at, ref) if bell not in OF_EVERY_QUESTION:
            return f"wakes {bell}{f' {ref}' * bool(ref)} on {day(at)}"
        case Cancel(bell, ref) if bell not in OF_EVERY_QUESTION and (bell, ref) in armed:
            return f"cancels {bell}{f' {ref}' * bool(ref)}"
        case OpenCase(_, reason, urgency, words):
            return f"opens a case: {reason}, {urgency}, {quoted(words)}"
        case AddToCase(_, words, reason, urgency):
            more = "".join(f", {each}" for each in (reason, urgency) if each)
            return f"adds to the case: {quoted(words)}{more}"
        case Relay(_, words):
            return f"relays {quoted(words)}" if words else "relays what was sent"
        case CloseCase():
            return "closes the case"
        case Erase():
            return "erases everything"
        case SendAppointment(service, session, is_discreet):
            title = f"{quoted(service.name)}, {day(session.starts_at)}"
            return f"sends an appointment: {title}{', discreet' * is_discreet}"
        case AnswerOuting(_, stage):
            return f"answers the meeting: {stage}"
        case SendOuting(outing, is_discreet):
            local = outing.at.astimezone(LONDON)
            return f"sends the meeting as a file: {day(local)}{', discreet' * is_discreet}"
        case NoteUnmet(topics, place):
            return f"notes as missing: {', '.join([*(topics or ['something else']), place])}"
        case SendData():
            return "sends their data"
    return ""


def message(say: Say, wording: Wording, language: str, plain_lane: Lane) -> Iterable[str]:
    text = shown(wording.text(say.wording, language, say.values))
    buttons = brackets([label(option, wording, language) for option in say.options])
    lines = text.split("\n")
    if buttons and len(lines) == 1 and len(lines[0]) + len(buttons) < 90:
        lines[0] += f"  {buttons}"
    elif buttons:
        lines.append(buttons)
    yield from spoken("bot", lines)
    if say.lane is not None and say.lane is not plain_lane:
        yield f"{INDENT}~ in the {say.lane.name.lower()} lane"


def drawing(draw: Draw, wording: Wording, language: str) -> Iterable[str]:
    for name, points in draw.series:
        values = ", ".join(f"{day(at)[:-6]} {score}" for at, score in points)
        yield f'{INDENT}~ draws "{name}": {values}'
    yield from spoken("bot", shown(wording.text(draw.wording, language, draw.values)).split("\n"))


def spoken(who: str, lines: list[str]) -> Iterable[str]:
    yield f"{who:<6} {lines[0]}".rstrip()
    for line in lines[1:]:
        yield f"{INDENT}{line}".rstrip()


def brackets(labels: list[str]) -> str:
    """Labels in brackets; runs of numbers as `[0..10]`."""
    if len(labels) > 2 and labels[0].isdigit():
        run = 1
        while run < len(labels) and labels[run] == str(int(labels[0]) + run):
            run += 1
        if run > 2:
            rest = brackets(labels[run:])
            return f"[{labels[0]}..{labels[run - 1]}]" + (f" {rest}" if rest else "")
    return " ".join(f"[{name}]" for name in labels)
