"""The model reader from the command line: what is missing is told before anything is read."""

import pathlib

import pytest

from dragoman.cli import main


@pytest.fixture
def article(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("DRAGOMAN_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "a.txt"
    path.write_text("Iran condemned the attack on its embassy.", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--reader", "llm"], "--model"),
        (["--reader", "llm", "--model", "m"], "DRAGOMAN_API_KEY"),
        (["--reader", "llm", "--model", "m", "--base-url", "nowhere"], "nowhere"),
        (["--reader", "llm", "--model", "m", "--budget", "1"], "--price"),
        (["--reader", "hybrid", "--model", "m", "--share", "3"], "--share"),
    ],
)
def test_what_is_missing_is_named(capsys: pytest.CaptureFixture[str], article: str, options: list[str], words: str) -> None:
    assert main(["read", article, *options]) != 0
    err = capsys.readouterr().err
    assert words in err
    assert "Traceback" not in err


def test_a_server_that_does_not_answer_is_told(capsys: pytest.CaptureFixture[str], article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.llm.limits.time.sleep", lambda _: None)
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert main(["read", article, "--reader", "llm", "--model", "m", "--base-url", "http://127.0.0.1:9/v1"]) != 0
    err = capsys.readouterr().err
    assert "127.0.0.1:9" in err or "server" in err
    assert "Traceback" not in err
