"""Back-ups as the command line makes them: by SQLite itself, or by PostgreSQL's own programs."""
