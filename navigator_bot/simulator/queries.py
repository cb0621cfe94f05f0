"""Pressed buttons that wait for the bot's answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from navigator_bot.simulator.model import Message, User
from navigator_bot.simulator.refusals import QUERY_TOO_OLD, bad_request

# Telegram names no number; answers later than about a quarter of an hour are refused.
ANSWERED_WITHIN = timedelta(minutes=15)
KEPT = 1000


@dataclass(slots=True)
class Query:
    """One press of a button."""

    id: str
    by: User
    message: Message
    asked_at: datetime
    is_answered: bool = False
    answer: str = ""  # the toast
    is_alert: bool = False


class Queries:
    """The newest presses, by id."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ids = itertools.count(900_000_000_001)
        self._by_id: dict[str, Query] = {}

    def ask(self, by: User, message: Message) -> Query:
        query = Query(str(next(self._ids)), by, message, self._now())
        self._by_id[query.id] = query
        if len(self._by_id) > KEPT:
            del self._by_id[next(iter(self._by_id))]
        return query

    def answer(self, query_id: str, text: str, is_alert: bool) -> Query:
        """Raises Telegram's refusal for an unknown, old or already answered query."""
        query = self._by_id.get(query_id)
        if query is None or query.is_answered or self._now() - query.asked_at > ANSWERED_WITHIN:
            raise bad_request(QUERY_TOO_OLD)
        query.is_answered, query.answer, query.is_alert = True, text, is_alert
        return query

    def unanswered(self) -> list[Query]:
        """Presses that still show a spinner."""
        return [query for query in self._by_id.values() if not query.is_answered]

    def of(self, query_id: str) -> Query | None:
        return self._by_id.get(query_id)

    def clear(self) -> None:
        self._by_id.clear()
