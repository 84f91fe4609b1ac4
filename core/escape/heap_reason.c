/*
 * Sizes: what is on the heap whatever flows where.
 * gc: escape/utils.go HeapAllocReason; ir/cfg.go.
 */
#include "core/escape/internal.h"

static const int64_t IMPLICIT_LIMIT = 64 * 1024;
enum { WORD = 8 };

static int64_t explicit_limit(const GoVersion *go) {
    return go->explicit_limit_128k ? INT64_C(128) * 1024 : INT64_C(10) * 1024 * 1024;
}

static int64_t round_up(int64_t size, int64_t align) { return (size + align - 1) / align * align; }

/* The record of a literal: its code, then what it captures. */
static int64_t closure_size(const Func *func) {
    int64_t size = WORD;
    for (int i = 0; i < func->closure_vars.len; i++) {
        const Var *var = func->closure_vars.at[i];
        if (var->by_value) {
            size = round_up(size, type_align(var->type)) + type_size(var->type);
        } else {
            size = round_up(size, WORD) + WORD;
        }
    }
    return round_up(size, WORD);
}

static Why make_slice_reason(const Escape *e, const Node *n) {
    const Node *count = n->y != NULL ? n->y : n->x;
    const int64_t elem = type_size(type_underlying(n->type)->as.slice.elem);
    if (elem == 0 && e->go->zero_size_make) {
        return WHY_ZERO_SIZED_ELEMENT;
    }
    int64_t value;
    const bool small = count->op == NODE_LITERAL && value_kind(count->value) == VALUE_INT &&
                       value_as_int64(count->value, &value) && value >= INT32_MIN && value <= INT32_MAX;
    if (!small) {
        return e->go->variable_make_on_stack ? WHY_NONE : WHY_NON_CONSTANT_SIZE;
    }
    return elem != 0 && value > IMPLICIT_LIMIT / elem ? WHY_TOO_LARGE : WHY_NONE;
}

static Why pointed_reason(const Node *n) {
    Type *elem = type_underlying(n->type)->as.pointer.elem;
    if (type_size(elem) > IMPLICIT_LIMIT) {
        return WHY_TOO_LARGE;
    }
    return type_align(elem) > WORD ? WHY_TOO_ALIGNED : WHY_NONE;
}

Why heap_alloc_reason(const Escape *e, const Node *n) {
    if (n == NULL || n->type == NULL || n->type->kind == TYPE_TUPLE) {
        return WHY_NONE;
    }
    if (n->op == NODE_NAME && (n->var->class == CLASS_PARAM || n->var->class == CLASS_PARAMOUT)) {
        return WHY_NONE;
    }
    if (type_size(n->type) > explicit_limit(e->go)) {
        return WHY_TOO_LARGE;
    }
    if (type_align(n->type) > WORD) {
        return WHY_TOO_ALIGNED;
    }
    switch ((int)n->op) {
    case NODE_NEW:
    case NODE_PTRLIT: return pointed_reason(n);
    case NODE_CLOSURE: return closure_size(n->func) > IMPLICIT_LIMIT ? WHY_TOO_LARGE : WHY_NONE;
    case NODE_METHVALUE: {
        const int64_t record = round_up(WORD, type_align(n->x->type)) + type_size(n->x->type);
        return round_up(record, WORD) > IMPLICIT_LIMIT ? WHY_TOO_LARGE : WHY_NONE;
    }
    case NODE_MAKESLICE: return make_slice_reason(e, n);
    default: return WHY_NONE;
    }
}
