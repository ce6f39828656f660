"""Mails in the console: what waits, what failed, and what agents do about it."""
