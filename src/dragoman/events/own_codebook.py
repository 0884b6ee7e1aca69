"""A user's own ontology: candidates typed from the codebook's trigger words, definitions and examples, with no training.

A trigger is either written in the codebook or learned from an example (its main predicate, or what stands between
asterisks). A candidate that several types claim goes to the fullest frame and the likest text. A trained model
(own_training.py) beside the codebook takes the decision over.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
from spacy.tokens import Doc, Token

from dragoman.codebook import Codebook, EventType
from dragoman.errors import DataError
from dragoman.events.candidates import Candidate, candidate_among, find_candidates
from dragoman.events.classify import Coding, LexiconClassifier, best_frame
from dragoman.events.lexicon import Frame, Lexicon, make_frame, word_lists
from dragoman.events.likeness import Likeness, lemmas
from dragoman.parse import parse_article
from dragoman.read import make_article
from dragoman.types.parse import Parse, Sentence

RECIPIENT_PREPOSITIONS = ("against", "with", "on", "at", "to", "from", "over")
LIKE_ENOUGH = 0.3
"""Likeness a bare learned verb needs: set on the labour codebook's own examples, each left out in turn."""
_MARKED = re.compile(r"\*([^*]+)\*")
_LIKENESS_WEIGHT = 3.0


class Decision(Protocol):
    """A trained model: the type of a candidate by its features, or None for no event."""

    def decide(self, features: dict[str, float]) -> str | None:
        """The most likely type, None where "no event" is likelier than all."""
        ...


class Claim(msgspec.Struct, frozen=True):
    """A type's claim on a candidate: the frame that holds, how well, and whether the codebook wrote the trigger itself."""

    type: str
    frame: Frame
    written: bool
    strength: float


class OwnCodebookClassifier:
    """Types candidates by a user's codebook. Deterministic; `confidence` stays None, since nothing calibrates it.

    `model` decides where there is one. Raises DataError when a trigger of the codebook cannot be read.
    """

    def __init__(self, codebook: Codebook, model: Decision | None = None) -> None:
        self._model = model
        self._written = {name: _lexicon(_written(name, entry)) for name, entry in codebook.types.items()}
        learned: dict[str, list[Frame]] = {}
        texts: dict[str, list[Counter[str]]] = {}
        for name, entry in codebook.types.items():
            parsed = [(mode, *parse_example(text)) for mode, text in _examples(entry)]
            learned[name] = [frame for mode, parse, marks in parsed for frame in _learned(parse, marks, name, mode)]
            definitions = [entry.definition, *(mode.definition for mode in entry.modes.values())]
            texts[name] = [lemmas(parse.doc) for _, parse, _ in parsed]
            texts[name] += [lemmas(parse_example(text)[0].doc) for text in definitions if text]
        self._learned = {name: _lexicon(frames) for name, frames in learned.items()}
        self._likeness = Likeness(texts)
        self._coders = {name: LexiconClassifier(_joined(self._written[name], self._learned[name])) for name in codebook.types}
        lexicons = [*self._written.values(), *self._learned.values()]
        self._verbs = frozenset(lemma for lexicon in lexicons for lemma in lexicon.verbs)
        self._nouns = frozenset(lemma for lexicon in lexicons for lemma in lexicon.nouns)

    def find_candidates(self, parse: Parse, sentence: Sentence) -> Iterator[Candidate]:
        """Every candidate of a sentence, in text order: the codebook's words; with a model, every verb and event noun too."""
        return self.candidates(parse, sentence, every=self._model is not None)

    def candidates(self, parse: Parse, sentence: Sentence, *, every: bool) -> Iterator[Candidate]:
        """The candidates headed by the codebook's words; with `every`, by every verb and every noun that may tell of an event."""
        found = {token.i: candidate_among(token, self._verbs, self._nouns) for token in parse.tokens(sentence)}
        if every:
            for candidate in find_candidates(parse, sentence, lexical=False):
                found[candidate.trigger] = found[candidate.trigger] or candidate
        return (candidate for candidate in found.values() if candidate is not None)

    def classify(self, parse: Parse, candidates: Sequence[Candidate]) -> list[Coding | None]:
        """A coding or None for each candidate, in their order."""
        return [self._one(parse, candidate) for candidate in candidates]

    def _one(self, parse: Parse, candidate: Candidate) -> Coding | None:
        claims = self.claims(parse, candidate)
        if self._model is None:
            return self._coding(parse, candidate, claims[0].type) if claims else None
        chosen = self._model.decide(self.features(parse, candidate))
        return self._coding(parse, candidate, chosen) if chosen is not None and chosen in self._coders else None

    def _coding(self, parse: Parse, candidate: Candidate, type_name: str) -> Coding | None:
        framed = self._coders[type_name].classify(parse, [candidate])[0]
        if framed is not None or self._model is None:
            return framed
        return Coding(candidate, type_name, (), candidate.actors, candidate.recipients)

    def claims(self, parse: Parse, candidate: Candidate) -> list[Claim]:
        """The types that claim a candidate, strongest first.

        A bare verb learned from an example claims only a clause that is like one of the type's texts.
        """
        token = parse.doc[candidate.trigger]
        scores = self._likeness.scores(_clause(parse.doc, candidate))
        found = []
        for name in self._coders:
            for written, lexicon in ((True, self._written[name]), (False, self._learned[name])):
                frame = best_frame(token, candidate, lexicon)
                if frame is None or (not written and frame.rank < 1 and scores[name] < LIKE_ENOUGH):
                    continue
                found.append(Claim(name, frame, written, frame.rank + 0.5 * written + _LIKENESS_WEIGHT * scores[name]))
                break
        return sorted(found, key=lambda claim: -claim.strength)

    def features(self, parse: Parse, candidate: Candidate) -> dict[str, float]:
        """What a trained model looks at: trigger, its company, the clause's words, likeness to each type, claims, and
        what the trigger lexicon takes it for, since its classes of verbs serve other ontologies too; and the parser's own
        vectors of the trigger and of the clause, which hold some of what unseen words have in common with seen ones.
        """
        doc, token = parse.doc, parse.doc[candidate.trigger]
        lemma = token.lemma_.lower()
        slots = candidate.slots
        found = {f"trigger={lemma}": 1.0, f"noun={candidate.noun}": 0.5}
        for name, fillers in (("obj", slots.objects), ("subj", slots.subjects), *slots.prepositions.items()):
            for index in fillers:
                if doc[index].pos_ == "NOUN":
                    filler = doc[index].lemma_.lower()
                    found |= {f"{lemma} {name}={filler}": 1.0, f"{name}={filler}": 0.5}
        found |= {f"{lemma} {word}": 1.0 for word in slots.words}
        found |= {f"word={word}": 0.4 for word in _clause(doc, candidate)}
        found |= {f"like={name}": score for name, score in self._likeness.scores(_clause(doc, candidate)).items() if score}
        known = best_frame(token, candidate)
        if known is not None:
            found |= {f"plover={known.type}": 1.0, f"plover={known.type}/{known.mode}": 0.5}
        for place, claim in enumerate(self.claims(parse, candidate)):
            found[f"claim={claim.type}"] = 1.5 if place == 0 else 0.5
        return found | _in_context(doc, candidate)


def parse_example(text: str) -> tuple[Parse, tuple[tuple[int, int], ...]]:
    """An example parsed, and where its marked triggers stand (characters of the text without the asterisks, end exclusive)."""
    marks, plain = [], ""
    position = 0
    for match in _MARKED.finditer(text):
        plain += text[position : match.start()]
        marks.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        position = match.end()
    return parse_article(make_article(plain + text[position:], title=None)), tuple(marks)


def trigger_tokens(doc: Doc, marks: tuple[tuple[int, int], ...]) -> list[Token]:
    """The head of each marked trigger; with no marks, the main predicate below verbs of saying."""
    if marks:
        spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in marks]
        return [span.root for span in spans if span is not None]
    found = []
    for sentence in doc.sents:
        head = sentence.root
        while inner := [child for child in head.children if child.dep_ == "ccomp" and child.pos_ == "VERB"]:
            head = inner[0]
        found.append(head)
    return found


def _clause(doc: Doc, candidate: Candidate) -> Counter[str]:
    return lemmas(doc[candidate.first : candidate.last + 1])


def _in_context(doc: Doc, candidate: Candidate) -> dict[str, float]:
    """spaCy's context vectors (`Doc.tensor`), each at length one; nothing where the pipeline makes none."""
    if len(doc.tensor) != len(doc):
        return {}
    found: dict[str, float] = {}
    for name, vector in (("trigger", doc.tensor[candidate.trigger]), ("clause", doc.tensor[candidate.first : candidate.last + 1].mean(0))):
        length = math.sqrt(float((vector * vector).sum())) or 1.0
        found |= {f"{name} vector {place}": float(value) / length for place, value in enumerate(vector)}
    return found


def _examples(entry: EventType) -> list[tuple[str | None, str]]:
    return [(None, text) for text in entry.examples] + [(name, text) for name, mode in entry.modes.items() for text in mode.examples]


def _written(type_name: str, entry: EventType) -> list[Frame]:
    found = []
    sources = [(None, entry.triggers), *((name, mode.triggers) for name, mode in entry.modes.items())]
    for mode, triggers in sources:
        for text in triggers:
            kind, _, rest = text.partition(":") if text.startswith(("noun:", "verb:")) else ("", "", text)
            if not rest.split():
                raise DataError(f"Type {type_name} has an empty trigger.", "Write a word, or take it out.")
            nouns = {"noun": (True,), "verb": (False,)}.get(kind, (False, True))
            found += [make_frame(rest.lower(), noun, type_name, mode, RECIPIENT_PREPOSITIONS) for noun in nouns]
    return found


def _learned(parse: Parse, marks: tuple[tuple[int, int], ...], type_name: str, mode: str | None) -> Iterator[Frame]:
    """Frames of an example's triggers: with particle and object as it has them, and the bare word where it says enough."""
    for token in trigger_tokens(parse.doc, marks):
        lemma = token.lemma_.lower()
        noun = token.pos_ in ("NOUN", "PROPN")
        company = [child.lower_ for child in token.children if child.dep_ == "prt"]
        if not noun:
            passive = any(child.dep_ == "nsubjpass" for child in token.children)
            label = "nsubjpass" if passive else "dobj"
            objects = [child.lemma_.lower() for child in token.children if child.dep_ == label and child.pos_ == "NOUN"]
            company += [f"obj={objects[0]}"] if objects else []
        if company:
            yield make_frame(" ".join((lemma, *company)), noun, type_name, mode, RECIPIENT_PREPOSITIONS)
        if token.is_alpha and lemma not in _saying_nothing():
            yield make_frame(lemma, noun, type_name, mode, RECIPIENT_PREPOSITIONS)


def _saying_nothing() -> frozenset[str]:
    """Verbs too general to be learned as triggers on their own."""
    return word_lists("own_codebook")["general_verbs"]


def _lexicon(frames: Sequence[Frame]) -> Lexicon:
    tables: tuple[dict[str, list[Frame]], dict[str, list[Frame]]] = ({}, {})
    for frame in frames:
        tables[frame.noun].setdefault(frame.lemma, []).append(frame)
    verbs, nouns = ({lemma: tuple(sorted(found, key=lambda frame: -frame.rank)) for lemma, found in table.items()} for table in tables)
    return Lexicon(verbs, nouns)


def _joined(first: Lexicon, second: Lexicon) -> Lexicon:
    frames = [f for lexicon in (first, second) for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for f in found]
    return _lexicon(frames)
