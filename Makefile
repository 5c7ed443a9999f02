# `make` sets up and runs the main job, `make test` sets up and passes the tests; both can be repeated at any time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all test spark lint scripts bench clean

all: $(VENV)/.installed
	$(BIN)/kg build

test: $(VENV)/.installed-test node_modules/.installed
	$(BIN)/pytest -q -n auto

# A real Spark on this machine, which is too large to set up for everybody.
spark: $(VENV)-spark/.installed
	$(VENV)-spark/bin/pytest -q tests/spark

lint: $(VENV)/.installed-test node_modules/.installed
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm run --silent check

# What the pages carry, from the modules that are their sources; whoever uses kg needs neither npm nor node.
scripts: node_modules/.installed
	npm run --silent bundle

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf $(VENV) $(VENV)-spark dist node_modules
	find out -mindepth 1 -not -name README.md -delete

$(VENV)-spark/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)-spark
	$(VENV)-spark/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[spark]' hypothesis pytest pytest-timeout
	touch $@

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m kg.server.fetch_yasgui
	touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,dev]'
	$(BIN)/python -m kg.server.fetch_yasgui
	touch $@ $(VENV)/.installed

# Without npm, or where it gives nothing, tests of the scripts are skipped; in CI they never are.
node_modules/.installed: package.json
	@if npm install --silent --no-package-lock --no-audit --no-fund; then touch $@; \
	elif [ -n "$$CI" ]; then exit 1; else echo "npm gives no tools for the scripts of the pages"; fi
