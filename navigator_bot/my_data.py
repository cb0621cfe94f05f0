"""All that is kept of a person, in a form that they and other programs can read."""

from __future__ import annotations

import json
from typing import Any

from conversations.kit.people import Person
from conversations.kit.saving import dump


def exported(person: Person, cases: list[dict[str, Any]]) -> str:
    """JSON, indented; the names of its fields are those of `conversations.kit.people`.

    `cases` are what was said to and by navigators, and where and when they met.
    """
    kept = {name: value for name, value in dump(person).items() if name != "outings"}
    return json.dumps({**kept, "cases": cases}, ensure_ascii=False, indent=2)
