"""Attribution in the wide sense: source, cue and content of everything put to somebody's mouth or mind.

Rules over dependency syntax with the cue lexicon; the three spans follow the PARC 3.0 / PolNeAR definition of attribution
(Pareti 2016; Newell, Margolin and Ruths 2018). The statements of an article are built on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from spacy.tokens import Token

from dragoman.statements.content import FRAMES, Content, match_words, subtree
from dragoman.statements.lexicon import Cue, CueLexicon, cue_lexicon
from dragoman.statements.nominal import attributor, noun_content
from dragoman.statements.quoting import complete_quotations, quoted_content
from dragoman.statements.sources import child, is_passive, phrase, source_of
from dragoman.types import Span
from dragoman.types.parse import Parse, Sentence

__all__ = ["Attribution", "find_attributions", "read_attributions"]


_APPEARANCES = frozenset({"appear", "seem"})
_SPEECH_PERSONS = frozenset({"i", "we", "you", "us", "me"})


class Attribution(msgspec.Struct, frozen=True):
    """Words put to a source. `source`, `cue` and `content` are spans in text order; `source` is empty where no one is named.

    `entry` is the lexicon entry that found it; `source_head`, `cue_head`, `addressees` and `objects` (who or what is
    judged) are token indices of `Parse.doc`.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    entry: Cue
    frame: str
    cue_head: int
    source_head: int | None = None
    addressees: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    quoted: bool = False
    negated: bool = False


def find_attributions(text: str) -> tuple[Attribution, ...]:
    """Every attribution of a text, in text order; offsets count Unicode characters of `text`, ends exclusive.

    Reads all of the text, headings and captions too. Raises nothing of its own.
    """
    from dragoman.parse import parse_article
    from dragoman.types import Article

    parse = parse_article(Article("text", text))
    return read_attributions(parse, parse.sentences)


def read_attributions(parse: Parse, sentences: Iterable[Sentence]) -> tuple[Attribution, ...]:
    """Every attribution in the given sentences of a parsed article, in text order."""
    lexicon = cue_lexicon()
    found: list[Attribution] = []
    for sentence in sentences:
        for token in parse.tokens(sentence):
            attribution = _at(parse, token, sentence, lexicon)
            if attribution is not None and not _is_own_voice(parse, attribution):
                found.append(attribution)
    found = complete_quotations(parse, _distinct(found))
    return tuple(sorted(found, key=lambda item: (item.content[0].start, item.content[-1].end)))


def _at(parse: Parse, token: Token, sentence: Sentence, lexicon: CueLexicon) -> Attribution | None:
    word = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX") and word in lexicon.verbs:
        return _verbal(parse, token, sentence, lexicon.verbs[word])
    if token.pos_ in ("NOUN", "PROPN") and word in lexicon.nouns:
        return _nominal(parse, token, lexicon.nouns[word])
    if token.lower_ in lexicon.adjectives and token.dep_ in ("acomp", "attr", "ROOT", "conj", "advcl", "ccomp", "xcomp"):
        return _adjectival(parse, token, lexicon.adjectives[token.lower_])
    if token.lower_ == "according":
        return _according(parse, token)
    return None


def _is_own_voice(parse: Parse, found: Attribution) -> bool:
    """Say whether a quoted speaker only speaks of what they or their hearers think, or anyone's attitudes are quoted."""
    inside = parse.in_quotation(parse.doc[found.cue_head].idx) is not None
    if not inside:
        return False
    if found.source_head is None or parse.doc[found.source_head].lower_ in _SPEECH_PERSONS:
        return True
    return found.entry.kind == "attitude" or found.entry.scope == "broad"


def _verbal(parse: Parse, verb: Token, sentence: Sentence, cues: Sequence[Cue]) -> Attribution | None:
    source = source_of(verb)
    if source is None and not is_passive(verb):
        return None
    if source is not None and source.lower_ in cue_lexicon().words.not_sources and source.lower_ != "it":
        return None
    matched = [(cue, words) for cue in cues if (words := match_words(verb, cue)) is not None]
    for length in sorted({len(words) for _, words in matched}, reverse=True):
        for frame, extract in FRAMES:
            for cue, words in matched:
                if source is None and frame == "np":
                    continue
                if len(words) == length and frame in cue.frames and (content := extract(verb, words)) is not None:
                    return _attribution(parse, verb, words, source, cue, content)
    if source is not None and (quoting := next((cue for cue, words in matched if "quote" in cue.frames), None)) is not None:
        content = quoted_content(parse, verb, sentence)
        if content is not None:
            return _attribution(parse, verb, match_words(verb, quoting) or (verb,), source, quoting, content)
    return None


def _nominal(parse: Parse, noun: Token, cue: Cue) -> Attribution | None:
    found = noun_content(noun, cue)
    if found is None:
        return None
    source, content = found
    return _attribution(parse, noun, (noun,), source, cue, content)


def _adjectival(parse: Parse, adjective: Token, cue: Cue) -> Attribution | None:
    holder = adjective if child(adjective, "nsubj", "nsubjpass") is not None else adjective.head
    subject = child(holder, "nsubj", "nsubjpass")
    if subject is None or subject.lower_ in ("it", "there", "that", "this", "what"):
        return None
    for found in (*adjective.children, *holder.children):
        if found.i > adjective.i and found.dep_ in ("ccomp", "xcomp") and found.i != adjective.i:
            content = Content("clause", frozenset(subtree(found)))
            return _attribution(parse, adjective, (adjective,), subject, cue, content)
    return None


def _according(parse: Parse, token: Token) -> Attribution | None:
    found = attributor(token)
    if found is None:
        return None
    words, source, content = found
    cue = Cue(("according", "to"), "assert", "speech", None, "statement", frozenset({"clause"}))
    return _attribution(parse, token, words, source, cue, content)


def _attribution(
    parse: Parse, head: Token, words: tuple[Token, ...], source: Token | None, cue: Cue, content: Content
) -> Attribution | None:
    doc = parse.doc
    if source is not None and content.frame == "to" and head.lemma_ in _APPEARANCES:
        content, source = Content("to", content.tokens | frozenset(phrase(source, head))), None
    named = set() if source is None else phrase(source, head)
    relative = child(head, "nsubj")
    if source is not None and relative is not None and relative.tag_ in ("WP", "WDT") and relative.i != source.i:
        named.add(relative.i)
    cue_tokens = {word.i for word in words} | set(content.cue)
    tokens = content.tokens - cue_tokens
    if source is not None and source.i in tokens and len(named) < len(tokens):
        tokens = tokens - named
    spans = spans_of_tokens(parse, tokens)
    if not spans or (source is not None and source.i in cue_tokens):
        return None
    negated = any(found.dep_ == "neg" for found in doc[head.i].children)
    return Attribution(
        spans_of_tokens(parse, named - set(tokens) - cue_tokens), spans_of_tokens(parse, cue_tokens), spans, cue, content.frame, head.i,
        None if source is None else source.i, content.addressees, content.objects, _is_quoted(parse, spans), negated,
    )


def _is_quoted(parse: Parse, spans: Sequence[Span]) -> bool:
    return any(quotation.span.overlaps(span) for quotation in parse.quotations if not quotation.scare for span in spans)


def spans_of_tokens(parse: Parse, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Token indices as spans of the article, joined over punctuation and trimmed of it at both ends of each span."""
    runs: list[list[int]] = []
    for index in sorted(tokens):
        token = parse.doc[index]
        if runs and all(parse.doc[i].is_punct or parse.doc[i].is_space for i in range(runs[-1][-1] + 1, index)):
            runs[-1].append(index)
        elif not (token.is_punct or token.is_space):
            runs.append([index])
    spans = []
    for run in runs:
        while run and (parse.doc[run[-1]].is_space or (parse.doc[run[-1]].is_punct and not parse.doc[run[-1]].is_quote)):
            run.pop()
        if run:
            spans.append(parse.span_of(parse.doc[run[0]], parse.doc[run[-1]]))
    return tuple(spans)


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    seen: set[tuple[tuple[Span, ...], int | None]] = set()
    for item in found:
        key = (item.content, item.source_head)
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept
