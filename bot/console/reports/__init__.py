"""Figures about the desk's work."""
