#include "repl/complete.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "core/explain/story.h"
#include "core/syntax/token.h"
#include "lessons/library.h"
#include "repl/commands.h"
#include "repl/glossary.h"
#include "repl/loop.h"
#include "repl/session.h"

enum { WORDS_MAX = 512 };

/* Readline asks for one match after the other, without a context. */
static struct {
    App *app;
    Arena *arena;
    const char *words[WORDS_MAX]; /* all that fit the place, not the prefix */
    int count;
    int next;
} offer;

static void add_word(const char *word) {
    if (offer.count < WORDS_MAX) {
        offer.words[offer.count++] = word;
    }
}

static char *copy_word(const char *word) {
    const size_t size = strlen(word) + 1;
    char *copy = malloc(size);
    return copy != NULL ? memcpy(copy, word, size) : NULL;
}

static char *next_word(const char *prefix, int again) {
    if (again == 0) {
        offer.next = 0;
    }
    while (offer.next < offer.count) {
        const char *word = offer.words[offer.next++];
        if (strncmp(word, prefix, strlen(prefix)) == 0) {
            return copy_word(word);
        }
    }
    return NULL;
}

static void add_commands(const char *before) {
    for (int i = 0; i < command_count; i++) {
        if ((commands[i].where & COMMAND_REPL) != 0 && (commands[i].where & COMMAND_HIDDEN) == 0) {
            add_word(arena_printf(offer.arena, "%s%s", before, commands[i].name));
        }
    }
}

static void add_options(const Command *command) {
    for (const char *name = command->options; name != NULL && *name != '\0';) {
        const size_t length = strcspn(name, " ");
        add_word(arena_printf(offer.arena, "--%.*s", (int)length, name));
        name += length;
        name += strspn(name, " ");
    }
}

static void add_session_names(void) {
    const char **names;
    int count = session_names(offer.app->session, offer.arena, &names);
    for (int i = 0; i < count; i++) {
        add_word(names[i]);
    }
    count = loop_names(offer.app, offer.arena, &names);
    for (int i = 0; i < count; i++) {
        add_word(names[i]);
    }
}

static void add_go_words(void) {
    static const char *const predeclared[] = {
        "any",    "append",  "bool",    "byte",   "cap",    "clear",  "close", "complex", "copy", "delete",  "error",
        "false",  "float32", "float64", "imag",   "int",    "int16",  "int32", "int64",   "int8", "iota",    "len",
        "make",   "max",     "min",     "new",    "nil",    "panic",  "print", "println", "real", "recover", "rune",
        "string", "true",    "uint",    "uint16", "uint32", "uint64", "uint8", "uintptr",
    };
    add_session_names();
    for (int token = TOK_BREAK; token <= TOK_VAR; token++) {
        add_word(token_text((Token)token));
    }
    for (size_t i = 0; i < sizeof predeclared / sizeof predeclared[0]; i++) {
        add_word(predeclared[i]);
    }
}

static void add_causes(void) {
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        add_word(cause_name((Cause)cause));
    }
}

/* "stack-and-heap" names the lesson 01-stack-and-heap. */
static void add_lessons(void) {
    add_word("list");
    for (int i = 0; i < lesson_file_count; i++) {
        const char *name = lesson_files[i].name + strspn(lesson_files[i].name, "0123456789-");
        if (strcmp(lesson_files[i].language, "en") == 0) {
            add_word(name);
        }
    }
}

/* The words of the forms of gc's lines, but those that stand for names. */
static void add_glossary(void) {
    for (int i = 0; glossary_at(i) != NULL; i++) {
        for (const char *at = glossary_at(i)->form; *at != '\0';) {
            const size_t length = strcspn(at, " :/.");
            if (length > 2 && islower((unsigned char)at[0])) {
                add_word(arena_strndup(offer.arena, at, length));
            }
            at += length + (at[length] != '\0');
        }
    }
}

/* What an option may be set to, for the word behind its `=`. */
static void add_values(const char *line, int start) {
    static const char *const values[][2] = {
        {"color=", "auto always never"},
        {"locale=", "en zh_CN"},
        {"theme=", "light dark print projector"},
        {"present=", "on off"},
        {"pager=", "on off"},
        {"short=", "on off"},
        {"ascii=", "on off"},
        {"only=", "heap stack params"},
        {"kind=", "flow points-to memory why"},
        {"format=", "dot svg pdf png html json text"},
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        const int length = (int)strlen(values[i][0]);
        if (start < length || strncmp(line + start - length, values[i][0], (size_t)length) != 0) {
            continue;
        }
        for (const char *at = values[i][1]; *at != '\0';) {
            const size_t size = strcspn(at, " ");
            add_word(arena_strndup(offer.arena, at, size));
            at += size + (at[size] != '\0');
        }
    }
}

/* What the arguments of a command may be; true: file names too. */
static bool add_arguments(const Command *command) {
    static const char *const with_files[] = {"load",   "save", "source", "explain", "gc",     "graph",
                                             "memory", "why",  "dump",   "check",   "verify", "timeline",
                                             "frames", "step", "advise", "whatif",  "learn",  "watch"};
    if (strcmp(command->name, "why") == 0) {
        add_session_names();
    } else if (strcmp(command->name, "example") == 0) {
        add_causes();
    } else if (strcmp(command->name, "help") == 0) {
        add_commands("");
        add_causes();
        add_glossary();
    } else if (strcmp(command->name, "learn") == 0) {
        add_lessons();
    } else if (strcmp(command->name, "go") == 0) {
        for (int i = 0; i < goversion_count(); i++) {
            add_word(goversion_at(i)->name);
        }
    } else if (strcmp(command->name, "set") == 0) {
        add_word("width=");
        add_word("color=");
        add_word("go=");
        add_word("locale=");
        add_word("theme=");
        add_word("present");
        add_word("pager=");
        add_word("short");
        add_word("ascii");
    }
    for (size_t i = 0; i < sizeof with_files / sizeof with_files[0]; i++) {
        if (strcmp(command->name, with_files[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The command that the line begins with; NULL when it is none, or not yet whole. */
static const Command *line_command(const char *line, int start) {
    char name[32];
    const size_t length = strcspn(line + 1, " \t");
    if (length >= sizeof name || (int)length + 1 > start) {
        return NULL;
    }
    memcpy(name, line + 1, length);
    name[length] = '\0';
    bool ambiguous;
    return command_find(name, COMMAND_REPL, &ambiguous);
}

static char **complete(const char *text, int start, int end) {
    (void)end;
    arena_free(offer.arena);
    offer.arena = arena_new();
    offer.count = 0;
    const char *line = rl_line_buffer + strspn(rl_line_buffer, " \t");
    const int skipped = (int)(line - rl_line_buffer);
    bool files = false;
    if (line[0] != ':') {
        add_go_words();
    } else if (start <= skipped + 1) {
        add_commands(start <= skipped ? ":" : "");
    } else {
        const Command *command = line_command(line, start - skipped);
        if (start > 0 && rl_line_buffer[start - 1] == '=') {
            add_values(rl_line_buffer, start);
        } else if (command != NULL && text[0] == '-') {
            add_options(command);
        } else if (command != NULL) {
            files = add_arguments(command);
        }
    }
    char **matches = rl_completion_matches(text, next_word);
    if (matches != NULL && matches[1] == NULL && matches[0][0] != '\0') {
        const char *last = matches[0] + strlen(matches[0]) - 1;
        rl_completion_suppress_append = *last == '=' || line[0] != ':';
    }
    rl_attempted_completion_over = !files;
    return matches;
}

void complete_open(App *app) {
    offer.app = app;
    rl_attempted_completion_function = complete;
    rl_basic_word_break_characters = " \t\n\"'`=<>;|&{}(),[]+*/%!^";
    rl_completer_word_break_characters = " \t\n\"'`=<>;|&{}(),[]+*%!^";
    rl_completer_quote_characters = "";
}
