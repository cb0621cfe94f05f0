"""The safety net, made of the rules that ship and of a deployment's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from conversations import safety_net
from conversations.safety_net import Net, RulesError
from navigator_bot.errors import SettingsError

RULES = Path(safety_net.__file__).parent / "rules"


@lru_cache(maxsize=2)
def read_net(own: Path | None = None) -> Net:
    """Compiled once. `own` is a file of rules, or a folder of such files, read after ours: a rule
    of the same id takes the place of ours. Raises SettingsError."""
    shipped = [file.read_text(encoding="utf-8") for file in sorted(RULES.glob("*.toml"))]
    try:
        added = [file.read_text(encoding="utf-8") for file in _files(own)]
        return Net(safety_net.read([*shipped, *added]))
    except (OSError, UnicodeDecodeError) as broken:
        raise SettingsError(
            f"The safety rules {own} cannot be read ({type(broken).__name__})."
        ) from None
    except RulesError as broken:
        raise SettingsError(f"The safety rules {own} cannot be used: {broken}") from None


def _files(own: Path | None) -> Iterable[Path]:
    if own is None:
        return ()
    return sorted(own.glob("*.toml")) if own.is_dir() else (own,)
