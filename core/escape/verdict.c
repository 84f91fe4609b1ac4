/*
 * Verdicts: gc's lines in gc's order, which is the order in which things were met, not that of the source.
 * gc: escape/escape.go finish.
 */
#include "core/escape/internal.h"

Verdict *report(Escape *e, VerdictKind kind, Pos pos, Func *func, Node *node, const char *text) {
    Verdict *verdict = ARENA_NEW(e->arena, Verdict);
    *verdict = (Verdict){.kind = kind, .pos = pos, .text = text, .func = func, .node = node};
    VEC_PUSH(e->config->arena, &e->result->verdicts, verdict);
    VEC_PUSH(e->config->arena, &e->result->lines, ((Line){.pos = pos, .text = text, .verdict = verdict}));
    return verdict;
}

const char *func_text(Escape *e, const Func *func) { return node_text(e->scratch, func->var->node, e->go, e->ir); }

/* The wrappers of go and defer are not the program's, nor are method wrappers. */
static bool is_silent(const Node *n) {
    return n->no_escape_site || (n->op == NODE_CLOSURE && (n->go_defer_wrapper || n->func->wrapper));
}

static void report_location(Escape *e, Location *location, bool escapes) {
    Node *n = location->node;
    const bool moved = n->op == NODE_NAME;
    if (is_silent(n) || (moved && !escapes)) {
        return;
    }
    const char *what = n->op == NODE_APPEND ? "append" : node_text(e->scratch, n, e->go, e->ir);
    const char *text = moved     ? arena_printf(e->arena, "moved to heap: %s", what)
                       : escapes ? arena_printf(e->arena, "%s escapes to heap", what)
                                 : arena_printf(e->arena, "%s does not escape", what);
    const VerdictKind kind = moved ? VERDICT_MOVED : escapes ? VERDICT_ESCAPES : VERDICT_STAYS;
    report(e, kind, n->pos, location->func, n, text)->location = location;
}

static void report_zero_copy(Escape *e, Location *location) {
    Node *n = location->node;
    if (e->go->zero_copy && n->op == NODE_STR2BYTES && (location->attributes & ATTR_MUTATES) == 0) {
        report(e, VERDICT_ZERO_COPY, n->pos, location->func, n, "zero-copy string->[]byte conversion")->location =
            location;
    }
}

void report_locations(Escape *e) {
    for (int i = 0; i < e->batch->locations.len; i++) {
        Location *location = e->batch->locations.at[i];
        Node *n = location->node;
        if (n == NULL) {
            continue;
        }
        const bool escapes = (location->attributes & ATTR_ESCAPES) != 0;
        const bool reusable = n->op == NODE_CLOSURE || n->op == NODE_METHVALUE || n->op == NODE_SLICELIT;
        n->transient = reusable && !escapes && (location->attributes & ATTR_PERSISTS) == 0;
        if (e->config->level > 0) {
            report_location(e, location, escapes);
            report_zero_copy(e, location);
        }
    }
}
