"""Counterfactual sentences: what was not so (antecedent) and what would have followed (consequent)."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from dragoman.claims.lexicons import read_table
from dragoman.types import Span

_ABBREVIATIONS = "".join(rf"(?<!\b{word})" for word in ("Mr", "Ms", "Dr", "Mrs", "Sen", "Rep", "Gov", "St"))
_SENTENCE_END = re.compile(rf"(?<=[a-z)”\"'%\d]){_ABBREVIATIONS}(?<!Inc)(?<!Corp)[.!?][”\"']*\s+(?=[A-Z“\"])|;\s")
_SUBJECT_START = re.compile(
    r",\s+[“\"]?(?=(?:I|we|he|she|they|it|you|there|this|that|the|an?|my|our|his|her|their|its|no|any|some|[A-Z][\w’'.]+)\b)"
)
_NEXT_CLAUSE = re.compile(
    r"(?<=\s)(?:(?:I|we|he|she|they|it|you|there|this|that|[A-Z][\w’'.]+(?:\s[A-Z][\w’'.]+)?"
    r"|(?:the|an?|my|our|his|her|their|its|these|those|any|no|some|things)(?:\s[\w’'-]+){0,3}?)\s"
    r"(?:\w+ly\s)?(?:would|could|might|wouldn['’]?t|couldn['’]?t|should have)\b|(?:I|we|he|she|they|it|you)['’]d\b"
    r"|(?:what|where|how|who)?\s?\bwould\b)"
)


class Counterfactual(msgspec.Struct, frozen=True):
    """The antecedent and consequent of a counterfactual; offsets count characters of the given text."""

    antecedent: Span
    consequent: Span | None


class _Cues(msgspec.Struct, frozen=True):
    conditions: list[str]
    wishes: list[str]
    unmarked: list[str]
    consequents: list[str]
    breaks: list[str]
    frames: list[str]
    detect: list[str]


class _Patterns(msgspec.Struct, frozen=True):
    conditions: tuple[re.Pattern[str], ...]
    wishes: tuple[re.Pattern[str], ...]
    unmarked: tuple[re.Pattern[str], ...]
    consequents: re.Pattern[str]
    breaks: re.Pattern[str]
    frames: re.Pattern[str]
    detect: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    cues = msgspec.convert(read_table("counterfactuals.toml"), _Cues)

    def one(written: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{w})" for w in written))

    def many(written: list[str], flags: re.RegexFlag = re.NOFLAG) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(w, flags) for w in written)

    return _Patterns(
        many(cues.conditions),
        many(cues.wishes),
        many(cues.unmarked),
        one(cues.consequents),
        one(cues.breaks),
        one(cues.frames),
        many(cues.detect, re.I),
    )


def counterfactual_spans(text: str) -> Counterfactual | None:
    """The antecedent (with its marker) and the consequent of the first counterfactual in `text`, or None where there is none.

    Works on the words alone, for one sentence or a short passage; whole clauses are taken, trailing attributions left out.
    """
    for start, opening in _conditions(text):
        return _around(text, start, opening)
    for group in (_patterns().wishes, _patterns().unmarked):
        for pattern in group:
            opening_words = pattern.search(text)
            if opening_words is not None:
                return _unmarked(text, opening_words, wish=group is _patterns().wishes)
    return None


def is_counterfactual(text: str) -> bool:
    """Whether the text supposes what was not or is not so (a condition against fact, a wish), by its verb forms and markers."""
    return any(pattern.search(text) for pattern in _patterns().detect)


def _conditions(text: str) -> list[tuple[int, int]]:
    """Where conditions start and where their marker ends, strongest pattern first."""
    return [(m.start("if"), m.end("if")) for pattern in _patterns().conditions for m in pattern.finditer(text)]


def _around(text: str, start: int, opening: int) -> Counterfactual:
    """Clause boundaries on both sides: a condition before its consequent ends where that starts, else at the clause's end."""
    left, right = _sentence(text, start)
    before, after = text[left:start], text[opening:right]
    leading = _consequent_after(after)
    if leading is not None and not _patterns().consequents.search(before):
        cut, resume = leading
        consequent = _tidy(text, opening + resume, opening + resume + _end_of_clause(text[opening + resume : right]))
        return Counterfactual(_tidy(text, start, opening + cut), consequent)
    if _patterns().consequents.search(before):
        end = opening + _end_of_clause(after)
        return Counterfactual(_tidy(text, start, end), _tidy(text, left + _frame(before), start))
    if leading is not None:
        cut, resume = leading
        return Counterfactual(_tidy(text, start, opening + cut), _tidy(text, opening + resume, right))
    end = opening + _end_of_clause(after)
    framed = _tidy(text, left + _frame(before), start) if len(before.split()) > 2 else None
    return Counterfactual(_tidy(text, start, end), framed)


def _sentence(text: str, position: int) -> tuple[int, int]:
    cuts = [m.end() for m in _SENTENCE_END.finditer(text)]
    left = max((c for c in cuts if c <= position), default=0)
    right = min((c for c in cuts if c > position), default=len(text))
    return left, right


def _consequent_after(after: str) -> tuple[int, int] | None:
    """Where a condition ends and its consequent starts, when the consequent follows: the comma before its would or could."""
    for match in re.finditer(r",[”\"']?\s+(?:then\s+)?[”\"']?|\s+then\s+|\s[–—-]+\s", after):
        if match.start() < 4:
            continue
        rest = after[match.end() : match.end() + 170]
        modal = _patterns().consequents.search(rest)
        if modal is None:
            continue
        gap = rest[: modal.start()]
        if gap.count(",") > (2 if len(gap) > 60 else 1) or re.search(r"\b(?:if|because|but)\b", gap, re.I):
            continue
        if re.match(r"(?:which|who|that|and|or|as|where|when|but)\b", rest, re.I) and not re.match(r"(?:that|as)\b", rest, re.I):
            continue
        nearer = [m for m in _SUBJECT_START.finditer(gap) if "," not in gap[m.end() :]]
        if nearer:
            return match.end() + nearer[-1].start(), match.end() + nearer[-1].end()
        return match.start(), match.end()
    subject = _NEXT_CLAUSE.search(after)
    return (subject.start(), subject.start()) if subject is not None and subject.start() > 12 else None


def _end_of_clause(words: str) -> int:
    match = _patterns().breaks.search(words, 8) if len(words) > 8 else None
    return match.start() if match else len(words)


def _frame(before: str) -> int:
    """How much of the words before a consequent frames it ("He said that ...")."""
    last = 0
    for match in _patterns().frames.finditer(before):
        if _patterns().consequents.search(before, match.end()):
            last = match.end()
    return last


def _unmarked(text: str, match: re.Match[str], *, wish: bool) -> Counterfactual:
    """A counterfactual without a condition: its clause, and the clause that "so that", "and" or "which" adds."""
    left, right = _sentence(text, match.start())
    start = match.start() if wish else left + _frame(text[left : match.end()])
    end = match.end() + _end_of_clause(text[match.end() : right])
    added = re.match(
        r",?\s?(?:but then |and then |so (?:that )?|which |and |because )(?=[^.;]{0,90}\b(?:would|could|might)\b)", text[end:right]
    )
    consequent = _tidy(text, end, end + added.end() + _end_of_clause(text[end + added.end() : right])) if added else None
    return Counterfactual(_tidy(text, start, end), consequent)


def _tidy(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "\"“”,;:—–-'’"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”,;:.!?—–-'):
        end -= 1
    return Span(start, end, text[start:end])
