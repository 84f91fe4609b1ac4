/* What a function returns: the object, not its address; an array, not a slice; the type, not an interface. */
#include "core/study/propose.h"

#include <string.h>

enum {
    FILL_FROM = 256, /* bytes: larger objects are filled in place rather than copied */
    ARRAY_MAX = 4096 /* bytes: the largest array that is worth returning */
};

/* A declared function, and the result that a site becomes. */
typedef struct Returned {
    Decl *decl;
    Object *func;
    FuncTypeExpr *type;
    Field *field;
    int index;
    int count;
    StmtList returns;
} Returned;

static Expr *returned_at(const Returned *r, int i) {
    return expr_unparen(expr_at(r->returns.at[i]->as.return_.results, r->index));
}

/* Finds the result. Every return must list its results, and no result may have a name. */
static bool find_returned(const Proposal *p, const Story *story, Returned *r) {
    *r = (Returned){.decl = decl_of_func(story->location->func)};
    if (r->decl == NULL || r->decl->as.func.tparams.len > 0) {
        return false;
    }
    r->func = r->decl->as.func.object;
    if (r->func == NULL || is_api(p, r->func)) {
        return false;
    }
    r->type = &r->decl->as.func.type->as.func_type;
    r->count = r->type->results.len;
    r->returns = returns_of(p, r->decl);
    r->index = -1;
    for (int i = 0; i < r->returns.len; i++) {
        Expr *results = r->returns.at[i]->as.return_.results;
        if (expr_count(results) != r->count) {
            return false;
        }
        for (int k = 0; k < r->count; k++) {
            if (is_site(p, expr_at(results, k), story)) {
                r->index = k;
            }
        }
    }
    if (r->index < 0) {
        return false;
    }
    r->field = r->type->results.at[r->index];
    for (int k = 0; k < r->count; k++) {
        if (k != r->index && r->type->results.at[k]->type == r->field->type) {
            return false;
        }
    }
    return r->field->name == NULL;
}

/* "func f(n int) int": the head as it will be. */
static const char *new_head(Proposal *p, const Returned *r) {
    const Source *source = sources_find(p->tree->sources, r->decl->pos);
    const char *text = edits_apply(&p->edits, source, NULL);
    /* What was edited before the head moved it. */
    ptrdiff_t moved = 0;
    for (int i = 0; i < p->edits.list.len; i++) {
        const Edit *edit = &p->edits.list.at[i];
        if (edit->source == source && edit->start < source_offset(source, r->decl->pos)) {
            moved += (ptrdiff_t)strlen(edit->text) - (ptrdiff_t)(edit->end - edit->start);
        }
    }
    const char *head = text + (ptrdiff_t)source_offset(source, r->decl->pos) + moved;
    while (head > text && head[-1] != '\n') {
        head--;
    }
    size_t length = strcspn(head, "{\n");
    while (length > 0 && head[length - 1] == ' ') {
        length--;
    }
    return arena_strndup(p->tree->arena, head, length);
}

static const char *copies(Proposal *p, const Returned *r, const char *what) {
    return is_exported(r->func) ? phrase(p, "%s; callers in other packages have to change too", what) : what;
}

/* ---- Callers ---- */

/* Declares a variable for the value, and the old name as a pointer to it. */
static bool keep_pointer(Proposal *p, Stmt *stmt, Expr *name) {
    if (tree_around(p->tree, stmt)->list == NULL) {
        return false;
    }
    const bool define = stmt->as.assign.op == OP_DEF;
    const char *value = tree_fresh_name(p->tree, name->as.name.name->text, "Value");
    const Pos at = tree_start(name);
    edits_replace(&p->edits, at, tree_end(p->tree, name), value);
    if (!define) {
        edits_replace(&p->edits, stmt->pos, (Pos){stmt->pos.offset + 1}, ":=");
    }
    edits_insert(
        &p->edits, tree_stmt_end(p->tree, stmt),
        words(p, "\n%s%s %s &%s", tree_indent(p->tree, at), name->as.name.name->text, define ? ":=" : "=", value));
    return true;
}

/* Uses of a variable that can be rewritten without a pointer to it? Tried on a copy of the edits. */
static bool becomes_value(Proposal *p, const Object *var) {
    const Edits before = p->edits;
    Edits copy = edits_new(p->edits.arena, p->edits.sources);
    for (int i = 0; i < before.list.len; i++) {
        VEC_PUSH(copy.arena, &copy.list, before.list.at[i]);
    }
    p->edits = copy;
    if (pointer_becomes_value(p, var, false)) {
        return true;
    }
    p->edits = before;
    return false;
}

static bool caller_gets_value(Proposal *p, Expr *call, int index) {
    const Around *around = tree_around(p->tree, call);
    if (expr_is_unary(around->expr, OP_MUL)) {
        drop_operator(p, around->expr);
        return true;
    }
    if (around->expr != NULL) {
        return around->expr->kind == EXPR_SELECTOR;
    }
    if (around->stmt != NULL && (around->stmt->kind == STMT_EXPR || around->stmt->kind == STMT_CALL)) {
        return true;
    }
    Expr *name = NULL;
    if (around->stmt != NULL && around->stmt->kind == STMT_ASSIGN) {
        name = expr_at(around->stmt->as.assign.lhs, around->index + index);
    } else if (around->decl != NULL && around->decl->kind == DECL_VAR && around->decl->as.value.type == NULL) {
        name = around->decl->as.value.names.at[around->index + index];
    }
    if (name == NULL || name->kind != EXPR_NAME) {
        return false;
    }
    const Object *var = expr_object(name);
    if (var == NULL || strcmp(name->as.name.name->text, "_") == 0) {
        return true;
    }
    const bool defines = tree_declares(name);
    if (defines && becomes_value(p, var)) {
        return true;
    }
    return around->stmt != NULL && expr_count(around->stmt->as.assign.lhs) == 1 && keep_pointer(p, around->stmt, name);
}

/* ---- The object itself ---- */

/* A variable that a literal of the function mentions may change after the return. */
static bool mentioned_in_literal(const Proposal *p, const Object *var) {
    const ExprVec *uses = tree_uses(p->tree, var);
    for (int i = 0; i < uses->len; i++) {
        const Expr *home = tree_enclosing(p->tree, uses->at[i]).literal;
        if (home != NULL && var->pos.offset < home->pos.offset) {
            return true;
        }
    }
    return false;
}

/* `return nil, err`: what else the return gives is an error. */
static bool is_nil_with_error(Proposal *p, const Returned *r, int i) {
    const int last = r->count - 1;
    const Expr *e = returned_at(r, i);
    const Expr *error = expr_unparen(expr_at(r->returns.at[i]->as.return_.results, last));
    Type *type = r->type->results.at[last]->type->type;
    return e->mode == MODE_NIL && last != r->index && error->mode != MODE_NIL && type_is_interface(type) &&
           strcmp(type_words(p, type), "error") == 0;
}

/* That nil becomes an empty object; a caller who compares with nil is found when callers are. */
static bool nil_becomes_value(Proposal *p, const Returned *r, Expr *e) {
    const Expr *type = r->field->type->as.operation.x;
    const char *zero = zero_value(p, type_underlying(r->field->type->type)->as.pointer.elem, type);
    if (zero == NULL) {
        return false;
    }
    edits_replace(&p->edits, tree_start(e), tree_end(p->tree, e), zero);
    return true;
}

static bool return_becomes_value(Proposal *p, const Returned *r, Expr *e) {
    const Expr *x = expr_addressed(e);
    const Object *named = expr_object(x);
    if (named != NULL && (named->kind != OBJ_VAR || mentioned_in_literal(p, named))) {
        return false;
    }
    if (is_fresh_pointer(e)) {
        return value_of_pointer(p, e);
    }
    const Object *var = expr_object(e);
    Expr *fresh = var != NULL && var->kind == OBJ_VAR ? definition_of(p, var, NULL) : NULL;
    if (fresh == NULL || !is_fresh_pointer(fresh) || expr_object(expr_addressed(fresh)) != NULL ||
        mentioned_in_literal(p, var)) {
        return false;
    }
    p->returning = r->decl;
    return value_of_pointer(p, fresh) && pointer_becomes_value(p, var, true);
}

bool propose_return_value(Proposal *p, const Story *story) {
    Returned r;
    ExprVec calls = {0};
    if (!find_returned(p, story, &r) || !expr_is_unary(r.field->type, OP_MUL) || !calls_of(p, r.func, &calls) ||
        must_not_be_copied(type_underlying(r.field->type->type)->as.pointer.elem)) {
        return false;
    }
    drop_operator(p, r.field->type);
    const char *first = NULL;
    bool empty = false;
    for (int i = 0; i < r.returns.len; i++) {
        Expr *e = returned_at(&r, i);
        const bool nil = is_nil_with_error(p, &r, i);
        if (nil ? !nil_becomes_value(p, &r, e) : !return_becomes_value(p, &r, e)) {
            return false;
        }
        first = first == NULL && !nil ? tree_text(p->tree, e) : first;
        empty = empty || nil;
    }
    if (first == NULL) {
        return false;
    }
    for (int i = 0; i < calls.len; i++) {
        if (!caller_gets_value(p, calls.at[i], r.index)) {
            return false;
        }
    }
    first += *first == '&';
    const bool named = strpbrk(first, "{(") == NULL;
    p->title = named ? phrase(p, "return %s itself: %s", first, new_head(p, &r))
                     : phrase(p, "return the object itself: %s", new_head(p, &r));
    p->change = copies(p, &r,
                       empty ? phrase(p, "callers get a copy, and with an error an empty one instead of nil")
                             : phrase(p, "callers get a copy"));
    return true;
}

/* ---- A pointer to fill ---- */

static bool fill_at_return(Proposal *p, const Returned *r, int i, const char *out) {
    Stmt *stmt = r->returns.at[i];
    Expr *e = returned_at(r, i);
    const Expr *x = expr_addressed(e);
    const Object *named = expr_object(x != NULL ? x : e);
    if (named != NULL && mentioned_in_literal(p, named)) {
        return false;
    }
    const char *value = NULL;
    if (x != NULL) {
        value = tree_text(p->tree, x);
    } else if (expr_object(e) != NULL && expr_object(e)->kind == OBJ_VAR) {
        value = words(p, "*%s", tree_text(p->tree, e));
    } else {
        return false;
    }
    const StmtVec *body = &r->decl->as.func.body->stmts;
    const bool last = VEC_LAST(body) == stmt;
    const char *then = last ? "" : words(p, "\n%sreturn", tree_indent(p->tree, stmt->pos));
    edits_replace(&p->edits, stmt->pos, tree_stmt_end(p->tree, stmt), words(p, "*%s = %s%s", out, value, then));
    return true;
}

static bool caller_fills(Proposal *p, Expr *call, const char *type) {
    const Around *around = tree_around(p->tree, call);
    Stmt *stmt = around->stmt;
    if (stmt == NULL || stmt->kind != STMT_ASSIGN || stmt->as.assign.op != OP_DEF ||
        expr_count(stmt->as.assign.lhs) != 1 || tree_around(p->tree, stmt)->list == NULL) {
        return false;
    }
    Expr *name = expr_at(stmt->as.assign.lhs, 0);
    const Object *var = expr_object(name);
    const char *indent = tree_indent(p->tree, tree_start(name));
    if (var == NULL) {
        return false;
    }
    const char *old = name->as.name.name->text;
    const bool value = becomes_value(p, var);
    const char *fresh = value ? old : tree_fresh_name(p->tree, old, "Value");
    edits_replace(&p->edits, tree_start(name), tree_start(call), words(p, "var %s %s\n%s", fresh, type, indent));
    edits_insert(&p->edits, call->as.call.rparen, words(p, "%s&%s", call->as.call.args.len > 0 ? ", " : "", fresh));
    if (!value) {
        edits_insert(&p->edits, tree_end(p->tree, call), words(p, "\n%s%s := &%s", indent, old, fresh));
    }
    return true;
}

/* The closing parenthesis of the parameters. */
static Pos params_close(const Proposal *p, const Decl *decl) {
    const Pos name_end = expr_end(decl->as.func.name);
    return (Pos){tree_behind_brackets(p->tree, name_end, '(', ')').offset - 1};
}

bool propose_fill(Proposal *p, const Story *story) {
    Returned r;
    ExprVec calls = {0};
    if (!find_returned(p, story, &r) || r.count != 1 || !expr_is_unary(r.field->type, OP_MUL) ||
        !calls_of(p, r.func, &calls) || calls.len == 0) {
        return false;
    }
    const Type *signature = type_underlying(r.func->type);
    Type *object = type_underlying(r.field->type->type)->as.pointer.elem;
    if (signature->as.signature.variadic || type_size(object) < FILL_FROM || must_not_be_copied(object)) {
        return false;
    }
    const char *type = tree_text(p->tree, r.field->type->as.operation.x);
    const char *out = tree_fresh_name(p->tree, "out", "");
    for (int i = 0; i < r.returns.len; i++) {
        if (!fill_at_return(p, &r, i, out)) {
            return false;
        }
    }
    for (int i = 0; i < calls.len; i++) {
        if (!caller_fills(p, calls.at[i], type)) {
            return false;
        }
    }
    const Pos close = params_close(p, r.decl);
    const Pos end = tree_end(p->tree, r.field->type);
    edits_insert(&p->edits, close, words(p, "%s%s *%s", r.type->params.len > 0 ? ", " : "", out, type));
    edits_replace(&p->edits, (Pos){close.offset + 1}, end, "");
    p->title = phrase(p, "let the caller give the place to fill: %s", new_head(p, &r));
    p->change = copies(p, &r, phrase(p, "callers own the object"));
    return true;
}

/* ---- An array ---- */

/* The number of elements that a slice literal or a make of constant size has; -1: unknown. */
static int64_t element_count(const Expr *e) {
    int64_t count = -1;
    if (e->kind == EXPR_COMPOSITE && e->as.composite.type != NULL && e->as.composite.type->kind == EXPR_SLICE_TYPE) {
        count = e->as.composite.elems.len;
        for (int i = 0; i < e->as.composite.elems.len; i++) {
            if (e->as.composite.elems.at[i]->kind == EXPR_KEY_VALUE) {
                return -1;
            }
        }
    } else if (e->kind == EXPR_CALL && e->as.call.args.len == 2 && e->as.call.args.at[0]->kind == EXPR_SLICE_TYPE &&
               e->as.call.args.at[1]->value != NULL && value_as_int64(e->as.call.args.at[1]->value, &count)) {
        const Object *make = expr_object(e->as.call.fun);
        count = make != NULL && make->kind == OBJ_BUILTIN && make->as.builtin.id == BUILTIN_MAKE ? count : -1;
    }
    return count;
}

static void array_for_slice(Proposal *p, const Expr *e, int64_t count) {
    const Expr *type = e->kind == EXPR_COMPOSITE ? e->as.composite.type : e->as.call.args.at[0];
    const char *elem = tree_text(p->tree, type->as.elem_type.elem);
    if (e->kind == EXPR_COMPOSITE) {
        edits_replace(&p->edits, tree_start(type), tree_start(type->as.elem_type.elem),
                      words(p, "[%lld]", (long long)count));
    } else {
        edits_replace(&p->edits, tree_start(e), tree_end(p->tree, e), words(p, "[%lld]%s{}", (long long)count, elem));
    }
}

/* Where a caller's variable, now an array, is handed on as a slice. Returns false when it is used otherwise. */
static bool slice_again(Proposal *p, Expr *call, int index) {
    const Around *around = tree_around(p->tree, call);
    Expr *name = around->stmt != NULL && around->stmt->kind == STMT_ASSIGN
                     ? expr_at(around->stmt->as.assign.lhs, around->index + index)
                     : NULL;
    const Object *var = name != NULL && tree_declares(name) ? expr_object(name) : NULL;
    const ExprVec *uses = tree_uses(p->tree, var);
    if (var != NULL && !is_only_indexed(p, var, true)) {
        return false;
    }
    for (int i = 0; var != NULL && i < uses->len; i++) {
        const Expr *outer = tree_around(p->tree, uses->at[i])->expr;
        if (outer != NULL && outer->kind == EXPR_CALL && outer->as.call.fun != uses->at[i] &&
            (expr_object(outer->as.call.fun) == NULL || expr_object(outer->as.call.fun)->kind != OBJ_BUILTIN)) {
            edits_insert(&p->edits, tree_end(p->tree, uses->at[i]), "[:]");
        }
    }
    return true;
}

bool propose_return_array(Proposal *p, const Story *story) {
    Returned r;
    ExprVec calls = {0};
    if (!find_returned(p, story, &r) || r.field->type->kind != EXPR_SLICE_TYPE || !calls_of(p, r.func, &calls)) {
        return false;
    }
    int64_t count = -1;
    p->returning = r.decl;
    for (int i = 0; i < r.returns.len; i++) {
        Expr *e = returned_at(&r, i);
        const Object *var = expr_object(e);
        if (var != NULL && (mentioned_in_literal(p, var) || !is_only_indexed(p, var, false) ||
                            (e = expr_unparen(definition_of(p, var, NULL))) == NULL)) {
            return false;
        }
        const int64_t here = element_count(e);
        if (here <= 0 || (count >= 0 && here != count)) {
            return false;
        }
        count = here;
        array_for_slice(p, e, count);
    }
    Type *slice = type_underlying(r.field->type->type);
    if (count * type_size(slice->as.slice.elem) > ARRAY_MAX) {
        return false;
    }
    edits_replace(&p->edits, tree_start(r.field->type), tree_start(r.field->type->as.elem_type.elem),
                  words(p, "[%lld]", (long long)count));
    for (int i = 0; i < calls.len; i++) {
        if (!slice_again(p, calls.at[i], r.index)) {
            return false;
        }
    }
    p->title = phrase(p, "return an array: %s", new_head(p, &r));
    p->change = copies(p, &r, phrase(p, "callers get a copy of the elements"));
    return true;
}

/* ---- The concrete type ---- */

/* The one type that all returns give at the index; NULL when they differ or one is an interface. */
static Type *returned_type(const Returned *r) {
    Type *type = NULL;
    for (int i = 0; i < r->returns.len; i++) {
        const Expr *e = returned_at(r, i);
        if (e->type == NULL || type_is_interface(e->type) || e->mode == MODE_NIL || type_is_untyped(e->type) ||
            (type != NULL && !type_identical(type, e->type))) {
            return NULL;
        }
        type = e->type;
    }
    return type;
}

bool propose_return_concrete(Proposal *p, const Story *story) {
    Expr *site = story_expr(p, story);
    const Node *n = story->location->node;
    if (site == NULL || n->op != NODE_CONVIFACE) {
        return false;
    }
    const Around *around = tree_around(p->tree, site);
    if (around->stmt == NULL || around->stmt->kind != STMT_RETURN) {
        return false;
    }
    Returned r;
    if (!find_returned(p, story, &r) || !type_is_interface(r.field->type->type)) {
        return false;
    }
    Type *type = returned_type(&r);
    /* Constants have the interface's type by now: what was converted tells theirs. */
    if (type == NULL && r.returns.len == 1 && !type_is_interface(n->x->type)) {
        type = n->x->type;
    }
    if (type == NULL) {
        return false;
    }
    edits_replace(&p->edits, tree_start(r.field->type), tree_end(p->tree, r.field->type), type_words(p, type));
    p->title = phrase(p, "return the concrete type: %s", new_head(p, &r));
    p->change = copies(p, &r, phrase(p, "callers get a %s, not an interface", type_words(p, type)));
    return true;
}
