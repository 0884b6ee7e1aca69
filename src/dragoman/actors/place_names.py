"""How place names are made comparable, in the gazetteer's build and in its look-up."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘ʼʻ`´]")
_SEPARATORS = re.compile(r"[\s\-‐–.,]+")
_SHORT = {"saint": "st", "sainte": "st", "mount": "mt", "fort": "ft"}


def place_key(name: str) -> str:
    """A name without case, accents, apostrophes and hyphens; "Saint", "Mount", "Fort" shortened, a leading "the" dropped."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = [_SHORT.get(word, word) for word in _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain)).casefold().split()]
    if words[:1] == ["the"] and len(words) > 1:
        del words[0]
    return " ".join(words)


def key_hash(key: str) -> int:
    """Sixty-three bits of a key's BLAKE2 digest: two of the gazetteer's names share one with odds below one in ten million."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1
