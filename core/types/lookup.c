/*
 * Looking up fields and methods; which methods a type lacks.
 * gc: types2/lookup.go.  Spec: #Selectors.
 */
#include <string.h>

#include "core/types/declare.h"

/* A type reached through embedding, at the depth at hand. */
typedef struct Embedded {
    Type *type;
    int *path;
    int path_len;
    bool indirect; /* a pointer was on the way */
    bool multiple; /* reached more than once at this depth */
} Embedded;

typedef VEC(Embedded) EmbeddedVec;

typedef struct Search {
    Arena *arena;
    const Package *package;
    const Name *name;
    bool fold_case;
    bool addressable;
    TypeVec seen; /* named types */
    EmbeddedVec next;
    LookupResult found;
    bool collision;
} Search;

static int *extend_path(const Search *s, const Embedded *e, int i) {
    int *path = ARENA_ARRAY(s->arena, int, e->path_len + 1);
    if (e->path_len > 0) {
        memcpy(path, e->path, sizeof(int) * (size_t)e->path_len);
    }
    path[e->path_len] = i;
    return path;
}

static void found_at(Search *s, const Embedded *e, Object *object, int i) {
    s->found.path = extend_path(s, e, i);
    s->found.path_len = e->path_len + 1;
    if (s->found.object != NULL || e->multiple) {
        s->collision = true;
        return;
    }
    s->found.object = object;
    s->found.indirect = e->indirect;
}

/* True when the type was met before (at a lesser or this depth). */
static bool seen_before(Search *s, Type *named) {
    for (int i = 0; i < s->seen.len; i++) {
        if (type_identical(s->seen.at[i], named)) {
            return true;
        }
    }
    VEC_PUSH(s->arena, &s->seen, named);
    return false;
}

static int named_method_index(const Search *s, Type *named) {
    if (!same_package(named->as.named.object->package, s->package) && !s->name->exported && !s->fold_case) {
        return -1;
    }
    return method_index(named_declared_methods(named), NULL, s->name, s->fold_case);
}

static void search_struct(Search *s, const Embedded *e, const Type *st) {
    for (int i = 0; i < st->as.struct_.fields.len && !s->collision; i++) {
        Object *field = st->as.struct_.fields.at[i];
        if (object_same_id(field, s->package, s->name, s->fold_case)) {
            found_at(s, e, field, i);
            continue;
        }
        if (s->found.object == NULL && field->as.var.embedded) {
            bool is_pointer;
            Type *type = type_deref(field->type, &is_pointer);
            const bool indirect = e->indirect || is_pointer;
            const Embedded inner = {type, extend_path(s, e, i), e->path_len + 1, indirect, e->multiple};
            VEC_PUSH(s->arena, &s->next, inner);
        }
    }
}

static void search_type(Search *s, const Embedded *e) {
    Type *named = type_as_named(e->type);
    if (named != NULL) {
        if (seen_before(s, named)) {
            return;
        }
        named_unpack(named);
        int i = named_method_index(s, named);
        if (i >= 0) {
            found_at(s, e, named_method(named, i), i);
            return;
        }
    }
    Type *under = type_underlying(e->type);
    if (under->kind == TYPE_STRUCT) {
        search_struct(s, e, under);
    } else if (under->kind == TYPE_INTERFACE) {
        const TypeSet *set = interface_type_set(under);
        for (int i = 0; i < set->methods.len; i++) {
            if (object_same_id(set->methods.at[i], s->package, s->name, s->fold_case)) {
                found_at(s, e, set->methods.at[i], i);
                break;
            }
        }
    }
}

/* Types that occur several times at a depth become one, marked. */
static void merge_multiples(EmbeddedVec *list) {
    int n = 0;
    for (int i = 0; i < list->len; i++) {
        int j = 0;
        while (j < n && !type_identical(list->at[j].type, list->at[i].type)) {
            j++;
        }
        if (j < n) {
            list->at[j].multiple = true;
        } else {
            list->at[n++] = list->at[i];
        }
    }
    list->len = n;
}

static LookupResult lookup_in(Search *s, Type *type) {
    if (s->name->blank) {
        return (LookupResult){0};
    }
    bool is_pointer;
    Type *base = type_deref(type, &is_pointer);
    if (is_pointer && type_underlying(base)->kind == TYPE_INTERFACE) {
        return (LookupResult){0};
    }
    EmbeddedVec current = {0};
    VEC_PUSH(s->arena, &current, ((Embedded){.type = base, .indirect = is_pointer}));
    while (current.len > 0) {
        s->next = (EmbeddedVec){0};
        for (int i = 0; i < current.len; i++) {
            search_type(s, &current.at[i]);
            if (s->collision) {
                return (LookupResult){.path = s->found.path, .path_len = s->found.path_len};
            }
        }
        if (s->found.object != NULL) {
            if (s->found.object->kind == OBJ_FUNC && func_has_pointer_receiver(s->found.object) && !s->found.indirect &&
                !s->addressable) {
                return (LookupResult){.indirect = true};
            }
            return s->found;
        }
        current = s->next;
        merge_multiples(&current);
    }
    return (LookupResult){0};
}

static LookupResult lookup_plain(Arena *arena, Type *type, bool addressable, const Package *package, const Name *name,
                                 bool fold_case) {
    Search search = {
        .arena = arena, .package = package, .name = name, .fold_case = fold_case, .addressable = addressable};
    return lookup_in(&search, type);
}

LookupResult lookup_field_or_method(Arena *arena, Type *type, bool addressable, Package *package, const Name *name,
                                    bool fold_case) {
    /* The methods of *T are not those of a type declared as *T; its fields are. */
    Type *named = type_as_named(type);
    if (named != NULL) {
        Type *under = type_underlying(named);
        if (under->kind == TYPE_POINTER) {
            LookupResult r = lookup_plain(arena, under, false, package, name, fold_case);
            return r.object != NULL && r.object->kind == OBJ_FUNC ? (LookupResult){0} : r;
        }
    }
    return lookup_plain(arena, type, addressable, package, name, fold_case);
}

/* ---- missing methods ---- */

typedef enum Lack {
    LACK_NOTHING,
    LACK_NOT_FOUND,
    LACK_WRONG_NAME,
    LACK_UNEXPORTED,
    LACK_WRONG_SIGNATURE,
    LACK_AMBIGUOUS,
    LACK_POINTER_RECEIVER,
    LACK_FIELD
} Lack;

/* How `type` fails to have `method`; *found: what it has instead. */
static Lack lack_of_method(Arena *arena, Type *type, const Object *method, bool is_static, Object **found) {
    *found = NULL;
    Type *under = type_underlying(type);
    if (under->kind == TYPE_INTERFACE) {
        const TypeSet *set = interface_type_set(under);
        int i = method_index(&set->methods, method->package, method->name, false);
        if (i < 0) {
            return is_static ? LACK_NOT_FOUND : LACK_NOTHING;
        }
        *found = set->methods.at[i];
        return type_identical((*found)->type, method->type) ? LACK_NOTHING : LACK_WRONG_SIGNATURE;
    }
    LookupResult r = lookup_plain(arena, type, false, method->package, method->name, false);
    if (r.object == NULL) {
        if (r.path_len > 0) {
            return LACK_AMBIGUOUS;
        }
        if (r.indirect) {
            return LACK_POINTER_RECEIVER;
        }
        r = lookup_plain(arena, type, false, method->package, method->name, true);
        if (r.object == NULL || r.object->kind != OBJ_FUNC) {
            return LACK_NOT_FOUND;
        }
        *found = r.object;
        object_complete(r.object);
        return r.object->name == method->name ? LACK_UNEXPORTED : LACK_WRONG_NAME;
    }
    if (r.object->kind != OBJ_FUNC) {
        return LACK_FIELD;
    }
    *found = r.object;
    object_complete(r.object);
    return type_identical(r.object->type, method->type) ? LACK_NOTHING : LACK_WRONG_SIGNATURE;
}

Object *missing_method(Arena *arena, Type *type, Type *iface, bool is_static, Object **wrong_type) {
    if (wrong_type != NULL) {
        *wrong_type = NULL;
    }
    const TypeSet *set = interface_type_set(type_underlying(iface));
    for (int i = 0; i < set->methods.len; i++) {
        Object *method = set->methods.at[i], *found;
        Lack lack = lack_of_method(arena, type, method, is_static, &found);
        if (lack == LACK_NOTHING) {
            continue;
        }
        if (wrong_type != NULL && (lack == LACK_WRONG_SIGNATURE || lack == LACK_POINTER_RECEIVER)) {
            *wrong_type = found != NULL ? found : method;
        }
        return method;
    }
    return NULL;
}

bool type_is_interface_pointer(Type *type) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_POINTER && type_is_interface(under->as.pointer.elem);
}

const char *interface_pointer_text(Checker *c, Type *type) {
    const Type *under = type_underlying(type);
    const char *format =
        type_is_tparam(under->as.pointer.elem) ? "type parameter, not type parameter" : "interface, not interface";
    return arena_printf(c->scratch, "type %s is pointer to %s", text_of_type(c, type), format);
}

static const char *func_text(Checker *c, const Object *func, bool package_info) {
    const Qualifier qualifier = checker_qualifier(c);
    StrBuf out = strbuf_new(c->scratch);
    strbuf_add(&out, func->name->text);
    type_format_signature(&out, func->type, package_info ? NULL : &qualifier, false, package_info);
    return strbuf_text(&out);
}

static const char *have_want(Checker *c, const char *what, const Object *have, const Object *want) {
    const char *h = func_text(c, have, false), *w = func_text(c, want, false);
    const char *name = want->name->text;
    if (strcmp(h, w) == 0) {
        h = func_text(c, have, true);
        w = func_text(c, want, true);
        if (strcmp(h, w) == 0) {
            return arena_printf(c->scratch, "(%s %s)", what, name);
        }
    }
    return arena_printf(c->scratch, "(%s %s)\n\t\thave %s\n\t\twant %s", what, name, h, w);
}

const char *missing_method_cause(Checker *c, Type *type, Type *iface, Object *method, Object *wrong) {
    (void)wrong;
    Object *found;
    const char *name = method->name->text;
    switch (lack_of_method(c->scratch, type, method, true, &found)) {
    case LACK_NOTHING: break;
    case LACK_NOT_FOUND:
        if (type_is_interface_pointer(type)) {
            return arena_printf(c->scratch, "(%s)", interface_pointer_text(c, type));
        }
        if (type_is_interface_pointer(iface)) {
            return arena_printf(c->scratch, "(%s)", interface_pointer_text(c, iface));
        }
        return arena_printf(c->scratch, "(missing method %s)", name);
    case LACK_WRONG_NAME: return have_want(c, "missing method", found, method);
    case LACK_UNEXPORTED: return arena_printf(c->scratch, "(unexported method %s)", name);
    case LACK_WRONG_SIGNATURE: return have_want(c, "wrong type for method", found, method);
    case LACK_AMBIGUOUS: return arena_printf(c->scratch, "(ambiguous selector %s.%s)", text_of_type(c, type), name);
    case LACK_POINTER_RECEIVER: return arena_printf(c->scratch, "(method %s has pointer receiver)", name);
    case LACK_FIELD: return arena_printf(c->scratch, "(%s.%s is a field, not a method)", text_of_type(c, type), name);
    }
    return arena_printf(c->scratch, "(missing method %s)", name);
}

static bool has_bad_embedded(Type *type, int depth) {
    const Type *st = type_underlying(type_deref_struct(type));
    /* A struct within itself: deeper than any sensible one, its fields were seen long ago. */
    if (st->kind != TYPE_STRUCT || depth > 32) {
        return false;
    }
    for (int i = 0; i < st->as.struct_.fields.len; i++) {
        const Object *field = st->as.struct_.fields.at[i];
        if (field->as.var.embedded && (type_is_bad(field->type) || has_bad_embedded(field->type, depth + 1))) {
            return true;
        }
    }
    return false;
}

bool has_all_methods(Checker *c, Type *type, Type *iface, bool is_static, const char **cause) {
    if (type_is_bad(type)) {
        return true;
    }
    Arena *arena = c->scratch;
    Object *wrong;
    Object *method = missing_method(arena, type, iface, is_static, &wrong);
    if (method == NULL) {
        return true;
    }
    if (cause != NULL) {
        *cause = missing_method_cause(c, type, iface, method, wrong);
    }
    return has_bad_embedded(type, 0);
}

bool new_assertable_to(Checker *c, Type *type, Type *target, const char **cause) {
    /* Any value in an interface may have the methods of another one. */
    return type_is_interface(target) || type_implements(c, target, type, false, cause);
}

int interface_method_count(Type *iface) { return interface_type_set(type_underlying(iface))->methods.len; }

Object *interface_method(Type *iface, int i) { return interface_type_set(type_underlying(iface))->methods.at[i]; }
