"""Anger, and the wish to leave, in the words of a message."""
