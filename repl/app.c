#include "repl/app.h"

#include <string.h>

#include "core/explain/translate.h"
#include "repl/excerpt.h"
#include "repl/session.h"

enum { DIAGS_SHOWN_MAX = 10 };

void app_refresh(App *app) {
    app->screen = terminal_of(app->window != NULL ? app->window : app->out, &app->options);
    app->screen.file = app->out;
    app->messages = terminal_of(app->err, &app->options);
}

int app_fail(App *app, int status, const char *format, ...) {
    Arena *scratch = arena_new();
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(scratch, tr(app->options.locale, format), args);
    va_end(args);
    StrBuf out = strbuf_new(scratch);
    strbuf_add(&out, app->session == NULL ? "escapade: " : "");
    terminal_add_safe(&out, text, strlen(text));
    strbuf_byte(&out, '\n');
    fflush(app->out);
    terminal_write(&app->messages, strbuf_text(&out));
    arena_free(scratch);
    return status;
}

/* ---- Near words ---- */

enum { NEAR_MAX = 40 };

/* Edits (insert, drop, replace, swap neighbours) that make one word the other; words are short. */
static int edit_distance(const char *a, const char *b) {
    const int m = (int)strlen(a), n = (int)strlen(b);
    int rows[3][NEAR_MAX + 1];
    if (m > NEAR_MAX || n > NEAR_MAX) {
        return NEAR_MAX;
    }
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (int j = 0; j <= n; j++) {
        last[j] = j;
    }
    for (int i = 1; i <= m; i++) {
        row[0] = i;
        for (int j = 1; j <= n; j++) {
            int best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best) {
                best = before[j - 2] + 1;
            }
            row[j] = best;
        }
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[n];
}

const char *app_nearest(const char *word, const char *const *words, int count) {
    const char *best = NULL;
    const int length = (int)strlen(word);
    int limit = length <= 3 ? 1 : length <= 6 ? 2 : 3;
    for (int i = 0; i < count; i++) {
        const int distance = edit_distance(word, words[i]);
        const bool begins = length >= 3 && strncmp(word, words[i], (size_t)length) == 0;
        if (begins) {
            return words[i];
        }
        if (distance <= limit) {
            best = words[i];
            limit = distance - 1;
        }
    }
    return best;
}

/* ---- Worlds ---- */

World *app_world(App *app, const GoVersion *go, bool retain) {
    const int i = goversion_index(go);
    if (app->worlds[i] != NULL && retain && !app->retain[i]) {
        world_free(app->worlds[i]);
        app->worlds[i] = NULL;
    }
    if (app->worlds[i] == NULL) {
        const WorldConfig config = {.go = go, .goroot = app->options.goroot, .retain = retain};
        Diag why = {0};
        app->worlds[i] = world_new(&config, &why);
        app->retain[i] = retain;
        if (app->worlds[i] == NULL) {
            app_fail(app, STATUS_WRONG, "%s", why.text);
        }
    }
    return app->worlds[i];
}

/* The graph of the package that declares a function, when the world kept it. */
static bool find_elsewhere(void *context, const Object *function, const PackageIR **ir, const EscapeResult **result) {
    const PackageResult *found = function->package != NULL ? world_package(context, function->package->path) : NULL;
    if (found == NULL || found->ir == NULL) {
        return false;
    }
    *ir = found->ir;
    *result = &found->escape;
    return true;
}

Elsewhere app_elsewhere(const Analysis *analysis) {
    return (Elsewhere){.find = find_elsewhere, .context = analysis_world(analysis)};
}

/* ---- Messages ---- */

void app_print_diag(App *app, const SourceSet *sources, const Diag *diag, bool place) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    if (!pos_known(diag->pos)) {
        app_fail(app, 0, "%s", diag->text);
        arena_free(scratch);
        return;
    }
    if (place) {
        sources_format(sources, diag->pos, &out);
        strbuf_add(&out, ": ");
    }
    terminal_style_on(&app->messages, &out, diag->kind == DIAG_NOTE ? STYLE_BOLD : STYLE_ERROR);
    for (const char *line = diag->text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        const size_t tabs = strspn(line, "\t");
        strbuf_add_n(&out, line, tabs);
        terminal_add_safe(&out, line + tabs, length - tabs);
        line += length;
        if (*line == '\n') {
            strbuf_byte(&out, *line++);
        }
    }
    terminal_style_off(&app->messages, &out, STYLE_BOLD);
    strbuf_byte(&out, '\n');
    ExcerptMarkVec marks = {0};
    const ExcerptMark mark = {diag->pos, diag->length > 0 ? diag->length : 1, "", STYLE_ERROR};
    VEC_PUSH(scratch, &marks, mark);
    excerpt_add(&out, &app->messages, sources, &marks, (ExcerptLayout){.indent = 4, .underline = true});
    fflush(app->out);
    terminal_write(&app->messages, strbuf_text(&out));
    arena_free(scratch);
}

bool app_print_list(App *app, const SourceSet *sources, const Diags *diags, bool place) {
    int shown = 0;
    for (int i = 0; i < diags->list.len && shown < DIAGS_SHOWN_MAX; i++) {
        const Diag *diag = &diags->list.at[i];
        if (diag->kind != DIAG_NOTE) { /* the loop tells notes in its own words */
            app_print_diag(app, sources, diag, place);
            shown++;
        }
    }
    if (diags->error_count > shown) {
        app_fail(app, 0, "%d more errors", diags->error_count - shown);
    }
    return diags->error_count > 0;
}

static bool print_all(App *app, const SourceSet *sources, const Diags *diags) {
    return app_print_list(app, sources, diags, app->session == NULL || app->options.arg_count > 0);
}

/* What is worth saying of the arguments as a whole: a package that was skipped. */
static void print_input_notes(App *app, const Analysis *analysis) {
    const Diags *diags = analysis_diags(analysis);
    for (int i = 0; i < diags->list.len; i++) {
        if (diags->list.at[i].kind == DIAG_NOTE) {
            app_fail(app, 0, "%s", diags->list.at[i].text);
        }
    }
}

bool app_print_diags(App *app, const Analysis *analysis) {
    print_input_notes(app, analysis);
    bool wrong = print_all(app, analysis_sources(analysis), analysis_diags(analysis));
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        wrong |= print_all(app, analysis_sources(analysis), result->diags);
    }
    return wrong;
}

static void print_gc_errors(App *app, const SourceSet *sources, const Diags *diags) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    for (int i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        if (diag->kind == DIAG_NOTE) {
            continue;
        }
        if (!pos_known(diag->pos)) {
            strbuf_printf(&out, "escapade: %s\n", diag->text);
            continue;
        }
        sources_format(sources, diag->pos, &out);
        strbuf_printf(&out, ": %s\n", diag->text);
    }
    fflush(app->out);
    fputs(strbuf_text(&out), app->err);
    arena_free(scratch);
}

bool app_print_gc_errors(App *app, const Analysis *analysis) {
    print_input_notes(app, analysis);
    bool wrong = analysis_diags(analysis)->error_count > 0;
    print_gc_errors(app, analysis_sources(analysis), analysis_diags(analysis));
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const PackageResult *result = analysis_package(analysis, i);
        print_gc_errors(app, analysis_sources(analysis), result->diags);
        wrong |= result->diags->error_count > 0;
    }
    return wrong;
}

int app_abort(App *app, AbortReason reason) {
    switch (reason) {
    case ABORT_NONE: return STATUS_OK;
    case ABORT_MEMORY: return app_fail(app, STATUS_FAILED, "out of memory: try a smaller part of the program");
    case ABORT_TIME: return app_fail(app, STATUS_FAILED, "out of time: try a smaller part of the program");
    case ABORT_INTERRUPTED: return app_fail(app, STATUS_INTERRUPTED, "interrupted");
    case ABORT_TOO_DEEP: return app_fail(app, STATUS_WRONG, "the program is nested too deeply to be analysed");
    }
    return STATUS_FAILED;
}

/* ---- Analyses ---- */

static Analysis *analyse(App *app, const AnalysisInput *input, const AnalysisConfig *config, int *status) {
    World *world = app_world(app, app->options.go, config->retain_imports);
    if (world == NULL) {
        *status = STATUS_WRONG;
        return NULL;
    }
    AnalysisConfig polled = *config;
    polled.interrupted = &app->interrupted;
    app->interrupted = false;
    Analysis *analysis = analysis_run(world, input, &polled);
    *status = app_abort(app, analysis_abort_reason(analysis));
    if (*status != STATUS_OK) {
        analysis_free(analysis);
        return NULL;
    }
    return analysis;
}

static void free_arena(void *arena) { arena_free(arena); }

Analysis *app_analyse_text(App *app, const char *name, const char *text, size_t length, const AnalysisConfig *config,
                           int *status) {
    const AnalysisInput input = {.names = &name, .texts = &text, .lengths = &length, .text_count = 1};
    return analyse(app, &input, config, status);
}

/* The text's arena lives as long as the analysis, or is gone when there is none. */
static Analysis *analyse_owned(App *app, const char *name, const char *text, size_t length, Arena *owner,
                               const AnalysisConfig *config, int *status) {
    Analysis *analysis = app_analyse_text(app, name, text, length, config, status);
    if (analysis == NULL) {
        arena_free(owner);
    } else {
        arena_on_free(analysis_arena(analysis), free_arena, owner);
    }
    return analysis;
}

/* The name that a note of the checker is about. */
static const char *noted_name(const SourceSet *sources, const Diag *note, Arena *arena) {
    const Source *source = sources_find(sources, note->pos);
    const char *text = source_text(source) + source_offset(source, note->pos);
    return arena_strndup(arena, text, strcspn(text, " \t\n,;:=)({}"));
}

static void collect_unused(const char *locale, const Analysis *analysis, UnusedVec *unused) {
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const Diags *diags = analysis_package(analysis, i)->diags;
        for (int k = 0; k < diags->list.len; k++) {
            const Diag *note = &diags->list.at[k];
            if (note->kind != DIAG_NOTE || !pos_known(note->pos)) {
                continue;
            }
            const char *name = noted_name(analysis_sources(analysis), note, unused->arena);
            const char *text =
                strcmp(note->code, "UnusedImport") == 0
                    ? arena_printf(unused->arena, tr(locale, "%s is not used yet, so the import is left out"), name)
                    : arena_printf(unused->arena, tr(locale, "%s is not used yet, so `_ = %s` ends its block"), name,
                                   name);
            VEC_PUSH(unused->arena, &unused->texts, text);
        }
    }
}

static bool has_notes(const Analysis *analysis) {
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        const Diags *diags = analysis_package(analysis, i)->diags;
        if (diags->error_count == 0 && diags->list.len > 0) {
            return true;
        }
    }
    return false;
}

Analysis *app_analyse_session(App *app, const AnalysisConfig *config, UnusedVec *unused, int *status) {
    Arena *arena = arena_new();
    const char *text = session_text(app->session, arena);
    AnalysisConfig lenient = *config;
    lenient.unused_is_note = true;
    Analysis *analysis = analyse_owned(app, "session.go", text, strlen(text), arena, &lenient, status);
    if (analysis == NULL || !has_notes(analysis)) {
        return analysis;
    }
    if (unused != NULL) {
        collect_unused(app->options.locale, analysis, unused);
    }
    Arena *kept = arena_new();
    Names *names = names_new();
    const char *settled = arena_strdup(
        kept, session_settle(text, analysis_package(analysis, 0)->diags, analysis_sources(analysis), names, kept));
    names_free(names);
    analysis_free(analysis);
    return analyse_owned(app, "session.go", settled, strlen(settled), kept, config, status);
}

const char *app_session_text(App *app, Arena *arena) {
    const AnalysisConfig config = {.level = 1, .inlining_off = true};
    int status;
    Analysis *analysis = app_analyse_session(app, &config, NULL, &status);
    if (analysis == NULL || analysis_package_count(analysis) == 0) {
        return session_text(app->session, arena);
    }
    const Package *package = analysis_package(analysis, 0)->package;
    const char *text = package != NULL && package->files.len > 0
                           ? arena_strdup(arena, source_text(package->files.at[0]->source))
                           : session_text(app->session, arena);
    analysis_free(analysis);
    return text;
}

/* Standard input can be read once, and is a package of its own. */
static bool inputs_combine(App *app, const char *const *args, int arg_count) {
    for (int i = 0; i < arg_count && arg_count > 1; i++) {
        if (strcmp(args[i], "-") == 0) {
            app_fail(app, 0, "- (standard input) can't be combined with other inputs");
            return false;
        }
    }
    return true;
}

Analysis *app_analyse(App *app, const AnalysisConfig *config, const char *const *args, int arg_count, int *status) {
    if (app->options.every_go) {
        *status = app_fail(app, STATUS_USAGE, "--go=all is for verify; name one version");
        return NULL;
    }
    if (arg_count == 0 && app->session != NULL) {
        return app_analyse_session(app, config, NULL, status);
    }
    if (arg_count == 0) {
        *status = app_fail(app, STATUS_USAGE, "name .go files, a folder or an import path, or - for standard input");
        return NULL;
    }
    if (!inputs_combine(app, args, arg_count)) {
        *status = STATUS_USAGE;
        return NULL;
    }
    const AnalysisInput input = {.args = (const char **)(size_t)args, .arg_count = arg_count};
    return analyse(app, &input, config, status);
}

static void one_text(Arena *arena, AnalysisInput *input, const char *name, const char *text, size_t length) {
    *input = (AnalysisInput){.names = ARENA_NEW(arena, const char *),
                             .texts = ARENA_NEW(arena, const char *),
                             .lengths = ARENA_NEW(arena, size_t),
                             .text_count = 1};
    input->names[0] = name;
    input->texts[0] = text;
    input->lengths[0] = length;
}

static const char *read_standard_input(Arena *arena, size_t *length) {
    StrBuf text = strbuf_new(arena);
    char block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, stdin)) > 0) {
        strbuf_add_n(&text, block, got);
    }
    *length = text.len;
    return strbuf_text(&text);
}

int app_input(App *app, Arena *arena, AnalysisInput *input) {
    const Options *options = &app->options;
    if (options->arg_count == 0 && app->session == NULL) {
        return app_fail(app, STATUS_USAGE, "name .go files, a folder or an import path, or - for standard input");
    }
    if (!inputs_combine(app, (const char *const *)options->args, options->arg_count)) {
        return STATUS_USAGE;
    }
    if (options->arg_count == 0) {
        const char *text = app_session_text(app, arena);
        one_text(arena, input, "session.go", text, strlen(text));
    } else if (strcmp(options->args[0], "-") == 0) {
        size_t length;
        const char *text = read_standard_input(arena, &length);
        one_text(arena, input, "<stdin>", text, length);
    } else {
        *input = (AnalysisInput){.args = (const char **)(size_t)options->args, .arg_count = options->arg_count};
    }
    return STATUS_OK;
}

void app_close(App *app) {
    for (size_t i = 0; i < sizeof app->worlds / sizeof app->worlds[0]; i++) {
        world_free(app->worlds[i]);
    }
    session_free(app->session);
    app->session = NULL;
}
