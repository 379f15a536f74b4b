"""A model as a user names it: a folder, or a hub id, pinned as `org/model@revision` if need be.

Only safetensors, never a model's own code. Every complaint is one UserError sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from transformers import AutoConfig, AutoTokenizer

from demo import model_folders
from demo.engine import load_errors, weight_loading
from demo.engine.context_length import context_length
from demo.errors import UserError
from demo.pairs import HUB_ID, hub_files

Found = TypeVar("Found")
SMALLER = "choose a smaller model, or train with --qlora."


@dataclass(frozen=True)
class Source:
    """`path` is None for a hub id; `revision` may be a branch, a tag or a commit."""

    text: str
    path: Path | None = None
    revision: str | None = None

    @property
    def name(self) -> str:
        return self.path.name if self.path else self.text.split("@")[0].rsplit("/")[-1]

    @property
    def where(self) -> dict[str, Any]:
        if self.path:
            return {"pretrained_model_name_or_path": str(self.path), "local_files_only": True}
        hub_id = self.text.split("@")[0]
        return {"pretrained_model_name_or_path": hub_id, "revision": self.revision or "main"}


def source(text: str) -> Source:
    """Raises UserError when `text` is neither a model's folder nor a hub id."""
    path = Path(text).expanduser()
    if path.is_dir():
        model_folders.config(path, str(path))
        return Source(text, path.resolve())
    hub_id, _, revision = text.partition("@")
    if text.startswith((".", "/", "~")) or not HUB_ID.fullmatch(hub_id):
        raise UserError(f"There is no model folder {text}: give a folder, or a hub id (org/model).")
    return Source(text, None, revision or None)


def _loaded(source: Source, load: Callable[[], Found]) -> Found:
    try:
        if not source.path:
            hub_files.reach(source.text.split("@")[0], source.revision)
        return load()
    except UserError:
        raise
    except Exception as error:  # The files are the user's: any complaint is one reason.
        raise UserError(
            load_errors.sentence(source.text, error, bool(source.path), SMALLER)
        ) from error


def config_of(source: Source) -> Any:
    """Its `_commit_hash` is the commit a hub id stands for now."""
    config = _loaded(source, lambda: AutoConfig.from_pretrained(
        **source.where, trust_remote_code=False))
    model_folders.refuse_custom_code(config.to_dict(), source.text)
    return config


def room_of(config: Any, tokenizer: Any = None) -> float:
    """The most tokens, prompt included, that a model can attend to; infinity: no limit is known."""
    return context_length(config, tokenizer)


def tokenizer_of(source: Source) -> Any:
    """Raises UserError where there is none."""
    tokenizer = _loaded(source, lambda: AutoTokenizer.from_pretrained(
        **source.where, trust_remote_code=False))
    # transformers makes an empty tokenizer for a known kind of model whose files are missing.
    if len(tokenizer) <= len(tokenizer.all_special_tokens):
        raise UserError(f"{source.text} has no tokenizer beside its weights: save one there too.")
    return tokenizer


def model_of(source: Source, dtype: torch.dtype, **more: Any) -> Any:
    """On the CPU unless `more` says where (device_map). Raises UserError when a weight of it is
    missing, left over or of another size."""
    config_of(source)
    return _loaded(
        source, lambda: weight_loading.causal_lm(source.where, source.text, dtype=dtype, **more)
    )


def refuse_broken(source: Source) -> None:
    """Raises UserError when `model_of` would, short of reading the weights' numbers. Of a model
    that is stored quantised only the files are looked at: what its kind needs is not known here."""
    if getattr(config_of(source), "quantization_config", None) is None:
        model_of(source, torch.bfloat16, device_map={"": "meta"})
    elif source.path:
        model_folders.whole(source.path, source.text)


def folder_of(source: Source) -> Path | None:
    """Where its files are on this machine; None when they are not downloaded."""
    return source.path or hub_files.snapshot(source.text.split("@")[0], source.revision)
