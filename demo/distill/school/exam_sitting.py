"""Sitting an exam: a examinee's answers to every paper, kept on disk so that nothing sits twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from transformers import AutoTokenizer, LlamaForCausalLM

from demo.distill.core.batched_decoding import answers
from demo.distill.core.models import loaded
from demo.distill.core.quantiser import load_in_4_bits
from demo.distill.core.stage_files import read_json, write_json
from demo.distill.school.papers import TAUGHT
from demo.exam.grading import marks, report_card
from demo.exam.question import Question

Papers = dict[str, list[Question]]


@dataclass(frozen=True)
class Examinee:
    """`squeezed`: quantised to 4 bits while loading, without having been trained for it."""

    name: str
    folder: Path
    squeezed: bool = False

    @cached_property
    def model(self) -> LlamaForCausalLM:
        return load_in_4_bits(self.folder) if self.squeezed else loaded(self.folder)

    @property
    def weights(self) -> Path:
        return self.folder / "model.safetensors"


@dataclass(frozen=True)
class AnswerSheet:
    """Answers by paper, in the paper's order, with their marks and grades."""

    papers: Papers
    texts: dict[str, list[str]]

    @cached_property
    def right(self) -> dict[str, list[bool]]:
        return {name: marks(self.papers[name], said) for name, said in self.texts.items()}

    @cached_property
    def card(self) -> dict[str, dict[str, dict]]:
        """Grades by paper and subject; a subject that a paper does not ask has none."""
        return {
            name: {
                subject: grade
                for subject, grade in report_card(self.papers[name], right).items()
                if grade["asked"]
            }
            for name, right in self.right.items()
        }

    def told(self, paper: str = TAUGHT) -> list[tuple[Question, str]]:
        return list(zip(self.papers[paper], self.texts[paper], strict=True))


def _answered(examinee: Examinee, paper: Sequence[Question]) -> list[str]:
    """Like lengths together, answers back in the paper's order."""
    tokenizer = AutoTokenizer.from_pretrained(examinee.folder)
    order = sorted(range(len(paper)), key=lambda i: len(paper[i].worked))
    said = answers(examinee.model, tokenizer, [paper[i].text for i in order], rows=120)
    texts = [""] * len(paper)
    for i, one in zip(order, said, strict=True):
        texts[i] = one.text
    return texts


def _key(examinee: Examinee, paper: Sequence[Question]) -> str:
    """Of weights and questions: whatever changes either must sit again."""
    digest = blake2b(examinee.weights.read_bytes(), digest_size=8)
    digest.update(repr((examinee.squeezed, [q.text for q in paper])).encode())
    return digest.hexdigest()


def sit(examinee: Examinee, papers: Papers, desk: Path) -> AnswerSheet:
    """Answers are read from `desk` where this very model sat this very paper before."""
    desk.mkdir(parents=True, exist_ok=True)
    texts = {}
    for name, paper in papers.items():
        kept = desk / f"{examinee.name}-{name}-{_key(examinee, paper)}.json"
        if not kept.exists():
            write_json(kept, {"answers": _answered(examinee, paper)})
        texts[name] = read_json(kept)["answers"]
    return AnswerSheet(papers, texts)
