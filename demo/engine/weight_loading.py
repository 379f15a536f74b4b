"""from_pretrained, with every weight accounted for. The one place that loads a model's weights.

transformers fills a weight that it does not find with random numbers, leaves out one that it has no
place for, and goes on; here either is refused with the first names.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM

from demo import model_folders
from demo.engine import precision_labels
from demo.errors import UserError

# Stored by old versions beside the weights and computed anew since: causal masks, rotary
# frequencies, position numbers. What a model's class calls harmless, transformers leaves out.
BUFFERS = re.compile(r"(\.attn\.(masked_)?bias|attention\.(masked_)?bias|rotary_emb\.inv_freq"
                     r"|rotary_emb\.(cos|sin)_cached|position_ids|num_batches_tracked)$")
NAMED = 3  # weights of a sentence
# Where a model class names what must stay in fp32 beside a half-width model.
KEPT_WIDE = ("_keep_in_fp32_modules", "_keep_in_fp32_modules_strict")


def causal_lm(where: dict[str, Any], who: str, **options: Any) -> Any:
    """A causal language model, all of whose weights come from its files.

    `where` and `options` (dtype among them) are from_pretrained's, `who` opens the sentence. Raises
    UserError when a weight is missing, left over or of another size; passes on whatever else the
    libraries raise.
    """
    folder = Path(where["pretrained_model_name_or_path"])
    if folder.is_dir():
        model_folders.whole(folder, who)
        if (folder / "adapter_config.json").is_file():
            return _under_adapters(folder, where, who, options)
    return _loaded(where, who, options)


def _loaded(where: dict[str, Any], who: str, options: dict[str, Any]) -> Any:
    model, told = AutoModelForCausalLM.from_pretrained(
        **where, **options, use_safetensors=True, trust_remote_code=False,
        output_loading_info=True, ignore_mismatched_sizes=True,  # refused below, by name
    )
    refuse(told, who, model)
    if getattr(getattr(model, "hf_quantizer", None), "pre_quantized", False):
        _in_one_width(model, options["dtype"])
    return model


def _in_one_width(model: Any, dtype: torch.dtype) -> None:
    """transformers leaves every tensor of a model that is stored quantised in its file's width,
    whatever dtype it is asked for (seen with 5.24); a mixture would not even multiply."""
    lists = (getattr(model, name, None) or () for name in KEPT_WIDE)
    kept = [name for one in lists for name in one]
    for name, parameter in model.named_parameters():
        wide = any(part in name for part in kept) and dtype.itemsize < 4
        if parameter.is_floating_point() and not precision_labels.kind(parameter) and not wide:
            parameter.data = parameter.data.to(dtype)


def _under_adapters(
    folder: Path, where: dict[str, Any], who: str, options: dict[str, Any]
) -> Any:
    """from_pretrained tells of the adapters alone when a folder has some, so the base is loaded
    from a folder that shows no adapters, and the adapters after it."""
    with tempfile.TemporaryDirectory() as bare:
        for file in folder.iterdir():
            if not file.name.startswith("adapter_"):
                os.symlink(file.resolve(), Path(bare) / file.name)
        model = _loaded({**where, "pretrained_model_name_or_path": bare}, who, options)
    model.name_or_path = model.config.name_or_path = str(folder)
    told = model.load_adapter(str(folder))
    refuse(told.to_dict(), f"{who} (its adapters)", None)
    return model


def refuse(told: dict[str, Any], who: str, model: Any) -> None:
    """Raises UserError unless `told`, from_pretrained's loading info, speaks of no trouble.

    A head tied to the embedding is not missing, and stored buffers that are computed anew are not
    left over.
    """
    missing = sorted(told["missing_keys"])
    extra = sorted(name for name in told["unexpected_keys"] if not BUFFERS.search(name))
    sizes = [*told["mismatched_keys"], *(_odd_packed(model) if model is not None else ())]
    if sizes:
        raise UserError(f"{who} cannot be loaded: {_sizes(sizes)}. Weights and config.json belong "
                        "to different models: copy both again.")
    if missing:
        raise UserError(f"{who} cannot be loaded: its files lack {_names(missing)}, and random "
                        f"numbers would stand in{_left(missing, extra)}.")
    if extra:
        raise UserError(f"{who} cannot be loaded: the model of its config.json has no place for "
                        f"{_names(extra)}. Weights and config.json belong to different models: "
                        "copy both again.")


def _names(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def _left(missing: list[str], extra: list[str]) -> str:
    """What the files have instead, and the prefix when that is all that differs."""
    if not extra:
        return ""
    for name in extra:
        for lacked in missing:
            if name.endswith(lacked):
                prefix = name[: -len(lacked)]
                return (f"; the names there begin with {prefix!r}, as in {name}: save the model "
                        "itself, not its wrapper")
    return f"; what they have instead is {_names(extra)}"


def _sizes(rows: Iterable[tuple[str, Any, Any]]) -> str:
    told = [f"{name} is {_shape(there)} in its files and {_shape(meant)} by config.json"
            for name, there, meant in sorted(rows)]
    more = f" and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return ", ".join(told[:NAMED]) + more


def _shape(shape: Iterable[int]) -> str:
    return " × ".join(map(str, shape))


def _odd_packed(model: torch.nn.Module) -> list[tuple[str, Any, Any]]:
    """transformers compares no size of a weight that it quantises: do it by the layer's own."""
    odd = []
    for name, module in model.named_modules():
        state = getattr(getattr(module, "weight", None), "quant_state", None)
        meant = (getattr(module, "out_features", 0), getattr(module, "in_features", 0))
        if state is not None and tuple(state.shape) != meant:
            odd.append((f"{name}.weight", tuple(state.shape), meant))
    return odd
