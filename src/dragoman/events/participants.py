"""Argument phrases -> actors of the cast."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dragoman.events.arguments import content
from dragoman.types import Cast, Span
from dragoman.types.parse import Parse

_INNER = ("poss", "compound", "nmod", "amod", "appos")
_LINKS = frozenset({"of", "for", "from"})


def participants(parse: Parse, cast: Cast, heads: Iterable[int]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Ids of the actors that the phrases headed by these tokens speak of, each once, and the phrases' spans.

    Where the head itself is no mention of an actor, its possessor, its modifiers and what follows "of", "for" or "from"
    are looked at, in this order: "Israel's raid" stands for Israel, and "rockets fired by Hamas" for Hamas.
    Nothing is invented: no mention, no actor.
    """
    ids: list[str] = []
    spans: list[Span] = []
    for index in heads:
        token = parse.doc[index]
        found = _of(cast, token, 0) or _of(cast, content(token), 0)
        ids += found
        if found:
            spans.append(phrase_span(parse, token))
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(spans))


def _of(cast: Cast, token: Token, depth: int) -> tuple[str, ...]:
    found = cast.by_head.get(token.i) or cast.by_token.get(token.i)
    if found:
        return found
    if depth > 2:
        return ()
    for label in _INNER:
        inner = tuple(i for child in token.children if child.dep_ == label for i in _of(cast, child, depth + 1))
        if inner:
            return inner
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in _LINKS:
            inner = tuple(i for grand in child.children if grand.dep_ == "pobj" for i in _of(cast, grand, depth + 1))
            if inner:
                return inner
    for child in token.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            agents = [grand for by in child.children if by.dep_ == "agent" for grand in by.children if grand.dep_ == "pobj"]
            inner = tuple(i for agent in agents for i in _of(cast, agent, depth + 1))
            if inner:
                return inner
    return ()


def state_of_place(parse: Parse, cast: Cast, heads: Iterable[int]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The state, where it is an actor of the cast, whose place one of the phrases names ("airfields near Kyiv").

    What is done to a place is done to its state; it ignores disputed rule and occupation.
    """
    for index in heads:
        span = phrase_span(parse, parse.doc[index])
        for place in cast.places:
            if place.country and any(span.contains(m) for m in place.mentions):
                for actor in cast.actors:
                    if actor.kind == "state" and actor.country == place.country:
                        return (actor.id,), (span,)
    return (), ()


def phrase_span(parse: Parse, token: Token) -> Span:
    """The phrase headed by a token, without its clauses, appositions and conjuncts."""
    first = last = token
    for child in token.children:
        if child.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis"):
            continue
        if child.left_edge.i < first.i:
            first = child.left_edge
        if child.right_edge.i > last.i:
            last = child.right_edge
    return parse.span_of(first, last)
