"""Tests of the programs the desk starts and the ports they listen on."""
