/* Sizes and constants in the words of the program: too large, not known, known all the same, nothing to allocate. */
#include <string.h>

#include "core/explain/internal.h"

#define SAY(phrase, ...) say(t->config, PHRASE_##phrase, __VA_ARGS__)

const char *spared_text(const Teller *t, Spared spared) {
    switch (spared) {
    case SPARED_NO: return "";
    case SPARED_EMPTY: return SAY(SPARED_EMPTY, "", "", "", "");
    case SPARED_NO_ELEMENTS: return SAY(SPARED_NO_ELEMENTS, "", "", "", "");
    case SPARED_NO_CAPTURES: return SAY(SPARED_NO_CAPTURES, "", "", "", "");
    case SPARED_CONSTANT: return SAY(SPARED_CONSTANT, "", "", "", "");
    case SPARED_UNCHANGED: return SAY(SPARED_UNCHANGED, "", "", "", "");
    case SPARED_BYTE: return SAY(SPARED_BYTE, "", "", "", "");
    case SPARED_SMALL: return SAY(SPARED_SMALL, "", "", "", "");
    case SPARED_SHARED: return SAY(SPARED_SHARED, "", "", "", "");
    case SPARED_RUNES: return SAY(SPARED_RUNES, "", "", "", "");
    }
    return "";
}

/* ---- Variables that always hold a constant ---- */

static bool is_identifier(const char *text) {
    for (const char *c = text; *c != '\0'; c++) {
        const bool letter = *c == '_' || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c & 0x80) != 0;
        if (!letter && (c == text || *c < '0' || *c > '9')) {
            return false;
        }
    }
    return text[0] != '\0';
}

const char *replaced_text(const Teller *t, const Node *n) {
    if (n->x == NULL || n->x->op != NODE_LITERAL || !t->config->go->rewrite_constants) {
        return NULL;
    }
    const char *written = source_text_of(t, n);
    const char *value = prose_text(t, n->x);
    return is_identifier(written) && strcmp(written, value) != 0 && strcmp(written, "true") != 0 &&
                   strcmp(written, "false") != 0
               ? written
               : NULL;
}

/* The expression that gives the capacity of a make as it is written, NULL when it isn't in the source. */
static const Expr *capacity_expr(const Node *n) {
    if (n->src == NULL || n->src->kind != EXPR_CALL) {
        return NULL;
    }
    const ExprVec *args = &n->src->as.call.args;
    const int index = n->y != NULL ? 2 : 1;
    return index < args->len ? args->at[index] : NULL;
}

static const char *capacity_text(const Teller *t, const Node *n) {
    const Expr *e = capacity_expr(n);
    const Node *count = n->y != NULL ? n->y : n->x;
    return e != NULL ? source_text_of_expr(t, e) : prose_text(t, count);
}

const char *replaced_length(const Teller *t, const Node *n) {
    if (n == NULL || n->op != NODE_MAKESLICE) {
        return NULL;
    }
    const Node *count = n->y != NULL ? n->y : n->x;
    const Expr *written = capacity_expr(n);
    if (count->op != NODE_LITERAL || written == NULL || written->kind != EXPR_NAME) {
        return NULL;
    }
    const char *value = prose_text(t, count);
    const char *name = source_text_of_expr(t, written);
    return strcmp(value, name) != 0 ? SAY(WHY_LENGTH_KNOWN, name, value, "", "") : NULL;
}

/* ---- Too large, or who knows ---- */

static int64_t pointed_size(const Node *n) { return type_size(type_underlying(n->type)->as.pointer.elem); }

/* The bytes that the value itself takes, before the allocator rounds them up. */
static int64_t own_bytes(const Story *story) {
    const Node *n = story->location->node;
    if (story->location->var != NULL) {
        return type_size(story->location->var->type);
    }
    switch ((int)n->op) {
    case NODE_NEW:
    case NODE_PTRLIT: return pointed_size(n);
    case NODE_MAKESLICE: {
        int64_t count = 0;
        const Value *value = node_const_value(n->y != NULL ? n->y : n->x);
        const int64_t elem = type_size(type_underlying(n->type)->as.slice.elem);
        const bool known = value != NULL && value_as_int64(value, &count) && elem > 0 && count <= INT64_MAX / elem;
        return known ? count * elem : story->bytes;
    }
    default: return story->bytes;
    }
}

static const char *why_size_unknown(const Teller *t, const Story *story) {
    const Node *n = story->location->node;
    const char *name = location_name(t->config, story->location);
    if (n == NULL || n->op != NODE_MAKESLICE) {
        return SAY(WHY_SIZE_UNKNOWN, name, "", "", "");
    }
    Node *count = n->y != NULL ? n->y : n->x;
    const Node *known = node_static_value(count);
    const char *text = capacity_text(t, n);
    if (known->op == NODE_LITERAL && known != count) {
        const char *value = prose_text(t, known);
        return SAY(WHY_SIZE_TAKEN_UNKNOWN, name, text, value, "");
    }
    return SAY(WHY_SIZE_DEPENDS, name, text, "", "");
}

const char *why_size(const Teller *t, const Story *story) {
    const char *name = location_name(t->config, story->location);
    const char *bytes = say_bytes(t->config, own_bytes(story));
    const char *limit = t->config->go->explicit_limit_128k ? "128 KiB" : "10 MiB";
    switch (story->cause) {
    case CAUSE_TOO_LARGE:
        return story->location->var != NULL ? SAY(WHY_TOO_LARGE_VARIABLE, name, bytes, limit, "")
                                            : SAY(WHY_TOO_LARGE, name, bytes, "", "");
    case CAUSE_SIZE_UNKNOWN: return why_size_unknown(t, story);
    case CAUSE_ZERO_SIZE_ELEMENT: return SAY(WHY_ZERO_SIZE_ELEMENT, name, "", "", "");
    default: return SAY(WHY_TOO_ALIGNED, name, "", "", "");
    }
}

const char *why_heap_anyway(const Teller *t, const Story *story) {
    const Node *n = story->location->node;
    switch ((int)n->op) {
    case NODE_MAKESLICE: return SAY(ANYWAY_MAKE, capacity_text(t, n), "", "", "");
    case NODE_MAKEMAP:
    case NODE_MAPLIT: return SAY(ANYWAY_MAP, "", "", "", "");
    case NODE_CONVIFACE: return SAY(ANYWAY_CONVERSION, "", "", "", "");
    case NODE_ADDSTR: return SAY(ANYWAY_CONCAT, "", "", "", "");
    default: return SAY(ANYWAY_SIZE, "", "", "", "");
    }
}
