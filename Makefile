# escapade. `make help` lists the targets.
VERSION := 0.1
BUILD ?= build
PREFIX ?= /usr/local
CC ?= cc
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wundef -Werror
PACKAGES := readline libcgraph libcmark gmp mpfr libutf8proc jansson libpcre2-8
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) $(shell pkg-config --libs ncurses 2>/dev/null || echo -lncurses) -ldl -lpthread -lm
ALL_CFLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DESCAPADE_VERSION='"$(VERSION)"' \
	-DESCAPADE_PREFIX='"$(PREFIX)"' -I. $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(EXTRA_CFLAGS)
CCACHE := $(shell command -v ccache 2>/dev/null)

LIB_SRC := $(sort $(wildcard core/*.c core/*/*.c viz/*.c lessons/*.c)) \
	$(filter-out repl/main.c,$(sort $(wildcard repl/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/obj/%.o)
MAIN_OBJ := $(BUILD)/obj/repl/main.o
TEST_SRC := $(sort $(wildcard tests/*/*_test.c tests/*/*/*_test.c))
TEST_BIN := $(TEST_SRC:%.c=$(BUILD)/%)
SAN := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

all: $(BUILD)/escapade

$(BUILD)/escapade: $(MAIN_OBJ) $(BUILD)/libescapade.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(EXTRA_CFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libescapade.a: $(LIB_OBJ)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CCACHE) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%_test: tests/%_test.c $(BUILD)/libescapade.a
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CCACHE) $(CC) $(ALL_CFLAGS) -c -o $@.o $<
	@$(CC) $(CFLAGS) $(EXTRA_CFLAGS) -o $@ $@.o $(BUILD)/libescapade.a $(LIBS) -lcmocka

-include $(LIB_OBJ:.o=.d) $(MAIN_OBJ:.o=.d)

deps: ## install what is needed (asks first, unless root or CI=true)
	@tests/deps

run: deps ## set up, build and start a session
	@$(MAKE) --no-print-directory all
	@$(BUILD)/escapade

test: deps ## set up, build and run all tests that need no Go
	@$(MAKE) --no-print-directory -j2 all tests-built
	@tests/run --build=$(BUILD)

tests-built: $(TEST_BIN)

check: ## formatting, layering, sizes, both compilers, clang-tidy
	@tests/check --build=$(BUILD)

asan: ## build with AddressSanitizer and UBSan, run all tests again
	@$(MAKE) --no-print-directory -j2 BUILD=$(BUILD)/asan CFLAGS="$(SAN)" all tests-built
	@ASAN_OPTIONS=detect_leaks=0 tests/run --build=$(BUILD)/asan

roundtrip: $(BUILD)/tests/roundtrip ## parse and print Go's own source (needs make oracle)
	$(BUILD)/tests/roundtrip build/oracle/usr/share/go-1.27/src

upstream: $(BUILD)/tests/frontend ## Go's own tests of the front end, in place (needs make oracle)
	@tests/upstream/run $<

summaries: $(BUILD)/tests/summaries ## write, read and write again the summaries of std (needs make oracle)
	$(BUILD)/tests/summaries build/oracle/usr/lib/go-1.27

$(BUILD)/tests/roundtrip $(BUILD)/tests/summaries $(BUILD)/tests/frontend: $(BUILD)/tests/%: tests/upstream/%.c $(BUILD)/libescapade.a
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -o $@ $< $(BUILD)/libescapade.a $(LIBS)

fuzz: ## fuzz the parser, the checker and the whole path, SECONDS=60 each
	@tests/fuzz/run $(BUILD) $(or $(SECONDS),60)

oracle: ## fetch real Go toolchains into build/oracle (Debian's packages)
	@tests/toolchains 1.27 1.19

record: oracle ## record what the real compilers print for tests/golden/gc
	@tests/golden/record

bench: all ## time and memory beside go tool compile (needs make oracle)
	@tests/bench/run $(BUILD)
	@tests/bench/std $(BUILD)

install: all ## install into DESTDIR and PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install $(BUILD)/escapade $(DESTDIR)$(PREFIX)/bin/escapade
	install -m 644 repl/man/escapade.1 $(DESTDIR)$(PREFIX)/share/man/man1/escapade.1
	install -m 644 repl/completion/escapade.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/escapade
	install -m 644 repl/completion/_escapade $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_escapade
	install -m 644 repl/completion/escapade.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/escapade.fish

clean: ## remove what was built (fetched toolchains stay)
	rm -rf $(BUILD)/obj $(BUILD)/escapade $(BUILD)/libescapade.a $(BUILD)/asan $(BUILD)/tests $(BUILD)/fuzz

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: all deps run test tests-built check asan roundtrip summaries upstream fuzz oracle record bench install clean help

-include lessons/rules.mk
include core/explain/po/rules.mk
