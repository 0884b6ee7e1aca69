"""What syntax says about an article: sentences, quotations, time expressions, the spaCy document."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from dragoman.types.article import Article, SectionKind
from dragoman.types.dates import TimeExpression
from dragoman.types.span import Span


class Sentence(msgspec.Struct, frozen=True):
    """One sentence: its span, its first and last-plus-one token in `Parse.doc`, paragraph number and section kind."""

    index: int
    span: Span
    first_token: int
    end_token: int
    paragraph: int
    section: SectionKind


class Quotation(msgspec.Struct, frozen=True):
    """Words between quotation marks. `span` includes the marks, `content` does not.

    `scare` marks a quotation of one to three words that is no utterance of its own (so-called "volunteers").
    """

    span: Span
    content: Span
    scare: bool = False


class Parse(msgspec.Struct, frozen=True):
    """An article with its syntax. `doc` covers the whole of `article.text`: `token.idx` is an article offset."""

    article: Article
    doc: Doc
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    times: tuple[TimeExpression, ...]

    def tokens(self, sentence: Sentence) -> TokenSpan:
        """The tokens of a sentence."""
        return self.doc[sentence.first_token : sentence.end_token]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`, or None between sentences."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sentences) and self.sentences[low].span.start <= offset:
            return self.sentences[low]
        return None

    def prose(self) -> Iterator[Sentence]:
        """The sentences that records may be made from: those of the body."""
        return (sentence for sentence in self.sentences if sentence.section == "body")

    def span_of(self, first: Token, last: Token) -> Span:
        """The span from the first character of `first` to the last of `last` (both inclusive)."""
        return self.article.span(first.idx, last.idx + len(last.text))

    def in_quotation(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at `offset`, scare quotes left out, or None."""
        for quotation in self.quotations:
            if quotation.span.start <= offset < quotation.span.end and not quotation.scare:
                return quotation
        return None
