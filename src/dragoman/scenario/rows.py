"""Rows of a hand-drawn graph, from whatever file, gathered into one ScenarioGraph and checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TypeVar

from dragoman.errors import DataError
from dragoman.scenario.phrases import PhraseScale, read_assumption, read_chance
from dragoman.types.claim import Sign
from dragoman.types.scenario import Assumption, BaseRate, Cause, Delay, Link, Node, ScenarioGraph

Result = TypeVar("Result")

DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_DELAY = re.compile(r"^(\d+(?:\.\d+)?)\s*(step|day|week|month|year)?s?$")
_NOT = re.compile(r"^(?:!|not:\s*)(.+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One drawn arrow, or a base rate when `cause` is empty; `place` is file and line, for error messages."""

    cause: str
    effect: str
    sign: str
    likelihood: str
    place: str
    source: str = ""
    quote: str = ""
    delay: str = ""
    group: str = ""


@dataclass
class Drawing:
    """Rows, assumptions and labels as a file gives them, in its order."""

    rows: list[Row] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    steps: int | None = None
    step_days: float | None = None

    def assume(self, text: str, place: str, scale: PhraseScale) -> None:
        """Take a stated assumption; "steps" and "step" set how loops are unrolled. Raises DataError."""
        name, _, value = (part.strip() for part in text.partition("="))
        if name.lower() == "steps":
            if not re.fullmatch(r"[1-9]\d{0,2}", value):
                raise DataError(f"{place}: '{value}' is no number of steps.", "Write a whole number up to 999, such as steps=4.")
            self.steps = int(value)
        elif name.lower() == "step":
            self.step_days = read_delay(value, place).days
            if self.step_days is None:
                raise DataError(f"{place}: '{value}' is no length of a step.", "Write a duration, such as step=1 month.")
        else:
            self.assumptions.append(_placed(place, lambda: read_assumption(text, place, scale)))


def _placed(place: str, call: Callable[[], Result]) -> Result:
    """The result of `call`; a DataError gets the place where the text stands."""
    try:
        return call()
    except DataError as error:
        raise DataError(f"{place}: {error.problem}", error.next_step) from error


@cache
def _signs() -> dict[str, Sign]:
    text = resources.files("dragoman.scenario").joinpath("data/signs.toml").read_text(encoding="utf-8")
    table: dict[Sign, list[str]] = tomllib.loads(text)  # type: ignore[assignment]
    return {word: sign for sign, words in table.items() for word in words}


def read_sign(text: str, place: str) -> Sign:
    """The sign a person wrote, by name or by mark ("+"). Raises DataError."""
    sign = _signs().get(" ".join(text.lower().split()))
    if sign is None:
        raise DataError(f"{place}: '{text}' is no sign.", "Write increases, decreases, prevents or no_effect.")
    return sign


def is_sign(text: str) -> bool:
    """Say whether a text is one of the ways to write a sign."""
    return " ".join(text.lower().split()) in _signs()


def read_delay(text: str, place: str) -> Delay:
    """A delay as typed: "2" or "2 steps", "6 months". Raises DataError."""
    match = _DELAY.match(text.strip().lower())
    if not match:
        raise DataError(f"{place}: '{text}' is no delay.", "Write a number of steps (2) or a duration (6 months).")
    number, unit = float(match.group(1)), match.group(2)
    if unit in {None, "step"}:
        if number != int(number) or not number:
            raise DataError(f"{place}: '{text}' is no whole number of steps.", "Write 1 or more, or a duration such as 2 weeks.")
        return Delay(text.strip(), steps=int(number))
    return Delay(text.strip(), days=number * DAYS[unit])


class _Names:
    """Propositions by name, each spelt as it was first met; case and spacing do not make another proposition."""

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels
        self.spelling: dict[str, str] = {}

    def of(self, name: str) -> str:
        words = " ".join(name.split())
        return self.spelling.setdefault(words.casefold(), words)

    def cause(self, name: str) -> Cause:
        negated = _NOT.match(name)
        return Cause(self.of(negated.group(1)), False) if negated else Cause(self.of(name))

    def nodes(self) -> tuple[Node, ...]:
        return tuple(Node(name, self.labels.get(name, name)) for name in self.spelling.values())


def graph_of(drawing: Drawing, scale: PhraseScale) -> ScenarioGraph:
    """The graph of a drawing. Rows of one effect with one `group` are one joint cause.

    Raises DataError, with the place and the next step, for a row that cannot be read.
    """
    names = _Names(drawing.labels)
    links: list[Link] = []
    rates: list[BaseRate] = []
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in drawing.rows:
        _check(row)
        if not row.cause:
            chance = _placed(row.place, lambda row=row: read_chance(row.likelihood, scale))  # type: ignore[misc]
            if any(rate.proposition == names.of(row.effect) for rate in rates):
                raise DataError(f"{row.place}: '{row.effect}' has a second base rate.", "Keep one of the two rows.")
            rates.append(BaseRate(names.of(row.effect), chance, row.source or None, row.quote or None, row.place))
        elif row.group:
            names.cause(row.cause)
            groups.setdefault((row.group, names.of(row.effect)), []).append(row)
        else:
            links.append(_link(f"L{len(links) + 1}", [row], names, scale))
    for number, rows in enumerate(groups.values(), start=len(links) + 1):
        links.append(_link(f"L{number}", rows, names, scale))
    return ScenarioGraph(
        names.nodes(), tuple(links), tuple(rates), tuple(drawing.assumptions), drawing.steps, drawing.step_days
    )


def _check(row: Row) -> None:
    if not row.effect:
        raise DataError(f"{row.place}: the effect is empty.", "Name the proposition that the row is about.")
    if _NOT.match(row.effect):
        raise DataError(f"{row.place}: an effect cannot be negated.", "Name it as it is and change the sign: prevents or decreases.")
    if not row.cause and not row.likelihood:
        raise DataError(f"{row.place}: the base rate of '{row.effect}' is empty.", "Write a number, a range or a phrase as its likelihood.")
    if row.cause and not row.sign:
        raise DataError(f"{row.place}: the sign is empty.", "Write increases, decreases, prevents or no_effect.")


def _link(number: str, rows: list[Row], names: _Names, scale: PhraseScale) -> Link:
    first = rows[0]
    causes = tuple(names.cause(row.cause) for row in rows)
    effect = names.of(first.effect)
    if any(cause.proposition == effect for cause in causes):
        raise DataError(f"{first.place}: '{effect}' is its own cause.", "Draw the loop through another proposition, or drop the row.")
    signs = {read_sign(row.sign, row.place) for row in rows}
    likelihoods = {" ".join(row.likelihood.split()) for row in rows if row.likelihood.strip()}
    if len(signs) > 1 or len(likelihoods) > 1:
        raise DataError(
            f"{rows[-1].place}: the causes of group '{first.group}' have different signs or likelihoods.",
            "A joint cause has one: write it on the first row and leave the others' likelihood empty.",
        )
    text = likelihoods.pop() if likelihoods else ""
    chance = _placed(first.place, lambda: read_chance(text, scale))
    delays = [read_delay(row.delay, row.place) for row in rows if row.delay]
    return Link(
        number, causes, effect, signs.pop(), chance,
        source=next((row.source for row in rows if row.source), None),
        quote=next((row.quote for row in rows if row.quote), None),
        delay=delays[0] if delays else None,
        origin=first.place,
    )
