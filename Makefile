# `make` builds the site, `make test` checks everything, `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock'

.PHONY: site serve test test-long fast lint lock pythons sbom clean help
.DELETE_ON_ERROR:

site: $(VENV)/installed  ## build the site into _site/
	@$(VENV)/bin/python build.py

serve: $(VENV)/installed  ## show the site while you edit; it reloads at each save
	@$(VENV)/bin/python build.py serve

test: lint  ## every check: lint, types, layers, tests, browser tests, real pushes
	@.ci/need browser
	$(VENV)/bin/pytest

test-long: $(VENV)/installed-dev  ## what has no end: invented texts for every field and every reader
	$(VENV)/bin/pytest --long tests/test_injections.py tests/test_yaml_tree.py tests/test_documents.py tests/test_markup.py

fast: lint  ## the same without browsers and without real pushes
	$(VENV)/bin/pytest -m 'not browser and not publishing'

lint: $(VENV)/installed-dev  ## style, format, types, layers
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

lock:  ## renew the locked versions (needs uv); LOCK_FLAGS=--upgrade takes the newest
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --output-file requirements.txt
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt

pythons:  ## environments of the other Pythons that are installed, to compare what they build
	@for version in 3.12 3.13; do \
	    command -v python$$version >/dev/null || continue; \
	    python$$version -m venv .venv-$$version && \
	    .venv-$$version/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; \
	done

sbom:  ## what a build runs on, as CycloneDX
	@$(PYTHON) .ci/sbom.py

clean:  ## remove everything that make made
	rm -rf _site ._site.* _review _cms .cache $(VENV) .venv-* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find build.py site_gen tests -name __pycache__ -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

# The lock installed last leaves a stamp, so a second run of make installs nothing.
$(VENV)/installed: requirements.txt | $(VENV)/bin/python
$(VENV)/installed-dev: requirements-dev.txt | $(VENV)/bin/python
$(VENV)/installed $(VENV)/installed-dev:
	@echo "Installing what $< names into $(VENV)"
	@$(INSTALL) --requirement $<
	@touch $@

$(VENV)/bin/python:
	@.ci/need venv '$(PYTHON)' $(VENV)
