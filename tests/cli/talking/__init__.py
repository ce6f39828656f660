"""Tests of talking to a desk on a terminal."""
