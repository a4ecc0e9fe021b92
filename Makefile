# Everything a developer or CI does. Needs git, make and Python 3.11+ with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Compiling and installing are uv's; it lives in the environment, not on the machine.
UV := $(BIN)/uv
# Bytecode is written at once, even where the environment forbids Python to: without it a start
# compiles all it imports, every time.
INSTALL = $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python
COMPILE = $(BIN)/python -m compileall -q annotations tui
READY := $(VENV)/.ready-dev
RUNNABLE := $(VENV)/.ready-run

.PHONY: help run team test check format lint types imports bench reliability lock golden picture docs clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

$(UV):
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(RUNNABLE): requirements/run.lock pyproject.toml | $(UV)
	$(INSTALL) --require-hashes -r requirements/run.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@

$(READY): requirements/dev.lock pyproject.toml | $(UV)
	$(INSTALL) --require-hashes -r requirements/dev.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(COMPILE)
	@touch $@ $(RUNNABLE)

run: $(RUNNABLE) ## Open the reader on the sample articles
	@$(COMPILE)
	@$(BIN)/slugline seeds --project .slugline

team: $(READY) ## Try out a team: a server on this machine, two annotators
	@$(BIN)/python scripts/try_team.py

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest -n auto

format: $(READY) ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only --quiet .

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

check: lint types imports docs test ## Everything CI runs: format, lint, types, import rules, docs, tests

lock: $(UV) ## Pin every version with its hash
	@mkdir -p requirements
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --extra all-inputs --group build -o requirements/run.lock pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
		--custom-compile-command "make lock" --extra all-inputs --extra serve --extra team --group dev -o requirements/dev.lock pyproject.toml

reliability: $(READY) ## Kill, cut and fill for long: what `make test` does a few dozen times
	SLUGLINE_RELIABILITY=full $(BIN)/python -m pytest tests/reliability -n auto --timeout 7200

bench: $(READY) ## Measure what is fast, beside the alternatives
	$(BIN)/python -m benchmarks

picture: $(READY) ## Let the app draw the pictures of the README and the docs, and the tables of keys
	$(BIN)/python scripts/draw.py

docs: $(READY) ## Build the documentation as a site in build/site, links checked
	$(BIN)/python scripts/site_pages.py build/pages
	$(BIN)/zensical build --clean --strict --config-file mkdocs.yml

golden: $(READY) ## Accept what the snapshot and golden tests see now
	$(BIN)/python -m pytest -n auto tests --snapshot-update

clean: ## Remove what the other targets made
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
