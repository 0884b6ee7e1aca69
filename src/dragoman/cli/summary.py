"""A reading in the terminal: tables a person can take in at a glance."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.show import labels
from dragoman.types import Claim, Event, Reading, Statement

_ROWS = 12


def summary(reading: Reading) -> RenderableType:
    """Title, date and the first rows of every layer. Text from the article is never taken for markup."""
    article = reading.article
    head = Text(_plain(article.title or article.id), style="bold")
    facts = Text(labels.document_date_words(article.date), style="dim")
    parts: list[RenderableType] = [head, facts]
    parts += _section("Actors", _actors(reading), len(reading.actors))
    parts += _section("What happened", _events(reading), len(reading.events))
    parts += _section("Who said what", _statements(reading), len(reading.statements))
    parts += _section("Who changed sides", _changes(reading), len(reading.alignment_changes))
    parts += _section("Why", _explanations(reading), len(reading.explanations))
    parts += _section("What leads to what", _claims(reading), len(reading.claims))
    parts += [Text(f"Note: {_plain(notice)}", style="yellow") for notice in reading.notices]
    return Padding(Group(*parts), (0, 0, 1, 0))


def _section(title: str, table: Table, count: int) -> list[RenderableType]:
    if not count:
        return []
    heading = Text(f"\n{title} ({count})", style="bold cyan")
    more = [Text(f"  … and {count - _ROWS} more; all are in --json and --report", style="dim")] if count > _ROWS else []
    return [heading, table, *more]


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=True, header_style="dim", expand=False)
    for index, column in enumerate(columns):
        table.add_column(column, overflow="fold", ratio=1 if index == len(columns) - 1 else None)
    return table


def _plain(words: str) -> str:
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in words).split())


def _row(table: Table, *cells: str) -> None:
    table.add_row(*(Text(_plain(cell)) for cell in cells))


def _actors(reading: Reading) -> Table:
    table = _table("name", "country", "sector", "mentions")
    for actor in sorted(reading.actors, key=lambda a: (-len(a.mentions), a.name))[:_ROWS]:
        _row(table, actor.name, actor.country or "–", " ".join(actor.sectors), str(len(actor.mentions)))
    return table


def _events(reading: Reading) -> Table:
    table = _table("date", "type", "who → whom", "words")
    order: dict[str, int] = {"actual": 0, "historical": 1}
    events: list[Event] = sorted(reading.events, key=lambda e: (order.get(e.status, 2), e.trigger.start))
    for event in events[:_ROWS]:
        actor, _, recipient = labels.event_words(event, reading)
        status = "" if event.status == "actual" else f" ({labels.label('statuses', event.status)})"
        arrow = f" → {recipient}" if recipient else ""
        _row(
            table,
            labels.date_words(event.date) if event.date else "–",
            event.type + status,
            (actor or "(nobody named)") + arrow,
            event.evidence.text,
        )
    return table


def _statements(reading: Reading) -> Table:
    table = _table("who", "", "what")
    for statement in reading.statements[:_ROWS]:
        _row(table, _speaker(statement, reading), labels.statement_verb(statement), " … ".join(part.text for part in statement.content))
    return table


def _speaker(statement: Statement, reading: Reading) -> str:
    if statement.speaker:
        return reading.actor(statement.speaker).name
    return statement.speaker_span.text if statement.speaker_span else "(no source named)"


def _changes(reading: Reading) -> Table:
    table = _table("who", "direction", "towards", "words")
    for change in reading.alignment_changes[:_ROWS]:
        _row(table, reading.actor(change.actor).name, change.direction, labels.names(change.targets, reading), change.evidence.text)
    return table


def _explanations(reading: Reading) -> Table:
    table = _table("what is explained", "", "by")
    for explanation in reading.explanations[:_ROWS]:
        kind = "either" if explanation.competing else "because"
        for index, reason in enumerate(explanation.alternatives):
            _row(table, explanation.explained.text if index == 0 else "", kind, reason.span.text)
            kind = "or" if explanation.competing else "and"
    return table


def _claims(reading: Reading) -> Table:
    table = _table("how likely", "cause", "", "effect")
    claims: list[Claim] = sorted(reading.claims, key=lambda c: (c.self_binding, c.likelihood is None, c.effect.start))
    for claim in claims[:_ROWS]:
        cause = claim.cause.text if claim.cause else "(not named)"
        _row(table, labels.likelihood_words(claim.likelihood), cause, labels.claim_sign(claim), claim.effect.text)
    return table
