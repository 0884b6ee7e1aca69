"""Readings made by hand, so that the tests need no parser: each claim is (cause, effect, sign, hedge) of words in the text."""

from __future__ import annotations

from dragoman.types import (
    Actor,
    Article,
    Claim,
    DateValue,
    DocumentDate,
    Event,
    EventMention,
    Likelihood,
    Mention,
    Proposition,
    ReaderInfo,
    Reading,
    Span,
)
from dragoman.types.event import Counts

BANDS = {"almost certainly": (95.0, 99.0), "very likely": (80.0, 95.0), "unlikely": (20.0, 45.0)}
STATES = {"Ardia": "ARD", "Belland": "BEL", "Corvia": "COR", "Dorn": "DRN"}


def make_reading(  # type: ignore[no-untyped-def]
    name, text, claims=(), events=(), *, author=None, date="2030-01-10",
) -> Reading:
    """A reading. `claims`: (cause, effect, sign, hedge); `events`: (trigger, type, actor, recipient, status, day, killed)."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words), words)

    def sentence(words: str) -> Span:
        start = text.rfind(".", 0, text.index(words)) + 1
        start += len(text[start:]) - len(text[start:].lstrip())
        end = text.index(".", text.index(words)) + 1
        return Span(start, end, text[start:end])

    actors = []
    for word, code in STATES.items():
        places = [i for i in range(len(text)) if text.startswith(word, i)]
        if places:
            mentions = tuple(Mention(Span(i, i + len(word), word), "name", 0) for i in places)
            actors.append(Actor(code, word, "state", mentions, country=code, sectors=("GOV",), known=True))
    propositions: dict[str, Proposition] = {}

    def proposition(words: str) -> str:
        if words not in propositions:
            propositions[words] = Proposition(f"n{len(propositions) + 1}", words[:1].upper() + words[1:], (span(words),))
        return propositions[words].id

    made = []
    for number, (cause, effect, sign, hedge) in enumerate(claims, 1):
        likelihood = None
        if hedge is not None:
            low, high = BANDS.get(hedge, (None, None))
            band = hedge if hedge in BANDS else "possible"
            likelihood = Likelihood(hedge, span(hedge), band, "icd_203" if low else None, low, high)
        made.append(Claim(
            f"c{number}", span(cause) if cause else None, span(effect), sign, "forecast", sentence(effect), likelihood,
            cause_proposition=proposition(cause) if cause else None, effect_proposition=proposition(effect),
        ))
    happened = tuple(
        Event(
            f"e{number}", kind, (actor,) if actor else (), (recipient,) if recipient else (), status,
            (EventMention(span(trigger), sentence(trigger)),), score=-7.0, date=DateValue(day, day, "day") if day else None,
            counts=Counts(killed=killed),
        )
        for number, (trigger, kind, actor, recipient, status, day, killed) in enumerate(events, 1)
    )
    article = Article(name, text, date=DocumentDate(date, "given"), author=author)
    return Reading(
        article, ReaderInfo("local", "0"), actors=tuple(actors), claims=tuple(made), propositions=tuple(propositions.values()),
        events=happened,
    )


def ann() -> Reading:
    text = (
        "Ardia shelled Belland on 3 January and 12 died. If Ardia attacks Belland again, the government of Belland will "
        "almost certainly fall. A fall of the government of Belland would open the border. Trade could stop."
    )
    return make_reading("ann", text, (
        ("Ardia attacks Belland again", "the government of Belland will almost certainly fall", "increases", "almost certainly"),
        ("A fall of the government of Belland", "open the border", "increases", None),
        (None, "Trade could stop", "increases", "could"),
    ), (("shelled", "ASSAULT", "ARD", "BEL", "actual", "2030-01-03", 12),), author="Ann")


def bob() -> Reading:
    text = (
        "On 3 January Ardia shelled Belland, killing 15. An attack by Ardia on Belland is unlikely to lead to the collapse of the "
        "government of Belland. Belland did not answer Ardia."
    )
    return make_reading("bob", text, (
        ("An attack by Ardia on Belland", "the collapse of the government of Belland", "increases", "unlikely"),
    ), (("shelled", "ASSAULT", "ARD", "BEL", "actual", "2030-01-03", 15),), author="Bob", date="2030-02-01")


def far() -> Reading:
    text = "Dorn shelled Corvia on 3 January. An attack by Dorn on Corvia would lead to the collapse of the government of Corvia."
    return make_reading("far", text, (
        ("An attack by Dorn on Corvia", "the collapse of the government of Corvia", "increases", None),
    ), (("shelled", "ASSAULT", "DRN", "COR", "actual", "2030-01-03", None),), author="Cy")
