"""ModelSpec -> model and tokenizer on one device. The only file that knows of bitsandbytes.

Only safetensors, never a model's own code, hub ids only with the commit their pair pins.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging as transformers_logging

from demo.engine import hub, memory, prompting, text
from demo.engine.device import Device, short
from demo.errors import UserError
from demo.pairs import ModelSpec, refuse_custom_code
from demo.recording import Memory, Model

transformers_logging.disable_progress_bar()
log = logging.getLogger(__name__)
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
    def context(self) -> int:
        """The most tokens, prompt included, that the model can attend to."""
        return int(getattr(self.model.config, "max_position_embeddings", 0) or 1 << 20)


def load(spec: ModelSpec, device: Device) -> Loaded:
    """Load one side. Raises UserError with what to do when it cannot be."""
    start = time.perf_counter()
    try:
        config = _config(spec)
        model, notes = _model(spec, config, device)
        tokenizer = _tokenizer(spec)
    except UserError:
        raise
    except Exception as error:  # The files are the user's: any complaint is one reason.
        log.warning("%s could not be loaded", spec.model, exc_info=error)
        raise UserError(_reason(spec, error)) from error
    notes += _settle(model, device)
    notes += prompting.notes(tokenizer, model.get_input_embeddings().weight.shape[0])
    notes += text.notes(tokenizer)
    # A model's whole state must be on the device before its bytes are counted.
    held = memory.ledger(model)
    return Loaded(
        spec, model, tokenizer, _card(spec, config, model, notes), held,
        time.perf_counter() - start,
    )


def _where(spec: ModelSpec) -> dict[str, Any]:
    if spec.path:
        return {"pretrained_model_name_or_path": str(spec.path), "local_files_only": True}
    return {"pretrained_model_name_or_path": spec.model, "revision": spec.revision}


def _config(spec: ModelSpec) -> Any:
    if not spec.path:
        hub.reach(spec.model, spec.revision)
    config = AutoConfig.from_pretrained(**_where(spec), trust_remote_code=False)
    refuse_custom_code(config.to_dict(), spec.model)
    return config


def _model(spec: ModelSpec, config: Any, device: Device) -> tuple[torch.nn.Module, list[str]]:
    stored_4bit = getattr(config, "quantization_config", None) is not None
    dtype, notes = _dtype(spec, config, device)
    _adapters_can_be_read(spec)
    extra: dict[str, Any] = {}
    if spec.quantize == "nf4" and not stored_4bit:
        extra["quantization_config"] = nf4(device.dtype)
        notes.append("quantised to NF4 while loading")
    model = AutoModelForCausalLM.from_pretrained(
        **_where(spec), **extra, dtype=dtype, use_safetensors=True, trust_remote_code=False,
        device_map={"": device.torch},
    )
    for module in model.modules():
        # Stored with the compute dtype of the machine that saved it; fp32 would waste a GPU.
        if hasattr(module, "compute_dtype") and hasattr(module, "quant_state"):
            module.compute_dtype, module.compute_type_is_set = device.dtype, True
    return model.eval().requires_grad_(False), notes


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
    layers = [m for m in model.modules() if getattr(m, "support_avx512bf16_for_cpu", False)]
    if device.kind != "cpu" or not layers:
        return []
    for layer in layers:
        whole = layer.weight.quant_state.shape[0] % FUSED_ROWS == 0
        layer.support_avx512bf16_for_cpu = whole
    with torch.inference_mode():
        model(torch.zeros(1, 1, dtype=torch.long))
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
    if device.kind == "cuda" and spec.dtype == "auto" and wanted == torch.float32:
        return device.dtype, [f"stored in fp32, run in {short(device.dtype)} on this GPU"]
    return wanted, []


def _tokenizer(spec: ModelSpec) -> Any:
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


def _card(spec: ModelSpec, config: Any, model: torch.nn.Module, notes: list[str]) -> Model:
    packed = any(memory.is_packed(parameter) for parameter in model.parameters())
    running = next(p.dtype for p in model.parameters() if p.is_floating_point())
    stored = getattr(config, "dtype", None)
    return Model(
        name=spec.name, source=spec.model, revision=spec.revision,
        parameters=memory.parameters(model), dtype=short(running),
        stored=short(stored) if stored else "", quantization="NF4" if packed else "",
        notes=tuple(notes),
    )


def _reason(spec: ModelSpec, error: Exception) -> str:
    """One sentence for a visitor from what a library raised."""
    said, who = " ".join(str(error).split()), f"The {spec.side} {spec.model}"
    if isinstance(error, torch.OutOfMemoryError):
        return f"{who} does not fit in this device's memory: choose a smaller pair."
    if "connect to" in said or "offline mode" in said or "outgoing traffic" in said:
        return (f"{who} cannot be downloaded, because the Hub did not answer: check the network "
                "or choose another pair.")
    if "safetensors" in said and not spec.path:
        return f"{who} has no safetensors weights, and no other format is loaded."
    # Libraries explain at length: their first sentence says what is wrong.
    return f"{who} cannot be loaded: {said.split('. ')[0].rstrip('.')[:300]}."


def same_tokenizer(teacher: Any, student: Any) -> bool:
    """Do both turn every token id into the same text? (Padded model sizes do not matter.)"""
    return teacher.get_vocab() == student.get_vocab()

