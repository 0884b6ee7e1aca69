"""Turns: actors that move towards or away from others, with the reasons the sentence gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from spacy.tokens import Token

from dragoman.statements.sources import antecedent, child, is_passive, noun_source, subject_of
from dragoman.statements.stances import Direction, Turn, stances, turns_of
from dragoman.types import AlignmentChange, Cast, DateValue, Reason, Span
from dragoman.types.parse import Parse, Sentence

_MODALS = frozenset({"may", "might", "could", "would", "will", "should", "must", "can", "shall", "'ll", "’ll"})
_APPOSED = ("appos", "attr", "advcl", "npadvmod", "dep")
_EXAMPLES = frozenset({"including", "like"})
_EMBRACES = frozenset({"arm", "camp", "orbit", "embrace", "hand"})
_REASON_MARKS = frozenset({"because", "after", "since", "as", "over", "following"})
_OPPOSITE: dict[Direction, Direction] = {"closer": "further", "further": "closer", "neutral": "neutral"}


class _Change(msgspec.Struct, frozen=True):
    actor: str
    targets: tuple[str, ...]
    direction: Direction
    first: int
    last: int
    verb: int
    before: Span | None = None
    after: Span | None = None
    pushed_by: Token | None = None


def find_alignment_changes(parse: Parse, cast: Cast) -> tuple[AlignmentChange, ...]:
    """Every turn of an actor towards or away from others that the article's prose tells as a fact, in text order.

    `targets` is empty where the text leaves it open ("Riyadh made peace"). `direction` is neutral where the words tell
    of a change but not which way. What could or would happen is no change.
    """
    reader = _Reader(parse, cast)
    changes: list[AlignmentChange] = []
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for sentence in parse.prose():
        for found in reader.changes(sentence):
            key = (found.actor, found.targets, found.direction)
            covered = any(c.actor == found.actor and c.evidence.overlaps(reader.span(found)) for c in changes)
            if key in seen or covered:
                continue
            seen.add(key)
            changes.append(
                AlignmentChange(
                    id=f"ac{len(changes) + 1}",
                    actor=found.actor,
                    targets=found.targets,
                    direction=found.direction,
                    evidence=reader.span(found),
                    stance_before=None if found.before is None else found.before.text,
                    stance_after=None if found.after is None else found.after.text,
                    date=reader.date(sentence),
                    reasons=reader.reasons(found),
                )
            )
    return tuple(changes)


class _Reader:
    """The rules over one article."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse, self.cast = parse, cast
        self.kinds = {actor.id: actor.kind for actor in cast.actors}
        self.represented = {actor.id: actor.represents for actor in cast.actors}

    def span(self, found: _Change) -> Span:
        """The evidence of a change."""
        return self.parse.span_of(self.parse.doc[found.first], self.parse.doc[found.last])

    def changes(self, sentence: Sentence) -> Iterator[_Change]:
        """Every change told in a sentence: contrasts first, since they span most."""
        tokens = list(self.parse.tokens(sentence))
        lemmas = {token.lemma_.lower() for token in tokens} | {token.lower_ for token in tokens}
        words = stances()
        contrast = words.contrast
        if lemmas & contrast.after and lemmas & (contrast.before | contrast.positive | contrast.negative):
            yield from self._contrast(tokens)
        for token in tokens:
            if token.pos_ not in ("VERB", "AUX", "NOUN") or self._unreal(token):
                continue
            lemma = token.lemma_.lower()
            if token.pos_ != "NOUN":
                yield from self._turn(token, turns_of(lemma), tokens)
                if lemma in words.causes.verbs:
                    yield from self._caused(token)
                if lemma in words.shifts.verbs:
                    yield from self._shift(token, sentence)
                yield from self._no_longer(token, lemma)

    def _unreal(self, verb: Token) -> bool:
        if any(found.lower_ == "longer" for found in verb.children):
            return False
        return any(found.dep_ == "neg" or (found.dep_ == "aux" and found.lower_ in _MODALS) for found in verb.children)

    def at(self, token: Token | None) -> tuple[str, ...]:
        """The actors at a token and its later conjuncts, and those a list after "including" names."""
        if token is None:
            return ()
        found: list[str] = []
        for head in (token, *(other for other in token.conjuncts if other.i > token.i)):
            found.extend(self.cast.by_head.get(head.i, ()))
            for inner in head.children:
                if inner.dep_ == "prep" and inner.lower_ in _EXAMPLES and (listed := child(inner, "pobj")) is not None:
                    found.extend(self.at(listed))
        if not found:
            for inner in token.subtree:
                if inner.dep_ in ("pobj", "poss") and inner.i != token.i:
                    found.extend(self.cast.by_head.get(inner.i, ()))
        return tuple(dict.fromkeys(found))

    def _subject(self, verb: Token) -> Token | None:
        subject = subject_of(verb)
        if subject is not None and not self.cast.by_head.get(subject.i):
            owner = noun_source(subject)
            return owner if owner is not None and self.cast.by_head.get(owner.i) else subject
        return subject

    def _turn(self, verb: Token, turns: Sequence[Turn], tokens: Sequence[Token]) -> Iterator[_Change]:
        subject = self._subject(verb) if turns and not is_passive(verb) else None
        actors = self.at(subject)
        for turn in turns:
            if not actors or subject is None:
                return
            matched, last, targets = self._turn_target(verb, turn)
            if not matched:
                continue
            targets = targets or actors[1:2]
            if turn.groups_only and not any(self.kinds[t] in ("igo", "organisation", "party", "armed_group") for t in targets):
                continue
            if turn.figurative and not all(self.kinds[t] in ("person", "party", "media") for t in targets):
                continue
            if not targets and not turn.alone:
                continue
            if any(self._same(actors[0], target) for target in targets):
                continue
            direction = turn.direction
            if self._is_past_phase(verb, tokens):
                direction, last = _OPPOSITE[direction], max(last, tokens[-1].i - 1)
            yield _Change(actors[0], targets, direction, min(subject.i, verb.i), last, verb.i)
            return

    def _same(self, one: str, other: str) -> bool:
        return one == other or self.represented.get(one) == other or self.represented.get(other) == one

    def _is_past_phase(self, verb: Token, tokens: Sequence[Token]) -> bool:
        """Say whether the turn is the earlier half of a contrast: "which had been warming to X now keeps its distance"."""
        if verb.dep_ != "relcl" or not (verb.tag_ == "VBD" or any(found.lower_ == "had" for found in verb.children)):
            return False
        return any(token.lower_ in ("now", "since", "today") and token.dep_ == "advmod" and token.i > verb.i for token in tokens)

    def _turn_target(self, verb: Token, turn: Turn) -> tuple[bool, int, tuple[str, ...]]:
        inside = [token for token in verb.subtree if verb.i < token.i <= verb.i + 8]
        word = next((t for t in inside if t.lower_ in turn.words and (t.dep_ in ("dobj", "prt", "advmod", "prep", "pobj", "dative"))), None)
        if word is None and "" not in turn.words:
            return False, 0, ()
        if "" in turn.prepositions:
            target = child(verb, "dobj")
            found = self.at(None if target is None else antecedent(target))
            return bool(found), verb.i if target is None else max(verb.i, target.i), found
        for anchor in (verb, *([word] if word is not None else []), *verb.children):
            for preposition in (anchor, *anchor.children):
                if preposition.dep_ in ("prep", "agent", "dative") and preposition.lower_ in turn.prepositions and preposition.i > verb.i:
                    place = child(preposition, "pobj")
                    found = self.at(None if place is None else antecedent(place))
                    if found and place is not None:
                        return True, max(verb.i, place.i), found
        if word is not None:
            return True, word.i, ()
        return False, 0, ()

    def _caused(self, verb: Token) -> Iterator[_Change]:
        words = stances().causes
        pushed = child(verb, "nsubjpass") if is_passive(verb) else child(verb, "dobj")
        actors = self.at(pushed)
        if not actors or pushed is None:
            return
        pusher = None if is_passive(verb) else child(verb, "nsubj")
        for preposition in (*verb.children, *pushed.children):
            if preposition.dep_ != "prep" or preposition.lower_ not in words.closer | words.further:
                continue
            place = child(preposition, "pobj")
            targets = tuple(t for t in self.at(place) if not self._same(t, actors[0]))
            if place is None or self.cast.places_in(self.parse.span_of(place, place)):
                continue
            if targets or place.lemma_.lower() in _EMBRACES:
                direction: Direction = "closer" if preposition.lower_ in words.closer else "further"
                yield _Change(actors[0], targets, direction, min(verb.i, pushed.i), max(place.i, verb.i), verb.i, pushed_by=pusher)
                return

    def _shift(self, verb: Token, sentence: Sentence) -> Iterator[_Change]:
        words = stances().shifts
        labels = ("nsubjpass",) if is_passive(verb) else ("dobj", "conj")
        noun = next((found for found in verb.children if found.dep_ in labels and found.lemma_.lower() in words.nouns), None)
        if noun is None:
            return
        owner = child(noun, "poss") if noun.dep_ != "conj" else child(verb, "dobj")
        changer = None if is_passive(verb) else subject_of(verb)
        holders = self.at(owner) or self.at(self._subject(verb))
        targets: tuple[str, ...] = ()
        last = max(noun.i, verb.i)
        for preposition in (*noun.children, *verb.children):
            place = child(preposition, "pobj") if preposition.dep_ in ("prep", "dative") else None
            if place is None or targets or preposition.lower_ not in words.prepositions | _EXAMPLES:
                continue
            targets = self.at(place)
            last = max(last, place.i)
        if not targets and len(holders) > 1:
            targets = holders[1:2]
        targets = tuple(t for t in targets if holders and not self._same(t, holders[0]))
        if not holders or not targets:
            return
        lemma = verb.lemma_.lower()
        direction: Direction = "closer" if lemma in words.closer else "further" if lemma in words.further else self._tone(sentence)
        pusher = changer if owner is not None and changer is not None and not self.cast.by_head.get(changer.i) else None
        yield _Change(holders[0], targets, direction, min(verb.i, noun.i), last, verb.i, pushed_by=pusher)

    def _tone(self, sentence: Sentence) -> Direction:
        """Which way a neutral word of change points, by the words of friendship and enmity here and in the next sentence."""
        following = self.parse.sentences[sentence.index : sentence.index + 2]
        score = sum(self._polarity(list(self.parse.tokens(part))) for part in following)
        return "closer" if score > 0 else "further" if score < 0 else "neutral"

    def _polarity(self, tokens: Iterable[Token]) -> int:
        words, score, negated = stances().contrast, 0, False
        for token in tokens:
            lemma = token.lemma_.lower()
            negated = negated or token.dep_ == "neg" or token.lower_ in ("no", "longer", "without", "never")
            if lemma in words.positive or lemma in words.negative:
                value = 1 if lemma in words.positive else -1
                score += -value if negated else value
                negated = False
        return score

    def _no_longer(self, verb: Token, lemma: str) -> Iterator[_Change]:
        words = stances().contrast
        if not any(found.lower_ in ("longer", "anymore") for found in verb.children) or lemma not in words.positive | words.negative:
            return
        subject, target = self._subject(verb), child(verb, "dobj")
        actors, targets = self.at(subject), self.at(target)
        if actors and targets and subject is not None and target is not None:
            direction: Direction = "further" if lemma in words.positive else "closer"
            yield _Change(actors[0], targets, direction, min(subject.i, verb.i), max(verb.i, target.i), verb.i)

    def _contrast(self, tokens: Sequence[Token]) -> Iterator[_Change]:
        """ "once an ally of X, Y is now its foe": a then and a now in one sentence, at least one of them with a stance."""
        words = stances().contrast
        now = next((t for t in tokens if t.lower_ in words.after and t.dep_ not in ("mark", "prep") and t.lower_ != "longer"), None)
        if now is None:
            return
        then = self._then(tokens, now)
        if then is None:
            return
        verb = now if now.pos_ in ("VERB", "AUX") else now.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
            verb = verb.head
        subject = self._subject(verb)
        actors = self.at(subject)
        if not actors or subject is None:
            return
        old, new = _segments(tokens, then, now)
        direction = self._turned(old, new)
        targets = self._others(new, actors[0]) or self._others(old, actors[0])
        if direction is not None and targets:
            yield _Change(
                actors[0], targets[:1], direction, min(tokens[0].i, now.i), tokens[-1].i - (1 if tokens[-1].is_punct else 0), verb.i,
                self._words(old), self._words(new),
            )

    def _then(self, tokens: Sequence[Token], now: Token) -> Token | None:
        """Where the then begins: a word of the past, or a word of friendship or enmity in an apposition before the now."""
        words = stances().contrast
        for token in tokens:
            if token.lower_ in words.before and token.i != now.i and token.dep_ != "amod":
                return token
        for token in tokens:
            if token.i < now.i and token.lemma_.lower() in words.positive | words.negative and token.dep_ in _APPOSED:
                return token.doc[token.left_edge.i]
        return None

    def _turned(self, old: Sequence[Token], new: Sequence[Token]) -> Direction | None:
        before, after = self._polarity(old), self._polarity(new)
        if after:
            return "closer" if after > 0 else "further"
        if before:
            return "further" if before > 0 else "closer"
        return None

    def _others(self, tokens: Iterable[Token], actor: str) -> tuple[str, ...]:
        words = stances().contrast
        named = [token for token in tokens if token.lemma_.lower() not in words.positive | words.negative]
        found = (a for token in named for a in self.cast.by_head.get(token.i, ()))
        return tuple(dict.fromkeys(a for a in found if not self._same(a, actor)))

    def _words(self, tokens: Sequence[Token]) -> Span | None:
        kept = [token for token in tokens if not token.is_punct and not token.is_space]
        return self.parse.span_of(kept[0], kept[-1]) if kept else None

    def date(self, sentence: Sentence) -> DateValue | None:
        """The first calendar date of the sentence."""
        return next((time.date for time in self.parse.times if time.date is not None and sentence.span.contains(time.span)), None)

    def reasons(self, found: _Change) -> tuple[Reason, ...]:
        """Stated reasons: what pushed the actor, and clauses with "because", "after", "since"."""
        spans: list[Span] = []
        if found.pushed_by is not None:
            inner = [token for token in found.pushed_by.subtree if not token.is_space]
            spans.append(self.parse.span_of(inner[0], inner[-1]))
        verb = self.parse.doc[found.verb]
        for clause in verb.children:
            marked = clause.dep_ == "advcl" and any(m.lower_ in _REASON_MARKS and m.dep_ in ("mark", "advmod") for m in clause.children)
            if marked or (clause.dep_ == "prep" and clause.lower_ in ("after", "over", "because", "following")):
                inner = [token for token in clause.subtree if not (token.is_space or token.is_punct)]
                spans.append(self.parse.span_of(inner[0], inner[-1]))
        return tuple(Reason(span) for span in spans)


def _segments(tokens: Sequence[Token], then: Token, now: Token) -> tuple[list[Token], list[Token]]:
    """The words of then and the words of now."""
    if then.i < now.i:
        return [t for t in tokens if then.i <= t.i < now.i], [t for t in tokens if t.i >= now.i]
    return [t for t in tokens if t.i >= then.i], [t for t in tokens if t.i < then.i]
