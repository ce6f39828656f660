"""One conversation, one turn at a time: log, owner, engine, log."""
