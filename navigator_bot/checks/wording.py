"""`navigator-bot check wording`: every fault in the wordings, in a line that says where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError

from navigator_bot.checks import catalogue, reading_age
from navigator_bot.checks.blocks import Block, Blocks, read_blocks
from navigator_bot.checks.known import IN_THIS_HOUSE, Known
from navigator_bot.checks.markup import LONGEST_KEY, length_fault, markup_faults
from navigator_bot.checks.samples import Samples
from navigator_bot.checks.source import Source
from navigator_bot.checks.uses import CAPTION, COMMAND, LABEL, MESSAGE, WORDS, Uses, read_uses
from navigator_bot.wording import TEMPLATES

MESSAGES = TEMPLATES / "messages"
CODE = Path(__file__).parents[2]


def check_wording(
    messages: Path = MESSAGES, code: Path = CODE, known: Known = IN_THIS_HOUSE
) -> list[str]:
    """All faults, by file; empty where there are none."""
    blocks = read_blocks(messages)
    if blocks.faults:
        return list(blocks.faults)
    uses = read_uses(Source(code), blocks.files, known)
    kinds = _kinds(blocks, uses, known)
    faults = [
        *uses.faults,
        *_named(blocks, uses),
        *_filled(blocks, uses),
        *_never_filled(blocks, uses),
        *_written(blocks),
        *_shown(messages, blocks, kinds),
        *_too_hard(blocks, kinds),
    ]
    return list(dict.fromkeys(faults))


def figures(messages: Path = MESSAGES) -> list[str]:
    """How hard each file is to read, the hardest first."""
    texts = _by_file(read_blocks(messages))
    found = {file: reading_age.figure(each) for file, each in texts.items()}
    lines = ["file              grade  at most  sentences  words"]
    for file, each in sorted(found.items(), key=lambda item: -item[1].grade):
        lines.append(
            f"{file:<16} {each.grade:6.1f} {reading_age.most(file):8.1f} "
            f"{each.sentences:10} {each.words:6}"
        )
    return lines


def write_catalogue(to: Path, templates: Path = TEMPLATES) -> int:
    """The English texts for translators; how many there are. See `catalogue`."""
    return catalogue.write(templates, to)


def _named(blocks: Blocks, uses: Uses) -> Iterator[str]:
    named = {name for use in uses.found for name in use.names}
    for use in uses.found:
        for name in sorted(use.names - set(blocks.by_name)):
            yield f"{use.place}: there is no wording {name}"
    for name in sorted(set(blocks.by_name) - named):
        yield f"{blocks.by_name[name].place}: nothing uses this block"


def _filled(blocks: Blocks, uses: Uses) -> Iterator[str]:
    """Every block gets all that it asks for, and nothing is given that no block asks for."""
    for use in uses.found:
        if use.values is None:
            continue
        asked: set[str] = set()
        for name in sorted(use.names & set(blocks.by_name)):
            block = blocks.by_name[name]
            asked |= block.needs
            for value in sorted(block.needs - use.values):
                yield f"{block.place}: asks for {value}, which {use.place} does not give"
        for value in sorted(use.values - asked):
            yield f"{use.place}: gives {value}, which {' or '.join(sorted(use.names))} never uses"


def _never_filled(blocks: Blocks, uses: Uses) -> Iterator[str]:
    filled = {name for use in uses.found if use.values is not None for name in use.names}
    named = {name for use in uses.found for name in use.names}
    for name in sorted((named & set(blocks.by_name)) - filled):
        block = blocks.by_name[name]
        if block.needs:
            values = ", ".join(sorted(block.needs))
            yield f"{block.place}: asks for {values}, and no call was found that gives values"


def _written(blocks: Blocks) -> Iterator[str]:
    for block in blocks.by_name.values():
        for words in block.untranslatable:
            yield f'{block.place}: "{words}" is not inside {{% trans %}}'
        if block.unescaped:
            yield f"{block.place}: the filter safe lets a person's own words in as markup"


def _shown(folder: Path, blocks: Blocks, kinds: dict[str, str]) -> Iterator[str]:
    samples = Samples(folder)
    for name, block in blocks.by_name.items():
        try:
            texts = samples.of(block)
        except (TemplateError, TypeError, ValueError) as broken:
            yield f"{block.place}: cannot be shown with sample values ({broken})"
            continue
        for text in texts:
            for fault in (*markup_faults(text), length_fault(text, kinds[name])):
                if fault is not None:
                    yield f"{block.place}: {fault}"
        key = block.name.rpartition("__")[2]
        if kinds[name] == LABEL and len(key.encode()) > LONGEST_KEY:
            yield f"{block.place}: the key {key} does not fit the data of a button"


def _too_hard(blocks: Blocks, kinds: dict[str, str]) -> Iterator[str]:
    for file, texts in _by_file(blocks, kinds).items():
        grade = reading_age.figure(texts).grade
        if grade > reading_age.most(file):
            hardest = " / ".join(reading_age.hardest(texts))
            yield (
                f"{file}.txt: grade {grade:.1f}, at most {reading_age.most(file):.1f}. "
                f"Hardest: {hardest}"
            )


def _by_file(blocks: Blocks, kinds: dict[str, str] | None = None) -> dict[str, list[str]]:
    """Whole sentences of each file: a label is no sentence, nor is a list of words."""
    kinds = {} if kinds is None else kinds
    found: dict[str, dict[str, None]] = {}
    for name, block in blocks.by_name.items():
        if kinds.get(name, _kind_by_name(block)) not in (LABEL, WORDS):
            found.setdefault(block.file, {}).update(dict.fromkeys(block.messages))
    return {file: list(texts) for file, texts in found.items()}


def _kinds(blocks: Blocks, uses: Uses, known: Known) -> dict[str, str]:
    kinds = {name: _kind_by_name(block) for name, block in blocks.by_name.items()}
    for use in uses.found:
        for name in use.names & set(kinds):
            if use.kind in (CAPTION, LABEL) and kinds[name] == MESSAGE:
                kinds[name] = use.kind
    return {name: CAPTION if name in known.captions else kind for name, kind in kinds.items()}


def _kind_by_name(block: Block) -> str:
    if block.file == "commands":
        return COMMAND
    if block.name.startswith("words__"):
        return WORDS
    return LABEL if "__" in block.name else MESSAGE
