"""A Space from its upload to "running", stage by stage; the end of its log where it fails."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from huggingface_hub import HfApi

from demo.errors import UserError

LINES = 30  # of a log's end
POLL_SECONDS = 3.0
PATIENCE = 30 * 60.0  # seconds: a build fetches some gigabytes
# Stage -> which log tells why.
FAILED = {"BUILD_ERROR": "build", "CONFIG_ERROR": "build", "NO_APP_FILE": "build",
          "RUNTIME_ERROR": "run"}
OVER = ("RUNNING", "STOPPED", "PAUSED", "DELETING", "SLEEPING", *FAILED)


def wait(api: HfApi, space: str, tell: Callable[[str], None]) -> None:
    """Tell each new stage until the Space runs. Raises UserError when it will not."""
    begun, shown = time.monotonic(), ""
    while True:
        told = api.get_space_runtime(space).stage  # its client says SpaceStage, and gives a text
        stage = str(getattr(told, "value", told))
        seconds = time.monotonic() - begun
        if stage != shown:
            tell(f"{seconds:5.0f} s  {stage.lower().replace('_', ' ')}")
            shown = stage
        if stage == "RUNNING":
            return
        if stage in OVER:
            raise UserError(_why(api, space, stage))
        if seconds > PATIENCE:
            raise UserError(f"{space} is still {stage.lower()} after {PATIENCE / 60:.0f} minutes: "
                            f"see https://huggingface.co/spaces/{space}.")
        time.sleep(POLL_SECONDS)


def _why(api: HfApi, space: str, stage: str) -> str:
    if stage not in FAILED:
        return f"{space} is {stage.lower()}: start it at https://huggingface.co/spaces/{space}."
    log = FAILED[stage]
    lines = deque(api.fetch_space_logs(space, build=log == "build"), maxlen=LINES)
    told = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    return (f"{space} does not run ({stage.lower().replace('_', ' ')}). The end of its {log} log:\n"
            f"{told or '(empty)'}")
