"""What a time expression is measured from: the publication date, or the running date of the narrative."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from dragoman.parse.calendar_values import Period, date_of, shifted_month
from dragoman.parse.time_words import time_words
from dragoman.types import Article

_HISTORY_YEARS = 6
_NEWS_SHARE = 0.4
_PRESENT = frozenset({"VBZ", "VBP", "MD"})
_TOLD_PARAGRAPHS = 2
_YEAR_AHEAD = re.compile(
    r"\s?(?:to|and|until|through|-|–|or)\s?(?:\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}(?:\s\d{1,2})?),?\s(?P<year>[12]\d{3})\b"
)


class Anchors:
    """The reading position in an article and the dates known there."""

    def __init__(self, article: Article, dated: Sequence[re.Match[str]], deictic: int = 0) -> None:
        """`dated` are the matches that name a year, `deictic` counts the words that need a publication date ("yesterday").

        An article without a publication date that names years is a history, and so is one that hardly speaks of its own
        time; any other is news, where only a year told in the same paragraph can govern what follows.
        """
        self.published = article.date.day() if article.date else None
        years = [int(match.group("year")) for match in dated]
        far = [year for year in years if self.published is None or year != self.published.year]
        near = len(years) - len(far) + deictic
        self.history = bool(years) and (self.published is None or (len(far) >= _HISTORY_YEARS and near < _NEWS_SHARE * len(far)))
        self.ancient = len(re.findall(r"\d\s?B\.?C", article.text)) >= 3
        self.told: Period | None = None
        self._told_at = 0
        self._told_day: datetime.date | None = None
        self._told_day_at = 0
        self._governing: Period | None = None
        self._governing_at = 0
        self._governing_token: Token | None = None
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
        if period.precision in {"day", "time"} and not self.future():
            self._told_day, self._told_day_at = period.start, self.offset
        if explicit and self._tells(period):
            self._governing, self._governing_at, self._governing_token = period, self.offset, self.token

    def back_to_present(self) -> None:
        """A word that is measured from publication ("yesterday") ends what was told of another year."""
        self._governing = None

    def _tells(self, period: Period) -> bool:
        """Whether a full date opens an account of its year: it dates a clause, and is no mere attribute ("the 1980 election")."""
        token = self.token
        if token is None:
            return True
        if token.dep_ in {"compound", "amod", "nmod", "nummod", "poss"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return False
        while token.head != token and token.pos_ not in {"VERB", "AUX"}:
            if token.pos_ == "ADP" and token.lower_ == "of" and period.precision == "year":
                return False
            token = token.head
        return True

    def _tells_on(self, governing: Period) -> bool:
        """Whether what stands here is still part of the account that the governing date opened.

        A bare year reaches to the end of its sentence, a month or day to the end of the paragraph, as long as no sentence
        in the present tense comes between.
        """
        first, here = self._governing_token, self.token
        if first is None or here is None or not self._near(self._governing_at):
            return False
        sentence, last = first.sent, here.sent
        if sentence == last:
            return True
        if governing.precision == "year":
            return False
        while sentence.start < last.start:
            sentence = here.doc[sentence.end].sent
            if any(token.tag_ in _PRESENT for token in (sentence.root, *sentence.root.children) if token.dep_ in {"ROOT", "aux"}):
                return False
        return True

    @property
    def day(self) -> datetime.date | None:
        """The day the narrative stands at: the one last told in a history or this paragraph, else the publication date."""
        if self.told is not None and self.told.start is not None and (self.history or self.published is None or self._near(self._told_at)):
            return self.told.start
        return self.published

    @property
    def told_day(self) -> datetime.date | None:
        """The day that "the next day" and "that night" follow: the one last told here or one paragraph before, else `day`."""
        if self.history or self.published is None:
            return self.day
        if self._told_day is not None and self._paragraphs_since(self._told_day_at) <= _TOLD_PARAGRAPHS:
            return self._told_day
        return self.day

    @property
    def now(self) -> datetime.date | None:
        """The day the words "today" and "last week" are measured from."""
        if self.published is not None:
            return self.published
        return self.told.start if self.told else None

    def _near(self, offset: int) -> bool:
        """Whether no paragraph ended since the offset."""
        return self._paragraphs_since(offset) == 0

    def _paragraphs_since(self, offset: int) -> int:
        return bisect_left(self._breaks, self.offset) - bisect_left(self._breaks, offset)

    def future(self) -> bool:
        """Whether the clause around the expression speaks of what is to come."""
        words = time_words().future
        token = self.token
        while token is not None:
            if token.pos_ in {"VERB", "AUX", "ADJ"}:
                if token.lemma_ in words["words"] or any(child.lower_ in words["auxiliaries"] for child in token.children):
                    return True
                if token.dep_ == "ccomp" and any(child.lower_ == "would" for child in token.children):
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
        governing = self._governing
        if governing is not None and governing.start is not None and self._tells_on(governing) and not self.future():
            year = governing.start.year
            if self.published is None or year != self.published.year:
                return year + (governing.precision != "year" and month < governing.start.month - 8)
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
        if self.history or self.published is None:
            base = self.day
            return base + datetime.timedelta(days=(weekday - base.weekday()) % 7) if base else None
        if which in {"that", "same", "following"} and self.told_day is not None:
            base = self.told_day
            return base + datetime.timedelta(days=(weekday - base.weekday()) % 7 or (7 if which == "following" else 0))
        base = self.published
        back = (base.weekday() - weekday) % 7
        if which in {"next", "coming", "following"} or (which is None and self.future()):
            return base + datetime.timedelta(days=(weekday - base.weekday()) % 7 or 7)
        if which in {"last", "past", "previous"}:
            return base - datetime.timedelta(days=back or 7)
        return base - datetime.timedelta(days=back)

    def months_from(self, months: int) -> datetime.date | None:
        """The day so many months from the narrative's."""
        return shifted_month(self.day, months) if self.day else None
