"""The promises that can be broken: by the world, by an operator, or by us."""

from __future__ import annotations


class NavigatorError(Exception):
    """Something this house promised did not come true."""


class SettingsError(NavigatorError):
    """One or more settings are missing or malformed; the message names each, and its fix."""


class KeyFileError(NavigatorError):
    """The key that opens the store is missing, malformed, or not the one that closed it."""


class StoreError(NavigatorError):
    """The database cannot be used as it is; the message says what to do."""


class WordingError(NavigatorError):
    """A wording is missing, or did not get the values that it asks for."""


class FetchError(NavigatorError):
    """A file that somebody sent did not come. `permanent` says that trying again cannot help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class SendError(NavigatorError):
    """A message did not go out. `permanent` says that trying again cannot help."""

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool,
        retry_after: float | None = None,
        unsure: bool = False,
        moved_to: int | None = None,
        unreachable: bool = False,
        lost_topic: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after  # seconds, where Telegram named them
        self.unsure = unsure  # it may have arrived all the same
        self.moved_to = moved_to  # the group's new chat id
        self.unreachable = unreachable  # blocked, deactivated, or never started
        self.lost_topic = lost_topic  # the topic it was for, which is deleted or closed

    @property
    def may_pass(self) -> bool:
        """Trying again in the same place may help."""
        return not self.permanent and self.moved_to is None and self.lost_topic is None
