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

static void add_edges(const View *view, Scene *scene, const Map *boxes) {
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
    add_edges(view, scene, boxes);
    if (scene->boxes.len == 0) {
        scene_remark(scene, view_tr(view, "Nothing here has an address or a place: there is nothing to draw."));
    }
    view_finish(view, scene);
    return scene;
}
