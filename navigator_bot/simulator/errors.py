"""What can go wrong in the hands of a test or a story."""


class CannotDo(Exception):
    """A person tried something that their Telegram client would not let them do."""
