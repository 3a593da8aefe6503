# Every target with a description behind "##" is listed by `make` alone.
.DEFAULT_GOAL := help
.PHONY: help setup run test check format lock bench clean

BIN := .venv/bin
PORT ?= 8000
CASE := cases/hai-duong-2022
TYPED := $(wildcard rules foresight rulesvc admin migrations scripts tests bench wsgi.py)
EVALUATE = $(BIN)/rulesvc evaluate $(CASE)/scores.csv --period 2022 --previous $(CASE)/previous-year.csv \
	--indicators $(CASE)/indicators.csv

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything into .venv; PYTHON=... chooses the Python (3.11, 3.12 or 3.13)
	@scripts/setup.sh

run: setup ## load the reference case, print its 30 evaluated agencies and start the service; PORT=... chooses the port
	$(BIN)/rulesvc init
	@$(EVALUATE) --rubric so
	@$(EVALUATE) --rubric huyen
	$(BIN)/rulesvc serve --port $(PORT)

test: setup ## run the tests, but for long searches and further looks and databases
	$(BIN)/pytest --numprocesses=auto -m "not thorough"

check: setup ## format, lint, types, import contracts, all tests, coverage; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --numprocesses=auto --cov=rules tests/contracts tests/spec tests/unit
	$(BIN)/pytest --numprocesses=auto tests/admin tests/foresight tests/service

format: setup ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: ## resolve the dependencies of pyproject.toml anew; UPGRADE=--upgrade takes newer versions
	@scripts/lock.sh $(UPGRADE)

bench: setup ## measure, and print the ratios
	$(BIN)/python -m bench

clean: ## remove the environment and everything generated
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
