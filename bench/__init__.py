"""Measures this desk beside a stock Rasa assistant, on one machine and in one run."""
