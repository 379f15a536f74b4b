"""What of a Hub model is here, and whether the Hub would give the rest. Imports no torch.

The libraries ask a silent Hub for half a minute, and one that says "wait" for minutes, before they
say so; here each is asked once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from huggingface_hub import (
    HfApi,
    HfFileSystem,
    get_hf_file_metadata,
    hf_hub_download,
    hf_hub_url,
    try_to_load_from_cache,
)
from huggingface_hub.errors import EntryNotFoundError, HfHubHTTPError

from demo import model_folders
from demo.errors import UserError

PATIENCE = 10.0  # seconds
HEADER = 1 << 17  # bytes asked for at once; most headers are shorter
SMALL = (".json", ".model", ".txt", ".jinja")
Answer = TypeVar("Answer")


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


def sizes(model: str, revision: str | None) -> dict[str, int]:
    """Bytes of each file that loading a model would download. Raises UserError when it has no
    safetensors weights, otherwise as `reach`."""
    listed = _asked(lambda: HfApi().model_info(
        model, revision=revision, timeout=PATIENCE, files_metadata=True)).siblings or []
    there = {file.rfilename: file.size or 0 for file in listed}
    weights = {name: size for name, size in there.items() if _is_weights(name, there)}
    if not weights:
        raise UserError(f"{model} has no safetensors weights, and no other format is loaded.")
    small = {name: size for name, size in there.items()
             if "/" not in name and name.endswith(SMALL)}
    return {**weights, **small}


def missing(model: str, revision: str | None) -> dict[str, int]:
    """Those of `sizes` that are not in the cache yet. Raises as `sizes`."""
    return {name: size for name, size in sizes(model, revision).items()
            if not isinstance(try_to_load_from_cache(model, name, revision=revision), str)}


def _is_weights(name: str, there: dict[str, int]) -> bool:
    if "model.safetensors" in there:
        return name == "model.safetensors"
    return (model_folders.INDEX in there and name.startswith("model-")
            and name.endswith(".safetensors"))


def stored(model: str, revision: str | None) -> dict[str, model_folders.Stored]:
    """Every tensor of a model's weights by its name, from the headers of their files alone. Raises
    as `sizes`."""
    tensors: dict[str, model_folders.Stored] = {}
    # HfApi's own reader of headers asks for the newest commit, whichever one is pinned.
    files = HfFileSystem()
    for name, size in sizes(model, revision).items():
        if name.endswith(".safetensors"):
            path = f"{model}@{revision}/{name}" if revision else f"{model}/{name}"
            with _asked(lambda path=path: files.open(path, "rb", block_size=HEADER)) as opened:
                tensors.update(model_folders.header(opened, size, Path(name), model))
    return tensors


def config(model: str, revision: str | None) -> dict[str, Any]:
    """A Hub model's config.json, which is downloaded for it. Raises as `reach`."""
    path = _asked(lambda: hf_hub_download(
        model, "config.json", revision=revision, etag_timeout=PATIENCE))
    return model_folders.read_json(Path(path), model)


def _asked(question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except HfHubHTTPError:
        raise
    except Exception as error:  # Of whichever HTTP library the Hub's client uses.
        raise ConnectionError(f"cannot connect to the Hub: {error}") from error
