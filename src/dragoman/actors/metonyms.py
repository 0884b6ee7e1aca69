"""Whether a place name stands for its government or for the place: by where it stands in the sentence."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.lexicon import cues, nouns


def acts(head: Token) -> bool:
    """Whether a capital or seat at this place of the sentence stands for its government, not for a place."""
    if head.dep_ in {"nsubj", "agent", "iobj", "dative"}:
        return True
    if head.dep_ == "nsubjpass":
        return head.head.lemma_ not in cues().place_verbs
    if head.dep_ == "conj":
        return acts(head.head)
    if head.dep_ == "dobj":
        return head.head.lemma_ not in cues().place_verbs
    if head.dep_ == "poss":
        return True
    if head.dep_ == "pobj":
        preposition = head.head
        if preposition.lower_ in cues().locative:
            return False
        if preposition.lower_ in cues().motion:
            noun = preposition.head
            return noun.lemma_.lower() in cues().addressed or (
                preposition.lower_ == "from" and noun.pos_ == "NOUN" and noun.lemma_ not in nouns().singular
            )
        return preposition.lower_ in {"with", "against", "between", "by", "for", "on", "of", "upon", "like", "towards"} and not (
            preposition.lower_ in {"of", "on", "for"} and preposition.head.pos_ != "VERB" and not _political(preposition.head)
        )
    return False


def _political(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in nouns().singular or lemma in cues().acts


def is_where(head: Token) -> bool:
    """Whether the name only says where something is ("in Iraq")."""
    return head.dep_ == "pobj" and head.head.lower_ in cues().locative


def names_actor(head: Token) -> bool:
    """Whether a name at this place of the sentence does what only people, bodies and governments do."""
    return head.dep_ == "nsubj" and head.head.lemma_ in cues().agent_verbs
