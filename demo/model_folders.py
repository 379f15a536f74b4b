"""A model's folder before anything is loaded from it: what is missing or damaged, in one sentence.

Reads the small files and the weights' headers alone and imports no torch, so that a page can look
through all its pairs at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from demo.errors import UserError

BOM = b"\xef\xbb\xbf"
# The first line of what git stores in place of a large file (git-lfs specification, version 1).
POINTER = b"version https://git-lfs.github.com/spec/"
# Everything that from_pretrained reads as JSON beside config.json; tokenizer.json is the large one.
SMALL = ("generation_config.json", "tokenizer_config.json", "special_tokens_map.json",
         "added_tokens.json", "adapter_config.json")
# What a fast tokenizer can be made of.
TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model",
              "tekken.json")
INDEX = "model.safetensors.index.json"
LONGEST_HEADER = 100_000_000  # bytes, as the safetensors library has it


@dataclass(frozen=True)
class Stored:
    """One tensor as its file's header describes it. dtype is safetensors' word: "BF16", "U8"."""

    file: Path
    dtype: str
    shape: tuple[int, ...]


def config(folder: Path, who: str) -> dict[str, Any]:
    """The folder's config.json, when it looks like a model's folder: quick, for lists of pairs.

    `who` opens every sentence. Raises UserError with what is missing and what to do.
    """
    if not folder.is_dir():
        raise UserError(f"{who} does not exist.")
    if not (folder / "config.json").is_file():
        raise UserError(_no_config(folder, who))
    settings = read_json(folder / "config.json", who)
    refuse_custom_code(settings, who)
    if not list(folder.glob("*.safetensors")):
        raise UserError(f"{who} has no .safetensors file, and Apprentice loads no other format: "
                        "convert it with save_pretrained.")
    for file in folder.glob("*.safetensors"):
        _refuse_pointer(file, who)
    return settings


def _no_config(folder: Path, who: str) -> str:
    if not (folder / "adapter_config.json").is_file():
        return f"{who} has no config.json: copy all the model's files there."
    base = read_json(folder / "adapter_config.json", who).get("base_model_name_or_path")
    return (f"{who} has no config.json: it holds adapters alone. Put the config.json, the weights "
            f"and the tokenizer of their base {f'({base}) ' if base else ''}beside them, or merge "
            "them (peft's merge_and_unload) and save the whole model.")


def whole(folder: Path, who: str) -> dict[str, Any]:
    """`config`, and every file that loading will read is there and whole. Raises UserError."""
    settings = config(folder, who)
    for name in SMALL:
        if (folder / name).is_file():
            read_json(folder / name, who)
    if (folder / "tokenizer.json").is_file():
        read_json(folder / "tokenizer.json", who)
    held = stored(folder, who)
    whole_numbers = [name for name, one in held.items()
                     if name.endswith(".weight") and one.dtype[:1] in "IU"]
    if whole_numbers and not settings.get("quantization_config"):
        raise UserError(f"{who}: {whole_numbers[0]} is stored in whole numbers "
                        f"({held[whole_numbers[0]].dtype}), and its config.json names no "
                        "quantisation that would make weights of them: copy both again.")
    return settings


def tokenizer(folder: Path, who: str) -> None:
    """Raises UserError where nothing is there that a tokenizer could be made of."""
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise UserError(f"{who} has no tokenizer beside its weights: copy tokenizer.json there, or "
                        "save one with save_pretrained.")


def read_json(file: Path, who: str) -> dict[str, Any]:
    """A JSON object in UTF-8 without a byte order mark, which transformers cannot read. Raises
    UserError where the file is no such thing."""
    _refuse_no_text(file, who)
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise UserError(f"{who}: {file.name} is not UTF-8 text: save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise UserError(f"{who}: {file.name} is not valid JSON, it may be cut off ({error}): copy "
                        "it again.") from None
    if not isinstance(data, dict):
        raise UserError(f"{who}: {file.name} is not a JSON object: copy it again.")
    return data


def _refuse_no_text(file: Path, who: str) -> None:
    _refuse_pointer(file, who)
    with file.open("rb") as opened:
        if opened.read(len(BOM)) == BOM:
            raise UserError(f"{who}: {file.name} begins with a byte order mark: save it as UTF-8 "
                            "without one (BOM).")


def _refuse_pointer(file: Path, who: str) -> None:
    with file.open("rb") as opened:
        if opened.read(len(POINTER)) == POINTER:
            raise UserError(
                f"{who}: {file.name} is a git-lfs pointer, not the file itself: run `git lfs "
                "install` and then `git lfs pull` in its repository, or download the file again."
            )


def refuse_custom_code(settings: dict[str, Any], who: str) -> None:
    """Raises UserError where the config names code to be run."""
    if settings.get("auto_map"):
        raise UserError(
            f"{who} needs custom code (auto_map in its config), and Apprentice never runs a "
            "model's own code: choose a model that transformers knows."
        )


def files(folder: Path, who: str) -> list[Path]:
    """The weights' files, as from_pretrained finds them. Raises UserError when one is missing."""
    if (folder / "model.safetensors").is_file():
        return [folder / "model.safetensors"]
    if not (folder / INDEX).is_file():
        there = ", ".join(sorted(file.name for file in folder.glob("*.safetensors"))[:3])
        raise UserError(f"{who} has neither model.safetensors nor {INDEX}, only {there}: save the "
                        "whole model with save_pretrained.")
    named = read_json(folder / INDEX, who).get("weight_map")
    if not isinstance(named, dict) or not all(isinstance(name, str) for name in named.values()):
        raise UserError(f"{who}: {INDEX} has no weight_map: copy it again.")
    shards = [folder / name for name in sorted(set(named.values()))]
    for file in shards:
        if not file.is_file():
            raise UserError(f"{who} has no {file.name}, which {INDEX} names: copy it there too.")
    return shards


def stored(folder: Path, who: str) -> dict[str, Stored]:
    """Every stored tensor by its name, from the headers. Raises UserError for a damaged file."""
    tensors: dict[str, Stored] = {}
    for file in files(folder, who):
        _refuse_pointer(file, who)
        tensors.update(_header(file, who))
    return tensors


def _header(file: Path, who: str) -> Iterator[tuple[str, Stored]]:
    with file.open("rb") as opened:
        yield from header(opened, file.stat().st_size, file, who)


def header(opened: IO[bytes], size: int, file: Path, who: str) -> list[tuple[str, Stored]]:
    """safetensors: eight bytes of length, that much JSON, then the tensors' bytes in their order
    (https://github.com/huggingface/safetensors#format). `size` in bytes. Raises UserError for a
    damaged file."""
    length = int.from_bytes(opened.read(8), "little")
    if size < 8 or length > min(size - 8, LONGEST_HEADER):
        raise UserError(f"{who}: {file.name} is no safetensors file, or cut off: copy it again.")
    try:
        rows = json.loads(opened.read(length))
        rows.pop("__metadata__", None)
        end = 8 + length + max((row["data_offsets"][1] for row in rows.values()), default=0)
        read = [(name, Stored(file, row["dtype"], tuple(row["shape"])))
                for name, row in rows.items()]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise UserError(f"{who}: {file.name} is no safetensors file: copy it again.") from None
    if end != size:
        raise UserError(f"{who}: {file.name} has {size:,} bytes where its header speaks of "
                        f"{end:,}: copy it again.")
    return read
