"""A local server that speaks the chat-completions protocol: replays answers, and misbehaves on request."""

from __future__ import annotations

import json
import re
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FENCE = re.compile(r"The ID of this request is ([0-9a-f]{16})")
EMPTY = {name: [] for name in (
    "actors", "places", "events", "statements", "relations", "alignment_changes", "explanations", "claims", "analogies"
)}


class ReplayServer:
    """Use as a context manager. `answers` maps an article's ID ("*": any) to the content to reply with, or to a list of contents in turn.

    `script` holds what to do with the next requests, before any answer: a status ("429"), "empty", "malformed", "no json", "overlong",
    "cut off", "drop", "slow" or "no schema". `delay` is the server's own time for an answer.
    """

    def __init__(self, answers: dict[str, Any] | None = None, script: list[str] | None = None, delay: float = 0.0) -> None:
        self.answers = dict(answers or {})
        self.script = deque(script or [])
        self.delay = delay
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def __enter__(self) -> ReplayServer:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def content_for(self, body: dict[str, Any]) -> str:
        found = FENCE.search(body["messages"][1]["content"])
        answer = self.answers.get(found[1] if found else "", self.answers.get("*", EMPTY))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        return answer if isinstance(answer, str) else json.dumps(answer)


def completion(content: str | None, finish: str = "stop") -> bytes:
    tokens = {"prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500}
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    whole = {"id": "x", "object": "chat.completion", "created": 0, "model": "replay", "choices": [choice], "usage": tokens}
    return json.dumps(whole).encode()


def _handler(server: ReplayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with server.lock:
                server.requests.append(body)
                server.headers.append({name.lower(): value for name, value in self.headers.items()})
                server.at_once += 1
                server.most_at_once = max(server.most_at_once, server.at_once)
                step = server.script.popleft() if server.script else ""
            try:
                self.act(step, body)
            finally:
                with server.lock:
                    server.at_once -= 1

        def act(self, step: str, body: dict[str, Any]) -> None:
            if step == "no schema" or ("no schema" in server.answers and body.get("response_format", {}).get("type") == "json_schema"):
                self.reply(400, b'{"error": {"message": "response_format json_schema is not supported"}}')
            elif step.isdigit():
                self.reply(int(step), b'{"error": {"message": "scripted"}}', {"Retry-After": "0"})
            elif step == "empty":
                self.reply(200, completion(""))
            elif step == "malformed":
                self.reply(200, b"<html>gateway</html>")
            elif step == "no json":
                self.reply(200, completion("I am sorry, here is a summary instead."))
            elif step == "overlong":
                self.reply(200, completion('{"events": ["' + "x" * (17 * 2**20)))
            elif step == "cut off":
                content = server.content_for(body)
                self.reply(200, completion(content[: len(content) * 2 // 3], "length"))
            elif step == "drop":
                self.close_connection = True
            else:
                time.sleep(2.0 if step == "slow" else server.delay)
                self.reply(200, completion(server.content_for(body)))

        def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    return Handler
