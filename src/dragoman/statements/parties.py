"""From tokens to actors: who a source, an addressee or a judged thing stands for."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.statements.lexicon import cue_lexicon
from dragoman.types import Cast
from dragoman.types.parse import Parse


def actor_at(parse: Parse, cast: Cast, head: int) -> str | None:
    """The actor that a noun phrase stands for: its own head, or the institution whose official it is ("Iran's spokesman")."""
    if found := cast.by_head.get(head) or cast.by_token.get(head):
        return found[0]
    token = parse.doc[head]
    for apposition in token.children:
        if apposition.dep_ == "appos" and (found := cast.by_head.get(apposition.i)):
            return found[0]
    if token.dep_ == "appos" and (found := cast.by_head.get(token.head.i)):
        return found[0]
    if token.lower_ in cue_lexicon().words.spokespeople:
        return next(iter(_owners(cast, token)), None)
    if token.lower_ in cue_lexicon().words.quantities:
        for inner in token.subtree:
            if inner.dep_ == "pobj" and inner.head.lower_ in ("of", "in", "among") and (found := cast.by_head.get(inner.i)):
                return found[0]
    return None


def _owners(cast: Cast, token: Token) -> Iterable[str]:
    for found in token.children:
        if found.dep_ in ("poss", "compound", "amod", "nmod") and (ids := cast.by_head.get(found.i) or cast.by_token.get(found.i)):
            yield ids[0]
    for found in token.children:
        if found.dep_ == "prep" and found.lower_ in ("of", "by", "from", "for", "in", "against", "on", "at", "with", "between"):
            for inner in found.children:
                if inner.dep_ == "pobj" and (ids := cast.by_head.get(inner.i)):
                    yield ids[0]


def actors_judged(parse: Parse, cast: Cast, heads: Iterable[int]) -> tuple[str, ...]:
    """The actors that what is judged stands for or belongs to: "Iran", "Iran's conduct", "the raids by Israel"."""
    found: list[str] = []
    for head in heads:
        token = parse.doc[head]
        if ids := cast.by_head.get(head):
            found.extend(ids)
        else:
            found.extend(_owners(cast, token))
        found.extend(ids[0] for other in token.conjuncts if other.i > head and (ids := cast.by_head.get(other.i)))
    return tuple(dict.fromkeys(found))


def is_person_like(token: Token) -> bool:
    """Say whether a token without a known actor can still name somebody who speaks or believes."""
    if token.lower_ in cue_lexicon().words.pronouns or token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "NORP", "ORG", "GPE"):
        return True
    return token.lower_ in cue_lexicon().words.spokespeople or token.tag_ == "NNS" or token.lower_ in cue_lexicon().words.people
