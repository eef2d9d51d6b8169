# `make help` lists the targets. Everything runs in .venv/, made from the lock files.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

# Which Python makes the environment: `make site PYTHON=python3.12`.
PYTHON ?= python3
export PYTHON
# pytest's processes: as many as the smallest machine we build on has.
JOBS ?= 2

# Reports come as PDF too where the machine has what that needs; `make site PDF=` goes without.
PDF ?= $(shell $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 && echo --pdf)

BIN := .venv/bin
INSTALLED := .venv/.installed
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: site
site: $(INSTALLED)  ## Build the site out of programs/ and content/ into site/ (with PDFs where Pango is; PDF= without)
	$(BIN)/amanah build $(PDF)

.PHONY: serve
serve: $(INSTALLED)  ## Show the site while you write, and reload it on every change
	$(BIN)/amanah serve

.PHONY: check
check: $(INSTALLED)  ## Check programs/ and content/ without building anything
	$(BIN)/amanah check

.PHONY: test
test: $(INSTALLED)  ## Lint, check types and layers, and run all tests (installs Chromium and npm where it may)
	.ci/require git chromium ssh-keygen java node pango
	.ci/lists
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) --dist worksteal

.PHONY: handbook
handbook: $(INSTALLED)  ## Build the handbook of docs/ as a site into build/handbook/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --config-file .ci/handbook.yml

.PHONY: schemas
schemas: $(INSTALLED)  ## Write the format reference and the schemas for editors anew, after a change of the model
	$(BIN)/amanah schema --reference --out docs --lang id
	$(BIN)/amanah schema --reference --out docs --lang en
	$(BIN)/amanah schema --editor --lang id
	$(BIN)/amanah schema --editor --lang id -C examples/lembaga-contoh

.PHONY: tour
tour: $(INSTALLED)  ## Photograph one page of each kind of the example into docs/tour/
	.ci/require chromium
	$(BIN)/python -m tests.tour

.PHONY: faults
faults: $(INSTALLED)  ## Kill builds, let their disk fail, and see that the last good site is whole every time
	$(BIN)/python -m tests.faults

.PHONY: reproducible
reproducible: $(INSTALLED)  ## Build one commit in many surroundings, and see that it gives the same bytes in all of them
	$(BIN)/python -m tests.reproducible

.PHONY: bench
bench: $(INSTALLED)  ## Measure how long the build takes, beside other site builders (BENCH="10 100 1000 --json FILE")
	.ci/require hugo node npm
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	mkdir -p .venv/bench && cp .ci/bench/package*.json .venv/bench/ && npm ci --prefix .venv/bench --silent --ignore-scripts --no-audit --no-fund >/dev/null
	$(BIN)/python -m tests.bench $(BENCH)

.PHONY: sbom
sbom: $(INSTALLED)  ## Write what the program is made of (CycloneDX) into dist/amanah.cdx.json
	$(BIN)/python .ci/sbom dist/amanah.cdx.json

.PHONY: lock
lock: $(INSTALLED)  ## Write the lock files anew (UPGRADE=--upgrade takes the newest versions)
	$(LOCK) --output-file requirements.txt
	$(LOCK) --output-file requirements-dev.txt --extra dev --constraint requirements.txt
	$(LOCK) --output-file requirements-bench.txt --extra bench --constraint requirements-dev.txt

.PHONY: clean
clean:  ## Remove the site and all caches; .venv/ stays
	rm -rf site .amanah .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.PHONY: help
help:  ## List the targets
	@sed -nE 's/^([a-z]+):.*  ## (.*)/  make \1\t\2/p' Makefile | expand -t 16

# Without build isolation, so that the build backend too is the one that the lock names.
$(INSTALLED): requirements-dev.txt pyproject.toml .ci/require
	.ci/require python
	[[ -x $(BIN)/pip ]] || "$$PYTHON" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
