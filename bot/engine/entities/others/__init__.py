"""Who and what else a message speaks of, by name or description."""
