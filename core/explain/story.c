/* From verdicts to stories, in source order; and stories of what gc is silent about. */
#include "core/explain/story.h"

#include <string.h>

#include "core/explain/internal.h"
#include "core/explain/translate.h"

const Batch *batch_of(const EscapeResult *result, const Location *location) {
    for (int i = 0; i < result->batches.len; i++) {
        const Batch *batch = result->batches.at[i];
        if (location->index >= 0 && location->index < batch->locations.len &&
            batch->locations.at[location->index] == location) {
            return batch;
        }
    }
    return NULL;
}

static const char *rule_of(const ExplainConfig *config, Cause cause) {
    return cause != CAUSE_NONE ? tr(config->locale, cause_rule(cause)) : "";
}

/* What stands between two words of gc's line, without the names of temporaries. */
static const char *call_of_line(const Teller *t, const char *line, const char *before, const char *behind) {
    const char *call = strstr(line, before);
    if (call == NULL) {
        return line;
    }
    call += strlen(before);
    const char *end = strstr(call, behind);
    const char *temporary = strstr(call, ".autotmp_");
    if (temporary != NULL && end != NULL && temporary < end) {
        call = temporary + strlen(".autotmp_");
        call += strspn(call, "0123456789");
        call += *call == '.';
    }
    return arena_strndup(t->arena, call, end != NULL ? (size_t)(end - call) : strlen(call));
}

/* "devirtualizing iFoo.func1 to myType" in a reader's words. */
static const char *devirtualized_headline(const Teller *t, const Verdict *verdict) {
    const char *type = devirtualized_type(t, verdict);
    if (type == NULL) {
        return say(t->config, PHRASE_HEAD_NOT_DEVIRTUALIZED,
                   call_of_line(t, verdict->text, "cannot devirtualize ", ": "), "", "", "");
    }
    return say(t->config, PHRASE_HEAD_DEVIRTUALIZED, call_of_line(t, verdict->text, "devirtualizing ", " to "), type,
               "", "");
}

/* What gc calls a parameter that has no location: that of a function without a body. */
static const char *verdict_name(const Teller *t, const Verdict *verdict) {
    const char *name = verdict != NULL ? strrchr(verdict->text, ' ') : NULL;
    return name != NULL && name[1] != '\0' && strcmp(name + 1, "_") != 0
               ? name + 1
               : say(t->config, PHRASE_UNNAMED, "", "", "", "");
}

static const char *headline(const Teller *t, const Story *story) {
    const char *name =
        story->location != NULL ? location_name(t->config, story->location) : verdict_name(t, story->verdict);
    const char *func = func_name_text(t->config, story->func);
    Phrase phrase = PHRASE_HEAD_OTHER;
    switch (story->verdict != NULL ? story->verdict->kind : VERDICT_OTHER) {
    case VERDICT_MOVED: phrase = PHRASE_HEAD_MOVED; break;
    case VERDICT_ESCAPES:
        phrase = story->placement == PLACE_STATIC    ? PHRASE_HEAD_ESCAPES_STATIC
                 : story->placement == PLACE_RUNTIME ? PHRASE_HEAD_ESCAPES_RUNTIME
                                                     : PHRASE_HEAD_ESCAPES;
        break;
    case VERDICT_STAYS:
        phrase = story->placement == PLACE_STATIC    ? PHRASE_HEAD_STAYS_STATIC
                 : story->placement == PLACE_RUNTIME ? PHRASE_HEAD_STAYS_RUNTIME
                 : story->placement == PLACE_HEAP    ? PHRASE_HEAD_STAYS_HEAP
                                                     : PHRASE_HEAD_STAYS;
        break;
    case VERDICT_LEAKS: phrase = PHRASE_HEAD_LEAKS; break;
    case VERDICT_LEAKS_CONTENT:
        phrase = PHRASE_HEAD_LEAKS_CONTENT;
        name = content_text(t->config, story->location, 1, say(t->config, PHRASE_PARAMETER, name, "", "", ""));
        break;
    case VERDICT_LEAKS_RESULT: phrase = PHRASE_HEAD_LEAKS_RESULT; break;
    case VERDICT_PARAM_STAYS: phrase = PHRASE_HEAD_PARAM_STAYS; break;
    case VERDICT_BOUNDS: phrase = PHRASE_HEAD_BOUNDS; break;
    case VERDICT_SELF_ASSIGNMENT: phrase = PHRASE_HEAD_SELF_ASSIGNMENT; break;
    case VERDICT_ZERO_COPY: phrase = PHRASE_HEAD_ZERO_COPY; break;
    case VERDICT_DEVIRTUALIZED: return devirtualized_headline(t, story->verdict);
    default: return story->verdict != NULL ? story->verdict->text : say(t->config, phrase, name, func, "", "");
    }
    return say(t->config, phrase, name, func, "", "");
}

static void tell(const Teller *t, Story *story) {
    switch (story->verdict->kind) {
    case VERDICT_MOVED:
    case VERDICT_ESCAPES: tell_heap(t, story, story->location->path); break;
    case VERDICT_STAYS: tell_stack(t, story); break;
    case VERDICT_LEAKS:
    case VERDICT_LEAKS_CONTENT:
    case VERDICT_LEAKS_RESULT:
    case VERDICT_PARAM_STAYS: tell_param(t, story); break;
    default: tell_other(t, story);
    }
}

static Story *new_story(const Teller *t, const Verdict *verdict, const Location *location, const Func *func, Pos pos) {
    Story *story = ARENA_NEW(t->arena, Story);
    story->verdict = verdict;
    story->location = location;
    story->func = func;
    story->pos = pos;
    story->site = pos;
    story->length = 1;
    story->why = "";
    if (location != NULL) {
        story->room = location_room(t->config, location);
        story->placement = story->room.placement;
        story->bytes = story->room.bytes;
        if (location->node != NULL) {
            const Extent extent = extent_of_node(t, location->node);
            story->site = pos_known(extent.pos) ? extent.pos : pos;
            story->length = extent.length;
        }
    }
    return story;
}

static Story *verdict_story(Teller *t, const Verdict *verdict) {
    t->batch = verdict->location != NULL ? batch_of(t->result, verdict->location) : NULL;
    const Func *func =
        verdict->location != NULL && verdict->location->func != NULL ? verdict->location->func : verdict->func;
    Story *story = new_story(t, verdict, verdict->location, func, verdict->pos);
    story->gc = verdict->text;
    if (verdict->location == NULL || t->batch == NULL) {
        tell_other(t, story);
    } else {
        tell(t, story);
    }
    story->headline = headline(t, story);
    story->rule = rule_of(t->config, story->cause);
    tell_cost(t, story);
    return story;
}

/* ---- What gc is silent about ---- */

static bool has_verdict(const EscapeResult *result, const Location *location) {
    for (int i = 0; i < result->verdicts.len; i++) {
        if (result->verdicts.at[i]->location == location) {
            return true;
        }
    }
    return false;
}

/* A channel, growth by append or concatenation, the closure of a go or defer statement. */
static Story *silent_site(const Teller *t, const Location *location) {
    const Node *n = location->node;
    const bool escapes = (location->attributes & ATTR_ESCAPES) != 0;
    Phrase head = PHRASE_HEAD_GROWTH;
    Phrase why = PHRASE_WHY_CONCAT;
    switch (n->op) {
    case NODE_MAKECHAN:
        head = PHRASE_HEAD_CHANNEL;
        why = PHRASE_WHY_CHANNEL;
        break;
    case NODE_APPEND: why = PHRASE_WHY_GROWTH; break;
    case NODE_ASOP: why = PHRASE_WHY_CONCAT_ASSIGN; break;
    case NODE_ADDSTR: break;
    case NODE_CLOSURE:
        if (!n->func->go_defer_wrapper || !escapes) {
            return NULL;
        }
        head = PHRASE_HEAD_CHANNEL;
        why = PHRASE_WHY_WRAPPER;
        break;
    default: return NULL;
    }
    Story *story = new_story(t, NULL, location, location->func, n->pos);
    if (n->op == NODE_CLOSURE && story->placement != PLACE_HEAP) {
        return NULL;
    }
    const char *name = location_name(t->config, location);
    const char *func = func_name_text(t->config, location->func);
    story->cause = CAUSE_SILENT;
    story->headline = say(t->config, head, name, func, "", "");
    story->why = say(t->config, why, name, func, "", "");
    story->rule = rule_of(t->config, CAUSE_SILENT);
    tell_cost(t, story);
    return story;
}

/* "x, p and q", for the variables of one function that stay on the stack without a word of gc. */
static Story *silent_variables(const Teller *t, const Func *func, const LocationVec *vars) {
    StrBuf names = strbuf_new(t->arena);
    for (int i = 0; i < vars->len; i++) {
        if (i > 0) {
            strbuf_add(&names, say(t->config, i + 1 == vars->len ? PHRASE_AND : PHRASE_COMMA, "", "", "", ""));
        }
        strbuf_add(&names, vars->at[i]->var->name);
    }
    Story *story = new_story(t, NULL, vars->at[0], func, vars->at[0]->var->pos);
    const char *in = func_name_text(t->config, func);
    const bool one = vars->len == 1;
    story->placement = PLACE_STACK;
    story->bytes = 0;
    story->cause = CAUSE_STACK;
    story->headline =
        say(t->config, one ? PHRASE_HEAD_SILENT_ONE : PHRASE_HEAD_SILENT_MANY, strbuf_text(&names), in, "", "");
    story->why = say(t->config, one ? PHRASE_WHY_SILENT_ONE : PHRASE_WHY_SILENT_MANY, strbuf_text(&names), in, "", "");
    return story;
}

static bool silent_variable(const Location *location) {
    return location_is_named_var(location) && location->var->class == CLASS_AUTO && !location->var->is_closure_var &&
           (location->attributes & ATTR_ESCAPES) == 0;
}

static void tell_silence(Teller *t, StoryVec *out) {
    for (int b = 0; b < t->result->batches.len; b++) {
        const Batch *batch = t->result->batches.at[b];
        t->batch = batch;
        for (int f = 0; f < batch->funcs.len; f++) {
            Func *func = batch->funcs.at[f];
            LocationVec vars = {0};
            const LocationVec sites = silent_sites(t, func);
            for (int i = 0; i < sites.len; i++) {
                VEC_PUSH(t->arena, out, silent_site(t, sites.at[i]));
            }
            for (int i = 0; i < batch->locations.len; i++) {
                Location *location = batch->locations.at[i];
                if (location->func != func) {
                    continue;
                }
                if (silent_variable(location)) {
                    VEC_PUSH(t->arena, &vars, location);
                } else if (location->node != NULL && location->node->op != NODE_NAME &&
                           !has_verdict(t->result, location)) {
                    Story *story = silent_site(t, location);
                    if (story != NULL) {
                        VEC_PUSH(t->arena, out, story);
                    }
                }
            }
            if (vars.len > 0) {
                VEC_PUSH(t->arena, out, silent_variables(t, func, &vars));
            }
        }
    }
}

static int by_position(const void *a, const void *b) {
    const Story *x = *(Story *const *)a;
    const Story *y = *(Story *const *)b;
    if (x->pos.offset != y->pos.offset) {
        return x->pos.offset < y->pos.offset ? -1 : 1;
    }
    /* Stable in effect: verdicts of one place keep their order in the arena's list. */
    return x->verdict == y->verdict ? 0 : x->verdict == NULL ? 1 : y->verdict == NULL ? -1 : 0;
}

/* Insertion keeps equal positions in gc's order. */
static void sort_stories(StoryVec *stories) {
    for (int i = 1; i < stories->len; i++) {
        Story *story = stories->at[i];
        int j = i;
        while (j > 0 && by_position(&stories->at[j - 1], &story) > 0) {
            stories->at[j] = stories->at[j - 1];
            j--;
        }
        stories->at[j] = story;
    }
}

StoryVec explain_package(const ExplainConfig *config, const PackageIR *ir, const EscapeResult *result) {
    Teller t = {.config = config, .arena = config->arena, .ir = ir, .result = result};
    StoryVec stories = {0};
    for (int i = 0; i < result->verdicts.len; i++) {
        VEC_PUSH(t.arena, &stories, verdict_story(&t, result->verdicts.at[i]));
    }
    tell_silence(&t, &stories);
    sort_stories(&stories);
    return stories;
}

/* ---- One location ---- */

static const Verdict *verdict_of(const EscapeResult *result, const Location *location) {
    for (int i = 0; i < result->verdicts.len; i++) {
        if (result->verdicts.at[i]->location == location) {
            return result->verdicts.at[i];
        }
    }
    return NULL;
}

Story *explain_verdict(const ExplainConfig *config, const PackageIR *ir, const EscapeResult *result,
                       const Verdict *verdict) {
    Teller t = {.config = config, .arena = config->arena, .ir = ir, .result = result};
    return verdict_story(&t, verdict);
}

Story *explain_location(const ExplainConfig *config, const PackageIR *ir, const EscapeResult *result,
                        const Batch *batch, const Location *location) {
    Teller t = {.config = config, .arena = config->arena, .ir = ir, .result = result, .batch = batch};
    const Verdict *verdict = verdict_of(result, location);
    if (verdict != NULL) {
        return verdict_story(&t, verdict);
    }
    Story *silent = location->node != NULL && location->node->op != NODE_NAME ? silent_site(&t, location) : NULL;
    if (silent != NULL) {
        return silent;
    }
    const Pos pos = location->var != NULL    ? location->var->pos
                    : location->node != NULL ? location->node->pos
                                             : POS_NONE;
    Story *story = new_story(&t, NULL, location, location->func, pos);
    if ((location->attributes & ATTR_ESCAPES) != 0) {
        tell_heap(&t, story, location->path);
        story->headline = say(config, PHRASE_HEAD_MOVED, location_name(config, location), "", "", "");
    } else {
        tell_stack(&t, story);
        story->headline = say(config, PHRASE_HEAD_STAYS, location_name(config, location), "", "", "");
    }
    story->rule = rule_of(config, story->cause);
    tell_cost(&t, story);
    return story;
}
