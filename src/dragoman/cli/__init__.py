"""The command line: one file a command, imported only when it is used."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dragoman._version import __version__
from dragoman.errors import DragomanError

COMMANDS = {
    "read": ("dragoman.cli.read:read", "Read articles: a summary, JSON, or a report."),
    "events": ("dragoman.cli.events:events", "Code the events of articles in one of the field's formats."),
    "train": ("dragoman.cli.train:train", "Train the coder of your own codebook on labelled sentences."),
    "crisis": ("dragoman.cli.crisis:crisis", "Make or rebuild a crisis folder from readings or articles."),
    "run": ("dragoman.cli.run:run", "Run a scenario: set something, see what follows."),
    "diff": ("dragoman.cli.diff:diff", "Show what differs between two versions of a crisis."),
    "compare": ("dragoman.cli.compare:compare", "Compare two authors or sources of a crisis."),
    "score": ("dragoman.cli.score:score", "Score forecasts of a crisis against what came about."),
    "schema": ("dragoman.cli.schema:schema", "Print the JSON Schema of a reading."),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 all done, 1 a fault, 2 wrong usage, 3 a source could not be read."""
    from cyclopts import App

    app = App(
        name="dragoman",
        help="Reads writing about political crises into records tied to their exact words, and runs what it says.",
        version=__version__,
        help_on_error=False,
        result_action="return_value",
    )
    for name, (where, words) in COMMANDS.items():
        app.command(where, name=name, help=words)
    try:
        code = app(arguments)
    except DragomanError as error:
        show_error(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("dragoman: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return code if isinstance(code, int) else 0


def show_error(error: DragomanError) -> None:
    """One clear line on standard error: what was wrong and what to do next."""
    line = f"dragoman: {error.problem} {error.next_step}".strip()
    print("".join(c if c.isprintable() else "\ufffd" for c in line), file=sys.stderr)
