"""Questions as tokens: the one way in which races, exams and lessons put a question to a model.

Through the chat template where there is one, else as plain text to complete. What people write is
text whatever it spells; the template's own marks stay the control tokens they are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from jinja2 import TemplateSyntaxError

from demo.engine import control_tokens
from demo.errors import UserError
from demo.pairs import Pair
from demo.recording.data import Request, Turn
from demo.time_limit import within

Messages = Sequence[dict[str, str]]
# Long enough that a template which cuts questions short is found out.
PROBE = " ".join(f"What is {n} + {n * n}?" for n in range(2, 40))
REASONING = (("<think>", "</think>"), ("<thinking>", "</thinking>"),
             ("<reasoning>", "</reasoning>"))
SPOKEN = 200  # characters of a template's own words that are passed on


class Refused(UserError):
    """The chat template raised; `words` are its own."""

    def __init__(self, words: str, broken: bool = False) -> None:
        super().__init__(f"The chat template does not take this question: {words}.")
        self.words, self.broken = words, broken


def encode(
    tokenizer: Any, pair: Pair, side: str, request: Request, ends: Collection[int] = ()
) -> list[int]:
    """A visitor's question, and the conversation that one side has had before it -> token ids.
    `ends`: the model's own ends of an answer.

    Raises UserError when the template or the tokenizer does not take it.
    """
    if not chats(tokenizer, pair):
        if request.system or request.earlier:
            what = "no system prompt" if request.system else "one question at a time"
            raise UserError(f"The {side} has no chat template, so it takes {what}: "
                            f"{'leave it empty' if request.system else 'begin anew'}.")
        return _some(plain_tokens(tokenizer, request.prompt, ends))
    template = pair.specs[side].template
    return _some(_whole(tokenizer, conversation(request, side), template, side))


def reasoning_marks(tokenizer: Any, pair: Pair) -> tuple[str, ...]:
    """What stands around a model's reasoning: as the pair's file says, or the usual marks where the
    tokenizer or its chat template knows them; () where it does not reason."""
    if pair.reasoning:
        return pair.reasoning
    known = tokenizer.get_added_vocab()
    template = str(getattr(tokenizer, "chat_template", None) or "")
    return next((marks for marks in REASONING
                 if marks[1] in template or all(mark in known for mark in marks)), ())


def conversation(request: Request, side: str) -> list[dict[str, str]]:
    """What one side has been told, asked and has answered, and the question."""
    said = [{"role": "system", "content": request.system}] if request.system else []
    for turn in request.earlier:
        said += [*_asked(turn.prompt),
                 {"role": "assistant", "content": _answered(turn, side)}]
    return said + _asked(request.prompt)


def _answered(turn: Turn, side: str) -> str:
    """What a side said; where it was not asked, what the other did, for that is what it goes on
    from."""
    not_asked = turn.answers[side].end == "not_asked"
    said = next((answer for name, answer in turn.answers.items() if name != side), None)
    return said.text if not_asked and said else turn.answers[side].text


def _whole(
    tokenizer: Any, messages: Messages, template: dict[str, Any], side: str
) -> list[int]:
    """Raises UserError where the template leaves out what the model was told or asked before: the
    two sides would no longer answer the same. (What it makes of answers is its own affair: many
    leave out a reasoning that is over.)"""
    try:
        ids = chat_tokens(tokenizer, messages, template)
    except Refused as error:
        if messages[0]["role"] == "system":
            raise UserError(f"The {side}'s chat template takes no system prompt, or not this one: "
                            f"{error.words}. Leave it empty in Settings.") from None
        what = "conversation: begin a new one" if len(messages) > 1 else "question"
        raise UserError(f"The {side}'s chat template does not take this {what} "
                        f"({error.words}).") from None
    if len(messages) > 1:
        told = rendered(tokenizer, messages, template)
        for message in messages:
            if message["role"] != "assistant" and message["content"].strip() not in told:
                what = "system prompt" if message["role"] == "system" else "conversation"
                raise UserError(f"The {side}'s chat template leaves out the {what}: begin without.")
    return ids


def _asked(prompt: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": prompt}]


def chats(tokenizer: Any, pair: Pair) -> bool:
    """Is a question put through the chat template? Raises UserError where the pair's file says so
    and there is none."""
    template = bool(getattr(tokenizer, "chat_template", None))
    if pair.prompt_format == "chat" and not template:
        raise UserError(f"{pair.name}: format is \"chat\", but the tokenizer has no chat template.")
    return template and pair.prompt_format != "plain"


def _some(ids: list[int]) -> list[int]:
    if not ids:
        raise UserError("The models' tokenizer makes nothing of this question: write it in words.")
    return ids


def chat_tokens(tokenizer: Any, messages: Messages, template: dict[str, Any]) -> list[int]:
    """Through the chat template, up to where the answer begins. Raises Refused."""
    control = control_tokens.of_prompts(tokenizer)
    cut = [m | {"content": control_tokens.cut_up(tokenizer, m["content"], control.values())}
           for m in messages]
    text = rendered(tokenizer, cut, template)
    if control_tokens.CUT not in text:
        # The template already wrote its special tokens; adding them again would double the BOS.
        return tokenizer(text, add_special_tokens=False, split_special_tokens=False)["input_ids"]
    names = {number: name for name, number in control.items()}
    for start, end, number in reversed(control_tokens.spans(tokenizer, text, control.values())):
        # With all names in contents cut up, what is still a control token is the template's.
        text = text[:start] + control_tokens.secret(names[number]) + text[end:]
    return control_tokens.plain(tokenizer, control)(text.replace(control_tokens.CUT, ""))


def plain_tokens(tokenizer: Any, text: str, ends: Collection[int] = ()) -> list[int]:
    """As a text to complete: what the tokenizer puts before every text stays (BOS), an end that it
    puts behind does not, for a question that has ended is answered with nothing."""
    read = tokenizer(text, split_special_tokens=False, return_special_tokens_mask=True)
    ids, put = read["input_ids"], read["special_tokens_mask"]
    first = next((i for i, own in enumerate(put) if not own), len(ids))
    last = next((i for i in range(len(ids), first, -1) if not put[i - 1]), first)
    own_ends = {tokenizer.eos_token_id, tokenizer.sep_token_id, *ends}
    behind = [token for token in ids[last:] if token not in own_ends]
    return ids[:first] + control_tokens.text_tokens(tokenizer, text) + behind


def rendered(tokenizer: Any, messages: Messages, template: dict[str, Any]) -> str:
    """The chat template's text. Raises Refused with its own words, whatever it raises."""
    try:
        with within(control_tokens.TEMPLATE_SECONDS):
            return tokenizer.apply_chat_template(
                list(messages), add_generation_prompt=True, tokenize=False, **template)
    except Exception as error:  # A template is its author's program: any complaint is one reason.
        said = "".join(c if c.isprintable() else " " for c in str(error) or type(error).__name__)
        broken = isinstance(error, TemplateSyntaxError)
        raise Refused(" ".join(said.split())[:SPOKEN].rstrip(". "), broken) from None


def try_out(tokenizer: Any, template: dict[str, Any], who: str, remedy: str) -> None:
    """Raises UserError, once and early, when `who`'s chat template takes no question at all."""
    if not getattr(tokenizer, "chat_template", None):
        return
    try:
        told = rendered(tokenizer, _asked(PROBE), template)
    except Refused as error:
        if error.broken:
            raise UserError(f"{who} has a chat template with a mistake in it ({error.words}): mend "
                            "chat_template.jinja, or chat_template in tokenizer_config.json, "
                            "beside its weights.") from None
        raise UserError(
            f"{who} has a chat template that takes no question: {error.words}. {remedy}"
        ) from None
    if PROBE not in told:
        raise UserError(f"{who} has a chat template that does not hand on the whole question, so "
                        f"its answers would belong to another one. {remedy}")


def try_out_pair(tokenizer: Any, pair: Pair, side: str) -> None:
    """`try_out` for a side of a race; its remedy stands in the pair's file."""
    if chats(tokenizer, pair):
        try_out(tokenizer, pair.specs[side].template, f"The {side} {pair.specs[side].name}",
                "Give what it asks for under [prompt.template] in pair.toml, or do without it: "
                "format = \"plain\" under [prompt].")


def unknown(tokenizer: Any, ids: Sequence[int], rows: int) -> str:
    """Which token of `ids` the model has no row for, in words; "" when it has all.

    `rows`: of its embedding. A tokenizer that got tokens without a resized model has such ones.
    """
    number = next((i for i in ids if i >= rows), None)
    return "" if number is None else (
        f"{tokenizer.convert_ids_to_tokens(number)!r} is token {number} of the tokenizer, and the "
        f"model has only {rows} rows"
    )


def refuse_unknown(tokenizer: Any, ids: Sequence[int], rows: int, side: str) -> None:
    """Raises UserError where `unknown` finds a token."""
    if said := unknown(tokenizer, ids, rows):
        raise UserError(f"The {side} cannot read this question: {said}. Leave that word out.")


def notes(tokenizer: Any, rows: int) -> list[str]:
    """What to know of a tokenizer beside its model, for the card."""
    beyond = sum(number >= rows for number in tokenizer.get_vocab().values())
    return [f"its tokenizer has {beyond} tokens more than the model has rows"] if beyond else []
