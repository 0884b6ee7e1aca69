"""Every error the package raises, as one tree. Each message says what was wrong, where, and what to do next.

DragomanError
├── SourceError              a source could not be turned into an article
│   ├── SourceNotFound       no such file, folder or pattern
│   ├── SourceEmpty          nothing to read in it
│   ├── SourceUnreadable     binary, broken, wrongly encoded, or no article inside
│   ├── SourceTooLarge       over the stated limit
│   ├── SourceForbidden      a URL into the local network, or another address that must not be fetched
│   └── SourceUnreachable    a URL that does not answer
├── LanguageSkipped          an article that is not in English
├── DataError                a data file (codebook, lexicon, gazetteer, scale, links file) does not check out
├── UsageError               an option or argument that cannot be used as given
├── ScenarioError            a scenario that cannot be compiled or asked as given
└── ModelError               a language model that cannot be asked, or whose answer cannot be used
    ├── ModelRefused         the server wants a key, or refuses the one it was given, the model or the request
    ├── ModelUnreachable     no server answers, or it goes on failing after all retries
    ├── AnswerUnusable       the model answers, but not with records
    └── BudgetSpent          the budget does not allow another question
"""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors of this package.

    `problem` says what is wrong and where, `next_step` what to do about it; both are one plain sentence.
    """

    exit_code = 1

    def __init__(self, problem: str, next_step: str = "") -> None:
        self.problem = problem
        self.next_step = next_step
        super().__init__(f"{problem} {next_step}".strip())


class SourceError(DragomanError):
    """A source could not be turned into an article; the rest of a batch goes on."""

    exit_code = 3


class SourceNotFound(SourceError):
    """No such file, folder or pattern."""


class SourceEmpty(SourceError):
    """There is nothing to read in the source."""


class SourceUnreadable(SourceError):
    """The source is binary, broken, wrongly encoded, or holds no article."""


class SourceTooLarge(SourceError):
    """The source is over the stated limit."""


class SourceForbidden(SourceError):
    """The URL points into the local network or to another address that must not be fetched."""


class SourceUnreachable(SourceError):
    """The URL does not answer."""


class LanguageSkipped(DragomanError):
    """The article is not in English, which is all that the local reader reads."""

    exit_code = 3


class DataError(DragomanError):
    """A data file does not check out: codebook, lexicon, gazetteer, scale, links file."""

    exit_code = 4


class UsageError(DragomanError):
    """An option or argument that cannot be used as given."""

    exit_code = 2


class ScenarioError(DragomanError):
    """A scenario that cannot be compiled or asked as given; names what is missing."""

    exit_code = 5


class ModelError(DragomanError):
    """A language model that cannot be asked, or whose answer cannot be used; the rest of a batch goes on."""

    exit_code = 6


class ModelRefused(ModelError):
    """The server wants a key, or refuses the key, the model or the request; asking again would not help."""


class ModelUnreachable(ModelError):
    """No server answers at the address, or it goes on failing after all retries."""


class AnswerUnusable(ModelError):
    """The model answers, but not with records, after all retries."""


class BudgetSpent(ModelError):
    """The budget does not allow another question."""
