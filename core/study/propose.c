/* Steps that several proposals share. */
#include "core/study/propose.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "core/explain/translate.h"

const char *phrase(Proposal *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(p->tree->arena, tr(p->locale, format), args);
    va_end(args);
    return text;
}

const char *words(Proposal *p, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(p->tree->arena, format, args);
    va_end(args);
    return text;
}

/* ---- What the story is about ---- */

/* A name has no expression of its own in the IR: the use at the position, or the only one on its line. */
static Expr *use_near(const Proposal *p, const Node *name, Pos pos) {
    const Object *object = name->op == NODE_NAME && name->var != NULL ? name->var->object : NULL;
    const ExprVec *uses = tree_uses(p->tree, object);
    const int line = sources_place(p->tree->sources, pos).line;
    Expr *found = NULL;
    for (int i = 0; object != NULL && i < uses->len; i++) {
        if (pos_equal(uses->at[i]->pos, pos)) {
            return uses->at[i];
        }
        if (sources_place(p->tree->sources, uses->at[i]->pos).line == line) {
            if (found != NULL) {
                return NULL;
            }
            found = uses->at[i];
        }
    }
    return found;
}

Expr *story_expr(const Proposal *p, const Story *story) {
    const Location *location = story->location;
    if (location == NULL || location->node == NULL || location->node->op == NODE_NAME) {
        return NULL;
    }
    const Node *n = location->node;
    if (n->op == NODE_CONVIFACE) {
        return n->x->src != NULL ? n->x->src : n->src != NULL ? n->src : use_near(p, n->x, n->pos);
    }
    return n->src;
}

Object *story_var(const Story *story) {
    const Location *location = story->location;
    return location != NULL && location->var != NULL ? location->var->object : NULL;
}

const char *type_words(Proposal *p, Type *type) { return type_text(p->tree->arena, type, p->tree->package); }

/* ---- Pointers to values ---- */

void drop_operator(Proposal *p, const Expr *expr) {
    edits_replace(&p->edits, expr->pos, tree_start(expr->as.operation.x), "");
}

static bool is_builtin(const Expr *fun, BuiltinId id) {
    const Object *object = expr_object(fun);
    return object != NULL && object->kind == OBJ_BUILTIN && object->as.builtin.id == id;
}

/* The T of new(T); NULL for anything else. */
static Expr *new_type(const Expr *e) {
    if (e->kind == EXPR_CALL && is_builtin(e->as.call.fun, BUILTIN_NEW) && e->as.call.args.len == 1 &&
        e->as.call.args.at[0]->mode == MODE_TYPE) {
        return e->as.call.args.at[0];
    }
    return NULL;
}

const char *zero_value(Proposal *p, Type *type, const Expr *type_expr) {
    const Type *under = type_underlying(type);
    switch ((int)under->kind) {
    case TYPE_STRUCT:
    case TYPE_ARRAY: return words(p, "%s{}", type_expr != NULL ? tree_text(p->tree, type_expr) : type_words(p, type));
    case TYPE_BASIC:
        return (under->as.basic.info & INFO_STRING) != 0    ? "\"\""
               : (under->as.basic.info & INFO_BOOLEAN) != 0 ? "false"
               : (under->as.basic.info & INFO_NUMERIC) != 0 ? "0"
                                                            : NULL;
    default: return NULL;
    }
}

bool is_fresh_pointer(const Expr *expr) {
    const Expr *x = expr_addressed((Expr *)(size_t)expr);
    if (x != NULL) {
        return x->kind == EXPR_COMPOSITE ? x->as.composite.type != NULL : x->kind == EXPR_NAME;
    }
    return new_type(expr_unparen((Expr *)(size_t)expr)) != NULL;
}

bool value_of_pointer(Proposal *p, Expr *expr) {
    expr = expr_unparen(expr);
    if (!is_fresh_pointer(expr)) {
        return false;
    }
    Expr *type = new_type(expr);
    if (type == NULL) {
        drop_operator(p, expr);
        return true;
    }
    const char *zero = zero_value(p, type->type, type);
    if (zero == NULL) {
        return false;
    }
    if (type_underlying(type->type)->kind == TYPE_BASIC) {
        zero = words(p, "%s(%s)", tree_text(p->tree, type), zero);
    }
    edits_replace(&p->edits, tree_start(expr), tree_end(p->tree, expr), zero);
    return true;
}

/* ---- Uses of a variable ---- */

/* A method may change what its receiver points to. */
static bool changes_receiver(const Object *method) {
    const Object *recv = type_underlying(method->type)->as.signature.recv;
    return recv == NULL || recv->type == NULL || type_underlying(recv->type)->kind == TYPE_POINTER;
}

bool is_changed_at(const Proposal *p, const Expr *use) {
    const void *at = use;
    for (;;) {
        const Around *around = tree_around(p->tree, at);
        const Expr *e = around->expr;
        if (around->stmt != NULL) {
            const bool stepped = around->stmt->kind == STMT_ASSIGN && around->left;
            const bool ranged = around->stmt->kind == STMT_FOR && around->left;
            return stepped || ranged;
        }
        if (e == NULL) {
            return false;
        }
        if (expr_is_unary(e, OP_AND)) {
            return true;
        }
        const bool part = e->kind == EXPR_PAREN || e->kind == EXPR_SELECTOR ||
                          (e->kind == EXPR_INDEX && e->as.index.x == at) ||
                          (e->kind == EXPR_SLICE && e->as.slice.x == at);
        if (!part) {
            return false;
        }
        if (e->kind == EXPR_SELECTOR && e->as.selector.selection != NULL &&
            e->as.selector.selection->kind == SELECT_METHOD) {
            return changes_receiver(e->as.selector.selection->object);
        }
        at = e;
    }
}

/* The same of the object that a pointer points to. */
static bool is_object_changed_at(const Proposal *p, const Expr *use) {
    const Expr *around = tree_around(p->tree, use)->expr;
    return is_changed_at(p, expr_is_unary(around, OP_MUL) ? around : use);
}

bool changes_object(const Proposal *p, const Object *pointer) {
    const ExprVec *uses = tree_uses(p->tree, pointer);
    for (int i = 0; i < uses->len; i++) {
        if (!tree_declares(uses->at[i]) && is_object_changed_at(p, uses->at[i])) {
            return true;
        }
    }
    return false;
}

bool pointer_becomes_value(Proposal *p, const Object *var, bool address) {
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        Expr *use = uses->at[i];
        if (tree_declares(use)) {
            continue;
        }
        const Around *around = tree_around(p->tree, use);
        if (use == p->holding) {
            continue;
        }
        if (expr_is_unary(around->expr, OP_MUL)) {
            drop_operator(p, around->expr);
        } else if (around->expr != NULL && around->expr->kind == EXPR_SELECTOR) {
            continue;
        } else if (around->stmt != NULL && around->stmt->kind == STMT_RETURN && p->returning != NULL &&
                   tree_enclosing(p->tree, use).decl == p->returning && tree_enclosing(p->tree, use).literal == NULL) {
            continue;
        } else if (around->stmt != NULL && around->stmt->kind == STMT_ASSIGN && !around->left &&
                   expr_count(around->stmt->as.assign.lhs) == 1 && around->stmt->as.assign.lhs->kind == EXPR_NAME &&
                   strcmp(around->stmt->as.assign.lhs->as.name.name->text, "_") == 0) {
            continue; /* _ = x */
        } else if (address && !around->left && (around->expr == NULL || around->expr->kind == EXPR_CALL)) {
            edits_insert(&p->edits, use->pos, "&");
        } else {
            return false;
        }
    }
    return true;
}

static bool is_indexed_at(const Proposal *p, const Expr *use, bool passed) {
    const Around *around = tree_around(p->tree, use);
    const Expr *e = around->expr;
    if (around->stmt != NULL && around->stmt->kind == STMT_RETURN) {
        return p->returning != NULL && tree_enclosing(p->tree, use).decl == p->returning;
    }
    if (around->stmt != NULL && around->stmt->kind == STMT_FOR) {
        return !around->left;
    }
    if (around->stmt != NULL && around->stmt->kind == STMT_ASSIGN && !around->left) {
        const Expr *left = expr_at(around->stmt->as.assign.lhs, around->index);
        return left->kind == EXPR_NAME && strcmp(left->as.name.name->text, "_") == 0;
    }
    if (e == NULL) {
        return false;
    }
    if (e->kind == EXPR_INDEX) {
        return e->as.index.x == use;
    }
    return e->kind == EXPR_CALL && e->as.call.fun != use &&
           (passed || is_builtin(e->as.call.fun, BUILTIN_LEN) || is_builtin(e->as.call.fun, BUILTIN_CAP));
}

bool is_only_indexed(const Proposal *p, const Object *list, bool passed) {
    const ExprVec *uses = tree_uses(p->tree, list);
    for (int i = 0; i < uses->len; i++) {
        if (!tree_declares(uses->at[i]) && !is_indexed_at(p, uses->at[i], passed)) {
            return false;
        }
    }
    return true;
}

Expr *definition_of(const Proposal *p, const Object *var, Stmt **stmt) {
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        if (!tree_declares(uses->at[i])) {
            continue;
        }
        const Around *around = tree_around(p->tree, uses->at[i]);
        Stmt *in = tree_statement(p->tree, uses->at[i]);
        if (stmt != NULL) {
            *stmt = in;
        }
        if (around->stmt != NULL && around->stmt->kind == STMT_ASSIGN && around->stmt->as.assign.op == OP_DEF &&
            expr_count(around->stmt->as.assign.lhs) == expr_count(around->stmt->as.assign.rhs)) {
            return expr_at(around->stmt->as.assign.rhs, around->index);
        }
        if (around->decl != NULL && around->decl->kind == DECL_VAR && around->decl->as.value.values != NULL &&
            around->decl->as.value.names.len == expr_count(around->decl->as.value.values)) {
            return expr_at(around->decl->as.value.values, around->index);
        }
    }
    return NULL;
}

/* A statement that may run again after what follows it in the text. */
static bool in_loop_with(const Proposal *p, const Object *var, const Stmt *stmt) {
    for (const void *at = stmt; at != NULL;) {
        const Around *around = tree_around(p->tree, at);
        if (around->expr != NULL || around->decl != NULL) {
            return false;
        }
        if (around->stmt != NULL && around->stmt->kind == STMT_FOR) {
            /* A variable of the loop's own body is a new one each time. */
            return var->pos.offset < around->stmt->pos.offset;
        }
        at = around->stmt;
    }
    return false;
}

typedef bool ChangedAtFn(const Proposal *p, const Expr *use);

static bool changed_after(const Proposal *p, const Object *var, const Stmt *from, ChangedAtFn *changed_at) {
    const ExprVec *uses = tree_uses(p->tree, var);
    const Pos end = tree_stmt_end(p->tree, from);
    const bool again = in_loop_with(p, var, from);
    const Expr *home = tree_enclosing(p->tree, from).literal;
    for (int i = 0; i < uses->len; i++) {
        const Expr *use = uses->at[i];
        if (tree_declares(use) || !changed_at(p, use)) {
            continue;
        }
        if (again || use->pos.offset >= end.offset || tree_enclosing(p->tree, use).literal != home) {
            return true;
        }
    }
    return false;
}

bool assigned_after(const Proposal *p, const Object *var, const Stmt *from) {
    return changed_after(p, var, from, is_changed_at);
}

/* ---- What is going to be held itself ---- */

bool is_site(const Proposal *p, Expr *e, const Story *story) {
    Object *var = story_var(story);
    const Expr *site = story_expr(p, story);
    e = expr_unparen(e);
    for (int round = 0; round < 2 && e != NULL; round++) {
        Expr *x = expr_addressed(e);
        if ((var != NULL && x != NULL && expr_object(x) == var) || (site != NULL && (e == site || x == site))) {
            return true;
        }
        const Object *name = expr_object(e);
        e = name != NULL && name->kind == OBJ_VAR ? expr_unparen(definition_of(p, name, NULL)) : NULL;
    }
    return false;
}

/* True when the variable is declared and never given another value, and no function literal mentions it. */
static bool is_plain(const Proposal *p, const Object *var) {
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        const Around *around = tree_around(p->tree, uses->at[i]);
        const Expr *home = tree_enclosing(p->tree, uses->at[i]).literal;
        if ((!tree_declares(uses->at[i]) && around->left) || (home != NULL && var->pos.offset < home->pos.offset)) {
            return false;
        }
    }
    return true;
}

bool hold_value(Proposal *p, Expr *expr) {
    expr = expr_unparen(expr);
    if (is_fresh_pointer(expr)) {
        return value_of_pointer(p, expr);
    }
    const Object *var = expr_object(expr);
    if (var == NULL || var->kind != OBJ_VAR || var->as.var.role != VAR_LOCAL || !is_plain(p, var)) {
        return false;
    }
    Expr *fresh = definition_of(p, var, NULL);
    if (fresh == NULL || !is_fresh_pointer(fresh) || expr_object(expr_addressed(fresh)) != NULL) {
        return false;
    }
    p->holding = expr;
    const bool good = value_of_pointer(p, fresh) && pointer_becomes_value(p, var, false);
    p->holding = NULL;
    if (changed_after(p, var, tree_statement(p->tree, expr), is_object_changed_at)) {
        p->late = var;
    }
    return good;
}

static const char *late_change(Proposal *p, const char *change, const Object *var) {
    return phrase(p, "%s: what happens to %s afterwards does not show there", change, var->name->text);
}

const char *copy_change(Proposal *p, const Story *story, const char *change) {
    if (p->late != NULL) {
        return late_change(p, change, p->late);
    }
    const Object *var = story_var(story);
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; var != NULL && i < uses->len; i++) {
        const Expr *address = tree_around(p->tree, uses->at[i])->expr;
        const Stmt *stmt = expr_is_unary(address, OP_AND) ? tree_statement(p->tree, address) : NULL;
        if (stmt != NULL && assigned_after(p, var, stmt)) {
            return late_change(p, change, var);
        }
    }
    return change;
}

/* ---- Functions ---- */

Decl *decl_of_func(const Func *func) {
    if (func == NULL || func->closure != NULL || func->object == NULL || func->object->kind != OBJ_FUNC) {
        return NULL;
    }
    Decl *decl = func->object->as.func.info->decl;
    return decl != NULL && decl->kind == DECL_FUNC && decl->as.func.body != NULL ? decl : NULL;
}

StmtList returns_of(const Proposal *p, const Decl *decl) {
    StmtList found = {0};
    for (int i = 0; i < p->tree->stmts.len; i++) {
        Stmt *s = p->tree->stmts.at[i];
        if (s->kind == STMT_RETURN) {
            const Enclosing around = tree_enclosing(p->tree, s);
            if (around.decl == decl && around.literal == NULL) {
                VEC_PUSH(p->tree->arena, &found, s);
            }
        }
    }
    return found;
}

bool calls_of(const Proposal *p, const Object *func, ExprVec *calls) {
    const ExprVec *uses = tree_uses(p->tree, func);
    for (int i = 0; i < uses->len; i++) {
        Expr *use = uses->at[i];
        if (tree_declares(use) ||
            (use->kind == EXPR_NAME && tree_around(p->tree, use)->expr == NULL &&
             tree_around(p->tree, use)->stmt == NULL && tree_around(p->tree, use)->decl == NULL)) {
            continue; /* the declaration, or the name behind the dot of a selector that is listed itself */
        }
        Expr *around = tree_around(p->tree, use)->expr;
        if (around == NULL || around->kind != EXPR_CALL || around->as.call.fun != use) {
            return false;
        }
        VEC_PUSH(p->tree->arena, calls, around);
    }
    return true;
}

enum { NESTING_MAX = 32 };

static bool has_lock(Type *type, int depth) {
    Type *named = type_as_named(type);
    for (int i = 0; named != NULL && i < named_method_count(named); i++) {
        if (strcmp(named_method(named, i)->name->text, "Lock") == 0) {
            return true;
        }
    }
    const Type *under = type_underlying(type);
    if (depth == NESTING_MAX) {
        return true;
    }
    if (under->kind == TYPE_ARRAY) {
        return has_lock(under->as.array.elem, depth + 1);
    }
    for (int i = 0; under->kind == TYPE_STRUCT && i < under->as.struct_.fields.len; i++) {
        if (has_lock(under->as.struct_.fields.at[i]->type, depth + 1)) {
            return true;
        }
    }
    return false;
}

bool must_not_be_copied(Type *type) { return has_lock(type, 0); }

static bool is_importable(const Package *package) {
    return package->is_std || strcmp(package->path, package->name->text) != 0;
}

bool is_api(const Proposal *p, const Object *object) { return is_importable(p->tree->package) && is_exported(object); }

bool may_be_api(const Proposal *p, const Expr *type) {
    if (!is_importable(p->tree->package) || tree_statement(p->tree, type) != NULL) {
        return false;
    }
    const Decl *func = tree_enclosing(p->tree, type).decl;
    return func == NULL || is_exported(func->as.func.object);
}

bool is_exported(const Object *object) {
    const char *name = object->name->text;
    return isupper((unsigned char)name[0]) && object->package != NULL &&
           strcmp(object->package->name->text, "main") != 0;
}

Object *callee_of(const Expr *call) {
    const Expr *fun = call->kind == EXPR_CALL ? expr_unparen(call->as.call.fun) : NULL;
    if (fun == NULL) {
        return NULL;
    }
    Object *object = expr_object(fun);
    if (fun->kind == EXPR_SELECTOR && fun->as.selector.selection != NULL) {
        const Selection *selection = fun->as.selector.selection;
        object = selection->kind == SELECT_METHOD ? selection->object : NULL;
    }
    if (object == NULL || object->kind != OBJ_FUNC || object->as.func.info->decl == NULL ||
        object->as.func.info->decl->kind != DECL_FUNC || object->as.func.info->decl->as.func.body == NULL) {
        return NULL;
    }
    return object;
}
