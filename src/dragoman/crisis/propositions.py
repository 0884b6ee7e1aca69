"""Propositions of many readings as one set, after the edits: phrases that say the same in one thread are one.

In: readings with threads, actors' places, edits. Out: CrisisProposition records and where each reading's phrases went.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec

from dragoman.crisis.actors import Places
from dragoman.crisis.edits import Edits, bad_edit
from dragoman.crisis.groups import Groups
from dragoman.crisis.wording import Gist, Named, gist_of, same_meaning
from dragoman.types import Actor, Reading, Span
from dragoman.types.crisis import CrisisProposition, Evidence

Where = dict[tuple[str, str], str]
"""(article id, key of a phrase there) -> proposition id in the crisis; empty for one that was dropped."""


_DEMONYM_ENDINGS = frozenset({"i", "n", "an", "ian", "ese", "ish"})


class Wording(msgspec.Struct, frozen=True):
    """One phrase of one article: `key` is its proposition id there, or the claim's for phrases made from claims."""

    article: str
    key: str
    span: Span
    label: str
    actors: tuple[str, ...]
    event_type: str | None
    negated: bool
    thread: str
    gist: Gist


class _Draft(msgspec.Struct):
    id: str
    label: str
    wordings: list[Wording]
    reasons: list[str]
    probability: str | None = None


def named_in(reading: Reading, span: Span, places: Places) -> list[Named]:
    """The actors named inside a span, by characters of the span, with their crisis ids."""
    found = []
    for actor in reading.actors:
        for mention in actor.mentions:
            if span.start <= mention.span.start and mention.span.end <= span.end:
                who = places.get((reading.article.id, actor.id), actor.id)
                found.append(Named(mention.span.start - span.start, mention.span.end - span.start, who, _state(actor)))
    return found + _states_named(reading, span, places, found)


def _states_named(reading: Reading, span: Span, places: Places, found: Sequence[Named]) -> list[Named]:
    """States that a word of the span names without being a mention: "a US withdrawal", "Iraqi oil"."""
    words = _state_words(reading)
    more = []
    for match in re.finditer(r"\b[A-Z]\w+", span.text):
        if any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        word = match.group()
        actor = words.get(word) or next((words[w] for w in words if len(w) > 3 and word.removeprefix(w) in _DEMONYM_ENDINGS), None)
        if actor is not None:
            more.append(Named(match.start(), match.end(), places.get((reading.article.id, actor), actor), actor))
    return more


def _state_words(reading: Reading) -> dict[str, str]:
    """Single words by which the article names states, with the id of the state."""
    words: dict[str, str] = {}
    for actor in reading.actors:
        if actor.kind == "state":
            for text in (actor.name, *actor.aliases, *(mention.span.text for mention in actor.mentions)):
                bare = re.sub(r"^(?:[Tt]he)\s|['’]s$", "", text)
                if re.fullmatch(r"[A-Z]\w+", bare):
                    words.setdefault(bare, actor.id)
    return words


def _state(actor: Actor) -> str | None:
    of_state = actor.kind in ("organisation", "government", "state") and actor.country is not None
    return actor.country if of_state and {"MIL", "GOV"} & set(actor.sectors) else None


def collect_wordings(reading: Reading, thread: str, places: Places, made: Mapping[str, Span]) -> list[Wording]:
    """Every phrase of a reading's propositions; `made` are phrases from claims whose cause is only an agent (key -> span)."""
    article = reading.article.id
    found = []
    for proposition in reading.propositions:
        actors = tuple(dict.fromkeys(places.get((article, a), a) for a in proposition.actors))
        for number, span in enumerate(proposition.mentions):
            gist = gist_of(span.text, named_in(reading, span, places), proposition.negated if number == 0 else None)
            found.append(Wording(
                article, proposition.id, span, proposition.label, actors, proposition.event_type, proposition.negated, thread, gist
            ))
    for key, span in made.items():
        named = named_in(reading, span, places)
        actors = tuple(dict.fromkeys(one.actor for one in named))
        found.append(Wording(article, key, span, short(span.text), actors, None, False, thread, gist_of(span.text, named)))
    return found


def short(text: str, words: int = 12) -> str:
    """A label from a phrase: its first words without an article, the first letter large."""
    label = " ".join(re.sub(r"^(?:the|a|an)\s", "", text, flags=re.IGNORECASE).split()[:words]).strip(" ,;:.")
    return label[:1].upper() + label[1:]


def merge_propositions(wordings: Sequence[Wording], edits: Edits) -> tuple[tuple[CrisisProposition, ...], Where]:
    """The propositions after the edits, and where each phrase went. Raises DataError for an edit that names nothing."""
    drafts = _named(_grouped(wordings))
    _split(drafts, edits)
    _merge(drafts, edits)
    dropped: list[_Draft] = []
    for drop in edits.drop:
        if drop.proposition is not None:
            draft = _find(drafts, drop.proposition, edits, drop.line)
            drafts.remove(draft)
            dropped.append(draft)
    for rename in edits.rename:
        if rename.proposition is not None:
            _find(drafts, rename.proposition, edits, rename.line).label = rename.to
    for name, line in [(n, link.line) for link in edits.link for n in (*causes_of(link.cause), link.effect)]:
        if not _finds(drafts, name):
            drafts.append(_Draft(_free(slug(name), {draft.id for draft in drafts}), name, [], [f"drawn by hand, {edits.file}:{line}"]))
    for edit in edits.probability:
        if edit.proposition is not None:
            _find(drafts, edit.proposition, edits, edit.line).probability = edit.likelihood
    where: Where = {}
    for draft, place in [(draft, draft.id) for draft in drafts] + [(draft, "") for draft in dropped]:
        for w in draft.wordings:
            where.setdefault((w.article, w.key), place)
            where[w.article, f"{w.key}@{w.span.start}-{w.span.end}"] = place
    return tuple(_record(draft) for draft in sorted(drafts, key=lambda d: d.id)), where


def causes_of(cause: str | tuple[str, ...]) -> tuple[str, ...]:
    """The cause or causes of a link drawn by hand, as a tuple."""
    return (cause,) if isinstance(cause, str) else cause


def _grouped(wordings: Sequence[Wording]) -> list[tuple[list[Wording], tuple[str, ...]]]:
    groups = Groups(len(wordings))
    first: dict[tuple[str, str], int] = {}
    alike: dict[tuple[str, object], list[int]] = {}
    for number, wording in enumerate(wordings):
        own = first.setdefault((wording.article, wording.key), number)
        if own != number:
            groups.join(own, number, f"{wording.article}: one proposition there")
        for key in ((wording.thread, wording.gist.plain), (wording.thread, wording.gist.words)):
            alike.setdefault(key, []).append(number)
    for several in alike.values():
        for place, number in enumerate(several):
            for other in several[:place]:
                reason = same_meaning(wordings[other].gist, wordings[number].gist)
                if reason is not None and groups.root(other) != groups.root(number):
                    groups.join(other, number, f"'{wordings[other].span.text}' and '{wordings[number].span.text}': {reason}")
    return [([wordings[item] for item in items], reasons) for items, reasons in groups.members()]


def _named(groups: Sequence[tuple[list[Wording], tuple[str, ...]]]) -> list[_Draft]:
    drafts: list[_Draft] = []
    taken: set[str] = set()
    for wordings, reasons in groups:
        name = _free(slug(wordings[0].label), taken)
        taken.add(name)
        kept = [reason for reason in reasons if not reason.endswith("one proposition there")]
        drafts.append(_Draft(name, wordings[0].label, wordings, kept))
    return drafts


def slug(text: str) -> str:
    """Words as an id: small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", re.sub(r"['’]s?\b", "", text)).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "proposition"


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _finds(drafts: Sequence[_Draft], name: str) -> list[_Draft]:
    words = " ".join(name.split()).casefold()
    by_id = [draft for draft in drafts if draft.id == words]
    if by_id:
        return by_id
    return [
        draft for draft in drafts
        if words == draft.label.casefold() or any(words == " ".join(w.span.text.split()).casefold() for w in draft.wordings)
    ]


def _find(drafts: Sequence[_Draft], name: str, edits: Edits, line: int) -> _Draft:
    found = _finds(drafts, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise bad_edit(edits, line, f"'{name}' is several propositions.", "Use the id of one: " + ", ".join(d.id for d in found[:8]) + ".")
    words = name.casefold()
    near = [draft.id for draft in drafts if words in draft.label.casefold() or words in draft.id]
    hint = f"Near it: {', '.join(near[:5])}." if near else "propositions.csv lists them all; any wording names one."
    raise bad_edit(edits, line, f"there is no proposition '{name}'.", hint)


def _split(drafts: list[_Draft], edits: Edits) -> None:
    for edit in edits.split:
        draft = _find(drafts, edit.proposition, edits, edit.line)
        leaving = {" ".join(phrase.split()).casefold() for phrase in edit.phrases}
        gone = [w for w in draft.wordings if " ".join(w.span.text.split()).casefold() in leaving]
        missing = leaving - {" ".join(w.span.text.split()).casefold() for w in gone}
        if missing:
            raise bad_edit(edits, edit.line, f"'{sorted(missing)[0]}' is no wording of '{draft.label}'.", "Copy it from propositions.csv.")
        draft.wordings = [w for w in draft.wordings if w not in gone]
        drafts.append(_Draft(_free(slug(edit.to), {d.id for d in drafts}), edit.to, gone, [f"split by hand, {edits.file}:{edit.line}"]))


def _merge(drafts: list[_Draft], edits: Edits) -> None:
    for edit in edits.merge:
        if not edit.propositions:
            continue
        first = _find(drafts, edit.propositions[0], edits, edit.line)
        for name in edit.propositions[1:]:
            other = _find(drafts, name, edits, edit.line)
            if other is not first:
                first.wordings += other.wordings
                first.reasons += [*other.reasons, f"merged by hand with '{other.label}', {edits.file}:{edit.line}"]
                drafts.remove(other)


def _record(draft: _Draft) -> CrisisProposition:
    actors = tuple(dict.fromkeys(actor for w in draft.wordings for actor in w.actors))
    event = next((w.event_type for w in draft.wordings if w.event_type), None)
    evidence = tuple(Evidence(w.article, w.key, w.span) for w in draft.wordings)
    phrases = tuple(dict.fromkeys(" ".join(w.span.text.split()) for w in draft.wordings))
    first = draft.wordings[0] if draft.wordings else None
    return CrisisProposition(
        draft.id, draft.label, actors, event, evidence, phrases, first.negated if first else False,
        first.thread if first else "by hand", tuple(draft.reasons), draft.probability,
    )
