"""Which reader reads: the local one, a large language model, or both; one way of going through articles for all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from dragoman.errors import DragomanError, UsageError
from dragoman.types import Article, Reading

Read = tuple[Article, Reading | DragomanError]
ReaderName = Literal["local", "llm", "hybrid"]


class ModelOptions(msgspec.Struct, frozen=True):
    """What the command line says of the language model; the key comes from the environment only."""

    reader: ReaderName = "local"
    model: str | None = None
    base_url: str | None = None
    cache: Path | None = None
    at_once: int = 4
    budget: float | None = None
    price: tuple[float, float] | None = None
    share: float = 0.3


Pages = Callable[[Iterable[Article]], Iterator[Read]]


def open_reader(options: ModelOptions, *, actors: Path | None, scale: str) -> Pages:
    """The chosen reader as a function over articles. Raises UsageError, ModelRefused or DataError before anything is read."""
    from dragoman.pipeline import check_settings, read_article

    check_settings(actors=actors, scale=scale)

    def local(article: Article) -> Reading:
        return read_article(article, actors=actors, scale=scale)

    if options.reader == "local":
        return lambda articles: ((article, _tried(local, article)) for article in articles)
    return _model_pages(options, local, scale)


def _tried(read: Callable[[Article], Reading], article: Article) -> Reading | DragomanError:
    try:
        return read(article)
    except DragomanError as error:
        return error


def _model_pages(options: ModelOptions, local: Callable[[Article], Reading], scale: str) -> Pages:
    from dragoman.llm.archive import ArticleReader, read_articles
    from dragoman.llm.cache import AnswerCache
    from dragoman.llm.client import Client
    from dragoman.llm.hybrid import HybridReader, HybridReading
    from dragoman.llm.limits import Limiter
    from dragoman.llm.meter import Meter, Price
    from dragoman.llm.reader import LlmReader, LlmReading
    from dragoman.llm.requests import Settings
    from dragoman.llm.transport import open_transport

    if not options.model:
        raise UsageError(f"--reader {options.reader} needs the name of a model.", "Give --model NAME, as the server calls it.")
    if options.budget is not None and options.price is None:
        raise UsageError("--budget needs the price of the model.", "Give --price READ WRITTEN, the prices of a million tokens.")
    if not 0 < options.share <= 1:
        raise UsageError(f"--share {options.share} is no share.", "Give a number above 0 and up to 1, such as 0.3.")
    meter = Meter(Price(*(options.price or (0.0, 0.0))), options.budget)
    cache = AnswerCache(options.cache) if options.cache is not None else None
    client = Client(open_transport(options.base_url), limiter=Limiter(at_once=max(1, options.at_once)), meter=meter, cache=cache)
    reader = LlmReader(client, Settings(options.model), scale=scale)
    hybrid = HybridReader(local, reader, share=options.share)

    def pages(articles: Iterable[Article]) -> Iterator[Read]:
        try:
            chosen: ArticleReader[LlmReading | HybridReading] = hybrid if options.reader == "hybrid" else reader
            for article, result in read_articles(articles, chosen):
                yield article, result if isinstance(result, DragomanError) else result.reading
        finally:
            client.close()
            _tell_spending(meter)

    return pages


def _tell_spending(meter: object) -> None:
    from dragoman.llm.meter import Meter

    if isinstance(meter, Meter):
        spent = meter.spent()
        cost = f", cost {spent.cost:.4f}" if spent.cost else ""
        print(
            f"dragoman: {spent.questions} questions asked, {spent.from_cache} answered from the cache, "
            f"{spent.tokens_read} tokens read, {spent.tokens_written} written{cost}.",
            file=sys.stderr,
        )
