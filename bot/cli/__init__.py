"""The `desk` command: starting, training, seeding, talking, measuring and examining an installation."""
