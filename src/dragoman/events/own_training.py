"""Labelled sentences -> a model for a user's own codebook: multinomial logistic regression, in numpy, kept as JSON.

The model weighs what `OwnCodebookClassifier.features` sees of a candidate. Method: maximum likelihood with an L2 penalty,
fitted by Adam (Kingma and Ba, 2015). The codebook is the prior: the weights start at, and are drawn to, "what a type claims
is of that type", so that few examples do no harm. The same examples always give the same model.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy
from numpy.typing import NDArray

from dragoman.codebook import Codebook
from dragoman.errors import DataError
from dragoman.events.find import code_sentence
from dragoman.events.own_codebook import OwnCodebookClassifier, parse_example, trigger_tokens
from dragoman.types.parse import Parse

NONE = "none"
Table = NDArray[numpy.float64]
_STEPS, _RATE, _PENALTY = 300, 0.05, 0.01
_CLAIM_AT_FIRST, _NONE_AT_FIRST, _NONE_IMPORTANCE = 3.0, 0.5, 0.1


class LabelledSentence(msgspec.Struct, frozen=True):
    """A sentence and the types of its events, in the order of its marked triggers; no types: it tells of no event."""

    text: str
    types: tuple[str, ...]


class OwnModel(msgspec.Struct, frozen=True):
    """A trained model as it is kept: the codebook's name and types, the features, and a weight for each label and feature."""

    codebook: str
    labels: tuple[str, ...]
    features: dict[str, int]
    weights: tuple[tuple[float, ...], ...]
    sentences: int

    def decide(self, features: dict[str, float]) -> str | None:
        """The label with the greatest weight, or None where that is "none"."""
        known = [(self.features[name], value) for name, value in features.items() if name in self.features]
        sums = [row[-1] + sum(row[place] * value for place, value in known) for row in self.weights]
        best = self.labels[max(range(len(sums)), key=sums.__getitem__)]
        return None if best == NONE else best


class Agreement(msgspec.Struct, frozen=True):
    """How well types were found: sentences' types found and right, found, and there to be found.

    It ignores who did it and where in the sentence: a type counts once a sentence.
    """

    right: int
    found: int
    there: int

    @property
    def precision(self) -> float:
        """The part of the types found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The part of the types there that are found."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0


def model_beside(codebook: Path) -> Path:
    """Where the trained model of a codebook file is kept: beside it, with the ending `.model.json`."""
    return codebook.with_suffix(".model.json")


def own_classifier(codebook: Codebook, path: Path) -> OwnCodebookClassifier:
    """The classifier of a user's codebook, with the trained model that stands beside its file, if one does.

    Raises DataError for a model that cannot be read or that was trained on other types.
    """
    kept = model_beside(path)
    return OwnCodebookClassifier(codebook, load_model(kept, codebook) if kept.is_file() else None)


def load_model(path: Path, codebook: Codebook) -> OwnModel:
    """A trained model, checked against its codebook. Raises DataError when it cannot be read or does not fit."""
    try:
        model = msgspec.json.decode(path.read_bytes(), type=OwnModel)
    except (OSError, msgspec.DecodeError) as problem:
        raise DataError(f"The model {path} cannot be read: {problem}.", "Train it again with dragoman train, or delete it.") from problem
    widths = {len(row) for row in model.weights}
    if set(model.labels) != {*codebook.types, NONE} or widths != {len(model.features) + 1} or len(model.weights) != len(model.labels):
        raise DataError(f"The model {path} was trained on another codebook.", "Train it again with dragoman train, or delete it.")
    return model


def load_examples(path: Path, codebook: Codebook) -> tuple[LabelledSentence, ...]:
    """Labelled sentences from a CSV file with the columns text and type (several types with semicolons; empty: no event).

    Raises DataError, which names the line, for a file that does not check out.
    """
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError(f"The examples {path} cannot be read: {problem}.", "Give the path of a UTF-8 CSV file.") from problem
    rows = csv.DictReader(lines)
    if not {"text", "type"} <= set(rows.fieldnames or ()):
        raise DataError(f"The examples {path} lack a column text or type.", "Name its columns text,type.")
    found = []
    for number, row in enumerate(rows, 2):
        types = tuple(part.strip() for part in (row["type"] or "").split(";") if part.strip() and part.strip().lower() != NONE)
        wrong = [name for name in types if name not in codebook.types]
        if wrong or not (row["text"] or "").strip():
            raise DataError(f"Row {number} of {path.name} has no text, or names {', '.join(wrong) or 'nothing'}.", "Mend the row.")
        found.append(LabelledSentence(row["text"], types))
    if len(found) < 2:
        raise DataError(f"The examples {path} hold {len(found)} sentences.", "Give some for each type, and some with no event.")
    return tuple(found)


def train(codebook: Codebook, examples: Sequence[LabelledSentence]) -> OwnModel:
    """A model fitted to labelled sentences; every type should have several, and so should "no event"."""
    plain = OwnCodebookClassifier(codebook)
    labelled = [found for example in examples for found in _labelled(plain, example)]
    counts = Counter(name for features, _ in labelled for name in features)
    frequent = {name for name, count in counts.items() if count > len(labelled) // 2000} | {f"claim={name}" for name in codebook.types}
    names = {name: place for place, name in enumerate(sorted(frequent))}
    labels = (*codebook.types, NONE)
    data = numpy.zeros((len(labelled), len(names) + 1), dtype=numpy.float64)
    data[:, -1] = 1.0
    for row, (features, _) in enumerate(labelled):
        for name, value in features.items():
            if name in names:
                data[row, names[name]] = value
    goal = numpy.zeros((len(labelled), len(labels)))
    goal[numpy.arange(len(labelled)), [labels.index(label) for _, label in labelled]] = 1.0
    start = numpy.zeros((len(labels), len(names) + 1))
    start[-1, -1] = _NONE_AT_FIRST
    for row, name in enumerate(codebook.types):
        start[row, names[f"claim={name}"]] = _CLAIM_AT_FIRST
    importance = numpy.where(goal[:, -1] == 1.0, _NONE_IMPORTANCE, 1.0)
    weights = _fitted(data, goal, start, importance)
    return OwnModel(codebook.name, labels, names, tuple(tuple(round(float(w), 4) for w in row) for row in weights), len(examples))


def _fitted(data: Table, goal: Table, start: Table, importance: Table) -> Table:
    weights = start.copy()
    shares = (importance / importance.sum())[:, None]
    mean, square = numpy.zeros_like(weights), numpy.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        sums = data @ weights.T
        chances = numpy.exp(sums - sums.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = ((chances - goal) * shares).T @ data + _PENALTY * (weights - start)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def _labelled(plain: OwnCodebookClassifier, example: LabelledSentence) -> list[tuple[dict[str, float], str]]:
    """Every candidate of an example with its type, or "none"; a second mention of the same type is left out as doubtful."""
    parse, marks = parse_example(example.text)
    labelled: list[tuple[dict[str, float], str]] = []
    candidates = [c for sentence in parse.sentences for c in plain.candidates(parse, sentence, every=True)]
    heads = {token.i: place for place, token in enumerate(trigger_tokens(parse.doc, marks))} if example.types else {}
    claimed = {c.trigger: found[0].type for c in candidates if (found := plain.claims(parse, c))}
    if example.types and not marks:
        heads = {i: 0 for i, name in claimed.items() if name in example.types} or heads
    for candidate in candidates:
        if candidate.trigger in heads:
            place = min(heads[candidate.trigger], len(example.types) - 1)
            label = example.types[place] if marks else claimed.get(candidate.trigger, example.types[0])
            labelled.append((plain.features(parse, candidate), label if label in example.types else example.types[0]))
        elif claimed.get(candidate.trigger) not in example.types:
            labelled.append((plain.features(parse, candidate), NONE))
    return labelled


def agreement(classifier: OwnCodebookClassifier, examples: Sequence[LabelledSentence]) -> Agreement:
    """How well a classifier finds the types of labelled sentences."""
    right = found = there = 0
    for example in examples:
        parse, _ = parse_example(example.text)
        coded, gold = _types(parse, classifier), set(example.types)
        right, found, there = right + len(coded & gold), found + len(coded), there + len(gold)
    return Agreement(right, found, there)


def _types(parse: Parse, classifier: OwnCodebookClassifier) -> set[str]:
    return {coding.type for sentence in parse.sentences for coding in code_sentence(parse, sentence, classifier)}


def cross_validated(codebook: Codebook, examples: Sequence[LabelledSentence], folds: int) -> Agreement:
    """How well models trained on all folds but one find the types of that one: every n-th sentence is in the same fold."""
    parts = []
    for fold in range(folds):
        model = train(codebook, [example for place, example in enumerate(examples) if place % folds != fold])
        parts.append(agreement(OwnCodebookClassifier(codebook, model), examples[fold::folds]))
    return Agreement(sum(p.right for p in parts), sum(p.found for p in parts), sum(p.there for p in parts))
