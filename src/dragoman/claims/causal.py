"""Causal ties between happenings in a report, wider than claims: purposes, motives, protests over something, one event after another."""

from __future__ import annotations

from functools import cache

import msgspec
from spacy.tokens import Token

from dragoman.claims.clauses import Range, clause, has_own_subject, phrase, trim
from dragoman.claims.conditionals import conditional_drafts
from dragoman.claims.connective_claims import connective_drafts
from dragoman.claims.drafts import Draft, Scene, scene_of
from dragoman.claims.lexicons import nouns, read_table
from dragoman.claims.verbs import verb_drafts
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Cast, Span
from dragoman.types.parse import Parse


class CausalRelation(msgspec.Struct, frozen=True):
    """A cause, its effect and the words that tie them; offsets count characters of the given text."""

    cause: Span
    effect: Span
    signals: tuple[Span, ...] = ()


class _Cues(msgspec.Struct, frozen=True):
    motives: dict[str, list[str]]
    sequence: dict[str, list[str]]
    phrases: dict[str, list[str]]


@cache
def _cues() -> _Cues:
    return msgspec.convert(read_table("event_causes.toml"), _Cues)


def find_causal(text: str) -> tuple[CausalRelation, ...]:
    """Every causal tie of `text`, explicit or by purpose, motive or sequence, in text order.

    Wider than `find_claims`: a purpose ("to protest ...") counts as a cause, and so does a happening after which another came.
    Follows the annotation of the Causal News Corpus (Tan and others 2022). Looks up no actors and resolves nothing across sentences.
    """
    parse = parse_article(make_article(text))
    cast = Cast((), (), {}, {})
    found: list[CausalRelation] = []
    for sentence in parse.sentences:
        scene = scene_of(parse, cast, sentence)
        drafts = [
            d for d in (*conditional_drafts(scene), *verb_drafts(scene), *connective_drafts(scene)) if d.cause is not None and d.rank < 2
        ]
        drafts += _event_drafts(scene)
        found += _distinct(parse, drafts)
    return tuple(sorted(found, key=lambda r: (r.cause.start, r.effect.start)))


def _distinct(parse: Parse, drafts: list[Draft]) -> list[CausalRelation]:
    """One relation for each pair of places; a cause that overlaps its effect is dropped."""
    kept: list[CausalRelation] = []
    for draft in drafts:
        if draft.cause is None or (draft.cause[0] <= draft.effect[1] and draft.effect[0] <= draft.cause[1]):
            continue
        cause, effect = _span(parse, draft.cause), _span(parse, draft.effect)
        if any(k.cause.overlaps(cause) and k.effect.overlaps(effect) for k in kept):
            continue
        marker = draft.marker or (draft.trigger, draft.trigger)
        kept.append(CausalRelation(cause, effect, (_span(parse, marker),)))
    return kept


def _span(parse: Parse, tokens: Range) -> Span:
    return parse.span_of(parse.doc[tokens[0]], parse.doc[tokens[1]])


def _event_drafts(scene: Scene) -> list[Draft]:
    drafts = []
    for token in scene.tokens:
        draft = _purpose(token) or _motive(token) or _sequence(token) or _protest(token)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _tied(cause: Range | None, governor: Token, aside: Token, marker: Range) -> Draft | None:
    while governor.pos_ not in ("VERB", "AUX") and governor.head.i != governor.i:
        governor = governor.head
    effect = clause(governor, leave_out=[aside]) if governor.pos_ in ("VERB", "AUX") else phrase(governor)
    if cause is None or effect is None:
        return None
    if effect[0] <= cause[1] and cause[0] <= effect[1]:
        effect = trim(aside.doc, effect[0], cause[0] - 1) if effect[0] < cause[0] else trim(aside.doc, cause[1] + 1, effect[1])
    return None if effect is None else Draft(cause, effect, "increases", "past_cause", aside.i, marker=marker)


def _purpose(verb: Token) -> Draft | None:
    """ "They marched to demand better pay": the purpose is the cause."""
    to = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if to is None or verb.dep_ != "advcl" or verb.head.pos_ not in ("VERB", "AUX") or has_own_subject(verb) or verb.i < verb.head.i:
        return None
    return _tied(trim(verb.doc, to.i, verb.right_edge.i), verb.head, verb, (to.i, to.i))


def _motive(verb: Token) -> Draft | None:
    """ "They staged a rally demanding his release"."""
    if (
        verb.tag_ != "VBG"
        or verb.lemma_ not in _cues().motives["verbs"]
        or has_own_subject(verb)
        or verb.dep_ not in ("advcl", "acl", "amod", "prep", "xcomp")
    ):
        return None
    return _tied(trim(verb.doc, verb.i, verb.right_edge.i), verb.head, verb, (verb.i, verb.i))


def _sequence(token: Token) -> Draft | None:
    """ "Tension prevailed after police fired": what came before is the cause."""
    cues = _cues().sequence
    if token.dep_ in ("advcl", "pcomp") and token.pos_ in ("VERB", "AUX"):
        marker = next((c for c in token.children if c.dep_ in ("mark", "advmod") and c.lower_ in cues["markers"] and c.i < token.i), None)
        if marker is not None and has_own_subject(token) and token.tag_ in ("VBD", "VBN", "VBZ", "VBP"):
            return _tied(trim(token.doc, marker.i + 1, token.right_edge.i), token.head, token, (marker.i, marker.i))
    if token.lower_ in cues["safe"] and token.dep_ in ("prep", "mark"):
        target = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
        lists = nouns()
        if (
            target is not None
            and target.ent_type_ not in ("DATE", "TIME")
            and (
                target.tag_ == "VBG"
                or target.lemma_ in lists.happenings
                or (target.lemma_.endswith(lists.suffixes) and target.lemma_ not in lists.people)
            )
        ):
            return _tied(trim(token.doc, token.i + 1, token.right_edge.i), token.head, token, (token.i, token.i))
    return None


def _protest(token: Token) -> Draft | None:
    """ "A protest over the killing", "arrested for rioting"."""
    cues = _cues().motives
    if token.dep_ != "prep" or token.lower_ not in cues["prepositions"] or token.head.lemma_.lower() not in cues["acts"]:
        return None
    target = next((c for c in token.children if c.dep_ in ("pobj", "pcomp")), None)
    if target is None or target.ent_type_ in ("DATE", "TIME", "CARDINAL"):
        return None
    cause = trim(token.doc, token.i + 1, token.right_edge.i)
    if token.head.pos_ == "NOUN":
        effect = trim(token.doc, token.head.left_edge.i, token.i - 1)
        return (
            None if cause is None or effect is None else Draft(cause, effect, "increases", "past_cause", token.i, marker=(token.i, token.i))
        )
    return _tied(cause, token.head, token, (token.i, token.i))
