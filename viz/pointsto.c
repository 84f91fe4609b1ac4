/* Who points to what: pointers and objects, nothing else. */
#include "viz/cells.h"

enum { NAME_COLUMNS = 34, TYPE_COLUMNS = 34 };

typedef struct PointsTo {
    View *view;
    Scene *scene;
    Points *points;
    Map *groups; /* Func -> Group */
    Map *boxes;  /* Thing -> Box */
    Group *globals;
} PointsTo;

static Group *group_of(PointsTo *p, const Thing *thing) {
    if (thing->func == NULL) {
        if (p->globals == NULL) {
            p->globals = scene_group(p->scene, NULL, LOOK_PLAIN, view_tr(p->view, "package variables"), "");
        }
        return p->globals;
    }
    Group *group = map_get(p->groups, thing->func);
    if (group == NULL) {
        group = scene_group(p->scene, NULL, LOOK_PLAIN, view_func_title(p->view, thing->func), "");
        map_set(p->groups, thing->func, group);
    }
    return group;
}

static bool is_wanted(const PointsTo *p, const Thing *thing) {
    if (thing->location != NULL) {
        return view_shows(p->view, thing->location) && !view_is_joint(thing->location);
    }
    const ViewFunc *func = thing->func ? map_get(p->view->by_func, thing->func) : NULL;
    return func == NULL || func->shown;
}

static Box *box_of(PointsTo *p, const Thing *thing) {
    const View *view = p->view;
    Box *box = map_get(p->boxes, thing);
    if (box != NULL) {
        return box;
    }
    const Package *package = view->facts->ir->package;
    if (thing->location != NULL) {
        const char *type = thing->location->var ? location_type(&view->explain, view->facts->ir, thing->location)
                                                : object_type(view, thing->location);
        box = scene_box(p->scene, group_of(p, thing), BOX_ROUND, view_look(view, thing->location),
                        clipped(view->arena, location_name(&view->explain, thing->location), NAME_COLUMNS),
                        clipped(view->arena, type, TYPE_COLUMNS));
        box->span = view_span(view, thing->location);
        view_verdicts(view, thing->location, p->scene, box);
    } else if (thing->var != NULL) {
        box = scene_box(p->scene, group_of(p, thing), BOX_ROUND, LOOK_PLAIN,
                        clipped(view->arena, thing->var->name, NAME_COLUMNS),
                        clipped(view->arena, type_text(view->arena, thing->var->type, package), TYPE_COLUMNS));
        box->span = view_name_span(view, thing->var->pos, thing->var->name);
        box_note(p->scene, box, view_place(view, thing->var->pos));
    } else {
        box = scene_box(p->scene, group_of(p, thing), BOX_ROUND, LOOK_HEAP, view_tr(view, "the channel"),
                        clipped(view->arena, type_text(view->arena, thing->site->type, package), TYPE_COLUMNS));
        box->span = view_node_span(view, thing->site);
        box_note(p->scene, box, view_fill(view, "always on the heap, %1", view_place(view, thing->site->pos), "", ""));
    }
    map_set(p->boxes, thing, box);
    return box;
}

/* Things in the order of the view: by function, in source order, then those without location. */
static void in_order(PointsTo *p, void (*visit)(PointsTo *, Thing *)) {
    for (int i = 0; i < p->view->funcs.len; i++) {
        const ViewFunc *func = p->view->funcs.at[i];
        for (int k = 0; k < func->locations.len; k++) {
            Thing *thing = points_find(p->points, func->locations.at[k]);
            if (thing != NULL) {
                visit(p, thing);
            }
        }
    }
    for (int i = 0; i < p->points->things.len; i++) {
        if (p->points->things.at[i]->location == NULL) {
            visit(p, p->points->things.at[i]);
        }
    }
}

/* Boxes first: what points nowhere and is not pointed to is no part of this picture. */
static void make_boxes(PointsTo *p, Thing *thing) {
    for (int i = 0; is_wanted(p, thing) && i < thing->targets.len; i++) {
        if (is_wanted(p, thing->targets.at[i].thing)) {
            box_of(p, thing);
            box_of(p, thing->targets.at[i].thing);
        }
    }
}

static void make_arrows(PointsTo *p, Thing *thing) {
    Box *from = map_get(p->boxes, thing);
    for (int i = 0; from != NULL && i < thing->targets.len; i++) {
        const Target *target = &thing->targets.at[i];
        Box *to = map_get(p->boxes, target->thing);
        if (to != NULL) {
            Arrow *arrow = scene_arrow(p->scene, from, -1, to, to->look == LOOK_HEAP ? LOOK_HEAP : LOOK_STACK,
                                       view_place(p->view, target->pos));
            arrow->span = target->edge ? view_edge_span(p->view, target->edge) : view_text_span(p->view, target->pos);
        }
    }
}

Scene *points_to_scene(View *view) {
    PointsTo state = {.view = view, .points = points_compute(view)};
    state.scene = scene_new(view->arena, view_fill(view, "Who points to what in %1", view_subject(view), "", ""),
                            view_rules(view));
    state.groups = map_new(view->arena);
    state.boxes = map_new(view->arena);
    in_order(&state, make_boxes);
    in_order(&state, make_arrows);
    if (state.scene->boxes.len == 0) {
        scene_remark(state.scene, view_tr(view, "Nothing here points to a variable or an allocation of this package."));
    }
    view_finish(view, state.scene);
    return state.scene;
}
