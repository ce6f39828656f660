"""Tests of what is found in the words of a message."""
