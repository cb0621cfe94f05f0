"""What somebody who reviews the safety rules does at the command line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from conversations.safety_net import Finding, Net, foremost, urgency
from navigator_bot.errors import SettingsError
from navigator_bot.safety import read_net, taught


async def explain(options: argparse.Namespace) -> int:
    """Which rules found what in one message, and why."""
    net = read_net(options.rules)
    findings = net.look(options.text)
    if not findings:
        print("Nothing was found. That never means that somebody is safe.")
    for finding in findings:
        print(f"{finding.tier}  {finding.category}  {finding.rule}")
        print(f"    found: {finding.phrase(options.text)}")
        print(f"    why:   {net.why(finding.rule)}")
    for finding in net.doubted(options.text):
        print(f"in doubt: {finding.rule} alone would find this {finding.tier};")
        print("    the phrases around it are those of daily talk")
    return 0


async def batch(options: argparse.Namespace) -> int:
    """From `{"id", "text"}`, one a line, to `{"id", "tier", "category", "phrases"}`."""
    net = read_net(options.rules)
    source: Path = options.source
    with options.out.open("w", encoding="utf-8") as out:
        for number, line in enumerate(source.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                out.write(json.dumps(_judged(net, line, number), ensure_ascii=False) + "\n")
    return 0


async def learn(options: argparse.Namespace) -> int:
    """From examples, ours and those of `--examples`, to the weights of telling phrases."""
    options.out.write_text(taught(options.examples), encoding="utf-8")
    return 0


def _judged(net: Net, line: str, number: int) -> dict[str, object]:
    try:
        given = json.loads(line)
        key, text = given["id"], str(given["text"])
    except (ValueError, KeyError, TypeError):
        raise SettingsError(f"Line {number} is no object with an id and a text.") from None
    findings = net.look(text)
    first = foremost(findings)
    return {
        "id": key,
        "tier": first.tier if first else "none",
        "category": first.category if first else None,
        "phrases": _phrases(findings, text),
    }


def _phrases(findings: Iterable[Finding], text: str) -> list[str]:
    """The most urgent first, and none that is only a part of one before it."""
    told: list[str] = []
    for phrase in (finding.phrase(text) for finding in sorted(findings, key=urgency)):
        if not any(phrase in longer for longer in told):
            told.append(phrase)
    return told
