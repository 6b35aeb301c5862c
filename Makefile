# What each command does stands in bin/: `make help` lists them, docs/development.md explains them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench soak lock assets clean
export PYTHON PORT

help:    ## this list
	@sed -n 's/^\([a-z]*\): *##/make \1\t/p' Makefile

run:     ## set up what is missing and serve the portal on port 8000 (PORT=8001 for another)
	@bin/setup run

test:    ## set up what is missing and run the whole suite (ARGS="-k finance" for a part of it)
	@bin/setup test
	.venv/bin/python -m pytest --numprocesses=2 $(ARGS)

check:   ## format, lint, types, templates, import contracts, migrations, known faults; `.venv/bin/ruff format .` mends the first
	@bin/setup check
	@bin/check

bench:   ## measure pages, PDF, entry, finance tables, publishing, packs and crowds, and write bench/results.json
	@bin/setup check
	.venv/bin/python -m bench $(ARGS)

soak:    ## fifty readers and twenty editors for five minutes (ARGS="--seconds 20"), PostgreSQL and publishing killed, sixty large papers
	@bin/setup test
	bin/with-postgres .venv/bin/python -m bench.soak $(ARGS)
	KILLS=200 SAVES=100 LARGE_PAPERS=60 .venv/bin/python -m pytest --timeout=3600 tests/reports/test_publishing_kill.py \
		tests/returns/test_concurrency.py tests/meetings/test_withstanding.py

lock:    ## write the locks anew from pyproject.toml and package.json (ARGS=--upgrade for newer versions)
	@bin/lock $(ARGS)

assets:  ## build static/build out of the styles, scripts and fonts
	@bin/setup assets

clean:   ## remove all that the set-up made, but not .env and not the database
	rm -rf .venv node_modules static/build staticfiles .cache .coverage test-results \
		.pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
