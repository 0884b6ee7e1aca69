"""What a cause or effect phrase says, taken apart for comparing: its act, who does it, to what, where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec
from spacy.tokens import Token

from dragoman.claims.lexicons import read_table
from dragoman.claims.likelihood import find_hedges
from dragoman.types import Cast, Event, Span
from dragoman.types.parse import Parse

_PLACE_PREPOSITIONS = frozenset({"from", "in", "into", "to", "at", "across", "on", "near", "inside", "within", "toward", "towards"})
_DOER_PREPOSITIONS = frozenset({"by"})
_LATE = frozenset({"advcl", "relcl", "acl", "appos", "parataxis", "ccomp"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


class Gist(msgspec.Struct, frozen=True):
    """One phrase taken apart. `doers` and `themes` are country codes, actor ids and stems; `with_it` other acts named together."""

    span: Span
    head: str
    lemma: str
    doers: frozenset[str]
    themes: frozenset[str]
    places: frozenset[str]
    modifiers: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    pointing: bool
    comparative: bool
    with_it: frozenset[str]
    actors: tuple[str, ...]
    event: tuple[str, str] | None


@cache
def _stems() -> dict[str, str]:
    table = msgspec.convert(read_table("same_meaning.toml")["groups"], dict[str, list[str]])
    return {word: group for group, words in table.items() for word in words}


@cache
def _words(group: str, key: str = "words") -> frozenset[str]:
    return frozenset(msgspec.convert(read_table("same_meaning.toml")[group], dict[str, list[str]])[key])


@cache
def label_words(group: str) -> frozenset[str]:
    """A list of labels.toml: "bringing" or "letting"."""
    return frozenset(msgspec.convert(read_table("labels.toml")[group], dict[str, list[str]])["words"])


def with_particle(token: Token) -> str:
    """A verb's lemma with the particle or preposition right after it, where it has one that belongs to it."""
    particle = next((c for c in token.children if c.dep_ == "prt"), None)
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if particle is None and following is not None and following.dep_ == "prep" and following.head.i == token.i:
        particle = following
    return token.lemma_.lower() + (f" {particle.lower_}" if particle is not None else "")


def stem(token: Token) -> str:
    """A crude common form of a verb and its noun: a listed group, else the lemma without the endings of nominalisation."""
    lemma = token.lemma_.lower()
    both = with_particle(token) if token.pos_ == "VERB" else lemma
    if both in _stems() or lemma in _stems():
        return _stems().get(both) or _stems()[lemma]
    if token.pos_ in ("NOUN", "VERB") and len(lemma) > 6:
        return re.sub(r"(?:ations?|ions?|ments?|als?|ures?|ances?|ings?|e|ate)$", "", lemma)
    return lemma


def span_tokens(parse: Parse, span: Span) -> list[Token]:
    """The tokens of a span, white space left out."""
    found = parse.doc.char_span(span.start, span.end, alignment_mode="expand")
    return [t for t in found if not t.is_space] if found is not None else []


def root_of(tokens: Sequence[Token]) -> Token:
    """The token of a phrase that all others hang on."""
    inside = {t.i for t in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    kept_from = next((c for t in tops if t.lower_ == "from" for c in t.children if c.dep_ == "pcomp" and c.i in inside), None)
    subject = next((t for t in tops if t.dep_ in ("nsubj", "nsubjpass")), None)
    acting = next((t for t in tops if subject is not None and t.pos_ == "VERB" and t.i > subject.i), None)
    heavy = [t for t in tops if t.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "PRON")]
    return kept_from or acting or (heavy or tops or list(tokens))[0]


def core_of(tokens: Sequence[Token]) -> Token:
    """The token that names the act: below "is likely", "bring", "allow ... to" and their like."""
    inside = {t.i for t in tokens}
    token = root_of(tokens)
    for _ in range(4):
        below = _below(token, inside)
        if below is None:
            break
        token = below
    return token


def _below(token: Token, inside: set[int]) -> Token | None:
    children = [c for c in token.children if c.i in inside]
    subject = next((c for c in children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if token.lemma_ in ("be", "remain", "seem", "look", "appear"):
        predicate = next((c for c in children if c.dep_ in ("acomp", "attr", "oprd")), None)
        hedged = predicate is not None and any(t.lemma_.lower() in _words("empty") for t in (predicate, *predicate.children))
        inner = next((c for c in predicate.children if c.dep_ in ("xcomp", "ccomp", "acl") and c.i in inside), None) if predicate else None
        if hedged and inner is not None:
            return inner
        if subject is not None and subject.lower_ == "there" and predicate is not None:
            return predicate
        if any(c.dep_ == "expl" for c in children) and predicate is not None:
            return predicate
        return subject if hedged and subject is not None and subject.pos_ in ("NOUN", "PROPN") else None
    if token.pos_ not in ("VERB", "AUX"):
        return None
    if token.lemma_ in label_words("letting"):
        inner = next((c for c in children if c.i > token.i and _is_let(c)), None)
        if inner is not None:
            return inner
        made = next((c for c in children if c.dep_ in ("ccomp", "xcomp", "oprd") and c.pos_ == "ADJ" and c.i > token.i), None)
        if made is not None:
            return next(
                (c for t in (made, token) for c in t.children if c.dep_ in ("nsubj", "dobj") and c.i > token.i and c.pos_ == "NOUN"), None
            )
    if token.lemma_ == "have" and subject is not None and any(c.dep_ == "dobj" and c.lemma_ in _words("empty") for c in children):
        return subject
    bringing = token.lemma_.lower() in label_words("bringing")
    if token.lemma_ in label_words("arousing") and any(c.dep_ == "dobj" and c.lemma_ in label_words("feelings") for c in children):
        bringing = True
    if bringing or with_particle(token) in label_words("bringing"):
        objects = [g for c in children for g in (c, *c.children) if g.dep_ in ("dobj", "pobj") and g.i in inside and g.i > token.i]
        return objects[0] if objects and objects[0].pos_ == "NOUN" else None
    return None


def _is_let(child: Token) -> bool:
    """Whether a child is what somebody is let do: an infinitive, with or without "to"."""
    if child.pos_ not in ("VERB", "AUX") or child.tag_ not in ("VB", "VBP"):
        return False
    to = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
    return child.dep_ in ("xcomp", "ccomp") or (child.dep_ == "advcl" and to and child.doc[child.left_edge.i - 1].text != ",")


def hedged_tokens(span: Span, tokens: Sequence[Token]) -> set[int]:
    """Indexes of the tokens that only say how likely something is, a "not" inside such a phrase included."""
    kinds = ("advmod", "aux", "npadvmod", "amod", "neg")
    places = [(span.start + h.start, span.start + h.end) for h in find_hedges(span.text, trailing_not=True)]
    return {t.i for a, b in places for t in tokens if a <= t.idx < b and t.dep_ in kinds}


class GistMaker:
    """Takes phrases of one article apart. Knows which words of the article stand for which country."""

    def __init__(self, parse: Parse, cast: Cast, events: Sequence[Event]) -> None:
        """Reads off the cast what each name stands for, and off the events where they are."""
        self.parse, self.cast = parse, cast
        self.country = {a.id: a.country or a.id for a in cast.actors}
        self.states = {
            m.span.text.lower().removeprefix("the "): a.country or a.id
            for a in cast.actors
            for m in a.mentions
            if a.kind in ("state", "government") and m.kind in ("name", "demonym", "metonym")
        }
        self.triggers = [(m.trigger, (e.id, e.type)) for e in events for m in e.mentions]

    def gist(self, span: Span) -> Gist:
        """The phrase at `span`, taken apart."""
        tokens = span_tokens(self.parse, span)
        if not tokens:
            return _bare(span)
        core, inside = core_of(tokens), {t.i for t in tokens}
        slots: dict[str, set[str]] = {"doers": set(), "themes": set(), "places": set(), "modifiers": set(), "numbers": set()}
        for child in self._arguments(core, inside):
            self._fill(slots, core, child, inside)
        outer = [t for t in core.ancestors if t.i in inside]
        hedged = hedged_tokens(span, tokens)
        denying = ("no", "never", "without", "neither")
        negated = any(
            (c.dep_ == "neg" and c.i not in hedged) or c.lower_ in denying for t in (core, *outer) for c in t.children if c.i in inside
        )
        first = core.left_edge
        frozen = {name: frozenset(found) for name, found in slots.items()}
        determiners = {c.lower_ for c in core.children if c.dep_ in ("det", "amod", "predet")}
        return Gist(
            span,
            stem(core),
            core.lemma_.lower(),
            **frozen,
            negated=negated,
            pointing=bool(determiners & _words("anaphora", "determiners")),
            comparative=core.pos_ == "NOUN" and bool(determiners & _words("anaphora", "comparatives")) and first.i == tokens[0].i,
            with_it=frozenset(stem(c) for c in core.conjuncts if c.i in inside and c.pos_ == core.pos_),
            actors=self.cast.actors_in(span),
            event=next((event for trigger, event in self.triggers if trigger.start <= core.idx < trigger.end), None),
        )

    def _arguments(self, core: Token, inside: set[int]) -> list[Token]:
        found = [c for c in core.children if c.i in inside and c.dep_ not in _LATE]
        if core.pos_ in ("VERB", "AUX") and not any(c.dep_ in ("nsubj", "nsubjpass") for c in core.children):
            above = core.head
            if core.dep_ == "xcomp" and above.i in inside:
                found += [c for c in above.children if c.i in inside and c.dep_ in ("nsubj", "nsubjpass", "dobj") and c.i < core.i]
        return found

    def _fill(self, slots: dict[str, set[str]], core: Token, child: Token, inside: set[int]) -> None:
        verbal = core.pos_ in ("VERB", "AUX")
        if child.dep_ == "nummod" or child.pos_ == "NUM":
            slots["numbers"].add(child.lower_)
        elif child.dep_ == "nsubjpass" or child.dep_ in ("dobj", "attr", "oprd", "dative"):
            slots["themes"] |= self._named(child, inside)
        elif child.dep_ == "nsubj" and verbal:
            slots["doers"] |= self._named(child, inside)
        elif child.dep_ in ("poss", "compound", "nmod") or (child.dep_ == "amod" and self._state(child) is not None):
            slots["doers" if self._state(child) or child.dep_ == "poss" else "themes"] |= self._named(child, inside)
        elif child.dep_ in ("amod", "advmod", "det"):
            if child.pos_ in ("ADJ", "NOUN", "VERB") or child.lower_ in _words("narrowing"):
                slots["modifiers"].add(child.lemma_.lower())
        elif child.dep_ in ("prep", "agent"):
            for thing in (g for g in child.children if g.dep_ == "pobj" and g.i in inside):
                slot = "doers" if child.lower_ in _DOER_PREPOSITIONS else "themes"
                if child.lower_ in _PLACE_PREPOSITIONS and (thing.ent_type_ in ("GPE", "LOC", "FAC") or thing.pos_ == "PROPN"):
                    slot = "places"
                elif child.lower_ not in ("of", "on", "against", "between", "by", "with", "to", "for", "in"):
                    continue
                slots[slot] |= self._named(thing, inside)

    def _state(self, token: Token) -> str | None:
        found = self.states.get(token.lower_)
        if found is None and token.ent_type_ in ("NORP", "GPE"):
            ids = self.cast.by_token.get(token.i, ())
            found = self.country.get(ids[0]) if ids else token.lower_
        return found

    def _named(self, token: Token, inside: set[int]) -> set[str]:
        """The names of an argument: the country of an actor, the stem of its noun and of what stands before or belongs to it."""
        names: set[str] = set()
        for word in (token, *(c for c in token.children if c.dep_ in ("compound", "amod", "poss", "conj", "nmod") and c.i in inside)):
            state = self._state(word)
            ids = self.cast.by_head.get(word.i, ()) if word.pos_ in ("PROPN", "PRON") else ()
            if state is not None:
                names.add(state)
            elif ids:
                names.update(self.country[i] for i in ids)
            elif word.pos_ in _CONTENT and word.dep_ != "amod" and stem(word) not in _words("empty"):
                names.add(word.lemma_.lower())
        return names


def _bare(span: Span) -> Gist:
    nothing: frozenset[str] = frozenset()
    text = span.text.lower()
    return Gist(span, text, text, nothing, nothing, nothing, nothing, nothing, False, False, False, nothing, (), None)


def why_same(first: Gist, other: Gist) -> str | None:
    """Why two phrases mean the same, or None; a doubt keeps them apart.

    Their acts must agree (same lemma or deverbal family) and at least one actor or thing be shared; opposite polarity,
    exchanged roles, different places, numbers, or a narrowing modifier on one side ("partial", "further") keep them apart.
    """
    if first.negated != other.negated or bool(first.numbers and other.numbers and first.numbers != other.numbers):
        return None
    if _plain(first.span.text) == _plain(other.span.text) and len(first.span.text.split()) > 1:
        return "same words"
    together = first.head in other.with_it or other.head in first.with_it
    if (first.head != other.head and not together) or first.head in _words("empty"):
        return None
    if _conflict(first, other):
        return None
    implied = _words("implied")
    mine, yours = (first.doers | first.themes) - implied, (other.doers | other.themes) - implied
    shared = mine & yours
    if not shared or (together and not (first.head == other.head or shared)):
        return _same_bare(first, other)
    if first.event is not None and first.event == other.event:
        return f"both name the event {first.event[0]} ({first.event[1]})"
    if min(len(mine - yours), len(yours - mine)) > 0 and not (first.doers & other.doers and not _things(first, other)):
        return None
    if first.head != other.head:
        return (
            f"names the act together with another ({', '.join(sorted(first.with_it | other.with_it))}); shared: {', '.join(sorted(shared))}"
        )
    return f"same act ({first.head}), shared: {', '.join(sorted(shared))}; nothing that conflicts"


def _same_bare(first: Gist, other: Gist) -> str | None:
    """Two bare namings of the same thing ("political vacuums", "the vacuums"), or one that points back ("this withdrawal")."""
    if other.pointing or first.pointing:
        return f"points back with the same head ({first.head})"
    both = first.modifiers & other.modifiers
    if both and first.lemma == other.lemma and not first.doers | other.doers | first.themes | other.themes:
        return f"same head ({first.head}) and modifier ({', '.join(sorted(both))})"
    return None


def _things(first: Gist, other: Gist) -> bool:
    """Whether both phrases name things, and different ones."""
    implied = _words("implied")
    return bool((first.themes - implied) and (other.themes - implied) and not first.themes & other.themes)


def _conflict(first: Gist, other: Gist) -> bool:
    implied = _words("implied")
    if first.places and other.places and not first.places & other.places:
        return True
    if (first.modifiers ^ other.modifiers) & _words("narrowing") and not (first.pointing or other.pointing):
        return True
    crossed = (first.doers & other.themes - other.doers) or (other.doers & first.themes - first.doers)
    if crossed and first.doers and other.doers and not first.doers & other.doers:
        return True
    if first.doers and other.doers and not first.doers & other.doers and not first.themes & other.themes - implied:
        return True
    return _things(first, other)


def only_points(gist: Gist) -> bool:
    """Whether a phrase is only a pointer to what was said before: "such a step", "that outcome"."""
    return (
        gist.pointing and gist.lemma in _words("anaphora", "nouns") and not gist.span.text.lower().startswith(("all ", "these ", "those "))
    )


def _plain(text: str) -> str:
    return re.sub(r"^(?:the|a|an|this|that|these|such)\s", "", " ".join(re.findall(r"\w+", text.lower())))
