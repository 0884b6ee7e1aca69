"""Mode, contexts, CAMEO code: what the trigger did not say, from words in the clause and in the sentence."""

from __future__ import annotations

import re
from functools import cache

from dragoman.codebook import Codebook
from dragoman.events.lexicon import read_toml, words


def find_modes(type_name: str, modes: tuple[str, ...], clause: str) -> tuple[str, ...]:
    """The modes of an event: the trigger's own, else the first whose cue words stand in the clause.

    The general modes REQUEST/change, REJECT/change and PROTEST/demo give way to a cue. It ignores everything outside the
    clause, so a mode named two sentences later is missed.
    """
    if modes and (type_name, modes[0]) not in _GENERAL:
        return modes
    lowered = clause.lower()
    for mode, pattern in _mode_patterns().get(type_name, ()):
        if pattern.search(lowered):
            return (mode,)
    return modes


_GENERAL = frozenset({("REQUEST", "change"), ("REJECT", "change"), ("MOBILIZE", "troops"), ("ASSAULT", "destroy")})


def find_contexts(codebook: Codebook, text: str, *, limit: int = 3) -> tuple[str, ...]:
    """Contexts whose cue words stand in `text`, those with most different cues first, at most `limit`."""
    lowered = text.lower()
    counts = {name: len(set(pattern.findall(lowered))) for name, pattern in _context_patterns(codebook.name, tuple(_cue_items(codebook)))}
    ranked = sorted((name for name, count in counts.items() if count), key=lambda name: -counts[name])
    return tuple(ranked[:limit])


def _cue_items(codebook: Codebook) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, context.cues) for name, context in codebook.contexts.items() if context.cues]


@cache
def _context_patterns(_name: str, items: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(frozenset(cues), plural=True)) for name, cues in items)


@cache
def _mode_patterns() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for key, text in read_toml("modes.toml").items():
        type_name, _, mode = key.partition(".")
        found.setdefault(type_name, []).append((mode, _pattern(words(text))))
    return {type_name: tuple(patterns) for type_name, patterns in found.items()}


def _pattern(cues: frozenset[str], *, plural: bool = False) -> re.Pattern[str]:
    ending = r"(?:s|es)?\b" if plural else r"\b"
    return re.compile(r"\b(" + "|".join(re.escape(cue) for cue in sorted(cues, key=lambda cue: (-len(cue), cue))) + ")" + ending)
