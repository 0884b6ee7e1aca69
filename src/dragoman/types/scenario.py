"""The scenario: a graph of propositions and links as authors or analysts gave them, and the answers it gives."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.claim import Sign
from dragoman.types.span import Span

InputKind = Literal["link", "assumption", "base rate", "disagreement"]


class Chance(msgspec.Struct, frozen=True):
    """How likely something is said to be: an interval in percent, or the name of the assumption that is to give one.

    `phrase` keeps the author's words where there were any. `assumption` is set where nothing was quantified
    ("possible" for could, may, might; "stated" for bare would and will): `low` and `high` are then None.
    """

    low: float | None = None
    high: float | None = None
    phrase: str | None = None
    scale: str | None = None
    assumption: str | None = None


class Delay(msgspec.Struct, frozen=True):
    """How long a cause takes to act: whole steps, or days; `text` is as given."""

    text: str
    steps: int | None = None
    days: float | None = None


class Node(msgspec.Struct, frozen=True):
    """One proposition of the graph; `label` is what a person reads and may type instead of the id."""

    id: str
    label: str


class Cause(msgspec.Struct, frozen=True):
    """A proposition as a cause: its being so, or (`state` False) its not being so."""

    proposition: str
    state: bool = True


class Link(msgspec.Struct, frozen=True):
    """One assertion that causes, alone or together, act on an effect.

    Several `causes` act only when all hold (a joint condition). `origin` says where it was read ("links.csv:4"),
    `quote` the sentence, `span` its place in the article when it was read from one.
    """

    id: str
    causes: tuple[Cause, ...]
    effect: str
    sign: Sign
    chance: Chance
    source: str | None = None
    quote: str | None = None
    delay: Delay | None = None
    origin: str | None = None
    span: Span | None = None


class BaseRate(msgspec.Struct, frozen=True):
    """How often a proposition comes about with none of its drawn causes (for a node with causes, its leak)."""

    proposition: str
    chance: Chance
    source: str | None = None
    quote: str | None = None
    origin: str | None = None


class Assumption(msgspec.Struct, frozen=True):
    """A number the user chose, by name: the interval (percent) it stands for, and where it was stated."""

    name: str
    low: float
    high: float
    text: str
    origin: str = "option"


class ScenarioGraph(msgspec.Struct, frozen=True):
    """A graph as drawn or read, before any number is missing or chosen. `steps` and `step_days` unroll its loops."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    base_rates: tuple[BaseRate, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    steps: int | None = None
    step_days: float | None = None
    notices: tuple[str, ...] = ()


class Setting(msgspec.Struct, frozen=True):
    """One proposition set or observed to be so or not so."""

    proposition: str
    state: bool


class Branch(msgspec.Struct, frozen=True):
    """One what-if: what is set (incoming links cut) and what is seen (links kept), under a name."""

    name: str
    do: tuple[Setting, ...] = ()
    observe: tuple[Setting, ...] = ()


class Probability(msgspec.Struct, frozen=True):
    """A probability over the draws, in percent: mean, 5th and 95th percentile, and both in words with the numbers."""

    mean: float
    low: float
    high: float
    words: str


class Difference(msgspec.Struct, frozen=True):
    """By how many points one branch moves an outcome from another; `raised` is the share of draws that raise it."""

    mean: float
    low: float
    high: float
    raised: float
    words: str


class ChainLink(msgspec.Struct, frozen=True):
    """One link of a chain as a sentence, with what it rests on: the author's words, a number, or an assumption."""

    link: str
    text: str
    sign: Sign
    words: str
    unquantified: str | None = None
    source: str | None = None
    quote: str | None = None


class Chain(msgspec.Struct, frozen=True):
    """A path from what is set or seen to an outcome. `strength` is the product of its links' mean strengths (percent)."""

    propositions: tuple[str, ...]
    direction: Literal["raises", "lowers"]
    strength: float
    links: tuple[ChainLink, ...]


class BranchAnswer(msgspec.Struct, frozen=True):
    """An outcome in one branch, and how far that is from the reference branch."""

    branch: str
    probability: Probability
    difference: Difference


class Outcome(msgspec.Struct, frozen=True, rename={"with_": "with"}):
    """One outcome: its probability with and without what is set, and the chains that carry the difference.

    `with_` ("with" in JSON) is the first branch, `without` the reference, `branches` all branches beside the reference.
    `unquantified` names the assumptions that stand in for numbers no author gave.
    """

    proposition: str
    label: str
    with_: Probability
    without: Probability
    difference: Difference
    branches: tuple[BranchAnswer, ...]
    chains: tuple[Chain, ...]
    unquantified: tuple[str, ...] = ()


class RunResult(msgspec.Struct, frozen=True):
    """What a run answered, and all that the answer rests on: branches, assumptions, draws, seed, and notices."""

    branches: tuple[Branch, ...]
    reference: Branch
    outcomes: tuple[Outcome, ...]
    assumptions: tuple[Assumption, ...]
    draws: int
    seed: int
    distribution: str
    notices: tuple[str, ...] = ()


class Swing(msgspec.Struct, frozen=True):
    """One bar of the tornado: the outcome (percent) with an input at its low and at its high end, the others at their mean.

    `kind` is link, assumption, base rate, disagreement or source. `share` is the part of the answer's variance that
    knowing the input would take away (percent: the value of learning it); `without` the outcome with a source's links left out.
    """

    input: str
    kind: str
    label: str
    low: float
    high: float
    at_low: float
    at_high: float
    swing: float
    share: float | None = None
    without: float | None = None


class Learning(msgspec.Struct, frozen=True):
    """What seeing one proposition would tell of the outcome (percent, every number at its mean).

    `share` is the part of the outcome's own uncertainty (its variance as a yes or no) that seeing it would take away.
    """

    proposition: str
    label: str
    probability: float
    if_yes: float
    if_no: float
    share: float


class Sensitivity(msgspec.Struct, frozen=True):
    """What one answer hangs on, widest swing first, and which propositions to watch, most telling first.

    `middle` is the answer with every input at its mean (percent), `variance` that over the draws (points squared).
    """

    outcome: str
    branch: Branch
    middle: float
    variance: float
    swings: tuple[Swing, ...]
    learning: tuple[Learning, ...] = ()


class CauseSet(msgspec.Struct, frozen=True):
    """A set of settings none of which can be spared, and the outcome's probability when they are made."""

    settings: tuple[Setting, ...]
    probability: Probability


class Crossing(msgspec.Struct, frozen=True):
    """The value (percent) one input would need for an outcome to reach a threshold; None when no value does."""

    input: str
    label: str
    low: float
    high: float
    needed: float | None
    inside: bool


class Threshold(msgspec.Struct, frozen=True):
    """What would have to be true for an outcome to pass a threshold: sets of causes, or one number by itself."""

    outcome: str
    threshold: float
    now: Probability
    sets: tuple[CauseSet, ...]
    crossings: tuple[Crossing, ...]
