"""Hand-drawn graphs: what a row or an arrow gives, what a bad one says, and round trips."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import DataError, SourceNotFound, UsageError
from dragoman.scenario import load_links
from dragoman.scenario.exports import read_json, write_json
from dragoman.scenario.links_csv import read_csv, write_csv
from dragoman.scenario.links_mermaid import read_mermaid, write_mermaid
from dragoman.scenario.phrases import default_scale, read_assumption, read_chance, scale_named
from dragoman.types.scenario import Cause, Chance, ScenarioGraph

DRAWN = '''#assume,possible=5-55
#assume leak=1-3
# a remark, with a comma
cause,effect,sign,likelihood,source,quote,delay,group
,Dam fails,,2-4%,survey,,,
Dam fails,Valley floods,increases,very likely,Ann,"If the dam fails, the valley will very likely flood.",2 weeks,
Rain,valley  floods,+,0.3-0.4,Bob,,,
,Rain,,30,,,,
!Warning,Losses,increases,could,,,,
Valley floods,Losses,increases,80,,,,both
Rain,Losses,increases,,,,,both
,Warning,,50-60,,,,
Pumps,Valley floods,prevents,,,"a; b|c [d] ""e""",,
,Pumps,,@custom,,,,
Rain,Pumps,no_effect,10,,,,
'''


def likeness(graph: ScenarioGraph) -> object:
    """All of a graph but the numbers of its links and where they were read."""
    links = sorted(
        ((sorted((c.proposition, c.state) for c in k.causes)), k.effect, k.sign, k.chance.low, k.chance.high, k.chance.phrase or "",
         k.chance.assumption, k.source, k.quote, k.delay.text if k.delay else None)
        for k in graph.links
    )
    rates = sorted((r.proposition, r.chance.low, r.chance.high, r.chance.assumption) for r in graph.base_rates)
    return sorted(n.label for n in graph.nodes), links, rates, [(a.name, a.low, a.high) for a in graph.assumptions], graph.steps


def test_rows_give_links_base_rates_and_assumptions() -> None:
    graph = read_csv(DRAWN)
    assert [node.label for node in graph.nodes] == ["Dam fails", "Valley floods", "Rain", "Warning", "Losses", "Pumps"]
    flood, rain, absence, pumps, inert, joint = graph.links
    assert (flood.chance.low, flood.chance.high, flood.chance.phrase, flood.source) == (80, 95, "very likely", "Ann")
    assert flood.delay is not None
    assert flood.delay.days == 14
    assert flood.origin == "links.csv:6"
    assert (rain.sign, rain.effect, rain.chance.low, rain.chance.high) == ("increases", "Valley floods", 30, 40)
    assert absence.causes == (Cause("Warning", False),)
    assert absence.chance.assumption == "possible"
    assert (joint.causes, joint.chance) == ((Cause("Valley floods"), Cause("Rain")), Chance(80, 80))
    assert pumps.chance.assumption == "stated"
    assert inert.sign == "no_effect"
    assert {rate.proposition: (rate.chance.low, rate.chance.high) for rate in graph.base_rates}["Dam fails"] == (2, 4)
    assert [(a.name, a.low, a.high) for a in graph.assumptions] == [("possible", 5, 55), ("leak", 1, 3)]


@pytest.mark.parametrize(("write", "read"), [(write_csv, read_csv), (write_mermaid, read_mermaid), (write_json, read_json)])
def test_round_trips(write, read) -> None:
    graph = read_csv(DRAWN)
    again = read(write(graph))
    assert likeness(again) == likeness(graph)
    assert write(read(write(again))) == write(again)


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("cause,effect,sign\nA,B,+\n", "links.csv:1", "likelihood"),
        ("cause,effect,sign,likelihood,colour\n", "links.csv:1", "colour"),
        ("cause,effect,sign,likelihood\nA,B,maybe,50\n", "links.csv:2", "sign"),
        ("cause,effect,sign,likelihood\n\nA,B,+,rather\n", "links.csv:3", "likelihood"),
        ("cause,effect,sign,likelihood\nA,B,+,90-80\n", "links.csv:2", "range"),
        ("cause,effect,sign,likelihood\nA,B,+,130\n", "links.csv:2", "range"),
        ("cause,effect,sign,likelihood\nA,B,+,1\n", "links.csv:2", "fraction"),
        ("cause,effect,sign,likelihood\nA,A,+,50\n", "links.csv:2", "own cause"),
        ("cause,effect,sign,likelihood\n,A,,\n", "links.csv:2", "base rate"),
        ("cause,effect,sign,likelihood\nA,,+,50\n", "links.csv:2", "effect"),
        ("cause,effect,sign,likelihood\nA,B,+,50,x,y\n", "links.csv:2", "cells"),
        ("cause,effect,sign,likelihood\n,A,,10\n,A,,20\n", "links.csv:3", "second"),
        ("#assume,possible\ncause,effect,sign,likelihood\n", "links.csv:1", "assumption"),
        ("cause,effect,sign,likelihood,group\nA,C,+,50,g\nB,C,+,60,g\n", "links.csv:3", "group"),
        ("cause,effect,sign,likelihood,delay\nA,B,+,50,soon\n", "links.csv:2", "delay"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_a_next_step(text: str, place: str, told: str) -> None:
    with pytest.raises(DataError, match=told) as caught:
        read_csv(text)
    assert caught.value.problem.startswith(place)
    assert caught.value.next_step


def test_mermaid_arrows() -> None:
    graph = read_mermaid(
        "flowchart TD\n  A[Dam fails] -->|increases, very likely; source: Ann; delay: 2 weeks| B(Valley floods)\n"
        "  C[Pumps work] -->|prevents, 70-80| B\n  %% base A: 3\n  %% base C: 0.5\n%% assume leak=0\n"
    )
    assert [node.label for node in graph.nodes] == ["Dam fails", "Valley floods", "Pumps work"]
    assert graph.links[0].chance == Chance(80, 95, "very likely", "icd_203")
    assert (graph.links[1].sign, graph.links[1].chance) == ("prevents", Chance(70, 80))
    assert [rate.chance.low for rate in graph.base_rates] == [3, 50]


@pytest.mark.parametrize("line", ["A --> B", "A -->|perhaps, 50| B", "A -->|+, 50; mood: bad| B", "this is no arrow", "%% base A 30"])
def test_a_bad_mermaid_line_is_told(line: str) -> None:
    with pytest.raises(DataError) as caught:
        read_mermaid(f"graph LR\n{line}\n")
    assert caught.value.problem.startswith("links.mmd:2")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("80", 80, 80), ("80-95%", 80, 95), ("0.8", 80, 80), ("0.25 to 0.5", 25, 50), ("0.5%", 0.5, 0.5),
     ("1%", 1, 1), ("1-5", 1, 5), ("0", 0, 0),
     ("Very  Likely", 80, 95), ("almost certainly", 95, 99)],
)
def test_likelihoods_as_people_type_them(text: str, low: float, high: float) -> None:
    chance = read_chance(text)
    assert (chance.low, chance.high) == pytest.approx((low, high))


def test_words_and_numbers_stay_together() -> None:
    scale = default_scale()
    assert scale.words(88, 80.2, 94.6) == "very likely (80-95%)"
    assert scale.words(52, 30, 70) == "unlikely to likely (30-70%, mean 52%)"
    assert scale.words(74, 68.2, 80.3) == "likely (68-80%)"
    assert scale.words(80, 80, 80) == "very likely (80%)"
    assert scale.words(0.3, 0.01, 0.96) == "almost no chance (<0.1-1%)"
    assert read_assumption("base = likely").high == 80


def test_other_scales() -> None:
    scale = scale_named("uk_phia")
    assert read_chance("highly likely", scale).scale == "uk_phia"
    assert scale_named("icd_203") is default_scale()
    with pytest.raises(UsageError):
        scale_named("none")


def test_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A plan\n\n```mermaid\ngraph LR\nA -->|+, 50| B\n```\nText.\n")
    assert load_links(tmp_path / "a.md").links[0].origin == "a.md:5"
    with pytest.raises(SourceNotFound):
        load_links(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="UTF-8"):
        load_links(tmp_path / "b.csv")
    (tmp_path / "c.json").write_text("{}")
    with pytest.raises(DataError, match="scenario graph"):
        load_links(tmp_path / "c.json")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "!B", "", "c c", "#x", '"']), st.sampled_from(["A", "B", "", "!"]),
            st.sampled_from(["+", "prevents", "no_effect", "", "?"]), st.sampled_from(["80", "1", "could", "", "5-3", "@x", "0.5", "nan"]),
        ),
        max_size=6,
    ),
    st.sampled_from(["", "#assume,x=3\n", "#assume\n", "#assume,steps=2\n", "\x00"]),
)
def test_any_table_is_a_graph_or_a_data_error(rows: list[tuple[str, ...]], before: str) -> None:
    text = before + "cause,effect,sign,likelihood\n" + "\n".join(",".join(row) for row in rows)
    try:
        graph = read_csv(text)
    except DataError:
        return
    assert likeness(read_csv(write_csv(graph))) == likeness(graph)
    assert likeness(read_mermaid(write_mermaid(graph))) == likeness(graph)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet='AB -->|+,50;:"[](){}!%\n', max_size=60))
def test_any_text_is_a_mermaid_graph_or_a_data_error(text: str) -> None:
    with contextlib.suppress(DataError):
        read_mermaid(text)
