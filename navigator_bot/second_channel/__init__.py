"""Alerts by another way than Telegram, for when chat goes unanswered."""
