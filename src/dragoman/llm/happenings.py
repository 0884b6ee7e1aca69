"""Event items of an answer -> Event records, coded with the codebook."""

from __future__ import annotations

from dragoman.llm.answer import EventAnswer, MentionAnswer
from dragoman.llm.workbench import Workbench
from dragoman.types import Counts, Event, EventMention


def build_events(items: tuple[EventAnswer, ...], bench: Workbench) -> tuple[Event, ...]:
    """The events whose type, status, actors and first mention hold; the faults of the others go to the bench."""
    events: list[Event] = []
    for index, item in enumerate(items):
        bench.quoting.begin("events", index, item)
        event = _event(item, f"e{len(events) + 1}", bench)
        if event is not None:
            events.append(event)
    return tuple(events)


def _event(item: EventAnswer, identifier: str, bench: Workbench) -> Event | None:
    if not (bench.allowed("EventAnswer", "type", item.type) and bench.allowed("EventAnswer", "status", item.status)):
        return None
    actors, recipients = bench.actors("actors", item.actors), bench.actors("recipients", item.recipients)
    asserted_by, asserted = bench.actor("asserted_by", item.asserted_by)
    mentions = _mentions(item.mentions, bench)
    if actors is None or recipients is None or not asserted or not mentions:
        return None
    book, type_name, status = bench.codebook, item.type, item.status
    changed = book.changed_type(type_name, status)  # type: ignore[arg-type]
    if changed is not None:
        type_name, status = changed, "actual"
    entry = book.types[type_name]
    modes = tuple(dict.fromkeys(mode for mode in item.modes if mode in entry.modes))
    contexts = tuple(dict.fromkeys(context for context in item.contexts if context in book.contexts))
    place = bench.cast.place_ids.get(item.place) if item.place else None
    if item.place and place is None:
        bench.quoting.fault("unknown place", "place", item.place, fatal=False)
    return Event(
        id=bench.built(identifier), type=type_name, actors=actors, recipients=tuple(one for one in recipients if one not in actors),
        status=status, mentions=mentions, modes=modes, contexts=contexts,  # type: ignore[arg-type]
        cameo=book.cameo_code(type_name, modes, contexts), quad=entry.quad, score=book.score(type_name, modes),
        date=bench.date(item.date, item.date_quote, mentions[0].evidence), place=place,
        counts=Counts(_count(item.killed), _count(item.injured), _count(item.arrested)), asserted_by=asserted_by, disputed=item.disputed,
    )


def _mentions(items: tuple[MentionAnswer, ...], bench: Workbench) -> tuple[EventMention, ...]:
    """The mentions that can be anchored; the item falls when its first one cannot."""
    if not items:
        bench.quoting.fault("malformed", "mentions", "an empty list")
        return ()
    first = _mention(items[0], bench, fatal=True)
    if first is None:
        return ()
    rest = [_mention(item, bench, fatal=False) for item in items[1:]]
    triggers = {first.trigger}
    kept = [first]
    for mention in rest:
        if mention is not None and mention.trigger not in triggers:
            triggers.add(mention.trigger)
            kept.append(mention)
    return tuple(kept)


def _mention(item: MentionAnswer, bench: Workbench, *, fatal: bool) -> EventMention | None:
    look = bench.quoting.need if fatal else bench.quoting.want
    evidence = look("mentions.quote", item.quote)
    if evidence is None:
        return None
    trigger = look("mentions.trigger", item.trigger, within=evidence, near=evidence)
    if trigger is None:
        return None
    if not evidence.contains(trigger):
        evidence = bench.quoting.sentences.around(min(evidence, trigger), max(evidence, trigger))
    actors = [bench.quoting.want("mentions.actor_quotes", quote, within=evidence, near=trigger) for quote in item.actor_quotes]
    recipients = [bench.quoting.want("mentions.recipient_quotes", quote, within=evidence, near=trigger) for quote in item.recipient_quotes]
    return EventMention(
        trigger, evidence, tuple(span for span in actors if span is not None), tuple(span for span in recipients if span is not None)
    )


def _count(number: int | None) -> int | None:
    return number if number is not None and number >= 0 else None
