"""Pairs of models: their files, where the models are, and whether a device can hold them.

`python -m demo.pairs list` and `check NAME`. No torch here: a page lists pairs at once.
"""

from demo.pairs.pair import ModelSpec, Pair, Suggestion
from demo.pairs.pair_toml import HUB_ID, LINEAGES, names, read

__all__ = ["HUB_ID", "LINEAGES", "ModelSpec", "Pair", "Suggestion", "names", "read"]
