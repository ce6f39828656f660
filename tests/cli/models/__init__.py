"""Tests of training, comparing and keeping models."""
