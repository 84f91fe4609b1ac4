#include "core/base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

Diags diags_new(Arena *arena) {
    return (Diags){.arena = arena};
}

void diag_add(Diags *diags, DiagKind kind, Pos pos, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Diag diag = {.kind = kind,
                 .pos = pos,
                 .code = code,
                 .text = arena_vprintf(diags->arena, format, args)};
    va_end(args);
    VEC_PUSH(diags->arena, &diags->list, diag);
    if (kind != DIAG_NOTE) {
        diags->error_count++;
    }
}

static int compare(const void *a, const void *b) {
    const Diag *x = a, *y = b;
    if (x->pos.offset != y->pos.offset) {
        return x->pos.offset < y->pos.offset ? -1 : 1;
    }
    return strcmp(x->text, y->text);
}

void diags_sort(Diags *diags, const SourceSet *sources) {
    if (diags->list.len < 2) {
        return;
    }
    qsort(diags->list.at, (size_t)diags->list.len, sizeof(Diag), compare);
    int kept = 0;
    for (int i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        const Diag *last = kept > 0 ? &diags->list.at[kept - 1] : NULL;
        if (last != NULL && strcmp(last->text, diag->text) == 0 &&
            sources_place(sources, last->pos).line == sources_place(sources, diag->pos).line) {
            continue;
        }
        diags->list.at[kept++] = *diag;
    }
    diags->list.len = kept;
}
