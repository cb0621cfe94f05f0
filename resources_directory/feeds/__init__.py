"""Directories as others keep them: read, and written, as Open Referral and as spreadsheets."""
