"""Commands on a crisis: the folder, its edits, what-if over it, and differences."""

from __future__ import annotations

import importlib.util
import json
import pathlib

import msgspec
import pytest

from dragoman.cli import main

SPEC = importlib.util.spec_from_file_location(
    "crisis_readings", pathlib.Path(__file__).parents[1] / "crisis" / "crisis_readings.py"
)
assert SPEC is not None
assert SPEC.loader is not None
made = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made)
NUMBERS = ["--assume", "possible=5-55", "--assume", "stated=60-95", "--assume", "leak=0", "--assume", "base=10-20"]


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    rows = b"".join(msgspec.json.encode(reading) + b"\n" for reading in (made.ann(), made.bob(), made.far()))
    (tmp_path / "readings.jsonl").write_bytes(rows)
    assert main(["crisis", str(tmp_path / "readings.jsonl"), "-o", str(tmp_path / "border")]) == 0
    return tmp_path / "border"


def files(folder: pathlib.Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_rebuilding_changes_nothing_and_keeps_the_edits(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = files(folder)
    assert {"crisis.toml", "edits.toml", "events.csv", "dyads-week.csv", "readings/ann.json"} <= set(first)
    assert main(["crisis", str(folder)]) == 0
    assert main(["crisis", str(folder.parent / "readings.jsonl"), "-o", str(folder)]) == 0
    assert files(folder) == first
    edits = first["edits.toml"] + b'\n[[rename]]\nproposition = "Trade could stop"\nto = "Trade stops"\n'
    (folder / "edits.toml").write_bytes(edits)
    assert main(["crisis", str(folder)]) == 0
    assert (folder / "edits.toml").read_bytes() == edits
    assert "Trade stops" in (folder / "propositions.csv").read_text()
    capsys.readouterr()


def test_run_over_a_crisis_names_what_is_missing_then_answers(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--do", "Ardian attack on Belland=yes"]) == 5
    assert main(["run", str(folder), "--do", "Ardia attacks Belland again=yes", "--json"]) == 5
    assert "leak" in capsys.readouterr().err
    assert main(["run", str(folder), "--do", "Ardia attacks Belland again=yes", "--json", "--sensitivity", *NUMBERS]) == 0
    result = json.loads(capsys.readouterr().out)
    by_name = {outcome["proposition"]: outcome for outcome in result["outcomes"]}
    assert set(by_name) == {"the-government-of-belland-will-almost-certainly-fall", "open-the-border", "trade-could-stop"}
    assert by_name["trade-could-stop"]["unquantified"] == ["possible"]
    assert by_name["open-the-border"]["chains"][0]["direction"] == "raises"
    assert "Ann" in {link["source"] for link in by_name["open-the-border"]["chains"][0]["links"]}
    assert any("Sources disagree" in notice for notice in result["notices"])
    assert result["sensitivity"][0]["swings"]


def test_run_prints_phrase_and_number_together(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--do", "Ardia attacks Belland again=yes", "--outcome", "trade", *NUMBERS]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "could: not quantified, taken as 5-55%" in shown
    assert "Trade could stop *" in shown
    assert "“Trade could stop.”" in shown


def test_diff_is_readable(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    readings = folder.parent / "one.json"
    readings.write_bytes(msgspec.json.encode(made.ann()))
    capsys.readouterr()
    assert main(["diff", str(readings), str(folder)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "+ bob [bob]" in shown
    assert "reports: 1 -> 2" in shown
    assert main(["diff", str(folder), str(folder)]) == 0
    assert capsys.readouterr().out.strip() == "No difference."


def test_a_bad_edit_stops_the_rebuild_with_its_line(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(folder)
    (folder / "edits.toml").write_text('[[drop]]\nclaim = "ann:c9"\n')
    assert main(["crisis", str(folder)]) == 4
    assert "edits.toml:1:" in capsys.readouterr().err
    assert {k: v for k, v in files(folder).items() if k != "edits.toml"} == {k: v for k, v in before.items() if k != "edits.toml"}


def test_compare_shows_disagreement_and_pools(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    asked = ["--do", "Ardia attacks Belland again=yes", "--weight", "Bob=3", "--json", *NUMBERS]
    assert main(["compare", str(folder), "ann", "Bob", *asked]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(s["verdict"], s["first"]["likelihood"]) for s in found["shared"]] == [("likelihood", "almost certainly (95-99%)")]
    assert len(found["only_first"]) == 2
    assert found["only_other"] == []
    first = found["answers"][0]
    ann, bob = (answer["mean"] for answer in first["answers"])
    assert first["linear"] == pytest.approx((ann + 3 * bob) / 4)
    assert bob < first["log_odds"] < ann
    assert main(["compare", str(folder), "Ann", "Nobody"]) == 2
    assert "Ann; Bob; Cy" in capsys.readouterr().err


def test_score_wants_resolutions_and_shows_the_scores(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(folder)]) == 2
    rows = "ardia-attacks-belland-again,yes,2030-03-01,\nA fall of the government of Belland,no,2030-04-01,\n"
    (folder / "resolutions.csv").write_text(f"proposition,outcome,date,evidence\n{rows}")
    capsys.readouterr()
    assert main(["score", str(folder)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "2 forecasts scored" in shown
    assert "author Bob: 1 forecasts, Brier 0.106" in shown
    assert main(["score", str(folder), "--propose"]) == 0
    assert capsys.readouterr().out.startswith("proposition,outcome,date,evidence")
