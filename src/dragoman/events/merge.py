"""Codings of one happening -> one event: conservative, so that two raids a week apart stay two."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from spacy.tokens import Doc

from dragoman.types import Event

_ANAPHORIC = frozenset({"the", "this", "that", "these", "those", "such", "its", "his", "her", "their"})
_REACH = 6


class Draft(msgspec.Struct, frozen=True):
    """An event of one mention before merging, with what merging looks at (token and sentence indices)."""

    event: Event
    token: int
    noun: bool
    sentence: int
    lemma: str


def merge_mentions(doc: Doc, drafts: Sequence[Draft]) -> list[Event]:
    """Events with the mentions of one happening put together, in text order.

    A definite noun ("the attack", "this warning") joins the nearest earlier event of its type, at most six sentences
    back, whose participants do not contradict it; two verbs join only within a sentence of each other, with the same
    lemma, actors and status. It ignores world knowledge, so paraphrases stay apart.
    """
    kept: list[list[Draft]] = []
    for draft in drafts:
        home = next((group for group in reversed(kept) if _same(doc, group, draft)), None)
        if home is None:
            kept.append([draft])
        else:
            home.append(draft)
    return [_joined(group) for group in kept]


def _same(doc: Doc, group: list[Draft], draft: Draft) -> bool:
    first, last = group[0], group[-1]
    if first.event.type != draft.event.type or draft.sentence - last.sentence > _REACH:
        return False
    if not _compatible(first.event.actors, draft.event.actors) or not _compatible(first.event.recipients, draft.event.recipients):
        return False
    if (first.event.status in ("actual", "historical")) != (draft.event.status in ("actual", "historical")):
        return False
    if _dates_differ(first.event, draft.event):
        return False
    if any(_one_clause(doc, other.token, draft.token) for other in group):
        return True
    if draft.noun:
        if draft.event.date is not None and not draft.event.date.inferred and first.event.date is None:
            return False  # "the tanker war of the 1980s" dates itself: it points back to nothing
        determiners = {child.lower_ for child in doc[draft.token].children if child.dep_ in ("det", "poss", "amod")}
        return bool(determiners & _ANAPHORIC) and first.event.status == draft.event.status and draft.sentence - last.sentence <= 3
    same_place = draft.sentence - last.sentence <= 1 and draft.lemma == last.lemma
    return (
        same_place
        and bool(draft.event.actors)
        and set(first.event.actors) == set(draft.event.actors)
        and first.event.status == draft.event.status
    )


def _one_clause(doc: Doc, first: int, second: int) -> bool:
    """Whether one trigger is the other's subject or participle: "the blast killed", "struck, killing"."""
    for inner, outer in ((doc[first], doc[second]), (doc[second], doc[first])):
        if inner.head == outer and (inner.dep_ in ("nsubj", "nsubjpass", "pobj") or (inner.dep_ == "advcl" and inner.tag_ == "VBG")):
            return True
        if inner.dep_ == "pobj" and inner.head.head == outer and inner.head.lower_ in ("in", "by", "during"):
            return True
    return False


def _compatible(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return not first or not second or bool(set(first) & set(second))


def _dates_differ(first: Event, second: Event) -> bool:
    if first.date is None or second.date is None or first.date.inferred or second.date.inferred:
        return False
    return first.date.iso() != second.date.iso()


def _joined(group: list[Draft]) -> Event:
    events = [draft.event for draft in group]
    base = events[0]

    def first_of(name: str) -> object:
        return next((value for event in events if (value := getattr(event, name))), getattr(base, name))

    return msgspec.structs.replace(
        base,
        actors=first_of("actors"),
        recipients=first_of("recipients"),
        modes=first_of("modes"),
        date=first_of("date"),
        place=first_of("place"),
        mentions=tuple(mention for event in events for mention in event.mentions),
    )
