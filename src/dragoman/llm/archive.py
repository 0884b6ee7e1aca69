"""Many articles through a model at once: Articles -> readings and problems, in their order.

More threads than questions allowed at once: while some wait for answers, others turn answers into records, so that a slot is never
idle for want of work. What was answered is in the cache, so a run that broke off, or ran out of budget, goes on where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from dragoman.errors import DragomanError
from dragoman.types import Article

Made_co = TypeVar("Made_co", covariant=True)


class ArticleReader(Protocol[Made_co]):
    """What reads one article with questions to a model: LlmReader or HybridReader. Must bear being used from many threads."""

    @property
    def at_once(self) -> int:
        """How many questions may be under way at once."""
        ...

    def read(self, article: Article) -> Made_co:
        """Read one article. Raises a DragomanError when it cannot be read."""
        ...


def read_articles(articles: Iterable[Article], reader: ArticleReader[Made_co]) -> Iterator[tuple[Article, Made_co | DragomanError]]:
    """Each article with its reading, or with the error that stood in its way; one article's trouble does not stop the others.

    As many questions are under way at once as the client's limiter allows. Articles are drawn as needed, so `articles` may be endless.
    """
    workers = 2 * reader.at_once
    with ThreadPoolExecutor(workers, thread_name_prefix="llm-reader") as pool:
        waiting: deque[tuple[Article, Future[Made_co | DragomanError]]] = deque()
        for article in articles:
            waiting.append((article, pool.submit(_read, reader, article)))
            while len(waiting) > 2 * workers:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()


def _read(reader: ArticleReader[Made_co], article: Article) -> Made_co | DragomanError:
    try:
        return reader.read(article)
    except DragomanError as problem:
        return problem
