"""The lowest and the newest versions are worked out of requirements.txt itself."""

import pytest
from packaging.requirements import Requirement

from tests.versions import pinned, requirements


@pytest.mark.parametrize(("line", "lowest"), [
    ("gradio>=6.31,<6.40", "gradio==6.31"), ("torch==2.13.0", "torch==2.13.0"),
    ("pillow<14,>=11.2.1", "pillow==11.2.1"),
])
def test_the_floor_is_pinned(line, lowest):
    assert pinned(Requirement(line), "lowest") == lowest


def test_the_newest_keeps_the_range():
    assert Requirement(pinned(Requirement("a>=1,<2"), "newest")).specifier == "<2,>=1"


@pytest.mark.parametrize("one", requirements(), ids=lambda one: one.name)
def test_every_requirement_has_a_floor_and_a_ceiling(one):
    assert pinned(one, "lowest")
    assert {"<", "=="} & {specifier.operator for specifier in one.specifier}
