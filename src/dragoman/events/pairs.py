"""One sentence without a cast: the type that links two phrases, every coded triple, and the phrases' roles."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from spacy.tokens import Doc, Token

from dragoman.codebook import load_codebook
from dragoman.events.arguments import expand, verb_slots
from dragoman.events.candidates import candidate_at
from dragoman.events.classify import Coding, LexiconClassifier, best_frame
from dragoman.events.find import code_sentence
from dragoman.events.lexicon import noun_classes
from dragoman.events.pair_model import MarkedSentence, pair_model
from dragoman.events.participants import phrase_span
from dragoman.events.status import read_status
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types import Span
from dragoman.types.parse import Parse

_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_JOINT = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "ASSAULT", "CONCEDE", "RETREAT"})
_YIELDING = {"CONCEDE": "yielding", "RETREAT": "yielding"}
"""Giving ground in words and in deeds: one root until version 2, and hard to tell apart without the rest of the story."""
_RULES_WEIGH = 1.35
"""How much the rules' candidate counts beside the model's probability: the best of cross-validation on events_plv."""
RoleName = Literal["source", "target", "reciprocal"]


class Triple(msgspec.Struct, frozen=True):
    """A coded event of a text by phrases alone: type, the phrases that act and undergo, and the trigger."""

    type: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    trigger: Span


class Role(msgspec.Struct, frozen=True):
    """A phrase and the part it has in the text's main event."""

    span: Span
    role: RoleName


def code_triples(text: str) -> tuple[Triple, ...]:
    """Every event of a short text with its argument phrases (offsets in `text`), without resolving who they are."""
    parse, codings = _coded(text)
    return tuple(
        Triple(
            _type(parse.doc, coding),
            _phrases(parse, _anchored(parse.doc, coding.actors or _doer(parse.doc, coding))),
            _phrases(parse, _targets(parse.doc, coding)),
            parse.span_of(parse.doc[coding.candidate.trigger], parse.doc[coding.candidate.trigger]),
        )
        for coding in codings
    )


def code_pair(text: str, source: tuple[int, int], target: tuple[int, int], *, always: bool = False) -> str | None:
    """The type of the event that links the phrases at `source` and `target`; None where the rules know no trigger.

    Both are (start, end) character offsets in `text`, end exclusive. The trained pair model judges, the rules' first
    candidate weighs in. `always` asks for the likeliest type even without a known trigger: for pairs known to be linked.
    It ignores direction where the rules see none: the model reads a swapped pair much alike.
    """
    model = pair_model()
    (row,) = model.probabilities([MarkedSentence(text, source, target)])
    chances = dict(zip(model.types, row.tolist(), strict=True))
    found = pair_candidates(text, source, target)
    if not always and not found:
        return None
    del chances["none"]
    rules = _YIELDING.get(found[0][0], found[0][0]) if found else None
    groups: dict[str, float] = {}
    for name, chance in chances.items():
        groups[_YIELDING.get(name, name)] = groups.get(_YIELDING.get(name, name), 0.0) + chance
    best = max(groups, key=lambda name: groups[name] * (_RULES_WEIGH if name == rules else 1.0))
    members = [name for name in chances if _YIELDING.get(name, name) == best]
    return max(members, key=lambda name: (bool(found) and found[0][0] == name, chances[name]))


def pair_candidates(text: str, source: tuple[int, int], target: tuple[int, int]) -> tuple[tuple[str, float], ...]:
    """Every type the rules see in `text`, each with the strength of its best link between the two phrases, strongest first.

    Offsets as in `code_pair`. A strength above about 5 means that a predicate has both phrases as its arguments, below 1
    that it has neither; it is no probability, and it ignores how good the type itself is beyond the frame's detail.
    """
    parse, codings = _coded(text)
    first, second = _tokens(parse.doc, source), _tokens(parse.doc, target)
    strengths: dict[str, float] = {}
    for coding in codings:
        name = _type(parse.doc, coding)
        strengths[name] = max(strengths.get(name, -10.0), _link(parse.doc, coding, first, second))
    return tuple(sorted(strengths.items(), key=lambda item: -item[1]))


def find_roles(text: str) -> tuple[Role, ...]:
    """Source and target phrases of the main event of a sentence, as offsets in `text`.

    The main event is the one with both parts filled that stands highest in the tree; without a known trigger, the main
    verb's subject and object are taken. Participants of a two-sided event are reciprocal.
    """
    parse, codings = _coded(text)
    ranked = sorted(codings, key=lambda coding: (-_filled(coding), _depth(parse.doc[coding.candidate.trigger])))
    best = ranked[0] if ranked and _filled(ranked[0]) else None
    if best is not None:
        actors, targets = _anchored(parse.doc, best.actors), _main_target(parse.doc, best)
    else:
        actors, targets = _main_clause(parse.doc)
    if (best is not None and best.type == "CONSULT" and best.modes != ("visit",)) or (not targets and len(actors) > 1):
        return tuple(Role(span, "reciprocal") for span in _phrases(parse, actors + targets))
    sources = tuple(Role(span, "source") for span in _phrases(parse, actors))
    return sources + tuple(Role(span, "target") for span in _phrases(parse, targets))


def _main_target(doc: Doc, coding: Coding) -> tuple[int, ...]:
    """The first recipient phrase that holds a name or a person, with what is coordinated with it."""
    heads = _anchored(doc, tuple(i for i in coding.recipients + coding.further_recipients if i not in coding.actors))
    chosen = next((i for i in heads if _has_party(doc[i])), None)
    return () if chosen is None else expand(doc[chosen])


def _has_party(token: Token) -> bool:
    if token.tag_ == "PRP" or any(
        token.lemma_.lower() in noun_classes()[name] for name in ("person", "troops", "police", "envoy", "party")
    ):
        return True
    last = max((child.right_edge.i for child in token.children if child.dep_ not in ("relcl", "acl", "conj")), default=token.i)
    return any(found.ent_type_ in _PARTIES for found in token.doc[token.left_edge.i : max(last, token.i) + 1])


def _main_clause(doc: Doc) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Subject and object of the main verb, or of the clause it reports."""
    root = next((token for token in doc if token.dep_ == "ROOT" and token.pos_ == "VERB"), None)
    if root is None:
        return (), ()
    slots = verb_slots(root)
    for index in (slots.clause, slots.infinitive):
        if index is not None and not slots.objects and doc[index].pos_ == "VERB":
            inner = verb_slots(doc[index])
            slots = inner if inner.subjects or inner.objects else slots
            break
    named = (found for name, found in slots.prepositions.items() if name in ("to", "with", "against", "on", "at", "of", "from", "for"))
    targets = slots.objects or next(named, ())
    return slots.subjects, targets if targets and _has_party(doc[targets[0]]) else ()


@cache
def _classifier() -> LexiconClassifier:
    return LexiconClassifier()


def _coded(text: str) -> tuple[Parse, list[Coding]]:
    parse = parse_article(make_article(text))
    return parse, [coding for sentence in parse.sentences for coding in code_sentence(parse, sentence, _classifier())]


def _type(doc: Doc, coding: Coding) -> str:
    reading = read_status(doc[coding.candidate.trigger])
    status = "refused" if reading.refused and reading.status == "negated" else reading.status
    return load_codebook().changed_type(coding.type, status) or coding.type


def _targets(doc: Doc, coding: Coding) -> tuple[int, ...]:
    """Recipients; where they are no people, the further candidates too; the other parties of a joint act."""
    animate = any(doc[i].pos_ in ("PROPN", "PRON") or doc[i].ent_type_ in _PARTIES for i in coding.recipients)
    found = coding.recipients if animate else coding.recipients + coding.further_recipients + _places(doc, coding)
    return _anchored(doc, found + (coding.actors[1:] if coding.type in _JOINT else ()))


def _places(doc: Doc, coding: Coding) -> tuple[int, ...]:
    """The states and places in or into which it is done: they undergo it where no party is named."""
    named = coding.candidate.slots.prepositions
    return tuple(i for name in ("in", "into", "at", "near", "to", "on", "from") for i in named.get(name, ()) if doc[i].ent_type_ == "GPE")


def _doer(doc: Doc, coding: Coding) -> tuple[int, ...]:
    """Who does what a noun without an actor names: the subject of the verb above it, unless that verb tells an event of its own."""
    token = doc[coding.candidate.trigger]
    if not coding.candidate.noun or token.dep_ not in ("dobj", "pobj"):
        return ()
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb and verb.dep_ in ("dobj", "pobj", "prep", "conj", "compound", "nmod"):
        verb = verb.head
    found = candidate_at(verb) if verb.pos_ == "VERB" else None
    if verb.pos_ != "VERB" or (found is not None and best_frame(verb, found) is not None):
        return ()
    return verb_slots(verb).subjects


def _owner(token: Token) -> tuple[int, ...]:
    """Who a possessive pronoun stands for: the subject of the nearest verb above, or of the one that reports it."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    for _ in range(3):
        subjects = tuple(i for i in verb_slots(verb).subjects if i not in (token.head.i, token.i)) if verb.pos_ == "VERB" else ()
        if subjects or verb.head == verb:
            return subjects
        verb = verb.head
    return ()


def _anchored(doc: Doc, heads: tuple[int, ...]) -> tuple[int, ...]:
    """Heads, with the pronoun of a reported clause replaced by who reports ("Russia said it had expelled")."""
    out = []
    for index in heads:
        token = doc[index]
        if token.tag_ == "PRP" and token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ccomp", "conj"):
            subjects = [child.i for child in token.head.head.children if child.dep_ == "nsubj"]
            out += subjects or [index]
        elif token.tag_ == "PRP$":
            out += _owner(token) or (index,)
        else:
            out.append(index)
    return tuple(dict.fromkeys(out))


def _phrases(parse: Parse, heads: tuple[int, ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(phrase_span(parse, parse.doc[i]) for i in heads))


def _tokens(doc: Doc, span: tuple[int, int]) -> frozenset[int]:
    return frozenset(token.i for token in doc if token.idx < span[1] and token.idx + len(token.text) > span[0])


def _link(doc: Doc, coding: Coding, source: frozenset[int], target: frozenset[int]) -> float:
    def covers(heads: tuple[int, ...], phrase: frozenset[int]) -> bool:
        return any(i in phrase or not phrase.isdisjoint(range(doc[i].left_edge.i, doc[i].right_edge.i + 1)) for i in heads)

    def direct(heads: tuple[int, ...], phrase: frozenset[int]) -> bool:
        return any(i in phrase for i in heads)

    score = 3.0 * direct(coding.actors, source) + 2.0 * direct(coding.recipients, target)
    score += 1.0 * covers(coding.actors, source) + 1.0 * covers(coding.recipients, target)
    score += 0.7 * direct(coding.recipients, source) * direct(coding.actors, target)
    between = range(min((*source, *target), default=0), max((*source, *target), default=0) + 1)
    score += 0.6 * (coding.candidate.trigger in between)
    return score + 0.1 * min(coding.rank, 3) - 0.05 * _depth(doc[coding.candidate.trigger])


def _filled(coding: Coding) -> int:
    return (1 if coding.actors else 0) + (1 if coding.recipients or len(coding.actors) > 1 else 0)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
