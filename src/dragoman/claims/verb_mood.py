"""How sure a verb is said to be, and whether it looks ahead, back, or states."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.claims.clauses import MODALS, auxiliaries, has_own_subject, modal_of
from dragoman.claims.drafts import Scene
from dragoman.claims.likelihood import Hedge
from dragoman.types.claim import ClaimKind


def verb_hedge(scene: Scene, verb: Token) -> Hedge | None:
    """The hedge that rules a verb: among its auxiliaries and adverbs, at the head of its clause, or in the clause it hangs on."""
    doc = verb.doc
    rulers = [*auxiliaries(verb)]
    start = min([t.i for t in rulers] + [c.i for c in verb.children if c.dep_ in ("advmod", "neg") and c.i < verb.i] + [verb.i])
    governor = verb
    while governor.head.i != governor.i and governor.dep_ in ("xcomp", "conj") and governor.head.pos_ in ("VERB", "AUX", "ADJ"):
        governor = governor.head
        if not (governor.dep_ == "conj" and has_own_subject(verb)):
            start = min(start, governor.i)
    hedge = scene.hedge_in(doc[start], doc[max(start, verb.i)])
    if hedge is None and verb.lemma_ in ("risk", "threaten") and any(c.dep_ == "xcomp" for c in verb.children):
        return Hedge(verb.idx, verb.idx + len(verb.text), verb.text, "possible", 40)
    if hedge is not None and hedge.band != "possible":
        return hedge
    return _outer_hedge(scene, verb) or hedge


def _outer_hedge(scene: Scene, verb: Token) -> Hedge | None:
    """ "It is likely that ...", "there is a 20 per cent chance that ...", "Perhaps ...": hedges above or before the clause."""
    doc = verb.doc
    for child in verb.children:
        if child.dep_ in ("advmod", "prep") and child.i < verb.i:
            hedge = scene.hedge_in(child.left_edge, child.right_edge)
            if hedge is not None and hedge.phrase.lower() not in MODALS:
                return hedge
    token = verb
    for _ in range(3):
        if (
            token.dep_ not in ("ccomp", "acl", "csubj", "xcomp", "advcl", "relcl")
            or token.dep_ in ("advcl", "relcl")
            or token.head.i == token.i
        ):
            return None
        head = token.head
        first = min((c.left_edge.i for c in head.children if c.i < token.i), default=head.i)
        last = max(first, min(token.left_edge.i - 1, len(doc) - 1))
        hedge = scene.hedge_in(doc[min(first, head.left_edge.i)], doc[last]) if token.left_edge.i > head.i else None
        if hedge is not None and hedge.phrase.lower() not in MODALS:
            return hedge
        token = head
    return None


def verb_kind(verb: Token) -> ClaimKind:
    """The kind of claim a verb makes by its mood and tense: forecast, past cause, or explanation."""
    modal = modal_of(verb)
    if modal is not None:
        perfect = any(t.lower_ == "have" for t in auxiliaries(verb))
        return "past_cause" if perfect and modal.lower_ in ("may", "might", "could") else "forecast"
    lead = verb
    while lead.head.i != lead.i and lead.dep_ in ("xcomp", "conj", "advcl") and lead.head.pos_ in ("VERB", "AUX"):
        lead = lead.head
    if (
        any(t.lower_ in ("likely", "unlikely", "certain", "bound", "sure", "threaten", "risk") for t in (*lead.children, lead, verb))
        or verb.lemma_ == "risk"
    ):
        return "forecast"
    if modal_of(lead) is not None:
        return "forecast"
    past = lead.tag_ in ("VBD", "VBN") or any(
        c.tag_ in ("VBD",) or c.lower_ in ("has", "have", "had") for c in lead.children if c.dep_ in ("aux", "auxpass")
    )
    return "past_cause" if past else "explanation"
