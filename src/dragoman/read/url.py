"""A page's bytes from its URL, never from inside the local network.

The host is resolved once, every address it has must be public, and the connection goes to one of the addresses that were
checked, so that a name that changes its answer in between (DNS rebinding) gains nothing. Redirects are followed by hand and
checked alike. Proxies set in the environment are not used.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import msgspec

from dragoman._version import __version__
from dragoman.errors import SourceEmpty, SourceForbidden, SourceTooLarge, SourceUnreachable, SourceUnreadable
from dragoman.read.limits import FETCH_BYTES, FETCH_SECONDS

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
CHUNK = 65_536
SAFE = "/%:@!$&'()*+,;=~-._?"
HEADERS = {
    "User-Agent": f"dragoman/{__version__}",
    "Accept": "text/html,text/plain,application/pdf;q=0.9",
    "Accept-Encoding": "identity",
}
LOCAL_STEP = "Save the page to a file and read that."
AWAY_STEP = "Check the address and the network, or save the page to a file and read that."

Allowed = Callable[[str], bool]


class Page(msgspec.Struct, frozen=True):
    """What a URL answered: its bytes, media type, declared character encoding and the address it was found at in the end."""

    data: bytes
    media_type: str
    encoding: str | None
    url: str


def public_address(address: str) -> bool:
    """Say whether an IP address is on the public internet; addresses that wrap another (mapped, 6to4, NAT64) count as that one."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is None and int(ip) >> 32 == 0:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return public_address(str(wrapped))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local)


def fetch(url: str, *, allowed: Allowed = public_address, seconds: float = FETCH_SECONDS, most_bytes: int = FETCH_BYTES) -> Page:
    """The page at `url` (http or https only).

    `allowed` says which IP addresses may be asked; tests alone pass another than the default. The whole fetch ends after
    about `seconds`. Raises SourceForbidden, SourceUnreachable, SourceTooLarge, SourceUnreadable or SourceEmpty.
    """
    deadline = time.monotonic() + seconds
    here = url
    for _ in range(MOST_REDIRECTS + 1):
        try:
            page = _ask(here, allowed, deadline, most_bytes)
        except (OSError, http.client.HTTPException, zlib.error) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
                raise SourceUnreachable(f"{url} did not answer within {seconds:.0f} seconds.", AWAY_STEP) from error
            raise SourceUnreachable(f"{url} cannot be fetched: {_plain(error)}.", AWAY_STEP) from error
        if isinstance(page, Page):
            if not page.data.strip():
                raise SourceEmpty(f"{url} answered with an empty page.", AWAY_STEP)
            return page
        here = urljoin(here, page)
    raise SourceUnreachable(f"{url} redirects more than {MOST_REDIRECTS} times.", AWAY_STEP)


def _plain(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"the secure connection failed ({error.reason or 'certificate'})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return f"it broke off ({type(error).__name__})"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise SourceForbidden(f"{url} is not a web address that can be used.", "Check the address.") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise SourceForbidden(f"{url} is not an http or https address.", "Give a web page or a file.")
    if parts.username is not None or parts.password is not None:
        raise SourceForbidden(f"The address of {parts.hostname} carries a user name or password.", LOCAL_STEP)
    return parts


def _addresses(parts: SplitResult, url: str, allowed: Allowed) -> list[str]:
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or (443 if parts.scheme == "https" else 80), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnreachable(f"{url} cannot be reached: no address is known for {host}.", AWAY_STEP) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(allowed(address) for address in addresses):
        raise SourceForbidden(f"{url} points into the local network or to a reserved address; such addresses are not fetched.", LOCAL_STEP)
    return addresses


def _connected(addresses: list[str], port: int, allowed: Allowed, deadline: float) -> socket.socket:
    failure: OSError = OSError("no address answered")
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            connection = socket.create_connection((address, port), timeout=left)
        except OSError as error:
            failure = error
            continue
        if not allowed(str(connection.getpeername()[0])):
            connection.close()
            raise SourceForbidden(f"{address} is not a public address.", LOCAL_STEP)
        return connection
    raise failure


def _ask(url: str, allowed: Allowed, deadline: float, most_bytes: int) -> Page | str:
    """One request: the page, or the address it redirects to."""
    parts = _split(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = _connected(_addresses(parts, url, allowed), port, allowed, deadline)
    if secure:
        connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)
    client = http.client.HTTPConnection(host, port)
    # A server that sends a byte now and then would outlast every timeout of a single read.
    cut = threading.Timer(max(0.01, deadline - time.monotonic()), _cut_off, [connection])
    cut.daemon = True
    cut.start()
    try:
        if isinstance(connection, ssl.SSLSocket):
            connection.do_handshake()
        # The socket is ours, connected to a checked address; http.client must not look the name up again.
        client.sock = connection
        target = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
        client.request("GET", target, headers=HEADERS)
        with closing(client.getresponse()) as response:
            location = response.getheader("Location")
            if response.status in REDIRECTS and location:
                return location
            if response.status != 200:
                raise SourceUnreachable(f"{url} answered with status {response.status}.", AWAY_STEP)
            data = _body(response, url, deadline, most_bytes)
            return Page(data, response.headers.get_content_type(), response.headers.get_content_charset(), url)
    finally:
        cut.cancel()
        client.close()
        connection.close()


def _cut_off(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _body(response: http.client.HTTPResponse, url: str, deadline: float, most_bytes: int) -> bytes:
    packed = (response.getheader("Content-Encoding") or "identity").lower()
    if packed not in {"identity", "gzip", "deflate"}:
        raise SourceUnreadable(f"{url} answers in an encoding that is not read ({packed}).", LOCAL_STEP)
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed != "identity" else None
    parts: list[bytes] = []
    size = 0
    while True:
        chunk = response.read1(CHUNK)
        if time.monotonic() >= deadline:
            raise TimeoutError
        if not chunk:
            return b"".join(parts)
        if unpack is not None:
            chunk = unpack.decompress(chunk, most_bytes + 1)
        size += len(chunk)
        if size > most_bytes:
            raise SourceTooLarge(f"{url} holds more than {most_bytes / 1e6:,.0f} MB.", "Save the article's text to a file and read that.")
        parts.append(chunk)
