"""Sentences -> candidates: every predicate, verbal or nominal, that may tell of an event, with its arguments."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec
from spacy.tokens import Token

from dragoman.events.arguments import Slots, clause_of, noun_slots, verb_slots
from dragoman.events.lexicon import load_lexicon, word_lists
from dragoman.types.parse import Parse, Sentence

_DEVERBAL = ("tion", "sion", "ment", "ance", "ence", "ing")


class Candidate(msgspec.Struct, frozen=True):
    """A predicate that may tell of an event.

    All numbers are token indices of `Parse.doc`: the trigger's head, what acts (`actors`) and undergoes (`recipients`)
    by the plain reading of the syntax (a frame may know better), and the clause (`first` to `last`, both inclusive).
    """

    trigger: int
    noun: bool
    slots: Slots
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    first: int
    last: int


def find_candidates(parse: Parse, sentence: Sentence, *, lexical: bool = True) -> Iterator[Candidate]:
    """Every candidate of a sentence, in text order.

    `lexical` keeps to the lemmas the trigger lexicon knows; without it, every full verb and every noun that looks
    derived from a verb is a candidate too: what a trained trigger model wants.
    """
    for token in parse.tokens(sentence):
        found = candidate_at(token, lexical=lexical)
        if found is not None:
            yield found


def candidate_at(token: Token, *, lexical: bool = True) -> Candidate | None:
    """The candidate headed by `token`, or None when the token heads none."""
    lexicon, lemma = load_lexicon(), token.lemma_.lower()
    if _verbal(token) and (not lexical or lemma in lexicon.verbs):
        return _candidate(token, verb_slots(token), noun=False)
    if _nominal(token) and (lemma in lexicon.nouns or (not lexical and lemma.endswith(_DEVERBAL))):
        return _candidate(token, noun_slots(token), noun=True)
    return None


def candidate_among(token: Token, verbs: Collection[str], nouns: Collection[str]) -> Candidate | None:
    """The candidate headed by `token` when its lemma is one of these verbs or nouns, else None."""
    lemma = token.lemma_.lower()
    if lemma in verbs and _verbal(token):
        return _candidate(token, verb_slots(token), noun=False)
    if lemma in nouns and _nominal(token):
        return _candidate(token, noun_slots(token), noun=True)
    return None


def _verbal(token: Token) -> bool:
    if token.pos_ == "AUX":
        return token.lemma_.lower() == "be" and token.dep_ not in ("aux", "auxpass")
    return token.pos_ == "VERB" and token.dep_ not in ("amod", "compound", "aux", "auxpass", "nmod") and token.tag_ != "MD"


def _nominal(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "nmod", "npadvmod", "poss"):
        return False
    return not (token.pos_ == "PROPN" and token.lower_ not in word_lists("guards")["capitalised_events"])


def _candidate(token: Token, slots: Slots, *, noun: bool) -> Candidate:
    first, last = clause_of(token)
    if noun:
        actors = slots.subjects or slots.possessors
        recipients = next(
            (slots.prepositions[name] for name in ("against", "on", "of", "at", "to", "with") if name in slots.prepositions), ()
        )
    else:
        actors = slots.subjects
        recipients = slots.objects or slots.datives or next(iter(slots.prepositions.values()), ())
    return Candidate(token.i, noun, slots, actors, recipients, first, last)
