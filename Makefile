# Every command of the project. `make help` lists them; each sets up first what it needs.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo check test test-deep lint bench lock train screenshots clean
export PYTHON
unexport PYTHONDONTWRITEBYTECODE  # where it is set, every start compiles all anew: three times as slow
setup := @scripts/python scripts/setup.py

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: ## Set up, seed and start everything on 127.0.0.1; Ctrl-C ends it
	$(setup) desk engine web --then .venv/bin/desk up --demo

check: ## Before a commit: checks, and the tests that need no engine, browser, PostgreSQL or other program
	$(setup) desk web --then .venv/bin/python scripts/run_tests.py --quick

test: ## Set up and run every check and every test
	$(setup) desk engine web --then .venv/bin/python scripts/run_tests.py

test-deep: ## Try every property with thousands of examples, others each time: an hour
	$(setup) desk web --then .venv/bin/python scripts/run_tests.py --deep

lint: ## Style, types, import directions, migrations
	$(setup) desk --then .venv/bin/python scripts/lint.py

bench: ## Measure this desk against a stock Rasa assistant; writes var/bench.json
	$(setup) desk engine web --then .venv/bin/python -m bench

lock: ## Compile pyproject.toml into requirements/*.txt with hashes
	$(setup) uv --lock

train: ## Set up and train the language model if its data changed
	$(setup) desk engine web --then .venv/bin/desk train

screenshots: ## Take the README's pictures from a running demo
	$(setup) desk engine web --then .venv/bin/python scripts/screenshots.py

clean: ## Remove what the commands above made; keeps var/ (your data)
	rm -rf .venv .venv-engine .uv .rasa models web/node_modules bot/*/static/vendor *.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find bot actions tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
