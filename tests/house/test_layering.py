"""Data flows one way through the folders: nothing imports upward."""

import ast
import pathlib

import dragoman

ORDER = (
    "errors",
    "types",
    "codebook",
    "read",
    "parse",
    "actors",
    "events",
    "statements",
    "claims",
    "llm",
    "pipeline",
    "archive",
    "crisis",
    "scenario",
    "show",
    "cli",
)
ROOT = pathlib.Path(dragoman.__file__).parent


def imported_folders(path: pathlib.Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        found |= {name.split(".")[1] for name in names if name.startswith("dragoman.")}
    return found & set(ORDER)


def test_nothing_imports_upward() -> None:
    wrong = []
    for path in ROOT.rglob("*.py"):
        own = path.relative_to(ROOT).parts[0].removesuffix(".py")
        if own in ORDER:
            wrong += [
                f"{path.relative_to(ROOT)} imports {other}" for other in imported_folders(path) if ORDER.index(other) > ORDER.index(own)
            ]
    assert not wrong
