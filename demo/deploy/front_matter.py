"""The head of a Space's README: which models it shows, what is fetched at its build, on what it is
to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from huggingface_hub import metadata_load, metadata_save

from demo.deploy.plan import Plan
from demo.pairs import Pair

Sizes = Callable[[str, str], dict[str, int]]  # a model and its commit -> bytes by file


def write(plan: Plan, page: Path, sizes: Sizes) -> None:
    """Into a copy of README.md. Raises what `sizes` raises."""
    metadata_save(page, {**(metadata_load(page) or {}), **_of(plan, sizes)})


def _of(plan: Plan, sizes: Sizes) -> dict[str, Any]:
    models = dict.fromkeys(model for model, _ in _on_the_hub(plan.pair))
    preloaded = dict.fromkeys(
        # "model files commit": what is built in needs no download at every start.
        f"{model} {','.join(sizes(model, commit))} {commit}"
        for model, commit in _on_the_hub(plan.pair))
    return {
        **({"models": list(models), "preload_from_hub": list(preloaded)} if models else {}),
        **({"suggested_hardware": plan.suggested} if plan.suggested else {}),
        "thumbnail": f"https://huggingface.co/spaces/{plan.space}/resolve/main/examples/compare.png",
    }


def _on_the_hub(pair: Pair) -> Iterator[tuple[str, str]]:
    for spec in pair.specs.values():
        if not spec.path and not spec.remote:
            yield spec.model, spec.revision
