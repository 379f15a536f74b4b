"""What a remote side is asked: an endpoint and a body for each question, from a pair's file."""

from __future__ import annotations

from typing import Any

from demo.engine.prompting import conversation
from demo.errors import UserError
from demo.pairs import ModelSpec
from demo.pairs.remote_toml import lacking
from demo.recording.data import Request
from demo.remote import endpoint as endpoints
from demo.remote.api_errors import Trouble
from demo.remote.streaming import COUNTING

ADDRESS = "endpoint and model in pair.toml"
SLOWER = "ask again in a minute"
NOTHING_SAID = "(no answer)"  # some servers refuse an empty message


def endpoint(spec: ModelSpec) -> endpoints.Endpoint:
    """Raises UserError where its key is not in the environment."""
    remote = spec.remote
    assert remote is not None
    if variable := lacking(remote):
        raise UserError(f"The {spec.side} {spec.name} is asked with a key, and the environment "
                        f"variable {variable} is not set: put the key there.")
    key = endpoints.key_from(remote.key, wanted=True) if remote.key else endpoints.NO_KEY
    return endpoints.Endpoint(remote.endpoint, spec.model, key_variable=remote.key or "(none)",
                              key=key, address=ADDRESS, slower=SLOWER)


def messages(request: Request, side: str, marks: tuple[str, ...]) -> list[dict[str, str]]:
    """The system prompt, the conversation that this side has had, and the question. Its reasoning,
    between `marks`, is not sent back: no server wants it, and it would be paid for."""
    return [one | {"content": _answered(one["content"], *marks)} if one["role"] == "assistant"
            else one for one in conversation(request, side)]


def _answered(text: str, opened: str, closed: str) -> str:
    if opened in text:
        text = text.partition(closed)[2]
    return text.strip() or NOTHING_SAID


def shown(asked: list[dict[str, str]]) -> str:
    """What was sent, as a visitor may read it."""
    return "\n\n".join(f"{message['role']}: {message['content']}" for message in asked)


def body(
    spec: ModelSpec, request: Request, asked: list[dict[str, str]], most: int
) -> dict[str, Any]:
    """A request's fields for the client; the pair's own stand over ours."""
    remote = spec.remote
    assert remote is not None
    ours: dict[str, Any] = {
        "temperature": request.temperature, "top_p": request.top_p, "seed": request.seed,
        remote.longest_as: most, **COUNTING,
    }
    if spec.stop:
        ours["stop"] = list(spec.stop)
    ours = {name: value for name, value in ours.items() if name not in remote.omit}
    return {"messages": asked, "extra_body": {**ours, **remote.body}}


def uncounted(sent: dict[str, Any], trouble: Trouble) -> bool:
    """Does the server not know how to count a stream? Then it is asked without, next."""
    field = next(iter(COUNTING))
    if trouble.kind != "question" or field not in str(trouble):
        return False
    return sent["extra_body"].pop(field, None) is not None


def notes(spec: ModelSpec) -> tuple[str, ...]:
    """What to know of a remote side, for the card."""
    remote = spec.remote
    assert remote is not None
    told = [f"it answers over the network, from {remote.host}"]
    if remote.omit:
        told.append(f"asked without {', '.join(remote.omit)}, which it does not take")
    if remote.body:
        told.append(f"asked with {', '.join(sorted(remote.body))} of the pair's file")
    if remote.price_in or remote.price_out:
        when = remote.price_date or "an unknown day"
        told.append(f"prices of {when}: {remote.price_in:g} in and {remote.price_out:g} out, "
                    f"{remote.currency} a million tokens")
    return tuple(told)
