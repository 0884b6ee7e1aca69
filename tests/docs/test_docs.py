"""Docs cannot drift from code: links lead somewhere, every command and option is described, every public name is shown."""

import pathlib
import re

import dragoman
from dragoman.cli import COMMANDS, main

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_links_between_pages_lead_somewhere() -> None:
    missing = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                missing.append(f"{page.name}: {target}")
    assert not missing


def test_every_page_is_listed_in_the_readme() -> None:
    listed = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES[1:] if f"docs/{page.name}" not in listed] == []


def test_every_command_and_option_is_described(capsys) -> None:  # type: ignore[no-untyped-def]
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    missing = []
    for command in COMMANDS:
        if f"## dragoman {command}" not in page:
            missing.append(command)
            continue
        main([command, "--help"])
        described = page.split(f"## dragoman {command}\n", 1)[1].split("\n## ", 1)[0]
        options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out)) - {"--help", "--version"}
        missing += [f"{command} {option}" for option in sorted(options) if not option.startswith("--no-") and option not in described]
        missing += [
            f"{command} {option} is described but gone" for option in sorted(set(re.findall(r"`(--[a-z][a-z-]+)", described)) - options)
        ]
    assert not missing


def test_every_command_has_help_at_once(capsys) -> None:  # type: ignore[no-untyped-def]
    main(["--help"])
    shown = capsys.readouterr().out
    assert [command for command in COMMANDS if command not in shown] == []


def test_every_public_function_is_in_the_docs() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in dragoman.__all__ if not name.startswith("__") and name not in text] == []


def test_no_path_of_a_machine_and_no_registry_host_is_committed() -> None:
    bad = re.compile(r"/work/(?:main|shared)|/root/|files\.pythonhosted|--index-url|--find-links")
    found = []
    for path in ROOT.rglob("*"):
        if path.suffix not in {".py", ".md", ".toml", ".txt", ".csv", ".json", ".in", ".css", ".js", ".j2"} or not path.is_file():
            continue
        parts = path.relative_to(ROOT).parts
        if parts[0].startswith(".") or parts[0] in {"demo", "node_modules"} or path == pathlib.Path(__file__).resolve() or "out" in parts:
            continue
        if bad.search(path.read_text(encoding="utf-8")):
            found.append(str(path.relative_to(ROOT)))
    assert not found
