"""Encodings that are certain are decoded; the rest is refused."""

from __future__ import annotations

import codecs

import pytest

from dragoman.errors import SourceUnreadable
from dragoman.read.decoding import decode

TEXT = "The café’s owner said – “never again” – that Zoë had left the town of Zenda. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "x.txt") == TEXT


def test_latin_1() -> None:
    text = "The café in Málaga was shut by the señor who owns it, and nobody came."
    assert decode(text.encode("latin-1"), "x.txt") == text


def test_declared_encoding() -> None:
    text = "Президент заявил, что не выведет войска."
    assert decode(text.encode("koi8-r"), "x.html", "koi8-r") == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(500),
        b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(128, 256)) * 10,
        b"\x7fELF\x02\x01\x01" + bytes(200),
        codecs.BOM_UTF16_LE + b"\x00",
    ],
)
def test_binary_and_broken_data_are_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match=r"x\.bin") as caught:
        decode(data, "x.bin")
    assert caught.value.next_step
