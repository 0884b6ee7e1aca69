"""`dragoman read` as a user meets it: summary, JSON, report, batches, exit codes."""

import json
import pathlib

import jsonschema
import pytest

from dragoman.cli import main
from dragoman.errors import UsageError

ARTICLE = (
    "Iran condemned the attack on its embassy in Damascus on 1 April 2024.\n\nIf Israel strikes again, the war would very likely spread."
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_json_follows_the_printed_schema(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    code, out, _ = run(capsys, "read", str(tmp_path / "a.txt"), "--json")
    assert code == 0
    _, schema, _ = run(capsys, "schema")
    reading = json.loads(out)
    jsonschema.validate(reading, json.loads(schema))
    assert reading["article"]["text"] == ARTICLE
    assert reading["events"]


def test_summary_names_actors_and_events(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    code, out, _ = run(capsys, "read", str(tmp_path / "a.txt"))
    assert code == 0
    assert "Iran" in out
    assert "very likely" in out


def test_a_batch_goes_on_past_what_cannot_be_read(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "d.txt").write_bytes(bytes(range(256)) * 20)
    code, out, err = run(capsys, "read", *(str(tmp_path / n) for n in ("a.txt", "b.txt", "c.pdf", "d.txt", "missing.txt")), "--json")
    assert code == 3
    assert len(out.splitlines()) == 1
    assert [name for name in ("b.txt", "c.pdf", "d.txt", "missing.txt") if name not in err] == []
    assert "1 of 5" in err
    assert "Traceback" not in err


def test_reports_of_a_batch_go_into_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(ARTICLE + name, encoding="utf-8")
    code, _, _ = run(capsys, "read", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--report", str(tmp_path / "out"), "-q")
    assert code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.html", "b.html"]


def test_a_given_date_wins(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text("Iran condemned the attack on Monday.", encoding="utf-8")
    _, out, _ = run(capsys, "read", str(tmp_path / "a.txt"), "--json", "--date", "2024-04-03")
    reading = json.loads(out)
    assert reading["article"]["date"]["source"] == "given"
    assert reading["events"][0]["date"]["start"] == "2024-04-01"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "No source"),
        (["read", "x.txt", "--scale", "tarot"], "tarot"),
        (["read", "x.txt", "--date", "soon"], "soon"),
    ],
)
def test_wrong_usage_is_told_in_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == UsageError.exit_code
    assert words in err
    assert len(err.strip().splitlines()) == 1


def test_control_characters_of_a_source_never_reach_the_terminal(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    (tmp_path / "a.txt").write_text("Iran \x1b[31mcondemned\x07 the attack. [bold]Israel[/bold] rejected the charge.", encoding="utf-8")
    _, out, err = run(capsys, "read", str(tmp_path / "a.txt"))
    assert "\x1b[31m" not in out + err
    assert "\x07" not in out + err
