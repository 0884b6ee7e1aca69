"""The end of an article, and lines between paragraphs, that are not its own prose: author biography, newsletter lines, small print."""

from __future__ import annotations

import re

from dragoman.read.blocks import Block
from dragoman.read.cues import structure_cues
from dragoman.read.header import sentence_starts
from dragoman.types import SectionKind

LAST_BLOCKS = 5
CONTINUES = re.compile(r"(?:he|she|they|his|her|their|@\w+|follow|e-?mail|twitter)\b", re.IGNORECASE)


def closing_cut(block: Block) -> tuple[int, SectionKind] | None:
    """Where in a closing block (offset in its text) the article's own prose ends and what begins there; None if it does not."""
    cues = structure_cues().closing
    starts = sentence_starts(block.text)
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        sentence = block.text[start:end].strip().lstrip('(*_[“"')
        for kind, pattern in cues:
            if pattern.search(sentence):
                return start, kind
    return None


def out_of_place(block: Block) -> SectionKind | None:
    """The kind of a short block that is no prose wherever it stands (advertisement, "Read more:"), or None."""
    cues = structure_cues()
    if len(block.text.split()) > cues.anywhere_words:
        return None
    return next((kind for kind, pattern in cues.anywhere if pattern.search(block.text)), None)


def closing_kinds(blocks: tuple[Block, ...], first: int) -> dict[int, tuple[int, SectionKind]]:
    """For blocks at the end (from number `first` on): where in the block its part begins that is not prose, and its kind."""
    found: dict[int, tuple[int, SectionKind]] = {}
    last = max(first, len(blocks) - LAST_BLOCKS)
    for number in range(last, len(blocks)):
        block = blocks[number]
        cut = closing_cut(block)
        before = found.get(number - 1)
        if cut is not None and (cut[0] == 0 or number == len(blocks) - 1):
            found[number] = cut
        elif before is not None and before[1] == "biography" and CONTINUES.match(block.text):
            found[number] = (0, "biography")
    # What stands before further prose is a sentence of the article that happens to sound like small print.
    for number in range(last, len(blocks)):
        rest = [other for other in range(number + 1, len(blocks)) if other not in found and len(blocks[other].text.split()) > 12]
        if number in found and rest and found[number][1] == "biography":
            del found[number]
    return found
