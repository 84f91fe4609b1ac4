/*
 * The passes over the IR before escape analysis, in gc's order. Loop variables, wrappers of go and defer
 * and static initialisation are the lowering's: they are part of how the IR is built here.
 * gc: gc/main.go.
 */
#include "core/passes/passes.h"

#include "core/passes/internal.h"

void passes_report(Passes *passes, VerdictKind kind, Func *func, Node *node, const char *text) {
    if (passes->config->level == 0) {
        return;
    }
    Verdict *verdict = ARENA_NEW(passes->arena, Verdict);
    verdict->kind = kind;
    verdict->pos = node->pos;
    verdict->text = text;
    verdict->func = func;
    verdict->node = node;
    VEC_PUSH(passes->arena, &passes->result->verdicts, verdict);
    VEC_PUSH(passes->arena, &passes->result->lines, ((Line){.pos = node->pos, .text = text, .verdict = verdict}));
}

void passes_list_functions(Passes *passes) {
    const PackageIR *ir = passes->ir;
    bool listed = ir->init == NULL;
    for (int i = 0; i < ir->funcs.len; i++) {
        listed = listed || ir->funcs.at[i] == ir->init;
    }
    if (!listed && passes->go->init_first) {
        VEC_PUSH(passes->scratch, &passes->all, ir->init);
    }
    for (int i = 0; i < ir->funcs.len; i++) {
        VEC_PUSH(passes->scratch, &passes->all, ir->funcs.at[i]);
    }
    if (!listed && !passes->go->init_first) {
        VEC_PUSH(passes->scratch, &passes->all, ir->init);
    }
}

/* A pass may have changed who assigns what. */
static void forget_reassigned(const Passes *passes) {
    for (int i = 0; i < passes->all.len; i++) {
        passes->all.at[i]->reassign_known = false;
    }
}

void passes_run(const EscapeConfig *config, PackageIR *ir, EscapeResult *result) {
    Passes passes = {.config = config,
                     .go = config->go,
                     .arena = config->arena,
                     .scratch = config->scratch,
                     .ir = ir,
                     .result = result};
    passes_list_functions(&passes);
    if (!config->go->trim_dead_code) {
        passes_dead_code(&passes);
    }
    forget_reassigned(&passes);
    for (int i = 0; i < ir->imprecise.len; i++) {
        passes_report(&passes, VERDICT_OTHER, NULL, ir->imprecise.at[i], "imprecise interface call");
    }
    passes_devirtualize(&passes);
    if (config->go->dead_locals) {
        passes_dead_locals(&passes);
    }
    forget_reassigned(&passes);
}
