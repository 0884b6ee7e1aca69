"""Forecasts that name no cause: "an early election remains unlikely"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.claims.clauses import MODALS, Range, clause, main_clause, modal_of, phrase, subject_of, trim
from dragoman.claims.drafts import Draft, Scene
from dragoman.claims.likelihood import Hedge, weak_hedges

_PREDICATE = frozenset({"NOUN", "ADJ", "ADV", "NUM", "PROPN"})


def forecast_drafts(scene: Scene, taken: list[Draft]) -> list[Draft]:
    """Forecasts without a cause for the hedges that no draft in `taken` used."""
    used = {(d.hedge.start, d.hedge.end) for d in taken if d.hedge is not None}
    drafts = []
    for hedge in scene.hedges:
        if (hedge.start, hedge.end) in used or (_weak(hedge) and not (_predicated(scene, hedge) or _bare(scene, hedge, taken))):
            continue
        draft = _forecast(scene, hedge, taken)
        if draft is not None:
            draft.cause = _after_colon(scene, draft)
            draft.pointer = None if draft.cause is not None else _taken_up(scene, draft)
            drafts.append(draft)
            used.add((hedge.start, hedge.end))
    return drafts + _resumed(scene, [*taken, *drafts])


def _after_colon(scene: Scene, draft: Draft) -> Range | None:
    """ "War remains unlikely: neither side has the means": the clause after the colon says why."""
    doc, end = scene.parse.doc, scene.sentence.end_token
    colon = next((t.i for t in scene.tokens if t.text == ":" and t.i > draft.trigger), None)
    if colon is None or colon <= draft.effect[1] - 1 or colon - draft.trigger > 8:
        return None
    stop = next((t.i for t in doc[colon + 1 : end] if t.text == ";"), end)
    told = doc[colon + 1 : stop]
    finite = any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in told) and any(t.tag_ in ("VBZ", "VBP", "VBD", "MD") for t in told)
    if not finite or len(told) < 4 or any(t.text in ("“", '"') for t in told):
        return None
    return trim(doc, colon + 1, stop - 1)


def _taken_up(scene: Scene, draft: Draft) -> int | None:
    """The word by which a forecast takes up what was said just before: "then", or "it", "them" as what is acted on."""
    doc = scene.parse.doc
    for token in doc[draft.effect[0] : draft.effect[1] + 1]:
        if token.lower_ == "then" and token.dep_ == "advmod":
            return token.i
        if token.lower_ in ("it", "them") and token.dep_ in ("dobj", "pobj") and token.i not in scene.cast.by_head:
            return token.i
    return None


def _resumed(scene: Scene, taken: list[Draft]) -> list[Draft]:
    """ "Freight would then return to normal": a bare would with "then" goes on from what was said before."""
    drafts = []
    for token in scene.tokens:
        verb = token.head
        if (
            token.tag_ != "MD"
            or token.lower_ not in ("would", "will", "could")
            or verb.dep_ not in ("ROOT", "conj")
            or any(d.trigger == verb.i for d in taken)
        ):
            continue
        then = next((c for c in verb.children if c.lower_ == "then" and c.dep_ == "advmod"), None)
        effect = clause(verb)
        if (then is None and not _goes_on(scene, verb, token)) or effect is None or any(_same(effect, d.effect) for d in taken):
            continue
        drafts.append(
            Draft(
                None,
                effect,
                "increases",
                "forecast",
                verb.i,
                hedge=scene.hedge_in(verb.doc[effect[0]], verb),
                pointer=then.i if then is not None else None,
                rank=3,
            )
        )
    return drafts


def _goes_on(scene: Scene, verb: Token, modal: Token) -> bool:
    """Whether a bare would goes on with what the sentence before said would follow ("ISIS would re-emerge")."""
    subject = subject_of(verb)
    if modal.lower_ != "would" or subject is None or subject.pos_ not in ("NOUN", "PROPN") or not scene.sentence.index:
        return False
    before = scene.parse.sentences[scene.sentence.index - 1]
    return before.paragraph == scene.sentence.paragraph and any(t.lower_ == "would" for t in scene.parse.tokens(before))


def _weak(hedge: Hedge) -> bool:
    return hedge.phrase.lower() in MODALS or hedge.phrase.lower() in weak_hedges()


def _bare(scene: Scene, hedge: Hedge, taken: list[Draft]) -> bool:
    """Whether may, might or could stands in a main clause that no claim covers and that says what might come."""
    token = next((t for t in scene.tokens if t.idx == hedge.start), None)
    if (
        token is None
        or token.tag_ != "MD"
        or token.lower_ == "can"
        or any(t.lower_ == "have" and t.dep_ == "aux" for t in token.head.children)
    ):
        return False
    if any(d.effect[0] <= token.i <= d.effect[1] or (d.cause is not None and d.cause[0] <= token.i <= d.cause[1]) for d in taken):
        return False
    subject = subject_of(token.head)
    return token.head.dep_ in ("ROOT", "conj") and subject is not None and subject.pos_ in ("NOUN", "PROPN")


def _predicated(scene: Scene, hedge: Hedge) -> bool:
    """Whether a weak word is the predicate of a named thing: "a quarantine is possible"."""
    head = next((t for t in scene.tokens if t.idx == hedge.start), None)
    return (
        head is not None
        and head.dep_ == "acomp"
        and head.lower_ in ("possible", "remote", "slim", "plausible", "inevitable")
        and head.head.lemma_ in ("be", "remain", "seem")
    )


def _forecast(scene: Scene, hedge: Hedge, taken: list[Draft]) -> Draft | None:
    head = next((t for t in scene.tokens if hedge.start <= t.idx < hedge.end and t.pos_ in _PREDICATE and t.dep_ != "det"), None)
    if head is None:
        head = next((t for t in scene.tokens if hedge.start <= t.idx < hedge.end), None)
    if head is None or (head.dep_ == "amod" and head.head.dep_ not in ("attr", "dobj", "nsubj")) or head.lower_ == "most":
        return None
    effect = _foreseen(head)
    if effect is None or any(_same(effect, d.effect) for d in taken):
        return None
    return Draft(None, effect, "increases", "forecast", head.i, hedge=hedge, rank=3)


def _same(left: Range, right: Range) -> bool:
    shared = min(left[1], right[1]) - max(left[0], right[0]) + 1
    return shared > 0.5 * min(left[1] - left[0] + 1, right[1] - right[0] + 1)


def _foreseen(head: Token) -> Range | None:
    """What the hedge is about: the subject of "is unlikely", the clause of "probably", the complement of "it is likely that"."""
    verb = head
    while verb.dep_ in ("aux", "auxpass", "neg") and verb.head.i != verb.i:
        verb = verb.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    inner = [t for t in head.subtree if t.dep_ in ("ccomp", "acl", "csubj") and t.i > head.i and t.pos_ in ("VERB", "AUX")]
    inner += [c for c in verb.children if c.dep_ in ("ccomp", "csubj") and c.i > head.i and c.pos_ in ("VERB", "AUX")]
    subject = subject_of(verb)
    pleonastic = subject is None or subject.lower_ in ("it", "there", "we", "i")
    if inner and pleonastic:
        return clause(inner[0])
    infinitive = [t for t in (*head.children, *verb.children) if t.dep_ == "xcomp" and t.i > head.i]
    if subject is None:
        pobj = next((t for t in head.subtree if t.dep_ == "pobj"), None)
        return phrase(pobj) if pobj is not None else None
    if (
        not infinitive
        and verb.lemma_ in ("be", "remain", "seem", "look", "become", "appear")
        and head.pos_ in ("ADJ", "NOUN")
        and head.dep_ in ("acomp", "attr", "amod", "oprd")
    ):
        if subject.lower_ in ("it", "that", "this", "what"):
            return None
        return phrase(subject)
    if "excluded" in verb.lower_ or "ruled" in verb.lower_:
        return phrase(subject)
    if verb.pos_ not in ("VERB", "AUX") or (modal_of(verb) is None and not infinitive and head.dep_ != "advmod"):
        return None
    return clause(main_clause(verb)) if head.pos_ != "ADV" else clause(verb)
