"""The head of an article: title, masthead, byline, dateline, standfirst and "Label: value" lines."""

from __future__ import annotations

import re

import msgspec

from dragoman.read.blocks import Block
from dragoman.read.calendar_dates import MONTHS, WRITTEN, written_dates
from dragoman.read.cues import structure_cues
from dragoman.types import SectionKind

HEAD_BLOCKS = 12
END_OF_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*(?:\s+(?=[\"“‘'(\[]?[A-ZÀ-ÖØ-Þ0-9])|$)")
WEEKDAY = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?"
STARTS_WITH_DATE = re.compile(rf"(?:{WEEKDAY}\b,?\s*)?(?:{WRITTEN.pattern})|(?:1[89]|20)\d\d\b\s*[-–—:.]|{WEEKDAY}\b", re.IGNORECASE)
BY = re.compile(r"(?:words |story |text |analysis |opinion )?by:?\s+(?=[A-ZÀ-ÖØ-Þ])(?P<name>.+)$", re.IGNORECASE)
NO_NAME = re.compile(rf"by:?\s+(?:{WEEKDAY}|{'|'.join(MONTHS)}|the|a|an)\b", re.IGNORECASE)
STAFF = re.compile(
    r"(?:staff|our own|our|special|foreign|diplomatic) (?:writer|reporter|correspondent|journalist|editor)s?\b", re.IGNORECASE
)
AROUND_DATE = re.compile(
    rf"\b(?:published|posted|updated|last|on|at|\d+ (?:hours?|minutes?|days?) ago|\d+ min(?:utes?)? read"
    rf"|gmt|utc|am|pm|est|edt|bst|cet|\d{{1,2}}[:.]\d\d|{WEEKDAY})\b",
    re.IGNORECASE,
)
NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: (?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|al-\w+|bin|ibn|van|von|de|der|da|del)){1,3}"
NAME_AND_DATE = re.compile(rf"(?P<name>{NAME})\s*[|·•]\s*(?=\S)")


class HeaderFacts(msgspec.Struct):
    """What the head of an article says about it."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None


def ends_sentence(text: str) -> bool:
    """Say whether the text ends like a sentence."""
    return text.rstrip("\"”’')]*_").endswith((".", "!", "?", "…", ":", ";", ","))


def sentence_starts(text: str) -> list[int]:
    """Offsets in `text` where its sentences start: a rough cut, good enough to tell prose from lines of other kinds."""
    return [0, *(match.end() for match in END_OF_SENTENCE.finditer(text) if match.end() < len(text))]


def short_line(block: Block, *, words: int = 25) -> bool:
    """Say whether a block is a line that could be a title or heading: short, not closed like a sentence, no list item."""
    if block.mark == "heading":
        return True
    if block.mark or len(block.text) > 200 or len(block.text.split()) > words:
        return False
    if STARTS_WITH_DATE.match(block.text) or block.text[:1].islower():
        return False
    if block.text.endswith("?"):
        return len(sentence_starts(block.text)) == 1
    return not ends_sentence(block.text)


def is_prose(block: Block) -> bool:
    """Say whether a block is surely prose: closed like a sentence, or long."""
    return block.mark != "heading" and (len(block.text.split()) > 25 or (ends_sentence(block.text) and len(block.text.split()) > 4))


def only_date(text: str) -> bool:
    """Say whether a line holds a date and hardly anything else: "Kyiv, 17 December 2021", "Published on 5 May 2020 at 10:00"."""
    dates = [date for date in written_dates(text) if date.day or date.year]
    if len(dates) != 1 or len(text) > 90 or not (dates[0].day or dates[0].start == 0):
        return False
    before, after = text[: dates[0].start], text[dates[0].end :]
    words = re.findall(r"\w+", AROUND_DATE.sub(" ", f"{before} {after}"))
    sentence_before = before.rstrip().endswith((".", "!", "?")) and len(words) > 2
    return len(words) <= 6 and (not after.strip(" .)]") or len(words) <= 2) and not sentence_before


class Header:
    """Walks the first blocks of an article and says what each is; the walk ends at the first that is prose."""

    def __init__(self, blocks: tuple[Block, ...], known: dict[int, SectionKind], title: str | None) -> None:
        self.blocks = blocks
        self.kinds: dict[int, SectionKind] = dict(known)
        self.given_title = " ".join(title.split()).casefold() if title else None
        self.facts = HeaderFacts()
        self.end = 0

    def read(self) -> None:
        """Fill `kinds` (by block number), `facts` and `end`, the number of the first block after the head."""
        candidates: list[int] = []
        named = False
        for number, block in enumerate(self.blocks[:HEAD_BLOCKS]):
            self.end = number
            if number in self.kinds:
                if self.kinds[number] == "title":
                    candidates.insert(0, number)
                continue
            if self._labels(number, block) or self._byline(number, block) or self._date_line(number, block, bool(candidates)):
                named = True
            elif self._matches_given(block):
                candidates.insert(0, number)
            elif short_line(block, words=30 if not candidates else 20) and number + 1 < len(self.blocks):
                if named and any(not self._masthead(self.blocks[other]) for other in candidates):
                    self.kinds[number] = "heading"
                else:
                    candidates.append(number)
            else:
                break
        if any(is_prose(block) or block.mark == "bullet" for block in self.blocks[self.end :]):
            self._choose_title(candidates)

    def _matches_given(self, block: Block) -> bool:
        return self.given_title is not None and " ".join(block.text.split()).casefold() == self.given_title

    def _labels(self, number: int, block: Block) -> bool:
        cues = structure_cues()
        labels = list(cues.label.finditer(block.text))
        if not labels or labels[0].start() != 0 or len(block.text) > 400:
            return False
        ends = [*(label.start() for label in labels[1:]), len(block.text)]
        values = [block.text[label.end() : end].strip(" .;|·") for label, end in zip(labels, ends, strict=True)]
        if any(len(value.split()) > 14 for value in values):
            return False
        for label, value in zip(labels, values, strict=True):
            role = cues.label_role[label.group(1).lower()]
            if role in {"title", "author", "publisher"} and value and getattr(self.facts, role) is None:
                setattr(self.facts, role, value)
        self.kinds[number] = "boilerplate"
        return True

    def _byline(self, number: int, block: Block) -> bool:
        if block.mark or len(block.text) > 140 or (block.text.endswith((".", "?", "!", ":")) and not block.text.endswith("Jr.")):
            return False
        by = BY.match(block.text)
        named = NAME_AND_DATE.match(block.text)
        following = self.blocks[number + 1].text if number + 1 < len(self.blocks) else ""
        before_date = number > 0 and re.fullmatch(NAME, block.text) and only_date(following)
        name: str | None
        if by is not None and not NO_NAME.match(block.text) and len(block.text.split()) <= 16:
            name = by.group("name")
        elif STAFF.match(block.text) and len(block.text.split()) <= 8:
            name = block.text
        elif named is not None and next(written_dates(block.text), None) is not None:
            name = named.group("name")
        elif before_date:
            name = block.text
        else:
            return False
        self.kinds[number] = "byline"
        self.facts.author = self.facts.author or re.split(r"\s+(?:in|for|at)\s+|\s*[,|·•(–—]\s*|\s+-\s+", name)[0].strip() or None
        return True

    def _date_line(self, number: int, block: Block, titled: bool) -> bool:
        following = self.blocks[number + 1] if number + 1 < len(self.blocks) else None
        if block.mark or following is None or not only_date(block.text):
            return False
        bare = bool(STARTS_WITH_DATE.match(block.text)) or not re.search(r"[a-z]{4,} [a-z]{3,}", block.text)
        if (not titled and not (bare or short_line(following))) or ends_sentence(block.text):
            return False
        self.kinds[number] = "dateline"
        return True

    def _choose_title(self, candidates: list[int]) -> None:
        if not candidates:
            return
        if len(candidates) > 4 and not any(self.blocks[number].mark for number in candidates):
            candidates = candidates[:1]
        first = 0
        while first < len(candidates) - 1 and all(between in self.kinds for between in range(candidates[first] + 1, candidates[first + 1])):
            line = self.blocks[candidates[first]]
            if not self._masthead(line):
                break
            self.kinds[candidates[first]] = "heading"
            name = re.split(r"\s*[|·•]\s*|\s+(?:No|Vol|Issue)\b\.?|\s+[-–—]\s+", line.text)[0]
            if "confidential" not in line.text.casefold():
                self.facts.publisher = self.facts.publisher or name.strip()
            first += 1
        for number in candidates[first + 1 :]:
            self.kinds[number] = "heading"
        chosen = next((number for number in candidates if self._matches_given(self.blocks[number])), candidates[first])
        self.kinds[chosen] = "title"
        self.facts.title = self.facts.title or self.blocks[chosen].text

    @staticmethod
    def _masthead(block: Block) -> bool:
        words = re.findall(r"[A-Za-z]+", block.text)
        series = re.search(r"\||\b(?:No|Vol|Issue)\b\.? ?\d|\bconfidential\b", block.text, re.IGNORECASE)
        named = any(word.lower() in structure_cues().masthead for word in words)
        return bool(series) or (named and len(words) <= 7 and ":" not in block.text)
