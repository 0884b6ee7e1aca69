"""What the claim readers ask of syntax: clauses, phrases, subjects, and who or what a subject is.

A range is the indexes of its first and last token in `Parse.doc`, both inclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from spacy.tokens import Doc, Token

from dragoman.claims.lexicons import marker_set, nouns
from dragoman.types import Cast

Range = tuple[int, int]
SubjectKind = Literal["happening", "actor", "pronoun", "thing"]

MODALS = frozenset({"would", "could", "might", "may", "will", "can", "shall", "'d", "’d", "'ll", "’ll", "ca", "wo", "should"})
_PERSONS = frozenset(
    {"i", "you", "he", "she", "we", "they", "who", "one", "nobody", "everyone", "anyone", "somebody", "us", "them", "him", "her", "me"}
)
_POINTERS = frozenset({"this", "that", "it", "which", "these", "those", "both", "all"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_EDGE = frozenset(",;:.!?—–-•…\"'“”‘’()[]") | {"--", "..."}
_LEADING = frozenset(
    {
        "but",
        "and",
        "or",
        "so",
        "yet",
        "however",
        "moreover",
        "furthermore",
        "also",
        "therefore",
        "then",
        "thus",
        "indeed",
        "meanwhile",
        "still",
        "besides",
        "nevertheless",
        "nonetheless",
        "instead",
        "consequently",
        "hence",
        "nor",
        "either",
        "though",
    }
)


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb: its own, or that of the verb it is coordinated with or controlled by."""
    seen = 0
    while seen < 6:
        for child in verb.children:
            if child.dep_ in _SUBJECTS and not (child.dep_ == "nsubj" and child.i > verb.i and child.lower_ == "there"):
                return child
        if (
            (verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX", "ADJ"))
            or verb.dep_ in ("acomp", "attr")
            or (verb.dep_ == "conj" and verb.head.dep_ == "acomp")
        ):
            verb = verb.head
        else:
            return None
        seen += 1
    return None


def has_own_subject(verb: Token) -> bool:
    """Whether the verb brings a subject of its own."""
    return any(child.dep_ in _SUBJECTS or child.dep_ == "expl" for child in verb.children)


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries that rule a verb, those of the verbs it is coordinated with or depends on included."""
    found: list[Token] = []
    for _ in range(5):
        own = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        found.extend(own)
        governing = verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX", "ADJ")
        together = verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not has_own_subject(verb) and verb.tag_ == "VB"
        if governing or together or (verb.dep_ == "acomp"):
            verb = verb.head
            if verb.pos_ == "AUX" or verb.lower_ in MODALS:
                found.append(verb)
        else:
            break
    return found


def modal_of(verb: Token) -> Token | None:
    """The modal that rules a verb, or None."""
    return next((token for token in auxiliaries(verb) if token.lower_ in MODALS and token.tag_ == "MD"), None)


def is_negated(verb: Token) -> bool:
    """Whether "not", "never", "hardly" or "no longer" stands with the verb, or "nor" opens its clause."""
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "hardly", "scarcely", "nor", "neither"):
            return True
        if child.dep_ in ("aux", "auxpass") and any(grand.dep_ == "neg" for grand in child.children):
            return True
    if verb.head.i == verb.i:
        return False
    if verb.dep_ == "xcomp" and verb.head.pos_ in ("VERB", "AUX") and verb.head.lemma_ not in marker_set("speech", "verbs"):
        return verb.head.lemma_ in ("fail", "refuse") or is_negated(verb.head)
    if verb.dep_ == "conj" and not has_own_subject(verb) and verb.head.pos_ in ("VERB", "AUX"):
        between = [child.lower_ for child in verb.head.children if child.dep_ == "cc"]
        return is_negated(verb.head) and "or" in between
    return False


def trim(doc: Doc, first: int, last: int) -> Range | None:
    """The range without punctuation, white space and bare conjunctions at its edges; None when nothing is left."""
    while first <= last and (doc[first].is_space or doc[first].text in _EDGE or doc[first].lower_ in _LEADING):
        first += 1
    while last >= first and (
        doc[last].is_space or doc[last].text in _EDGE or (doc[last].lower_ in ("and", "but", "or", "so") and doc[last].dep_ == "cc")
    ):
        last -= 1
    return (first, last) if first <= last else None


def phrase(token: Token, *, stop_at_comma_clause: bool = True) -> Range | None:
    """A noun phrase or gerund with what belongs to it; a clause set off by a comma (", which ...") is left out."""
    doc, first, last = token.doc, token.left_edge.i, token.right_edge.i
    if stop_at_comma_clause:
        for inner in token.subtree:
            starts = inner.left_edge.i
            if inner.i == token.i or starts <= token.i or starts == 0:
                continue
            if inner.dep_ in ("relcl", "advcl", "acl", "parataxis", "ccomp") and doc[starts - 1].text in (",", "—", "–", ";", "--", "-"):
                last = min(last, starts - 1)
            if inner.dep_ == "conj" and inner.pos_ in ("VERB", "AUX") and token.pos_ not in ("VERB", "AUX"):
                last = min(last, starts - 1)
    return trim(doc, first, max(last, token.i))


def complement_end(verb: Token) -> int:
    """The last token of what a verb governs to its right: objects, particles, complements, phrases without a comma."""
    doc, last = verb.doc, verb.i
    for child in verb.rights:
        if child.dep_ in ("cc", "conj", "parataxis", "advcl", "punct") or child.dep_ in _SUBJECTS:
            if child.dep_ == "punct" and child.text in ("“", '"', "‘", "'", "-", ","):
                continue
            if child.dep_ == "advcl" and not _is_adjunct_clause(child):
                last = max(last, child.right_edge.i)
                continue
            break
        if (
            child.dep_ in ("advmod", "npadvmod", "prep")
            and child.left_edge.i > 0
            and doc[child.left_edge.i - 1].text == ","
            and last > verb.i
        ):
            break
        last = max(last, _without_tail(child))
    return last


def _is_adjunct_clause(verb: Token) -> bool:
    """Whether an adverbial clause is a condition, reason or comma participle rather than a purpose of the verb."""
    if any(child.dep_ == "mark" for child in verb.children):
        return True
    return verb.doc[verb.left_edge.i - 1].text in (",", ";", "—", "–")


def _without_tail(token: Token) -> int:
    doc, last = token.doc, token.right_edge.i
    for inner in token.subtree:
        starts = inner.left_edge.i
        if inner.i <= token.i or starts <= token.i:
            continue
        before = doc[starts - 1].text
        if (
            (inner.dep_ == "relcl" and before in (",", "—", "–"))
            or (
                inner.dep_ in ("advcl", "parataxis")
                and (before in (",", ";", "—", "–") or any(c.dep_ == "mark" and c.lower_ != "to" for c in inner.children))
            )
            or (inner.dep_ == "conj" and inner.pos_ in ("VERB", "AUX") and has_own_subject(inner))
        ):
            last = min(last, starts - 1)
    return max(last, token.i)


def clause(verb: Token, leave_out: Iterable[Token] = ()) -> Range | None:
    """A clause: what hangs on its verb, without the clauses in `leave_out`, coordinated clauses and leading connectives."""
    doc = verb.doc
    first, last = verb.left_edge.i, verb.right_edge.i
    dropped = list(leave_out)
    dropped += [
        c
        for c in verb.children
        if c.dep_ in ("conj", "ccomp", "parataxis") and c.pos_ in ("VERB", "AUX") and c.i > verb.i and has_own_subject(c) and _apart(c)
    ]
    dropped += [c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i and _set_off(c)]
    dropped += [c for c in verb.children if c.dep_ in ("parataxis", "ccomp") and c.i < verb.i and c.lemma_ in marker_set("speech", "verbs")]
    anchor = min((c.left_edge.i for c in verb.children if c.dep_ in _SUBJECTS and c.i < verb.i), default=verb.i)
    for token in dropped:
        start, end = token.left_edge.i, token.right_edge.i
        if end < anchor:
            first = max(first, end + 1)
        elif start > verb.i:
            last = min(last, start - 1)
        elif start > anchor and end < verb.i:
            first = max(first, end + 1)
    for child in verb.children:
        if child.dep_ == "mark" and child.i < anchor:
            first = max(first, child.i + 1)
    return trim(doc, first, last)


def _apart(token: Token) -> bool:
    return token.dep_ != "ccomp" or token.doc[token.left_edge.i - 1].text in (";", ":", ",", "—")


def _set_off(token: Token) -> bool:
    return token.doc[token.left_edge.i - 1].text in (",", ";", "—", "–") or any(
        c.dep_ == "mark" and c.lower_ in ("because", "since", "as", "although", "though", "while", "unless", "if", "whereas")
        for c in token.children
    )


def main_clause(verb: Token) -> Token:
    """The verb of what is claimed: where the verb reports ("officials say that ..."), that of the reported clause."""
    for _ in range(3):
        if verb.lemma_ not in marker_set("speech", "verbs") or modal_of(verb) is not None:
            return verb
        inner = [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX")]
        if not inner:
            outer = verb.head
            return (
                outer
                if verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and outer.i > verb.i and outer.pos_ in ("VERB", "AUX")
                else verb
            )
        verb = inner[-1]
    return verb


def subject_kind(token: Token, cast: Cast) -> SubjectKind:
    """Whether a subject is a happening, somebody who acts, a bare pronoun, or a thing."""
    word, lemma = token.lower_, token.lemma_.lower()
    if token.dep_ in ("csubj", "csubjpass") or (token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass", "pcomp")):
        return "happening"
    if word in _POINTERS and token.pos_ in ("PRON", "DET", "SCONJ"):
        return "pronoun"
    if word in _PERSONS or token.pos_ == "NUM":
        return "actor"
    lists = nouns()
    if token.ent_type_ in ("PERSON", "NORP", "GPE") and token.pos_ == "PROPN":
        return "actor"
    if lemma in lists.people:
        return "actor"
    if lemma in lists.happenings or (token.pos_ == "NOUN" and lemma.endswith(lists.suffixes) and len(lemma) > 5):
        return "happening"
    if token.i in cast.by_head or token.ent_type_ in ("ORG", "PERSON", "NORP", "GPE", "LOC", "FAC"):
        return "actor"
    return "actor" if token.pos_ == "PROPN" else "thing"


def clause_start_marker(verb: Token) -> Token | None:
    """The subordinator of a clause."""
    return next((child for child in verb.children if child.dep_ == "mark"), None)
