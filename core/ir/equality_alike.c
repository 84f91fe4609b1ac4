/*
 * One function for all types that are compared alike (1.27): it is told by a signature what to compare, in order.
 * gc: reflectdata/alg.go eqSignature, eqFunc, hashFunc.
 */
#include "core/ir/equality.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 8, UNROLLED = 32, CALLED_FROM = 65 };

/* ---- signatures: what is to be compared, in order ---- */

/* M8 eight bytes of memory, K4 four to be left out, F G floats, S string, I E interfaces, [3S] three times S. */
typedef struct Signature {
    Lower *l;
    StrBuf text;
    int64_t memory, skipped; /* not written yet */
} Signature;

static void write_pending(Signature *s, bool at_end) {
    if (s->memory > 0) {
        strbuf_printf(&s->text, "M%lld", (long long)s->memory);
    }
    if (s->skipped > 0 && !at_end) {
        strbuf_printf(&s->text, "K%lld", (long long)s->skipped);
    }
    s->memory = s->skipped = 0;
}

static void add_memory(Signature *s, int64_t size) {
    if (s->memory == 0) {
        write_pending(s, false);
    }
    s->memory += size;
}

static void add_skipped(Signature *s, int64_t size) {
    if (s->skipped == 0) {
        write_pending(s, false);
    }
    s->skipped += size;
}

static void add_kinds(Signature *s, const char *kinds) {
    write_pending(s, false);
    strbuf_add(&s->text, kinds);
}

static void add_type(Signature *s, Type *type);

static void add_struct(Signature *s, Type *type) {
    const ObjectVec *fields = &type->as.struct_.fields;
    int64_t done = 0;
    for (int i = 0; i < fields->len; i++) {
        if (fields->at[i]->name->blank) {
            continue;
        }
        const int64_t offset = struct_field_offset(type, i);
        if (done < offset) {
            add_skipped(s, offset - done);
        }
        add_type(s, fields->at[i]->type);
        done = offset + type_size(fields->at[i]->type);
    }
    if (done < type_size(type)) {
        add_skipped(s, type_size(type) - done);
    }
}

static void add_array(Signature *s, const Type *type) {
    Type *elem = type->as.array.elem;
    int64_t len = type->as.array.len;
    const int64_t size = type_size(elem);
    const int64_t together = size > 0 && UNROLLED / size > 1 ? UNROLLED / size : 1;
    if (size == 0 && len > 1) {
        return;
    }
    for (; len == 1 || len % together != 0; len--) {
        add_type(s, elem);
    }
    if (len == together) {
        for (; len > 0; len--) {
            add_type(s, elem);
        }
    }
    if (len == 0) {
        return;
    }
    write_pending(s, false);
    strbuf_printf(&s->text, "[%lld", (long long)(len / together));
    for (int64_t i = 0; i < together; i++) {
        add_type(s, elem);
    }
    write_pending(s, false);
    strbuf_byte(&s->text, ']');
}

static void add_basic(Signature *s, Type *type) {
    if (type_is_string(type)) {
        add_kinds(s, "S");
    } else if (type_is_float(type)) {
        add_kinds(s, type_size(type) == 4 ? "F" : "G");
    } else if (type_is_complex(type)) {
        add_kinds(s, type_size(type) == 8 ? "F" : "G");
        add_kinds(s, type_size(type) == 8 ? "F" : "G");
    } else {
        add_memory(s, type_size(type));
    }
}

static void add_type(Signature *s, Type *type) {
    Type *under = type_underlying(type);
    lower_enter(s->l);
    switch ((int)under->kind) {
    case TYPE_BASIC: add_basic(s, under); break;
    case TYPE_INTERFACE: add_kinds(s, interface_method_count(under) == 0 ? "E" : "I"); break;
    case TYPE_STRUCT: add_struct(s, under); break;
    case TYPE_ARRAY:
        if (equality_alg(under) == ALG_MEMORY) {
            add_memory(s, type_size(under));
        } else {
            add_array(s, under);
        }
        break;
    default: add_memory(s, type_size(under)); break;
    }
    lower_leave(s->l);
}

static const char *signature_of(Lower *l, Type *type) {
    Signature s = {.l = l, .text = strbuf_new(l->arena)};
    add_type(&s, type);
    write_pending(&s, true);
    return strbuf_text(&s.text);
}

static int64_t read_number(const char **at) {
    char *end;
    const int64_t n = strtoll(*at, &end, 10);
    *at = end;
    return n;
}

/* The part of an array that stands between its length and its bracket; *at moves behind that. */
static const char *read_element(Lower *l, const char **at) {
    const char *start = *at;
    int depth = 1;
    for (; depth > 0; (*at)++) {
        depth += **at == '[' ? 1 : **at == ']' ? -1 : 0;
    }
    return arena_printf(l->arena, "%.*s", (int)(*at - 1 - start), start);
}

static int64_t size_of(Lower *l, const char *sig) {
    int64_t size = 0;
    while (*sig != '\0') {
        switch (*sig++) {
        case 'M':
        case 'K': size += read_number(&sig); break;
        case 'F': size += 4; break;
        case 'G': size += 8; break;
        case '[': {
            const int64_t len = read_number(&sig);
            size += len * size_of(l, read_element(l, &sig));
            break;
        }
        default: size += 2 * WORD; break;
        }
    }
    return size;
}

/* Without what is left out at the end. */
static const char *without_end(Lower *l, const char *sig) {
    const char *last = strrchr(sig, 'K');
    if (last == NULL || last[1 + strspn(last + 1, "0123456789")] != '\0') {
        return sig;
    }
    return arena_printf(l->arena, "%.*s", (int)(last - sig), sig);
}

/* The run-time library has functions for what is so simple. */
static bool is_simple(const char *sig) {
    static const char *const simple[] = {"", "S", "I", "E", "F", "G", "FF", "GG"};
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        if (strcmp(sig, simple[i]) == 0) {
            return true;
        }
    }
    return sig[0] == 'M' && sig[1 + strspn(sig + 1, "0123456789")] == '\0';
}

/* ---- functions ---- */

typedef struct Alike {
    Making making;
    const char *sig;
    int64_t offset;
} Alike;

static Func *function(Equality *e, const char *sig, bool hashes);

/* Parameter i of the function, a pointer, moved by an index or, without one, by bytes. */
static Node *moved(Alike *m, int i, Node *index, int64_t bytes) {
    Node *n =
        lower_node(m->making.l, NODE_UNSAFE_ADD, POS_AUTOGENERATED, equality_basic(m->making.l, BASIC_UNSAFE_POINTER));
    n->x = m->making.func->params.at[i]->node;
    n->y = index != NULL
               ? index
               : lower_int_literal(m->making.l, POS_AUTOGENERATED, equality_basic(m->making.l, BASIC_UINTPTR), bytes);
    return n;
}

/* What is there, as a value of the type. */
static Node *loaded(Alike *m, int i, int64_t bytes, Type *type) {
    Node *pointer =
        lower_node(m->making.l, NODE_CONVNOP, POS_AUTOGENERATED, type_new_pointer(m->making.l->arena, type));
    pointer->x = moved(m, i, NULL, bytes);
    Node *n = lower_node(m->making.l, NODE_DEREF, POS_AUTOGENERATED, type);
    n->x = pointer;
    return n;
}

/* A loop over the elements of an array; hashes: of these, what was hashed so far is handed on. */
static void add_loop(Alike *m, bool hashes) {
    Lower *l = m->making.l;
    const int64_t len = read_number(&m->sig);
    const char *elem = read_element(l, &m->sig);
    const char *compared = hashes ? elem : without_end(l, elem);
    Node *callee = function(m->making.e, compared, hashes)->var->node;
    Node *index = equality_index(&m->making, BASIC_UINTPTR);
    Node *loop = lower_node(l, NODE_FOR, POS_AUTOGENERATED, NULL);
    Node *other = hashes ? m->making.func->params.at[1]->node : moved(m, 1, index, 0);
    equality_call(&m->making, &loop->body, callee, moved(m, 0, index, 0), other, NULL);
    VEC_PUSH(l->arena, &m->making.func->body, loop);
    m->offset += len * size_of(l, elem);
}

/* ---- comparing ---- */

typedef VEC(int64_t) Offsets;

/* Contents of strings are compared when all that is quicker has been. */
static void compare_contents(Alike *m, Offsets *strings) {
    for (int i = 0; i < strings->len; i++) {
        const int64_t at = strings->at[i];
        Type *pointer = equality_basic(m->making.l, BASIC_UNSAFE_POINTER);
        equality_call(&m->making, &m->making.func->body, equality_runtime(&m->making, "memequal"),
                      loaded(m, 0, at, pointer), loaded(m, 1, at, pointer),
                      loaded(m, 0, at + WORD, equality_basic(m->making.l, BASIC_UINTPTR)));
    }
    strings->len = 0;
}

static void compare_memory(Alike *m) {
    const int64_t size = read_number(&m->sig);
    if (size >= CALLED_FROM) {
        equality_call(
            &m->making, &m->making.func->body, equality_runtime(&m->making, "memequal"), moved(m, 0, NULL, m->offset),
            moved(m, 1, NULL, m->offset),
            lower_int_literal(m->making.l, POS_AUTOGENERATED, equality_basic(m->making.l, BASIC_UINTPTR), size));
    }
    m->offset += size;
}

static void compare_interfaces(Alike *m, const char *function) {
    Type *table = type_new_pointer(m->making.l->arena, equality_basic(m->making.l, BASIC_UINTPTR));
    Type *data = equality_basic(m->making.l, BASIC_UNSAFE_POINTER);
    equality_call(&m->making, &m->making.func->body, equality_runtime(&m->making, function),
                  loaded(m, 0, m->offset, table), loaded(m, 0, m->offset + WORD, data),
                  loaded(m, 1, m->offset + WORD, data));
    m->offset += 2 * WORD;
}

static void fill_equal(Lower *l, Func *func, const void *context) {
    Alike m = *(const Alike *)context;
    m.making.func = func;
    Offsets strings = {0};
    while (*m.sig != '\0') {
        const char kind = *m.sig++;
        if (strchr("IE[", kind) != NULL) {
            compare_contents(&m, &strings);
        }
        switch (kind) {
        case 'M': compare_memory(&m); break;
        case 'K': m.offset += read_number(&m.sig); break;
        case 'F': m.offset += 4; break;
        case 'G': m.offset += 8; break;
        case 'S':
            VEC_PUSH(l->arena, &strings, m.offset);
            m.offset += 2 * WORD;
            break;
        case 'I': compare_interfaces(&m, "ifaceeq"); break;
        case 'E': compare_interfaces(&m, "efaceeq"); break;
        default: add_loop(&m, false); break;
        }
    }
    compare_contents(&m, &strings);
}

/* ---- hashing ---- */

static void hash(Alike *m, const char *function, int64_t size, Node *length) {
    equality_call(&m->making, &m->making.func->body, equality_runtime(&m->making, function),
                  moved(m, 0, NULL, m->offset), m->making.func->params.at[1]->node, length);
    m->offset += size;
}

static void hash_memory(Alike *m) {
    const int64_t size = read_number(&m->sig);
    if (size == 4 || size == 8) {
        hash(m, size == 4 ? "memhash32" : "memhash64", size, NULL);
    } else {
        hash(m, "memhash", size,
             lower_int_literal(m->making.l, POS_AUTOGENERATED, equality_basic(m->making.l, BASIC_UINTPTR), size));
    }
}

static void fill_hash(Lower *l, Func *func, const void *context) {
    (void)l;
    Alike m = *(const Alike *)context;
    m.making.func = func;
    while (*m.sig != '\0') {
        switch (*m.sig++) {
        case 'M': hash_memory(&m); break;
        case 'K': m.offset += read_number(&m.sig); break;
        case 'F': hash(&m, "f32hash", 4, NULL); break;
        case 'G': hash(&m, "f64hash", 8, NULL); break;
        case 'S': hash(&m, "strhash", 2 * WORD, NULL); break;
        case 'I': hash(&m, "interhash", 2 * WORD, NULL); break;
        case 'E': hash(&m, "nilinterhash", 2 * WORD, NULL); break;
        default: add_loop(&m, true); break;
        }
    }
}

/* ---- both ---- */

static Func *function(Equality *e, const char *sig, bool hashes) {
    Lower *l = e->l;
    const Alike alike = {.making = {.e = e, .l = l}, .sig = sig};
    const char *name = arena_printf(l->arena, hashes ? ".hash.%s" : ".eq.%s", sig);
    return equality_function(e, name, equality_basic(l, BASIC_UNSAFE_POINTER), hashes, hashes ? fill_hash : fill_equal,
                             &alike);
}

void equality_alike(Equality *e, Type *type) {
    const char *sig = equality_alg(type) != ALG_NONE ? signature_of(e->l, type) : "";
    if (!is_simple(sig)) {
        function(e, sig, false);
    }
}

void equality_alike_hash(Equality *e, Type *key) {
    const char *sig = signature_of(e->l, key);
    if (!is_simple(sig)) {
        function(e, sig, true);
    }
}
