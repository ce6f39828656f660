"""Plans, tickets and answers in time."""
