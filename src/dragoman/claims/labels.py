"""Short labels for propositions: a plain sentence or noun phrase without hedge, modal or dangling verb."""

from __future__ import annotations

import re
from functools import cache

import msgspec
from spacy.tokens import Token

from dragoman.claims.clauses import subject_of
from dragoman.claims.gists import core_of, hedged_tokens, label_words, root_of, span_tokens, with_particle
from dragoman.claims.lexicons import read_table
from dragoman.types import Cast, Span
from dragoman.types.parse import Parse

_LONGEST = 12
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_FILLERS = frozenset(
    {
        "also",
        "then",
        "however",
        "nonetheless",
        "nevertheless",
        "therefore",
        "thus",
        "even",
        "simply",
        "indeed",
        "already",
        "still",
        "further",
    }
)
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "such"})
_TAILS = frozenset(
    "and or but to of the a an in on for with from as that at by so his her its their our front".split()  # noqa: SIM905
)
_NOMINATIVE = {"them": "they", "him": "he", "us": "we", "me": "I", "her": "she"}
_THIRD = {"be": "is", "have": "has", "do": "does", "go": "goes"}


@cache
def _table(name: str) -> dict[str, str]:
    return msgspec.convert(read_table("labels.toml")[name], dict[str, str])


def label_of(parse: Parse, cast: Cast, span: Span) -> str:
    """The label of the phrase at `span`: at most twelve words, starting with a capital letter.

    "allowing hardliners in Tehran to tighten their grip" becomes "Hardliners in Tehran tighten their grip"; a pronoun subject
    becomes the name of the actor it stands for; a verb whose subject is left out takes the subject the sentence gives it, or
    its object with a passive verb. Ignores what stands before the subject (time, place, connectives).
    """
    tokens = span_tokens(parse, span)
    if not tokens:
        return span.text[:60]
    writer = _Writer(cast, {t.i for t in tokens}, hedged_tokens(span, tokens))
    words = writer.words(tokens)
    while len(words) > 1 and words[-1].lower() in _TAILS:
        words.pop()
    label = re.sub(r" (?=[’']s\b|n[’']t\b|[,;:.%)]|[’']\s)", "", " ".join(words)).replace("( ", "(")
    label = re.sub(r"\s*-\s*(?=\w)", "-", label) if " - " in label else label
    return label[:1].upper() + label[1:]


class _Writer:
    """Writes one label. `inside` are the indexes of the phrase's tokens, `hedged` those that only hedge."""

    def __init__(self, cast: Cast, inside: set[int], hedged: set[int]) -> None:
        self.cast, self.inside, self.hedged = cast, inside, hedged

    def words(self, tokens: list[Token]) -> list[str]:
        core = core_of(tokens)
        verb = core if core.pos_ in ("VERB", "AUX") and core.tag_ != "NN" else None
        if verb is not None and verb.tag_ == "VBG" and not any(c.dep_ in ("aux", *_SUBJECTS) for c in verb.children):
            root = root_of(tokens)
            if verb.i == root.i and verb.dep_ in ("csubj", "pcomp", "nsubj", "ROOT"):
                return self.text(verb, set())
        if verb is None or (verb.tag_ == "VBN" and verb.dep_ == "amod") or self.nominal(verb):
            return self.noun(core)
        return self.clause(verb, root_of(tokens))

    def nominal(self, verb: Token) -> bool:
        """Whether a word tagged as a verb is a noun by what stands with it ("this US warning")."""
        return verb.tag_ == "VBG" and any(c.dep_ in ("det", "poss", "compound") and c.i < verb.i for c in verb.children)

    def noun(self, core: Token) -> list[str]:
        """A noun phrase without its determiner and the clauses after it."""
        return self.text(core, set())

    def clause(self, verb: Token, root: Token) -> list[str]:
        subject, plural = self.subject(verb)
        if subject is None:
            thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i in self.inside and c.i > verb.i), None)
            outside = subject_of(verb)
            passive = any(c.dep_ == "auxpass" for c in verb.children)
            if outside is not None and outside.lower_ in ("which", "that", "who") and verb.dep_ == "relcl":
                outside = verb.head
            if outside is not None and outside.i not in self.inside and (passive or self.acts(outside)):
                subject, plural = self.text(outside, self.inside | {t.i for t in verb.subtree}), _is_plural(outside)
            elif thing is not None and thing.pos_ != "PRON":
                return self.turned(verb, thing)
            else:
                return self.text(verb, set())
        return [*subject, *self.predicate(verb, root, plural)][: _LONGEST + 2]

    def subject(self, verb: Token) -> tuple[list[str] | None, bool]:
        """The subject inside the phrase: the verb's own, that of the verb it hangs on, or the one who is let act."""
        own = [c for c in verb.children if c.dep_ in _SUBJECTS and c.i in self.inside and c.lower_ not in ("who", "which", "that")]
        if not own and verb.dep_ in ("xcomp", "ccomp", "conj", "acl", "advcl"):
            letting = verb.head.lemma_ in label_words("letting")
            own = [c for c in verb.head.children if c.dep_ == ("dobj" if letting else "nsubj") and c.i in self.inside]
        if not own:
            far = subject_of(verb)
            own = [far] if far is not None and far.i in self.inside else []
        if not own and verb.dep_ == "pcomp" and verb.head.lower_ == "from":
            own = [t for t in (verb.doc[i] for i in sorted(self.inside)) if t.head.i not in self.inside and t.i < verb.head.i][:1]
        if not own:
            return None, False
        return self.text(own[0], set()), _is_plural(own[0])

    def acts(self, token: Token) -> bool:
        if token.lower_ == "it":
            return token.i in self.cast.by_head
        return token.lower_ in ("he", "she", "they", "we") or (token.pos_ in ("PROPN", "NOUN") and token.i in self.cast.by_head)

    def predicate(self, verb: Token, root: Token, plural: bool) -> list[str]:
        """The verb in the present or as it stands, with what follows it."""
        helpers = [
            c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i and c.i in self.inside and c.tag_ not in ("MD", "TO")
        ]
        negated = any(c.dep_ == "neg" and c.i in self.inside and c.i not in self.hedged for t in {verb, *helpers, root} for c in t.children)
        adverbs = [
            c.text
            for c in verb.children
            if c.dep_ == "advmod" and c.i in (verb.i - 1, verb.i - 2) and c.lower_.endswith("ly") and c.i in self.inside - self.hedged
        ]
        chain = [*helpers, verb]
        first = _present(chain[0], plural) if chain[0].tag_ in ("VB", "VBG", "VBP") else chain[0].text
        prefixed = verb.lower_ in ("re", "de") and verb.i + 2 in self.inside and verb.doc[verb.i + 1].text == "-"
        if prefixed and len(chain) == 1:
            first = f"{verb.text}-{_present(verb.doc[verb.i + 2], plural)}"
        elif chain[0].i == verb.i and chain[0].tag_ == "VBN" and any(c.dep_ == "nsubjpass" for c in verb.children):
            first = f"{'are' if plural else 'is'} {verb.text}"
        if chain[0].i == verb.i and negated and verb.lemma_ != "be":
            head = ["do" if plural else "does", "not", verb.lemma_]
        else:
            head = [first, *(["not"] if negated else []), *(t.text for t in chain[1:])]
        head = [*head[:-1], *adverbs, head[-1]] if adverbs else head
        below = {c.i for c in verb.children if c.dep_ in (*_SUBJECTS, "aux", "auxpass", "neg", "mark") or c.i < verb.i}
        below_verb = {t.i for c in verb.children if c.i in below for t in c.subtree} | {verb.i}
        if prefixed:
            below_verb |= {verb.i + 1, verb.i + 2}
        rest = self.text(verb, below_verb, plural=plural)
        return [*head, *rest]

    def turned(self, verb: Token, thing: Token) -> list[str]:
        """ "push up oil prices" as "oil prices rise"; "hurt the island" as "island is hurt"."""
        given = next((c for c in verb.children if c.dep_ == "dative" and c.pos_ in ("NOUN", "PROPN") and c.i in self.inside), None)
        if given is not None:
            gets = _table("giving").get(verb.lemma_, "get")
            head = [gets if _is_plural(given) else _third(gets)]
            return [*self.text(given, set()), *head, *self.text(verb, {verb.i, *(t.i for t in given.subtree)})]
        plural, turning = _is_plural(thing), _table("turning")
        what = self.text(thing, set())
        intransitive = turning.get(with_particle(verb)) or turning.get(verb.lemma_)
        gone = {
            t.i for c in verb.children if c.dep_ in (*_SUBJECTS, "aux", "auxpass", "neg", "mark", "prt") or c.i < verb.i for t in c.subtree
        }
        gone |= {verb.i, *(t.i for t in thing.subtree)}
        done = intransitive or _participle(verb)
        after = [c.text for c in verb.children if c.dep_ == "prt"] if intransitive is None else []
        head = [done if plural else _third(done)] if intransitive else ["are" if plural else "is", done, *after]
        return [*what, *head, *self.text(verb, gone)]

    def text(self, top: Token, gone: set[int], *, plural: bool | None = None) -> list[str]:
        """The words below `top` that are in the phrase and not in `gone`, shortened where they are many."""
        kept = [t for t in top.subtree if (t.i in self.inside or top.i not in self.inside) and t.i not in gone and not t.is_space]
        kept = [t for t in kept if t.i not in self.hedged and not (t.dep_ == "advmod" and t.lower_ in _FILLERS)]
        if kept and kept[0].lower_ in _DETERMINERS and len(kept) > 1 and top.i not in gone:
            kept = kept[2:] if kept[0].lower_ == "such" and len(kept) > 2 and kept[1].lower_ in ("a", "an") else kept[1:]
        if len([t for t in kept if not t.is_punct]) > _LONGEST - 3 or top.dep_ in _SUBJECTS:
            aside = {
                d.i
                for t in kept
                if (t.dep_ in ("relcl", "appos", "parataxis", "advcl") or (t.dep_ == "acl" and t.doc[t.left_edge.i - 1].text == ","))
                and t.i > kept[0].i
                and t.i != top.i
                for d in t.subtree
            }
            kept = [t for t in kept if t.i not in aside] or kept
        kept = kept[:_LONGEST]
        while kept and (kept[-1].is_punct or kept[-1].pos_ in ("ADP", "DET", "CCONJ", "SCONJ")) and kept[-1].dep_ != "prt":
            kept.pop()
        while kept and kept[0].is_punct:
            kept.pop(0)
        return [self.word(t, top, plural) for t in kept]

    def word(self, token: Token, top: Token, plural: bool | None) -> str:
        if token.tag_ == "PRP" and token.i == top.i:
            ids = self.cast.by_head.get(token.i, ())
            return self.cast.actor(ids[0]).name if ids else _NOMINATIVE.get(token.lower_, token.text)
        if plural is not None and token.dep_ == "conj" and token.tag_ == "VB" and token.head.i == top.i:
            return _present(token, plural)
        return token.text


def _is_plural(token: Token) -> bool:
    if token.lower_ in ("they", "we", "you", "i", "both", "these", "those") or any(c.dep_ == "conj" for c in token.children):
        return True
    if token.pos_ == "PROPN":
        return (token.tag_ == "NNPS" and token.ent_type_ != "GPE") or (token.ent_type_ == "NORP" and token.text.endswith("s"))
    return token.tag_ == "NNS" or token.lower_ in ("police", "people")


def _present(token: Token, plural: bool) -> str:
    lemma = token.lemma_.lower()
    if plural:
        return "are" if lemma == "be" else lemma
    return _third(lemma)


def _third(lemma: str) -> str:
    if lemma in _THIRD:
        return _THIRD[lemma]
    if re.search(r"(?:s|x|z|ch|sh|[^aeiou]o)$", lemma):
        return lemma + "es"
    return lemma[:-1] + "ies" if re.search(r"[^aeiou]y$", lemma) else lemma + "s"


def _participle(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    if lemma in _table("irregular"):
        return _table("irregular")[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", lemma)
    return lemma + (lemma[-1] if doubled else "") + "ed"
