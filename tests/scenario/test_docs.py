"""The example of docs/scenarios.md gives what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "scenarios.md"


def test_the_first_run_prints_what_the_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (tmp_path / "links.csv").write_text(re.findall(r"```csv\n(.*?)```", text, re.S)[0])
    monkeypatch.chdir(tmp_path)
    exec(re.findall(r"```python\n(.*?)```", text, re.S)[0], {})
    shown = [line.strip() for line in text.splitlines() if line.startswith("    ") and " instead of " in line and "print" not in line]
    assert [line.strip() for line in capsys.readouterr().out.splitlines()] == shown
    assert len(shown) == 3


def test_the_mermaid_example_loads(tmp_path: Path) -> None:
    from dragoman.scenario import load_links

    (tmp_path / "page.md").write_text(PAGE.read_text(encoding="utf-8"))
    graph = load_links(tmp_path / "page.md")
    assert [link.chance.phrase for link in graph.links] == ["almost certainly"]
    assert graph.base_rates[0].chance.low == 20
