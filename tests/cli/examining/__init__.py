"""Tests of what the doctor examines."""
