"""Recordings that travel: replaying them at their measured pace."""
