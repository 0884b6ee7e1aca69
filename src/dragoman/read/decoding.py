"""Bytes -> text, where the encoding is certain."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import SourceUnreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
WESTERN = re.compile(r"[\w\s–—‘’“”‚„…•·«»€£¥§©®°¿¡º ½¼¾×´†‡‰™]")
MOST_HIGH = 0.1
REPAIR = "Save it as UTF-8 text and read it again."


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """The text of `data`; `name` is what errors call it, `encoding` what the source declares itself to be in.

    Sure signs count: a byte order mark, valid UTF-8, the declared encoding, the zero bytes of UTF-16, and windows-1252 for
    text that is ASCII but for at most one character in ten. For the rest charset-normalizer is asked. Raises
    SourceUnreadable for binary data and where the encoding stays uncertain.
    """
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _checked(_try(data, codec), name)
    text = _try(data, "utf-8")
    if text is None and encoding is not None:
        text = _try(data, encoding)
    if text is None or "\x00" in text[:4096]:
        text = _utf16(data) or text
    if text is None and b"\x00" not in data[:4096]:
        text = _western(data) or _asked(data)
    return _checked(text, name)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly all of every second byte of Latin text is zero."""
    head = data[:4096]
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.8 and even < half * 0.1:
        return _try(data, "utf-16-le")
    if even > half * 0.8 and odd < half * 0.1:
        return _try(data, "utf-16-be")
    return None


def _western(data: bytes) -> str | None:
    text = _try(data, "cp1252")
    if text is None:
        return None
    high = [character for character in text if character > "\x7f"]
    return text if len(high) <= max(2, MOST_HIGH * len(text)) and all(WESTERN.match(character) for character in high) else None


def _asked(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return _try(data, best.encoding) if best is not None and best.percent_chaos < 5 and best.percent_coherence > 50 else None


def _checked(text: str | None, name: str) -> str:
    if text is None:
        raise SourceUnreadable(f"{name} is not UTF-8 and its encoding cannot be told for certain.", REPAIR)
    head = text[:20_000]
    if "\x00" in head or len(CONTROL.findall(head)) > 0.02 * len(head):
        raise SourceUnreadable(f"{name} is not text but binary data.", "Give a text, Markdown, HTML, PDF, JSONL, CSV or Parquet file.")
    return text
