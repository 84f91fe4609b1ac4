#include "viz/scene.h"

#include <string.h>

#include "core/base/strbuf.h"
#include "core/explain/translate.h"

/* Types that the compiler made of type arguments; what follows is the type they stand for. */
static const char SHAPE[] = "go.shape.";

/* What stands in quotes is the program's own. */
const char *without_shapes(Arena *arena, const char *text) {
    if (text == NULL || (strstr(text, SHAPE) == NULL && strchr(text, '#') == NULL)) {
        return text;
    }
    StrBuf out = strbuf_new(arena);
    char quote = '\0';
    while (*text != '\0') {
        if (quote == '\0' && strncmp(text, SHAPE, sizeof SHAPE - 1) == 0) {
            text += sizeof SHAPE - 1;
            continue;
        }
        if (quote == '\0' && *text == '#') { /* names of results of loop bodies: "(#r bool)" */
            text += strcspn(text, " ,)");
            text += *text == ' ';
            continue;
        }
        if (quote == '"' && *text == '\\' && text[1] != '\0') {
            strbuf_byte(&out, *text++);
        } else if (quote != '\0' ? *text == quote : *text == '"' || *text == '`') {
            quote = quote != '\0' ? '\0' : *text;
        }
        strbuf_byte(&out, *text++);
    }
    return strbuf_text(&out);
}

Scene *scene_new(Arena *arena, const char *title, const char *detail) {
    Scene *scene = ARENA_NEW(arena, Scene);
    scene->arena = arena;
    scene->title = without_shapes(arena, title);
    scene->detail = without_shapes(arena, detail);
    return scene;
}

Group *scene_group(Scene *scene, Group *parent, Look look, const char *title, const char *detail) {
    Group *group = ARENA_NEW(scene->arena, Group);
    group->id = scene->group_count++;
    group->title = without_shapes(scene->arena, title);
    group->detail = without_shapes(scene->arena, detail);
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
    box->name = without_shapes(scene->arena, name);
    box->type = without_shapes(scene->arena, type);
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
    VEC_PUSH(scene->arena, &box->cells, ((Cell){.text = without_shapes(scene->arena, text), .pointer = pointer}));
    return box->cells.len - 1;
}

void box_note(Scene *scene, Box *box, const char *text) {
    VEC_PUSH(scene->arena, &box->notes, without_shapes(scene->arena, text));
}

Arrow *scene_arrow(Scene *scene, Box *from, int cell, Box *to, Look look, const char *label) {
    VEC_PUSH(
        scene->arena, &scene->arrows,
        ((Arrow){.from = from, .cell = cell, .to = to, .look = look, .label = without_shapes(scene->arena, label)}));
    return &VEC_LAST(&scene->arrows);
}

void scene_order(Scene *scene, Box *from, Box *to) {
    VEC_PUSH(scene->arena, &scene->arrows,
             ((Arrow){.from = from, .cell = -1, .to = to, .look = LOOK_PLAIN, .label = "", .hidden = true}));
}

typedef struct Ranking {
    const Scene *scene;
    int *ranks;
    enum { UNSEEN, ON_THE_WAY, DONE } * states;
    int *order; /* boxes, each after those it points to */
    int count;
} Ranking;

static void visit(Ranking *r, int id) {
    r->states[id] = ON_THE_WAY;
    for (int i = 0; i < r->scene->arrows.len; i++) {
        const Arrow *arrow = &r->scene->arrows.at[i];
        if (arrow->from->id == id && r->states[arrow->to->id] == UNSEEN) {
            visit(r, arrow->to->id);
        }
    }
    r->states[id] = DONE;
    r->order[r->count++] = id;
}

int *scene_ranks(const Scene *scene) {
    int count = scene->boxes.len;
    Ranking ranking = {.scene = scene, .ranks = ARENA_ARRAY(scene->arena, int, count + 1)};
    ranking.states = arena_alloc(scene->arena, sizeof *ranking.states * (size_t)(count + 1));
    ranking.order = ARENA_ARRAY(scene->arena, int, count + 1);
    int *places = ARENA_ARRAY(scene->arena, int, count + 1);
    for (int i = 0; i < count; i++) {
        if (ranking.states[i] == UNSEEN) {
            visit(&ranking, i);
        }
    }
    for (int i = 0; i < count; i++) {
        places[ranking.order[i]] = i;
    }
    /* Arrows lead to what was done earlier; those that do not close a circle. */
    for (int i = count - 1; i >= 0; i--) {
        for (int k = 0; k < scene->arrows.len; k++) {
            const Arrow *arrow = &scene->arrows.at[k];
            int to = arrow->to->id;
            if (arrow->from->id == ranking.order[i] && places[to] < i &&
                ranking.ranks[to] <= ranking.ranks[arrow->from->id]) {
                ranking.ranks[to] = ranking.ranks[arrow->from->id] + 1;
            }
        }
    }
    return ranking.ranks;
}

void scene_remark(Scene *scene, const char *text) {
    VEC_PUSH(scene->arena, &scene->remarks, without_shapes(scene->arena, text));
}

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
