"""An answer about an article, or a part of it -> records, with every fault named.

In: Article, Answer. Out: Assembled. Nothing is repaired here and nothing asked again: see reader.py.
"""

from __future__ import annotations

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.llm.answer import Answer
from dragoman.llm.cast import build_cast
from dragoman.llm.decode import Fault
from dragoman.llm.happenings import build_events
from dragoman.llm.meant import build_analogies, build_claims, build_explanations
from dragoman.llm.prompts import PromptBook, words_for
from dragoman.llm.quoting import Quoting
from dragoman.llm.records import Records
from dragoman.llm.said import build_changes, build_relations, build_statements
from dragoman.llm.workbench import Workbench
from dragoman.types import Article


class Assembled(msgspec.Struct, frozen=True):
    """The records of an answer, its faults, and how many quotes were anchored how ("exact", "normalised", "close", "dropped")."""

    records: Records
    faults: tuple[Fault, ...]
    quotes: dict[str, int]


class Codes(msgspec.Struct, frozen=True):
    """What an answer is coded with: codebook, prompts, likelihood scale, and the model's name for the records' origins."""

    codebook: Codebook
    prompts: PromptBook
    scale: str
    model: str


def assemble(article: Article, answer: Answer, codes: Codes, ranges: tuple[tuple[int, int], ...] = ()) -> Assembled:
    """The records of an answer about the article, or about stretches of it (`ranges`: start and end in characters of its text).

    Raises UsageError for an unknown likelihood scale.
    """
    quoting = Quoting(article, ranges)
    words = words_for(codes.codebook, codes.prompts)
    cast = build_cast(answer, quoting, words, codes.model, codes.prompts.version)
    bench = Workbench(codes.codebook, words, quoting, cast, codes.scale, codes.model, codes.prompts.version, dict(cast.origins))
    events = build_events(answer.events, bench)
    statements, _ = build_statements(answer.statements, bench)
    records = Records(
        actors=cast.actors, places=cast.places, events=events, statements=statements,
        relations=build_relations(answer.relations, codes.prompts.relations, bench),
        alignment_changes=build_changes(answer.alignment_changes, bench),
        explanations=build_explanations(answer.explanations, bench),
        claims=build_claims(answer.claims, statements, bench),
        analogies=build_analogies(answer.analogies, bench), origins=bench.origins,
    )
    return Assembled(records, tuple(quoting.faults), dict(quoting.counts))
