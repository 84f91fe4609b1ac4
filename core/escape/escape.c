/*
 * Escape analysis of a package: groups of functions bottom-up, each built into a graph, solved, reported.
 * gc: escape/escape.go.
 */
#include "core/escape/internal.h"

#include "core/base/abort.h"

/* Captured by value up to this size, when it is never assigned again. */
enum { BY_VALUE_MAX = 128 };

FuncFacts *func_facts(Escape *e, const Func *func) {
    FuncFacts *facts = map_get(e->facts, func);
    if (facts == NULL) {
        facts = ARENA_NEW(e->scratch, FuncFacts);
        map_set(e->facts, func, facts);
    }
    return facts;
}

bool func_in_batch(Escape *e, const Func *func) { return func_facts(e, func)->stage == FUNC_IN_BATCH; }

/* ---- building ---- */

static void init_func(Escape *e, Func *func) {
    func_facts(e, func)->stage = FUNC_IN_BATCH;
    e->func = func;
    e->loop_depth = 1;
    for (int i = 0; i < func->decls.len; i++) {
        location_new(e, func->decls.at[i]->node, true);
    }
    for (int i = 0; func->closure == NULL && i < func->closure_vars.len; i++) {
        location_new(e, func->closure_vars.at[i]->node, true); /* what the wrapper of a method value is handed */
    }
    for (int i = 0; i < func->results.len; i++) {
        location_of_var(e, func->results.at[i])->result_index = 1 + i;
    }
}

static void set_label(Escape *e, const char *name, LabelKind kind) {
    LabelKind *value = ARENA_NEW(e->scratch, LabelKind);
    *value = kind;
    strmap_set(e->labels, name, value);
}

/* A label that stands before a goto of it is the head of a loop. */
static bool find_label(void *context, Node *n) {
    Escape *e = context;
    if (n->label == NULL) {
        return true;
    }
    if (n->op == NODE_LABEL) {
        set_label(e, n->label, LABEL_FORWARD);
    } else if (n->op == NODE_GOTO && strmap_has(e->labels, n->label)) {
        set_label(e, n->label, LABEL_LOOP);
    }
    return true;
}

void walk_func(Escape *e, Func *func) {
    Func *outer = e->func;
    const int loop_depth = e->loop_depth;
    StrMap *labels = e->labels;
    e->func = func;
    e->loop_depth = 1;
    e->labels = strmap_new(e->scratch);
    for (int i = 0; i < func->body.len; i++) {
        node_walk(func->body.at[i], find_label, e);
    }
    build_block(e, &func->body);
    e->func = outer;
    e->loop_depth = loop_depth;
    e->labels = labels;
}

/* ---- literals ---- */

static void set_by_value(Var *var, bool by_value) {
    for (;; var = var->outer) {
        var->by_value = by_value;
        if (!var->is_closure_var || var->outer == NULL) {
            return;
        }
    }
}

static void flow_captures(Escape *e, const ClosureUse *use) {
    const Func *func = use->closure->func;
    for (int i = 0; i < func->closure_vars.len; i++) {
        Var *captured = func->closure_vars.at[i];
        Var *var = var_canonical(captured);
        Location *location = location_of_var(e, var);
        set_by_value(captured, !location->addrtaken && !location->reassigned && type_size(var->type) <= BY_VALUE_MAX);
        if (e->explains) {
            explain_capture(e, var, location);
        }
        Hole k = use->hole;
        if (!captured->by_value) {
            var->addrtaken = true; /* for what runs later: stores may reach it now */
            k = hole_addr(e, k, captured->node, WHY_REFERENCE);
        }
        flow(e, hole_note(e, k, captured->node, WHY_CAPTURED), location);
    }
}

/* ---- batches ---- */

static void init_batch(Escape *e, FuncVec funcs, bool recursive) {
    Batch *batch = ARENA_NEW(e->arena, Batch);
    for (int i = 0; i < funcs.len; i++) {
        VEC_PUSH(e->arena, &batch->funcs, funcs.at[i]);
    }
    batch->recursive = recursive;
    batch->heap.attributes = ATTR_ESCAPES | ATTR_PERSISTS | ATTR_MUTATES | ATTR_CALLS;
    batch->mutator.attributes = ATTR_MUTATES;
    batch->callee.attributes = ATTR_CALLS;
    e->batch = batch;
    e->closures.len = 0;
    e->labels = NULL;
}

static void build_batch(Escape *e) {
    const Batch *batch = e->batch;
    for (int i = 0; i < batch->funcs.len; i++) {
        init_func(e, batch->funcs.at[i]);
    }
    for (int i = 0; i < batch->funcs.len; i++) {
        if (!func_is_closure(batch->funcs.at[i], e->go)) {
            walk_func(e, batch->funcs.at[i]);
        }
    }
    /* All stores and addresses are known now, so captures can be decided. */
    for (int i = 0; i < e->closures.len; i++) {
        flow_captures(e, &e->closures.at[i]);
    }
}

static void force_escapes(Escape *e) {
    for (int i = 0; i < e->batch->locations.len; i++) {
        Location *location = e->batch->locations.at[i];
        Node *n = location->node;
        rewrite_with_literals(e, location->func, n);
        const Why why = heap_alloc_reason(e, n);
        if (why != WHY_NONE) {
            flow(e, hole_addr(e, heap_hole(e, why), n, why), location);
            location->forced = why;
        }
    }
}

static void analyse_batch(void *context, FuncVec funcs, bool recursive) {
    Escape *e = context;
    abort_poll();
    init_batch(e, funcs, recursive);
    build_batch(e);
    force_escapes(e);
    link_outgoing(e->batch);
    solve(e);
    if (e->config->keep_graph) {
        count_ways(e);
    }
    for (int i = 0; i < e->batch->funcs.len; i++) {
        tag_params(e, e->batch->funcs.at[i]);
    }
    report_locations(e);
    if (e->config->keep_graph) {
        VEC_PUSH(e->config->arena, &e->result->batches, e->batch);
    }
}

static Escape escape_new(const EscapeConfig *config, PackageIR *ir, EscapeResult *result) {
    const bool lasting = config->level > 0 || config->keep_graph;
    return (Escape){.config = config,
                    .go = config->go,
                    .ir = ir,
                    .result = result,
                    .arena = lasting ? config->arena : config->scratch,
                    .scratch = config->scratch,
                    .facts = map_new(config->scratch),
                    .assignments = map_new(config->scratch),
                    .wants_notes = config->level >= 2 || config->keep_graph,
                    .wants_origins = config->keep_graph,
                    .explains = config->level >= 2,
                    .result_limit = config->go->five_results ? 5 : LEAK_RESULTS_MAX};
}

void escape_package(const EscapeConfig *config, PackageIR *ir, EscapeResult *result) {
    Escape escape = escape_new(config, ir, result);
    const SccVisitor visitor = {.visit = analyse_batch, .context = &escape};
    visit_functions_bottom_up(config->scratch, ir, config->go, &visitor);
}

void escape_late(const EscapeConfig *config, PackageIR *ir, Func *func, EscapeResult *result) {
    Escape escape = escape_new(config, ir, result);
    FuncVec one = {0};
    VEC_PUSH(config->scratch, &one, func);
    analyse_batch(&escape, one, false);
}
