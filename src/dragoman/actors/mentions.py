"""Mentions of actors before anybody knows who they are: names, noun phrases, pronouns, each with what its words tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.actors.gazetteer import Entry, Gazetteer, Match, load_gazetteer
from dragoman.actors.lexicon import ActorNoun, Gender
from dragoman.types import ActorKind, MentionKind, Office, SectionKind
from dragoman.types.parse import Parse

MODIFIERS = frozenset({"amod", "compound", "npadvmod", "nmod"})
SILENT_SECTIONS: frozenset[SectionKind] = frozenset({"credit", "byline", "newsletter", "biography", "boilerplate"})


@dataclass(slots=True)
class Candidate:
    """A mention on its way to an actor. Token indices are of `Parse.doc`, `last` inclusive.

    `text` is the surface form without determiner, title or possessive ending; `owners` are the head tokens of who it
    belongs to ("its", "Iraq's", "of Iraq"); `heads` further tokens that lead to it ("thousands" of protesters).
    `inferred`: its country is only what the text around it is about; `counted`: a number or an amount of them.
    """

    first: int
    last: int
    head: int
    form: MentionKind
    text: str
    kind: ActorKind | None = None
    plural: bool = False
    gender: Gender | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    noun: ActorNoun | None = None
    lemma: str = ""
    definite: bool = False
    inferred: bool = False
    counted: bool = False
    guessed: bool = False
    heads: tuple[int, ...] = ()
    owners: tuple[int, ...] = ()
    offices: list[Office] = field(default_factory=list)
    represents: int | None = None
    wordings: tuple[str, ...] = ()
    apposed: int | None = None
    described: bool = False


@dataclass(slots=True)
class Scene:
    """What is known of the tokens of one article while its cast is being found."""

    parse: Parse
    matches: list[tuple[int, int, Match]]
    sections: list[SectionKind | None]
    taken: dict[int, Candidate] = field(default_factory=dict)
    demonyms: dict[int, str] = field(default_factory=dict)
    tied: set[int] = field(default_factory=set)
    """Tokens of demonyms that only tell a tie ("Iranian-backed")."""
    own: set[str] = field(default_factory=set)
    """Acronyms that the article itself explains, whatever they stand for elsewhere."""
    candidates: list[Candidate] = field(default_factory=list)
    gazetteer: Gazetteer = field(default_factory=load_gazetteer)

    @property
    def doc(self) -> Doc:
        """The spaCy document."""
        return self.parse.doc

    def add(self, candidate: Candidate) -> None:
        """Take the candidate in; its tokens are no longer free."""
        self.candidates.append(candidate)
        for index in range(candidate.first, candidate.last + 1):
            self.taken.setdefault(index, candidate)


def open_scene(parse: Parse, gazetteer: Gazetteer) -> Scene:
    """Known names as token ranges, and the section of each token."""
    doc = parse.doc
    matches = []
    for match in gazetteer.scan(parse.article.text):
        span = doc.char_span(match.start, match.end, alignment_mode="expand")
        if span is not None and len(span):
            matches.append((span.start, span.end - 1, match))
    sections: list[SectionKind | None] = [None] * len(doc)
    for sentence in parse.sentences:
        for index in range(sentence.first_token, sentence.end_token):
            sections[index] = sentence.section
    return Scene(parse, matches, sections, gazetteer=gazetteer)


def words_of(doc: Doc, first: int, last: int) -> str:
    """The text of tokens `first` to `last` inclusive, on one line."""
    return " ".join(doc[first : last + 1].text.split())


def is_modifier(token: Token) -> bool:
    """Whether the token only modifies a noun to its right ("Iraqi sovereignty", "US forces")."""
    return token.dep_ in MODIFIERS and token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"}


def is_state(entry: Entry) -> bool:
    """Whether the entry is a state, whose id is its ISO 3166 code."""
    return entry.kind == "state"
