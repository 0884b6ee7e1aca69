"""Noun phrases whose head is an actor noun: "Iraqi leaders", "the riot police", "thousands of protesters"."""

from __future__ import annotations

from spacy.tokens import Token

from dragoman.actors.lexicon import ActorNoun, cues, nouns, titles
from dragoman.actors.mentions import Candidate, Scene, is_state, words_of

_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "quantmod", "nmod", "predet", "advmod", "punct", "case", "npadvmod"})
_OF = frozenset({"of", "in", "from", "for", "at", "on", "near", "with", "outside"})
_QUANTIFIERS = frozenset(
    {
        *("some", "many", "several", "most", "few", "other", "more", "all", "both", "any", "these", "those", "such", "least", "than"),
        *("dozen", "dozens", "hundred", "thousand", "million", "odd", "own", "another", "each", "every", "half", "fewer", "further"),
    }
)
_MAGNITUDES = frozenset({"k", "m", "bn", "tn", "mn"})
_WEAK = frozenset({"organisation", "groups", "people", "international"})


def find_nominals(scene: Scene) -> None:
    """Add every noun phrase that names an actor and is not part of a proper name."""
    for token in scene.doc:
        if scene.sections[token.i] != "body" or token.i in scene.taken or not token.is_alpha:
            continue
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"}:
            continue
        found = _noun_at(scene, token) or _crowd(token)
        if found is not None and not _modifies(scene, token):
            first, noun, lemma, plural = found
            if token.pos_ in {"ADJ", "VERB"} and not _headless(token):
                continue
            candidate = _phrase(scene, token, first, noun, lemma, plural)
            if _wanted(scene, candidate, token):
                scene.add(candidate)


def _headless(token: Token) -> bool:
    """Whether an adjective or participle stands for people ("the displaced")."""
    return any(child.dep_ == "det" for child in token.children) and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "conj"}


def _noun_at(scene: Scene, token: Token) -> tuple[int, ActorNoun, str, bool] | None:
    """The longest actor noun that ends at the token: first token, its group, its wording, whether plural."""
    doc = scene.doc
    plural = token.tag_ in {"NNS", "NNPS"}
    known = nouns()
    for size in range(min(known.longest, token.i + 1), 0, -1):
        first = token.i - size + 1
        if first < 0 or doc[first].is_space or (first < token.i and doc[first].sent_start == 1 and size > 4):
            continue
        if any(index in scene.taken for index in range(first, token.i + 1)):
            continue
        before = doc[first : token.i].text.lower()
        joint = "" if not before else " " if doc[token.i - 1].whitespace_ else ""
        lower = before + joint + token.lower_
        lemma = before + joint + token.lemma_.lower()
        singular = known.singular.get(lower)
        if plural:
            group = known.plural.get(lemma) or known.plural.get(lower)
            if singular is not None and singular.form in {"body", "person"} and lower != lemma:
                group = singular
        else:
            group = singular
        if group is None and not plural and token.tag_ in {"NN", "NNP", "JJ", "VBN"}:
            group = known.singular.get(lemma)
        if group is not None:
            many = plural or lower in {"police", "people", "men", "women", "staff", "media", "crew"} or token.pos_ in {"ADJ", "VERB"}
            return first, group, lemma if plural and lemma in known.plural else lower, many
    return None


def _crowd(token: Token) -> tuple[int, ActorNoun, str, bool] | None:
    """ "Thousands marched": a bare number of people that acts or is acted on."""
    if token.lower_ not in {"thousands", "hundreds", "dozens", "millions", "scores"} or token.dep_ not in {
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
    }:
        return None
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
        return None
    return token.i, nouns().plural["people"], token.lower_, True


def _modifies(scene: Scene, token: Token) -> bool:
    """Whether the noun only modifies another ("army chief", "government building", "President Putin")."""
    doc = scene.doc
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is not None and following.text in {"-", "–"} and not token.whitespace_:
        return True
    if following is not None and following.i in scene.taken and scene.taken[following.i].kind == "person" and following.tag_ != "POS":
        return scene.taken[following.i].form == "name" and token.whitespace_ != ""
    return token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN", "ADJ"}


def _phrase(scene: Scene, token: Token, first: int, noun: ActorNoun, lemma: str, plural: bool) -> Candidate:
    doc = scene.doc
    lefts = [child for child in token.children if child.i < token.i and child.dep_ in _LEFT]
    edge = min([child.left_edge.i for child in lefts] + [first])
    while edge < first and (doc[edge].is_punct or doc[edge].is_space or doc[edge].pos_ in {"CCONJ", "ADV", "SCONJ"}):
        edge += 1
    core = edge
    owners: list[int] = []
    possessor = next((child for child in lefts if child.dep_ == "poss"), None)
    if possessor is not None:
        owners.append(possessor.i)
        core = min(possessor.right_edge.i + 1, first)
        while core < first and doc[core].tag_ == "POS":
            core += 1
    while core < first and (
        doc[core].ent_type_ in {"DATE", "TIME"}
        or (doc[core].i and doc[core - 1].like_num and not doc[core - 1].whitespace_ and doc[core].lower_ in _MAGNITUDES)
        or doc[core].pos_ in {"DET", "NUM", "ADP", "SCONJ"}
        or doc[core].lower_ in _QUANTIFIERS
        or doc[core].is_punct
        or doc[core].pos_ == "ADV"
    ):
        core += 1
    countries = {scene.demonyms[i] for i in range(edge, token.i + 1) if i in scene.demonyms and not _tied(scene, i)}
    country = countries.pop() if len(countries) == 1 else None
    counted = any(doc[i].pos_ == "NUM" or doc[i].lower_ in _QUANTIFIERS for i in range(edge, core))
    definite = possessor is not None or any(child.lower_ in {"the", "this", "that", "these", "those", "both"} for child in lefts)
    heads: tuple[int, ...] = ()
    head = token
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in cues().quantity:
        quantity = token.head.head
        heads, edge = (token.i,), min(edge, quantity.left_edge.i if quantity.left_edge.i > quantity.i - 4 else quantity.i)
        head = quantity
    candidate = Candidate(
        edge,
        token.i,
        head.i,
        "nominal",
        words_of(doc, core, token.i),
        "person" if noun.form in {"person", "generic"} and not plural and lemma not in cues().collective else noun.kind,
        plural or (noun.kind == "population" and noun.form == "body"),
        country=country,
        sectors=noun.sectors,
        noun=noun,
        lemma=lemma,
        definite=definite,
        counted=counted or bool(heads),
        heads=heads,
    )
    wordings = [candidate.text, words_of(doc, first, token.i)]
    for child in token.children:
        if child.dep_ == "prep" and child.i > token.i and child.lower_ in _OF:
            target = next((t for t in child.children if t.dep_ == "pobj"), None)
            if target is not None:
                if child.lower_ in {"of", "for", "in", "at"}:
                    owners.append(target.i)
                if target.right_edge.i - token.i <= 7:
                    wordings.append(words_of(doc, core, target.right_edge.i))
    if heads or (possessor is not None and possessor.tag_ != "PRP$"):
        wordings.append(words_of(doc, edge, token.i))
    candidate.owners = tuple(owners)
    candidate.wordings = tuple(dict.fromkeys(wordings))
    _colour(scene, candidate, core, first)
    return candidate


def _tied(scene: Scene, index: int) -> bool:
    """Whether the demonym only tells a tie: "Iranian-backed militias" are not Iran's own."""
    doc = scene.doc
    return index + 2 < len(doc) and doc[index + 1].text in {"-", "–"} and doc[index + 2].lower_ in cues().foreign_tie


def _colour(scene: Scene, candidate: Candidate, core: int, first: int) -> None:
    """Sectors that modifiers add: "opposition lawmakers", "rebel troops"; the modifier's sector goes first."""
    for index in range(core, first):
        sector = cues().adjective_sectors.get(scene.doc[index].lower_)
        if sector and sector not in candidate.sectors:
            candidate.sectors = (sector, *candidate.sectors)


def _wanted(scene: Scene, candidate: Candidate, token: Token) -> bool:
    noun, doc = candidate.noun, scene.doc
    if noun is None:
        return False
    if token.dep_ in {"attr", "acomp"} and not candidate.country and not candidate.owners:
        return False
    if noun.form == "state" and not (candidate.definite or candidate.country or candidate.lemma == "authorities" or candidate.owners):
        return False
    if noun.form == "state" and token.dep_ == "pobj" and token.head.lower_ in cues().locative:
        return False
    if (
        candidate.plural
        and noun.form == "plural"
        and noun.group == "countries"
        and not (candidate.definite or candidate.text != token.text)
    ):
        return _argument(token)
    weak = noun.group in _WEAK or candidate.lemma in cues().weak
    if weak and not (candidate.definite or candidate.country or candidate.plural or candidate.text != words_of(doc, token.i, token.i)):
        return False
    if weak and not candidate.country:
        return _argument(token)
    if token.text in titles() and token.dep_ in {"compound", "nmod"}:
        return False
    return token.dep_ not in {"npadvmod"}


def _argument(token: Token) -> bool:
    """Whether the noun is an argument of a verb, or belongs to one."""
    if token.dep_ in {"nsubj", "nsubjpass", "dobj", "iobj", "dative", "agent", "poss", "appos"}:
        return True
    if token.dep_ == "pobj":
        return token.head.lower_ in {"by", "of", "to", "with", "against", "from", "between", "for", "at", "among", "on"}
    return token.dep_ == "conj" and _argument(token.head)


def takes_part(token: Token) -> bool:
    """Whether the noun stands where who acts or is acted on stands: subject, object, or after by, against, with, on, to."""
    if token.dep_ in {"nsubj", "nsubjpass", "dobj", "iobj", "dative", "agent", "ROOT"}:
        return True
    if token.dep_ == "pobj":
        preposition = token.head
        if preposition.lower_ in {"by", "against", "with", "on", "to", "between"}:
            return True
        return preposition.lower_ == "of" and preposition.head.lower_.endswith(("ing", "ion", "ment", "al", "ure", "est"))
    if token.dep_ == "poss":
        return token.head.pos_ == "NOUN" and any(child.dep_ == "det" for child in token.children)
    return token.dep_ == "conj" and takes_part(token.head)


def states_in(scene: Scene, first: int, last: int) -> tuple[str, ...]:
    """Countries of the states, capitals and demonyms known between two tokens, in text order."""
    found = []
    for a, b, match in scene.matches:
        if first <= a and b <= last and match.entries and is_state(match.entries[0]):
            found.append(match.entries[0].id)
    return tuple(found)
