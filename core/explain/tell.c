/* The words of one story: why, cost, and the marks in the source. */
#include <string.h>

#include "core/explain/internal.h"

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
    const bool param = location->var->class == CLASS_PARAM || location->var->class == CLASS_PARAMOUT;
    const char *bytes = say_bytes(t->config, type_size(location->var->type));
    const char *label = param ? SAY(MARK_PARAM, type, func, "", "") : SAY(MARK_DECLARED, type, bytes, func, "");
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
static const char *held(const Teller *t, const Location *location) {
    const char *name = location_name(t->config, location);
    return location_is_named_var(location) ? SAY(ADDRESS_SHORT, name, "", "", "") : name;
}

static const char *why_returned(const Teller *t, const Story *story, const Location *root) {
    const char *func = func_name_text(t->config, root->func);
    const char *what = held(t, story->location);
    switch (story->cause) {
    case CAUSE_RETURNED_SLICE: return SAY(WHY_RETURNED_SLICE, func, what, "", "");
    case CAUSE_RETURNED_STRING: return SAY(WHY_RETURNED_STRING, func, what, "", "");
    case CAUSE_RETURNED_MAP: return SAY(WHY_RETURNED_MAP, func, what, "", "");
    case CAUSE_RETURNED_FUNC: return SAY(WHY_RETURNED_FUNC, func, what, "", "");
    case CAUSE_RETURNED_INTERFACE: return SAY(WHY_RETURNED_INTERFACE, func, what, "", "");
    default: return SAY(WHY_RETURNED_POINTER, func, what, "", "");
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
    const char *what = held(t, story->location);
    const char *func = func_name_text(t->config, story->func);
    const char *callee = callee_text(t, last->call, last->callee);
    Story end = *story;
    end.cause = decisive(story);
    switch (end.cause) {
    case CAUSE_RETURNED_POINTER:
    case CAUSE_RETURNED_SLICE:
    case CAUSE_RETURNED_STRING:
    case CAUSE_RETURNED_MAP:
    case CAUSE_RETURNED_FUNC:
    case CAUSE_RETURNED_INTERFACE:
        return why_returned(t, &end, story->location->func != NULL ? story->location : last->dst);
    case CAUSE_STORED_GLOBAL: return SAY(WHY_STORED_GLOBAL, what, func, "", "");
    case CAUSE_STORED_THROUGH: return SAY(WHY_STORED_THROUGH, what, func, "", "");
    case CAUSE_STORED_MAP: return SAY(WHY_STORED_MAP, what, func, "", "");
    case CAUSE_SENT: return SAY(WHY_SENT, what, func, "", "");
    case CAUSE_PANIC: return SAY(WHY_PANIC, what, func, "", "");
    case CAUSE_PASSED_ON: return SAY(WHY_PASSED_ON, what, callee, "", "");
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
    default: return SAY(WHY_STORED_THROUGH, what, func, "", "");
    }
}

static const char *why_size(const Teller *t, const Story *story) {
    const Node *n = story->location->node;
    const char *name = location_name(t->config, story->location);
    Type *type = story->location->var != NULL ? story->location->var->type : n != NULL ? n->type : NULL;
    switch (story->cause) {
    case CAUSE_TOO_LARGE: {
        int64_t bytes = type != NULL ? type_size(type) : 0;
        if (story->location->var == NULL && story->bytes > bytes) {
            bytes = story->bytes;
        }
        return story->location->var != NULL ? SAY(WHY_TOO_LARGE_VARIABLE, name, say_bytes(t->config, bytes), "", "")
                                            : SAY(WHY_TOO_LARGE, name, say_bytes(t->config, bytes), "", "");
    }
    case CAUSE_SIZE_UNKNOWN: return SAY(WHY_SIZE_UNKNOWN, name, "", "", "");
    case CAUSE_ZERO_SIZE_ELEMENT: return SAY(WHY_ZERO_SIZE_ELEMENT, name, "", "", "");
    default: return SAY(WHY_TOO_ALIGNED, name, "", "", "");
    }
}

void tell_heap(const Teller *t, Story *story, const EscapePath *path) {
    const Location *location = story->location;
    story->cause = cause_of_force(location->forced);
    mark_declaration(t, story);
    if (story->cause != CAUSE_NONE) {
        story->why = why_size(t, story);
        return;
    }
    if (path == NULL || path->len == 0) {
        story->cause = CAUSE_STORED_THROUGH;
        story->why = SAY(WHY_STORED_THROUGH, held(t, location), func_name_text(t->config, story->func), "", "");
        return;
    }
    story->cause = cause_of_path(location, path, &story->also);
    story->hops = hops_of(t, path);
    mark_hops(t, story);
    const char *end = why_root(t, story, path);
    const char *name = location_name(t->config, location);
    if (story->cause == CAUSE_CAPTURED) {
        story->why = SAY(WHY_CAPTURED, name, end, "", "");
    } else if (story->cause == CAUSE_INTERFACE_CONVERSION) {
        const char *value = node_text(t->arena, location->node->x, t->config->go, t->ir);
        story->why = story->placement == PLACE_STATIC    ? SAY(WHY_CONVERTED_STATIC, value, end, "", "")
                     : story->placement == PLACE_RUNTIME ? SAY(WHY_CONVERTED_RUNTIME, value, end, "", "")
                                                         : SAY(WHY_CONVERTED, value, end, "", "");
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
    case PLACE_STATIC: story->why = SAY(WHY_STAYS_STATIC, name, func, "", ""); break;
    case PLACE_RUNTIME: story->why = SAY(WHY_STAYS_RUNTIME, name, func, "", ""); break;
    default: story->why = SAY(WHY_STAYS, name, func, "", "");
    }
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

static void tell_leak_path(const Teller *t, Story *story, const Location *root) {
    const EscapePath *path = root != NULL ? path_between(t->arena, t->batch, story->location, root)
                                          : path_to_heap(t->arena, t->batch, story->location);
    mark_declaration(t, story);
    if (path != NULL && path->len > 0) {
        story->hops = hops_of(t, path);
        mark_hops(t, story);
        if (root == NULL) {
            story->also = cause_of_path(story->location, path, &(Cause){CAUSE_NONE});
        }
    }
}

static const char *leak_level(const Teller *t, int derefs) {
    switch (derefs) {
    case 0: return SAY(LEVEL_0, "", "", "", "");
    case 1: return SAY(LEVEL_1, "", "", "", "");
    default: return SAY(LEVEL_N, arena_printf(t->arena, "%d", derefs), "", "", "");
    }
}

void tell_param(const Teller *t, Story *story) {
    const char *name = location_name(t->config, story->location);
    const char *func = func_name_text(t->config, story->func);
    story->cause = CAUSE_LEAKING_PARAM;
    story->placement = PLACE_NONE;
    switch (story->verdict->kind) {
    case VERDICT_LEAKS:
        tell_leak_path(t, story, NULL);
        story->why = SAY(WHY_LEAKS, name, func, "", "");
        break;
    case VERDICT_LEAKS_CONTENT:
        tell_leak_path(t, story, NULL);
        story->why = SAY(WHY_LEAKS_CONTENT, name, func, "", "");
        break;
    case VERDICT_LEAKS_RESULT: {
        const Location *result = result_location(t, story);
        tell_leak_path(t, story, result);
        const char *to = result != NULL ? location_name(t->config, result) : "";
        story->why = SAY(WHY_LEAKS_RESULT, name, to, leak_level(t, story->verdict->derefs), func);
        break;
    }
    default:
        story->cause = CAUSE_STACK;
        mark_declaration(t, story);
        story->why = SAY(WHY_PARAM_STAYS, name, func, "", "");
    }
}

void tell_other(const Teller *t, Story *story) {
    story->placement = PLACE_NONE;
    switch (story->verdict->kind) {
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
        story->why = SAY(WHY_DEVIRTUALIZED, "", "", "", "");
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
    if (story->func != NULL && story->func->is_package_init) {
        return SAY(OFTEN_ONCE, "", "", "", "");
    }
    if (story->location != NULL && story->location->loop_depth > 1) {
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
