"""Apprentice: a teacher and the 4-bit student it taught, side by side, really measured."""

import logging

__version__ = "0.1.0"

# At every start on a CPU it advises to install a package that would fetch code from the Hub.
logging.getLogger("bitsandbytes.backends.cpu.ops").setLevel(logging.ERROR)
