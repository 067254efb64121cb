# Everything a developer does; each target installs what it needs into .venv.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: install serve test lint bench clean
install: .venv/installed .venv/vendored

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

# The browser libraries; without them every page still reads, with a plain SPARQL field and tables for pictures.
.venv/vendored: .venv/installed package-lock.json scripts/vendor.py src/clustergraph/pages/vendored.toml
	$(BIN)/python scripts/vendor.py && touch $@ || echo "The browser libraries could not be fetched; the pages work without them."

serve: install
	$(BIN)/clustergraph serve --host $(HOST) --port $(PORT)

test: install
	$(BIN)/python -m pytest -m "not slow" -n auto --dist worksteal
	$(BIN)/python -m pytest -m slow -n auto --dist worksteal
	$(BIN)/clustergraph verify --store :memory:

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: install
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf .venv node_modules build dist .pytest_cache .mypy_cache .ruff_cache
