"""Tiny models with something odd about them, as people bring them: one function makes one folder.

Each comes beside what is right for it, so a table of tests can be written over all of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import torch
import transformers as hf
from safetensors.torch import load_file, save_file

from tests import tiny

WIDTH, TOKENS, END = tiny.WIDTH, 272, tiny.END
COMMON = {"vocab_size": TOKENS, "hidden_size": WIDTH, "num_hidden_layers": 2,
          "num_attention_heads": 2, "num_key_value_heads": 2, "intermediate_size": 128,
          "max_position_embeddings": 256, "bos_token_id": None, "eos_token_id": END,
          "pad_token_id": None}
EXPERTS = {"moe_intermediate_size": 64, "num_experts": 8, "num_experts_per_tok": 2,
           "decoder_sparse_step": 1, "head_dim": 32}


def _without(*names: str) -> dict:
    return {key: value for key, value in COMMON.items() if key not in names}


# One config of each family, tied and untied: all of these are sound and must be taken.
SOUND: dict[str, Callable[[], hf.PretrainedConfig]] = {
    "llama-tied": lambda: hf.LlamaConfig(**COMMON, tie_word_embeddings=True),
    "llama-untied": lambda: hf.LlamaConfig(**COMMON, tie_word_embeddings=False),
    "gpt2": lambda: tiny.gpt2(2),
    "qwen2": lambda: hf.Qwen2Config(**COMMON, tie_word_embeddings=True),
    "qwen3": lambda: hf.Qwen3Config(**COMMON, head_dim=32, tie_word_embeddings=True),
    "gemma": lambda: hf.GemmaConfig(**COMMON, head_dim=32),
    "gemma2": lambda: hf.Gemma2Config(**COMMON, head_dim=32),
    "opt": lambda: hf.OPTConfig(
        vocab_size=TOKENS, hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=2,
        ffn_dim=128, max_position_embeddings=256, word_embed_proj_dim=WIDTH, bos_token_id=None,
        eos_token_id=END, pad_token_id=None),
    "falcon": lambda: hf.FalconConfig(
        vocab_size=TOKENS, hidden_size=WIDTH, num_hidden_layers=2, num_attention_heads=2,
        bos_token_id=None, eos_token_id=END),
    "mixtral": lambda: hf.MixtralConfig(**COMMON, num_local_experts=4, num_experts_per_tok=2),
    "phi": lambda: hf.PhiConfig(**COMMON),
    "gpt-neox": lambda: hf.GPTNeoXConfig(**_without("num_key_value_heads", "pad_token_id")),
    "bloom": lambda: hf.BloomConfig(vocab_size=TOKENS, hidden_size=WIDTH, n_layer=2, n_head=2,
                                    bos_token_id=None, eos_token_id=END, pad_token_id=None),
    "mistral": lambda: hf.MistralConfig(**COMMON),
    "granite": lambda: hf.GraniteConfig(**COMMON, tie_word_embeddings=True),
    "cohere": lambda: hf.CohereConfig(**COMMON),
    "qwen3-moe": lambda: hf.Qwen3MoeConfig(**COMMON, **EXPERTS),
}


def sound(folder: Path, name: str, dtype: torch.dtype = torch.float32) -> Path:
    return tiny.save(folder, SOUND[name](), tiny.tokenizer(), dtype)


def llama(folder: Path, dtype: torch.dtype = torch.float32) -> Path:
    return sound(folder, "llama-tied", dtype)


def bitsandbytes(folder: Path, source: Path, **how) -> Path:
    """The model of `source` as bitsandbytes stores it; `how` is BitsAndBytesConfig's."""
    model = hf.AutoModelForCausalLM.from_pretrained(
        source, quantization_config=hf.BitsAndBytesConfig(**how), dtype=torch.float32)
    model.save_pretrained(folder)
    tiny.tokenizer().save_pretrained(folder)
    return folder


def fp4(folder: Path) -> Path:
    """What load_in_4bit=True alone stores."""
    return bitsandbytes(folder, llama(folder.with_name("float")), load_in_4bit=True)


def nf4(folder: Path) -> Path:
    return bitsandbytes(folder, llama(folder.with_name("float")), load_in_4bit=True,
                        bnb_4bit_quant_type="nf4")


def nf4_double(folder: Path) -> Path:
    """absmax quantised too."""
    return bitsandbytes(folder, llama(folder.with_name("float")), load_in_4bit=True,
                        bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True)


def int8(folder: Path) -> Path:
    return bitsandbytes(folder, llama(folder.with_name("float")), load_in_8bit=True)


def experts(folder: Path) -> Path:
    """Experts are 3-D parameters, which bitsandbytes leaves as they are."""
    return sound(folder, "qwen3-moe")


def rewritten(folder: Path, change: Callable[[dict], dict]) -> Path:
    """Change the weights' file as a dict of tensors."""
    file = folder / "model.safetensors"
    save_file(change(load_file(file)), file, metadata={"format": "pt"})
    return folder


def reconfigured(folder: Path, **more) -> Path:
    file = folder / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **more}))
    return folder


def prefixed(folder: Path, prefix: str = "_orig_mod.") -> Path:
    """As the state_dict of a compiled (or otherwise wrapped) model names its weights."""
    return rewritten(llama(folder), lambda held: {prefix + k: t for k, t in held.items()})


def one_weight_missing(folder: Path) -> Path:
    lost = "model.layers.1.mlp.up_proj.weight"
    return rewritten(llama(folder), lambda held: {k: t for k, t in held.items() if k != lost})


def untied_without_a_head(folder: Path) -> Path:
    """config.json says that the head has weights of its own; the file has none."""
    return reconfigured(llama(folder), tie_word_embeddings=False)


def a_layer_too_many(folder: Path) -> Path:
    return reconfigured(llama(folder), num_hidden_layers=1)


def a_layer_too_few(folder: Path) -> Path:
    return reconfigured(llama(folder), num_hidden_layers=3)


def a_wrong_vocabulary(folder: Path) -> Path:
    return reconfigured(llama(folder), vocab_size=300)


def a_wrong_width(folder: Path) -> Path:
    """Only matrices that NF4 would pack differ, which transformers does not compare."""
    return reconfigured(llama(folder), intermediate_size=192)


def four_bits_untold(folder: Path) -> Path:
    """Stored in 4 bits; config.json has lost its quantization_config."""
    file = nf4(folder) / "config.json"
    told = json.loads(file.read_text())
    del told["quantization_config"]
    file.write_text(json.dumps(told))
    return folder


def whole_numbers(folder: Path) -> Path:
    """A weight in int32 that no quantisation speaks of: cast, most of it would be zeros."""
    name = "model.layers.0.mlp.up_proj.weight"
    return rewritten(llama(folder), lambda held: {
        **held, name: (held[name] * 100).to(torch.int32)})


def four_bits_promised(folder: Path) -> Path:
    """config.json speaks of bitsandbytes' 4 bits; the weights are floats."""
    return reconfigured(llama(folder), quantization_config={
        "quant_method": "bitsandbytes", "load_in_4bit": True, "bnb_4bit_quant_type": "nf4"})


def old_buffers(folder: Path) -> Path:
    """Rotary frequencies a layer, as old versions stored them: harmless."""
    name = "model.layers.{}.self_attn.rotary_emb.inv_freq"
    return rewritten(llama(folder), lambda held: {
        **held, **{name.format(i): torch.ones(16) for i in range(2)}})


def old_masks(folder: Path) -> Path:
    """GPT-2's causal masks, as its first files hold them: harmless."""
    return rewritten(sound(folder, "gpt2"), lambda held: {
        **held, **{f"transformer.h.{i}.attn.bias": torch.ones(1, 1, 8, 8) for i in range(2)}})


def head_stored_twice(folder: Path) -> Path:
    """A tied head that is stored beside the embedding it equals: harmless."""
    return rewritten(llama(folder), lambda held: {
        **held, "lm_head.weight": held["model.embed_tokens.weight"].clone()})
