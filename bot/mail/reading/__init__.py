"""Mails that arrive, from bytes to what was newly written, within limits."""
