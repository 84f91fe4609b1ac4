/*
 * Expressions: what flows where when one is evaluated into a hole. All of it is visited, also what cannot flow,
 * because there may be sites and effects below.
 * gc: escape/expr.go.
 */
#include "core/escape/internal.h"

#include "core/base/abort.h"

/* ---- types ---- */

bool type_flows(Type *type) {
    if (type == NULL || type_is_untyped(type) || type->kind == TYPE_TUPLE) {
        return true;
    }
    return type_has_pointers(type);
}

static bool type_is_basic(Type *type, BasicKind kind) {
    if (type == NULL) {
        return false;
    }
    const Type *under = type_underlying(type);
    return under->kind == TYPE_BASIC && under->as.basic.kind == kind;
}

bool type_is_uintptr(Type *type) { return type_is_basic(type, BASIC_UINTPTR); }

bool type_is_unsafe_pointer(Type *type) { return type_is_basic(type, BASIC_UNSAFE_POINTER); }

static bool is_array(const Node *n) { return n->type != NULL && type_underlying(n->type)->kind == TYPE_ARRAY; }

/* ---- parts ---- */

void build_discard(Escape *e, Node *n) { build_expr(e, discard_hole(e), n); }

void build_discards(Escape *e, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        build_discard(e, list->at[i]);
    }
}

static void build_name(Escape *e, Hole k, Node *n) {
    const VarClass class = n->var->class;
    if (class != CLASS_FUNC && class != CLASS_EXTERN) {
        flow(e, k, location_of_var(e, n->var));
    }
}

static void build_index(Escape *e, Hole k, Node *n) {
    if (is_array(n->x)) {
        build_expr(e, hole_note(e, k, n, WHY_FIXED_ARRAY_INDEX_OF), n->x);
    } else {
        build_expr(e, hole_deref(e, k, n, WHY_DOT_OF_POINTER), n->x);
    }
    build_discard(e, n->y);
}

/* ---- conversions ---- */

static void build_conv(Escape *e, Hole k, Node *n) {
    if (type_is_unsafe_pointer(n->type) && type_is_uintptr(n->x->type)) {
        build_unsafe_value(e, k, n->x);
    } else {
        build_expr(e, k, n->x);
    }
}

static void build_conv_iface(Escape *e, Hole k, Node *n) {
    Type *type = n->x->type;
    if (type != NULL && !type_is_interface(type) && !type_is_direct_interface(type, e->go->one_word_direct)) {
        k = spill(e, k, n);
    }
    build_expr(e, hole_note(e, k, n, WHY_INTERFACE_CONVERTED), n->x);
}

static void build_method_value(Escape *e, Hole k, Node *n) {
    const Hole record = spill(e, k, n);
    Hole receiver = heap_hole(e, WHY_INTERFACE_METHOD);
    if (n->var != NULL) {
        /* Who calls it and where its results go is not known. */
        const Type *results = type_underlying(n->type)->as.signature.results;
        const int count = results->as.tuple.vars.len;
        Hole *at = ARENA_ARRAY(e->scratch, Hole, count);
        for (int i = 0; i < count; i++) {
            at[i] = heap_hole(e, WHY_UNKNOWN_CALL);
        }
        const Holes ks = {.len = count, .at = at};
        receiver = tag_hole(e, count > 0 ? &ks : NULL, n->var, 0);
    }
    const Hole both[] = {receiver, record};
    build_expr(e, hole_tee(e, both, 2), n->x);
}

/* ---- literals ---- */

static Node *element_value(Node *element) { return element->op == NODE_KEY ? element->y : element; }

static void build_elements(Escape *e, Hole k, Node *n, Why why) {
    for (int i = 0; i < n->list.len; i++) {
        build_expr(e, hole_note(e, k, n, why), element_value(n->list.at[i]));
    }
}

static void build_struct_literal(Escape *e, Hole k, Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        Node *element = n->list.at[i];
        build_expr(e, hole_note(e, k, n, WHY_STRUCT_LITERAL_ELEMENT),
                   element->op == NODE_STRUCTKEY ? element->x : element);
    }
}

static void build_map_literal(Escape *e, Hole k, Node *n) {
    spill(e, k, n);
    for (int i = 0; i < n->list.len; i++) {
        build_assign_heap(e, n->list.at[i]->x, WHY_MAP_LITERAL_KEY, n);
        build_assign_heap(e, n->list.at[i]->y, WHY_MAP_LITERAL_VALUE, n);
    }
}

static void build_closure(Escape *e, Hole k, Node *n) {
    Func *func = n->func;
    const ClosureUse use = {.hole = spill(e, k, n), .closure = n};
    VEC_PUSH(e->scratch, &e->closures, use);
    VEC_PUSH(e->arena, &e->batch->closures, n);
    if (!func_is_closure(func, e->go)) {
        return;
    }
    for (int i = 0; i < func->closure_vars.len; i++) {
        Location *location = location_of_var(e, func->closure_vars.at[i]);
        if (location->captured) {
            continue;
        }
        location->captured = true;
        /* What was assigned in straight line before the first capture happened before it. */
        if (location->loop_depth == e->loop_depth) {
            location->reassigned = false;
        }
    }
    walk_func(e, func);
}

/* ---- dispatch ---- */

static bool build_access(Escape *e, Hole k, Node *n) {
    switch ((int)n->op) {
    case NODE_DOT:
    case NODE_DOTMETH:
    case NODE_DOTINTER: build_expr(e, hole_note(e, k, n, WHY_DOT), n->x); return true;
    case NODE_DOTPTR: build_expr(e, hole_deref(e, k, n, WHY_DOT_OF_POINTER), n->x); return true;
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2:
    case NODE_DYNAMICDOTTYPE:
    case NODE_DYNAMICDOTTYPE2: build_expr(e, hole_dot_type(e, k, n->type, n, WHY_DOT), n->x); return true;
    case NODE_INDEX: build_index(e, k, n); return true;
    case NODE_INDEXMAP:
        build_discard(e, n->x);
        build_discard(e, n->y);
        return true;
    case NODE_SLICE:
    case NODE_SLICEARR:
    case NODE_SLICESTR:
    case NODE_SLICE3:
    case NODE_SLICE3ARR:
        build_expr(e, hole_note(e, k, n, WHY_SLICE), n->x);
        build_discards(e, &n->list);
        return true;
    case NODE_SLICEHEADER:
    case NODE_STRINGHEADER:
        build_expr(e, k, n->x);
        build_discard(e, n->y);
        build_discard(e, n->z);
        return true;
    default: return false;
    }
}

static bool build_conversion(Escape *e, Hole k, Node *n) {
    switch ((int)n->op) {
    case NODE_CONV:
    case NODE_CONVNOP: build_conv(e, k, n); return true;
    case NODE_CONVIFACE:
    case NODE_CONVIDATA: build_conv_iface(e, k, n); return true;
    case NODE_EFACE: build_expr(e, k, n->y); return true;
    case NODE_SPTR:
    case NODE_IDATA: build_expr(e, k, n->x); return true;
    case NODE_SLICE2ARR: build_expr(e, hole_deref(e, k, n, WHY_SLICE_TO_ARRAY), n->x); return true;
    case NODE_PAREN:
    case NODE_SLICE2ARRPTR: build_expr(e, k, n->x); return true;
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_BYTES2STR:
    case NODE_RUNES2STR:
    case NODE_RUNESTR:
        spill(e, k, n);
        build_discard(e, n->x);
        return true;
    case NODE_ADDSTR:
        spill(e, k, n);
        build_discards(e, &n->list);
        return true;
    default: return false;
    }
}

static bool build_allocation(Escape *e, Hole k, Node *n) {
    switch ((int)n->op) {
    case NODE_NEW: spill(e, k, n); return true;
    case NODE_MAKECHAN: build_discard(e, n->x); return true;
    case NODE_MAKESLICE:
    case NODE_MAKEMAP:
        spill(e, k, n);
        build_discard(e, n->x);
        build_discard(e, n->y);
        return true;
    case NODE_METHVALUE: build_method_value(e, k, n); return true;
    case NODE_PTRLIT: build_expr(e, spill(e, k, n), n->x); return true;
    case NODE_ARRAYLIT: build_elements(e, k, n, WHY_ARRAY_LITERAL_ELEMENT); return true;
    case NODE_SLICELIT: build_elements(e, spill(e, k, n), n, WHY_SLICE_LITERAL_ELEMENT); return true;
    case NODE_STRUCTLIT: build_struct_literal(e, k, n); return true;
    case NODE_MAPLIT: build_map_literal(e, k, n); return true;
    case NODE_CLOSURE: build_closure(e, k, n); return true;
    default: return false;
    }
}

static void build_operation(Escape *e, Hole k, Node *n) {
    switch ((int)n->op) {
    case NODE_BAD:
    case NODE_LITERAL:
    case NODE_NIL:
    case NODE_TYPE:
    case NODE_METHEXPR:
    case NODE_LINKSYMOFFSET:
    case NODE_DYNAMICTYPE: break;
    case NODE_NAME: build_name(e, k, n); break;
    case NODE_ADDR: build_expr(e, hole_addr(e, k, n, WHY_ADDRESS_OF), n->x); break;
    case NODE_DEREF: build_expr(e, hole_deref(e, k, n, WHY_INDIRECTION), n->x); break;
    case NODE_UNARY:
    case NODE_RECV: build_discard(e, n->x); break;
    case NODE_BINARY:
    case NODE_ANDAND:
    case NODE_OROR:
        build_discard(e, n->x);
        build_discard(e, n->y);
        break;
    default:
        if (!build_access(e, k, n) && !build_conversion(e, k, n) && !build_allocation(e, k, n)) {
            const Holes ks = {.len = 1, .at = &k};
            build_call(e, &ks, n);
        }
        break;
    }
}

void build_expr_only(Escape *e, Hole k, Node *n) {
    if (++e->depth > BUILD_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    if (k.derefs >= 0 && !type_flows(n->type)) {
        k.dst = &e->batch->blank;
    }
    build_operation(e, k, n);
    e->depth--;
}

void build_expr(Escape *e, Hole k, Node *n) {
    if (n != NULL) {
        build_stmts(e, &n->init);
        build_expr_only(e, k, n);
    }
}

/* ---- numbers that hide pointers ---- */

static void build_unsafe_binary(Escape *e, Hole k, Node *n) {
    switch ((int)n->oper) {
    case OP_ADD:
    case OP_SUB:
    case OP_OR:
    case OP_XOR:
    case OP_MUL:
    case OP_DIV:
    case OP_REM:
    case OP_AND:
    case OP_AND_NOT:
        build_unsafe_value(e, k, n->x);
        build_unsafe_value(e, k, n->y);
        break;
    case OP_SHL:
    case OP_SHR:
        build_unsafe_value(e, k, n->x);
        build_discard(e, n->y);
        break;
    default: build_expr_only(e, discard_hole(e), n); break;
    }
}

void build_unsafe_value(Escape *e, Hole k, Node *n) {
    if (n == NULL) {
        return;
    }
    if (++e->depth > BUILD_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    build_stmts(e, &n->init);
    switch ((int)n->op) {
    case NODE_CONV:
    case NODE_CONVNOP: build_expr(e, type_is_unsafe_pointer(n->x->type) ? k : discard_hole(e), n->x); break;
    case NODE_DOTPTR:
        if (is_reflect_header_data(n)) {
            build_expr(e, hole_deref(e, k, n, WHY_REFLECT_HEADER_DATA), n->x);
        } else {
            build_discard(e, n->x);
        }
        break;
    case NODE_PAREN: build_unsafe_value(e, k, n->x); break;
    case NODE_UNARY:
        if (n->oper == OP_NOT) {
            build_discard(e, n->x);
        } else {
            build_unsafe_value(e, k, n->x);
        }
        break;
    case NODE_BINARY: build_unsafe_binary(e, k, n); break;
    default: build_expr_only(e, discard_hole(e), n); break;
    }
    e->depth--;
}
