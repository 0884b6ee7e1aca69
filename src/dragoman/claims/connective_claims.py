"""Because, since, due to, thanks to, as a result, therefore, which is why: causes tied on by a connective."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.claims.clauses import Range, clause, has_own_subject, main_clause, modal_of, phrase, subject_of, trim
from dragoman.claims.drafts import Draft, Scene
from dragoman.claims.lexicons import marker_set, markers
from dragoman.types.claim import ClaimKind


def connective_drafts(scene: Scene) -> list[Draft]:
    """The claims that connectives make in one sentence."""
    drafts: list[Draft] = []
    words = [token.lower_ for token in scene.tokens]
    for position, token in enumerate(scene.tokens):
        if token.dep_ in ("advcl", "ccomp", "acl", "conj", "relcl", "ROOT") and token.pos_ in ("VERB", "AUX"):
            drafts += [d for d in (_subordinate(scene, token), _absolute(token)) if d is not None]
        prepositional = _prepositional(scene, words, position)
        if prepositional is not None:
            drafts.append(prepositional)
        adverbial = _adverbial(scene, words, position) or _so(scene, token)
        if adverbial is not None:
            drafts.append(adverbial)
    return drafts


def _subordinate(scene: Scene, verb: Token) -> Draft | None:
    """ "Y because X", "since X, Y", "now that X, Y"."""
    marker = _causal_marker(verb)
    if marker is None or verb.head.i == verb.i:
        return None
    cause = trim(verb.doc, marker[1] + 1, _cause_end(verb))
    main = verb.head
    if cause is None:
        return None
    if main.pos_ not in ("VERB", "AUX"):
        while main.pos_ not in ("VERB", "AUX") and main.head.i != main.i:
            main = main.head
    while main.head.i != main.i and main.dep_ in ("xcomp", "acomp") and main.head.pos_ in ("VERB", "AUX"):
        main = main.head
    if main.i < verb.i:
        main = main_clause(main)
    effect = clause(main, leave_out=[verb])
    if effect is None or _is_duty(main):
        return None
    if effect[0] <= cause[1] and cause[0] <= effect[1]:
        effect = trim(verb.doc, effect[0], marker[0] - 1) if main.i < verb.i else trim(verb.doc, cause[1] + 1, effect[1])
    if effect is None:
        return None
    return Draft(
        cause,
        effect,
        "increases",
        _kind(main),
        marker[0],
        hedge=scene.hedge_in(verb.doc[effect[0]], verb.doc[effect[1]]),
        marker=marker,
        rank=0,
    )


def _cause_end(verb: Token) -> int:
    last = verb.right_edge.i
    for inner in verb.subtree:
        start = inner.left_edge.i
        if (
            inner.i > verb.i
            and start > verb.i
            and inner.dep_ in ("relcl", "advcl")
            and verb.doc[start - 1].text == ","
            and inner.right_edge.i == last
            and inner.dep_ == "relcl"
        ):
            last = start - 1
    return last


def _causal_marker(verb: Token) -> Range | None:
    doc, first = verb.doc, verb.left_edge.i
    while first < verb.i and (doc[first].is_punct or doc[first].lower_ in marker_set("subordinators", "before")):
        first += 1
    opening = " ".join(t.lower_ for t in doc[first : first + 4]) + " "
    for marker in markers("subordinators", "always"):
        if not opening.startswith(marker + " "):
            continue
        last = first + len(marker.split()) - 1
        if (last + 1 < len(doc) and doc[last + 1].lower_ == "of") or last >= verb.right_edge.i:
            return None
        if marker in marker_set("subordinators", "careful") and not _causal_reading(verb, marker, doc[first]):
            return None
        return first, last
    return None


def _causal_reading(verb: Token, marker: str, first: Token) -> bool:
    """Whether since, as, for, so that give a reason here rather than a time, a likeness or a purpose."""
    main = verb.head
    if marker == "since":
        perfect = any(c.lower_ in ("has", "have", "had", "'ve") and c.dep_ == "aux" for c in main.children)
        past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ == "aux")
        return has_own_subject(verb) and not (perfect and past) and verb.tag_ != "VBG"
    if marker == "for":
        before = verb.doc[first.i - 1] if first.i else None
        return (
            first.dep_ == "mark"
            and has_own_subject(verb)
            and (first.is_sent_start or (before is not None and before.text in (",", ";", "—")))
            and not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        )
    if marker == "as":
        progressive = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.tag_ in ("VBP", "VBZ") for c in verb.children)
        return (
            first.dep_ == "mark"
            and has_own_subject(verb)
            and progressive
            and main.dep_ in ("ROOT", "ccomp", "conj")
            and modal_of(main) is not None
        )
    return marker == "lest"


def _absolute(verb: Token) -> Draft | None:
    """ "Having surrendered his posts, he has little choice"; "fearing a second front, Ukraine said ...": a motive in a participle."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or has_own_subject(verb) or verb.i > verb.head.i:
        return None
    having = any(c.lower_ == "having" and c.dep_ == "aux" for c in verb.children)
    if not (having or verb.lemma_ in ("fear", "cite", "hope", "anger", "alarm")) or any(c.dep_ == "mark" for c in verb.children):
        return None
    cause, effect = phrase(verb, stop_at_comma_clause=False), clause(verb.head, leave_out=[verb])
    if cause is None or effect is None or (effect[0] <= cause[1] and cause[0] <= effect[1]):
        return None
    return Draft(cause, effect, "increases", _kind(verb.head), verb.i, rank=2)


def _is_duty(main: Token) -> bool:
    subject, duty = subject_of(main), {"must", "should", "ought"}
    return subject is not None and subject.lower_ in ("i", "we", "you") and any(c.lower_ in duty for c in main.children)


def _prepositional(scene: Scene, words: list[str], position: int) -> Draft | None:
    """ "Y because of X", "the delay due to X"."""
    marker = next((m for m in markers("prepositions", "single") if words[position : position + len(m.split())] == m.split()), None)
    if marker is None:
        return None
    token, doc = scene.tokens[position], scene.parse.doc
    last = token.i + len(marker.split()) - 1
    if last + 1 >= len(doc) or (marker.endswith(" to") and doc[last + 1].tag_ == "VB"):
        return None
    if marker == "given" and (
        token.dep_ not in ("prep", "advcl")
        or (token.pos_ == "VERB" and not token.is_sent_start and doc[token.i - 1].text != ",")
        or doc[last + 1].lower_ == "that"
    ):
        return None
    if marker in ("in the wake of", "in response to", "in light of", "in view of", "on the back of", "given") and marker in marker_set(
        "prepositions", "careful"
    ):
        governing_past = token.head.tag_ in ("VBD", "VBN") if marker == "in the wake of" else False
        if governing_past:
            return None
    target = next(
        (t for t in doc[last + 1 : scene.sentence.end_token] if t.dep_ in ("pobj", "pcomp", "dobj") and t.left_edge.i <= last + 1), None
    )
    if target is None:
        target = next((t for t in doc[last + 1 : min(last + 8, scene.sentence.end_token)] if t.dep_ in ("pobj", "pcomp")), None)
    if target is None:
        return None
    cause = trim(doc, last + 1, (phrase(target) or (target.i, target.i))[1])
    governor = token
    while (governor.i >= token.i and governor.head.i != governor.i) or governor.dep_ in ("prep", "advmod", "amod", "acomp", "pcomp"):
        if governor.head.i == governor.i:
            break
        governor = governor.head
    if governor.i >= token.i and governor.dep_ == "ROOT" and governor.i <= target.i:
        return None
    if cause is None:
        return None
    effect = _prepositional_effect(governor, token)
    if effect is None or (effect[0] <= cause[1] and cause[0] <= effect[1]):
        return None
    hedge = scene.hedge_in(doc[effect[0]], doc[effect[1]])
    return Draft(cause, effect, "increases", _kind(governor), token.i, hedge=hedge, marker=(token.i, last))


def _prepositional_effect(governor: Token, token: Token) -> Range | None:
    doc = token.doc
    if governor.pos_ in ("NOUN", "PROPN"):
        return trim(doc, governor.left_edge.i, token.i - 1)
    while governor.head.i != governor.i and governor.dep_ in ("xcomp", "acomp") and governor.head.pos_ in ("VERB", "AUX"):
        governor = governor.head
    if governor.pos_ not in ("VERB", "AUX"):
        return None
    if governor.i < token.i:
        governor = main_clause(governor) if main_clause(governor).i < token.i else governor
    whole = clause(governor)
    if whole is None:
        return None
    if token.i > governor.i:
        return trim(doc, whole[0], token.i - 1)
    subject = subject_of(governor)
    start = subject.left_edge.i if subject is not None and subject.i > token.i else governor.i
    return trim(doc, start, whole[1])


def _adverbial(scene: Scene, words: list[str], position: int) -> Draft | None:
    """ "As a result, Y", "which is why Y", "..., with the result that Y": the clause or sentence before is the cause."""
    marker = next((m for m in markers("adverbs", "words") if words[position : position + len(m.split())] == m.split()), None)
    if marker is None or marker == "so" or words[position + len(marker.split()) : position + len(marker.split()) + 1] == ["of"]:
        return None
    token, doc = scene.tokens[position], scene.parse.doc
    last = token.i + len(marker.split()) - 1
    start = scene.sentence.first_token
    if marker in ("which is why", "that is why", "this is why", "with the result that"):
        effect = trim(doc, last + 1, scene.sentence.end_token - 1)
        cause = trim(doc, start, token.i - 1) if token.i > start else None
    elif marker in ("thereby",):
        return None
    else:
        verb = token.head if token.head.pos_ in ("VERB", "AUX") else next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)
        if verb is None or (
            marker in marker_set("adverbs", "careful")
            and not (token.i == start or doc[token.i - 1].text in (";", ",") or doc[token.i - 1].lower_ == "and")
        ):
            return None
        if not has_own_subject(verb) or subject_of(verb) is None:
            return None
        effect = clause(verb)
        cause = _clause_before(verb, token)
    if effect is None:
        return None
    if cause is not None and ((cause[1] >= effect[0] and effect[1] >= cause[0]) or cause[1] - cause[0] < 1):
        cause = None
    root = doc[effect[0]].sent.root
    hedge = scene.hedge_in(doc[effect[0]], doc[effect[1]])
    draft = Draft(cause, effect, "increases", _kind(root), token.i, hedge=hedge, marker=(token.i, last), rank=1)
    if cause is None:
        draft.pointer = token.i
    return draft


def _so(scene: Scene, token: Token) -> Draft | None:
    """ "Transit will be refused, so any attack would come by sea": the clause before is the cause."""
    doc, verb = token.doc, token.head
    if token.lower_ != "so" or token.i == 0 or doc[token.i - 1].text not in (",", ";", "—") or token.dep_ not in ("cc", "mark", "advmod"):
        return None
    governor = verb
    if token.dep_ == "cc":
        verb = next((c for c in verb.children if c.dep_ == "conj" and c.i > token.i), verb)
    else:
        governor = verb.head
    subject = subject_of(verb)
    if verb.i < token.i or governor.i >= token.i or not has_own_subject(verb) or subject is None or subject.i < token.i:
        return None
    if doc[token.i + 1].lower_ in ("that", "far", "much", "many", "long", "too", "do", "did", "does", "as"):
        return None
    effect, cause = trim(doc, token.i + 1, verb.right_edge.i), clause(governor, leave_out=[verb])
    if effect is None or cause is None or governor.pos_ not in ("VERB", "AUX"):
        return None
    cause = trim(doc, cause[0], min(cause[1], token.i - 1))
    if cause is None:
        return None
    return Draft(
        cause,
        effect,
        "increases",
        _kind(verb),
        token.i,
        hedge=scene.hedge_in(doc[effect[0]], doc[effect[1]]),
        marker=(token.i, token.i),
        rank=1,
    )


def _clause_before(verb: Token, token: Token) -> Range | None:
    doc = verb.doc
    if verb.dep_ in ("conj", "ccomp", "parataxis") and verb.left_edge.i > doc[token.i].sent.start and verb.head.i < verb.i:
        governor = verb.head
        return clause(governor, leave_out=[verb]) if governor.pos_ in ("VERB", "AUX") else None
    return None


def _kind(main: Token) -> ClaimKind:
    if modal_of(main) is not None:
        return "forecast"
    past = main.tag_ in ("VBD", "VBN") or any(c.tag_ == "VBD" for c in main.children if c.dep_ in ("aux", "auxpass"))
    return "past_cause" if past else "explanation"
