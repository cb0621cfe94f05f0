"""Stories of the whole house: what people do is read from a file, and what they read is written in.

A file is a title, a line `on 2 March 2026, 9:00`, and then lines of two kinds. What people do, as
`simulator.script` has it, and time that passes, stand at the margin and stay as they were written.
What they read comes out below, four spaces in, and is written anew. `#` begins a remark.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from difflib import unified_diff
from pathlib import Path
from zoneinfo import ZoneInfo

from navigator_bot.clock import WoundClock
from navigator_bot.errors import NavigatorError
from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.hands import carry_out
from navigator_bot.simulator.script import UNTIL_NEXT, act_of, joined, passed
from navigator_bot.simulator.seen import Seen
from navigator_bot.stage import Stage

LONDON = ZoneInfo("Europe/London")
BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
"""A working day, in working hours; where a story does not say."""

BREATH = timedelta(seconds=8)
"""After each thing that people do: enough for every bubble to come at Telegram's pace."""

INDENT = "    "
WHEN = "on {at.day} {at:%B %Y}, {at.hour}:{at:%M}"


class StoryError(NavigatorError):
    """A story that cannot be played; the message names the line."""


async def played(story: str) -> str:
    """The same story, as it really goes. Raises StoryError."""
    title, begins, lines = _read(story)
    clock = WoundClock(begins)
    written = [title, "", WHEN.format(at=begins)]
    with tempfile.TemporaryDirectory(prefix="navigator-story-") as folder:
        stage = Stage(Path(folder), clock=clock)
        async with stage.stand_in:
            try:
                await stage.start_again()
                seen = Seen(stage.world)
                await stage.wait(BREATH)
                list(seen.anew())
                for line in lines:
                    written += ["", line] if line else []
                    if line and not line.startswith("#"):
                        written += await _play(stage, line, seen)
            finally:
                await stage.close()
    return "\n".join(written) + "\n"


async def rehearse(files: Sequence[Path], *, update: bool) -> int:
    """How many of them do not go as they are written; what is otherwise is printed, or written
    into them. Raises StoryError."""
    otherwise = 0
    for file in files:
        try:
            story = file.read_text(encoding="utf-8")
            if not _read(story)[-1]:
                raise StoryError("this is no story. Write a title, and below it what people do.")
            goes = await played(story)
        except UnicodeDecodeError:
            raise StoryError(f"{file} is no text in UTF-8.") from None
        except StoryError as broken:
            raise StoryError(f"{file}: {broken}") from None
        if goes == story:
            print(f"{file}: as it is written")
            continue
        if update:
            file.write_text(goes, encoding="utf-8")
            print(f"{file}: written anew")
            continue
        otherwise += 1
        print(
            *unified_diff(story.splitlines(), goes.splitlines(), str(file), "as it goes"), sep="\n"
        )
    return otherwise


async def told(began: datetime, lines: Sequence[str]) -> str:
    """What was lived through on a stage, played once more from its beginning."""
    at = began.astimezone(LONDON)
    title = f"Lived through on {at.day} {at:%B %Y}."
    return await played("\n".join([title, "", WHEN.format(at=at), *lines]))


async def _play(stage: Stage, line: str, seen: Seen) -> list[str]:
    before = stage.now()
    try:
        await _do(stage, line)
    except CannotDo as cannot:
        raise StoryError(f"This cannot be done: {line}\n{cannot}") from None
    waited = stage.now() - before
    await stage.wait(BREATH)
    written, said_at = [], None
    for at, words in seen.anew():
        local = at.astimezone(LONDON)
        told_at = f"{local:%a} {local.day} {local:%B}, {local.hour}:{local:%M}"
        if waited and told_at != said_at:
            written.append(f"{INDENT}it is {told_at}")
            said_at = told_at
        written.append(f"{INDENT}{words}".rstrip())
    return written


async def _do(stage: Stage, line: str) -> None:
    if line == UNTIL_NEXT:
        await stage.wind_to_next()
    elif (by := passed(line)) is not None:
        await stage.wind(by)
    elif (somebody := joined(line)) is not None:
        stage.join(*somebody)
    else:
        carry_out(stage.cast(), act_of(stage.cast(), line))


def _read(story: str) -> tuple[str, datetime, list[str]]:
    title, *rest = story.strip("\n").split("\n")
    lines = list(_done(rest))
    begins = BEGINS
    if lines and lines[0].startswith("on "):
        begins = _moment(lines.pop(0))
    return title, begins, lines


def _done(lines: Sequence[str]) -> Iterator[str]:
    """What stands at the margin."""
    return (line.rstrip() for line in lines if line.strip() and not line.startswith(" "))


def _moment(line: str) -> datetime:
    try:
        return datetime.strptime(line, "on %d %B %Y, %H:%M").replace(tzinfo=LONDON)
    except ValueError:
        raise StoryError(f"This is no moment, such as {WHEN.format(at=BEGINS)}: {line}") from None
