"""Tokens, money and questions counted while a model is asked, and the budget that stops it."""

from __future__ import annotations

import threading
from collections import Counter

import msgspec

from dragoman.errors import BudgetSpent

_CHARACTERS_A_TOKEN = 4.0
"""About what English prose has in current tokenisers. Only for estimates before an answer; the meter counts what servers report."""


class Price(msgspec.Struct, frozen=True):
    """Price of a million tokens, read and written, in whatever currency the budget is in."""

    read: float = 0.0
    written: float = 0.0

    def of(self, tokens_read: int, tokens_written: int) -> float:
        """The price of one answer."""
        return (tokens_read * self.read + tokens_written * self.written) / 1e6


class Spent(msgspec.Struct, frozen=True):
    """What was spent: questions sent, answers from the cache, tokens, cost (0 where no price is known), and each outcome by its name."""

    questions: int
    from_cache: int
    tokens_read: int
    tokens_written: int
    cost: float
    outcomes: dict[str, int]


class Meter:
    """Counts across threads. `budget` is in the currency of `price`; None: no limit."""

    def __init__(self, price: Price = Price(), budget: float | None = None) -> None:  # noqa: B008 - frozen
        self.price, self.budget = price, budget
        self._lock = threading.Lock()
        self._questions = self._cached = self._read = self._written = 0
        self._answers = 0
        self._reserved = 0.0
        self._outcomes: Counter[str] = Counter()

    def reserve(self, characters: int) -> float:
        """Set aside what a question of so many characters will likely cost. Raises BudgetSpent when that is more than is left.

        What other questions still under way will likely cost counts as spent.
        """
        read = characters / _CHARACTERS_A_TOKEN
        with self._lock:
            written = self._written / self._answers if self._answers else read
            expected = self.price.of(round(read), round(written))
            spent = self.price.of(self._read, self._written)
            if self.budget is not None and spent + self._reserved + expected > self.budget:
                raise BudgetSpent(
                    f"The budget of {self.budget:g} allows no further question: {spent:.4f} is spent, {self._reserved:.4f} under way, "
                    f"the next would cost about {expected:.4f}.",
                    "Raise --budget and run again: what was answered is kept and costs nothing.",
                )
            self._reserved += expected
            self._questions += 1
        return expected

    def settle(self, reserved: float, tokens_read: int, tokens_written: int, outcome: str) -> None:
        """Put what a question really cost in the place of what was set aside."""
        with self._lock:
            self._reserved = max(0.0, self._reserved - reserved)
            self._read += tokens_read
            self._written += tokens_written
            self._answers += tokens_written > 0
            self._outcomes[outcome] += 1

    def cached(self) -> None:
        """Count an answer that the cache gave."""
        with self._lock:
            self._cached += 1

    def spent(self) -> Spent:
        """The counts so far."""
        with self._lock:
            cost = self.price.of(self._read, self._written)
            return Spent(self._questions, self._cached, self._read, self._written, cost, dict(sorted(self._outcomes.items())))


def estimated_tokens(characters: int) -> int:
    """About how many tokens a text has, for servers that do not report it."""
    return round(characters / _CHARACTERS_A_TOKEN)
