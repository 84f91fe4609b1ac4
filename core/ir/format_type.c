/*
 * Types as the messages of gc's middle end print them. Two modes: for people (packages by name, the
 * local one left out) and for the linker (packages by path; one text for each type), which also shows
 * in type arguments and in the unexported methods of interfaces.
 * gc: types/fmt.go; objabi.PathToPrefix.
 */
#include <inttypes.h>
#include <string.h>

#include "core/base/abort.h"
#include "core/ir/ir.h"

typedef enum TypeMode { MODE_GO, MODE_LINK } TypeMode;

/* The method being printed, whose type may come up again inside it. */
typedef struct Printed {
    const Type *type;
    size_t at;
    const struct Printed *outer;
} Printed;

typedef struct TypePrinter {
    StrBuf *out;
    const GoVersion *go;
    const Package *local;
    size_t start; /* of the text in out */
    const Printed *printed;
    int depth;
} TypePrinter;

static void print_type(TypePrinter *p, Type *type, TypeMode mode);

/* ---- Packages ---- */

/* The path as a prefix of linker symbols: dots of the last element, quotes, % and what is not ASCII are escaped. */
static void print_path_prefix(StrBuf *out, const char *path) {
    const char *slash = strrchr(path, '/');
    for (const char *c = path; *c != '\0'; c++) {
        const unsigned char byte = (unsigned char)*c;
        const bool last_dot = byte == '.' && (slash == NULL || c > slash);
        if (byte <= ' ' || last_dot || byte == '%' || byte == '"' || byte >= 0x7F) {
            strbuf_printf(out, "%%%02x", byte);
        } else {
            strbuf_byte(out, *c);
        }
    }
}

/* Two packages of one name: older compilers write the path. gc 1.19: types/fmt.go pkgqual, NumImport. */
static bool is_ambiguous(const Package *package, const GoVersion *go, const Package *local) {
    int same = 0;
    for (int i = 0; go->quoted_paths && local != NULL && i < local->mentioned.len; i++) {
        same += local->mentioned.at[i]->name == package->name;
    }
    return same > 1;
}

void ir_package_name(StrBuf *out, const Package *package, const GoVersion *go, const Package *local) {
    if (is_ambiguous(package, go, local)) {
        quote_string(out, package->path, strlen(package->path));
    } else {
        strbuf_add(out, package->name->text);
    }
}

static void print_qualifier(TypePrinter *p, const Package *package, TypeMode mode) {
    if (package == NULL || (mode == MODE_GO && package == p->local)) {
        return;
    }
    if (mode == MODE_LINK && strcmp(package->path, "go.shape") != 0) {
        print_path_prefix(p->out, package->path);
    } else {
        ir_package_name(p->out, package, p->go, p->local);
    }
    strbuf_byte(p->out, '.');
}

/* ---- Named and basic types ---- */

static void print_basic(TypePrinter *p, Type *type, TypeMode mode) {
    static const char *const plain[BASIC_COUNT] = {[BASIC_UINT8] = "uint8", [BASIC_INT32] = "int32"};
    const BasicKind kind = type->as.basic.kind;
    if (kind == BASIC_UNSAFE_POINTER) {
        strbuf_add(p->out, "unsafe.Pointer");
    } else if (kind == BASIC_UNTYPED_NIL) {
        strbuf_add(p->out, "nil");
    } else if (mode == MODE_LINK && plain[kind] != NULL) {
        strbuf_add(p->out, plain[kind]);
    } else {
        strbuf_add(p->out, type->as.basic.name);
    }
}

/* implicits: so many of them belong to the function that the type is declared in. */
static void print_type_args(TypePrinter *p, const TypeList *targs, int implicits) {
    strbuf_byte(p->out, '[');
    for (int i = 0; i < targs->len; i++) {
        if (i > 0) {
            strbuf_byte(p->out, i == implicits ? ';' : ',');
        }
        print_type(p, targs->at[i], MODE_LINK);
    }
    strbuf_byte(p->out, ']');
}

/* The length of the name without the number of a local type at its end, which the name of a shape may have.
 * gc: types/fmt.go SplitVargenSuffix. */
static size_t without_number(const char *name) {
    static const char dot[] = "\xC2\xB7";
    const size_t len = strlen(name);
    size_t end = len;
    while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9') {
        end--;
    }
    const bool numbered = end < len && end >= strlen(dot) && memcmp(name + end - strlen(dot), dot, strlen(dot)) == 0;
    return numbered ? end - strlen(dot) : len;
}

/* What stands behind the package. */
static void print_symbol(TypePrinter *p, const Type *type, TypeMode mode) {
    const char *name = type->as.named.object->name->text;
    strbuf_add_n(p->out, name, mode == MODE_GO ? without_number(name) : strlen(name));
    const Type *origin = type->as.named.origin != NULL ? type->as.named.origin : type;
    if (type->as.named.targs != NULL) {
        print_type_args(p, type->as.named.targs, origin->as.named.implicits.len);
    }
    if (mode == MODE_LINK && origin->as.named.local_index > 0) {
        strbuf_printf(p->out, "\xC2\xB7%d", origin->as.named.local_index);
    }
}

static void print_named(TypePrinter *p, const Type *type, TypeMode mode) {
    print_qualifier(p, type->as.named.object->package, mode);
    print_symbol(p, type, mode);
}

/* ---- Functions ---- */

static void print_params(TypePrinter *p, Type *tuple, bool variadic, TypeMode mode) {
    strbuf_byte(p->out, '(');
    const int n = tuple == NULL ? 0 : tuple->as.tuple.vars.len;
    for (int i = 0; i < n; i++) {
        if (i > 0) {
            strbuf_add(p->out, ", ");
        }
        Type *type = tuple->as.tuple.vars.at[i]->type;
        if (variadic && i == n - 1) {
            Type *slice = type_underlying(type);
            strbuf_add(p->out, "...");
            type = slice->kind == TYPE_SLICE ? slice->as.slice.elem : type;
        }
        print_type(p, type, mode);
    }
    strbuf_byte(p->out, ')');
}

static void print_signature(TypePrinter *p, Type *type, TypeMode mode) {
    print_params(p, type->as.signature.params, type->as.signature.variadic, mode);
    Type *results = type->as.signature.results;
    const int n = results == NULL ? 0 : results->as.tuple.vars.len;
    if (n == 1) {
        strbuf_byte(p->out, ' ');
        print_type(p, results->as.tuple.vars.at[0]->type, mode);
    } else if (n > 1) {
        strbuf_byte(p->out, ' ');
        print_params(p, results, false, mode);
    }
}

/* ---- Structs ---- */

/* Whether an embedded field is called what its type is called; an alias may give it another name. */
static bool embedded_under_own_name(const Object *field) {
    Type *type = type_unalias(field->type);
    if (type->kind == TYPE_POINTER) {
        type = type_unalias(type->as.pointer.elem);
    }
    if (type->kind == TYPE_NAMED) {
        const Object *object = type->as.named.object;
        const bool plain = type->as.named.targs == NULL && type->as.named.local_index == 0;
        return plain && object->name == field->name && (field->name->exported || object->package == field->package);
    }
    if (type->kind == TYPE_BASIC && type->as.basic.kind == BASIC_UNSAFE_POINTER) {
        return strcmp(field->name->text, "Pointer") == 0;
    }
    return false; /* the names of basic types are the universe's, not the package's */
}

static void print_field(TypePrinter *p, Type *type, int i, TypeMode mode) {
    const Object *field = type->as.struct_.fields.at[i];
    const bool embedded = field->as.var.embedded;
    if (!embedded || (mode == MODE_LINK && !embedded_under_own_name(field))) {
        if (!field->name->exported) {
            print_qualifier(p, field->package, mode);
        }
        strbuf_add(p->out, field->name->text);
        strbuf_add(p->out, embedded ? " = " : " ");
    }
    print_type(p, field->type, mode);
    const char *tag = type->as.struct_.tags != NULL ? type->as.struct_.tags[i] : NULL;
    if (tag != NULL && type->as.struct_.tag_lens[i] > 0) {
        strbuf_byte(p->out, ' ');
        quote_string(p->out, tag, type->as.struct_.tag_lens[i]);
    }
}

static void print_struct(TypePrinter *p, Type *type, TypeMode mode) {
    const int n = type->as.struct_.fields.len;
    strbuf_add(p->out, "struct {");
    for (int i = 0; i < n; i++) {
        strbuf_add(p->out, i > 0 ? "; " : " ");
        print_field(p, type, i, mode);
    }
    strbuf_add(p->out, n > 0 ? " }" : "}");
}

/* ---- Interfaces ---- */

/* A type within itself is a reference to the place where its text begins. */
static void print_method(TypePrinter *p, Type *type, TypeMode mode) {
    for (const Printed *printed = p->printed; printed != NULL; printed = printed->outer) {
        if (printed->type == type) {
            strbuf_printf(p->out, "@%d", (int)(printed->at - p->start));
            return;
        }
    }
    const Printed here = {.type = type, .at = p->out->len, .outer = p->printed};
    p->printed = &here;
    print_signature(p, type, mode);
    p->printed = here.outer;
}

/* Exported methods first, then by name, then by package. gc: types.Sym.Less. */
static bool method_before(const Object *a, const Object *b) {
    if (a->name->exported != b->name->exported) {
        return a->name->exported;
    }
    const int order = strcmp(a->name->text, b->name->text);
    if (order != 0) {
        return order < 0;
    }
    if (a->name->exported || a->package == NULL || b->package == NULL) {
        return false;
    }
    return strcmp(a->package->path, b->package->path) < 0;
}

static Object **sorted_methods(TypePrinter *p, Type *type, int n) {
    Object **methods = ARENA_ARRAY(p->out->arena, Object *, n);
    for (int i = 0; i < n; i++) {
        Object *method = interface_method(type, i);
        int at = i;
        while (at > 0 && method_before(method, methods[at - 1])) {
            methods[at] = methods[at - 1];
            at--;
        }
        methods[at] = method;
    }
    return methods;
}

static void print_interface(TypePrinter *p, Type *type, TypeMode mode) {
    if (type->as.interface.is_any && mode == MODE_GO) {
        strbuf_add(p->out, "any");
        return;
    }
    const int n = interface_method_count(type);
    if (n == 0) {
        strbuf_add(p->out, "interface {}");
        return;
    }
    Object **methods = sorted_methods(p, type, n);
    strbuf_add(p->out, "interface {");
    for (int i = 0; i < n; i++) {
        strbuf_add(p->out, i > 0 ? "; " : " ");
        if (!methods[i]->name->exported) {
            print_qualifier(p, methods[i]->package, MODE_LINK);
            if (p->go->local_method_link_form) {
                mode = MODE_LINK; /* and stays so to the end of the interface */
            }
        }
        strbuf_add(p->out, methods[i]->name->text);
        print_method(p, type_underlying(methods[i]->type), mode);
    }
    strbuf_add(p->out, " }");
}

/* ---- The rest ---- */

static void print_chan(TypePrinter *p, Type *type, TypeMode mode) {
    Type *elem = type->as.chan.elem;
    if (type->as.chan.dir == CHAN_RECV_ONLY) {
        strbuf_add(p->out, "<-chan ");
    } else if (type->as.chan.dir == CHAN_SEND_ONLY) {
        strbuf_add(p->out, "chan<- ");
    } else {
        strbuf_add(p->out, "chan ");
        const Type *plain = type_unalias(elem);
        if (plain->kind == TYPE_CHAN && plain->as.chan.dir == CHAN_RECV_ONLY) {
            strbuf_byte(p->out, '(');
            print_type(p, elem, mode);
            strbuf_byte(p->out, ')');
            return;
        }
    }
    print_type(p, elem, mode);
}

static void print_tuple(TypePrinter *p, Type *type, TypeMode mode) {
    for (int i = 0; i < type->as.tuple.vars.len; i++) {
        if (i > 0) {
            strbuf_byte(p->out, ',');
        }
        print_type(p, type->as.tuple.vars.at[i]->type, mode);
    }
}

static void print_union(TypePrinter *p, Type *type, TypeMode mode) {
    for (int i = 0; i < type->as.union_.terms.len; i++) {
        strbuf_add(p->out, i > 0 ? "|" : "");
        strbuf_add(p->out, type->as.union_.terms.at[i].tilde ? "~" : "");
        print_type(p, type->as.union_.terms.at[i].type, mode);
    }
}

static void print_plain(TypePrinter *p, Type *type, TypeMode mode) {
    switch (type->kind) {
    case TYPE_BAD:
    case TYPE_ALIAS: strbuf_add(p->out, "<T>"); break;
    case TYPE_BASIC: print_basic(p, type, mode); break;
    case TYPE_NAMED: print_named(p, type, mode); break;
    case TYPE_POINTER:
        strbuf_byte(p->out, '*');
        print_type(p, type->as.pointer.elem, mode);
        break;
    case TYPE_ARRAY:
        strbuf_printf(p->out, "[%" PRId64 "]", type->as.array.len);
        print_type(p, type->as.array.elem, mode);
        break;
    case TYPE_SLICE:
        strbuf_add(p->out, "[]");
        print_type(p, type->as.slice.elem, mode);
        break;
    case TYPE_MAP:
        strbuf_add(p->out, "map[");
        print_type(p, type->as.map.key, mode);
        strbuf_byte(p->out, ']');
        print_type(p, type->as.map.elem, mode);
        break;
    case TYPE_CHAN: print_chan(p, type, mode); break;
    case TYPE_STRUCT: print_struct(p, type, mode); break;
    case TYPE_TUPLE: print_tuple(p, type, mode); break;
    case TYPE_SIGNATURE:
        strbuf_add(p->out, "func");
        print_signature(p, type, mode);
        break;
    case TYPE_INTERFACE: print_interface(p, type, mode); break;
    case TYPE_UNION: print_union(p, type, mode); break;
    case TYPE_PARAM: strbuf_add(p->out, type->as.tparam.object->name->text); break;
    }
}

static bool is_predeclared_any(const Type *type) {
    if (type->kind != TYPE_ALIAS || type->as.alias.object == NULL) {
        return false;
    }
    return type->as.alias.object->package == NULL && strcmp(type->as.alias.object->name->text, "any") == 0;
}

static void print_type(TypePrinter *p, Type *type, TypeMode mode) {
    if (type == NULL) {
        strbuf_add(p->out, "<T>");
        return;
    }
    if (++p->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    /* An alias of any is any too, as its right side is that one interface. */
    while (type->kind == TYPE_ALIAS && !is_predeclared_any(type) && type->as.alias.from_rhs != NULL &&
           type->as.alias.from_rhs->kind == TYPE_ALIAS) {
        type = type->as.alias.from_rhs;
    }
    if (is_predeclared_any(type) && mode == MODE_GO) {
        strbuf_add(p->out, "any");
    } else {
        print_plain(p, type_unalias(type), mode);
    }
    p->depth--;
}

void ir_type_format(StrBuf *out, Type *type, const GoVersion *go, const Package *local) {
    TypePrinter printer = {.out = out, .go = go, .local = local, .start = out->len};
    print_type(&printer, type, MODE_GO);
}

void ir_type_link_string(StrBuf *out, Type *type, const GoVersion *go) {
    TypePrinter printer = {.out = out, .go = go, .start = out->len};
    print_type(&printer, type, MODE_LINK);
}

void ir_type_symbol(StrBuf *out, const Type *named, const GoVersion *go) {
    TypePrinter printer = {.out = out, .go = go, .start = out->len};
    print_symbol(&printer, named, MODE_LINK);
}
