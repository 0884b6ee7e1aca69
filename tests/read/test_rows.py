"""Rows of JSONL, CSV and Parquet files."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet

from dragoman.errors import SourceEmpty, SourceTooLarge, SourceUnreadable
from dragoman.read import open_sources
from dragoman.types import Article

PROSE = "The government of Ruritania withdrew its troops from the border on Friday, officials said. Row"


def test_jsonl_with_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"id": 7, "text": f"{PROSE} 1.", "title": "The border", "date": "2019-05-04"}
    row |= {"url": "https://example.org/a", "publisher": "The Times"}
    others = [json.dumps({"text": ""}), json.dumps({"body": "x"}), "[1]", json.dumps({"text": f"{PROSE} 7."})]
    lines = [json.dumps(row), "{broken", "", *others]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(open_sources([path]))
    assert [type(each) for each in found] == [Article, SourceUnreadable, SourceEmpty, SourceUnreadable, SourceUnreadable, Article]
    first, last = found[0], found[-1]
    assert isinstance(first, Article)
    assert (first.id, first.title, first.url, first.publisher) == ("7", "The border", "https://example.org/a", "The Times")
    assert first.date is not None
    assert (first.date.value, first.date.source) == ("2019-05-04", "metadata")
    assert isinstance(last, Article)
    assert last.id == "rows-7"
    assert "line 2" in str(found[1])
    assert "line 4" in str(found[2])
    assert "has no `text`" in str(found[3])


def test_overlong_jsonl_line_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("x" * 9_000_000 + "\n" + json.dumps({"text": PROSE}) + "\n", encoding="utf-8")
    found = list(open_sources([path]))
    assert [type(each) for each in found] == [SourceTooLarge, Article]


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'ID,Text,Date\na,"{PROSE}\n\nTwo.",4 May 2019\nb,,\na,{PROSE},\n', encoding="utf-8-sig")
    found = list(open_sources([path]))
    assert [each.id if isinstance(each, Article) else type(each) for each in found] == ["a", SourceEmpty, "a-2"]
    assert isinstance(found[0], Article)
    assert found[0].text.endswith("\n\nTwo.")
    assert found[0].date is not None
    assert found[0].date.value == "2019-05-04"


def test_csv_in_windows_encoding_with_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(f"id;text\na;{PROSE} – the end\n".encode("cp1252"))
    (found,) = open_sources([path])
    assert isinstance(found, Article)
    assert found.text.endswith("– the end")


def test_tables_without_a_text_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,words\n1,x\n", encoding="utf-8")
    pyarrow.parquet.write_table(pyarrow.table({"words": ["x"]}), tmp_path / "b.parquet")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 broken")
    found = list(open_sources([tmp_path]))
    assert [type(each) for each in found] == [SourceUnreadable] * 3
    assert all("no column `text`" in str(each) for each in found[:2])


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    table = pyarrow.table({"id": ["a", "b"], "text": [f"{PROSE} 1.", None], "date": [datetime.date(2019, 5, 4), None], "other": [1, 2]})
    pyarrow.parquet.write_table(table, path)
    found = list(open_sources([path]))
    assert [type(each) for each in found] == [Article, SourceEmpty]
    assert isinstance(found[0], Article)
    assert found[0].date is not None
    assert found[0].date.value == "2019-05-04"
