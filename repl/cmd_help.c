/* help: one screen of commands; `help WORD`: a command, a category or a form of gc's lines. version. */
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/examples.h"
#include "repl/excerpt.h"
#include "repl/glossary.h"

#ifndef ESCAPADE_VERSION
#define ESCAPADE_VERSION "0.1"
#endif

static void print_and_free(App *app, StrBuf *out) {
    terminal_write(&app->screen, strbuf_text(out));
    arena_free(out->arena);
}

int cmd_version(App *app) {
    fprintf(app->out, tr(app->options.locale, "escapade %s\nGo versions modelled:"), ESCAPADE_VERSION);
    for (int i = 0; i < goversion_count(); i++) {
        fprintf(app->out, " %s", goversion_at(i)->name);
    }
    fputs(tr(app->options.locale, " (linux/amd64, inlining off)\n"), app->out);
    return STATUS_OK;
}

/* ---- The screen ---- */

static bool is_shown(const App *app, const Command *command) {
    const unsigned where = app->session != NULL ? COMMAND_REPL : COMMAND_CLI;
    return (command->where & COMMAND_HIDDEN) == 0 && (command->where & where) != 0;
}

/* In a session ARG may be left out, and so may -l. */
static const char *shown_arguments(const App *app, const Command *command, Arena *arena) {
    if (app->session == NULL) {
        return command->arguments;
    }
    StrBuf out = strbuf_new(arena);
    for (const char *word = command->arguments; *word != '\0';) {
        const size_t length = strcspn(word, " ");
        if (strncmp(word, "ARG", 3) != 0 && !(length == 2 && strncmp(word, "-l", 2) == 0)) {
            strbuf_printf(&out, "%s%.*s", out.len > 0 ? " " : "", (int)length, word);
        }
        word += length;
        word += strspn(word, " ");
    }
    return strbuf_text(&out);
}

static void command_line(App *app, StrBuf *out, const Command *command) {
    const char *colon = app->session != NULL ? ":" : "";
    const char *arguments = shown_arguments(app, command, out->arena);
    const int summary = app->session != NULL ? 31 : 36;
    strbuf_printf(out, "  %s", colon);
    terminal_styled(&app->screen, out, STYLE_BOLD, command->name);
    strbuf_printf(out, " %s", arguments);
    const int column = 3 + (int)strlen(colon) + (int)strlen(command->name) + text_width(arguments, strlen(arguments));
    terminal_pad(out, column < summary ? summary - column : 1);
    terminal_wrap(&app->screen, out, STYLE_PLAIN, column < summary ? summary : column + 1, summary,
                  tr(app->options.locale, command->summary));
}

static void overview(App *app, StrBuf *out) {
    const char *locale = app->options.locale;
    if (app->session == NULL) {
        strbuf_add(out, tr(locale, "Tells what escapes to the heap in Go, exactly as the compiler decides, and why.\n"
                                   "  escapade                          a session: type Go, see what escapes\n"
                                   "  escapade FILE.go                  explain FILE.go\n"));
    } else {
        strbuf_add(out, tr(locale, "Type Go: declarations, statements, expressions. It is analysed, never run.\n"));
    }
    for (int i = 0; i < command_count; i++) {
        if (is_shown(app, &commands[i])) {
            command_line(app, out, &commands[i]);
        }
    }
    if (app->session == NULL) {
        strbuf_add(out,
                   tr(locale, "\nARG: .go files of one package, a folder, an import path, ./..., std, or -.\n"
                              "--go=1.27 whose rules apply   --color=auto|always|never   --width=N   --ascii\n"
                              "help COMMAND tells its options; help 'moved to heap' what that line of gc means.\n"));
    } else {
        strbuf_add(out, tr(locale, "Ctrl-C drops the entry. :help WORD explains a command or what gc prints.\n"));
    }
}

/* ---- One word ---- */

static void about_command(App *app, StrBuf *out, const Command *command) {
    const bool in_session = app->session != NULL;
    terminal_styled(
        &app->screen, out, STYLE_BOLD,
        arena_printf(out->arena, "%s%s %s\n", in_session ? ":" : "escapade ", command->name, command->arguments));
    const char *locale = app->options.locale;
    const char *summary = tr(locale, command->summary);
    const char *text = command->details != NULL
                           ? tr_fill(out->arena, locale, "%1. %2", summary, tr(locale, command->details), "", "")
                           : arena_printf(out->arena, tr(locale, "%s."), summary);
    terminal_pad(out, 2);
    terminal_wrap(&app->screen, out, STYLE_PLAIN, 2, 2, text);
    if (in_session && strncmp(command->arguments, "ARG", 3) == 0) {
        terminal_pad(out, 2);
        terminal_wrap(&app->screen, out, STYLE_PLAIN, 2, 2, tr(locale, "Without ARG the session is meant."));
    }
    if (command->options != NULL && command->options[0] != '\0') {
        StrBuf options = strbuf_new(out->arena);
        strbuf_add(&options, tr(locale, "Options:"));
        for (const char *name = command->options; *name != '\0';) {
            const size_t length = strcspn(name, " ");
            strbuf_printf(&options, " --%.*s", (int)length, name);
            name += length;
            name += strspn(name, " ");
        }
        terminal_pad(out, 2);
        terminal_wrap(&app->screen, out, STYLE_DIM, 2, 4, strbuf_text(&options));
    }
}

static void about_cause(App *app, StrBuf *out, Cause cause) {
    const char *locale = app->options.locale;
    terminal_styled(&app->screen, out, STYLE_BOLD,
                    arena_printf(out->arena, "%s: %s\n", cause_name(cause), tr(locale, cause_title(cause))));
    terminal_pad(out, 2);
    terminal_wrap(&app->screen, out, STYLE_PLAIN, 2, 2,
                  arena_printf(out->arena, tr(locale, "The rule: %s."), tr(locale, cause_rule(cause))));
    if (example_find(cause_name(cause)) != NULL) {
        terminal_pad(out, 2);
        terminal_wrap(&app->screen, out, STYLE_DIM, 2, 2,
                      arena_printf(out->arena, tr(locale, "%s %s shows it."),
                                   app->session != NULL ? ":example" : "escapade example", cause_name(cause)));
    }
}

/* One line of Go as it is typed, tabs as four columns. */
static void put_code(StrBuf *out, const char *line, size_t length) {
    const size_t tabs = strspn(line, "\t");
    terminal_pad(out, length > 0 ? 4 + 4 * (int)tabs : 0);
    strbuf_add_n(out, line + tabs, length - tabs);
}

/* Below a line of the example, what gc says of it: the form that is explained in full colour. */
static int put_verdicts(App *app, StrBuf *out, const GlossaryEntry *entry, const Analysis *analysis, int number) {
    const PackageResult *result = analysis_package(analysis, 0);
    int found = 0;
    for (int i = 0; i < result->escape.lines.len; i++) {
        const Line *line = &result->escape.lines.at[i];
        if (!pos_known(line->pos) || sources_place(analysis_sources(analysis), line->pos).line != number) {
            continue;
        }
        const bool meant = glossary_find(line->text) == entry;
        strbuf_add(out, "      ");
        terminal_styled(&app->screen, out, meant ? STYLE_BOLD : STYLE_DIM,
                        arena_printf(out->arena, "╰─ %s\n", line->text));
        found += meant;
    }
    return found;
}

/* The example, analysed by the rules that are in force, with gc's lines where they belong. */
static void put_example(App *app, StrBuf *out, const GlossaryEntry *entry) {
    const char *text = arena_printf(out->arena, "package p\n%s", entry->example);
    const AnalysisConfig config = {.level = entry->level, .inlining_off = true, .local_names = true};
    int status;
    Analysis *analysis = app_analyse_text(app, "p.go", text, strlen(text), &config, &status);
    if (analysis == NULL) {
        return;
    }
    int number = 2, found = 0;
    for (const char *line = entry->example; *line != '\0'; number++) {
        const size_t length = strcspn(line, "\n");
        put_code(out, line, length);
        strbuf_byte(out, '\n');
        found += put_verdicts(app, out, entry, analysis, number);
        line += length + 1;
    }
    if (found == 0) {
        strbuf_byte(out, '\n');
        terminal_wrap(&app->screen, out, STYLE_DIM, 0, 0,
                      arena_printf(out->arena, tr(app->options.locale, "Go %s with -l prints no such line here."),
                                   app->options.go->name));
    }
    analysis_free(analysis);
}

static void about_form(App *app, StrBuf *out, const GlossaryEntry *entry) {
    terminal_styled(&app->screen, out, STYLE_BOLD, entry->form);
    strbuf_add(out, "\n  ");
    terminal_wrap(&app->screen, out, STYLE_PLAIN, 2, 2, tr(app->options.locale, entry->meaning));
    strbuf_byte(out, '\n');
    put_example(app, out, entry);
}

static int unknown_word(App *app, const char *word) {
    const char *words[CAUSE_COUNT + 64];
    int count = 0;
    for (int i = 0; i < command_count && count < 64; i++) {
        if ((commands[i].where & COMMAND_HIDDEN) == 0) {
            words[count++] = commands[i].name;
        }
    }
    for (int cause = CAUSE_NONE + 1; cause < CAUSE_COUNT; cause++) {
        words[count++] = cause_name((Cause)cause);
    }
    const char *near = app_nearest(word, words, count);
    if (near != NULL) {
        return app_fail(app, STATUS_USAGE, "no help on %s. Did you mean %s?", word, near);
    }
    StrBuf out = strbuf_new(arena_new());
    strbuf_add(&out, tr(app->options.locale, "What gc prints:\n"));
    for (int level = 1; level <= 2; level++) {
        strbuf_add(&out, level == 2 ? tr(app->options.locale, "and with -m=2:\n") : "");
        for (int i = 0; glossary_at(i) != NULL; i++) {
            if (glossary_at(i)->level == level) {
                strbuf_printf(&out, "  %s\n", glossary_at(i)->form);
            }
        }
    }
    print_and_free(app, &out);
    return app_fail(app, STATUS_USAGE, "no help on %s: it is no command, no category and nothing that gc prints", word);
}

int cmd_help(App *app) {
    StrBuf out = strbuf_new(arena_new());
    if (app->options.arg_count == 0) {
        overview(app, &out);
        print_and_free(app, &out);
        return STATUS_OK;
    }
    StrBuf joined = strbuf_new(out.arena);
    for (int i = 0; i < app->options.arg_count; i++) {
        strbuf_printf(&joined, "%s%s", i > 0 ? " " : "", app->options.args[i]);
    }
    const char *word = strbuf_text(&joined);
    bool ambiguous;
    const char *name = word[0] == ':' ? word + 1 : word;
    const Command *command = command_find(name, COMMAND_CLI | COMMAND_REPL, &ambiguous);
    const GlossaryEntry *entry = glossary_find(word);
    if (command != NULL && strcmp(command->name, name) == 0) {
        about_command(app, &out, command);
    } else if (cause_find(word) != CAUSE_NONE) {
        about_cause(app, &out, cause_find(word));
    } else if (entry != NULL) {
        about_form(app, &out, entry);
    } else {
        const int status = unknown_word(app, word);
        arena_free(out.arena);
        return status;
    }
    print_and_free(app, &out);
    return STATUS_OK;
}
