"""Ready replies of a deployment's own, from a file: what navigators send often, written once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from navigator_bot.errors import SettingsError

MOST = 20
"""A list that has to be read through helps nobody."""

Label = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=40)]
Words = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=1000)]


class ReadyReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`label` stands on a button, `words` are what the person reads after the navigator's name."""

    label: Label
    words: Words


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reply: Annotated[list[ReadyReply], msgspec.Meta(max_length=MOST)]


def read_ready_replies(path: Path | None) -> tuple[ReadyReply, ...]:
    """Raises SettingsError with the fix where the file cannot be used."""
    if path is None:
        return ()
    try:
        written = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"NAVIGATOR_READY_REPLIES names {path}, which cannot be read."
        ) from None
    except ValueError as broken:
        raise SettingsError(
            f"NAVIGATOR_READY_REPLIES: {path} cannot be used ({broken}). Each [[reply]] needs a "
            f"label (at most 40 letters) and words (at most 1000); at most {MOST} of them."
        ) from None
    labels = [each.label.strip().casefold() for each in written.reply]
    for label in labels:
        if labels.count(label) > 1:
            raise SettingsError(
                f"NAVIGATOR_READY_REPLIES: two replies of {path} have the label {label!r}. Give "
                "each its own, so that they can be told apart."
            )
    return tuple(ReadyReply(each.label.strip(), each.words.strip()) for each in written.reply)
