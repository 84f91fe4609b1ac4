/*
 * go and defer. The call has become one of a literal without parameters and results when the IR was built;
 * up to 1.19 that is done here, operand by operand.
 * gc: escape/call.go goDeferStmt; 1.19: wrapExpr.
 */
#include "core/escape/internal.h"

/* ---- the wrapper literal of 1.19 ---- */

static Node *new_wrapper(Escape *e, const Node *n) {
    Type *signature =
        type_new_signature(e->arena, NULL, e->config->universe->empty_tuple, e->config->universe->empty_tuple, false);
    Func *func = ARENA_NEW(e->arena, Func);
    Var *var = ARENA_NEW(e->arena, Var);
    func->var = var;
    func->name = arena_printf(e->arena, "%s.func%d", e->func->name, ++e->func->closure_counter);
    func->link_name = func->name;
    func->pos = n->pos;
    func->type = signature;
    func->outer = e->func;
    func->package = e->func->package;
    func->go = e->go;
    func->has_body = true;
    func->wrapper = true;
    func->go_defer_wrapper = true;
    var->class = CLASS_FUNC;
    var->name = func->name;
    var->pos = n->pos;
    var->type = signature;
    var->func = func;
    var->result_index = -1;
    var->node = node_new(e->arena, NODE_NAME, n->pos, signature);
    var->node->var = var;
    Node *closure = node_new(e->arena, NODE_CLOSURE, n->pos, signature);
    closure->func = func;
    closure->go_defer_wrapper = true;
    func->closure = closure;
    VEC_PUSH(e->arena, &func->body, n->x);
    return closure;
}

static bool stays_in_wrapper(const Node *arg) {
    switch ((int)arg->op) {
    case NODE_LITERAL:
    case NODE_NIL:
    case NODE_METHEXPR: return true;
    case NODE_NAME: return arg->var->class == CLASS_FUNC;
    default: return false;
    }
}

/* Evaluates an operand at the statement; the wrapper captures the temporary that holds it. */
static void capture_operand(Escape *e, Pos pos, Node **slot, Node *n, Func *wrapper) {
    Node *arg = *slot;
    if (stays_in_wrapper(arg)) {
        return;
    }
    Var *temp = copy_to_temp(e, pos, arg, &n->init);
    location_of_var(e, temp)->captured = true;
    Var *captured = ARENA_NEW(e->arena, Var);
    *captured = *temp;
    captured->func = wrapper;
    captured->pos = pos;
    captured->is_closure_var = true;
    captured->outer = temp;
    captured->location = NULL;
    captured->node = node_new(e->arena, NODE_NAME, pos, temp->type);
    captured->node->var = captured;
    VEC_PUSH(e->arena, &wrapper->closure_vars, captured);
    *slot = captured->node;
}

static void capture_argument(Escape *e, Node **slot, Node *call, Node *n, Func *wrapper) {
    Node *arg = *slot;
    if (arg->op != NODE_SLICELIT) {
        capture_operand(e, call->pos, slot, n, wrapper);
        return;
    }
    for (int i = 0; i < arg->list.len; i++) {
        Node *element = arg->list.at[i];
        capture_operand(e, arg->pos, element->op == NODE_KEY ? &element->y : &arg->list.at[i], n, wrapper);
    }
}

static void pass(Escape *e, Hole k, Node **slot, Node *call, Node *n, Func *wrapper) {
    capture_argument(e, slot, call, n, wrapper);
    build_expr(e, hole_note(e, hole_argument(e, k, call, 0), call, WHY_CALL_PARAMETER), *slot);
}

static void build_wrapped_function(Escape *e, Node *call, Node *n, Func *wrapper) {
    fix_variadic_call(e, call);
    CalleeVec callees = {0};
    find_callees(e, call, &callees);
    if (call->op == NODE_CALLFUNC) {
        if (call->x->op == NODE_CLOSURE) {
            func_facts(e, call->x->func)->called_directly = true;
        }
        pass(e, discard_hole(e), &call->x, call, n, wrapper);
    } else {
        pass(e, heap_hole(e, WHY_INTERFACE_METHOD), &call->x->x, call, n, wrapper);
    }
    for (int i = 0; i < call->list.len; i++) {
        const Hole k = argument_hole(e, NULL, &callees, i, call);
        rewrite_argument(e, call->list.at[i], call, &callees);
        pass(e, k, &call->list.at[i], call, n, wrapper);
    }
}

/* recover is told whose frame calls it. */
static void add_frame(Escape *e, Node *call) {
    Type *type = type_new_pointer(e->arena, e->config->universe->basic[BASIC_INT32]);
    Node *frame = node_new(e->arena, NODE_CONVNOP, call->pos, type);
    frame->x = node_new(e->arena, NODE_LINKSYMOFFSET, call->pos, e->config->universe->basic[BASIC_UINTPTR]);
    VEC_PUSH(e->arena, &call->list, frame);
}

static void build_wrapped_call(Escape *e, Node *call, Node *n, Func *wrapper) {
    switch ((int)call->op) {
    case NODE_CALLFUNC:
    case NODE_CALLINTER: build_wrapped_function(e, call, n, wrapper); return;
    case NODE_PANIC: pass(e, heap_hole(e, WHY_PANIC), &call->x, call, n, wrapper); return;
    case NODE_COPY: {
        pass(e, discard_hole(e), &call->x, call, n, wrapper);
        Type *under = type_underlying(call->y->type);
        Hole k = discard_hole(e);
        if (under->kind == TYPE_SLICE && type_has_pointers(under->as.slice.elem)) {
            k = hole_deref(e, heap_hole(e, WHY_COPIED_SLICE), call, WHY_COPIED_SLICE);
        }
        pass(e, k, &call->y, call, n, wrapper);
        return;
    }
    default:
        if (call->op == NODE_RECOVER) {
            add_frame(e, call);
        }
        if (call->x != NULL) {
            pass(e, discard_hole(e), &call->x, call, n, wrapper);
        }
        for (int i = 0; i < call->list.len; i++) {
            pass(e, discard_hole(e), &call->list.at[i], call, n, wrapper);
        }
        return;
    }
}

/* ---- the statement ---- */

static bool takes_and_gives_nothing(const Node *call) {
    if (call->op != NODE_CALLFUNC || call->x->type == NULL) {
        return false;
    }
    const Type *signature = type_underlying(call->x->type);
    return signature->as.signature.params->as.tuple.vars.len + signature->as.signature.results->as.tuple.vars.len == 0;
}

void build_go_defer(Escape *e, Node *n) {
    Hole k = heap_hole(e, n->op == NODE_GO ? WHY_GO_STATEMENT : WHY_DEFER_IN_LOOP);
    if (n->op == NODE_DEFER && e->loop_depth == 1 && !n->range_func) {
        /* Run once, at the end of this very frame: what it needs may stay here, but must stay until then. */
        k = hole_later(e, discard_hole(e));
    }
    Node *call = n->x;
    if (e->go->go_defer_early || takes_and_gives_nothing(call)) {
        build_stmts(e, &call->init);
        build_expr(e, k, call->x);
        return;
    }
    Node *closure = new_wrapper(e, n);
    build_stmts(e, &call->init);
    build_wrapped_call(e, call, n, closure->func);
    const ClosureUse use = {.hole = spill(e, k, closure), .closure = closure};
    VEC_PUSH(e->scratch, &e->closures, use);
    VEC_PUSH(e->arena, &e->batch->closures, closure);
    n->x = node_new(e->arena, NODE_CALLFUNC, call->pos, NULL); /* what messages show of the statement from now on */
    n->x->x = closure;
}
