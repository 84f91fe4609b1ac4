/* What a path of the solved graph says: its hops in words, and the cause that it names. */
#include <string.h>

#include "core/explain/internal.h"

const Note *edge_action(const Edge *edge) {
    const Note *note = edge->notes;
    while (note != NULL && note->next != NULL) {
        note = note->next;
    }
    return note;
}

static Why edge_why(const Edge *edge) {
    const Note *action = edge_action(edge);
    return action != NULL ? action->why : WHY_NONE;
}

/* ---- Stores ---- */

/* The place that an assignment writes to, as far as the statement tells; NULL when it does not. */
static const Node *target_of(const Note *action) {
    const Node *stmt = action != NULL ? action->where : NULL;
    if (stmt == NULL) {
        return NULL;
    }
    switch (stmt->op) {
    case NODE_AS:
    case NODE_ASOP: return stmt->x;
    case NODE_AS2:
    case NODE_AS2FUNC:
    case NODE_AS2DOTTYPE:
    case NODE_AS2MAPR:
    case NODE_AS2RECV:
        for (int i = 0; i < stmt->list.len; i++) {
            const Node *lhs = stmt->list.at[i];
            if (lhs != NULL && (lhs->op != NODE_NAME || lhs->var->class == CLASS_EXTERN)) {
                return lhs;
            }
        }
        return NULL;
    default: return NULL;
    }
}

/* What a store to a place that is no local variable is called. */
static Cause store_cause(const Node *target) {
    for (const Node *n = target; n != NULL; n = n->x) {
        switch (n->op) {
        case NODE_NAME: return n->var->class == CLASS_EXTERN ? CAUSE_STORED_GLOBAL : CAUSE_STORED_THROUGH;
        case NODE_INDEXMAP: return CAUSE_STORED_MAP;
        case NODE_DOT:
        case NODE_PAREN: break;
        case NODE_INDEX:
            if (type_underlying(n->x->type)->kind != TYPE_ARRAY) {
                return CAUSE_STORED_THROUGH;
            }
            break;
        default: return CAUSE_STORED_THROUGH;
        }
    }
    return CAUSE_STORED_THROUGH;
}

static bool is_loop_body(const Node *node) {
    return node != NULL && node->op == NODE_CLOSURE && node->func->range_func_body;
}

static Cause call_cause(const Edge *edge) {
    const Node *call = edge->call;
    if (edge->callee != NULL && edge->callee->kind == OBJ_FUNC) {
        return edge->callee->as.func.info->has_body ? CAUSE_PASSED_ON : CAUSE_NO_BODY;
    }
    if (call != NULL && call->op == NODE_CALLINTER) {
        return CAUSE_INTERFACE_METHOD;
    }
    if (call != NULL && call->op == NODE_PANIC) {
        return CAUSE_PANIC;
    }
    return CAUSE_UNKNOWN_CALL;
}

Cause cause_of_sink(const Edge *edge) {
    const Note *action = edge_action(edge);
    const Why why = edge->sink != WHY_NONE ? edge->sink : edge_why(edge);
    switch (why) {
    case WHY_SEND: return CAUSE_SENT;
    case WHY_PANIC: return CAUSE_PANIC;
    case WHY_KEY_OF_MAP_PUT:
    case WHY_MAP_LITERAL_KEY:
    case WHY_MAP_LITERAL_VALUE: return CAUSE_STORED_MAP;
    case WHY_APPENDED_SLICE:
    case WHY_APPENDEE_SLICE:
    case WHY_APPEND_ELEMENT: return CAUSE_APPENDED;
    case WHY_COPIED_SLICE: return CAUSE_COPIED;
    case WHY_INTERFACE_METHOD: return CAUSE_INTERFACE_METHOD;
    case WHY_UNKNOWN_CALL: return call_cause(edge);
    case WHY_GO_STATEMENT: return CAUSE_GO_STATEMENT;
    case WHY_DEFER_IN_LOOP: return CAUSE_DEFER_IN_LOOP;
    case WHY_CONVERSION_TO_UNSAFE_POINTER:
    case WHY_UINTPTR_ESCAPES:
    case WHY_REFLECT_HEADER_DATA: return CAUSE_UNSAFE;
    case WHY_CALL_PARAMETER:
    case WHY_CALLEE_OPERAND: return call_cause(edge);
    case WHY_CAPTURED: return CAUSE_CAPTURED;
    case WHY_RETURN: return CAUSE_RETURNED_POINTER;
    default: break;
    }
    if (edge->call != NULL) {
        if (edge->call->op == NODE_GO) {
            return CAUSE_GO_STATEMENT;
        }
        if (edge->call->op == NODE_DEFER) {
            return CAUSE_DEFER_IN_LOOP;
        }
        return call_cause(edge);
    }
    const Node *where = action != NULL ? action->where : NULL;
    if (where != NULL && where->op == NODE_GO) {
        return CAUSE_GO_STATEMENT;
    }
    if (where != NULL && where->op == NODE_DEFER) {
        return CAUSE_DEFER_IN_LOOP;
    }
    return store_cause(target_of(action));
}

Cause cause_of_force(Why forced) {
    switch (forced) {
    case WHY_TOO_LARGE: return CAUSE_TOO_LARGE;
    case WHY_TOO_ALIGNED: return CAUSE_TOO_ALIGNED;
    case WHY_NON_CONSTANT_SIZE: return CAUSE_SIZE_UNKNOWN;
    case WHY_ZERO_SIZED_ELEMENT: return CAUSE_ZERO_SIZE_ELEMENT;
    default: return CAUSE_NONE;
    }
}

/* ---- Causes of paths ---- */

static Cause returned_cause(const Location *location, const Location *result) {
    Type *type = result->var != NULL ? type_underlying(result->var->type) : NULL;
    switch (type != NULL ? type->kind : TYPE_BAD) {
    case TYPE_SLICE: return CAUSE_RETURNED_SLICE;
    case TYPE_MAP: return CAUSE_RETURNED_MAP;
    case TYPE_SIGNATURE: return CAUSE_RETURNED_FUNC;
    case TYPE_INTERFACE: return CAUSE_RETURNED_INTERFACE;
    case TYPE_BASIC: return type_is_string(type) ? CAUSE_RETURNED_STRING : CAUSE_RETURNED_POINTER;
    default: break;
    }
    switch (location->node != NULL ? location->node->op : NODE_BAD) {
    case NODE_SLICELIT:
    case NODE_MAKESLICE: return CAUSE_RETURNED_SLICE;
    case NODE_MAPLIT:
    case NODE_MAKEMAP: return CAUSE_RETURNED_MAP;
    case NODE_CLOSURE:
    case NODE_METHVALUE: return CAUSE_RETURNED_FUNC;
    case NODE_CONVIFACE: return CAUSE_RETURNED_INTERFACE;
    default: return CAUSE_RETURNED_POINTER;
    }
}

enum { ROOTS_MAX = 8 };

/* Whether the root itself outlives the location; otherwise what is stored in it escapes because the root does. */
static bool root_decides(const Location *location, const Location *root) {
    const bool result = root->var != NULL && root->var->class == CLASS_PARAMOUT && root->func == location->func;
    return location_is_heap(root) || result || root->func != location->func || root->forced != WHY_NONE ||
           (root->loop_depth < location->loop_depth && (root->attributes & ATTR_ESCAPES) == 0);
}

const Edge *deciding_edge(const Location *location, const EscapePath *path, const Location **from) {
    *from = location;
    for (int i = 0;; i++) {
        const Edge *last = path->edges[path->len - 1];
        const Location *root = last->dst;
        if (i == ROOTS_MAX || root_decides(*from, root) || root->path == NULL || root->path->len == 0) {
            return last;
        }
        *from = root;
        path = root->path;
    }
}

static Cause root_cause(const Location *location, const EscapePath *path) {
    const Location *from;
    const Edge *last = deciding_edge(location, path, &from);
    const Location *root = last->dst;
    if (location_is_heap(root)) {
        return cause_of_sink(last);
    }
    if (root->var != NULL && root->var->class == CLASS_PARAMOUT && root->func == from->func) {
        return returned_cause(from, root);
    }
    if (root->func != from->func) {
        return CAUSE_OUTLIVES_BLOCK;
    }
    if (root->forced != WHY_NONE) {
        return cause_of_force(root->forced);
    }
    return root->loop_depth < from->loop_depth ? CAUSE_OUTLIVES_LOOP : CAUSE_STORED_THROUGH;
}

/* The value goes into the body of a loop over a function, or is that body. */
static bool through_loop_body(const Location *location, const EscapePath *path) {
    bool found = is_loop_body(location->node);
    for (int i = 0; i < path->len; i++) {
        found |= is_loop_body(path->edges[i]->dst->node);
    }
    return found || (location->var != NULL && strncmp(location->var->name, "#state", strlen("#state")) == 0);
}

static bool captures(const Edge *edge) {
    for (const Note *note = edge->notes; note != NULL; note = note->next) {
        if (note->why == WHY_CAPTURED || note->why == WHY_REFERENCE) {
            return true;
        }
    }
    return edge->dst->node != NULL && edge->dst->node->op == NODE_CLOSURE;
}

Cause cause_of_path(const Location *location, const EscapePath *path, Cause *also) {
    *also = CAUSE_NONE;
    Cause root = root_cause(location, path);
    if (root == CAUSE_UNKNOWN_CALL && through_loop_body(location, path)) {
        root = CAUSE_RANGE_FUNC;
    }
    if (location->node != NULL && location->node->op == NODE_CONVIFACE) {
        *also = root;
        return CAUSE_INTERFACE_CONVERSION;
    }
    if (location_is_named_var(location) && captures(path->edges[0])) {
        *also = root == CAUSE_CAPTURED ? CAUSE_NONE : root;
        return CAUSE_CAPTURED;
    }
    return root;
}

/* ---- Hops ---- */

static const char *store_text(const Teller *t, const Edge *edge, const char *subject) {
    const Cause cause = cause_of_sink(edge);
    const Node *target = target_of(edge_action(edge));
    const char *place = target != NULL ? node_text(t->arena, target, t->config->go, t->ir) : "";
    const char *callee = callee_text(t, edge->call, edge->callee);
    Phrase phrase = PHRASE_HOP_STORED;
    switch (cause) {
    case CAUSE_SENT: phrase = PHRASE_HOP_SENT; break;
    case CAUSE_PANIC: phrase = PHRASE_HOP_PANIC; break;
    case CAUSE_STORED_MAP: phrase = PHRASE_HOP_STORED_MAP; break;
    case CAUSE_STORED_GLOBAL: phrase = PHRASE_HOP_STORED_GLOBAL; break;
    case CAUSE_APPENDED: phrase = PHRASE_HOP_APPENDED; break;
    case CAUSE_COPIED: phrase = PHRASE_HOP_COPIED; break;
    case CAUSE_PASSED_ON: return say(t->config, PHRASE_HOP_PASSED_ON, subject, callee, "", "");
    case CAUSE_NO_BODY: return say(t->config, PHRASE_HOP_NO_BODY, subject, callee, "", "");
    case CAUSE_INTERFACE_METHOD: return say(t->config, PHRASE_HOP_INTERFACE_METHOD, subject, callee, "", "");
    case CAUSE_UNKNOWN_CALL: return say(t->config, PHRASE_HOP_UNKNOWN_CALL, subject, callee, "", "");
    case CAUSE_GO_STATEMENT: phrase = PHRASE_HOP_GO; break;
    case CAUSE_DEFER_IN_LOOP: phrase = PHRASE_HOP_DEFER; break;
    case CAUSE_UNSAFE: phrase = PHRASE_HOP_UNSAFE; break;
    case CAUSE_CAPTURED:
        return say(t->config, PHRASE_HOP_CAPTURED, subject, location_name(t->config, edge->dst), "", "");
    case CAUSE_RANGE_FUNC: phrase = PHRASE_HOP_RANGE_FUNC; break;
    default: phrase = place[0] != '\0' ? PHRASE_HOP_STORED : PHRASE_HOP_STORED_SOMEWHERE; break;
    }
    return say(t->config, phrase, subject, place, "", "");
}

static const char *flow_text(const Teller *t, const Edge *edge, const char *subject, const char *to) {
    const Node *dst = edge->dst->node;
    switch (edge_why(edge)) {
    case WHY_RETURN: return say(t->config, PHRASE_HOP_RETURN, subject, to, "", "");
    case WHY_CALL_PARAMETER: {
        const char *callee = edge->dst->func != NULL && edge->dst->is_param ? func_name_text(t->config, edge->dst->func)
                                                                            : callee_text(t, edge->call, edge->callee);
        return say(t->config, edge->dst->is_param ? PHRASE_HOP_PARAMETER : PHRASE_HOP_RESULT_OF_CALL, subject, callee,
                   to, "");
    }
    case WHY_CAPTURED:
    case WHY_REFERENCE: return say(t->config, PHRASE_HOP_CAPTURED, subject, to, "", "");
    case WHY_INTERFACE_CONVERTED: return say(t->config, PHRASE_HOP_CONVERTED, subject, "", "", "");
    case WHY_SLICE_LITERAL_ELEMENT:
    case WHY_ARRAY_LITERAL_ELEMENT:
    case WHY_STRUCT_LITERAL_ELEMENT: return say(t->config, PHRASE_HOP_ELEMENT, subject, to, "", "");
    case WHY_RANGE:
    case WHY_RANGE_DEREF: return say(t->config, PHRASE_HOP_RANGE, subject, to, "", "");
    default: break;
    }
    const bool literal = dst != NULL && dst->op == NODE_CLOSURE;
    return say(t->config, literal ? PHRASE_HOP_CAPTURED : PHRASE_HOP_ASSIGNED, subject, to, "", "");
}

static void add_hops(const Teller *t, const EscapePath *path, HopVec *hops, int depth);

/* Another package knows a function by a summary: as another object at the same place. */
static bool same_function(const Object *a, const Object *b) {
    return a->name == b->name && pos_known(a->pos) && pos_equal(a->pos, b->pos);
}

static const Func *func_of(const PackageIR *ir, const Object *function) {
    for (int i = 0; i < ir->funcs.len; i++) {
        const Object *object = ir->funcs.at[i]->object;
        if (object != NULL && (object == function || same_function(object, function)) && !ir->funcs.at[i]->shaped) {
            return ir->funcs.at[i];
        }
    }
    return NULL;
}

enum { CALLS_MAX = 32 };

/* Goes on into the function that keeps the argument, to the edge that really leaks. */
static void follow_call(const Teller *t, const Edge *edge, HopVec *hops, int depth) {
    const Object *callee = edge->callee;
    if (!t->config->follow || depth == CALLS_MAX || callee == NULL || callee->kind != OBJ_FUNC || edge->param < 0) {
        return;
    }
    Teller inner = *t;
    const Elsewhere *elsewhere = t->config->elsewhere;
    if (callee->package != t->ir->package &&
        (elsewhere == NULL || !elsewhere->find(elsewhere->context, callee, &inner.ir, &inner.result))) {
        return;
    }
    const Func *func = func_of(inner.ir, callee);
    if (func == NULL || edge->param >= func->params.len || func->params.at[edge->param]->location == NULL) {
        return;
    }
    const Location *param = func->params.at[edge->param]->location;
    inner.batch = batch_of(inner.result, param);
    const EscapePath *path = inner.batch != NULL ? path_to_heap(t->arena, inner.batch, param) : NULL;
    if (path != NULL) {
        add_hops(&inner, path, hops, depth + 1);
    }
}

/* What flows along an edge: the value, its address, or what it points to. */
static const char *subject_of(const Teller *t, const Edge *edge, bool first, const char *from) {
    if (edge->derefs < 0) {
        return first ? say(t->config, PHRASE_ITS_ADDRESS, "", "", "", "")
                     : say(t->config, PHRASE_ADDRESS_OF, from, "", "", "");
    }
    if (edge->derefs > 0) {
        return say(t->config, edge->derefs == 1 ? PHRASE_POINTED_TO_BY : PHRASE_REACHED_FROM, from, "", "", "");
    }
    return from;
}

static bool is_anonymous(const Location *location) {
    return !location_is_heap(location) && location->var == NULL && (location->node == NULL || location->is_temp);
}

static void add_hops(const Teller *t, const EscapePath *path, HopVec *hops, int depth) {
    const char *carried = NULL;
    for (int i = 0; i < path->len; i++) {
        const Edge *edge = path->edges[i];
        const Note *action = edge_action(edge);
        const char *from = carried != NULL ? carried : location_name(t->config, edge->src);
        carried = NULL;
        if (edge->derefs == 0 && edge->notes == NULL && is_anonymous(edge->dst)) {
            carried = from; /* a place of the compiler's own: the value goes on under its name */
            continue;
        }
        const char *to = location_name(t->config, edge->dst);
        const char *subject = subject_of(t, edge, i == 0 && depth == 0, from);
        Hop hop = {.edge = edge, .from = from, .to = to};
        /* The innermost note stands at the value itself, which is what a reader looks for. */
        const Node *where = edge->notes != NULL && edge->notes->where != NULL ? edge->notes->where
                            : action != NULL                                  ? action->where
                                                                              : NULL;
        if (where != NULL) {
            const Extent extent = extent_of_node(t, where);
            hop.pos = extent.pos;
            hop.length = extent.length;
        }
        hop.text = location_is_heap(edge->dst) ? store_text(t, edge, subject) : flow_text(t, edge, subject, to);
        VEC_PUSH(t->arena, hops, hop);
    }
    if (path->len > 0 && location_is_heap(path->edges[path->len - 1]->dst)) {
        follow_call(t, path->edges[path->len - 1], hops, depth);
    }
}

HopVec hops_of(const Teller *t, const EscapePath *path) {
    HopVec hops = {0};
    add_hops(t, path, &hops, 0);
    return hops;
}
