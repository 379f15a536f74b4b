"""Tiny random models of every kind of cache: plain, windowed, shared, recurrent, and mixtures.

Made from configs of the installed transformers; a kind it does not have is left out of KINDS.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import transformers

from tests import tiny

WINDOW = 16
ENDS = {"bos_token_id": None, "eos_token_id": tiny.END, "pad_token_id": None}
MAMBA2 = {"mamba_n_heads": 4, "mamba_d_head": 32, "mamba_n_groups": 1, "mamba_d_state": 16,
          "mamba_d_conv": 4, "mamba_expand": 2, "mamba_chunk_size": 16}
DELTA = {"linear_num_key_heads": 2, "linear_num_value_heads": 2, "linear_key_head_dim": 16,
         "linear_value_head_dim": 16}
HALF = ["linear_attention", "full_attention"]
EXPERTS = {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 32}


def _sizes(**more: Any) -> dict[str, Any]:
    return {**tiny._sizes(2), "pad_token_id": None, **more}


def _text(**more: Any) -> dict[str, Any]:
    return _sizes(num_key_value_heads=1, head_dim=32, **more)


# kind: (config class, its values)
CONFIGS: dict[str, tuple[str, dict[str, Any]]] = {
    "llama": ("LlamaConfig", _sizes()),
    "gpt2": ("GPT2Config", {"vocab_size": 272, "n_embd": 64, "n_layer": 2, "n_head": 2,
                            "n_positions": 256, **ENDS}),
    "bloom": ("BloomConfig", {"vocab_size": 272, "hidden_size": 64, "n_layer": 2, "n_head": 2,
                              **ENDS}),
    "opt": ("OPTConfig", {"vocab_size": 272, "hidden_size": 64, "num_hidden_layers": 2,
                          "ffn_dim": 64, "num_attention_heads": 2, "word_embed_proj_dim": 64,
                          "max_position_embeddings": 256, **ENDS}),
    "xglm": ("XGLMConfig", {"vocab_size": 272, "d_model": 64, "num_layers": 2, "ffn_dim": 64,
                            "attention_heads": 2, "max_position_embeddings": 256, **ENDS}),
    "mpt": ("MptConfig", {"vocab_size": 272, "d_model": 64, "n_layers": 2, "n_heads": 2,
                          "max_seq_len": 256, **ENDS}),
    "gptj": ("GPTJConfig", {"vocab_size": 272, "n_embd": 64, "n_layer": 2, "n_head": 2,
                            "rotary_dim": 16, "n_positions": 256, **ENDS}),
    "falcon": ("FalconConfig", {"vocab_size": 272, "hidden_size": 64, "num_hidden_layers": 2,
                                "num_attention_heads": 2, "alibi": True, **ENDS}),
    "gpt_neo": ("GPTNeoConfig", {"vocab_size": 272, "hidden_size": 64, "num_layers": 2,
                                 "num_heads": 2, "attention_types": [[["global", "local"], 1]],
                                 "window_size": WINDOW, "max_position_embeddings": 256, **ENDS}),
    "mistral": ("MistralConfig", _sizes(sliding_window=WINDOW)),
    "gemma2": ("Gemma2Config", _text(sliding_window=WINDOW)),
    "gemma3": ("Gemma3TextConfig", _text(sliding_window=WINDOW)),
    "gemma3n": ("Gemma3nTextConfig", _text(
        num_hidden_layers=4, num_kv_shared_layers=2, sliding_window=WINDOW, laurel_rank=4,
        hidden_size_per_layer_input=8, vocab_size_per_layer_input=272, altup_num_inputs=2,
        intermediate_size=64, activation_sparsity_pattern=[0.0] * 4,
        layer_types=["sliding_attention", "full_attention"] * 2)),
    "gpt_oss": ("GptOssConfig", _sizes(
        head_dim=32, sliding_window=WINDOW, num_local_experts=4, num_experts_per_tok=2,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0})),
    "deepseek_v3": ("DeepseekV3Config", _sizes(
        q_lora_rank=16, kv_lora_rank=16, qk_rope_head_dim=8, qk_nope_head_dim=16, v_head_dim=16,
        first_k_dense_replace=2, n_routed_experts=4, num_experts_per_tok=2, n_group=1,
        topk_group=1, moe_intermediate_size=32)),
    "qwen3_next": ("Qwen3NextConfig", _sizes(
        head_dim=32, layer_types=HALF, shared_expert_intermediate_size=32, **DELTA, **EXPERTS)),
    "qwen3_5": ("Qwen3_5TextConfig", _sizes(head_dim=32, layer_types=HALF, **DELTA)),
    "lfm2": ("Lfm2Config", _sizes(layer_types=["conv", "full_attention"], block_ff_dim=64)),
    "granite_hybrid": ("GraniteMoeHybridConfig", _sizes(
        layer_types=["mamba", "attention"], num_local_experts=0, shared_intermediate_size=64,
        **MAMBA2)),
    "falcon_h1": ("FalconH1Config", _sizes(head_dim=32, mamba_d_ssm=128, **MAMBA2)),
    "jamba": ("JambaConfig", _sizes(
        attn_layer_period=2, attn_layer_offset=1, num_experts=2, num_experts_per_tok=1,
        mamba_d_state=8, use_mamba_kernels=False)),
    "bamba": ("BambaConfig", _sizes(attn_layer_indices=[1], **MAMBA2)),
    "zamba2": ("Zamba2Config", _sizes(
        layers_block_type=["mamba", "hybrid"], num_mem_blocks=1, mamba_d_state=16,
        n_mamba_heads=4, mamba_ngroups=1, chunk_size=16, use_mem_rope=True)),
    "nemotron_h": ("NemotronHConfig", _sizes(
        layers_block_type=["mamba", "attention"], head_dim=32, mamba_num_heads=4,
        mamba_head_dim=32, n_groups=1, ssm_state_size=16, chunk_size=16,
        use_mamba_kernels=False)),
    "recurrent_gemma": ("RecurrentGemmaConfig", _sizes(
        num_hidden_layers=3, lru_width=64, attention_window_size=WINDOW, num_key_value_heads=1,
        head_dim=32)),
    "mamba": ("MambaConfig", {"vocab_size": 272, "hidden_size": 64, "num_hidden_layers": 2,
                              "state_size": 8, "use_mambapy": False, **ENDS}),
    "mamba2": ("Mamba2Config", {"vocab_size": 272, "hidden_size": 64, "num_hidden_layers": 2,
                                "num_heads": 4, "head_dim": 32, "n_groups": 1, "state_size": 16,
                                "chunk_size": 16, **ENDS}),
    "falcon_mamba": ("FalconMambaConfig", {"vocab_size": 272, "hidden_size": 64,
                                           "num_hidden_layers": 2, "state_size": 8, **ENDS}),
    "rwkv": ("RwkvConfig", {"vocab_size": 272, "hidden_size": 64, "num_hidden_layers": 2,
                            "attention_hidden_size": 64, **ENDS}),
    "minimax": ("MiniMaxConfig", _sizes(
        head_dim=32, layer_types=HALF, num_local_experts=4, num_experts_per_tok=2, block_size=16)),
    "olmo_hybrid": ("OlmoHybridConfig", _sizes(layer_types=HALF, **DELTA)),
    "kimi_linear": ("KimiLinearConfig", _sizes(
        layer_types=HALF, kv_lora_rank=16, qk_rope_head_dim=8, qk_nope_head_dim=16, v_head_dim=16,
        num_experts=4, num_experts_per_token=2, moe_intermediate_size=32,
        linear_num_heads=2, linear_head_dim=16)),
}


# They keep what they have read where no cache shows it.
REFUSED = {
    "rwkv": "takes none of transformers' caches",
    "minimax": "it fails on a plain text",
    "recurrent_gemma": "inside the model instead of in its cache",
}


# Whose cache is keys and values of every token and nothing else, beside those of CONFIGS.
PLAIN: dict[str, tuple[str, dict[str, Any]]] = {
    "qwen2": ("Qwen2Config", _sizes()),
    "qwen3": ("Qwen3Config", _sizes(head_dim=32)),
    "phi3": ("Phi3Config", _sizes()),
    "granite": ("GraniteConfig", _sizes()),
    "smollm3": ("SmolLM3Config", _sizes()),
    "apertus": ("ApertusConfig", _sizes()),
    "ernie4_5": ("Ernie4_5Config", _sizes(head_dim=32)),
    "olmo2": ("Olmo2Config", _sizes()),
}


def config(kind: str) -> Any:
    name, values = (CONFIGS | PLAIN)[kind]
    made = getattr(transformers, name)(**values)
    # Ten times the usual width: what was read earlier decides what is said.
    made.initializer_range = 0.2
    return made


KINDS = [kind for kind, (name, _) in CONFIGS.items() if hasattr(transformers, name)]
PLAIN_KINDS = [kind for kind, (name, _) in PLAIN.items() if hasattr(transformers, name)]
RACED = [kind for kind in KINDS if kind not in REFUSED]


def pair(root: Path, kind: str) -> Path:
    """A folder with this kind as student beside a plain teacher."""
    folder, fast = tiny.write_pair(root / kind), tiny.tokenizer()
    tiny.save(folder / "teacher", tiny.llama(1), fast)
    tiny.save(folder / "student", config(kind), fast)
    return folder
