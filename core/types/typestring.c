/*
 * Types as text: for messages, and as keys of instances (a form in which identical types are equal).
 * gc: types2/typestring.go.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/abort.h"
#include "core/types/declare.h"

/* The types being written, innermost first. */
typedef struct Open {
    const Type *type;
    const struct Open *outer;
} Open;

typedef struct TypeWriter {
    StrBuf *out;
    const Qualifier *qualifier;
    InstanceContext *context; /* set: the text is a key */
    const TypeVec *tparams;   /* of the signature at hand, in a key */
    bool param_names;
    bool package_info; /* tell the package of the first unexported field */
    const Open *open;
    int depth;
} TypeWriter;

static void write_type(TypeWriter *w, Type *type);

static void write_text(const TypeWriter *w, const char *text) { strbuf_add(w->out, text); }

static void write_separator(const TypeWriter *w, char c) {
    strbuf_byte(w->out, c);
    if (w->context == NULL) {
        strbuf_byte(w->out, ' ');
    }
}

static void write_package(const TypeWriter *w, const Package *package) {
    if (package == NULL) {
        return;
    }
    const char *text = package->path;
    if (w->qualifier != NULL) {
        text = w->qualifier->name(w->qualifier->context, package);
    }
    if (text != NULL && text[0] != '\0') {
        write_text(w, text);
        strbuf_byte(w->out, '.');
    }
}

static void write_type_name(const TypeWriter *w, const Object *object) {
    write_package(w, object->package);
    write_text(w, object->name->text);
}

static void write_list(TypeWriter *w, const TypeList *list) {
    strbuf_byte(w->out, '[');
    for (int i = 0; i < list->len; i++) {
        if (i > 0) {
            write_separator(w, ',');
        }
        write_type(w, list->at[i]);
    }
    strbuf_byte(w->out, ']');
}

static void write_tparams(TypeWriter *w, const TypeVec *list) {
    strbuf_byte(w->out, '[');
    Type *previous = NULL;
    for (int i = 0; i < list->len; i++) {
        Type *constraint = list->at[i]->as.tparam.constraint;
        if (i > 0) {
            if (constraint != previous && previous != NULL) {
                strbuf_byte(w->out, ' ');
                write_type(w, previous);
            }
            write_separator(w, ',');
        }
        previous = constraint;
        write_type(w, list->at[i]);
    }
    if (previous != NULL) {
        strbuf_byte(w->out, ' ');
        write_type(w, previous);
    }
    strbuf_byte(w->out, ']');
}

static void write_variadic(TypeWriter *w, Type *type) {
    if (type->kind == TYPE_SLICE) {
        write_text(w, "...");
        write_type(w, type->as.slice.elem);
    } else {
        /* append([]byte, string...) */
        write_type(w, type);
        write_text(w, "...");
    }
}

static bool is_named(const Object *var) { return var->name != NULL && var->name->len > 0; }

static void write_tuple(TypeWriter *w, const Type *tuple, bool variadic) {
    strbuf_byte(w->out, '(');
    const ObjectVec *vars = &tuple->as.tuple.vars;
    for (int i = 0; i < vars->len; i++) {
        if (i > 0) {
            write_separator(w, ',');
        }
        const Object *var = vars->at[i];
        if (w->context == NULL && w->param_names && is_named(var)) {
            write_text(w, var->name->text);
            strbuf_byte(w->out, ' ');
        }
        if (variadic && i == vars->len - 1) {
            write_variadic(w, var->type);
        } else {
            write_type(w, var->type);
        }
    }
    strbuf_byte(w->out, ')');
}

static void write_signature(TypeWriter *w, Type *sig) {
    const TypeVec *outer = w->tparams;
    if (sig->as.signature.tparams.len > 0) {
        if (w->context != NULL) {
            w->tparams = &sig->as.signature.tparams;
        }
        write_tparams(w, &sig->as.signature.tparams);
    }
    if (sig->as.signature.params == NULL) {
        /* Its declaration is being checked. */
        write_text(w, "()");
        return;
    }
    write_tuple(w, sig->as.signature.params, sig->as.signature.variadic);
    const Type *results = sig->as.signature.results;
    const ObjectVec *vars = &results->as.tuple.vars;
    if (vars->len > 0) {
        strbuf_byte(w->out, ' ');
        if (vars->len == 1 && (w->context != NULL || !is_named(vars->at[0]))) {
            write_type(w, vars->at[0]->type);
        } else {
            write_tuple(w, results, false);
        }
    }
    w->tparams = outer;
}

static void write_struct(TypeWriter *w, const Type *t) {
    write_text(w, "struct{");
    for (int i = 0; i < t->as.struct_.fields.len; i++) {
        if (i > 0) {
            write_separator(w, ';');
        }
        const Object *field = t->as.struct_.fields.at[i];
        bool annotate = w->package_info && w->qualifier == NULL && !field->name->exported;
        if (annotate) {
            w->package_info = false;
        }
        if (!field->as.var.embedded) {
            write_text(w, field->name->text);
            strbuf_byte(w->out, ' ');
        }
        write_type(w, field->type);
        if (annotate) {
            strbuf_printf(w->out, " /* package %s */ ", field->package->path);
        }
        if (t->as.struct_.tags != NULL && t->as.struct_.tags[i] != NULL && t->as.struct_.tag_lens[i] > 0) {
            strbuf_byte(w->out, ' ');
            quote_string(w->out, t->as.struct_.tags[i], t->as.struct_.tag_lens[i]);
        }
    }
    strbuf_byte(w->out, '}');
}

static void write_terms(TypeWriter *w, const UnionTerm *terms, int n, const char *separator) {
    for (int i = 0; i < n; i++) {
        if (i > 0) {
            write_text(w, separator);
        }
        if (terms[i].tilde) {
            strbuf_byte(w->out, '~');
        }
        write_type(w, terms[i].type);
    }
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The order of terms means nothing, so a key has them sorted. */
static void write_sorted_terms(TypeWriter *w, const TypeSet *set) {
    StrBuf *out = w->out;
    const char **texts = ARENA_ARRAY(out->arena, const char *, set->terms.len);
    for (int i = 0; i < set->terms.len; i++) {
        StrBuf one = strbuf_new(out->arena);
        w->out = &one;
        write_terms(w, &set->terms.at[i], 1, "");
        texts[i] = strbuf_text(&one);
    }
    w->out = out;
    qsort(texts, (size_t)set->terms.len, sizeof *texts, compare_texts);
    for (int i = 0; i < set->terms.len; i++) {
        if (i > 0) {
            strbuf_byte(out, '|');
        }
        write_text(w, texts[i]);
    }
}

static void write_type_set(TypeWriter *w, const TypeSet *set) {
    for (int i = 0; i < set->methods.len; i++) {
        if (i > 0) {
            write_separator(w, ';');
        }
        write_text(w, set->methods.at[i]->name->text);
        write_signature(w, set->methods.at[i]->type);
    }
    if (set->comparable) {
        write_text(w, "comparable");
    }
    if (!set->all_types) {
        strbuf_byte(w->out, ';');
        write_sorted_terms(w, set);
    }
}

static void write_interface(TypeWriter *w, Type *t) {
    const TypeSet *set = t->as.interface.type_set;
    if (w->context != NULL) {
        write_text(w, "interface{");
        write_type_set(w, interface_type_set(t));
        strbuf_byte(w->out, '}');
        return;
    }
    const ObjectVec *methods = &t->as.interface.methods;
    const TypeVec *embeddeds = &t->as.interface.embeddeds;
    if (set != NULL && set->comparable && methods->len == 0 && embeddeds->len == 0) {
        write_text(w, "interface{comparable}");
        return;
    }
    if (t->as.interface.implicit) {
        if (methods->len == 0 && embeddeds->len == 1) {
            write_type(w, embeddeds->at[0]);
            return;
        }
        write_text(w, "/* implicit */ ");
    }
    write_text(w, "interface{");
    for (int i = 0; i < methods->len; i++) {
        if (i > 0) {
            write_separator(w, ';');
        }
        write_text(w, methods->at[i]->name->text);
        write_signature(w, methods->at[i]->type);
    }
    for (int i = 0; i < embeddeds->len; i++) {
        if (i > 0 || methods->len > 0) {
            write_separator(w, ';');
        }
        write_type(w, embeddeds->at[i]);
    }
    strbuf_byte(w->out, '}');
}

static void write_chan(TypeWriter *w, const Type *t) {
    Type *elem = t->as.chan.elem;
    bool parens = false;
    switch (t->as.chan.dir) {
    case CHAN_BOTH:
        write_text(w, "chan ");
        /* chan (<-chan T) would read as chan<- chan T. */
        parens = elem->kind == TYPE_CHAN && elem->as.chan.dir == CHAN_RECV_ONLY;
        break;
    case CHAN_SEND_ONLY: write_text(w, "chan<- "); break;
    case CHAN_RECV_ONLY: write_text(w, "<-chan "); break;
    }
    if (parens) {
        strbuf_byte(w->out, '(');
    }
    write_type(w, elem);
    if (parens) {
        strbuf_byte(w->out, ')');
    }
}

static void write_named(TypeWriter *w, Type *t) {
    if (w->context != NULL) {
        strbuf_printf(w->out, "%d", instance_id(w->context, t->as.named.targs != NULL ? t->as.named.origin : t));
    }
    write_type_name(w, t->as.named.object);
    if (t->as.named.targs != NULL) {
        write_list(w, t->as.named.targs);
    } else if (w->context == NULL && t->as.named.tparams.len > 0) {
        write_tparams(w, &t->as.named.tparams);
    }
}

static void write_alias(TypeWriter *w, Type *t) {
    write_type_name(w, t->as.alias.object);
    if (t->as.alias.targs != NULL) {
        write_list(w, t->as.alias.targs);
    } else if (w->context == NULL && t->as.alias.tparams.len > 0) {
        write_tparams(w, &t->as.alias.tparams);
    }
    if (w->context != NULL) {
        write_type(w, type_unalias(t));
    }
}

static bool is_predeclared(const TypeWriter *w, const Type *t) {
    /* Without a checker nobody knows the universe; its names are told in messages only. */
    const Checker *c = t->as.tparam.checker;
    return w->context == NULL && c != NULL && scope_lookup(c->universe->scope, t->as.tparam.object->name) != NULL;
}

static void write_tparam(const TypeWriter *w, const Type *t) {
    for (int i = 0; w->tparams != NULL && i < w->tparams->len; i++) {
        if (w->tparams->at[i] == t) {
            strbuf_printf(w->out, "$%d", i);
            return;
        }
    }
    write_text(w, t->as.tparam.object->name->text);
    if (w->context != NULL) {
        strbuf_printf(w->out, "#%d", instance_id(w->context, t));
    } else if (is_predeclared(w, t)) {
        const Object *object = t->as.tparam.object;
        strbuf_printf(w->out, " /* with %s declared at ", object->name->text);
        sources_format(t->as.tparam.checker->config->sources, object->pos, w->out);
        write_text(w, " */");
    }
}

static void write_kind(TypeWriter *w, Type *t) {
    switch (t->kind) {
    case TYPE_BAD: write_text(w, "invalid type"); break;
    case TYPE_BASIC:
        write_text(w, t->as.basic.kind == BASIC_UNSAFE_POINTER ? "unsafe.Pointer" : t->as.basic.name);
        break;
    case TYPE_NAMED: write_named(w, t); break;
    case TYPE_ALIAS: write_alias(w, t); break;
    case TYPE_POINTER:
        strbuf_byte(w->out, '*');
        write_type(w, t->as.pointer.elem);
        break;
    case TYPE_ARRAY:
        strbuf_printf(w->out, "[%" PRId64 "]", t->as.array.len);
        write_type(w, t->as.array.elem);
        break;
    case TYPE_SLICE:
        write_text(w, "[]");
        write_type(w, t->as.slice.elem);
        break;
    case TYPE_MAP:
        write_text(w, "map[");
        write_type(w, t->as.map.key);
        strbuf_byte(w->out, ']');
        write_type(w, t->as.map.elem);
        break;
    case TYPE_CHAN: write_chan(w, t); break;
    case TYPE_STRUCT: write_struct(w, t); break;
    case TYPE_TUPLE: write_tuple(w, t, false); break;
    case TYPE_SIGNATURE:
        write_text(w, "func");
        write_signature(w, t);
        break;
    case TYPE_INTERFACE: write_interface(w, t); break;
    case TYPE_UNION: write_terms(w, t->as.union_.terms.at, t->as.union_.terms.len, " | "); break;
    case TYPE_PARAM: write_tparam(w, t); break;
    }
}

static const char *kind_name(TypeKind kind) {
    static const char *const names[] = {
        [TYPE_BAD] = "Basic",           [TYPE_BASIC] = "Basic",     [TYPE_NAMED] = "Named",
        [TYPE_ALIAS] = "Alias",         [TYPE_POINTER] = "Pointer", [TYPE_ARRAY] = "Array",
        [TYPE_SLICE] = "Slice",         [TYPE_MAP] = "Map",         [TYPE_CHAN] = "Chan",
        [TYPE_STRUCT] = "Struct",       [TYPE_TUPLE] = "Tuple",     [TYPE_SIGNATURE] = "Signature",
        [TYPE_INTERFACE] = "Interface", [TYPE_UNION] = "Union",     [TYPE_PARAM] = "TypeParam"};
    return names[kind];
}

static void write_type(TypeWriter *w, Type *type) {
    if (type == NULL) {
        write_text(w, "<nil>");
        return;
    }
    for (const Open *open = w->open; open != NULL; open = open->outer) {
        if (open->type == type) {
            strbuf_printf(w->out, "<cycle to *%s>", kind_name(type->kind));
            return;
        }
    }
    if (++w->depth > TYPE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    const Open open = {type, w->open};
    w->open = &open;
    write_kind(w, type);
    w->open = open.outer;
    w->depth--;
}

void type_format(StrBuf *out, Type *type, const Qualifier *qualifier) {
    TypeWriter w = {.out = out, .qualifier = qualifier, .param_names = true};
    write_type(&w, type);
}

void type_format_signature(StrBuf *out, Type *signature, const Qualifier *qualifier, bool names, bool package_info) {
    TypeWriter w = {.out = out, .qualifier = qualifier, .param_names = names, .package_info = package_info};
    write_signature(&w, signature);
}

void type_format_tparams(StrBuf *out, const TypeVec *tparams, const Qualifier *qualifier) {
    TypeWriter w = {.out = out, .qualifier = qualifier, .param_names = true};
    write_tparams(&w, tparams);
}

static const char *relative_name(void *context, const Package *package) {
    return package == context ? NULL : package->name->text;
}

const char *type_text(Arena *arena, Type *type, const Package *package) {
    const Qualifier qualifier = {relative_name, (void *)(uintptr_t)package};
    StrBuf out = strbuf_new(arena);
    type_format(&out, type, &qualifier);
    return strbuf_text(&out);
}

const char *package_prefix(Arena *arena, const Package *package, const Qualifier *qualifier) {
    StrBuf out = strbuf_new(arena);
    const TypeWriter w = {.out = &out, .qualifier = qualifier};
    write_package(&w, package);
    return strbuf_text(&out);
}

const char *instance_key(InstanceContext *context, Type *origin, const TypeList *targs) {
    Arena *scratch = context->checker != NULL ? context->checker->scratch : context->arena;
    StrBuf out = strbuf_new(scratch);
    TypeWriter w = {.out = &out, .context = context};
    strbuf_printf(&out, "%d", instance_id(context, origin));
    write_list(&w, targs);
    return strbuf_text(&out);
}

const char *text_of_terms(Checker *c, const TypeSet *set) {
    StrBuf out = strbuf_new(c->scratch);
    /* gc writes these without regard to the current package. */
    TypeWriter w = {.out = &out, .qualifier = NULL, .param_names = true};
    if (set->all_types) {
        strbuf_add(&out, "𝓤");
    } else if (set->terms.len == 0) {
        strbuf_add(&out, "∅");
    } else {
        write_terms(&w, set->terms.at, set->terms.len, " | ");
    }
    return strbuf_text(&out);
}
