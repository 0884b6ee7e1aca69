"""Which field of life a claim's effect is about."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from dragoman.claims.lexicons import read_table


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = msgspec.convert(read_table("domains.toml")["domains"], dict[str, list[str]])
    return tuple(
        (domain, re.compile(r"\b(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in words) + r")\b", re.I))
        for domain, words in table.items()
    )


def domain_of(text: str) -> str | None:
    """The domain most of the words of `text` point to (security, economy, politics, ...), or None. Ignores word sense."""
    counts = [(len(pattern.findall(text)), domain) for domain, pattern in _patterns()]
    best = max(count for count, _ in counts)
    return next((domain for count, domain in counts if count == best), None) if best else None
