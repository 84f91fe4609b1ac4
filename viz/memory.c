/* Frames, heap, arrows, as on a blackboard. */
#include <stdint.h>

#include "core/explain/translate.h"
#include "viz/cells.h"

/* More ghosts than this have no arrows: they would hide those of pointers. */
enum { NAME_COLUMNS = 34, TYPE_COLUMNS = 34, GHOST_ARROWS_MAX = 3 };

typedef struct Memory {
    View *view;
    Scene *scene;
    Points *points;
    Group *stack, *heap, *runtime, *fixed, *globals; /* NULL until something is in it */
    Map *frames;                                     /* Func -> Group */
    Group *outside;     /* the frame of callers that the package does not have; NULL until it is needed */
    const Func *callee; /* the first one that they call */
    int moved;          /* variables that have a ghost in their frame */
    Map *boxes;         /* Thing -> Box */
    Map *cells;         /* Thing -> index of the cell its arrows start in + 2, as a pointer */
    Map *ghosts;        /* Func -> Box: of what went with its frame */
    Map *gone;          /* Func -> itself: the frame has been left while its values live on */
} Memory;

/* ---- Places. ---- */

static Group *stack_group(Memory *m) {
    if (m->stack == NULL) {
        m->stack = scene_group(m->scene, NULL, LOOK_STACK, view_tr(m->view, "stack"), "");
    }
    return m->stack;
}

static Group *frame_of(Memory *m, const Func *func) {
    Group *frame = map_get(m->frames, func);
    if (frame == NULL) {
        const char *title = view_func_title(m->view, func);
        bool gone = map_has(m->gone, func);
        frame = scene_group(m->scene, stack_group(m), gone ? LOOK_GHOST : LOOK_STACK,
                            view_fill(m->view, "frame of %1", title, "", ""),
                            gone ? view_tr(m->view, "gone when it returned") : "");
        frame->place = title;
        map_set(m->frames, func, frame);
    }
    return frame;
}

static Group *place_of(Memory *m, const Func *func, Look look) {
    if (look == LOOK_HEAP) {
        if (m->heap == NULL) {
            m->heap = scene_group(m->scene, NULL, LOOK_HEAP, view_tr(m->view, "heap"),
                                  view_tr(m->view, "the collector frees it"));
        }
        return m->heap;
    }
    if (look == LOOK_RUNTIME) {
        if (m->runtime == NULL) {
            m->runtime = scene_group(m->scene, NULL, LOOK_RUNTIME, view_tr(m->view, "stack or heap"),
                                     view_tr(m->view, "decided at run time, by size"));
        }
        return m->runtime;
    }
    if (look == LOOK_STATIC) {
        if (m->fixed == NULL) {
            m->fixed = scene_group(m->scene, NULL, LOOK_STATIC, view_tr(m->view, "static data"),
                                   view_tr(m->view, "no allocation"));
        }
        return m->fixed;
    }
    return frame_of(m, func);
}

static void remember(Memory *m, const Thing *thing, Box *box, int cell) {
    map_set(m->boxes, thing, box);
    map_set(m->cells, thing, (void *)(intptr_t)(cell + 2));
}

static int cell_of(const Memory *m, const Thing *thing) { return (int)(intptr_t)map_get(m->cells, thing) - 2; }

/* ---- Boxes. ---- */

static void note_bytes(const Memory *m, const Location *location, Box *box) {
    int64_t bytes = 0;
    location_placement(&m->view->explain, location, &bytes);
    if (bytes > 0) {
        const char *each = bytes == 1 ? TR_LATER("%lld byte each time") : TR_LATER("%lld bytes each time");
        box_note(m->scene, box, arena_printf(m->view->arena, view_tr(m->view, each), (long long)bytes));
    }
}

/* The place in its frame that a variable could not keep. */
static void add_ghost(Memory *m, const Location *location, Box *object) {
    const char *name = location_name(&m->view->explain, location);
    Box *ghost = scene_box(
        m->scene, frame_of(m, location->func), BOX_CELLS, LOOK_GHOST, clipped(m->view->arena, name, NAME_COLUMNS),
        view_tr(m->view, object ? TR_LATER("could not stay here") : TR_LATER("gone with the frame")));
    ghost->span = view_span(m->view, location);
    if (object != NULL && m->moved <= GHOST_ARROWS_MAX) {
        scene_arrow(m->scene, ghost, -1, object, LOOK_GHOST, view_tr(m->view, "moved"));
    }
}

/* What went with a frame is drawn as one: nothing points there any more. */
static void add_gone(Memory *m, const Location *location) {
    Box *ghost = map_get(m->ghosts, location->func);
    if (ghost == NULL) {
        add_ghost(m, location, NULL);
        map_set(m->ghosts, location->func, VEC_LAST(&m->scene->boxes));
        return;
    }
    const char *names = arena_printf(m->view->arena, "%s, %s", ghost->name, location_name(&m->view->explain, location));
    ghost->name = clipped(m->view->arena, names, 2 * NAME_COLUMNS);
}

static Thing *thing_at(const Memory *m, const Location *location) {
    Thing *thing = points_find(m->points, location);
    if (thing == NULL) {
        /* Nothing flows from or to it: it points nowhere. */
        thing = ARENA_NEW(m->view->arena, Thing);
        thing->location = location;
        thing->func = location->func;
        map_set(m->points->of, location, thing);
    }
    return thing;
}

static void add_variable(Memory *m, const Location *location) {
    Look look = view_look(m->view, location);
    Thing *thing = thing_at(m, location);
    if (look != LOOK_HEAP && map_has(m->gone, location->func)) {
        add_gone(m, location);
        return;
    }
    const char *type = location_type(&m->view->explain, m->view->facts->ir, location);
    Box *box = scene_box(m->scene, place_of(m, location->func, look == LOOK_HEAP ? LOOK_HEAP : LOOK_STACK), BOX_CELLS,
                         look == LOOK_HEAP ? LOOK_HEAP : LOOK_STACK,
                         clipped(m->view->arena, location_name(&m->view->explain, location), NAME_COLUMNS),
                         clipped(m->view->arena, type, TYPE_COLUMNS));
    box->span = view_span(m->view, location);
    int cell = cells_of_variable(m->view, m->scene, box, thing);
    if (map_has(m->view->verdicts, location)) {
        view_verdicts(m->view, location, m->scene, box);
    }
    if (location->is_param && cell >= 0 && thing->targets.len == 0) {
        box_note(m->scene, box, view_tr(m->view, "points to what the caller passed"));
    }
    if (look == LOOK_HEAP) {
        note_bytes(m, location, box);
        add_ghost(m, location, box);
    }
    remember(m, thing, box, cell);
}

static void add_object(Memory *m, const Location *location) {
    Look look = view_look(m->view, location);
    if (look == LOOK_STACK && map_has(m->gone, location->func)) {
        return;
    }
    Thing *thing = thing_at(m, location);
    Box *box = scene_box(m->scene, place_of(m, location->func, look), BOX_CELLS, look,
                         clipped(m->view->arena, location_name(&m->view->explain, location), NAME_COLUMNS),
                         clipped(m->view->arena, object_type(m->view, location), TYPE_COLUMNS));
    box->span = view_span(m->view, location);
    int cell = cells_of_object(m->view, m->scene, box, thing);
    view_verdicts(m->view, location, m->scene, box);
    note_bytes(m, location, box);
    remember(m, thing, box, cell);
}

/* What gc keeps no location for: package variables and channels. */
static void add_other(Memory *m, Thing *thing) {
    const View *view = m->view;
    if (thing->var != NULL && thing->targets.len > 0) {
        bool touches = false;
        for (int i = 0; i < thing->targets.len; i++) {
            touches |= map_has(m->boxes, thing->targets.at[i].thing);
        }
        if (!touches) {
            return;
        }
        if (m->globals == NULL) {
            m->globals = scene_group(m->scene, NULL, LOOK_PLAIN, view_tr(view, "package variables"),
                                     view_tr(view, "live as long as the program"));
        }
        Box *box = scene_box(
            m->scene, m->globals, BOX_CELLS, LOOK_PLAIN, clipped(view->arena, thing->var->name, NAME_COLUMNS),
            clipped(view->arena, type_text(view->arena, thing->var->type, view->facts->ir->package), TYPE_COLUMNS));
        box->span = view_name_span(view, thing->var->pos, thing->var->name);
        remember(m, thing, box, cells_of_variable(view, m->scene, box, thing));
        return;
    }
    ViewFunc *func = map_get(view->by_func, thing->func);
    if (thing->site != NULL && func != NULL && func->shown) {
        Box *box = scene_box(
            m->scene, place_of(m, thing->func, LOOK_HEAP), BOX_CELLS, LOOK_HEAP, view_tr(view, "the channel"),
            clipped(view->arena, type_text(view->arena, thing->site->type, view->facts->ir->package), TYPE_COLUMNS));
        box->span = view_node_span(view, thing->site);
        int cell = cells_of_object(view, m->scene, box, thing);
        box_note(m->scene, box, view_fill(view, "always on the heap, %1", view_place(view, thing->site->pos), "", ""));
        remember(m, thing, box, cell);
    }
}

/* ---- Frames that are gone, and who holds what they left. ---- */

static bool leaves_values(const Memory *m, const Func *func) {
    for (int i = 0; i < func->results.len; i++) {
        const Location *result = func->results.at[i]->location;
        const Thing *from = result ? points_find(m->points, result) : NULL;
        for (int k = 0; from != NULL && k < m->points->things.len; k++) {
            const Thing *thing = m->points->things.at[k];
            if (thing->location != NULL && thing->func == func && thing != from &&
                (thing->location->attributes & ATTR_ESCAPES) != 0 && points_reach(m->points, from, thing)) {
                return true;
            }
        }
    }
    return false;
}

static bool held_by_caller(const Memory *m, const Func *func) {
    for (int i = 0; i < m->points->calls.len; i++) {
        const PointsCall *call = m->points->calls.at[i];
        const ViewFunc *caller = map_get(m->view->by_func, call->caller);
        if (call->callee == func && call->kept && caller != NULL && caller->shown && !map_has(m->gone, call->caller)) {
            return true;
        }
    }
    return false;
}

static const Func *caller_of(const Memory *m, const Func *func) {
    for (int i = 0; i < m->points->calls.len; i++) {
        const PointsCall *call = m->points->calls.at[i];
        if (call->callee == func && call->caller != func && !map_has(m->gone, call->caller)) {
            return call->caller;
        }
    }
    return NULL;
}

/* The frame of a caller that the package does not have. One stands for all of them: the results name their functions.
 */
static Group *outside_frame(Memory *m, const Func *callee) {
    const View *view = m->view;
    if (m->outside == NULL) {
        const char *who = view_fill(view, "whoever calls %1", view_func_title(view, callee), "", "");
        m->outside = scene_group(m->scene, stack_group(m), LOOK_STACK, view_fill(view, "frame of %1", who, "", ""), "");
        m->outside->place = who;
        m->callee = callee;
    } else if (m->callee != callee) {
        m->outside->title = view_tr(view, "frames of the callers");
        m->outside->place = view_tr(view, "the callers");
    }
    return m->outside;
}

static void add_result(Memory *m, const Func *func, Thing *thing) {
    const View *view = m->view;
    const Func *caller = caller_of(m, func);
    Group *frame = caller != NULL ? frame_of(m, caller) : outside_frame(m, func);
    const Location *location = thing->location;
    const char *name = location_name(&view->explain, location);
    if (view_is_named(location)) {
        name = view_fill(view, "result %1 of %2", name, view_func_title(view, func), "");
    }
    Box *box = scene_box(m->scene, frame, BOX_CELLS, LOOK_STACK, clipped(view->arena, name, NAME_COLUMNS),
                         clipped(view->arena, location_type(&view->explain, view->facts->ir, location), TYPE_COLUMNS));
    box->span = view_span(view, location);
    remember(m, thing, box, cells_of_variable(view, m->scene, box, thing));
}

/* A surviving pointer is drawn where it lives: in the caller's frame. */
static void add_results(Memory *m, const ViewFunc *func) {
    if (held_by_caller(m, func->func)) {
        return;
    }
    for (int i = 0; i < func->func->results.len; i++) {
        const Location *location = func->func->results.at[i]->location;
        Thing *thing = location ? points_find(m->points, location) : NULL;
        if (thing != NULL && thing->targets.len > 0 && !map_has(m->boxes, thing)) {
            add_result(m, func->func, thing);
        }
    }
}

/* ---- Arrows. ---- */

static bool is_literal(const Thing *thing) {
    return thing->location != NULL && thing->location->node != NULL && thing->location->node->op == NODE_CLOSURE;
}

static void add_arrows(Memory *m) {
    for (int i = 0; i < map_len(m->boxes); i++) {
        const Thing *thing = map_key_at(m->boxes, i);
        Box *from = map_value_at(m->boxes, i);
        for (int k = 0; k < thing->targets.len; k++) {
            const Target *target = &thing->targets.at[k];
            Box *to = map_get(m->boxes, target->thing);
            if (to == NULL) {
                continue;
            }
            const char *place = view_place(m->view, target->pos);
            const char *words = target->edge          ? view_edge_words(m->view, target->edge, true)
                                : target->thing->site ? view_tr(m->view, "made")
                                : target->passed      ? view_tr(m->view, "passed")
                                : is_literal(thing)   ? view_tr(m->view, "captured")
                                                      : view_tr(m->view, "stored");
            Arrow *arrow = scene_arrow(m->scene, from, cell_towards(thing, target, cell_of(m, thing)), to,
                                       to->look == LOOK_HEAP ? LOOK_HEAP : LOOK_STACK,
                                       place[0] ? view_fill(m->view, "%1, %2", words, place, "") : words);
            arrow->span = target->edge ? view_edge_span(m->view, target->edge) : view_text_span(m->view, target->pos);
        }
    }
}

static bool is_in_frame(const Memory *m, const Box *box) {
    return box->group != m->heap && box->group != m->runtime && box->group != m->fixed && box->group != m->globals;
}

/* Something outside the frames points to it: where that goes, it goes too. */
static bool follows_object(const Memory *m, const Box *box) {
    for (int i = 0; i < m->scene->arrows.len; i++) {
        const Arrow *arrow = &m->scene->arrows.at[i];
        if (arrow->to == box && arrow->from != box && !is_in_frame(m, arrow->from)) {
            return true;
        }
    }
    return false;
}

/* The stack stands on one side, all else on the other: behind the stack's last object. */
static void separate(Memory *m) {
    const int *ranks = scene_ranks(m->scene);
    Box *last = NULL;
    for (int i = 0; i < m->scene->boxes.len; i++) {
        Box *box = m->scene->boxes.at[i];
        if (is_in_frame(m, box) && (last == NULL || ranks[i] > ranks[last->id])) {
            last = box;
        }
    }
    for (int i = 0; i < m->scene->boxes.len && last != NULL; i++) {
        Box *box = m->scene->boxes.at[i];
        if (!is_in_frame(m, box) && box->group != m->globals && ranks[i] <= ranks[last->id] &&
            !follows_object(m, box)) {
            scene_order(m->scene, last, box);
        }
    }
}

static void count_moved(Memory *m) {
    for (int i = 0; i < m->view->funcs.len; i++) {
        const ViewFunc *func = m->view->funcs.at[i];
        for (int k = 0; k < func->locations.len; k++) {
            const Location *location = func->locations.at[k];
            m->moved += view_is_named(location) && view_look(m->view, location) == LOOK_HEAP;
        }
    }
}

static void add_func(Memory *m, const ViewFunc *func) {
    for (int i = 0; i < func->locations.len; i++) {
        const Location *location = func->locations.at[i];
        if (view_is_joint(location)) {
            continue;
        }
        if (location->result_index > 0) {
            /* Drawn where it arrives, unless it moved itself. */
            if ((location->attributes & ATTR_ESCAPES) != 0 && view_is_named(location)) {
                add_variable(m, location);
            }
        } else if (location->var != NULL) {
            add_variable(m, location);
        } else {
            add_object(m, location);
        }
    }
}

static bool is_called(const Memory *m, const Func *func) {
    for (int i = 0; i < m->points->calls.len; i++) {
        const PointsCall *call = m->points->calls.at[i];
        const ViewFunc *caller = map_get(m->view->by_func, call->caller);
        if (call->callee == func && call->caller != func && caller != NULL && caller->shown) {
            return true;
        }
    }
    return false;
}

/* Frames in the order in which they are entered: what nobody here calls first, each before what it calls. */
static void add_funcs(Memory *m) {
    VEC(const ViewFunc *) order = {0};
    Map *listed = map_new(m->view->arena);
    for (int turn = 0; turn < 2; turn++) {
        for (int i = 0; i < m->view->funcs.len; i++) {
            const ViewFunc *root = m->view->funcs.at[i];
            if (map_has(listed, root->func) || (turn == 0 && is_called(m, root->func))) {
                continue;
            }
            int next = order.len;
            map_set(listed, root->func, m);
            VEC_PUSH(m->view->arena, &order, root);
            for (; next < order.len; next++) {
                for (int k = 0; k < m->points->calls.len; k++) {
                    const PointsCall *call = m->points->calls.at[k];
                    const ViewFunc *callee = map_get(m->view->by_func, call->callee);
                    if (call->caller == order.at[next]->func && callee != NULL && !map_has(listed, call->callee)) {
                        map_set(listed, call->callee, m);
                        VEC_PUSH(m->view->arena, &order, callee);
                    }
                }
            }
        }
    }
    for (int i = 0; i < order.len; i++) {
        add_func(m, order.at[i]);
    }
}

Scene *memory_scene(View *view) {
    Memory memory = {.view = view, .points = points_compute(view)};
    Memory *m = &memory;
    m->scene = scene_new(view->arena, view_fill(view, "Where the values of %1 live", view_subject(view), "", ""),
                         view_rules(view));
    m->scene->rather_sideways = true;
    m->frames = map_new(view->arena);
    m->boxes = map_new(view->arena);
    m->cells = map_new(view->arena);
    m->gone = map_new(view->arena);
    m->ghosts = map_new(view->arena);
    for (int i = 0; i < view->funcs.len; i++) {
        if (view->funcs.at[i]->shown && leaves_values(m, view->funcs.at[i]->func)) {
            map_set(m->gone, view->funcs.at[i]->func, view);
        }
    }
    count_moved(m);
    stack_group(m);
    /* Frames of callers come first. */
    for (int i = 0; i < view->funcs.len; i++) {
        if (view->funcs.at[i]->shown) {
            add_results(m, view->funcs.at[i]);
        }
    }
    add_funcs(m);
    for (int i = 0; i < m->points->things.len; i++) {
        add_other(m, m->points->things.at[i]);
    }
    add_arrows(m);
    separate(m);
    if (m->scene->boxes.len == 0) {
        scene_remark(m->scene, view_tr(view, "No variable and no allocation here: there is nothing to draw."));
    }
    view_finish(view, m->scene);
    return m->scene;
}
