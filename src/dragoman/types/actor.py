"""Who and where: actors, places, and the cast of one article."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.types.span import Span

ActorKind = Literal["person", "state", "government", "organisation", "armed_group", "party", "igo", "media", "company", "population"]
MentionKind = Literal["name", "nominal", "pronoun", "demonym", "metonym"]


class Mention(msgspec.Struct, frozen=True):
    """One place in the text that speaks of an actor. `head` is the index of its head token in `Parse.doc`."""

    span: Span
    kind: MentionKind
    head: int


class Office(msgspec.Struct, frozen=True):
    """An office or title held ("prime minister"), for which actor or country, as the text or the gazetteer has it."""

    title: str
    of: str | None = None
    start: str | None = None
    end: str | None = None


class Actor(msgspec.Struct, frozen=True):
    """One actor of an article, with every mention.

    `id` is unique in the reading and the same for the same known actor in every reading ("USA", "IRQ:government",
    "mike-pompeo"). `country` is ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, MNC, IMG, ISM for what is no state's.
    `sectors` are PLOVER sector codes, the main one first. `represents` is the id of the actor it acts for (a minister:
    its state), `known` tells whether the gazetteer has it or the article itself taught it.
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sectors: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    represents: str | None = None
    known: bool = False


class Place(msgspec.Struct, frozen=True):
    """A place named in the article. Coordinates are WGS 84 degrees; None when the name could not be resolved."""

    id: str
    name: str
    mentions: tuple[Span, ...]
    country: str | None = None
    kind: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: str | None = None


class Cast(msgspec.Struct, frozen=True):
    """The actors and places of one article, with look-up by position.

    `by_token` maps a token index of `Parse.doc` (any token of a mention) to the ids of the actors mentioned there, the
    innermost mention first; coordinated mentions ("Iran and its allies") have one entry per conjunct.
    """

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    by_token: dict[int, tuple[str, ...]]
    by_head: dict[int, tuple[str, ...]]
    """Token index of a mention's head -> actor ids: the look-up to use for a syntactic argument."""

    def actor(self, actor_id: str) -> Actor:
        """The actor with this id. Raises KeyError when the cast has none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def actors_in(self, span: Span) -> tuple[str, ...]:
        """Ids of the actors mentioned inside `span`, in text order, each once."""
        found = sorted((m.span.start, a.id) for a in self.actors for m in a.mentions if span.contains(m.span))
        return tuple(dict.fromkeys(actor_id for _, actor_id in found))

    def places_in(self, span: Span) -> tuple[str, ...]:
        """Ids of the places mentioned inside `span`, in text order, each once."""
        found = sorted((m.start, p.id) for p in self.places for m in p.mentions if span.contains(m))
        return tuple(dict.fromkeys(place_id for _, place_id in found))
