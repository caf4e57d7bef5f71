# The README's commands. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
ONCE ?=
SPLIT ?= nineteenth
OBJECTIONS ?= twentieth
ONLY ?=
N ?= 1000
MINUTES ?= 30
SPEECH ?= 20
WORDS ?= 150
# A worker a core: calls take their real time, and what is late on crowded cores looks like a fault. Models share one worker.
TEST_WORKERS ?= 2

.PHONY: help run test check format env env-dev models pjsua2 attack attack-sip attack-calls attack-expiry soak bench bench-path bench-capture bench-killed bench-tones bench-drift bench-redact bench-pieces bench-audio bench-bulk bench-transcribe bench-words bench-voices bench-secrets bench-growth bench-killed-call bench-decoding fixtures clean

help: ## list these commands
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: env ## set everything up, place two calls, stay up with the page (ONCE=1 ends after the calls)
	@$(BIN)/hushtape demo $(if $(ONCE),--once)

test: env-dev models ## set everything up and pass the tests
	@$(BIN)/python -m tests.servers --install
	$(BIN)/pytest -n $(TEST_WORKERS) --dist loadgroup

check: env-dev ## format, lint, types, walls, tests: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory test

format: env-dev ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: bench-path bench-capture bench-killed bench-tones bench-redact bench-audio bench-bulk bench-decoding bench-transcribe bench-growth bench-words bench-voices bench-secrets ## every benchmark

bench-path: env-dev models ## hang-up to searchable, and memory
	$(BIN)/python -m benchmarks.path

bench-capture: env-dev pjsua2 ## what recording costs beside rtpengine, and whether anything is missing
	$(BIN)/python -m benchmarks.capture

bench-killed: env-dev ## a recorder killed with twenty calls up: what is salvaged, what is lost, when the next call is taken
	$(BIN)/python -m benchmarks.capture_killed

bench-tones: env-dev ## keys heard as tones: how many are muted whole, how often speech is
	$(BIN)/python -m benchmarks.capture_tones

bench-drift: env-dev pjsua2 ## MINUTES=30 of talk by clocks that are off: how far the two channels drift apart (SCALE=10 MINUTES=12: two hours of it)
	$(BIN)/python -m benchmarks.capture_drift --minutes $(MINUTES) $(if $(SCALE),--scale $(SCALE))

bench-redact: env-dev models ## what is hidden and what else, beside Presidio alone (SPLIT=tune, test, second to nineteenth; OBJECTIONS=tune, test, second to sixth, eleventh to twentieth)
	$(BIN)/python -m benchmarks.redaction --split $(SPLIT)
	$(BIN)/python -m benchmarks.redaction.objections --split $(OBJECTIONS)

bench-pieces: env-dev models ## what each piece of the text redaction adds, and what usaddress and a truecaser would (pip install usaddress truecase)
	$(BIN)/python -m benchmarks.redaction.pieces

bench-audio: env-dev models ## whether every millisecond of every spoken secret is masked, and what else (AUDIO_SPLIT=sixth to nineteenth: calls by other authors)
	$(BIN)/python -m benchmarks.redaction.audio $(if $(AUDIO_SPLIT),--split $(AUDIO_SPLIT))

bench-bulk: env-dev models ## 1,000 conversations and an hour's call by the commands: speed and memory
	$(BIN)/python -m benchmarks.redaction.bulk

bench-transcribe: env-dev models ## the transcribe step beside plain Whisper engines (SPEECH=20 minutes, ALL=1 with whisper.cpp; flite must be installed)
	$(BIN)/pip install --quiet -e '.[fixtures]'
	$(BIN)/python -m benchmarks.transcription --minutes $(SPEECH)$(if $(ALL), --all)

bench-growth: env-dev models ## what a minute of a call costs, and memory, from one minute to two hours (flite must be installed)
	$(BIN)/pip install --quiet -e '.[fixtures]'
	$(BIN)/python -m benchmarks.transcription --growth

bench-killed-call: env-dev models ## a call of MINUTES=30 (120: two hours) whose worker is killed in the middle: taken over, memory plotted (flite must be installed)
	$(BIN)/pip install --quiet -e '.[fixtures]'
	$(BIN)/python -m benchmarks.transcription.killed_call --minutes $(MINUTES)

bench-words: env-dev models ## how exact the times of spoken digits are, by voice and condition (flite must be installed)
	$(BIN)/python -m benchmarks.transcription.word_times

bench-voices: env-dev models ## word errors by voice and telephone line: clean, noise, lost packets, too quiet, too loud (WORDS=150 a voice; flite must be installed)
	$(BIN)/pip install --quiet -e '.[fixtures]'
	$(BIN)/python -m benchmarks.transcription.voices --words $(WORDS)

bench-secrets: env-dev models ## how spoken secrets are written, by setting; writes docs/spoken_secrets.md (flite must be installed)
	$(BIN)/pip install --quiet -e '.[fixtures]'
	$(BIN)/python -m benchmarks.transcription.spoken_secrets

bench-decoding: env-dev ## what decoding takes beside the file and its sound, for long, wide and lying files
	$(BIN)/python -m benchmarks.transcription.decoding

attack: attack-sip attack-calls attack-expiry ## every attack below

attack-sip: env-dev pjsua2 ## hostile SIP, SDP, SIPREC and RTP while ten good calls run (ONLY=F13 for one)
	$(BIN)/python -m tests.attack.attack_sip $(if $(ONLY),--only $(ONLY))

attack-calls: env-dev pjsua2 ## N=1000 calls, 50 at once, one in ten objects; then the books must agree
	$(BIN)/python -m tests.attack.attack_calls --calls $(N)

attack-expiry: env-dev ## a caller who never refreshes its session is hung up on in time, and the call is kept whole
	$(BIN)/python -m tests.attack.session_expiry

soak: env-dev pjsua2 ## MINUTES=30 of set-ups while garbage is collected at random moments
	$(BIN)/python -m tests.attack.soak --minutes $(MINUTES)

fixtures: env-dev ## make audio_fixtures/ anew (needs the voices: see audio_fixtures/make_fixtures.py)
	$(BIN)/pip install --quiet -e '.[fixtures]'
	$(BIN)/python -m audio_fixtures.make_fixtures

models: env
	@$(BIN)/hushtape models --quiet

pjsua2: env ## build the production pjsua2 into the environment (root on Debian; elsewhere: bootstrap/pjsua2.py --source TARBALL --sha256 HEX)
	@$(BIN)/python bootstrap/pjsua2.py

env:
	@$(PYTHON) bootstrap/environment.py

env-dev:
	@$(PYTHON) bootstrap/environment.py --dev

clean: ## remove what was built here (never the data folder)
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
