"""A Hub on loopback with one model, answering as the real one where its client looks: metadata,
files in ranges, and what is asked of paths."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

REVISION = "1" * 40


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(body=True)

    def do_HEAD(self):
        self._answer(body=False)

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        asked = json.loads(self.rfile.read(length) or b"{}")
        named = asked.get("paths", [])
        self._json([row for row in self._rows() if row["path"] in named])

    def _answer(self, body: bool):
        self.server.asked.append(self.path)
        if "/tree/" in self.path:
            self._json(self._rows(), body)
            return
        if self.path.startswith("/api/models/"):
            siblings = [{"rfilename": row["path"], "size": row["size"]} for row in self._rows()]
            self._json({"id": "org/model", "sha": REVISION, "siblings": siblings}, body)
            return
        name = self.path.split("?")[0].rsplit("/", 1)[-1]
        file = self.server.folder / name
        if not file.is_file():
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body)
            return
        # Its client keeps files under their tags: two of one tag would be one file.
        data, headers, status = file.read_bytes(), {"ETag": f'"{name}"'}, 200
        if found := re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            first, last = int(found[1]), int(found[2] or len(data) - 1)
            headers["Content-Range"] = f"bytes {first}-{min(last, len(data) - 1)}/{len(data)}"
            data, status = data[first:last + 1], 206
            self.server.read += len(data) if body else 0
        self._send(status, data, headers, body)

    def _rows(self):
        return [{"type": "file", "path": file.name, "size": file.stat().st_size, "oid": "0" * 40}
                for file in sorted(self.server.folder.iterdir())]

    def _json(self, value, body=True):
        self._send(200, json.dumps(value).encode(), {"Content-Type": "application/json"}, body)

    def _send(self, status, data, headers, body):
        self.send_response(status)
        told = {"X-Repo-Commit": REVISION, "ETag": '"0"', "Accept-Ranges": "bytes",
                "Content-Length": str(len(data)), **headers}
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *_):
        pass


class Hub(ThreadingHTTPServer):
    """`folder` holds the model's files; asked: paths; read: bytes of files sent in ranges."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.asked, self.read = folder, [], 0
        self.url = f"http://127.0.0.1:{self.server_port}"
        Thread(target=self.serve_forever, daemon=True).start()
