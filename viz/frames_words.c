#include "viz/frames_words.h"

#include <string.h>

#include "core/base/strbuf.h"
#include "core/explain/translate.h"

static const char *say(const Words *words, const char *english) { return tr(words->locale, english); }

static const char *fill(const Words *words, const char *english, const char *a, const char *b, const char *c) {
    return tr_fill(words->arena, words->locale, english, a, b, c, "");
}

void name_list_add(NameList *list, const char *name) {
    if (list->names.len < NAMES_MAX) {
        VEC_PUSH(list->arena, &list->names, name);
    } else {
        list->more++;
    }
}

/* "a", "a and b", "a, b and 3 more". */
static const char *enumerated(const Words *words, const NameList *list) {
    const char *text = "";
    for (int i = 0; i < list->names.len; i++) {
        const char *name = list->names.at[i];
        bool last = i + 1 == list->names.len && list->more == 0;
        text = i == 0 ? name : fill(words, last ? TR_LATER("%1 and %2") : TR_LATER("%1, %2"), text, name, "");
    }
    const char *more = arena_printf(words->arena, "%d", list->more);
    return list->more > 0 ? fill(words, TR_LATER("%1 and %2 more"), text, more, "") : text;
}

static bool is_one(const NameList *list) { return list->names.len == 1 && list->more == 0; }

const char *words_of_beginning(const Words *words, const char *subject) {
    return fill(
        words,
        TR_LATER("How the analyser decides for %1: it draws each variable and each allocation as a place and each "
                 "flow between them as an arrow, then walks back from every place that outlives a frame."),
        subject, "", "");
}

const char *words_of_places(const Words *words, const char *func, const NameList *names) {
    if (names->names.len == 0) {
        return fill(words, TR_LATER("%1: a temporary joins what flows."), func, "", "");
    }
    return fill(words,
                is_one(names) ? TR_LATER("%1: %2 gets a place in the graph.")
                              : TR_LATER("%1: %2 get a place in the graph."),
                func, enumerated(words, names), "");
}

const char *words_of_flow(const Words *words, const char *name, int derefs) {
    const char *count = arena_printf(words->arena, "%d", derefs);
    return derefs < 0    ? fill(words, TR_LATER("the address of %1"), name, "", "")
           : derefs == 0 ? fill(words, TR_LATER("the value of %1"), name, "", "")
           : derefs == 1 ? fill(words, TR_LATER("what %1 points to"), name, "", "")
                         : fill(words, TR_LATER("what is %2 pointers behind %1"), name, count, "");
}

const char *words_of_edge(const Words *words, const char *subject, const char *to, const char *reason,
                          const char *place) {
    const char *sentence = fill(words, TR_LATER("%1 flows to %2 (%3)."), subject, to, reason);
    return place[0] != '\0' ? fill(words, TR_LATER("%1: %2"), place, sentence, "") : sentence;
}

static const char *start_of_walk(const Words *words, const Walk *walk) {
    switch (walk->kind) {
    case ROOT_HEAP: break;
    case ROOT_RESULT:
        return fill(words, TR_LATER("A walk starts at %1, which outlives the call of %2, and goes back"), walk->root,
                    walk->func, "");
    case ROOT_ESCAPED:
        return fill(words, TR_LATER("A walk starts at %1, which is on the heap, and goes back"), walk->root, "", "");
    case ROOT_OTHER:
        return fill(words, TR_LATER("A walk starts at %1, which lives longer, and goes back"), walk->root, "", "");
    }
    return fill(words, TR_LATER("A walk starts at %1 and goes back"), walk->root, "", "");
}

const char *words_of_walk(const Words *words, const Walk *walk) {
    const char *subject = words_of_flow(words, walk->at, walk->derefs);
    const char *start = walk->first ? start_of_walk(words, walk) : say(words, TR_LATER("One arrow further back"));
    const bool out = walk->last && walk->derefs < 0;
    const char *found =
        out ? fill(words, TR_LATER("%1 gets there, so %2 must outlive its frame."), subject, walk->at, "")
            : fill(words, TR_LATER("%1 gets to %2."), subject, walk->root, "");
    return fill(words, TR_LATER("%1: %2"), start, found, "");
}

/* Sentences begin with a capital, names keep their first letter. */
static const char *raised(Arena *arena, const char *headline) {
    static const char *const starts[] = {"the ", "parameter ", "what parameter "};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (strncmp(headline, starts[i], strlen(starts[i])) == 0) {
            return arena_printf(arena, "%c%s", headline[0] - 'a' + 'A', headline + 1);
        }
    }
    return headline;
}

const char *words_of_verdict(const Words *words, const char *headline, const char *why) {
    const char *start = raised(words->arena, headline);
    return why[0] != '\0' ? fill(words, TR_LATER("%1: %2"), start, why, "")
                          : fill(words, TR_LATER("%1."), start, "", "");
}

const char *words_of_rest(const Words *words, const char *func, const NameList *names) {
    return fill(
        words,
        is_one(names)
            ? TR_LATER("No walk brings the address of %1 to anything that outlives %2: it stays on the stack.")
            : TR_LATER("No walk brings the address of %1 to anything that outlives %2: they stay on the stack."),
        enumerated(words, names), func, "");
}

const char *words_of_end(const Words *words, const char *subject, const Counts *counts) {
    static const struct {
        Look look;
        const char *text;
    } parts[] = {{LOOK_HEAP, TR_LATER("%1 on the heap")},
                 {LOOK_RUNTIME, TR_LATER("%1 decided at run time")},
                 {LOOK_STATIC, TR_LATER("%1 in static data")},
                 {LOOK_STACK, TR_LATER("%1 on the stack")}};
    const char *list = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const char *count = arena_printf(words->arena, "%d", counts->at[parts[i].look]);
        const char *part = fill(words, parts[i].text, count, "", "");
        if (counts->at[parts[i].look] > 0) {
            list = list[0] != '\0' ? fill(words, TR_LATER("%1, %2"), list, part, "") : part;
        }
    }
    return list[0] != '\0' ? fill(words, TR_LATER("All of %1 is decided: %2."), subject, list, "")
                           : fill(words, TR_LATER("There is nothing to place in %1."), subject, "", "");
}

const char *words_of_group(const Words *words, const char *title, const NameList *names) {
    return fill(words, TR_LATER("%1: %2."), title, enumerated(words, names), "");
}

const char *words_of_arrow(const Words *words, const char *from, const char *to, const char *label) {
    const char *line = strchr(label, '\n');
    const char *text = line == NULL ? label
                                    : fill(words, TR_LATER("%1, %2"),
                                           arena_strndup(words->arena, label, (size_t)(line - label)), line + 1, "");
    return text[0] != '\0' ? fill(words, TR_LATER("From %1 to %2: %3."), from, to, text)
                           : fill(words, TR_LATER("From %1 to %2."), from, to, "");
}

const char *words_of_gc(const Words *words, const char *gc) {
    if (gc == NULL) {
        return NULL;
    }
    return gc[0] != '\0' ? arena_printf(words->arena, "gc: %s", gc) : say(words, TR_LATER("gc prints nothing"));
}
