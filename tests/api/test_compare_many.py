"""The endpoint /compare_many: many prompts from a program, beside other visitors' races."""

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.prompts.made_lists import FAILS, TroubledEngine
from tests.serving import page_settings, served


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    found = TroubledEngine(page_settings(folder, queue_size=4, data_dir=folder / "data"),
                           delay=0.01)
    found.loaded = "abacus"
    return found


@pytest.fixture(scope="module")
def url(engine):
    with served(engine, engine.settings) as address:
        yield address


@pytest.fixture
def client(url):
    return Client(url, verbose=False)


def test_it_streams_as_prompts_are_done_and_ends_with_the_numbers(client):
    seen = list(client.submit(["a", "b", FAILS, "c", "d", "e", "f"], max_tokens=8,
                              api_name="/compare_many"))
    assert [one["raced"] for one in seen] == list(range(8))
    last = seen[-1]
    assert last["compared"] == 6 and last["failed"] == 1 and "page" not in last
    ratio = last["metrics"]["tpot_s"]["ratio"]
    assert ratio["median"] == pytest.approx(104 / 53) and ratio["low"] <= ratio["median"]
    assert last["rows"][2]["trouble"] and last["rows"][0]["teacher"]["ttft_s"] == 0.021
    assert last["verdict"].startswith("Over 6 prompts the student wrote")


def test_it_is_shared_when_asked(client, url):
    import httpx

    told = client.predict(["a", "b"], max_tokens=4, share=True, api_name="/compare_many")
    page = httpx.get(url.rstrip("/") + told["page"] + "?lang=en")
    assert page.status_code == 200 and "2 prompts" in page.text
    gone = httpx.post(url.rstrip("/") + told["page"] + "/delete",
                      data={"token": told["delete_token"]})
    assert gone.status_code == 200


@pytest.mark.parametrize("prompts, said", [
    ([], "list of texts"), (["a", 1], "list of texts"), (["a"] * 51, "at most 50"),
    (["a", ""], "Prompt 2: .*empty"), (["a", "b", "x" * 16_001], "Prompt 3: .*shorten"),
])
def test_what_cannot_be_raced_is_refused_with_one_sentence(client, engine, prompts, said):
    before = engine.started
    with pytest.raises(AppError, match=said):
        client.predict(prompts, api_name="/compare_many")
    assert engine.started == before


def test_a_race_goes_in_between(client, url, engine):
    engine.delay = 0.02
    job = client.submit([str(n) for n in range(6)], max_tokens=8, api_name="/compare_many")
    other = Client(url, verbose=False)
    while engine.running == 0:
        pass
    *_, numbers = other.predict("in between", max_tokens=4, api_name="/compare")
    assert numbers["done"] and not job.done()
    job.result(timeout=30)
    prompts = [one.prompt for one in engine.requests]
    assert prompts.index("in between") < prompts.index("5") and engine.most_running == 1


def test_agents_read_what_it_does(url):
    described = Client(url, verbose=False).view_api(return_format="dict")
    many = described["named_endpoints"]["/compare_many"]
    assert "up to 50 prompts" in many["description"]
    assert {one["parameter_name"] for one in many["parameters"]} >= {"prompts", "share", "seed"}
