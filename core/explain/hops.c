/*
 * Hops: a path of the solved graph in words, edge by edge, on into the functions that keep an argument.
 */
#include "core/explain/internal.h"

/* ---- What flows along an edge ---- */

/* An allocation that an expression makes, as against a variable and a place of the compiler's own. */
static bool is_site(const Location *location) {
    return location->var == NULL && location->node != NULL && !location->is_temp;
}

static bool is_anonymous(const Location *location) {
    return !location_is_heap(location) &&
           (location->var != NULL ? location_is_made_var(location) : location->node == NULL || location->is_temp);
}

const char *content_text(const ExplainConfig *config, const Location *location, int derefs, const char *name) {
    Type *type = location->var != NULL ? type_underlying(location->var->type) : NULL;
    Phrase phrase = PHRASE_REACHED_FROM;
    if (is_site(location)) {
        phrase = derefs > 0                             ? PHRASE_REACHED_FROM
                 : location->node->op == NODE_CONVIFACE ? PHRASE_REACHED_FROM
                 : location->node->op == NODE_CLOSURE   ? PHRASE_CAPTURED_BY
                                                        : PHRASE_HELD_BY;
    } else if (derefs == 1) {
        switch (type != NULL ? type->kind : TYPE_BAD) {
        case TYPE_POINTER: phrase = PHRASE_POINTED_TO_BY; break;
        case TYPE_SLICE:
        case TYPE_MAP:
        case TYPE_CHAN: phrase = PHRASE_HELD_BY; break;
        case TYPE_INTERFACE: phrase = PHRASE_VALUE_IN; break;
        case TYPE_SIGNATURE: phrase = PHRASE_CAPTURED_BY; break;
        case TYPE_BASIC: phrase = type_is_string(type) ? PHRASE_BYTES_OF : PHRASE_REACHED_FROM; break;
        default: break;
        }
    }
    return say(config, phrase, name, "", "", "");
}

/* Whether a call has a result that its argument may be; copy has none that holds pointers, unsafe's make no new value.
 */
static bool hands_back(const Node *call) {
    return call != NULL && (call->op == NODE_CALLFUNC || call->op == NODE_CALLINTER || call->op == NODE_CALLMETH ||
                            call->op == NODE_APPEND);
}

/* `first`: the hop stands at the thing itself. */
static const char *subject_of(const Teller *t, const Edge *edge, bool first, const char *from) {
    const bool site = is_site(edge->src);
    const char *subject = from;
    if (edge->derefs > 0 || (site && edge->derefs == 0)) {
        subject = content_text(t->config, edge->src, edge->derefs, from);
    } else if (first) {
        subject = site               ? say(t->config, PHRASE_IT, "", "", "", "")
                  : edge->derefs < 0 ? say(t->config, PHRASE_ITS_ADDRESS, "", "", "", "")
                                     : from;
    } else if (edge->derefs < 0 && !site) {
        subject = say(t->config, PHRASE_ADDRESS_OF, from, "", "", "");
    }
    /* What a call hands back goes on from there. */
    const Note *outer = edge_action(edge);
    for (const Note *note = edge->notes; note != NULL && note != outer; note = note->next) {
        if (note->why == WHY_CALL_PARAMETER && outer->why != WHY_CALL_PARAMETER && hands_back(note->where)) {
            return say(t->config, PHRASE_HANDED_BACK, subject, callee_text(t, note->where, edge->callee), "", "");
        }
    }
    return subject;
}

/* ---- One edge ---- */

static const char *passed_text(const Teller *t, const Edge *edge, const char *subject, const char *callee) {
    const char *param = param_name(edge->callee, edge->param);
    return param[0] != '\0' ? say(t->config, PHRASE_HOP_PASSED_ON_AS, subject, callee, param, "")
                            : say(t->config, PHRASE_HOP_PASSED_ON, subject, callee, "", "");
}

/* The call that a loop over a function became. */
static bool is_iterator_call(const Node *call) {
    return call != NULL && call->x != NULL && call->x->op == NODE_NAME && call->x->var->autotemp;
}

static const char *store_text(const Teller *t, const Edge *edge, const char *subject) {
    const Cause cause = cause_of_sink(edge);
    const Node *target = edge->target;
    const char *place = target != NULL ? prose_text(t, target) : "";
    const char *callee =
        edge->literal != NULL ? func_name_text(t->config, edge->literal) : callee_text(t, edge->call, edge->callee);
    Phrase phrase = PHRASE_HOP_STORED;
    if (edge_binds_method(edge)) {
        return say(t->config, PHRASE_HOP_METHOD_VALUE, subject, "", "", "");
    }
    switch (cause) {
    case CAUSE_SENT: phrase = PHRASE_HOP_SENT; break;
    case CAUSE_PANIC: phrase = PHRASE_HOP_PANIC; break;
    case CAUSE_STORED_MAP: phrase = PHRASE_HOP_STORED_MAP; break;
    case CAUSE_STORED_GLOBAL: phrase = PHRASE_HOP_STORED_GLOBAL; break;
    case CAUSE_APPENDED: phrase = PHRASE_HOP_APPENDED; break;
    case CAUSE_COPIED: phrase = PHRASE_HOP_COPIED; break;
    case CAUSE_PASSED_ON: return passed_text(t, edge, subject, callee);
    case CAUSE_NO_BODY: return say(t->config, PHRASE_HOP_NO_BODY, subject, callee, "", "");
    case CAUSE_INTERFACE_METHOD: return say(t->config, PHRASE_HOP_INTERFACE_METHOD, subject, callee, "", "");
    case CAUSE_UNKNOWN_CALL:
        if (!is_iterator_call(edge->call)) {
            return say(t->config, PHRASE_HOP_UNKNOWN_CALL, subject, callee, "", "");
        }
        phrase = PHRASE_HOP_RANGE_FUNC;
        break;
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
    case WHY_ARRAY_LITERAL_ELEMENT: return say(t->config, PHRASE_HOP_ELEMENT, subject, to, "", "");
    case WHY_STRUCT_LITERAL_ELEMENT: return say(t->config, PHRASE_HOP_FIELD, subject, to, "", "");
    case WHY_SWITCH_CASE: return say(t->config, PHRASE_HOP_CASE, subject, to, "", "");
    case WHY_RANGE:
    case WHY_RANGE_DEREF: return say(t->config, PHRASE_HOP_RANGE, subject, to, "", "");
    default: break;
    }
    if (dst != NULL && dst->op == NODE_METHVALUE) {
        return say(t->config, PHRASE_HOP_BOUND, subject, to, "", "");
    }
    const bool literal = dst != NULL && dst->op == NODE_CLOSURE;
    const Var *var = edge->dst->var;
    if (var != NULL && var->class == CLASS_PARAMOUT && location_is_named_var(edge->dst)) {
        return say(t->config, PHRASE_HOP_ASSIGNED_RESULT, subject, to, func_name_text(t->config, edge->dst->func), "");
    }
    return say(t->config, literal ? PHRASE_HOP_CAPTURED : PHRASE_HOP_ASSIGNED, subject, to, "", "");
}

const char *hop_text(const Teller *t, const Edge *edge, bool first, const char *from) {
    const char *subject = subject_of(t, edge, first, from);
    return location_is_heap(edge->dst) ? store_text(t, edge, subject)
                                       : flow_text(t, edge, subject, location_name(t->config, edge->dst));
}

/* ---- Through places of the compiler's own ---- */

static Note *append_notes(const Teller *t, const Note *inner, Note *outer) {
    if (inner == NULL) {
        return outer;
    }
    Note *copy = ARENA_NEW(t->arena, Note);
    *copy = *inner;
    copy->next = append_notes(t, inner->next, outer);
    return copy;
}

const Edge *join_edges(const Teller *t, const Edge *a, const Edge *b) {
    Edge *joined = ARENA_NEW(t->arena, Edge);
    *joined = *b;
    joined->src = a->src;
    joined->derefs = (b->derefs > 0 ? b->derefs : 0) + a->derefs;
    joined->call = b->call != NULL ? b->call : a->call;
    if (b->callee == NULL) {
        joined->callee = a->callee;
        joined->literal = b->literal != NULL ? b->literal : a->literal;
        joined->param = a->param;
    }
    joined->notes = append_notes(t, a->notes, b->notes);
    return joined;
}

/* ---- Whole paths ---- */

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
    const EscapePath *path = param->leak_ways != NULL ? param->leak_ways[0].shortest : NULL;
    path = path != NULL ? path : param->path;
    if (path != NULL) {
        add_hops(&inner, path, hops, depth + 1);
    }
}

/* Where a hop stands: at the innermost note that has a place, which is the value itself. */
static void place_hop(const Teller *t, Hop *hop, const Edge *edge) {
    for (const Note *note = edge->notes; note != NULL; note = note->next) {
        if (note->where != NULL) {
            const Extent extent = extent_of_node(t, note->where);
            hop->pos = extent.pos;
            hop->length = extent.length;
            return;
        }
    }
}

static void add_hops(const Teller *t, const EscapePath *path, HopVec *hops, int depth) {
    const Edge *pending = NULL;
    for (int i = 0; i < path->len; i++) {
        const Edge *edge = pending != NULL ? join_edges(t, pending, path->edges[i]) : path->edges[i];
        pending = NULL;
        if (is_anonymous(edge->dst) && i + 1 < path->len) {
            pending = edge; /* a place of the compiler's own: the value goes on under its name */
            continue;
        }
        Hop hop = {.edge = path->edges[i],
                   .from = location_name(t->config, edge->src),
                   .to = location_name(t->config, edge->dst)};
        hop.text = hop_text(t, edge, hops->len == 0 && depth == 0, hop.from);
        place_hop(t, &hop, edge);
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
