/*
 * Type expressions, and names.
 * gc: types2/typexpr.go.  Spec: #Types.
 */
#include "core/types/declare.h"
#include "core/types/operand.h"

/* ---- names ---- */

/* The object a name denotes, with the scope it was found in. */
static Object *find_name(Checker *c, const Name *name, Scope **found) {
    for (Scope *scope = c->env.scope; scope != NULL; scope = scope->parent) {
        Object *object = scope_lookup(scope, name);
        if (object != NULL) {
            *found = scope;
            return object;
        }
    }
    *found = NULL;
    return NULL;
}

static void mark_dot_import(Checker *c, const Scope *scope, const Name *name) {
    const Map *names = map_get(c->extra->dot_names, scope);
    Object *import = names != NULL ? map_get(names, name) : NULL;
    if (import != NULL) {
        import->used = true;
    }
}

static void ident_const(Checker *c, Operand *x, Expr *name, Object *object) {
    add_decl_dep(c, object);
    if (type_is_bad(object->type)) {
        return;
    }
    x->value = object->as.const_.value;
    if (object == c->universe->iota) {
        if (c->env.iota == NULL) {
            check_error_expr(c, name, "InvalidIota", "cannot use iota outside constant declaration");
            return;
        }
        x->value = c->env.iota;
    }
    x->mode = MODE_CONSTANT;
}

static void ident_var(Checker *c, Operand *x, Object *object) {
    if (object->package == c->package) {
        object->used = true;
    }
    add_decl_dep(c, object);
    if (!type_is_bad(object->type)) {
        x->mode = MODE_VARIABLE;
    }
}

static void ident_object(Checker *c, Operand *x, Expr *name, Object *object) {
    switch (object->kind) {
    case OBJ_PACKAGE:
        check_error_expr(c, name, "InvalidPkgUse", "use of package %s not in selector", object->name->text);
        break;
    case OBJ_CONST: ident_const(c, x, name, object); break;
    case OBJ_TYPE: x->mode = MODE_TYPE; break;
    case OBJ_VAR: ident_var(c, x, object); break;
    case OBJ_FUNC:
        add_decl_dep(c, object);
        x->mode = MODE_VALUE;
        break;
    case OBJ_BUILTIN:
        x->builtin = object->as.builtin.id;
        x->mode = MODE_BUILTIN;
        break;
    case OBJ_NIL: x->mode = MODE_NIL; break;
    case OBJ_BAD:
    case OBJ_LABEL: break;
    }
    if (x->mode != MODE_INVALID) {
        x->type = object->type;
    }
}

static bool predeclared_allowed(Checker *c, const Expr *name, const Object *object) {
    const Universe *u = c->universe;
    if (object != u->any_alias->as.alias.object && object != u->comparable_type->as.named.object) {
        return true;
    }
    if (allow_version(c, GO_TYPE_PARAMS)) {
        return true;
    }
    return check_version(c, error_pos(name), GO_TYPE_PARAMS,
                         arena_printf(c->scratch, "predeclared %s", object->name->text));
}

void check_ident(Checker *c, Operand *x, Expr *name, Type *def, bool want_type) {
    (void)def;
    operand_fail(c, x, name);
    const Name *text = name->as.name.name;
    Scope *scope;
    Object *object = find_name(c, text, &scope);
    if (object == NULL) {
        if (text->blank) {
            check_error_expr(c, name, "InvalidBlank", "cannot use _ as value or type");
        } else {
            check_undefined(c, name, "UndeclaredName", "undefined: %s", text->text);
        }
        return;
    }
    if (!predeclared_allowed(c, name, object)) {
        return;
    }
    record_use(c, name, object);
    bool is_type = object->kind == OBJ_TYPE;
    if (want_type && !is_type) {
        check_error_expr(c, name, "NotAType", "%s (%s) is not a type", text->text,
                         object_kind_text(object, c->universe));
        if (object->kind == OBJ_VAR && object->package == c->package) {
            object->used = true;
        }
        return;
    }
    if (object->type == NULL || (is_type && want_type && object->package == c->package)) {
        check_object_decl(c, object, NULL);
    }
    mark_dot_import(c, scope, text);
    ident_object(c, x, name, object);
}

/* ---- types of variables ---- */

typedef struct PendingVarType {
    Pos pos;
    Type *type;
} PendingVarType;

static void check_not_constraint(Checker *c, void *argument) {
    const PendingVarType *pending = argument;
    Type *under = type_underlying(pending->type);
    if (under->kind != TYPE_INTERFACE) {
        return;
    }
    const TypeSet *set = compute_type_set(c, under, pending->pos);
    if (!type_set_is_method_set(set)) {
        check_soft_error(c, pending->pos, "MisplacedConstraintIface",
                         "cannot use type %s outside a type constraint: interface %s", text_of_type(c, pending->type),
                         set->comparable ? "is (or embeds) comparable" : "contains type constraints");
    }
}

void check_valid_var_type(Checker *c, Expr *expr, Type *type) {
    /* Most types can be told at once; the others when they are set up. */
    if (type_is_tparam(type) || type->kind == TYPE_BASIC || type->kind == TYPE_POINTER || type->kind == TYPE_SLICE) {
        return;
    }
    PendingVarType *pending = ARENA_NEW(c->scratch, PendingVarType);
    *pending = (PendingVarType){error_pos(expr), type};
    check_later(c, check_not_constraint, pending);
}

/* ---- kinds of type expressions ---- */

static Type *type_of_operand(Checker *c, const Operand *x) {
    switch ((int)x->mode) {
    case MODE_TYPE: return x->type;
    case MODE_INVALID: break;
    case MODE_NO_VALUE: operand_error(c, x, "NotAType", "%s used as type", text_of_operand(c, x)); break;
    default: operand_error(c, x, "NotAType", "%s is not a type", text_of_operand(c, x)); break;
    }
    return c->universe->bad;
}

static Type *not_a_type(Checker *c, Expr *expr) {
    check_error_expr(c, expr, "NotAType", "%s is not a type", text_of_expr(c, expr));
    use_expr(c, expr);
    return c->universe->bad;
}

static Type *array_type(Checker *c, Expr *expr) {
    int64_t len = -1;
    if (expr->as.array_type.len != NULL) {
        len = check_array_length(c, expr->as.array_type.len);
    } else {
        check_error_expr(c, expr, "BadDotDotDotSyntax", "invalid use of [...] array (outside a composite literal)");
    }
    Type *elem = check_var_type(c, expr->as.array_type.elem);
    return len >= 0 ? type_new_array(c->arena, elem, len) : c->universe->bad;
}

static Type *pointer_type(Checker *c, Expr *expr) {
    Type *elem = check_var_type(c, expr->as.operation.x);
    return type_is_bad(elem) ? c->universe->bad : type_new_pointer(c->arena, elem);
}

typedef struct PendingKey {
    Expr *expr;
    Type *key;
} PendingKey;

static void check_map_key(Checker *c, void *argument) {
    const PendingKey *pending = argument;
    if (!type_comparable(pending->key)) {
        check_error_expr(c, pending->expr, "IncomparableMapKey", "invalid map key type %s%s",
                         text_of_type(c, pending->key),
                         type_is_tparam(pending->key) ? " (missing comparable constraint)" : "");
    }
}

static Type *map_type(Checker *c, Expr *expr) {
    Type *key = check_var_type(c, expr->as.map_type.key);
    Type *elem = check_var_type(c, expr->as.map_type.value);
    PendingKey *pending = ARENA_NEW(c->scratch, PendingKey);
    *pending = (PendingKey){expr->as.map_type.key, key};
    check_later(c, check_map_key, pending);
    return type_new_map(c->arena, key, elem);
}

static Type *struct_type(Checker *c, Expr *expr) {
    Type *type = type_new(c->arena, TYPE_STRUCT);
    check_struct_type(c, type, expr);
    return type;
}

static Type *signature_type(Checker *c, Expr *expr) {
    Type *type = type_new(c->arena, TYPE_SIGNATURE);
    check_func_type(c, type, NULL, NULL, expr);
    return type;
}

static Type *interface_type(Checker *c, Expr *expr, Type *def) {
    Type *type = interface_new(c);
    VEC_PUSH(c->scratch, &c->extra->interfaces, expr);
    check_interface_type(c, type, expr, def);
    return type;
}

static Type *type_by_kind(Checker *c, Expr *expr, Type *def) {
    Operand x = {0};
    switch (expr->kind) {
    case EXPR_BAD: return c->universe->bad;
    case EXPR_NAME: check_ident(c, &x, expr, def, true); return type_of_operand(c, &x);
    case EXPR_SELECTOR: check_selector(c, &x, expr, def, true); return type_of_operand(c, &x);
    case EXPR_INDEX:
        check_version(c, error_pos(expr), GO_TYPE_PARAMS, "type instantiation");
        return check_instantiated_type(c, expr->as.index.x, expr->as.index.index, def);
    case EXPR_PAREN: return check_defined_type(c, expr->as.paren.x, def);
    case EXPR_ARRAY_TYPE: return array_type(c, expr);
    case EXPR_SLICE_TYPE: return type_new_slice(c->arena, check_var_type(c, expr->as.elem_type.elem));
    case EXPR_DOTS_TYPE: check_error_expr(c, expr, "InvalidSyntaxTree", "invalid use of ..."); return c->universe->bad;
    case EXPR_STRUCT_TYPE: return struct_type(c, expr);
    case EXPR_OPERATION:
        if (expr->as.operation.op == OP_MUL && expr->as.operation.y == NULL) {
            return pointer_type(c, expr);
        }
        return not_a_type(c, expr);
    case EXPR_FUNC_TYPE: return signature_type(c, expr);
    case EXPR_INTERFACE_TYPE: return interface_type(c, expr, def);
    case EXPR_MAP_TYPE: return map_type(c, expr);
    case EXPR_CHAN_TYPE:
        return type_new_chan(c->arena, expr->as.chan_type.dir, check_var_type(c, expr->as.chan_type.elem));
    case EXPR_LITERAL:
    case EXPR_COMPOSITE:
    case EXPR_KEY_VALUE:
    case EXPR_FUNC:
    case EXPR_SLICE:
    case EXPR_ASSERT:
    case EXPR_TYPE_SWITCH:
    case EXPR_CALL:
    case EXPR_LIST: break;
    }
    return not_a_type(c, expr);
}

static Type *check_type_expr(Checker *c, Expr *expr, Type *def) {
    depth_enter(c);
    Type *type = type_by_kind(c, expr, def);
    depth_leave(c);
    return type;
}

/* ---- entries ---- */

Type *check_type(Checker *c, Expr *expr) { return check_defined_type(c, expr, NULL); }

Type *check_defined_type(Checker *c, Expr *expr, Type *def) {
    Type *type = check_type_expr(c, expr, def);
    if (type_is_generic(type)) {
        check_error_expr(c, expr, "WrongTypeArgCount", "cannot use generic type %s without instantiation",
                         text_of_type(c, type));
        type = c->universe->bad;
    }
    record_type_and_value(c, expr, MODE_TYPE, type, NULL);
    return type;
}

Type *check_var_type(Checker *c, Expr *expr) {
    Type *type = check_type(c, expr);
    check_valid_var_type(c, expr, type);
    return type;
}

Type *check_type_or_dots(Checker *c, Expr *expr) {
    if (expr->kind != EXPR_DOTS_TYPE) {
        return check_var_type(c, expr);
    }
    Type *type = type_new_slice(c->arena, check_var_type(c, expr->as.elem_type.elem));
    record_type_and_value(c, expr, MODE_TYPE, type, NULL);
    return type;
}

Type *check_generic_type(Checker *c, Expr *expr, const char **cause) {
    Type *type = check_type_expr(c, expr, NULL);
    if (!type_is_bad(type) && !type_is_generic(type)) {
        if (cause != NULL) {
            *cause = arena_printf(c->scratch, "%s is not a generic type", text_of_type(c, type));
        }
        type = c->universe->bad;
    }
    record_type_and_value(c, expr, MODE_TYPE, type, NULL);
    return type;
}

/* ---- array lengths ---- */

static bool length_of_constant(Checker *c, const Operand *x, int64_t *n) {
    if (!type_is_untyped(x->type) && !type_is_integer(x->type)) {
        return false;
    }
    const Value *value = value_to_int(c->scratch, x->value);
    return value_kind(value) == VALUE_INT && const_representable(c, value, c->universe->basic[BASIC_INT], NULL) &&
           value_as_int64(value, n) && *n >= 0;
}

int64_t check_array_length(Checker *c, Expr *expr) {
    /* A name may also be meant as a type parameter of a declaration that lacks its constraint. */
    if (expr->kind == EXPR_NAME) {
        const Name *name = expr->as.name.name;
        const Object *object = lookup_name(c, name);
        if (object == NULL) {
            check_error_expr(c, expr, "InvalidArrayLen", "undefined array length %s or missing type constraint",
                             name->text);
            return -1;
        }
        if (object->kind != OBJ_CONST) {
            check_error_expr(c, expr, "InvalidArrayLen", "invalid array length %s", name->text);
            return -1;
        }
    }
    Operand x = {0};
    check_expr(c, NULL, &x, expr);
    if (x.mode != MODE_CONSTANT) {
        if (x.mode != MODE_INVALID) {
            operand_error(c, &x, "InvalidArrayLen", "array length %s must be constant", text_of_operand(c, &x));
        }
        return -1;
    }
    int64_t n;
    if (length_of_constant(c, &x, &n)) {
        return n;
    }
    const char *text = text_of_operand(c, &x);
    if (type_is_integer(x.type)) {
        operand_error(c, &x, "InvalidArrayLen", "invalid array length %s", text);
    } else {
        operand_error(c, &x, "InvalidArrayLen", "array length %s must be integer", text);
    }
    return -1;
}

/* ---- instances ---- */

typedef struct PendingInstance {
    Expr *x;
    Expr *index;
    Type *instance;
    TypeList *targs;
} PendingInstance;

static void check_instance(Checker *c, void *argument) {
    const PendingInstance *p = argument;
    record_instance(c, p->x, p->targs, p->instance);
    const bool named = p->instance->kind == TYPE_NAMED;
    const Object *object = named ? p->instance->as.named.object : p->instance->as.alias.object;
    const TypeVec *tparams = type_tparams(p->instance);
    if (!validate_targ_len(c, p->x->pos, object->name->text, tparams->len, p->targs->len)) {
        return;
    }
    int bad;
    const char *cause;
    if (verify_instance(c, p->x->pos, tparams, p->targs, &bad, &cause)) {
        mono_record_instance(c, p->x->pos, tparams, p->targs, p->index);
        return;
    }
    Pos pos = bad < expr_count(p->index) ? error_pos(expr_at(p->index, bad)) : p->x->pos;
    check_soft_error(c, pos, "InvalidTypeArg", "%s", cause);
}

Type *check_instantiated_type(Checker *c, Expr *x, Expr *index, Type *def) {
    (void)def;
    const char *cause = NULL;
    Type *generic = check_generic_type(c, x, &cause);
    if (cause != NULL) {
        int n = expr_count(index);
        Expr **list = ARENA_ARRAY(c->scratch, Expr *, n);
        for (int i = 0; i < n; i++) {
            list[i] = expr_at(index, i);
        }
        check_error_expr(c, x, "NotAGenericType", INVALID_OP "%s%s (%s)", text_of_expr(c, x), text_of_exprs(c, list, n),
                         cause);
    }
    if (type_is_bad(generic)) {
        return c->universe->bad;
    }
    TypeList *targs = check_type_list(c, index);
    if (targs == NULL) {
        return c->universe->bad;
    }
    Type *instance = instantiate(c, x->pos, generic, targs, NULL, false);
    if (instance->kind == TYPE_BAD) {
        return instance;
    }
    PendingInstance *pending = ARENA_NEW(c->scratch, PendingInstance);
    *pending = (PendingInstance){x, index, instance, targs};
    check_later(c, check_instance, pending);
    return instance;
}
