/* Edits within one function: arrays for slices, copies for closures, places outside of loops, capacity at once. */
#include "core/study/propose.h"

#include <stdlib.h>
#include <string.h>

enum { GROWN_IN_FRAME = 32 }; /* bytes that the frame has for a slice that grows */

static bool is_builtin_call(const Expr *e, BuiltinId id) {
    const Object *object = e != NULL && e->kind == EXPR_CALL ? expr_object(e->as.call.fun) : NULL;
    return object != NULL && object->kind == OBJ_BUILTIN && object->as.builtin.id == id;
}

static bool constant_of(const Expr *e, int64_t *out) {
    return e != NULL && e->value != NULL && value_as_int64(e->value, out);
}

/* A definition `name := …` that stands in a list of statements, of one variable. */
static Stmt *single_definition(const Proposal *p, const Object *var, Expr **value) {
    Stmt *stmt = NULL;
    *value = expr_unparen(definition_of(p, var, &stmt));
    if (*value == NULL || stmt == NULL || stmt->kind != STMT_ASSIGN || expr_count(stmt->as.assign.lhs) != 1 ||
        tree_around(p->tree, stmt)->list == NULL) {
        return NULL;
    }
    return stmt;
}

/* ---- An array for a slice of pointers ---- */

/* The variable whose elements are assigned what the story is about; *stmt: where. */
static const Object *stored_in(const Proposal *p, const Story *story) {
    for (int i = 0; i < p->tree->stmts.len; i++) {
        Stmt *s = p->tree->stmts.at[i];
        if (s->kind != STMT_ASSIGN || s->as.assign.op != OP_NONE) {
            continue;
        }
        for (int k = 0; k < expr_count(s->as.assign.lhs) && k < expr_count(s->as.assign.rhs); k++) {
            const Expr *target = expr_unparen(expr_at(s->as.assign.lhs, k));
            if (target->kind == EXPR_INDEX && is_site(p, expr_at(s->as.assign.rhs, k), story)) {
                return expr_object(target->as.index.x);
            }
        }
    }
    return NULL;
}

bool propose_array(Proposal *p, const Story *story) {
    const Object *list = stored_in(p, story);
    Expr *value = NULL;
    Stmt *stmt = list != NULL && list->kind == OBJ_VAR ? single_definition(p, list, &value) : NULL;
    int64_t count = 0;
    if (stmt == NULL || type_underlying(list->type)->kind != TYPE_SLICE || !is_only_indexed(p, list, false)) {
        return false;
    }
    if (is_builtin_call(value, BUILTIN_MAKE) && value->as.call.args.len == 2 &&
        value->as.call.args.at[0]->kind == EXPR_SLICE_TYPE && constant_of(value->as.call.args.at[1], &count)) {
        const Expr *type = value->as.call.args.at[0];
        edits_replace(&p->edits, tree_stmt_start(p->tree, stmt), tree_stmt_end(p->tree, stmt),
                      words(p, "var %s [%s]%s", list->name->text, tree_text(p->tree, value->as.call.args.at[1]),
                            tree_text(p->tree, type->as.elem_type.elem)));
    } else if (value->kind == EXPR_COMPOSITE && value->as.composite.type != NULL &&
               value->as.composite.type->kind == EXPR_SLICE_TYPE && !value->as.composite.has_keys) {
        const Expr *type = value->as.composite.type;
        count = value->as.composite.elems.len;
        edits_replace(&p->edits, tree_start(type), tree_start(type->as.elem_type.elem), "[...]");
    } else {
        return false;
    }
    p->title = phrase(p, "make %s an array: its elements are part of the frame", list->name->text);
    return count > 0;
}

/* ---- Elements themselves in a slice ---- */

static bool append_values(Proposal *p, const Expr *call) {
    for (int i = 1; i < call->as.call.args.len; i++) {
        if (call->as.call.has_dots || !hold_value(p, call->as.call.args.at[i])) {
            return false;
        }
    }
    return true;
}

/* One use of the slice variable. */
static bool list_use(Proposal *p, Expr *use) {
    const Around *around = tree_around(p->tree, use);
    Expr *e = around->expr;
    if (around->stmt != NULL && around->stmt->kind == STMT_FOR && !around->left) {
        Expr *lhs = around->stmt->as.for_.range != NULL ? around->stmt->as.for_.range->lhs : NULL;
        Expr *holder = expr_count(lhs) == 2 ? expr_at(lhs, 1) : NULL;
        return holder == NULL || expr_object(holder) == NULL ||
               (tree_declares(holder) && !changes_object(p, expr_object(holder)) &&
                pointer_becomes_value(p, expr_object(holder), false));
    }
    if (around->stmt != NULL && around->left && around->stmt->kind == STMT_ASSIGN) {
        return is_builtin_call(expr_unparen(expr_at(around->stmt->as.assign.rhs, around->index)), BUILTIN_APPEND);
    }
    if (is_builtin_call(e, BUILTIN_APPEND)) {
        return e->as.call.args.at[0] == use && append_values(p, e);
    }
    if (is_builtin_call(e, BUILTIN_LEN) || is_builtin_call(e, BUILTIN_CAP)) {
        return true;
    }
    if (e == NULL || e->kind != EXPR_INDEX || e->as.index.x != use) {
        return false;
    }
    const Around *element = tree_around(p->tree, e);
    if (expr_is_unary(element->expr, OP_MUL)) {
        drop_operator(p, element->expr);
        return true;
    }
    if (element->stmt != NULL && element->left && element->stmt->kind == STMT_ASSIGN &&
        element->stmt->as.assign.op == OP_NONE) {
        return hold_value(p, expr_at(element->stmt->as.assign.rhs, element->index));
    }
    return element->expr != NULL && element->expr->kind == EXPR_SELECTOR;
}

/* The local slice that the object is appended to or stored in. */
static const Object *list_of(const Proposal *p, const Story *story) {
    const Object *list = stored_in(p, story);
    for (int i = 0; list == NULL && i < p->tree->exprs.len; i++) {
        const Expr *e = p->tree->exprs.at[i];
        if (!is_builtin_call(e, BUILTIN_APPEND)) {
            continue;
        }
        for (int k = 1; k < e->as.call.args.len; k++) {
            if (is_site(p, e->as.call.args.at[k], story)) {
                list = expr_object(e->as.call.args.at[0]);
            }
        }
    }
    return list != NULL && list->kind == OBJ_VAR && list->as.var.role == VAR_LOCAL ? list : NULL;
}

/* The type expression that a local slice is declared with, and its literal's elements. */
static Expr *list_type(Proposal *p, const Object *list) {
    const ExprVec *uses = tree_uses(p->tree, list);
    for (int i = 0; i < uses->len; i++) {
        const Decl *decl = tree_declares(uses->at[i]) ? tree_around(p->tree, uses->at[i])->decl : NULL;
        if (decl != NULL && decl->kind == DECL_VAR && decl->as.value.type != NULL && decl->as.value.values == NULL &&
            decl->as.value.names.len == 1) {
            return decl->as.value.type;
        }
    }
    Expr *value = expr_unparen(definition_of(p, list, NULL));
    if (is_builtin_call(value, BUILTIN_MAKE)) {
        return value->as.call.args.at[0];
    }
    if (value == NULL || value->kind != EXPR_COMPOSITE) {
        return NULL;
    }
    for (int i = 0; i < value->as.composite.elems.len; i++) {
        if (!hold_value(p, value->as.composite.elems.at[i])) {
            return NULL;
        }
    }
    return value->as.composite.type;
}

bool propose_elements(Proposal *p, const Story *story) {
    const Object *list = list_of(p, story);
    const Expr *type = list != NULL ? list_type(p, list) : NULL;
    if (type == NULL || type->kind != EXPR_SLICE_TYPE || !expr_is_unary(type->as.elem_type.elem, OP_MUL) ||
        must_not_be_copied(type_underlying(type->as.elem_type.elem->type)->as.pointer.elem)) {
        return false;
    }
    drop_operator(p, type->as.elem_type.elem);
    const ExprVec *uses = tree_uses(p->tree, list);
    for (int i = 0; i < uses->len; i++) {
        if (!tree_declares(uses->at[i]) && !list_use(p, uses->at[i])) {
            return false;
        }
    }
    p->title = phrase(p, "keep the values themselves in %s: []%s", list->name->text,
                      tree_text(p->tree, type->as.elem_type.elem->as.operation.x));
    p->change = copy_change(p, story, phrase(p, "%s holds copies", list->name->text));
    return true;
}

/* ---- Closures ---- */

/* The outermost literal that mentions the variable and does not declare it; NULL when there are several. */
static Expr *capturing_literal(const Proposal *p, const Object *var) {
    const ExprVec *uses = tree_uses(p->tree, var);
    Expr *found = NULL;
    for (int i = 0; i < uses->len; i++) {
        Expr *outer = NULL;
        for (Expr *at = tree_enclosing(p->tree, uses->at[i]).literal; at != NULL && var->pos.offset < at->pos.offset;
             at = tree_enclosing(p->tree, at).literal) {
            outer = at;
        }
        if (outer != NULL && found != NULL && outer != found) {
            return NULL;
        }
        found = outer != NULL ? outer : found;
    }
    return found;
}

/* True when the literal only reads the variable, and nobody writes it once the literal is there. */
static bool only_reads(const Proposal *p, const Object *var, const Expr *literal) {
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        const bool inside = tree_inside(p->tree, uses->at[i], literal);
        if ((inside && is_changed_at(p, uses->at[i])) ||
            expr_is_unary(tree_around(p->tree, uses->at[i])->expr, OP_AND)) {
            return false; /* who has the address may change it at any time */
        }
    }
    const Stmt *stmt = tree_statement(p->tree, literal);
    return stmt != NULL && !assigned_after(p, var, stmt);
}

/* Before Go 1.22 a loop had one variable for all iterations. */
static const char *own_change(Proposal *p, const Object *var) {
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len && !p->go->loopvar; i++) {
        const Stmt *stmt = tree_declares(uses->at[i]) ? tree_statement(p->tree, uses->at[i]) : NULL;
        const Stmt *around = stmt != NULL ? tree_around(p->tree, stmt)->stmt : NULL;
        const bool ranged = stmt != NULL && stmt->kind == STMT_FOR;
        if (ranged || (around != NULL && around->kind == STMT_FOR && around->as.for_.init == stmt)) {
            return phrase(p, "each function literal has its own %s", var->name->text);
        }
    }
    return NULL;
}

bool propose_pass_to_goroutine(Proposal *p, const Story *story) {
    const Object *var = story_var(story);
    Expr *literal = var != NULL ? capturing_literal(p, var) : NULL;
    Expr *call = literal != NULL ? tree_around(p->tree, literal)->expr : NULL;
    if (call == NULL || call->kind != EXPR_CALL || call->as.call.fun != literal || !only_reads(p, var, literal)) {
        return false;
    }
    const Stmt *stmt = tree_around(p->tree, call)->stmt;
    if (stmt == NULL || stmt->kind != STMT_CALL || call->as.call.has_dots) {
        return false;
    }
    const FuncTypeExpr *type = &literal->as.func.type->as.func_type;
    if (type->params.len > 0 && type->params.at[0]->name == NULL) {
        return false;
    }
    const Pos close = {tree_behind_brackets(p->tree, literal->pos, '(', ')').offset - 1};
    const char *name = var->name->text;
    edits_insert(&p->edits, close,
                 words(p, "%s%s %s", type->params.len > 0 ? ", " : "", name, type_words(p, var->type)));
    edits_insert(&p->edits, call->as.call.rparen, words(p, "%s%s", call->as.call.args.len > 0 ? ", " : "", name));
    p->change = own_change(p, var);
    p->title = phrase(p, "pass %s to the function literal, do not let it capture %s", name, name);
    return true;
}

bool propose_copy_for_closure(Proposal *p, const Story *story) {
    const Object *var = story_var(story);
    Expr *literal = var != NULL ? capturing_literal(p, var) : NULL;
    Stmt *stmt = literal != NULL ? tree_statement(p->tree, literal) : NULL;
    if (stmt == NULL || tree_around(p->tree, stmt)->list == NULL || !only_reads(p, var, literal)) {
        return false;
    }
    const char *copy = tree_fresh_name(p->tree, var->name->text, "Copy");
    const Pos at = tree_stmt_start(p->tree, stmt);
    edits_insert(&p->edits, at, words(p, "%s := %s\n%s", copy, var->name->text, tree_indent(p->tree, at)));
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        if (tree_inside(p->tree, uses->at[i], literal)) {
            edits_replace(&p->edits, tree_start(uses->at[i]), tree_end(p->tree, uses->at[i]), copy);
        }
    }
    p->change = own_change(p, var);
    p->title = phrase(p, "let the function literal capture a copy that never changes, not %s", var->name->text);
    return true;
}

/* ---- Loops ---- */

static Stmt *loop_around(const Proposal *p, const Stmt *stmt) {
    for (const void *at = stmt; at != NULL;) {
        const Around *around = tree_around(p->tree, at);
        if (around->stmt != NULL && around->stmt->kind == STMT_FOR) {
            return around->stmt;
        }
        at = around->stmt;
    }
    return NULL;
}

bool propose_hoist(Proposal *p, const Story *story) {
    const Object *var = story_var(story);
    Expr *value = NULL;
    if (var == NULL || story->cause != CAUSE_OUTLIVES_LOOP) {
        return false;
    }
    Stmt *stmt = NULL;
    value = definition_of(p, var, &stmt);
    Stmt *loop = stmt != NULL ? loop_around(p, stmt) : NULL;
    if (value == NULL || loop == NULL || stmt->kind != STMT_ASSIGN || expr_count(stmt->as.assign.lhs) != 1 ||
        tree_around(p->tree, loop)->list == NULL || capturing_literal(p, var) != NULL) {
        return false;
    }
    const Pos at = tree_stmt_start(p->tree, loop);
    edits_insert(&p->edits, at,
                 words(p, "var %s %s\n%s", var->name->text, type_words(p, var->type), tree_indent(p->tree, at)));
    edits_replace(&p->edits, stmt->pos, (Pos){stmt->pos.offset + 2}, "=");
    p->title = phrase(p, "declare %s before the loop", var->name->text);
    p->change = phrase(p, "all iterations share one %s: what pointed to an earlier one sees the last", var->name->text);
    return true;
}

/* ---- Sizes ---- */

/* A variable may be larger than what has no name. */
bool propose_array_variable(Proposal *p, const Story *story) {
    Expr *site = expr_unparen(story_expr(p, story));
    if (site == NULL || story->cause != CAUSE_TOO_LARGE) {
        return false;
    }
    const Around *around = tree_around(p->tree, site);
    Stmt *stmt = around->stmt;
    if (stmt == NULL || stmt->kind != STMT_ASSIGN || stmt->as.assign.op != OP_DEF ||
        expr_count(stmt->as.assign.lhs) != 1 || tree_around(p->tree, stmt)->list == NULL) {
        return false;
    }
    const char *name = stmt->as.assign.lhs->as.name.name->text;
    const Pos at = tree_start(stmt->as.assign.lhs);
    const char *indent = tree_indent(p->tree, at);
    const char *array = tree_fresh_name(p->tree, name, "Array");
    if (is_builtin_call(site, BUILTIN_MAKE) && site->as.call.args.len == 2 &&
        site->as.call.args.at[0]->kind == EXPR_SLICE_TYPE) {
        const Expr *type = site->as.call.args.at[0];
        edits_replace(&p->edits, at, tree_stmt_end(p->tree, stmt),
                      words(p, "var %s [%s]%s\n%s%s := %s[:]", array, tree_text(p->tree, site->as.call.args.at[1]),
                            tree_text(p->tree, type->as.elem_type.elem), indent, name, array));
    } else if (is_builtin_call(site, BUILTIN_NEW) && site->as.call.args.at[0]->mode == MODE_TYPE) {
        edits_replace(&p->edits, at, tree_stmt_end(p->tree, stmt),
                      words(p, "var %s %s\n%s%s := &%s", array, tree_text(p->tree, site->as.call.args.at[0]), indent,
                            name, array));
    } else {
        return false;
    }
    p->title = phrase(p, "declare an array: a variable may have up to %s on the stack",
                      p->go->explicit_limit_128k ? "128 KiB" : "10 MiB");
    return true;
}

bool propose_constant_size(Proposal *p, const Story *story) {
    Expr *site = expr_unparen(story_expr(p, story));
    if (!is_builtin_call(site, BUILTIN_MAKE) || site->as.call.args.len < 2) {
        return false;
    }
    bool done = false;
    for (int i = 1; i < site->as.call.args.len; i++) {
        const Object *var = expr_object(expr_unparen(site->as.call.args.at[i]));
        Expr *value = NULL;
        Stmt *stmt = var != NULL && var->kind == OBJ_VAR ? single_definition(p, var, &value) : NULL;
        int64_t size;
        if (stmt == NULL || value->kind != EXPR_LITERAL || !constant_of(value, &size)) {
            continue;
        }
        const ExprVec *uses = tree_uses(p->tree, var);
        for (int k = 0; k < uses->len; k++) {
            if (!tree_declares(uses->at[k]) && is_changed_at(p, uses->at[k])) {
                return false;
            }
        }
        edits_insert(&p->edits, tree_start(stmt->as.assign.lhs), "const ");
        edits_replace(&p->edits, stmt->pos, (Pos){stmt->pos.offset + 2}, "=");
        p->title = phrase(p, "make %s a constant: the size is then known", var->name->text);
        done = true;
    }
    return done;
}

/* ---- Capacity ---- */

/* Another change of behaviour, after those that are named already. */
static void also_changes(Proposal *p, const char *change) {
    p->change = p->change != NULL ? phrase(p, "%s; %s", p->change, change) : change;
}

/* A variable that counts the runs of a loop, as a capacity. */
static const char *count_text(Proposal *p, const Object *count, const Stmt *start) {
    if (start == NULL || assigned_after(p, count, start)) {
        return NULL;
    }
    if (count->kind == OBJ_VAR && !type_is_unsigned(count->type)) {
        also_changes(p, phrase(p, "make panics when %s is negative, where the loop does nothing", count->name->text));
    }
    return count->name->text;
}

/* How often a loop's body runs, as text: len(x) of what it ranges over, n of `i < n`; NULL: not known. */
static const char *times(Proposal *p, const Stmt *loop, const Object *list, const Stmt *start) {
    const RangeClause *range = loop->as.for_.range;
    const Expr *count = NULL;
    if (range != NULL) {
        const Object *over = expr_object(range->x);
        Type *under = range->x->type != NULL ? type_underlying(range->x->type) : NULL;
        if (over == NULL || over == list || under == NULL || start == NULL || assigned_after(p, over, start)) {
            return NULL;
        }
        if (under->kind == TYPE_SLICE || under->kind == TYPE_MAP || under->kind == TYPE_ARRAY) {
            return words(p, "len(%s)", over->name->text);
        }
        return under->kind == TYPE_BASIC && type_is_integer(range->x->type) ? count_text(p, over, start) : NULL;
    }
    const Expr *cond = loop->as.for_.cond;
    const Stmt *init = loop->as.for_.init;
    const Stmt *post = loop->as.for_.post;
    int64_t first;
    if (cond == NULL || cond->kind != EXPR_OPERATION || cond->as.operation.op != OP_LSS || init == NULL ||
        init->kind != STMT_ASSIGN || init->as.assign.op != OP_DEF || expr_count(init->as.assign.rhs) != 1 ||
        !constant_of(init->as.assign.rhs, &first) || first != 0 || post == NULL || post->kind != STMT_ASSIGN ||
        post->as.assign.rhs != NULL || post->as.assign.op != OP_ADD) {
        return NULL;
    }
    count = cond->as.operation.y;
    if (expr_object(cond->as.operation.x) != expr_object(init->as.assign.lhs)) {
        return NULL;
    }
    if (count->kind == EXPR_NAME && expr_object(count) != NULL) {
        return count_text(p, expr_object(count), start);
    }
    const Object *over = is_builtin_call(count, BUILTIN_LEN) ? expr_object(count->as.call.args.at[0]) : NULL;
    const bool steady = over != NULL && start != NULL && !assigned_after(p, over, start);
    return count->kind == EXPR_LITERAL || steady ? tree_text(p->tree, count) : NULL;
}

/* The empty slice that a variable begins as: replaced by make with a capacity. */
static bool give_capacity(Proposal *p, const Object *list, Stmt *stmt, const char *capacity) {
    const char *type = NULL;
    if (stmt->kind == STMT_DECL && stmt->as.decls.len == 1) {
        const Decl *decl = stmt->as.decls.at[0];
        if (decl->kind != DECL_VAR || decl->as.value.names.len != 1 || decl->as.value.values != NULL ||
            decl->as.value.type->kind != EXPR_SLICE_TYPE) {
            return false;
        }
        type = tree_text(p->tree, decl->as.value.type);
        edits_replace(&p->edits, tree_stmt_start(p->tree, stmt), tree_end(p->tree, decl->as.value.type),
                      words(p, "%s := make(%s, 0, %s)", list->name->text, type, capacity));
        also_changes(p, phrase(p, "%s is empty, not nil, when nothing is appended", list->name->text));
        return true;
    }
    Expr *value = NULL;
    if (single_definition(p, list, &value) != stmt) {
        return false;
    }
    if (value->kind == EXPR_COMPOSITE && value->as.composite.elems.len == 0 && value->as.composite.type != NULL &&
        value->as.composite.type->kind == EXPR_SLICE_TYPE) {
        type = tree_text(p->tree, value->as.composite.type);
    } else if (is_builtin_call(value, BUILTIN_MAKE) && value->as.call.args.len == 2 &&
               value->as.call.args.at[1]->kind == EXPR_LITERAL &&
               strcmp(tree_text(p->tree, value->as.call.args.at[1]), "0") == 0) {
        type = tree_text(p->tree, value->as.call.args.at[0]);
    } else {
        return false;
    }
    edits_replace(&p->edits, tree_start(value), tree_end(p->tree, value), words(p, "make(%s, 0, %s)", type, capacity));
    return true;
}

bool propose_capacity(Proposal *p, const Story *story) {
    const Node *n = story->location != NULL ? story->location->node : NULL;
    Expr *site = story_expr(p, story);
    if (n == NULL || n->op != NODE_APPEND || site == NULL || site->kind != EXPR_CALL || site->as.call.args.len != 2 ||
        site->as.call.has_dots) {
        return false;
    }
    const Object *list = expr_object(site->as.call.args.at[0]);
    Stmt *append = tree_statement(p->tree, site);
    const Stmt *loop = append != NULL ? loop_around(p, append) : NULL;
    if (list == NULL || list->kind != OBJ_VAR || list->as.var.role != VAR_LOCAL || loop == NULL ||
        loop_around(p, loop) != NULL || tree_around(p->tree, loop)->list == NULL) {
        return false;
    }
    Stmt *start = NULL;
    const ExprVec *uses = tree_uses(p->tree, list);
    for (int i = 0; i < uses->len; i++) {
        if (tree_declares(uses->at[i])) {
            start = tree_statement(p->tree, uses->at[i]);
        } else if (start == NULL || (is_changed_at(p, uses->at[i]) && tree_statement(p->tree, uses->at[i]) != append)) {
            return false;
        }
    }
    const char *capacity = times(p, loop, list, start);
    /* The compiler has a place for that many already, and moves them to the heap at once when they are returned. */
    const bool known = capacity != NULL && capacity[strspn(capacity, "0123456789")] == '\0';
    const int64_t elem = type_size(type_underlying(list->type)->as.slice.elem);
    if (known && p->go->append_site && strtoll(capacity, NULL, 10) * elem <= GROWN_IN_FRAME) {
        return false;
    }
    if (start == NULL || capacity == NULL || tree_around(p->tree, start)->list != tree_around(p->tree, loop)->list ||
        !give_capacity(p, list, start, capacity)) {
        return false;
    }
    if (tree_around(p->tree, append)->list != &loop->as.for_.body->stmts) {
        also_changes(p, phrase(p, "room for %s elements is taken, even when fewer are appended", capacity));
    }
    p->growth = true;
    p->title = phrase(p, "give %s its capacity at once", list->name->text);
    return true;
}

/* ---- Room for all entries of a map ---- */

/* The loop in which entries are stored in the map, directly; NULL: none, or a loop in another. */
static Stmt *filling_loop(const Proposal *p, const Object *map) {
    const ExprVec *uses = tree_uses(p->tree, map);
    for (int i = 0; i < uses->len; i++) {
        Expr *index = tree_around(p->tree, uses->at[i])->expr;
        if (index == NULL || index->kind != EXPR_INDEX || index->as.index.x != uses->at[i] ||
            !tree_around(p->tree, index)->left) {
            continue;
        }
        const Stmt *store = tree_statement(p->tree, index);
        Stmt *loop = store != NULL ? loop_around(p, store) : NULL;
        if (loop != NULL && tree_around(p->tree, store)->list == &loop->as.for_.body->stmts) {
            return loop_around(p, loop) == NULL ? loop : NULL;
        }
    }
    return NULL;
}

/* The type of make(map[K]V) or map[K]V{} as it is written; NULL for other expressions. */
static const char *empty_map_type(const Proposal *p, const Expr *value) {
    if (value->kind == EXPR_COMPOSITE && value->as.composite.elems.len == 0 && value->as.composite.type != NULL) {
        return tree_text(p->tree, value->as.composite.type);
    }
    return is_builtin_call(value, BUILTIN_MAKE) && value->as.call.args.len == 1
               ? tree_text(p->tree, value->as.call.args.at[0])
               : NULL;
}

bool propose_map_room(Proposal *p, const Story *story) {
    const Node *n = story->location != NULL ? story->location->node : NULL;
    const Expr *site = story_expr(p, story);
    if (n == NULL || (n->op != NODE_MAKEMAP && n->op != NODE_MAPLIT) || site == NULL) {
        return false;
    }
    Stmt *start = tree_statement(p->tree, site);
    const Object *map = start != NULL && start->kind == STMT_ASSIGN && start->as.assign.op == OP_DEF
                            ? expr_object(start->as.assign.lhs)
                            : NULL;
    Expr *value = NULL;
    if (map == NULL || single_definition(p, map, &value) != start || value != site) {
        return false;
    }
    const char *type = empty_map_type(p, value);
    Stmt *loop = type != NULL ? filling_loop(p, map) : NULL;
    if (loop == NULL || tree_around(p->tree, start)->list != tree_around(p->tree, loop)->list) {
        return false;
    }
    const char *capacity = times(p, loop, map, start);
    p->change = NULL; /* a map takes a negative hint for none */
    if (capacity == NULL || capacity[strspn(capacity, "0123456789")] == '\0') {
        return false;
    }
    edits_replace(&p->edits, tree_start(value), tree_end(p->tree, value), words(p, "make(%s, %s)", type, capacity));
    p->growth = true;
    p->title = phrase(p, "give %s room for all its entries at once", map->name->text);
    return true;
}
