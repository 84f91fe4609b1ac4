#include "core/base/diag.h"

#include <stdarg.h>
#include <string.h>

Diags diags_new(Arena *arena) { return (Diags){.arena = arena}; }

void diag_add(Diags *diags, DiagKind kind, Pos pos, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Diag diag = {.kind = kind, .pos = pos, .code = code, .text = arena_vprintf(diags->arena, format, args)};
    va_end(args);
    VEC_PUSH(diags->arena, &diags->list, diag);
    if (kind != DIAG_NOTE) {
        diags->error_count++;
    }
}

void diags_copy(Diags *to, const Diags *from) {
    for (int i = 0; i < from->list.len; i++) {
        Diag copy = from->list.at[i];
        copy.code = arena_strdup(to->arena, copy.code != NULL ? copy.code : "");
        copy.text = arena_strdup(to->arena, copy.text);
        VEC_PUSH(to->arena, &to->list, copy);
    }
    to->error_count += from->error_count;
}

enum { ERRORS_MAX = 10 };

static bool same_line(const SourceSet *sources, Pos a, Pos b) {
    const Place x = sources_place(sources, a);
    const Place y = sources_place(sources, b);
    return x.source == y.source && x.line == y.line;
}

/* Keeps the first ten errors as they were reported, one of equal ones of a line. Returns the position of the tenth,
 * POS_NONE when there are fewer. */
static Pos first_errors(Diags *diags, const SourceSet *sources) {
    const Diag *last = NULL;
    int kept = 0;
    int errors = 0;
    for (int i = 0; i < diags->list.len && (errors < ERRORS_MAX || diags->all_errors); i++) {
        const Diag diag = diags->list.at[i];
        const bool error = diag.kind != DIAG_NOTE;
        if (error && last != NULL && strcmp(last->text, diag.text) == 0 && same_line(sources, last->pos, diag.pos)) {
            continue;
        }
        errors += error;
        diags->list.at[kept++] = diag;
        last = error ? &diags->list.at[kept - 1] : last;
    }
    diags->list.len = kept;
    return errors < ERRORS_MAX || diags->all_errors ? POS_NONE : last->pos;
}

/* By position; those of one position stay in the order in which they were reported. */
static void sort_by_position(Diags *diags) {
    for (int i = 1; i < diags->list.len; i++) {
        const Diag diag = diags->list.at[i];
        int j = i;
        while (j > 0 && diags->list.at[j - 1].pos.offset > diag.pos.offset) {
            diags->list.at[j] = diags->list.at[j - 1];
            j--;
        }
        diags->list.at[j] = diag;
    }
}

void diags_sort(Diags *diags, const SourceSet *sources) {
    const Pos tenth = first_errors(diags, sources);
    sort_by_position(diags);
    int kept = 0;
    for (int i = 0; i < diags->list.len; i++) {
        const Diag diag = diags->list.at[i];
        const Diag *last = kept > 0 ? &diags->list.at[kept - 1] : NULL;
        if (last == NULL || !pos_equal(last->pos, diag.pos) || strcmp(last->text, diag.text) != 0) {
            diags->list.at[kept++] = diag;
        }
    }
    diags->list.len = kept;
    if (pos_known(tenth)) {
        diag_add(diags, DIAG_LIMIT, tenth, "TooManyErrors", "too many errors");
    }
}
