#include "lessons/check.h"

#include <ctype.h>
#include <string.h>

#include "core/base/strbuf.h"
#include "core/explain/translate.h"

/* ---- Answers ---- */

typedef struct Reading {
    Arena *arena;
    const Facts *facts;
    VEC(const Subject *) named;
    const char *unclear;
} Reading;

/* Commas of Chinese keyboards and semicolons separate as well. */
static char *plain_commas(Arena *arena, const char *answer) {
    StrBuf out = strbuf_new(arena);
    for (const char *c = answer; *c != '\0';) {
        if (strncmp(c, "，", 3) == 0 || strncmp(c, "、", 3) == 0) {
            strbuf_byte(&out, ',');
            c += 3;
        } else {
            strbuf_byte(&out, *c == ';' || *c == '\t' ? ',' : *c);
            c++;
        }
    }
    strbuf_add(&out, "");
    return arena_strdup(arena, strbuf_text(&out));
}

static bool is_filler(const char *word) { return strcmp(word, "and") == 0 || strcmp(word, "&") == 0; }

static bool means_nothing(const char *answer) {
    static const char *const words[] = {"nothing", "none", "no", "-", "0", "nichts", "没有", "无"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(answer, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

static const char *list_items(const Reading *r, const Found *found) {
    StrBuf out = strbuf_new(r->arena);
    for (int i = 0; i < found->items.len; i++) {
        strbuf_add(&out, i == 0                      ? ""
                         : i + 1 == found->items.len ? tr(r->facts->locale, " or ")
                                                     : tr(r->facts->locale, ", "));
        strbuf_printf(&out, "`%s`", facts_item_name(r->facts, r->arena, found->items.at[i]));
    }
    return strbuf_text(&out);
}

/* Takes one name; false: there is nothing of that name. */
static bool take_name(Reading *r, const char *name) {
    const Found found = facts_find(r->facts, r->arena, name);
    if (found.items.len == 0) {
        return false;
    }
    if (found.several) {
        r->unclear =
            arena_printf(r->arena, tr(r->facts->locale, "`%s` may be %s: which?"), name, list_items(r, &found));
        return true;
    }
    for (int i = 0; i < r->named.len; i++) {
        if (r->named.at[i] == found.items.at[0]) {
            return true;
        }
    }
    VEC_PUSH(r->arena, &r->named, found.items.at[0]);
    return true;
}

/* Returns the length up to the next `stop` outside brackets and quotes. */
static size_t up_to(const char *text, char stop) {
    int depth = 0;
    bool quoted = false;
    size_t i = 0;
    for (; text[i] != '\0' && (text[i] != stop || depth > 0 || quoted); i++) {
        quoted = text[i] == '"' ? !quoted : quoted;
        depth += strchr("([{", text[i]) != NULL ? 1 : strchr(")]}", text[i]) != NULL && depth > 0 ? -1 : 0;
    }
    return i;
}

static const char *word_of(Arena *arena, const char *text, size_t length) {
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return arena_strndup(arena, text, length);
}

/* A part between commas is one name, or several with spaces between them. */
static void take_part(Reading *r, const char *part) {
    if (part[0] == '\0' || take_name(r, part)) {
        return;
    }
    for (const char *at = part; *at != '\0' && r->unclear == NULL;) {
        const size_t length = up_to(at, ' ');
        const char *word = word_of(r->arena, at, length);
        at += length + (at[length] == ' ');
        if (word[0] != '\0' && !is_filler(word) && !take_name(r, word)) {
            const bool line = isdigit((unsigned char)word[0]);
            const char *wrong = line ? TR_LATER("nothing in line %s is a variable or an allocation")
                                     : TR_LATER("there is no `%s` among them");
            r->unclear = arena_printf(r->arena, tr(r->facts->locale, wrong), word);
        }
    }
}

static Reading read_answer(Arena *arena, const Facts *facts, const char *answer) {
    Reading reading = {.arena = arena, .facts = facts};
    const char *whole = word_of(arena, answer, strlen(answer));
    if (means_nothing(whole) && facts_find(facts, arena, whole).items.len == 0) {
        return reading;
    }
    const char *at = plain_commas(arena, answer);
    while (*at != '\0' && reading.unclear == NULL) {
        const size_t length = up_to(at, ',');
        take_part(&reading, word_of(arena, at, length));
        at += length + (at[length] == ',');
    }
    if (reading.named.len == 0 && reading.unclear == NULL) {
        reading.unclear = tr(facts->locale, "name what goes to the heap, or say `nothing`");
    }
    return reading;
}

/* ---- Grades ---- */

static bool is_open(const Subject *item) {
    return item->placement == PLACE_RUNTIME || (item->placement != PLACE_HEAP && item->escapes);
}

static void add_remark(Arena *arena, const Facts *facts, Grade *grade, RemarkKind kind, const Subject *item) {
    const Remark remark = {kind, item, facts_item_name(facts, arena, item)};
    VEC_PUSH(arena, &grade->remarks, remark);
}

Grade grade_prediction(Arena *arena, const Facts *facts, const char *answer) {
    Grade grade = {.outcome = OUTCOME_UNCLEAR};
    const Reading reading = read_answer(arena, facts, answer);
    if (reading.unclear != NULL) {
        grade.unclear = reading.unclear;
        return grade;
    }
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *item = &facts->items.at[i];
        bool named = false;
        for (int k = 0; k < reading.named.len; k++) {
            named = named || reading.named.at[k] == item;
        }
        if (item->placement == PLACE_HEAP) {
            add_remark(arena, facts, &grade, named ? REMARK_RIGHT : REMARK_MISSED, item);
            grade.right += named;
            grade.missed += !named;
        } else if (is_open(item)) {
            add_remark(arena, facts, &grade, REMARK_OPEN, item);
        } else if (named) {
            add_remark(arena, facts, &grade, REMARK_WRONG, item);
            grade.wrong++;
        }
    }
    grade.outcome = grade.wrong == 0 && grade.missed == 0 ? OUTCOME_RIGHT : OUTCOME_WRONG;
    return grade;
}

Grade grade_solution(Arena *arena, const Facts *facts) {
    Grade grade = {.outcome = OUTCOME_RIGHT};
    for (int i = 0; i < facts->items.len; i++) {
        const Subject *item = &facts->items.at[i];
        if (item->placement == PLACE_HEAP || is_open(item)) {
            add_remark(arena, facts, &grade, item->placement == PLACE_HEAP ? REMARK_RIGHT : REMARK_OPEN, item);
            grade.right += item->placement == PLACE_HEAP;
        }
    }
    return grade;
}

/* ---- Claims ---- */

bool program_keeps(const char *text, const char *part) {
    for (; *text != '\0'; text++) {
        const char *a = text, *b = part;
        for (;;) {
            while (isspace((unsigned char)*a)) {
                a++;
            }
            while (isspace((unsigned char)*b)) {
                b++;
            }
            if (*b == '\0') {
                return true;
            }
            if (*a != *b) {
                break;
            }
            a++;
            b++;
        }
    }
    return part[strspn(part, " \t\n")] == '\0';
}

static Placement claimed_place(ClaimKind kind) {
    switch (kind) {
    case CLAIM_HEAP: return PLACE_HEAP;
    case CLAIM_STACK: return PLACE_STACK;
    case CLAIM_STATIC: return PLACE_STATIC;
    case CLAIM_RUNTIME: return PLACE_RUNTIME;
    case CLAIM_NOT_HEAP:
    case CLAIM_KEEP: break;
    }
    return PLACE_NONE;
}

typedef struct Claims {
    Arena *arena;
    const Facts *facts;
    FailingVec failing;
} Claims;

static void fail(Claims *c, const Claim *claim, FailKind kind, const Subject *item, const char *name) {
    Failing failing = {.claim = claim, .item = item, .kind = kind};
    failing.name = item != NULL ? facts_item_name(c->facts, c->arena, item) : name;
    VEC_PUSH(c->arena, &c->failing, failing);
}

static void check_name(Claims *c, const Claim *claim, const char *name) {
    const Found found = facts_find(c->facts, c->arena, name);
    if (claim->kind == CLAIM_NOT_HEAP) {
        for (int i = 0; i < found.items.len; i++) {
            if (found.items.at[i]->placement == PLACE_HEAP) {
                fail(c, claim, FAIL_HEAP, found.items.at[i], name);
            }
        }
    } else if (found.items.len == 0) {
        fail(c, claim, FAIL_GONE, NULL, name);
    } else if (found.several) {
        fail(c, claim, FAIL_SEVERAL, NULL, name);
    } else if (found.items.at[0]->placement != claimed_place(claim->kind)) {
        const Subject *item = found.items.at[0];
        fail(c, claim,
             item->placement == PLACE_HEAP ? FAIL_HEAP
             : claim->kind == CLAIM_HEAP   ? FAIL_NOT_HEAP
                                           : FAIL_PLACE,
             item, name);
    }
}

static bool is_claimed(const Claims *c, const Claim *claim, const Subject *item) {
    for (int i = 0; i < claim->names.len; i++) {
        const Found found = facts_find(c->facts, c->arena, claim->names.at[i]);
        for (int k = 0; k < found.items.len; k++) {
            if (found.items.at[k] == item) {
                return true;
            }
        }
    }
    return false;
}

/* `heap:` names all that is on the heap. */
static void check_nothing_else(Claims *c, const Claim *claim) {
    for (int i = 0; i < c->facts->items.len; i++) {
        const Subject *item = &c->facts->items.at[i];
        if (item->placement == PLACE_HEAP && !is_claimed(c, claim, item)) {
            fail(c, claim, FAIL_HEAP, item, item->name);
        }
    }
}

FailingVec claims_failing(Arena *arena, const Facts *facts, const Element *element) {
    Claims c = {.arena = arena, .facts = facts};
    for (int i = 0; i < element->claims.len; i++) {
        const Claim *claim = &element->claims.at[i];
        if (claim->kind == CLAIM_KEEP) {
            if (!program_keeps(facts->text, claim->names.at[0])) {
                fail(&c, claim, FAIL_TEXT, NULL, claim->names.at[0]);
            }
            continue;
        }
        for (int k = 0; k < claim->names.len; k++) {
            check_name(&c, claim, claim->names.at[k]);
        }
        if (claim->kind == CLAIM_HEAP) {
            check_nothing_else(&c, claim);
        }
    }
    return c.failing;
}
