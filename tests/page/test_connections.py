"""Silent connections end, busy ones do not, and there is a most of them. A real socket each."""

from __future__ import annotations

import asyncio
import socket
import threading
from types import SimpleNamespace

import pytest
import uvicorn

from demo.page.connections import Connection

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def server():
    """An app that answers when told to; connections wait a tenth of a second."""
    told = SimpleNamespace(go=threading.Event(), asked=threading.Event())

    async def app(scope, receive, send):
        if scope["path"] == "/slow":
            told.asked.set()
            await asyncio.get_running_loop().run_in_executor(None, told.go.wait, 20)
        await send({"type": "http.response.start", "status": 200,
                    "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})

    told.kind = type("Short", (Connection,), {"SECONDS": 0.1, "MOST": 8})
    config = uvicorn.Config(app, port=0, http=told.kind, lifespan="off", log_level="critical")
    running = uvicorn.Server(config)
    own = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=running.run, args=([own],), daemon=True)
    thread.start()
    told.connect = lambda: socket.create_connection(own.getsockname(), timeout=20)
    yield told
    told.go.set()
    running.should_exit = True
    thread.join(10)


@pytest.mark.parametrize("said", [
    b"", b"G", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: y",
    GET + b"G", GET + GET + b"GET / HT",
], ids=["nothing", "a letter", "a line", "half a header", "half a second one", "half a third one"])
def test_half_a_request_is_not_waited_for(server, said):
    with server.connect() as client:
        client.sendall(said)
        while client.recv(1000):
            pass  # the answers to whole requests, and then the end


def test_bytes_that_trickle_in_do_not_set_the_clock_back(server):
    with server.connect() as client, pytest.raises(OSError):
        client.sendall(b"GET / HTTP/1.1\r\n")
        while True:  # a header's letter at a time, for ever: the server ends it
            client.sendall(b"x")
            client.settimeout(0.02)
            try:
                if not client.recv(1):
                    raise OSError("closed")
            except TimeoutError:
                pass


def test_an_answer_that_takes_longer_is_waited_for(server):
    with server.connect() as client:
        client.sendall(GET.replace(b" / ", b" /slow "))
        assert server.asked.wait(20)
        with server.connect() as silent:
            assert silent.recv(1) == b""  # a whole wait went by meanwhile
        server.go.set()
        assert client.recv(1000).startswith(b"HTTP/1.1 200")


def test_the_silent_make_room_for_those_who_ask(server):
    server.kind.SECONDS = 60
    silent = [server.connect() for _ in range(20)]
    with server.connect() as client:
        client.sendall(GET)
        assert client.recv(1000).startswith(b"HTTP/1.1 200")
    assert sum(_ended(one) for one in silent) >= 20 - server.kind.MOST


def _ended(connection: socket.socket) -> bool:
    connection.settimeout(0.5)
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False
    finally:
        connection.close()
