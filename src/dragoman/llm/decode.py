"""A model's words -> Answer: the JSON found in them, item by item, so that one broken item costs only itself.

In: the content of a chat message. Out: Decoded, with the items that hold together and a fault for each that does not.
"""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec

from dragoman.llm.answer import LAYERS, Answer

FaultKind = Literal[
    "malformed", "unknown word", "unknown actor", "unknown place", "dangling reference", "not in the text", "outside the body",
    "instruction",
]

_FENCED = re.compile(r"```(?:json)?\s*(\{.*?\})\s*```", re.S)
_THOUGHT = re.compile(r"<think>.*?</think>", re.S)


class Fault(msgspec.Struct, frozen=True):
    """One thing in an answer that cannot be used.

    `index` is the item's place in its list. `fatal` tells that the whole item falls with it, otherwise only `field` does. `item` is the
    item's JSON, for the repair round.
    """

    layer: str
    index: int
    kind: FaultKind
    field: str
    value: str
    fatal: bool = True
    item: str = ""

    def describe(self) -> str:
        """The fault as a sentence for the model."""
        reasons = {
            "malformed": "does not fit the format", "unknown word": "is none of the words allowed there",
            "unknown actor": "names no actor of your list that the article mentions", "unknown place": "names no place of your list",
            "dangling reference": "names no record of your answer", "not in the text": "does not stand in the article word for word",
            "outside the body": "stands only outside the article's body", "instruction": "quotes a passage that addresses a machine",
        }
        return f"{self.layer}, {self.field or 'object'}: {self.value!r} {reasons[self.kind]}. The object was {self.item}"


class Decoded(msgspec.Struct, frozen=True):
    """What could be read of an answer. `complete` is False when the JSON broke off and only its first items were kept."""

    answer: Answer
    faults: tuple[Fault, ...]
    complete: bool = True


def decode_answer(content: str) -> Decoded | None:
    """The answer in a message's content; None when there is no JSON object in it at all."""
    text = _THOUGHT.sub("", content).strip()
    raw, complete = _json_object(text)
    if raw is None:
        return None
    kept: dict[str, tuple[msgspec.Struct, ...]] = {}
    faults: list[Fault] = []
    for layer, struct in LAYERS.items():
        listed = raw.get(layer)
        items = listed if isinstance(listed, list) else []
        if listed is not None and not isinstance(listed, list):
            faults.append(Fault(layer, 0, "malformed", "", _short(listed)))
        good = []
        for index, item in enumerate(items):
            try:
                good.append(msgspec.convert(_without_nulls(item), struct, strict=False))
            except msgspec.ValidationError as error:
                faults.append(Fault(layer, index, "malformed", "", str(error), item=_short(item)))
        kept[layer] = tuple(good)
    return Decoded(Answer(**kept), tuple(faults), complete)  # type: ignore[arg-type]


def _json_object(text: str) -> tuple[dict[str, Any] | None, bool]:
    """The object, and whether it was whole: as it stands, in a code fence, between remarks, or as far as it goes."""
    fenced = _FENCED.search(text)
    first, last = text.find("{"), text.rfind("}")
    candidates = [text, fenced[1] if fenced else "", text[first : last + 1] if 0 <= first < last else ""]
    for candidate in candidates:
        found = _decoded(candidate)
        if found is not None:
            return found, True
    return (_broken_off(text[first:]), False) if first >= 0 else (None, False)


def _decoded(text: str) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        found = msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return None
    return found if isinstance(found, dict) and (not found or set(found) & set(LAYERS)) else None


def _broken_off(text: str) -> dict[str, Any] | None:
    """What a cut-off object holds up to its last whole item: close what is open after the last closing brace."""
    stack: list[str] = []
    inside = escaped = False
    last: tuple[int, tuple[str, ...]] | None = None
    for position, character in enumerate(text):
        if inside:
            inside, escaped = (escaped or character != '"'), (character == "\\" and not escaped)
        elif character == '"':
            inside = True
        elif character in "{[":
            stack.append("}" if character == "{" else "]")
        elif character in "}]":
            if not stack or stack.pop() != character:
                return None
            if len(stack) <= 2:
                last = position + 1, tuple(stack)
    if last is None:
        return None
    end, still_open = last
    return _decoded(text[:end] + "".join(reversed(still_open)))


def _without_nulls(item: object) -> object:
    """A null where a default exists means the default; models write null for empty lists."""
    if isinstance(item, dict):
        return {key: _without_nulls(value) for key, value in item.items() if value is not None}
    if isinstance(item, list):
        return [_without_nulls(value) for value in item if value is not None]
    return item


def _short(item: object) -> str:
    text = msgspec.json.encode(item).decode()
    return text if len(text) <= 600 else text[:600] + "…"
