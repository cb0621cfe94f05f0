"""Keeping the directory in chat: for coordinators and admins, one idea a file."""
