/* The way of one value, hop by hop, as its story tells it. */
#include <string.h>

#include "core/explain/translate.h"
#include "viz/view.h"

/* Stations that stand side by side before the way turns. */
enum { STATIONS_IN_ROW = 4 };

typedef struct Way {
    View *view;
    Scene *scene;
    const Story *story;
    const Location *read; /* what was asked for, when the story's value only takes its value; else NULL */
    Group *group;         /* of the station before */
    const Func *func;
    int count;
} Way;

static Group *group_for(Way *way, const Func *func) {
    if (func == NULL) {
        return NULL;
    }
    if (way->group == NULL || way->func != func) {
        bool own = func == way->story->func;
        way->group = scene_group(way->scene, NULL, own ? LOOK_STACK : LOOK_PLAIN, view_func_title(way->view, func), "");
        way->func = func;
    }
    return way->group;
}

static const char *func_of_call(const Edge *edge) {
    return edge != NULL && edge->callee != NULL ? edge->callee->name->text : NULL;
}

/* `location` is NULL for a station inside an edge: an expression that the value passes through. */
static Box *add_station(Way *way, const Location *location, const char *name) {
    const View *view = way->view;
    Box *box;
    if (location != NULL && view_is_heap(location)) {
        box = scene_box(way->scene, NULL, BOX_CYLINDER, LOOK_HEAP, view_tr(view, "heap"), "");
    } else if (location != NULL) {
        bool joint = view_is_joint(location);
        box = scene_box(way->scene, group_for(way, location->func), BOX_ROUND,
                        joint ? LOOK_PLAIN : view_look(view, location), name,
                        joint ? "" : location_type(&view->explain, view->facts->ir, location));
        box->span = view_span(view, location);
        view_verdicts(view, location, way->scene, box);
    } else {
        box = scene_box(way->scene, group_for(way, way->func), BOX_ROUND, LOOK_PLAIN, name, "");
    }
    way->count++;
    return box;
}

/* The words at an arrow: what happens, where, and in whose body when they do not say it. */
static const char *hop_label(const View *view, const Hop *hop, bool into_heap) {
    const char *callee = into_heap ? func_of_call(hop->edge) : NULL;
    const char *place = view_place(view, hop->pos);
    StrBuf label = strbuf_new(view->arena);
    strbuf_add(&label, hop->text ? hop->text : "");
    if (place[0] != '\0') {
        strbuf_printf(&label, "\n%s", place);
    }
    if (callee != NULL && strstr(strbuf_text(&label), callee) == NULL) {
        strbuf_add(&label, view_fill(view, ", inside %1", callee, "", ""));
    }
    return strbuf_text(&label);
}

/* The place that a hop leads to: of one that leads into a function, the parameter with which the next begins. */
static const Location *hop_end(const Story *story, int i, const char **name) {
    const Hop *hop = &story->hops.at[i];
    const Hop *next = i + 1 < story->hops.len ? &story->hops.at[i + 1] : NULL;
    *name = hop->to;
    if (hop->edge == NULL || (next != NULL && next->edge == hop->edge)) {
        return NULL;
    }
    if (next != NULL && next->edge != NULL && view_is_heap(hop->edge->dst)) {
        *name = next->from;
        return next->edge->src;
    }
    return hop->edge->dst;
}

static void add_hops(Way *way) {
    const View *view = way->view;
    const Story *story = way->story;
    Box *at = add_station(way, story->location, story->hops.at[0].from);
    if (way->read != NULL) {
        Box *first = way->scene->boxes.at[0];
        const char *place = view_place(view, story->pos);
        Arrow *arrow = scene_arrow(way->scene, first, -1, at, LOOK_PLAIN,
                                   arena_printf(view->arena, "%s\n%s", view_tr(view, "copied"), place));
        arrow->span = (SourceSpan){story->pos, story->length};
    }
    for (int i = 0; i < story->hops.len; i++) {
        const Hop *hop = &story->hops.at[i];
        const char *name;
        const Location *to = hop_end(story, i, &name);
        Box *next = add_station(way, to, name);
        Arrow *arrow =
            scene_arrow(way->scene, at, -1, next, LOOK_HEAP, hop_label(view, hop, to != NULL && view_is_heap(to)));
        arrow->span = (SourceSpan){hop->pos, pos_known(hop->pos) ? hop->length : 0};
        if (next->span.length == 0 && (to == NULL || !view_is_heap(to))) {
            next->span = arrow->span;
        }
        at = next;
    }
}

static void set_rows(Scene *scene) {
    if (scene->boxes.len <= STATIONS_IN_ROW) {
        scene->sideways = true;
        return;
    }
    for (int i = 0; i < scene->boxes.len; i++) {
        scene->boxes.at[i]->row = 1 + i / STATIONS_IN_ROW;
    }
}

static Scene *scene_of(View *view, const Story *story, const Location *read) {
    bool heap = story->placement == PLACE_HEAP || story->placement == PLACE_RUNTIME ||
                (story->location != NULL && (story->location->attributes & ATTR_ESCAPES) != 0);
    const char *name = story->location ? location_name(&view->explain, story->location) : story->headline;
    const char *title = story->verdict != NULL && (story->verdict->kind == VERDICT_LEAKS ||
                                                   story->verdict->kind == VERDICT_LEAKS_CONTENT ||
                                                   story->verdict->kind == VERDICT_LEAKS_RESULT)
                            ? view_fill(view, "Why does %1 leak?", name, "", "")
                        : heap ? view_fill(view, "Why does %1 escape?", name, "", "")
                               : view_fill(view, "Why does %1 not escape?", name, "", "");
    const char *in = story->func
                         ? view_fill(view, "in %1, %2", view_func_title(view, story->func), view_rules(view), "")
                         : view_rules(view);
    Scene *scene = scene_new(view->arena, title, in);
    Way way = {.view = view, .scene = scene, .story = story, .read = read};
    scene->is_path = true;
    if (read != NULL) {
        add_station(&way, read, location_name(&view->explain, read));
    }
    if (story->hops.len > 0) {
        add_hops(&way);
    } else if (story->location != NULL) {
        add_station(&way, story->location, name);
    }
    set_rows(scene);
    if (story->why[0] != '\0') {
        scene_remark(scene, story->why);
    }
    if (story->other_paths > 0) {
        const char *sentence = story->other_paths == 1 ? TR_LATER("There is %d more way to the heap.")
                                                       : TR_LATER("There are %d more ways to the heap.");
        scene_remark(scene, arena_printf(view->arena, view_tr(view, sentence), story->other_paths));
    }
    return scene;
}

/* How well a story fits when nobody named a value: smaller is better. */
static int fitness(const Story *story) {
    if (story->location == NULL || story->hops.len == 0) {
        return 3;
    }
    if ((story->location->attributes & ATTR_ESCAPES) == 0) {
        return 2;
    }
    return story->location->var != NULL ? 0 : 1;
}

/* Returns what the request is about, when the site reads it; NULL: it does not. */
static const Location *read_of_focus(const View *view, const Location *site) {
    const ViewFunc *func = site->func ? map_get(view->by_func, site->func) : NULL;
    for (int i = 0; func != NULL && i < func->all.len; i++) {
        if (view_is_focus(view, func->all.at[i]) && location_reads(site, func->all.at[i])) {
            return func->all.at[i];
        }
    }
    return NULL;
}

/* A variable's own way; when it has none, that of what is made of its value. */
static const Story *choose_story(const View *view, const StoryVec *stories, int *candidates, const Location **read) {
    const Story *best = NULL;
    for (int i = 0; i < stories->len; i++) {
        const Story *story = stories->at[i];
        const ViewFunc *func = story->func ? map_get(view->by_func, story->func) : NULL;
        if (story->location == NULL || (func != NULL && !func->wanted)) {
            continue;
        }
        bool asked = view->picture->focus == NULL || view_is_focus(view, story->location);
        const Location *variable = asked ? NULL : read_of_focus(view, story->location);
        if (!asked && (variable == NULL || fitness(story) >= 2)) {
            continue;
        }
        *candidates += fitness(story) < 2;
        if (best == NULL || fitness(story) < fitness(best)) {
            best = story;
            *read = variable;
        }
    }
    return best;
}

Scene *why_scene(View *view, Diag *why) {
    const PictureFacts *facts = view->facts;
    view->explain.follow = true;
    view->explain.elsewhere = facts->elsewhere;
    StoryVec stories = explain_package(&view->explain, facts->ir, facts->escape);
    int candidates = 0;
    const Location *read = NULL;
    const Story *best = choose_story(view, &stories, &candidates, &read);
    if (best == NULL && view->picture->focus == NULL) {
        Scene *empty =
            scene_new(view->arena, view_fill(view, "Why in %1?", view_subject(view), "", ""), view_rules(view));
        empty->is_path = true;
        scene_remark(empty, view_tr(view, "No value here has a way to the heap: there is nothing to draw."));
        view_finish(view, empty);
        return empty;
    }
    if (best == NULL) {
        *why =
            (Diag){.kind = DIAG_WORLD, .code = "", .text = view_tr(view, "there is no value whose way could be drawn")};
        return NULL;
    }
    Scene *scene = scene_of(view, best, read);
    if (view->picture->focus == NULL && candidates > 1) {
        const char *sentence =
            candidates == 2 ? TR_LATER("%d more value escapes here: name it with --focus=NAME or --focus=LINE:COL.")
                            : TR_LATER("%d more values escape here: name one with --focus=NAME or --focus=LINE:COL.");
        scene_remark(scene, arena_printf(view->arena, view_tr(view, sentence), candidates - 1));
    }
    view->left_out = 0;
    view_finish(view, scene);
    return scene;
}
