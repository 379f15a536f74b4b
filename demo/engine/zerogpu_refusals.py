"""What the ZeroGPU platform refuses, as sentences. It raises Gradio's errors, told by their title
(spaces 0.51)."""

from __future__ import annotations

SENTENCES = {
    "ZeroGPU quota exceeded": "No GPU time is left for you now: log in to Hugging Face for more, "
                              "or play the recorded comparisons below. ({})",
    "ZeroGPU pending credits exceeded": "Your other GPU tasks hold all your time: try again when "
                                        "one has ended. ({})",
    "ZeroGPU illegal duration": "No GPU is lent for so long: ask for fewer tokens. ({})",
    "ZeroGPU queue timeout": "No GPU came free within a minute: please run again. ({})",
    "ZeroGPU worker error": "The GPU's worker ended in the middle: please run again, with fewer "
                            "tokens if this was long. ({})",
    "ZeroGPU client error": "The GPU cannot be had just now: please run again. ({})",
}


def sentence(error: Exception) -> str:
    """One sentence, with what the platform itself said; "" where this is none of its refusals."""
    form = SENTENCES.get(str(getattr(error, "title", "")))
    said = " ".join(str(getattr(error, "message", "")).split()).rstrip(". ")
    if "outside of examples" in said:  # advice on another kind of app
        said = said.partition(". ")[0]
    return form.format(said or "it said no more") if form else ""
