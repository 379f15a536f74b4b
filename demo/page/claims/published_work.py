"""What published work says of each claim: the numbers as they are printed there, and where.

The sentences around them are in demo/words/claims_words.py, by the name of the finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from demo.words.formats import GAP, number, percent


@dataclass(frozen=True)
class Source:
    """by: who and when; title: as printed; address: where anybody can read it."""

    by: str
    title: str
    address: str


def _arxiv(by: str, title: str, paper: str) -> Source:
    return Source(f"{by}, arXiv {paper}", title, f"https://arxiv.org/abs/{paper}")


@dataclass(frozen=True)
class Finding:
    """One finding of one source; `figures` fill the blanks of its sentence."""

    name: str
    source: Source
    figures: dict[str, str] = field(default_factory=dict)


R1 = _arxiv("DeepSeek-AI 2025", "DeepSeek-R1: Incentivizing Reasoning Capability in LLMs via "
            "Reinforcement Learning", "2501.12948")
QWEN3 = _arxiv("Qwen Team 2025", "Qwen3 Technical Report", "2505.09388")
DISTILBERT = _arxiv("Sanh et al. 2019", "DistilBERT, a distilled version of BERT", "1910.01108")
FRUGAL = _arxiv("Chen et al. 2023", "FrugalGPT", "2305.05176")
DRAFTS = _arxiv("Leviathan et al. 2022", "Fast Inference from Transformers via Speculative "
                "Decoding", "2211.17192")
IMITATION = _arxiv("Gudibande et al. 2023", "The False Promise of Imitating Proprietary LLMs",
                   "2305.15717")
SCALING = _arxiv("Busbridge et al. 2025", "Distillation Scaling Laws", "2502.08606")
ASSISTANT = _arxiv("Mirzadeh et al. 2019", "Improved Knowledge Distillation via Teacher Assistant",
                   "1902.03393")
INSTRUCT = _arxiv("Ouyang et al. 2022", "Training language models to follow instructions with "
                  "human feedback", "2203.02155")
BORN_AGAIN = _arxiv("Furlanello et al. 2018", "Born-Again Neural Networks", "1805.04770")
WEAK = _arxiv("Burns et al. 2023", "Weak-to-Strong Generalization", "2312.09390")
JEVONS = Source("Jevons 1865, ch. VII", "The Coal Question",
                "https://www.econlib.org/library/YPDBooks/Jevons/jvnCQ.html")
REBOUND = Source("Sorrell 2007, UK Energy Research Centre", "The Rebound Effect",
                 "https://ukerc.ac.uk/publications/the-rebound-effect-an-assessment-of-the-evidence-"
                 "for-economy-wide-energy-savings-from-improved-energy-efficiency/")
PRICES = Source("Appenzeller 2024, Andreessen Horowitz", "LLMflation",
                "https://a16z.com/llmflation-llm-inference-cost/")

# Qwen3-1.7B and Qwen3-32B, both thinking: tables 19 and 13 of the report.
SMALL = {"math": 93.4, "science": 40.1, "languages": 59.1}
LARGE = {"math": 97.2, "science": 68.4, "languages": 80.6}

FINDINGS: dict[str, tuple[Finding, ...]] = {
    "taught": (
        Finding("r1_samples", R1, {"samples": number(800_000)}),
        # Section 4.1 of its first version: AIME 2024, pass@1.
        Finding("r1_or_alone", R1, {"taught": percent(0.726), "alone": percent(0.470)}),
    ),
    "cheaper": (
        Finding("distilbert", DISTILBERT, {
            "kept": f"97{GAP}%", "fewer": f"40{GAP}%", "faster": f"60{GAP}%"}),
        # Table 21: Qwen3-8B, from the same checkpoint; AIME'24.
        Finding("qwen3_hours", QWEN3, {
            "taught_hours": number(1_800), "alone_hours": number(17_920),
            "taught": percent(0.744), "alone": percent(0.676)}),
        Finding("frugal", FRUGAL, {"most": f"98{GAP}%"}), Finding("drafts", DRAFTS),
    ),
    "vertical": (
        Finding("qwen3_kept", QWEN3, {key: percent(SMALL[key] / LARGE[key]) for key in SMALL}),
        # Table 19: IFEval, strict prompt.
        Finding("qwen3_narrow", QWEN3, {"narrow": "39.9", "broad": "72.5"}),
        Finding("imitation", IMITATION),
    ),
    "ceiling": (Finding("scaling", SCALING), Finding("assistant", ASSISTANT)),
    "people": (Finding("r1_chosen", R1), Finding("instruct", INSTRUCT)),
    "beyond": (Finding("born_again", BORN_AGAIN), Finding("weak", WEAK)),
    "demand": (Finding("jevons", JEVONS), Finding("rebound", REBOUND, {"most": f"30{GAP}%"}),
               Finding("prices", PRICES)),
}
