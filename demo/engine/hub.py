"""Is the Hub there at all? The libraries ask a silent one for half a minute before they say so."""

from __future__ import annotations

from huggingface_hub import HfApi, try_to_load_from_cache
from huggingface_hub.errors import HfHubHTTPError

PATIENCE = 10.0  # seconds


def reach(model: str, revision: str | None) -> None:
    """Ask once about a model that is not downloaded yet. Raises ConnectionError without an answer;
    an answer that refuses is left to whoever downloads, and so is what it says."""
    if isinstance(try_to_load_from_cache(model, "config.json", revision=revision), str):
        return
    try:
        HfApi().model_info(model, revision=revision, timeout=PATIENCE)
    except HfHubHTTPError:
        return
    except Exception as error:  # Of whichever HTTP library the Hub's client uses.
        raise ConnectionError(f"cannot connect to the Hub: {error}") from error
