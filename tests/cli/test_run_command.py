"""`dragoman run` on a hand-drawn graph: no article, no parser, names as people type them."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys

import pytest

from dragoman.cli import main

LINKS = """\
#assume,possible=5-55
#assume,leak=0
cause,effect,sign,likelihood,source,quote
A,Army collapses,increases,almost certainly,Ann,If A then the army goes.
Army collapses,Militias rule,increases,very likely,Ann,
Army collapses,Militias flee,increases,could,Bob,
Aid goes on,Militias rule,prevents,60-70,Bob,
,Aid goes on,,20,,
"""


@pytest.fixture
def links(tmp_path: pathlib.Path) -> str:
    (tmp_path / "links.csv").write_text(LINKS)
    return str(tmp_path / "links.csv")


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:  # type: ignore[type-arg]
    assert main(["run", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_do_on_a_links_file(links: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, links, "--do", "A=yes")
    army = next(o for o in result["outcomes"] if o["label"] == "Army collapses")
    assert 95 <= army["with"]["low"] <= army["with"]["high"] <= 99
    assert army["without"]["mean"] == 0
    assert result["draws"] == 10_000


def test_contrast_branches_and_base(links: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, links, "--do", "A=yes", "--contrast", "aid goes on=yes", "--branch", "both: A=yes; aid goes on=yes",
                    "--base", "A=30", "--outcome", "militias rule")
    assert [branch["name"] for branch in result["branches"]] == ["A=yes", "both"]
    assert result["reference"]["name"] == "Aid goes on=yes"
    first, both = result["outcomes"][0]["branches"]
    assert first["probability"]["mean"] > both["probability"]["mean"]


def test_threshold_and_sensitivity(links: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = answer(capsys, links, "--do", "Aid goes on=no", "--base", "A=10", "--outcome", "militias rule", "--threshold", "likely",
                    "--sensitivity")
    sets = [[s["proposition"] for s in found["settings"]] for found in result["thresholds"][0]["sets"]]
    assert ["A"] in sets
    assert result["sensitivity"][0]["swings"][0]["swing"] > 0


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["--do", "militias=yes"], 5, "Militias rule; Militias flee"),
    (["--do", "nothing like it=yes"], 5, "no proposition"),
    (["--do", "A"], 2, "PROPOSITION=yes"),
    (["--do", "A=yes", "--export", "graph.xyz"], 2, "no format"),
    (["--do", "A=yes", "--threshold", "likely"], 2, "--outcome"),
    (["--observe", "Army collapses=yes"], 5, "base rate of 'A'"),
    (["--do", "A=yes", "--assume", "possible"], 4, "name=number"),
])
def test_what_cannot_be_asked_is_told(
    links: str, arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", links, *arguments]) == code
    assert words in capsys.readouterr().err


def test_without_settings_it_lists_propositions_and_what_is_missing(links: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = answer(capsys, links)
    assert [p["label"] for p in listed["propositions"]] == ["A", "Army collapses", "Militias rule", "Militias flee", "Aid goes on"]
    assert any("base rate of 'A'" in words for words in listed["missing"])


def test_exports_can_be_run_again(links: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(tmp_path / f"graph{ending}") for ending in (".csv", ".mmd", ".json", ".dot", ".graphml", ".bif")]
    exports = [part for name in names for part in ("--export", name)]
    first = answer(capsys, links, "--do", "A=yes", "--base", "A=10", *exports)
    for name in names[:3]:
        again = answer(capsys, name, "--do", "A=yes")
        assert [o["with"] for o in again["outcomes"]] == [o["with"] for o in first["outcomes"]]


def test_a_links_file_loads_no_parser(links: str) -> None:
    code = f"import sys, dragoman.cli; dragoman.cli.main(['run', {links!r}, '--do', 'A=yes', '--json']); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")
