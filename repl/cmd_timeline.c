/* timeline: sites × Go versions, and what changed where they differ. */
#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "core/load/load.h"
#include "core/study/timeline.h"
#include "repl/columns.h"
#include "repl/commands.h"
#include "repl/json.h"

enum { SCHEMA_VERSION = 1, CELL_WIDTH = 8, LABEL_MIN = 16 };

/* ---- Cells in a word ---- */

static const char *kind_word(VerdictKind kind) {
    switch (kind) {
    case VERDICT_MOVED: return "moved";
    case VERDICT_ESCAPES: return "escapes";
    case VERDICT_STAYS:
    case VERDICT_PARAM_STAYS: return "stays";
    case VERDICT_LEAKS: return "leaks";
    case VERDICT_LEAKS_CONTENT: return "content";
    case VERDICT_LEAKS_RESULT: return "result";
    case VERDICT_SELF_ASSIGNMENT: return "ignored";
    case VERDICT_ZERO_COPY: return "shared";
    case VERDICT_DEVIRTUALIZED: return "devirt";
    case VERDICT_BOUNDS: return "elided";
    case VERDICT_UINTPTR: return "uintptr";
    case VERDICT_OTHER: return "says";
    }
    return "says";
}

/* The strongest of a cell's words: that a value is on the heap, then that a parameter leaks. */
static const char *cell_word(const TimelineCell *cell) {
    const char *word = cell->lines.len > 0 ? kind_word(cell->lines.at[0].kind) : "–";
    for (int i = 1; i < cell->lines.len; i++) {
        const VerdictKind kind = cell->lines.at[i].kind;
        if (kind == VERDICT_MOVED || kind == VERDICT_ESCAPES || kind == VERDICT_LEAKS) {
            return kind_word(kind);
        }
    }
    return word;
}

static Style cell_style(const TimelineCell *cell) {
    const char *word = cell_word(cell);
    if (strcmp(word, "moved") == 0 || strcmp(word, "escapes") == 0) {
        return STYLE_HEAP;
    }
    return strcmp(word, "stays") == 0 ? STYLE_STACK : STYLE_PLAIN;
}

/* ---- The table ---- */

static int label_width(const Terminal *screen, const TimelinePackage *package) {
    const int room = terminal_text_width(screen) - CELL_WIDTH * goversion_count();
    int widest = LABEL_MIN;
    for (int i = 0; i < package->rows.len; i++) {
        const TimelineRow *row = &package->rows.at[i];
        char place[32];
        const int n = snprintf(place, sizeof place, "* %d:%d ", row->line, row->column);
        const int width = n + text_width(row->name, strlen(row->name)) + 2;
        widest = width > widest ? width : widest;
    }
    return widest < room ? widest : room > LABEL_MIN ? room : LABEL_MIN;
}

static void add_heading(const Terminal *screen, StrBuf *out, const char *file, int width) {
    StrBuf line = strbuf_new(out->arena);
    column_fit(&line, file, width);
    for (int v = 0; v < goversion_count(); v++) {
        column_fit(&line, goversion_at(v)->name, v + 1 < goversion_count() ? CELL_WIDTH : 4);
    }
    terminal_styled(screen, out, STYLE_BOLD, strbuf_text(&line));
    strbuf_byte(out, '\n');
}

/* What an error is in a cell: the version that the program needs, as in "go1.26+", where gc names one. */
static const char *error_word(Arena *arena, const char *error) {
    const char *needs = strstr(error, " requires go1.");
    if (needs == NULL) {
        return "error";
    }
    needs += strlen(" requires ");
    const size_t n = strlen("go1.") + strspn(needs + strlen("go1."), "0123456789");
    return arena_printf(arena, "%.*s+", (int)n, needs);
}

static void add_row(const Terminal *screen, StrBuf *out, const TimelinePackage *package, const TimelineRow *row,
                    int width) {
    StrBuf label = strbuf_new(out->arena);
    StrBuf cell = strbuf_new(out->arena);
    strbuf_printf(&label, "%s%d:%d %s", row->differs ? "* " : "  ", row->line, row->column, row->name);
    column_fit(out, strbuf_text(&label), width - 1);
    strbuf_byte(out, ' ');
    for (int v = 0; v < goversion_count(); v++) {
        const bool wrong = package->errors[v] != NULL;
        strbuf_clear(&cell);
        const char *word = wrong ? error_word(out->arena, package->errors[v]) : cell_word(&row->cells[v]);
        column_fit(&cell, word, v + 1 < goversion_count() ? CELL_WIDTH : text_width(word, strlen(word)));
        terminal_styled(screen, out, wrong ? STYLE_ERROR : cell_style(&row->cells[v]), strbuf_text(&cell));
    }
    strbuf_byte(out, '\n');
}

static void add_table(const Terminal *screen, StrBuf *out, const TimelinePackage *package) {
    const int width = label_width(screen, package);
    const char *file = NULL;
    for (int i = 0; i < package->rows.len; i++) {
        const TimelineRow *row = &package->rows.at[i];
        if (file == NULL || strcmp(file, row->file) != 0) {
            strbuf_add(out, file != NULL ? "\n" : "");
            file = row->file;
            add_heading(screen, out, file, width);
        }
        add_row(screen, out, package, row, width);
    }
}

/* ---- Errors, and what changed ---- */

/* Why a version does not compile the package, without the go line of go.mod, which differs in each; NULL: it does. */
static const char *reason(Arena *arena, const TimelinePackage *package, int v) {
    const char *error = v < goversion_count() ? package->errors[v] : NULL;
    const char *remark = error != NULL ? strstr(error, " (-lang was set to ") : NULL;
    return remark != NULL ? arena_strndup(arena, error, (size_t)(remark - error)) : error;
}

static void add_errors(const Terminal *screen, StrBuf *out, const TimelinePackage *package) {
    int last;
    for (int v = 0; v < goversion_count(); v = last + 1) {
        const char *why = reason(out->arena, package, v);
        last = v;
        for (const char *next; why != NULL && (next = reason(out->arena, package, last + 1)) != NULL;) {
            if (strcmp(why, next) != 0) {
                break;
            }
            last++;
        }
        if (why == NULL) {
            continue;
        }
        const char *which = last > v ? arena_printf(out->arena, tr(screen->locale, "%s to %s"), goversion_at(v)->name,
                                                    goversion_at(last)->name)
                                     : goversion_at(v)->name;
        terminal_styled(screen, out, STYLE_ERROR, which);
        terminal_wrap(screen, out, STYLE_PLAIN, text_width(which, strlen(which)), 4,
                      arena_printf(out->arena, tr(screen->locale, "  does not compile: %s"), why));
    }
}

static const char *behaviours_text(Arena *arena, const char *locale, const TimelineChange *change) {
    StrBuf out = strbuf_new(arena);
    for (int i = 0; i < change->behaviours.len; i++) {
        const int which = change->behaviours.at[i];
        const GoBehaviour *behaviour = gobehaviour_at(which);
        const bool gone = !gobehaviour_holds(which, goversion_at(change->to));
        strbuf_printf(&out, "%s%s%s (%s)", i > 0 ? tr(locale, "; and ") : "", gone ? tr(locale, "no longer: ") : "",
                      tr(locale, behaviour->sentence), behaviour->name);
    }
    return strbuf_text(&out);
}

static const char *reason_text(Arena *arena, const char *locale, const TimelineChange *change) {
    switch (change->reason) {
    case REASON_BEHAVIOUR: return behaviours_text(arena, locale, change);
    case REASON_TOGETHER:
        return arena_printf(arena, tr(locale, "only together: %s"), behaviours_text(arena, locale, change));
    case REASON_SOURCE: return tr(locale, "the library's source changed, not the compiler");
    case REASON_BOTH:
        return change->behaviours.len == 0 ? tr(locale, "the library's source changed, not the compiler")
                                           : arena_printf(arena, tr(locale, "the library's source changed; and %s"),
                                                          behaviours_text(arena, locale, change));
    case REASON_UNKNOWN: return tr(locale, "no named behaviour explains it: it is the way in which the two are built");
    }
    return "";
}

static bool same_change(const TimelineChange *a, const TimelineChange *b) {
    bool same =
        a->from == b->from && a->to == b->to && a->reason == b->reason && a->behaviours.len == b->behaviours.len;
    for (int i = 0; same && i < a->behaviours.len; i++) {
        same = a->behaviours.at[i] == b->behaviours.at[i];
    }
    return same;
}

static const TimelineChange *find_change(const TimelineRow *row, const TimelineChange *like) {
    for (int i = 0; i < row->changes.len; i++) {
        if (same_change(&row->changes.at[i], like)) {
            return &row->changes.at[i];
        }
    }
    return NULL;
}

static const char *cell_text(Arena *arena, const char *locale, const TimelineCell *cell) {
    StrBuf out = strbuf_new(arena);
    for (int i = 0; i < cell->lines.len; i++) {
        const TimelineLine *line = &cell->lines.at[i];
        strbuf_printf(&out, "%s%d", i > 0 ? "; " : "", line->line);
        if (line->column > 0) {
            strbuf_printf(&out, ":%d", line->column);
        }
        strbuf_printf(&out, ": %s", line->text);
    }
    return cell->lines.len > 0 ? strbuf_text(&out) : tr(locale, "nothing");
}

static void add_before_after(const Terminal *screen, StrBuf *out, const TimelineRow *row,
                             const TimelineChange *change) {
    strbuf_add(out, "    ");
    terminal_wrap(screen, out, STYLE_PLAIN, 4, 6,
                  arena_printf(out->arena, "%s → %s", cell_text(out->arena, screen->locale, &row->cells[change->from]),
                               cell_text(out->arena, screen->locale, &row->cells[change->to])));
}

/* All rows with this change, unless an earlier row had it too. */
static void add_change(const Terminal *screen, StrBuf *out, const TimelinePackage *package, int first,
                       const TimelineChange *change) {
    for (int i = 0; i < first; i++) {
        if (find_change(&package->rows.at[i], change) != NULL) {
            return;
        }
    }
    const char *versions =
        arena_printf(out->arena, "  %s → %s", goversion_at(change->from)->name, goversion_at(change->to)->name);
    terminal_styled(screen, out, STYLE_BOLD, versions);
    strbuf_add(out, "  ");
    terminal_wrap(screen, out, STYLE_PLAIN, text_width(versions, strlen(versions)) + 2, 4,
                  reason_text(out->arena, screen->locale, change));
    for (int i = first; i < package->rows.len; i++) {
        if (find_change(&package->rows.at[i], change) != NULL) {
            add_before_after(screen, out, &package->rows.at[i], change);
        }
    }
}

/* By versions, newest last. */
static void add_changes(const Terminal *screen, StrBuf *out, const TimelinePackage *package) {
    bool any = false;
    for (int to = 1; to < goversion_count(); to++) {
        for (int i = 0; i < package->rows.len; i++) {
            const TimelineRow *row = &package->rows.at[i];
            for (int k = 0; k < row->changes.len; k++) {
                if (row->changes.at[k].to != to) {
                    continue;
                }
                strbuf_add(out, any ? "" : tr(screen->locale, "\nWhat changed\n"));
                any = true;
                add_change(screen, out, package, i, &row->changes.at[k]);
            }
        }
    }
}

static void print_package(App *app, const TimelinePackage *package) {
    StrBuf out = strbuf_new(arena_new());
    int differ = 0;
    for (int i = 0; i < package->rows.len; i++) {
        differ += package->rows.at[i].differs;
    }
    add_table(&app->screen, &out, package);
    add_errors(&app->screen, &out, package);
    add_changes(&app->screen, &out, package);
    strbuf_printf(&out,
                  tr(app->screen.locale, "%s%d of %d sites differ between versions (* marks them; inlining off)\n"),
                  out.len > 0 ? "\n" : "", differ, package->rows.len);
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(out.arena);
}

/* ---- As JSON ---- */

static json_t *json_cell(const TimelineCell *cell, int version) {
    json_t *object = json_object();
    json_t *lines = json_array();
    json_object_set_new(object, "go", json_text(goversion_at(version)->name));
    for (int i = 0; i < cell->lines.len; i++) {
        const TimelineLine *line = &cell->lines.at[i];
        json_t *one = json_object();
        json_object_set_new(one, "line", json_integer(line->line));
        if (line->column > 0) {
            json_object_set_new(one, "column", json_integer(line->column));
        }
        json_object_set_new(one, "word", json_text(kind_word(line->kind)));
        json_object_set_new(one, "text", json_text(line->text));
        json_array_append_new(lines, one);
    }
    json_object_set_new(object, "lines", lines);
    return object;
}

static json_t *json_change(const TimelineChange *change) {
    static const char *const reasons[] = {"behaviour", "together", "source", "both", "unknown"};
    json_t *object = json_object();
    json_t *behaviours = json_array();
    for (int i = 0; i < change->behaviours.len; i++) {
        const int which = change->behaviours.at[i];
        json_t *one = json_object();
        json_object_set_new(one, "name", json_text(gobehaviour_at(which)->name));
        json_object_set_new(one, "sentence", json_text(gobehaviour_at(which)->sentence));
        json_object_set_new(one, "holds", json_boolean(gobehaviour_holds(which, goversion_at(change->to))));
        json_array_append_new(behaviours, one);
    }
    json_object_set_new(object, "from", json_text(goversion_at(change->from)->name));
    json_object_set_new(object, "to", json_text(goversion_at(change->to)->name));
    json_object_set_new(object, "reason", json_text(reasons[change->reason]));
    json_object_set_new(object, "behaviours", behaviours);
    return object;
}

static json_t *json_row(const TimelinePackage *package, const TimelineRow *row) {
    json_t *object = json_object();
    json_t *cells = json_array(), *changes = json_array();
    json_object_set_new(object, "file", json_text(row->file));
    json_object_set_new(object, "line", json_integer(row->line));
    json_object_set_new(object, "column", json_integer(row->column));
    json_object_set_new(object, "name", json_text(row->name));
    json_object_set_new(object, "differs", json_boolean(row->differs));
    for (int v = 0; v < goversion_count(); v++) {
        if (package->errors[v] == NULL) {
            json_array_append_new(cells, json_cell(&row->cells[v], v));
        }
    }
    for (int i = 0; i < row->changes.len; i++) {
        json_array_append_new(changes, json_change(&row->changes.at[i]));
    }
    json_object_set_new(object, "cells", cells);
    json_object_set_new(object, "changes", changes);
    return object;
}

static void print_json(App *app, const Timeline *timeline) {
    json_t *packages = json_array();
    for (int i = 0; i < timeline->packages.len; i++) {
        const TimelinePackage *package = &timeline->packages.at[i];
        json_t *object = json_object();
        json_t *errors = json_object(), *sites = json_array();
        for (int v = 0; v < goversion_count(); v++) {
            if (package->errors[v] != NULL) {
                json_object_set_new(errors, goversion_at(v)->name, json_text(package->errors[v]));
            }
        }
        for (int k = 0; k < package->rows.len; k++) {
            json_array_append_new(sites, json_row(package, &package->rows.at[k]));
        }
        json_object_set_new(object, "path", json_text(package->path));
        json_object_set_new(object, "errors", errors);
        json_object_set_new(object, "sites", sites);
        json_array_append_new(packages, object);
    }
    json_t *root = json_object();
    json_object_set_new(root, "schema", json_text("escapade-timeline"));
    json_object_set_new(root, "version", json_integer(SCHEMA_VERSION));
    json_object_set_new(root, "inlining", json_false());
    json_object_set_new(root, "packages", packages);
    json_print(app, root, JSON_INDENT(2));
}

/* ---- The command ---- */

/* --goroot is one version's library; those of the others are looked for. */
static const char **goroots_of(const App *app, Arena *arena) {
    const char **goroots = ARENA_ARRAY(arena, const char *, goversion_count());
    const char *given = app->options.goroot;
    const char *version = given != NULL ? load_goroot_version(arena, given) : NULL;
    const GoVersion *go = version != NULL ? goversion_find(version) : NULL;
    if (go != NULL) {
        goroots[goversion_index(go)] = given;
    }
    return goroots;
}

/* Whether it compiles in no version. */
static bool never_compiles(const TimelinePackage *package) {
    for (int v = 0; v < goversion_count(); v++) {
        if (package->errors[v] == NULL) {
            return false;
        }
    }
    return true;
}

static int show(App *app, const Timeline *timeline) {
    int status = STATUS_OK;
    if (app->options.json) {
        print_json(app, timeline);
    }
    for (int i = 0; i < timeline->packages.len; i++) {
        const TimelinePackage *package = &timeline->packages.at[i];
        if (never_compiles(package)) {
            status = app_fail(app, STATUS_WRONG, "%s", package->errors[goversion_count() - 1]);
        } else if (!app->options.json) {
            if (timeline->packages.len > 1) {
                fprintf(app->out, "%s# %s\n", i > 0 ? "\n" : "", package->path);
            }
            print_package(app, package);
        }
    }
    return status;
}

int cmd_timeline(App *app) {
    const Options *options = &app->options;
    if (options->every_go) {
        return app_fail(app, STATUS_USAGE, "timeline always shows all versions; leave --go away");
    }
    Arena *arena = arena_new();
    AnalysisInput input;
    int status = app_input(app, arena, &input);
    if (status == STATUS_OK) {
        const TimelineConfig config = {
            .input = input, .goroots = goroots_of(app, arena), .interrupted = &app->interrupted};
        Timeline timeline = {0};
        app->interrupted = false;
        const AbortReason reason = timeline_run(arena, &config, &timeline);
        status = reason == ABORT_NONE ? show(app, &timeline) : app_abort(app, reason);
    }
    arena_free(arena);
    return status;
}
