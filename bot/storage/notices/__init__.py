"""The outbox, and who reads what it sends."""
