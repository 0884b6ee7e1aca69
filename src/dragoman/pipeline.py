"""The whole reading flow on one screen: article in, Reading out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from dragoman._version import __version__
from dragoman.actors import find_cast
from dragoman.actors.gazetteer import load_gazetteer
from dragoman.claims import find_analogies, find_claims, find_explanations, link_propositions
from dragoman.claims.likelihood import load_scale
from dragoman.codebook import load_codebook
from dragoman.events import find_events
from dragoman.events.confidence import with_confidence
from dragoman.events.own_training import own_classifier
from dragoman.parse import parse_article
from dragoman.read import make_article, open_sources
from dragoman.statements import find_alignment_changes, find_alignments, find_relations, find_statements
from dragoman.types import Article, Cast, Event, ReaderInfo, Reading
from dragoman.types.parse import Parse

DOUBTFUL = 0.3
"""Events less likely to be right than this are left out: of those below it on unseen documents, one in four was right."""

__all__ = ["check_settings", "event_coder", "read_article", "read_sources", "read_text"]


def read_sources(
    sources: Iterable[str | Path], *, date: str | None = None, actors: Path | None = None, scale: str = "icd_203"
) -> Sequence[Reading]:
    """Read files, folders, patterns or addresses; a source that cannot be read raises its error.

    `date` is their publication date where the user knows it, `actors` a user's own actors file; see `read_article`. For
    batches that must go on past a bad source, use `dragoman.read.open_sources`, which yields the problems.
    """
    readings = []
    for found in open_sources(sources, date=date):
        if isinstance(found, Exception):
            raise found
        readings.append(read_article(found, actors=actors, scale=scale))
    return readings


def read_text(
    text: str, *, title: str | None = None, date: str | None = None, actors: Path | None = None, scale: str = "icd_203"
) -> Reading:
    """Read a text given as a string; `date` is its publication date in ISO 8601, if known. See `read_article`."""
    return read_article(make_article(text, title=title, date=date), actors=actors, scale=scale)


def check_settings(*, actors: Path | None = None, scale: str = "icd_203") -> None:
    """Raise the error that reading with these settings would raise: DataError for the actors file, UsageError for the scale."""
    load_scale(scale)
    load_gazetteer(actors)


def event_coder(*, actors: Path | None = None, codebook: Path | None = None) -> Callable[[Article], Reading]:
    """A reader of actors, places and events alone, faster than `read_article`; with `codebook`, by the user's own ontology.

    Raises DataError at once for an actors file, codebook or trained model that does not check out.
    """
    gazetteer = load_gazetteer(actors)
    book = load_codebook(codebook)
    classifier = own_classifier(book, codebook) if codebook is not None else None

    def code(article: Article) -> Reading:
        parse = parse_article(article)
        cast = find_cast(parse, gazetteer)
        own = classifier is not None
        events = find_events(parse, cast, codebook=book, classifier=classifier) if own else _plover_events(parse, cast)
        info = ReaderInfo("local", __version__, codebook=book.name)
        return Reading(article=article, reader=info, actors=cast.actors, places=cast.places, events=events)

    return code


def read_article(article: Article, *, actors: Path | None = None, scale: str = "icd_203") -> Reading:
    """Read one article with the local reader.

    `actors` is a user's own actors file (TOML or CSV) beside the packaged gazetteer; `scale` names the likelihood scale
    that hedges take their intervals from. The same article always gives the same reading; nothing is fetched. Raises
    DataError for an actors file that does not check out, UsageError for an unknown scale.
    """
    parse = parse_article(article)
    cast = find_cast(parse, load_gazetteer(actors))
    events = _plover_events(parse, cast)
    statements = find_statements(parse, cast)
    relations = find_relations(parse, cast)
    alignments = find_alignments(parse, cast, events, statements, relations)
    changes = find_alignment_changes(parse, cast)
    claims, propositions = link_propositions(parse, cast, find_claims(parse, cast, statements, scale=scale), events)
    explanations = find_explanations(parse, cast, statements, scale=scale)
    analogies = find_analogies(parse, cast)
    return Reading(
        article=article,
        reader=ReaderInfo("local", __version__, scale=scale),
        actors=cast.actors,
        places=cast.places,
        events=events,
        statements=statements,
        relations=relations,
        alignments=alignments,
        alignment_changes=changes,
        explanations=explanations,
        claims=claims,
        propositions=propositions,
        analogies=analogies,
    )


def _plover_events(parse: Parse, cast: Cast) -> tuple[Event, ...]:
    return with_confidence(parse, find_events(parse, cast), least=DOUBTFUL)
