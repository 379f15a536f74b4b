"""What keeping the memory of a step gives a large NF4 model on a CPU without the fused kernel.

    python -m tests.bench.pages              # a random Llama of hidden size 2,048 under build/

Fresh processes with and without it, in turns (ABBA); the same tokens either way. The last line is
JSON: milliseconds a decode step (medians), their ratio, and what stays in memory after the run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import torch
from transformers import LlamaConfig

from demo.engine import allocator
from demo.engine.causal_model import CausalModel
from demo.engine.device import Device
from demo.engine.load import load
from demo.pairs import ModelSpec
from demo.settings import ROOT
from tests import tiny

FOLDER = ROOT / "build" / "pages"
SHAPE = LlamaConfig(vocab_size=272, hidden_size=2048, intermediate_size=8192, num_hidden_layers=6,
                    num_attention_heads=16, num_key_value_heads=8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--only", choices=("kept", "plain"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if not (FOLDER / "model.safetensors").exists():
        tiny.save(FOLDER, SHAPE, tiny.tokenizer(), torch.bfloat16)
    if args.only:
        print(json.dumps(_one(args.only == "kept", args.steps)))
        return
    runs: dict[str, list[dict]] = {"kept": [], "plain": []}
    for way in ("kept", "plain", "plain", "kept"):
        runs[way].append(_child(way, args.steps))
        print(way, runs[way][-1])
    found = {f"{name}_{way}": median(run[name] for run in of)
             for way, of in runs.items() for name in ("ms", "held_mb")}
    alike = len({tuple(run["tokens"]) for of in runs.values() for run in of}) == 1
    print(json.dumps({**found, "kept_over_plain": round(found["ms_kept"] / found["ms_plain"], 3),
                      "same_tokens": alike}))


def _child(way: str, steps: int) -> dict:
    said = subprocess.run([sys.executable, "-m", "tests.bench.pages", "--only", way, "--steps",
                           str(steps)], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(said.stdout.splitlines()[-1])


def _one(kept: bool, steps: int) -> dict:
    torch.set_num_threads(1)
    if not kept:
        allocator.keep = lambda model, device: []
    device = Device(torch.device("cpu"), "CPU", torch.float32, 1)
    # On a CPU with AVX512-BF16 the fused kernel would unpack nothing: this one has none.
    from bitsandbytes.nn import modules

    modules.has_avx512bf16 = lambda: False
    read = CausalModel(load(ModelSpec("student", "m", "m", FOLDER, quantize="nf4"), device).model)
    cache, token, tokens, times = read.new_cache(), 5, [], []
    with torch.inference_mode():
        for place in range(steps + 2):
            start = time.perf_counter()
            token = int(read(torch.tensor([[token]]), cache, place, keep=1)[0, -1].argmax())
            times.append(time.perf_counter() - start)
            tokens.append(token)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return {"ms": round(1000 * median(times[2:]), 1), "held_mb": round(pages * 4096 / 1e6),
            "tokens": tokens}


if __name__ == "__main__":
    main()
