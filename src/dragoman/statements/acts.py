"""What a statement does: the cue's act, sharpened by its content ("said it would never leave" refuses)."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.statements.attribution import Attribution
from dragoman.statements.lexicon import cue_lexicon
from dragoman.statements.sources import child, is_passive
from dragoman.types import Cast
from dragoman.types.parse import Parse
from dragoman.types.statement import Act

_OBLIGATION = frozenset({"must", "should", "ought"})
_FUTURE = frozenset({"will", "would", "'ll", "’ll", "shall", "wo"})
_MODALS = frozenset({"can", "could", "may", "might", "must", "should", "do", "let"})
_DISMISSALS = frozenset({"dismiss", "reject", "scoff", "laugh", "ridicule"})
_OWN = frozenset({"he", "she", "it", "they", "we", "i"})


def act_of(parse: Parse, item: Attribution, speaker: str | None, cast: Cast) -> Act:
    """The act of an attribution: that of its cue unless the cue only asserts and the content does more."""
    act = item.entry.act
    if act == "refuse" and item.negated and item.entry.words[0] not in ("rule", "exclude"):
        return "assert"
    if act in ("criticise", "refuse") and any(_is_charge(parse.doc[head]) for head in item.objects):
        return "deny" if item.entry.words[0] in _DISMISSALS else act
    if act in ("demand", "promise") and item.negated:
        return "refuse"
    if act != "assert" or item.frame not in ("clause", "tell", "quote"):
        return act
    main = _main_verb(parse, item)
    if main is None:
        return act
    helpers = {found.lower_ for found in main.children if found.dep_ == "aux"}
    negated = any(found.dep_ == "neg" for found in main.children)
    if helpers & _OBLIGATION:
        return "demand"
    if helpers & _FUTURE and item.entry.kind == "speech":
        return _future_act(main, negated, speaker, cast)
    if helpers & _FUTURE:
        return "predict"
    refuted = item.entry.kind == "speech" and (negated or _has_no_subject(main))
    return "deny" if refuted and not helpers & _MODALS and main.tag_ != "VB" else act


def _has_no_subject(main: Token) -> bool:
    """Say whether nobody or nothing is said to do it: "no coup was being prepared"."""
    subject = child(main, "nsubj", "nsubjpass")
    if subject is None:
        return False
    return subject.lower_ in ("nobody", "nothing", "none") or any(found.lower_ in ("no", "neither") for found in subject.children)


def _is_charge(token: Token) -> bool:
    """Say whether a noun is somebody's charge or claim, so that to dismiss it is to deny it."""
    cue = cue_lexicon().nouns.get(token.lemma_.lower())
    return cue is not None and cue.act in ("accuse", "assert") and cue.kind == "speech"


def _future_act(main: Token, negated: bool, speaker: str | None, cast: Cast) -> Act:
    subject = child(main, "nsubj", "nsubjpass")
    if subject is None:
        return "assert"
    own = subject.lower_ in _OWN and subject.lower_ != "it"
    ids = cast.by_head.get(subject.i, ())
    if ids:
        own = speaker in ids or (subject.lower_ in ("we", "i"))
        own = own or (speaker is not None and cast.actor(speaker).represents in ids)
    if own and not is_passive(main):
        return "refuse" if negated else "promise"
    return "predict"


def _main_verb(parse: Parse, item: Attribution) -> Token | None:
    """The highest verb of the content's first span."""
    first = item.content[0]
    tokens = parse.doc.char_span(first.start, first.end, alignment_mode="contract")
    if tokens is None:
        return None
    root: Token = tokens.root
    return root if root.pos_ in ("VERB", "AUX") else None
