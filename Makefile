# The front door.  Meson does the work; scripts/setup installs what it needs.
PREFIX ?= /usr/local
DESTDIR ?=
BUILD := build

# What the shell happens to hold must not decide what is linked.
unexport LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LD_RUN_PATH LD_LIBRARY_PATH
unexport CFLAGS CPPFLAGS LDFLAGS GRADUS_CPU

.PHONY: all demo test examples bench bench-peers install fuzz ci clean help

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet

$(BUILD)/build.ninja:
	@scripts/setup
	@meson setup -Dtests=disabled $(BUILD)

demo: all
	@scripts/demo $(BUILD)

test:
	@scripts/setup --test --datasets
	@$(MAKE) --no-print-directory all
	@tests/run $(BUILD)

examples: all
	@tests/numbers --long --bin $(BUILD) examples/*/

bench: all
	@ninja -C $(BUILD) --quiet bench-programs
	@scripts/bench $(BUILD)

# The packages, and what is not Debian's: the version is fixed, and none of its scripts run.
bench-peers: all
	@scripts/setup --peers --datasets
	@npm install --ignore-scripts --no-save --prefix $(BUILD)/npm onnxruntime-node@1.30.0
	@meson setup --reconfigure $(BUILD)

install: all
	@meson configure $(BUILD) --prefix $(abspath $(PREFIX))
	@DESTDIR=$(DESTDIR) meson install -C $(BUILD) --quiet
	@[ -n "$(DESTDIR)" ] || PATH=$$PATH:/sbin ldconfig 2> /dev/null || true

fuzz:
	@scripts/setup --test
	@scripts/fuzz 600

ci:
	@.ci/run

clean:
	@rm -rf $(BUILD) build-*

help:
	@echo "make              the program, as $(BUILD)/gradus"
	@echo "make demo         trains a network on bundled data and predicts with it"
	@echo "make test         runs every test"
	@echo "make examples     computes the tables of examples/, those of minutes too"
	@echo "make bench        measures speed, beside peers, and writes its pages in docs/"
	@echo "make bench-peers  installs the peers that make bench finds"
	@echo "make install      installs below PREFIX ($(PREFIX)), inside DESTDIR"
	@echo "make fuzz         10 minutes of random input for each reader"
	@echo "make ci           every test, with every compiler, sanitizer and machine"
	@echo "make clean        removes what was built"
