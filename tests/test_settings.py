"""Settings come from the environment; detected values keep their reason."""

import pytest

from demo import settings
from demo.errors import UserError


def test_defaults_listen_on_this_machine_only():
    found = settings.read({})
    assert (found.host, found.port, found.share, found.pair) == ("127.0.0.1", None, False, "abacus")


def test_host_port_share_and_pair_are_honoured():
    found = settings.read({"HOST": "0.0.0.0", "PORT": "7999", "SHARE": "1", "PAIR": "gpt2"})
    assert (found.host, found.port, found.share, found.pair) == ("0.0.0.0", 7999, True, "gpt2")


def test_share_0_is_no_share():
    assert not settings.read({"SHARE": "0"}).share


def test_a_space_listens_to_its_proxy():
    assert settings.read({"SPACE_ID": "me/apprentice"}).host == "0.0.0.0"


@pytest.mark.parametrize("bad", ["x", "-1", "70000", "1.5"])
def test_a_bad_port_is_one_sentence(bad):
    with pytest.raises(UserError, match="PORT must be a whole number from 0 to 65535"):
        settings.read({"PORT": bad})


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (8, 7)])
def test_one_core_is_left_to_the_page(monkeypatch, cores, threads):
    monkeypatch.setattr(settings, "_cores", lambda: cores)
    found = settings.read({})
    assert found.threads == threads and "core" in found.reasons["threads"]


def test_given_threads_win():
    found = settings.read({"THREADS": "3"})
    assert found.threads == 3 and "THREADS" in found.reasons["threads"]


def test_links_begin_with_what_is_given_or_with_the_spaces_host():
    assert settings.read({}).base_url == ""
    found = settings.read({"SPACE_HOST": "me-apprentice.hf.space"})
    assert found.base_url == "https://me-apprentice.hf.space"
    assert "Space" in found.reasons["base_url"]
    given = settings.read({"SPACE_HOST": "x.hf.space", "BASE_URL": "https://me.example/demo/"})
    assert given.base_url == "https://me.example/demo"


@pytest.mark.parametrize("bad", ["me.example", "javascript:x", 'https://a"><b>', "https://"])
def test_a_bad_base_url_is_one_sentence(bad):
    with pytest.raises(UserError, match="BASE_URL must be like"):
        settings.read({"BASE_URL": bad})


def test_storage_lasts_only_where_it_is_said_to(tmp_path):
    assert settings.read({}).data_dir is None
    assert settings.read({"DATA_DIR": str(tmp_path)}).data_dir == tmp_path
    found = settings.read({"RECORDINGS_REPO": "me/shared"})
    assert found.recordings_repo == "me/shared" and found.data_dir == settings.ROOT / "data"
    with pytest.raises(UserError, match="RECORDINGS_REPO must be like"):
        settings.read({"RECORDINGS_REPO": "shared"})


def test_a_proxy_is_trusted_only_when_told():
    assert not settings.read({}).trust_proxy and settings.read({"TRUST_PROXY": "1"}).trust_proxy
