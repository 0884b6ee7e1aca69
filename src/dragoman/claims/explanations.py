"""Competing readings and lists of reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec

from dragoman.claims.lexicons import read_table
from dragoman.claims.likelihood import as_likelihood, find_hedges, load_scale
from dragoman.types import Cast, Explanation, Reason, Span, Statement
from dragoman.types.parse import Parse, Sentence

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_BECAUSE = re.compile(r"\b(?:because|since|due to|given that|in order to|so as to)\s+(?!of\b)", re.I)


class _Cues(msgspec.Struct, frozen=True):
    nouns: list[str]
    holding: list[str]
    announce: list[str]
    reasons: list[str]
    openings: list[str]
    holders: str
    ordinals: str
    additive: str
    label: str


class _Patterns(msgspec.Struct, frozen=True):
    announce: tuple[re.Pattern[str], ...]
    reasons: tuple[re.Pattern[str], ...]
    openings: tuple[re.Pattern[str], ...]
    holders: re.Pattern[str]
    ordinals: re.Pattern[str]
    additive: re.Pattern[str]
    label: re.Pattern[str]


class _Part(msgspec.Struct, frozen=True):
    """A sentence, or a part of one between semicolons: offsets, and the sentence's paragraph."""

    start: int
    end: int
    sentence: Sentence


class _View(msgspec.Struct, frozen=True):
    """What is read, and on which scale."""

    parse: Parse
    cast: Cast
    statements: tuple[Statement, ...]
    scale: str


@cache
def _patterns() -> _Patterns:
    cues = msgspec.convert(read_table("explanations.toml"), _Cues)
    noun, hold = "|".join(cues.nouns), "|".join(cues.holding)

    def compiled(written: str) -> re.Pattern[str]:
        return re.compile(written.replace("(?:N)", f"(?:{noun})\\b").replace("(?:S)", f"(?:{hold})\\b"), re.I)

    return _Patterns(
        tuple(map(compiled, cues.announce)),
        tuple(map(compiled, cues.reasons)),
        tuple(map(compiled, cues.openings)),
        compiled(cues.holders),
        compiled(cues.ordinals),
        compiled(cues.additive),
        re.compile(cues.label),
    )


def find_explanations(parse: Parse, cast: Cast, statements: Sequence[Statement], *, scale: str = "icd_203") -> tuple[Explanation, ...]:
    """Every explanation the article's prose gives: competing alternatives and enumerated reasons.

    A set starts at a question or an announcing sentence ("two accounts compete", "for four key reasons"), or where an
    alternative is openly set against another ("one reading is ... another holds ..."); it needs two members at least.
    Lists by ordinals run over paragraphs. Raises UsageError for an unknown scale.
    """
    load_scale(scale)
    parts = [part for sentence in parse.sentences if sentence.section in ("body", "heading", "standfirst") for part in _parts(sentence)]
    found: list[Explanation] = []
    view = _View(parse, cast, tuple(statements), scale)
    index = 0
    while index < len(parts):
        result = _set_at(view, parts, index)
        if result is None:
            index += 1
            continue
        explained, reasons, competing, count, after = result
        evidence = parse.article.span(min(explained.start, reasons[0].span.start), reasons[-1].span.end)
        found.append(Explanation(f"x{len(found) + 1}", explained, tuple(reasons), competing, evidence, count))
        index = max(after, index + 1)
    return tuple(found)


def _parts(sentence: Sentence) -> list[_Part]:
    text, start = sentence.span.text, sentence.span.start
    cuts = [0, *(m.end() for m in re.finditer(r";\s+|(?<=[^.]{12}): (?=(?:one|some|that)\b)|, (?=or that\b|another\b)", text)), len(text)]
    return [_Part(start + a, start + b, sentence) for a, b in pairwise(cuts) if b - a > 3]


def _set_at(view: _View, parts: list[_Part], index: int) -> tuple[Span, list[Reason], bool, int | None, int] | None:
    """The set that starts at a part: what is explained, its members, whether they compete, the announced count, the next part."""
    text, part = view.parse.article.text, parts[index]
    words = text[part.start : part.end]
    patterns = _patterns()
    for pattern in patterns.reasons:
        match = pattern.search(words)
        if match:
            members, after = _listed(view, parts, index + 1)
            if len(members) >= 2:
                count = match["count"].lower()
                return _stripped(view.parse, part.start, part.end), members, False, _COUNTS.get(count) or int(count), after
    if any(pattern.search(words) for pattern in patterns.announce):
        members, after = _alternatives(view, parts, index + 1, asked=True)
        if (
            len(members) < 2
            and index + 1 < len(parts)
            and any(pattern.search(text[parts[index + 1].start : parts[index + 1].end]) for pattern in patterns.announce)
        ):
            members, after = _alternatives(view, parts, index + 2, asked=True)
        if len(members) >= 2:
            return _stripped(view.parse, part.start, part.end), members, True, None, after
    if _opening(words, asked=False) is not None and part.sentence.section == "body":
        members, after = _alternatives(view, parts, index, asked=False)
        if len(members) >= 2:
            explained = parts[index - 1] if index else part
            return _stripped(view.parse, explained.start, explained.end), members, True, None, after
    return None


def _listed(view: _View, parts: list[_Part], index: int) -> tuple[list[Reason], int]:
    """Members of a list by ordinals, over paragraphs, with at most six parts between two of them."""
    members: list[Reason] = []
    last = index
    for position in range(index, min(len(parts), index + 40)):
        if position - last > 6:
            break
        match = _patterns().ordinals.match(_unlabelled(view.parse, parts[position])[0])
        if match is None:
            continue
        ordinal = _ORDINALS.get(match["ordinal"].lower(), len(members) + 1)
        if ordinal <= (members[-1].ordinal or 0 if members else 0):
            break
        members.append(_reason(view, parts[position], _unlabelled(view.parse, parts[position])[1] + match.end(), ordinal))
        last = position
    return members, last + 1


def _alternatives(view: _View, parts: list[_Part], index: int, *, asked: bool) -> tuple[list[Reason], int]:
    """Alternatives that follow each other, with at most one other part (three after an ordinal) between two of them."""
    members: list[Reason] = []
    last, gap, ordinal = index, 2, False
    named = False
    for position in range(index, min(len(parts), index + 16)):
        if position - last > gap:
            break
        words, start = _unlabelled(view.parse, parts[position])
        bare = _is_label(view.parse, parts[position], words)
        if asked and (bare or named):
            if named and not bare:
                members.append(_reason(view, parts[position], start, len(members) + 1))
                last = position
            named = bare
            continue
        numbered = _patterns().ordinals.match(words)
        if numbered is not None and (asked or members):
            ordinal, gap = True, 4
            start, words = start + numbered.end(), words[numbered.end() :]
        labelled = start > parts[position].start and parts[position].sentence.span.start == parts[position].start
        opened = _opening(words, asked=asked)
        extra = _patterns().additive.match(words) if ordinal else None
        if opened is None and extra is not None:
            opened = extra.end()
        if re.match(r"(?:either|in any case|in either|what(?:ever)?) ?(?:way|case|next|could|it|to)\b", words, re.I):
            break
        if opened is None and numbered is None and not (labelled and asked and (position == index or members or position - index < 2)):
            if position == index and not asked:
                break
            continue
        members.append(_reason(view, parts[position], start + (opened or 0), len(members) + 1))
        last = position
        if words.lower().startswith("either "):
            members = [*members[:-1], *_either(view.parse, members[-1])]
    return members, last + 1


def _is_label(parse: Parse, part: _Part, words: str) -> bool:
    """Whether a part only names what the next one tells ("The Biden reading.")."""
    bullet = re.search(r"[•*–-]\s*$|\([a-z0-9]\)\s*$|\d[.)]\s*$", parse.article.text[max(0, part.start - 5) : part.start])
    named = re.search(r"\b(?:reading|view|explanation|theory|account|hypothesis|version)\.$", words.rstrip())
    return len(words.split()) <= 5 and words.rstrip().endswith(".") and (bullet is not None or named is not None)


def _either(parse: Parse, reason: Reason) -> list[Reason]:
    """Both halves of "either ..., or ..."."""
    match = re.search(r",? or ", reason.span.text)
    if match is None:
        return [reason]
    start = reason.span.start
    halves = (_stripped(parse, start, start + match.start()), _stripped(parse, start + match.end(), reason.span.end))
    return [msgspec.structs.replace(reason, span=half, ordinal=(reason.ordinal or 1) + i) for i, half in enumerate(halves)]


def _unlabelled(parse: Parse, part: _Part) -> tuple[str, int]:
    """The words of a part without bullet, letter and label, and where they start."""
    words = parse.article.text[part.start : part.end]
    match = _patterns().label.match(words)
    start = match.end() if match else 0
    return words[start:], part.start + start


def _opening(words: str, *, asked: bool) -> int | None:
    """How many characters the opening of an alternative takes, or None where the words open none."""
    for pattern in _patterns().openings:
        match = pattern.match(words)
        if match and match.end() < len(words) - 3:
            return match.end()
    if asked:
        match = _patterns().holders.match(words)
        if match and match.end() < len(words) - 3 and words[match.end() - 1] == " ":
            return match.end()
    return None


def _reason(view: _View, part: _Part, start: int, ordinal: int) -> Reason:
    span = _stripped(view.parse, start, part.end)
    before = view.parse.article.text[part.start : start]
    hedges = [(h, part.start) for h in find_hedges(before)] or [(h, span.start) for h in find_hedges(span.text[:60])]
    likelihood = None
    if hedges:
        hedge, offset = hedges[0]
        likelihood = as_likelihood(hedge, view.parse.article.span(offset + hedge.start, offset + hedge.end), view.scale)
    return Reason(span, likelihood, _holder(view, part, start, span), ordinal, _sub_reasons(view.parse, span))


def _holder(view: _View, part: _Part, start: int, span: Span) -> str | None:
    """Who holds a reading: the speaker of the statement it lies in, else an actor named in the words that open it."""
    for statement in view.statements:
        if statement.speaker is not None and any(content.overlaps(span) for content in statement.content):
            return statement.speaker
    named = view.cast.actors_in(view.parse.article.span(part.start, start)) if start > part.start else ()
    return named[0] if named else None


def _sub_reasons(parse: Parse, span: Span) -> tuple[Reason, ...]:
    """What the alternative itself rests on: the clause after "because" or "since"."""
    match = _BECAUSE.search(span.text)
    if match is None or match.start() < 8:
        return ()
    return (Reason(_stripped(parse, span.start + match.end(), span.end), ordinal=1),)


def _stripped(parse: Parse, start: int, end: int) -> Span:
    text = parse.article.text
    while start < end and (text[start].isspace() or text[start] in ",;:•-–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:?!"):
        end -= 1
    return parse.article.span(start, end)
