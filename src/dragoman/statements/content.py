"""What is said: from a cue word to the tokens of its content, one function a frame."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from spacy.tokens import Token

from dragoman.statements.lexicon import Cue, Frame
from dragoman.statements.sources import antecedent, child, is_passive, is_stray_conjunct, phrase

_COMPLEMENTS = ("prep", "oprd", "xcomp", "acomp", "advcl", "attr", "agent")
_NOUN_CHARGES = ("for", "as")
_CHARGES = ("of", "as", "for", "to", "with", "on", "over", "from", "against")


class Content(msgspec.Struct, frozen=True):
    """Token indices of the content, and the heads of those addressed and of what is judged."""

    frame: Frame
    tokens: frozenset[int]
    addressees: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()


def subtree(token: Token) -> set[int]:
    """Token indices of a subtree."""
    return {inner.i for inner in token.subtree}


def match_words(verb: Token, cue: Cue) -> tuple[Token, ...] | None:
    """The tokens of a cue's words, the verb first; None when its particles or prepositions are not there."""
    found = [verb]
    at = verb
    for word in cue.words[1:]:
        marks = [mark for inner in verb.children if inner.dep_ == "advcl" for mark in inner.children if mark.dep_ == "mark"]
        nearby = [token for token in (*at.children, *verb.children, *marks) if token.lower_ == word and token.i > verb.i]
        if not nearby or nearby[0].i - verb.i > 12:
            return None
        at = nearby[0]
        found.append(at)
    return tuple(found)


def is_infinitive(verb: Token) -> bool:
    """Say whether the verb is a to-infinitive."""
    return any(found.dep_ == "aux" and found.tag_ == "TO" for found in verb.children)


def clause(verb: Token, words: tuple[Token, ...] = ()) -> Content | None:  # noqa: ARG001 - one signature for all frames
    """A that-clause or bare clause below the cue, or the clause that the cue interrupts or follows."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and not (is_infinitive(c) and child(c, "nsubj") is not None)]
    for found in sorted(clauses, key=lambda c: c.i < verb.i):
        if found.i > verb.i or _belongs(found, verb):
            return Content("clause", frozenset(content_subtree(found)), _addressees(verb))
    for found in verb.children:
        marks = {mark.lower_ for mark in found.children if mark.dep_ == "mark"}
        if found.dep_ in ("xcomp", "advcl", "acl") and marks & {"that", "whether"}:
            return Content("clause", frozenset(subtree(found)), _addressees(verb))
    return _around(verb)


def content_subtree(clause_head: Token) -> set[int]:
    """A content clause without the past tenses that do not belong to it ("..., and asked")."""
    tokens = subtree(clause_head)
    for inner in clause_head.conjuncts:
        if is_stray_conjunct(inner):
            tokens -= subtree(inner)
    return tokens


def _belongs(found: Token, verb: Token) -> bool:
    """Say whether a clause before the cue is what is said: not set off by a semicolon, and no act stands after the cue."""
    if any(token.text in (";", ":") for token in verb.doc[found.i : verb.i]):
        return False
    after = [c for c in verb.children if c.i > verb.i and c.dep_ in ("xcomp", "ccomp") and (is_infinitive(c) or c.tag_ == "VBG")]
    if after or (found.right_edge.i + 1 < verb.i and verb.doc[found.right_edge.i + 1].pos_ in ("PROPN", "NOUN")):
        return verb.doc[found.right_edge.i].is_punct and not after
    return True


def _around(verb: Token) -> Content | None:
    head = verb.head
    if head.i == verb.i or child(verb, "nsubj") is None or head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    as_clause = verb.dep_ == "advcl" and any(m.lower_ == "as" for m in verb.children if m.dep_ in ("mark", "advmod"))
    if not (verb.dep_ in ("parataxis", "dep") or as_clause or _is_inserted(verb)):
        return None
    return Content("clause", frozenset(subtree(head) - subtree(verb) - _earlier_statement(head)))


def _is_inserted(verb: Token) -> bool:
    """Say whether a cue is set between commas inside the clause it reports: "Failing an answer, he cautioned, there ..."."""
    end = verb.right_edge.i + 1
    short = verb.dep_ == "ccomp" and verb.i < verb.head.i and verb.right_edge.i == verb.i
    return short and end < len(verb.doc) and verb.doc[end].text == ","


def _earlier_statement(head: Token) -> set[int]:
    """A clause that a semicolon parts from what is reported."""
    for found in head.children:
        edge = found.right_edge.i + 1
        if found.dep_ == "ccomp" and found.i < head.i and edge < len(head.doc) and head.doc[edge].text == ";":
            return subtree(found)
    return set()


def _addressees(verb: Token) -> tuple[int, ...]:
    heads = [found.i for found in verb.children if found.dep_ in ("dative", "dobj") and found.i > verb.i and found.pos_ != "ADP"]
    for found in verb.children:
        if found.dep_ in ("prep", "dative") and found.lower_ == "to" and (addressee := child(found, "pobj")) is not None:
            heads.append(addressee.i)
    return tuple(heads)


def own_act(verb: Token, words: tuple[Token, ...]) -> Content | None:
    """An infinitive or gerund of the speaker's own act: "pledged to help", "denied helping"."""
    last = words[-1]
    for found in (*verb.children, *(last.children if last.i != verb.i else ())):
        own = found.dep_ in ("xcomp", "pcomp", "ccomp") and found.i > verb.i and child(found, "nsubj") is None
        if own and (is_infinitive(found) or found.tag_ == "VBG" or found.dep_ == "pcomp"):
            return Content("to", frozenset(subtree(found)))
    for found in verb.children:
        if found.dep_ == "advcl" and found.i > verb.i and is_infinitive(found) and child(verb, "dobj") is None:
            return Content("to", frozenset(subtree(found)))
    return None


def asked_act(verb: Token, words: tuple[Token, ...]) -> Content | None:
    """Somebody else's act: "urged Iran to stop", "called on both sides to talk"; the addressee stands apart."""
    for found in verb.children:
        if found.dep_ in ("ccomp", "xcomp") and is_infinitive(found) and (subject := child(found, "nsubj")) is not None:
            return Content("object_to", frozenset(subtree(found) - subtree(subject)), (subject.i,))
    last = words[-1]
    addressee = child(last, "pobj") if last.i != verb.i else child(verb, "dobj", "dative")
    if is_passive(verb):
        addressee = child(verb, "nsubjpass")
    if addressee is None:
        return None
    for found in (*verb.children, *last.children, *addressee.children):
        if found.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl") and is_infinitive(found) and found.i > verb.i:
            return Content("object_to", frozenset(subtree(found)), (addressee.i,))
    return None


def thing(verb: Token, words: tuple[Token, ...]) -> Content | None:
    """The object: what is condemned, demanded, announced; in a passive, the subject."""
    last = words[-1]
    if last.dep_ == "mark":
        return Content("np", frozenset(subtree(last.head)))
    if last.dep_ in ("prep", "agent", "dative"):
        found = child(last, "pobj", "pcomp")
        return None if found is None else Content("np", frozenset(subtree(found)), objects=(found.i,))
    if is_passive(verb):
        found = child(verb, "nsubjpass") or (verb.head if verb.dep_ == "acl" else None)
        return None if found is None else Content("np", frozenset(phrase(antecedent(found), verb)), objects=(found.i,))
    found = child(verb, "dobj")
    if found is None:
        return None
    whole = antecedent(found)
    if whole.i != found.i:
        return Content("np", frozenset(phrase(whole, verb)), objects=(whole.i,))
    return Content("np", frozenset(subtree(found)), objects=(found.i,))


def judged(verb: Token, words: tuple[Token, ...]) -> Content | None:
    """Who or what is judged, with the charge or merit: "accused Iran of lying", "called it a coup", "see him as a threat"."""
    for found in verb.children:
        if found.dep_ == "ccomp" and found.i > verb.i and (subject := child(found, "nsubj")) is not None and not _finite(found):
            return Content("target", frozenset(subtree(found)), objects=(subject.i,))
    last = words[-1]
    if is_passive(verb):
        target = child(verb, "nsubjpass") or (verb.head if verb.dep_ == "acl" else None)
    else:
        target = child(last, "pobj") if last.i != verb.i and last.dep_ == "prep" else child(verb, "dobj")
    if target is None:
        return None
    tokens = phrase(antecedent(target), verb)
    charge = None
    for found in (*verb.children, *target.children):
        if found.dep_ in _COMPLEMENTS and found.i > verb.i and (found.dep_ != "prep" or found.lower_ in _CHARGES) and found.lower_ != "by":
            if found.dep_ == "prep" and found.head.i == target.i and found.lower_ not in _NOUN_CHARGES and verb.lemma_ != "accuse":
                continue
            if found.dep_ == "advcl" and not is_infinitive(found) and found.tag_ != "VBG":
                continue
            tokens |= subtree(found)
            charge = charge or found
    if charge is None:
        return None
    blamed = child(charge, "pobj") if verb.lemma_.lower() in ("blame", "attribute") and charge.lower_ in ("on", "to") else None
    return Content("target", frozenset(tokens), objects=((blamed or antecedent(target)).i,))


def told(verb: Token, words: tuple[Token, ...]) -> Content | None:
    """A clause told to somebody: "told reporters that ..."."""
    found = clause(verb, words)
    if found is None:
        return None
    addressees = found.addressees
    if is_passive(verb) and (addressee := child(verb, "nsubjpass")) is not None:
        addressees = (addressee.i,)
    return Content("tell", found.tokens, addressees)


def _finite(verb: Token) -> bool:
    return any(found.dep_ in ("aux", "mark") for found in verb.children) or verb.tag_ in ("VBD", "VBZ", "VBP", "MD")


FRAMES: tuple[tuple[Frame, Callable[[Token, tuple[Token, ...]], Content | None]], ...] = (
    ("object_to", asked_act),
    ("target", judged),
    ("tell", told),
    ("clause", clause),
    ("to", own_act),
    ("np", thing),
)
"""The frames in the order they are tried."""
