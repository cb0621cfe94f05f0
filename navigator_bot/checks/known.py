"""What the code does not say plainly enough to be read from it: listed here, each with its reason.

Anything else that cannot be read is a fault: write it plainly, or add it here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from conversations import INTERRUPTIONS
from conversations.kit.engine import CANCEL
from conversations.kit.staff import Role
from navigator_bot.keeping_desk.adding import STEPS
from navigator_bot.keeping_desk.changing import EXAMPLES
from navigator_bot.keyboards import STANDING
from navigator_bot.menus import EVERY_COMMAND
from navigator_bot.rules.findings import Kind
from resources_directory.editing import Field
from resources_directory.freshness import Part


@dataclass(frozen=True)
class Known:
    fillings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A wording's name that the code puts together, and all that it may put in."""

    spreads: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Values that are given all at once, as they stand in the code, and their names."""

    handed_on: frozenset[tuple[str, str]] = frozenset()
    """A module, and what stands there for a wording that was named, and is checked, elsewhere."""

    captions: frozenset[str] = frozenset()
    """Wordings that stand under a file."""


IN_THIS_HOUSE = Known(
    fillings={
        # A staff invitation holds one of the roles, and the link is made with one of them.
        "desk.welcome_{role}": tuple(role.value for role in Role),
        # What the auditor finds is told in words of its own kind.
        "auditor.{finding.kind}": tuple(kind.value for kind in Kind),
        # The words that interrupt anything: one list a key of the map.
        "common.words__{key}": (*INTERRUPTIONS, CANCEL),
        "common.words__{HELP}": ("help_now",),
        # The buttons under every question.
        "common.button__{key}": STANDING,
        # What a keeper of the directory reads beside a field, or of a part that ages by itself.
        "keeping.field__{field}": tuple(Field),
        "keeping.field__{Field(field)}": tuple(Field),
        "keeping.part__{part}": tuple(Part),
        "keeping.example_{field}": EXAMPLES,
        "keeping.add_{STEPS[place.step]}": STEPS,
        "keeping.button__{each}": ("find", "add", "look", "missing", "list"),
        "keeping.button__{state}": ("close", "reopen"),
        # Every command of every menu.
        "commands.{command}": EVERY_COMMAND,
    },
    handed_on=frozenset(
        {
            # Requests of a turn, carried out: each was checked where the turn was asked.
            ("navigator_bot.effects", "say.wording"),
            ("navigator_bot.effects", "draw.wording"),
            ("navigator_bot.effects", "option.wording"),
            ("conversations.kit.engine", "again.wording"),
            # A button's label, named after its enum: read where the enum is given to `turn.ask`.
            ("conversations.kit.turn", "label"),
            # Called back by keyboards.standing_row with the names it puts together.
            ("navigator_bot.effects", "name"),
        }
    ),
    captions=frozenset(
        {"my_data.file", "my_saved.file", "keeping_lists.report_file", "keeping_lists.list_file"}
    ),
)
