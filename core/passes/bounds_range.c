/*
 * Which indexes into arrays and constant strings cannot be out of range by their form alone.
 * gc: walk/expr.go walkIndex, bounded.
 */
#include "core/passes/internal.h"

/* A constant that fits in 32 bits; false for anything else. */
static bool small_constant(const Node *n, int64_t *value) {
    return n->op == NODE_LITERAL && n->value != NULL && value_kind(n->value) == VALUE_INT &&
           value_as_int64(n->value, value) && *value >= INT32_MIN && *value <= INT32_MAX;
}

/* The largest value of x & c or x &^ c, -1 when it is not known. */
static int64_t masked_max(const Node *n, int bits, bool is_signed) {
    int64_t c;
    if (small_constant(n->x, &c)) {
        return c;
    }
    if (!small_constant(n->y, &c)) {
        return -1;
    }
    if (n->oper == OP_AND_NOT) {
        c = ~c;
        if (!is_signed && bits < 64) {
            c &= (int64_t)((UINT64_C(1) << bits) - 1);
        }
    }
    return c;
}

/* The bits that an unsigned quotient or shifted value still has. */
static int remaining_bits(const Node *n, int bits) {
    int64_t c;
    if (n->op != NODE_BINARY || !small_constant(n->y, &c)) {
        return bits;
    }
    if (n->oper == OP_DIV) {
        for (; bits > 0 && c >= 2; c >>= 1) {
            bits--;
        }
    } else if (n->oper == OP_SHR) {
        bits = c > bits ? -1 : bits - (int)c;
    }
    return bits;
}

/* True when the integer n is always in 0 .. limit-1. */
static bool always_below(const Node *n, int64_t limit) {
    if (n->type == NULL || !type_is_integer(n->type)) {
        return false;
    }
    const bool is_signed = !type_is_unsigned(n->type);
    int bits = (int)(8 * type_size(n->type));
    int64_t c;
    if (n->op == NODE_BINARY && (n->oper == OP_AND || n->oper == OP_AND_NOT)) {
        const int64_t max = masked_max(n, bits, is_signed);
        if (max >= 0 && max < limit) {
            return true;
        }
    }
    if (is_signed) {
        return false;
    }
    if (n->op == NODE_BINARY && n->oper == OP_REM && small_constant(n->y, &c) && c >= 0 && c <= limit) {
        return true;
    }
    bits = remaining_bits(n, bits);
    if (bits < 0) {
        return limit > 0;
    }
    return bits <= 62 && (INT64_C(1) << bits) <= limit;
}

bool bounds_elided(const Node *n, bool copied) {
    const Node *index = n->y;
    Node temporary = {.op = NODE_NAME, .type = index->type};
    if (n->bounded || (index->op == NODE_LITERAL && index->value != NULL)) {
        return false;
    }
    index = copied ? &temporary : index;
    Type *type = type_underlying(n->x->type);
    if (type->kind == TYPE_POINTER) {
        type = type_underlying(type->as.pointer.elem);
    }
    if (type->kind == TYPE_ARRAY) {
        return always_below(index, type->as.array.len);
    }
    if (n->x->op == NODE_LITERAL && value_kind(n->x->value) == VALUE_STRING) {
        size_t length;
        value_as_string(n->x->value, &length);
        return always_below(index, (int64_t)length);
    }
    return false;
}
