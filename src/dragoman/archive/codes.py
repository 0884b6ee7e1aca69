"""What the field's formats share: the day an event is filed under, its CAMEO and country codes, and the way back."""

from __future__ import annotations

from dragoman.archive.rows import EventRow
from dragoman.archive.tables import cameo_cells, codes_of_words, country_table, goldstein_scores
from dragoman.codebook import load_codebook


def filing_day(row: EventRow) -> str:
    """The day a format with one date column files an event under: its first day, else the day of publication, else nothing.

    It drops the length of a period and the difference between a dated and an undated event.
    """
    return row.date or row.end_date or (row.published if row.published and len(row.published) == 10 else "")


def type_of_cameo(code: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """PLOVER type, modes and contexts of a CAMEO code, by its longest known beginning; type UNKNOWN for roots 01, 02 and others.

    Source: the conversion table of the Open Event Data Alliance (codebook/data/cameo.csv).
    """
    cells = cameo_cells()
    for length in range(len(code), 1, -1):
        cell = cells.get(code[:length])
        if cell is not None:
            return cell[0], (cell[1],) if cell[1] else (), (cell[2],) if cell[2] else ()
    return "UNKNOWN", (), ()


def plover_quad(type_name: str) -> int | None:
    """The quad class of a PLOVER type, or None for another type."""
    entry = load_codebook().types.get(type_name)
    return entry.quad if entry else None


def plover_score(type_name: str, modes: tuple[str, ...]) -> float | None:
    """PLOVER's conflict-cooperation score of a type and its modes, or None for another type."""
    book = load_codebook()
    return book.score(type_name, modes) if type_name in book.types else None


def cameo_quad(code: str) -> int | None:
    """GDELT's quad class of a CAMEO code, by its root: 01-05, 06-08, 09-13, 14-20."""
    root = int(code[:2]) if code[:2].isdigit() else 0
    return next((quad for quad, last in ((1, 5), (2, 8), (3, 13), (4, 20)) if 0 < root <= last), None)


def goldstein(code: str | None) -> float | None:
    """The Goldstein score of a CAMEO code, by its longest known beginning. It ignores the scale of the act."""
    scores = goldstein_scores()
    return next((scores[code[:length]] for length in range(len(code or ""), 1, -1) if code and code[:length] in scores), None)


def known_country(code: str | None) -> bool:
    """Whether a country code is a state's or territory's, not that of a kind of body (IGO, NGO, ...)."""
    return code in country_table()


def sectors_of_words(name: str, words: list[str]) -> tuple[str, ...]:
    """PLOVER sectors for another format's codes or words; those without a counterpart fall away."""
    table = codes_of_words(name)
    return tuple(dict.fromkeys(table[word] for word in words if word in table))
