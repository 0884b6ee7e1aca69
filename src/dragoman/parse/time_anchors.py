"""What a time expression is measured from: the publication date, or the running date of the narrative."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.parse.calendar_values import Period, date_of, shifted_month
from dragoman.parse.time_words import time_words
from dragoman.types import Article

_YEAR_AHEAD = re.compile(
    r"\s?(?:to|and|until|through|-|–|or)\s?(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}(?:\s\d{1,2})?),?\s(?P<year>[12]\d{3})\b"
)


class Anchors:
    """The reading position in an article and the dates known there."""

    def __init__(self, article: Article, dated: Sequence[re.Match[str]]) -> None:
        """`dated` are the matches that name a year; they tell a history from news of the day."""
        self.published = article.date.day() if article.date else None
        years = [int(match.group("year")) for match in dated]
        far = [year for year in years if self.published is None or abs(year - self.published.year) > 0]
        self.history = bool(years) and (self.published is None or (len(years) >= 6 and len(far) > 0.6 * len(years)))
        self.ancient = len(re.findall(r"\d\s?B\.?C", article.text)) >= 3
        self.told: Period | None = None
        self._told_at = 0
        self._explicit_at = -1
        self._breaks = [match.start() for match in re.finditer(r"\n\s*\n|\n", article.text)]
        self._text = article.text
        self.since = False
        self.year_ahead: int | None = None
        self.offset = 0
        self.token: Token | None = None
        self.ancient_year: int | None = None

    def move_to(self, start: int, end: int, token: Token | None) -> None:
        """Read on to an expression."""
        self.offset = start
        self.token = token
        self.since = self._text[max(0, start - 8) : start].lower().rstrip().endswith("since")
        ahead = _YEAR_AHEAD.match(self._text, end)
        self.year_ahead = int(ahead.group("year")) if ahead else None

    def tell(self, period: Period, *, explicit: bool) -> None:
        """Remember the period last told."""
        if period.value.startswith("BC"):
            self.ancient_year = int(period.value[2:6])
        if period.start is None:
            return
        if period.precision in {"decade", "century"}:
            return
        if explicit or self.told is None or period.precision != "vague":
            self.told = period
            self._told_at = self.offset
        if explicit:
            self._explicit_at = self.offset

    @property
    def day(self) -> datetime.date | None:
        """The day the narrative stands at: the one last told in a history or this paragraph, else the publication date."""
        if self.told is not None and self.told.start is not None and (self.history or self.published is None or self._near(self._told_at)):
            return self.told.start
        return self.published

    @property
    def now(self) -> datetime.date | None:
        """The day the words "today" and "last week" are measured from."""
        if self.published is not None:
            return self.published
        return self.told.start if self.told else None

    def _near(self, offset: int) -> bool:
        """Whether no paragraph ended since the offset."""
        return not any(offset < stop <= self.offset for stop in self._breaks)

    def future(self) -> bool:
        """Whether the clause around the expression speaks of what is to come."""
        words = time_words().future
        token = self.token
        while token is not None:
            if token.pos_ in {"VERB", "AUX", "ADJ"}:
                if token.lemma_ in words["words"] or any(child.lower_ in words["auxiliaries"] for child in token.children):
                    return True
                if token.tag_ == "VBD":
                    return False
            if token.head == token:
                return False
            token = token.head
        return False

    def month_year(self, month: int, day: int = 1) -> int | None:
        """The year of a month or day named without one."""
        if self.year_ahead is not None:
            return self.year_ahead
        if self.history and self.told is not None and self.told.start is not None:
            year = self.told.start.year
            if self.told.precision == "year":
                return year
            return year + (month < self.told.start.month - 8)
        told_here = self._explicit_at >= 0 and self._near(self._explicit_at)
        told_year = self.told.start.year if told_here and self.told is not None and self.told.start is not None else None
        if told_year is not None and (self.published is None or told_year != self.published.year):
            return told_year
        if self.published is None:
            return self.told.start.year if self.told and self.told.start else None
        return self._nearest_year(self.published, month, day)

    def _nearest_year(self, published: datetime.date, month: int, day: int) -> int:
        candidates = []
        for year in (published.year - 1, published.year, published.year + 1):
            found = date_of(year, month, day)
            if found is not None:
                candidates.append((abs((found - published).days), year, found))
        if not candidates:
            return published.year
        _, year, found = min(candidates)
        if self.since:
            return year if found <= published else year - 1
        if self.future():
            return year if found >= published.replace(day=1) else year + 1
        return year if found <= published or ((found - published).days <= 45 and self._untensed()) else year - 1

    def _untensed(self) -> bool:
        """Whether no past-tense verb governs the expression."""
        token = self.token
        while token is not None and token.head != token:
            token = token.head
            if token.tag_ == "VBD":
                return False
        return True

    def weekday(self, weekday: int, which: str | None) -> datetime.date | None:
        """The day a weekday's name means: after a future verb the next, else the last one up to the publication date."""
        told = self.day
        if self.history or (told is not None and told != self.published and self._near(self._told_at) and self.published is None):
            base = told
            if base is None:
                return None
            return base + datetime.timedelta(days=(weekday - base.weekday()) % 7)
        base = self.published
        if base is None:
            return None
        back = (base.weekday() - weekday) % 7
        if which in {"next", "coming", "following"} or (which is None and self.future()):
            return base + datetime.timedelta(days=(weekday - base.weekday()) % 7 or 7)
        if which in {"last", "past", "previous"}:
            return base - datetime.timedelta(days=back or 7)
        return base - datetime.timedelta(days=back)

    def months_from(self, months: int) -> datetime.date | None:
        """The day so many months from the narrative's."""
        return shifted_month(self.day, months) if self.day else None
