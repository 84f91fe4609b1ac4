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

/* The declared function that an argument is passed to, and which of its parameters the argument becomes. */
static Object *parameter_of(const Proposal *p, const Expr *argument, int *index) {
    const Expr *call = tree_around(p->tree, argument)->expr;
    Object *func = call != NULL ? callee_of(call) : NULL;
    if (func == NULL || call->as.call.fun == argument || call->as.call.has_dots) {
        return NULL;
    }
    const int last = func->as.func.info->decl->as.func.type->as.func_type.params.len - 1;
    const int at = tree_around(p->tree, argument)->index;
    *index = at > last ? last : at;
    return last >= 0 ? func : NULL;
}

/* An argument that is the story's pointer and becomes an interface: `walk(v)` for v := &T{}, or walk(&v). */
static Expr *pointer_argument(const Proposal *p, const Story *story) {
    for (int i = 0; i < p->tree->exprs.len; i++) {
        Expr *e = p->tree->exprs.at[i];
        int index;
        const Object *func = e->kind == EXPR_CALL ? callee_of(e) : NULL;
        for (int k = 0; func != NULL && k < e->as.call.args.len; k++) {
            Expr *argument = e->as.call.args.at[k];
            if (is_site(p, argument, story) && parameter_of(p, argument, &index) == func &&
                type_is_interface(func->as.func.info->decl->as.func.type->as.func_type.params.at[index]->type->type)) {
                return argument;
            }
        }
    }
    return NULL;
}

/* All calls bring the type for that parameter. */
static bool all_bring(const Proposal *p, const Story *story, const ExprVec *calls, int index, bool variadic, int params,
                      Type *type) {
    for (int c = 0; c < calls->len; c++) {
        const ExprVec *args = &calls->at[c]->as.call.args;
        if (calls->at[c]->as.call.has_dots || (!variadic && args->len != params)) {
            return false;
        }
        for (int i = index; i < (variadic ? args->len : index + 1); i++) {
            Type *brought = argument_type(p, story, args->at[i], type);
            if (brought == NULL || !type_identical(brought, type)) {
                return false;
            }
        }
    }
    return true;
}

bool propose_concrete_parameter(Proposal *p, const Story *story) {
    Type *type = converted_type(story);
    Expr *argument = type != NULL ? story_expr(p, story) : pointer_argument(p, story);
    int index = 0;
    Object *func = argument != NULL ? parameter_of(p, argument, &index) : NULL;
    ExprVec calls = {0};
    if (func == NULL || is_api(p, func) || !calls_of(p, func, &calls)) {
        return false;
    }
    type = type != NULL ? type : argument->type;
    const FieldVec *params = &func->as.func.info->decl->as.func.type->as.func_type.params;
    Expr *written = params->at[index]->type;
    const bool variadic = written->kind == EXPR_DOTS_TYPE;
    for (int i = 0; i < params->len; i++) {
        if (i != index && params->at[i]->type == written) {
            return false;
        }
    }
    if (params->at[index]->name == NULL || !all_bring(p, story, &calls, index, variadic, params->len, type)) {
        return false;
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

/* Where a chan, map or slice type names what it holds; NULL for other expressions. */
static const Expr *held_type(const Expr *e, ExprKind kind) {
    return e->kind != kind          ? NULL
           : kind == EXPR_CHAN_TYPE ? e->as.chan_type.elem
           : kind == EXPR_MAP_TYPE  ? e->as.map_type.value
                                    : e->as.elem_type.elem;
}

/* Every `chan *T`, `map[K]*T` or `[]*T` of the package loses the star. Returns false when there is none. */
static bool drop_stars(Proposal *p, ExprKind kind, Type *elem) {
    int dropped = 0;
    for (int i = 0; i < p->tree->exprs.len; i++) {
        const Expr *e = p->tree->exprs.at[i];
        const Expr *part = held_type(e, kind);
        if (part == NULL) {
            continue;
        }
        if (expr_is_unary(part, OP_MUL) && is_pointer_to(part->type, elem) && !may_be_api(p, e)) {
            drop_operator(p, part);
            dropped++;
        } else if (part->type != NULL && is_pointer_to(part->type, elem)) {
            return false; /* behind a name, or others use it */
        }
    }
    return dropped > 0;
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

/* Who reads a container. What a receiver does with its copy is its own affair; what is done with the copy of an entry
 * would be lost. */
typedef enum Reader { READER_RECEIVES, READER_SHARES } Reader;

/* A variable that a received or ranged value is put in. */
static bool holder_becomes_value(Proposal *p, Expr *name, Reader reader) {
    const Object *var = name != NULL && name->kind == EXPR_NAME && tree_declares(name) ? expr_object(name) : NULL;
    if (var != NULL) {
        return (reader == READER_RECEIVES || !changes_object(p, var)) && pointer_becomes_value(p, var, false);
    }
    return name != NULL && name->kind == EXPR_NAME && strcmp(name->as.name.name->text, "_") == 0;
}

/* An expression that gave a pointer and is going to give the value: where it stands. in_place: it can be changed there.
 */
static bool reader_gets_value(Proposal *p, Expr *e, Reader reader, bool in_place) {
    const Around *around = tree_around(p->tree, e);
    if (expr_is_unary(around->expr, OP_MUL)) {
        drop_operator(p, around->expr);
        return in_place || !is_changed_at(p, around->expr);
    }
    if (around->expr != NULL) {
        return around->expr->kind == EXPR_SELECTOR && (in_place || !is_changed_at(p, e));
    }
    if (around->stmt == NULL) {
        return false;
    }
    if (around->stmt->kind == STMT_ASSIGN && !around->left) {
        return holder_becomes_value(p, expr_at(around->stmt->as.assign.lhs, around->index), reader);
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
                   s->as.for_.range->lhs != NULL && !holder_becomes_value(p, s->as.for_.range->lhs, READER_RECEIVES)) {
            return false;
        }
    }
    for (int i = 0; i < p->tree->exprs.len; i++) {
        Expr *e = p->tree->exprs.at[i];
        if (expr_is_unary(e, OP_RECV) && is_chan_of(e->as.operation.x->type, elem) &&
            !reader_gets_value(p, e, READER_RECEIVES, false)) {
            return false;
        }
    }
    p->title = phrase(p, "send the value itself: chan %s", type_words(p, elem));
    p->change = copy_change(p, story, phrase(p, "the receiver gets a copy"));
    return sent;
}

/* What a map or a slice type holds; NULL for other types. */
static Type *entry_type(Type *type, TypeKind kind) {
    Type *under = type != NULL ? type_underlying(type) : NULL;
    return under == NULL || under->kind != kind ? NULL : kind == TYPE_MAP ? under->as.map.elem : under->as.slice.elem;
}

static bool holds_pointers(Type *type, TypeKind kind, Type *elem) {
    Type *entry = entry_type(type, kind);
    return entry != NULL && is_pointer_to(entry, elem);
}

/* {…} without a type is &T{…} where pointers are held, and T{…} where values are. */
static bool literal_holds_values(Proposal *p, const Expr *literal) {
    for (int i = 0; i < literal->as.composite.elems.len; i++) {
        Expr *elem = literal->as.composite.elems.at[i];
        Expr *value = elem->kind == EXPR_KEY_VALUE ? elem->as.key_value.value : elem;
        if (!(value->kind == EXPR_COMPOSITE && value->as.composite.type == NULL) && !hold_value(p, value)) {
            return false;
        }
    }
    return true;
}

/* An entry that is stored, or read. */
static bool entry_is_value(Proposal *p, Expr *e, TypeKind kind) {
    const Around *around = tree_around(p->tree, e);
    if (around->stmt == NULL || !around->left || around->stmt->kind != STMT_ASSIGN) {
        return reader_gets_value(p, e, READER_SHARES, kind == TYPE_SLICE);
    }
    return around->stmt->as.assign.op == OP_NONE && hold_value(p, expr_at(around->stmt->as.assign.rhs, around->index));
}

static bool appended_values(Proposal *p, const Expr *call) {
    for (int i = 1; i < call->as.call.args.len; i++) {
        if (!hold_value(p, call->as.call.args.at[i])) {
            return false;
        }
    }
    return true;
}

/* append or copy; what the elements of two slices would share, they no longer would. */
static bool is_append_to(const Expr *e, Type *elem) {
    const Object *object = e->kind == EXPR_CALL ? expr_object(e->as.call.fun) : NULL;
    return object != NULL && object->kind == OBJ_BUILTIN &&
           (object->as.builtin.id == BUILTIN_APPEND || object->as.builtin.id == BUILTIN_COPY) &&
           holds_pointers(e->as.call.args.at[0]->type, TYPE_SLICE, elem);
}

/* All that is done in the package with maps, or slices, of pointers to `elem`. */
static bool entries_are_values(Proposal *p, TypeKind kind, Type *elem) {
    for (int i = 0; i < p->tree->exprs.len; i++) {
        Expr *e = p->tree->exprs.at[i];
        const bool here = e->kind == EXPR_COMPOSITE ? holds_pointers(e->type, kind, elem)
                          : e->kind == EXPR_INDEX   ? holds_pointers(e->as.index.x->type, kind, elem)
                                                    : kind == TYPE_SLICE && is_append_to(e, elem);
        if (here && !(e->kind == EXPR_COMPOSITE ? literal_holds_values(p, e)
                      : e->kind == EXPR_INDEX   ? entry_is_value(p, e, kind)
                                                : appended_values(p, e))) {
            return false;
        }
    }
    for (int i = 0; i < p->tree->stmts.len; i++) {
        const Stmt *s = p->tree->stmts.at[i];
        const RangeClause *range = s->kind == STMT_FOR ? s->as.for_.range : NULL;
        if (range != NULL && holds_pointers(range->x->type, kind, elem) && expr_count(range->lhs) == 2 &&
            !holder_becomes_value(p, expr_at(range->lhs, 1), READER_SHARES)) {
            return false;
        }
    }
    return true;
}

/* Takes the stars away wherever such a type holds pointers to the object's type. Returns that type; NULL: it can't be.
 */
static Type *hold_values(Proposal *p, const Story *story, ExprKind written, TypeKind kind) {
    Type *elem = object_type(story);
    const bool can =
        elem != NULL && !must_not_be_copied(elem) && drop_stars(p, written, elem) && entries_are_values(p, kind, elem);
    return can ? elem : NULL;
}

bool propose_map_value(Proposal *p, const Story *story) {
    Type *elem = hold_values(p, story, EXPR_MAP_TYPE, TYPE_MAP);
    if (elem != NULL) {
        p->title = phrase(p, "keep the values themselves in the map: map[…]%s", type_words(p, elem));
        p->change = copy_change(p, story, phrase(p, "the map holds copies"));
    }
    return elem != NULL;
}

bool propose_slice_value(Proposal *p, const Story *story) {
    Type *elem = hold_values(p, story, EXPR_SLICE_TYPE, TYPE_SLICE);
    if (elem != NULL) {
        p->title = phrase(p, "keep the values themselves in slices: []%s", type_words(p, elem));
        p->change = copy_change(p, story, phrase(p, "slices hold copies"));
    }
    return elem != NULL;
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
        if (!is_site(p, s->as.assign.rhs, story) || object == NULL || object->kind != OBJ_VAR ||
            object->as.var.role != VAR_PACKAGE) {
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
