"""From a drawn graph to answers: the semantics, what is missing, branches, chains, loops, sensitivity, thresholds."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dragoman.errors import ScenarioError, UsageError
from dragoman.scenario import (
    Scenario,
    as_things_stand,
    compile_scenario,
    export,
    make_branch,
    minimal_causes,
    run,
    sensitivity,
    what_would_have_to_be_true,
)
from dragoman.scenario.links_csv import read_csv
from dragoman.types.scenario import RunResult

HEAD = "cause,effect,sign,likelihood,source,delay,group\n"


def scenario(rows: str, *assume: str, **options) -> Scenario:
    text = HEAD + "".join(f"{row.strip()}{',' * (6 - row.count(','))}\n" for row in rows.strip().splitlines())
    return compile_scenario(read_csv(text), assume, **options)


def mean(model: Scenario, outcome: str, do: str = "", *, observe: str = "") -> float:
    branch = make_branch(model, [do] if do else [], [observe] if observe else [])
    return run(model, [branch], outcomes=[outcome], draws=50).outcomes[0].with_.mean


class TestSemantics:
    def test_alone_a_cause_gives_its_own_number_whatever_the_leak(self) -> None:
        for leak in ("0", "10", "40"):
            model = scenario("A,B,increases,80\nC,B,increases,60", f"leak={leak}", "base=0")
            assert mean(model, "B", "A=yes") == pytest.approx(80)
            assert mean(model, "B", "A=no") == pytest.approx(float(leak))

    def test_two_raising_causes(self) -> None:
        model = scenario("A,B,increases,80\nC,B,increases,60\n,C,,100", "leak=20")
        assert mean(model, "B", "A=yes") == pytest.approx(100 * (1 - 0.8 * 0.25 * 0.5))

    def test_a_preventing_cause_multiplies(self) -> None:
        model = scenario("A,B,increases,80\n,A,,100\nP,B,prevents,75", "leak=0")
        assert mean(model, "B", "P=yes") == pytest.approx(20)
        assert mean(model, "B", "P=no") == pytest.approx(80)

    def test_a_lowering_cause_takes_a_share_when_one_is_stated(self) -> None:
        rows = "A,B,increases,80\n,A,,100\nP,B,decreases,75"
        assert mean(scenario(rows, "leak=0", "lowering=50"), "B", "P=yes") == pytest.approx(80 * (1 - 0.375))
        assert any("lowering" in notice for notice in scenario(rows, "leak=0").notices)

    def test_a_joint_cause_acts_only_together(self) -> None:
        model = scenario("A,C,increases,80,,,g\nB,C,increases,,,,g\n,B,,50", "leak=10", "base=0")
        assert mean(model, "C", "A=yes") == pytest.approx((80 + 10) / 2)
        branch = make_branch(model, ["A=yes", "B=yes"])
        assert run(model, [branch], draws=5).outcomes[0].with_.mean == pytest.approx(80)

    def test_absence_as_a_cause(self) -> None:
        model = scenario("!A,B,increases,90", "leak=5")
        assert mean(model, "B", "A=no") == pytest.approx(90)
        assert mean(model, "B", "A=yes") == pytest.approx(5)

    def test_no_effect_is_recorded_and_inert(self) -> None:
        model = scenario("A,B,no_effect,90\nC,B,increases,50\n,C,,100", "leak=0", "base=50")
        assert mean(model, "B", "C=yes") == pytest.approx(50)
        assert any("no effect" in notice for notice in model.notices)

    def test_the_same_link_said_twice_does_not_count_twice(self) -> None:
        once, twice = "A,B,increases,60,Ann", "A,B,increases,60,Ann\nA,B,increases,60,Bob"
        assert mean(scenario(twice, "leak=0"), "B", "A=yes") == pytest.approx(mean(scenario(once, "leak=0"), "B", "A=yes"))

    def test_sources_that_disagree_are_believed_in_turn(self) -> None:
        model = scenario("A,B,increases,90,Ann\nA,B,prevents,90,Bob\nC,B,increases,50\n,C,,100", "leak=0")
        outcome = run(model, [make_branch(model, ["A=yes"])]).outcomes[0]
        assert (outcome.with_.low, outcome.with_.high) == pytest.approx((5, 95))
        assert any("disagree" in notice for notice in model.notices)

    def test_a_base_rate_above_a_link_never_makes_it_lower(self) -> None:
        model = scenario("A,B,increases,10", "leak=30")
        result = run(model, [make_branch(model, ["A=yes"])])
        assert result.outcomes[0].difference.mean == 0
        assert any("100% of the draws" in notice for notice in result.notices)


class TestMissing:
    def test_everything_missing_is_named_at_once(self) -> None:
        model = scenario("A,B,increases,could\nC,B,increases,\nD,C,increases,@mood")
        with pytest.raises(ScenarioError) as caught:
            run(model, [make_branch(model, ["A=yes"])])
        for words in ("possible=", "stated=", "mood=", "leak=", "base=", "'D'", "'B'", "A increases B"):
            assert words in caught.value.problem

    def test_only_what_the_answer_needs_is_asked_for(self) -> None:
        model = scenario("A,B,increases,80\nX,Y,increases,could\n,B,,0")
        assert mean(model, "B", "A=yes") == pytest.approx(80)
        with pytest.raises(ScenarioError, match="'A'"):
            run(model, [make_branch(model, ["A=yes"])], reference=as_things_stand())

    def test_unquantified_links_are_marked(self) -> None:
        model = scenario("A,B,increases,could\nB,C,increases,likely", "possible=5-55", "leak=0")
        last = next(outcome for outcome in run(model, [make_branch(model, ["A=yes"])]).outcomes if outcome.label == "C")
        assert last.unquantified == ("possible",)
        assert [link.unquantified for link in last.chains[0].links] == ["possible", None]
        assert "5-55%" in last.chains[0].links[0].words
        assert last.chains[0].links[1].words == "likely (55-80%)"

    def test_unknown_names_and_settings(self) -> None:
        model = scenario("Troops leave,B,increases,80", "leak=0")
        with pytest.raises(ScenarioError, match="no proposition 'Troops'") as caught:
            make_branch(model, ["Troops=yes"])
        assert "Troops leave" in caught.value.next_step
        with pytest.raises(UsageError):
            make_branch(model, ["Troops leave"])
        with pytest.raises(UsageError, match="both yes and no"):
            make_branch(model, ["Troops leave=yes", "troops LEAVE=no"])
        with pytest.raises(UsageError):
            run(model, [])


class TestAnswers:
    rows = """
        A,M,increases,80-90,Ann
        M,Y,increases,70-80,Ann
        C,Y,increases,30,Bob
        C,M,decreases,50,Bob
        ,A,,40-60
        ,C,,20
    """

    def test_with_without_interval_and_chains(self) -> None:
        model = scenario(self.rows, "leak=1-2")
        result = run(model, [make_branch(model, ["A=yes"])])
        outcome = next(outcome for outcome in result.outcomes if outcome.label == "Y")
        assert outcome.without.high < outcome.with_.low < outcome.with_.mean < outcome.with_.high
        assert outcome.difference.raised == 1
        assert [chain.propositions for chain in outcome.chains] == [("A", "M", "Y")]
        assert outcome.chains[0].strength == pytest.approx(85 * 0.75)
        assert result.reference.name == "A=no"
        assert "%" in outcome.with_.words
        again = msgspec.json.decode(msgspec.json.encode(result), type=RunResult)
        assert again == result
        assert '"with":' in msgspec.json.encode(result).decode()

    def test_chains_carry_their_direction(self) -> None:
        model = scenario(self.rows, "leak=1-2")
        chains = run(model, [make_branch(model, ["C=yes"])], outcomes=["Y"]).outcomes[0].chains
        assert {chain.propositions: chain.direction for chain in chains} == {("C", "Y"): "raises", ("C", "M", "Y"): "lowers"}

    def test_the_seed_decides_and_row_order_does_not(self) -> None:
        model = scenario(self.rows, "leak=1-2")
        branch = make_branch(model, ["A=yes"])
        first = run(model, [branch], seed=1).outcomes
        assert first == run(model, [branch], seed=1).outcomes
        assert first != run(model, [branch], seed=2).outcomes
        exact = run(model, [branch], distribution="pert").outcomes[0].with_
        assert exact.low > run(model, [branch]).outcomes[0].with_.low

    def test_an_assumption_is_one_number_for_all_its_links(self) -> None:
        shared = scenario("A,B,increases,could\nB,C,increases,could", "possible=20-60", "leak=0")
        outcome = run(shared, [make_branch(shared, ["A=yes"])], outcomes=["C"]).outcomes[0]
        assert outcome.with_.mean == pytest.approx(100 * (0.4**2 + 0.4**2 / 12), abs=0.3)
        phrases = scenario("A,B,increases,unlikely\nB,C,increases,unlikely", "leak=0", shared_phrases=True)
        assert [key for key in phrases.inputs if key.startswith("phrase")] == ["phrase:unlikely"]

    def test_branches_against_a_named_reference(self) -> None:
        model = scenario(self.rows, "leak=1-2")
        leaves, both, stands = make_branch(model, ["A=yes"]), make_branch(model, ["A=yes", "C=yes"]), as_things_stand()
        result = run(model, [leaves, both], reference=stands, outcomes=["M"])
        first, second = result.outcomes[0].branches
        assert first.probability.mean > second.probability.mean > 0
        assert first.difference.mean > second.difference.mean

    def test_observing_informs_causes_and_doing_does_not(self) -> None:
        model = scenario(self.rows, "leak=1-2")
        assert mean(model, "A", observe="Y=yes") > mean(model, "A", "Y=yes") == pytest.approx(50, abs=3)

    def test_horizon(self) -> None:
        rows = "A,B,increases,80,,2 years\nA,C,increases,80,,1 month"
        near = scenario(rows, "leak=0", horizon="6 months")
        assert [link.effect for link in near.links] == ["C"]
        assert any("Beyond the horizon" in notice for notice in near.notices)


class TestLoops:
    rows = "A,B,increases,80\nB,C,increases,50\nC,B,increases,50"

    def test_a_loop_needs_a_number_of_steps(self) -> None:
        with pytest.raises(ScenarioError, match="B -> C -> B"):
            scenario(self.rows, "leak=0")

    def test_a_loop_goes_round_step_by_step(self) -> None:
        b, c = [0.8], [0.0]
        one = scenario(self.rows, "leak=0", steps=1)
        assert mean(one, "C", "A=yes") == pytest.approx(40)
        assert mean(one, "B", "A=yes") == pytest.approx(80)
        for _ in range(3):
            b, c = [*b, 1 - 0.2 * (1 - 0.5 * c[-1])], [*c, 0.5 * b[-1]]
        three = scenario(self.rows, "leak=0", steps=3)
        assert mean(three, "C", "A=yes") == pytest.approx(100 * c[3])
        assert mean(three, "B", "A=yes") == pytest.approx(100 * b[3])

    def test_setting_holds_at_every_step(self) -> None:
        assert mean(scenario(self.rows, "leak=0", "base=0", steps=4), "C", "B=yes") == pytest.approx(50)

    def test_delays(self) -> None:
        slow = "A,B,increases,80\nB,C,increases,50,,2 steps\nC,B,increases,50"
        assert mean(scenario(slow, "leak=0", steps=1), "C", "A=yes") == 0
        assert mean(scenario(slow, "leak=0", steps=2), "C", "A=yes") == pytest.approx(40)
        with pytest.raises(ScenarioError, match="length of a step"):
            scenario("A,B,increases,80,,3 months\nB,A,increases,50", "leak=0", steps=2)


class TestSensitivity:
    def test_what_the_answer_hangs_on(self) -> None:
        model = scenario("A,B,increases,could\nB,C,increases,80-82,Ann\nD,C,increases,10-12,Bob\n,D,,50", "possible=5-55", "leak=0")
        found = sensitivity(model, make_branch(model, ["A=yes"]), "C")
        first = found.swings[0]
        assert first.input == "assumption:possible"
        assert first.at_low == pytest.approx(100 * (1 - (1 - 0.05 * 0.81) * (1 - 0.5 * 0.11)))
        assert first.share is not None
        assert first.share > 98
        assert {swing.kind for swing in found.swings} == {"assumption", "link", "base rate", "source"}
        bob = next(swing for swing in found.swings if swing.label.endswith("Bob"))
        assert bob.without == pytest.approx(100 * 0.3 * 0.81)

    def test_what_seeing_a_proposition_would_tell(self) -> None:
        model = scenario("A,B,increases,80\nB,C,increases,50\nD,C,increases,90\n,A,,50\n,D,,10", "leak=0")
        found = sensitivity(model, as_things_stand(), "C")
        telling = {one.proposition: one for one in found.learning}
        assert set(telling) == {"A", "B", "D"}
        assert telling["D"].if_no == pytest.approx(20)
        assert telling["B"].if_yes == pytest.approx(100 * (1 - 0.5 * 0.91))
        assert telling["B"].share > telling["A"].share

    def test_disagreement_is_an_input(self) -> None:
        model = scenario("A,B,increases,90,Ann\nA,B,increases,10,Bob", "leak=0")
        found = sensitivity(model, make_branch(model, ["A=yes"]), "B")
        top = next(swing for swing in found.swings if swing.kind == "disagreement")
        assert (top.at_low, top.at_high) == pytest.approx((90, 10))
        assert top.share == pytest.approx(100, abs=0.5)


class TestCauses:
    rows = "A,Y,increases,70,,,g\nB,Y,increases,,,,g\nC,Y,increases,60\nP,Y,prevents,90\n,A,,10\n,B,,10\n,C,,10\n,P,,0"

    def test_minimal_sets(self) -> None:
        model = scenario(self.rows, "leak=0")
        sets = [{(s.proposition, s.state) for s in one.settings} for one in minimal_causes(model, "Y", "55")]
        assert {("C", True)} in sets
        assert {("A", True), ("B", True)} in sets
        assert not any(one > {("C", True)} for one in sets)

    def test_every_set_reaches_the_threshold_when_it_is_run(self) -> None:
        model = scenario(self.rows, "leak=0")
        for one in minimal_causes(model, "Y", "65"):
            branch = make_branch(model, [f"{s.proposition}={'yes' if s.state else 'no'}" for s in one.settings])
            assert run(model, [branch], outcomes=["Y"], draws=5).outcomes[0].with_.mean >= 65 - 1e-6

    def test_the_value_one_number_would_need(self) -> None:
        model = scenario("A,B,increases,40-60\n,A,,50", "leak=0")
        found = what_would_have_to_be_true(model, "B", "45")
        needed = {crossing.input: crossing.needed for crossing in found.crossings}
        assert needed["link:L1"] == pytest.approx(90, abs=1e-4)
        assert needed["base:A"] == pytest.approx(90, abs=1e-4)
        assert needed["assumption:leak"] is not None


def test_bif_gives_the_same_answers_elsewhere(tmp_path) -> None:
    gum = pytest.importorskip("pyagrum")
    rows = [f"C{i},Y,{'increases' if i % 3 else 'prevents'},{20 + i}" for i in range(12)]
    rows += ["Y,Z,increases,could", "A,Z,increases,,,,g", "Y,Z,increases,50,,,g"]
    model = scenario("\n".join(rows), "possible=10-20", "leak=5", "base=30")
    (tmp_path / "net.bif").write_text(export(model, "bif"))
    net = gum.loadBN(str(tmp_path / "net.bif"))
    engine = gum.LazyPropagation(net)
    engine.makeInference()
    name = next(name for name in net.names() if name.endswith("_Z"))
    from dragoman.scenario.compile import build_network
    from dragoman.scenario.draws import means
    from dragoman.scenario.run import answer

    ours = answer(model, build_network(model, means(model.inputs)), as_things_stand(), ["Z"])[0, 0]
    assert engine.posterior(name)[1] == pytest.approx(ours, abs=1e-6)


def test_graphml_and_dot_open_elsewhere() -> None:
    model = scenario("A,B,increases,80-90,Ann\nX & <q>,B,prevents,could,,,g\n!C,B,prevents,,,,g", "possible=5-55")
    networkx = pytest.importorskip("networkx")
    graph = networkx.parse_graphml(export(model, "graphml"))
    assert set(graph.nodes) == {"A", "B", "X & <q>", "C"}
    assert graph.edges["A", "B"]["low"] == 80
    assert graph.edges["C", "B"]["when"] is False
    assert graph.edges["C", "B"]["link"] == graph.edges["X & <q>", "B"]["link"]
    dot = export(model, "dot")
    assert dot.count("->") == 4
    assert "arrowtail=odot" in dot
    with pytest.raises(UsageError, match="docx"):
        export(model, "docx")


def test_answers_equal_hand_arithmetic_on_a_drawn_diamond() -> None:
    model = scenario("A,B,increases,80\nA,C,increases,60\nB,D,increases,50\nC,D,prevents,40", "leak=10")
    b, c, leak = 0.8, 0.6, 0.1
    raised = 1 - (1 - leak) * (1 - b * (1 - 0.5 / 0.9))
    assert mean(model, "D", "A=yes") == pytest.approx(100 * raised * (1 - c * 0.4))
    assert np.isfinite(mean(model, "D", "A=no"))
