"""What is to be deployed, and the calls of the Hub's client that do it, in their order.

A call is shown by a dry run and made by a real one from the same data, so that what is shown is
what is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huggingface_hub import HfApi, Volume

from demo.pairs import Pair

MOUNT = "/data"  # where a bucket for shared comparisons is mounted
# Settings that somebody who deploys chooses by an option of its own.
OWN_VARIABLES = ("PAIR", "DATA_DIR")
# What else of demo/settings.py makes sense on a Space.
VARIABLES = ("PAIRS", "THREADS", "MAX_TOKENS", "MAX_PROMPT", "TIME_LIMIT", "QUEUE_SIZE",
             "RECORDINGS_REPO", "BASE_URL", "SOURCE_URL", "REMOTE_BUDGET")


@dataclass(frozen=True)
class Plan:
    """space: owner/name; hardware: a flavour's name, or "" to leave it as it is; suggested: one for
    whoever duplicates the Space; secrets: name to value; bucket: owner/name, or ""."""

    space: str
    pair: Pair
    hardware: str = ""
    private: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    bucket: str = ""
    suggested: str = ""


@dataclass(frozen=True)
class Call:
    """One call of HfApi by name. secret: arguments that are never shown."""

    name: str
    arguments: dict[str, Any]
    secret: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = (f"{name}={'…' if name in self.secret else _plain(value)}"
                 for name, value in self.arguments.items())
        return f"{self.name}({', '.join(shown)})"

    def make(self, api: HfApi) -> Any:
        """What the Hub answers, read to its end. Raises what its client raises."""
        answer = getattr(api, self.name)(**self.arguments)
        return list(answer) if isinstance(answer, Iterator) else answer


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    return repr(value.to_dict() if isinstance(value, Volume) else value)


def calls(plan: Plan, folder: Path) -> Iterator[Call]:
    """All that changes the Hub. `folder` holds the Space's files. What a new Space is given at its
    creation is ignored for one that is there already, so each is set by a call of its own."""
    space = {"repo_id": plan.space}
    if plan.bucket:
        yield Call("create_bucket", {"bucket_id": plan.bucket, "private": True, "exist_ok": True})
    yield Call("create_repo", {**space, "repo_type": "space", "space_sdk": "gradio",
                               "private": plan.private, "exist_ok": True,
                               # A free account may not even make one on plain hardware.
                               **({"space_hardware": plan.hardware} if plan.hardware else {})})
    for key, value in _variables(plan).items():
        yield Call("add_space_variable", {**space, "key": key, "value": value})
    for key, value in plan.secrets.items():
        yield Call("add_space_secret", {**space, "key": key, "value": value}, ("value",))
    if plan.bucket:
        volume = Volume(type="bucket", source=plan.bucket, mount_path=MOUNT)
        yield Call("set_space_volumes", {**space, "volumes": [volume]})
    if plan.hardware:
        yield Call("request_space_hardware", {**space, "hardware": plan.hardware})
    # What an earlier version brought and this one does not have is taken away.
    yield Call("upload_folder", {
        **space, "repo_type": "space", "folder_path": str(folder), "delete_patterns": "*",
        "commit_message": f"Apprentice with {plan.pair.title}"})


def _variables(plan: Plan) -> dict[str, str]:
    own = {"PAIR": plan.pair.name, **({"DATA_DIR": MOUNT} if plan.bucket else {})}
    return {**plan.variables, **own}
