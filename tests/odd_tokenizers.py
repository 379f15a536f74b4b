"""Tokenizers of the kinds that people bring, each small and made here: table of name -> maker."""

from __future__ import annotations

from collections.abc import Callable

from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)
from transformers import PreTrainedTokenizerFast

CONTROL = ("<s>", "</s>", "<|im_start|>", "<|im_end|>")
WORDS = ("the", "a", "b", "n", "e", "t", "é", "说", ".", ",", "?", "!", "'", "n't", "'m", "'s",
         "'ve", "do", "not", "re", "�", "👩")
CHATML = ("{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] | trim }}"
          "<|im_end|>\n{% endfor %}"
          "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")


def fast(inner: Tokenizer, chat: str | None = CHATML, **more: object) -> PreTrainedTokenizerFast:
    """With the control tokens, an unknown token where the model has one, and a chat template."""
    inner.add_special_tokens(list(CONTROL))
    found = PreTrainedTokenizerFast(
        tokenizer_object=inner, bos_token="<s>", eos_token="</s>", **more)
    found.chat_template = chat
    return found


def byte_level(**more: object) -> PreTrainedTokenizerFast:
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {c: i for i, c in enumerate(alphabet)}
    pairs = [("t", "h"), ("th", "e"), ("Ġ", "the"), ("<", "|"), ("Ċ", "Ċ")]
    for left, right in pairs:
        vocabulary[left + right] = len(vocabulary)
    inner = Tokenizer(models.BPE(vocab=vocabulary, merges=pairs))
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    inner.decoder = decoders.ByteLevel()
    inner.add_tokens([AddedToken("   ", normalized=False), AddedToken("déjà vu", normalized=False)])
    return fast(inner, **more)


def _pieces(space: str) -> dict[str, int]:
    vocabulary = {"<unk>": 0, "<s>": 1, "</s>": 2}
    for token in [*(f"<0x{i:02X}>" for i in range(256)), space, *(space + w for w in WORDS), *WORDS,
                  *"</s>|im_end"]:
        vocabulary.setdefault(token, len(vocabulary))
    return vocabulary


def _byte_fallback(normalizer: object, decoder: object, pre: object = None) -> Tokenizer:
    inner = Tokenizer(models.BPE(vocab=_pieces("▁"), merges=[("▁", "a")], byte_fallback=True,
                                 unk_token="<unk>", fuse_unk=True))
    inner.normalizer, inner.decoder = normalizer, decoder
    if pre is not None:
        inner.pre_tokenizer = pre
    return inner


def llama_2() -> PreTrainedTokenizerFast:
    """A space before every text, bytes as <0x0A>, the first space taken off again."""
    return fast(_byte_fallback(
        normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]),
        decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                           decoders.Strip(" ", 1, 0)])), unk_token="<unk>")


def gemma() -> PreTrainedTokenizerFast:
    return fast(_byte_fallback(
        normalizers.Replace(" ", "▁"),
        decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])),
        unk_token="<unk>")


def mistral() -> PreTrainedTokenizerFast:
    """A space before the first piece alone, so that pieces encoded apart would differ."""
    return fast(_byte_fallback(
        normalizers.NFC(),
        decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                           decoders.Strip(" ", 1, 0)]),
        pre_tokenizers.Metaspace("▁", prepend_scheme="first", split=False)), unk_token="<unk>")


def unigram(scheme: str = "always", **more: object) -> PreTrainedTokenizerFast:
    """Its control tokens are pieces of the model as well, as in converted sentencepiece files."""
    pieces = [(token, 0.0 if token.startswith("<") else -1.0 - len(token) / 9)
              for token in _pieces("▁") if not token.startswith("<0x")]
    inner = Tokenizer(models.Unigram(pieces, unk_id=0))
    inner.pre_tokenizer = pre_tokenizers.Metaspace("▁", prepend_scheme=scheme)
    inner.decoder = decoders.Metaspace("▁", prepend_scheme=scheme)
    return fast(inner, unk_token="<unk>", **more)


def word_piece(cleanup: bool = True, **more: object) -> PreTrainedTokenizerFast:
    vocabulary = {"[UNK]": 0}
    for word in (*WORDS, "i", "m", "s", "<", ">", "|", "/", "_", "start", "user", "end"):
        for token in (word, f"##{word}"):
            vocabulary.setdefault(token, len(vocabulary))
    inner = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    inner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    inner.decoder = decoders.WordPiece(cleanup=cleanup)
    return fast(inner, unk_token="[UNK]", **more)


def word_level(**more: object) -> PreTrainedTokenizerFast:
    """No decoder: tokens are joined with spaces. Its control tokens are words as well."""
    vocabulary = {"<unk>": 0} | {word: i for i, word in enumerate((*CONTROL, *WORDS), 1)}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return fast(inner, unk_token="<unk>", **more)


def _decoded(decoder: object, *tokens: str) -> PreTrainedTokenizerFast:
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(("<unk>", *tokens, *WORDS)))}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    inner.pre_tokenizer, inner.decoder = pre_tokenizers.WhitespaceSplit(), decoder
    return fast(inner, unk_token="<unk>")


def ends_every_text(make: Callable[..., PreTrainedTokenizerFast] = byte_level,
                    chat: str | None = None) -> PreTrainedTokenizerFast:
    """add_bos_token and add_eos_token: both ends are put around every text."""
    found = make()
    found.chat_template = chat
    numbers = [(token, found.convert_tokens_to_ids(token)) for token in ("<s>", "</s>")]
    found.backend_tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=numbers)
    return found


KINDS: dict[str, Callable[[], PreTrainedTokenizerFast]] = {
    "byte level": byte_level,
    "byte level, clean-up wanted": lambda: byte_level(clean_up_tokenization_spaces=True),
    "byte fallback, prepended": llama_2,
    "byte fallback, never prepended": gemma,
    "byte fallback, first": mistral,
    "unigram, always": unigram,
    "unigram, first": lambda: unigram("first"),
    "unigram, never": lambda: unigram("never"),
    "unigram, cleaned up": lambda: unigram(clean_up_tokenization_spaces=True),
    "word pieces": word_piece,
    "word pieces, raw": lambda: word_piece(False),
    "word pieces, raw, cleaned up": lambda: word_piece(False, clean_up_tokenization_spaces=True),
    "words": word_level,
    "words, cleaned up": lambda: word_level(clean_up_tokenization_spaces=True),
    "ends of words": lambda: _decoded(decoders.BPEDecoder(), "the</w>", "a</w>", "</w>"),
    "repeated": lambda: _decoded(decoders.CTC(), "|", "<pad>", "|."),
    "fused, replaced, stripped": lambda: _decoded(decoders.Sequence([
        decoders.Fuse(), decoders.Replace("a b", "-"), decoders.Strip(" ", 2, 0)]),
        " ", "a ", "  "),
    "pieces stripped": lambda: _decoded(decoders.Strip("a", 1, 0), "aaa", "aba"),
    "by a pattern": lambda: _decoded(decoders.Sequence([
        decoders.Fuse(), decoders.Replace(Regex("a+b"), "X")]), "aa"),
    "bytes, then replaced": lambda: _decoded(decoders.Sequence([
        decoders.ByteLevel(), decoders.Replace("the", "THE")]), "Ġ", "t", "h", "he", "Ã", "©"),
}
