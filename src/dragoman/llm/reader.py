"""The reader that asks a large language model: Article -> LlmReading.

Each part of the article is asked about once; what cannot be used gets one repair round with the faults named; what then cannot be
anchored, or refers to nothing, is dropped and counted. Downstream sees a Reading like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from dragoman._version import __version__
from dragoman.codebook.load import Codebook, load_codebook
from dragoman.errors import AnswerUnusable
from dragoman.llm.alignments import alignments_of
from dragoman.llm.answer import LAYERS, ActorAnswer, Answer, PlaceAnswer
from dragoman.llm.assemble import Assembled, Codes, assemble
from dragoman.llm.client import Client
from dragoman.llm.decode import Decoded, Fault, decode_answer
from dragoman.llm.hostile import addressed_to_machines
from dragoman.llm.merge import merge_records
from dragoman.llm.parts import DEFAULT_PART, SMALLEST_PART, Excerpt, around_passages, split_article
from dragoman.llm.prompts import Message, PromptBook, load_prompts, read_messages, repair_messages, words_for
from dragoman.llm.propositions import propositions_of
from dragoman.llm.quoting import Origin
from dragoman.llm.requests import Request, Settings
from dragoman.llm.schema import JsonSchema, json_schema
from dragoman.types import Article, ReaderInfo, Reading, Span

_NOT_REPAIRED = frozenset({"instruction"})


class Account(msgspec.Struct, frozen=True):
    """What became of a model's answers about one article.

    `quotes` counts quotes by how they were anchored ("exact", "normalised", "close") and those "dropped"; `dropped` counts items dropped by
    layer and reason ("events: not in the text"); `repaired` is the number of items that the repair round saved.
    """

    parts: int
    quotes: dict[str, int]
    dropped: dict[str, int]
    repaired: int = 0
    cut_off: int = 0

    @property
    def anchored(self) -> float:
        """The share of the answers' quotes that stand in the article; 1.0 when there were none."""
        found = sum(self.quotes.get(how, 0) for how in ("exact", "normalised", "close"))
        return found / (found + self.quotes["dropped"]) if self.quotes.get("dropped") else 1.0


class LlmReading(msgspec.Struct, frozen=True):
    """A reading with the origin of each record by its id, and the account of the answers it was made from."""

    reading: Reading
    origins: dict[str, Origin]
    account: Account


class _Read(msgspec.Struct, frozen=True):
    """One part's records, with what was dropped, repaired and cut off on the way."""

    assembled: Assembled
    repaired: int = 0
    cut_off: int = 0


class LlmReader:
    """Reads articles with one model, one prompt version and one codebook. May be used from many threads."""

    def __init__(
        self,
        client: Client,
        settings: Settings,
        *,
        codebook: Codebook | None = None,
        prompts: PromptBook | None = None,
        scale: str = "icd_203",
        part_size: int = DEFAULT_PART,
        repair: bool = True,
    ) -> None:
        self.client, self.settings = client, settings
        self.codebook = codebook or load_codebook()
        self.prompts = prompts or load_prompts()
        self.scale, self.part_size, self.repair = scale, part_size, repair
        self._schema: JsonSchema = json_schema(words_for(self.codebook, self.prompts))

    @property
    def at_once(self) -> int:
        """How many questions may be under way at once."""
        return self.client.limiter.at_once

    @property
    def info(self) -> ReaderInfo:
        """Who reads: the model, and the prompts by their version."""
        return ReaderInfo("llm", __version__, (self.settings.model, f"prompt {self.prompts.version}"), self.codebook.name, self.scale)

    def read(self, article: Article, focus: Sequence[Span] = ()) -> LlmReading:
        """Read one article; with `focus`, only what these passages of it say.

        Raises ModelRefused, ModelUnreachable, AnswerUnusable or BudgetSpent when an answer about a part cannot be had.
        """
        excerpts = around_passages(article, focus, self.part_size) if focus else split_article(article, self.part_size)
        reads = [read for number, one in enumerate(excerpts, 1) for read in self._part(article, one, number, len(excerpts))]
        records = merge_records([read.assembled.records for read in reads])
        claims, propositions = propositions_of(records)
        account = _account(reads)
        reading = Reading(
            article=article, reader=self.info, actors=records.actors, places=records.places, events=records.events,
            statements=records.statements, relations=records.relations, alignments=alignments_of(records),
            alignment_changes=records.alignment_changes, explanations=records.explanations, claims=claims, propositions=propositions,
            analogies=records.analogies, notices=_notices(article, account, len(records.events) + len(records.statements) + len(claims)),
        )
        return LlmReading(reading, records.origins, account)

    def _part(self, article: Article, excerpt: Excerpt, number: int, parts: int) -> list[_Read]:
        """One part's records; a part whose answer is cut off is halved, as long as it is worth it."""
        date = article.date.value if article.date else None
        passages = tuple(span.text for span in excerpt.focus)
        messages = read_messages(excerpt.text(article), date, self.codebook, self.prompts, part=number, parts=parts, focus=passages)
        reply = self.client.ask(self._request(messages), _usable)
        if reply.cut_off and (excerpt.size > 2 * SMALLEST_PART or len(excerpt.focus) > 1):
            halves = excerpt.halves(article)
            found = [read for half, one in enumerate(halves, 1) for read in self._part(article, one, half, len(halves))]
            return [msgspec.structs.replace(found[0], cut_off=found[0].cut_off + 1), *found[1:]]
        decoded = decode_answer(reply.content)
        if decoded is None:
            raise AnswerUnusable("The model's answer holds no records.", "Try another model, or read this article with the local reader.")
        return [self._records(article, excerpt, messages, reply.content, decoded)]

    def _records(self, article: Article, excerpt: Excerpt, asked: tuple[Message, ...], content: str, decoded: Decoded) -> _Read:
        codes = Codes(self.codebook, self.prompts, self.scale, self.settings.model)
        first = _with_faults(assemble(article, decoded.answer, codes, excerpt.ranges), decoded.faults)
        cut_off = 0 if decoded.complete else 1
        wrong = [fault for fault in first.faults if fault.fatal and fault.kind not in _NOT_REPAIRED]
        if not wrong or not self.repair:
            return _Read(first, cut_off=cut_off)
        faults = tuple(dict.fromkeys(fault.describe() for fault in wrong))
        reply = self.client.ask(self._request(repair_messages(asked, content, faults, self.prompts)), _usable)
        corrected = decode_answer(reply.content)
        if corrected is None:
            return _Read(first, cut_off=cut_off)
        whole = _corrected(decoded.answer, first.faults, corrected.answer)
        second = _with_faults(assemble(article, whole, codes, excerpt.ranges), corrected.faults)
        repaired = max(0, _items(first) - _items(second))
        return _Read(second, repaired, cut_off)

    def _request(self, messages: tuple[Message, ...]) -> Request:
        return Request(messages, self.settings, self._schema, self.prompts.version)


def _usable(content: str) -> bool:
    decoded = decode_answer(content)
    return decoded is not None and decoded.complete


def _with_faults(assembled: Assembled, faults: tuple[Fault, ...]) -> Assembled:
    return msgspec.structs.replace(assembled, faults=(*faults, *assembled.faults)) if faults else assembled


def _items(assembled: Assembled) -> int:
    """How many items of an answer fell."""
    return len({(fault.layer, fault.index, fault.item) for fault in assembled.faults if fault.fatal})


def _corrected(answer: Answer, faults: tuple[Fault, ...], correction: Answer) -> Answer:
    """The answer without its faulty items, and with the corrected ones; an actor or place of the same id is replaced."""
    fallen = {(fault.layer, fault.index) for fault in faults if fault.fatal and fault.kind != "malformed"}
    lists: dict[str, tuple[msgspec.Struct, ...]] = {}
    for layer in LAYERS:
        added: tuple[msgspec.Struct, ...] = getattr(correction, layer)
        renewed = {item.id for item in added if isinstance(item, ActorAnswer | PlaceAnswer)}
        kept = (item for index, item in enumerate(getattr(answer, layer)) if (layer, index) not in fallen)
        lists[layer] = (*(item for item in kept if not (renewed and getattr(item, "id", None) in renewed)), *added)
    return Answer(**lists)  # type: ignore[arg-type]


def _account(reads: list[_Read]) -> Account:
    quotes: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for read in reads:
        quotes.update(read.assembled.quotes)
        fallen = {(fault.layer, fault.index, fault.item): fault.kind for fault in reversed(read.assembled.faults) if fault.fatal}
        dropped.update(f"{layer}: {kind}" for (layer, _, _), kind in fallen.items())
    return Account(
        len(reads), dict(sorted(quotes.items())), dict(sorted(dropped.items())), sum(read.repaired for read in reads),
        sum(read.cut_off for read in reads),
    )


def _notices(article: Article, account: Account, records: int) -> tuple[str, ...]:
    """What was dropped and why, in plain sentences; the same for the same answers."""
    notices = [f"Dropped from the model's answer: {number} of {reason}." for reason, number in account.dropped.items()]
    if account.quotes.get("dropped"):
        total = sum(account.quotes.get(how, 0) for how in ("exact", "normalised", "close", "dropped"))
        notices.append(f"{account.quotes['dropped']} of {total} quotes do not stand in the article and were not used.")
    if account.cut_off:
        notices.append(f"{account.cut_off} answers were cut off; what they lacked was asked in smaller parts or is missing.")
    hostile = addressed_to_machines(article)
    if hostile:
        notices.append(f"{len(hostile)} passages of the article address a language model; no record was made from them.")
    if not records and len(article.text.split()) > 150:
        notices.append("The model reported no event, statement or claim in an article of this length; compare with the local reader.")
    return tuple(notices)
