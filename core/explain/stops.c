/*
 * Why not: where the address of what stays goes, the edges at which it stops short of the heap, and what would take it
 * there. Reads the solved graph forwards.
 */
#include "core/explain/internal.h"

#define SAY(phrase, ...) say(t->config, PHRASE_##phrase, __VA_ARGS__)

enum { TOLD_MAX = 4, VISITED_MAX = 64 };

/* A location that the thing gets to, and how often it is wrapped there: 1, the location holds its address. */
typedef struct Station {
    const Location *at;
    int wrapped;
    const Edge *pending; /* how it got to a place of the compiler's own, which has no name; or NULL */
} Station;

typedef struct Trail {
    const Teller *t;
    const Location *from;
    int least; /* of wrappings: 1 for an address, 0 for a value */
    VEC(Station) stations;
    StrBuf text;
    int told;
    const Edge *last; /* the last edge told */
} Trail;

static bool is_place_of_compiler(const Location *location) {
    return location->func == NULL || (location->var == NULL && (location->node == NULL || location->is_temp));
}

static bool visited(const Trail *trail, const Location *at) {
    for (int i = 0; i < trail->stations.len; i++) {
        if (trail->stations.at[i].at == at) {
            return true;
        }
    }
    return false;
}

static int line_of_edge(const Trail *trail, const Edge *edge) {
    for (const Note *note = edge->notes; note != NULL; note = note->next) {
        if (note->where != NULL) {
            return line_of_pos(trail->t, extent_of_node(trail->t, note->where).pos);
        }
    }
    return 0;
}

static void tell_edge(Trail *trail, const Edge *edge, const char *text) {
    const Teller *t = trail->t;
    if (trail->told++ >= TOLD_MAX) {
        return;
    }
    const int line = line_of_edge(trail, edge);
    if (line > 0) {
        text = SAY(AT_LINE, text, arena_printf(t->arena, "%d", line), "", "");
    }
    if (trail->told > 1) {
        strbuf_add(&trail->text, SAY(SEMICOLON, "", "", "", ""));
    }
    strbuf_add(&trail->text, text);
    trail->last = edge;
}

/* A call that does not keep its argument. */
static void tell_stop(Trail *trail, const Edge *stop, const char *subject) {
    const Teller *t = trail->t;
    if (stop->call == NULL || stop->callee == NULL) {
        return;
    }
    const char *callee = callee_text(t, stop->call, stop->callee);
    const char *param = param_name(stop->callee, stop->param);
    tell_edge(trail, stop,
              param[0] != '\0' ? SAY(STOP_PARAMETER, subject, callee, param, "")
                               : SAY(STOP_CALL, subject, callee, "", ""));
}

static const char *subject_at(const Trail *trail, const Edge *edge) {
    const Teller *t = trail->t;
    const char *name = location_name(t->config, edge->src);
    if (edge->src != trail->from) {
        return name;
    }
    return edge->src->var == NULL ? SAY(IT, "", "", "", "")
           : edge->derefs < 0     ? SAY(ITS_ADDRESS, "", "", "", "")
                                  : name;
}

static void visit(Trail *trail, const Station *station) {
    const Teller *t = trail->t;
    for (const Edge *stop = station->at->stops; stop != NULL; stop = stop->next_out) {
        if (station->wrapped - stop->derefs >= trail->least) {
            tell_stop(trail, stop, subject_at(trail, stop));
        }
    }
    for (const Edge *edge = station->at->outgoing; edge != NULL; edge = edge->next_out) {
        const int wrapped = station->wrapped - edge->derefs;
        if (wrapped < trail->least || visited(trail, edge->dst) || trail->stations.len >= VISITED_MAX) {
            continue;
        }
        const Edge *hop = station->pending != NULL ? join_edges(t, station->pending, edge) : edge;
        if (!is_place_of_compiler(edge->dst)) {
            tell_edge(trail, edge, hop_text(t, hop, hop->src == trail->from, location_name(t->config, hop->src)));
        } else if (edge->dst->func == NULL) { /* a function that only writes through it, or calls it */
            tell_stop(trail, edge, subject_at(trail, edge));
            continue;
        }
        const Edge *pending = is_place_of_compiler(edge->dst) ? hop : NULL;
        VEC_PUSH(t->arena, &trail->stations, ((Station){edge->dst, wrapped, pending}));
    }
}

/* What would have to happen where the trail ends. */
static const char *unless(const Trail *trail, const char *name, bool value) {
    const Teller *t = trail->t;
    const Edge *last = trail->last;
    const char *func = func_name_text(t->config, trail->from->func);
    if (last == NULL) {
        return trail->from->var == NULL ? SAY(UNLESS_SITE, name, func, "", "")
               : value                  ? SAY(UNLESS_PARAM, name, func, "", "")
                                        : SAY(UNLESS_ADDRESS, name, func, "", "");
    }
    const char *then = value ? SAY(WOULD_LEAK, name, "", "", "") : SAY(WOULD_GO, name, "", "", "");
    if (last->dst->func == NULL && last->callee != NULL) {
        const char *param = param_name(last->callee, last->param);
        const char *callee = callee_text(t, last->call, last->callee);
        return param[0] != '\0' ? SAY(UNLESS_CALLEE, then, callee, param, "") : SAY(UNLESS_CALL, then, callee, "", "");
    }
    return SAY(UNLESS_HOLDER, then, location_name(t->config, last->dst), func, "");
}

void tell_stops(const Teller *t, Story *story) {
    const Location *location = story->location;
    const bool value = location->is_param && story->verdict != NULL;
    Trail trail = {.t = t, .from = location, .least = value ? 0 : 1, .text = strbuf_new(t->arena)};
    VEC_PUSH(t->arena, &trail.stations, ((Station){location, 0, NULL}));
    for (int i = 0; i < trail.stations.len; i++) {
        const Station station = trail.stations.at[i]; /* the list may move */
        visit(&trail, &station);
    }
    const char *name = location_name(t->config, location);
    if (trail.told > 0) {
        const char *end = trail.told > TOLD_MAX ? SAY(GOES_ON, strbuf_text(&trail.text),
                                                      arena_printf(t->arena, "%d", trail.told - TOLD_MAX), "", "")
                                                : SAY(GOES, strbuf_text(&trail.text), "", "", "");
        story->goes = end;
    } else if (location->var == NULL) {
        story->goes = SAY(GOES_NOWHERE_SITE, "", "", "", "");
    } else if (value) {
        story->goes = SAY(GOES_NOWHERE_VALUE, name, "", "", "");
    } else {
        story->goes =
            location->addrtaken ? SAY(GOES_NOWHERE_ADDRESS, "", "", "", "") : SAY(GOES_NOWHERE, "", "", "", "");
    }
    story->unless = unless(&trail, name, value);
}
