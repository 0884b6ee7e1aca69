"""Picture captions and photo credits."""

from __future__ import annotations

import re

from dragoman.read.blocks import Block
from dragoman.read.cues import structure_cues
from dragoman.types import SectionKind

Part = tuple[int, int, SectionKind]


def plain(text: str) -> str:
    """The words of a text, for telling whether two passages say the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def caption_parts(block: Block) -> list[Part] | None:
    """Caption and credit of a block that is a picture's, as (start, end, kind) with article offsets; None if it is not."""
    if block.mark == "image":
        return [(block.start, block.end, "caption")]
    if block.mark or len(block.text.split()) > 70:
        return None
    cues = structure_cues()
    credit = next((match for match in cues.credit.finditer(block.text) if not block.text[match.end() :].strip(" .)]*_")), None)
    if credit is not None:
        cut = credit.start() + len(credit.group()) - len(credit.group().lstrip())
        before = block.text[:cut].rstrip()
        caption: list[Part] = [(block.start, block.start + len(before), "caption")] if before else []
        return [*caption, (block.start + cut, block.end, "credit")]
    return [(block.start, block.end, "caption")] if cues.file_picture.match(block.text) and len(block.text.split()) <= 45 else None


def repeats(block: Block, captions: list[str]) -> bool:
    """Say whether a block says word for word what a caption says (pages often print it twice, once without its credit)."""
    words = plain(block.text)
    return len(words.split()) >= 4 and words in captions
