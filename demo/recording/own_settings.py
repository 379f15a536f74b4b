"""What of a model's own generation settings a race left out, or took; from the recording alone."""

from __future__ import annotations

from demo.recording.data import Model, Request

# Of what Model.settings may name: these change greedy answers, too; those a visitor chooses.
PENALTIES = ("repetition_penalty", "no_repeat_ngram_size", "sequence_bias", "bad_words_ids")
CHOSEN = ("temperature", "top_p")


def concerned(model: Model, request: Request) -> list[str]:
    """The settings that would change this answer: taken where the request asks for them."""
    sampled = request.temperature > 0
    return [said for said in model.settings
            if _name(said) in PENALTIES or (sampled and _name(said) not in CHOSEN)]


def makers(model: Model, request: Request) -> list[str]:
    """At what its makers sample, where the request differs from it."""
    asked = {"temperature": request.temperature, "top_p": request.top_p}
    own = [said for said in model.settings if _name(said) in CHOSEN]
    return own if any(said != f"{_name(said)} {asked[_name(said)]:g}" for said in own) else []


def _name(said: str) -> str:
    return said.partition(" ")[0]
