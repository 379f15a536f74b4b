"""The stage's templates filled without a browser read as Handlebars would fill them."""

from __future__ import annotations

import time

import pytest

from demo.drawing import stage
from demo.drawing.scene import Scene
from demo.drawing.templates import fill
from tests.scripted import ScriptedEngine, recorded


@pytest.mark.parametrize("template, value, text", [
    ("a{{{value.x}}}b", {"x": "1"}, "a1b"),
    ("{{#if value.x}}yes {{{value.x}}}{{/if}}.", {"x": 2}, "yes 2."),
    ("{{#if value.x}}yes{{/if}}.", {"x": ""}, "."),
    ("{{#each value}}<{{{this}}}>{{/each}}", ["a", "b"], "<a><b>"),
    ("{{#each value}}{{{n}}}{{#each m}}({{{k}}}){{/each}}{{/each}}",
     [{"n": 1, "m": [{"k": 2}, {"k": 3}]}, {"n": 4, "m": []}], "1(2)(3)4"),
    ("{{#if value.none}}x{{/if}}{{{value.none}}}", {"none": None}, ""),
    ("{{#if\n value.x}}over two lines{{/if}}", {"x": True}, "over two lines"),
])
def test_each_tag_is_filled(template, value, text):
    assert fill(template, value) == text


@pytest.mark.parametrize("template", [
    "{{value}}", "{{#if value}}never closed", "{{#unless value}}x{{/unless}}",
    "{{#if value}}x{{/each}}",
])
def test_a_tag_that_is_not_known_is_an_error_and_never_shown(template):
    with pytest.raises((AssertionError, IndexError)):
        fill(template, {})


def test_a_missing_name_is_an_error():
    with pytest.raises(KeyError):
        fill("{{{value.x}}}", {})


def test_the_whole_stage_is_filled_with_no_tag_left_and_fast():
    recording = recorded(ScriptedEngine(), "14 * 36 - 57?")
    began = time.perf_counter()
    found = fill(stage.TEMPLATE, stage.draw(Scene(recording, "replay")))
    assert time.perf_counter() - began < 0.1
    assert "{{" not in found and found.count("<article") == 2 and "447" in found
