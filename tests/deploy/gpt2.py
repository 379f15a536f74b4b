"""The tensors of GPT-2 and DistilGPT2 by name and shape, as their files' headers have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demo.model_folders import Stored

LAYERS = {"openai-community/gpt2": 12, "distilbert/distilgpt2": 6}
MATRICES = {"attn.c_attn": (1, 3), "attn.c_proj": (1, 1), "mlp.c_fc": (1, 4), "mlp.c_proj": (4, 1)}


def config(model: str) -> dict[str, Any]:
    return {"model_type": "gpt2", "n_layer": LAYERS[model], "n_head": 12, "n_embd": 768,
            "n_positions": 1024, "tie_word_embeddings": True}


def stored(model: str, width: int = 768) -> dict[str, Stored]:
    shapes: dict[str, tuple[int, ...]] = {"wte.weight": (50257, width), "wpe.weight": (1024, width)}
    for layer in range(LAYERS[model]):
        for name, (rows, columns) in MATRICES.items():
            shapes[f"h.{layer}.{name}.weight"] = (rows * width, columns * width)
            shapes[f"h.{layer}.{name}.bias"] = (columns * width,)
    return {name: Stored(Path("model.safetensors"), "F32", shape)
            for name, shape in shapes.items()}
