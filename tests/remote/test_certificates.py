"""An https address whose certificate is nobody's, another's, old, or none: each in its own words,
on a side of a race and for the school's API teacher."""

from __future__ import annotations

import asyncio
import ssl
from datetime import datetime, timezone

import pytest
import trustme

from demo.remote import endpoint, streaming
from demo.remote.api_errors import Trouble
from tests.remote.server import JSON, Said, Server, answer

DAYS = {"old": {"not_after": datetime(2020, 1, 1, tzinfo=timezone.utc)},
        "young": {"not_before": datetime(2100, 1, 1, tzinfo=timezone.utc),
                  "not_after": datetime(2101, 1, 1, tzinfo=timezone.utc)}}
BODY = {"messages": [{"role": "user", "content": "How many?"}]}


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def secure(authority, tmp_path, monkeypatch):
    """A server with the certificate that is asked for, at https://; `believed`: its authority is
    named by SSL_CERT_FILE, as the sentence advises."""
    servers = []

    def made(kind="good", believed=True, scheme="https", host="127.0.0.1"):
        server = Server(_context(kind, authority, tmp_path))
        servers.append(server)
        if believed:
            authority.cert_pem.write_to_path(tmp_path / "authority.pem")
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        return server, f"{scheme}://{host}:{server.server_port}/v1"

    yield made
    for server in servers:
        server.shutdown()
        server.server_close()


def _context(kind, authority, folder):
    if kind == "none":
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if kind == "own":
        authority.private_key_pem.write_to_path(folder / "own.pem")
        authority.cert_pem.write_to_path(folder / "own.pem", append=True)
        context.load_cert_chain(folder / "own.pem")
        return context
    host = "elsewhere.example" if kind == "another" else "127.0.0.1"
    authority.issue_cert(host, "localhost" if host[0].isdigit() else host,
                         **DAYS.get(kind, {})).configure_cert(context)
    return context


def heard(url):
    """What a side of a race hears."""
    asked = endpoint.Endpoint(url, "big-1")
    client = streaming.connect(asked, {})
    return "".join(one.text for one in streaming.ask(client, asked, BODY))


def replied(url):
    """What the school's teacher replies."""
    asked = endpoint.Endpoint(url, "big-1")

    async def ask():
        async with endpoint.connect(asked) as client:
            return await endpoint.ask(client, asked, BODY["messages"], 1)

    return asyncio.run(ask()).text


WAYS = pytest.mark.parametrize("asks", [heard, replied])


@WAYS
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("kind, believed, said", [
    ("good", False, "its certificate is not believed here: let SSL_CERT_FILE name"),
    ("own", False, "its certificate is signed by itself: let SSL_CERT_FILE name"),
    ("another", True, "its certificate is another host's"),
    ("young", True, "its certificate is not valid yet"),
    ("old", True, "its certificate has expired"),
    ("none", True, "it speaks no TLS there: is it http:// and not https://?"),
])
def test_a_certificate_that_is_not_accepted_says_why(secure, asks, kind, believed, said, host):
    server, url = secure(kind, believed, host=host)
    with pytest.raises(Trouble) as raised:
        asks(url)
    assert f"{url} cannot be reached ({said}" in str(raised.value)
    assert not server.asked and "ssl" not in str(raised.value).replace("SSL_CERT_FILE", "").lower()


@WAYS
def test_the_advice_helps(secure, asks):
    server, url = secure()
    server.says = lambda body, n: Said(answer("Forty", "-seven.")) if body.get("stream") else Said(
        b'{"choices": [{"message": {"content": "Forty-seven."}, "finish_reason": "stop"}]}',
        kind=JSON)
    assert asks(url) == "Forty-seven."


@WAYS
def test_a_host_that_there_is_not_is_called_so(asks):
    with pytest.raises(Trouble, match=r"cannot be reached \(there is no host of that name\)"):
        asks("https://no-such-host.invalid/v1")


@WAYS
def test_http_where_tls_is_spoken_is_one_sentence(secure, asks):
    _, url = secure(scheme="http")
    with pytest.raises(Trouble) as raised:
        asks(url)
    assert url in str(raised.value) and str(raised.value).endswith(".")
