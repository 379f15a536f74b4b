"""ZeroGPU on a machine without a GPU: imported first of all, then the app as it would run there.

The platform's own package patches torch and forks the workers; a device API of its shape answers on
loopback. Replaced, because there is no CUDA, are:

- what a CPU build of torch lacks and bitsandbytes looks for (`_cuda_init`,
  `_cuda_getCurrentRawStream`, `torch.version.cuda`), and `_is_in_bad_fork`, which must pickle;
- packing weights to disk, starting CUDA and moving weights into the worker (`pack`, `unpatch`,
  `init`, `move`): a worker goes on under the same emulation, with the weights it inherited;
- the memory statistics and random generators of a GPU, which become none and the CPU's.

So what is not shown here is real packing, real CUDA in a worker, and captured steps there.

The device API does what the file in ZEROGPU_SAYS has in it: "quota", "illegal", "busy" or nothing.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ANSWERS = {
    "quota": ({"left": 12, "wait": 3600}, 429, {"X-Approve-Result": "quota-exceeded",
                                               "X-Authenticated": "regular"}),
    "illegal": ({"left": 12, "wait": -1}, 429, {"X-Approve-Result": "illegal-duration"}),
    "busy": ({}, 503, {}),
    "": ({"idle": True, "nvidiaIndex": 0, "nvidiaUUID": "GPU-emulated", "allowToken": "token"},
         200, {}),
    # The GPU was another's in between, so the worker that is still there is not used again.
    "fresh": ({"idle": False, "nvidiaIndex": 0, "nvidiaUUID": "GPU-emulated",
               "allowToken": "token"}, 200, {}),
}


class DeviceApi(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        asked = f"{self.path} {self.rfile.read(length).decode()}".strip()
        with Path(os.environ["ZEROGPU_LOG"]).open("a", encoding="utf-8") as file:
            file.write(asked + "\n")
        said = Path(os.environ["ZEROGPU_SAYS"]).read_text(encoding="utf-8").strip()
        self._answer(*(ANSWERS[said] if self.path.startswith("/schedule") else ({}, 200, {})))

    def do_GET(self) -> None:
        self._answer(0, 200, {})

    def _answer(self, body: Any, status: int, headers: dict[str, str]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(data)),
                            **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


def start() -> None:
    """Before anything else imports torch or Gradio."""
    api = ThreadingHTTPServer(("127.0.0.1", 0), DeviceApi)
    threading.Thread(target=api.serve_forever, daemon=True).start()
    os.environ |= {"SPACES_ZERO_GPU": "true",
                   "SPACES_ZERO_DEVICE_API_URL": f"http://127.0.0.1:{api.server_port}"}
    _cuda_build()
    _workers()


def _cuda_build() -> None:
    import torch

    torch.version.cuda = torch.version.cuda or "13.0"
    for name in ("_cuda_init", "_cuda_getCurrentRawStream"):
        if not hasattr(torch._C, name):
            setattr(torch._C, name, lambda *args: 0)
    torch.cuda._is_in_bad_fork = bool  # bool() is False, and it pickles
    for name in ("reset_peak_memory_stats", "memory_allocated", "max_memory_allocated",
                 "memory_reserved", "empty_cache"):
        setattr(torch.cuda, name, lambda *args: 0)
    real = torch.Generator

    class OnTheCpu:  # a class, for annotations that name it
        def __new__(cls, device: Any = "cpu") -> Any:
            return real("cpu")

    torch.Generator = OnTheCpu


def _workers() -> None:
    from demo.engine import zerogpu_engine

    zerogpu_engine.PATIENCE_SECONDS = 8.0  # so that tests need not wait long for a hung worker
    import spaces
    import spaces.zero.torch as zero

    zero.pack = lambda: 0
    zero.unpatch = zero.init = zero.move = lambda *args, **options: None
    real = spaces.GPU

    def lent(task: Any = None, **options: Any) -> Any:
        if task is None:
            return functools.partial(lent, **options)
        assert inspect.isgeneratorfunction(task)

        @functools.wraps(task)
        def emulated(*args: Any, **more: Any) -> Any:
            zero.enter_mode()  # torch's modes are a thread's own
            yield from task(*args, **more)

        return real(**options)(emulated)

    spaces.GPU = lent


if __name__ == "__main__":
    start()
    import runpy

    runpy.run_path("app.py", run_name="__main__")
