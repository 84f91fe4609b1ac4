/* The analyser's own graph: one box a location, one arrow an edge, the heap as a cylinder. */
#include "viz/view.h"

/* A temporary that nothing flows into, or nothing out of, joins nothing. */
static bool joins(const View *view, const Location *location) {
    bool in = false;
    bool out = false;
    for (int i = 0; i < view->edges.len; i++) {
        const Edge *edge = view->edges.at[i];
        in |= edge->dst == location && view_shows(view, edge->src);
        out |= edge->src == location && (view_is_heap(edge->dst) || view_shows(view, edge->dst));
    }
    return in && out;
}

static Box *add_location(const View *view, Scene *scene, Group *group, const Location *location) {
    if (view_is_joint(location)) {
        Box *joint = joins(view, location) ? scene_box(scene, group, BOX_JOINT, LOOK_PLAIN, "", "") : NULL;
        if (joint != NULL) {
            joint->what = location;
        }
        return joint;
    }
    Box *box = scene_box(scene, group, BOX_ROUND, view_look(view, location), location_name(&view->explain, location),
                         location_type(&view->explain, view->facts->ir, location));
    box->span = view_span(view, location);
    box->what = location;
    view_verdicts(view, location, scene, box);
    return box;
}

static Look arrow_look(const Edge *edge) {
    bool leads = view_is_heap(edge->dst) || ((edge->src->attributes & ATTR_ESCAPES) != 0 && edge->derefs < 0);
    return leads ? LOOK_HEAP : LOOK_PLAIN;
}

/* Returns the box of the heap; NULL: nothing goes there. */
static Box *add_edges(const View *view, Scene *scene, const Map *boxes) {
    Box *heap = NULL;
    for (int i = 0; i < view->edges.len; i++) {
        const Edge *edge = view->edges.at[i];
        Box *from = map_get(boxes, edge->src);
        Box *to = map_get(boxes, edge->dst);
        if (from != NULL && view_is_heap(edge->dst)) {
            if (heap == NULL) {
                heap = scene_box(scene, NULL, BOX_CYLINDER, LOOK_HEAP, view_tr(view, "heap"), "");
            }
            to = heap;
        }
        if (from == NULL || to == NULL) {
            continue;
        }
        const char *words = view_edge_words(view, edge, true);
        const char *place = view_place(view, edge_pos(edge));
        Arrow *arrow = scene_arrow(scene, from, -1, to, arrow_look(edge),
                                   place[0] ? arena_printf(view->arena, "%s\n%s", words, place) : words);
        arrow->span = view_edge_span(view, edge);
        arrow->edge = edge;
    }
    return heap;
}

/* ---- Columns. ---- */

/* More boxes of a function than these, each with no neighbour but the heap, stand in several columns. */
enum { BOXES_IN_COLUMN = 4, COLUMNS_MAX = 4 };

/* Returns how many arrows to the heap touch the box; -1: other arrows do. */
static int heap_arrows(const Scene *scene, const Box *box, const Box *heap) {
    int count = 0;
    for (int i = 0; i < scene->arrows.len; i++) {
        const Arrow *arrow = &scene->arrows.at[i];
        if (arrow->from != box && arrow->to != box) {
            continue;
        }
        if (arrow->hidden || heap == NULL || arrow->to != heap) {
            return -1;
        }
        count++;
    }
    return count;
}

/* The layout would put them all into one column as long as the page. Those with arrows come last: next to the heap. */
static void set_columns(Scene *scene, const Group *group, const Box *heap) {
    BoxVec lone = {0};
    for (int arrows = 0; arrows <= 1; arrows++) {
        for (int i = 0; i < group->boxes.len; i++) {
            if (heap_arrows(scene, group->boxes.at[i], heap) == arrows) {
                VEC_PUSH(scene->arena, &lone, group->boxes.at[i]);
            }
        }
    }
    int columns = (lone.len + BOXES_IN_COLUMN - 1) / BOXES_IN_COLUMN;
    columns = columns < COLUMNS_MAX ? columns : COLUMNS_MAX;
    int rows = columns > 1 ? (lone.len + columns - 1) / columns : lone.len;
    for (int i = 0; i + rows < lone.len; i++) {
        scene_order(scene, lone.at[i], lone.at[i + rows]);
    }
}

Scene *flow_scene(View *view) {
    Scene *scene =
        scene_new(view->arena, view_fill(view, "How values flow in %1", view_subject(view), "", ""), view_rules(view));
    Map *boxes = map_new(view->arena);
    for (int i = 0; i < view->funcs.len; i++) {
        const ViewFunc *func = view->funcs.at[i];
        if (func->locations.len == 0) {
            continue;
        }
        Group *group = scene_group(scene, NULL, LOOK_PLAIN, func->title, "");
        for (int k = 0; k < func->locations.len; k++) {
            Box *box = add_location(view, scene, group, func->locations.at[k]);
            if (box != NULL) {
                map_set(boxes, func->locations.at[k], box);
            }
        }
    }
    const Box *heap = add_edges(view, scene, boxes);
    for (int i = 0; i < scene->groups.len; i++) {
        set_columns(scene, scene->groups.at[i], heap);
    }
    if (scene->boxes.len == 0) {
        scene_remark(scene, view_tr(view, "Nothing here has an address or a place: there is nothing to draw."));
    }
    view_finish(view, scene);
    return scene;
}
