# `make` sets up and runs the main job, `make test` sets up and passes the tests; both can be repeated at any time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# A registry that refuses or is not there is asked once more, after a second, and not for minutes.
PIP := -m pip --disable-pip-version-check --retries 1 --timeout 15
# uv takes the lowest versions where that is asked; in CI it installs the newest too, in a seventh of pip's time.
UV := $(VENV)-uv/bin/uv
INSTALL = $(if $(and $(CI),$(wildcard $(UV))),$(UV) pip install --python $(BIN)/python,$(BIN)/python $(PIP) install)
export npm_config_fetch_retries = 1
export npm_config_fetch_retry_mintimeout = 1000
export npm_config_fetch_retry_maxtimeout = 1000

.PHONY: all test lowest spark attack lint scripts bench uv environments clean

all: $(VENV)/.installed
	$(BIN)/kg build

test: $(VENV)/.installed-test node_modules/.installed
	$(BIN)/pytest -q -n auto --dist worksteal

# A real Spark on this machine, which is too large to set up for everybody.
spark: $(VENV)-spark/.installed
	$(VENV)-spark/bin/pytest -q tests/spark

# The lowest versions that pyproject.toml states, of what users install, on what each of them is for. Old libraries
# may be warned of by new ones that they use.
lowest: $(VENV)-lowest/.installed
	$(VENV)-lowest/bin/pytest -q -n auto --dist worksteal -W ignore::DeprecationWarning tests/cli/test_query.py \
	    tests/drafting/models/test_client.py tests/events/test_event_store.py tests/events/test_scores.py \
	    tests/exports/plots tests/model \
	    tests/rdf/test_constraints.py tests/rdf/test_dataset.py tests/rdf/test_remote_http.py tests/rdf/test_validators.py \
	    tests/server/test_access.py \
	    tests/server/test_protocol.py tests/assistant/test_protocol.py tests/sources/test_yaml.py tests/test_pipeline.py

# Few tries of each kind; benchmarks/README.md has what they are, and the figures of many.
attack: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks.attack --short

lint: $(VENV)/.installed-test node_modules/.installed
	$(BIN)/ruff check kg tests benchmarks
	$(BIN)/ruff format --check kg tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm run --silent check

# What the pages carry, from the modules that are their sources; whoever uses kg needs neither npm nor node.
scripts: node_modules/.installed
	npm run --silent bundle

uv: $(UV)

# All that tests and checks run in, at once, so that setting up can go on beside other work.
environments: $(VENV)/.installed-test node_modules/.installed $(VENV)-lowest/.installed $(VENV)-spark/.installed

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf $(VENV) $(VENV)-lowest $(VENV)-spark $(VENV)-uv dist node_modules
	find out -mindepth 1 -not -name README.md -delete

$(VENV)-spark/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)-spark
	$(VENV)-spark/bin/python $(PIP) install --quiet --no-compile --editable '.[spark]' hypothesis pytest pytest-timeout
	touch $@

$(UV):
	$(PYTHON) -m venv $(VENV)-uv
	$(VENV)-uv/bin/python $(PIP) install --quiet uv

# What the tests need besides is the newest, since nobody is promised anything of it.
$(VENV)-lowest/.installed: pyproject.toml | $(UV)
	$(PYTHON) -m venv $(VENV)-lowest
	$(UV) pip install --quiet --python $(VENV)-lowest/bin/python --resolution lowest-direct \
	    --editable '.[events,excel,fast,mcp,plot,polars,remote,server,shacl]'
	$(UV) pip freeze --python $(VENV)-lowest/bin/python --exclude-editable > $@.txt
	$(UV) pip install --quiet --python $(VENV)-lowest/bin/python --constraint $@.txt \
	    hypothesis jsonschema oxigraph pandas pytest pytest-timeout pytest-xdist
	touch $@

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(INSTALL) --quiet --editable .
	$(BIN)/python -m kg.server.fetch_yasgui
	touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(INSTALL) --quiet --editable '.[test,dev]'
	$(BIN)/python -m kg.server.fetch_yasgui
	touch $@ $(VENV)/.installed

# Without npm, or where it gives nothing, tests of the scripts are skipped; in CI they never are.
# The lock has the hash of each package and no address, so that it holds for every registry; a new version is taken in by
# `npm install --package-lock-only --omit-lockfile-registry-resolved`. No script of theirs runs here.
node_modules/.installed: package.json package-lock.json
	@if npm ci --silent --ignore-scripts --no-audit --no-fund; then touch $@; \
	elif [ -n "$$CI" ]; then exit 1; else echo "npm gives no tools for the scripts of the pages; their tests are skipped"; fi
