"""The whole reading flow on one screen: article in, Reading out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman._version import __version__
from dragoman.actors import find_cast
from dragoman.claims import find_analogies, find_claims, find_explanations, link_propositions
from dragoman.events import find_events
from dragoman.parse import parse_article
from dragoman.read import make_article, open_sources
from dragoman.statements import find_alignment_changes, find_alignments, find_relations, find_statements
from dragoman.types import Article, ReaderInfo, Reading

__all__ = ["read_article", "read_sources", "read_text"]


def read_sources(sources: Iterable[str | Path], *, scale: str = "icd_203") -> Sequence[Reading]:
    """Read files, folders, globs or URLs; a source that cannot be read raises its SourceError.

    For batches that must go on past a bad source, use `dragoman.read.open_sources`, which yields the problems.
    """
    readings = []
    for found in open_sources(sources):
        if isinstance(found, Exception):
            raise found
        readings.append(read_article(found, scale=scale))
    return readings


def read_text(text: str, *, title: str | None = None, date: str | None = None, scale: str = "icd_203") -> Reading:
    """Read a text given as a string; `date` is its publication date in ISO 8601, if known."""
    return read_article(make_article(text, title=title, date=date), scale=scale)


def read_article(article: Article, *, scale: str = "icd_203") -> Reading:
    """Read one article with the local reader.

    `scale` names the likelihood scale that hedges take their intervals from. The same article always gives the same
    reading; nothing is fetched.
    """
    parse = parse_article(article)
    cast = find_cast(parse)
    events = find_events(parse, cast)
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
