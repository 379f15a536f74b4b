"""What we lean on of Gradio is there, and nothing else of its insides is used."""

import ast
import importlib
import inspect
from functools import reduce

import gradio as gr
import pytest

from demo.page.gradio_private import ATTRIBUTES, UNDERSCORED
from demo.settings import ROOT

SOURCES = sorted((ROOT / "demo").rglob("*.py"))


@pytest.mark.parametrize(("module", "name", "why"), ATTRIBUTES, ids=lambda value: value[:30])
def test_the_installed_gradio_still_has_it(module, name, why):
    assert reduce(getattr, name.split("."), importlib.import_module(module)) and why


def test_an_event_carries_what_was_sent_under_the_name_we_read():
    assert gr.EventData(None, {"side": "teacher"})._data == {"side": "teacher"}


def test_routes_and_middleware_may_still_be_handed_to_launch():
    assert "app_kwargs" in inspect.signature(gr.Blocks.launch).parameters
    assert hasattr(gr.Blocks().queue(), "_queue")


def inside_gradio(tree):
    """Modules of Gradio's that are imported by a dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gradio."):
            yield node.module


def test_no_other_module_of_gradios_is_imported():
    known = {module for module, _, _ in ATTRIBUTES} | {"gradio.themes"}
    for path in SOURCES:
        found = set(inside_gradio(ast.parse(path.read_text())))
        assert found <= known, f"{path}: name it in demo/page/gradio_private.py"


def test_no_other_underscored_name_is_read_off_gradios_objects():
    for path in sorted((ROOT / "demo" / "page").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            private = isinstance(node, ast.Attribute) and node.attr.startswith("_")
            if private and not node.attr.startswith("__"):
                own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                own = own or f"def {node.attr}" in path.read_text()
                assert own or node.attr in UNDERSCORED, f"{path}: {node.attr}"
