"""How like a clause is to what a codebook says of a type: shared lemmas, the rare ones counting more.

Method: cosine of tf-idf vectors over lemmas (Salton and Buckley, 1988), document frequencies from the codebook's own texts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from spacy.tokens import Token

_NAMES = frozenset({"PERSON", "GPE", "ORG", "NORP", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})


def lemmas(tokens: Iterable[Token]) -> Counter[str]:
    """The content lemmas of some tokens, names, numbers, dates and stop words left out."""
    return Counter(
        token.lemma_.lower()
        for token in tokens
        if token.is_alpha and not token.is_stop and token.pos_ != "PROPN" and token.ent_type_ not in _NAMES
    )


class Likeness:
    """Likeness of lemma counts to named groups of texts.

    `texts` are lemma counts by name; a name's score is that of its most similar text. It knows no synonyms: words the
    codebook does not use count for nothing.
    """

    def __init__(self, texts: Mapping[str, Iterable[Counter[str]]]) -> None:
        groups = {name: list(found) for name, found in texts.items()}
        everything = [counts for found in groups.values() for counts in found]
        frequency = Counter(lemma for counts in everything for lemma in counts)
        self._weights = {lemma: math.log((1 + len(everything)) / (1 + count)) + 1 for lemma, count in frequency.items()}
        self._unknown = math.log(1 + len(everything)) + 1
        self._groups = {name: [self._vector(counts) for counts in found if counts] for name, found in groups.items()}

    def scores(self, counts: Counter[str]) -> dict[str, float]:
        """The score (0 to 1) of each name."""
        vector = self._vector(counts)
        return {
            name: max((sum(vector.get(lemma, 0.0) * weight for lemma, weight in text.items()) for text in found), default=0.0)
            for name, found in self._groups.items()
        }

    def _vector(self, counts: Counter[str]) -> dict[str, float]:
        raw = {lemma: self._weights.get(lemma, self._unknown) * (1 + math.log(count)) for lemma, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {lemma: weight / length for lemma, weight in raw.items()}
