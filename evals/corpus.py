#!/usr/bin/env python3
"""The training corpus in the gold format of the article scorer, so that score_articles.py runs on it.

python evals/corpus.py OUT_DIR [--held-out|--tuning]     writes OUT_DIR/gold/*.json, OUT_DIR/texts/*.txt, OUT_DIR/dates.json
python evals/corpus.py OUT_DIR --predict                 reads OUT_DIR/texts with their dates and writes OUT_DIR/p.json

Then: python3 ../shared/score/score_articles.py OUT_DIR/p.json --gold OUT_DIR/gold --texts OUT_DIR/texts

Held out are the documents whose SHA-1(id) starts with 0-3, about a quarter. The corpus marks nothing optional, so all is
core. What the corpus leaves out is filled by convention: aliases are the mentions and the argument phrases that stand
for an actor alone, with and without determiner; a government and its state are one actor; an official, army,
police or parliament represents the state of its country where that state is an actor of the document; an event's
evidence runs over its first trigger and its argument spans; hypothetical events of parts c1 and c6 (acts inside demands
and offers, annotated there only) are optional. Document dates are not in the texts: dates.json has them.

The annotators worked out participants the sentence does not name. As in the hand-made articles, an actor without a phrase
of its own in the trigger's sentence is inferred: naming it is right and leaving it out is not wrong. A recipient without
a phrase is not asked for at all, since the scorer knows one mark for both. Predictions call an actor as the text does
("the Security Council"), since the corpus knows no other names for it.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import re
import sys
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = (ROOT / "training" / "corpus" / "corpus.jsonl", ROOT.parent / "shared" / "corpus" / "corpus.jsonl")
PRONOUN_WORDS = (
    "i me my mine we us our ours you your he him his himself she her hers herself it its itself they them their theirs themselves "
    "who whom whose which that this these those one ones both all some others each everyone nobody none neither either"
)
PRONOUNS = frozenset(PRONOUN_WORDS.split())
DETERMINERS = re.compile(
    r"^((the|a|an|its|his|her|their|our|some|about|almost|nearly|more|than|at|least|these|those|both|several|two|three|four|five|six"
    r"|seven|eight|nine|ten|dozen|half|hundreds of|thousands of|dozens of|tens of|[0-9][0-9,.]*) )+",
    re.I,
)
LATER_WORDS = re.compile(r" (of|in|from|at|who|on|with|near|outside) .*$")
STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
RELATION_CLASS = {
    "cooperative": ("backs", "allied_with", "ally_of", "supports", "backed_by", "formerly_allied_with", "formerly_backed", "supplies"),
    "conflictual": ("rival_of", "hostile_to"),
}
CORE = {"core": True, "optional": False}


def documents(part: str | None = None) -> list[dict[str, Any]]:
    """The corpus; `part` is "held-out", "tuning" or None for all."""
    source = next(path for path in SOURCES if path.exists())
    found = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [d for d in found if part is None or held_out(d["id"]) == (part == "held-out")]


def held_out(doc_id: str) -> bool:
    return hashlib.sha1(doc_id.encode()).hexdigest()[0] in "0123"  # noqa: S324


def actors(doc: dict[str, Any]) -> list[dict[str, Any]]:
    states = {a["iso3"]: a["id"] for a in doc["actors"] if a["kind"] == "state" and a["iso3"]}
    out = []
    for actor in doc["actors"]:
        quotes = {m["quote"] for m in (*actor["mentions"], *argument_phrases(doc, actor["id"])) if m["quote"].casefold() not in PRONOUNS}
        bare = {DETERMINERS.sub("", q) for q in quotes}
        bare |= {LATER_WORDS.sub("", q) for q in bare if q[:1].islower()}
        official = actor["kind"] != "state" and STATE_SECTORS & set(actor["sectors"] or ())
        out.append(
            {
                "id": actor["id"],
                "name": actor["name"],
                "kind": actor["kind"],
                "iso3": actor["iso3"],
                "iso3_accept": [actor["iso3"]] if actor["iso3"] else [],
                "sector": actor["sectors"] or [],
                "aliases": sorted((quotes | bare) - {actor["name"], ""}),
                "represents": states.get(actor["iso3"]) if official else None,
                "mentions": [{**m, "type": "pronoun" if m["quote"].casefold() in PRONOUNS else "name"} for m in actor["mentions"]],
                **CORE,
            }
        )
    return out


def argument_phrases(doc: dict[str, Any], actor: str) -> list[dict[str, Any]]:
    """Phrases that stand for an actor in events where it acts or undergoes alone ("Indian soldiers" for India)."""
    return [
        span
        for event in doc["events"]
        for part in ("actor", "recipient")
        if event[f"{part}s"] == [actor] and len(event[f"{part}_spans"]) == 1
        for span in event[f"{part}_spans"]
    ]


def sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    before = max(text.rfind(mark, 0, start) for mark in (". ", "? ", "! ", "\n"))
    after = [i for mark in (". ", "? ", "! ", "\n") if (i := text.find(mark, end)) >= 0]
    return (0 if before < 0 else before + (1 if text[before] == "\n" else 2)), min(after, default=len(text))


def quote(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "quote": text[start:end]}


def events(doc: dict[str, Any], name: dict[str, str], place: dict[str, str]) -> list[dict[str, Any]]:
    text, out = doc["text"], []
    for number, event in enumerate(doc["events"], 1):
        trigger = event["triggers"][0]
        low, high = sentence_of(text, trigger["start"], trigger["end"])
        spans = [s for s in (trigger, *event["actor_spans"], *event["recipient_spans"]) if s["start"] >= low and s["end"] <= high]
        evidence = quote(text, min((s["start"] for s in spans), default=low), max((s["end"] for s in spans), default=high))
        inferred = bool(event["actors"]) and not any(s in spans for s in event["actor_spans"])
        recipients = event["recipients"] if any(s in spans for s in event["recipient_spans"]) else []
        out.append(
            {
                "id": f"E{number}",
                "type": event["type"],
                "alt_types": [],
                "mode": [event["mode"]] if event["mode"] else [],
                "actors": event["actors"],
                "recipients": recipients,
                "participants_inferred": inferred,
                "date": event["date"],
                "place": place.get(event["place"]),
                "place_name": event["place"],
                "status": event["status"],
                "alt_status": [],
                "disputed": False,
                "trigger": trigger,
                "evidence": evidence,
                "evidence_alts": [quote(text, low, high), *event["triggers"][1:]],
                "actor_names": [name[a] for a in event["actors"]],
                "recipient_names": [name[a] for a in recipients],
                "core": True,
                "optional": event["status"] == "hypothetical" and doc["id"][:2] in ("c1", "c6"),
            }
        )
    return out


def relations(doc: dict[str, Any], name: dict[str, str]) -> list[dict[str, Any]]:
    kinds = {kind: group for group, names in RELATION_CLASS.items() for kind in names}
    return [
        {
            **r,
            "id": f"R{n}",
            "class": kinds.get(r["type"], "structural"),
            "source_name": name[r["source"]],
            "target_name": name[r["target"]],
            **CORE,
        }
        for n, r in enumerate(doc["relations"], 1)
    ]


def claims(doc: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"C{n}",
            "kind": c["kind"],
            "cause": c["cause"],
            "effect": c["effect"],
            "effect_alts": [],
            "hedge": c["hedge"],
            "band": c["band"],
            "band_accept": [],
            "band_range": None,
            "condition": c["condition"],
            "source": None,
            "polarity": "positive" if c["polarity"] == "increases" else "negative",
            "chain_from": [] if c["chain_from"] is None else [f"C{c['chain_from']}"],
            **CORE,
        }
        for n, c in enumerate(doc["claims"])
    ]


def convert(doc: dict[str, Any]) -> dict[str, Any]:
    """One corpus record in the gold format of the article scorer."""
    found = actors(doc)
    name = {a["id"]: a["name"] for a in found}
    place = {p["name"]: f"p{n}" for n, p in enumerate(doc["places"])}
    return {
        "doc_id": doc["id"],
        "doc_date": doc["date"],
        "genre": doc["genre"],
        "crisis": doc["region"],
        "text_file": f"texts/{doc['id']}.txt",
        "title": None,
        "actors": found,
        "places": [
            {
                "id": place[p["name"]],
                "name": p["name"],
                "iso3": p["iso3"],
                "iso3_accept": [p["iso3"]] if p["iso3"] else [],
                "aliases": sorted({m["quote"] for m in p["mentions"]} - {p["name"]}),
                "mentions": p["mentions"],
                **CORE,
            }
            for p in doc["places"]
        ],
        "relations": relations(doc, name),
        "events": events(doc, name, place),
        "statements": [
            {
                **s,
                "id": f"S{n}",
                "content_alts": [],
                "speaker_name": name.get(s["speaker"]),
                "target_names": [name[t] for t in s["target"]],
                **CORE,
            }
            for n, s in enumerate(doc["statements"], 1)
            if s["content"] and s["speaker"]
        ],
        "alignment_changes": [
            {
                **c,
                "id": f"AC{n}",
                "actor_name": name[c["actor"]],
                "target_names": [],
                "target": [t for t in ([c["target"]] if isinstance(c["target"], str) else c["target"] or []) if t],
                **CORE,
            }
            for n, c in enumerate(doc["alignment_changes"], 1)
        ],
        "explanations": [
            {
                "explained": x["explained"],
                "explained_label": x["explained"]["quote"],
                "alternatives": [{"id": f"a{k}", "span": s} for k, s in enumerate(x["alternatives"], 1)],
                **CORE,
            }
            for x in doc["explanations"]
        ],
        "claims": claims(doc),
        "analogies": [{**a, "past_case": a["evidence"]["quote"], **CORE} for a in doc["analogies"]],
        "traps": [
            {"id": f"T{n}", "span": quote(doc["text"], t["start"], t["end"]), "forbidden_types": t["forbidden"] or "*", "why": t["why"]}
            for n, t in enumerate(doc["traps"], 1)
        ],
    }


def predict(folder: pathlib.Path) -> int:
    """Readings of the converted documents, each actor under the name that its own document gives it."""
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    import msgspec
    from tasks.articles import article_prediction

    import dragoman

    dates, found = json.loads((folder / "dates.json").read_text(encoding="utf-8")), {}
    for path in sorted((folder / "texts").glob("*.txt")):
        reading = dragoman.read_text(path.read_text(encoding="utf-8"), date=dates[path.stem])
        renamed = []
        for actor in reading.actors:
            ranked = sorted((m for m in actor.mentions if m.kind != "pronoun"), key=lambda m: m.kind != "name")
            renamed.append(msgspec.structs.replace(actor, name=DETERMINERS.sub("", ranked[0].span.text) if ranked else actor.name))
        found[path.stem] = article_prediction(msgspec.structs.replace(reading, actors=tuple(renamed)))
    (folder / "p.json").write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return 0


def main(arguments: list[str]) -> int:
    flags = [a for a in arguments if a.startswith("--")]
    folders = [a for a in arguments if not a.startswith("--")]
    if len(folders) != 1 or not set(flags) <= {"--held-out", "--tuning", "--predict"}:
        print(__doc__, file=sys.stderr)
        return 2
    out = pathlib.Path(folders[0])
    if "--predict" in flags:
        return predict(out)
    for sub in ("gold", "texts"):
        (out / sub).mkdir(parents=True, exist_ok=True)
    found = documents(flags[0][2:] if flags else None)
    for doc in found:
        (out / "gold" / f"{doc['id']}.json").write_text(json.dumps(convert(doc), ensure_ascii=False, indent=1), encoding="utf-8")
        (out / "texts" / f"{doc['id']}.txt").write_text(doc["text"], encoding="utf-8")
    (out / "dates.json").write_text(json.dumps({d["id"]: d["date"] for d in found}, indent=1), encoding="utf-8")
    print(f"{len(found)} documents in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
