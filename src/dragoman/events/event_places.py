"""Which named place a happening is set in."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.events.lexicon import word_lists
from dragoman.parse.clause_words import clause_words
from dragoman.parse.clauses import clause_of, clauses_carried, main_line
from dragoman.types import Cast, Span
from dragoman.types.parse import Parse, Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FAR = 9
_OPENING = 20


def place_of(parse: Parse, cast: Cast, head: Token, evidence: Span) -> str | None:
    """The id of the place where the event that `head` tells of happens, or None where its sentence names none.

    A name right after a number ("In 2014 Riyadh left") is an actor's, whatever preposition the parser hangs it on.
    Places of the event's own clause come before those of the clause it continues, those after "in", "at" or "near"
    before a mere "Iraq's". What other sentences say is left out: a place is not told once for a whole story.
    """
    sentence = parse.sentence_at(head.idx)
    if sentence is None:
        return None
    spoken = clause_of(head).lemma_ in clause_words().speech
    best: tuple[int, int, str] | None = None
    for place_id, mention in _mentions_in(cast, sentence):
        span = parse.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or not len(span) or (span.start and parse.doc[span.start - 1].like_num):
            continue
        rank = _rank(sentence, span.root, head)
        if rank is None and not spoken and evidence.contains(mention) and _located(span.root):
            rank = _FAR
        if rank is not None and (best is None or (rank, abs(span.start - head.i)) < best[:2]):
            best = (rank, abs(span.start - head.i), place_id)
    return best[2] if best else None


def _mentions_in(cast: Cast, sentence: Sentence) -> list[tuple[str, Span]]:
    return [(place.id, mention) for place in cast.places for mention in place.mentions if sentence.span.contains(mention)]


def _rank(sentence: Sentence, root: Token, head: Token) -> int | None:
    """How closely a place is tied to an event's head; None when it belongs to another clause."""
    if root.dep_ in _SUBJECTS or (root.dep_ == "conj" and root.head.dep_ in _SUBJECTS):
        return None
    loose = 0 if _located(root) or root.dep_ == "dobj" else 1
    token, passed = root, set()
    while token.head != token:
        token = token.head
        if token == head or token.pos_ in _VERBAL:
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            passed.add(token.i)
    if token.lemma_ in clause_words().speech and (passed or not _located(root)) and head.i not in passed:
        return None
    if token == head or head.i in passed:
        return loose
    if loose:
        return None
    clause = clause_of(head)
    if token == clause:
        return 2
    if any(token == line for line in clauses_carried(clause)):
        return 4
    if head in token.ancestors and token.head == head:
        return 6
    opening = root.idx - sentence.span.start <= _OPENING and _located(root)
    return 5 if opening and (main_line(clause) or any(main_line(line) for line in clauses_carried(clause))) else None


def _located(root: Token) -> bool:
    """Whether a preposition of place stands over the name ("in Basra", "near the town of Basra")."""
    return root.dep_ == "pobj" and root.head.lower_ in word_lists("places")["where"]
