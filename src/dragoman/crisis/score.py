"""Who was right: forecasts against what came about.

In: a crisis and a resolutions file. Out: scores by author, source, phrase and horizon, with intervals. A forecast is a
claim with a likelihood interval: of its effect where it names no cause, or where all its causes came about (for "unless": did
not); the number scored is the middle of the interval, or, where the cause is to lower or prevent, what that leaves of certainty.
It ignores what nobody quantified, and how hard a question was.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, get_args

import msgspec
import numpy as np

from dragoman.crisis.wording import by_absence, content_stems
from dragoman.errors import DataError, SourceNotFound
from dragoman.types.crisis import Crisis, CrisisClaim, CrisisProposition

OutcomeWord = Literal["yes", "no", "unresolved", "unresolvable"]
COLUMNS = ("proposition", "outcome", "date", "evidence")
SEED, RESAMPLES = 20150102, 2_000
LEAST_LOG = 0.001
_HORIZONS = ((31, "a month"), (92, "three months"), (366, "a year"))


class Resolution(msgspec.Struct, frozen=True):
    """What became of a proposition: `outcome`, the day it was settled, and where that can be seen."""

    proposition: str
    outcome: OutcomeWord
    date: str | None = None
    evidence: str = ""


class Forecast(msgspec.Struct, frozen=True):
    """One scored forecast: probability (fraction), whether it came about, its scores, and the groups it counts in."""

    claim: str
    holder: str
    article: str
    phrase: str
    horizon: str
    probability: float
    happened: bool
    brier: float
    log: float


class GroupScore(msgspec.Struct, frozen=True):
    """Scores of one group. Brier and log (natural, in nats) are means, 0 is best; ranges are 95% by bootstrap over forecasts.

    `said` and `came` compare the mean probability with the share that came about (with its Wilson interval): calibration.
    `interval_held` is whether the share's interval meets the forecasts' mean probability.
    """

    group: str
    name: str
    forecasts: int
    brier: float
    brier_low: float
    brier_high: float
    log: float
    said: float
    came: float
    came_low: float
    came_high: float
    interval_held: bool


class ScoreCard(msgspec.Struct, frozen=True):
    """Everything scored, and what could not be: unresolved, unresolvable, cause not met, without a number."""

    scores: tuple[GroupScore, ...]
    forecasts: tuple[Forecast, ...]
    unresolved: tuple[str, ...]
    unresolvable: tuple[str, ...]
    cause_not_met: tuple[str, ...]
    not_quantified: tuple[str, ...]


class Proposal(msgspec.Struct, frozen=True):
    """A proposition that a later event seems to settle; a person confirms by moving it to the resolutions file."""

    proposition: str
    label: str
    date: str
    event: str
    words: str


def load_resolutions(path: Path, crisis: Crisis) -> dict[str, Resolution]:
    """Proposition id -> resolution, from a CSV `proposition,outcome,date,evidence`. Raises DataError with the line."""
    if not path.is_file():
        raise SourceNotFound(f"There is no resolutions file '{path}'.", "Write one: proposition,outcome,date,evidence.")
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    if not {"proposition", "outcome"} <= set(rows.fieldnames or ()):
        raise DataError(f"{path.name}:1: no columns proposition and outcome.", f"Begin with the line {','.join(COLUMNS)}.")
    found: dict[str, Resolution] = {}
    for row in rows:
        where = f"{path.name}:{rows.line_num}"
        key = _proposition(crisis, row["proposition"] or "", where)
        outcome = (row["outcome"] or "").strip().lower()
        if outcome not in get_args(OutcomeWord):
            raise DataError(f"{where}: '{outcome}' is no outcome.", f"Write one of {', '.join(get_args(OutcomeWord))}.")
        date = (row.get("date") or "").strip() or None
        if date is not None:
            _check_day(date, where)
        if key in found and found[key].outcome != outcome:
            raise DataError(f"{where}: '{row['proposition']}' is resolved twice, differently.", "Keep one of the two rows.")
        found[key] = Resolution(key, msgspec.convert(outcome, OutcomeWord), date, (row.get("evidence") or "").strip())
    return found


def _check_day(date: str, where: str) -> None:
    try:
        datetime.date.fromisoformat(date)
    except ValueError as error:
        raise DataError(f"{where}: '{date}' is no day.", "Write it as 2020-10-05.") from error


def _proposition(crisis: Crisis, name: str, where: str) -> str:
    words = " ".join(name.split()).casefold()
    for test in (
        lambda p: p.id == words,
        lambda p: words in (p.label.casefold(), *(phrase.casefold() for phrase in p.phrases)),
    ):
        found = [p.id for p in crisis.propositions if words and test(p)]
        if len(found) == 1:
            return found[0]
        if found:
            raise DataError(f"{where}: '{name}' is several propositions.", f"Use an id: {', '.join(found[:8])}.")
    raise DataError(f"{where}: there is no proposition '{name}'.", "Use an id, label or wording of propositions.csv.")


def score(crisis: Crisis, resolutions: dict[str, Resolution]) -> ScoreCard:
    """Brier and log scores and calibration of the crisis' forecasts, all together and by author, source, phrase and horizon.

    Forecasts are counted one for each claim; a claim made at or after its resolution's date is hindsight and left out with
    the unresolved. A log score takes probabilities no closer to 0 or 1 than 0.1%.
    """
    forecasts: list[Forecast] = []
    aside: dict[str, list[str]] = {"unresolved": [], "unresolvable": [], "cause": [], "number": []}
    dates = {source.id: source.date for source in crisis.sources}
    for claim in crisis.claims:
        if claim.threat or claim.kind not in ("forecast", "conditional"):
            continue
        made = dates.get(claim.article or "")
        where = _aside(claim, resolutions, made)
        if where is not None:
            aside[where].append(claim.id)
        else:
            forecasts.append(_forecast(claim, resolutions[claim.effect].outcome == "yes"))
    scores = _grouped(forecasts)
    return ScoreCard(
        tuple(scores), tuple(forecasts), tuple(aside["unresolved"]), tuple(aside["unresolvable"]), tuple(aside["cause"]),
        tuple(aside["number"]),
    )


def _aside(claim: CrisisClaim, resolutions: dict[str, Resolution], made: str | None) -> str | None:
    """Why a claim is not scored, or None when it is."""
    likelihood = claim.likelihood
    if likelihood is None or likelihood.low is None or likelihood.high is None:
        return "number"
    asked = [resolutions.get(name) for name in (*claim.causes, claim.effect)]
    if any(one is not None and one.outcome == "unresolvable" for one in asked):
        return "unresolvable"
    if any(one is None or one.outcome == "unresolved" for one in asked):
        return "unresolved"
    settled = resolutions[claim.effect].date
    if made is not None and settled is not None and settled <= made:
        return "unresolved"
    needed = "no" if _absent(claim) else "yes"
    return "cause" if any(one is not None and one.outcome != needed for one in asked[:-1]) else None


def _absent(claim: CrisisClaim) -> bool:
    return claim.sign in ("decreases", "prevents") and by_absence(claim.marker)


def _forecast(claim: CrisisClaim, happened: bool) -> Forecast:
    likelihood = claim.likelihood
    low, high = (likelihood.low or 0.0, likelihood.high or 0.0) if likelihood else (0.0, 0.0)
    probability = (low + high) / 200
    if claim.sign in ("decreases", "prevents") and claim.causes and not _absent(claim):
        probability = 1 - probability
    bounded = min(max(probability, LEAST_LOG), 1 - LEAST_LOG)
    log = -math.log(bounded if happened else 1 - bounded)
    phrase = likelihood.band if likelihood else ""
    return Forecast(
        claim.id, claim.holder, claim.article or "by hand", phrase, _horizon(claim.delay_days), round(probability, 6), happened,
        round((probability - happened) ** 2, 6), round(log, 6),
    )


def _horizon(days: float | None) -> str:
    if days is None:
        return "no horizon"
    return next((f"within {words}" for limit, words in _HORIZONS if days <= limit), "over a year")


def _grouped(forecasts: Sequence[Forecast]) -> list[GroupScore]:
    keys: tuple[tuple[str, Callable[[Forecast], str]], ...] = (
        ("all", lambda _: "all"), ("author", lambda f: f.holder), ("source", lambda f: f.article), ("phrase", lambda f: f.phrase),
        ("horizon", lambda f: f.horizon),
    )
    found = []
    for group, key in keys:
        for name in sorted({key(forecast) for forecast in forecasts}):
            found.append(_group(group, name, [forecast for forecast in forecasts if key(forecast) == name]))
    return found


def _group(group: str, name: str, forecasts: Sequence[Forecast]) -> GroupScore:
    brier = np.array([forecast.brier for forecast in forecasts])
    draws = np.random.default_rng(SEED).integers(0, len(brier), (RESAMPLES, len(brier)))
    low, high = np.percentile(brier[draws].mean(axis=1), [2.5, 97.5])
    came = sum(forecast.happened for forecast in forecasts)
    came_low, came_high = wilson(came, len(forecasts))
    said = float(np.mean([forecast.probability for forecast in forecasts]))
    log = float(np.mean([forecast.log for forecast in forecasts]))
    return GroupScore(
        group, name, len(forecasts), round(float(brier.mean()), 6), round(float(low), 6), round(float(high), 6), round(log, 6),
        round(said, 6), round(came / len(forecasts), 6), round(came_low, 6), round(came_high, 6), came_low <= said <= came_high,
    )


def wilson(count: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """The Wilson score interval (95%) of a share. Source: E. B. Wilson (JASA 22, 1927)."""
    share = count / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)


def propose(crisis: Crisis, resolutions: dict[str, Resolution] | None = None) -> tuple[Proposal, ...]:
    """Propositions that later events seem to have settled as "yes", for a person to confirm.

    An event counts when it happened after the articles that speak of the proposition, in the same thread, is of its event
    type or shares its act, and shares an actor and two content words besides names. It never proposes "no": what is not reported may be so.
    """
    done = resolutions or {}
    dates = {source.id: source.date or "" for source in crisis.sources}
    threads = {source.id: source.thread for source in crisis.sources}
    names = frozenset(stem for actor in crisis.actors for name in (actor.name, *actor.aliases) for stem in content_stems(name))
    found = []
    for proposition in crisis.propositions:
        if proposition.id in done or proposition.negated or not proposition.evidence:
            continue
        spoken = max(dates.get(e.article, "") for e in proposition.evidence)
        for event in crisis.events:
            day = event.date.start if event.date else None
            if event.status != "actual" or day is None or day <= spoken or threads.get(event.evidence[0].article) != proposition.thread:
                continue
            if _settles(proposition, event.type, {*event.actors, *event.recipients}, event.evidence[0].span.text, names):
                found.append(Proposal(proposition.id, proposition.label, day, event.id, " ".join(event.evidence[0].span.text.split())))
    return tuple(found)


def _settles(proposition: CrisisProposition, kind: str, parties: set[str], words: str, names: frozenset[str]) -> bool:
    stems = set(content_stems(words)) - names
    shared = max(len(stems & set(content_stems(phrase))) for phrase in proposition.phrases)
    parties_agree = not proposition.actors or bool(parties & set(proposition.actors))
    return parties_agree and (shared >= 2 or (shared >= 1 and proposition.event_type == kind))
