#include "viz/frames.h"

#include <stdlib.h>
#include <string.h>

#include "viz/frames_words.h"
#include "viz/view.h"

typedef struct Maker {
    View *view;
    Words words;
    Arena *arena;
    Frames *frames;
    Scene *scene;
    Map *boxes; /* Location -> Box */
    Box *heap;  /* NULL: nothing flows there */
    StoryVec stories;
    bool *appeared; /* by box */
    bool *decided;  /* by box */
    bool *drawn;    /* by arrow */
    Step *last;
} Maker;

const char *step_kind_name(StepKind kind) {
    static const char *const names[] = {"begin", "places", "edge", "walk", "verdict", "end"};
    return names[kind];
}

/* ---- Steps. ---- */

static Step *add_step(Maker *m, StepKind kind, const char *sentence) {
    VEC_PUSH(m->arena, &m->frames->steps, ((Step){.kind = kind, .sentence = sentence, .placement = PLACE_NONE}));
    m->last = &VEC_LAST(&m->frames->steps);
    return m->last;
}

static void appear(Maker *m, Step *step, Box *box) {
    if (box != NULL && !m->appeared[box->id]) {
        m->appeared[box->id] = true;
        VEC_PUSH(m->arena, &step->appear, box);
    }
}

static void decide(Maker *m, Step *step, Box *box) {
    if (box != NULL && !m->decided[box->id]) {
        m->decided[box->id] = true;
        VEC_PUSH(m->arena, &step->decided, box);
    }
}

static void light(Maker *m, Step *step, Box *box) {
    if (box != NULL) {
        VEC_PUSH(m->arena, &step->lit, box);
    }
}

static void mark(Maker *m, Step *step, SourceSpan span, const char *label) {
    if (span.length > 0) {
        VEC_PUSH(m->arena, &step->marks, ((Mark){.pos = span.pos, .length = span.length, .label = label}));
    }
}

/* An arrow appears with what it joins. */
static void draw_edge(Maker *m, Step *step, int index) {
    const Arrow *arrow = &m->scene->arrows.at[index];
    appear(m, step, arrow->from);
    appear(m, step, arrow->to);
    m->drawn[index] = true;
    VEC_PUSH(m->arena, &step->edges, index);
    VEC_PUSH(m->arena, &step->lit_edges, index);
    mark(m, step, arrow->span, "");
}

/* ---- A flow graph: places and edges. ---- */

/* The heap has no verdict: it is what it is from its first arrow on. */
static bool is_heap_box(const Box *box) { return box->shape == BOX_CYLINDER; }

static bool is_worded(const Box *box) {
    const Location *location = box->what;
    return box->shape == BOX_ROUND && location != NULL && location->result_index == 0;
}

static void add_places(Maker *m, const ViewFunc *func) {
    Step *step = NULL;
    NameList names = {.arena = m->arena};
    for (int i = 0; i < func->locations.len; i++) {
        Box *box = map_get(m->boxes, func->locations.at[i]);
        if (box == NULL) {
            continue;
        }
        if (step == NULL) {
            step = add_step(m, STEP_PLACES, "");
        }
        appear(m, step, box);
        if (box->shape == BOX_JOINT) {
            decide(m, step, box);
        } else {
            name_list_add(&names, box->name);
            light(m, step, box);
            if (step->marks.len < MARKS_MAX) {
                mark(m, step, box->span, "");
            }
        }
    }
    if (step != NULL) {
        step->sentence = words_of_places(&m->words, func->title, &names);
    }
}

typedef struct Order {
    int arrow;
    uint32_t offset;
} Order;

static int by_source(const void *a, const void *b) {
    const Order *x = a;
    const Order *y = b;
    if (x->offset != y->offset) {
        return x->offset < y->offset ? -1 : 1;
    }
    return x->arrow - y->arrow;
}

static bool is_of_batch(const Batch *batch, const Func *func) {
    for (int i = 0; func != NULL && i < batch->funcs.len; i++) {
        if (batch->funcs.at[i] == func) {
            return true;
        }
    }
    return false;
}

static const char *name_in_words(const Maker *m, const Box *box) {
    if (is_heap_box(box)) {
        return view_tr(m->view, "the heap");
    }
    return box->shape == BOX_JOINT ? view_tr(m->view, "a temporary") : location_name(&m->view->explain, box->what);
}

/* What makes the edge. Of one to the heap a story may know more than the graph. */
static const char *reason_of(const Maker *m, const Edge *edge) {
    for (int i = 0; i < m->stories.len && view_is_heap(edge->dst); i++) {
        const HopVec *hops = &m->stories.at[i]->hops;
        for (int k = 0; k < hops->len; k++) {
            if (hops->at[k].edge == edge && hops->at[k].text != NULL && hops->at[k].text[0] != '\0') {
                return hops->at[k].text;
            }
        }
    }
    return view_edge_words(m->view, edge, true);
}

static void add_edge(Maker *m, int index) {
    const Arrow *arrow = &m->scene->arrows.at[index];
    const Edge *edge = arrow->edge;
    const char *subject = words_of_flow(&m->words, name_in_words(m, arrow->from), edge->derefs);
    Step *step = add_step(m, STEP_EDGE,
                          words_of_edge(&m->words, subject, name_in_words(m, arrow->to), reason_of(m, edge),
                                        view_place(m->view, edge_pos(edge))));
    draw_edge(m, step, index);
    light(m, step, arrow->from);
    light(m, step, arrow->to);
}

static void add_edges(Maker *m, const Batch *batch) {
    VEC(Order) order = {0};
    for (int i = 0; i < m->scene->arrows.len; i++) {
        const Arrow *arrow = &m->scene->arrows.at[i];
        const Edge *edge = arrow->edge;
        if (edge != NULL && !m->drawn[i] && is_of_batch(batch, edge->src->func)) {
            /* What has no position comes last. */
            VEC_PUSH(m->arena, &order, ((Order){i, arrow->span.length > 0 ? arrow->span.pos.offset : UINT32_MAX}));
        }
    }
    if (order.len > 0) {
        qsort(order.at, (size_t)order.len, sizeof *order.at, by_source);
    }
    for (int i = 0; i < order.len; i++) {
        add_edge(m, order.at[i].arrow);
    }
}

/* ---- A flow graph: walks. ---- */

typedef VEC(const Edge *) PathVec;

static Box *box_at(const Maker *m, const Location *location) {
    return view_is_heap(location) ? m->heap : map_get(m->boxes, location);
}

/* One flow may be written twice, and the solver may keep an edge that never came into the graph. */
static int arrow_of(const Maker *m, const Edge *edge) {
    const Box *from = box_at(m, edge->src);
    const Box *to = box_at(m, edge->dst);
    int found = -1;
    for (int i = 0; i < m->scene->arrows.len; i++) {
        const Arrow *arrow = &m->scene->arrows.at[i];
        const Edge *drawn = arrow->edge;
        if (drawn == edge) {
            return i;
        }
        if (drawn != NULL && arrow->from == from && arrow->to == to && drawn->derefs == edge->derefs) {
            found = i;
        }
    }
    return found;
}

/* The hops of a story tell its path; one edge may take several. */
static PathVec path_of_story(const Maker *m, const Story *story) {
    PathVec path = {0};
    for (int i = 0; i < story->hops.len; i++) {
        const Edge *edge = story->hops.at[i].edge;
        if (edge != NULL && (path.len == 0 || VEC_LAST(&path) != edge)) {
            VEC_PUSH(m->arena, &path, edge);
        }
    }
    return path;
}

static void light_path(Maker *m, Step *step, const PathVec *path, int first) {
    for (int i = path->len - 1; i >= first; i--) {
        const int index = arrow_of(m, path->at[i]);
        light(m, step, box_at(m, path->at[i]->dst));
        if (index >= 0) {
            VEC_PUSH(m->arena, &step->lit_edges, index);
            if (i == first) {
                mark(m, step, m->scene->arrows.at[index].span, "");
            }
        }
    }
    light(m, step, box_at(m, path->at[first]->src));
}

static RootKind root_kind(const Location *root) {
    if (view_is_heap(root)) {
        return ROOT_HEAP;
    }
    if (root->result_index > 0) {
        return ROOT_RESULT;
    }
    return (root->attributes & ATTR_ESCAPES) != 0 ? ROOT_ESCAPED : ROOT_OTHER;
}

/* Against the arrows, from the root to the value, as the solver goes. */
static void add_walk(Maker *m, const PathVec *path) {
    const ExplainConfig *explain = &m->view->explain;
    const Location *end = VEC_LAST(path)->dst;
    const char *root = location_name(explain, end);
    int derefs = 0;
    for (int i = path->len - 1; i >= 0; i--) {
        const Edge *edge = path->at[i];
        derefs = (derefs > 0 ? derefs : 0) + edge->derefs;
        const Walk walk = {.root = root,
                           .kind = root_kind(end),
                           .func = view_func_title(m->view, end->func),
                           .at = location_name(explain, edge->src),
                           .derefs = derefs,
                           .first = i == path->len - 1,
                           .last = i == 0};
        Step *step = add_step(m, STEP_WALK, words_of_walk(&m->words, &walk));
        light_path(m, step, path, i);
    }
}

static void add_verdict(Maker *m, const Story *story, Box *box) {
    PathVec path = path_of_story(m, story);
    if (path.len > 0) {
        add_walk(m, &path);
    }
    Step *step = add_step(m, STEP_VERDICT, words_of_verdict(&m->words, story->headline, story->why));
    step->gc = story->gc ? story->gc : "";
    step->placement = story->placement;
    if (path.len > 0) {
        light_path(m, step, &path, 0);
        step->marks.len = 0;
    } else {
        light(m, step, box);
    }
    for (int i = 0; i < story->marks.len; i++) {
        VEC_PUSH(m->arena, &step->marks, story->marks.at[i]);
    }
    if (step->marks.len == 0) {
        mark(m, step, box->span, "");
    }
    decide(m, step, box);
}

/* gc says nothing of it, and nothing happens to it. */
static bool is_silent(const Story *story) { return story->verdict == NULL && story->placement == PLACE_STACK; }

typedef struct Pending {
    const Story *story; /* NULL: told */
    Box *box;
    Box *root; /* the place that decides it and has a verdict of its own; NULL without */
} Pending;
typedef VEC(Pending) PendingVec;

static PendingVec pending_of(const Maker *m, const Batch *batch) {
    PendingVec pending = {0};
    for (int i = 0; i < m->stories.len; i++) {
        const Story *story = m->stories.at[i];
        Box *box = story->location ? map_get(m->boxes, story->location) : NULL;
        if (box != NULL && is_worded(box) && !is_silent(story) && is_of_batch(batch, story->location->func)) {
            const PathVec path = path_of_story(m, story);
            Box *root = path.len > 0 ? box_at(m, VEC_LAST(&path)->dst) : NULL;
            VEC_PUSH(m->arena, &pending, ((Pending){story, box, root == box ? NULL : root}));
        }
    }
    return pending;
}

static bool waits(const Maker *m, const PendingVec *pending, const Pending *one) {
    for (int i = 0; one->root != NULL && !m->decided[one->root->id] && i < pending->len; i++) {
        if (pending->at[i].story != NULL && pending->at[i].box == one->root) {
            return true;
        }
    }
    return false;
}

/* In source order, but what decides comes before what it decides. */
static void add_verdicts(Maker *m, const Batch *batch) {
    PendingVec pending = pending_of(m, batch);
    for (int left = pending.len; left > 0; left--) {
        Pending *next = NULL;
        for (int i = 0; i < pending.len; i++) {
            Pending *one = &pending.at[i];
            if (one->story != NULL && (next == NULL || (waits(m, &pending, next) && !waits(m, &pending, one)))) {
                next = one;
            }
        }
        add_verdict(m, next->story, next->box);
        next->story = NULL;
    }
}

/* What gc has no word for and yet is not on the stack: the closure of a go statement. */
static void add_wordless(Maker *m, const Batch *batch, const ViewFunc *func) {
    const PictureFacts *facts = m->view->facts;
    for (int i = 0; i < func->locations.len; i++) {
        Box *box = map_get(m->boxes, func->locations.at[i]);
        if (box != NULL && !m->decided[box->id] && is_worded(box) && box->look != LOOK_STACK) {
            add_verdict(m, explain_location(&m->view->explain, facts->ir, facts->escape, batch, box->what), box);
        }
    }
}

/* What no walk came by with its address. */
static void add_rest(Maker *m, const ViewFunc *func) {
    Step *step = NULL;
    NameList names = {.arena = m->arena};
    for (int i = 0; i < func->locations.len; i++) {
        Box *box = map_get(m->boxes, func->locations.at[i]);
        if (box == NULL || m->decided[box->id] || !is_worded(box)) {
            continue;
        }
        if (step == NULL) {
            step = add_step(m, STEP_VERDICT, "");
            step->gc = "";
            step->placement = PLACE_STACK;
        }
        name_list_add(&names, box->name);
        light(m, step, box);
        decide(m, step, box);
        if (step->marks.len < MARKS_MAX) {
            mark(m, step, box->span, "");
        }
    }
    if (step != NULL) {
        step->sentence = words_of_rest(&m->words, func->title, &names);
    }
    /* Results carry values out; they have no verdict of their own. */
    for (int i = 0; i < func->locations.len && m->last != NULL; i++) {
        decide(m, m->last, map_get(m->boxes, func->locations.at[i]));
    }
}

static void tell_batch(Maker *m, const Batch *batch) {
    for (int i = 0; i < m->view->funcs.len; i++) {
        if (is_of_batch(batch, m->view->funcs.at[i]->func)) {
            add_places(m, m->view->funcs.at[i]);
        }
    }
    add_edges(m, batch);
    add_verdicts(m, batch);
    for (int i = 0; i < m->view->funcs.len; i++) {
        if (is_of_batch(batch, m->view->funcs.at[i]->func)) {
            add_wordless(m, batch, m->view->funcs.at[i]);
            add_rest(m, m->view->funcs.at[i]);
        }
    }
}

static void count_places(const Maker *m, Counts *counts) {
    for (int i = 0; i < m->scene->boxes.len; i++) {
        const Box *box = m->scene->boxes.at[i];
        counts->at[box->look] += is_worded(box);
    }
}

static void tell_flow(Maker *m) {
    m->stories = explain_package(&m->view->explain, m->view->facts->ir, m->view->facts->escape);
    for (int i = 0; i < m->scene->boxes.len; i++) {
        Box *box = m->scene->boxes.at[i];
        if (is_heap_box(box)) {
            m->heap = box;
            m->decided[box->id] = true;
        } else if (box->what != NULL) {
            map_set(m->boxes, box->what, box);
        }
    }
    Step *begin = add_step(m, STEP_BEGIN, words_of_beginning(&m->words, view_subject(m->view)));
    if (m->heap != NULL) {
        VEC_PUSH(m->arena, &begin->decided, m->heap);
    }
    for (int i = 0; i < m->view->facts->escape->batches.len; i++) {
        tell_batch(m, m->view->facts->escape->batches.at[i]);
    }
    Counts counts = {{0}};
    count_places(m, &counts);
    const char *sentence = words_of_end(&m->words, view_subject(m->view), &counts);
    /* What was left out. */
    for (int i = 0; i < m->scene->remarks.len; i++) {
        sentence = arena_printf(m->arena, "%s %s", sentence, m->scene->remarks.at[i]);
    }
    add_step(m, STEP_END, sentence);
}

/* ---- Any other picture. ---- */

static void add_group(Maker *m, const Group *group) {
    NameList names = {.arena = m->arena};
    Step *step = NULL;
    for (int i = 0; i < group->boxes.len; i++) {
        Box *box = group->boxes.at[i];
        if (step == NULL) {
            step = add_step(m, STEP_PLACES, "");
        }
        appear(m, step, box);
        decide(m, step, box);
        light(m, step, box);
        name_list_add(&names, box->name);
        if (step->marks.len < MARKS_MAX) {
            mark(m, step, box->span, "");
        }
    }
    if (step != NULL) {
        step->sentence = words_of_group(&m->words, group->title, &names);
    }
    for (int i = 0; i < group->groups.len; i++) {
        add_group(m, group->groups.at[i]);
    }
}

static void tell_other(Maker *m) {
    add_step(m, STEP_BEGIN, m->scene->title);
    for (int i = 0; i < m->scene->groups.len && !m->scene->is_path; i++) {
        add_group(m, m->scene->groups.at[i]);
    }
    for (int i = 0; i < m->scene->arrows.len; i++) {
        const Arrow *arrow = &m->scene->arrows.at[i];
        if (arrow->hidden) {
            continue;
        }
        Step *step =
            add_step(m, STEP_EDGE, words_of_arrow(&m->words, arrow->from->name, arrow->to->name, arrow->label));
        draw_edge(m, step, i);
        light(m, step, arrow->from);
        light(m, step, arrow->to);
        decide(m, step, arrow->from);
        decide(m, step, arrow->to);
    }
    Step *end = add_step(m, STEP_END, m->scene->remarks.len > 0 ? m->scene->remarks.at[0] : m->scene->title);
    for (int i = 0; i < m->scene->boxes.len; i++) {
        appear(m, end, m->scene->boxes.at[i]);
        decide(m, end, m->scene->boxes.at[i]);
    }
}

/* ---- All. ---- */

Frames *frames_new(const PictureFacts *facts, const Picture *picture, Diag *why) {
    View *view = view_new(facts, picture, why);
    Scene *scene = view ? view_scene(view, why) : NULL;
    if (scene == NULL) {
        return NULL;
    }
    Arena *arena = facts->arena;
    Frames *frames = ARENA_NEW(arena, Frames);
    frames->scene = scene;
    Maker maker = {.view = view,
                   .words = {.arena = arena, .locale = facts->locale},
                   .arena = arena,
                   .frames = frames,
                   .scene = scene,
                   .boxes = map_new(arena),
                   .appeared = ARENA_ARRAY(arena, bool, scene->boxes.len + 1),
                   .decided = ARENA_ARRAY(arena, bool, scene->boxes.len + 1),
                   .drawn = ARENA_ARRAY(arena, bool, scene->arrows.len + 1)};
    if (picture->kind == PICTURE_FLOW) {
        tell_flow(&maker);
    } else {
        tell_other(&maker);
    }
    return frames;
}

Frame frames_at(const Frames *frames, int index) {
    const Scene *scene = frames->scene;
    Arena *arena = scene->arena;
    Known *boxes = ARENA_ARRAY(arena, Known, scene->boxes.len + 1);
    Known *arrows = ARENA_ARRAY(arena, Known, scene->arrows.len + 1);
    bool *decided = ARENA_ARRAY(arena, bool, scene->boxes.len + 1);
    bool *lit_boxes = ARENA_ARRAY(arena, bool, scene->boxes.len + 1);
    bool *lit_arrows = ARENA_ARRAY(arena, bool, scene->arrows.len + 1);
    for (int s = 0; s <= index; s++) {
        const Step *step = &frames->steps.at[s];
        for (int i = 0; i < step->decided.len; i++) {
            decided[step->decided.at[i]->id] = true;
        }
        for (int i = 0; i < step->appear.len; i++) {
            boxes[step->appear.at[i]->id] = KNOWN_OPEN;
        }
        for (int i = 0; i < step->edges.len; i++) {
            arrows[step->edges.at[i]] = KNOWN_OPEN;
        }
    }
    for (int i = 0; i < scene->boxes.len; i++) {
        boxes[i] = boxes[i] == KNOWN_OPEN && decided[i] ? KNOWN_ALL : boxes[i];
    }
    for (int i = 0; i < scene->arrows.len; i++) {
        arrows[i] = arrows[i] == KNOWN_OPEN && decided[scene->arrows.at[i].from->id] ? KNOWN_ALL : arrows[i];
    }
    for (int i = 0; i < frames->steps.at[index].lit.len; i++) {
        lit_boxes[frames->steps.at[index].lit.at[i]->id] = true;
    }
    for (int i = 0; i < frames->steps.at[index].lit_edges.len; i++) {
        lit_arrows[frames->steps.at[index].lit_edges.at[i]] = true;
    }
    return (Frame){.boxes = boxes, .arrows = arrows, .lit_boxes = lit_boxes, .lit_arrows = lit_arrows, .caption = ""};
}
