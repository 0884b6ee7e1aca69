"""Events from sentences made for these tests: what must be found, and what must not."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.types import Event


def read(text: str, date: str | None = "2020-05-05") -> tuple[Event, ...]:
    return dragoman.read_text(text, date=date).events


def found(text: str) -> set[tuple[str, str]]:
    return {(event.type, event.status) for event in read(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France condemned the raid.", ("ACCUSE", "actual")),
        ("The raid was condemned by France.", ("ACCUSE", "actual")),
        ("Germany called for the release of the hostages.", ("REQUEST", "actual")),
        ("Germany called off a summit with Poland.", ("REJECT", "actual")),
        ("The army fired rockets at the town.", ("ASSAULT", "actual")),
        ("The president fired his interior minister.", ("SANCTION", "actual")),
        ("Peru withdrew its troops from the border.", ("RETREAT", "actual")),
        ("Peru withdrew its ambassador from Bolivia.", ("SANCTION", "actual")),
        ("Greece signed a treaty with Cyprus.", ("SUPPORT", "actual")),
        ("Kenya summoned the Somali ambassador.", ("ACCUSE", "actual")),
        ("Kenya expelled the Somali ambassador.", ("SANCTION", "actual")),
        ("The navy held an exercise off the coast.", ("MOBILIZE", "actual")),
        ("India and Japan held a joint exercise.", ("COOPERATE", "actual")),
        ("Police carried out a raid on the newspaper.", ("COERCE", "actual")),
        ("Norway will send aid to Sudan.", ("AGREE", "actual")),
        ("Norway will not send aid to Sudan.", ("REJECT", "actual")),
        ("Russia will withdraw its troops from the base.", ("CONCEDE", "actual")),
        ("Syria did not shell the village.", ("ASSAULT", "negated")),
        ("If Israel bombs Beirut, Iran would retaliate.", ("ASSAULT", "hypothetical")),
        ("Turkey denied that it had bombed the village.", ("ASSAULT", "negated")),
        ("Were Chile to expel the envoy, Peru would protest.", ("SANCTION", "hypothetical")),
        ("Mali threatened to expel the French ambassador.", ("SANCTION", "threatened")),
        ("Serbia attacked Kosovo in 1998.", ("ASSAULT", "historical")),
    ],
)
def test_type_and_status(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister attacked the budget.",
        "Brazil thrashed Chile 4-0 in Lima.",
        "Shares in Tokyo rallied on Monday.",
        "The government is fighting inflation.",
        "The defence minister likes the armed forces museum.",
    ],
)
def test_no_event(text: str) -> None:
    assert not [event for event in read(text) if event.type in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE")]


def test_who_does_what_to_whom() -> None:
    (event,) = read("Belgrade was bombed by Hungary on Monday.")
    assert event.type == "ASSAULT"
    reading = dragoman.read_text("France and Spain condemned Iran.", date="2020-05-05")
    names = {actor.id: actor.name for actor in reading.actors}
    (joint,) = reading.events
    assert [names[i] for i in joint.actors] == ["France", "Spain"]
    assert [names[i] for i in joint.recipients] == ["Iran"]


def test_agentless_passive_has_no_actor() -> None:
    (event,) = read("Three judges were shot dead on Wednesday.")
    assert (event.type, event.modes, event.actors) == ("ASSAULT", ("firearms",), ())
    assert event.counts.killed == 3


def test_talks_have_two_actors() -> None:
    (event,) = read("Turkey and Greece held talks.")
    assert event.type == "CONSULT"
    assert len(event.actors) == 2
    assert not event.recipients


def test_accused_act_is_disputed() -> None:
    events = {event.type: event for event in read("Ukraine accused Russia of shelling Kharkiv.")}
    assert events["ASSAULT"].disputed
    assert not events["ACCUSE"].disputed


def test_mentions_of_one_event_are_one() -> None:
    events = [event for event in read("Israel bombed Damascus on Monday. The bombing was condemned by Iran.") if event.type == "ASSAULT"]
    assert [len(event.mentions) for event in events] == [2]


def test_codes_from_the_codebook() -> None:
    (event,) = read("Hungary arrested two journalists.")
    assert (event.quad, event.score, event.modes) == (4, -7.0, ("arrest",))
    assert event.cameo is not None
    assert event.cameo.startswith("17")


def test_spans_quote_the_text() -> None:
    reading = dragoman.read_text("“Élan” grew. Chad expelled Niger’s envoy; Niger protested.", date="2021-02-03")
    assert reading.events
    for span in reading.spans():
        assert reading.article.text[span.start : span.end] == span.text
