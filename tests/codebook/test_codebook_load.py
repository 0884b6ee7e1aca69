"""The codebook loader: PLOVER as shipped, a user's own file, and faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook import load_codebook
from dragoman.errors import DataError

LABOUR = """
[codebook]
name = "labour"
[types.STOPPAGE]
quad = 4
score = -5
definition = "Work stops."
[types.STOPPAGE.modes.lockout]
score = -6
[types.TALKS]
quad = 1
score = 2
definition = "Both sides meet."
[[type_changes]]
from = ["STOPPAGE"]
status = "future"
to = "TALKS"
"""


def test_plover_is_whole() -> None:
    book = load_codebook()
    assert (book.name, len(book.types), len(book.contexts)) == ("PLOVER", 16, 37)
    assert book.types["SANCTION"].quad == 4
    assert book.score("ASSAULT", ("drone",)) == -9.5
    assert book.score("PROTEST", ("vandalize",)) == -5
    assert book.changed_type("AID", "future") == "AGREE"
    assert book.changed_type("RETREAT", "future") == "CONCEDE"
    assert book.changed_type("ASSAULT", "future") is None
    code = book.cameo_code("AGREE")
    assert code is not None
    assert code.startswith("03")


def test_own_codebook(tmp_path: Path) -> None:
    path = tmp_path / "labour.toml"
    path.write_text(LABOUR, encoding="utf-8")
    book = load_codebook(path)
    assert book.score("STOPPAGE", ("lockout",)) == -6
    assert book.cameo_code("TALKS") is None


@pytest.mark.parametrize(
    "text",
    [
        "[codebook",
        "[codebook]\nname = 'x'\n[types]",
        LABOUR.replace("quad = 4", "quad = 7"),
        LABOUR.replace('to = "TALKS"', 'to = "PEACE"'),
        LABOUR.replace("score = 2\n", ""),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_codebook(path)
    assert "broken.toml" in caught.value.problem
    assert caught.value.next_step


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_codebook(tmp_path / "none.toml")
