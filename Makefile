# escapade. `make help` lists the targets.
VERSION := 0.1
BUILD ?= build
PREFIX ?= /usr/local
CC ?= cc
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wundef -Werror
PACKAGES := readline libcgraph gmp mpfr libutf8proc libcmark jansson libpcre2-8 libzstd
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -ldl -lpthread -lm
ALL_CFLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L -DESCAPADE_VERSION='"$(VERSION)"' -I. $(WARN) \
	$(PKG_CFLAGS) $(CFLAGS) $(EXTRA_CFLAGS)
CCACHE := $(shell command -v ccache 2>/dev/null)

LIB_SRC := $(sort $(wildcard core/*.c core/*/*.c viz/*.c lessons/*.c)) \
	$(filter-out repl/main.c,$(sort $(wildcard repl/*.c)))
LIB_OBJ := $(LIB_SRC:%.c=$(BUILD)/obj/%.o)
MAIN_OBJ := $(BUILD)/obj/repl/main.o

all: $(BUILD)/escapade

$(BUILD)/escapade: $(MAIN_OBJ) $(BUILD)/libescapade.a
	$(CC) $(CFLAGS) $(EXTRA_CFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libescapade.a: $(LIB_OBJ)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CCACHE) $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

-include $(LIB_OBJ:.o=.d) $(MAIN_OBJ:.o=.d)

clean:
	rm -rf $(BUILD)/obj $(BUILD)/escapade $(BUILD)/libescapade.a $(BUILD)/asan $(BUILD)/tests

.PHONY: all clean
