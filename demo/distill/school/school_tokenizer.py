"""The school's tokenizer: at most 512 entries, single digits, letters reachable one by one.

A piece of text that is a whole entry becomes one token; anything else falls to bytes. There are
no merges: embeddings stay unquantised, so a small vocabulary is what keeps "4-bit" true.
Bytes that valid UTF-8 text cannot hold, and control characters but newline and tab, are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import AutoTokenizer, PreTrainedTokenizerFast

from demo.distill.core.processes import launched
from demo.engine.token_decoders import BYTES
from demo.exam.catalogue import mixed
from demo.exam.subjects.plurals import IRREGULAR, REGULAR
from demo.exam.word_lists import OPPOSITES
from demo.exam.word_lists import WORDS as COMMON

SIZE = 512
PAD, ASK, ANSWER, END = "<|pad|>", "<|ask|>", "<|answer|>", "<|end|>"
# A space belongs to the word or digit after it; a Han character stands alone.
PIECES = r" ?[A-Za-z]+| ?[0-9]|[\x{4e00}-\x{9fff}]|\n| ?[^\sA-Za-z0-9\x{4e00}-\x{9fff}]"
_PIECES = re.compile(PIECES.replace(r"\x{4e00}", "\u4e00").replace(r"\x{9fff}", "\u9fff"))
TEMPLATE = (
    "{% for message in messages %}"
    "{% if message['role'] == 'user' %}" + ASK + "{{ message['content'] }}"
    "{% elif message['role'] == 'assistant' %}" + ANSWER + "{{ message['content'] }}" + END
    + "{% endif %}{% endfor %}{% if add_generation_prompt %}" + ANSWER + "{% endif %}"
)


SYMBOLS = {byte: sign for sign, byte in BYTES.items()}


def _symbols(text: str) -> str:
    return "".join(SYMBOLS[byte] for byte in text.encode())


def _allowed_bytes() -> list[int]:
    return [9, 10, *range(0x20, 0x7F), *range(0x80, 0xC0), *range(0xC2, 0xF5)]


def _is_material(piece: str, structural: Counter[str]) -> bool:
    """Words that are spelled or recalled stay in letters, unless the grammar itself needs them."""
    word = piece.strip().lower()
    return word in _MATERIAL and structural[piece] < 20


_MATERIAL = {*COMMON, *OPPOSITES, *REGULAR, *IRREGULAR}
_RECALLED = ("letters", "spelling", "opposites", "plurals", "facts", "examples", "unknown")


def common_pieces(room: int, samples: int = 12000, seed: int = 0) -> list[str]:
    """The pieces worth an entry: those that save most tokens over a sample of the school."""
    rng, counts, structural = Random(seed), Counter(), Counter()
    stream = mixed(rng)
    for _ in range(samples):
        question = next(stream)
        pieces = _PIECES.findall(question.text + "\n" + question.worked)
        counts.update(pieces)
        if question.subject not in _RECALLED:
            structural.update(pieces)
    worth = {
        piece: count * (len(piece.encode()) - 1)
        for piece, count in counts.items()
        if len(piece.encode()) > 1 and not _is_material(piece, structural)
    }
    return sorted(worth, key=lambda piece: (-worth[piece], piece))[:room]


def build() -> PreTrainedTokenizerFast:
    entries = [PAD, ASK, ANSWER, END]
    entries += [SYMBOLS[byte] for byte in _allowed_bytes()]
    entries += [_symbols(f" {c}") for c in "0123456789abcdefghijklmnopqrstuvwxyz"]
    for piece in common_pieces(SIZE):
        symbols = _symbols(piece)
        if symbols not in entries and len(entries) < SIZE:
            entries.append(symbols)
    model = models.BPE(
        vocab={entry: i for i, entry in enumerate(entries)}, merges=[], ignore_merges=True
    )
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECES), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=PAD,
        eos_token=END,
        additional_special_tokens=[ASK, ANSWER],
        clean_up_tokenization_spaces=False,
        model_max_length=512,
        padding_side="left",
    )
    fast.chat_template = TEMPLATE
    return fast


def kept_in(folder: Path) -> PreTrainedTokenizerFast:
    """The run's own tokenizer: built once, so that a resumed run never sees another one."""
    with launched().main_process_first():
        if not (folder / "tokenizer_config.json").exists():
            build().save_pretrained(folder)
    return AutoTokenizer.from_pretrained(folder)
