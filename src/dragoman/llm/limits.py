"""How many questions may be under way at once, and how many may start in a minute."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Limiter:
    """Slots for questions under way, and an even spacing of their starts.

    `at_once` bounds those under way; `per_minute` those started (None: no limit). A server that asks for a pause holds up all: `pause`.
    """

    def __init__(
        self,
        at_once: int = 4,
        per_minute: float | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.at_once = at_once
        self._slots = threading.BoundedSemaphore(at_once)
        self._spacing = 60.0 / per_minute if per_minute else 0.0
        self._lock = threading.Lock()
        self._next = 0.0
        self._clock, self.sleep = clock, sleep

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for a free slot and for this question's turn; hold the slot until the answer is in."""
        with self._slots:
            with self._lock:
                now = self._clock()
                start = max(now, self._next)
                self._next = start + self._spacing
            if start > now:
                self.sleep(start - now)
            yield

    def pause(self, seconds: float) -> None:
        """Let no question start for so long."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)
