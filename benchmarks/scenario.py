"""Speed and memory of the scenario engine as networks, draws and causes grow, beside pyAgrum and pgmpy, in one run.

    OMP_NUM_THREADS=1 .venv/bin/python benchmarks/scenario.py [--pgmpy /path/to/python/with/pgmpy]

Times are of one core (process time, best of 3); pyAgrum runs with one thread. pgmpy is asked for one marginal only, by
variable elimination, in a process of its own (it cannot share our environment), and given 60 seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from dragoman.scenario import compile_scenario, make_branch, run
from dragoman.scenario.bif import network_bif
from dragoman.scenario.inference import marginals
from dragoman.scenario.links_csv import read_csv
from dragoman.scenario.local import questions
from dragoman.scenario.network import Edge, Network, Node

PGMPY = """
import json, sys, time
from pgmpy.readwrite import BIFReader
from pgmpy.inference import VariableElimination
model = BIFReader(sys.argv[1]).get_model()
start = time.process_time()
answer = VariableElimination(model).query([sys.argv[2]], show_progress=False)
print(json.dumps([time.process_time() - start, float(answer.values[1])]))
"""


def random_network(size: int, links: int, seed: int, reach: int | None) -> Network:
    """Raising links between random propositions; with `reach`, no link spans more than that many places."""
    source = random.Random(seed)
    parents: list[set[int]] = [set() for _ in range(size)]
    while sum(map(len, parents)) < links:
        first, second = sorted(source.sample(range(size), 2))
        if reach is None or second - first <= reach:
            parents[second].add(first)
    nodes = []
    for number in range(size):
        leak = source.uniform(0.02, 0.2)
        edges = []
        for parent in sorted(parents[number]):
            missed = np.ones((2, 1))
            missed[1] = (1 - source.uniform(leak, 1)) / (1 - leak)
            edges.append(Edge(parent, np.ones((2, 1)), missed, raises=True, inhibits=False))
        nodes.append(Node(f"n{number}", np.array([1 - leak]), tuple(edges)))
    return Network(tuple(nodes))


def with_draws(network: Network, draws: int) -> Network:
    """Every number of the network uncertain."""
    source = np.random.default_rng(0)
    return Network(tuple(
        Node(n.name, n.quiet * source.uniform(0.9, 1.0, draws), tuple(
            Edge(e.parent, e.uninhibited, np.stack((np.ones(draws), e.missed[1] * source.uniform(0.7, 1.0, draws))), True, False)
            for e in n.edges
        ))
        for n in network.nodes
    ))


def best(call: Callable[[], object], times: int = 3) -> float:
    """Least process time of a call, in milliseconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        call()
        found.append(1000 * (time.process_time() - start))
    return min(found)


def pyagrum_network(network: Network):
    """The same network in pyAgrum, with its own compound noisy-or."""
    import pyagrum as gum

    net = gum.BayesNet()
    for node in network.nodes:
        net.addNoisyORCompound(gum.LabelizedVariable(node.name, "", 2), float(1 - node.quiet[0]))
    for number, node in enumerate(network.nodes):
        for edge in node.edges:
            net.addWeightedArc(edge.parent, number, float(1 - edge.missed[1, 0] * node.quiet[0]))
    return net


def pyagrum_all(net) -> list[float]:
    """All marginals by pyAgrum's default engine on one thread."""
    import pyagrum as gum

    engine = gum.LazyPropagation(net)
    engine.setNumberOfThreads(1)
    engine.makeInference()
    return [engine.posterior(number)[1] for number in range(net.size())]


def pyagrum_do(net, target: int, cause: int) -> float:
    """One do() query by pyAgrum: incoming arcs cut, the state as evidence, one target (barren nodes pruned by it)."""
    import pyagrum as gum

    engine = gum.LazyPropagation(net)
    engine.setNumberOfThreads(1)
    engine.setEvidence({cause: 1})
    engine.setTargets({target})
    engine.makeInference()
    return float(engine.posterior(target)[1])


def pgmpy_one(python: str | None, network: Network, target: int) -> str:
    """One marginal by pgmpy, in milliseconds, or why there is none."""
    if python is None:
        return "-"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "net.bif")
        path.write_text(network_bif(network))
        try:
            done = subprocess.run(
                [python, "-W", "ignore", "-c", PGMPY, str(path), f"n{target}_n{target}"],
                capture_output=True, text=True, timeout=60, check=False,
            )
        except subprocess.TimeoutExpired:
            return "> 60 s"
    if done.returncode:
        return "fails: " + (done.stderr.strip().splitlines() or ["no message"])[-1][:60]
    seconds, answer = json.loads(done.stdout.strip().splitlines()[-1])
    return f"{1000 * seconds:.1f}" + ("" if abs(answer - marginals(network, [target])[0, 0]) < 1e-6 else " (differs)")


def cold(network: Network) -> object:
    """All marginals with nothing remembered from before."""
    questions.cache_clear()
    return marginals(network)


def growth_of_nodes(python: str | None) -> None:
    print("\nAll marginals, links = 1.5 x nodes; times in ms")
    print(f"{'links reach':>12} {'nodes':>6} {'first time':>11} {'again':>8} {'pyAgrum':>9} {'pgmpy, one':>12}  largest difference")
    for reach, sizes in ((12, (25, 50, 100, 200, 400, 800)), (None, (25, 50, 100, 200))):
        for size in sizes:
            network = random_network(size, 3 * size // 2, 1, reach)
            first, again = best(lambda n=network: cold(n)), best(lambda n=network: marginals(n))
            peer, gap = "-", "-"
            if reach is not None or size <= 50:
                net = pyagrum_network(network)
                peer = f"{best(lambda g=net: pyagrum_all(g)):.1f}"
                gap = f"{np.abs(marginals(network)[:, 0] - pyagrum_all(net)).max():.1e}"
            one = pgmpy_one(python, network, size - 1) if size <= 200 else "-"
            print(f"{reach or 'any':>12} {size:>6} {first:>11.1f} {again:>8.1f} {peer:>9} {one:>12}  {gap}", flush=True)
    print("pyAgrum is left out on unbounded reach past 50 nodes: one junction tree over all of them does not fit in memory.")


def growth_of_draws() -> None:
    print("\nOne do() query for the last of 200 propositions, 300 links (reach 12), every number uncertain; times in ms")
    network = random_network(200, 300, 3, 12)
    cause = 150
    cut = Network(tuple(Node(n.name, n.quiet, () if i == cause else n.edges) for i, n in enumerate(network.nodes)))
    target = 199
    net = pyagrum_network(cut)
    once = best(lambda: pyagrum_do(net, target, cause))
    gap = abs(pyagrum_do(net, target, cause) - marginals(network, [target], do={cause: True})[0, 0])
    print(f"{'draws':>7} {'dragoman':>9} {'pyAgrum looped':>15} {'times':>7}")
    for draws in (1, 10, 100, 1_000, 10_000, 50_000):
        many = with_draws(network, draws)
        took = best(lambda m=many: marginals(m, [target], do={cause: True}), 2)
        print(f"{draws:>7} {took:>9.1f} {once * draws:>15.1f} {once * draws / took:>7.0f}", flush=True)
    print(f"pyAgrum looped is one query ({once:.2f} ms, without setting its tables anew) times the draws; answers differ by {gap:.1e}.")


def hardest_targets() -> None:
    print("\n10,000 draws, one target each, the slowest of 40 targets over 5 networks of 200 propositions, 300 links")
    for reach in (12, None):
        worst, size = 0.0, 0
        for seed in range(5):
            many = with_draws(random_network(200, 300, seed, reach), 10_000)
            for target in range(160, 200, 5):
                took = best(lambda m=many, t=target: marginals(m, [t], do={3: True}), 1)
                if took > worst:
                    worst, size = took, len(questions(many.structure(), (target,), ((3, True),), ())[-1].interior)
        print(f"links reach {reach or 'any':>4}: {worst:.0f} ms ({size} propositions weighed together)", flush=True)


def growth_of_causes() -> None:
    print("\nOne node with many causes that share a cause of their own; all marginals, times in ms")
    for causes in (5, 10, 15, 20, 30, 60, 120):
        missed = np.array([[1.0], [0.6]])
        link = [Edge(0, np.ones((2, 1)), missed, True, False)]
        nodes = [Node("root", np.array([0.5])), *(Node(f"c{i}", np.array([0.9]), tuple(link)) for i in range(causes))]
        nodes.append(Node("effect", np.array([0.95]), tuple(Edge(i + 1, np.ones((2, 1)), missed, True, False) for i in range(causes))))
        network = Network(tuple(nodes))
        peer = f"{best(lambda n=network: pyagrum_all(pyagrum_network(n)), 1):.1f}" if causes <= 15 else "-"
        print(f"{causes:>4} causes: dragoman {best(lambda n=network: cold(n)):.1f}, pyAgrum {peer}", flush=True)


def whole_run() -> None:
    print("\nA whole run from a file: 200 propositions, 300 links, 10,000 draws, every number uncertain")
    network = random_network(200, 300, 3, 12)
    rows = [f"n{e.parent},n{i},increases,{40 + (e.parent * i) % 30}-{80 + i % 15}" for i, n in enumerate(network.nodes) for e in n.edges]
    text = "#assume,base=5-20\n#assume,leak=1-5\ncause,effect,sign,likelihood\n" + "\n".join(rows)
    start = time.process_time()
    scenario = compile_scenario(read_csv(text))
    branch = make_branch(scenario, ["n150=yes"])
    print(f"reading and compiling: {1000 * (time.process_time() - start):.0f} ms")
    print(f"one outcome, with and without: {best(lambda: run(scenario, [branch], outcomes=['n199']), 1):.0f} ms")
    start = time.process_time()
    found = run(scenario, [branch])
    print(f"every outcome it can change ({len(found.outcomes)}): {1000 * (time.process_time() - start):.0f} ms")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pgmpy", help="a Python that has pgmpy")
    chosen = options.parse_args()
    whole_run()
    print(f"peak memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (numpy and dragoman.scenario included)")
    hardest_targets()
    print(f"peak memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    growth_of_draws()
    growth_of_causes()
    growth_of_nodes(chosen.pgmpy)


if __name__ == "__main__":
    sys.exit(main())
