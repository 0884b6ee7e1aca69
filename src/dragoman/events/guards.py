"""What looks like an event and is none: sport, markets, figures of speech, set phrases."""

from __future__ import annotations

import re
from functools import cache

from dragoman.events.arguments import content
from dragoman.events.candidates import Candidate
from dragoman.events.lexicon import word_lists
from dragoman.types.parse import Parse

_SCORELINE = re.compile(
    r"\b(?:beat|crush|hammer|thrash|rout|defeat|down|win|lose|lost|won|draw|drew|sank|edged|stun)\w*\s(?:\S+\s){0,4}\d{1,2}[-–]\d{1,2}\b"
)
_MATERIAL = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "SANCTION", "THREATEN", "SUPPORT", "CONCEDE", "ACCUSE"})
_VIOLENT = frozenset({"ASSAULT", "COERCE", "THREATEN", "RETREAT"})


def is_guarded(parse: Parse, candidate: Candidate, type_name: str) -> bool:
    """Whether the candidate stands in sport or market talk, in a set phrase, acts on something lifeless, or only names a category."""
    doc = parse.doc
    token = doc[candidate.trigger]
    if is_sport(token.sent.text) or _in_idiom(token.sent.text, token.idx - token.sent.start_char):
        return True
    if type_name not in _MATERIAL:
        return False
    lists = word_lists("guards")
    slots = candidate.slots
    fillers = slots.subjects + slots.prepositions.get("by", ()) + slots.prepositions.get("from", ())
    fillers += slots.modifiers if candidate.noun else ()
    calm = lists["market_subjects"] | (lists["peaceful_subjects"] if type_name == "COERCE" else frozenset())
    if any(content(doc[i]).lemma_.lower() in calm for i in fillers):
        return True
    targets = candidate.recipients if candidate.noun else slots.objects or candidate.recipients
    targets += tuple(i for name in ("on", "of", "for", "with", "to", "in") for i in slots.prepositions.get(name, ()))
    if type_name not in _VIOLENT:
        return False
    if candidate.noun and token.dep_ == "attr" and any(child.lower_ in ("a", "an") for child in token.children):
        return True
    lifeless = lists["lifeless_objects"]
    if candidate.noun and token.lemma_.lower() in lists["martial_nouns"]:
        lifeless = lifeless | lists["figurative_complements"]
    if any(content(doc[i]).lemma_.lower() in lifeless for i in targets):
        return True
    return any(doc[i].lemma_.lower() in lists["market_subjects"] for i in slots.objects)


def is_sport(text: str) -> bool:
    """Whether a sentence is about sport, by its words."""
    return _sport().search(text.lower()) is not None or _SCORELINE.search(text) is not None


@cache
def _sport() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in sorted(word_lists("guards")["sport"])) + r")\b")


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in sorted(word_lists("guards")["idioms"])) + r")\b")


def _in_idiom(text: str, offset: int) -> bool:
    return any(match.start() <= offset < match.end() for match in _idioms().finditer(text.lower()))
