"""Real faults: a wording that breaks when it is rendered, a row that the store will not take."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from navigator_bot.assembly import House
from navigator_bot.wording import TEMPLATES


def broken_templates(folder: Path, *wordings: str) -> Path:
    """A copy of the templates in which these wordings, `file.block`, cannot be rendered."""
    copy = folder / "templates"
    shutil.copytree(TEMPLATES, copy)
    for wording in wordings:
        name, _, block = wording.partition(".")
        file = copy / "messages" / f"{name}.txt"
        text = file.read_text(encoding="utf-8")
        start = re.compile(rf"({{%-? block {block} -?%}})")
        assert start.search(text), f"there is no wording {wording}"
        file.write_text(start.sub(r"\1{{ nowhere.at_all }}", text), encoding="utf-8")
    return copy


async def refuse_to_save(house: House, chat: int) -> None:
    """From here on the store does not take what changes the person of this chat."""
    if house.database.dialect == "sqlite":
        script: tuple[str, ...] = (
            f"CREATE TRIGGER refuse BEFORE UPDATE ON people WHEN NEW.chat = {chat} "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END;",
        )
    else:
        script = (
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'refused'; END $$",
            "CREATE TRIGGER refuse BEFORE UPDATE ON people FOR EACH ROW "
            f"WHEN (NEW.chat = {chat}) EXECUTE FUNCTION refuse()",
        )
    async with house.database.transaction() as connection:
        for statement in script:
            await connection.raw.execute(statement)


async def save_again(house: House) -> None:
    on = "" if house.database.dialect == "sqlite" else " ON people"
    async with house.database.transaction() as connection:
        await connection.raw.execute(f"DROP TRIGGER refuse{on}")
