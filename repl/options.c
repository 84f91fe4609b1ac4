/* Options by getopt_long: one table, and a setter for each kind of value. */
#include "repl/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/explain/translate.h"

enum {
    OPT_GO = 256,
    OPT_GOROOT,
    OPT_FOCUS,
    OPT_FUNC,
    OPT_HIDE,
    OPT_KIND,
    OPT_FORMAT,
    OPT_THEME,
    OPT_LOCALE,
    OPT_STAGE,
    OPT_LINK_TEMPLATE,
    OPT_LINE,
    OPT_DEPTH,
    OPT_JSON,
    OPT_SHORT,
    OPT_STRICT,
    OPT_CHECK,
    OPT_NEW,
    OPT_LEGEND,
    OPT_ASCII,
    OPT_ONLY,
    OPT_COLOR,
    OPT_PRESENT,
    OPT_PAGER,
    OPT_WIDTH,
    OPT_VERSION
};

static const struct option long_options[] = {
    {"go", required_argument, NULL, OPT_GO},
    {"goroot", required_argument, NULL, OPT_GOROOT},
    {"output", required_argument, NULL, 'o'},
    {"focus", required_argument, NULL, OPT_FOCUS},
    {"func", required_argument, NULL, OPT_FUNC},
    {"hide", required_argument, NULL, OPT_HIDE},
    {"kind", required_argument, NULL, OPT_KIND},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"theme", required_argument, NULL, OPT_THEME},
    {"locale", required_argument, NULL, OPT_LOCALE},
    {"stage", required_argument, NULL, OPT_STAGE},
    {"link-template", required_argument, NULL, OPT_LINK_TEMPLATE},
    {"line", required_argument, NULL, OPT_LINE},
    {"depth", required_argument, NULL, OPT_DEPTH},
    {"json", no_argument, NULL, OPT_JSON},
    {"short", optional_argument, NULL, OPT_SHORT},
    {"strict", no_argument, NULL, OPT_STRICT},
    {"check", no_argument, NULL, OPT_CHECK},
    {"new", no_argument, NULL, OPT_NEW},
    {"legend", no_argument, NULL, OPT_LEGEND},
    {"ascii", optional_argument, NULL, OPT_ASCII},
    {"present", optional_argument, NULL, OPT_PRESENT},
    {"pager", optional_argument, NULL, OPT_PAGER},
    {"only", required_argument, NULL, OPT_ONLY},
    {"color", required_argument, NULL, OPT_COLOR},
    {"width", required_argument, NULL, OPT_WIDTH},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

const char *options_name(int i) {
    const int count = (int)(sizeof long_options / sizeof long_options[0]) - 1;
    return i >= 0 && i < count ? long_options[i].name : NULL;
}

/* Prints "escapade: …" in the reader's language; returns false. */
static bool complain(const Options *options, FILE *err, const char *english, const char *a, const char *b,
                     const char *c) {
    Arena *scratch = arena_new();
    fprintf(err, "escapade: %s\n", tr_fill(scratch, options->locale, english, a, b, c, ""));
    arena_free(scratch);
    return false;
}

static bool wrong_value(const Options *options, FILE *err, const char *option, const char *value, const char *allowed) {
    return complain(options, err, TR_LATER("%1=%2: expected %3"), option, value, tr(options->locale, allowed));
}

static bool set_go(Options *options, const char *text, FILE *err) {
    options->every_go = strcmp(text, "all") == 0;
    if (options->every_go) {
        return true;
    }
    const GoVersion *go = goversion_find(text);
    if (go == NULL) {
        return complain(options, err, TR_LATER("Go %1 is not modelled; the nearest version that is: %2"), text,
                        goversion_nearest(text)->name, "");
    }
    options->go = go;
    options->go_given = true;
    return true;
}

static bool set_number(const Options *options, int *out, const char *option, const char *text, FILE *err) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < 1 || value > 1000000) {
        return wrong_value(options, err, option, text, TR_LATER("a number from 1"));
    }
    *out = (int)value;
    return true;
}

static bool set_level(Options *options, const char *text, FILE *err) {
    if (text == NULL || strcmp(text, "=1") == 0) {
        options->level = 1;
    } else if (strcmp(text, "=2") == 0) {
        options->level = 2;
    } else {
        return wrong_value(options, err, "-m", text[0] == '=' ? text + 1 : text, TR_LATER("-m or -m=2"));
    }
    return true;
}

static bool set_color(Options *options, const char *text, FILE *err) {
    static const char *const names[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(text, names[i]) == 0) {
            options->color = (Tristate)i;
            return true;
        }
    }
    return wrong_value(options, err, "--color", text, TR_LATER("auto, always or never"));
}

static bool set_locale(Options *options, const char *text, FILE *err) {
    const char *locale = locale_find(text);
    if (locale == NULL) {
        return wrong_value(options, err, "--locale", text, TR_LATER("en or zh_CN"));
    }
    options->locale = locale;
    return true;
}

static bool set_only(Options *options, const char *text, FILE *err) {
    static const char *const names[] = {"all", "heap", "stack", "params"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(text, names[i]) == 0) {
            options->only = (Only)i;
            return true;
        }
    }
    return wrong_value(options, err, "--only", text, TR_LATER("heap, stack or params"));
}

/* Sets the option that takes a plain text; returns false when `opt` is none of them. */
static bool set_text(Options *options, int opt, const char *text) {
    switch (opt) {
    case OPT_GOROOT: options->goroot = text; return true;
    case OPT_FOCUS: options->focus = text; return true;
    case OPT_FUNC: options->func = text; return true;
    case OPT_HIDE: options->hide = text; return true;
    case OPT_KIND: options->kind = text; return true;
    case OPT_FORMAT: options->format = text; return true;
    case OPT_THEME: options->theme = text; return true;
    case OPT_STAGE: options->stage = text; return true;
    case OPT_LINK_TEMPLATE: options->link_template = text; return true;
    case 'o': options->output = text; return true;
    default: return false;
    }
}

/* Sets the option that is a mere switch; returns false when `opt` is none of them. */
static bool set_switch(Options *options, int opt) {
    switch (opt) {
    case OPT_JSON: options->json = true; return true;
    case OPT_STRICT: options->strict = true; return true;
    case OPT_CHECK: options->check = true; return true;
    case OPT_NEW: options->fresh = true; return true;
    case OPT_LEGEND: options->legend = true; return true;
    case 'l': options->no_inline = true; return true;
    case 'h': options->help = true; return true;
    case OPT_VERSION: options->version = true; return true;
    default: return false;
    }
}

/* --short, --short=on, --short=off. */
static bool set_on_off(const Options *options, bool *out, const char *option, const char *text, FILE *err) {
    const bool off = text != NULL && strcmp(text, "off") == 0;
    if (!off && text != NULL && strcmp(text, "on") != 0) {
        return wrong_value(options, err, option, text, TR_LATER("on or off"));
    }
    *out = !off;
    return true;
}

static bool set_pager(Options *options, const char *text, FILE *err) {
    bool on;
    if (!set_on_off(options, &on, "--pager", text, err)) {
        return false;
    }
    options->no_pager = !on;
    return true;
}

static bool set_option(Options *options, int opt, const char *text, FILE *err) {
    if (set_switch(options, opt) || set_text(options, opt, text)) {
        return true;
    }
    switch (opt) {
    case OPT_GO: return set_go(options, text, err);
    case OPT_LOCALE: return set_locale(options, text, err);
    case OPT_LINE: return set_number(options, &options->line, "--line", text, err);
    case OPT_DEPTH: return set_number(options, &options->depth, "--depth", text, err);
    case OPT_WIDTH: return set_number(options, &options->width, "--width", text, err);
    case OPT_SHORT: return set_on_off(options, &options->brief, "--short", text, err);
    case OPT_ASCII: return set_on_off(options, &options->ascii, "--ascii", text, err);
    case OPT_PRESENT: return set_on_off(options, &options->present, "--present", text, err);
    case OPT_PAGER: return set_pager(options, text, err);
    case OPT_COLOR: return set_color(options, text, err);
    case OPT_ONLY: return set_only(options, text, err);
    case 'm': return set_level(options, text, err);
    default: return false;
    }
}

static bool wrong_option(const Options *options, FILE *err, int opt, const char *word) {
    const char letter[] = {(char)optopt, '\0'};
    if (opt == ':') {
        return complain(options, err, TR_LATER("%1 needs a value"), word, "", "");
    }
    if (optopt > 0 && optopt < 256) {
        return complain(options, err,
                        TR_LATER("unknown option -%1; `escapade help` lists the commands and their options"), letter,
                        "", "");
    }
    if (optopt >= 256) {
        return complain(options, err, TR_LATER("%1 takes no value"), word, "", "");
    }
    return complain(options, err, TR_LATER("unknown or ambiguous option %1; `escapade help COMMAND` lists its options"),
                    word, "", "");
}

bool options_parse_over(Options *options, int argc, char **argv, FILE *err) {
    int opt;
    optind = 1;
    opterr = 0;
    while ((opt = getopt_long(argc, argv, ":o:m::lh", long_options, NULL)) != -1) {
        if (opt == '?' || opt == ':') {
            return wrong_option(options, err, opt, argv[optind - 1]);
        }
        if (!set_option(options, opt, optarg, err)) {
            return false;
        }
    }
    options->args = argv + optind;
    options->arg_count = argc - optind;
    return true;
}

/* ---- The environment ---- */

/* The variable that names the language, as POSIX ranks them; "" without. */
static const char *environment_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return value;
        }
    }
    return "";
}

static bool names_utf8(const char *locale) {
    const char *dot = strchr(locale, '.');
    return dot != NULL && (strncasecmp(dot + 1, "UTF-8", 5) == 0 || strncasecmp(dot + 1, "utf8", 4) == 0);
}

bool options_environment_is_utf8(void) { return names_utf8(environment_locale()); }

/* Texts are UTF-8: where the environment wants Chinese in another encoding, English is read more easily. */
static const char *default_locale(void) {
    const char *wanted = environment_locale();
    const char *found = strchr(wanted, '.') == NULL || names_utf8(wanted) ? locale_find(wanted) : NULL;
    return found != NULL ? found : "en";
}

bool options_parse(Options *options, int argc, char **argv, FILE *err) {
    *options = (Options){.go = goversion_newest(), .locale = default_locale()};
    return options_parse_over(options, argc, argv, err);
}
