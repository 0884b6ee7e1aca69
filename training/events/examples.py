"""Training examples of the pair model: a sentence, two marked arguments, maybe a marked trigger, and the type or "none".

From the corpus (training/corpus): every event with its argument spans; as "none": traps, and full verbs and deverbal nouns
that trigger nothing. From events_plv (the measuring data beside the checkout; used for training, never shipped): its pairs.
"""

from __future__ import annotations

import json
import pathlib
import random
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
BREAKS = (". ", "? ", "! ", "\n", ".” ", '." ')
LONGEST = 700


@dataclass(frozen=True)
class Example:
    """`source`, `target` and `trigger` are (start, end) in characters of `text`, end exclusive; None where there is none."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    trigger: tuple[int, int] | None
    label: str
    document: str


def plv_examples() -> list[Example]:
    path = SHARED / "data" / "dev" / "events_plv.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    span = lambda s: (s["start"], s["end"]) if s else None  # noqa: E731
    return [Example(r["text"], span(r["source"]), span(r["target"]), None, r["root"], r["id"]) for r in records]


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((text.rfind(mark, 0, start) + len(mark) for mark in BREAKS if text.rfind(mark, 0, start) >= 0), default=0)
    last = min((text.find(mark, end) + 1 for mark in BREAKS if text.find(mark, end) >= 0), default=len(text))
    return first, last


def corpus_documents() -> list[dict]:
    path = ROOT / "training" / "corpus" / "corpus.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def corpus_examples(documents: list[dict], seed: int = 0) -> list[Example]:
    chance = random.Random(seed)
    found = []
    for document in documents:
        text, taken = document["text"], []
        for event in document["events"]:
            taken += [(t["start"], t["end"]) for t in event["triggers"]]
            found += event_examples(document["id"], text, event)
        found += trap_examples(document["id"], text, document["traps"])
        found += quiet_examples(document["id"], text, taken, chance)
    return found


def event_examples(document: str, text: str, event: dict) -> list[Example]:
    trigger = event["triggers"][0]
    actor = event["actor_spans"][0] if event["actor_spans"] else None
    recipient = event["recipient_spans"][0] if event["recipient_spans"] else None
    spans = [s for s in (actor, recipient, trigger) if s]
    first, last = sentence_bounds(text, min(s["start"] for s in spans), max(s["end"] for s in spans))
    if last - first > LONGEST:
        return []
    local = lambda s: (s["start"] - first, s["end"] - first) if s else None  # noqa: E731
    sentence = text[first:last]
    return [Example(sentence, local(actor), local(recipient), local(trigger), event["type"], document)]


def trap_examples(document: str, text: str, traps: list[dict]) -> list[Example]:
    found = []
    for trap in traps:
        if len(trap["quote"].split()) <= 6:
            first, last = sentence_bounds(text, trap["start"], trap["end"])
            found.append(Example(text[first:last], None, None, (trap["start"] - first, trap["end"] - first), "none", document))
    return found


def quiet_examples(document: str, text: str, taken: list[tuple[int, int]], chance: random.Random) -> list[Example]:
    """Words the lexicon knows as triggers, where the annotators saw no event: the hard negatives."""
    from dragoman.events.candidates import find_candidates
    from dragoman.parse import parse_article
    from dragoman.read import make_article

    parse = parse_article(make_article(text, id=document))
    found = []
    for sentence in parse.sentences:
        if len(sentence.span.text) > LONGEST:
            continue
        for candidate in find_candidates(parse, sentence, lexical=False):
            token = parse.doc[candidate.trigger]
            start, end = token.idx, token.idx + len(token.text)
            if any(a < end and start < b for a, b in taken) or chance.random() > 0.5:
                continue
            base, trigger = sentence.span.start, (start - sentence.span.start, end - sentence.span.start)
            source = phrase_at(parse.doc, candidate.actors, base, trigger, len(sentence.span.text))
            target = phrase_at(parse.doc, candidate.recipients, base, trigger, len(sentence.span.text))
            found.append(Example(sentence.span.text, source, target, trigger, "none", document))
    return found


def phrase_at(doc, heads: tuple[int, ...], base: int, trigger: tuple[int, int], length: int) -> tuple[int, int] | None:
    """The whole phrase of the first argument, in characters of the sentence, unless it holds the trigger."""
    if not heads:
        return None
    first, last = doc[heads[0]].left_edge, doc[heads[0]].right_edge
    start, end = first.idx - base, last.idx + len(last.text) - base
    return (start, end) if 0 <= start < end <= length and not start <= trigger[0] < end else None
