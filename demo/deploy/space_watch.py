"""A Space from its upload to "running", stage by stage; the end of its log where it fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from demo.deploy.plan import Call
from demo.errors import UserError

LINES = 30  # of a log's end
POLL_SECONDS = 3.0
PATIENCE = 30 * 60.0  # seconds: a build fetches some gigabytes
# Stage -> which log tells why.
FAILED = {"BUILD_ERROR": "build", "CONFIG_ERROR": "build", "NO_APP_FILE": "build",
          "RUNTIME_ERROR": "run"}
OVER = ("RUNNING", "STOPPED", "PAUSED", "DELETING", "SLEEPING", *FAILED)


def wait(ask: Callable[[Call], Any], space: str, tell: Callable[[str], None]) -> None:
    """Tell each new stage until the Space runs; `ask` makes a call. Raises UserError when it will
    not, and what `ask` raises."""
    begun, shown = time.monotonic(), ""
    while True:
        # Its client says that this is a SpaceStage, and gives a text.
        told = ask(Call("get_space_runtime", {"repo_id": space})).stage
        stage = str(getattr(told, "value", told))
        seconds = time.monotonic() - begun
        if stage != shown:
            tell(f"{seconds:5.0f} s  {stage.lower().replace('_', ' ')}")
            shown = stage
        if stage == "RUNNING":
            return
        if stage in OVER:
            raise UserError(_why(ask, space, stage))
        if seconds > PATIENCE:
            raise UserError(f"{space} is still {stage.lower()} after {PATIENCE / 60:.0f} minutes: "
                            f"see https://huggingface.co/spaces/{space}.")
        time.sleep(POLL_SECONDS)


def _why(ask: Callable[[Call], Any], space: str, stage: str) -> str:
    if stage not in FAILED:
        return f"{space} is {stage.lower()}: start it at https://huggingface.co/spaces/{space}."
    log = FAILED[stage]
    lines = ask(Call("fetch_space_logs", {"repo_id": space, "build": log == "build"}))
    told = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines[-LINES:])
    return (f"{space} does not run ({stage.lower().replace('_', ' ')}). The end of its {log} log:\n"
            f"{told or '(empty)'}")
