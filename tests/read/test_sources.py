"""Sources of every kind, and every way in which one can fail: one clear error in its place, and the batch goes on."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from dragoman.errors import (
    DragomanError,
    LanguageSkipped,
    SourceEmpty,
    SourceError,
    SourceForbidden,
    SourceNotFound,
    SourceTooLarge,
    SourceUnreadable,
)
from dragoman.read import open_sources
from dragoman.types import Article

PROSE = "The government of Ruritania withdrew its troops from the border on Friday, officials said. Its neighbours welcomed the step."
GERMAN = "Die Regierung von Ruritanien hat am Freitag ihre Truppen von der Grenze abgezogen, wie Beamte sagten."
PAGE = f"""<html><head><title>The border</title><meta property="article:published_time" content="2019-05-04T10:00:00Z">
<meta name="author" content="Jane Doe">
<meta property="og:site_name" content="The Strelsau Times"></head><body><nav><a href="/">Home</a></nav>
<article><h1>The border is quiet</h1><p>{PROSE}</p><h2>Why now</h2><p>Parliament will debate the matter next week, and the
opposition has already announced that it will vote against the plan.</p>
<ul><li>The army wants peace.</li><li>Money is short this year.</li></ul>
</article><footer><a href="/privacy">Privacy</a></footer></body></html>"""


def one(source: Path | str) -> Article | DragomanError:
    (found,) = open_sources([source])
    return found


def article(source: Path | str) -> Article:
    found = one(source)
    assert isinstance(found, Article), found
    for section in found.sections:
        assert found.text[section.span.start : section.span.end] == section.span.text
    return found


def problem(source: Path | str, kind: type[DragomanError]) -> str:
    found = one(source)
    assert type(found) is kind
    assert isinstance(found, DragomanError)
    assert found.next_step
    assert "\n" not in str(found)
    return found.problem


def pdf(*lines: str, title: str = "") -> bytes:
    """A PDF of one page."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content = f"BT /F1 10 Tf 12 TL 50 750 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) /CreationDate (D:20190504100000Z) >>" % title.encode("latin-1"),
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + b"xref\n0 7\n0000000000 65535 f \n" + table + trailer


def test_text_file(tmp_path: Path) -> None:
    path = tmp_path / "2019-05-04_border.txt"
    path.write_text(f"The border\n\n{PROSE}", encoding="utf-8")
    found = article(path)
    assert (found.id, found.title, found.language) == ("2019-05-04_border", "The border", "en")
    assert found.date is not None
    assert (found.date.value, found.date.source) == ("2019-05-04", "metadata")


def test_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"The border\r\n\r\n{PROSE}\r\n".encode())
    assert article(path).text == f"The border\r\n\r\n{PROSE}\r\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROSE.encode())))
    assert article("-").text == PROSE
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    assert "empty" in problem("-", SourceEmpty)


def test_html_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    found = article(path)
    assert (found.title, found.author, found.publisher) == ("The border is quiet", "Jane Doe", "The Strelsau Times")
    assert found.date is not None
    assert (found.date.value, found.date.source) == ("2019-05-04", "metadata")
    kinds = [(section.kind, section.span.text) for section in found.sections]
    assert kinds[0] == ("title", "The border is quiet")
    assert ("heading", "Why now") in kinds
    assert ("body", "The army wants peace.") in kinds
    assert "Privacy" not in found.text


def test_html_page_without_an_article(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><nav><a href='/'>Home</a><a href='/b'>Book</a></nav></body></html>", encoding="utf-8")
    assert "no article" in problem(path, SourceUnreadable)


def test_pdf_file(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_bytes(
        pdf(
            "The border is quiet",
            "",
            "The government of Ruritania withdrew its troops from the border on Friday, offi-",
            "cials said. Its neighbours welcomed the step and promised to answer it soon.",
            "1",
            title="The border is quiet",
        )
    )
    found = article(path)
    assert found.title == "The border is quiet"
    assert "officials said. Its neighbours" in found.text
    assert found.date is not None
    assert (found.date.value, found.date.source) == ("2019-05-04", "metadata")


def test_pdf_files_that_hold_nothing(tmp_path: Path) -> None:
    scan, broken = tmp_path / "scan.pdf", tmp_path / "broken.pdf"
    scan.write_bytes(pdf())
    broken.write_bytes(b"%PDF-1.7\n" + b"garbage " * 50)
    assert "scan" in problem(scan, SourceEmpty)
    assert "broken" in problem(broken, SourceUnreadable)


def test_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.md").write_text(f"# One\n\n{PROSE} It rained.", encoding="utf-8")
    (tmp_path / "sub" / "b.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "c.txt").write_text("", encoding="utf-8")
    (tmp_path / "d.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(PROSE, encoding="utf-8")
    found = list(open_sources([tmp_path]))
    assert [each.id if isinstance(each, Article) else type(each) for each in found] == ["b", SourceEmpty, "d", SourceError]
    assert "same text as d" in str(found[3])


def test_pattern(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{PROSE} It rained.", encoding="utf-8")
    assert [each.id for each in open_sources([str(tmp_path / "*.txt")]) if isinstance(each, Article)] == ["a", "b"]
    assert "No file fits" in problem(str(tmp_path / "*.pdf"), SourceNotFound)


def test_ids_are_unique_in_a_batch(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    found = list(open_sources([tmp_path / "a.txt", tmp_path / "a.txt"]))
    assert [each.id for each in found if isinstance(each, Article)] == ["a", "a-2"]


def test_missing_empty_binary_and_empty_folder(tmp_path: Path) -> None:
    assert "does not exist" in problem(tmp_path / "no.txt", SourceNotFound)
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert "empty" in problem(tmp_path / "empty.txt", SourceEmpty)
    (tmp_path / "blank.txt").write_text(" \n\n", encoding="utf-8")
    assert "empty" in problem(tmp_path / "blank.txt", SourceEmpty)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 50)
    assert "binary" in problem(tmp_path / "binary.txt", SourceUnreadable)
    (tmp_path / "folder").mkdir()
    assert "nothing that can be read" in problem(tmp_path / "folder", SourceEmpty)
    assert "not a usable path" in problem("a\x00b", SourceNotFound)


def test_large_text_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "50 MB" in problem(path, SourceTooLarge)
    path.write_text("word " * 200_001, encoding="utf-8")
    assert "1,000,005 characters" in problem(path, SourceTooLarge)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(PROSE, encoding="utf-8")
    path.chmod(0)
    assert "permission denied" in problem(path, SourceUnreadable)


def test_permission_denied_and_other_disk_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(PROSE, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission denied" in problem(path, SourceUnreadable)


def test_other_languages_are_skipped_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GERMAN, encoding="utf-8")
    assert "not in English" in problem(path, LanguageSkipped)


def test_other_schemes_are_refused() -> None:
    assert "ftp://example.org/a" in problem("ftp://example.org/a", SourceForbidden)
    assert "file:///etc/passwd" in problem("file:///etc/passwd", SourceForbidden)


def test_a_bad_source_loses_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    found = list(open_sources([tmp_path / "no.txt", tmp_path / "a.txt", "http://127.0.0.1/", "gopher://x"]))
    assert [type(each) for each in found] == [SourceNotFound, Article, SourceForbidden, SourceForbidden]
