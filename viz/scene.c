#include "viz/scene.h"

#include "core/explain/translate.h"

Scene *scene_new(Arena *arena, const char *title, const char *detail) {
    Scene *scene = ARENA_NEW(arena, Scene);
    scene->arena = arena;
    scene->title = title;
    scene->detail = detail;
    return scene;
}

Group *scene_group(Scene *scene, Group *parent, Look look, const char *title, const char *detail) {
    Group *group = ARENA_NEW(scene->arena, Group);
    group->id = scene->group_count++;
    group->title = title;
    group->detail = detail;
    group->look = look;
    scene->looks[look] = true;
    VEC_PUSH(scene->arena, parent ? &parent->groups : &scene->groups, group);
    return group;
}

Box *scene_box(Scene *scene, Group *group, BoxShape shape, Look look, const char *name, const char *type) {
    Box *box = ARENA_NEW(scene->arena, Box);
    box->id = scene->boxes.len;
    box->group = group;
    box->shape = shape;
    box->look = look;
    box->name = name;
    box->type = type;
    if (shape != BOX_JOINT) {
        scene->looks[look] = true;
    }
    VEC_PUSH(scene->arena, &scene->boxes, box);
    if (group != NULL) {
        VEC_PUSH(scene->arena, &group->boxes, box);
    }
    return box;
}

int box_cell(Scene *scene, Box *box, const char *text, bool pointer) {
    VEC_PUSH(scene->arena, &box->cells, ((Cell){.text = text, .pointer = pointer}));
    return box->cells.len - 1;
}

void box_note(Scene *scene, Box *box, const char *text) { VEC_PUSH(scene->arena, &box->notes, text); }

Arrow *scene_arrow(Scene *scene, Box *from, int cell, Box *to, Look look, const char *label) {
    VEC_PUSH(scene->arena, &scene->arrows,
             ((Arrow){.from = from, .cell = cell, .to = to, .look = look, .label = label}));
    return &VEC_LAST(&scene->arrows);
}

void scene_order(Scene *scene, Box *from, Box *to) {
    VEC_PUSH(scene->arena, &scene->arrows,
             ((Arrow){.from = from, .cell = -1, .to = to, .look = LOOK_PLAIN, .label = "", .hidden = true}));
}

void scene_remark(Scene *scene, const char *text) { VEC_PUSH(scene->arena, &scene->remarks, text); }

const char *look_words(Look look) {
    switch (look) {
    case LOOK_PLAIN: return TR_LATER("lives elsewhere, or only passes a value on");
    case LOOK_STACK: return TR_LATER("stack: goes with its frame");
    case LOOK_HEAP: return TR_LATER("heap: an allocation that the collector frees");
    case LOOK_STATIC: return TR_LATER("static data: no allocation");
    case LOOK_RUNTIME: return TR_LATER("stack or heap: decided at run time");
    case LOOK_GHOST: return TR_LATER("gone: the place that a moved variable could not keep");
    case LOOK_COUNT: break;
    }
    return "";
}
