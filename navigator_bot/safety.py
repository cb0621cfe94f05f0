"""The safety net, made of the rules that ship and of a deployment's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock

from conversations import safety_net
from conversations.safety_net import Category, Net, RulesError, Tier, telling
from conversations.safety_net.bases import Bases
from conversations.safety_net.learning import Example, learnt
from conversations.safety_net.telling import TellingError, Weighted
from navigator_bot.errors import SettingsError

RULES = Path(safety_net.__file__).parent / "rules"
EXAMPLES = RULES.parent / "examples"
TELLING = "telling.tsv"
_making = Lock()


def read_net(own: Path | None = None) -> Net:
    """Made once; who needs it meanwhile waits for it. `own` is a file of rules, or a folder of such
    files, read after ours: a rule of the same id takes the place of ours, and so do telling
    phrases. Telling phrases do not know what rules of one's own are for, and so do not doubt them.
    Raises SettingsError."""
    with _making:
        return _made(own)


@lru_cache(maxsize=2)
def _made(own: Path | None) -> Net:
    try:
        added = [file.read_text(encoding="utf-8") for file in _files(own)]
        rules = safety_net.read(_shipped()).extended(safety_net.read(added, sure=True))
        return Net(rules, read_weights(own))
    except (OSError, UnicodeDecodeError) as broken:
        raise SettingsError(
            f"The safety rules {own} cannot be read ({type(broken).__name__})."
        ) from None
    except (RulesError, TellingError) as broken:
        raise SettingsError(f"The safety rules {own} cannot be used: {broken}") from None


def _shipped() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(RULES.glob("*.toml"))]


def _files(own: Path | None) -> Iterable[Path]:
    if own is None:
        return ()
    return sorted(own.glob("*.toml")) if own.is_dir() else (own,)


def read_weights(own: Path | None = None) -> Weighted:
    """Of telling phrases: ours, or those of a service's own. Raises TellingError."""
    of_own = own / TELLING if own is not None and own.is_dir() else None
    file = of_own if of_own is not None and of_own.exists() else RULES / TELLING
    return telling.read(file.read_text(encoding="utf-8"))


def taught(own: Path | None = None) -> str:
    """The telling phrases, with their weights, that all examples teach: those that ship, and those
    in a folder of one's own. Raises SettingsError."""
    examples = [*rules_examples(), *read_examples(EXAMPLES), *(read_examples(own) if own else ())]
    bases = Bases(safety_net.read(_shipped()).irregular)
    return telling.written(learnt(examples, bases), len(examples))


def rules_examples() -> list[Example]:
    """What the rules that ship must find, and what must stay silent."""
    rules = safety_net.read(_shipped()).rules
    said = [Example(text, each.tier, each.category) for each in rules for text in each.hit]
    return said + [Example(text) for each in rules for text in each.miss]


def read_examples(folder: Path) -> list[Example]:
    """One a line, in the folder or those in it; the file's name says what they are:
    `explicit.suicide.txt`, `none.txt`. Raises SettingsError."""
    examples = []
    for file in sorted(folder.rglob("*.txt")):
        tier, category = _meaning(file)
        lines = file.read_text(encoding="utf-8").splitlines()
        examples += [Example(line, tier, category) for line in lines if line.strip()]
    if not examples:
        raise SettingsError(f"No examples stand in {folder}.")
    return examples


def _meaning(file: Path) -> tuple[Tier | None, Category | None]:
    if file.stem == "none":
        return None, None
    try:
        tier, category = file.stem.split(".")
        return Tier(tier), Category(category)
    except ValueError:
        raise SettingsError(
            f"{file.name} must be named none.txt, or by tier and category: soft.not_coping.txt."
        ) from None
