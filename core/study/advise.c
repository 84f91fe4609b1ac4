/* Tries proposals one by one: applies the edits, analyses the result, keeps what costs less. */
#include "core/study/advise.h"

#include <string.h>

#include "core/explain/translate.h"
#include "core/study/propose.h"
#include "core/study/rerun.h"

enum {
    TRIES_MAX = 400,
    TRIES_MIN = 16,
    TRIES_SIMPLE = 12,
    BYTES_ANALYSED = 8 << 20,    /* of source, in all tries */
    SIMPLE_BYTES_MAX = 64 << 10, /* of source, for what `explain` waits for */
    IN_LOOP = 8,                 /* how much worse an allocation in a loop is */
    SURE = 4,                    /* and one that happens every time than one that may */
    GROWTH_MAX = SURE            /* one allocation at once is worth less than growing */
};

typedef struct Kind {
    ProposeFn *propose;
    bool simple;
} Kind;

/* The more a proposal leaves as it is, the earlier it stands. */
static const Kind KINDS[] = {
    {propose_concrete_variable, true},
    {propose_pass_to_goroutine, true},
    {propose_copy_for_closure, true},
    {propose_array, true},
    {propose_array_variable, true},
    {propose_constant_size, true},
    {propose_fill, true},
    {propose_return_value, true},
    {propose_return_array, true},
    {propose_return_concrete, true},
    {propose_capacity, false},
    {propose_map_room, false},
    {propose_concrete_parameter, false},
    {propose_elements, false},
    {propose_send_value, false},
    {propose_map_value, false},
    {propose_slice_value, false},
    {propose_global_value, false},
    {propose_hoist, false},
};

typedef struct Adviser {
    const AdviseConfig *config;
    const SourceSet *sources;
    Tree *tree;
    int tries;
    int sites;      /* that allocate now */
    int64_t weight; /* of them */
    AdviceVec found;
} Adviser;

/* ---- What a program costs ---- */

static void weigh(const StoryVec *stories, int *sites, int64_t *weight) {
    *sites = 0;
    *weight = 0;
    for (int i = 0; i < stories->len; i++) {
        const Story *story = stories->at[i];
        const bool heap = story->placement == PLACE_HEAP;
        if (!heap && story->placement != PLACE_RUNTIME) {
            continue;
        }
        const bool loop = story->location != NULL && story->location->loop_depth > 1;
        const int count = story->room.allocations > 1 ? story->room.allocations : 1;
        *weight += (int64_t)(heap ? SURE : 1) * count * (loop ? IN_LOOP : 1);
        *sites += 1;
    }
}

static StoryVec stories_of(Analysis *analysis, const PackageResult *result) {
    const ExplainConfig config = {.arena = analysis_arena(analysis),
                                  .go = world_go(analysis_world(analysis)),
                                  .sources = analysis_sources(analysis)};
    return explain_package(&config, result->ir, &result->escape);
}

/* ---- One proposal ---- */

static Advice *new_advice(Adviser *a, const Proposal *p, const Story *story) {
    Advice *advice = ARENA_NEW(a->config->arena, Advice);
    advice->story = story;
    advice->title = p->title;
    advice->change = p->change;
    advice->sites_before = a->sites;
    const Package *package = a->config->result->package;
    for (int i = 0; i < package->files.len; i++) {
        const Source *source = package->files.at[i]->source;
        const char *after = edits_apply(&p->edits, source, NULL);
        if (strcmp(after, source_text(source)) != 0) {
            VEC_PUSH(a->config->arena, &advice->files,
                     ((AdvisedFile){source_name(source), source_text(source), after}));
        }
    }
    return advice;
}

static bool same_files(const Advice *x, const Advice *y) {
    if (x->files.len != y->files.len) {
        return false;
    }
    for (int i = 0; i < x->files.len; i++) {
        if (strcmp(x->files.at[i].after, y->files.at[i].after) != 0) {
            return false;
        }
    }
    return true;
}

/* The same edit was found for another story already. */
static bool is_known(Adviser *a, const Advice *advice) {
    for (int i = 0; i < a->found.len; i++) {
        if (same_files(a->found.at[i], advice)) {
            VEC_PUSH(a->config->arena, &a->found.at[i]->also, advice->story);
            return true;
        }
    }
    return false;
}

static bool costs_less(const Adviser *a, const Proposal *p, int64_t weight) {
    return p->growth ? weight <= a->weight + GROWTH_MAX : weight < a->weight;
}

static const char *outcome_of(const Adviser *a, const Proposal *p, int sites) {
    const char *locale = a->config->locale;
    if (sites == 0) {
        return tr(locale, "checked: nothing is allocated on the heap");
    }
    if (p->growth) {
        return tr(locale, "checked: room is made once, and it need not grow");
    }
    if (sites >= a->sites) {
        return tr(locale, "checked: less is allocated");
    }
    return sites == 1
               ? arena_printf(a->config->arena, tr(locale, "checked: one place may allocate, not %d"), a->sites)
               : arena_printf(a->config->arena, tr(locale, "checked: %d places may allocate, not %d"), sites, a->sites);
}

/* Analyses the edited package; returns whether it is correct Go that costs less. */
static bool verify(Adviser *a, const Proposal *p, Advice *advice) {
    a->tries--;
    Analysis *analysis = rerun(a->config->arena, a->config->analysis, a->config->result, &p->edits, false);
    const PackageResult *result = rerun_result(analysis);
    bool good = false;
    if (result != NULL && result->diags->list.len == 0) {
        int sites;
        int64_t weight;
        const StoryVec stories = stories_of(analysis, result);
        weigh(&stories, &sites, &weight);
        good = costs_less(a, p, weight);
        advice->sites_after = sites;
        advice->outcome = outcome_of(a, p, sites);
    }
    analysis_free(analysis);
    return good;
}

static void advise_story(Adviser *a, const Story *story) {
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0] && a->tries > 0; i++) {
        if (a->config->simple && !KINDS[i].simple) {
            continue;
        }
        Proposal p = {.tree = a->tree,
                      .result = a->config->result,
                      .go = world_go(analysis_world(a->config->analysis)),
                      .locale = a->config->locale,
                      .edits = edits_new(a->config->arena, a->sources)};
        if (!KINDS[i].propose(&p, story) || p.edits.broken || p.edits.list.len == 0) {
            continue;
        }
        Advice *advice = new_advice(a, &p, story);
        if (is_known(a, advice)) {
            return;
        }
        if (verify(a, &p, advice)) {
            VEC_PUSH(a->config->arena, &a->found, advice);
            return;
        }
    }
}

/* ---- All of them ---- */

static size_t source_bytes(const Package *package) {
    size_t bytes = 1;
    for (int i = 0; i < package->files.len; i++) {
        bytes += source_length(package->files.at[i]->source);
    }
    return bytes;
}

static int tries_for(const AdviseConfig *config) {
    if (config->simple) {
        return source_bytes(config->result->package) <= SIMPLE_BYTES_MAX ? TRIES_SIMPLE : 0;
    }
    const size_t tries = BYTES_ANALYSED / source_bytes(config->result->package);
    return tries > TRIES_MAX ? TRIES_MAX : tries < TRIES_MIN ? TRIES_MIN : (int)tries;
}

AdviceVec advise(const AdviseConfig *config, const StoryVec *stories, bool *complete) {
    Adviser a = {.config = config, .sources = analysis_sources(config->analysis)};
    const PackageResult *result = config->result;
    *complete = true;
    if (!result->ok || result->ir == NULL || result->package == NULL) {
        return a.found;
    }
    a.tries = tries_for(config);
    const StoryVec all = stories_of(config->analysis, result);
    weigh(&all, &a.sites, &a.weight);
    for (int i = 0; i < stories->len; i++) {
        const Story *story = stories->at[i];
        if (story->location == NULL || (story->placement != PLACE_HEAP && story->placement != PLACE_RUNTIME)) {
            continue;
        }
        if (a.tries == 0) {
            *complete = false;
            break;
        }
        if (a.tree == NULL) {
            a.tree = tree_new(config->arena, a.sources, result->package);
        }
        advise_story(&a, story);
    }
    return a.found;
}
