"""The card says what was loaded: kind and share of the quantisation, bytes, widths."""

from __future__ import annotations

import dataclasses
import json

import pytest
import torch
from safetensors import safe_open
from transformers import AutoModelForCausalLM

from demo.drawing import answer_cards, memory_bars
from demo.drawing.scene import Scene
from demo.engine import device as devices
from demo.engine import embedding_dtypes, memory, precision_labels
from demo.engine.load import load
from demo.errors import UserError
from demo.page.api import table
from demo.pairs import ModelSpec
from demo.recording.data import SIDES, Answer, Memory, Model, Recording, Request
from demo.recording.file import from_json, to_json
from demo.recording.metrics import memory_total, weight_total
from demo.words.page_words import claim, words
from tests import odd_models

# A CPU without bf16 arithmetic, whatever this one has.
PLAIN_CPU = devices.Device(torch.device("cpu"), "a CPU", torch.float32, 1)


def loaded(folder, **more):
    return load(ModelSpec("student", "m", "m", folder, **more), PLAIN_CPU)


def shown(found, language="en") -> str:
    return answer_cards.spec(found.card, found.ledger, words(language))


@pytest.mark.parametrize(("make", "quantize", "label", "on_the_card"), [
    (odd_models.nf4, "", "NF4", "NF4 4-bit"),
    (odd_models.nf4_double, "", "NF4", "NF4 4-bit"),
    (odd_models.fp4, "", "FP4", "FP4 4-bit"),
    (odd_models.fp4, "nf4", "FP4", "FP4 4-bit"),
    (odd_models.int8, "", "int8", "int8 8-bit"),
    (odd_models.int8, "nf4", "int8", "int8 8-bit"),
    (odd_models.llama, "nf4", "NF4", "NF4 4-bit"),
    (odd_models.llama, "", "", "fp32"),
    (odd_models.experts, "nf4", "NF4, 12 % of weights", "NF4, 12 % of weights"),
    (odd_models.experts, "", "", "fp32"),
])
def test_a_label_is_read_from_the_loaded_weights(make, quantize, label, on_the_card, tmp_path):
    found = loaded(make(tmp_path / "m"), quantize=quantize)
    assert found.card.quantization == label
    assert f"· {on_the_card} ·" in shown(found)
    if "%" in label:
        assert "4-bit" not in shown(found) and "12 % 的权重" in shown(found, "zh")


SOUND = sorted(set(odd_models.SOUND) - {"falcon"})  # its layers are no nn.Linear: see below


@pytest.mark.parametrize("name", SOUND)
def test_a_share_is_named_exactly_where_layers_stay_wide(name, tmp_path):
    label = loaded(odd_models.sound(tmp_path / "m", name), quantize="nf4").card.quantization
    wide = name in ("mixtral", "qwen3-moe")
    assert label.startswith("NF4") and ("%" in label) == wide


@pytest.mark.parametrize(("make", "note"), [
    (odd_models.fp4, "stored in FP4 already, so not quantised to NF4"),
    (odd_models.int8, "stored in int8 already, so not quantised to NF4"),
    (odd_models.llama, "quantised to NF4 while loading"),
])
def test_what_became_of_the_wish_for_nf4_is_said(make, note, tmp_path):
    assert note in loaded(make(tmp_path / "m"), quantize="nf4").card.notes


def test_a_model_with_no_layer_to_quantise_is_refused_as_no_4_bit_student(tmp_path):
    """Falcon's own kind of linear layer is none that bitsandbytes takes. Unasked, it runs."""
    folder = odd_models.sound(tmp_path / "m", "falcon")
    with pytest.raises(UserError, match="no layer that bitsandbytes can store in 4 bits"):
        loaded(folder, quantize="nf4")
    assert loaded(folder).card.quantization == ""


@pytest.mark.parametrize("make", [
    odd_models.llama, odd_models.nf4, odd_models.fp4, odd_models.nf4_double, odd_models.int8])
def test_the_ledger_holds_every_stored_byte(make, tmp_path):
    """Stored files against tensors in memory; a CPU's fused kernel keeps scales in another form,
    and rotary frequencies are in no file."""
    folder = make(tmp_path / "m")
    held = loaded(folder).ledger
    with safe_open(folder / "model.safetensors", "pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    text = ("bitsandbytes__nf4", "bitsandbytes__fp4", "weight_format")  # read once, not kept
    wide = sum(t.nbytes for name, t in tensors.items() if not name.endswith(text))
    scales = sum(t.nbytes for name, t in tensors.items() if name.endswith(("absmax", "quant_map")))
    assert wide - scales <= weight_total(held) <= wide + 1500


def test_the_scales_of_int8_are_counted(tmp_path):
    found = loaded(odd_models.int8(tmp_path / "m"))
    rows = 2 * (4 * 64 + 2 * 128 + 64)  # two layers: attention, gate and up, down
    assert found.ledger.quantization_state == rows * 4  # one fp32 scale a row
    assert found.ledger.weights == 2 * (4 * 64 * 64 + 3 * 64 * 128)  # a byte a weight
    read = memory.matmul_bytes(found.model)
    assert read >= found.ledger.weights + found.ledger.quantization_state


FAMILIES = [name for name in SOUND if name not in ("mixtral", "qwen3-moe")]


@pytest.mark.parametrize("name", FAMILIES)
def test_embeddings_and_head_keep_their_stored_width_and_every_logit(name, tmp_path):
    """bf16 on disk, fp32 on this CPU: as exact as the widened model, in half the bytes."""
    folder = odd_models.sound(tmp_path / "m", name, torch.bfloat16)
    found = loaded(folder, quantize="nf4")
    ends = {module.weight.untyped_storage().data_ptr(): module.weight.nbytes
            for module in precision_labels.ends(found.model)}
    assert found.card.embeddings == "bf16" and found.card.dtype == "fp32"
    assert found.ledger.embeddings == sum(ends.values())
    assert len(ends) == (1 if found.model.config.tie_word_embeddings else 2)
    assert {module.weight.dtype for module in precision_labels.ends(found.model)} == {
        torch.bfloat16
    }
    ids = torch.arange(12).reshape(2, 6)
    with torch.inference_mode():
        narrow = found.model(ids).logits
        for module in precision_labels.ends(found.model):
            module.__dict__.pop("forward")
        for module in precision_labels.ends(found.model):
            module.weight = torch.nn.Parameter(module.weight.float(), requires_grad=False)
        wide = found.model(ids).logits
    assert narrow.dtype == wide.dtype == torch.float32
    torch.testing.assert_close(narrow, wide, rtol=1e-4, atol=1e-5)


def test_a_head_wider_than_a_block_is_whole(monkeypatch):
    head = torch.nn.Linear(64, 101, bias=True).requires_grad_(False)
    hidden, weight = torch.randn(2, 3, 64), head.weight.to(torch.bfloat16)
    head.weight = torch.nn.Parameter(weight, requires_grad=False)
    monkeypatch.setattr(embedding_dtypes, "BLOCK_BYTES", 7 * 64 * 4)
    meant = hidden @ weight.float().T + head.bias
    torch.testing.assert_close(embedding_dtypes._Blocks(head)(hidden), meant)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_a_stored_nf4_model_keeps_the_width_of_its_own_file(dtype, tmp_path):
    folder = odd_models.nf4(tmp_path / "m")
    odd_models.rewritten(folder, lambda held: {
        name: t.to(dtype) if "embed" in name else t for name, t in held.items()})
    found = loaded(folder)
    assert found.card.embeddings == devices.short(dtype)
    assert found.ledger.embeddings == 272 * 64 * dtype.itemsize


@pytest.mark.parametrize(("stored", "run"), [
    (torch.bfloat16, torch.float32), (torch.float32, torch.bfloat16)])
def test_a_stored_nf4_model_runs_in_one_width(stored, run, tmp_path):
    """Asked for a dtype, transformers would leave such a model as its file has it."""
    folder = odd_models.rewritten(odd_models.nf4(tmp_path / "m"), lambda held: {
        name: t.to(stored) if "norm" in name or "embed" in name else t for name, t in held.items()})
    odd_models.reconfigured(folder, dtype="bfloat16")
    found = load(ModelSpec("student", "m", "m", folder), dataclasses.replace(PLAIN_CPU, dtype=run))
    assert found.card.dtype == devices.short(run)
    norms = {p.dtype for name, p in found.model.named_parameters() if "norm" in name}
    assert norms == {run}


def test_an_architecture_that_cannot_keep_them_narrow_is_widened_and_says_so(
    tmp_path, monkeypatch
):
    def broken(self, hidden):
        raise RuntimeError("mixed dtypes")

    monkeypatch.setattr(embedding_dtypes._Blocks, "__call__", broken)
    found = loaded(odd_models.llama(tmp_path / "m", torch.bfloat16), quantize="nf4")
    assert found.card.embeddings == "fp32"
    assert "embeddings and head stored in bf16, widened to fp32" in found.card.notes
    with torch.inference_mode():
        assert found.model(torch.zeros(1, 2, dtype=torch.long)).logits.isfinite().all()


def recording(quantization="NF4", embeddings=4_000_000) -> Recording:
    held = Memory(weights=5_000_000, quantization_state=100, embeddings=embeddings, working_peak=0)
    models = {"teacher": Model("t", dtype="fp32"), "student": Model(
        "s", quantization=quantization, embeddings="bf16" if embeddings else "")}
    memories = {"teacher": Memory(weights=9_000_000, working_peak=0), "student": held}
    answers = {side: Answer(side, models[side], end="eos", memory=memories[side])
               for side in SIDES}
    return Recording(Request("x"), answers)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_ledgers_picture_names_embeddings_and_their_width(language):
    texts, found = words(language), memory_bars.draw(Scene(recording(), language=language))
    (row,) = [row for row in found["rows"] if row["kind"] == "embeddings"]
    assert row["label"] == f"{texts['embeddings']}, bf16" and row["cells"][1]["text"] == "4.0"
    assert "embeddings" in [one["kind"] for one in found["bars"][1]["slices"]]
    assert memory_total(recording().answers["student"].memory) == 9_000_100


def test_an_older_recording_claims_nothing_about_embeddings():
    raw = json.loads(to_json(recording(embeddings=0)))
    for answer in raw["answers"].values():
        del answer["memory"]["embeddings"], answer["model"]["embeddings"]
    found = memory_bars.draw(Scene(from_json(json.dumps(raw))))
    assert "embeddings" not in [row["kind"] for row in found["rows"]]


def test_the_api_says_the_same_word():
    told = table(recording("NF4, 2 % of weights"))["sides"]["student"]
    assert told["quantization"] == "NF4, 2 % of weights"
    assert told["memory_bytes"]["embeddings"] == 4_000_000


@pytest.mark.parametrize(("label", "kept"), [
    (None, True), ("NF4", True), ("FP4", True), ("int8", False), ("", False),
    ("NF4, 2 % of weights", False)])
def test_no_page_calls_a_student_4_bit_that_is_not(label, kept):
    from demo.words.picture_words import words as card_words
    from demo.words.share_words import words as shared_words

    for language in ("en", "zh"):
        told = [words(language)["tagline"], words(language)["tagline_other"],
                card_words(language)["tagline"], card_words(language)["tagline_other"],
                shared_words(language)["taught"], shared_words(language)["other"]]
        for text in told:
            said = claim(text, label)
            assert ("4-bit" in said or "4 位" in said) == kept, said


def test_masters_of_a_school_are_not_called_quantised(tmp_path):
    model = AutoModelForCausalLM.from_pretrained(odd_models.llama(tmp_path / "m"))
    assert precision_labels.quantization(model) == ""
    assert dataclasses.asdict(memory.ledger(model))["quantization_state"] == 0
