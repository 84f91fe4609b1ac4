/* A checked package, turned for look-ups. One walk fills all. */
#include "core/study/tree.h"

#include <string.h>

#include "core/syntax/walk.h"
#include "core/types/object.h"

/* ---- Filling it ---- */

static void note_around(Tree *tree, const void *inner, Around around) {
    if (inner != NULL) {
        Around *kept = ARENA_NEW(tree->arena, Around);
        *kept = around;
        map_set(tree->around, inner, kept);
    }
}

/* One operand, or each of a list of them. */
static void note_operands(Tree *tree, Expr *operands, Around around) {
    if (operands == NULL || operands->kind != EXPR_LIST) {
        note_around(tree, operands, around);
        return;
    }
    for (int i = 0; i < operands->as.list.elems.len; i++) {
        around.index = i;
        note_around(tree, operands->as.list.elems.at[i], around);
    }
}

static void note_exprs(Tree *tree, const ExprVec *list, Around around) {
    for (int i = 0; i < list->len; i++) {
        around.index = i;
        note_around(tree, list->at[i], around);
    }
}

static void note_stmts(Tree *tree, StmtVec *list, Around around) {
    around.list = list;
    for (int i = 0; i < list->len; i++) {
        around.index = i;
        note_around(tree, list->at[i], around);
    }
}

static void note_fields(Tree *tree, const FieldVec *fields, Around around) {
    for (int i = 0; i < fields->len; i++) {
        around.index = i;
        note_around(tree, fields->at[i]->name, around);
        note_around(tree, fields->at[i]->type, around);
    }
}

static void note_use(Tree *tree, const struct Object *object, Expr *expr) {
    if (object == NULL) {
        return;
    }
    ExprVec *uses = map_get(tree->uses, object);
    if (uses == NULL) {
        uses = ARENA_NEW(tree->arena, ExprVec);
        map_set(tree->uses, object, uses);
    }
    VEC_PUSH(tree->arena, uses, expr);
}

static void note_type_parts(Tree *tree, Expr *e, Around in) {
    switch ((int)e->kind) {
    case EXPR_ARRAY_TYPE:
        note_around(tree, e->as.array_type.len, in);
        note_around(tree, e->as.array_type.elem, in);
        break;
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: note_around(tree, e->as.elem_type.elem, in); break;
    case EXPR_STRUCT_TYPE: note_fields(tree, &e->as.struct_type.fields, in); break;
    case EXPR_INTERFACE_TYPE: note_fields(tree, &e->as.interface_type.elems, in); break;
    case EXPR_FUNC_TYPE:
        note_fields(tree, &e->as.func_type.params, in);
        note_fields(tree, &e->as.func_type.results, in);
        break;
    case EXPR_MAP_TYPE:
        note_around(tree, e->as.map_type.key, in);
        note_around(tree, e->as.map_type.value, in);
        break;
    case EXPR_CHAN_TYPE: note_around(tree, e->as.chan_type.elem, in); break;
    default: break;
    }
}

static void note_parts(Tree *tree, Expr *e) {
    Around in = {.expr = e};
    switch ((int)e->kind) {
    case EXPR_COMPOSITE:
        note_around(tree, e->as.composite.type, in);
        note_exprs(tree, &e->as.composite.elems, in);
        break;
    case EXPR_KEY_VALUE:
        note_around(tree, e->as.key_value.key, in);
        note_around(tree, e->as.key_value.value, in);
        break;
    case EXPR_FUNC:
        note_around(tree, e->as.func.type, in);
        note_stmts(tree, &e->as.func.body->stmts, in);
        break;
    case EXPR_PAREN: note_around(tree, e->as.paren.x, in); break;
    case EXPR_SELECTOR: note_around(tree, e->as.selector.x, in); break;
    case EXPR_INDEX:
        note_around(tree, e->as.index.x, in);
        note_operands(tree, e->as.index.index, in);
        break;
    case EXPR_SLICE:
        note_around(tree, e->as.slice.x, in);
        for (int i = 0; i < 3; i++) {
            note_around(tree, e->as.slice.index[i], in);
        }
        break;
    case EXPR_ASSERT:
        note_around(tree, e->as.assert_.x, in);
        note_around(tree, e->as.assert_.type, in);
        break;
    case EXPR_TYPE_SWITCH: note_around(tree, e->as.type_switch.x, in); break;
    case EXPR_OPERATION:
        note_around(tree, e->as.operation.x, in);
        note_around(tree, e->as.operation.y, in);
        break;
    case EXPR_CALL:
        note_around(tree, e->as.call.fun, in);
        note_exprs(tree, &e->as.call.args, in);
        break;
    default: note_type_parts(tree, e, in);
    }
}

static bool see_expr(void *context, Expr *e) {
    Tree *tree = context;
    VEC_PUSH(tree->arena, &tree->exprs, e);
    note_parts(tree, e);
    if (e->kind == EXPR_NAME) {
        note_use(tree, e->as.name.object, e);
        strmap_set(tree->names, e->as.name.name->text, e);
    } else if (e->kind == EXPR_SELECTOR && e->as.selector.selection != NULL) {
        const Selection *selection = e->as.selector.selection;
        if (selection->kind != SELECT_FIELD) {
            note_use(tree, selection->object, e);
        }
    }
    return true;
}

static void note_for(Tree *tree, Stmt *s) {
    const Around in = {.stmt = s};
    const RangeClause *range = s->as.for_.range;
    if (range != NULL) {
        note_operands(tree, range->lhs, (Around){.stmt = s, .left = true});
        note_around(tree, range->x, in);
    }
    note_around(tree, s->as.for_.init, in);
    note_around(tree, s->as.for_.cond, in);
    note_around(tree, s->as.for_.post, in);
    note_stmts(tree, &s->as.for_.body->stmts, in);
}

static void note_branches(Tree *tree, Stmt *s) {
    const Around in = {.stmt = s};
    switch ((int)s->kind) {
    case STMT_IF:
        note_around(tree, s->as.if_.init, in);
        note_around(tree, s->as.if_.cond, in);
        note_stmts(tree, &s->as.if_.then->stmts, in);
        note_around(tree, s->as.if_.else_, in);
        break;
    case STMT_SWITCH:
        note_around(tree, s->as.switch_.init, in);
        note_around(tree, s->as.switch_.tag, in);
        for (int i = 0; i < s->as.switch_.body.len; i++) {
            note_operands(tree, s->as.switch_.body.at[i]->cases, in);
            note_stmts(tree, &s->as.switch_.body.at[i]->body, in);
        }
        break;
    case STMT_SELECT:
        for (int i = 0; i < s->as.select_.body.len; i++) {
            note_around(tree, s->as.select_.body.at[i]->comm, in);
            note_stmts(tree, &s->as.select_.body.at[i]->body, in);
        }
        break;
    default: break;
    }
}

static bool see_stmt(void *context, Stmt *s) {
    Tree *tree = context;
    const Around in = {.stmt = s};
    VEC_PUSH(tree->arena, &tree->stmts, s);
    switch ((int)s->kind) {
    case STMT_LABELED: note_around(tree, s->as.labeled.stmt, in); break;
    case STMT_BLOCK: note_stmts(tree, &s->as.block->stmts, in); break;
    case STMT_EXPR: note_around(tree, s->as.expr, in); break;
    case STMT_SEND:
        note_around(tree, s->as.send.chan, in);
        note_around(tree, s->as.send.value, in);
        break;
    case STMT_ASSIGN:
        note_operands(tree, s->as.assign.lhs, (Around){.stmt = s, .left = true});
        note_operands(tree, s->as.assign.rhs, in);
        break;
    case STMT_CALL: note_around(tree, s->as.call.call, in); break;
    case STMT_RETURN: note_operands(tree, s->as.return_.results, in); break;
    case STMT_FOR: note_for(tree, s); break;
    case STMT_DECL:
        for (int i = 0; i < s->as.decls.len; i++) {
            note_around(tree, s->as.decls.at[i], in);
        }
        break;
    default: note_branches(tree, s);
    }
    return true;
}

static bool see_decl(void *context, Decl *d) {
    Tree *tree = context;
    const Around in = {.decl = d};
    if (d->kind == DECL_VAR || d->kind == DECL_CONST) {
        note_exprs(tree, &d->as.value.names, (Around){.decl = d, .left = true});
        note_around(tree, d->as.value.type, in);
        note_operands(tree, d->as.value.values, in);
    } else if (d->kind == DECL_TYPE) {
        note_around(tree, d->as.type.type, in);
    } else if (d->kind == DECL_FUNC) {
        note_around(tree, d->as.func.type, in);
        if (d->as.func.recv != NULL) {
            note_around(tree, d->as.func.recv->name, in);
            note_around(tree, d->as.func.recv->type, in);
        }
        if (d->as.func.body != NULL) {
            note_stmts(tree, &d->as.func.body->stmts, in);
        }
    }
    return true;
}

Tree *tree_new(Arena *arena, const SourceSet *sources, const Package *package) {
    Tree *tree = ARENA_NEW(arena, Tree);
    *tree = (Tree){.arena = arena,
                   .sources = sources,
                   .package = package,
                   .around = map_new(arena),
                   .uses = map_new(arena),
                   .names = strmap_new(arena)};
    const Visitor visitor = {see_expr, see_stmt, see_decl, tree};
    for (int i = 0; i < package->files.len; i++) {
        walk_file(&visitor, package->files.at[i]);
    }
    return tree;
}

/* ---- Looking up ---- */

const Around *tree_around(const Tree *tree, const void *expr_or_stmt) {
    static const Around none;
    const Around *found = map_get(tree->around, expr_or_stmt);
    return found != NULL ? found : &none;
}

const ExprVec *tree_uses(const Tree *tree, const struct Object *object) {
    static const ExprVec none;
    const ExprVec *found = map_get(tree->uses, object);
    return found != NULL ? found : &none;
}

bool tree_declares(const Expr *name) {
    return name->kind == EXPR_NAME && name->as.name.object != NULL &&
           pos_equal(name->pos, ((const Object *)name->as.name.object)->pos);
}

Stmt *tree_statement(const Tree *tree, const Expr *expr) {
    const Around *around = tree_around(tree, expr);
    while (around->expr != NULL) {
        around = tree_around(tree, around->expr);
    }
    return around->stmt != NULL ? around->stmt : around->decl != NULL ? tree_around(tree, around->decl)->stmt : NULL;
}

static const void *outwards(const Around *around) {
    return around->expr != NULL   ? (const void *)around->expr
           : around->stmt != NULL ? (const void *)around->stmt
                                  : (const void *)around->decl;
}

Enclosing tree_enclosing(const Tree *tree, const void *expr_or_stmt) {
    Enclosing found = {0};
    for (const void *at = expr_or_stmt; at != NULL;) {
        const Around *around = tree_around(tree, at);
        if (around->expr != NULL && around->expr->kind == EXPR_FUNC && found.literal == NULL) {
            found.literal = around->expr;
        }
        if (around->decl != NULL && around->decl->kind == DECL_FUNC) {
            found.decl = around->decl;
        }
        at = outwards(around);
    }
    return found;
}

bool tree_inside(const Tree *tree, const void *inner, const Expr *literal) {
    for (const void *at = inner; at != NULL; at = outwards(tree_around(tree, at))) {
        if (at == literal) {
            return true;
        }
    }
    return false;
}

/* ---- Text ---- */

Pos tree_start(const Expr *expr) {
    while (expr->kind == EXPR_SLICE) {
        expr = expr->as.slice.x; /* gc starts a slice expression at its bracket */
    }
    return expr_start(expr);
}

/* The position behind the next `close` from `pos` on; text in between is white space or comments. */
static Pos behind(const Tree *tree, Pos pos, char close) {
    const Source *source = sources_find(tree->sources, pos);
    if (source == NULL) {
        return pos;
    }
    const char *text = source_text(source);
    for (size_t i = source_offset(source, pos); i < source_length(source); i++) {
        if (text[i] == close) {
            return source_pos(source, i + 1);
        }
    }
    return pos;
}

Pos tree_behind_brackets(const Tree *tree, Pos from, char open, char close) {
    const Source *source = sources_find(tree->sources, from);
    int depth = 0;
    for (size_t i = source != NULL ? source_offset(source, from) : 0; source != NULL && i < source_length(source);
         i++) {
        const char c = source_text(source)[i];
        depth += c == open;
        depth -= c == close;
        if (c == close && depth == 0) {
            return source_pos(source, i + 1);
        }
    }
    return from;
}

Pos tree_end(const Tree *tree, const Expr *e) {
    switch ((int)e->kind) {
    case EXPR_CALL: return (Pos){e->as.call.rparen.offset + 1};
    case EXPR_COMPOSITE: return (Pos){e->as.composite.rbrace.offset + 1};
    case EXPR_FUNC: return (Pos){e->as.func.body->rbrace.offset + 1};
    case EXPR_INDEX: return behind(tree, tree_end(tree, e->as.index.index), ']');
    case EXPR_SLICE: return tree_behind_brackets(tree, e->pos, '[', ']');
    case EXPR_ASSERT: return behind(tree, tree_end(tree, e->as.assert_.type), ')');
    case EXPR_PAREN: return behind(tree, tree_end(tree, e->as.paren.x), ')');
    case EXPR_OPERATION: return tree_end(tree, e->as.operation.y != NULL ? e->as.operation.y : e->as.operation.x);
    case EXPR_KEY_VALUE: return tree_end(tree, e->as.key_value.value);
    case EXPR_LIST: return tree_end(tree, VEC_LAST(&e->as.list.elems));
    case EXPR_ARRAY_TYPE: return tree_end(tree, e->as.array_type.elem);
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: return tree_end(tree, e->as.elem_type.elem);
    case EXPR_MAP_TYPE: return tree_end(tree, e->as.map_type.value);
    case EXPR_CHAN_TYPE: return tree_end(tree, e->as.chan_type.elem);
    case EXPR_STRUCT_TYPE:
    case EXPR_INTERFACE_TYPE: return tree_behind_brackets(tree, e->pos, '{', '}');
    default: return expr_end(e);
    }
}

Pos tree_stmt_start(const Tree *tree, const Stmt *s) {
    switch ((int)s->kind) {
    case STMT_EXPR: return tree_start(s->as.expr);
    case STMT_SEND: return tree_start(s->as.send.chan);
    case STMT_ASSIGN: return tree_start(s->as.assign.lhs);
    case STMT_DECL: { /* from the keyword on, which stands before the declaration's own position */
        const Pos pos = s->pos;
        const Source *source = sources_find(tree->sources, pos);
        const char *text = source != NULL ? source_text(source) : "";
        size_t at = source != NULL ? source_offset(source, pos) : 0;
        while (at > 0 && text[at - 1] != '\n' && text[at - 1] != ';' && text[at - 1] != '{') {
            at--;
        }
        at += strspn(text + at, " \t");
        return source != NULL ? source_pos(source, at) : pos;
    }
    default: return s->pos;
    }
}

Pos tree_stmt_end(const Tree *tree, const Stmt *s) {
    switch ((int)s->kind) {
    case STMT_EXPR: return tree_end(tree, s->as.expr);
    case STMT_SEND: return tree_end(tree, s->as.send.value);
    case STMT_ASSIGN: return s->as.assign.rhs != NULL ? tree_end(tree, s->as.assign.rhs) : stmt_end(s);
    case STMT_CALL: return tree_end(tree, s->as.call.call);
    case STMT_RETURN:
        return s->as.return_.results != NULL ? tree_end(tree, s->as.return_.results)
                                             : (Pos){s->pos.offset + (uint32_t)strlen("return")};
    default: return stmt_end(s);
    }
}

const char *tree_text(const Tree *tree, const Expr *expr) {
    const Pos start = tree_start(expr);
    const Pos end = tree_end(tree, expr);
    const Source *source = sources_find(tree->sources, start);
    if (source == NULL || end.offset < start.offset) {
        return "";
    }
    return arena_strndup(tree->arena, source_text(source) + source_offset(source, start),
                         (size_t)(end.offset - start.offset));
}

const char *tree_indent(const Tree *tree, Pos pos) {
    const Place place = sources_place(tree->sources, pos);
    size_t length = 0;
    const char *line = place.source != NULL ? source_line(place.source, place.source_line, &length) : NULL;
    if (line == NULL) {
        return "";
    }
    const size_t indent = strspn(line, " \t");
    return arena_strndup(tree->arena, line, indent < length ? indent : length);
}

const char *tree_fresh_name(const Tree *tree, const char *stem, const char *suffix) {
    const char *name = arena_printf(tree->arena, "%s%s", stem, suffix);
    for (int i = 2; strmap_has(tree->names, name); i++) {
        name = arena_printf(tree->arena, "%s%s%d", stem, suffix, i);
    }
    return name;
}

/* ---- Shapes ---- */

bool expr_is_unary(const Expr *expr, Operator op) {
    return expr != NULL && expr->kind == EXPR_OPERATION && expr->as.operation.op == op && expr->as.operation.y == NULL;
}

Expr *expr_addressed(Expr *expr) {
    expr = expr_unparen(expr);
    return expr_is_unary(expr, OP_AND) ? expr_unparen(expr->as.operation.x) : NULL;
}

struct Object *expr_object(const Expr *expr) {
    return expr != NULL && expr->kind == EXPR_NAME ? expr->as.name.object : NULL;
}
