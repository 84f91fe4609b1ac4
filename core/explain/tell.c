/* The words of one story: why, cost, and the marks in the source. */
#include <string.h>

#include "core/explain/internal.h"
#include "core/explain/translate.h"

#define SAY(phrase, ...) say(t->config, PHRASE_##phrase, __VA_ARGS__)

/* ---- Marks ---- */

static void add_mark(const Teller *t, Story *story, Extent extent, const char *label) {
    for (int i = 0; i < story->marks.len; i++) {
        if (pos_equal(story->marks.at[i].pos, extent.pos)) {
            return; /* the first label says more about the place than a second one */
        }
    }
    const Mark mark = {.pos = extent.pos, .length = extent.length, .label = label};
    VEC_PUSH(t->arena, &story->marks, mark);
    for (int i = story->marks.len - 1; i > 0 && story->marks.at[i].pos.offset < story->marks.at[i - 1].pos.offset;
         i--) {
        const Mark swap = story->marks.at[i];
        story->marks.at[i] = story->marks.at[i - 1];
        story->marks.at[i - 1] = swap;
    }
}

void mark_declaration(const Teller *t, Story *story) {
    const Location *location = story->location;
    if (!location_is_named_var(location)) {
        return;
    }
    const char *type = location_type(t->config, t->ir, location);
    const char *func = func_name_text(t->config, location->func);
    const char *bytes = say_bytes(t->config, type_size(location->var->type));
    const char *label = location->var->class == CLASS_PARAM      ? SAY(MARK_PARAM, type, func, "", "")
                        : location->var->class == CLASS_PARAMOUT ? SAY(MARK_RESULT, type, func, "", "")
                                                                 : SAY(MARK_DECLARED, type, bytes, func, "");
    add_mark(t, story, extent_of_name(t, location->var->pos, location->var->name), label);
}

void mark_hops(const Teller *t, Story *story) {
    for (int i = 0; i < story->hops.len; i++) {
        const Hop *hop = &story->hops.at[i];
        if (pos_known(hop->pos)) {
            add_mark(t, story, (Extent){hop->pos, hop->length}, hop->text);
        }
    }
}

/* ---- Heap ---- */

/* "the caller still holds &i": what of the location is held. */
static const char *held(const Teller *t, const Story *story) {
    const Location *location = story->location;
    const char *name = location_name(t->config, location);
    if (location->node != NULL && location->node->op == NODE_CONVIFACE && story->placement != PLACE_STATIC) {
        return SAY(THE_COPY, "", "", "", "");
    }
    if (location_is_named_var(location)) {
        return SAY(ADDRESS_SHORT, name, "", "", "");
    }
    switch (location->node != NULL ? location->node->op : NODE_BAD) {
    case NODE_APPEND: return SAY(ARRAY_MADE_BY, name, "", "", "");
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_MAKESLICE: return SAY(ARRAY_OF, name, "", "", "");
    case NODE_SLICELIT: return location->node->implicit_args ? name : SAY(ARRAY_OF, name, "", "", "");
    default: return name;
    }
}

/* "f1's frame is gone when f1 returns". */
static const char *frame_gone(const Teller *t, const Func *func) {
    const char *name = func_name_text(t->config, func);
    const bool literal = func != NULL && func->closure != NULL;
    return literal ? SAY(FRAME_OF_LITERAL, name, "", "", "") : SAY(FRAME_OF, name, "", "", "");
}

static bool is_function_value(const Location *location) {
    return location->node != NULL && (location->node->op == NODE_CLOSURE || location->node->op == NODE_METHVALUE);
}

static const char *why_returned(const Teller *t, const Story *story, const Location *root) {
    const char *gone = frame_gone(t, root->func);
    const char *what = held(t, story);
    switch (story->cause) {
    case CAUSE_RETURNED_SLICE: return SAY(WHY_RETURNED_SLICE, gone, what, "", "");
    case CAUSE_RETURNED_STRING: return SAY(WHY_RETURNED_STRING, gone, what, "", "");
    case CAUSE_RETURNED_MAP: return SAY(WHY_RETURNED_MAP, gone, what, "", "");
    case CAUSE_RETURNED_FUNC: /* what is returned uses what it captured; it does not use itself */
        return is_function_value(story->location) ? SAY(WHY_RETURNED_POINTER, gone, what, "", "")
                                                  : SAY(WHY_RETURNED_FUNC, gone, what, "", "");
    case CAUSE_RETURNED_INTERFACE: return SAY(WHY_RETURNED_INTERFACE, gone, what, "", "");
    default: return SAY(WHY_RETURNED_POINTER, gone, what, "", "");
    }
}

/* What gc tells callers of the parameter: "leaking param: p". */
static const char *why_passed_on(const Teller *t, const Edge *last, const char *what, const char *callee) {
    const char *param = param_name(last->callee, last->param);
    const FuncInfo *info = last->callee != NULL ? last->callee->as.func.info : NULL;
    if (info == NULL || param[0] == '\0' || last->param >= info->tag_count) {
        return SAY(WHY_PASSED_ON, what, callee, "", "");
    }
    const bool content = info->tags[last->param].heap > 0;
    const char *tag = arena_printf(t->arena, content ? "leaking param content: %s" : "leaking param: %s", param);
    return content ? SAY(WHY_PASSED_ON_CONTENT, what, callee, param, tag)
                   : SAY(WHY_PASSED_ON_AS, what, callee, param, tag);
}

/* "in a[0], an element of a slice": what kind of place it is decides what gc does not know of it. */
static const char *why_stored_through(const Teller *t, const Edge *last, const char *what, const char *func) {
    const Node *place = last->target;
    while (place != NULL && (place->op == NODE_DOT || place->op == NODE_PAREN ||
                             (place->op == NODE_INDEX && type_underlying(place->x->type)->kind == TYPE_ARRAY))) {
        place = place->x;
    }
    if (place == NULL) {
        return SAY(WHY_STORED_THROUGH, what, func, "", "");
    }
    const char *whole = prose_text(t, last->target);
    const char *base = place->x != NULL ? prose_text(t, place->x) : "";
    switch ((int)place->op) {
    case NODE_INDEX: return SAY(WHY_STORED_ELEMENT, what, func, whole, base);
    case NODE_DOTPTR:
    case NODE_DEREF: return SAY(WHY_STORED_POINTER, what, func, whole, base);
    default: return SAY(WHY_STORED_THROUGH, what, func, "", "");
    }
}

static Cause decisive(const Story *story) {
    const bool through = story->cause == CAUSE_CAPTURED || story->cause == CAUSE_INTERFACE_CONVERSION;
    return through && story->also != CAUSE_NONE ? story->also : story->cause;
}

/* What outlives the value: the root, or the variable that the root, a function literal, captured. */
static const char *holder(const Teller *t, const Edge *last) {
    const bool literal = last->dst->node != NULL && last->dst->node->op == NODE_CLOSURE;
    return location_name(t->config, literal && location_is_named_var(last->src) ? last->src : last->dst);
}

/* The sentence about the end of the path. */
static const char *why_root(const Teller *t, const Story *story, const EscapePath *path) {
    const Location *from;
    const Edge *last = deciding_edge(story->location, path, &from);
    const char *what = held(t, story);
    const char *func = func_name_text(t->config, story->func);
    const char *callee =
        last->literal != NULL ? func_name_text(t->config, last->literal) : callee_text(t, last->call, last->callee);
    Story end = *story;
    end.cause = decisive(story);
    if (edge_binds_method(last)) {
        return SAY(WHY_METHOD_VALUE, what, "", "", "");
    }
    switch (end.cause) {
    case CAUSE_RETURNED_POINTER:
    case CAUSE_RETURNED_SLICE:
    case CAUSE_RETURNED_STRING:
    case CAUSE_RETURNED_MAP:
    case CAUSE_RETURNED_FUNC:
    case CAUSE_RETURNED_INTERFACE:
        return why_returned(t, &end, story->location->func != NULL ? story->location : last->dst);
    case CAUSE_STORED_GLOBAL: return SAY(WHY_STORED_GLOBAL, what, func, "", "");
    case CAUSE_STORED_THROUGH: return why_stored_through(t, last, what, func);
    case CAUSE_STORED_MAP: return SAY(WHY_STORED_MAP, what, func, "", "");
    case CAUSE_SENT: return SAY(WHY_SENT, what, func, "", "");
    case CAUSE_PANIC: return SAY(WHY_PANIC, what, func, "", "");
    case CAUSE_PASSED_ON: return why_passed_on(t, last, what, callee);
    case CAUSE_NO_BODY: return SAY(WHY_NO_BODY, what, callee, "", "");
    case CAUSE_INTERFACE_METHOD: return SAY(WHY_INTERFACE_METHOD, what, callee, "", "");
    case CAUSE_UNKNOWN_CALL: return SAY(WHY_UNKNOWN_CALL, what, callee, "", "");
    case CAUSE_GO_STATEMENT: return SAY(WHY_GO_STATEMENT, what, func, "", "");
    case CAUSE_DEFER_IN_LOOP: return SAY(WHY_DEFER_IN_LOOP, what, func, "", "");
    case CAUSE_RANGE_FUNC: return SAY(WHY_RANGE_FUNC, what, "", "", "");
    case CAUSE_OUTLIVES_LOOP: return SAY(WHY_OUTLIVES_LOOP, what, holder(t, last), "", "");
    case CAUSE_OUTLIVES_BLOCK: return SAY(WHY_OUTLIVES_BLOCK, what, holder(t, last), func, "");
    case CAUSE_APPENDED: return SAY(WHY_APPENDED, what, "", "", "");
    case CAUSE_COPIED: return SAY(WHY_COPIED, what, "", "", "");
    case CAUSE_UNSAFE: return SAY(WHY_UNSAFE, what, "", "", "");
    default: return SAY(WHY_UNKNOWN, what, func, "", "");
    }
}

static const char *why_converted(const Teller *t, const Story *story, const char *end) {
    const Node *n = story->location->node;
    const char *value = prose_text(t, n->x);
    const bool table = story->room.unit == ROOM_VALUE || story->room.unit == ROOM_BITS;
    const char *variable = replaced_text(t, n);
    switch (story->placement) {
    case PLACE_STATIC: end = SAY(WHY_CONVERTED_STATIC, value, end, spared_text(t, story->room.spared), ""); break;
    case PLACE_RUNTIME:
        end = table ? SAY(WHY_CONVERTED_TABLE, value, end, "", "") : SAY(WHY_CONVERTED_EMPTY, value, end, "", "");
        break;
    default: end = SAY(WHY_CONVERTED, value, end, "", "");
    }
    return variable != NULL ? SAY(WHY_REPLACED, variable, value, end, "") : end;
}

void tell_heap(const Teller *t, Story *story, const EscapePath *path) {
    const Location *location = story->location;
    story->cause = cause_of_force(location->forced);
    mark_declaration(t, story);
    if (story->cause != CAUSE_NONE) {
        story->why = why_size(t, story);
        if (location->ways.shortest != NULL) {
            story->also = cause_of_path(location, location->ways.shortest, &(Cause){CAUSE_NONE});
        }
        return;
    }
    story->other_paths = location->ways.count > 1 ? location->ways.count - 1 : 0;
    if (path == NULL || path->len == 0) {
        story->why = SAY(WHY_UNKNOWN, held(t, story), func_name_text(t->config, story->func), "", "");
        return;
    }
    story->cause = cause_of_path(location, path, &story->also);
    story->hops = hops_of(t, path);
    mark_hops(t, story);
    const char *end = why_root(t, story, path);
    if (story->cause == CAUSE_CAPTURED) {
        const char *by = location_name(t->config, path->edges[0]->dst);
        story->why = SAY(WHY_CAPTURED, location_name(t->config, location), end, by, "");
    } else if (story->cause == CAUSE_INTERFACE_CONVERSION) {
        story->why = why_converted(t, story, end);
    } else if (story->placement == PLACE_STATIC) {
        story->why = SAY(WHY_ESCAPES_STATIC, end, spared_text(t, story->room.spared), "", "");
    } else {
        story->why = end;
    }
}

/* ---- Stack ---- */

void tell_stack(const Teller *t, Story *story) {
    const Location *location = story->location;
    const char *name = location_name(t->config, location);
    const char *func = func_name_text(t->config, story->func);
    story->cause = CAUSE_STACK;
    mark_declaration(t, story);
    switch (story->placement) {
    case PLACE_STATIC: story->why = SAY(WHY_STAYS_STATIC, name, func, spared_text(t, story->room.spared), ""); break;
    case PLACE_RUNTIME:
        story->why = location->node->op == NODE_APPEND ? SAY(WHY_STAYS_APPEND, name, func, "", "")
                                                       : SAY(WHY_STAYS_RUNTIME, name, func, "", "");
        break;
    case PLACE_HEAP: story->why = SAY(WHY_STAYS_BUT, name, func, why_heap_anyway(t, story), ""); break;
    default: story->why = SAY(WHY_STAYS, name, func, "", "");
    }
    const char *length = replaced_length(t, location->node);
    if (length != NULL) {
        story->why = arena_printf(t->arena, tr(t->config->locale, "%s; %s"), length, story->why);
    }
    tell_stops(t, story);
}

/* ---- Parameters ---- */

static const Location *result_location(const Teller *t, const Story *story) {
    for (int i = 0; i < t->batch->locations.len; i++) {
        const Location *location = t->batch->locations.at[i];
        if (location->func == story->location->func && location->result_index == story->verdict->result + 1) {
            return location;
        }
    }
    return NULL;
}

/* `result`: 1-based; 0: the heap. */
static TypeKind kind_of_param(const Location *param) {
    Type *type = type_underlying(param->var->type);
    return type_is_string(type) ? TYPE_BASIC : type->kind == TYPE_BASIC ? TYPE_STRUCT : type->kind;
}

/* What it means for a caller that the parameter itself leaks. */
static const char *leak_means(const Teller *t, const Location *param, const char *name) {
    switch ((int)kind_of_param(param)) {
    case TYPE_POINTER: return SAY(LEAK_POINTER, name, "", "", "");
    case TYPE_SLICE: return SAY(LEAK_SLICE, name, "", "", "");
    case TYPE_MAP: return SAY(LEAK_MAP, name, "", "", "");
    case TYPE_SIGNATURE: return SAY(LEAK_FUNC, name, "", "", "");
    case TYPE_INTERFACE: return SAY(LEAK_INTERFACE, name, "", "", "");
    case TYPE_CHAN: return SAY(LEAK_CHAN, "", "", "", "");
    case TYPE_BASIC: return SAY(LEAK_STRING, name, "", "", "");
    default: return SAY(LEAK_OTHER, name, "", "", "");
    }
}

static const char *content_means(const Teller *t, const Location *param, const char *name) {
    switch ((int)kind_of_param(param)) {
    case TYPE_POINTER: return SAY(CONTENT_POINTER, name, "", "", "");
    case TYPE_SLICE: return SAY(CONTENT_SLICE, name, "", "", "");
    case TYPE_MAP: return SAY(CONTENT_MAP, name, "", "", "");
    case TYPE_SIGNATURE: return SAY(CONTENT_FUNC, name, "", "", "");
    case TYPE_INTERFACE: return SAY(CONTENT_INTERFACE, name, "", "", "");
    case TYPE_CHAN: return SAY(CONTENT_CHAN, "", "", "", "");
    default: return SAY(CONTENT_OTHER, name, "", "", "");
    }
}

static void tell_leak_path(const Teller *t, Story *story, int result) {
    const Location *param = story->location;
    const Ways *ways = param->leak_ways != NULL ? &param->leak_ways[result] : NULL;
    /* A parameter that is on the heap itself takes what it holds along. */
    const EscapePath *path = ways != NULL && ways->shortest != NULL ? ways->shortest : param->path;
    mark_declaration(t, story);
    if (path != NULL && path->len > 0) {
        story->other_paths = ways != NULL && ways->count > 1 ? ways->count - 1 : 0;
        story->hops = hops_of(t, path);
        mark_hops(t, story);
        if (result == 0) {
            story->also = cause_of_path(param, path, &(Cause){CAUSE_NONE});
        }
    }
}

/* Who dereferences on the way lets out only what is reached, and keeps what was passed. */
static const char *why_leaks_result(const Teller *t, const Story *story, const char *name, const char *to) {
    const int derefs = story->verdict->derefs;
    if (kind_of_param(story->location) == TYPE_CHAN) {
        return SAY(WHY_LEAKS_RESULT_CHAN, name, to, "", "");
    }
    return derefs == 0 ? SAY(WHY_LEAKS_RESULT, name, to, "", "") : SAY(WHY_LEAKS_RESULT_CONTENT, name, to, "", "");
}

static bool has_no_body(const Func *func) {
    return func->object != NULL && func->object->kind == OBJ_FUNC && !func->object->as.func.info->has_body;
}

void tell_param(const Teller *t, Story *story) {
    const char *name = location_name(t->config, story->location);
    const char *func = func_name_text(t->config, story->func);
    story->cause = CAUSE_LEAKING_PARAM;
    story->placement = PLACE_NONE;
    switch (story->verdict->kind) {
    case VERDICT_LEAKS:
        tell_leak_path(t, story, 0);
        story->why = SAY(WHY_LEAKS, name, func, leak_means(t, story->location, name), "");
        if (has_no_body(story->func)) {
            story->also = CAUSE_NO_BODY;
            story->why = SAY(WHY_LEAKS_NO_BODY, name, func, "", "");
        }
        break;
    case VERDICT_LEAKS_CONTENT:
        tell_leak_path(t, story, 0);
        story->why = SAY(WHY_LEAKS_CONTENT, name, func, content_text(t->config, story->location, 1, name),
                         content_means(t, story->location, name));
        break;
    case VERDICT_LEAKS_RESULT: {
        const Location *result = result_location(t, story);
        tell_leak_path(t, story, story->verdict->result + 1);
        const char *to = result != NULL ? location_name(t->config, result) : "";
        story->why = why_leaks_result(t, story, name, to);
        break;
    }
    default:
        story->cause = CAUSE_STACK;
        mark_declaration(t, story);
        const char *content = content_text(t->config, story->location, 1, name);
        story->why = kind_of_param(story->location) == TYPE_CHAN ? SAY(WHY_PARAM_STAYS_CHAN, name, func, content, "")
                                                                 : SAY(WHY_PARAM_STAYS, name, func, content, "");
        tell_stops(t, story);
    }
}

const char *devirtualized_type(const Teller *t, const Verdict *verdict) {
    const char *to = strncmp(verdict->text, "cannot", strlen("cannot")) != 0 ? strstr(verdict->text, " to ") : NULL;
    return to != NULL ? arena_strdup(t->arena, to + strlen(" to ")) : NULL;
}

void tell_other(const Teller *t, Story *story) {
    story->placement = PLACE_NONE;
    switch (story->verdict->kind) {
    case VERDICT_LEAKS: /* of a function that has no graph */
        story->cause = CAUSE_LEAKING_PARAM;
        story->also = CAUSE_NO_BODY;
        story->why = SAY(WHY_LEAKS_UNSEEN, func_name_text(t->config, story->func), "", "", "");
        break;
    case VERDICT_SELF_ASSIGNMENT:
        story->cause = CAUSE_SELF_ASSIGNMENT;
        story->why = SAY(WHY_SELF_ASSIGNMENT, "", "", "", "");
        break;
    case VERDICT_ZERO_COPY:
        story->cause = CAUSE_ZERO_COPY;
        story->why = SAY(WHY_ZERO_COPY, "", "", "", "");
        break;
    case VERDICT_DEVIRTUALIZED:
        story->cause = CAUSE_DEVIRTUALIZED;
        story->why = devirtualized_type(t, story->verdict) != NULL
                         ? SAY(WHY_DEVIRTUALIZED, devirtualized_type(t, story->verdict), "", "", "")
                         : SAY(WHY_NOT_DEVIRTUALIZED, "", "", "", "");
        break;
    case VERDICT_BOUNDS:
        story->cause = CAUSE_BOUNDS;
        story->why = SAY(WHY_BOUNDS, "", "", "", "");
        break;
    default: story->cause = CAUSE_UNSAFE; story->why = SAY(WHY_UINTPTR, "", "", "", "");
    }
}

/* ---- Cost ---- */

/* "for each call of f1", "for each iteration of the loop". */
static const char *how_often(const Teller *t, const Story *story) {
    const bool loop = story->location != NULL && story->location->loop_depth > 1;
    if (story->func != NULL && (story->func->is_package_init || (func_is_init(story->func) && !loop))) {
        return SAY(OFTEN_ONCE, "", "", "", "");
    }
    if (loop) {
        return SAY(OFTEN_LOOP, func_name_text(t->config, story->func), "", "", "");
    }
    return SAY(OFTEN_CALL, func_name_text(t->config, story->func), "", "", "");
}

/* What it costs past the limit: "8 bytes", "one". */
static const char *else_cost(const Teller *t, const Room *room) {
    return room->bytes > 0 ? say_bytes(t->config, room->bytes) : SAY(COST_ELSE_ONE, "", "", "", "");
}

static const char *runtime_cost(const Teller *t, const Story *story) {
    const Room *room = &story->room;
    const char *limit = arena_printf(t->arena, "%lld", (long long)room->limit);
    const char *past = else_cost(t, room);
    switch (room->unit) {
    case ROOM_NONE:
    case ROOM_BYTES: return SAY(COST_BUFFER, say_bytes(t->config, room->limit), past, "", "");
    case ROOM_RUNES: return SAY(COST_RUNES, limit, past, "", "");
    case ROOM_ENTRIES: return SAY(COST_MAP, limit, "", "", "");
    case ROOM_VALUE: return SAY(COST_SMALL_INTEGER, limit, past, "", "");
    case ROOM_BITS: return SAY(COST_SMALL_WORD, limit, past, "", "");
    case ROOM_EMPTY: return SAY(COST_EMPTY, past, "", "", "");
    case ROOM_LENGTH: return SAY(COST_LENGTH, say_bytes(t->config, room->limit), past, "", "");
    case ROOM_OPERANDS: return SAY(COST_OPERANDS, "", "", "", "");
    case ROOM_CAPACITY:
        return room->limit > 0 ? SAY(COST_APPEND_FRAME, say_bytes(t->config, room->limit), "", "", "")
                               : SAY(COST_APPEND, "", "", "", "");
    }
    return NULL;
}

void tell_cost(const Teller *t, Story *story) {
    switch (story->placement) {
    case PLACE_NONE:
    case PLACE_STACK: return;
    case PLACE_STATIC: story->cost = SAY(COST_STATIC, "", "", "", ""); return;
    case PLACE_RUNTIME: story->cost = runtime_cost(t, story); return;
    case PLACE_HEAP: break;
    }
    const char *often = how_often(t, story);
    const char *bytes = arena_printf(t->arena, "%lld", (long long)story->bytes);
    const int allocations = story->room.allocations;
    if (story->bytes > 0 && allocations > 1) {
        story->cost = SAY(COST_SEVERAL, arena_printf(t->arena, "%d", allocations), bytes, often, "");
    } else if (story->bytes > 0) {
        story->cost = SAY(COST_BYTES, bytes, often, "", "");
    } else {
        story->cost = allocations == 1 ? SAY(COST_UNKNOWN, often, "", "", "") : SAY(COST_MANY, often, "", "", "");
    }
}
