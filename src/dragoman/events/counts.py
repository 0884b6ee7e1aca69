"""Numbers of people killed, injured, arrested, where the sentence gives them."""

from __future__ import annotations

import re

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from dragoman.events.arguments import verb_slots
from dragoman.parse.time_words import time_words
from dragoman.types import Counts

_KINDS = {
    "killed": frozenset({"kill", "die", "slay", "murder", "massacre", "execute", "shoot", "perish", "slaughter", "lynch"}),
    "injured": frozenset({"injure", "wound", "hurt", "maim"}),
    "arrested": frozenset({"arrest", "detain", "jail", "imprison", "round"}),
}
_STATES = {"dead": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured"}
_SCALES = {"hundred": 100, "thousand": 1000, "dozen": 12, "score": 20}


def number_of(text: str) -> int | None:
    """A number in words or digits ("1,200", "twenty-two", "three hundred"); None for what is no plain number.

    Vague plurals (dozens, hundreds) are no number.
    """
    cleaned = text.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+", cleaned):
        return int(cleaned)
    total = current = 0
    seen, units = False, time_words().numbers
    for word in re.split(r"[\s-]+", cleaned):
        if word in units:
            current += units[word]
        elif re.fullmatch(r"\d+", word):
            current += int(word)
        elif word in _SCALES and (current or seen):
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] == 1000:
                total, current = total + current, 0
        elif word != "and":
            return None
        seen = True
    return total + current if seen else None


def find_counts(sentence: TokenSpan) -> Counts:
    """The first number of killed, injured and arrested in a sentence. It ignores negation and who counted."""
    found: dict[str, int] = {}
    for token in sentence:
        kind = next((name for name, lemmas in _KINDS.items() if token.lemma_.lower() in lemmas and token.pos_ == "VERB"), None)
        if kind is not None and kind not in found:
            slots = verb_slots(token)
            indices = slots.subjects if token.lemma_.lower() in ("die", "perish") else slots.objects
            numbers = [n for i in indices if (n := _number_with(token.doc[i])) is not None]
            if numbers and (token.lemma_.lower() != "shoot" or "dead" in slots.words):
                found[kind] = numbers[0]
        state = _STATES.get(token.lower_)
        if state is not None and state not in found:
            number = _number_before(token)
            if number is not None:
                found[state] = number
    return Counts(**found)


def _number_with(token: Token) -> int | None:
    if token.pos_ == "NUM":
        return number_of(" ".join([*(c.text for c in token.lefts if c.dep_ in ("compound", "nummod")), token.text]))
    for child in token.children:
        if child.dep_ == "nummod":
            parts = [*(c.text for c in child.lefts if c.dep_ == "compound" or c.pos_ == "NUM"), child.text]
            return number_of(" ".join(parts))
    return None


def _number_before(token: Token) -> int | None:
    for index in range(max(token.sent.start, token.i - 3), token.i):
        if token.doc[index].pos_ == "NUM":
            return _number_with(token.doc[index])
    return None
