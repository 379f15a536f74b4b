"""What a client may send to an event: checked before Gradio, which answers what it did not expect
with a traceback in the log and nothing for the sender.

A complaint is (HTTP status, one sentence).
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr

LONGEST_SESSION = 100
NO_EVENT = (404, "There is no event of that fn_index here; endpoints are asked through the queue, "
                 "at /gradio_api/call/NAME.")
NO_ENDPOINT = (404, "There is no endpoint of that name here.")
Complaint = tuple[int, str]
Functions = Mapping[int, Any]  # Gradio's BlockFunction by its number


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def read(body: bytes) -> dict[str, Any] | Complaint:
    """The request's JSON object."""
    try:
        # Gradio's own complaints repeat what was sent, and no JSON can hold NaN.
        data = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return 400, "The body must be JSON."
    return data if isinstance(data, dict) else (400, "The body must be a JSON object.")


def of_event(body: dict[str, Any], functions: Functions) -> Complaint | None:
    """What is wrong with a body that names its event by `fn_index`, as the page's do."""
    number = body.get("fn_index")
    function = functions.get(number) if type(number) is int else None
    if function is None or (
        function.fn is None and not function.cancels
    ):  # the latter run in the browser
        return NO_EVENT
    session = body.get("session_hash")
    if not isinstance(session, str) or not 0 < len(session) <= LONGEST_SESSION:
        return 400, f"session_hash must be a text of 1 to {LONGEST_SESSION} characters."
    if not isinstance(body.get("event_data"), dict | None):
        return 400, "event_data must be an object or null."
    if body.get("batched"):
        return 400, "Nothing here is asked in batches: leave batched out."
    return _wrong_data(body.get("data"), function)


def of_call(body: dict[str, Any], name: str, functions: Functions) -> Complaint | None:
    """What is wrong with a body for the endpoint called `name`."""
    if (function := _endpoint(name, functions)) is None:
        return NO_ENDPOINT
    if body.get("session_hash") is not None:
        return 400, "session_hash belongs to pages: leave it out."
    data = body.get("data")
    most = len(function.inputs)
    if isinstance(data, list) and 0 < len(data) < most:
        data = data + [None] * (most - len(data))
    return _wrong_data(data, function)


def filled(body: dict[str, Any], name: str, functions: Functions) -> bytes:
    """A body that `of_call` let pass, with null for every argument that was left out."""
    function = _endpoint(name, functions)
    missing = len(function.inputs) - len(body["data"])
    return json.dumps({**body, "data": body["data"] + [None] * missing}).encode()


def of_arguments(body: dict[str, Any], name: str, functions: Functions) -> Complaint | None:
    """What is wrong with a body that is itself the arguments of the endpoint called `name`."""
    if (function := _endpoint(name, functions)) is None:
        return NO_ENDPOINT
    known = inspect.signature(function.fn).parameters
    missing = [key for key, row in known.items() if row.default is row.empty and key not in body]
    if missing or set(body) - set(known):
        return 400, f"The arguments are {', '.join(known)}; those without a default must be there."
    return None


def _endpoint(name: str, functions: Functions) -> Any:
    return next((fn for fn in functions.values()
                 if fn.api_name == name and fn.api_visibility == "public"), None)


def _wrong_data(data: Any, fn: Any) -> Complaint | None:
    if not isinstance(data, list):
        return 400, "data must be a list."
    if fn.cancels:  # Gradio puts the session in its place
        return None
    if len(data) != len(fn.inputs):
        return 400, f"data must have {len(fn.inputs)} values, and has {len(data)}."
    for place, (value, component) in enumerate(zip(data, fn.inputs, strict=True), 1):
        for kinds, right, sentence in VALUES:
            if isinstance(component, kinds) and not right(value, component):
                return 400, f"Value {place} of data must be {sentence}."
    return None


def _chosen(value: Any, component: Any) -> bool:
    return isinstance(value, str) and value in [name for _, name in component.choices]


# What Gradio's own reading of a component's value takes for granted.
VALUES: tuple[tuple[Any, Callable[[Any, Any], bool], str], ...] = (
    ((gr.Radio, gr.Dropdown), _chosen, "one of its choices"),
    (gr.Textbox, lambda value, _: isinstance(value, str | None), "a text"),
    (gr.Number, lambda value, _: isinstance(value, int | float | None), "a number"),
)
