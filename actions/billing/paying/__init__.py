"""Paying: the ways, what went wrong, what was credited, and what is contested."""
