"""`dragoman train`: a codebook and labelled sentences in; a model beside the codebook out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from dragoman.errors import UsageError


def train(
    codebook: Path,
    examples: Path,
    /,
    *,
    output: Annotated[Path | None, Parameter(alias="-o")] = None,
    folds: int = 5,
    quiet: Annotated[bool, Parameter(alias="-q")] = False,
) -> int:
    """Train the coder of your own codebook on labelled sentences, and say how much that helps.

    Parameters
    ----------
    codebook
        The codebook (TOML).
    examples
        Labelled sentences: CSV with the columns text and type (empty: no event); triggers may stand between asterisks.
    output
        Where to write the model; else beside the codebook, where dragoman events looks for it.
    folds
        Into how many parts the sentences are cut to measure the model on sentences it was not trained on; 0: do not measure.
    quiet
        Print nothing.
    """
    import msgspec

    from dragoman.codebook import load_codebook
    from dragoman.events.own_codebook import OwnCodebookClassifier
    from dragoman.events.own_training import agreement, cross_validated, load_examples, model_beside
    from dragoman.events.own_training import train as fit

    book = load_codebook(codebook)
    sentences = load_examples(examples, book)
    if folds == 1 or folds < 0 or folds > len(sentences):
        raise UsageError(f"{folds} folds cannot be made of {len(sentences)} sentences.", "Give a number from 2, or 0 not to measure.")
    model = fit(book, sentences)
    target = output or model_beside(codebook)
    try:
        target.write_bytes(msgspec.json.encode(model))
    except OSError as error:
        raise UsageError(f"{target} could not be written: {error.strerror}.", "Choose another file.") from error
    if quiet:
        return 0
    print(f"Model of {len(sentences)} sentences, {len(model.features)} features: {target}")
    if folds:
        for words, found in (
            ("untrained", agreement(OwnCodebookClassifier(book), sentences)),
            (f"trained, {folds} folds", cross_validated(book, sentences, folds)),
        ):
            print(f"{words}: F1 {found.f1:.2f} (precision {found.precision:.2f}, recall {found.recall:.2f})")
    return 0
