"""A stand-in for the Telegram Bot API, with people to play and a clock that others wind."""

from navigator_bot.simulator.errors import CannotDo
from navigator_bot.simulator.faults import Dropped, ServerError, TimedOut, TooManyRequests
from navigator_bot.simulator.group import Group
from navigator_bot.simulator.model import Chat, Message
from navigator_bot.simulator.page import Page
from navigator_bot.simulator.person import Person
from navigator_bot.simulator.rehearsal import Cast, NamedPlace, Rehearsal
from navigator_bot.simulator.server import StandIn
from navigator_bot.simulator.world import World

__all__ = [
    "CannotDo",
    "Cast",
    "Chat",
    "Dropped",
    "Group",
    "Message",
    "NamedPlace",
    "Page",
    "Person",
    "Rehearsal",
    "ServerError",
    "StandIn",
    "TimedOut",
    "TooManyRequests",
    "World",
]
