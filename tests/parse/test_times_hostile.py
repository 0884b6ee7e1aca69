"""Odd texts: nothing raises, spans quote the text, dates are in order."""

from __future__ import annotations

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.parse import parse_article
from dragoman.parse.event_dates import date_of
from dragoman.types import Article, DocumentDate

WORDS = [
    "on", "in", "since", "until", "3", "31", "99", "0", "May", "March", "29", "February", "2021", "1999", "9999", "0001", "Monday",
    ",", ".",    ";", ":", "-", "–", "\n", "\n\n", "two", "999", "days", "weeks", "months", "years",
    "centuries", "decades", "later", "earlier", "ago",
    "after", "before", "the", "it",
    "next", "last", "that", "following", "of", "and", "to", "from", "500 BC", "23:59", "12am", "25:00", "'82",
    "1980s", "Q3", "fell", "rebels",
    "seized", "when", "said", "hours", "yesterday", "tomorrow", "now", "00", "2021-02-30", "2021-13-01",
    "30.2.2021", "\u00a0", "\u200b", "½", "٣", "the 31st", "noon",
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
DATES = st.sampled_from([None, "2021-11-19", "2020-02-29", "2021", "0001-01-01", "9999-12-31"])


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(TEXTS, DATES)
def test_never_raises(text: str, date: str | None) -> None:
    parse = parse_article(Article(id="t", text=text, date=DocumentDate(date, "given") if date else None))
    last = 0
    for time in parse.times:
        assert text[time.span.start : time.span.end] == time.span.text
        assert time.span.start >= last
        last = time.span.end
    for token in parse.doc:
        found = date_of(parse, token)
        if found is not None and found.start and found.end:
            assert datetime.date.fromisoformat(found.start) <= datetime.date.fromisoformat(found.end)


def test_size_bounds_the_work() -> None:
    text = "On Monday, two days after rebels seized the port on 3 May 2020, it fell. " * 400
    assert len(parse_article(Article(id="t", text=text, date=DocumentDate("2021-11-19", "given"))).times) >= 1200
