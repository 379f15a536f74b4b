"""The part of the Hub that makes Spaces, on loopback: what its client (2.4) sends and reads, by its
own source."""

from __future__ import annotations

import base64
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SPACE = "somebody/a-space"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer("GET")

    def do_POST(self):
        self._answer("POST")

    def do_PUT(self):
        self._answer("PUT")

    def _answer(self, method):
        time.sleep(self.server.silent)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        path = self.path.split("?")[0]
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = self._chunks()
        self.server.asked.append((method, path, body))
        for part, (status, said) in self.server.refuses.items():
            if part in path:
                # 409 tells where the repository is that is there already.
                told = {"error": said, "url": f"{self.server.url}/spaces/{SPACE}"}
                return self._send(status, json.dumps(told), {"X-Error-Message": said})
        return self._send(200, *self.server.answer(method, path, body))

    def _chunks(self):
        parts = []
        while size := int(self.rfile.readline().strip() or b"0", 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _send(self, status, text, headers=None):
        data = text.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)),
                            **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class SpacesHub(ThreadingHTTPServer):
    """asked: (method, path, body) of each call; refuses: a part of a path -> status and sentence;
    stages: what the Space is, call by call; there: files of an earlier version; files: what was
    committed; role: what the token may."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.refuses, self.there = [], {}, {".gitattributes": b"", "old.txt": b"old"}
        self.stages, self.files, self.deleted, self.role = ["RUNNING"], {}, [], "write"
        self.silent = 0.0  # seconds before each answer
        self.log = ["Collecting torch\n", "ERROR: no space left\n"]
        self.url = f"http://127.0.0.1:{self.server_port}"
        Thread(target=self.serve_forever, daemon=True).start()

    def said(self, ending):
        """The JSON bodies that were sent to paths of that ending."""
        return [json.loads(body) for _, path, body in self.asked if path.endswith(ending)]

    def answer(self, method, path, body):
        if path == "/api/whoami-v2":
            return [json.dumps({"name": "somebody", "auth": {
                "accessToken": {"role": self.role}}})]
        if path.endswith("/runtime"):
            stage = self.stages.pop(0) if len(self.stages) > 1 else self.stages[0]
            return [json.dumps({"stage": stage, "hardware": {}})]
        if "/logs/" in path:
            rows = ("data: " + json.dumps({"data": line, "timestamp": ""}) for line in self.log)
            return ["\n\n".join(rows) + "\n\n", {"Content-Type": "text/event-stream"}]
        if "/preupload/" in path:
            return [json.dumps({"files": [
                {"path": row["path"], "uploadMode": "regular", "shouldIgnore": False}
                for row in json.loads(body)["files"]]})]
        if "/commit/" in path:
            self._commit(body)
            return [json.dumps({"commitUrl": f"{self.url}/spaces/{SPACE}/commit/1",
                                "commitOid": "1" * 40, "success": True})]
        if path.startswith(f"/api/spaces/{SPACE}/tree") or "/tree/" in path:
            return [json.dumps([{"type": "file", "path": name, "size": len(data), "oid": "0" * 40}
                                for name, data in self.there.items()])]
        if path.startswith("/api/spaces/") and method == "GET":
            return [json.dumps({"id": SPACE, "sha": "1" * 40, "siblings": [
                {"rfilename": name} for name in self.there]})]
        if path.startswith("/api/buckets/"):
            name = path.removeprefix("/api/buckets/")
            return [json.dumps({"url": f"{self.url}/buckets/{name}", "id": name})]
        if path.endswith(("/variables", "/secrets")):
            return [json.dumps({})]
        return [json.dumps({"url": f"{self.url}/spaces/{SPACE}", "id": SPACE, "stage": "BUILDING"})]

    def _commit(self, body):
        for line in body.splitlines():
            row = json.loads(line)
            if row["key"] == "file":
                self.files[row["value"]["path"]] = base64.b64decode(row["value"]["content"])
            elif row["key"] == "deletedFile":
                self.deleted.append(row["value"]["path"])
