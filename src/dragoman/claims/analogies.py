"""Precedents the article calls on."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from dragoman.claims.lexicons import read_table
from dragoman.types import Analogy, Cast, Span
from dragoman.types.dates import DateValue
from dragoman.types.parse import Parse, Sentence

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)(?:s\b|\b)")


class _Cues(msgspec.Struct, frozen=True):
    year: str
    name: str
    strong: list[str]
    dated: list[str]
    announcing: list[str]


class _Patterns(msgspec.Struct, frozen=True):
    strong: tuple[re.Pattern[str], ...]
    dated: tuple[re.Pattern[str], ...]
    announcing: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    cues = msgspec.convert(read_table("analogies.toml"), _Cues)

    def compiled(written: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"\bY\b", lambda _: cues.year, written.replace("NAME", cues.name)))

    return _Patterns(*(tuple(map(compiled, group)) for group in (cues.strong, cues.dated, cues.announcing)))


def find_analogies(parse: Parse, cast: Cast) -> tuple[Analogy, ...]:
    """Every precedent the article's prose compares the present with, one a sentence.

    A likeness counts when the precedent is dated before the year of the article, or named and openly compared ("recalls",
    "echoes", "-style"). Where a sentence only announces it ("there is a precedent"), the evidence takes in the sentences that tell it.
    """
    body = list(parse.prose())
    found: list[Analogy] = []
    for index, sentence in enumerate(body):
        analogy = _announced(parse, body, index) or _compared(parse, cast, sentence)
        if analogy is None or any(other.evidence.overlaps(analogy[0]) for other in found):
            continue
        evidence, precedent = analogy
        found.append(
            Analogy(
                f"p{len(found) + 1}", evidence, precedent, _compared_with(parse, sentence, precedent), _date(parse, evidence, precedent)
            )
        )
    return tuple(found)


def _announced(parse: Parse, body: list[Sentence], index: int) -> tuple[Span, Span] | None:
    sentence = body[index]
    if not any(pattern.search(sentence.span.text) for pattern in _patterns().announcing):
        return None
    told = [s for s in body[index : index + 4] if s.paragraph == sentence.paragraph and _past_year(parse, s.span.text)]
    if not told or body.index(told[0]) - index > 2:
        return None
    last = told[-1] if len(told[-1].span.text) + told[-1].span.start - sentence.span.start < 420 else told[0]
    return parse.article.span(sentence.span.start, last.span.end), told[0].span


def _compared(parse: Parse, cast: Cast, sentence: Sentence) -> tuple[Span, Span] | None:
    text = sentence.span.text
    for pattern in _patterns().strong:
        for match in pattern.finditer(text):
            precedent = match["precedent"]
            if not _YEAR.search(precedent) and not _named(parse, cast, sentence, match):
                continue
            if _YEAR.search(precedent) and not _past_year(parse, precedent):
                continue
            return sentence.span, _inner(parse, sentence, match)
    for pattern in _patterns().dated:
        likeness = pattern.search(text)
        if likeness is not None and _past_year(parse, likeness["precedent"]):
            return sentence.span, _inner(parse, sentence, likeness)
    return None


def _inner(parse: Parse, sentence: Sentence, match: re.Match[str]) -> Span:
    start = sentence.span.start
    return parse.article.span(start + match.start("precedent"), start + match.end("precedent"))


def _named(parse: Parse, cast: Cast, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a name without a year is that of a place or happening elsewhere, not somebody in the story who is recalled or likened."""
    span = _inner(parse, sentence, match)
    if "style" in match[0] or "-like" in match[0] or "-type" in match[0]:
        return True
    if span.text.split()[0] in (
        "He",
        "She",
        "It",
        "They",
        "The",
        "A",
        "In",
        "But",
        "Mr",
        "Ms",
        "Mrs",
        "President",
        "King",
        "This",
        "That",
        "Its",
        "His",
    ):
        return False
    if re.match(r"recall|resembl|mirror|repeat|remember|experience|memor|example", match[0]) and not re.match(
        r"recalls\b|resembl|repeat of", match[0]
    ):
        return False
    token = next((t for t in parse.tokens(sentence) if t.idx <= span.start < t.idx + len(t.text)), None)
    return (
        token is not None
        and token.pos_ in ("PROPN", "ADJ")
        and token.ent_type_ not in ("PERSON", "DATE")
        and len(cast.actors_in(sentence.span)) < 12
    )


def _past_year(parse: Parse, text: str) -> bool:
    """Whether a year at least one before the article's stands in the text (any year up to 1989 where the article has no date)."""
    today = int(parse.article.date.value[:4]) if parse.article.date is not None else 1990
    return any(int(found) < today for found in _YEAR.findall(text))


def _compared_with(parse: Parse, sentence: Sentence, precedent: Span) -> Span | None:
    """The subject of the sentence, where it stands before the precedent and is not the precedent."""
    for token in parse.tokens(sentence):
        if token.dep_ in ("nsubj", "nsubjpass") and token.idx + len(token.text) <= precedent.start:
            return parse.span_of(token.left_edge, token)
    return None


def _date(parse: Parse, evidence: Span, precedent: Span) -> DateValue | None:
    for held in (precedent, evidence):
        for time in parse.times:
            if time.date is not None and held.contains(time.span) and _past_year(parse, time.date.start or time.date.end or ""):
                return time.date
    match = _YEAR.search(precedent.text)
    if match is None:
        return None
    start = precedent.start + match.start()
    return DateValue(f"{match[1]}-01-01", f"{match[1]}-12-31", "year", parse.article.span(start, start + 4))
