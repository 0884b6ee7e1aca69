"""The dated expressions of a sentence."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from dragoman.types import DateValue, TimeExpression
from dragoman.types.parse import Parse, Sentence


def times_in(parse: Parse, sentence: Sentence) -> list[TimeExpression]:
    """The expressions of a sentence that have a place on the calendar, in text order."""
    first = bisect_left(parse.times, sentence.span.start, key=lambda time: time.span.start)
    found = []
    for time in parse.times[first:]:
        if time.span.start >= sentence.span.end:
            break
        if time.date is not None and time.span.end <= sentence.span.end:
            found.append(time)
    return found


def as_range(parse: Parse, time: TimeExpression) -> DateValue | None:
    """The expression's date, or the whole of a range it is one end of ("from 3 to 5 May")."""
    text = parse.article.text
    index = bisect_left(parse.times, time.span.start, key=lambda item: item.span.start)
    around = parse.times[max(0, index - 1) : index + 2]
    for first, second in pairwise(around):
        if time not in (first, second) or first.date is None or second.date is None:
            continue
        between = text[first.span.end : second.span.start].strip().lower()
        lead = text[max(0, first.span.start - 9) : first.span.start].lower().split()[-1:]
        if between in {"-", "–"} or (lead, between) in ((["from"], "to"), (["from"], "until"), (["between"], "and")):
            whole = parse.article.span(first.span.start, second.span.end)
            return DateValue(first.date.start, second.date.end, second.date.precision, whole)
    return time.date
