# peerlint: see README.md. Sources, tests, cases and rules are found by wildcard; nothing is listed here.

PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
SUITES ?= ../shared/suites
SAMPLES ?= ../shared/samples
CASE ?=
SECONDS ?= 30
VERSION := 0.1.0

CC ?= cc
CFLAGS ?= -O3 -g
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla \
	-Wformat=2 -Wwrite-strings -Wundef
HARDEN := -fPIE -fstack-protector-strong -fcf-protection -D_FORTIFY_SOURCE=2
PKGS := libcjson libpcre2-8
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DPEERLINT_VERSION='"$(VERSION)"' -Isrc -I$(BUILD) $(WARNINGS) \
	$(WERROR) $(HARDEN) $(CFLAGS) $(CPPFLAGS) -MMD -MP -pthread
ALL_LDFLAGS = -pie -pthread -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS)
# libc first: that is where the loader finds nearly all that it looks for.
LIBS = -lc $(shell pkg-config --libs $(PKGS)) -lcidr -ldl

SOURCES := $(filter-out src/build/%,$(wildcard src/*/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/%.o)
LIBRARY := $(BUILD)/libpeerlint.a
# What a right document does not need stands behind the rest in the program, whose texts come last:
# a start costs by the pages that it touches. Families that are not here are only further in front.
USUAL := cli/command_check report/report_line report/report_summary report/report_text \
	shape/compile_assertions shape/compile_members
SELDOM := base/err cli/catalog cli/check_baseline cli/command_% cli/elsewhere cli/general \
	cli/missing cli/show_config cli/statistics json/blame json/complain% json/excerpt \
	json/guess_% json/hide json/multiple json/names_image json/pointer json/secret \
	json/write lint/baseline lint/known lint/pieces lint/selftest lint/verdict \
	pack/folder pack/regist% query/make query/parse_% query/print query/template report/% \
	shape/branch shape/compile% shape/dialect shape/explain% shape/format_idn \
	shape/format_name shape/format_time shape/format_uri shape/reach shape/say \
	shape/suggest shape/uri text/glob text/regex_ecma text/regex_iregexp \
	text/regex_property text/similar
LAST := $(filter-out $(USUAL:%=$(BUILD)/%.o),$(filter $(SELDOM:%=$(BUILD)/%.o),$(OBJECTS)))
# The builder of the embedded packs is the program without them, and without commands.
EMBED_OBJECTS := $(filter-out $(BUILD)/cli/% $(BUILD)/lint/% $(BUILD)/report/%,$(OBJECTS))
RULES := $(shell find rules -name '*.json')
TESTS := $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/test_*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
REPLAYS := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/replay/%,$(wildcard tests/fuzz/fuzz_*.c))
CONFORMANCE := $(patsubst tests/conformance/%.c,$(BUILD)/conformance/%,$(wildcard tests/conformance/*.c))

.PHONY: all help demo test check conformance differential golden asan clean deps docs install uninstall deb format lint coverage
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/peerlint

# What README.md has of all that can be made.
help:
	@sed -n '/^| `make/,/^$$/s/^| `\(.*\)` | \(.*\) |$$/\1\t\2/p' README.md | tr -d '`' | expand -t 42

deps:
	@sh src/build/deps.sh

demo: deps
	@$(MAKE) --no-print-directory -s all
	@sh tests/demo.sh $(BUILD)/peerlint

test: deps
	@$(MAKE) --no-print-directory check

# The tests alone, where everything that they need is installed.
check: all $(TESTS) $(REPLAYS)
	@CC="$(CC)" BUILD=$(BUILD) CASE="$(CASE)" sh tests/run.sh

conformance: all $(CONFORMANCE)
	@BUILD=$(BUILD) SUITES=$(SUITES) sh tests/conformance.sh $(CASE)

# Verdicts beside those of other implementations; SAMPLES is a folder of further documents.
differential: all
	@BUILD=$(BUILD) SAMPLES="$(wildcard $(SAMPLES))" sh tests/differential.sh $(CASE)

golden: all
	@BUILD=$(BUILD) sh tests/golden.sh --accept "$(CASE)"
	@BUILD=$(BUILD) sh tests/check_readme.sh --accept

# A page a pack of all rules, and the list of functions in the manual.
docs: all
	@sh src/build/docs.sh $(BUILD)/docs $(BUILD)/peerlint
	@ls $(BUILD)/docs/*.md

asan:
	@ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
	$(MAKE) --no-print-directory check BUILD=build/asan HARDEN=-fPIE \
		CFLAGS="-O1 -g -fsanitize=address,undefined,float-cast-overflow \
			-fno-sanitize-recover=undefined -fno-omit-frame-pointer" \
		LDFLAGS="-fsanitize=address,undefined"

# For threads. What the sanitizers bring along cannot be let fail, nor be given little memory.
tsan:
	@TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
	$(MAKE) --no-print-directory check BUILD=build/tsan HARDEN=-fPIE \
		CFLAGS="-O1 -g -fsanitize=thread -fno-omit-frame-pointer" LDFLAGS="-fsanitize=thread"

valgrind: all $(TESTS)
	@BUILD=$(BUILD) CASE="$(CASE)" sh tests/valgrind.sh

# Everything at full size: a gigabyte of brackets, every call that can fail (minutes).
test-heavy: all
	@HEAVY=all FAULTS=all CC="$(CC)" BUILD=$(BUILD) sh -c \
		'sh tests/check_limits.sh; limits=$$?; sh tests/check_faults.sh && exit $$limits'

.PHONY: fuzz fuzz-afl fuzzers test-heavy tsan valgrind
# Every fuzzer (libFuzzer, so clang) for SECONDS; what was found is in build/fuzz/found/.
fuzz:
	@$(MAKE) --no-print-directory -s $(FUZZ) fuzzers
	@BUILD=build/fuzz SUITES=$(SUITES) sh tests/fuzz/run.sh $(SECONDS) "$(CASE)"

FUZZ_SANITIZE := address,undefined
FUZZ = CC=clang BUILD=build/fuzz HARDEN=-fPIE LDFLAGS="-fsanitize=$(FUZZ_SANITIZE)" \
	CFLAGS="-O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=undefined \
	-fsanitize=fuzzer-no-link,$(FUZZ_SANITIZE)"

fuzz-afl: all
	@$(MAKE) --no-print-directory -s CC=afl-clang-fast BUILD=build/afl HARDEN=-fPIE fuzzers
	@BUILD=build/afl SUITES=$(SUITES) sh tests/fuzz/afl.sh $(SECONDS) "$(CASE)"

fuzzers: all $(FUZZERS)

$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(LIBRARY)
	$(CC) $(ALL_CFLAGS) -Itests/fuzz -fsanitize=fuzzer $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

# Fuzzers as programs that run them on files: make check does what was found once again.
$(BUILD)/replay/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/fuzz $(ALL_LDFLAGS) -o $@ $(filter %.c,$^) $(LIBRARY) $(LIBS)

# Lines that the tests reach, a file a line, the least covered first.
coverage:
	@find build/coverage -name '*.gcda' -delete 2>/dev/null; true
	@$(MAKE) --no-print-directory check BUILD=build/coverage HARDEN=-fPIE \
		CFLAGS="-O0 -g --coverage" LDFLAGS="--coverage"
	@sh tests/coverage.sh build/coverage

# Beside other programs, in ratios: SIZES="1 10" for lists of so many megabytes; bench-accept
# keeps what the last run wrote as what the README shows.
.PHONY: bench bench-accept
bench: all $(BUILD)/bench/generate $(BUILD)/bench/measure
	@BUILD=$(BUILD) SIZES="$(SIZES)" sh tests/bench.sh

bench-accept:
	cp $(BUILD)/bench/bench.md $(BUILD)/bench/bench.svg tests/bench/

$(BUILD)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $<

format:
	clang-format -i $(wildcard src/*/*.[ch] tests/*.[ch] tests/*/*.[ch])

# What is under share/ comes under PREFIX/share as it is; install and uninstall are one list.
PROGRAM_DIR = $(DESTDIR)$(PREFIX)/bin
SHARE_DIR = $(DESTDIR)$(PREFIX)/share

install: all
	install -d "$(PROGRAM_DIR)"
	install -m 755 $(BUILD)/peerlint "$(PROGRAM_DIR)/peerlint"
	cd share && find . -type f | while IFS= read -r file; do \
		install -D -m 644 "$$file" "$(SHARE_DIR)/$$file" || exit 1; done

# Folders that are empty then go too; those with files of others stay.
uninstall:
	rm -f "$(PROGRAM_DIR)/peerlint"
	cd share && find . -type f | while IFS= read -r file; do rm -f "$(SHARE_DIR)/$$file"; done
	cd share && find . -depth -type d | while IFS= read -r folder; do \
		rmdir "$(SHARE_DIR)/$$folder" 2>/dev/null; done; true

deb: all
	@PEERLINT_VERSION=$(VERSION) sh src/build/deb.sh $(BUILD)

lint: all
	@sh tests/check_style.sh
	@sh tests/check_layers.sh
	@BUILD=$(BUILD) sh tests/static.sh
	shellcheck .ci/run $(wildcard tests/*.sh tests/fuzz/*.sh src/build/*.sh)

clean:
	rm -rf $(BUILD)

# A copy, as an installed program is one: what a linker wrote lies in memory in small pieces, and
# mapping those takes a start a twentieth longer.
$(BUILD)/peerlint: $(OBJECTS) $(BUILD)/packs.o
	$(CC) $(ALL_LDFLAGS) -o $@.linked $(filter-out $(LAST),$(OBJECTS)) $(LAST) $(BUILD)/packs.o $(LIBS)
	@rm -f $@ && cp $@.linked $@ && rm $@.linked

$(LIBRARY): $(filter-out $(BUILD)/cli/main.o,$(OBJECTS)) $(BUILD)/packs.o
	@rm -f $@
	@$(AR) rcs $@ $^

# rules/ becomes a C file: the program needs no file beside it.
$(BUILD)/embed: $(patsubst src/%.c,$(BUILD)/%.o,$(wildcard src/build/*.c)) $(EMBED_OBJECTS)
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/packs.c: $(BUILD)/embed $(RULES) rules
	@$(BUILD)/embed rules >$@

$(BUILD)/packs.o: $(BUILD)/packs.c
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/tests/%: tests/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS) -lcmocka

$(BUILD)/conformance/%: tests/conformance/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests $(ALL_LDFLAGS) -o $@ $< $(LIBRARY) $(LIBS)

-include $(wildcard $(BUILD)/*/*.d $(BUILD)/*.d)
