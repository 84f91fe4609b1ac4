/*
 * "index bounds check elided": gc prints these lines while it compiles functions, after all of escape analysis. Each
 * statement is first put in order: calls and the like become temporaries in statements of their own. What is left of it
 * is compiled after them, and an index that has become a temporary is known by its type alone. So both have to be
 * followed: `order` copies to temporaries, which compiles them, `compile` goes through what has no temporary yet. gc:
 * walk/order.go, walk/walk.go; gc/compile.go enqueueFunc.
 */
#include <string.h>

#include "core/base/abort.h"
#include "core/passes/internal.h"

typedef struct Bounds {
    Passes *passes;
    const GoVersion *go;
    Func *func;
    FuncVec *closures; /* those met in the function, in order */
    Map *temps;        /* expressions that are in temporaries by now: set of Node* */
    Map *compiled;     /* indexes and literals that have been compiled: set of Node* */
    bool has_defer;    /* so far */
    int depth;
} Bounds;

static void compile_stmt(Bounds *b, Node *n);
static void order(Bounds *b, Node *n, Node *target);

static void enter(Bounds *b) {
    if (++b->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
}

static bool is_temp(const Bounds *b, const Node *n) { return n == NULL || map_has(b->temps, n); }

/* Nothing has to be computed for it. */
static bool is_leaf(const Bounds *b, const Node *n) {
    return is_temp(b, n) || n->op == NODE_NAME || n->op == NODE_LITERAL || n->op == NODE_NIL;
}

/* ---- Compiling expressions ---- */

static void compile(Bounds *b, Node *n);

static void compile_list(Bounds *b, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        compile(b, list->at[i]);
    }
}

static void compile_operands(Bounds *b, Node *n) {
    compile(b, n->x);
    compile(b, n->y);
    compile(b, n->z);
    compile_list(b, &n->list);
    compile_list(b, &n->rlist);
}

static void compile_once(Bounds *b, Node *n) {
    if (map_has(b->compiled, n)) {
        return;
    }
    if (n->op == NODE_CLOSURE) {
        map_set(b->compiled, n, n);
        if (n->func->closure_vars.len > 0) {
            VEC_PUSH(b->passes->scratch, b->closures, n->func);
        }
    } else if (bounds_elided(n, is_temp(b, n->y))) {
        map_set(b->compiled, n, n);
        passes_report(b->passes, VERDICT_BOUNDS, b->func, n, "index bounds check elided");
    }
}

static void copy(Bounds *b, Node *n) {
    if (!is_leaf(b, n)) {
        compile(b, n);
        map_set(b->temps, n, n);
    }
}

/* Makes n such that it may be computed twice: what is inside its selectors, dereferences and indexes is copied. Returns
 * whether anything was. gc: walk/expr.go safeExpr. */
static bool save(Bounds *b, Node *n) {
    if (is_leaf(b, n)) {
        return false;
    }
    bool saved;
    switch ((int)n->op) {
    case NODE_LEN:
    case NODE_CAP:
    case NODE_DOT:
    case NODE_DOTPTR:
    case NODE_DEREF: saved = save(b, n->x); break;
    case NODE_INDEX:
        saved = save(b, n->x);
        saved |= save(b, n->y);
        break;
    case NODE_INDEXMAP:
        saved = save(b, n->x);
        if (temporaries_map_key(type_underlying(n->x->type)) == MAP_KEY_CONVERTED && !is_leaf(b, n->y)) {
            copy(b, n->y);
            saved = true;
        } else {
            saved |= save(b, n->y);
        }
        break;
    default: copy(b, n); return true;
    }
    if (saved) {
        compile(b, n);
    }
    return saved;
}

static void compile_saved(Bounds *b, Node *n) {
    if (n != NULL) {
        save(b, n);
        compile(b, n);
    }
}

/* The size in append(x, make([]T, size)...); NULL for other calls. gc: walk/assign.go isAppendOfMake. */
static Node *appended_size(const Node *append) {
    if (!append->dots || append->list.len != 2) {
        return NULL;
    }
    const Node *make = append->list.at[1];
    if (make->op != NODE_MAKESLICE || make->y != NULL || !type_is_integer(make->x->type)) {
        return NULL;
    }
    return make->x;
}

static void compile_append(Bounds *b, const Node *n, int first) {
    Node *size = appended_size(n);
    for (int i = first; i < n->list.len; i++) {
        Node *arg = n->list.at[i];
        if (i == 1 && size != NULL) {
            const Type *type = type_underlying(size->type);
            if (type->kind == TYPE_BASIC && type->as.basic.kind == BASIC_INT && size->type == type) {
                save(b, size);
            }
            arg = size;
            compile(b, arg);
        } else {
            compile_saved(b, arg);
        }
    }
}

static bool is_interface(Type *type) { return type != NULL && type_underlying(type)->kind == TYPE_INTERFACE; }

static int64_t constant_length(const Node *n) {
    if (n->op != NODE_LITERAL || n->value == NULL || value_kind(n->value) != VALUE_STRING) {
        return -1;
    }
    size_t length;
    value_as_string(n->value, &length);
    return (int64_t)length;
}

/* Interfaces are computed from right to left; a string that is compared with a short constant is used several times.
 * gc: walk/compare.go walkCompare, walkCompareInterface, walkCompareString. */
static void compile_comparison(Bounds *b, Node *n) {
    enum { BYTE_BY_BYTE_MAX = 16 };
    if (is_interface(n->x->type) && is_interface(n->y->type) && n->x->op != NODE_NIL && n->y->op != NODE_NIL) {
        compile(b, n->y);
        compile(b, n->x);
        return;
    }
    if ((n->oper == OP_EQL || n->oper == OP_NEQ) && n->x->type != NULL && type_is_string(n->x->type)) {
        const int64_t left = constant_length(n->x);
        const int64_t length = left >= 0 ? left : constant_length(n->y);
        if (length > 0 && length <= BYTE_BY_BYTE_MAX) {
            save(b, left >= 0 ? n->y : n->x);
        }
    }
    compile_operands(b, n);
}

static bool is_comparison(const Node *n) {
    return n->op == NODE_BINARY && (n->oper == OP_EQL || n->oper == OP_NEQ || n->oper == OP_LSS || n->oper == OP_LEQ ||
                                    n->oper == OP_GTR || n->oper == OP_GEQ);
}

/* The loop over a function that defers does so in the function around it. */
static bool defers_from_loop(const Node *call) {
    const Object *callee = call->x->op == NODE_NAME ? call->x->var->object : NULL;
    return callee != NULL && callee->package != NULL && strcmp(callee->package->path, "runtime") == 0 &&
           strcmp(callee->name->text, "deferrangefunc") == 0;
}

static void compile(Bounds *b, Node *n) {
    if (is_leaf(b, n)) {
        return;
    }
    enter(b);
    switch ((int)n->op) {
    case NODE_INDEX:
        compile(b, n->x);
        compile(b, n->y);
        compile_once(b, n);
        break;
    case NODE_CLOSURE: compile_once(b, n); break;
    case NODE_APPEND: compile_append(b, n, 0); break;
    case NODE_MAKESLICE:
        if (n->y == NULL || b->go->make_capacity_saved) {
            save(b, n->x);
            save(b, n->y);
        }
        compile_operands(b, n);
        break;
    case NODE_UNSAFE_SLICE:
    case NODE_UNSAFE_STRING:
        save(b, n->x);
        save(b, n->y);
        compile_operands(b, n);
        break;
    case NODE_CALLFUNC:
        b->has_defer |= defers_from_loop(n);
        if (n->x->op == NODE_CLOSURE) {
            n->x->func->called_directly = true;
        }
        compile_operands(b, n);
        break;
    default:
        if (is_comparison(n)) {
            compile_comparison(b, n);
        } else {
            compile_operands(b, n);
        }
    }
    b->depth--;
}

/* ---- Ordering expressions ---- */

static void compile_stmts(Bounds *b, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        if (list->at[i] != NULL) {
            compile_stmt(b, list->at[i]);
        }
    }
}

static void order_list(Bounds *b, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        order(b, list->at[i], NULL);
    }
}

/* Also the parts of a call, which itself is not copied. */
static void order_operands(Bounds *b, Node *n) {
    order(b, n->x, NULL);
    order(b, n->y, NULL);
    order(b, n->z, NULL);
    order_list(b, &n->list);
    order_list(b, &n->rlist);
}

/* A name or constant, or the length of one. */
static void make_cheap(Bounds *b, Node *n) {
    if (!is_leaf(b, n) && (n->op == NODE_LEN || n->op == NODE_CAP)) {
        make_cheap(b, n->x);
    } else {
        copy(b, n);
    }
}

/* A constant becomes data of its own, each time it stands there. */
static void copy_for_address(Bounds *b, Node *n) {
    if (n->op == NODE_LITERAL || n->op == NODE_NIL) {
        map_set(b->temps, n, n);
    } else if (!is_temp(b, n) && temporaries_for_address(n, b->go)) {
        copy(b, n);
    }
}

static void copy_map_key(Bounds *b, Node *key, Type *map) {
    const MapKey form = temporaries_map_key(type_underlying(map));
    if (form == MAP_KEY_BY_ADDRESS) {
        copy_for_address(b, key);
    } else if (form == MAP_KEY_COPIED) {
        copy(b, key);
    }
}

/* A []byte that is used as a string in the key of a map access, so that the access has to come at once. */
static bool has_borrowed_string(const Node *key) {
    switch ((int)key->op) {
    case NODE_BYTES2STR: return true;
    case NODE_STRUCTLIT:
    case NODE_ARRAYLIT:
        for (int i = 0; i < key->list.len; i++) {
            const Node *part = key->list.at[i];
            part = part->op == NODE_KEY ? part->y : part->op == NODE_STRUCTKEY ? part->x : part;
            if (has_borrowed_string(part)) {
                return true;
            }
        }
        return false;
    default: return false;
    }
}

typedef struct TempSearch {
    const Bounds *bounds;
    bool found;
} TempSearch;

static bool look_for_temp(void *context, Node *n) {
    TempSearch *search = context;
    search->found |= map_has(search->bounds->temps, n);
    return !search->found;
}

/* x op= y in place: nothing in the two is copied to different temporaries. */
static bool is_same(const Bounds *b, Node *target, Node *n) {
    TempSearch search = {.bounds = b};
    node_walk(target, look_for_temp, &search);
    return !search.found && node_same_safe(target, n);
}

/* A value that can be constant data. gc: walk/complit.go isStaticCompositeLiteral. */
static bool is_static(const Node *n) {
    switch ((int)n->op) {
    case NODE_LITERAL:
    case NODE_NIL: return true;
    case NODE_CONVIFACE:
        while (n->op == NODE_CONVIFACE) {
            n = n->x;
        }
        return is_interface(n->type) ? n->op == NODE_NIL : is_static(n);
    case NODE_STRUCTLIT:
    case NODE_ARRAYLIT:
        for (int i = 0; i < n->list.len; i++) {
            const Node *part = n->list.at[i];
            if (!is_static(part->op == NODE_KEY ? part->y : part->op == NODE_STRUCTKEY ? part->x : part)) {
                return false;
            }
        }
        return true;
    default: return false;
    }
}

/* Entries that are not constant are stored one by one. */
static void order_map_literal(Bounds *b, Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        const Node *entry = n->list.at[i];
        if (!is_static(entry->x) || !is_static(entry->y)) {
            order(b, entry->x, NULL);
            copy_map_key(b, entry->x, n->type);
            order(b, entry->y, NULL);
            make_cheap(b, entry->y);
            compile(b, entry->x);
        }
    }
    map_set(b->temps, n, n);
}

static void order_slice(Bounds *b, Node *n, Node *target) {
    order(b, n->x, NULL);
    for (int i = 0; i < n->list.len; i++) {
        order(b, n->list.at[i], NULL);
        make_cheap(b, n->list.at[i]);
    }
    if (target == NULL || !(target->op == NODE_NAME || is_same(b, target, n->x))) {
        copy(b, n);
    }
}

static void order_append(Bounds *b, Node *n, Node *target) {
    Node *size = appended_size(n);
    if (size != NULL) {
        order(b, n->list.at[0], NULL);
        order(b, size, NULL);
    } else {
        order_list(b, &n->list);
    }
    if (target == NULL || !(target->op == NODE_NAME || is_same(b, target, n->list.at[0]))) {
        copy(b, n);
    }
}

/* Puts n in order; target: the variable that it is assigned to. gc: walk/order.go expr1. */
static void order(Bounds *b, Node *n, Node *target) {
    if (n == NULL) {
        return;
    }
    enter(b);
    compile_stmts(b, &n->init);
    switch ((int)n->op) {
    case NODE_INDEXMAP:
        order_operands(b, n);
        copy_map_key(b, n->y, n->x->type);
        if (!n->assigned && has_borrowed_string(n->y)) {
            copy(b, n);
        }
        break;
    case NODE_CONVIFACE:
    case NODE_CONVIDATA:
        order(b, n->x, NULL);
        if (!is_interface(n->x->type) && temporaries_boxed_by_address(n->x->type)) {
            copy_for_address(b, n->x);
        }
        break;
    case NODE_ANDAND:
    case NODE_OROR:
        order(b, n->x, NULL);
        compile(b, n->x);
        order(b, n->y, NULL);
        copy(b, n);
        break;
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_CALLMETH:
    case NODE_CAP:
    case NODE_COMPLEX:
    case NODE_COPY:
    case NODE_IMAG:
    case NODE_LEN:
    case NODE_MAKECHAN:
    case NODE_MAKEMAP:
    case NODE_MAKESLICE:
    case NODE_MAX:
    case NODE_MIN:
    case NODE_NEW:
    case NODE_REAL:
    case NODE_RECOVER:
    case NODE_RECV:
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
        order_operands(b, n);
        copy(b, n);
        break;
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2:
        order_operands(b, n);
        if (!type_is_direct_interface(n->type, b->go->one_word_direct)) {
            copy(b, n);
        }
        break;
    case NODE_APPEND: order_append(b, n, target); break;
    case NODE_SLICE:
    case NODE_SLICEARR:
    case NODE_SLICESTR:
    case NODE_SLICE3:
    case NODE_SLICE3ARR: order_slice(b, n, target); break;
    case NODE_MAPLIT: order_map_literal(b, n); break;
    case NODE_CLOSURE: break;
    default:
        order_operands(b, n);
        if (is_comparison(n) && n->x->type != NULL) {
            const TypeKind kind = type_underlying(n->x->type)->kind;
            if (kind == TYPE_STRUCT || kind == TYPE_ARRAY) {
                copy_for_address(b, n->x);
                copy_for_address(b, n->y);
            }
        }
    }
    b->depth--;
}

static void order_and_compile(Bounds *b, Node *n) {
    order(b, n, NULL);
    compile(b, n);
}

/* ---- Assignments ---- */

/* The value of a map's element, or the values appended to it, are computed before the element is made. */
static void compute_map_value(Bounds *b, Node *value) {
    if (value == NULL || value->op != NODE_APPEND || is_temp(b, value)) {
        make_cheap(b, value);
        return;
    }
    for (int i = 1; i < value->list.len; i++) {
        make_cheap(b, value->list.at[i]);
    }
}

static bool appends_in_map(const Bounds *b, const Node *n) {
    return n->x->op == NODE_INDEXMAP && n->y != NULL && n->y->op == NODE_APPEND && !is_temp(b, n->y) &&
           is_same(b, n->x, n->y->list.at[0]);
}

static void compile_assign(Bounds *b, Node *n) {
    const bool once = b->go->append_in_map_once && appends_in_map(b, n);
    order(b, n->x, NULL);
    if (once) {
        make_cheap(b, n->x->x);
        make_cheap(b, n->x->y);
        for (int i = 1; i < n->y->list.len; i++) {
            order(b, n->y->list.at[i], NULL);
        }
    } else {
        order(b, n->y, n->x);
    }
    const bool in_map = once || appends_in_map(b, n);
    if (n->x->op == NODE_INDEXMAP) {
        compute_map_value(b, n->y);
    }
    compile(b, n->x);
    if (in_map) {
        compile_append(b, n->y, 1);
    } else {
        compile(b, n->y);
    }
}

static void compile_assign_op(Bounds *b, Node *n) {
    order(b, n->x, NULL);
    order(b, n->y, NULL);
    if (n->x->op == NODE_INDEXMAP) {
        if (n->oper == OP_DIV || n->oper == OP_REM) {
            make_cheap(b, n->x->x);
            make_cheap(b, n->x->y);
        }
        make_cheap(b, n->y);
    }
    compile(b, n->x);
    compile(b, n->y);
}

static void save_if_reached(Bounds *b, const Stores *stores, Node *n) {
    if (n != NULL && stores_reach(stores, n)) {
        copy(b, n);
    }
}

/* Goes inwards through array elements and fields, which belong to the variable or pointer at the core. */
static Node *save_target(Bounds *b, const Stores *stores, Node *target) {
    for (;;) {
        if (target->op == NODE_INDEX && type_underlying(target->x->type)->kind == TYPE_ARRAY) {
            save_if_reached(b, stores, target->y);
            target = target->x;
        } else if (target->op == NODE_PAREN || target->op == NODE_DOT) {
            target = target->x;
        } else {
            break;
        }
    }
    if (target->op == NODE_INDEX || target->op == NODE_INDEXMAP || target->op == NODE_DEREF ||
        target->op == NODE_DOTPTR) {
        save_if_reached(b, stores, target->x);
        save_if_reached(b, stores, target->y);
    }
    return target;
}

/* Pair by pair: what of it is copied, the target, the value. Values that are missing are temporaries. ordered: the
 * targets have been put in order. gc: walk/assign.go ascompatee. */
static void compile_pairs(Bounds *b, const NodeVec *targets, const NodeVec *values, bool ordered) {
    Stores *stores = stores_new(b->passes->scratch, b->temps);
    for (int i = 0; i < targets->len; i++) {
        Node *target = targets->at[i], *value = values != NULL && i < values->len ? values->at[i] : NULL;
        if (target == NULL) {
            compile(b, value);
            continue;
        }
        if (!ordered) {
            order(b, target, NULL);
        }
        const Node *core = save_target(b, stores, target);
        save_if_reached(b, stores, value);
        compile(b, target);
        compile(b, value);
        stores_add(stores, core, b->has_defer);
    }
}

static void compile_assign_list(Bounds *b, const Node *n) {
    order_list(b, &n->list);
    order_list(b, &n->rlist);
    compile_pairs(b, &n->list, &n->rlist, true);
}

/* The results go to temporaries first, those to the targets. */
static void compile_assign_results(Bounds *b, const Node *n) {
    Node *source = n->rlist.at[0];
    order_list(b, &n->list);
    compile_stmts(b, &source->init);
    order_operands(b, source);
    if (source->op == NODE_INDEXMAP) {
        copy_map_key(b, source->y, source->x->type);
    }
    compile(b, source);
    NodeVec targets = {0};
    for (int i = 0; i < n->list.len; i++) {
        if (n->list.at[i] != NULL && !node_is_blank(n->list.at[i])) {
            VEC_PUSH(b->passes->scratch, &targets, n->list.at[i]);
        }
    }
    compile_pairs(b, &targets, NULL, true);
}

static void compile_return(Bounds *b, const Node *n) {
    order_list(b, &n->list);
    if (n->list.len != b->func->results.len) {
        compile_list(b, &n->list);
        return;
    }
    NodeVec results = {0}, values = {0};
    for (int i = 0; i < n->list.len; i++) {
        Node *result = b->func->results.at[i]->node, *value = n->list.at[i];
        if (value->op != NODE_NAME || value->var != result->var) {
            VEC_PUSH(b->passes->scratch, &results, result);
            VEC_PUSH(b->passes->scratch, &values, value);
        }
    }
    compile_pairs(b, &results, &values, true);
}

/* ---- Other statements ---- */

/* The comparisons of all clauses stand before their bodies. */
static void compile_switch(Bounds *b, const Node *n) {
    order_and_compile(b, n->x);
    for (int i = 0; i < n->list.len; i++) {
        const NodeVec *cases = &n->list.at[i]->list;
        for (int j = 0; j < cases->len; j++) {
            order_and_compile(b, cases->at[j]);
        }
    }
    for (int i = 0; i < n->list.len; i++) {
        compile_stmts(b, &n->list.at[i]->body);
    }
}

/* The variables that receive belong to the clause's body. */
static void compile_clause(Bounds *b, const Node *clause) {
    if (clause->x != NULL && clause->x->op == NODE_SELRECV2) {
        for (int i = 0; i < clause->x->list.len; i++) {
            order_and_compile(b, clause->x->list.at[i]);
        }
    }
    compile_stmts(b, &clause->body);
}

/* Channels and values are copied in order. */
static void order_comm(Bounds *b, Node *comm) {
    if (comm->op == NODE_SELRECV2) {
        order(b, comm->rlist.at[0]->x, NULL);
        copy(b, comm->rlist.at[0]->x);
        return;
    }
    compile_stmts(b, &comm->init);
    order(b, comm->x, NULL);
    copy(b, comm->x);
    order(b, comm->y, NULL);
    copy(b, comm->y);
}

/* All channels and values come first, then the bodies: that of default, those of sends, those of receives from the
 * last to the first. Of a single operation with a default that of the default is the last.
 * gc: walk/order.go, walk/select.go walkSelectCases. */
static void compile_select(Bounds *b, const Node *n) {
    const Node *otherwise = NULL;
    for (int i = 0; i < n->list.len; i++) {
        if (n->list.at[i]->x == NULL) {
            otherwise = n->list.at[i];
        } else {
            order_comm(b, n->list.at[i]->x);
        }
    }
    const bool single = n->list.len == 2;
    if (otherwise != NULL && !single) {
        compile_clause(b, otherwise);
    }
    for (int i = 0; i < n->list.len; i++) {
        const Node *comm = n->list.at[i]->x;
        if (comm != NULL && comm->op != NODE_SELRECV2) {
            compile_clause(b, n->list.at[i]);
        }
    }
    for (int i = n->list.len - 1; i >= 0; i--) {
        const Node *comm = n->list.at[i]->x;
        if (comm != NULL && comm->op == NODE_SELRECV2) {
            compile_clause(b, n->list.at[i]);
        }
    }
    if (otherwise != NULL && single) {
        compile_clause(b, otherwise);
    }
}

/* In each iteration both variables are assigned like a list. gc: walk/range.go rangeAssign2. */
static void compile_range(Bounds *b, Node *n) {
    order(b, n->x, NULL);
    const Type *ranged = type_underlying(n->x->type);
    if (ranged->kind == TYPE_POINTER) {
        ranged = type_underlying(ranged->as.pointer.elem);
    }
    const bool counts = ranged->kind == TYPE_ARRAY && (n->z == NULL || node_is_blank(n->z));
    if (!counts || !b->go->array_length_constant) {
        compile(b, n->x);
    }
    NodeVec targets = {0};
    if (n->y != NULL) {
        VEC_PUSH(b->passes->scratch, &targets, n->y);
    }
    if (n->z != NULL && !node_is_blank(n->z)) {
        VEC_PUSH(b->passes->scratch, &targets, n->z);
    }
    compile_pairs(b, &targets, NULL, false);
    compile_stmts(b, &n->body);
}

static void compile_simple(Bounds *b, Node *n) {
    order_operands(b, n);
    if (n->op == NODE_SEND) {
        copy_for_address(b, n->y);
        compile(b, n->y);
    } else if (n->op == NODE_DELETE) {
        copy_map_key(b, n->list.at[1], n->list.at[0]->type);
    }
    compile(b, n);
}

/* The call itself is no operation of the statement: its parts are put in order, and the callee alone is compiled. */
static void compile_go(Bounds *b, Node *n) {
    Node *call = n->x;
    b->has_defer |= n->op == NODE_DEFER;
    compile_stmts(b, &call->init);
    order_operands(b, call);
    compile_operands(b, call);
}

static void compile_stmt(Bounds *b, Node *n) {
    enter(b);
    compile_stmts(b, &n->init);
    switch ((int)n->op) {
    case NODE_BLOCK: compile_stmts(b, &n->list); break;
    case NODE_AS: compile_assign(b, n); break;
    case NODE_ASOP: compile_assign_op(b, n); break;
    case NODE_AS2: compile_assign_list(b, n); break;
    case NODE_AS2DOTTYPE:
    case NODE_AS2FUNC:
    case NODE_AS2MAPR:
    case NODE_AS2RECV: compile_assign_results(b, n); break;
    case NODE_RETURN: compile_return(b, n); break;
    case NODE_RANGE: compile_range(b, n); break;
    case NODE_SWITCH: compile_switch(b, n); break;
    case NODE_SELECT: compile_select(b, n); break;
    case NODE_DEFER:
    case NODE_GO: compile_go(b, n); break;
    case NODE_FOR:
        order_and_compile(b, n->x);
        if (n->y != NULL) {
            compile_stmt(b, n->y);
        }
        compile_stmts(b, &n->body);
        break;
    case NODE_IF:
        order_and_compile(b, n->x);
        compile_stmts(b, &n->body);
        compile_stmts(b, &n->els);
        break;
    default: compile_simple(b, n);
    }
    b->depth--;
}

/* Wrappers that a function needs are made while it is compiled. */
static void compile_late(Passes *passes, const Func *func) {
    const FuncVec *late = &passes->ir->late;
    for (; passes->late < late->len && late->at[passes->late]->made_for == func; passes->late++) {
        escape_late(passes->config, passes->ir, late->at[passes->late], passes->result);
    }
}

/* A function, then its literals, the last one first. */
static void compile_func(Passes *passes, Func *func) {
    FuncVec todo = {0};
    VEC_PUSH(passes->scratch, &todo, func);
    while (todo.len > 0) {
        Func *next = VEC_POP(&todo);
        FuncVec closures = {0};
        compile_late(passes, next);
        Bounds bounds = {.passes = passes,
                         .go = passes->go,
                         .func = next,
                         .closures = &closures,
                         .temps = map_new(passes->scratch),
                         .compiled = map_new(passes->scratch)};
        compile_stmts(&bounds, &next->body);
        for (int i = 0; i < closures.len; i++) {
            VEC_PUSH(passes->scratch, &todo, closures.at[i]);
        }
    }
}

void bounds_package(const EscapeConfig *config, PackageIR *ir, EscapeResult *result) {
    if (config->level == 0) {
        return;
    }
    Passes passes = {.config = config,
                     .go = config->go,
                     .arena = config->arena,
                     .scratch = config->scratch,
                     .ir = ir,
                     .result = result};
    passes_list_functions(&passes);
    for (int i = 0; i < passes.all.len; i++) {
        Func *func = passes.all.at[i];
        const bool with_outer = func->closure != NULL && func->closure_vars.len > 0;
        if (strcmp(func->name, "_") != 0 && !with_outer && !func->is_dead) {
            compile_func(&passes, func);
        }
    }
}
