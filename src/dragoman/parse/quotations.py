"""Where somebody's words stand between quotation marks."""

from __future__ import annotations

import re

from dragoman.types import Article
from dragoman.types.parse import Quotation

_PAIRS = re.compile(r"“([^“”]{1,2000})”|«([^«»]{1,2000})»|\"([^\"\n]{1,2000})\"|(?<!\w)‘([^‘’\n]{1,2000}(?:’(?=\w)[^‘’\n]{0,2000})*)’(?!\w)")


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """Every pair of quotation marks in the article's text, in text order."""
    found = []
    for match in _PAIRS.finditer(article.text):
        group = match.lastindex or 1
        content = article.span(match.start(group), match.end(group))
        scare = len(content.text.split()) <= 3 and not re.search(r"[.,!?]$", content.text)
        found.append(Quotation(article.span(match.start(), match.end()), content, scare))
    return tuple(found)
