"""Causes and effects that mean the same become one proposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec
from spacy.tokens import Token

from dragoman.claims.lexicons import read_table
from dragoman.types import Cast, Claim, Event, Proposition, Span
from dragoman.types.parse import Parse

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_LABEL_WORDS = 8


class _Gist(msgspec.Struct, frozen=True):
    """What a phrase says, for comparing: the stem of its head, its other content stems, actors, whether it is negated."""

    span: Span
    head: str
    words: frozenset[str]
    actors: tuple[str, ...]
    negated: bool
    event: tuple[str, str] | None


class _Node(msgspec.Struct):
    gists: list[_Gist]
    reasons: list[str]


@cache
def _stems() -> dict[str, str]:
    table = msgspec.convert(read_table("same_meaning.toml")["groups"], dict[str, list[str]])
    return {word: group for group, words in table.items() for word in words}


@cache
def _empty_words() -> frozenset[str]:
    return frozenset(msgspec.convert(read_table("same_meaning.toml")["empty"], dict[str, list[str]])["words"])


def link_propositions(
    parse: Parse, cast: Cast, claims: Sequence[Claim], events: Sequence[Event]
) -> tuple[tuple[Claim, ...], tuple[Proposition, ...]]:
    """The claims with their propositions and chains filled in, and the propositions.

    Two phrases are merged only when they are the same words, name the same coded event, or have the same head (or its noun or verb:
    withdraw, withdrawal), the same actors and polarity, and the content words of one are all in the other; `merged_because` says which.
    A claim whose cause is the proposition that an earlier claim's effect is, gets that claim in `chain_from`.
    """
    nodes: list[_Node] = []
    where: dict[tuple[int, int], int] = {}
    for claim in claims:
        for span in (claim.cause, claim.effect):
            if span is not None and (span.start, span.end) not in where:
                where[span.start, span.end] = _place(nodes, _gist(parse, cast, events, span))
    propositions = tuple(_proposition(parse, index, node) for index, node in enumerate(nodes))
    linked = [_linked(claim, where) for claim in claims]
    return _chained(linked), propositions


def _linked(claim: Claim, where: dict[tuple[int, int], int]) -> Claim:
    cause = None if claim.cause is None else f"n{where[claim.cause.start, claim.cause.end] + 1}"
    return msgspec.structs.replace(claim, cause_proposition=cause, effect_proposition=f"n{where[claim.effect.start, claim.effect.end] + 1}")


def _chained(claims: list[Claim]) -> tuple[Claim, ...]:
    by_effect: dict[str, list[Claim]] = {}
    for claim in claims:
        by_effect.setdefault(claim.effect_proposition or "", []).append(claim)
    chained = []
    for claim in claims:
        sources = [
            c.id for c in by_effect.get(claim.cause_proposition or "-", []) if c.id != claim.id and c.effect.start < claim.effect.start
        ]
        chained.append(msgspec.structs.replace(claim, chain_from=tuple(dict.fromkeys((*claim.chain_from, *sources)))) if sources else claim)
    return tuple(chained)


def _gist(parse: Parse, cast: Cast, events: Sequence[Event], span: Span) -> _Gist:
    tokens = [t for t in _tokens(parse, span) if not t.is_space]
    root = min(tokens, key=lambda t: (len(list(t.ancestors)), t.i)) if tokens else None
    head = _stem(root) if root is not None else span.text.lower()
    if root is not None and head in _empty_words():
        inner = [t for t in tokens if t.pos_ in ("NOUN", "VERB") and _stem(t) not in _empty_words()]
        head = _stem(inner[0]) if inner else head
    words = (
        frozenset(_stem(t) for t in tokens if t.pos_ in _CONTENT and (not t.is_stop or t.pos_ == "PROPN" or t.text.isupper()))
        - _empty_words()
        - {head}
    )
    negated = any(t.dep_ == "neg" or t.lower_ in ("no", "never", "nobody", "none", "without") for t in tokens)
    event = next(((e.id, e.type) for e in events for m in e.mentions if span.contains(m.trigger)), None)
    return _Gist(span, head, words, cast.actors_in(span), negated, event)


def _tokens(parse: Parse, span: Span) -> list[Token]:
    found = parse.doc.char_span(span.start, span.end, alignment_mode="expand")
    return list(found) if found is not None else []


def _stem(token: Token) -> str:
    """A crude common form of a verb and its noun: a listed group, else the lemma without the endings of nominalisation."""
    lemma = token.lemma_.lower()
    if lemma in _stems():
        return _stems()[lemma]
    if token.pos_ in ("NOUN", "VERB") and len(lemma) > 6:
        return re.sub(r"(?:ations?|ions?|ments?|als?|ures?|ances?|ings?|e|ate)$", "", lemma)
    return lemma


def _place(nodes: list[_Node], gist: _Gist) -> int:
    for index, node in enumerate(nodes):
        reason = _same(node.gists[0], gist)
        if reason is not None:
            node.gists.append(gist)
            node.reasons.append(reason)
            return index
    nodes.append(_Node([gist], []))
    return len(nodes) - 1


def _same(first: _Gist, other: _Gist) -> str | None:
    """Why two phrases mean the same, or None; a doubt keeps them apart."""
    if first.negated != other.negated:
        return None
    if _plain(first.span.text) == _plain(other.span.text) and len(first.span.text.split()) > 1:
        return "same words"
    if first.head != other.head or first.head in _empty_words():
        return None
    agree = not first.actors or not other.actors or set(first.actors) <= set(other.actors) or set(other.actors) <= set(first.actors)
    if first.event is not None and first.event == other.event and agree:
        return f"both name the event {first.event[0]} ({first.event[1]})"
    smaller, larger = sorted((first.words, other.words), key=len)
    if agree and smaller and smaller <= larger and len(larger) - len(smaller) <= 2:
        return f"same head ({first.head}) and the words of one are all in the other ({', '.join(sorted(smaller))})"
    return None


def _plain(text: str) -> str:
    return re.sub(r"^(?:the|a|an|this|that|these|such)\s", "", " ".join(re.findall(r"\w+", text.lower())))


def _proposition(parse: Parse, index: int, node: _Node) -> Proposition:
    first = node.gists[0]
    event = next((g.event for g in node.gists if g.event is not None), None)
    actors = tuple(dict.fromkeys(a for g in node.gists for a in g.actors))
    mentions = tuple(g.span for g in node.gists)
    shortest = min(node.gists, key=lambda g: (len(g.words) == 0, abs(len(g.span.text.split()) - 4)))
    return Proposition(
        f"n{index + 1}", _label(parse, shortest.span), mentions, actors, event[1] if event else None, first.negated, tuple(node.reasons)
    )


def _label(parse: Parse, span: Span) -> str:
    """At most eight words of the phrase: its subject, head and object before its modifiers and clauses."""
    tokens = [t for t in _tokens(parse, span) if not t.is_space and not t.is_punct]
    words = [t for t in tokens if (t.tag_ != "MD" and t.dep_ not in ("mark", "neg")) or t.dep_ == "neg"]
    if words and words[0].lower_ in ("the", "a", "an"):
        words = words[1:]
    if len(words) > _LABEL_WORDS:
        aside = {d.i for t in words if t.dep_ in ("relcl", "advcl", "appos", "acl") and t.i > words[0].i for d in t.subtree}
        words = [t for t in words if t.i not in aside] or words
    if len(words) > _LABEL_WORDS:
        words = [t for t in words if t.dep_ not in ("advmod", "amod", "det")]
    words = words[:_LABEL_WORDS]
    while len(words) > 1 and words[-1].pos_ in ("ADP", "DET", "CCONJ", "PART", "SCONJ", "AUX"):
        words.pop()
    label = " ".join(t.text for t in words).replace(" ’s", "’s").replace(" 's", "'s").replace(" n't", "n't")
    return label[:1].upper() + label[1:] if label else span.text[:60]
