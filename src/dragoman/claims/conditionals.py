"""If, unless, until, without, should-, were- and had-inversion: conditions and what they bring."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dragoman.claims.clauses import MODALS, Range, clause, complement_end, has_own_subject, main_clause, modal_of, phrase, subject_of, trim
from dragoman.claims.drafts import Draft, Scene
from dragoman.claims.lexicons import causal_forms, marker_set, markers
from dragoman.types.claim import Sign

_INVERTED = frozenset({"should", "were", "had"})
_SIGNS: tuple[Sign, ...] = ("no_effect", "prevents", "increases")


def conditional_drafts(scene: Scene) -> list[Draft]:
    """The conditional claims of one sentence."""
    drafts: list[Draft] = []
    for token in scene.tokens:
        inverted = inverted_clause(token) if token.lower_ in _INVERTED else None
        if inverted is not None:
            verb, cause, main = inverted
            drafts.extend(_drafts(scene, verb, main, cause, (token.i, token.i), "increases"))
            continue
        for verb, cause, marker, sign in _conditions(token):
            found = _main_of(verb, cause)
            if found is not None and not _imperative(found):
                drafts.extend(_drafts(scene, verb, found, cause, marker, sign))
    return drafts + _misparsed(scene, drafts)


def _misparsed(scene: Scene, found: list[Draft]) -> list[Draft]:
    """A clause that opens with if or unless but was not parsed as one: it runs to the first comma with a modal behind it."""
    doc = scene.parse.doc
    drafts: list[Draft] = []
    for token in scene.tokens:
        opens = token.i == scene.sentence.first_token or doc[token.i - 1].is_punct or doc[token.i - 1].lower_ in ("but", "and", "that")
        if (
            token.lower_ not in ("if", "unless", "without")
            or not opens
            or (token.lower_ == "without" and token.i != scene.sentence.first_token)
            or any(d.condition is not None and d.condition[0] <= token.i <= d.condition[1] for d in found)
        ):
            continue
        ahead = _runs_to_comma(token, [token])
        if ahead is not None and (token.lower_ != "without" or modal_of(ahead[1]) is not None):
            cause, main = ahead
            sign: Sign = "increases" if token.lower_ == "if" else "prevents"
            drafts += _drafts(scene, token, main, cause, (token.i, token.i), sign)
    return drafts


def _runs_to_comma(token: Token, verbs: list[Token]) -> tuple[Range, Token] | None:
    """The words up to the first comma behind a verb that has a modal after it, and the verb of that modal."""
    doc, sent = token.doc, token.sent
    for index in range(token.i + 1, sent.end):
        word = doc[index]
        if word.pos_ in ("VERB", "AUX") and word.tag_ in ("VB", "VBN", "VBD"):
            verbs.append(word)
        if word.text != "," or not verbs or index - token.i < 3:
            continue
        if token.lower_ == "were" and not any(t.lower_ in ("to", "not") or t.tag_ == "VBN" for t in doc[token.i : index]):
            continue
        modal = next(
            (t for t in doc[index + 1 : sent.end] if t.tag_ == "MD" or (t.lower_ in ("is", "are") and t.dep_ in ("ROOT", "ccomp"))), None
        )
        cause = trim(doc, token.i + 1, index - 1)
        if modal is None or cause is None:
            return None
        main = modal.head if modal.dep_ in ("aux", "auxpass") else modal
        return (cause, main) if main.i > index else None
    return None


def _conditions(token: Token) -> Iterator[tuple[Token, Range, Range, Sign]]:
    """Conditions headed by a token: its verb or noun, the cause without its marker, the marker, what it does."""
    if token.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "ADP", "SCONJ", "PROPN"):
        if token.dep_ in ("advcl", "conj", "acl", "ccomp", "pcomp", "dep", "prep"):
            found = marked_clause(token)
            if found is not None and not (token.dep_ == "conj" and token.head.dep_ == "advcl" and found[1] is None):
                yield token, *found
                return
        if token.pos_ == "ADP" or token.dep_ == "prep" or token.lower_ == "absent":
            prepositional = _prepositional(token)
            if prepositional is not None:
                yield token, *prepositional


def marked_clause(verb: Token) -> tuple[Range, Range, Sign] | None:
    """The cause range, marker range and sign of a clause that opens with a conditional marker, else None."""
    doc, first = verb.doc, verb.left_edge.i
    while first < verb.i and (doc[first].text in (",", "“", '"', "—", "–", "-", "(") or doc[first].lower_ in ("and", "but", "or")):
        first += 1
    opening = " ".join(t.lower_ for t in doc[first : min(first + 5, len(doc))]) + " "
    for sign in _SIGNS:
        for marker in markers("conditionals", sign):
            if not opening.startswith(marker + " "):
                continue
            length = len(marker.split())
            if marker in ("without", "absent", "barring", "failing", "but for", "short of", "except for", "in case"):
                return None
            if first + length > verb.right_edge.i or (
                first + length - 1 == verb.i and marker not in ("provided", "assuming", "providing", "supposing")
            ):
                return None
            if marker in marker_set("conditionals", "careful") and not _conditional_reading(verb, marker):
                return None
            cause = _without_appendix(verb, first + length)
            if cause is None or (not any(t.pos_ in ("VERB", "AUX") for t in doc[cause[0] : cause[1] + 1]) and cause[1] > cause[0]):
                return None
            return cause, (first, first + length - 1), sign
    return None


def _without_appendix(verb: Token, first: int) -> Range | None:
    last = verb.right_edge.i
    for inner in verb.subtree:
        start = inner.left_edge.i
        if inner.i > verb.i and start > verb.i and inner.dep_ == "relcl" and verb.doc[start - 1].text == "," and inner.right_edge.i == last:
            last = start - 1
    return trim(verb.doc, first, last)


def _conditional_reading(verb: Token, marker: str) -> bool:
    """Whether a marker of time (when, once, until) stands for a condition: the main clause looks ahead or holds always."""
    main = main_clause(_governor(verb))
    modal = modal_of(main)
    if verb.tag_ in ("VBD",) or any(c.tag_ == "VBD" for c in verb.children if c.dep_ in ("aux", "auxpass")):
        return False
    if marker in ("when", "whenever", "every time"):
        ahead = modal is not None and modal.lower_ in ("would", "will", "could", "might", "may", "'ll")
        return ahead or (main.tag_ in ("VBZ", "VBP") and verb.tag_ in ("VBZ", "VBP") and verb.i < main.i)
    if marker == "while":
        return any(t.lower_ in ("unlikely", "likely", "improbable") for t in main.subtree)
    return modal is not None or main.tag_ in ("VBZ", "VBP")


def _prepositional(token: Token) -> tuple[Range, Range, Sign] | None:
    """ "Without a deal", "absent outside help", "in the event of war": cause, marker, sign; the main clause must look ahead."""
    doc = token.doc
    opening = " ".join(t.lower_ for t in doc[token.i : min(token.i + 4, len(doc))]) + " "
    sign: Sign = "prevents"
    marker = next((m for m in ("without", "absent", "barring", "failing", "but for") if opening.startswith(m + " ")), None)
    if marker is None and opening.startswith(("in the event of ", "in case of ")):
        marker, sign = ("in the event of" if opening.startswith("in the event") else "in case of"), "increases"
    if marker is None:
        return None
    end = token.i + len(marker.split())
    objects = [t for t in token.subtree if t.dep_ in ("pobj", "pcomp", "dobj") and t.i >= end]
    main = main_clause(_governor(token))
    if not objects or (modal_of(main) is None and not _looks_ahead(main)) or main.lemma_ in ("demand", "call"):
        return None
    cause = phrase(objects[0])
    if any(t.lower_ in ("even",) for t in (doc[token.i - 1],) if token.i):
        return None
    initial = (
        doc[token.i].is_sent_start
        or (token.i > 0 and doc[token.i - 1].text in (",", ";", "—", "“"))
        or doc[max(0, token.i - 1)].lower_ in ("but", "and")
    )
    if cause is None or not (
        initial or (marker != "without") or (modal_of(main) is not None and token.i > main.i and objects[0].dep_ == "pobj")
    ):
        return None
    return cause, (token.i, end - 1), sign


def _looks_ahead(main: Token) -> bool:
    return any(child.lower_ in ("likely", "unlikely", "bound", "certain", "improbable", "probable") for child in main.children)


def inverted_clause(token: Token) -> tuple[Token, Range, Token] | None:
    """The verb, the cause and the main verb of "should X do", "were X to do", "had X done" where they are conditions, else None."""
    doc, sent = token.doc, token.sent
    before = doc[token.i - 1] if token.i > sent.start else None
    after = doc[token.i + 1] if token.i + 1 < sent.end else None
    if sent.text.rstrip(" ”\"'").endswith("?") or after is None or after.pos_ not in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "VERB"):
        return None
    if (after.tag_ in ("VB", "VBN", "VBD", "VBG") and after.dep_ not in ("amod", "nsubj", "compound")) or after.lower_ in (
        "to",
        "be",
        "not",
    ):
        return None
    if before is None or before.is_space or before.is_punct or before.lower_ in ("and", "but", "that", "yet"):
        return _inverted_ahead(token)
    return _inverted_behind(token)


def _inverted_ahead(token: Token) -> tuple[Token, Range, Token] | None:
    """The condition comes first: it runs to the first comma that has a verb before it and a modal after it."""
    verbs: list[Token] = [token] if token.lower_ == "should" else []
    ahead = _runs_to_comma(token, verbs)
    if ahead is not None:
        return verbs[-1] if len(verbs) == 1 else verbs[1 if verbs[0].i == token.i else 0], *ahead
    return _inverted_behind(token) if token.i > token.sent.start else None


def _inverted_behind(token: Token) -> tuple[Token, Range, Token] | None:
    """The condition follows its main clause: "it would fall should the army leave"."""
    doc, sent = token.doc, token.sent
    modal = next((t for t in reversed(doc[sent.start : token.i]) if t.tag_ == "MD"), None)
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    if modal is None or any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c.i < token.i and c.i > modal.i for c in verb.children):
        return None
    main = modal.head if modal.dep_ in ("aux", "auxpass") else modal
    end = next((t.i for t in doc[token.i + 1 : sent.end] if t.text in (",", ";", ":", "—")), sent.end)
    rest = doc[token.i + 1 : end]
    form = "VB" if token.lower_ == "should" else "VBN"
    fits = any(t.tag_ in (form, "VBD") for t in rest) or (token.lower_ == "were" and any(t.lower_ == "to" for t in rest))
    if (
        not fits
        or any(t.lower_ in ("who", "which", "that", "what") for t in (doc[token.i - 1], doc[token.i + 1]))
        or doc[token.i - 1].pos_ == "PRON"
    ):
        return None
    cause = trim(doc, token.i + 1, end - 1)
    return None if cause is None else (verb, cause, main)


def _governor(token: Token) -> Token:
    """The verb that a condition hangs on, above "likely to" and its like."""
    head = token.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    while (
        head.head.i != head.i
        and head.dep_ in ("xcomp", "acomp", "oprd")
        and head.head.pos_ in ("AUX", "VERB", "ADJ")
        and head.head.lemma_ not in ("want", "try", "threaten", "promise", "vow")
    ):
        head = head.head
    return head


def _main_of(verb: Token, cause: Range) -> Token | None:
    if verb.dep_ == "ROOT" or verb.head.i == verb.i:
        rest = [c for c in verb.children if c.dep_ in ("ccomp", "conj", "parataxis") and c.i > cause[1] and has_own_subject(c)]
        return rest[0] if rest else None
    main = main_clause(_governor(verb))
    if cause[0] <= main.i <= cause[1]:
        rest = [c for c in main.children if c.i > cause[1] and c.dep_ in ("ccomp", "conj")]
        return rest[0] if rest else None
    return main


def _drafts(scene: Scene, verb: Token, main: Token, cause: Range, marker: Range, sign: Sign) -> Iterator[Draft]:
    for index, consequent in enumerate(_coordinated(main)):
        draft = _consequent(scene, verb, consequent, cause, marker, sign)
        if draft is None:
            continue
        if index and draft.effect[0] <= cause[1] and cause[0] <= draft.effect[1]:
            continue
        subject = subject_of(consequent)
        if index and subject is not None and subject.lower_ in ("this", "that"):
            draft.cause, draft.pointer = None, subject.i
            draft.effect = trim(main.doc, subject.i + 1, draft.effect[1]) or draft.effect
        yield draft


def _coordinated(main: Token) -> list[Token]:
    """The consequent's verb, and those coordinated with it that bring a subject of their own and look ahead too."""
    found = [main]
    for conjunct in main.children:
        if conjunct.dep_ == "conj" and conjunct.pos_ in ("VERB", "AUX") and has_own_subject(conjunct) and conjunct.i > main.i:
            both = modal_of(conjunct) is not None and modal_of(main) is not None
            if both and not any(c.lower_ in ("but", "so") for c in main.children if c.dep_ == "cc") and doc_gap(main, conjunct) != ";":
                found.append(conjunct)
    return found


def doc_gap(left: Token, right: Token) -> str:
    """The punctuation right before a coordinated clause."""
    before = left.doc[right.left_edge.i - 1]
    return before.text if before.is_punct else ""


def _consequent(scene: Scene, verb: Token, main: Token, cause: Range, marker: Range, sign: Sign) -> Draft | None:
    doc = main.doc
    effect = clause(main, leave_out=[verb] if verb.is_ancestor(main) is False else [])
    if effect is None:
        return None
    effect = _apart_from(effect, (min(marker[0], cause[0]), cause[1]), main)
    if effect is None:
        return None
    draft = Draft(
        cause,
        effect,
        sign,
        "conditional",
        main.i,
        hedge=scene.hedge_in(doc[effect[0]], doc[effect[1]]),
        condition=(marker[0], cause[1]),
        marker=marker,
        self_binding=_binds_speaker(main),
    )
    return _harmed(draft, main)


def _apart_from(effect: Range, condition: Range, main: Token) -> Range | None:
    """The effect without the condition, where that lies inside it: the part that holds the verb."""
    if condition[1] < effect[0] or effect[1] < condition[0]:
        return effect
    if main.i < condition[0]:
        return trim(main.doc, effect[0], condition[0] - 1)
    return trim(main.doc, condition[1] + 1, effect[1])


def _harmed(draft: Draft, main: Token) -> Draft:
    """ "If they quarrel, they may weaken the pact": what is harmed is the effect, not the clause."""
    form = next(
        (f for f in causal_forms().get(main.lemma_, ()) if not f.next_words and not f.after_object and f.sign in ("decreases", "prevents")),
        None,
    )
    subject = subject_of(main)
    if form is None or draft.sign != "increases" or subject is None or any(c.dep_ == "neg" for c in main.children):
        return draft
    if subject.dep_ == "nsubjpass" and form.strong and main.tag_ == "VBN":
        harmed = phrase(subject)
    elif subject.lower_ in ("it", "we", "they", "this", "that", "he", "she", "i") and form.strong:
        harmed = trim(main.doc, main.i + 1, complement_end(main))
    else:
        return draft
    if harmed is not None:
        draft.effect, draft.sign = harmed, form.sign
    return draft


def _imperative(main: Token) -> bool:
    return main.tag_ == "VB" and main.dep_ == "ROOT" and subject_of(main) is None and modal_of(main) is None


def _binds_speaker(main: Token) -> bool:
    """Whether the consequent is an act the speaker pledges or threatens ("we will respond"), not something undergone."""
    subject, modal = subject_of(main), modal_of(main)
    if (
        subject is None
        or subject.lower_ not in ("i", "we")
        or modal is None
        or modal.lower_ not in MODALS - {"could", "might", "may", "can"}
    ):
        return False
    perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in main.children)
    return not perfect and subject.dep_ != "nsubjpass" and main.lemma_ not in marker_set("happenings", "undergo")
