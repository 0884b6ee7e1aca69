"""One self-contained HTML file: the article beside everything read from it. No network, no other file."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files

import jinja2
import msgspec

from dragoman.show import labels
from dragoman.show.claims_graph import BOX_WIDTH, draw_claims
from dragoman.show.highlight import LAYERS, blocks, evidence_spans
from dragoman.show.network import NETWORK_HEIGHT, NETWORK_WIDTH, draw_network
from dragoman.types import Actor, Claim, Event, Reading

_KIND_ORDER = ("state", "government", "person", "armed_group", "party", "organisation", "igo", "population", "company", "media")
_KEY_ITEMS = 5


class Key(msgspec.Struct, frozen=True):
    """The article in a minute: what happened first, what is said may follow, what was left out."""

    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]


def render_report(reading: Reading) -> str:
    """The report of one reading as an HTML document.

    Everything from the article is escaped; the page's content security policy forbids any request. It works without
    JavaScript (every record links to its words) and better with it.
    """
    anchors = {record_id: span.start for record_id, span in sorted(set(evidence_spans(reading)), key=lambda pair: -pair[1].start)}
    page = _environment().get_template("report.html.j2")
    return page.render(
        reading=reading,
        blocks=blocks(reading),
        anchors=anchors,
        layers=[layer for layer in LAYERS if _count(reading, layer)],
        key=_key(reading),
        groups=_actor_groups(reading),
        network=draw_network(reading),
        network_size=(NETWORK_WIDTH, NETWORK_HEIGHT),
        claims_graph=draw_claims(reading),
        box_width=BOX_WIDTH,
        timeline=_timeline(reading),
        words=labels,
        style=_asset("report.css"),
        script=_asset("report.js"),
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.show"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


@cache
def _asset(name: str) -> str:
    return files("dragoman.show").joinpath("templates", name).read_text("utf-8")


def _count(reading: Reading, layer: str) -> int:
    counted = {
        "actor": reading.actors,
        "place": reading.places,
        "event": reading.events,
        "statement": reading.statements,
        "claim": reading.claims,
        "explanation": reading.explanations,
        "analogy": reading.analogies,
        "alignment": reading.alignment_changes,
    }
    return len(counted[layer])


def _key(reading: Reading) -> Key:
    roles = Counter(actor for event in reading.events for actor in (*event.actors, *event.recipients))
    actors = sorted(reading.actors, key=lambda actor: (-(len(actor.mentions) + 2 * roles[actor.id]), actor.name))
    real = [event for event in reading.events if event.status == "actual" and event.actors]
    weighty = sorted(
        real, key=lambda event: (-len(event.mentions) - abs(event.score or 0) / 3 - bool(event.recipients), event.trigger.start)
    )
    hedged = sorted(
        (claim for claim in reading.claims if claim.cause and claim.kind in {"conditional", "forecast"} and not claim.self_binding),
        key=lambda claim: (-(claim.likelihood.low or 0) if claim.likelihood else 0, claim.effect.start),
    )
    first = sorted(weighty[:_KEY_ITEMS], key=lambda event: event.trigger.start)
    return Key(tuple(actors[:_KEY_ITEMS]), tuple(first), tuple(hedged[:_KEY_ITEMS]))


def _actor_groups(reading: Reading) -> list[tuple[str, list[Actor]]]:
    """Actors by kind, the most mentioned first."""
    groups = []
    for kind in _KIND_ORDER:
        members = sorted((a for a in reading.actors if a.kind == kind), key=lambda actor: (-len(actor.mentions), actor.name))
        if members:
            groups.append((labels.label("kinds", kind), members))
    return groups


def _timeline(reading: Reading) -> list[tuple[str, list[Event]]]:
    """Events by date, undated ones last, each group with its heading."""
    dated: dict[str, list[Event]] = {}
    undated = []
    for event in reading.events:
        value = event.date.start or event.date.end if event.date else None
        if event.date is None or value is None:
            undated.append(event)
        else:
            dated.setdefault(f"{value}|{labels.date_words(event.date)}", []).append(event)
    groups = [(heading.split("|", 1)[1], events) for heading, events in sorted(dated.items())]
    return [*groups, *([("No date in the text", undated)] if undated else [])]
