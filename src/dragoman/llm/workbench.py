"""What the builders of records share: the codebook and its words, the quotes, the cast, and the checks on references."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.llm.cast import NamedCast
from dragoman.llm.dates import date_value
from dragoman.llm.quoting import Origin, Quoting
from dragoman.llm.schema import Vocabulary
from dragoman.types import DateValue, Span


class Workbench(msgspec.Struct):
    """The tools for building the records of one answer; `origins` fills as they are built."""

    codebook: Codebook
    words: Vocabulary
    quoting: Quoting
    cast: NamedCast
    scale: str
    model: str
    prompt_version: str
    origins: dict[str, Origin]

    def built(self, identifier: str) -> str:
        """Note the origin of the record just built; returns its id."""
        self.origins[identifier] = self.quoting.origin(self.model, self.prompt_version)
        return identifier

    def allowed(self, struct: str, field: str, value: str) -> bool:
        """Whether an enumerated field holds one of its words; a fatal fault when not."""
        known = self.words.of(struct, field)
        if known is None or value in known:
            return True
        self.quoting.fault("unknown word", field, value)
        return False

    def actor(self, field: str, value: str | None) -> tuple[str | None, bool]:
        """The actor a field names, and whether that holds; None is in order, an id that leads nowhere a fatal fault."""
        if value is None or value in self.cast.actor_ids:
            return self.cast.actor_ids.get(value or ""), True
        self.quoting.fault("unknown actor", field, value)
        return None, False

    def actors(self, field: str, values: Sequence[str]) -> tuple[str, ...] | None:
        """The actors a field lists. An id that leads nowhere is left out and noted; None when that leaves none of those listed."""
        known = tuple(dict.fromkeys(self.cast.actor_ids[value] for value in values if value in self.cast.actor_ids))
        for value in values:
            if value not in self.cast.actor_ids:
                self.quoting.fault("unknown actor", field, value, fatal=not known)
        return known if known or not values else None

    def date(self, iso: str | None, quote: str | None, near: Span) -> DateValue | None:
        """A date with its wording beside `near`; inferred when the wording does not stand there."""
        return date_value(iso, self.quoting.want("date_quote", quote, near=near)) if iso else None
