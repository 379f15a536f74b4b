"""Pure functions from a recording to how far its two answers are the same, and where they part."""

from __future__ import annotations

import re
from os.path import commonprefix

from demo.recording.data import SIDES, Answer, Recording
from demo.recording.reasoning import said


def parting(recording: Recording) -> dict[str, tuple[int, int]]:
    """Where the answers part: for each side the characters [start, end) of its first token that
    differs, or where the tokenizers do, of the one that holds the first character which differs; a
    side that ended there has none. Empty while a side answers and where the answers are the same,
    one said nothing, or one was cut while it said the same."""
    texts = [recording.answers[side].text for side in SIDES]
    if not recording.done or texts[0] == texts[1] or not all(texts) or (
            _cut(recording)):
        return {}
    alike = len(commonprefix(texts))
    if recording.same_tokenizer:
        student = recording.answers["student"]
        alike = len("".join(student.texts[: tokens_alike(recording)]))
    spans = {side: _token_at(recording.answers[side], alike) for side in SIDES}
    return {side: span for side, span in spans.items() if span}


def _cut(recording: Recording) -> bool:
    """Did one only stop earlier, and not by itself? It parts from nothing."""
    shorter, longer = sorted((recording.answers[side] for side in SIDES),
                             key=lambda answer: len(answer.text))
    return shorter.end != "eos" and longer.text.startswith(shorter.text)


def tokens_alike(recording: Recording) -> int:
    """How many of the student's tokens are the teacher's, up to where the two part; where the
    tokenizers differ, how many say what the teacher says."""
    if recording.same_tokenizer:
        answers = (recording.answers[side] for side in SIDES)
        return len(commonprefix([list(zip(a.tokens, a.texts, strict=True)) for a in answers]))
    texts = [recording.answers[side].text for side in SIDES]
    alike, end, count = len(commonprefix(texts)), 0, 0
    for text in recording.answers["student"].texts:
        end += len(text)
        count += end <= alike
    return count


def _token_at(answer: Answer, place: int) -> tuple[int, int] | None:
    """The token that holds character `place`, with those after it while they are blank."""
    whole, start, end = answer.text, None, 0
    for text in answer.texts:
        begin, end = end, end + len(text)
        if start is None and end > place:
            start = begin
        if start is not None and whole[start:end].strip():
            return start, end
    return None


GRAM, FEWEST, OFTEN = 4, 40, 0.3
# Words, marks, and the characters of scripts that set no spaces: some of the size of a token.
UNITS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\uffff]+|[^\w\s]")


def repeats_itself(answer: Answer) -> bool:
    """Does it say the same over and over? More than three tenths of its runs of four tokens came
    before (seq-rep-4 of Welleck et al., arXiv 1908.04319, where people's texts have 2 to 3 in a
    hundred). Reading a loop, any model predicts it, so agreement says little there. What came over
    the network has pieces and no tokens of ours: there the words of its text are judged."""
    tokens = tuple(UNITS.findall(answer.text)) if answer.model.remote else answer.tokens
    runs = [tokens[i : i + GRAM] for i in range(len(tokens) - GRAM + 1)]
    return len(tokens) >= FEWEST and 1 - len(set(runs)) / len(runs) > OFTEN


def final_answer(text: str, marker: str) -> str:
    """What stands after the last `marker` (such as "Answer:"); empty when there is none."""
    return text.rpartition(marker)[2].strip() if marker and marker in text else ""


def sameness(recording: Recording) -> str:
    """"unfinished", "empty" (both), "silent" (one), "identical", "same" (final answers agree),
    "different". "reasoned": neither says anything, and at least one has reasoned."""
    answers = [recording.answers[side] for side in SIDES]
    if any(answer.end != "eos" for answer in answers):
        return "unfinished"
    texts = [said(recording, answer).strip() for answer in answers]
    if not all(texts):
        reasoned = any(answer.text.strip() for answer in answers)
        return "silent" if any(texts) else "reasoned" if reasoned else "empty"
    if texts[0] == texts[1]:
        return "identical"
    marker = recording.final_mark
    finals = [final_answer(text, marker) for text in texts]
    return "same" if finals[0] and finals[0] == finals[1] else "different"
