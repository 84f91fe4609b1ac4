/* Types, parameters, fields, interface elements. Spec: #Types.  gc: syntax/parser.go typeOrNil … paramList. */
#include "core/syntax/internal.h"

static Expr *indirect(Parser *p, Pos pos, Expr *type) {
    Expr *star = new_expr(p, EXPR_OPERATION, pos);
    star->as.operation.op = OP_MUL;
    star->as.operation.x = type;
    return star;
}

static bool at_operator(const Parser *p, Operator op) { return p->scan.token == TOK_OPERATOR && p->scan.op == op; }

Expr *parse_type(Parser *p) {
    Expr *type = parse_type_or_null(p);
    if (type == NULL) {
        type = bad_expr(p);
        syntax_error(p, "expected type");
        advance(p, TOKEN_BIT(TOK_COMMA) | TOKEN_BIT(TOK_COLON) | TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RPAREN) |
                       TOKEN_BIT(TOK_RBRACK) | TOKEN_BIT(TOK_RBRACE));
    }
    return type;
}

static Expr *chan_type(Parser *p, Pos pos, ChanDir dir) {
    Expr *type = new_expr(p, EXPR_CHAN_TYPE, pos);
    Expr *elem = parse_type_or_null(p);
    if (elem == NULL) {
        elem = bad_expr(p);
        syntax_error(p, "missing channel element type");
    }
    type->as.chan_type.dir = dir;
    type->as.chan_type.elem = elem;
    return type;
}

static Expr *map_type(Parser *p, Pos pos) {
    Expr *type = new_expr(p, EXPR_MAP_TYPE, pos);
    want(p, TOK_LBRACK);
    type->as.map_type.key = parse_type(p);
    want(p, TOK_RBRACK);
    type->as.map_type.value = parse_type(p);
    return type;
}

static Expr *struct_type(Parser *p);
static Expr *interface_type(Parser *p);

static Expr *type_or_null(Parser *p) {
    const Pos pos = here(p);
    switch (p->scan.token) {
    case TOK_STAR: next(p); return indirect(p, pos, parse_type(p));
    case TOK_ARROW:
        next(p);
        want(p, TOK_CHAN);
        return chan_type(p, pos, CHAN_RECV_ONLY);
    case TOK_FUNC: next(p); return parse_func_type(p, "function type", NULL);
    case TOK_LBRACK: next(p); return got(p, TOK_RBRACK) ? parse_slice_type(p, pos) : parse_array_type(p, pos, NULL);
    case TOK_CHAN: next(p); return chan_type(p, pos, got(p, TOK_ARROW) ? CHAN_SEND_ONLY : CHAN_BOTH);
    case TOK_MAP: next(p); return map_type(p, pos);
    case TOK_STRUCT: return struct_type(p);
    case TOK_INTERFACE: return interface_type(p);
    case TOK_NAME: return parse_qualified_name(p, NULL);
    case TOK_LPAREN: {
        next(p);
        Expr *type = parse_type(p);
        want(p, TOK_RPAREN);
        return type;
    }
    default: return NULL;
    }
}

Expr *parse_type_or_null(Parser *p) {
    Expr *type = enter(p) ? type_or_null(p) : bad_expr(p);
    leave(p);
    return type;
}

static Expr *type_instance(Parser *p, Expr *x) {
    Expr *instance = new_expr(p, EXPR_INDEX, here(p));
    want(p, TOK_LBRACK);
    instance->as.index.x = x;
    if (p->scan.token == TOK_RBRACK) {
        syntax_error(p, "expected type argument list");
        instance->as.index.index = bad_expr(p);
    } else {
        bool comma;
        instance->as.index.index = parse_type_list(p, true, &comma);
    }
    want(p, TOK_RBRACK);
    return instance;
}

Expr *parse_qualified_name(Parser *p, Expr *name) {
    Expr *x = name;
    if (x == NULL && p->scan.token == TOK_NAME) {
        x = parse_name(p);
    } else if (x == NULL) {
        x = new_name(p, here(p), "_");
        syntax_error(p, "expected name");
        advance(p, TOKEN_BIT(TOK_DOT) | TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RBRACE));
    }
    if (p->scan.token == TOK_DOT) {
        Expr *selector = new_expr(p, EXPR_SELECTOR, here(p));
        next(p);
        selector->as.selector.x = x;
        selector->as.selector.sel = parse_name(p);
        x = selector;
    }
    return p->scan.token == TOK_LBRACK ? type_instance(p, x) : x;
}

Expr *parse_array_type(Parser *p, Pos pos, Expr *len) {
    if (len == NULL && !got(p, TOK_DOTDOTDOT)) {
        p->expr_level++;
        len = parse_expr(p);
        p->expr_level--;
    }
    if (p->scan.token == TOK_COMMA) {
        /* Array lengths are often mistaken for type parameter lists. */
        syntax_error(p, "unexpected comma; expected ]");
        next(p);
    }
    want(p, TOK_RBRACK);
    Expr *type = new_expr(p, EXPR_ARRAY_TYPE, pos);
    type->as.array_type.len = len;
    type->as.array_type.elem = parse_type(p);
    return type;
}

Expr *parse_slice_type(Parser *p, Pos pos) {
    Expr *type = new_expr(p, EXPR_SLICE_TYPE, pos);
    type->as.elem_type.elem = parse_type(p);
    return type;
}

Expr *parse_array_or_targs(Parser *p) {
    const Pos pos = here(p);
    want(p, TOK_LBRACK);
    if (got(p, TOK_RBRACK)) {
        return parse_slice_type(p, pos);
    }
    bool comma;
    Expr *inside = parse_type_list(p, false, &comma);
    want(p, TOK_RBRACK);
    if (!comma) {
        Expr *elem = parse_type_or_null(p);
        if (elem != NULL) {
            Expr *array = new_expr(p, EXPR_ARRAY_TYPE, pos);
            array->as.array_type.len = inside;
            array->as.array_type.elem = elem;
            return array;
        }
    }
    Expr *instance = new_expr(p, EXPR_INDEX, pos);
    instance->as.index.index = inside;
    return instance;
}

/* ---- Functions ---- */

static Field *new_field(Parser *p, Pos pos, Expr *name, Expr *type) {
    Field *field = ARENA_NEW(p->arena, Field);
    field->pos = pos;
    field->name = name;
    field->type = type;
    return field;
}

static FieldVec func_result(Parser *p) {
    if (got(p, TOK_LPAREN)) {
        return parse_param_list(p, NULL, NULL, TOK_RPAREN, false, false);
    }
    FieldVec results = {0};
    const Pos pos = here(p);
    Expr *type = parse_type_or_null(p);
    if (type != NULL) {
        VEC_PUSH(p->arena, &results, new_field(p, pos, NULL, type));
    }
    return results;
}

Expr *parse_func_type(Parser *p, const char *context, FieldVec *tparams) {
    Expr *type = new_expr(p, EXPR_FUNC_TYPE, here(p));
    if (got(p, TOK_LBRACK)) {
        if (context[0] != '\0') {
            syntax_error_at(p, type->pos, "%s must have no type parameters", context);
        }
        if (p->scan.token == TOK_RBRACK) {
            syntax_error(p, "empty type parameter list");
            next(p);
        } else {
            FieldVec list = parse_param_list(p, NULL, NULL, TOK_RBRACK, true, false);
            if (tparams != NULL) {
                *tparams = list;
            }
        }
    }
    want(p, TOK_LPAREN);
    type->as.func_type.params = parse_param_list(p, NULL, NULL, TOK_RPAREN, false, true);
    type->as.func_type.results = func_result(p);
    return type;
}

/* ---- Struct types ---- */

static void add_field(Parser *p, FieldVec *fields, Pos pos, Expr *name, Expr *type, Expr *tag) {
    Field *field = new_field(p, pos, name, type);
    field->tag = tag;
    field->embedded = name == NULL;
    VEC_PUSH(p->arena, fields, field);
}

/* name type, names type, or an embedded type that begins with a name. */
static void named_field(Parser *p, FieldVec *fields) {
    const Pos pos = here(p);
    Expr *name = parse_name(p);
    const Token token = p->scan.token;
    if (token == TOK_DOT || token == TOK_LITERAL || token == TOK_SEMI || token == TOK_RBRACE) {
        Expr *type = parse_qualified_name(p, name);
        add_field(p, fields, pos, NULL, type, parse_literal_or_null(p));
        return;
    }
    ExprVec names = {0};
    parse_name_list(p, name, &names);
    Expr *type;
    if (names.len == 1 && p->scan.token == TOK_LBRACK) {
        type = parse_array_or_targs(p);
        if (type->kind == EXPR_INDEX) {
            type->as.index.x = name;
            add_field(p, fields, pos, NULL, type, parse_literal_or_null(p));
            return;
        }
    } else {
        type = parse_type(p);
    }
    Expr *tag = parse_literal_or_null(p);
    for (int i = 0; i < names.len; i++) {
        add_field(p, fields, names.at[i]->pos, names.at[i], type, tag);
    }
}

static void starred_field(Parser *p, FieldVec *fields) {
    const Pos pos = here(p);
    next(p);
    Expr *type;
    if (p->scan.token == TOK_LPAREN) {
        syntax_error(p, "cannot parenthesize embedded type");
        next(p);
        type = parse_qualified_name(p, NULL);
        got(p, TOK_RPAREN);
    } else {
        type = parse_qualified_name(p, NULL);
    }
    add_field(p, fields, pos, NULL, indirect(p, pos, type), parse_literal_or_null(p));
}

static void parenthesised_field(Parser *p, FieldVec *fields) {
    const Pos pos = here(p);
    syntax_error(p, "cannot parenthesize embedded type");
    next(p);
    const Pos star = here(p);
    Expr *type = got(p, TOK_STAR) ? indirect(p, star, parse_qualified_name(p, NULL)) : parse_qualified_name(p, NULL);
    got(p, TOK_RPAREN);
    add_field(p, fields, pos, NULL, type, parse_literal_or_null(p));
}

static bool field_decl(Parser *p, void *data) {
    FieldVec *fields = data;
    switch (p->scan.token) {
    case TOK_NAME: named_field(p, fields); break;
    case TOK_STAR: starred_field(p, fields); break;
    case TOK_LPAREN: parenthesised_field(p, fields); break;
    default:
        syntax_error(p, "expected field name or embedded type");
        advance(p, TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RBRACE));
    }
    return false;
}

static Expr *struct_type(Parser *p) {
    Expr *type = new_expr(p, EXPR_STRUCT_TYPE, here(p));
    want(p, TOK_STRUCT);
    want(p, TOK_LBRACE);
    parse_list(p, "struct type", TOK_SEMI, TOK_RBRACE, field_decl, &type->as.struct_type.fields);
    return type;
}

/* ---- Interface types ---- */

static Expr *embedded_term(Parser *p) {
    if (at_operator(p, OP_TILDE)) {
        Expr *term = new_expr(p, EXPR_OPERATION, here(p));
        term->as.operation.op = OP_TILDE;
        next(p);
        term->as.operation.x = parse_type(p);
        return term;
    }
    Expr *type = parse_type_or_null(p);
    if (type == NULL) {
        type = bad_expr(p);
        syntax_error(p, "expected ~ term or type");
        advance(p, TOKEN_BIT(TOK_OPERATOR) | TOKEN_BIT(TOK_SEMI) | TOKEN_BIT(TOK_RPAREN) | TOKEN_BIT(TOK_RBRACK) |
                       TOKEN_BIT(TOK_RBRACE));
    }
    return type;
}

Expr *parse_embedded_elem(Parser *p, Expr *first) {
    Expr *x = first != NULL ? first : embedded_term(p);
    for (int terms = 0; at_operator(p, OP_OR) && terms < DEPTH_MAX; terms++) {
        Expr *either = new_expr(p, EXPR_OPERATION, here(p));
        either->as.operation.op = OP_OR;
        next(p);
        either->as.operation.x = x;
        either->as.operation.y = embedded_term(p);
        x = either;
    }
    return x;
}

/* `m[…`: a method with type parameters (an error) or an embedded instance. */
static void method_or_instance(Parser *p, Field *field, Expr *name) {
    const char *const context = "interface method";
    const Pos pos = here(p);
    next(p);
    const Pos rbrack = here(p);
    const bool empty = got(p, TOK_RBRACK);
    FieldVec list = {0};
    if (!empty) {
        list = parse_param_list(p, NULL, NULL, TOK_RBRACK, false, false);
    }
    if (list.len == 0) {
        const bool method = p->scan.token == TOK_LPAREN;
        if (empty) {
            error_at(p, rbrack, "empty type %s list", method ? "parameter" : "argument");
        }
        field->name = method ? name : NULL;
        field->type = method ? parse_func_type(p, context, NULL) : name;
        return;
    }
    if (list.at[0]->name != NULL) {
        field->name = name;
        field->type = parse_func_type(p, context, NULL);
        error_at(p, pos, "interface method must have no type parameters");
        return;
    }
    Expr *index = list.at[0]->type;
    if (list.len > 1) {
        index = new_expr(p, EXPR_LIST, list.at[0]->pos);
        for (int i = 0; i < list.len; i++) {
            VEC_PUSH(p->arena, &index->as.list.elems, list.at[i]->type);
        }
    }
    Expr *instance = new_expr(p, EXPR_INDEX, pos);
    instance->as.index.x = name;
    instance->as.index.index = index;
    field->type = instance;
}

static bool interface_elem(Parser *p, void *data) {
    FieldVec *elems = data;
    Field *field = new_field(p, here(p), NULL, NULL);
    if (p->scan.token == TOK_NAME) {
        Expr *name = parse_name(p);
        if (p->scan.token == TOK_LPAREN) {
            field->name = name;
            field->type = parse_func_type(p, "interface method", NULL);
        } else if (p->scan.token == TOK_LBRACK) {
            method_or_instance(p, field, name);
        } else {
            field->type = parse_qualified_name(p, name);
        }
    }
    if (field->name == NULL) {
        field->type = parse_embedded_elem(p, field->type);
        field->embedded = true;
    }
    VEC_PUSH(p->arena, elems, field);
    return false;
}

static Expr *interface_type(Parser *p) {
    Expr *type = new_expr(p, EXPR_INTERFACE_TYPE, here(p));
    want(p, TOK_INTERFACE);
    want(p, TOK_LBRACE);
    parse_list(p, "interface type", TOK_SEMI, TOK_RBRACE, interface_elem, &type->as.interface_type.elems);
    return type;
}

/* ---- Parameters ---- */

typedef struct ParamList {
    Expr *name; /* the first parameter's, read already */
    Expr *type; /* and its type */
    Token close;
    FieldVec fields;
    int named; /* with name and type */
    int typed; /* with a type */
} ParamList;

/* What begins with a name: the name may turn out to be a type. Returns true when the field is complete. */
static bool param_after_name(Parser *p, Field *field, Expr *name, bool type_sets) {
    const bool union_ok = type_sets;
    if (p->scan.token == TOK_LBRACK) {
        field->type = parse_array_or_targs(p);
        if (field->type->kind == EXPR_INDEX) {
            field->type->as.index.x = name;
        } else {
            field->name = name;
        }
    } else if (p->scan.token == TOK_DOT) {
        field->type = parse_qualified_name(p, name);
    } else if (union_ok && at_operator(p, OP_OR)) {
        field->type = name;
    } else {
        field->name = name;
        return false;
    }
    if (union_ok && at_operator(p, OP_OR)) {
        field->type = parse_embedded_elem(p, field->type);
    }
    return true;
}

static void dots_param(Parser *p, Field *field) {
    Expr *dots = new_expr(p, EXPR_DOTS_TYPE, here(p));
    next(p);
    dots->as.elem_type.elem = parse_type_or_null(p);
    if (dots->as.elem_type.elem == NULL) {
        field->type = bad_expr(p);
        syntax_error(p, "... is missing type");
    } else {
        field->type = dots;
    }
}

static Field *param_decl(Parser *p, Expr *name, Token follow) {
    const bool type_sets = follow == TOK_RBRACK;
    Field *field = new_field(p, name != NULL ? name->pos : here(p), NULL, NULL);
    if (name == NULL && type_sets && at_operator(p, OP_TILDE)) {
        field->type = parse_embedded_elem(p, NULL);
        return field;
    }
    if (name != NULL || p->scan.token == TOK_NAME) {
        if (param_after_name(p, field, name != NULL ? name : parse_name(p), type_sets)) {
            return field;
        }
    }
    if (p->scan.token == TOK_DOTDOTDOT) {
        dots_param(p, field);
        return field;
    }
    if (type_sets && at_operator(p, OP_TILDE)) {
        field->type = parse_embedded_elem(p, NULL);
        return field;
    }
    field->type = parse_type_or_null(p);
    if (type_sets && field->type != NULL && at_operator(p, OP_OR)) {
        field->type = parse_embedded_elem(p, field->type);
    }
    if (field->name != NULL || field->type != NULL) {
        return field;
    }
    syntax_error(p, "expected %s", token_text(follow));
    advance(p, TOKEN_BIT(TOK_COMMA) | TOKEN_BIT(follow));
    return NULL;
}

static bool param_element(Parser *p, void *data) {
    ParamList *list = data;
    Field *field;
    if (list->type != NULL) {
        field = new_field(p, list->name->pos, list->name, list->type);
    } else {
        field = param_decl(p, list->name, list->close);
    }
    list->name = NULL;
    list->type = NULL;
    if (field != NULL) {
        list->named += field->name != NULL && field->type != NULL;
        list->typed += field->type != NULL;
        VEC_PUSH(p->arena, &list->fields, field);
    }
    return false;
}

static const char *missing_param_text(const ParamList *list, bool names_required) {
    if (list->named == list->typed) {
        return names_required ? "missing type constraint" : "missing parameter type";
    }
    if (!names_required) {
        return "missing parameter name";
    }
    return list->fields.len == 1 ? "missing type parameter name or invalid array length"
                                 : "missing type parameter name";
}

/* Some have names, some not: a type counts for the names before it; what is missing is an error. */
static void distribute_types(Parser *p, ParamList *list, Pos end, bool names_required) {
    Pos wrong = POS_NONE;
    Expr *type = NULL;
    for (int i = list->fields.len - 1; i >= 0; i--) {
        Field *field = list->fields.at[i];
        if (field->type != NULL) {
            type = field->type;
            if (field->name == NULL) {
                wrong = expr_start(type);
                field->name = new_name(p, wrong, "_");
            }
        } else if (type != NULL) {
            field->type = type;
        } else {
            wrong = field->name->pos;
            field->type = new_expr(p, EXPR_BAD, wrong);
        }
    }
    if (pos_known(wrong)) {
        syntax_error_at(p, list->named == list->typed ? end : wrong, "%s", missing_param_text(list, names_required));
    }
}

static void check_dots(Parser *p, const FieldVec *fields, bool dots_ok) {
    bool reported = false;
    for (int i = 0; i < fields->len; i++) {
        Expr *type = fields->at[i]->type;
        if (type != NULL && type->kind == EXPR_DOTS_TYPE && (!dots_ok || i + 1 < fields->len)) {
            if (!reported) {
                error_at(p, type->pos, dots_ok ? "can only use ... with final parameter" : "invalid use of ...");
                reported = true;
            }
            fields->at[i]->type = type->as.elem_type.elem;
        }
    }
}

FieldVec parse_param_list(Parser *p, Expr *name, Expr *type, Token close, bool names_required, bool dots_ok) {
    ParamList list = {.name = name, .type = type, .close = close};
    if (name != NULL && type != NULL && got(p, close)) {
        VEC_PUSH(p->arena, &list.fields, new_field(p, name->pos, name, type));
        return list.fields;
    }
    const Pos end = parse_list(p, "parameter list", TOK_COMMA, close, param_element, &list);
    if (list.fields.len == 0) {
        return list.fields;
    }
    if (list.named == 0 && !names_required) {
        for (int i = 0; i < list.fields.len; i++) {
            Field *field = list.fields.at[i];
            if (field->name != NULL) {
                field->type = field->name;
                field->name = NULL;
            }
        }
    } else if (list.named != list.fields.len) {
        distribute_types(p, &list, end, names_required);
    }
    check_dots(p, &list.fields, dots_ok);
    return list.fields;
}
