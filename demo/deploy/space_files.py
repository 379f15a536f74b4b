"""The files of a Space: what the page runs on, and no more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from demo.deploy import front_matter
from demo.deploy.plan import Plan
from demo.errors import UserError
from demo.pairs import Pair
from demo.settings import ROOT

TOP = ("app.py", "requirements.txt", "packages.txt", "LICENSE")
PAGE = "README.md"
# Rooms that the page never enters.
LEFT_OUT = ("bench", "deploy", "distill")
# What transformers reads of a model's folder.
MODEL_FILES = (
    "config.json", "generation_config.json", "model.safetensors", "model-*.safetensors",
    "model.safetensors.index.json", "adapter_config.json", "adapter_model.safetensors",
    "tokenizer*", "special_tokens_map.json", "added_tokens.json", "vocab.*", "merges.txt",
    "spiece.model", "tekken.json", "chat_template.jinja", "README.md", "LICENSE*",
)
SHOWN = ("recordings", "results", "exams")  # under examples/
PICTURE = "examples/compare.png"


def stage(plan: Plan, folder: Path, sizes: front_matter.Sizes) -> list[Path]:
    """Put a Space's files into an empty folder; the paths in it, in order. sizes: bytes of each
    file of a Hub model (hub_files.sizes). Raises OSError, what `sizes` raises, and UserError where
    a model lies outside its pair's folder."""
    for place, source in _sources(plan.pair):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / place)
    front_matter.write(plan, folder / PAGE, sizes)
    if any(spec.remote for spec in plan.pair.specs.values()):
        with (folder / "requirements.txt").open("a", encoding="utf-8") as file:
            file.write((ROOT / "demo" / "remote" / "requirements.txt").read_text("utf-8"))
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _sources(pair: Pair) -> Iterator[tuple[Path, Path]]:
    """Each file's place in the Space, and where it comes from."""
    for name in (*TOP, PAGE, PICTURE):
        yield Path(name), ROOT / name
    for file in _below(ROOT / "demo"):
        if file.relative_to(ROOT).parts[1] not in LEFT_OUT:
            yield file.relative_to(ROOT), file
    for name in SHOWN:
        yield from ((file.relative_to(ROOT), file) for file in _below(ROOT / "examples" / name))
    yield from _pairs(pair)


def _pairs(pair: Pair) -> Iterator[tuple[Path, Path]]:
    """Every pair's file, and the weights that this one has in its folder; beside a pair of the
    repository those of the others in it, among which a visitor may choose."""
    pairs, inside = ROOT / "examples" / "pairs", Path("examples/pairs")
    bundled = pair.folder.parent == pairs and _local(pair)
    for file in _below(pairs):
        if bundled or file.name == "pair.toml":
            yield file.relative_to(ROOT), file
    if pair.folder.parent != pairs:
        for spec in pair.specs.values():
            if spec.path and not spec.path.resolve().is_relative_to(pair.folder.resolve()):
                raise UserError(f"The {spec.side}'s folder {spec.model} lies outside its pair's, "
                                "which alone goes to the Space: move it beside pair.toml.")
        for file in _read(pair):
            yield inside / pair.name / file.relative_to(pair.folder), file


def _read(pair: Pair) -> Iterator[Path]:
    """What is read of a pair's own folder, and nothing that lies there besides: no checkpoints, no
    hidden files, no links to what is elsewhere."""
    folder = pair.folder.resolve()
    yield pair.folder / "pair.toml"
    for model in dict.fromkeys(spec.path for spec in pair.specs.values() if spec.path):
        for file in sorted(model.iterdir()):
            wanted = any(file.match(pattern) for pattern in MODEL_FILES)
            if wanted and file.is_file() and file.resolve().is_relative_to(folder):
                yield pair.folder / file.relative_to(folder)


def _local(pair: Pair) -> bool:
    return any(spec.path for spec in pair.specs.values())


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
