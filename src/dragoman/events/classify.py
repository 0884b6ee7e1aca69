"""Candidate -> coding: which type, if any. The lexicon classifier is the first; a trained model can take its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, runtime_checkable

import msgspec
from spacy.tokens import Doc, Token

from dragoman.events.arguments import content, verb_slots
from dragoman.events.candidates import Candidate, candidate_at
from dragoman.events.guards import is_guarded
from dragoman.events.lexicon import Condition, Frame, Lexicon, load_lexicon, noun_classes, word_lists
from dragoman.types.parse import Parse, Sentence

_HARM = frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST", "REJECT"})
_SENT = frozenset({"REQUEST", "AGREE", "ACCUSE", "SUPPORT", "THREATEN", "REJECT", "ASSAULT", "AID"})
_KINDS = {
    "harm": _HARM,
    "violence": frozenset({"ASSAULT"}),
    "restrict": frozenset({"SANCTION", "COERCE", "PROTEST"}),
    "coop": frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"}),
    "retreat": frozenset({"RETREAT", "CONCEDE"}),
    "leave": frozenset({"RETREAT", "SANCTION"}),
}


class Coding(msgspec.Struct, frozen=True):
    """What a candidate was taken for: a type, modes, and the arguments as that reading has them (token indices).

    `further_recipients` may undergo it where `recipients` turn out to be nobody ("called off the strike after talks with").
    `consumed` are tokens that belong to the trigger (the object of "impose sanctions") and make no event of their own.
    `confidence` is None for a classifier that is not calibrated.
    """

    candidate: Candidate
    type: str
    modes: tuple[str, ...] = ()
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    further_recipients: tuple[int, ...] = ()
    consumed: tuple[int, ...] = ()
    confidence: float | None = None
    rank: float = 0.0


class Classifier(Protocol):
    """Anything that types candidates: one answer for each, None for "no event"."""

    def classify(self, parse: Parse, candidates: Sequence[Candidate]) -> list[Coding | None]:
        """A coding or None for each candidate, in their order."""
        ...


@runtime_checkable
class CandidateFinder(Protocol):
    """A classifier that looks for its candidates itself, since the trigger lexicon does not know its words."""

    def find_candidates(self, parse: Parse, sentence: Sentence) -> Iterator[Candidate]:
        """Every candidate of a sentence, in text order."""
        ...


class LexiconClassifier:
    """Types candidates by a trigger lexicon: the frame with the most conditions that hold wins. Deterministic.

    `lexicon` None: the one shipped, for PLOVER.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon

    def classify(self, parse: Parse, candidates: Sequence[Candidate]) -> list[Coding | None]:
        """A coding or None for each candidate, in their order."""
        return [self._one(parse, candidate) for candidate in candidates]

    def _one(self, parse: Parse, candidate: Candidate) -> Coding | None:
        token = parse.doc[candidate.trigger]
        frame = best_frame(token, candidate, self._lexicon)
        if frame is None or is_guarded(parse, candidate, frame.type):
            return None
        actors, recipients = frame_arguments(token.doc, candidate, frame)
        owned = _owned(candidate, frame)
        actors, recipients = actors or owned, tuple(i for i in recipients if i not in owned)
        further = tuple(i for i in _further_recipients(token.doc, candidate, frame) if i not in recipients + actors + owned)
        consumed = _consumed(token.doc, candidate, frame)
        return Coding(candidate, frame.type, (frame.mode,) if frame.mode else (), actors, recipients, further, consumed, rank=frame.rank)


def best_frame(token: Token, candidate: Candidate, lexicon: Lexicon | None = None) -> Frame | None:
    """The fullest frame of the trigger's lemma whose conditions hold, or None. `lexicon` None: the one shipped."""
    lexicon = lexicon or load_lexicon()
    frames = (lexicon.nouns if candidate.noun else lexicon.verbs).get(token.lemma_.lower(), ())
    for frame in frames:
        known = candidate.slots.words if len(frame.words) < 2 else candidate.slots.words | candidate.slots.prepositions.keys()
        if all(word in known for word in frame.words) and all(_holds(c, token, candidate) for c in frame.conditions):
            return frame
    return None


def _consumed(doc: Doc, candidate: Candidate, frame: Frame) -> tuple[int, ...]:
    """The fillers that the frame's conditions name: they belong to its trigger."""
    found: tuple[int, ...] = candidate.slots.objects if frame.takes_object else ()
    for condition in frame.conditions:
        if not condition.negated and condition.slot not in ("subj", "obj", "iobj", "poss") and not condition.values & {"*", "@name"}:
            found += tuple(i for i in candidate.slots.prepositions.get(condition.slot, ()) if _matches(doc, i, condition.values))
    if frame.words and not candidate.noun:
        found += tuple(t.i for t in doc[candidate.trigger].subtree if t.lemma_.lower() in frame.words and t.i > candidate.trigger)
    return found


def _holds(condition: Condition, token: Token, candidate: Candidate) -> bool:
    slots = candidate.slots
    if condition.slot == "noobj":
        return not slots.objects
    if condition.slot == "inf":
        return slots.infinitive is not None and _kind_holds(token.doc, slots.infinitive, condition)
    if condition.slot == "that":
        return slots.clause is not None and _kind_holds(token.doc, slots.clause, condition)
    if condition.slot == "joint":
        return any(
            child.lower_ in ("joint", "combined", "bilateral", "trilateral") for i in slots.objects for child in token.doc[i].children
        )
    if condition.slot in ("compound", "amod"):
        fillers = tuple(child.i for child in token.children if child.dep_ in ("compound", "amod", "nmod"))
    else:
        fillers = slots.named(condition.slot)
    if condition.slot == "oprd":
        fillers += tuple(child.i for i in fillers for child in token.doc[i].children if child.dep_ in ("amod", "compound", "attr", "acomp"))
    found = any(_matches(token.doc, i, condition.values) for i in fillers)
    return not found if condition.negated else found


def _matches(doc: Doc, index: int, values: frozenset[str]) -> bool:
    if "*" in values:
        return True
    token = content(doc[index])
    if "@name" in values and (token.pos_ == "PROPN" or token.tag_ in ("PRP",) or token.ent_type_ in ("PERSON", "GPE", "ORG", "NORP")):
        return True
    if "@gpe" in values and token.ent_type_ in ("GPE", "LOC", "FAC"):
        return True
    if "@number" in values and token.pos_ == "NUM":
        return True
    return token.lemma_.lower() in values or token.lower_ in values


def _kind_holds(doc: Doc, index: int, condition: Condition) -> bool:
    token, kind = doc[index], next(iter(condition.values))
    if kind == "*":
        return True
    if kind not in _KINDS:
        return token.lemma_.lower() in condition.values
    heads = [
        token,
        *(t for t in token.children if t.dep_ == "conj"),
        *(t for t in token.children if t.dep_ in ("dobj", "nsubj", "nsubjpass")),
    ]
    if kind == "retreat" and token.lemma_.lower() in noun_classes()["yielding"]:
        return True
    return any(_type_at(found) in _KINDS[kind] for found in heads)


def _type_at(token: Token) -> str | None:
    found = candidate_at(token)
    frame = best_frame(token, found) if found is not None else None
    return frame.type if frame is not None else None


def frame_arguments(doc: Doc, candidate: Candidate, frame: Frame) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Actors and recipients (token indices) as the frame has them: who suffers, who acts on both sides, which preposition."""
    slots = candidate.slots
    actors = (_noun_actors(candidate, frame) or _governing_subject(doc, candidate, frame)) if candidate.noun else slots.subjects
    if frame.recipient == "none":
        recipients: tuple[int, ...] = ()
    elif frame.recipient == "that" and slots.clause is not None:
        recipients = _clause_subject(doc, slots.clause)
    elif frame.recipient and frame.recipient in slots.prepositions:
        recipients = slots.prepositions[frame.recipient]
    elif candidate.noun:
        recipients = _noun_recipients(candidate, frame, actors)
    else:
        recipients = _verb_recipients(candidate, frame)
    if "flip" in frame.flags:
        others = next(
            (slots.prepositions[p] for p in ("by", "from", "at", "with", "of") if p in slots.prepositions and p not in frame.words), ()
        )
        if frame.takes_object and frame.type == "CONSULT":
            return slots.objects, slots.subjects
        return others, actors or recipients
    if "recip" in frame.flags:
        partners = slots.prepositions.get("with", ()) + slots.prepositions.get("between", ())
        return tuple(dict.fromkeys(actors + slots.prepositions.get("between", ()))), tuple(
            i for i in (partners or recipients) if i not in actors
        )
    return actors, recipients


def _verb_recipients(candidate: Candidate, frame: Frame) -> tuple[int, ...]:
    slots = candidate.slots
    listed = next((slots.prepositions[p] for p in frame.prepositions if p in slots.prepositions), ())
    if slots.datives:
        return slots.datives
    if frame.takes_object or not slots.objects:
        return listed or slots.objects
    return slots.objects


def _owned(candidate: Candidate, frame: Frame) -> tuple[int, ...]:
    """What an actor moves about or shuts of its own: troops, envoys, embassies. It suffers nothing, and may name the actor."""
    if frame.type != "MOBILIZE" and (frame.type, frame.mode) not in (("RETREAT", "withdraw"), ("SANCTION", "withdraw")):
        return ()
    if candidate.noun:
        return candidate.slots.prepositions.get("of", ())
    return candidate.slots.objects if frame.takes_object else ()


def _further_recipients(doc: Doc, candidate: Candidate, frame: Frame) -> tuple[int, ...]:
    """Where else a recipient may stand: other prepositions, the object, and what the infinitive complement acts on."""
    slots = candidate.slots
    found = tuple(i for p in frame.prepositions for i in slots.prepositions.get(p, ())) + slots.objects
    if slots.infinitive is not None:
        inner = verb_slots(doc[slots.infinitive])
        found += (
            inner.datives
            + inner.objects
            + tuple(i for p in ("to", "for", "with", "on", "from", "against") for i in inner.prepositions.get(p, ()))
        )
    if slots.clause is not None:
        found += _clause_subject(doc, slots.clause)
    return found


def _noun_actors(candidate: Candidate, frame: Frame) -> tuple[int, ...]:
    slots = candidate.slots
    if "poss-patient" in frame.flags:
        return slots.subjects
    if "of-agent" in frame.flags:
        return slots.subjects or slots.possessors or slots.prepositions.get("of", ()) or slots.prepositions.get("between", ())
    return (
        slots.prepositions.get("by", ())
        or slots.possessors
        or (slots.prepositions.get("from", ()) if frame.type in _SENT else ())
        or slots.subjects
        or slots.prepositions.get("between", ())
        or slots.modifiers
    )


def _governing_subject(doc: Doc, candidate: Candidate, frame: Frame) -> tuple[int, ...]:
    """Whose act a bare noun is by the verb it serves: "answered with strikes", "went on strike", "after talks with Rome, Paris said"."""
    noun = doc[candidate.trigger]
    if noun.dep_ != "pobj" or noun.head.head.pos_ != "VERB":
        return ()
    preposition, verb = noun.head, noun.head.head
    words = word_lists("light")
    means = preposition.lower_ == "with" and verb.lemma_.lower() in words["answering"]
    state = preposition.lower_ in ("on", "into") and verb.lemma_.lower() in words["going"]
    meeting = preposition.lower_ in ("after", "at", "during", "in", "following", "before") and "recip" in frame.flags
    partner = "with" in candidate.slots.prepositions or noun.tag_ == "NNS"
    return verb_slots(verb).subjects if means or state or (meeting and partner and frame.type == "CONSULT") else ()


def _noun_recipients(candidate: Candidate, frame: Frame, actors: tuple[int, ...]) -> tuple[int, ...]:
    slots = candidate.slots
    if "poss-patient" in frame.flags and slots.possessors:
        return slots.possessors
    names = (*frame.prepositions, "of") if "of-agent" not in frame.flags else frame.prepositions
    for name in names:
        found = tuple(i for i in slots.prepositions.get(name, ()) if i not in actors)
        if found:
            return found
    return slots.datives or (slots.modifiers if "poss-patient" in frame.flags else ())


def _clause_subject(doc: Doc, index: int) -> tuple[int, ...]:
    return tuple(child.i for child in doc[index].children if child.dep_ in ("nsubj", "nsubjpass"))
