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
    are looked at, in this order: "Israel's raid" stands for Israel. Nothing is invented: no mention, no actor.
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
    return ()


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
