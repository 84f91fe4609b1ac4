/* What interfaces, channels, maps and package variables hold: the value or its own type, not a pointer or an
 * interface. */
#include "core/study/propose.h"

#include <string.h>

/* ---- Interfaces ---- */

/* The concrete type that a site converts; NULL for other sites. */
static Type *converted_type(const Story *story) {
    const Node *n = story->location != NULL ? story->location->node : NULL;
    if (n == NULL || n->op != NODE_CONVIFACE || n->x->type == NULL || type_is_interface(n->x->type)) {
        return NULL;
    }
    return n->x->type;
}

bool propose_concrete_variable(Proposal *p, const Story *story) {
    Type *type = converted_type(story);
    Expr *site = story_expr(p, story);
    if (type == NULL || site == NULL) {
        return false;
    }
    const Around *around = tree_around(p->tree, site);
    const Decl *decl = around->decl;
    if (decl == NULL || decl->kind != DECL_VAR || decl->as.value.type == NULL || decl->as.value.names.len != 1) {
        return false;
    }
    const Object *var = expr_object(decl->as.value.names.at[0]);
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        const Around *use = tree_around(p->tree, uses->at[i]);
        if (!tree_declares(uses->at[i]) && (use->left || expr_is_unary(use->expr, OP_AND))) {
            return false;
        }
    }
    edits_replace(&p->edits, tree_start(decl->as.value.type), tree_end(p->tree, decl->as.value.type),
                  type_words(p, type));
    p->title = phrase(p, "declare %s with its own type: %s", var->name->text, type_words(p, type));
    return true;
}

/* The type that an argument brings; NULL when that is an interface, or not known. */
static Type *argument_type(const Proposal *p, const Story *story, Expr *argument, Type *here) {
    if (expr_unparen(argument) == expr_unparen(story_expr(p, story))) {
        return here;
    }
    Type *type = argument->type;
    return type == NULL || type_is_interface(type) || type_is_untyped(type) ? NULL : type;
}

bool propose_concrete_parameter(Proposal *p, const Story *story) {
    Type *type = converted_type(story);
    Expr *site = story_expr(p, story);
    Expr *call = site != NULL ? tree_around(p->tree, site)->expr : NULL;
    Object *func = call != NULL ? callee_of(call) : NULL;
    ExprVec calls = {0};
    if (type == NULL || func == NULL || is_api(p, func) || call->as.call.has_dots || !calls_of(p, func, &calls)) {
        return false;
    }
    const Decl *decl = func->as.func.info->decl;
    const FieldVec *params = &decl->as.func.type->as.func_type.params;
    const int at = tree_around(p->tree, site)->index;
    const int last = params->len - 1;
    const int index = at > last ? last : at;
    if (last < 0 || params->at[index]->name == NULL) {
        return false;
    }
    Expr *written = params->at[index]->type;
    const bool variadic = written->kind == EXPR_DOTS_TYPE;
    for (int i = 0; i < params->len; i++) {
        if (i != index && params->at[i]->type == written) {
            return false;
        }
    }
    for (int c = 0; c < calls.len; c++) {
        const ExprVec *args = &calls.at[c]->as.call.args;
        if (calls.at[c]->as.call.has_dots || (!variadic && args->len != params->len)) {
            return false;
        }
        for (int i = index; i < (variadic ? args->len : index + 1); i++) {
            Type *brought = argument_type(p, story, args->at[i], type);
            if (brought == NULL || !type_identical(brought, type)) {
                return false;
            }
        }
    }
    Expr *replaced = variadic ? written->as.elem_type.elem : written;
    edits_replace(&p->edits, tree_start(replaced), tree_end(p->tree, replaced), type_words(p, type));
    p->title = phrase(p, "let %s take the type itself: %s %s%s", func->name->text,
                      params->at[index]->name->as.name.name->text, variadic ? "..." : "", type_words(p, type));
    p->change = phrase(p, "%s accepts nothing else", func->name->text);
    if (is_exported(func)) {
        p->change = phrase(p, "%s; callers in other packages have to change too", p->change);
    }
    return true;
}

/* ---- Containers of pointers ---- */

static bool is_pointer_to(Type *type, Type *elem) {
    Type *under = type != NULL ? type_underlying(type) : NULL;
    return under != NULL && under->kind == TYPE_POINTER && type_identical(under->as.pointer.elem, elem);
}

/* Every `chan *T` or `map[K]*T` of the package loses the star. Returns false when there is none. */
static bool drop_stars(Proposal *p, ExprKind kind, Type *elem) {
    int dropped = 0;
    for (int i = 0; i < p->tree->exprs.len; i++) {
        const Expr *e = p->tree->exprs.at[i];
        if (e->kind != kind) {
            continue;
        }
        const Expr *part = kind == EXPR_CHAN_TYPE ? e->as.chan_type.elem : e->as.map_type.value;
        if (expr_is_unary(part, OP_MUL) && is_pointer_to(part->type, elem)) {
            drop_operator(p, part);
            dropped++;
        } else if (part->type != NULL && is_pointer_to(part->type, elem)) {
            return false; /* behind a name */
        }
    }
    return dropped > 0;
}

/* A value that is going to be held itself. */
static bool hold_value(Proposal *p, Expr *e) {
    e = expr_unparen(e);
    if (is_fresh_pointer(e)) {
        return value_of_pointer(p, e);
    }
    return false;
}

/* The type that the story's site points to: of a variable its own, of &T{} and new(T) T. */
static Type *object_type(const Story *story) {
    const Object *var = story_var(story);
    if (var != NULL) {
        return var->type;
    }
    const Node *n = story->location->node;
    if (n != NULL && (n->op == NODE_PTRLIT || n->op == NODE_NEW)) {
        return type_underlying(n->type)->as.pointer.elem;
    }
    return NULL;
}

/* A variable that a received or ranged value is put in. */
static bool holder_becomes_value(Proposal *p, Expr *name) {
    const Object *var = name != NULL && name->kind == EXPR_NAME && tree_declares(name) ? expr_object(name) : NULL;
    if (var != NULL) {
        return pointer_becomes_value(p, var, false);
    }
    return name != NULL && name->kind == EXPR_NAME && strcmp(name->as.name.name->text, "_") == 0;
}

/* An expression that gave a pointer and is going to give the value: where it stands. */
static bool reader_gets_value(Proposal *p, Expr *e) {
    const Around *around = tree_around(p->tree, e);
    if (expr_is_unary(around->expr, OP_MUL)) {
        drop_operator(p, around->expr);
        return true;
    }
    if (around->expr != NULL) {
        return around->expr->kind == EXPR_SELECTOR && !is_changed_at(p, e);
    }
    if (around->stmt == NULL) {
        return false;
    }
    if (around->stmt->kind == STMT_ASSIGN && !around->left) {
        return holder_becomes_value(p, expr_at(around->stmt->as.assign.lhs, around->index));
    }
    return around->stmt->kind == STMT_EXPR;
}

static bool is_chan_of(Type *type, Type *elem) {
    Type *under = type != NULL ? type_underlying(type) : NULL;
    return under != NULL && under->kind == TYPE_CHAN && is_pointer_to(under->as.chan.elem, elem);
}

bool propose_send_value(Proposal *p, const Story *story) {
    Type *elem = object_type(story);
    bool sent = false;
    if (elem == NULL || must_not_be_copied(elem) || !drop_stars(p, EXPR_CHAN_TYPE, elem)) {
        return false;
    }
    for (int i = 0; i < p->tree->stmts.len; i++) {
        Stmt *s = p->tree->stmts.at[i];
        if (s->kind == STMT_SEND && is_chan_of(s->as.send.chan->type, elem)) {
            if (!hold_value(p, s->as.send.value)) {
                return false;
            }
            sent = true;
        } else if (s->kind == STMT_FOR && s->as.for_.range != NULL && is_chan_of(s->as.for_.range->x->type, elem) &&
                   s->as.for_.range->lhs != NULL && !holder_becomes_value(p, s->as.for_.range->lhs)) {
            return false;
        }
    }
    for (int i = 0; i < p->tree->exprs.len; i++) {
        Expr *e = p->tree->exprs.at[i];
        if (expr_is_unary(e, OP_RECV) && is_chan_of(e->as.operation.x->type, elem) && !reader_gets_value(p, e)) {
            return false;
        }
    }
    p->title = phrase(p, "send the value itself: chan %s", type_words(p, elem));
    p->change = copy_change(p, story, phrase(p, "the receiver gets a copy"));
    return sent;
}

static bool is_map_of(Type *type, Type *elem) {
    Type *under = type != NULL ? type_underlying(type) : NULL;
    return under != NULL && under->kind == TYPE_MAP && is_pointer_to(under->as.map.elem, elem);
}

static bool literal_holds_values(Proposal *p, const Expr *literal) {
    for (int i = 0; i < literal->as.composite.elems.len; i++) {
        Expr *elem = literal->as.composite.elems.at[i];
        if (elem->kind != EXPR_KEY_VALUE || !hold_value(p, elem->as.key_value.value)) {
            return false;
        }
    }
    return true;
}

bool propose_map_value(Proposal *p, const Story *story) {
    Type *elem = object_type(story);
    if (elem == NULL || must_not_be_copied(elem) || !drop_stars(p, EXPR_MAP_TYPE, elem)) {
        return false;
    }
    for (int i = 0; i < p->tree->exprs.len; i++) {
        Expr *e = p->tree->exprs.at[i];
        if (e->kind == EXPR_COMPOSITE && is_map_of(e->type, elem)) {
            if (!literal_holds_values(p, e)) {
                return false;
            }
            continue;
        }
        if (e->kind != EXPR_INDEX || !is_map_of(e->as.index.x->type, elem)) {
            continue;
        }
        const Around *around = tree_around(p->tree, e);
        const bool stored = around->stmt != NULL && around->left && around->stmt->kind == STMT_ASSIGN;
        if (stored && around->stmt->as.assign.op != OP_NONE) {
            return false;
        }
        if (stored ? !hold_value(p, expr_at(around->stmt->as.assign.rhs, around->index)) : !reader_gets_value(p, e)) {
            return false;
        }
    }
    for (int i = 0; i < p->tree->stmts.len; i++) {
        const Stmt *s = p->tree->stmts.at[i];
        const RangeClause *range = s->kind == STMT_FOR ? s->as.for_.range : NULL;
        if (range != NULL && is_map_of(range->x->type, elem) && expr_count(range->lhs) == 2 &&
            !holder_becomes_value(p, expr_at(range->lhs, 1))) {
            return false;
        }
    }
    p->title = phrase(p, "keep the values themselves in the map: map[…]%s", type_words(p, elem));
    p->change = copy_change(p, story, phrase(p, "the map holds copies"));
    return true;
}

/* ---- Package variables ---- */

/* The package variable of type *T that the object is stored in. */
static const Decl *global_of(const Proposal *p, const Story *story, const Object **var) {
    for (int i = 0; i < p->tree->stmts.len; i++) {
        const Stmt *s = p->tree->stmts.at[i];
        if (s->kind != STMT_ASSIGN || s->as.assign.op != OP_NONE || expr_count(s->as.assign.lhs) != 1) {
            continue;
        }
        const Object *object = expr_object(s->as.assign.lhs);
        Expr *value = expr_unparen(s->as.assign.rhs);
        const Expr *x = expr_addressed(value);
        const Object *moved = story_var(story);
        const bool here =
            (moved != NULL && expr_object(x) == moved) ||
            (story_expr(p, story) != NULL && (value == story_expr(p, story) || x == story_expr(p, story)));
        if (!here || object == NULL || object->kind != OBJ_VAR || object->as.var.role != VAR_PACKAGE) {
            continue;
        }
        *var = object;
        const ExprVec *uses = tree_uses(p->tree, object);
        for (int k = 0; k < uses->len; k++) {
            const Around *around = tree_around(p->tree, uses->at[k]);
            if (tree_declares(uses->at[k]) && around->decl != NULL && around->decl->kind == DECL_VAR) {
                return around->decl;
            }
        }
    }
    return NULL;
}

bool propose_global_value(Proposal *p, const Story *story) {
    const Object *var = NULL;
    const Decl *decl = global_of(p, story, &var);
    if (decl == NULL || decl->as.value.names.len != 1 || !expr_is_unary(decl->as.value.type, OP_MUL) ||
        decl->as.value.values != NULL || is_api(p, var) ||
        must_not_be_copied(type_underlying(var->type)->as.pointer.elem)) {
        return false;
    }
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        Expr *use = uses->at[i];
        const Around *around = tree_around(p->tree, use);
        if (tree_declares(use)) {
            continue;
        }
        if (expr_is_unary(around->expr, OP_MUL)) {
            drop_operator(p, around->expr);
        } else if (around->stmt != NULL && around->left && around->stmt->kind == STMT_ASSIGN &&
                   around->stmt->as.assign.op == OP_NONE) {
            if (!hold_value(p, expr_at(around->stmt->as.assign.rhs, around->index))) {
                return false;
            }
        } else if (around->expr == NULL || around->expr->kind != EXPR_SELECTOR) {
            return false;
        }
    }
    drop_operator(p, decl->as.value.type);
    p->title = phrase(p, "keep the value itself: var %s %s", var->name->text,
                      tree_text(p->tree, decl->as.value.type->as.operation.x));
    p->change = copy_change(p, story, phrase(p, "%s is never nil, and holds a copy", var->name->text));
    if (is_exported(var)) {
        p->change = phrase(p, "%s; other packages may have to change too", p->change);
    }
    return true;
}
