"""`dragoman events` and `dragoman train` as a user meets them: formats, statuses, conversion, batches, an own codebook."""

import pathlib
import shutil

import pytest

from dragoman.archive import FORMATS, read_events
from dragoman.cli import main

ARTICLE = (
    "Police in Vienna arrested nine students on 3 May 2021. Austria did not expel the Serbian ambassador. "
    "Norway threatened to expel the Russian envoy. France condemned the arrests."
)
DISPUTE = (
    "Dockers in Hull walked out on Tuesday. The port fired two crane drivers. If talks fail, the port will lock out its staff. "
    "France condemned the visit."
)
CODEBOOK = pathlib.Path(__file__).resolve().parents[2] / "examples" / "labour_disputes.toml"


@pytest.fixture
def article(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_read_back(name: str, article: pathlib.Path, tmp_path: pathlib.Path) -> None:
    out = tmp_path / "out"
    assert main(["events", str(article), "-o", str(out), "--format", name, "--date", "2021-05-05", "-q"]) == 0
    rows = list(read_events(out, FORMATS[name]))
    assert {"COERCE", "ACCUSE"} <= {row.type for row in rows}
    assert ("SANCTION" in {row.type for row in rows}) == FORMATS[name].marks_status
    if FORMATS[name].marks_status:
        assert {"negated"} <= {row.status for row in rows}


def test_status_is_the_users_choice(article: pathlib.Path, tmp_path: pathlib.Path) -> None:
    assert main(["events", str(article), "-o", str(tmp_path / "o.csv"), "--status", "negated", "-q"]) == 0
    assert {row.status for row in read_events(tmp_path / "o.csv")} == {"negated"}
    assert main(["events", str(article), "-o", str(tmp_path / "o.tsv"), "--status", "all", "-q"]) == 0
    assert "SANCTION" in {row.type for row in read_events(tmp_path / "o.tsv")}
    assert main(["events", str(article), "--status", "maybe"]) == 2


def test_events_are_printed_as_csv(article: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(article), "-q"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("id,type,status")
    assert err == ""
    assert main(["events", str(article), "--format", "parquet"]) == 2


def test_files_are_converted(article: pathlib.Path, tmp_path: pathlib.Path) -> None:
    main(["events", str(article), "-o", str(tmp_path / "o.parquet"), "-q"])
    assert main(["events", str(tmp_path / "o.parquet"), "--source-format", "parquet", "-o", str(tmp_path / "o.csv"), "-q"]) == 0
    assert list(read_events(tmp_path / "o.csv")) == list(read_events(tmp_path / "o.parquet"))


def test_a_batch_goes_on_past_what_cannot_be_read(
    article: pathlib.Path, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code = main(["events", str(tmp_path / "empty.txt"), str(tmp_path / "none.txt"), str(article), "-o", str(tmp_path / "o.csv")])
    _, err = capsys.readouterr()
    assert code == 3
    assert "2 of 3" in err
    assert "empty.txt" in err
    assert "none.txt" in err
    assert list(read_events(tmp_path / "o.csv"))


def test_a_codebook_that_is_not_plover(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "d.txt").write_text(DISPUTE, encoding="utf-8")
    assert main(["events", str(tmp_path / "d.txt"), "--codebook", str(CODEBOOK), "-o", str(tmp_path / "o.csv"), "-q"]) == 0
    found = {(row.type, row.status) for row in read_events(tmp_path / "o.csv")}
    assert found == {("STRIKE", "actual"), ("DISMISSAL", "actual"), ("NEGOTIATION", "hypothetical"), ("LOCKOUT", "future")}
    assert {row.codebook for row in read_events(tmp_path / "o.csv")} == {"labour disputes"}
    main(["events", str(tmp_path / "d.txt"), "--codebook", str(CODEBOOK), "-o", str(tmp_path / "o.tab")])
    assert "2 events have no CAMEO code" in capsys.readouterr().err.replace("4 events", "2 events")


def test_train_puts_a_model_beside_the_codebook(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "labour.toml"
    shutil.copy(CODEBOOK, book)
    rows = [
        "text,type",
        "Cooks *laid down* their aprons.,STRIKE",
        "Waiters *laid down* their trays.,STRIKE",
        "The company fired a rocket.,",
    ]
    (tmp_path / "e.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["train", str(book), str(tmp_path / "e.csv"), "--folds", "0"]) == 0
    assert "3 sentences" in capsys.readouterr().out
    (tmp_path / "d.txt").write_text("Bakers in Hull laid down their aprons. The company fired a rocket.", encoding="utf-8")
    assert main(["events", str(tmp_path / "d.txt"), "--codebook", str(book), "-o", str(tmp_path / "o.csv"), "-q"]) == 0
    assert [row.type for row in read_events(tmp_path / "o.csv")] == ["STRIKE"]
    (tmp_path / "labour.model.json").write_text("{}", encoding="utf-8")
    assert main(["events", str(tmp_path / "d.txt"), "--codebook", str(book)]) == 4


@pytest.mark.parametrize("content", ["", "text\nA strike.", "text,type\nA strike.,NOSUCH", "text,type\n,STRIKE\nB,STRIKE"])
def test_bad_examples_are_told(content: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "e.csv").write_text(content, encoding="utf-8")
    assert main(["train", str(CODEBOOK), str(tmp_path / "e.csv"), "-o", str(tmp_path / "m.json")]) == 4
    assert not (tmp_path / "m.json").exists()
