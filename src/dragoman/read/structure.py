"""Text -> sections: which part of an article is its prose and which is title, caption, byline, small print and so on.

Where the signs are weak a block is body: a sentence lost to a wrong guess costs more than a heading kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from dragoman.read.blocks import Block, blocks_of
from dragoman.read.calendar_dates import MONTHS, WRITTEN
from dragoman.read.captions import Part, caption_parts, plain, repeats
from dragoman.read.closing import closing_kinds, out_of_place
from dragoman.read.cues import structure_cues
from dragoman.read.header import Header, ends_sentence, only_date, sentence_starts, short_line
from dragoman.types import Section, SectionKind, Span

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n((?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĘĚĜĞĠĢĤĦĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŪŮŰŲŴŶŸŹŻŽ"
PLACE = rf"[{CAPITAL}][{CAPITAL}.’'-]+(?:(?:[ /]|, ?)(?:[{CAPITAL}][{CAPITAL}.’'-]+)){{0,5}}(?:, [A-Z][\w.’' -]{{2,25}}?)?"
NAMED_PLACE = rf"[{CAPITAL}][\w.’'-]+(?:(?:[ /]|, )[{CAPITAL}][\w.’'-]+){{0,4}}"


class Structure(msgspec.Struct, frozen=True):
    """The sections of a text and what its head says about it. `dated` are the stretches where the day of issue may stand."""

    sections: tuple[Section, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    dated: tuple[Span, ...] = ()


def find_structure(text: str, *, title: str | None = None, known: Mapping[int, SectionKind] | None = None) -> Structure:
    """The structure of a text.

    `title` is the title, if it is known from elsewhere; `known` gives kinds that the source's markup told, by the
    offset where the block starts. All offsets count characters of `text`, end exclusive.
    """
    matter = FRONT_MATTER.match(text)
    body_from = matter.end() if matter is not None and ":" in matter.group(1) else 0
    blocks = tuple(block for block in blocks_of(text) if block.start >= body_from)
    told = {number: known[block.start] for number, block in enumerate(blocks) if known and block.start in known}
    parts: dict[int, list[Part]] = {}
    for number, block in enumerate(blocks):
        found = caption_parts(block)
        if found is not None and not (number == 0 and len(blocks) == 1):
            parts[number] = found
            told[number] = found[0][2]
        elif (aside := out_of_place(block)) is not None and number not in told and len(blocks) > 1:
            told[number] = aside
    _repeated_captions(text, blocks, parts, told)
    header = Header(blocks, told, title)
    header.read()
    _standfirst(blocks, header)
    kinds = header.kinds
    if len(blocks) > 2 and not blocks[-1].mark and only_date(blocks[-1].text) and not ends_sentence(blocks[-1].text):
        kinds.setdefault(len(blocks) - 1, "dateline")
    closing = closing_kinds(blocks, max(1, header.end))
    _headings(blocks, header, closing)
    sections: list[Section] = []
    if body_from:
        sections.append(_section(text, (0, len(text[:body_from].rstrip()), "boilerplate")))
    dated = [section.span for section in sections]
    for number, block in enumerate(blocks):
        pieces = parts.get(number) or _pieces(block, kinds.get(number), closing.get(number), number < header.end + 2)
        made = [_section(text, piece) for piece in pieces if piece[0] < piece[1]]
        sections += made
        dated += [section.span for section in made if _may_be_dated(section, number, len(blocks))]
    publisher = header.facts.publisher or _agency(sections)
    return Structure(tuple(sections), title or header.facts.title, header.facts.author, publisher, tuple(dated))


def front_matter(text: str) -> dict[str, str]:
    """The plain `key: value` lines of a Markdown file's front matter, keys in lower case."""
    matter = FRONT_MATTER.match(text)
    lines = matter.group(1).splitlines() if matter is not None else []
    pairs = (line.partition(":") for line in lines if ":" in line and not line.startswith((" ", "\t", "-", "#")))
    return {key.strip().lower(): value.strip().strip("\"'") for key, _, value in pairs if value.strip()}


def _section(text: str, part: Part) -> Section:
    return Section(part[2], Span(part[0], part[1], text[part[0] : part[1]]))


def _repeated_captions(text: str, blocks: tuple[Block, ...], parts: dict[int, list[Part]], told: dict[int, SectionKind]) -> None:
    captions = [plain(text[start:end]) for found in parts.values() for start, end, kind in found if kind == "caption"]
    for number, block in enumerate(blocks):
        if captions and number not in told and repeats(block, captions):
            told[number] = "caption"


def _standfirst(blocks: tuple[Block, ...], header: Header) -> None:
    """The standfirst: a block after the title that the body repeats, or that the byline, the date or a picture sets off from it."""
    titles = [number for number, kind in header.kinds.items() if kind == "title"]
    first = header.end
    if not titles or first not in range(titles[0] + 1, len(blocks) - 1) or first in header.kinds or blocks[first].mark:
        return
    block, words = blocks[first], plain(blocks[first].text)
    if len(words.split()) < 5 or len(words.split()) > 70 or len(sentence_starts(block.text)) > 2:
        return
    repeated = any(words in plain(other.text) for other in blocks[first + 1 :])
    Rest = Header(blocks[first + 1 : first + 4], {}, None)
    Rest.read()
    set_off = first == titles[0] + 1 and (
        header.kinds.get(first + 1) in {"caption", "credit"} or Rest.kinds.get(0) in {"byline", "dateline"}
    )
    if not (repeated or set_off):
        return
    header.kinds[first] = "standfirst"
    for number, kind in Rest.kinds.items():
        if kind in {"byline", "dateline"} and all(step in Rest.kinds for step in range(number)):
            header.kinds.setdefault(first + 1 + number, kind)
    header.facts.author = header.facts.author or Rest.facts.author
    header.end = first + 1
    while header.end in header.kinds:
        header.end += 1


def _headings(blocks: tuple[Block, ...], header: Header, closing: Mapping[int, tuple[int, SectionKind]]) -> None:
    """Short lines between paragraphs that nothing closes, and lone words such as "Outlook."."""
    lines = [block for block in blocks if not block.mark]
    closed = sum(1 for block in lines if ends_sentence(block.text)) * 2 >= len(lines)
    alone = structure_cues().headings
    for number in range(header.end, len(blocks)):
        block = blocks[number]
        if number in header.kinds or (number in closing and closing[number][0] == 0):
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        bare = block.text.rstrip(".: ").casefold()
        marked = block.mark == "heading" or (not block.mark and bare in alone and following is not None)
        before = blocks[number - 1] if number else None
        if marked or (following is not None and closed and _heading_shape(block, following, before)):
            header.kinds[number] = "heading"


def _heading_shape(block: Block, following: Block, before: Block | None) -> bool:
    if following.text[:1].islower() or not short_line(block, words=10) or len(block.text) > 90:
        return False
    if before is not None and not before.mark and not ends_sentence(before.text) and not short_line(before, words=12):
        return False
    return following.mark != "" or len(following.text) > len(block.text)


def _pieces(block: Block, kind: SectionKind | None, closing: tuple[int, SectionKind] | None, near_head: bool) -> list[Part]:
    if kind is not None:
        return [(block.start, block.end, kind)]
    start, end, pieces = block.start, block.end, list[Part]()
    if near_head and not block.mark and (cut := dateline_end(block.text)):
        pieces.append((start, start + len(block.text[:cut].rstrip()), "dateline"))
        start += cut
    if closing is not None and block.start + closing[0] >= start:
        cut = block.start + closing[0]
        own = block.text[start - block.start : cut - block.start].rstrip()
        pieces.append((start, start + len(own), "body"))
        return [*pieces, (cut, end, closing[1])]
    return [*pieces, (start, end, "body")]


def dateline_end(text: str) -> int:
    """Where the dateline that opens a paragraph ends ("BAGHDAD, Oct 5 (Reuters) - " and the like); 0 if there is none."""
    agency = rf"\s*\((?:{structure_cues().agency})\)"
    date = rf",?\s+(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', WRITTEN.pattern)})\)?"
    dash = r"(?:\s*[–—]\s*|\s+-{1,2}\s+|\s*--\s*)(?=\S)"
    in_capitals = rf"{PLACE}(?:{date})?(?:{agency})?{dash}(?=[{CAPITAL}\"“‘'\d])"
    for pattern in (in_capitals, rf"{NAMED_PLACE}(?:{date}(?:{agency})?|{agency}){dash}"):
        match = re.match(pattern, text)
        if match is not None and len(match.group()) < 100 and match.group().split()[0].strip(",.-").casefold() not in MONTHS:
            return match.end()
    return 0


def _agency(sections: list[Section]) -> str | None:
    for section in sections:
        if section.kind == "dateline" and (match := re.search(rf"\(({structure_cues().agency})\)", section.span.text)):
            return match.group(1)
    return None


def _may_be_dated(section: Section, number: int, blocks: int) -> bool:
    return section.kind in {"dateline", "byline", "boilerplate"} or (section.kind in {"title", "heading"} and number < min(6, blocks))
