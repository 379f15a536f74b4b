"""What of a Hub model is here, and whether the Hub would give the rest. Imports no torch.

The libraries ask a silent Hub for half a minute, and one that says "wait" for minutes, before they
say so; here each is asked once.
"""

from __future__ import annotations

from pathlib import Path

from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_url, try_to_load_from_cache
from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError

from demo import model_folders
from demo.errors import UserError

PATIENCE = 10.0  # seconds


def snapshot(model: str, revision: str | None) -> Path | None:
    """The folder of a downloaded model, its weights among its files; None when it is not here."""
    config = try_to_load_from_cache(model, "config.json", revision=revision)
    if not isinstance(config, str):
        return None
    try:
        model_folders.files(Path(config).parent, model)
    except UserError:
        return None
    return Path(config).parent


def reach(model: str, revision: str | None) -> None:
    """Ask once about a model that is not downloaded yet, for a file that only those get who have
    access. Raises ConnectionError without an answer, and what the Hub answered when it refuses (as
    UserError where it says why)."""
    if snapshot(model, revision):
        return
    try:
        get_hf_file_metadata(hf_hub_url(model, "config.json", revision=revision), timeout=PATIENCE)
    except EntryNotFoundError:
        raise UserError(
            f"{model} has no config.json on the Hub: choose a whole model in safetensors (adapters "
            "alone, GGUF files and others are not loaded)."
        ) from None
    except HfHubHTTPError:
        raise
    except Exception as error:  # Of whichever HTTP library the Hub's client uses.
        raise ConnectionError(f"cannot connect to the Hub: {error}") from error


def weight_bytes(model: str, revision: str | None) -> int:
    """Bytes of a model's safetensors weights as the Hub lists them. Raises UserError when it has
    none, otherwise as `reach`."""
    try:
        listed = HfApi().model_info(
            model, revision=revision, timeout=PATIENCE, files_metadata=True).siblings or []
    except HfHubHTTPError:
        raise
    except Exception as error:
        raise ConnectionError(f"cannot connect to the Hub: {error}") from error
    sizes = {file.rfilename: file.size or 0 for file in listed}
    if "model.safetensors" in sizes:
        return sizes["model.safetensors"]
    if model_folders.INDEX not in sizes:
        raise UserError(f"{model} has no safetensors weights, and no other format is loaded.")
    return sum(size for name, size in sizes.items()
               if name.startswith("model-") and name.endswith(".safetensors"))
