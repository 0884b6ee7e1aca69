"""The engine against brute force, pyAgrum, the classic do() cases, and what must hold for any network."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ScenarioError
from dragoman.scenario.inference import marginals
from dragoman.scenario.network import Edge, Network, Node


def raising(parent: int, alone: float, leak: float, state: bool = True) -> Edge:
    missed = np.ones((2, 1))
    missed[int(state)] = min(1.0, (1 - alone) / (1 - leak))
    return Edge(parent, np.ones((2, 1)), missed, raises=True, inhibits=False)


def inhibiting(parent: int, strength: float, state: bool = True) -> Edge:
    left = np.ones((2, 1))
    left[int(state)] = 1 - strength
    return Edge(parent, left, left, raises=False, inhibits=True)


def node(name: str, leak: float, *edges: Edge) -> Node:
    return Node(name, np.array([1 - leak]), edges)


def random_network(size: int, links: int, seed: int, *, inhibitors: bool = True, reach: int = 1000) -> Network:
    source = random.Random(seed)
    parents: list[set[int]] = [set() for _ in range(size)]
    while sum(map(len, parents)) < min(links, size * (size - 1) // 2):
        a, b = sorted(source.sample(range(size), 2))
        if b - a <= reach:
            parents[b].add(a)
    nodes = []
    for number in range(size):
        leak = source.uniform(0.02, 0.3)
        edges = [
            inhibiting(p, source.random(), source.random() < 0.8)
            if inhibitors and source.random() < 0.3
            else raising(p, source.uniform(leak, 1.0), leak, source.random() < 0.8)
            for p in sorted(parents[number])
        ]
        nodes.append(node(f"n{number}", leak, *edges))
    return Network(tuple(nodes))


def chance(network: Network, number: int, world: tuple[int, ...]) -> float:
    item = network.nodes[number]
    stays, missed = 1.0, float(item.quiet[0])
    for edge in item.edges:
        stays *= float(edge.uninhibited[world[edge.parent], 0])
        missed *= float(edge.missed[world[edge.parent], 0])
    return stays - missed


def brute_force(network: Network, do: dict[int, bool], seen: dict[int, bool]) -> np.ndarray:
    size = len(network.nodes)
    total, yes = 0.0, np.zeros(size)
    for world in itertools.product((0, 1), repeat=size):
        if any(world[n] != int(s) for n, s in (*do.items(), *seen.items())):
            continue
        weight = 1.0
        for number in range(size):
            if number not in do:
                p = chance(network, number, world)
                weight *= p if world[number] else 1 - p
        total += weight
        yes += weight * np.array(world)
    return yes / total


@pytest.mark.parametrize("seed", range(12))
def test_equals_brute_force(seed: int) -> None:
    source = random.Random(seed)
    size = source.randint(2, 9) if seed else 12
    network = random_network(size, source.randint(1, 3 * size), seed)
    do = {n: source.random() < 0.5 for n in source.sample(range(size), source.randint(0, min(2, size)))}
    seen = {n: source.random() < 0.5 for n in range(size) if n not in do and source.random() < 0.2}
    expected = brute_force(network, do, seen)
    assert np.allclose(marginals(network, do=do, observe=seen)[:, 0], expected, atol=1e-9, rtol=0)
    for number in range(size):
        assert abs(marginals(network, [number], do=do, observe=seen)[0, 0] - expected[number]) < 1e-9


def to_pyagrum(network: Network):
    gum = pytest.importorskip("pyagrum")
    net = gum.BayesNet()
    for item in network.nodes:
        net.addNoisyORCompound(gum.LabelizedVariable(item.name, "", 2), float(1 - item.quiet[0]))
    for number, item in enumerate(network.nodes):
        for edge in item.edges:
            net.addWeightedArc(edge.parent, number, float(1 - edge.missed[1, 0] * item.quiet[0]))
    return gum, net


@pytest.mark.parametrize(("size", "links", "seed"), [(30, 45, 1), (30, 60, 2), (200, 260, 3), (200, 300, 4)])
def test_equals_pyagrum(size: int, links: int, seed: int) -> None:
    source = random.Random(seed)
    network = random_network(size, links, seed, inhibitors=False, reach=12)
    network = Network(tuple(
        node(n.name, 1 - n.quiet[0], *(raising(e.parent, source.uniform(1 - n.quiet[0], 1), 1 - n.quiet[0]) for e in n.edges))
        for n in network.nodes
    ))
    gum, net = to_pyagrum(network)
    engine = gum.LazyPropagation(net)
    engine.makeInference()
    expected = [engine.posterior(n)[1] for n in range(size)]
    assert np.abs(marginals(network)[:, 0] - expected).max() < 1e-9
    engine.setEvidence({size - 1: 1, size // 2: 0})
    engine.makeInference()
    seen = {size - 1: True, size // 2: False}
    expected = [engine.posterior(n)[1] for n in range(size)]
    assert np.abs(marginals(network, observe=seen)[:, 0] - expected).max() < 1e-9


def test_a_node_with_many_causes_is_no_harder() -> None:
    network = Network((
        *(node(f"c{i}", 0.1) for i in range(60)),
        node("effect", 0.05, *(raising(i, 0.05 + 0.01 * i, 0.05) if i % 2 else inhibiting(i, 0.01 * i) for i in range(60))),
    ))
    stays = np.prod([1 - 0.1 * 0.01 * i for i in range(0, 60, 2)])
    missed = 0.95 * stays * np.prod([0.9 + 0.1 * (1 - 0.05 - 0.01 * i) / 0.95 for i in range(1, 60, 2)])
    assert marginals(network, [60])[0, 0] == pytest.approx(stays - missed, abs=1e-12)


class TestDoCutsIncomingLinksAndObservingDoesNot:
    def test_chain(self) -> None:
        network = Network((node("a", 0.3), node("b", 0.1, raising(0, 0.8, 0.1)), node("c", 0.05, raising(1, 0.9, 0.05))))
        assert marginals(network, [0], do={1: True})[0, 0] == pytest.approx(0.3)
        assert marginals(network, [0], observe={1: True})[0, 0] == pytest.approx(0.24 / 0.31)
        assert marginals(network, [2], do={1: True})[0, 0] == pytest.approx(0.9)
        assert marginals(network, [2], observe={1: True})[0, 0] == pytest.approx(0.9)

    def test_fork(self) -> None:
        network = Network((node("a", 0.3), node("b", 0.1, raising(0, 0.8, 0.1)), node("c", 0.05, raising(0, 0.9, 0.05))))
        unmoved = marginals(network, [2])[0, 0]
        assert marginals(network, [2], do={1: True})[0, 0] == pytest.approx(unmoved)
        assert marginals(network, [2], observe={1: True})[0, 0] > unmoved + 0.2

    def test_collider(self) -> None:
        network = Network((node("a", 0.3), node("b", 0.2), node("c", 0.05, raising(0, 0.8, 0.05), raising(1, 0.9, 0.05))))
        assert marginals(network, [0], do={1: True})[0, 0] == pytest.approx(0.3)
        assert marginals(network, [0], do={2: True})[0, 0] == pytest.approx(0.3)
        explained = marginals(network, [0], observe={2: True, 1: True})[0, 0]
        assert 0.3 < explained < marginals(network, [0], observe={2: True})[0, 0]

    def test_mediator(self) -> None:
        network = Network((
            node("cause", 0.3),
            node("mediator", 0.1, raising(0, 0.8, 0.1)),
            node("effect", 0.05, raising(1, 0.7, 0.05), raising(0, 0.4, 0.05)),
        ))
        whole = marginals(network, [2], do={0: True})[0, 0] - marginals(network, [2], do={0: False})[0, 0]
        held = marginals(network, [2], do={0: True, 1: False})[0, 0] - marginals(network, [2], do={0: False, 1: False})[0, 0]
        assert held == pytest.approx(0.35)
        assert whole > held

    def test_a_shared_cause_makes_seeing_and_doing_differ(self) -> None:
        network = Network((
            node("c", 0.5), node("a", 0.1, raising(0, 0.9, 0.1)), node("b", 0.1, raising(0, 0.9, 0.1), raising(1, 0.3, 0.1)),
        ))
        assert marginals(network, [2], observe={1: True})[0, 0] > marginals(network, [2], do={1: True})[0, 0] + 0.1


def test_an_impossible_observation_is_an_error() -> None:
    network = Network((node("a", 0.0), node("b", 0.5)))
    with pytest.raises(ScenarioError, match="cannot happen"):
        marginals(network, [1, 0], observe={0: True})
    with pytest.raises(ScenarioError, match="set to one state"):
        marginals(network, [1], do={0: True}, observe={0: False})


def test_each_draw_is_answered_as_if_alone() -> None:
    network = random_network(10, 18, 5)
    source = np.random.default_rng(1)
    nodes = [
        Node(n.name, source.uniform(0.5, 1.0, 40) if i % 2 else n.quiet, n.edges) for i, n in enumerate(network.nodes)
    ]
    many = Network(tuple(nodes))
    together = marginals(many, observe={9: True})
    for draw in (0, 17, 39):
        alone = many.part(frozenset(range(10)), draw, draw + 1)
        assert np.allclose(together[:, draw], marginals(alone, observe={9: True})[:, 0], atol=1e-12)


@pytest.mark.parametrize("observe", [{}, {39: True, 12: False}])
def test_draws_in_small_portions_give_the_same(observe: dict[int, bool], monkeypatch: pytest.MonkeyPatch) -> None:
    network = random_network(40, 60, 3)
    source = np.random.default_rng(2)
    many = Network(tuple(Node(n.name, source.uniform(0.5, 1.0, 30), n.edges) for n in network.nodes))
    whole = marginals(many, observe=observe), marginals(many, [38], observe=observe)
    monkeypatch.setattr("dragoman.scenario.inference.CHUNK_FLOATS", 100)
    monkeypatch.setattr("dragoman.scenario.inference.STORED_FLOATS", 500)
    assert np.allclose(marginals(many, observe=observe), whole[0], atol=1e-14)
    assert np.allclose(marginals(many, [38], observe=observe), whole[1], atol=1e-14)


def test_too_entangled_is_said_not_tried() -> None:
    with pytest.raises(ScenarioError, match="too entangled"):
        marginals(random_network(60, 1200, 1), [59])


sizes = st.integers(2, 10)
seeds = st.integers(0, 10_000)


@settings(max_examples=40, deadline=None)
@given(size=sizes, seed=seeds)
def test_bounds(size: int, seed: int) -> None:
    answers = marginals(random_network(size, 2 * size, seed), do={0: True})
    assert ((answers >= 0) & (answers <= 1)).all()


@settings(max_examples=40, deadline=None)
@given(size=sizes, seed=seeds, lower=st.floats(0.05, 0.9), more=st.floats(0.0, 0.1))
def test_raising_a_raising_probability_never_lowers_an_answer(size: int, seed: int, lower: float, more: float) -> None:
    plain = random_network(size, 2 * size, seed, inhibitors=False)
    nodes = [Node(n.name, n.quiet, tuple(raising(e.parent, 0.5, float(1 - n.quiet[0])) for e in n.edges)) for n in plain.nodes]
    last = nodes[-1]
    leak = 0.05

    def with_strength(strength: float) -> np.ndarray:
        final = node("last", leak, raising(0, strength, leak), *(e for e in last.edges if e.parent != 0))
        return marginals(Network((*nodes[:-1], final)))[:, 0]

    assert (with_strength(lower + more) - with_strength(lower) >= -1e-12).all()


@settings(max_examples=40, deadline=None)
@given(size=sizes, seed=seeds)
def test_the_order_of_nodes_and_links_does_not_matter(size: int, seed: int) -> None:
    network = random_network(size, 2 * size, seed)
    place = list(range(size))
    random.Random(seed).shuffle(place)
    shuffled: list[Node | None] = [None] * size
    for number, item in enumerate(network.nodes):
        edges = [Edge(place[e.parent], e.uninhibited, e.missed, e.raises, e.inhibits) for e in reversed(item.edges)]
        shuffled[place[number]] = Node(item.name, item.quiet, tuple(edges))
    moved = marginals(Network(tuple(n for n in shuffled if n)), observe={place[0]: True})
    assert np.allclose(moved[place], marginals(network, observe={0: True}), atol=1e-12)
