/*
 * Functions that compare and hash values of a type, as its description and those of maps name them. Only what calls
 * other functions is here: what is compared in place keeps nothing. They belong to the package when its code turns
 * values into interfaces with methods, for then the tables of methods, and with them the types, are described before
 * the analysis. gc: reflectdata/alg.go geneq, eqFunc, genhash, hashFunc, eqSignature; types/size.go (alg).
 */
#include "core/ir/describe.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 8, UNROLLED = 32, CALLED_FROM = 65 };

/* What the package's functions for comparison and hashing are made with. */
typedef struct Equality {
    Describer walk; /* the first member, so that both are one place */
    StrMap *made;   /* name -> Func* */
    Package runtime, type;
} Equality;

/* ---- signatures: what is to be compared, in order ---- */

/* M8 eight bytes of memory, K4 four to be left out, F G floats, S string, I E interfaces, [3S] three times S. */
typedef struct Signature {
    Lower *l;
    StrBuf text;
    int64_t memory, skipped; /* not written yet */
} Signature;

/* Values are compared byte by byte. gc: AlgType == AMEM. */
static bool is_memory(Type *type) {
    Type *under = type_underlying(type);
    switch ((int)under->kind) {
    case TYPE_BASIC: return !type_is_string(under) && !type_is_float(under) && !type_is_complex(under);
    case TYPE_POINTER:
    case TYPE_CHAN: return true;
    case TYPE_ARRAY: return under->as.array.len == 0 || is_memory(under->as.array.elem);
    case TYPE_STRUCT: break;
    default: return false;
    }
    const ObjectVec *fields = &under->as.struct_.fields;
    const bool alone = fields->len == 1 && !fields->at[0]->name->blank;
    for (int i = 0; i < fields->len; i++) {
        Type *field = fields->at[i]->type;
        const int64_t end = i + 1 < fields->len ? struct_field_offset(under, i + 1) : type_size(under);
        const bool padded = struct_field_offset(under, i) + type_size(field) != end;
        if (!is_memory(field) || (!alone && (padded || fields->at[i]->name->blank))) {
            return false;
        }
    }
    return true;
}

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
        if (is_memory(under)) {
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

/* A function that is being made. */
typedef struct Making {
    Equality *e;
    Lower *l;
    Func *func;
    const char *sig;
    int64_t offset;
} Making;

static Type *basic(const Lower *l, BasicKind kind) { return l->universe->basic[kind]; }

static Object *new_param(Lower *l, const char *name, Type *type) {
    return object_new_var(l->arena, VAR_PARAM, POS_AUTOGENERATED, l->package, name_of(l->config->names, name), type);
}

static Node *runtime_function(Making *m, const char *name) {
    Var *var = ARENA_NEW(m->l->arena, Var);
    var->class = CLASS_FUNC;
    var->name = name;
    var->pos = POS_AUTOGENERATED;
    var->package = &m->e->runtime;
    var->qualified = true;
    var->result_index = -1;
    var->node = lower_node(m->l, NODE_NAME, POS_AUTOGENERATED, m->func->type);
    var->node->var = var;
    return var->node;
}

/* Parameter i of the function, a pointer, moved by an index or, without one, by bytes. */
static Node *moved(Making *m, int i, Node *index, int64_t bytes) {
    Node *n = lower_node(m->l, NODE_UNSAFE_ADD, POS_AUTOGENERATED, basic(m->l, BASIC_UNSAFE_POINTER));
    n->x = m->func->params.at[i]->node;
    n->y = index != NULL ? index : lower_int_literal(m->l, POS_AUTOGENERATED, basic(m->l, BASIC_UINTPTR), bytes);
    return n;
}

/* What is there, as a value of the type. */
static Node *loaded(Making *m, int i, int64_t bytes, Type *type) {
    Node *pointer = lower_node(m->l, NODE_CONVNOP, POS_AUTOGENERATED, type_new_pointer(m->l->arena, type));
    pointer->x = moved(m, i, NULL, bytes);
    Node *n = lower_node(m->l, NODE_DEREF, POS_AUTOGENERATED, type);
    n->x = pointer;
    return n;
}

static void add_call(Making *m, NodeVec *out, Node *callee, Node *a, Node *b, Node *c) {
    Node *call = lower_node(m->l, NODE_CALLFUNC, POS_AUTOGENERATED, m->func->results.at[0]->type);
    call->x = callee;
    VEC_PUSH(m->l->arena, &call->list, a);
    VEC_PUSH(m->l->arena, &call->list, b);
    if (c != NULL) {
        VEC_PUSH(m->l->arena, &call->list, c);
    }
    VEC_PUSH(m->l->arena, out, call);
}

static Func *make_function(Equality *e, const char *prefix, const char *sig, BodyFn *fill);

/* A loop over the elements of an array; hashes: of these, what was hashed so far is handed on. */
static void add_loop(Making *m, const char *prefix, BodyFn *fill, bool hashes) {
    Lower *l = m->l;
    const int64_t len = read_number(&m->sig);
    const char *elem = read_element(l, &m->sig);
    const char *compared = hashes ? elem : without_end(l, elem);
    Node *callee = make_function(m->e, prefix, compared, fill)->var->node;
    Node *index = lower_temp(l, POS_AUTOGENERATED, basic(l, BASIC_UINTPTR))->node;
    Node *loop = lower_node(l, NODE_FOR, POS_AUTOGENERATED, NULL);
    Node *other = hashes ? m->func->params.at[1]->node : moved(m, 1, index, 0);
    add_call(m, &loop->body, callee, moved(m, 0, index, 0), other, NULL);
    VEC_PUSH(l->arena, &m->func->body, loop);
    m->offset += len * size_of(l, elem);
}

/* ---- comparing ---- */

typedef VEC(int64_t) Offsets;

/* Contents of strings are compared when all that is quicker has been. */
static void compare_contents(Making *m, Offsets *strings) {
    for (int i = 0; i < strings->len; i++) {
        const int64_t at = strings->at[i];
        Type *pointer = basic(m->l, BASIC_UNSAFE_POINTER);
        add_call(m, &m->func->body, runtime_function(m, "memequal"), loaded(m, 0, at, pointer),
                 loaded(m, 1, at, pointer), loaded(m, 0, at + WORD, basic(m->l, BASIC_UINTPTR)));
    }
    strings->len = 0;
}

static void compare_memory(Making *m) {
    const int64_t size = read_number(&m->sig);
    if (size >= CALLED_FROM) {
        add_call(m, &m->func->body, runtime_function(m, "memequal"), moved(m, 0, NULL, m->offset),
                 moved(m, 1, NULL, m->offset),
                 lower_int_literal(m->l, POS_AUTOGENERATED, basic(m->l, BASIC_UINTPTR), size));
    }
    m->offset += size;
}

static void compare_interfaces(Making *m, const char *function) {
    Type *table = type_new_pointer(m->l->arena, basic(m->l, BASIC_UINTPTR));
    Type *data = basic(m->l, BASIC_UNSAFE_POINTER);
    add_call(m, &m->func->body, runtime_function(m, function), loaded(m, 0, m->offset, table),
             loaded(m, 0, m->offset + WORD, data), loaded(m, 1, m->offset + WORD, data));
    m->offset += 2 * WORD;
}

static void fill_equal(Lower *l, Func *func, const void *context) {
    Making m = *(const Making *)context;
    m.func = func;
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
        default: add_loop(&m, ".eq.", fill_equal, false); break;
        }
    }
    compare_contents(&m, &strings);
}

/* ---- hashing ---- */

static void hash(Making *m, const char *function, int64_t size, Node *length) {
    add_call(m, &m->func->body, runtime_function(m, function), moved(m, 0, NULL, m->offset),
             m->func->params.at[1]->node, length);
    m->offset += size;
}

static void hash_memory(Making *m) {
    const int64_t size = read_number(&m->sig);
    if (size == 4 || size == 8) {
        hash(m, size == 4 ? "memhash32" : "memhash64", size, NULL);
    } else {
        hash(m, "memhash", size, lower_int_literal(m->l, POS_AUTOGENERATED, basic(m->l, BASIC_UINTPTR), size));
    }
}

static void fill_hash(Lower *l, Func *func, const void *context) {
    (void)l;
    Making m = *(const Making *)context;
    m.func = func;
    while (*m.sig != '\0') {
        switch (*m.sig++) {
        case 'M': hash_memory(&m); break;
        case 'K': m.offset += read_number(&m.sig); break;
        case 'F': hash(&m, "f32hash", 4, NULL); break;
        case 'G': hash(&m, "f64hash", 8, NULL); break;
        case 'S': hash(&m, "strhash", 2 * WORD, NULL); break;
        case 'I': hash(&m, "interhash", 2 * WORD, NULL); break;
        case 'E': hash(&m, "nilinterhash", 2 * WORD, NULL); break;
        default: add_loop(&m, ".hash.", fill_hash, true); break;
        }
    }
}

/* ---- both ---- */

/* func(p, q unsafe.Pointer) bool, or func(p unsafe.Pointer, h uintptr) uintptr. */
static Type *function_type(Lower *l, bool hashes) {
    Type *pointer = basic(l, BASIC_UNSAFE_POINTER);
    Type *word = basic(l, BASIC_UINTPTR);
    Object *params[] = {new_param(l, "p", pointer), new_param(l, hashes ? "h" : "q", hashes ? word : pointer)};
    Object *result = new_param(l, hashes ? "" : "r", hashes ? word : basic(l, BASIC_BOOL));
    return type_new_signature(l->arena, NULL, type_new_tuple(l->arena, params, 2), type_new_tuple(l->arena, &result, 1),
                              false);
}

static Func *make_function(Equality *e, const char *prefix, const char *sig, BodyFn *fill) {
    Lower *l = e->walk.l;
    const char *name = arena_printf(l->arena, "%s%s", prefix, sig);
    Func *func = strmap_get(e->made, name);
    if (func != NULL) {
        return func;
    }
    func = lower_new_func(l, name, POS_AUTOGENERATED, function_type(l, fill == fill_hash), l->package);
    func->dupok = true;
    func->var->package = &e->type;
    func->var->qualified = true;
    strmap_set(e->made, name, func);
    VEC_PUSH(l->arena, &l->ir->funcs, func);
    const Making making = {.e = e, .l = l, .sig = sig};
    lower_enter(l);
    lower_wrapper_body(l, func, fill, &making);
    lower_leave(l);
    return func;
}

static void compare_type(Describer *walk, Type *type) {
    if (!type_comparable(type)) {
        return;
    }
    const char *sig = signature_of(walk->l, type);
    if (!is_simple(sig)) {
        make_function((Equality *)walk, ".eq.", sig, fill_equal);
    }
}

static void hash_key(Describer *walk, Type *map) {
    const char *sig = signature_of(walk->l, type_underlying(map)->as.map.key);
    if (!is_simple(sig)) {
        make_function((Equality *)walk, ".hash.", sig, fill_hash);
    }
}

void lower_method_table(Lower *l, Type *type, Type *iface) {
    if (!l->config->wrappers || !l->go->equality_by_signature || type == l->universe->basic[BASIC_UNTYPED_NIL] ||
        lower_is_interface(type) || !lower_is_interface(iface) || interface_method_count(type_underlying(iface)) == 0) {
        return;
    }
    if (l->equality == NULL) {
        l->equality = ARENA_NEW(l->arena, Equality);
        *l->equality = (Equality){.walk = describer_new(l), .made = strmap_new(l->arena)};
        l->equality->walk.type = compare_type;
        l->equality->walk.map = hash_key;
        l->equality->runtime = (Package){.path = "runtime", .name = name_of(l->config->names, "runtime")};
        l->equality->type = (Package){.path = "type:", .name = name_of(l->config->names, "type")};
    }
    describe_pair(&l->equality->walk, type, iface);
}
