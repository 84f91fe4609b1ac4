/*
 * Sizes, alignment and pointer layout of types on amd64.
 * A size of -1 means: larger than an int64 can tell. While a struct or an array is being measured its
 * `align` is -1, so that a type that contains itself (already reported) ends the walk.
 * gc: types2/gcsizes.go, types/size.go.
 */
#include <string.h>

#include "core/types/declare.h"

enum { WORD = 8, MEASURING = -1, NO_POINTERS = 1, POINTERS = 2, ASKING = 3 };

static const int8_t basic_sizes[BASIC_COUNT] = {
    [BASIC_BOOL] = 1,        [BASIC_INT] = 8,     [BASIC_INT8] = 1,
    [BASIC_INT16] = 2,       [BASIC_INT32] = 4,   [BASIC_INT64] = 8,
    [BASIC_UINT] = 8,        [BASIC_UINT8] = 1,   [BASIC_UINT16] = 2,
    [BASIC_UINT32] = 4,      [BASIC_UINT64] = 8,  [BASIC_UINTPTR] = 8,
    [BASIC_FLOAT32] = 4,     [BASIC_FLOAT64] = 8, [BASIC_COMPLEX64] = 8,
    [BASIC_COMPLEX128] = 16, [BASIC_STRING] = 16, [BASIC_UNSAFE_POINTER] = 8,
};

static int64_t round_up(int64_t size, int align) {
    int64_t sum;
    if (size < 0 || __builtin_add_overflow(size, (int64_t)(align - 1), &sum)) {
        return -1;
    }
    return sum & ~((int64_t)align - 1);
}

static int64_t add_sizes(int64_t a, int64_t b) {
    int64_t sum;
    return a < 0 || b < 0 || __builtin_add_overflow(a, b, &sum) ? -1 : sum;
}

static void measure(Type *t, int64_t *size, int *align);

static void measure_array(Type *t, int64_t *size, int *align) {
    int64_t elem_size;
    measure(t->as.array.elem, &elem_size, align);
    int64_t n = t->as.array.len;
    if (n <= 0 || elem_size == 0) {
        *size = 0;
    } else if (elem_size < 0 || __builtin_mul_overflow(n, elem_size, size)) {
        *size = -1;
    }
}

static void measure_struct(Type *t, int64_t *size, int *align) {
    const ObjectVec *fields = &t->as.struct_.fields;
    int64_t *offsets = ARENA_ARRAY(t->as.struct_.arena, int64_t, fields->len);
    int64_t offset = 0, last = 0;
    *align = 1;
    for (int i = 0; i < fields->len; i++) {
        int field_align;
        measure(fields->at[i]->type, &last, &field_align);
        if (field_align > *align) {
            *align = field_align;
        }
        offset = round_up(offset, field_align);
        offsets[i] = offset;
        offset = add_sizes(offset, last);
    }
    /* The address of a last field without size must not be that of the next variable. */
    if (offset > 0 && last == 0) {
        offset = add_sizes(offset, 1);
    }
    *size = round_up(offset, *align);
    t->as.struct_.offsets = offsets;
}

/* A marker type of the atomic packages, which asks for its alignment. */
static bool is_align64(const Type *named) {
    const Object *object = named->as.named.object;
    return object->package != NULL && strcmp(object->name->text, "align64") == 0 &&
           (strcmp(object->package->path, "sync/atomic") == 0 ||
            strcmp(object->package->path, "internal/runtime/atomic") == 0);
}

static void measure_kind(Type *t, int64_t *size, int *align) {
    *size = WORD;
    *align = WORD;
    switch (t->kind) {
    case TYPE_BASIC:
        *size = basic_sizes[t->as.basic.kind];
        *align = (int)*size;
        if (*size == 0) {
            *align = 1;
        } else if (t->as.basic.info & INFO_COMPLEX) {
            *align = (int)*size / 2;
        } else if (*align > WORD) {
            *align = WORD;
        }
        break;
    case TYPE_ARRAY: measure_array(t, size, align); break;
    case TYPE_STRUCT: measure_struct(t, size, align); break;
    case TYPE_SLICE: *size = 3 * WORD; break;
    case TYPE_INTERFACE:
    case TYPE_PARAM: *size = 2 * WORD; break;
    case TYPE_NAMED:
        measure(named_underlying(t), size, align);
        if (is_align64(t)) {
            *align = 8;
        }
        break;
    case TYPE_ALIAS:
    case TYPE_BAD:
    case TYPE_POINTER:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE:
    case TYPE_UNION: break;
    }
}

static void measure(Type *t, int64_t *size, int *align) {
    t = type_unalias(t);
    if (t->size >= 0 && t->align > 0) {
        *size = t->size;
        *align = t->align;
        return;
    }
    if (t->align == MEASURING) {
        *size = -1;
        *align = 1;
        return;
    }
    t->align = MEASURING;
    measure_kind(t, size, align);
    t->size = *size;
    t->align = *align;
}

int64_t type_size(Type *t) {
    int64_t size;
    int align;
    measure(t, &size, &align);
    return size;
}

int type_align(Type *t) {
    int64_t size;
    int align;
    measure(t, &size, &align);
    return align;
}

int64_t struct_field_offset(Type *t, int i) {
    Type *st = type_underlying(t);
    if (st->as.struct_.offsets == NULL) {
        type_size(st);
    }
    return st->as.struct_.offsets != NULL ? st->as.struct_.offsets[i] : -1;
}

/* ---- pointers ---- */

/* The one type that lives outside the collected heap. */
static bool is_not_in_heap(Type *t) {
    const Type *named = type_as_named(t);
    if (named == NULL || named->as.named.object->package == NULL) {
        return false;
    }
    if (named->as.named.not_in_heap) {
        return true;
    }
    const Object *object = named->as.named.object;
    const char *path = object->package->path;
    return strcmp(object->name->text, "nih") == 0 &&
           (strcmp(path, "internal/runtime/sys") == 0 || strcmp(path, "runtime/internal/sys") == 0);
}

/* What contains it lives there too. */
static bool is_off_heap(Type *t) {
    if (is_not_in_heap(t)) {
        return true;
    }
    const Type *under = type_underlying(t);
    while (under->kind == TYPE_ARRAY) {
        under = type_underlying(under->as.array.elem);
    }
    if (under->kind != TYPE_STRUCT) {
        return false;
    }
    for (int i = 0; i < under->as.struct_.fields.len; i++) {
        if (is_off_heap(under->as.struct_.fields.at[i]->type)) {
            return true;
        }
    }
    return false;
}

static bool ask_pointers(Type *t) {
    switch (t->kind) {
    case TYPE_BASIC:
        return t->as.basic.kind == BASIC_STRING || t->as.basic.kind == BASIC_UNSAFE_POINTER ||
               t->as.basic.kind == BASIC_UNTYPED_STRING || t->as.basic.kind == BASIC_UNTYPED_NIL;
    case TYPE_POINTER:
    case TYPE_SLICE: return !is_off_heap(t->as.pointer.elem);
    case TYPE_ARRAY: return t->as.array.len > 0 && type_has_pointers(t->as.array.elem);
    case TYPE_STRUCT:
        for (int i = 0; i < t->as.struct_.fields.len; i++) {
            if (type_has_pointers(t->as.struct_.fields.at[i]->type)) {
                return true;
            }
        }
        return false;
    case TYPE_TUPLE:
        for (int i = 0; i < t->as.tuple.vars.len; i++) {
            if (type_has_pointers(t->as.tuple.vars.at[i]->type)) {
                return true;
            }
        }
        return false;
    case TYPE_NAMED: return type_has_pointers(named_underlying(t));
    case TYPE_ALIAS:
    case TYPE_BAD: return false;
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_SIGNATURE:
    case TYPE_INTERFACE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return true;
}

bool type_has_pointers(Type *t) {
    t = type_unalias(t);
    if (t->has_pointers == 0) {
        t->has_pointers = ASKING;
        t->has_pointers = ask_pointers(t) ? POINTERS : NO_POINTERS;
    }
    return t->has_pointers == POINTERS;
}

int64_t type_pointer_bytes(Type *t) {
    Type *under = type_underlying(t);
    if (!type_has_pointers(under)) {
        return 0;
    }
    switch (under->kind) {
    case TYPE_INTERFACE:
    case TYPE_PARAM: return 2 * WORD;
    case TYPE_ARRAY:
        return type_size(under->as.array.elem) * (under->as.array.len - 1) + type_pointer_bytes(under->as.array.elem);
    case TYPE_STRUCT:
        for (int i = under->as.struct_.fields.len - 1; i >= 0; i--) {
            Type *field = under->as.struct_.fields.at[i]->type;
            if (type_has_pointers(field)) {
                return struct_field_offset(under, i) + type_pointer_bytes(field);
            }
        }
        return 0;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_POINTER:
    case TYPE_SLICE:
    case TYPE_MAP:
    case TYPE_CHAN:
    case TYPE_TUPLE:
    case TYPE_SIGNATURE:
    case TYPE_UNION: break;
    }
    return WORD;
}

/* Before 1.26 the shape decided, not the size: arrays and structs of exactly one direct part. */
static bool has_direct_shape(Type *t) {
    for (;;) {
        Type *under = type_underlying(t);
        if (under->kind == TYPE_ARRAY && under->as.array.len == 1) {
            t = under->as.array.elem;
        } else if (under->kind == TYPE_STRUCT && under->as.struct_.fields.len == 1) {
            t = under->as.struct_.fields.at[0]->type;
        } else if (under->kind == TYPE_POINTER) {
            return !is_off_heap(under->as.pointer.elem);
        } else {
            return under->kind == TYPE_CHAN || under->kind == TYPE_MAP || under->kind == TYPE_SIGNATURE ||
                   (under->kind == TYPE_BASIC && under->as.basic.kind == BASIC_UNSAFE_POINTER);
        }
    }
}

bool type_is_direct_interface(Type *t, bool one_word) {
    return one_word ? type_size(t) == WORD && type_pointer_bytes(t) == WORD : has_direct_shape(t);
}
