"""One tokenizer, one tiny model, and one whole small school for all tests of the pipeline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demo.distill.__main__ import main
from demo.distill.core.models import new_model, save_pair_side
from demo.distill.core.sizes import Shape
from demo.distill.school.answer_log import AnswerLog
from demo.distill.school.profiles import PROFILES, Asking
from demo.distill.school.query import ask
from demo.distill.school.school_tokenizer import build

TINY = Shape(64, 2, 1, 64)
FEW = Asking(24, sampled=0.4, rows=6, shard=8)


@pytest.fixture(scope="session")
def tokenizer():
    return build()


@pytest.fixture()
def tiny(tokenizer):
    return new_model(TINY, tokenizer, seed=1).eval()


@pytest.fixture(scope="session")
def profile():
    """Smaller still than `small`: a few questions and a few steps."""
    small = PROFILES["small"]
    budget = replace(small.distil, steps=6, rows=2, save_every=2, look_every=6, look_questions=1)
    return replace(small, asking=FEW, distil=budget, nf4=replace(budget, steps=2), exam=2)


@pytest.fixture(scope="session")
def asked(tokenizer, tmp_path_factory):
    """A folder with an untaught teacher and what it answered."""
    folder = tmp_path_factory.mktemp("asked")
    teacher = new_model(TINY, tokenizer, seed=2).eval()
    save_pair_side(teacher, tokenizer, folder / "teacher")
    ask(teacher, tokenizer, AnswerLog(folder / "ledger"), FEW)
    return folder


@pytest.fixture(scope="session")
def school(tmp_path_factory):
    """The whole recipe, small: folder and summary."""
    folder = tmp_path_factory.mktemp("school")
    return folder, main(["pair", "--small", "--out", str(folder)])
