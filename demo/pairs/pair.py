"""What a pair is, once its file was read: two models, their lineage, how they are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from demo.recording.data import TAUGHT
from demo.recording.modes import USUAL_THRESHOLD


@dataclass(frozen=True)
class RemoteModel:
    """Where a model answers over the network, by the OpenAI chat API. key: the environment variable
    that holds the key, "" for none; prices: of a million tokens; body: more fields of a request;
    omit: those of ours that it does not take; longest_as: its name for the longest answer."""

    endpoint: str
    key: str = ""
    price_in: float = 0.0
    price_out: float = 0.0
    currency: str = "USD"
    price_date: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    omit: tuple[str, ...] = ()
    longest_as: str = "max_tokens"

    @property
    def host(self) -> str:
        return urlsplit(self.endpoint).netloc


@dataclass(frozen=True)
class ModelSpec:
    """One side's model: a folder (`path`), a hub id with the commit it is pinned to, or `remote`.
    stop: texts that end its answer; template: its chat template's options."""

    side: str
    name: str
    model: str
    path: Path | None = None
    revision: str = ""
    dtype: str = "auto"
    quantize: str = ""
    stop: tuple[str, ...] = ()
    template: dict[str, Any] = field(default_factory=dict)
    remote: RemoteModel | None = None


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
    and in Markdown, as chat models give them; threshold: of a cascade, unless its visitor names
    another."""

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
    threshold: float = USUAL_THRESHOLD
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
