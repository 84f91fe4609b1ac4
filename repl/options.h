/*
 * Options: the command line made into values. GNU style: options and arguments in any order, `--`
 * ends the options. The same parser serves the command line and the session's commands.
 */
#ifndef REPL_OPTIONS_H
#define REPL_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "core/goversion/goversion.h"

typedef enum Tristate { TRI_AUTO, TRI_ALWAYS, TRI_NEVER } Tristate;

/* The parts of `explain --only=`. */
typedef enum Only { ONLY_ALL, ONLY_HEAP, ONLY_STACK, ONLY_PARAMS } Only;

typedef struct Options {
    const GoVersion *go; /* --go; the newest modelled by default */
    bool go_given;
    bool every_go;             /* --go=all: `verify` with every toolchain that is here */
    const char *goroot;        /* --goroot or NULL */
    const char *output;        /* -o FILE or DIR, or NULL */
    const char *focus;         /* --focus=NAME */
    const char *func;          /* --func=NAME */
    const char *hide;          /* --hide=NAME[,NAME] */
    const char *kind;          /* --kind=flow|points-to|memory|why */
    const char *format;        /* --format= overrides the ending of -o */
    const char *theme;         /* --theme= a name or a file */
    const char *locale;        /* --locale=, else as LC_ALL, LC_MESSAGES or LANG say: "en", "zh_CN" */
    const char *stage;         /* dump --stage= */
    const char *link_template; /* --link-template= */
    int line;                  /* --line=N, 0 without */
    int depth;                 /* --depth=N, 0 without */
    int level;                 /* -m: 1, -m=2: 2; 0 not given */
    bool no_inline;            /* -l */
    bool json;
    bool brief; /* --short */
    bool strict;
    bool check; /* learn --check */
    bool fresh; /* learn --new */
    bool legend;
    bool present;  /* verdicts wait for Enter (in a session) */
    bool no_pager; /* --pager=off */
    bool ascii;
    bool help;
    bool version;
    Only only;
    Tristate color;
    int width;   /* --width=N columns, 0: the terminal's */
    char **args; /* what is no option; points into argv */
    int arg_count;
} Options;

/*
 * Parses argv[1..]. Messages go to `err`. Returns false on wrong usage (exit status 2).
 * argv may be permuted.
 */
bool options_parse(Options *options, int argc, char **argv, FILE *err);

/* Parses into options that already hold defaults (a session's settings). */
bool options_parse_over(Options *options, int argc, char **argv, FILE *err);

/* True when the environment asks for texts in UTF-8, whether or not libc has data for its locale. */
bool options_environment_is_utf8(void);

/* The i-th long option's name; NULL past the last. */
const char *options_name(int i);

#endif
