/*
 * Declarations: constants, variables, types, functions; of the package on demand, of functions in order.
 * gc: types2/decl.go.  Spec: #Declarations_and_scope.
 */
#include "core/types/declare.h"

void declare(Checker *c, Scope *scope, Expr *name, Object *object, Pos scope_pos) {
    if (!object->name->blank) {
        const Object *other = scope_insert(c->arena, scope, object);
        if (other != NULL) {
            Report r = report_new(c, "DuplicateDecl");
            report_add(&r, object->pos, "%s redeclared in this block", object->name->text);
            report_add_other(&r, other);
            report_send(&r);
            return;
        }
        object->scope_pos = scope_pos;
    }
    if (name != NULL) {
        record_def(c, name, object);
    }
}

void add_decl_dep(Checker *c, Object *to) {
    DeclInfo *from = c->env.decl;
    if (from == NULL || !map_has(c->decls, to)) {
        return;
    }
    if (from->deps == NULL) {
        from->deps = map_new(c->scratch);
    }
    map_set(from->deps, to, to);
    if (c->config->constants_need_nothing) {
        VEC_PUSH(c->scratch, &from->needs, to);
    }
}

/* ---- on demand ---- */

/* The declaration of an object needs the object itself. */
static void meet_again(Checker *c, Object *object) {
    bool valid = valid_cycle(c, object);
    switch (object->kind) {
    case OBJ_CONST:
    case OBJ_VAR:
        if (!valid || object->type == NULL) {
            object->type = c->universe->bad;
        }
        break;
    case OBJ_TYPE:
        if (!valid) {
            object->type = c->universe->bad;
        }
        break;
    case OBJ_FUNC:
    case OBJ_BAD:
    case OBJ_PACKAGE:
    case OBJ_LABEL:
    case OBJ_BUILTIN:
    case OBJ_NIL: break;
    }
}

static void declare_object(Checker *c, Object *object, DeclInfo *info) {
    if (object->kind == OBJ_CONST) {
        c->env.decl = info;
        check_const_decl(c, object, info->vtype, info->init, info->inherited);
    } else if (object->kind == OBJ_VAR) {
        c->env.decl = info;
        check_var_decl(c, object, info->lhs, info->lhs_len, info->vtype, info->init);
    } else if (object->kind == OBJ_TYPE) {
        check_type_decl(c, object, info->tdecl, NULL);
        collect_methods(c, object);
    } else {
        check_func_decl(c, object, info);
    }
}

void check_object_decl(Checker *c, Object *object, Type *def) {
    (void)def;
    if (object->color != 0) {
        meet_again(c, object);
        return;
    }
    DeclInfo *info = object->type == NULL ? map_get(c->decls, object) : NULL;
    if (info == NULL) {
        return;
    }
    depth_enter(c);
    push_object(c, object);
    Environment outer = c->env;
    c->env = (Environment){.scope = info->file_scope, .version = info->version};
    declare_object(c, object, info);
    c->env = outer;
    pop_object(c);
    depth_leave(c);
}

/* ---- constants and variables ---- */

static bool is_const_type(Type *type) {
    const Type *under = type_underlying(type);
    return under->kind == TYPE_BASIC && (under->as.basic.info & INFO_CONST_TYPE) != 0;
}

static void const_decl(Checker *c, Object *object, Expr *type, Expr *init, bool inherited) {
    c->env.iota = object->as.const_.value;
    c->env.err_pos = POS_NONE;
    object->as.const_.value = value_unknown();
    if (type != NULL) {
        Type *t = check_type(c, type);
        if (!is_const_type(t)) {
            if (!type_is_bad(type_underlying(t))) {
                check_error_expr(c, type, "InvalidConstType", "invalid constant type %s", text_of_type(c, t));
            }
            object->type = c->universe->bad;
            return;
        }
        object->type = t;
    }
    Operand x = {.type = c->universe->bad};
    if (init != NULL) {
        if (inherited) {
            /* The expression stands elsewhere; what is wrong here is this constant. */
            c->env.err_pos = object->pos;
        }
        check_expr(c, NULL, &x, init);
    }
    check_init_const(c, object, &x);
}

void check_const_decl(Checker *c, Object *object, Expr *type, Expr *init, bool inherited) {
    const Value *iota = c->env.iota;
    Pos err_pos = c->env.err_pos;
    const_decl(c, object, type, init, inherited);
    c->env.iota = iota;
    c->env.err_pos = err_pos;
}

void check_var_decl(Checker *c, Object *object, Object **lhs, int lhs_len, Expr *type, Expr *init) {
    if (type != NULL) {
        object->type = check_var_type(c, type);
    }
    if (init == NULL) {
        if (type == NULL) {
            object->type = c->universe->bad;
        }
        return;
    }
    if (lhs == NULL || lhs_len == 1) {
        Operand x = {.type = c->universe->bad};
        c->target_desc = object->name->text;
        check_expr(c, object->type, &x, init);
        c->target_desc = NULL;
        check_init_var(c, object, &x, "variable declaration");
        return;
    }
    for (int i = 0; type != NULL && i < lhs_len; i++) {
        lhs[i]->type = object->type;
    }
    check_init_vars(c, lhs, lhs_len, init, NULL);
}

/* ---- types ---- */

typedef struct PendingType {
    Object *object;
    const Expr *expr;
    Type *rhs;
    bool version_error;
} PendingType;

static bool is_imported_constraint(const Checker *c, Type *type) {
    Type *named = type != NULL ? type_as_named(type) : NULL;
    if (named == NULL || named->as.named.object->package == NULL || named->as.named.object->package == c->package) {
        return false;
    }
    Type *under = type_underlying(named);
    return under->kind == TYPE_INTERFACE && !type_set_is_method_set(interface_type_set(under));
}

static void check_declared(Checker *c, void *argument) {
    const PendingType *pending = argument;
    Type *named = type_as_named(pending->object->type);
    if (named != NULL) {
        check_valid_type(c, named);
    }
    if (!pending->version_error && is_imported_constraint(c, pending->rhs) && !allow_version(c, GO_TYPE_PARAMS)) {
        check_version(c, error_pos(pending->expr), GO_TYPE_PARAMS,
                      arena_printf(c->scratch, "using type constraint %s", text_of_type(c, pending->rhs)));
    }
}

static void open_tparams(Checker *c, const Decl *decl, TypeVec *out) {
    open_scope(c, decl->pos, expr_end(decl->as.type.type));
    collect_tparams(c, out, &decl->as.type.tparams);
}

static Type *alias_decl(Checker *c, Object *object, const Decl *decl, bool *version_error) {
    const FieldVec *tparams = &decl->as.type.tparams;
    *version_error =
        (tparams->len > 0 && !check_version(c, tparams->at[0]->pos, GO_GENERIC_ALIAS, "generic type alias")) ||
        !check_version(c, decl->pos, GO_TYPE_ALIAS, "type alias");
    if (!*version_error && tparams->len > 0 && c->config->go_minor_max == GO_GENERIC_ALIAS) {
        check_error(c, decl->pos, "UnsupportedFeature", "generic type alias requires GOEXPERIMENT=aliastypeparams");
        *version_error = true;
    }
    object->as.type.alias = true;
    Type *alias = alias_new(c, object, NULL);
    if (tparams->len > 0) {
        open_tparams(c, decl, &alias->as.alias.tparams);
    }
    Type *rhs = check_defined_type(c, decl->as.type.type, NULL);
    alias->as.alias.from_rhs = rhs;
    for (int i = 0; i < alias->as.alias.tparams.len; i++) {
        if (rhs == alias->as.alias.tparams.at[i]) {
            check_error_expr(c, decl->as.type.type, "MisplacedTypeParam",
                             "cannot use type parameter declared in alias declaration as RHS");
            alias->as.alias.from_rhs = c->universe->bad;
        }
    }
    if (tparams->len > 0) {
        close_scope(c);
    }
    return rhs;
}

static Type *definition_decl(Checker *c, Object *object, const Decl *decl, bool *version_error) {
    const FieldVec *tparams = &decl->as.type.tparams;
    *version_error = tparams->len > 0 && !check_version(c, tparams->at[0]->pos, GO_TYPE_PARAMS, "type parameter");
    Type *named = named_new(c, object, NULL);
    named->as.named.not_in_heap = (decl->pragma & PRAGMA_NOTINHEAP) != 0;
    if (tparams->len > 0) {
        open_tparams(c, decl, &named->as.named.tparams);
    }
    Type *rhs = check_defined_type(c, decl->as.type.type, named);
    named->as.named.from_rhs = rhs;
    if (type_is_tparam(rhs)) {
        check_error_expr(c, decl->as.type.type, "MisplacedTypeParam",
                         "cannot use a type parameter as RHS in type declaration");
        named->as.named.from_rhs = c->universe->bad;
    }
    if (tparams->len > 0) {
        close_scope(c);
    }
    return rhs;
}

void check_type_decl(Checker *c, Object *object, Decl *decl, Type *def) {
    (void)def;
    PendingType *pending = ARENA_NEW(c->scratch, PendingType);
    *pending = (PendingType){.object = object, .expr = decl->as.type.type};
    check_later(c, check_declared, pending);
    pending->rhs = decl->as.type.alias ? alias_decl(c, object, decl, &pending->version_error)
                                       : definition_decl(c, object, decl, &pending->version_error);
}

/* ---- methods ---- */

static void check_field_uniqueness(Checker *c, void *argument) {
    Type *named = argument;
    const Type *st = type_underlying(named);
    if (st->kind != TYPE_STRUCT) {
        return;
    }
    ObjectSet seen = {.arena = c->scratch};
    for (int i = 0; i < named->as.named.methods.len; i++) {
        object_set_insert(&seen, named->as.named.methods.at[i]);
    }
    for (int i = 0; i < st->as.struct_.fields.len; i++) {
        Object *field = st->as.struct_.fields.at[i];
        const Object *other = field->name->blank ? NULL : object_set_insert(&seen, field);
        if (other != NULL) {
            Report r = report_new(c, "DuplicateFieldAndMethod");
            report_add(&r, other->pos, "field and method with the same name %s", field->name->text);
            report_add_other(&r, field);
            report_send(&r);
        }
    }
}

static const char *position_of(Checker *c, Pos pos) {
    StrBuf out = strbuf_new(c->scratch);
    sources_format(c->config->sources, pos, &out);
    return strbuf_text(&out);
}

void collect_methods(Checker *c, Object *object) {
    const ObjectVec *methods = map_get(c->methods, object);
    if (methods == NULL) {
        return;
    }
    map_set(c->methods, object, NULL);
    Type *base = type_as_named(object->type);
    if (base != NULL) {
        check_later(c, check_field_uniqueness, base);
    }
    ObjectSet seen = {.arena = c->scratch};
    for (int i = 0; base != NULL && i < base->as.named.methods.len; i++) {
        object_set_insert(&seen, base->as.named.methods.at[i]);
    }
    for (int i = 0; i < methods->len; i++) {
        Object *method = methods->at[i];
        const Object *other = object_set_insert(&seen, method);
        if (other != NULL) {
            check_error(c, method->pos, "DuplicateMethod", "method %s.%s already declared at %s", object->name->text,
                        method->name->text, position_of(c, other->pos));
        } else if (base != NULL) {
            named_add_method(c, base, method);
        }
    }
}

/* ---- functions ---- */

typedef struct PendingBody {
    Object *object;
    DeclInfo *info;
} PendingBody;

static void check_body(Checker *c, void *argument) {
    const PendingBody *pending = argument;
    check_func_body(c, pending->info, pending->object->name->text, pending->object->type,
                    pending->info->fdecl->as.func.body, NULL);
}

void check_func_decl(Checker *c, Object *object, DeclInfo *info) {
    Decl *decl = info->fdecl;
    Block *body = decl->as.func.body;
    Type *sig = type_new(c->arena, TYPE_SIGNATURE);
    /* Set at once: the signature may mention the function. */
    object->type = sig;
    sig->as.signature.params = c->universe->empty_tuple;
    sig->as.signature.results = c->universe->empty_tuple;
    check_func_type(c, sig, decl->as.func.recv, &decl->as.func.tparams, decl->as.func.type);
    Scope *scope = sig->as.signature.scope;
    scope->start = decl->pos;
    if (body != NULL) {
        scope->end = body->rbrace;
    }
    decl->as.func.scope = scope;
    if (decl->as.func.tparams.len > 0 && body == NULL) {
        check_soft_error(c, decl->pos, "BadDecl", "generic function is missing function body");
    }
    if (!c->config->ignore_func_bodies && body != NULL) {
        PendingBody *pending = ARENA_NEW(c->scratch, PendingBody);
        *pending = (PendingBody){object, info};
        check_later(c, check_body, pending);
    }
}

/* ---- declarations in functions ---- */

static Pos value_decl_end(const Decl *decl) {
    const Expr *last = decl->as.value.values;
    if (last == NULL) {
        last = decl->as.value.type;
    }
    return expr_end(last != NULL ? last : VEC_LAST(&decl->as.value.names));
}

static void declare_all(Checker *c, const Decl *decl, Object **objects) {
    Pos scope_pos = value_decl_end(decl);
    for (int i = 0; i < decl->as.value.names.len; i++) {
        declare(c, c->env.scope, decl->as.value.names.at[i], objects[i], scope_pos);
    }
}

/* `last`: the declaration of the group whose values are repeated; NULL when there is none. */
static void local_consts(Checker *c, const Decl *decl, const Decl *last) {
    int mark = check_delayed_mark(c);
    const ExprVec *names = &decl->as.value.names;
    bool inherited = last != decl && last != NULL;
    Expr *values = last != NULL ? last->as.value.values : NULL;
    Object **objects = ARENA_ARRAY(c->scratch, Object *, names->len);
    for (int i = 0; i < names->len; i++) {
        Expr *name = names->at[i];
        objects[i] = object_new(c->arena, OBJ_CONST, name->pos, c->package, name->as.name.name, NULL);
        objects[i]->as.const_.value = value_int(c->arena, decl->as.value.iota_);
        Expr *init = i < expr_count(values) ? expr_at(values, i) : NULL;
        check_const_decl(c, objects[i], last != NULL ? last->as.value.type : NULL, init, inherited);
    }
    check_arity(c, decl->pos, names, values, true, inherited);
    check_process_delayed_from(c, mark);
    declare_all(c, decl, objects);
}

static void local_vars(Checker *c, const Decl *decl) {
    int mark = check_delayed_mark(c);
    const ExprVec *names = &decl->as.value.names;
    Expr *values = decl->as.value.values;
    int n = expr_count(values);
    Object **objects = ARENA_ARRAY(c->scratch, Object *, names->len);
    for (int i = 0; i < names->len; i++) {
        Expr *name = names->at[i];
        objects[i] = object_new_var(c->arena, VAR_LOCAL, name->pos, c->package, name->as.name.name, NULL);
        VEC_PUSH(c->scratch, &c->extra->locals, objects[i]);
    }
    for (int i = 0; i < names->len; i++) {
        Object **lhs = n == 1 && names->len != 1 ? objects : NULL;
        Expr *init = lhs != NULL ? expr_at(values, 0) : i < n ? expr_at(values, i) : NULL;
        check_var_decl(c, objects[i], lhs, names->len, decl->as.value.type, init);
        if (n == 1) {
            /* The one expression gave all of them their types. */
            break;
        }
    }
    if (decl->as.value.type == NULL || n > 0) {
        check_arity(c, decl->pos, names, values, false, false);
    }
    check_process_delayed_from(c, mark);
    declare_all(c, decl, objects);
}

static void local_type(Checker *c, Decl *decl) {
    Expr *name = decl->as.type.name;
    Object *object = object_new(c->arena, OBJ_TYPE, name->pos, c->package, name->as.name.name, NULL);
    /* Visible from its name on, unlike constants and variables. */
    declare(c, c->env.scope, name, object, name->pos);
    push_object(c, object);
    check_type_decl(c, object, decl, NULL);
    pop_object(c);
    VEC_PUSH(c->scratch, &c->extra->local_types, decl);
}

void check_decl_stmt(Checker *c, const DeclVec *decls) {
    const Decl *last = NULL;
    for (int i = 0; i < decls->len; i++) {
        Decl *decl = decls->at[i];
        switch (decl->kind) {
        case DECL_CONST:
            if (i == 0 || decls->at[i - 1]->kind != DECL_CONST || decl->group == 0 ||
                decls->at[i - 1]->group != decl->group) {
                last = NULL;
            }
            if (decl->as.value.type != NULL || decl->as.value.values != NULL) {
                last = decl;
            }
            local_consts(c, decl, last);
            break;
        case DECL_VAR: local_vars(c, decl); break;
        case DECL_TYPE: local_type(c, decl); break;
        case DECL_BAD:
        case DECL_IMPORT:
        case DECL_FUNC: break;
        }
    }
}
