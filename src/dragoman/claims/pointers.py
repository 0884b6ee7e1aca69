"""Causes given by a pronoun: "That would very likely lead to ...", "which has angered ..."."""

from __future__ import annotations

import re

import msgspec
from spacy.tokens import Token

from dragoman.claims.clauses import clause, main_clause, phrase, subject_of
from dragoman.claims.drafts import Draft, Scene
from dragoman.types import Claim, Span

_ADDED = re.compile(r"\b(?:also|in addition|moreover|furthermore|besides|likewise|in the same way|as well)\b", re.I)


class Antecedent(msgspec.Struct, frozen=True):
    """What a pronoun stands for: its words, and the claims whose effect it is."""

    span: Span | None
    claims: tuple[str, ...]


def resolve_pointer(scene: Scene, draft: Draft, earlier: list[Claim]) -> Antecedent:
    """The antecedent of a pronoun cause: a claim's effect just before, the subject before ("it"), or the clause before.

    Looks back one sentence within the paragraph; nothing there leaves the cause unknown.
    """
    parse, doc = scene.parse, scene.parse.doc
    pointer = doc[draft.pointer if draft.pointer is not None else draft.trigger]
    near = [c for c in earlier if scene.sentence.span.start <= c.effect.start and c.effect.end <= pointer.idx]
    if pointer.lower_ in ("it", "them") and pointer.dep_ in ("dobj", "pobj"):
        return Antecedent(near[-1].effect, (near[-1].id,)) if near else Antecedent(None, ())
    if pointer.lower_ in ("it", "they"):
        return _subject_before(scene, pointer, near)
    if near:
        return Antecedent(near[-1].effect, (near[-1].id,))
    inside = _clause_before(scene, pointer)
    if inside is not None:
        return Antecedent(inside, ())
    before = parse.sentences[scene.sentence.index - 1] if scene.sentence.index else None
    if before is None or before.section != "body":
        return Antecedent(None, ())
    made = [c for c in earlier if before.span.start <= c.effect.start and c.effect.end <= before.span.end]
    if made:
        last = made[-1]
        same = tuple(c.id for c in made if c.cause == last.cause) if last.cause is not None else (last.id,)
        named = same if pointer.lower_ in ("these", "those", "all") else (last.id,)
        return Antecedent(last.effect, (*_added_up(scene, earlier), *named))
    root = main_clause(parse.tokens(before).root)
    whole = clause(root)
    return Antecedent(parse.span_of(doc[whole[0]], doc[whole[1]]) if whole else None, ())


def _added_up(scene: Scene, earlier: list[Claim]) -> tuple[str, ...]:
    """The claims of the sentences before that a pointer takes in too, as long as each is added to the one before ("also")."""
    sentences, index, found = scene.parse.sentences, scene.sentence.index - 1, []
    while index > 0 and sentences[index].paragraph == sentences[index - 1].paragraph and _ADDED.search(sentences[index].span.text[:60]):
        span = sentences[index - 1].span
        found += [c.id for c in earlier if span.start <= c.effect.start and c.effect.end <= span.end and c.kind == "forecast"]
        index -= 1
    return tuple(found)


def _subject_before(scene: Scene, pointer: Token, near: list[Claim]) -> Antecedent:
    """ "It": the cause or the subject of the clause before, in this sentence or the last."""
    parse, doc = scene.parse, scene.parse.doc
    for claim in reversed(near):
        if claim.cause is not None:
            return Antecedent(claim.cause, ())
    subjects = [
        t
        for t in scene.tokens
        if t.dep_ in ("nsubj", "nsubjpass", "csubj") and t.i < pointer.i and t.lower_ not in ("it", "they", "he", "she", "we", "i")
    ]
    if not subjects and scene.sentence.index and parse.sentences[scene.sentence.index - 1].section == "body":
        root = parse.tokens(parse.sentences[scene.sentence.index - 1]).root
        found = subject_of(root)
        subjects = [found] if found is not None and found.lower_ not in ("it", "they", "he", "she", "we", "i") else []
    if not subjects:
        return Antecedent(None, ())
    chosen = phrase(subjects[0])
    return Antecedent(parse.span_of(doc[chosen[0]], doc[chosen[1]]) if chosen else None, ())


def _clause_before(scene: Scene, pointer: Token) -> Span | None:
    verb = next((a for a in pointer.ancestors if a.pos_ in ("VERB", "AUX")), None)
    if (
        verb is None
        or verb.dep_ not in ("conj", "parataxis", "ccomp", "relcl")
        or verb.head.pos_ not in ("VERB", "AUX")
        or verb.head.i > verb.i
    ):
        return None
    whole = clause(verb.head, leave_out=[verb])
    if whole is None or scene.parse.doc[whole[1]].idx >= pointer.idx:
        return None
    return scene.parse.span_of(scene.parse.doc[whole[0]], scene.parse.doc[whole[1]])
