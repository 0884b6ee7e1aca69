"""Places named in an article, with coordinates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import msgspec
from spacy.tokens import Doc, Token

from dragoman.actors.gazetteer import load_gazetteer
from dragoman.actors.place_index import Entry, capitals_and_seats, place_cues, place_index
from dragoman.actors.place_names import place_key
from dragoman.actors.toponyms import Toponym, toponyms_of
from dragoman.parse import parse_article
from dragoman.types import Article, Place, Span
from dragoman.types.parse import Parse

_ACRONYM = 3
_YEAR_DIGITS = 4
_ACTORS = frozenset({"person", "organisation", "armed_group", "party", "igo", "media", "company"})
_ACTING_KINDS = frozenset({"country", "capital", "world"})


class FoundToponym(msgspec.Struct, frozen=True):
    """A place name in a text, whatever its use; coordinates are WGS 84 degrees, None where it could not be resolved."""

    span: Span
    name: str
    latitude: float | None
    longitude: float | None
    country: str | None
    geonames_id: str | None


def find_toponyms(text: str, *, demonyms: bool = False) -> tuple[FoundToponym, ...]:
    """Every place name in a text, states and capitals included however they are used, with coordinates.

    Offsets count characters of `text`. With `demonyms`, "Egyptian" counts as a name of Egypt.
    """
    parse = parse_article(Article(id="text", text=text))
    found = []
    for toponym in toponyms_of(parse.doc):
        if toponym.demonym and not demonyms:
            continue
        entry, span = toponym.entry, parse.span_of(parse.doc[toponym.first], parse.doc[toponym.end - 1])
        if entry is None:
            found.append(FoundToponym(span, span.text, None, None, None, None))
        else:
            geonames_id = str(entry.geonames_id) if entry.geonames_id else None
            found.append(FoundToponym(span, entry.name, entry.latitude, entry.longitude, entry.country or None, geonames_id))
    return tuple(found)


def resolve_place(name: str, context_countries: Iterable[str] = ()) -> Place | None:
    """The place a name most likely means: the largest of that name, in one of the context's countries (ISO alpha-3) first.

    None when the gazetteer has no place of that name. The place has no mentions.
    """
    entries = place_index().lookup(name)
    if not entries:
        return None
    context = frozenset(context_countries)
    order = {"country": 3, "state": 1, "capital": 2, "county": -1, "city": 0}
    best = max(entries, key=lambda e: (e.country in context, order.get(e.kind, 2), e.population))
    return _place(best, best.name, ())


def find_places(parse: Parse) -> tuple[Place, ...]:
    """The places of an article, each with all its mentions, in text order.

    A state or its capital counts only where the text uses it as a place ("in Baghdad", "visited Iraq"), not where it
    acts ("Baghdad said"). Installations and borders named after a place ("US Embassy", "Syria-Iraq border") are places
    of their own, without coordinates when the gazetteer lacks them.
    """
    doc = parse.doc
    toponyms = [t for t in toponyms_of(doc) if parse.article.section_at(doc[t.first].idx) != "boilerplate"]
    names: dict[str, tuple[Entry | None, list[Span]]] = {}
    border_of: dict[str, str] = {}
    for toponym in toponyms:
        installation = _installation(doc, toponym)
        if installation is not None:
            span = parse.span_of(doc[installation[0]], doc[installation[1] - 1])
            key = "site:" + place_key(span.text)
            _add(names, key, None, span)
            if toponym.entry is not None and doc[installation[1] - 1].lower_ in place_cues().borders:
                border_of[key] = toponym.entry.country
            if installation[0] == toponym.first:
                continue
        span = parse.span_of(doc[toponym.first], doc[toponym.end - 1])
        entry = toponym.entry
        small = entry is None or entry.kind == "city"
        if toponym.demonym or toponym.in_name or (entry is None and not toponym.placed) or (small and _is_known_actor(span.text)):
            continue
        if (_may_act(span.text, entry) and not is_locative(doc, toponym)):
            continue
        _add(names, f"row:{entry.row}" if entry else "name:" + place_key(span.text), entry, span)
    return tuple(_named(entry, spans, border_of.get(key)) for key, (entry, spans) in names.items())


def _is_known_actor(name: str) -> bool:
    return any(entry.kind in _ACTORS for entry in load_gazetteer().lookup(name))


def _may_act(text: str, entry: Entry | None) -> bool:
    """Whether the name can stand for those who govern from there."""
    return (entry is not None and entry.kind in _ACTING_KINDS) or place_key(text) in capitals_and_seats()


def _add(grouped: dict[str, tuple[Entry | None, list[Span]]], key: str, entry: Entry | None, span: Span) -> None:
    spans = grouped.setdefault(key, (entry, []))[1]
    if span not in spans:
        spans.append(span)


def _named(entry: Entry | None, spans: list[Span], country: str | None) -> Place:
    """The place under the name the text uses most."""
    used = Counter(span.text for span in spans).most_common(1)[0][0]
    if entry is not None:
        return _place(entry, entry.name if len(used.replace(".", "")) <= 3 or used.isupper() else used, tuple(spans))
    return Place(id="place:" + re.sub(r"\W+", "-", place_key(used)), name=used, mentions=tuple(spans), country=country)


def _place(entry: Entry, name: str, spans: tuple[Span, ...]) -> Place:
    slug = re.sub(r"\W+", "-", place_key(entry.name))
    return Place(
        id=f"place:{slug}-{entry.geonames_id or entry.kind}",
        name=name,
        mentions=spans,
        country=entry.country or None,
        kind=entry.kind,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames_id=str(entry.geonames_id) if entry.geonames_id else None,
    )


def _installation(doc: Doc, toponym: Toponym) -> tuple[int, int] | None:
    """Tokens of "US Embassy", "Iraqi borders", "Syria-Iraq border": the name, what stands between, and the head noun."""
    cues = place_cues()
    end = toponym.end
    while end < len(doc) and end - toponym.end < 3 and (doc[end].text in {"-", "–"} or doc[end].pos_ in {"ADJ", "PROPN"}):
        if doc[end].lower_ in cues.sites | cues.borders:
            break
        end += 1
    if end >= len(doc) or doc[end].lower_ not in cues.sites | cues.borders:
        return None
    start = toponym.first
    while start >= 2 and doc[start - 1].text in {"-", "–"} and doc[start - 2].text[0].isupper():
        start -= 2
    return start, end + 1


def is_locative(doc: Doc, toponym: Toponym) -> bool:
    """Whether syntax uses the name as a place: after a preposition of place, as object of "visit", in "the north of X"."""
    cues = place_cues()
    if _dateline(doc, toponym) or _in_a_year(doc, toponym.end):
        return True
    token: Token = doc[toponym.first : toponym.end].root
    while token.dep_ in {"conj", "appos"} and token.head != token:
        token = token.head
    head = token.head
    if token.dep_ == "pobj":
        word = head.lower_
        if word in {"to", "toward", "towards", "from"}:
            return head.head.lemma_ in cues.motion or word != "to"
        if word == "for" and head.head.lemma_ in cues.motion:
            return True
        return word in cues.firm or (word in {"of", "for", "on"} and head.head.lemma_ in cues.nouns)
    if token.dep_ in {"dobj", "nsubjpass"}:
        return head.lemma_ in cues.verbs
    if token.dep_ == "poss":
        return head.lemma_ in cues.nouns
    return token.dep_ in {"npadvmod", "advmod"} or (token.dep_ == "compound" and head.lower_ in cues.suffixes)


def _dateline(doc: Doc, toponym: Toponym) -> bool:
    """Whether the name opens a line and a dash, a bracket or a dated comma follows ("KYIV, 3 March -")."""
    if toponym.first and "\n" not in doc[toponym.first - 1].text:
        return False
    after = doc[toponym.end : toponym.end + 9]
    dash = any(token.text in {"-", "–", "—", "--", "("} for token in after)
    return dash and doc[toponym.first].is_upper and len(doc[toponym.first]) > _ACRONYM


def _in_a_year(doc: Doc, end: int) -> bool:
    """ "Cuba in 1962": a country at a time is where something happened."""
    return end + 1 < len(doc) and doc[end].lower_ == "in" and doc[end + 1].text.isdigit() and len(doc[end + 1]) == _YEAR_DIGITS
