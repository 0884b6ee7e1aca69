"""Dates as read from text: a value no more precise than the words allow."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.span import Span

Precision = Literal["time", "day", "week", "month", "season", "quarter", "year", "decade", "century", "vague"]


class DateValue(msgspec.Struct, frozen=True):
    """When something was, is or will be.

    `start` and `end` are ISO days (inclusive) that bound it; None is an open or unknown end ("since January" has no
    end). `precision` is that of the words, not of the bounds. `span` quotes the expression; None where the date was
    carried over from elsewhere (the document date, an earlier sentence), which `inferred` then says.
    """

    start: str | None
    end: str | None
    precision: Precision
    span: Span | None = None
    inferred: bool = False

    def iso(self) -> str | None:
        """The value as `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `start/end`; None when neither bound is known.

        Scores and exports use it. It drops the time of day and the difference between a range and a vague period.
        """
        if self.start is None and self.end is None:
            return None
        if self.start is None or self.end is None:
            return self.start or self.end
        if self.start == self.end:
            return self.start
        if self.precision == "year" and self.start[:4] == self.end[:4]:
            return self.start[:4]
        if self.precision == "month" and self.start[:7] == self.end[:7]:
            return self.start[:7]
        return f"{self.start}/{self.end}"


class TimeExpression(msgspec.Struct, frozen=True):
    """A TIMEX3-like expression: its words, its type and its standard value.

    `value` is a TIMEX3 value string ("1999-09-01", "2014-W12", "P2M", "PAST_REF"). `date` is None for durations and
    for what has no place on the calendar. Source: TimeML 1.2.1, TIMEX3 tag.
    """

    span: Span
    kind: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    date: DateValue | None = None
