"""The net under the help card: words of danger, found by rules that people can read.

No finding never means safe. `Net` is made once of the rules' text, which is handed in.
"""

from conversations.safety_net.model import Category, Finding, Tier, foremost, urgency
from conversations.safety_net.net import Net
from conversations.safety_net.rules import Rules, RulesError, read

__all__ = [
    "Category",
    "Finding",
    "Net",
    "Rules",
    "RulesError",
    "Tier",
    "foremost",
    "read",
    "urgency",
]
