"""Stand-ins for the outside, for tests of rules and services: a database in memory, and the demo's cast."""
