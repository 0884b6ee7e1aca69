"""Article -> Parse: sentences, syntax, quotations, dates. Character offsets are never lost."""

from __future__ import annotations

from spacy.tokens import Doc

from dragoman.parse.quotations import find_quotations
from dragoman.parse.syntax import parse_syntax
from dragoman.parse.times import find_times
from dragoman.types import Article
from dragoman.types.parse import Parse, Sentence

__all__ = ["parse_article"]


def parse_article(article: Article) -> Parse:
    """Parse the whole text of an article (an article without sections counts as all body)."""
    doc = parse_syntax(article)
    return Parse(article, doc, _sentences(article, doc), find_quotations(article), find_times(article, doc))


def _sentences(article: Article, doc: Doc) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    paragraph = 0
    for found in doc.sents:
        tokens = [token for token in found if not token.is_space]
        if not tokens:
            paragraph += found.text.count("\n") > 0
            continue
        first, last = tokens[0], tokens[-1]
        span = article.span(first.idx, last.idx + len(last.text))
        if sentences and "\n" in article.text[sentences[-1].span.end : span.start]:
            paragraph += 1
        kind = article.section_at(span.start) if article.sections else "body"
        if kind is not None:
            sentences.append(Sentence(len(sentences), span, first.i, last.i + 1, paragraph, kind))
    return tuple(sentences)
