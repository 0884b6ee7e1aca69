"""Pronouns put to their actors: the nearest compatible mention in the same or the two previous sentences, subjects first.

After the constraints of Hobbs (1978) and the salience weights of Lappin and Leass (1994), much simplified. A pronoun
with no compatible actor in reach is left alone.
"""

from __future__ import annotations

from bisect import bisect_left, insort

from spacy.tokens import Span, Token

from dragoman.actors.coreference import Entity, Grouping
from dragoman.actors.lexicon import cues
from dragoman.actors.mentions import Candidate

_PERSON = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
_THING = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
_SPEAKER = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 2
_BESIDE = 14


def place_pronouns(grouping: Grouping) -> None:
    """Put the personal, possessive and relative pronouns of the body to their actors."""
    scene = grouping.scene
    sentences = _sentences(grouping)
    order = sorted(grouping.of)
    speakers = _speakers(grouping)
    for token in scene.doc:
        word = token.lower_
        if scene.sections[token.i] != "body" or token.i in grouping.of:
            continue
        if word in _RELATIVE:
            entity = _antecedent(grouping, token)
        elif word in _SPEAKER:
            entity = speakers.get(token.i)
        elif word in _PERSON or word in _THING or word in _MANY:
            if _expletive(token):
                continue
            pair = _together(grouping, token, order, sentences) if word in _MANY else []
            if pair:
                mention = Candidate(token.i, token.i, token.i, "pronoun", token.text)
                for one in pair:
                    grouping.share(mention, one)
                grouping.several[token.i] = pair
                insort(order, token.i)
                continue
            entity = _nearest(grouping, token, order, sentences)
        else:
            continue
        if entity is not None:
            grouping.join(Candidate(token.i, token.i, token.i, "pronoun", token.text), entity)
            insort(order, token.i)


def _speakers(grouping: Grouping) -> dict[int, Entity]:
    """Who says each token of a quotation: the subject of the nearest verb of speech beside it, or who spoke last."""
    doc, found = grouping.scene.doc, {}
    last: tuple[int, Entity] | None = None
    for quotation in grouping.scene.parse.quotations:
        inside = doc.char_span(quotation.content.start, quotation.content.end, alignment_mode="contract")
        if quotation.scare or inside is None or not len(inside):
            continue
        beside = (*doc[inside.end : inside.end + _BESIDE], *reversed(doc[max(0, inside.start - _BESIDE) : inside.start]))
        verbs = [token for token in beside if token.lemma_ in cues().speech]
        subjects = (child for verb in sorted(verbs, key=lambda v: _gap(v, inside)) for child in verb.children if child.dep_ == "nsubj")
        speaker = next((grouping.of[child.i] for child in subjects if child.i in grouping.of), None)
        if speaker is None and last is not None and inside.start - last[0] < _BESIDE * 2:
            speaker = last[1]
        if speaker is not None:
            last = inside.end, speaker
            found.update(dict.fromkeys(range(inside.start, inside.end), speaker))
    return found


def _gap(token: Token, inside: Span) -> int:
    return inside.start - token.i if token.i < inside.start else token.i - inside.end


def possessor(grouping: Grouping, token: Token) -> Entity | None:
    """Whom "its" or "their" refers to, by the mentions placed so far."""
    return _nearest(grouping, token, sorted(grouping.of), _sentences(grouping))


def _sentences(grouping: Grouping) -> list[int]:
    """The number of the sentence of each token."""
    found = [-9] * len(grouping.scene.doc)
    for sentence in grouping.scene.parse.sentences:
        found[sentence.first_token : sentence.end_token] = [sentence.index] * (sentence.end_token - sentence.first_token)
    return found


def _antecedent(grouping: Grouping, token: Token) -> Entity | None:
    """The noun a relative pronoun's clause hangs on."""
    clause = token.head if token.dep_ != "poss" else token.head.head
    for _ in range(5):
        if clause.dep_ == "relcl":
            return grouping.of.get(clause.head.i)
        clause = clause.head
    return None


def _expletive(token: Token) -> bool:
    if token.lower_ != "it":
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    later = any(child.dep_ in {"ccomp", "xcomp", "advcl", "csubj"} and child.i > verb.i for child in verb.children)
    adjective = any(child.dep_ in {"acomp", "attr"} for child in verb.children)
    return (verb.lemma_ in {"be", "seem", "appear", "take", "remain", "become"} and (later or adjective)) or verb.lemma_ in {"rain", "snow"}


def _fits(word: str, entity: Entity) -> bool:
    if word in _PERSON:
        if entity.kind != "person" or entity.plural:
            return False
        return entity.gender == _PERSON[word] or (entity.gender is None and (_PERSON[word] == "male" or not _name_known(entity)))
    if word in _THING:
        return entity.kind not in {"person", "population"} and not (entity.plural and not any(m.form == "name" for m in entity.mentions))
    return entity.plural or entity.kind in {"population", "armed_group", "organisation", "party", "media", "company"}


def _name_known(entity: Entity) -> bool:
    return entity.gender is not None


def _together(grouping: Grouping, token: Token, order: list[int], sentences: list[int]) -> list[Entity]:
    """The actors that "they" means at once: those joined by "and", or meant by "both", as the last subject before."""
    doc, here = grouping.scene.doc, sentences[token.i]
    for head in reversed(order[max(0, bisect_left(order, token.i) - 60) : bisect_left(order, token.i)]):
        if sentences[head] < here - 1:
            break
        subject = doc[head]
        if subject.dep_ not in _SUBJECTS or (sentences[head] == here and subject.head == token.head):
            continue
        if head in grouping.several:
            return grouping.several[head]
        joined = [grouping.of[t.i] for t in (subject, *subject.conjuncts) if t.i in grouping.of]
        distinct = list(dict.fromkeys(map(id, joined)))
        if len(joined) > 1 and len(distinct) == len(joined):
            return joined if not any(entity.plural for entity in joined) else []
        if grouping.of[head].plural or grouping.of[head].kind in {"population", "armed_group", "organisation", "party"}:
            return []
    return []


def _nearest(grouping: Grouping, token: Token, order: list[int], sentences: list[int]) -> Entity | None:
    here, word = sentences[token.i], token.lower_
    doc = grouping.scene.doc
    best: tuple[float, Entity] | None = None
    possessive = token.dep_ == "poss"
    own_clause = None if possessive else token.head
    for head in reversed(order[max(0, bisect_left(order, token.i) - 400) : bisect_left(order, token.i)]):
        entity, there = grouping.of[head], sentences[head]
        if 0 <= there < here - _REACH - 1:
            break
        if there < 0 or here - there > _REACH + (word in _PERSON) or not _fits(word, entity):
            continue
        mention = doc[head]
        if (
            own_clause is not None
            and mention.head == own_clause
            and mention.dep_ in _SUBJECTS
            and not token.lower_.endswith(("self", "selves"))
        ):
            continue
        score = -1.6 * (here - there)
        if mention.dep_ in _SUBJECTS:
            score += 1.2
        if mention.dep_ in {"poss", "pobj", "compound"}:
            score -= 0.5
        if possessive and mention.dep_ in _SUBJECTS and mention.head == _verb(token):
            score += 1.0
        if mention.lower_ == token.lower_ or mention.pos_ == "PRON":
            score += 0.5
        score -= (token.i - head) / 60
        if token.lower_ in _MANY and not entity.plural:
            score -= 1.0
        if best is None or score > best[0]:
            best = (score, entity)
    return best[1] if best else None


def _verb(token: Token) -> Token:
    while token.head.i != token.i and token.pos_ not in {"VERB", "AUX"}:
        token = token.head
    return token
