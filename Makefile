# Two commands on a fresh machine: `make demo` and `make test`. Both set themselves up, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint types gate gate-quick setup check clean

$(STAMP): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	touch $(STAMP)

setup: $(STAMP)

demo: $(STAMP)
	mkdir -p demo
	$(BIN)/dragoman read examples/strait.txt --report demo/report.html

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check --output-format concise .

types: $(STAMP)
	$(BIN)/mypy

gate: $(STAMP)
	$(BIN)/python evals/gate.py

gate-quick: $(STAMP)
	$(BIN)/python evals/gate.py --only corpus articles sentences claims actors words

check: lint types test gate

clean:
	rm -rf $(VENV) demo
