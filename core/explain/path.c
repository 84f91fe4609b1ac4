/* The cause that a path of the solved graph names. */
#include <string.h>

#include "core/explain/internal.h"

const Note *edge_action(const Edge *edge) {
    const Note *note = edge->notes;
    while (note != NULL && note->next != NULL) {
        note = note->next;
    }
    return note;
}

Why edge_why(const Edge *edge) {
    const Note *action = edge_action(edge);
    return action != NULL ? action->why : WHY_NONE;
}

/* ---- Stores ---- */

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
        case NODE_DEREF:
        case NODE_DOTPTR: return CAUSE_STORED_THROUGH;
        default: return CAUSE_NONE;
        }
    }
    return CAUSE_NONE;
}

static bool is_loop_body(const Node *node) {
    return node != NULL && node->op == NODE_CLOSURE && node->func->range_func_body;
}

static Cause call_cause(const Edge *edge) {
    const Node *call = edge->call;
    if (edge->literal != NULL) {
        return CAUSE_PASSED_ON;
    }
    if (edge->callee != NULL && edge->callee->kind == OBJ_FUNC) {
        return edge->callee->as.func.info->has_body ? CAUSE_PASSED_ON : CAUSE_NO_BODY;
    }
    if (call != NULL && call->op == NODE_CALLINTER) {
        return CAUSE_INTERFACE_METHOD;
    }
    if (call != NULL && call->op == NODE_PANIC) {
        return CAUSE_PANIC;
    }
    return call != NULL ? CAUSE_UNKNOWN_CALL : CAUSE_NONE;
}

bool edge_binds_method(const Edge *edge) {
    return edge->call == NULL && (edge->sink == WHY_UNKNOWN_CALL || edge->sink == WHY_INTERFACE_METHOD);
}

Cause cause_of_sink(const Edge *edge) {
    if (edge->target != NULL && edge->sink != WHY_REFLECT_HEADER_DATA) {
        return store_cause(edge->target);
    }
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
    case WHY_UNKNOWN_CALL: return edge->call != NULL ? call_cause(edge) : CAUSE_UNKNOWN_CALL; /* of a method value */
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
    return CAUSE_NONE;
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
    /* The loop is around the value, or around what held it last. */
    const bool leaves_loop = root->loop_depth < from->loop_depth || root->loop_depth < last->src->loop_depth;
    return leaves_loop ? CAUSE_OUTLIVES_LOOP : CAUSE_NONE;
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
