"""Quotes -> spans: where in the article a model's quote stands, and how well it fits.

Three steps, the first that finds something counts: exact; normalised (kinds of quotation marks, dashes and white space made
equal, marks around the quote left off); close (words compared without case, by edit distance over words in the best window:
P. H. Sellers, "The theory and computation of evolutionary distances", 1980). Of several places the one nearest to the record's
other quotes counts. A quote that fits nowhere is not anchored; nothing is ever guessed.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal

import msgspec

from dragoman.types import Article, Span

How = Literal["exact", "normalised", "close"]

CLOSE_ENOUGH = 0.8
"""A close match needs this share of the quote's words in place: one word in five may be wrong, added or left out."""

LONGEST_QUOTE = 1_200
"""Characters; no record is that long, so a longer quote is not looked for."""

_SAME = str.maketrans({
    **dict.fromkeys("‘’‚‛`´ʼ", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff"),
})
_WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
_GAP = re.compile(r"\s*(?:\[?\.\.\.\]?|\[?…\]?)\s*")
_EDGES = " \t\n\"'“”‘’«».,;:()[]"
_GAP_LIMIT = 400


class Anchor(msgspec.Struct, frozen=True):
    """A quote's place: the span of the article, how it was found, and the share of its words that fit."""

    span: Span
    how: How
    similarity: float = 1.0


class Anchorer:
    """Finds quotes in one article, or in stretches of it (`ranges`: start and end in characters of the article's text)."""

    def __init__(self, article: Article, ranges: tuple[tuple[int, int], ...] = ()) -> None:
        self.article = article
        self._ranges = ranges or ((0, len(article.text)),)
        self._start, self._end = min(start for start, _ in self._ranges), max(end for _, end in self._ranges)
        self._plain, self._offsets = _normalise(article.text[self._start : self._end])
        words = _WORD.finditer(article.text, self._start, self._end)
        self._words = [(match.start(), match.end(), _key(match.group())) for match in words]
        self._positions: dict[str, list[int]] = {}
        for index, (_, _, word) in enumerate(self._words):
            self._positions.setdefault(word, []).append(index)

    def find(self, quote: str | None, *, near: Span | None = None, within: Span | None = None, body: bool = True) -> Anchor | None:
        """The best place of `quote`, or None.

        Of equally good places the one inside `within`, then the one nearest to `near`, then the first counts. `body` asks for places in
        the article's body: a quote that stands only in the title, a heading or the author's note is not found.
        """
        if not quote or not quote.strip() or len(quote) > LONGEST_QUOTE:
            return None
        for how, places in (("exact", self._exact(quote)), ("normalised", self._normalised(quote))):
            allowed = [place for place in places if self._admits(place, body)]
            if allowed:
                start, end = _nearest(allowed, near, within)
                return Anchor(self.article.span(start, end), how)  # type: ignore[arg-type]
        return self._close(quote, near, within, body)

    def everywhere(self, quote: str) -> list[Span]:
        """Every place of a name or wording from the first stretch to the last, exact or normalised, in text order, title included."""
        if not quote.strip() or len(quote) > LONGEST_QUOTE:
            return []
        places = self._exact(quote) or self._normalised(quote)
        return [self.article.span(start, end) for start, end in places]

    def _admits(self, place: tuple[int, int], body: bool) -> bool:
        """Whether a record may rest on this place: inside the stretches asked about and, in an article with known sections, in its body."""
        if not any(start <= place[0] and place[1] <= end for start, end in self._ranges):
            return False
        return not body or not self.article.sections or self.article.section_at(place[0]) == "body"

    def _exact(self, quote: str) -> list[tuple[int, int]]:
        text, places, at = self.article.text, [], self._start
        while (at := text.find(quote, at, self._end)) >= 0:
            if _bounded(text, at, at + len(quote)):
                places.append((at, at + len(quote)))
            at += 1
        return [_trim(text, *place) for place in places]

    def _normalised(self, quote: str) -> list[tuple[int, int]]:
        wanted, _ = _normalise(quote)
        for form in dict.fromkeys((wanted.strip(), wanted.strip(_EDGES))):
            places, at = [], 0
            while form and (at := self._plain.find(form, at)) >= 0:
                if _bounded(self._plain, at, at + len(form)):
                    places.append((self._offsets[at] + self._start, self._offsets[at + len(form) - 1] + self._start + 1))
                at += 1
            if places:
                return places
        return []

    def _close(self, quote: str, near: Span | None, within: Span | None, body: bool) -> Anchor | None:
        pieces = [piece for piece in _GAP.split(quote) if piece.strip(_EDGES)]
        if len(pieces) > 1:
            return self._joined(pieces, near, within, body)
        wanted = [_key(word) for word in _WORD.findall(quote)]
        if not wanted or not any(word in self._positions for word in wanted):
            return None
        best = self._window(wanted)
        allowed = [(score, place) for score, place in best if self._admits(place, body)]
        if not allowed:
            return None
        top = max(score for score, _ in allowed)
        start, end = _nearest([place for score, place in allowed if score == top], near, within)
        return Anchor(self.article.span(start, end), "close", round(top, 3))

    def _joined(self, pieces: list[str], near: Span | None, within: Span | None, body: bool) -> Anchor | None:
        """A quote with words left out: its pieces in order and close together are one span."""
        first = self.find(pieces[0], near=near, within=within, body=body)
        last = first
        for piece in pieces[1:]:
            if last is None:
                return None
            found = self.find(piece, near=last.span, within=within, body=body)
            if found is None or not 0 <= found.span.start - last.span.end <= _GAP_LIMIT:
                return None
            last = found
        if first is None or last is None:
            return None
        return Anchor(self.article.span(first.span.start, last.span.end), "close", min(first.similarity, last.similarity))

    def _window(self, wanted: list[str]) -> list[tuple[float, tuple[int, int]]]:
        """Windows of words with an edit distance to `wanted` small enough, best score first kept per end."""
        count = len(wanted)
        limit = int(count * (1 - CLOSE_ENOUGH) + 1e-9)
        found: list[tuple[float, tuple[int, int]]] = []
        for low, high in self._regions(wanted, limit):
            costs = [(row, low) for row in range(count + 1)]
            for index in range(low, high):
                costs = _step(costs, wanted, self._words[index][2], index)
                cost, start = costs[count]
                if cost <= limit:
                    found.append((1 - cost / count, (self._words[start][0], self._words[index][1])))
        return found

    def _regions(self, wanted: list[str], limit: int) -> list[tuple[int, int]]:
        """Stretches of words that may hold the quote: of limit + 1 pieces of it, limit edits leave one piece whole."""
        count = len(wanted)
        cuts = [count * number // (limit + 1) for number in range(limit + 2)]
        regions: list[tuple[int, int]] = []
        for first, after in sorted(set(itertools.pairwise(cuts))):
            piece = wanted[first:after]
            for at in self._places_of(piece):
                low = max(0, at - first - limit)
                regions.append((low, min(len(self._words), at + count - first + limit + 1)))
        merged: list[tuple[int, int]] = []
        for low, high in sorted(regions):
            if merged and low <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return merged

    def _places_of(self, piece: list[str]) -> list[int]:
        """Where these words stand one after the other."""
        rarest = min(range(len(piece)), key=lambda at: len(self._positions.get(piece[at], ())))
        found = []
        for position in self._positions.get(piece[rarest], ()):
            start = position - rarest
            if start >= 0 and [word for _, _, word in self._words[start : start + len(piece)]] == piece:
                found.append(start)
        return found


def _step(costs: list[tuple[int, int]], wanted: list[str], word: str, index: int) -> list[tuple[int, int]]:
    """One column of Sellers' table: the least edits for each beginning of the quote that ends at this word, and where it starts."""
    fresh = [(0, index + 1)]
    for row, target in enumerate(wanted, 1):
        diagonal, start = costs[row - 1]
        start = index if row == 1 else start
        options = [(diagonal + (target != word), start), (costs[row][0] + 1, costs[row][1]), (fresh[row - 1][0] + 1, fresh[row - 1][1])]
        fresh.append(min(options, key=lambda option: option[0]))
    return fresh


def _normalise(text: str) -> tuple[str, list[int]]:
    """The text with quotes, dashes and white space made equal, and for each of its characters the offset it came from."""
    plain: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        same = " " if character.isspace() else character.translate(_SAME)
        if not same or (same == " " and plain and plain[-1] == " "):
            continue
        plain.append(same)
        offsets.append(offset)
    return "".join(plain), offsets


def _key(word: str) -> str:
    return word.translate(_SAME).casefold()


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends with whole words."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _nearest(places: list[tuple[int, int]], near: Span | None, within: Span | None) -> tuple[int, int]:
    def rank(place: tuple[int, int]) -> tuple[bool, int, int]:
        inside = within is not None and within.start <= place[0] and place[1] <= within.end
        distance = 0 if near is None else max(near.start - place[1], place[0] - near.end, 0)
        return not inside, distance, place[0]

    return min(places, key=rank)
