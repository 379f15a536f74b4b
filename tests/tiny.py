"""Tiny random models of the kinds users bring, and pair files for them: real files, loaded."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import (
    AutoModelForCausalLM,
    BitsAndBytesConfig,
    GPT2Config,
    LlamaConfig,
    PreTrainedTokenizerFast,
    Qwen3Config,
)

CHAT = "{% for m in messages %}<ask>{{ m.content }}{% endfor %}<answer>"
WIDTH = 64


def tokenizer(chat: bool = False, extra: tuple[str, ...] = ()) -> PreTrainedTokenizerFast:
    """Byte-level, no merges: every token is one byte, so characters do break between tokens."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {c: i for i, c in enumerate(alphabet)}
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    inner.decoder = decoders.ByteLevel()
    inner.add_special_tokens(["<end>", "<ask>", "<answer>", *extra])
    fast = PreTrainedTokenizerFast(tokenizer_object=inner, eos_token="<end>")
    fast.chat_template = CHAT if chat else None
    return fast


END = 256


def _sizes(layers: int) -> dict:
    # A padded vocabulary (272 against 259 tokens) is normal and must be no trouble.
    return {"vocab_size": 272, "num_hidden_layers": layers, "hidden_size": WIDTH,
            "num_attention_heads": 2, "num_key_value_heads": 2, "intermediate_size": 128,
            "max_position_embeddings": 256, "tie_word_embeddings": True,
            "bos_token_id": None, "eos_token_id": END}


def llama(layers: int) -> LlamaConfig:
    return LlamaConfig(**_sizes(layers))


def qwen3(layers: int) -> Qwen3Config:
    return Qwen3Config(**_sizes(layers), head_dim=32)


def gpt2(layers: int) -> GPT2Config:
    return GPT2Config(vocab_size=272, n_embd=WIDTH, n_layer=layers, n_head=2, n_positions=256,
                      bos_token_id=None, eos_token_id=END)


def save(folder: Path, config, fast: PreTrainedTokenizerFast, dtype=torch.float32) -> Path:
    torch.manual_seed(0)
    AutoModelForCausalLM.from_config(config).to(dtype).save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def save_nf4(folder: Path, source: Path) -> Path:
    config = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4")
    model = AutoModelForCausalLM.from_pretrained(
        source, quantization_config=config, dtype=torch.float32
    )
    model.save_pretrained(folder)
    for file in source.glob("*token*"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def write_pair(folder: Path, more: str = "", quantize: str = "", student: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pair.toml").write_text(
        f'title = "Tiny {folder.name}"\nlineage = "unknown"\n{more}\n'
        f'[teacher]\nmodel = "teacher"\n[student]\nmodel = "student"\nquantize = "{quantize}"\n'
        f"{student}\n[[suggest]]\nsubject = \"any\"\nprompt = \"hello there\"\n"
    )
    return folder


def make_pairs(root: Path) -> Path:
    """llama (stored NF4 student, bf16 teacher), qwen3 (chat), gpt2 (Conv1D), mixed (tokenizers)."""
    plain, chat, other = tokenizer(), tokenizer(chat=True), tokenizer(extra=("<more>",))
    save(root / "llama" / "teacher", llama(4), plain, torch.bfloat16)
    wide = save(root / "llama" / "wide", llama(2), plain)
    save_nf4(write_pair(root / "llama") / "student", wide)
    for name, config, fast in (("qwen3", qwen3, chat), ("gpt2", gpt2, plain)):
        write_pair(root / name, quantize="nf4")
        save(root / name / "teacher", config(2), fast)
        save(root / name / "student", config(1), fast)
    write_pair(root / "mixed")
    save(root / "mixed" / "teacher", llama(1), plain)
    save(root / "mixed" / "student", llama(1), other)
    return root
