/*
 * Arguments: where the value of an argument goes, by the callee's tag or by its parameter itself; numbers
 * made from pointers for functions that want the pointers kept.
 * gc: escape/call.go tagHole, mergedTagHole, rewriteArgument, copyExpr.
 */
#include "core/escape/internal.h"

static void add_flow(Escape *e, Hole *holes, int *n, Hole to, int16_t derefs, const Var *callee, int param) {
    if (derefs >= 0) {
        holes[(*n)++] = hole_callee(e, hole_shift(to, derefs), callee, param);
    }
}

static Hole tagged_hole(Escape *e, const Holes *ks, const Var *callee, int param) {
    const ParamTag *tag = callee_tag(callee, param);
    Hole holes[3 + LEAK_RESULTS_MAX];
    int n = 0;
    if (tag == NULL || !tag->known) {
        add_flow(e, holes, &n, heap_hole(e, WHY_CALL_PARAMETER), 0, callee, param);
        return holes[0];
    }
    add_flow(e, holes, &n, heap_hole(e, WHY_CALL_PARAMETER), tag->heap, callee, param);
    if (e->go->mutator_callee) {
        add_flow(e, holes, &n, mutator_hole(e), tag->mutator, callee, param);
        add_flow(e, holes, &n, callee_hole(e), tag->callee, callee, param);
    }
    for (int i = 0; ks != NULL && i < e->result_limit && i < ks->len; i++) {
        add_flow(e, holes, &n, hole_settle(e, ks->at[i]), tag->result[i], callee, param);
    }
    return n > 0 ? hole_tee(e, holes, n) : hole_callee(e, discard_hole(e), callee, param);
}

Hole tag_hole(Escape *e, const Holes *ks, Var *callee, int param) {
    const Func *func = callee->func;
    if (func == NULL || !func_in_batch(e, func)) {
        return tagged_hole(e, ks, callee, param);
    }
    return param < func->params.len ? build_addr(e, func->params.at[param]->node) : discard_hole(e);
}

Hole argument_hole(Escape *e, const Holes *ks, const CalleeVec *callees, int param, const Node *call) {
    if (callees->len == 0) {
        return heap_hole(e, call->op == NODE_CALLINTER ? WHY_INTERFACE_METHOD : WHY_UNKNOWN_CALL);
    }
    if (callees->len == 1) {
        return tag_hole(e, ks, callees->at[0], param);
    }
    Hole *holes = ARENA_ARRAY(e->scratch, Hole, callees->len);
    for (int i = 0; i < callees->len; i++) {
        holes[i] = tag_hole(e, ks, callees->at[i], param);
    }
    return hole_tee(e, holes, callees->len);
}

/* ---- numbers made from pointers ---- */

static Var *new_temp(Escape *e, Pos pos, Type *type) {
    Func *func = e->func;
    Var *var = ARENA_NEW(e->arena, Var);
    var->class = CLASS_AUTO;
    var->name = arena_printf(e->arena, ".autotmp_%d", func->decls.len);
    var->pos = pos;
    var->type = type;
    var->func = func;
    var->package = func->package;
    var->qualified = func->imported_body;
    var->result_index = -1;
    var->autotemp = true;
    var->used = true;
    var->decl_index = func->decls.len;
    var->node = node_new(e->arena, NODE_NAME, pos, type);
    var->node->var = var;
    VEC_PUSH(e->arena, &func->decls, var);
    return var;
}

Var *copy_to_temp(Escape *e, Pos pos, Node *expr, NodeVec *init) {
    if (expr->op != NODE_NAME && pos_known(expr->pos)) {
        pos = expr->pos;
    }
    Var *temp = new_temp(e, pos, expr->type);
    Node *dcl = node_new(e->arena, NODE_DCL, pos, NULL);
    dcl->x = temp->node;
    Node *assign = node_new(e->arena, NODE_AS, pos, NULL);
    assign->x = temp->node;
    assign->y = expr;
    temp->defn = assign;
    VEC_PUSH(e->arena, init, dcl);
    VEC_PUSH(e->arena, init, assign);
    location_new(e, temp->node, true);
    build_stmt(e, dcl);
    build_stmt(e, assign);
    return temp;
}

static void keep_pointer(Escape *e, Node *arg, Node *call, unsigned pragma) {
    if (arg->op != NODE_CONVNOP || !type_is_uintptr(arg->type) || !type_is_unsafe_pointer(arg->x->type)) {
        return;
    }
    Var *temp = copy_to_temp(e, arg->pos, arg->x, &call->init);
    arg->x = temp->node;
    Hole k = mutator_hole(e);
    if ((pragma & PRAGMA_UINTPTR_ESCAPES) != 0) {
        k = hole_note(e, heap_hole(e, WHY_UINTPTR_ESCAPES), arg, WHY_UINTPTR_ESCAPES);
    }
    flow(e, k, location_of_var(e, temp));
}

void rewrite_argument(Escape *e, Node *arg, Node *call, const CalleeVec *callees) {
    unsigned pragma = 0;
    for (int i = 0; i < callees->len; i++) {
        pragma |= callee_pragma(callees->at[i]);
    }
    if ((pragma & (PRAGMA_UINTPTR_KEEPALIVE | PRAGMA_UINTPTR_ESCAPES)) == 0) {
        return;
    }
    if (arg->op != NODE_SLICELIT) {
        keep_pointer(e, arg, call, pragma);
        return;
    }
    for (int i = 0; i < arg->list.len; i++) {
        Node *element = arg->list.at[i];
        keep_pointer(e, element->op == NODE_KEY ? element->y : element, call, pragma);
    }
}
