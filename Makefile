# Every target sets itself up from nothing but Python 3.11+ and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo run test check bench soak audit licences format clean

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit("Caseload Promise needs Python 3.11 or newer; set PYTHON=…") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv sync --frozen --active --inexact --quiet
	@touch $(READY)

demo: $(READY)  ## a made-up council on a local Slack, in a browser and in this terminal
	@$(BIN)/caseload demo $(ARGS)

run: $(READY)  ## the bot, with the settings of the environment
	@$(BIN)/caseload migrate && $(BIN)/caseload run $(ARGS)

test: $(READY)  ## every test, on SQLite and on a PostgreSQL of its own
	@$(BIN)/pytest $(ARGS)

check: $(READY)  ## format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest $(ARGS)

bench: $(READY)  ## measure what docs/performance.md states
	@$(BIN)/python -m tests.benchmarks $(ARGS)

soak: $(READY)  ## every harness at full size, over an hour; what docs/reliability.md states (ARGS="--quick core": a part, quick)
	@$(BIN)/python -m tests.soak $(ARGS)

audit: $(READY)  ## whether a weakness is known of what the bot runs with; 3 where PyPI could not be asked
	@$(BIN)/python -m tests.dependencies.audit

licences: $(READY)  ## write docs/licences.md from what is installed
	@$(BIN)/python -m tests.dependencies.licences

format: $(READY)
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --quiet --fix .

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
