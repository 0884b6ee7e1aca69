"""Answer format, generated: JSON schema and a description in words, from the records, the codebook and the prompt's relation names.

In: Codebook, PromptBook. Out: the JSON schema for servers that enforce one, and the same in lines that every model can follow.
"""

from __future__ import annotations

import types as python_types
from typing import Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.llm.answer import LAYERS
from dragoman.types import Act, ActorKind, Band, ClaimKind, Sign, Stance, Status

JsonSchema = dict[str, object]
Direction = Literal["closer", "further", "neutral"]
StatementKind = Literal["speech", "attitude"]

_LITERALS: dict[str, tuple[str, ...]] = {
    "ActorAnswer.kind": get_args(ActorKind),
    "EventAnswer.status": get_args(Status),
    "StatementAnswer.act": get_args(Act),
    "StatementAnswer.kind": get_args(StatementKind),
    "StatementAnswer.stance": get_args(Stance),
    "AlignmentChangeAnswer.direction": get_args(Direction),
    "ClaimAnswer.sign": get_args(Sign),
    "ClaimAnswer.kind": get_args(ClaimKind),
    "ClaimAnswer.band": get_args(Band),
}


class Vocabulary(msgspec.Struct, frozen=True):
    """The words allowed in the enumerated fields, by "Struct.field"."""

    allowed: dict[str, tuple[str, ...]]

    def of(self, struct: str, field: str) -> tuple[str, ...] | None:
        """The allowed words of a field, or None for a free one."""
        return self.allowed.get(f"{struct}.{field}")


def vocabulary(codebook: Codebook, relation_types: tuple[str, ...]) -> Vocabulary:
    """The allowed words: those of the record types, the codebook's types, modes, contexts and sectors, and the relation names."""
    modes = sorted({mode for entry in codebook.types.values() for mode in entry.modes})
    return Vocabulary({
        **_LITERALS,
        "EventAnswer.type": tuple(codebook.types),
        "EventAnswer.modes": tuple(modes),
        "EventAnswer.contexts": tuple(codebook.contexts),
        "ActorAnswer.sectors": tuple(codebook.sectors),
        "RelationAnswer.type": relation_types,
    })


def json_schema(words: Vocabulary) -> JsonSchema:
    """A JSON schema (draft 2020-12, the subset that servers enforce strictly: every property required, none besides)."""
    properties: dict[str, object] = {
        name: {"type": "array", "items": _struct_schema(item, words)} for name, item in LAYERS.items()
    }
    return {"type": "object", "properties": properties, "required": list(LAYERS), "additionalProperties": False}


def _struct_schema(struct: type[msgspec.Struct], words: Vocabulary) -> JsonSchema:
    hints = get_type_hints(struct)
    properties = {field: _field_schema(hints[field], words.of(struct.__name__, field), words) for field in struct.__struct_fields__}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _field_schema(hint: object, allowed: tuple[str, ...] | None, words: Vocabulary) -> JsonSchema:
    inner, optional = _without_none(hint)
    if get_origin(inner) is tuple:
        (item, *_) = get_args(inner)
        return {"type": "array", "items": _field_schema(item, allowed, words)}
    if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
        return _struct_schema(inner, words)
    name = {str: "string", int: "integer", bool: "boolean"}[inner]  # type: ignore[index]
    schema: JsonSchema = {"type": [name, "null"] if optional else name}
    if allowed:
        schema["enum"] = [*allowed, None] if optional else list(allowed)
    return schema


def _without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in (Union, python_types.UnionType):
        rest = [argument for argument in get_args(hint) if argument is not type(None)]
        return rest[0], len(rest) < len(get_args(hint))
    return hint, False


def describe_format(words: Vocabulary, notes: dict[str, str]) -> str:
    """The answer format in lines of text; `notes` says in words what a field ("events.status") is for."""
    lines: list[str] = []
    for name, item in LAYERS.items():
        lines.append(f"{name}: list of objects; {notes[name]}" if name in notes else f"{name}: list of objects")
        lines += _describe_struct(item, name, words, notes, "  ")
    return "\n".join(lines)


def _describe_struct(struct: type[msgspec.Struct], path: str, words: Vocabulary, notes: dict[str, str], indent: str) -> list[str]:
    hints = get_type_hints(struct)
    lines = []
    for field in struct.__struct_fields__:
        where = f"{path}.{field}"
        inner, optional = _without_none(hints[field])
        shape = _shape(inner) + (" or null" if optional else "")
        allowed = words.of(struct.__name__, field)
        listed = f", of: {', '.join(allowed)}" if allowed and field not in ("modes", "type") else ""
        note = f". {notes[where]}" if where in notes else ""
        lines.append(f"{indent}{field}: {shape}{listed}{note}")
        nested = get_args(inner)[0] if get_origin(inner) is tuple else inner
        if isinstance(nested, type) and issubclass(nested, msgspec.Struct):
            lines += _describe_struct(nested, where, words, notes, indent + "  ")
    return lines


def _shape(hint: object) -> str:
    if get_origin(hint) is tuple:
        return f"list of {_shape(get_args(hint)[0])}s"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return "object"
    return {str: "string", int: "integer", bool: "boolean"}[hint]  # type: ignore[index]
