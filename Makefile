# make run | test | bench | pair | lint     HOST, PORT, SHARE=1 and PAIR are honoured by run.

PYTHON ?= $(shell for p in python3.12 python3.11 python3.10 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null \
	&& echo $$p && break; done)
PY := .venv/bin/python
TEST_NEEDS := requirements.txt tests/requirements.txt demo/distill/requirements.txt

run: .venv/.run
	@$(PY) app.py

test: lint
	$(PY) -m pytest $(ARGS)

bench: .venv/.run
	@$(PY) -m demo.bench $(ARGS)

# From nothing to a published pair in build/school. ARGS="--small" takes minutes.
pair: .venv/.pair
	@$(PY) -m demo.distill pair $(ARGS)

# Style, and who may import whom (contracts in pyproject.toml).
lint: .venv/.test
	$(PY) -m ruff check .
	.venv/bin/lint-imports

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Apprentice needs Python 3.10, 3.11 or 3.12: install one, or name it with make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	@echo "Installing what Apprentice needs: some minutes, once; torch is large."
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.pair: requirements.txt demo/distill/requirements.txt | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check $(addprefix -r ,$^)
	@touch $@

.venv/.test: $(TEST_NEEDS) | .venv/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check $(addprefix -r ,$(TEST_NEEDS))
	@touch .venv/.run .venv/.pair $@

.PHONY: run test bench pair lint
