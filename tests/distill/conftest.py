"""One tokenizer and one tiny model for all tests of the school."""

from __future__ import annotations

import pytest

from demo.distill.models import new_model
from demo.distill.profiles import Shape
from demo.distill.vocabulary import build

TINY = Shape(64, 2, 1, 64)


@pytest.fixture(scope="session")
def tokenizer():
    return build()


@pytest.fixture()
def tiny(tokenizer):
    return new_model(TINY, tokenizer, seed=1).eval()
