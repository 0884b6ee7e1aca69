"""What stands as the cause of a causal verb: its subject, an antecedent, the clause a participle hangs on."""

from __future__ import annotations

from typing import Literal

import msgspec
from spacy.tokens import Token

from dragoman.claims.clauses import Range, clause, has_own_subject, phrase, subject_of, trim

_RAISING = frozenset(
    {
        "likely",
        "unlikely",
        "certain",
        "sure",
        "bound",
        "set",
        "threaten",
        "risk",
        "help",
        "continue",
        "begin",
        "start",
        "seem",
        "appear",
        "serve",
        "tend",
        "fail",
        "do",
        "expect",
        "poised",
        "liable",
        "apt",
        "suffice",
        "prove",
        "stand",
        "be",
        "go",
        "come",
        "need",
        "have",
        "likelier",
        "almost",
        "enough",
        "happen",
        "cease",
        "combine",
        "conspire",
        "succeed",
    }
)


class Cause(msgspec.Struct, frozen=True):
    """What stands as the cause of a verb, how it is given, and the pronoun that stands for it."""

    range: Range | None
    how: Literal["subject", "relative", "participle", "agent"]
    head: Token | None = None
    pointer: int | None = None


def find_cause(verb: Token) -> Cause | None:
    """The cause of an active causal verb: subject, antecedent of a relative pronoun, or the clause a participle hangs on."""
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children) and not _raised(verb):
        return None
    governed = verb
    while (
        governed.head.i != governed.i
        and governed.dep_ == "conj"
        and not has_own_subject(governed)
        and governed.head.pos_ in ("VERB", "AUX")
    ):
        governed = governed.head
    subject = subject_of(verb)
    if (
        governed.tag_ == "VBG"
        and governed.dep_ in ("advcl", "acl", "pcomp")
        and not has_own_subject(governed)
        and not any(c.dep_ == "aux" for c in governed.children)
    ):
        return _participle_cause(governed)
    if subject is None:
        return None
    if governed.dep_ == "relcl" and subject.lower_ in ("which", "that", "who"):
        return _relative_cause(governed, subject)
    if subject.lower_ in ("who", "what", "there"):
        return None
    if subject.lower_ in ("this", "that", "it", "these", "those", "which", "both") and subject.left_edge.i == subject.right_edge.i:
        return Cause(None, "subject", subject, subject.i)
    return Cause(phrase(subject), "subject", subject)


def _raised(verb: Token) -> bool:
    """Whether an infinitive shares its subject with a verb that adds no act of its own (is likely to, threatens to)."""
    if verb.head.i == verb.i:
        return False
    if verb.dep_ == "conj":
        return verb.head.pos_ == "VERB" and _raised(verb.head)
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _RAISING


def _participle_cause(verb: Token) -> Cause | None:
    """ "..., allowing militias to dominate": the clause before, if the participle follows a comma or stands after its object."""
    doc, head = verb.doc, verb.head
    before = doc[verb.left_edge.i - 1] if verb.left_edge.i else None
    if (
        before is None
        or verb.left_edge.i < head.i
        or (before.text not in (",", "—", "–") and before.lower_ not in ("and", "thus", "thereby", "by"))
    ):
        return None
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    whole = clause(head, leave_out=[verb])
    if whole is None:
        return None
    whole = (whole[0], min(whole[1], verb.left_edge.i - 1))
    trimmed = trim(doc, *whole)
    return None if trimmed is None else Cause(trimmed, "participle")


def _relative_cause(verb: Token, subject: Token) -> Cause | None:
    """The antecedent: the noun before; after a comma, where that noun cannot cause anything, the clause before."""
    head, doc = verb.head, verb.doc
    antecedent = trim(doc, head.left_edge.i, max(head.i, min(head.right_edge.i, verb.left_edge.i - 1)))
    if head.pos_ in ("VERB", "AUX"):
        whole = clause(head, leave_out=[verb])
        antecedent = trim(doc, whole[0], min(whole[1], verb.left_edge.i - 1)) if whole else None
        return Cause(antecedent, "relative", None, subject.i)
    return Cause(antecedent, "relative", head, subject.i)
