"""Plain words for the codes of a reading."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from dragoman.types import Claim, DateValue, DocumentDate, Event, Likelihood, Reading, Statement

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DATE_SOURCES = {"given": "as given", "metadata": "from the file's metadata", "inferred": "inferred from the text"}


@cache
def labels() -> dict[str, dict[str, str]]:
    """The tables of show/data/labels.toml."""
    loaded: dict[str, dict[str, str]] = tomllib.loads(files("dragoman.show").joinpath("data/labels.toml").read_text("utf-8"))
    return loaded


def label(table: str, code: str) -> str:
    """The words for a code; the code itself where it is unknown."""
    return labels().get(table, {}).get(code, code.lower().replace("_", " "))


def event_words(event: Event, reading: Reading) -> tuple[str, str, str]:
    """Actor, deed as a noun, recipient of an event in words; an empty string where the text names nobody."""
    return names(event.actors, reading), label("event_nouns", event.type), names(event.recipients, reading)


def statement_verb(statement: Statement) -> str:
    """What the speaker does: says, warns, demands; believes or fears for attitudes."""
    table = "attitudes" if statement.kind == "attitude" and statement.act in labels()["attitudes"] else "acts"
    return label(table, statement.act)


def likelihood_words(likelihood: Likelihood | None) -> str:
    """Phrase and number together ("very likely (80-95%)"); says so where there is no number."""
    if likelihood is None:
        return "stated without a hedge"
    if likelihood.low is None or likelihood.high is None:
        return f"“{likelihood.phrase}” (possible; no number)"
    number = f"{likelihood.low:g}-{likelihood.high:g}%" if likelihood.low != likelihood.high else f"{likelihood.low:g}%"
    return f"“{likelihood.phrase}” ({number})"


def claim_sign(claim: Claim) -> str:
    """The verb between cause and effect."""
    return label("signs", claim.sign)


def names(actor_ids: tuple[str, ...], reading: Reading) -> str:
    """The actors' names as a phrase: "A", "A and B", "A, B and C"."""
    found = [reading.actor(actor_id).name for actor_id in actor_ids]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def iso_words(value: str) -> str:
    """An ISO date in words: 21 September 2020, September 2020, 2020."""
    parts = value.split("-")
    if len(parts) == 1 or not parts[1].isdigit():
        return value
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def date_words(date: DateValue | None) -> str:
    """A date as precisely as the text gives it; "no date" for None."""
    value = date.iso() if date else None
    if date is None or value is None:
        return "no date"
    if date.start is None or date.end is None:
        return f"{'until' if date.start is None else 'since'} {iso_words(_cut(value, date.precision))}"
    if date.precision in {"decade", "century"}:
        return f"{date.start[:4]}s" if date.precision == "decade" else f"{date.start[:4]} to {date.end[:4]}"
    return " to ".join(iso_words(part) for part in value.split("/"))


def _cut(value: str, precision: str) -> str:
    return value[: {"year": 4, "decade": 4, "century": 4, "month": 7, "season": 7, "quarter": 7}.get(precision, 10)]


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 event, 2 events."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def document_date_words(date: DocumentDate | None) -> str:
    """The publication date and how it is known."""
    return "date unknown" if date is None else f"{iso_words(date.value)} ({_DATE_SOURCES[date.source]})"
