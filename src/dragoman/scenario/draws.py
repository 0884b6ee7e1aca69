"""Values for the inputs of a scenario: draws over their intervals, means, or settings one by one.

An input is one number in a draw, shared by all links that take it. Its stream depends on the seed and its own id only,
so that adding a link moves no other number.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Literal

import numpy as np

from dragoman.scenario.compile import Input
from dragoman.scenario.network import Numbers

Distribution = Literal["uniform", "pert"]
DRAWS = 10_000
SEED = 20_150_102


def draw(inputs: Mapping[str, Input], draws: int, seed: int, distribution: Distribution) -> dict[str, Numbers]:
    """Values by input id: uniform over the interval, or PERT (a beta with its mode in the middle, shape 4).

    A number without width stays one number; a disagreement gets weights that believe one assertion in each draw.
    """
    values: dict[str, Numbers] = {}
    for key, item in inputs.items():
        source = np.random.default_rng([seed, zlib.crc32(key.encode())])
        if item.choices:
            values[key] = (source.integers(0, item.choices, draws)[None] == np.arange(item.choices)[:, None]).astype(float)
        elif item.low == item.high:
            values[key] = np.full(1, item.low)
        else:
            part = source.random(draws) if distribution == "uniform" else source.beta(3.0, 3.0, draws)
            values[key] = item.low + (item.high - item.low) * part
    return values


def means(inputs: Mapping[str, Input]) -> dict[str, Numbers]:
    """Every input at the mean of its distribution (both are symmetric); all assertions of a disagreement weigh the same."""
    return {
        key: np.full((item.choices, 1), 1 / item.choices) if item.choices else np.full(1, (item.low + item.high) / 2)
        for key, item in inputs.items()
    }
