"""Names that mean another here: "Congress" in a text about Peru is not the American one, a town is nobody."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.actors.gazetteer import Match
from dragoman.actors.lexicon import nouns
from dragoman.actors.mentions import Scene, is_state
from dragoman.actors.metonyms import names_actor
from dragoman.actors.place_index import place_index


def own_matches(scene: Scene) -> list[tuple[int, int, Match]]:
    """The known names of the text without those of bodies that plainly belong to another state here."""
    doc, matches = scene.doc, scene.matches
    states = {entry.country for _, _, match in matches for entry in match.entries if is_state(entry)}
    return [found for found in matches if not (_plain_body(doc, found) and states and _elsewhere(doc, found, matches, states))]


def is_mere_place(scene: Scene, first: int, last: int) -> bool:
    """Whether a name that the tagger took for somebody's is a place of a state of the text, and does nothing here.

    Not where a longer name of a person has the word, nor where it stands as somebody who acts does.
    """
    doc, words = scene.doc, scene.doc[first : last + 1]
    if names_actor(words.root) or any(e.label_ == "PERSON" and len(e) > len(words) and words.text in e.text for e in doc.ents):
        return False
    states = {entry.country for _, _, match in scene.matches for entry in match.entries if is_state(entry)}
    return any(entry.country in states for entry in place_index().lookup(words.text))


def _plain_body(doc: Doc, found: tuple[int, int, Match]) -> bool:
    """Whether a common noun for a body ("Congress", "Senate") is taken for one state's."""
    first, last, match = found
    noun = nouns().singular.get(doc[first : last + 1].text.lower())
    entry = match.entries[0]
    return noun is not None and noun.form == "body" and entry.country is not None and entry.kind not in {"person", "state"}


def _elsewhere(doc: Doc, found: tuple[int, int, Match], matches: list[tuple[int, int, Match]], states: set[str | None]) -> bool:
    """Whether nothing else names the body's state, or the text gives the noun to other states only."""
    first, last, match = found
    country, noun = match.entries[0].country, doc[first : last + 1].text
    givers = {m.entries[0].country for _, end, m in matches if is_state(m.entries[0]) and _gives(doc, end, noun)}
    return country not in states or (bool(givers) and country not in givers)


def _gives(doc: Doc, last: int, noun: str) -> bool:
    """Whether the noun follows a state's name or adjective ("Peru's Congress", "the Peruvian Congress")."""
    start = last + 1
    if start < len(doc) and doc[start].tag_ == "POS":
        start += 1
    return doc[start : start + len(noun.split())].text == noun
