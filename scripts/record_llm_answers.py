#!/usr/bin/env python3
"""Record a language model's answers for the tests: write the exact requests out, take the answers in.

python scripts/record_llm_answers.py write OUT_DIR ARTICLE...     OUT_DIR/NAME.json: the messages, to be answered by a model
python scripts/record_llm_answers.py collect OUT_DIR ARTICLE...   OUT_DIR/NAME.answer.json -> tests/llm/recorded/NAME.json

The answer file holds the model's answer and nothing else (a JSON object as the prompt asks; plain text is kept as it is). No answer
is edited. A recording names prompt version, date, model, the digests of question and article; the article's text goes along only
with --keep-text (texts that may stand in the repository). Options: --model NAME (as it is to be recorded), --date YYYY-MM-DD.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import pathlib
import sys

import msgspec

from dragoman.codebook.load import load_codebook
from dragoman.llm.prompts import load_prompts, read_messages, words_for
from dragoman.llm.requests import Request, Settings
from dragoman.llm.schema import json_schema
from dragoman.read import open_sources

RECORDED = pathlib.Path(__file__).resolve().parent.parent / "tests" / "llm" / "recorded"


def request_for(path: pathlib.Path, model: str) -> tuple[str, Request]:
    """The article's text and the question the reader asks about it."""
    (article,) = open_sources([path])
    if isinstance(article, Exception):
        raise article
    book, codebook = load_prompts(), load_codebook()
    date = article.date.value if article.date else None
    messages = read_messages(article.text, date, codebook, book)
    return article.text, Request(messages, Settings(model), json_schema(words_for(codebook, book)), book.version)


def write(folder: pathlib.Path, path: pathlib.Path, model: str) -> None:
    _, request = request_for(path, model)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}.json"
    target.write_text(json.dumps(request.body("schema"), ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{target}: {sum(len(m.content) for m in request.messages)} characters")


def collect(folder: pathlib.Path, path: pathlib.Path, model: str, date: str, *, keep_text: bool) -> None:
    text, request = request_for(path, model)
    source = folder / f"{path.stem}.answer.json"
    if not source.exists():
        print(f"{source}: not there yet")
        return
    asked = json.loads((folder / f"{path.stem}.json").read_text(encoding="utf-8"))["messages"]
    if asked != [msgspec.to_builtins(message) for message in request.messages]:
        sys.exit(f"{source} answers another prompt than today's: write the requests again and have them answered.")
    recording = {
        "name": path.stem, "prompt_version": request.prompt_version, "recorded": date, "model": model,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "question_sha256": hashlib.sha256(msgspec.json.encode(request.messages)).hexdigest(),
        "answer": source.read_text(encoding="utf-8"),
    }
    if keep_text:
        recording["text"] = text
    RECORDED.mkdir(parents=True, exist_ok=True)
    target = RECORDED / f"{path.stem}.json"
    target.write_text(json.dumps(recording, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {len(recording['answer'])} characters")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("action", choices=("write", "collect"))
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("articles", nargs="+", type=pathlib.Path)
    options.add_argument("--model", default="recorded")
    options.add_argument("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat())
    options.add_argument("--keep-text", action="store_true")
    chosen = options.parse_args()
    for path in chosen.articles:
        if chosen.action == "write":
            write(chosen.folder, path, chosen.model)
        else:
            collect(chosen.folder, path, chosen.model, chosen.date, keep_text=chosen.keep_text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
