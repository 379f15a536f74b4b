"""What a pair is, once its file was read: two models, their lineage, how they are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demo.recording.data import TAUGHT


@dataclass(frozen=True)
class ModelSpec:
    """One side's model: a folder (`path`) or a hub id with the commit it is pinned to. stop: texts
    that end its answer; template: its chat template's options."""

    side: str
    name: str
    model: str
    path: Path | None = None
    revision: str = ""
    dtype: str = "auto"
    quantize: str = ""
    stop: tuple[str, ...] = ()
    template: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """An example to ask. `answer`: the right final answer, where there is one."""

    subject: str
    prompt: str
    answer: str = ""


@dataclass(frozen=True)
class Pair:
    """Two ModelSpecs and their lineage. `final` marks the final answer in the models' text; system:
    their system prompt; reasoning: the two marks around their reasoning, where the pair's file says
    so; conversation: a question may follow upon an answer, and answers are long
    and in Markdown, as chat models give them."""

    name: str
    title: str
    lineage: str
    source: str
    about: str
    about_zh: str
    folder: Path
    specs: dict[str, ModelSpec]
    prompt_format: str = "auto"
    final: str = ""
    system: str = ""
    conversation: bool = True
    reasoning: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def taught(self) -> bool:
        """Did the student learn from this teacher?"""
        return self.lineage in TAUGHT

    def about_in(self, language: str) -> str:
        """What the pair is, in its own words; in English where it has none of that language."""
        return self.about_zh if language == "zh" and self.about_zh else self.about

    def table(self) -> dict[str, Any]:
        """The flat facts a recording keeps of its pair."""
        return {
            "name": self.name, "title": self.title, "lineage": self.lineage,
            "source": self.source, "final": self.final, "conversation": self.conversation,
        }
