"""ModelSpec -> model and tokenizer on one device.

Only safetensors, never a model's own code, hub ids only with the commit their pair pins.
"""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import torch
from transformers import AutoConfig, AutoTokenizer
from transformers.utils import logging as transformers_logging

from demo import model_folders
from demo.engine import (
    allocator,
    detokenizer,
    embedding_dtypes,
    generation_settings,
    load_errors,
    load_progress,
    memory,
    precision_labels,
    prompting,
    weight_loading,
)
from demo.engine.context_length import context_length
from demo.engine.device import Device, short
from demo.engine.load_progress import Tell, untold
from demo.errors import UserError
from demo.logs import Seldom
from demo.pairs import ModelSpec, hub_files
from demo.recording.data import Memory, Model

transformers_logging.disable_progress_bar()
log = logging.getLogger(__name__)
# Its int8 layers warn at every step that they cast what they are given.
logging.getLogger("bitsandbytes.autograd._functions").addFilter(Seldom())
DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@dataclass(frozen=True)
class Loaded:
    """One model ready to run. The ledger is taken here: some platforms hide the weights later."""

    spec: ModelSpec
    model: torch.nn.Module
    tokenizer: Any
    card: Model
    ledger: Memory
    load_seconds: float

    @property
    def context(self) -> float:
        """The most tokens, prompt included, that the model can attend to; infinity: no limit."""
        return context_length(self.model.config, self.tokenizer)


def load(spec: ModelSpec, device: Device, tell: Tell = untold) -> Loaded:
    """Load one side, telling how far it is. Raises UserError with what to do when it cannot be."""
    start = time.perf_counter()
    try:
        config = _config(spec)
        if not spec.path:
            load_progress.download(spec, tell)
        with load_progress.weights_counted(spec.side, tell):
            model, notes = _model(spec, config, device)
        tokenizer = tokenizer_of(spec)
        notes += _settle(model, device)
        notes += allocator.keep(model, device)
        notes += prompting.notes(tokenizer, model.get_input_embeddings().weight.shape[0])
        notes += detokenizer.notes(tokenizer)
        card = _card(spec, config, model, tokenizer, notes)
    except UserError:
        raise
    except Exception as error:  # The files are the user's: any complaint is one reason.
        log.warning("%s could not be loaded", spec.model, exc_info=error)
        raise UserError(load_errors.sentence(_who(spec), error, bool(spec.path))) from error
    # A model's whole state must be on the device before its bytes are counted.
    held = memory.ledger(model)
    return Loaded(spec, model, tokenizer, card, held, time.perf_counter() - start)


def _who(spec: ModelSpec) -> str:
    return f"The {spec.side} {spec.model}"


def _where(spec: ModelSpec) -> dict[str, Any]:
    if spec.path:
        return {"pretrained_model_name_or_path": str(spec.path), "local_files_only": True}
    return {"pretrained_model_name_or_path": spec.model, "revision": spec.revision}


def _config(spec: ModelSpec) -> Any:
    if spec.path:
        model_folders.config(spec.path, _who(spec))
    else:
        hub_files.reach(spec.model, spec.revision)
    config = AutoConfig.from_pretrained(**_where(spec), trust_remote_code=False)
    model_folders.refuse_custom_code(config.to_dict(), spec.model)
    return config


def _model(spec: ModelSpec, config: Any, device: Device) -> tuple[torch.nn.Module, list[str]]:
    stored_few = getattr(config, "quantization_config", None) is not None
    dtype, notes = _dtype(spec, config, device)
    _adapters_can_be_read(spec)
    extra: dict[str, Any] = {}
    if spec.quantize or stored_few:
        _four_bits_can_run(spec, device)
    if spec.quantize == "nf4" and not stored_few:
        extra["quantization_config"] = nf4(device.dtype)
    model = weight_loading.causal_lm(
        _where(spec), _who(spec), **extra, dtype=dtype, device_map={"": device.torch})
    notes += _quantised(spec, model, config, stored_few)
    for module in model.modules():
        # Stored with the compute dtype of the machine that saved it; fp32 would waste a GPU.
        if hasattr(module, "compute_dtype") and hasattr(module, "quant_state"):
            module.compute_dtype, module.compute_type_is_set = device.dtype, True
    return model.eval().requires_grad_(False), notes


def _quantised(spec: ModelSpec, model: Any, config: Any, stored_few: bool) -> list[str]:
    """What became of the wish for few bits, from the loaded tensors. Raises UserError when a pair
    asks for NF4 and no layer took it."""
    kind, _, _ = precision_labels.shares(model)
    if stored_few and not kind:
        told = config.quantization_config
        method = told.get("quant_method", "") if isinstance(told, dict) else told.quant_method
        return [f"stored in {getattr(method, 'value', method)}, unpacked while loading"]
    if spec.quantize and stored_few and kind != "NF4":
        return [f"stored in {kind} already, so not quantised to NF4"]
    if spec.quantize and not stored_few:
        if not kind:
            raise UserError(f"{_who(spec)} has no layer that bitsandbytes can store in 4 bits: "
                            "leave quantize out of its pair.toml, or choose another model.")
        return ["quantised to NF4 while loading"]
    return []


def _four_bits_can_run(spec: ModelSpec, device: Device) -> None:
    """Raises UserError on a GPU for which bitsandbytes brings no library: it says so only when a
    layer runs, in a page of advice."""
    if device.kind != "cuda" or device.lent:
        return
    from bitsandbytes.cextension import lib

    if "Mock" in type(lib).__name__:
        raise UserError(f"{_who(spec)} is stored in few bits, and the installed bitsandbytes has "
                        f"no library for CUDA {torch.version.cuda}: pip install -U bitsandbytes, "
                        "or a torch for another CUDA.")


def _adapters_can_be_read(spec: ModelSpec) -> None:
    """Without peft, transformers would load the base alone and say nothing."""
    if spec.path and (spec.path / "adapter_config.json").is_file() and not find_spec("peft"):
        raise UserError(
            f"The {spec.side} {spec.model} has adapters, which need the peft package: pip install "
            "-r demo/distill/requirements.txt."
        )


# Rows of one block of bitsandbytes' fused CPU kernel; a matrix must hold whole blocks.
FUSED_ROWS = 32


def _settle(model: torch.nn.Module, device: Device) -> list[str]:
    """Where the CPU has AVX512-BF16, bitsandbytes repacks each 4-bit layer at its first forward
    pass, for a kernel that multiplies without unpacking: do it now, before bytes are counted."""
    if device.lent:
        return []
    layers = [m for m in model.modules() if getattr(m, "support_avx512bf16_for_cpu", False)]
    for layer in layers:
        whole = layer.weight.quant_state.shape[0] % FUSED_ROWS == 0
        layer.support_avx512bf16_for_cpu = whole
    # int8 layers, too, take their state to where it stays at their first forward pass.
    if precision_labels.shares(model)[0]:
        with torch.inference_mode():
            model(torch.zeros(1, 1, dtype=torch.long, device=device.torch))
    if device.kind != "cpu" or not layers:
        return []
    fused = sum(layer.support_avx512bf16_for_cpu for layer in layers)
    return [f"{fused} of {len(layers)} 4-bit layers run bitsandbytes' fused AVX512-BF16 kernel"]


def nf4(compute: torch.dtype) -> Any:
    """bitsandbytes NF4 in blocks of 64 with absmax in fp32: 4.5 bits a weight."""
    from transformers import BitsAndBytesConfig

    return BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=compute,
        bnb_4bit_use_double_quant=False,
    )


def _dtype(spec: ModelSpec, config: Any, device: Device) -> tuple[torch.dtype, list[str]]:
    """The dtype to run in. A half-width model on a CPU without bf16 is widened, and says so."""
    wanted = DTYPES.get(spec.dtype) or getattr(config, "dtype", None) or torch.float32
    if device.kind == "cpu" and wanted != torch.float32 and device.dtype == torch.float32:
        return torch.float32, [f"stored in {short(wanted)}, run in fp32 on this CPU"]
    # fp32 would halve a GPU's speed, and one without bf16 would only imitate it.
    slow = (torch.float32, torch.bfloat16) if device.dtype == torch.float16 else (torch.float32,)
    if device.kind == "cuda" and spec.dtype == "auto" and wanted in slow:
        return device.dtype, [f"stored in {short(wanted)}, run in {short(device.dtype)} on this "
                              "GPU"]
    return wanted, []


def tokenizer_of(spec: ModelSpec) -> Any:
    """A side's tokenizer, without its weights. Raises UserError where it has none to stream with,
    or what the Hub or the files say."""
    if spec.path:
        model_folders.tokenizer(spec.path, _who(spec))
    tokenizer = AutoTokenizer.from_pretrained(**_where(spec), trust_remote_code=False)
    if getattr(tokenizer, "backend_tokenizer", None) is None:
        raise UserError(
            f"{spec.model} has no fast tokenizer (tokenizer.json), which streaming needs: save "
            "one with save_pretrained."
        )
    # transformers makes an empty tokenizer for a known kind of model whose files are missing.
    if len(tokenizer) <= len(tokenizer.all_special_tokens):
        raise UserError(f"{spec.model} has no tokenizer beside its weights: save one there too.")
    return tokenizer


def _card(
    spec: ModelSpec, config: Any, model: torch.nn.Module, tokenizer: Any, notes: list[str]
) -> Model:
    """Everything said of the model, from what was loaded; narrows a quantised model's embeddings
    to the width they were stored in, after the dtype that it computes in was looked at."""
    running = next(p.dtype for p in model.parameters() if p.is_floating_point())
    stored, label = getattr(config, "dtype", None), precision_labels.quantization(model)
    if label:
        folder = spec.path or hub_files.snapshot(spec.model, spec.revision)
        notes = notes + embedding_dtypes.narrow(model, embedding_dtypes.stored(model, folder))
    kept = [
        m.weight.dtype for m in precision_labels.ends(model) if not precision_labels.kind(m.weight)
    ]
    return Model(
        name=spec.name, source=spec.model, revision=spec.revision,
        parameters=memory.parameters(model), dtype=short(running),
        stored=short(stored) if stored else "", quantization=label,
        embeddings=short(kept[0]) if label and kept else "", notes=tuple(notes),
        context=_told(context_length(model.config, tokenizer)),
        settings=generation_settings.told(model.generation_config),
    )


def _told(context: float) -> int:
    """0 where there is no limit: a recording holds no infinity."""
    return int(context) if math.isfinite(context) else 0


def same_tokenizer(teacher: Any, student: Any) -> bool:
    """Do both turn every token id into the same text? (Padded model sizes do not matter.)"""
    return teacher.get_vocab() == student.get_vocab()

