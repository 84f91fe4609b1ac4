/*
 * The bodies of generic functions: the syntax tree with what the checker found. Importers lower it for their own type
 * arguments.
 */
#include "core/export/internal.h"

static void write_expr(Writer *w, StrBuf *out, const Expr *e);
static void write_stmt(Writer *w, StrBuf *out, const Stmt *s);
static void write_decl(Writer *w, StrBuf *out, const Decl *d);

/* ---- expressions ---- */

static void write_exprs(Writer *w, StrBuf *out, const ExprVec *list) {
    bytes_uint(out, (uint64_t)list->len);
    for (int i = 0; i < list->len; i++) {
        write_expr(w, out, list->at[i]);
    }
}

/* Fields that share a type expression go on sharing it. */
static void write_fields(Writer *w, StrBuf *out, const FieldVec *list) {
    bytes_uint(out, (uint64_t)list->len);
    for (int i = 0; i < list->len; i++) {
        const Field *f = list->at[i];
        const bool shared = i > 0 && f->type == list->at[i - 1]->type;
        write_pos(w, out, f->pos);
        bytes_uint(out, f->embedded);
        write_expr(w, out, f->name);
        bytes_uint(out, shared);
        if (!shared) {
            write_expr(w, out, f->type);
        }
        write_expr(w, out, f->tag);
    }
}

static void write_block(Writer *w, StrBuf *out, const Block *block);

static void write_selection(Writer *w, StrBuf *out, const Selection *s) {
    bytes_uint(out, s != NULL);
    if (s == NULL) {
        return;
    }
    bytes_uint(out, s->kind);
    write_type_ref(w, out, s->recv);
    write_object_ref(w, out, s->object);
    bytes_uint(out, s->indirect);
    bytes_uint(out, (uint64_t)s->path_len);
    for (int i = 0; i < s->path_len; i++) {
        bytes_uint(out, (uint64_t)s->path[i]);
    }
}

static void write_func_type(Writer *w, StrBuf *out, const FuncTypeExpr *type) {
    write_fields(w, out, &type->params);
    write_fields(w, out, &type->results);
}

static void write_composite_parts(Writer *w, StrBuf *out, const Expr *e) {
    write_expr(w, out, e->as.composite.type);
    write_exprs(w, out, &e->as.composite.elems);
    bytes_uint(out, e->as.composite.has_keys);
    write_pos(w, out, e->as.composite.rbrace);
}

static void write_call_parts(Writer *w, StrBuf *out, const Expr *e) {
    write_expr(w, out, e->as.call.fun);
    write_exprs(w, out, &e->as.call.args);
    bytes_uint(out, e->as.call.has_dots);
    write_pos(w, out, e->as.call.rparen);
}

static void write_two(Writer *w, StrBuf *out, const Expr *a, const Expr *b) {
    write_expr(w, out, a);
    write_expr(w, out, b);
}

static void write_value_parts(Writer *w, StrBuf *out, const Expr *e) {
    switch (e->kind) {
    case EXPR_NAME:
        write_name(w, out, e->as.name.name);
        write_object_ref(w, out, e->as.name.object);
        write_type_list(w, out, e->as.name.instance);
        break;
    case EXPR_LITERAL:
        bytes_uint(out, e->as.literal.kind);
        bytes_text(out, e->as.literal.text, e->as.literal.length);
        break;
    case EXPR_COMPOSITE: write_composite_parts(w, out, e); break;
    case EXPR_KEY_VALUE: write_two(w, out, e->as.key_value.key, e->as.key_value.value); break;
    case EXPR_FUNC:
        write_expr(w, out, e->as.func.type);
        write_block(w, out, e->as.func.body);
        break;
    case EXPR_PAREN: write_expr(w, out, e->as.paren.x); break;
    case EXPR_SELECTOR:
        write_two(w, out, e->as.selector.x, e->as.selector.sel);
        write_selection(w, out, e->as.selector.selection);
        break;
    case EXPR_INDEX: write_two(w, out, e->as.index.x, e->as.index.index); break;
    case EXPR_SLICE:
        write_expr(w, out, e->as.slice.x);
        for (int i = 0; i < 3; i++) {
            write_expr(w, out, e->as.slice.index[i]);
        }
        bytes_uint(out, e->as.slice.full);
        break;
    case EXPR_ASSERT: write_two(w, out, e->as.assert_.x, e->as.assert_.type); break;
    case EXPR_TYPE_SWITCH: write_two(w, out, e->as.type_switch.lhs, e->as.type_switch.x); break;
    case EXPR_OPERATION:
        bytes_uint(out, e->as.operation.op);
        write_two(w, out, e->as.operation.x, e->as.operation.y);
        break;
    case EXPR_CALL: write_call_parts(w, out, e); break;
    case EXPR_LIST: write_exprs(w, out, &e->as.list.elems); break;
    default: break;
    }
}

static void write_type_parts(Writer *w, StrBuf *out, const Expr *e) {
    switch (e->kind) {
    case EXPR_ARRAY_TYPE: write_two(w, out, e->as.array_type.len, e->as.array_type.elem); break;
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: write_expr(w, out, e->as.elem_type.elem); break;
    case EXPR_STRUCT_TYPE: write_fields(w, out, &e->as.struct_type.fields); break;
    case EXPR_INTERFACE_TYPE: write_fields(w, out, &e->as.interface_type.elems); break;
    case EXPR_FUNC_TYPE: write_func_type(w, out, &e->as.func_type); break;
    case EXPR_MAP_TYPE: write_two(w, out, e->as.map_type.key, e->as.map_type.value); break;
    case EXPR_CHAN_TYPE:
        bytes_uint(out, e->as.chan_type.dir);
        write_expr(w, out, e->as.chan_type.elem);
        break;
    default: break;
    }
}

static void write_expr(Writer *w, StrBuf *out, const Expr *e) {
    bytes_uint(out, e != NULL ? (uint64_t)e->kind + 1 : 0);
    if (e == NULL) {
        return;
    }
    write_pos(w, out, e->pos);
    bytes_uint(out, (uint64_t)e->mode << 2 | (uint64_t)e->comma_ok << 1 | (uint64_t)(e->value != NULL));
    write_type_ref(w, out, e->type);
    if (e->value != NULL) {
        value_write(e->value, out);
    }
    if (e->kind >= EXPR_ARRAY_TYPE) {
        write_type_parts(w, out, e);
    } else {
        write_value_parts(w, out, e);
    }
}

/* ---- statements ---- */

static void write_stmts(Writer *w, StrBuf *out, const StmtVec *list) {
    bytes_uint(out, (uint64_t)list->len);
    for (int i = 0; i < list->len; i++) {
        write_stmt(w, out, list->at[i]);
    }
}

static void write_block(Writer *w, StrBuf *out, const Block *block) {
    bytes_uint(out, block != NULL);
    if (block != NULL) {
        write_stmts(w, out, &block->stmts);
        write_pos(w, out, block->pos);
        write_pos(w, out, block->rbrace);
    }
}

static void write_for(Writer *w, StrBuf *out, const Stmt *s) {
    const RangeClause *range = s->as.for_.range;
    bytes_uint(out, range != NULL);
    if (range != NULL) {
        write_expr(w, out, range->lhs);
        bytes_uint(out, range->define);
        write_expr(w, out, range->x);
        write_pos(w, out, range->pos);
    }
    write_stmt(w, out, s->as.for_.init);
    write_expr(w, out, s->as.for_.cond);
    write_stmt(w, out, s->as.for_.post);
    write_block(w, out, s->as.for_.body);
}

static void write_switch(Writer *w, StrBuf *out, const Stmt *s) {
    write_stmt(w, out, s->as.switch_.init);
    write_expr(w, out, s->as.switch_.tag);
    write_pos(w, out, s->as.switch_.rbrace);
    bytes_uint(out, (uint64_t)s->as.switch_.body.len);
    for (int i = 0; i < s->as.switch_.body.len; i++) {
        const CaseClause *clause = s->as.switch_.body.at[i];
        write_expr(w, out, clause->cases);
        write_stmts(w, out, &clause->body);
        write_pos(w, out, clause->pos);
        write_pos(w, out, clause->colon);
        write_object_ref(w, out, clause->object);
    }
}

static void write_select(Writer *w, StrBuf *out, const Stmt *s) {
    write_pos(w, out, s->as.select_.rbrace);
    bytes_uint(out, (uint64_t)s->as.select_.body.len);
    for (int i = 0; i < s->as.select_.body.len; i++) {
        const CommClause *clause = s->as.select_.body.at[i];
        write_stmt(w, out, clause->comm);
        write_stmts(w, out, &clause->body);
        write_pos(w, out, clause->pos);
        write_pos(w, out, clause->colon);
    }
}

static void write_decls(Writer *w, StrBuf *out, const DeclVec *list) {
    bytes_uint(out, (uint64_t)list->len);
    for (int i = 0; i < list->len; i++) {
        write_decl(w, out, list->at[i]);
    }
}

static void write_stmt_parts(Writer *w, StrBuf *out, const Stmt *s) {
    switch (s->kind) {
    case STMT_BAD:
    case STMT_EMPTY: break;
    case STMT_LABELED:
        write_expr(w, out, s->as.labeled.label);
        write_stmt(w, out, s->as.labeled.stmt);
        break;
    case STMT_BLOCK: write_block(w, out, s->as.block); break;
    case STMT_EXPR: write_expr(w, out, s->as.expr); break;
    case STMT_SEND: write_two(w, out, s->as.send.chan, s->as.send.value); break;
    case STMT_DECL: write_decls(w, out, &s->as.decls); break;
    case STMT_ASSIGN:
        bytes_uint(out, s->as.assign.op);
        write_two(w, out, s->as.assign.lhs, s->as.assign.rhs);
        break;
    case STMT_BRANCH:
        bytes_uint(out, s->as.branch.token);
        write_expr(w, out, s->as.branch.label);
        VEC_PUSH(w->arena, &w->branches, s);
        break;
    case STMT_CALL:
        bytes_uint(out, s->as.call.token);
        write_expr(w, out, s->as.call.call);
        break;
    case STMT_RETURN: write_expr(w, out, s->as.return_.results); break;
    case STMT_IF:
        write_stmt(w, out, s->as.if_.init);
        write_expr(w, out, s->as.if_.cond);
        write_block(w, out, s->as.if_.then);
        write_stmt(w, out, s->as.if_.else_);
        break;
    case STMT_FOR: write_for(w, out, s); break;
    case STMT_SWITCH: write_switch(w, out, s); break;
    case STMT_SELECT: write_select(w, out, s); break;
    }
}

static void write_stmt(Writer *w, StrBuf *out, const Stmt *s) {
    bytes_uint(out, s != NULL ? (uint64_t)s->kind + 1 : 0);
    if (s != NULL) {
        map_set(w->stmts, s, (void *)(uintptr_t)(unsigned)(map_len(w->stmts) + 1));
        write_pos(w, out, s->pos);
        write_stmt_parts(w, out, s);
    }
}

/* ---- declarations ---- */

static void write_func_parts(Writer *w, StrBuf *out, const Decl *d) {
    const Field *recv = d->as.func.recv;
    bytes_uint(out, recv != NULL);
    if (recv != NULL) {
        const FieldVec list = {.at = (Field **)(uintptr_t)&d->as.func.recv, .len = 1};
        write_fields(w, out, &list);
    }
    write_expr(w, out, d->as.func.name);
    write_fields(w, out, &d->as.func.tparams);
    write_expr(w, out, d->as.func.type);
    write_block(w, out, d->as.func.body);
    write_object_ref(w, out, d->as.func.object);
}

static void write_decl(Writer *w, StrBuf *out, const Decl *d) {
    bytes_uint(out, d->kind);
    write_pos(w, out, d->pos);
    bytes_uint(out, (uint64_t)d->group);
    bytes_uint(out, d->pragma);
    switch (d->kind) {
    case DECL_BAD:
    case DECL_IMPORT: break;
    case DECL_CONST:
    case DECL_VAR:
        write_exprs(w, out, &d->as.value.names);
        write_two(w, out, d->as.value.type, d->as.value.values);
        bytes_uint(out, (uint64_t)d->as.value.iota_);
        break;
    case DECL_TYPE:
        write_expr(w, out, d->as.type.name);
        write_fields(w, out, &d->as.type.tparams);
        bytes_uint(out, d->as.type.alias);
        write_expr(w, out, d->as.type.type);
        break;
    case DECL_FUNC: write_func_parts(w, out, d); break;
    }
}

/* Branches are known by the number of their target, written behind the body: some targets come later. */
uint32_t write_tree(Writer *w, const Decl *decl) {
    const uint32_t at = (uint32_t)w->trees.len;
    w->stmts = map_new(w->arena);
    w->branches.len = 0;
    write_decl(w, &w->trees, decl);
    for (int i = 0; i < w->branches.len; i++) {
        bytes_uint(&w->trees, (uintptr_t)map_get(w->stmts, w->branches.at[i]->as.branch.target));
    }
    return at + 1;
}
