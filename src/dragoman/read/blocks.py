"""Text -> blocks: the paragraphs, headings and list items of a raw text, with their offsets."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

BULLET = re.compile(r"(?:[•▪◦●‣⁃∙■□–—*+-]|[-*+] \[[ xX]\])\s+(?=\S)")
HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
QUOTE_MARK = re.compile(r"(?:>[ \t]?)+(?=\S)")
UNDERLINE = re.compile(r"(?:=+|-{2,}|\*{3,}|_{3,}|~{3,}|(?:\* ){2,}\*|(?:- ){2,}-)$")
TABLE_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*$")
BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1:?$")
IMAGE_LINE = re.compile(r"!\[[^\]]*\]\([^)]*\)$")


class Block(msgspec.Struct, frozen=True):
    """A paragraph, heading or list item: `text` is `article[start:end]`, without white space, bullet or Markdown mark around it.

    `mark` tells which mark stood before it: "" none, "bullet", "heading" (Markdown), "image".
    """

    start: int
    end: int
    text: str
    mark: str = ""


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. Every line is a block of its own, unless the text is hard-wrapped: then a paragraph is."""
    lines = [block for match in re.finditer(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+", text) if (block := _line_block(match)) is not None]
    joined = _join_wrapped(text, lines) if _hard_wrapped(text, lines) else lines
    return tuple(_underlined(joined))


def _line_block(match: re.Match[str]) -> Block | None:
    raw = match.group()
    start = match.start() + len(raw) - len(raw.lstrip("\ufeff \t\u00a0"))
    end = match.start() + len(raw.rstrip())
    line = raw[start - match.start() : end - match.start()]
    if not line:
        return None
    if UNDERLINE.match(line) or TABLE_RULE.match(line):
        return Block(start, end, line, "rule")
    if IMAGE_LINE.match(line):
        return Block(start, end, line, "image")
    mark = ""
    if (quoted := QUOTE_MARK.match(line)) is not None:
        start, line = start + quoted.end(), line[quoted.end() :]
    if (hashes := HASHES.match(line)) is not None:
        bare = line.rstrip("# ")
        return Block(start + hashes.end(), start + len(bare), bare[hashes.end() :], "heading") if len(bare) > hashes.end() else None
    if (bullet := BULLET.match(line)) is not None:
        start, line, mark = start + bullet.end(), line[bullet.end() :], "bullet"
    elif (bold := BOLD_LINE.match(line)) is not None and len(line) < 120:
        return Block(start + 2, start + 2 + len(bold.group(2)), bold.group(2), "heading")
    return Block(start, end, line, mark)


def _underlined(blocks: list[Block]) -> list[Block]:
    """Blocks without rules; a line that a rule underlines (Markdown's second way) is a heading."""
    kept: list[Block] = []
    for block in blocks:
        if block.mark != "rule":
            kept.append(block)
        elif kept and not kept[-1].mark and block.text[0] in "=-" and block.start - kept[-1].end <= 2 and len(kept[-1].text) < 120:
            kept[-1] = msgspec.structs.replace(kept[-1], mark="heading")
    return kept


def _hard_wrapped(text: str, lines: list[Block]) -> bool:
    """Say whether lines break inside sentences: at least a third of the lines that follow one another at once do."""
    near = [(one, two) for one, two in pairwise(lines) if _adjacent(text, one, two)]
    broken = sum(1 for one, two in near if one.text[-1] not in '.!?:;"”’)' and two.text[:1].islower() and not two.mark)
    return broken >= 3 and broken * 3 >= len(near)


def _adjacent(text: str, one: Block, two: Block) -> bool:
    return text.count("\n", one.end, two.start) + (1 if "\n" not in text[one.end : two.start] else 0) == 1


def _join_wrapped(text: str, lines: list[Block]) -> list[Block]:
    """One block a paragraph: lines join unless a blank line, a mark, or a clearly short line stands between them."""
    width = sorted(line.end - line.start for line in lines)[int(len(lines) * 0.9)]
    joined: list[Block] = []
    last_length = 0
    for line in lines:
        before = joined[-1] if joined else None
        short = last_length < width * 0.6 and before is not None and before.text[-1] in '.!?:"”'
        if before is None or line.mark or before.mark not in {"", "bullet"} or not _adjacent(text, before, line) or short:
            joined.append(line)
        else:
            joined[-1] = Block(before.start, line.end, text[before.start : line.end], before.mark)
        last_length = line.end - line.start
    return joined
