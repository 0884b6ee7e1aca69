"""Did it happen? The status of a predicate from the syntax round it and cue words as data.

The walk goes from the predicate up to the root of its sentence and reads every negation, modal, condition and governing
verb or noun on the way, as in the veridicality tradition (Karttunen 1971; Saurí and Pustejovsky 2009, FactBank); it
leaves out world knowledge and whatever stands in another sentence.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from dragoman.events.lexicon import word_lists
from dragoman.types import Status

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "his", "her", "their"})
_MANNER = frozenset({"in", "by", "through", "towards", "toward"})
_STOP_CLAUSES = frozenset({"relcl", "parataxis"})


class StatusReading(msgspec.Struct, frozen=True):
    """What the sentence says of a predicate's truth.

    `refused`: a negated will or would, which for a friendly act is a no. `disputed`: it stands in somebody's accusation or
    claim. `asserted_by` is the token index of who says so, `governor` that of the verb or noun whose complement it is (None:
    none), both in `Parse.doc`.
    """

    status: Status = "actual"
    disputed: bool = False
    refused: bool = False
    asserted_by: int | None = None
    governor: int | None = None


def read_status(token: Token) -> StatusReading:
    """The status of the predicate headed by `token`: never historical, which takes dates."""
    found = _local_noun(token) if token.pos_ in ("NOUN", "PROPN") else StatusReading()
    node, inherited = token, token.pos_ in ("VERB", "AUX")
    for _ in range(12):
        if node.pos_ in ("VERB", "AUX") and inherited:
            found = _stronger(found, _local_verb(node))
        step = _step(node, token)
        found = _stronger(found, step.reading)
        if not step.go_on:
            break
        inherited = step.inherited
        node = node.head
    return found


class _Step(msgspec.Struct, frozen=True):
    reading: StatusReading
    go_on: bool
    inherited: bool = True


_STAY = _Step(StatusReading(), False)
_UP = _Step(StatusReading(), True)


def _stronger(first: StatusReading, second: StatusReading) -> StatusReading:
    """Both readings as one: conditions beat negation, negation beats modality, and the inner word beats the outer."""
    order = {"actual": 0, "future": 1, "threatened": 2, "hypothetical": 3, "negated": 4, "historical": 0}
    status = first.status
    if (
        first.status == "actual"
        or (second.status in ("hypothetical", "threatened") and first.status in ("future", "negated"))
        or (first.status == "future" and order[second.status] > 1)
    ):
        status = second.status
    return StatusReading(
        status,
        first.disputed or second.disputed,
        first.refused or second.refused,
        first.asserted_by if first.asserted_by is not None else second.asserted_by,
        first.governor if first.governor is not None else second.governor,
    )


def _local_noun(noun: Token) -> StatusReading:
    lists = word_lists("status")
    lemmas = {child.lower_ for child in noun.children if child.dep_ in ("amod", "det", "compound", "neg")}
    if lemmas & {"no", "neither"} or lemmas & lists["negative_adjectives"]:
        return StatusReading("negated")
    if lemmas & lists["hypothetical_adjectives"]:
        return StatusReading("hypothetical")
    if lemmas & lists["future_adjectives"]:
        return StatusReading("future")
    return StatusReading(disputed=bool(lemmas & lists["disputed_adjectives"]))


def _local_verb(verb: Token) -> StatusReading:
    lists = word_lists("status")
    negated = False
    modal: Status = "actual"
    for child in verb.children:
        word = child.lower_
        if child.dep_ == "mark" and word in lists["conditional_marks"]:
            return StatusReading("hypothetical")
        if child.dep_ in ("aux", "auxpass") and word in ("should", "were", "had") and _inverted(child, verb):
            return StatusReading("hypothetical")
        if child.dep_ in ("advmod", "mark") and (word in ("unless", "until", "if") or (word == "once" and verb.dep_ == "advcl")):
            return StatusReading("hypothetical")
        if child.dep_ == "neg" or (child.dep_ in ("preconj", "cc", "advmod") and word in ("neither", "nor", "never")):
            negated = True
        if child.dep_ == "advmod" and word == "longer" and any(inner.lower_ == "no" for inner in child.children):
            negated = True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _negative_phrase(child):
            negated = True
        if child.dep_ == "aux" and child.tag_ == "MD":
            modal = _modal_status(verb, word)
    if (
        verb.dep_ in ("conj",)
        and verb.head.pos_ in ("VERB", "AUX")
        and verb.i > 0
        and any(c.dep_ == "cc" and c.lower_ == "nor" for c in verb.head.children)
    ):
        negated = True
    if negated:
        refused = any(child.dep_ == "aux" and child.lower_ in ("will", "would", "wo") for child in verb.children)
        return StatusReading("negated" if modal != "hypothetical" or _past_ability(verb) else "hypothetical", refused=refused)
    return StatusReading(modal)


def _past_ability(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("could", "can", "would", "ca", "should") for child in verb.children)


def _modal_status(verb: Token, word: str) -> Status:
    lists = word_lists("status")
    if word in lists["future_modals"]:
        return "future"
    if (
        word == "would"
        and not any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
        and verb.dep_ == "ccomp"
        and verb.head.lemma_.lower() in lists["report"]
        and not _has_condition(verb)
    ):
        return "future"
    return "hypothetical" if word in lists["hypothetical_modals"] else "actual"


def _has_condition(verb: Token) -> bool:
    marks = word_lists("status")["conditional_marks"]
    return any(c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in marks for m in c.children) for c in verb.children)


def _inverted(auxiliary: Token, verb: Token) -> bool:
    """Whether the auxiliary stands before the subject, as in "were Paris to leave"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and auxiliary.i < subject.left_edge.i and verb.sent[-1].text != "?"


def _negative_phrase(token: Token) -> bool:
    return token.lower_ in ("nobody", "none", "nothing", "neither") or any(
        c.dep_ in ("det", "neg", "preconj") and c.lower_ in ("no", "neither", "not") for c in token.children
    )


def _step(node: Token, start: Token) -> _Step:
    """What the link from a node to its head adds, and whether to walk on."""
    if node.head == node or node.dep_ in _STOP_CLAUSES:
        return _STAY
    if node.pos_ in ("VERB", "AUX"):
        return _verb_step(node)
    return _noun_step(node, start)


def _verb_step(verb: Token) -> _Step:
    head, lists = verb.head, word_lists("status")
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if verb.dep_ == "acl":
        hypothetical = infinitive or head.lemma_.lower() in lists["hypothetical_nouns"]
        return _Step(StatusReading("hypothetical", governor=head.i) if hypothetical else StatusReading(), False)
    if verb.dep_ == "conj":
        shares = not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        return _Step(StatusReading(), True, shares and not any(child.dep_ == "aux" for child in verb.children))
    if verb.dep_ == "advcl":
        return _Step(
            StatusReading("hypothetical") if infinitive and head.lemma_.lower() not in ("use", "manage") else StatusReading(), False
        )
    if verb.dep_ == "pcomp":
        step = _preposition_step(head)
        return step if step.reading != StatusReading() or head.lower_ not in _MANNER else _of_governor(head)
    if verb.dep_ == "ccomp" and verb.i < head.i and head.lemma_.lower() not in lists["report"]:
        return _STAY
    if verb.dep_ in ("ccomp", "xcomp"):
        if head.lemma_.lower() == "be" and infinitive:
            return _Step(StatusReading("future"), True)
        return _governed(head, infinitive or verb.dep_ == "xcomp")
    return _STAY


def _of_governor(preposition: Token) -> _Step:
    """A gerund of manner shares the truth of the verb above it: "would have taken a step in expelling them"."""
    top = preposition.head
    while top.pos_ not in ("VERB", "AUX") and top.head != top:
        top = top.head
    reading = read_status(top) if top.pos_ in ("VERB", "AUX") else StatusReading()
    return _Step(StatusReading(reading.status), False)


def _governed(head: Token, close: bool) -> _Step:
    """A complement of a verb or adjective: what that governor says of its truth."""
    lists, lemma = word_lists("status"), head.lemma_.lower()
    subject = next((c.i for c in head.children if c.dep_ in ("nsubj", "agent")), None)
    if lemma in lists["denial"]:
        return _Step(StatusReading("negated", asserted_by=subject if lemma == "deny" else None, governor=head.i), True)
    if lemma in lists["threat"]:
        return _Step(StatusReading("threatened", asserted_by=subject, governor=head.i), False)
    if lemma in lists["plan"] and close:
        return _Step(StatusReading("future", governor=head.i), True)
    if (lemma in lists["wish"] and close) or lemma in lists["fear"]:
        return _Step(StatusReading("hypothetical", governor=head.i), True)
    if lemma in ("demand", "insist", "urge", "ask", "recommend", "propose", "suggest") and not close:
        return _Step(StatusReading("hypothetical", governor=head.i), False)
    if lemma in lists["report"]:
        return _Step(StatusReading(disputed=lemma in lists["accusing"], asserted_by=subject), False)
    return _UP


def _preposition_step(preposition: Token) -> _Step:
    """An object of a preposition: its word, then what governs the preposition."""
    lists, word, head = word_lists("status"), preposition.lower_, preposition.head
    lemma = head.lemma_.lower()
    if word in ("without", "against") and (word == "without" or lemma in ("warn", "caution", "decide", "advise", "guard", "vote")):
        return _Step(StatusReading("negated" if word == "without" else "hypothetical"), False)
    if (
        preposition.dep_ == "prep"
        and head.pos_ in ("NOUN", "PROPN")
        and word in ("of", "for", "about", "over", "against", "to")
        and lemma in lists["hypothetical_nouns"]
    ):
        return _Step(StatusReading("hypothetical", governor=head.i), False)
    if head.pos_ == "VERB" and word in ("of", "with", "about"):
        if lemma in lists["accusing"]:
            subject = next((c.i for c in head.children if c.dep_ == "nsubj"), None)
            return _Step(StatusReading(disputed=True, asserted_by=subject, governor=head.i), False)
        if lemma in lists["threat"] or lemma in lists["fear"]:
            return _Step(StatusReading("threatened" if word == "with" else "hypothetical", governor=head.i), False)
    if head.pos_ == "VERB" and word in ("from", "for", "on", "at", "to") and lemma != "agree":
        for kind, status in (("denial", "negated"), ("wish", "hypothetical"), ("plan", "future")):
            if lemma in lists[kind] and (kind != "denial" or word == "from"):
                return _Step(StatusReading(status, governor=head.i), False)  # type: ignore[arg-type]
    return _STAY


def _noun_step(noun: Token, start: Token) -> _Step:
    head, lists = noun.head, word_lists("status")
    lemma = head.lemma_.lower()
    definite = any(c.dep_ in ("det", "poss") and (c.lower_ in _DEFINITE or c.dep_ == "poss") for c in noun.children)
    if noun.dep_ in ("conj", "appos", "nmod"):
        return _Step(StatusReading(), noun.dep_ == "conj")
    if noun.dep_ == "pobj":
        if definite and head.lower_ == "without":
            return _STAY
        step = _preposition_step(head)
        if step.reading != StatusReading():
            return step
        top = head.head
        if top.lemma_.lower() in word_lists("light")["quantities"] and head.lower_ == "of":
            return _noun_step(top, start)
        if top.pos_ == "NOUN" and head.lower_ in ("to", "of") and top.dep_ == "nsubj" and not definite:
            return _noun_step(top, start)
        if definite or top.pos_ not in ("VERB", "AUX"):
            return _STAY
        return _carried_by(top)
    if noun.dep_ == "nsubj" and _called_possible(head, noun):
        return _Step(StatusReading("hypothetical"), False)
    if noun.dep_ == "nsubj" and head.pos_ == "ADJ" and head.lower_ in lists["improbable"]:
        return _Step(StatusReading("hypothetical"), False)
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj", "attr") and head.pos_ in ("VERB", "AUX"):
        object_like = noun.dep_ in ("dobj", "nsubjpass")
        light = lemma in word_lists("light")["verbs"] and lemma not in lists["wish"] | lists["denial"]
        if object_like and not light:
            if lemma in lists["denial"] - lists["interrupting"]:
                return _Step(StatusReading("negated", governor=head.i), False)
            if lemma in lists["fear"] or lemma in lists["wish"] - lists["clausal"]:
                return _Step(StatusReading("hypothetical", governor=head.i), False)
            if lemma in lists["threat"]:
                return _Step(StatusReading("threatened", governor=head.i), False)
            if lemma in lists["plan"] and lemma not in ("announce", "await"):
                return _Step(StatusReading("future", governor=head.i), False)
        if definite and not (light and object_like) and not (noun.dep_ == "nsubj" and lemma in lists["occurring"]):
            return _STAY
        return _carried_by(head)
    return _STAY


def _called_possible(verb: Token, subject: Token) -> bool:
    """Whether the clause only weighs its subject's chances: "is unlikely", "has no chance", "is another matter: it is possible"."""
    lists = word_lists("status")
    if any(c.dep_ in ("acomp", "oprd") and c.lower_ in lists["improbable"] for c in verb.children):
        return True
    if verb.lemma_.lower() in ("have", "stand") and any(c.dep_ == "dobj" and c.lemma_.lower() in lists["chances"] for c in verb.children):
        return True
    for other in (verb.head, *verb.children):
        if other.pos_ == "AUX" and other.i > subject.i and other != verb:
            again = any(c.dep_ == "nsubj" and c.lower_ in ("it", "that", "this") for c in other.children)
            if again and any(c.dep_ == "acomp" and c.lower_ in lists["improbable"] for c in other.children):
                return True
    return False


def _carried_by(verb: Token) -> _Step:
    """The noun takes the status of the verb it hangs on, and the walk goes on from there."""
    return _Step(_local_verb(verb), True)
