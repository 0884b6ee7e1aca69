"""Where sentences may and may not start, told to the parser before it decides."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Token

from dragoman.errors import DataError
from dragoman.types import Article

_CLOSING = frozenset("\"”’')]»")
_OPENING = frozenset("\"“‘'([«")
_TERMINAL = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!"})
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]?")


class SentenceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `data/sentences.toml`."""

    before_names: frozenset[str]
    shortened: frozenset[str]
    bullets: frozenset[str]


@cache
def sentence_words() -> SentenceWords:
    """The checked tables. Raises DataError when the packaged file is broken."""
    source = files("dragoman.parse").joinpath("data/sentences.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(source), SentenceWords)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"The sentence words of the package cannot be read: {error}", "Reinstall the package.") from error


@Language.component("sentence_starts")
def sentence_starts(doc: Doc) -> Doc:
    """Settle the clear cases: breaks between paragraphs, list markers, abbreviations, full stops; leave the rest to the parser."""
    line: list[Token] = []
    broken = True
    for token in doc:
        if token.is_space:
            if token.i and token.is_sent_start is None:
                token.is_sent_start = False
            broken = broken or "\n" in token.text
            continue
        if broken and not _wrapped(line, token):
            line = []
        if token.i and token.is_sent_start is not True:
            token.is_sent_start = _starts(line, token)
        broken = False
        line.append(token)
    return doc


def mark_sections(doc: Doc, article: Article) -> None:
    """Start a sentence at every section of the article."""
    starts = sorted(section.span.start for section in article.sections)
    position = 0
    for token in doc:
        if token.is_space or position >= len(starts) or token.idx + len(token.text) <= starts[position]:
            continue
        if token.i:
            token.is_sent_start = True
        while position < len(starts) and starts[position] < token.idx + len(token.text):
            position += 1


def _wrapped(line: list[Token], token: Token) -> bool:
    """Whether a line break falls inside a sentence: a long line without a stop, then a small letter."""
    if not line or line[-1].text[-1] in ".!?:;…\"”" or len(line) < 6:
        return False
    between = token.doc[line[-1].i + 1 : token.i].text
    return between.count("\n") <= 1 and token.text[0].islower()


def _starts(line: list[Token], token: Token) -> bool | None:
    """True or False where it is sure, None where the parser may decide. `line` holds the tokens of the line so far."""
    words = sentence_words()
    if not line:
        return True
    if len(line) == 1 and line[0].text in words.bullets:
        return False
    if len(line) <= 2 and (_NUMBERING.fullmatch("".join(t.text for t in line)) or token.text in {".", ")"}):
        return False
    if token.text in _CLOSING and token.text not in _OPENING:
        return False
    back = len(line) - 1
    while back > 0 and line[back].text in _CLOSING:
        back -= 1
    last, closed = line[back], back < len(line) - 1
    if last.text not in _TERMINAL:
        return _after_word(last, token, closed=closed)
    if token.text[0].islower() or (token.is_punct and token.text[0] not in _OPENING):
        return False
    before = line[back - 1].text if back else ""
    if last.text == "." and before in words.before_names and not closed:
        return False
    if last.text == "." and len(before) == 1 and before.isupper() and not closed:
        return None
    if closed or last.text in {"…", "..."} or token.text in _OPENING & _CLOSING:
        return None
    return True if token.text[0].isupper() or token.text in _OPENING or token.text[0].isdigit() else None


def _after_word(last: Token, token: Token, *, closed: bool) -> bool | None:
    """After a token that is no stop: only an abbreviation with its own stop, or a closed quotation, can end a sentence."""
    words = sentence_words()
    if not last.text.endswith("."):
        return False
    name = last.text.rstrip(".")
    if token.text[0].islower() or (name in words.before_names and not closed):
        return False
    if name in words.shortened and token.text[0].isdigit():
        return False
    return None
