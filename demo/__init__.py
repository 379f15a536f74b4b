"""Apprentice: a teacher and the 4-bit student it taught, side by side, really measured."""

__version__ = "0.1.0"
