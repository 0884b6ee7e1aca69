"""Claims in the making: token ranges on one sentence, before spans, ids and holders are filled in."""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from dragoman.claims.clauses import Range
from dragoman.claims.likelihood import Hedge, find_hedges
from dragoman.types import Cast
from dragoman.types.claim import ClaimKind, Sign
from dragoman.types.parse import Parse, Sentence


class Draft(msgspec.Struct):
    """One claim on one sentence. `pointer` is the index of a pronoun that stands for the cause; `rank` orders doubtful readings."""

    cause: Range | None
    effect: Range
    sign: Sign
    kind: ClaimKind
    trigger: int
    hedge: Hedge | None = None
    condition: Range | None = None
    marker: Range | None = None
    pointer: int | None = None
    self_binding: bool = False
    rank: int = 0


class Scene(msgspec.Struct, frozen=True):
    """What the readers of one sentence share: parse, cast, sentence, and the hedges in it (offsets of the article)."""

    parse: Parse
    cast: Cast
    sentence: Sentence
    hedges: tuple[Hedge, ...]

    @property
    def tokens(self) -> list[Token]:
        """The sentence's tokens."""
        return list(self.parse.tokens(self.sentence))

    def hedge_in(self, first: Token, last: Token) -> Hedge | None:
        """The strongest hedge between two tokens, both included; a full word of likelihood beats may, might and could."""
        start, end = first.idx, last.idx + len(last.text)
        inside = [h for h in self.hedges if start <= h.start and h.end <= end]
        return max(inside, key=lambda h: (h.band != "possible", -abs(h.start - end)), default=None)


def scene_of(parse: Parse, cast: Cast, sentence: Sentence) -> Scene:
    """The scene of a sentence."""
    offset = sentence.span.start
    hedges = [
        msgspec.structs.replace(hedge, start=hedge.start + offset, end=hedge.end + offset)
        for hedge in find_hedges(sentence.span.text, trailing_not=False)
    ]
    return Scene(parse, cast, sentence, tuple(hedges))
