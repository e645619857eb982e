# `make` builds the site, `make test` checks everything, `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes
# A process for each processor, with the tests of whole files: what those of a file share is made once. Not said in
# pyproject.toml, for one file by hand needs no second process. In the order of files, since browsers must come last.
PYTEST := $(VENV)/bin/pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command 'make lock'

.PHONY: site serve test test-browsers test-long fast lint screenshots lock pythons sbom clean help
.DELETE_ON_ERROR:

site: $(VENV)/installed  ## build the site into _site/
	@$(VENV)/bin/python build.py

serve: $(VENV)/installed  ## show the site while you edit; it reloads at each save
	@$(VENV)/bin/python build.py serve

test: lint  ## every check: lint, types, layers, tests, browser tests, real pushes
	@.ci/need browser
	$(PYTEST)

test-browsers: $(VENV)/installed-dev  ## the browser tests, in Firefox and WebKit too (installs Debian's)
	@.ci/need browser
	@.ci/need engines
	$(PYTEST) -m browser

test-long: $(VENV)/installed-dev  ## what has no end: every test that invents its examples, with new ones and many more
	$(PYTEST) --long -m hypothesis

fast: lint  ## the same without browsers and without real pushes
	$(PYTEST) --ignore=tests/browser -m 'not publishing'

lint: $(VENV)/installed-dev  ## style, format, types, layers
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo

screenshots: $(VENV)/installed-dev  ## pictures of all kinds of pages and states, into _screenshots/
	@.ci/need browser
	$(VENV)/bin/python -m tests.browser.screenshots _screenshots

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
	rm -rf _site ._site.* _review _screenshots _cms .cache $(VENV) .venv-* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find build.py site_gen tests -name __pycache__ -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

# The lock installed last leaves a stamp, so a second run of make installs nothing.
$(VENV)/installed: requirements.txt | $(VENV)/bin/python
$(VENV)/installed-dev: requirements-dev.txt | $(VENV)/bin/python
$(VENV)/installed $(VENV)/installed-dev:
	@echo "Installing what $< names into $(VENV)"
	@$(INSTALL) --requirement $<
	@touch $@

$(VENV)/bin/python:
	@.ci/need venv '$(PYTHON)' $(VENV)
