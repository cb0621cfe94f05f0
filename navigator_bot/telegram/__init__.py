"""Everything that knows Telegram's Bot API: what comes in by it, and what goes out."""
