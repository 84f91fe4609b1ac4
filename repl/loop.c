#include "repl/loop.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/imports.h"
#include "repl/input.h"
#include "repl/internal.h"
#include "repl/pager.h"
#include "repl/present.h"
#include "repl/session.h"

enum { WORDS_MAX = 64 };

bool loop_is_interactive(const App *app) { return app->loop != NULL && app->loop->interactive; }

Arena *loop_arena(const App *app) { return app->loop->arena; }

int loop_names(const App *app, Arena *arena, const char ***out) { return snapshot_names(app->loop->told, arena, out); }

void loop_quit(App *app) { app->loop->quit = true; }

void loop_open(App *app, Loop *loop, bool interactive) {
    *loop = (Loop){.arena = arena_new(), .names = names_new(), .interactive = interactive};
    app->settings = app->options;
    app->settings.no_inline = true;
    app->settings.level = app->settings.level > 0 ? app->settings.level : 1;
    app->settings.args = NULL;
    app->settings.arg_count = 0;
    app->options = app->settings;
    app->session = session_new(loop->names);
    app->loop = loop;
}

void loop_close(App *app) {
    Loop *loop = app->loop;
    snapshot_free(loop->told);
    analysis_free(loop->analysis);
    arena_free(loop->unused.arena);
    session_free(app->session);
    names_free(loop->names);
    loop_forget_refused(loop);
    arena_free(loop->arena);
    app->session = NULL;
    app->loop = NULL;
}

void loop_forget_refused(Loop *loop) {
    free(loop->refused);
    loop->refused = NULL;
}

/* ---- Telling what is new ---- */

static bool told_before(const UnusedVec *told, const char *text) {
    for (int i = 0; i < told->texts.len; i++) {
        if (strcmp(told->texts.at[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static void tell_unused(const Prose *prose, const UnusedVec *before, const UnusedVec *now) {
    for (int i = 0; i < now->texts.len; i++) {
        if (!told_before(before, now->texts.at[i])) {
            const char *text =
                arena_printf(prose->out->arena, tr(prose->terminal->locale, "note: %s"), now->texts.at[i]);
            terminal_wrap(prose->terminal, prose->out, STYLE_DIM, 0, 6, text);
        }
    }
}

static void tell_news(App *app, Analysis *analysis, const UnusedVec *unused, const char *otherwise) {
    Loop *loop = app->loop;
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    Curtain curtain;
    present_open(app, &curtain);
    const Prose prose = {&out, &app->screen, analysis_sources(analysis), &curtain};
    Snapshot *now = snapshot_take(analysis, app->options.locale);
    const int told = changes_tell(&prose, loop->told, now);
    tell_unused(&prose, &loop->unused, unused);
    if (told == 0 && out.len == 0) {
        terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0, tr(app->options.locale, otherwise));
    }
    prose_flush(&prose);
    arena_free(scratch);
    snapshot_free(loop->told);
    analysis_free(loop->analysis);
    loop->told = now;
    loop->analysis = analysis;
}

void loop_retell(App *app) {
    Loop *loop = app->loop;
    if (loop->told != NULL) {
        snapshot_free(loop->told);
        loop->told = snapshot_take(loop->analysis, app->options.locale);
    }
}

static int refuse(App *app) {
    session_reject(app->session);
    StrBuf out = strbuf_new(arena_new());
    terminal_styled(&app->messages, &out, STYLE_DIM,
                    tr(app->options.locale, "Not taken: the session stays as it was."));
    strbuf_byte(&out, '\n');
    terminal_write(&app->messages, strbuf_text(&out));
    arena_free(out.arena);
    return STATUS_WRONG;
}

/* The name that an "undefined: fmt" is about when a selector follows it; "" otherwise. */
static const char *undefined_package(const SourceSet *sources, const Diag *diag, Arena *arena) {
    static const char start[] = "undefined: ";
    if (strncmp(diag->text, start, sizeof start - 1) != 0 || !pos_known(diag->pos)) {
        return "";
    }
    const char *name = diag->text + sizeof start - 1;
    const Source *source = sources_find(sources, diag->pos);
    const char *at = source_text(source) + source_offset(source, diag->pos);
    const size_t length = strlen(name);
    return strncmp(at, name, length) == 0 && at[length] == '.' ? arena_strdup(arena, name) : "";
}

/* Imports the standard library's packages that the text names without importing them. Returns how many. */
static int import_missing(App *app, const Analysis *analysis, UnusedVec *notes) {
    const char *locale = app->options.locale;
    int count = 0;
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const Diags *diags = analysis_package(analysis, i)->diags;
        for (int k = 0; k < diags->list.len; k++) {
            const char *name = undefined_package(analysis_sources(analysis), &diags->list.at[k], notes->arena);
            const char *other;
            const char *path = name[0] != '\0' ? import_for_name(name, &other) : NULL;
            if (path == NULL) {
                continue;
            }
            session_import(app->session, path);
            const char *text =
                other == NULL
                    ? arena_printf(notes->arena, tr(locale, "\"%s\" is imported"), path)
                    : arena_printf(notes->arena, tr(locale, "\"%s\" is imported; `import \"%s\"` means the other"),
                                   path, other);
            if (!told_before(notes, text)) {
                VEC_PUSH(notes->arena, &notes->texts, text);
                count++;
            }
        }
    }
    return count;
}

static bool is_wrong(const Analysis *analysis) {
    for (int i = 0; analysis != NULL && i < analysis_package_count(analysis); i++) {
        if (analysis_package(analysis, i)->diags->error_count > 0) {
            return true;
        }
    }
    return false;
}

int loop_tell(App *app, bool commit, const char *otherwise) {
    Loop *loop = app->loop;
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true};
    UnusedVec unused = {.arena = arena_new()};
    int status;
    Analysis *analysis = app_analyse_session(app, &config, &unused, &status);
    if (is_wrong(analysis) && commit && import_missing(app, analysis, &unused) > 0) {
        analysis_free(analysis);
        analysis = app_analyse_session(app, &config, &unused, &status);
    }
    if (analysis == NULL || app_print_diags(app, analysis)) {
        analysis_free(analysis);
        arena_free(unused.arena);
        return refuse(app);
    }
    if (commit) {
        session_commit(app->session);
    }
    tell_news(app, analysis, &unused, otherwise);
    arena_free(loop->unused.arena);
    loop->unused = unused;
    return STATUS_OK;
}

/* ---- Go ---- */

/* A pasted file begins with a package clause; the session has its own. Blanked, so that positions stay. */
static void blank_package_clause(char *text) {
    char *at = text;
    for (;;) {
        at += strspn(at, " \t\r\n");
        if (strncmp(at, "//", 2) == 0) {
            at += strcspn(at, "\n");
        } else {
            break;
        }
    }
    if (strncmp(at, "package", 7) == 0 && (at[7] == ' ' || at[7] == '\t')) {
        memset(at, ' ', strcspn(at, ";\n"));
    }
}

bool loop_is_blank(const char *text) { return text[strspn(text, " \t\r\n;")] == '\0'; }

static int go_entry(App *app, const char *entry) {
    Arena *arena = arena_new();
    char *text = arena_strdup(arena, entry);
    blank_package_clause(text);
    if (loop_is_blank(text)) {
        arena_free(arena);
        return STATUS_OK;
    }
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    bool added = false;
    Recovery recovery = {.interrupted = &app->interrupted};
    recovery_enter(&recovery);
    if (setjmp(recovery.jump) == 0) {
        added = session_add(app->session, text, arena, &diags, sources);
    } else {
        app_fail(app, 0, "the entry is too large or nested too deeply");
    }
    recovery_leave(&recovery);
    app_print_list(app, sources, &diags, false);
    const int status = added ? loop_tell(app, true, "No verdict is new or changed.") : refuse(app);
    loop_forget_refused(app->loop);
    app->loop->refused = status != STATUS_OK ? strdup(entry) : NULL;
    arena_free(arena);
    return status;
}

/* ---- Commands ---- */

/* The next word of *line, which it overwrites; quotes hold words with spaces together. NULL at the end. */
static char *next_word(char **line) {
    char *at = *line + strspn(*line, " \t\n\v\f\r");
    char *const word = at;
    char *to = at;
    if (*at == '\0') {
        return NULL;
    }
    for (char quote = '\0'; *at != '\0' && (quote != '\0' || !isspace((unsigned char)*at)); at++) {
        if (quote == '\0' && (*at == '"' || *at == '\'')) {
            quote = *at;
        } else if (*at == quote) {
            quote = '\0';
        } else {
            *to++ = *at;
        }
    }
    *line = *at != '\0' ? at + 1 : at;
    *to = '\0';
    return word;
}

/* The words of a command's line; what is Go behind LINE stays one word, with its quotes. Returns how many. */
static int split_words(char *line, char **words, const Command **command, bool *ambiguous) {
    static char no_more_options[] = "--";
    int count = 0;
    for (char *word; count < WORDS_MAX && (word = next_word(&line)) != NULL;) {
        words[count++] = word;
        if (count == 1) {
            *command = command_find(word, COMMAND_REPL, ambiguous);
        } else if (*command != NULL && ((*command)->where & COMMAND_TEXT) != 0 && word[0] != '-') {
            words[count++] = no_more_options;
            words[count++] = line + strspn(line, " \t");
            break;
        }
    }
    return count;
}

static int unknown_command(App *app, const char *name, bool ambiguous) {
    const char *names[64];
    int count = 0;
    for (int i = 0; i < command_count && count < 64; i++) {
        if ((commands[i].where & COMMAND_REPL) != 0 && (commands[i].where & COMMAND_HIDDEN) == 0) {
            names[count++] = commands[i].name;
        }
    }
    if (ambiguous) {
        Arena *scratch = arena_new();
        StrBuf list = strbuf_new(scratch);
        for (int i = 0; i < count; i++) {
            if (strncmp(names[i], name, strlen(name)) == 0) {
                strbuf_printf(&list, "%s:%s", list.len > 0 ? tr(app->options.locale, " or ") : "", names[i]);
            }
        }
        app_fail(app, 0, ":%s is short for several commands: %s", name, strbuf_text(&list));
        arena_free(scratch);
        return STATUS_USAGE;
    }
    const char *near = app_nearest(name, names, count);
    if (near != NULL) {
        return app_fail(app, STATUS_USAGE, "there is no command :%s. Did you mean :%s?", name, near);
    }
    return app_fail(app, STATUS_USAGE, "there is no command :%s. :help lists them.", name);
}

static int run_command(App *app, const char *text) {
    Arena *arena = arena_new();
    char *words[WORDS_MAX + 3] = {NULL};
    bool ambiguous = false;
    const Command *command = NULL;
    const char *const line = loop_is_blank(text) ? "help" : text;
    const int count = split_words(arena_strdup(arena, line), words, &command, &ambiguous);
    int status = STATUS_USAGE;
    app->options = app->settings;
    if (command == NULL) {
        status = unknown_command(app, words[0], ambiguous);
    } else if (options_parse_over(&app->options, count, words, app->err)) {
        app_refresh(app);
        if (app->options.help) {
            app->options.args = words;
            app->options.arg_count = 1;
            words[0] = arena_strdup(arena, command->name);
            status = cmd_help(app);
        } else {
            Pager pager;
            const bool direct = (command->where & COMMAND_DIRECT) != 0;
            if (!direct) {
                pager_begin(app, &pager);
            }
            status = command->run(app);
            if (!direct) {
                pager_end(app, &pager);
            }
        }
    }
    loop_forget_refused(app->loop);
    app->options = app->settings;
    app_refresh(app);
    arena_free(arena);
    return status;
}

/* What is understood without a colon, as long as the session has no such name. */
static const char *bare_command(const App *app, const char *text) {
    static const char *const bare[][2] = {{"help", "help"}, {"?", "help"}, {"exit", "quit"}, {"quit", "quit"}};
    for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++) {
        const size_t length = strlen(bare[i][0]);
        if (strncmp(text, bare[i][0], length) == 0 && loop_is_blank(text + length) &&
            !session_declares(app->session, bare[i][0])) {
            return bare[i][1];
        }
    }
    return NULL;
}

int loop_entry(App *app, const char *text) {
    const char *start = text + strspn(text, " \t\r\n");
    if (*start == '\0') {
        return STATUS_OK;
    }
    app_refresh(app);
    const char *bare = bare_command(app, start);
    if (bare != NULL || *start == ':') {
        return run_command(app, bare != NULL ? bare : start + 1);
    }
    Pager pager;
    pager_begin(app, &pager);
    const int status = go_entry(app, text);
    pager_end(app, &pager);
    return status;
}
