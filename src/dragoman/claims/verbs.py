"""Causal verbs: lead to, trigger, prevent, undermine; participles and relative clauses that carry a chain on."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.claims.clauses import (
    Range,
    complement_end,
    has_own_subject,
    is_negated,
    modal_of,
    phrase,
    subject_kind,
    subject_of,
    trim,
)
from dragoman.claims.drafts import Draft, Scene
from dragoman.claims.lexicons import CausalForm, causal_forms, causal_nouns, marker_set, outcome_adjectives
from dragoman.claims.verb_causes import Cause, find_cause
from dragoman.claims.verb_mood import verb_hedge, verb_kind
from dragoman.types import Cast
from dragoman.types.claim import Sign

_DEGREES = frozenset(
    {
        "far",
        "much",
        "more",
        "less",
        "very",
        "highly",
        "even",
        "rather",
        "quite",
        "most",
        "still",
        "all",
        "but",
        "almost",
        "so",
        "no",
        "too",
        "yet",
    }
)
_MOVING = ("happening", "pronoun", "thing")
_OBJECTS = ("dobj", "ccomp", "xcomp", "pobj", "oprd", "acomp", "dative", "attr", "nsubj")


def verb_drafts(scene: Scene) -> list[Draft]:
    """The claims that causal verbs make in one sentence."""
    drafts: list[Draft] = []
    consumed: set[int] = set()
    for token in scene.tokens:
        if token.i in consumed or token.pos_ not in ("VERB", "AUX"):
            continue
        for draft in (_verb_draft(scene, token), _reversed_draft(scene, token), _noun_draft(scene, token)):
            if draft is not None:
                drafts.append(_carried_on(token, draft, drafts))
                consumed.update(t.i for t in token.conjuncts if draft.effect[0] <= t.i <= draft.effect[1])
                break
    return drafts


def _carried_on(verb: Token, draft: Draft, before: list[Draft]) -> Draft:
    """A participle after a causal verb goes on from that verb's effect: "leads to X, allowing Y"."""
    lead = verb
    while lead.head.i != lead.i and lead.dep_ == "conj" and lead.head.tag_ == "VBG":
        lead = lead.head
    if lead.tag_ != "VBG" or lead.dep_ not in ("advcl", "acl", "conj") or draft.cause is None:
        return draft
    for other in reversed(before):
        if draft.cause[0] <= other.trigger <= draft.cause[1] and other.effect[1] < verb.i and lead.dep_ != "conj":
            # What lowers sales and so trims profits does both itself: sales as such do not trim profits.
            draft.cause = other.effect if other.sign == "increases" else other.cause
            return draft
    return draft


def causal_form(verb: Token) -> CausalForm | None:
    """The causal form a verb takes here, with its particles and prepositions, or None."""
    for form in causal_forms().get(verb.lemma_.lower(), ()):
        if form.next_words and not _followed_by(verb, form.next_words):
            continue
        if form.after_object and not _closes_with(verb, form.after_object):
            continue
        return form
    return None


def _another_verb(verb: Token, form: CausalForm) -> bool:
    """Whether a particle makes it another verb ("makes up", "breaks off"), or a bare infinitive leaves it nothing to act on."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if following is None or form.next_words:
        return False
    phrasal = following.dep_ == "prt" and form.lemma in ("make", "break", "give", "turn", "keep", "let")
    return phrasal or (form.sign == "decreases" and following.lower_ == "to" and following.dep_ == "aux")


def _followed_by(verb: Token, words: tuple[str, ...]) -> bool:
    doc, start = verb.doc, verb.i + 1
    while start < len(doc) and doc[start].pos_ == "ADV" and doc[start].lower_ not in words and start < verb.i + 3:
        start += 1
    if tuple(t.lower_ for t in doc[start : start + len(words)]) == words:
        return True
    return len(words) == 1 and any(
        c.lower_ == words[0] and c.dep_ in ("prep", "prt") and verb.i < c.i < verb.i + 5 and not _has_object_before(verb, c)
        for c in verb.children
    )


def _has_object_before(verb: Token, child: Token) -> bool:
    return any(c.dep_ in ("dobj", "dative") and verb.i < c.i < child.i for c in verb.children)


def _closes_with(verb: Token, words: tuple[str, ...]) -> bool:
    tail = [t.lower_ for t in verb.doc[verb.i + 1 : verb.right_edge.i + 1]]
    return any(tuple(tail[k : k + len(words)]) == words for k in range(1, min(len(tail), 12)))


def _verb_draft(scene: Scene, verb: Token) -> Draft | None:
    form = causal_form(verb)
    if form is None:
        return _generic_draft(scene, verb)
    if _another_verb(verb, form):
        return None
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not has_own_subject(verb)
    )
    if passive:
        return _passive_draft(scene, verb, form)
    cause = find_cause(verb)
    if cause is None or not _plausible(scene, verb, form, cause):
        return None
    effect = _effect(verb, form, scene.cast)
    if effect is None:
        return None
    span, sign = effect
    return _finish(scene, verb, cause, span, sign)


def _plausible(scene: Scene, verb: Token, form: CausalForm, cause: Cause) -> bool:
    if cause.how in ("relative", "participle") and cause.head is None:
        return True
    if cause.head is None:
        return form.strong
    kind = subject_kind(cause.head, scene.cast)
    if kind == "actor":
        return form.strong and form.lemma not in ("help", "encourage", "discourage", "bring", "rule")
    if kind == "happening":
        return True
    if form.strong:
        return True
    modal = modal_of(verb)
    return kind == "pronoun" or (modal is not None and modal.lower_ != "will") or verb.tag_ in ("VBZ", "VBP", "VBD", "VBN")


def _moves_somebody(verb: Token, cast: Cast) -> bool:
    """Whether the object is somebody, so that the effect is what the verb does to them ("embolden the rebels")."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    return thing is not None and verb.lemma_ != "help" and subject_kind(thing, cast) == "actor"


def _effect(verb: Token, form: CausalForm, cast: Cast) -> tuple[Range, Sign] | None:
    """What the verb brings about or harms, and the sign; "makes Y unlikely" is about Y."""
    doc, last = verb.doc, complement_end(verb)
    first = verb.i + 1
    if form.next_words:
        for index in range(verb.i + 1, min(len(doc), verb.i + 6)):
            if doc[index].lower_ == form.next_words[-1]:
                first = index + 1
                break
    sign: Sign = "no_effect" if is_negated(verb) else form.sign
    if form.lemma in ("make", "render"):
        judged = _made(verb)
        if judged is not None:
            return judged
    if form.lemma == "help" and first <= last and doc[first].lower_ == "to":
        first += 1
    if last < first:
        return None
    if not form.next_words and not any(c.dep_ in _OBJECTS and c.i > verb.i for c in verb.children):
        return None
    keeps_verb = form.sign == "increases" and (not form.strong or (not form.next_words and _moves_somebody(verb, cast)))
    last = _with_coordinated(verb, form, last)
    span = trim(doc, verb.i if keeps_verb else first, last)
    return None if span is None else (span, sign)


def _made(verb: Token) -> tuple[Range, Sign] | None:
    """ "makes Y (un)likely": Y, and what the adjective does to it; read from the words, since parsers attach them anyhow."""
    doc, last = verb.doc, min(verb.i + 26, verb.right_edge.i)
    for index in range(verb.i + 1, last + 1):
        if doc[index].text in (";", ":", "."):
            return None
        sign = outcome_adjectives().get(doc[index].lower_)
        if sign is None or doc[index].pos_ not in ("ADJ", "ADV") or (doc[index].dep_ == "amod" and doc[index].head.i > index):
            continue
        first = index
        while doc[first - 1].lower_ in _DEGREES:
            first -= 1
        if any(t.lower_ == "less" for t in doc[first:index]):
            sign = "decreases" if sign == "increases" else "increases"
        target = trim(doc, verb.i + 1, first - 1)
        if target is None or (doc[target[0]].lower_ == "it" and target[0] == target[1]):
            end = complement_end(verb)
            target = trim(doc, index + 1, max(end, index)) if end > index else target
        return None if target is None else (target, "no_effect" if is_negated(verb) else sign)
    return None


def _with_coordinated(verb: Token, form: CausalForm, last: int) -> int:
    """Take in coordinated verbs that do the same and bring neither subject nor modal of their own."""
    current = verb
    while True:
        following = next((c for c in current.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i > current.i), None)
        if following is None or has_own_subject(following) or following.tag_ != verb.tag_ or following.i - last > 6:
            return last
        other = causal_form(following)
        own_modal = any(c.dep_ == "aux" for c in following.children)
        if (
            own_modal
            or form.strong
            or (other is not None and (other.strong or other.sign != form.sign))
            or form.sign != "increases"
            or is_negated(verb)
        ):
            return last
        last = max(last, complement_end(following))
        current = following


def _any_participle(scene: Scene, verb: Token) -> Draft | None:
    """ "A boycott would cut sales, trimming profits": a participle that acts on something goes on from a clause that looks ahead."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.lemma_ in marker_set("speech", "verbs") or verb.pos_ != "VERB":
        return None
    governor, thing = verb.head, next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    looks_ahead = governor.pos_ in ("VERB", "AUX") and (modal_of(governor) is not None or _governed_ahead(governor))
    doer = subject_of(governor)
    acts = doer is not None and subject_kind(doer, scene.cast) == "actor" and causal_form(governor) is None
    if thing is None or not looks_ahead or acts or any(c.dep_ in ("mark", "aux") for c in verb.children):
        return None
    if verb.i < governor.i or verb.doc[verb.left_edge.i - 1].text not in (",", "—", "–"):
        return None
    cause = find_cause(verb)
    effect = trim(verb.doc, verb.i, complement_end(verb))
    return None if cause is None or effect is None else _finish(scene, verb, cause, effect, "increases", rank=1)


def _governed_ahead(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.pos_ in ("ADJ", "VERB", "AUX") and modal_of(verb) is not None


def _generic_draft(scene: Scene, verb: Token) -> Draft | None:
    """ "A lawless Sahel would hand them a base": a happening as subject, a modal, a verb that acts on something."""
    carried = _any_participle(scene, verb)
    if carried is not None:
        return carried
    modal = modal_of(verb)
    if (
        modal is None
        or modal.lower_ not in ("would", "could", "might", "may", "'d", "will")
        or verb.lemma_ in marker_set("happenings", "unfold")
    ):
        return None
    passive = next((c for c in verb.children if c.dep_ == "auxpass"), None)
    if verb.lemma_ in marker_set("speech", "verbs") or (passive is not None and verb.dep_ != "relcl") or verb.pos_ != "VERB":
        return None
    if not any(c.dep_ in ("dobj", "prep", "xcomp", "prt", "acomp", "agent") and c.i > verb.i for c in verb.children):
        return None
    cause = find_cause(verb)
    if cause is None or cause.head is None or (subject_kind(cause.head, scene.cast) not in _MOVING and passive is None):
        return None
    if cause.pointer is not None and (cause.head.lower_ == "it" or (cause.how == "relative" and passive is None)):
        return None
    sign: Sign = "no_effect" if is_negated(verb) else "increases"
    form = CausalForm(verb.lemma_, (), (), "increases", False)
    effect = trim(verb.doc, passive.i if passive is not None else verb.i, _with_coordinated(verb, form, complement_end(verb)))
    return None if effect is None else _finish(scene, verb, cause, effect, sign, rank=1)


def _passive_draft(scene: Scene, verb: Token, form: CausalForm) -> Draft | None:
    """ "The war was triggered by a raid", "vacuums that would be filled by Iran": the agent causes, the subject is the effect."""
    agent = next((c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None)
    doer = next((c for c in agent.children if c.dep_ in ("pobj", "pcomp")), None) if agent is not None else None
    subject = subject_of(verb)
    affected = verb.head if verb.dep_ in ("acl", "relcl") else subject
    if doer is None or affected is None or not (form.strong or subject_kind(doer, scene.cast) == "happening"):
        return None
    if subject_kind(affected, scene.cast) == "actor" and form.sign == "increases" and not form.strong:
        return None
    span = (
        trim(verb.doc, affected.left_edge.i, min(affected.right_edge.i, verb.left_edge.i - 1))
        if verb.dep_ in ("acl", "relcl")
        else phrase(affected)
    )
    who = phrase(doer)
    if span is None or who is None:
        return None
    if form.sign == "increases" and not form.strong:
        span = trim(verb.doc, span[0], verb.i) or span
    return _finish(scene, verb, Cause(who, "agent", doer), span, "no_effect" if is_negated(verb) else form.sign)


def _reversed_draft(scene: Scene, verb: Token) -> Draft | None:
    """ "Migration stems from collapse", "the delay was due to rain": subject is the effect."""
    for written in marker_set("reversed", "verbs"):
        lemma, *rest = written.split()
        if verb.lemma_ != lemma or not rest or not _followed_by(verb, tuple(rest)):
            continue
        careful = written in marker_set("reversed", "careful")
        subject = subject_of(verb)
        after = next((c for c in verb.doc[verb.i + len(rest) : verb.i + len(rest) + 3] if c.lower_ == rest[-1]), None)
        target = next((t for t in verb.subtree if t.dep_ in ("pobj", "pcomp") and after is not None and t.i > after.i), None)
        if subject is None or target is None or subject.lower_ in ("who", "what") or subject.dep_ == "csubj":
            return None
        if after is not None and after.i + 1 < len(verb.doc) and rest[-1] == "to" and verb.doc[after.i + 1].tag_ == "VB":
            return None
        effect, cause = phrase(subject), phrase(target)
        if effect is None or cause is None or (careful and subject_kind(subject, scene.cast) != "happening"):
            return None
        if subject.lower_ in ("which", "that") and verb.dep_ == "relcl":
            effect = trim(verb.doc, verb.head.left_edge.i, min(verb.head.right_edge.i, verb.left_edge.i - 1))
        if effect is not None:
            return _finish(scene, verb, Cause(cause, "agent", target), effect, "no_effect" if is_negated(verb) else "increases")
    return None


def _noun_draft(scene: Scene, verb: Token) -> Draft | None:
    """ "X is a threat to Y", "X remains the main cause of Y"."""
    if verb.lemma_ not in ("be", "remain", "become", "pose", "represent", "constitute", "form", "serve", "provide", "prove", "offer"):
        return None
    for noun in verb.rights:
        if noun.dep_ not in ("attr", "dobj", "oprd", "prep"):
            continue
        if noun.dep_ == "prep":
            noun = next((c for c in noun.children if c.dep_ == "pobj"), noun)
        for prep in noun.children:
            found = causal_nouns().get(f"{noun.lemma_.lower()} {prep.lower_}")
            target = next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
            cause = find_cause(verb)
            if found is None or target is None or cause is None:
                continue
            sign, turned = found
            effect = phrase(target)
            if effect is None or cause.head is None or (subject_kind(cause.head, scene.cast) == "actor" and sign == "increases"):
                continue
            if turned:
                if cause.range is None:
                    continue
                return _finish(scene, verb, Cause(effect, "agent", target), cause.range, "increases")
            return _finish(scene, verb, cause, effect, "no_effect" if is_negated(verb) else sign, rank=1)
    return None


def _finish(scene: Scene, verb: Token, cause: Cause, effect: Range, sign: Sign, rank: int = 0) -> Draft:
    draft = Draft(cause.range, effect, sign, verb_kind(verb), verb.i, rank=rank)
    draft.pointer = cause.pointer
    draft.hedge = verb_hedge(scene, verb)
    return draft
