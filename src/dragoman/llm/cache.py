"""Answers kept on disk, by a digest of everything they depend on: a rerun asks nothing and gives the same bytes.

One file an answer, written beside and moved into place, so that a broken run leaves no half file. Holds answers and their
token counts, never the article, the key or the server's address.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import msgspec

from dragoman.errors import DataError


class Reply(msgspec.Struct, frozen=True):
    """A model's answer. `cut_off` tells that it ran into the token limit."""

    content: str
    cut_off: bool = False
    tokens_read: int = 0
    tokens_written: int = 0


class AnswerCache:
    """Replies by key in a folder; without a folder nothing is kept."""

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder) if folder is not None else None

    def get(self, key: str) -> Reply | None:
        """The reply kept under a key; None when there is none, or when its file is broken."""
        path = self._path(key)
        if path is None:
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=Reply)
        except (OSError, msgspec.DecodeError):
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply. Raises DataError when the folder cannot be written."""
        path = self._path(key)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.encode(reply))
            os.replace(beside, path)
        except OSError as problem:
            step = "Give another folder with --cache."
            raise DataError(f"The cache folder {self.folder} cannot be written: {problem}.", step) from problem

    def _path(self, key: str) -> Path | None:
        return None if self.folder is None else self.folder / key[:2] / f"{key}.json"
