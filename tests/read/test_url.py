"""Pages from the web: what answers, what does not, and what must never be asked. A server on this machine stands in for the web."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.errors import DragomanError, SourceEmpty, SourceForbidden, SourceTooLarge, SourceUnreachable, SourceUnreadable
from dragoman.read import url as url_module
from dragoman.read.sources import articles_of
from dragoman.read.url import Page, fetch, public_address
from dragoman.types import Article

PROSE = "The government of Ruritania withdrew its troops from the border on Friday, officials said. Its neighbours welcomed the step."
ARTICLE = f"<article><h1>The border</h1><p>{PROSE}</p><p>{PROSE} Again.</p></article>"
PAGE = f"<html><head><title>The border</title></head><body>{ARTICLE}</body></html>"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {
            "/2019/05/04/border.html": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
            "/packed": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(PROSE.encode())),
            "/bomb": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(bytes(30_000_000))),
            "/large": (200, {"Content-Type": "text/plain"}, b"x" * 300_000),
            "/empty": (200, {"Content-Type": "text/html"}, b""),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/moved": (302, {"Location": "/2019/05/04/border.html"}, b""),
            "/inside": (302, {"Location": "http://10.0.0.1/secret"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/circle": (302, {"Location": "/circle"}, b""),
        }
        if self.path == "/slow":
            for _ in range(20):
                time.sleep(0.1)
                try:
                    self.wfile.write(b"H")
                except OSError:
                    return
            return
        status, headers, body = answers.get(self.path, (404, {}, b"no"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def this_machine(address: str) -> bool:
    return address == "127.0.0.1"


def get(url: str, most_bytes: int = 200_000) -> Page:
    return fetch(url, allowed=this_machine, seconds=5, most_bytes=most_bytes)


def test_page_becomes_an_article(site: str) -> None:
    found = list(articles_of([f"{site}/moved", f"{site}/404"], get))
    article, problem = found
    assert isinstance(article, Article)
    assert (article.id, article.title, article.url) == ("border", "The border", f"{site}/2019/05/04/border.html")
    assert article.date is not None
    assert article.date.value == "2019-05-04"
    assert isinstance(problem, SourceUnreachable)


def test_packed_page(site: str) -> None:
    assert get(f"{site}/packed").data == PROSE.encode()


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/404", SourceUnreachable),
        ("/circle", SourceUnreachable),
        ("/bomb", SourceTooLarge),
        ("/large", SourceTooLarge),
        ("/empty", SourceEmpty),
        ("/inside", SourceForbidden),
        ("/file", SourceForbidden),
    ],
)
def test_pages_that_cannot_be_had(site: str, path: str, error: type[DragomanError]) -> None:
    with pytest.raises(error) as caught:
        get(site + path)
    assert caught.value.next_step


def test_page_of_another_type(site: str) -> None:
    (found,) = articles_of([f"{site}/picture"], get)
    assert isinstance(found, SourceUnreadable)
    assert "image/png" in str(found)


def test_server_that_does_not_answer_in_time(site: str) -> None:
    with pytest.raises(SourceUnreachable):
        fetch(f"{site}/slow", allowed=this_machine, seconds=0.3)


def test_server_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SourceUnreachable, match="refused"):
        get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://2130706433/",
        "http://user:word@192.0.2.1/",
        "file:///etc/passwd",
        "http://",
        "http://x:99999/",
    ],
)
def test_addresses_that_are_never_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> socket.socket:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(SourceForbidden):
        fetch(url)


def test_every_address_of_a_name_counts_and_it_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([["93.184.216.34", "127.0.0.1"]])

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(answers)]

    monkeypatch.setattr(url_module.socket, "getaddrinfo", look_up)
    with pytest.raises(SourceForbidden):
        fetch("http://rebinding.example/")


def test_connected_address_is_checked_again(site: str) -> None:
    asked: list[str] = []

    def first_yes_then_no(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1

    with pytest.raises(SourceForbidden):
        fetch(f"{site}/packed", allowed=first_yes_then_no)


def test_public_addresses() -> None:
    assert public_address("93.184.216.34")
    assert public_address("2606:4700::1111")
    assert not public_address("nonsense")
