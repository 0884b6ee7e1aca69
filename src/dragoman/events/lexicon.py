"""Trigger lexicon: data files -> frames, checked.

A frame says: this lemma, in this company, is an event of this type and mode. An entry of a data file is one line:

    lemma [particle ...] [condition ...] [flag ...]

A bare word after the lemma must stand with it (call off, shoot dead). Conditions are `slot=values` or `slot!=values`;
values are lemmas, classes of data/classes.toml (`@deal`), `@name` (a proper noun or personal pronoun), `@gpe` (a named
place) or `*`, parted by `|`. Slots: `obj` (what the verb does it to; the subject of a passive), `subj`, `iobj`, `oprd`,
`compound`, `amod`, `poss`, `of`, `as`, or any preposition; `inf` and `that` ask for such a complement, `inf:harm` and
`that:harm` for one whose own predicate is a harmful one (also `inf:coop`, `inf:retreat`, `inf:violence`, `inf:restrict`),
`inf=lemmas` for one of these verbs, `noobj` for no object, `joint` for an object called joint. Flags: `flip` (the subject
suffers), `recip` (both sides act), `poss-patient` (a possessor suffers), `of-agent` (what follows "of" acts), `R:that`,
`R:none`, `R:against` (where the recipient stands).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from dragoman.codebook import load_codebook
from dragoman.errors import DataError

FLAGS = frozenset({"flip", "recip", "poss-patient", "of-agent"})
BARE_SLOTS = frozenset({"inf", "that", "noobj", "joint"})


class Condition(msgspec.Struct, frozen=True):
    """One test of a frame: the filler of `slot` is (or, negated, is not) one of `values`; `*` is any filler."""

    slot: str
    values: frozenset[str]
    negated: bool = False


class Frame(msgspec.Struct, frozen=True):
    """A lemma in given company, and what event it then tells of. `rank` counts its conditions: the fullest frame wins."""

    lemma: str
    noun: bool
    type: str
    mode: str | None
    words: tuple[str, ...]
    conditions: tuple[Condition, ...]
    flags: frozenset[str]
    recipient: str | None
    prepositions: tuple[str, ...]
    rank: float

    @property
    def takes_object(self) -> bool:
        """Whether a condition names the object, so that the object's noun is part of this trigger."""
        return any(c.slot == "obj" and not c.negated and "*" not in c.values for c in self.conditions)


class Lexicon(msgspec.Struct, frozen=True):
    """All frames by lemma, and the lemmas of light verbs."""

    verbs: dict[str, tuple[Frame, ...]]
    nouns: dict[str, tuple[Frame, ...]]

    def __len__(self) -> int:
        return sum(len(found) for table in (self.verbs, self.nouns) for found in table.values())


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mode: str | None = None
    verbs: str = ""
    nouns: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: str
    group: tuple[_Group, ...]
    recipient_prepositions: tuple[str, ...] = ()


def data_file(name: str) -> Traversable:
    """A data file of this stage."""
    return files("dragoman.events") / "data" / name


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """The classes that frames name with @."""
    return {name: words(text) for name, text in read_toml("classes.toml").items()}


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The lists of a cue file (`status`, `guards`, `light`), by list name."""
    return {key: words(text) for key, text in read_toml(f"{name}.toml").items()}


def words(text: str) -> frozenset[str]:
    """The entries of a list written with semicolons or line breaks."""
    return frozenset(" ".join(part.split()) for part in re.split(r"[;\n]", text) if part.strip())


def read_toml(name: str) -> dict[str, str]:
    """A data file whose every value is a text. Raises DataError for anything else."""
    try:
        return msgspec.convert(tomllib.loads(data_file(name).read_text(encoding="utf-8")), dict[str, str])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, OSError) as problem:
        raise DataError(f"The event data file {name} does not check out: {problem}.", "Reinstall dragoman or mend the file.") from problem


@cache
def load_lexicon() -> Lexicon:
    """The trigger lexicon as shipped. Raises DataError when an entry cannot be read, naming it."""
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    for source in sorted(data_file("lexicon").iterdir(), key=lambda found: found.name):
        if source.name.endswith(".toml"):
            for frame in _frames(source):
                (nouns if frame.noun else verbs).setdefault(frame.lemma, []).append(frame)

    def ranked(table: dict[str, list[Frame]]) -> dict[str, tuple[Frame, ...]]:
        return {lemma: tuple(sorted(found, key=lambda frame: -frame.rank)) for lemma, found in table.items()}

    return Lexicon(ranked(verbs), ranked(nouns))


def _frames(source: Traversable) -> list[Frame]:
    try:
        found = msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise DataError(f"The lexicon file {source.name} does not check out: {problem}.", "Mend the file.") from problem
    types = load_codebook().types
    if found.type not in types:
        raise DataError(f"The lexicon file {source.name} is for {found.type}, which is no type.", "Name a type of the codebook.")
    frames = []
    for group in found.group:
        if group.mode is not None and group.mode not in types[found.type].modes:
            raise DataError(f"{source.name} names the mode {group.mode}, which {found.type} has not.", "Name a mode of the codebook.")
        for noun, text in ((False, group.verbs), (True, group.nouns)):
            frames += [make_frame(entry, noun, found.type, group.mode, found.recipient_prepositions) for entry in sorted(words(text))]
    return frames


def make_frame(entry: str, noun: bool, type_name: str, mode: str | None, prepositions: tuple[str, ...]) -> Frame:
    """One entry of a data file as a frame. Raises DataError when it names an unknown class."""
    lemma, *rest = entry.split()
    particles: list[str] = []
    conditions: list[Condition] = []
    flags: set[str] = set()
    recipient = None
    for part in rest:
        if part in FLAGS:
            flags.add(part)
        elif part.startswith("R:"):
            recipient = part[2:]
        elif part.split(":")[0] in BARE_SLOTS:
            slot, _, kind = part.partition(":")
            conditions.append(Condition(slot, frozenset({kind or "*"})))
        elif "=" in part:
            slot, _, values = part.partition("=")
            conditions.append(Condition(slot.rstrip("!"), _values(values, entry), slot.endswith("!")))
        else:
            particles.append(part)
    rank = 2.0 * len(particles) + sum(_weight(condition) for condition in conditions)
    return Frame(
        lemma,
        noun,
        type_name,
        mode,
        tuple(particles),
        tuple(conditions),
        frozenset(flags),
        recipient,
        prepositions,
        rank + (0.01 if mode else 0),
    )


def _weight(condition: Condition) -> float:
    if condition.negated or condition.slot == "noobj":
        return 0.3
    if "*" in condition.values:
        return 0.9
    return 2.0 if "@name" not in condition.values else 1.5


def _values(text: str, entry: str) -> frozenset[str]:
    found: set[str] = set()
    for value in text.split("|"):
        if value.startswith("@") and value not in ("@name", "@gpe"):
            if value[1:] not in noun_classes():
                raise DataError(f"The lexicon entry '{entry}' names {value}, which is no class.", "Add it to data/classes.toml.")
            found |= noun_classes()[value[1:]] | ({"@number"} if value == "@person" else set())
        else:
            found.add(value)
    return frozenset(found)
