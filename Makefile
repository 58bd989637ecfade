# Every command a person needs. `make edition` and `make test` set up what they need first.
PYTHON ?= python3.11
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
EDITION ?= open-2024
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: edition test quick lint lab prove benchmark clean

edition: $(STAMP)          ## run the edition from raw tables to its report
	$(BIN)/pii run $(EDITION)

test: $(STAMP)             ## lint, types, layers, unit tests, the toy chain, nbval
	scripts/test

quick: $(STAMP)            ## unit tests only
	$(BIN)/pytest -q -x -m "not chain and not browser"

lint: $(STAMP)             ## style, types, layers, notebooks without outputs
	scripts/lint

lab: $(STAMP)              ## JupyterLab on the chapters
	$(BIN)/jupyter lab notebooks

prove: $(STAMP)            ## the long proof: full editions, the nominal one twice, variants, kills, benchmarks
	scripts/prove

benchmark: $(STAMP)
	$(BIN)/python benchmarks/chain.py

clean:                     ## remove everything the chain made (never the ledger, never raw data)
	rm -rf data/processed reports

$(STAMP): requirements.lock pyproject.toml
	scripts/setup "$(PYTHON)" "$(VENV)"
	@touch $@
