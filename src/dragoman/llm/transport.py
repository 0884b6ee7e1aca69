"""One request to an OpenAI-compatible server and its answer, as status, headers and bytes: the only file that touches the network.

With the `openai` package (extra `dragoman[llm]`) its client is used; without it the same request goes out over httpx, which spaCy
brings. The key comes from the environment only; it is held in the client and never written, logged or shown.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import urlsplit

import msgspec

from dragoman.errors import ModelRefused, UsageError

OPENAI = "https://api.openai.com/v1"
LARGEST_ANSWER = 16 * 2**20
"""Bytes; a longer answer is cut off there and so cannot be used."""


class HttpAnswer(msgspec.Struct, frozen=True):
    """What came back; header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class NoAnswer(Exception):
    """Nothing came back: `reason` is "timeout", "unreachable" or "broken off". Caught by the client, never shown to users."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Transport(Protocol):
    """Sends the body of a chat-completions request. Raises NoAnswer."""

    address: str

    def post(self, body: dict[str, object]) -> HttpAnswer:
        """Send one request and wait for the whole answer."""
        ...

    def close(self) -> None:
        """Let go of all connections."""
        ...


def open_transport(base_url: str | None = None, *, timeout: float = 600.0) -> Transport:
    """The way to a server: at `base_url`, else at OPENAI_BASE_URL, else OpenAI's own.

    DRAGOMAN_API_KEY is sent to whichever server is used; OPENAI_API_KEY only where OPENAI_BASE_URL or OpenAI's own address is, so
    that it does not reach other people's servers. A server of one's own may do without a key. Raises ModelRefused when OpenAI is to
    be asked without a key, UsageError for an address that is none.
    """
    usual = os.environ.get("OPENAI_BASE_URL") or OPENAI
    address = (base_url or usual).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{address!r} is no address of a server.", "Give one such as http://localhost:8000/v1.")
    if parts.username or parts.password:
        raise UsageError("The address of the server holds a user name or password.", "Put the key into DRAGOMAN_API_KEY instead.")
    key = os.environ.get("DRAGOMAN_API_KEY") or (os.environ.get("OPENAI_API_KEY") if address == usual.rstrip("/") else None)
    if not key and parts.hostname == urlsplit(OPENAI).hostname:
        raise ModelRefused(
            "There is no key for the language model.",
            "Set DRAGOMAN_API_KEY (or OPENAI_API_KEY) in the environment, or give --base-url of a server of your own.",
        )
    if importlib.util.find_spec("openai") is not None:
        return _OpenAITransport(address, key, timeout)
    if importlib.util.find_spec("httpx") is not None:
        return _HttpxTransport(address, key, timeout)
    raise UsageError("The language-model reader needs the openai package.", "Install it with: pip install 'dragoman[llm]'.")


class _HttpxTransport:
    def __init__(self, address: str, key: str | None, timeout: float) -> None:
        import httpx

        self.address = address
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=64)
        self._client = httpx.Client(headers=headers, timeout=httpx.Timeout(timeout, connect=min(timeout, 20.0)), limits=limits)

    def close(self) -> None:
        self._client.close()

    def post(self, body: dict[str, object]) -> HttpAnswer:
        import httpx

        try:
            with self._client.stream("POST", f"{self.address}/chat/completions", json=body) as answer:
                held = bytearray()
                for piece in answer.iter_bytes():
                    held += piece
                    if len(held) > LARGEST_ANSWER:
                        break
                return HttpAnswer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, bytes(held))
        except httpx.TimeoutException:
            raise NoAnswer("timeout") from None
        except (httpx.ConnectError, httpx.UnsupportedProtocol):
            raise NoAnswer("unreachable") from None
        except httpx.HTTPError:
            raise NoAnswer("broken off") from None


class _OpenAITransport:
    def __init__(self, address: str, key: str | None, timeout: float) -> None:
        import openai

        self.address = address
        self._client = openai.OpenAI(base_url=address, api_key=key or "none", timeout=timeout, max_retries=0)

    def close(self) -> None:
        self._client.close()

    def post(self, body: dict[str, object]) -> HttpAnswer:
        import openai

        try:
            # The client's overloads name every field; the body is made elsewhere, as data.
            ask: Callable[..., Any] = self._client.chat.completions.with_raw_response.create
            answer = ask(**body)
            found = answer.http_response
        except openai.APITimeoutError:
            raise NoAnswer("timeout") from None
        except openai.APIStatusError as error:
            found = error.response
        except openai.APIConnectionError as error:
            refused = "connect" in type(error.__cause__).__name__.lower()
            raise NoAnswer("unreachable" if refused else "broken off") from None
        except openai.APIError:
            raise NoAnswer("broken off") from None
        headers = {name.lower(): value for name, value in found.headers.items()}
        return HttpAnswer(found.status_code, headers, found.content[: LARGEST_ANSWER + 1])
