/*
 * Where parameters leak to: kept while solving, told to callers as tags, reported.
 * gc: escape/leaks.go; escape/escape.go paramTag, reportLeaks.
 */
#include "core/escape/internal.h"

#include <string.h>

/* A tag holds a count in a byte, with 0 for no flow. */
enum { DEREFS_MAX = 254 };

ParamTag leaks_none(void) {
    ParamTag tag = {.known = true, .heap = -1, .mutator = -1, .callee = -1};
    for (int i = 0; i < LEAK_RESULTS_MAX; i++) {
        tag.result[i] = -1;
    }
    return tag;
}

void leaks_add(int16_t *slot, int derefs) {
    if (*slot < 0 || derefs < *slot) {
        *slot = (int16_t)(derefs > DEREFS_MAX ? DEREFS_MAX : derefs);
    }
}

void leaks_add_result(ParamTag *leaks, int result, int derefs) { leaks_add(&leaks->result[result], derefs); }

void leaks_optimize(ParamTag *leaks) {
    if (leaks->heap < 0) {
        return;
    }
    int16_t *others[] = {&leaks->mutator, &leaks->callee};
    for (int i = 0; i < 2; i++) {
        if (*others[i] >= leaks->heap) {
            *others[i] = -1;
        }
    }
    for (int i = 0; i < LEAK_RESULTS_MAX; i++) {
        if (leaks->result[i] >= leaks->heap) {
            leaks->result[i] = -1;
        }
    }
}

const ParamTag *callee_tag(const Var *callee, int param) {
    const Func *func = callee->func;
    if (func != NULL && func->tags != NULL) {
        return param < func->params.len ? &func->tags[param] : NULL;
    }
    const Object *object = callee->object;
    if (object == NULL || object->kind != OBJ_FUNC) {
        return NULL;
    }
    const FuncInfo *info = object->as.func.info;
    if (info->tag_count == 0 && info->origin != NULL) {
        info = info->origin->as.func.info;
    }
    return param < info->tag_count ? &info->tags[param] : NULL;
}

/* ---- reports ---- */

static void report_param(Escape *e, VerdictKind kind, const Var *var, const char *text, int result, int derefs) {
    Verdict *verdict = report(e, kind, var->pos, var->func, var->node, text);
    verdict->location = var->location;
    verdict->result = result;
    verdict->derefs = derefs;
}

/* Literals of imported generic functions lose names that were made up, and show their package (1.19). */
static const char *result_name(const Escape *e, const Func *func, int index) {
    const char *name = func->results.at[index]->name;
    if (e->go->unified_ir || func->closure == NULL || !func->imported_body) {
        return name;
    }
    if (strncmp(name, "~r", 2) == 0) {
        return "<S>";
    }
    const char *shown = strncmp(name, "~b", 2) == 0 ? "_" : name;
    return arena_printf(e->arena, "%s.%s", func->package->name->text, shown);
}

static void report_leaks(Escape *e, const Func *func, const Var *var, const ParamTag *leaks) {
    bool any = false;
    if (leaks->heap >= 0) {
        const bool whole = leaks->heap == 0;
        report_param(e, whole ? VERDICT_LEAKS : VERDICT_LEAKS_CONTENT, var,
                     arena_printf(e->arena, whole ? "leaking param: %s" : "leaking param content: %s", var->name), 0,
                     leaks->heap);
        any = true;
    }
    for (int i = 0; i < e->result_limit && i < func->results.len; i++) {
        if (leaks->result[i] >= 0) {
            report_param(e, VERDICT_LEAKS_RESULT, var,
                         arena_printf(e->arena, "leaking param: %s to result %s level=%d", var->name,
                                      result_name(e, func, i), leaks->result[i]),
                         i, leaks->result[i]);
            any = true;
        }
    }
    if (!any) {
        report_param(e, VERDICT_PARAM_STAYS, var, arena_printf(e->arena, "%s does not escape", var->name), 0, 0);
    }
}

/* ---- tags ---- */

/* Written in the source; the blank name counts. */
static bool has_source_name(const Var *var) {
    return var->object == NULL || (var->object->name != NULL && var->object->name->len > 0);
}

static bool is_nameless(const Var *var) {
    return !has_source_name(var) || (var->object != NULL && var->object->name->blank) || strcmp(var->name, "_") == 0;
}

/* How lines about tags name a parameter; 1.19 counts unnamed ones and keeps the blank name. */
static const char *tag_name(Escape *e, const Var *var, int index) {
    if (e->go->unified_ir || !is_nameless(var)) {
        return var->name;
    }
    return has_source_name(var) ? "_" : arena_printf(e->arena, "arg#%d", index + 1);
}

static ParamTag everything(void) {
    ParamTag tag = leaks_none();
    tag.known = false;
    return tag;
}

static ParamTag tag_without_body(Escape *e, const Func *func, const Var *var, int index, bool diagnose) {
    const char *name = tag_name(e, var, index);
    if (type_is_uintptr(var->type)) {
        if (diagnose) {
            report_param(e, VERDICT_UINTPTR, var, arena_printf(e->arena, "assuming %s is unsafe uintptr", name), 0, 0);
        }
        return everything();
    }
    if (!type_has_pointers(var->type)) {
        return everything();
    }
    diagnose = diagnose && has_source_name(var);
    ParamTag tag = leaks_none();
    if ((func->pragma & PRAGMA_NOESCAPE) != 0) {
        if (diagnose) {
            report_param(e, VERDICT_PARAM_STAYS, var, arena_printf(e->arena, "%s does not escape", name), 0, 0);
        }
        if (e->go->mutator_callee) {
            tag.mutator = 0;
            tag.callee = 0;
        }
        return tag;
    }
    if (diagnose) {
        report_param(e, VERDICT_LEAKS, var, arena_printf(e->arena, "leaking param: %s", name), 0, 0);
    }
    tag.heap = 0;
    return tag;
}

/* A parameter of a //go:uintptrescapes function that is a number, or a list of numbers. */
static const char *escaping_number(const Var *var) {
    if (type_is_uintptr(var->type)) {
        return "uintptr";
    }
    const Type *under = type_underlying(var->type);
    return var->is_ddd && under->kind == TYPE_SLICE && type_is_uintptr(under->as.slice.elem) ? "...uintptr" : NULL;
}

static ParamTag tag_param(Escape *e, Func *func, Var *var, int index) {
    const bool instance = func->shaped && !(func->closure != NULL && e->config->go->literals_print_in_instances);
    const bool diagnose = e->config->level > 0 && !func->wrapper && !func->dupok && !instance;
    if (!func->has_body) {
        return tag_without_body(e, func, var, index, diagnose);
    }
    const char *number = (func->pragma & PRAGMA_UINTPTR_ESCAPES) != 0 ? escaping_number(var) : NULL;
    if (number != NULL) {
        if (diagnose) {
            report_param(e, VERDICT_UINTPTR, var,
                         arena_printf(e->arena, "marking %s as escaping %s", tag_name(e, var, index), number), 0, 0);
        }
        return everything();
    }
    if (!type_has_pointers(var->type)) {
        return everything();
    }
    if (is_nameless(var)) {
        return leaks_none();
    }
    Location *location = location_of_var(e, var);
    leaks_optimize(&location->leaks);
    if (diagnose && (location->attributes & ATTR_ESCAPES) == 0) {
        report_leaks(e, func, var, &location->leaks);
    }
    return location->leaks;
}

void tag_params(Escape *e, Func *func) {
    func_facts(e, func)->stage = FUNC_TAGGED;
    func->tags = ARENA_ARRAY(e->config->arena, ParamTag, func->params.len);
    for (int i = 0; i < func->params.len; i++) {
        func->tags[i] = tag_param(e, func, func->params.at[i], i);
    }
    FuncInfo *info = func->object != NULL && func->object->kind == OBJ_FUNC ? func->object->as.func.info : NULL;
    if (!func->has_body) {
        /* Such a function may be assembly that takes the number for the pointer it was. */
        func->pragma |= PRAGMA_UINTPTR_KEEPALIVE;
        if (info != NULL) {
            info->pragma |= PRAGMA_UINTPTR_KEEPALIVE;
        }
    }
    if (info != NULL && !func->shaped) {
        info->tag_count = func->params.len;
        info->tags = func->tags;
    }
}
