"""How much the reader takes in at once, and the errors for what is more or nothing at all."""

from __future__ import annotations

from dragoman.errors import SourceEmpty, SourceTooLarge

TEXT_CHARACTERS = 1_000_000
TEXT_BYTES = 4 * TEXT_CHARACTERS
HTML_BYTES = 10_000_000
PDF_BYTES = 50_000_000
FETCH_BYTES = 10_000_000
FETCH_SECONDS = 20.0
ROW_BYTES = TEXT_BYTES + 100_000


def check_bytes(size: int, limit: int, name: str) -> None:
    """Raise SourceTooLarge when `size` bytes are over `limit`."""
    if size > limit:
        raise SourceTooLarge(
            f"{name} holds {size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read.", "Split it into articles and read those."
        )


def check_text(text: str, name: str) -> str:
    """The text again. Raises SourceEmpty where there is none and SourceTooLarge beyond 1,000,000 characters."""
    if len(text) > TEXT_CHARACTERS:
        raise SourceTooLarge(
            f"{name} holds {len(text):,} characters; an article has at most {TEXT_CHARACTERS:,}.", "Split it into articles and read those."
        )
    if not text.strip().strip("\ufeff"):
        raise SourceEmpty(f"{name} is empty.", "Give a source with text in it.")
    return text
