"""Claims to a graph: words, numbers, signs, absence, horizons, base rates; and what is left out, with a notice."""

from __future__ import annotations

import msgspec

from dragoman.scenario import compile_scenario, graph_from_readings, make_branch, run
from dragoman.scenario.links_csv import read_csv, write_csv
from dragoman.scenario.links_mermaid import read_mermaid, write_mermaid
from dragoman.types import (
    Article,
    Claim,
    DateValue,
    DocumentDate,
    Likelihood,
    Proposition,
    ReaderInfo,
    Reading,
    Span,
)

TEXT = (
    "If the dam fails, the valley will very likely flood by June. Unless the town is warned, losses could mount. "
    "Pumps would prevent a flood. Rain is likely. If struck, we will answer."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def reading(author: str | None = "Ann") -> Reading:
    likely = Likelihood("very likely", span("very likely"), "very likely", "icd_203", 80, 95)
    could = Likelihood("could", span("could"), "possible")
    flood = "the valley will very likely flood by June"
    claims = (
        Claim("c1", span("the dam fails"), span("the valley"), "increases", "conditional", span(f"If the dam fails, {flood}."), likely,
              horizon=DateValue("2020-06-01", "2020-06-30", "month"), cause_proposition="p1", effect_proposition="p2"),
        Claim("c2", span("the town is warned"), span("losses"), "prevents", "conditional",
              span("Unless the town is warned, losses could mount."), could, marker=span("Unless"),
              cause_proposition="p3", effect_proposition="p4"),
        Claim("c3", span("Pumps"), span("a flood"), "prevents", "conditional", span("Pumps would prevent a flood."),
              effect_proposition="p2"),
        Claim("c4", None, span("Rain"), "increases", "forecast", span("Rain is likely."),
              Likelihood("likely", span("likely"), "likely", "icd_203", 55, 80)),
        Claim("c5", span("struck"), span("we will answer"), "increases", "conditional", span("If struck, we will answer."),
              self_binding=True),
    )
    propositions = (
        Proposition("p1", "dam fails", (span("the dam fails"),)), Proposition("p2", "valley floods", (span("the valley"),)),
        Proposition("p3", "town warned", (span("the town is warned"),)), Proposition("p4", "losses mount", (span("losses"),)),
    )
    article = Article("a1", TEXT, date=DocumentDate("2020-06-01", "given"), author=author)
    return Reading(article, ReaderInfo("local", "0"), claims=claims, propositions=propositions)


def test_every_link_keeps_words_sentence_source_and_horizon() -> None:
    graph = graph_from_readings([reading()])
    flood, warned, pumps = graph.links
    assert (flood.chance.low, flood.chance.high, flood.chance.phrase) == (80, 95, "very likely")
    assert flood.quote == "If the dam fails, the valley will very likely flood by June."
    assert (flood.source, flood.origin) == ("Ann", "a1:c1")
    assert flood.delay is not None
    assert flood.delay.days == 29
    assert (warned.sign, warned.causes[0].state, warned.chance.assumption) == ("increases", False, "possible")
    assert (pumps.sign, pumps.effect, pumps.chance.assumption) == ("prevents", flood.effect, "stated")
    assert [(rate.proposition, rate.chance.low) for rate in graph.base_rates] == [("rain", 55)]
    assert any("threat or promise" in notice for notice in graph.notices)


def test_signs_from_sentence_to_answer() -> None:
    model = compile_scenario(graph_from_readings([reading()]), ["possible=20-60", "stated=70-90", "leak=2", "base=10"])

    def moved(do: str, outcome: str) -> float:
        return run(model, [make_branch(model, [do])], outcomes=[outcome], draws=100).outcomes[0].difference.mean

    assert moved("dam fails=yes", "valley floods") > 70
    assert moved("town warned=yes", "losses mount") < -20
    assert moved("Pumps=yes", "valley floods") < -5


def test_two_readings_share_propositions_and_each_source_stays_known() -> None:
    graph = graph_from_readings([reading(), reading("Bob")])
    assert len(graph.nodes) == len(graph_from_readings([reading()]).nodes)
    assert {link.source for link in graph.links} == {"Ann", "Bob"}
    once = compile_scenario(graph_from_readings([reading()]), ["possible=20-60", "stated=70-90", "leak=2", "base=10"])
    twice = compile_scenario(graph, ["possible=20-60", "stated=70-90", "leak=2", "base=10"])
    answers = [run(model, [make_branch(model, ["dam fails=yes"])], outcomes=["valley floods"]).outcomes[0].with_ for model in (once, twice)]
    assert answers[0] == answers[1]


def test_a_graph_from_claims_can_be_written_and_read_again() -> None:
    first = reading()
    odd = Claim("c7", span("Pumps"), span("losses"), "decreases", "conditional", span("Pumps would prevent a flood."),
                Likelihood("a fair bet", span("could"), "likely", "own", 55, 70), horizon=DateValue(None, "2020-12-31", "year"))
    vague = msgspec.structs.replace(odd, id="c8", likelihood=Likelihood("who knows", span("could"), "possible"), horizon=None)
    graph = graph_from_readings([msgspec.structs.replace(first, claims=(*first.claims, odd, vague))])
    for again in (read_csv(write_csv(graph)), read_mermaid(write_mermaid(graph))):
        shown = [(link.effect.casefold(), link.chance.phrase, link.chance.low, link.chance.assumption) for link in again.links]
        assert shown == [(link.effect, link.chance.phrase, link.chance.low, link.chance.assumption) for link in graph.links]
        assert [link.delay.days if link.delay else None for link in again.links] == [29, None, None, 213, None]


def test_a_cause_that_points_back_is_the_effect_it_points_to() -> None:
    first = reading()
    back = Claim("c6", None, span("losses"), "increases", "conditional", span("Pumps would prevent a flood."), chain_from=("c1",),
                 effect_proposition="p4")
    graph = graph_from_readings([Reading(first.article, first.reader, claims=(*first.claims, back), propositions=first.propositions)])
    assert [(cause.proposition, link.effect) for link in graph.links[-1:] for cause in link.causes] == [("valley floods", "losses mount")]
