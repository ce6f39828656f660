"""Alerts leave the desk: passed on to people, and posted to browsers' push services."""
