# Every target sets itself up in .venv from a bare python3; nothing else is needed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup demo test check explore bench bench-month lock draw clean

setup: .venv/ready

# The parts that are compiled: where there is no compiler, everything works without.
COMPILED := $(wildcard $(addprefix conversations/safety_net/native/,*.pyx *.pxi))

.venv/ready: requirements.lock pyproject.toml $(COMPILED)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	$(BIN)/navigator-bot demo

test: setup
	$(BIN)/python -m pytest -n auto --dist worksteal

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/navigator-bot check wording
	$(BIN)/navigator-bot draw --check docs/conversations.md

# Other lives of the whole house each time, thousands of steps of them, until one breaks a promise.
explore: setup
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -x tests/journeys/test_any_life.py tests/journeys/test_private_words.py

bench: setup
	$(BIN)/python -m tests.bench

# A month of a service, ten times as many people unless PEOPLE says another number.
PEOPLE ?= 20000
bench-month: setup
	$(BIN)/python -m tests.bench.month --people $(PEOPLE)

draw: setup
	$(BIN)/navigator-bot draw docs/conversations.md

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev \
		--no-header --no-emit-index-url --no-emit-find-links -o requirements.lock pyproject.toml

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
