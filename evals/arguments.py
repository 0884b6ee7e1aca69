#!/usr/bin/env python3
"""How often an event's argument phrase leads to the right actor: the number that the stages after the cast live on.

python evals/arguments.py [--held-out|--tuning] [--errors]

For each corpus event with one gold actor for its actor span (or as many spans as actors), the head of the annotated
phrase is looked up in `Cast.by_head`, then in `Cast.by_token`. Right: a found actor's name or alias denotes the gold
actor, or one represents the other, by the article scorer's own name matching. `head` asks by_head only, `token` the
fallback too, `own` demands the gold actor itself instead of what it represents. Spans that annotate a passive or an
absent agent are not there to be measured; whether the right argument is found is the events stage's affair.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import Any

import corpus

import dragoman
from dragoman.actors import find_cast
from dragoman.parse import parse_article
from dragoman.read import make_article

SCORER = corpus.ROOT.parent / "shared" / "score" / "score_articles.py"


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_articles", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pairs(doc: dict[str, Any]) -> list[tuple[str, dict[str, Any], list[str]]]:
    """(role, span, gold ids) for each annotated argument; ids in order where there is one a span."""
    out = []
    for event in doc["events"]:
        for role, ids in (("actor", event["actors"]), ("recipient", event["recipients"])):
            spans = event[f"{role}_spans"]
            if not ids or not spans:
                continue
            for number, span in enumerate(spans):
                out.append((role, span, [ids[number]] if len(ids) == len(spans) else ids))
    return out


def measure(doc: dict[str, Any], names_class: Any, tally: dict[str, list[int]], errors: list[str] | None) -> None:
    gold = corpus.convert(doc)["actors"]
    names = names_class(gold)
    parse = parse_article(make_article(doc["text"], date=doc["date"]))
    cast = find_cast(parse)
    by_id = {actor.id: actor for actor in cast.actors}

    def right(found: tuple[str, ...], ids: list[str], own: bool) -> bool:
        said = [n for i in found for n in (by_id[i].name, *by_id[i].aliases)]
        if own:
            return any(names.resolve(n) & set(ids) for n in said)
        return bool(names.same(said, ids))

    for role, span, ids in pairs(doc):
        tokens = parse.doc.char_span(span["start"], span["end"], alignment_mode="expand")
        head = tokens.root
        by_head = cast.by_head.get(head.i, ())
        by_token = by_head or cast.by_token.get(head.i, ())
        for key, ok in (
            ("head", right(by_head, ids, False)), ("token", right(by_token, ids, False)), ("own", right(by_token, ids, True)),
            ("found", bool(by_token)),
        ):
            for name in (key, f"{key} {role}"):
                tally.setdefault(name, [0, 0])
                tally[name][0] += ok
                tally[name][1] += 1
        if errors is not None and not right(by_token, ids, False):
            gold_names = [a["name"] for a in gold if a["id"] in ids]
            context = doc["text"][max(0, span["start"] - 60) : span["end"] + 30].replace("\n", " ")
            errors.append(f"{doc['id']} {role} {span['quote']!r} gold {gold_names} got {[by_id[i].name for i in by_token]} in ...{context}")


def main(arguments: list[str]) -> int:
    part = next((a[2:] for a in arguments if a in ("--held-out", "--tuning")), None)
    errors: list[str] | None = [] if "--errors" in arguments else None
    tally: dict[str, list[int]] = {}
    names_class = scorer().Names
    for doc in corpus.documents(part):
        measure(doc, names_class, tally, errors)
    for line in errors or ():
        print(line)
    print(f"dragoman {dragoman.__version__}, {part or 'all'}")
    for name, (ok, n) in tally.items():
        print(f"{name:18} {ok / n:.3f}  {ok}/{n}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
