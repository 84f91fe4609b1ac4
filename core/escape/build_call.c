/*
 * Calls: of functions and of built-ins.
 * gc: escape/call.go call.
 */
#include "core/escape/internal.h"

#include <string.h>

static void build_argument(Escape *e, Hole k, Node *arg, Node *call, int param) {
    build_expr(e, hole_note(e, hole_argument(e, k, call, param), call, WHY_CALL_PARAMETER), arg);
}

static bool has_pointer_elements(const Node *n) {
    Type *under = n->type != NULL ? type_underlying(n->type) : NULL;
    return under != NULL && under->kind == TYPE_SLICE && type_has_pointers(under->as.slice.elem);
}

/* ---- functions ---- */

/* Results of callees whose bodies belong to the batch are locations of the graph. */
static void flow_results(Escape *e, const Holes *ks, const CalleeVec *callees) {
    for (int c = 0; c < callees->len; c++) {
        const Func *func = callees->at[c]->func;
        if (func == NULL || !func_in_batch(e, func)) {
            continue;
        }
        for (int i = 0; i < func->results.len && i < ks->len; i++) {
            build_expr(e, ks->at[i], func->results.at[i]->node);
        }
    }
}

static void build_callee(Escape *e, const Holes *ks, Node *call, bool known) {
    Hole k = discard_hole(e);
    for (int i = 0; !known && ks != NULL && i < ks->len; i++) {
        if (ks->at[i].dst != &e->batch->blank) {
            /* The results go somewhere, and any closure that flows here may have made them. */
            k = hole_note(e, callee_hole(e), call, WHY_CALLEE_OPERAND);
            break;
        }
    }
    build_expr(e, k, call->x);
}

/* A shape that holds pointers other than those of strings. */
static bool has_other_pointers(Type *type) {
    if (!type_has_pointers(type)) {
        return false;
    }
    const Type *under = type_underlying(type);
    switch ((int)under->kind) {
    case TYPE_BASIC: return under->as.basic.kind != BASIC_STRING;
    case TYPE_ARRAY: return has_other_pointers(under->as.array.elem);
    case TYPE_STRUCT:
        for (int i = 0; i < under->as.struct_.fields.len; i++) {
            if (has_other_pointers(under->as.struct_.fields.at[i]->type)) {
                return true;
            }
        }
        return false;
    default: return true;
    }
}

/* The library's way to say that an argument is hashed by its address. */
static bool escapes_for_hash(const CalleeVec *callees) {
    if (callees->len != 1 || callees->at[0]->package == NULL) {
        return false;
    }
    const char *path = callees->at[0]->package->path;
    const char *name = callees->at[0]->name;
    return (strcmp(path, "internal/abi") == 0 && strncmp(name, "EscapeNonString[", 16) == 0) ||
           (strcmp(path, "hash/maphash") == 0 && strncmp(name, "escapeForHash[", 14) == 0);
}

static void build_hashed_arguments(Escape *e, Node *call) {
    Node *value = call->list.at[1];
    const bool escapes = value->type == NULL || has_other_pointers(value->type);
    for (int i = 0; i < call->list.len; i++) {
        build_argument(e, escapes ? heap_hole(e, WHY_UNKNOWN_CALL) : discard_hole(e), call->list.at[i], call, i);
    }
}

void fix_variadic_call(Escape *e, Node *call) {
    const Type *signature = call->x->type != NULL ? type_underlying(call->x->type) : NULL;
    if (e->go->variadic_early || call->dots || signature == NULL || signature->kind != TYPE_SIGNATURE ||
        !signature->as.signature.variadic) {
        return;
    }
    const ObjectVec *params = &signature->as.signature.params->as.tuple.vars;
    const int fixed = params->len - 1;
    Node *slice = node_new(e->arena, NODE_NIL, call->pos, params->at[fixed]->type);
    NodeVec args = {0};
    for (int i = 0; i < call->list.len; i++) {
        if (i < fixed) {
            VEC_PUSH(e->arena, &args, call->list.at[i]);
            continue;
        }
        slice->op = NODE_SLICELIT;
        slice->implicit = true;
        slice->implicit_args = true;
        VEC_PUSH(e->arena, &slice->list, call->list.at[i]);
    }
    VEC_PUSH(e->arena, &args, slice);
    call->list = args;
    call->dots = true;
}

static void build_function_call(Escape *e, const Holes *ks, Node *call) {
    fix_variadic_call(e, call);
    CalleeVec callees = {0};
    find_callees(e, call, &callees);
    if (call->op == NODE_CALLFUNC && call->x->op == NODE_CLOSURE) {
        func_facts(e, call->x->func)->called_directly = true;
    }
    if (ks != NULL) {
        flow_results(e, ks, &callees);
    }
    int first = 0;
    if (call->op == NODE_CALLFUNC) {
        build_callee(e, ks, call, callees.len > 0);
    } else {
        build_argument(e, heap_hole(e, WHY_INTERFACE_METHOD), call->x->x, call, 0);
        first = 1;
    }
    if (escapes_for_hash(&callees) && call->list.len == 2) {
        build_hashed_arguments(e, call);
        return;
    }
    for (int i = 0; i < call->list.len; i++) {
        Node *arg = call->list.at[i];
        rewrite_argument(e, arg, call, &callees);
        build_argument(e, argument_hole(e, ks, &callees, i, call), arg, call, first + i);
    }
}

/* ---- built-ins ---- */

static void build_append(Escape *e, Hole k, Node *call) {
    Node *slice = call->list.at[0];
    Hole appendee = k;
    if (e->go->mutator_callee) {
        const Hole holes[] = {k, mutator_hole(e)};
        appendee = hole_tee(e, holes, 2);
    }
    if (has_pointer_elements(slice)) {
        const Hole old = hole_deref(e, heap_hole(e, WHY_APPENDEE_SLICE), call, WHY_APPENDEE_SLICE);
        const Hole holes[] = {appendee, old};
        appendee = hole_tee(e, holes, 2);
    }
    build_argument(e, appendee, slice, call, 0);
    for (int i = 1; i < call->list.len; i++) {
        Node *arg = call->list.at[i];
        Hole appended = call->dots ? discard_hole(e) : heap_hole(e, WHY_APPEND_ELEMENT);
        if (call->dots && has_pointer_elements(arg)) {
            appended = hole_deref(e, heap_hole(e, WHY_APPENDED_SLICE), call, WHY_APPENDED_SLICE);
        }
        build_argument(e, appended, arg, call, i);
    }
    if (e->go->append_site) {
        /* It is allocated at most once, so no loop is around it. */
        spill(e, k, call).dst->loop_depth = 0;
    }
}

static void build_copy(Escape *e, Node *call) {
    build_argument(e, mutator_hole(e), call->x, call, 0);
    Hole copied = discard_hole(e);
    if (has_pointer_elements(call->y)) {
        copied = hole_deref(e, heap_hole(e, WHY_COPIED_SLICE), call, WHY_COPIED_SLICE);
    }
    build_argument(e, copied, call->y, call, 1);
}

void build_call(Escape *e, const Holes *ks, Node *call) {
    const Hole k = ks != NULL && ks->len > 0 ? ks->at[0] : discard_hole(e);
    switch ((int)call->op) {
    case NODE_CALLFUNC:
    case NODE_CALLINTER: build_function_call(e, ks, call); break;
    case NODE_APPEND: build_append(e, k, call); break;
    case NODE_COPY: build_copy(e, call); break;
    case NODE_PANIC: build_argument(e, heap_hole(e, WHY_PANIC), call->x, call, 0); break;
    case NODE_CLEAR: build_argument(e, mutator_hole(e), call->x, call, 0); break;
    case NODE_MAX:
    case NODE_MIN:
        for (int i = 0; i < call->list.len; i++) {
            build_argument(e, hole_settle(e, k), call->list.at[i], call, i);
        }
        break;
    case NODE_UNSAFE_ADD:
    case NODE_UNSAFE_SLICE:
    case NODE_UNSAFE_STRING:
    case NODE_UNSAFE_SLICE_DATA:
    case NODE_UNSAFE_STRING_DATA:
        build_argument(e, hole_settle(e, k), call->x, call, 0);
        build_discard(e, call->y);
        break;
    default: /* the others keep nothing */
        build_discard(e, call->x);
        build_discard(e, call->y);
        build_discards(e, &call->list);
        break;
    }
}
