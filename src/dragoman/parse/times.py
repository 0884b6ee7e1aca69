"""Time expressions and their calendar values.

Each expression is found by its shape (`time_patterns`), then resolved in text order against the publication date and
the running date of the narrative. The scheme is TIMEX3 (TimeML 1.2.1); that a history's undated months belong to the
year last told, not to the year of publication, follows WikiWars (Mazur and Dale 2010).
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from dragoman.parse.time_anchors import Anchors
from dragoman.parse.time_patterns import time_patterns
from dragoman.parse.time_values import RESOLVERS, Resolved
from dragoman.parse.time_words import time_words
from dragoman.types import Article, DateValue, TimeExpression

_DATED = frozenset({"date", "month", "year", "iso"})


def find_times(article: Article, doc: Doc) -> tuple[TimeExpression, ...]:
    """Every time expression of the article, in text order, resolved against its publication date.

    Without a publication date what hangs on it ("yesterday") keeps its words and type but has no date.
    """
    found = _matches(article.text, doc)
    deictic = sum(_is_deictic(name, match) for name, match in found)
    anchors = Anchors(article, [match for name, match in found if name in _DATED and match.groupdict().get("year")], deictic)
    expressions = []
    for name, match in found:
        token = _token_at(doc, match.start(), match.end())
        anchors.move_to(match.start(), match.end(), token)
        try:
            resolved = RESOLVERS[name](match.groupdict(), anchors)
        except (ValueError, OverflowError):
            # Years before 1 and after 9999 are on no calendar here.
            continue
        if resolved is None:
            continue
        if _is_deictic(name, match):
            anchors.back_to_present()
        if resolved.period is not None:
            anchors.tell(resolved.period, explicit=bool(match.groupdict().get("year")))
        expressions.append(_expression(article, match, resolved))
    return tuple(expressions)


def _is_deictic(name: str, match: re.Match[str]) -> bool:
    """Whether the words are measured from publication ("yesterday", "Tuesday", "last week", "a month ago")."""
    groups = match.groupdict()
    if name in {"weekday", "weekday_part", "which_unit"}:
        return (groups.get("which") or ("last" if "weekday" in groups else "")).lower() in {"last", "this", "next", "coming"}
    return name == "today" or (name == "offset" and (groups.get("way") or "").lower() == "ago")


def _matches(text: str, doc: Doc) -> list[tuple[str, re.Match[str]]]:
    taken = bytearray(len(text) + 1)
    found = []
    for name, pattern in time_patterns():
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or not _is_time(name, match, doc):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append((name, match))
    return sorted(found, key=lambda item: item[1].start())


def _token_at(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _is_time(name: str, match: re.Match[str], doc: Doc) -> bool:
    """Whether a match that could be something else (May, March, a number) is a time here."""
    groups = match.groupdict()
    if name == "month" and match.group() in {"May", "March"}:
        return _month_name(match, doc)
    if name == "year":
        return _bare_year(match, doc)
    if name in {"reference", "set_word"}:
        return not _capitalised_inside(match, doc)
    if name == "length_word":
        number = (groups["number"] or "").lower()
        return time_words().number(number) is not None or number in {"several", "multi"}
    if name == "length" and groups.get("number") is not None:
        return not (groups["unit"].lower().startswith("second") and groups["number"].lower() in {"a", "an", "one", "many"})
    if name in {"bare_season", "season"} and not groups.get("year") and groups["season"].lower() == "fall":
        return match.group("season") == "fall" and not match.string[match.end() :].lstrip().startswith("of ")
    return True


def _month_name(match: re.Match[str], doc: Doc) -> bool:
    token = _token_at(doc, match.start(), match.end())
    if token is None or token.tag_ == "MD" or token.pos_ in {"VERB", "AUX"} or token.ent_type_ in {"PERSON", "GPE"}:
        return False
    before = doc[token.i - 1] if token.i else None
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    title_like = before is not None and (before.ent_type_ == "PERSON" or before.text in {"Theresa", "Mrs", "Mrs.", "Ms", "Ms."})
    return not title_like and not (after is not None and after.is_title and after.pos_ == "PROPN" and match.group() == "March")


def _bare_year(match: re.Match[str], doc: Doc) -> bool:
    token = _token_at(doc, match.start("year"), match.end("year"))
    if token is None:
        return False
    context = time_words().year_context
    year = int(match.group("year"))
    before = doc[token.i - 1].lower_ if token.i else ""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    counted = token.dep_ in {"nummod", "compound", "quantmod", "amod"}
    if after is not None and counted and after.tag_ == "NNS" and before not in context["determiners"]:
        return before in {"pre", "post", "mid"}
    if after is not None and (after.is_currency or after.lower_ in context["not_before"]):
        return False
    if before in context["not_after"]:
        return False
    if match.groupdict().get("part") or 1600 <= year <= 2100:
        return True
    return before in context["after"]


def _capitalised_inside(match: re.Match[str], doc: Doc) -> bool:
    token = _token_at(doc, match.start(), match.end())
    return token is not None and token.is_title and not token.is_sent_start and token.pos_ == "PROPN"


def _expression(article: Article, match: re.Match[str], resolved: Resolved) -> TimeExpression:
    span = article.span(match.start(), match.end())
    date = None
    if resolved.period is not None and resolved.period.start is not None and resolved.period.end is not None:
        before = article.text[max(0, span.start - 20) : span.start].lower().rstrip()
        before = before.removesuffix(" the")
        opened = next((end for word, end in time_words().open.items() if re.search(rf"\b{word}$", before)), None)
        date = DateValue(
            start=None if opened == "start" else resolved.period.start.isoformat(),
            end=None if opened == "end" else resolved.period.end.isoformat(),
            precision=resolved.period.precision,
            span=span,
        )
    return TimeExpression(span, resolved.kind, resolved.value, date)
