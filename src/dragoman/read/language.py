"""Which language an article is in. English is settled by its function words; the rest by py3langid."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

SAMPLE = 6000
ENGLISH_SHARE = 0.2
FEW_ENGLISH = 0.1
SURE = 0.9
LEAST_LETTERS = 60
LAST_LATIN = "\u024f"
MARKUP = re.compile(r"https?://\S+|\S+@\S+|[<>#*_`|\[\]]+")


@cache
def english_words() -> frozenset[str]:
    """Common English function words."""
    raw = tomllib.loads(files("dragoman.read").joinpath("data/english_words.toml").read_text(encoding="utf-8"))
    return frozenset(str(word) for word in raw["words"])


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None where it is too short to tell or the signs disagree.

    Another language than English is named only when py3langid (Lui and Baldwin 2012, langid.py) is at least 0.9 sure of
    it on 60 letters or more, and fewer than one word in ten is an English function word,
    or when its letters are mostly not Latin: a text wrongly skipped costs more
    than one wrongly read. Looks at the first 6,000 characters; a text in two languages counts as that of its beginning.
    """
    sample = MARKUP.sub(" ", text[:SAMPLE])
    words = re.findall(r"[^\W\d_]+", sample.lower())
    share = sum(word in english_words() for word in words) / len(words) if words else 0.0
    if len(words) >= 6 and share >= ENGLISH_SHARE:
        return "en"
    if sum(map(len, words)) < LEAST_LETTERS:
        return None
    language, certainty = _identify(sample)
    foreign = sum(character > LAST_LATIN for word in words for character in word)
    if foreign > 0.6 * sum(map(len, words)):
        return language
    if language == "en":
        return "en"
    return language if certainty >= SURE and share < FEW_ENGLISH else None


@cache
def _identifier() -> object:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identify(sample: str) -> tuple[str, float]:
    language, certainty = _identifier().classify(sample)  # type: ignore[attr-defined]
    return str(language), float(certainty)
