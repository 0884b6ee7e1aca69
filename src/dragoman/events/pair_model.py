"""The trained pair model: how likely each type is for a sentence with marked arguments and maybe a marked trigger."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy
from numpy.typing import NDArray

from dragoman.errors import DataError

_BATCH = 16
Characters = tuple[int, int]


class MarkedSentence(msgspec.Struct, frozen=True):
    """One question to the model. The spans are (start, end) in characters of `text`, end exclusive; None where not known."""

    text: str
    source: Characters | None = None
    target: Characters | None = None
    trigger: Characters | None = None


class _Settings(msgspec.Struct, frozen=True):
    types: tuple[str, ...]
    markers: tuple[str, ...]
    length: int
    temperature: float = 1.0
    confidence: tuple[float, ...] = ()


class PairModel:
    """The shipped model (training/events makes it; docs/model-card.md describes it): PLOVER types and "none".

    It does not see direction well: which argument acts comes from syntax, never from this model.
    """

    def __init__(self, own: Path | None = None) -> None:
        """Load the shipped model, or one in the folder `own`. Raises DataError when its files are missing or broken."""
        import onnxruntime
        from tokenizers import Tokenizer

        folder = own or files("dragoman.events").joinpath("models")
        try:
            self._settings = msgspec.json.decode(folder.joinpath("pairs.json").read_bytes(), type=_Settings)
            self._tokenizer = Tokenizer.from_str(folder.joinpath("pairs.tokenizer.json").read_text("utf-8"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(folder.joinpath("pairs.onnx").read_bytes(), options, ["CPUExecutionProvider"])
        except (OSError, msgspec.MsgspecError) as error:
            raise DataError(f"The pair model cannot be loaded: {error}.", "Install the package again.") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self._settings.length)
        self.types = self._settings.types

    def confidence(self, features: Sequence[float]) -> float:
        """The calibrated probability for a row of features (see events/confidence.py)."""
        *weights, constant = self._settings.confidence
        return 1 / (1 + math.exp(-(sum(w * f for w, f in zip(weights, features, strict=True)) + constant)))

    def probabilities(self, questions: Sequence[MarkedSentence]) -> NDArray[numpy.float32]:
        """One row a question, one column a type (`types`); each row sums to one."""
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch([self._marked(question) for question in questions])]
        order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
        out = numpy.zeros((len(rows), len(self.types)), dtype=numpy.float32)
        for begin in range(0, len(order), _BATCH):
            chosen = order[begin : begin + _BATCH]
            ids = numpy.zeros((len(chosen), max(len(rows[row]) for row in chosen)), dtype=numpy.int64)
            mask = numpy.zeros_like(ids)
            for place, row in enumerate(chosen):
                ids[place, : len(rows[row])] = rows[row]
                mask[place, : len(rows[row])] = 1
            (scores,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
            scaled = scores.astype(numpy.float64) / self._settings.temperature
            powers = numpy.exp(scaled - scaled.max(axis=1, keepdims=True))
            out[chosen] = powers / powers.sum(axis=1, keepdims=True)
        return out

    def _marked(self, question: MarkedSentence) -> str:
        markers, inserts = self._settings.markers, []
        for span, opening in ((question.source, 0), (question.target, 2), (question.trigger, 4)):
            if span is not None:
                inserts += [(span[0], 1, opening), (span[1], 0, opening + 1)]
        text = question.text
        for position, _, marker in sorted(inserts, reverse=True):
            text = f"{text[:position]} {markers[marker]} {text[position:]}"
        return text


@cache
def pair_model() -> PairModel:
    """The model, loaded once a process. Raises DataError when its files are missing."""
    return PairModel()
