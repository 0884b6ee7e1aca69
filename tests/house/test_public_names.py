"""The public surface is what this file says, and nothing else."""

import subprocess
import sys

import dragoman

PUBLIC = {
    "Article",
    "DragomanError",
    "Reading",
    "__version__",
    "code_pair",
    "code_triples",
    "counterfactual_spans",
    "find_attributions",
    "find_causal",
    "find_roles",
    "find_toponyms",
    "is_counterfactual",
    "likelihood_of",
    "load_codebook",
    "make_article",
    "number_of",
    "open_sources",
    "parse_article",
    "percent_of",
    "read_article",
    "read_sources",
    "read_text",
    "render_report",
    "resolve_actor",
    "resolve_place",
    "scale_names",
}


def test_public_names_are_pinned() -> None:
    assert set(dragoman.__all__) == PUBLIC
    assert set(dir(dragoman)) == PUBLIC


def test_every_public_name_loads_and_is_documented() -> None:
    for name in PUBLIC - {"__version__"}:
        assert (getattr(dragoman, name).__doc__ or "").strip(), name


def test_importing_the_package_or_asking_for_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, dragoman, dragoman.cli\n"
        "try: dragoman.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy','numpy','pyarrow','onnxruntime','trafilatura','networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
