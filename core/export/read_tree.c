/* The bodies of generic functions, read back: write_tree.c in the other direction. */
#include "core/export/internal.h"

static Expr *read_expr(Reader *r);
static Stmt *read_stmt(Reader *r);
static Decl *read_decl(Reader *r);

static int read_count(Reader *r) { return (int)bytes_read_uint(&r->in); }

/* ---- expressions ---- */

static ExprVec read_exprs(Reader *r) {
    ExprVec list = {0};
    const int n = read_count(r);
    VEC_RESERVE(r->arena, &list, n);
    for (int i = 0; i < n; i++) {
        VEC_PUSH(r->arena, &list, read_expr(r));
    }
    return list;
}

static FieldVec read_fields(Reader *r) {
    FieldVec list = {0};
    const int n = read_count(r);
    VEC_RESERVE(r->arena, &list, n);
    for (int i = 0; i < n; i++) {
        Field *f = ARENA_NEW(r->arena, Field);
        f->pos = read_pos(r);
        f->embedded = bytes_read_bool(&r->in);
        f->name = read_expr(r);
        f->type = bytes_read_bool(&r->in) ? VEC_LAST(&list)->type : read_expr(r);
        f->tag = read_expr(r);
        VEC_PUSH(r->arena, &list, f);
    }
    return list;
}

static Block *read_block(Reader *r);

static Selection *read_selection(Reader *r) {
    if (!bytes_read_bool(&r->in)) {
        return NULL;
    }
    Selection *s = ARENA_NEW(r->arena, Selection);
    s->kind = (SelectionKind)bytes_read_uint(&r->in);
    s->recv = read_type_ref(r);
    s->object = read_object_ref(r);
    s->indirect = bytes_read_bool(&r->in);
    s->path_len = read_count(r);
    s->path = ARENA_ARRAY(r->arena, int, s->path_len);
    for (int i = 0; i < s->path_len; i++) {
        s->path[i] = read_count(r);
    }
    return s;
}

static void read_func_type(Reader *r, FuncTypeExpr *type) {
    type->params = read_fields(r);
    type->results = read_fields(r);
}

static void read_literal(Reader *r, Expr *e) {
    e->as.literal.kind = (LitKind)bytes_read_uint(&r->in);
    size_t length;
    e->as.literal.text = bytes_read_text(&r->in, &length);
    e->as.literal.length = (unsigned)length;
}

static void read_composite(Reader *r, Expr *e) {
    e->as.composite.type = read_expr(r);
    e->as.composite.elems = read_exprs(r);
    e->as.composite.has_keys = bytes_read_bool(&r->in);
    e->as.composite.rbrace = read_pos(r);
}

static void read_call(Reader *r, Expr *e) {
    e->as.call.fun = read_expr(r);
    e->as.call.args = read_exprs(r);
    e->as.call.has_dots = bytes_read_bool(&r->in);
    e->as.call.rparen = read_pos(r);
}

static void read_two(Reader *r, Expr **a, Expr **b) {
    *a = read_expr(r);
    *b = read_expr(r);
}

static void read_value_parts(Reader *r, Expr *e) {
    switch (e->kind) {
    case EXPR_NAME:
        e->as.name.name = read_name(r);
        e->as.name.object = read_object_ref(r);
        e->as.name.instance = read_type_list(r);
        break;
    case EXPR_LITERAL: read_literal(r, e); break;
    case EXPR_COMPOSITE: read_composite(r, e); break;
    case EXPR_KEY_VALUE: read_two(r, &e->as.key_value.key, &e->as.key_value.value); break;
    case EXPR_FUNC:
        e->as.func.type = read_expr(r);
        e->as.func.body = read_block(r);
        break;
    case EXPR_PAREN: e->as.paren.x = read_expr(r); break;
    case EXPR_SELECTOR:
        read_two(r, &e->as.selector.x, &e->as.selector.sel);
        e->as.selector.selection = read_selection(r);
        break;
    case EXPR_INDEX: read_two(r, &e->as.index.x, &e->as.index.index); break;
    case EXPR_SLICE:
        e->as.slice.x = read_expr(r);
        for (int i = 0; i < 3; i++) {
            e->as.slice.index[i] = read_expr(r);
        }
        e->as.slice.full = bytes_read_bool(&r->in);
        break;
    case EXPR_ASSERT: read_two(r, &e->as.assert_.x, &e->as.assert_.type); break;
    case EXPR_TYPE_SWITCH: read_two(r, &e->as.type_switch.lhs, &e->as.type_switch.x); break;
    case EXPR_OPERATION:
        e->as.operation.op = (Operator)bytes_read_uint(&r->in);
        read_two(r, &e->as.operation.x, &e->as.operation.y);
        break;
    case EXPR_CALL: read_call(r, e); break;
    case EXPR_LIST: e->as.list.elems = read_exprs(r); break;
    default: break;
    }
}

static void read_type_parts(Reader *r, Expr *e) {
    switch (e->kind) {
    case EXPR_ARRAY_TYPE: read_two(r, &e->as.array_type.len, &e->as.array_type.elem); break;
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: e->as.elem_type.elem = read_expr(r); break;
    case EXPR_STRUCT_TYPE: e->as.struct_type.fields = read_fields(r); break;
    case EXPR_INTERFACE_TYPE: e->as.interface_type.elems = read_fields(r); break;
    case EXPR_FUNC_TYPE: read_func_type(r, &e->as.func_type); break;
    case EXPR_MAP_TYPE: read_two(r, &e->as.map_type.key, &e->as.map_type.value); break;
    case EXPR_CHAN_TYPE:
        e->as.chan_type.dir = (ChanDir)bytes_read_uint(&r->in);
        e->as.chan_type.elem = read_expr(r);
        break;
    default: break;
    }
}

static Expr *read_expr(Reader *r) {
    const uint64_t kind = bytes_read_uint(&r->in);
    if (kind == 0) {
        return NULL;
    }
    Expr *e = ARENA_NEW(r->arena, Expr);
    e->kind = (ExprKind)(kind - 1);
    e->pos = read_pos(r);
    const uint64_t flags = bytes_read_uint(&r->in);
    e->mode = (unsigned char)(flags >> 2);
    e->comma_ok = (flags & 2) != 0;
    e->type = read_type_ref(r);
    e->value = (flags & 1) != 0 ? value_read(r->arena, &r->in) : NULL;
    if (e->kind >= EXPR_ARRAY_TYPE) {
        read_type_parts(r, e);
    } else {
        read_value_parts(r, e);
    }
    return e;
}

/* ---- statements ---- */

static StmtVec read_stmts(Reader *r) {
    StmtVec list = {0};
    const int n = read_count(r);
    VEC_RESERVE(r->arena, &list, n);
    for (int i = 0; i < n; i++) {
        VEC_PUSH(r->arena, &list, read_stmt(r));
    }
    return list;
}

static Block *read_block(Reader *r) {
    if (!bytes_read_bool(&r->in)) {
        return NULL;
    }
    Block *block = ARENA_NEW(r->arena, Block);
    block->stmts = read_stmts(r);
    block->pos = read_pos(r);
    block->rbrace = read_pos(r);
    return block;
}

static void read_for(Reader *r, Stmt *s) {
    if (bytes_read_bool(&r->in)) {
        RangeClause *range = ARENA_NEW(r->arena, RangeClause);
        range->lhs = read_expr(r);
        range->define = bytes_read_bool(&r->in);
        range->x = read_expr(r);
        range->pos = read_pos(r);
        s->as.for_.range = range;
    }
    s->as.for_.init = read_stmt(r);
    s->as.for_.cond = read_expr(r);
    s->as.for_.post = read_stmt(r);
    s->as.for_.body = read_block(r);
}

static void read_switch(Reader *r, Stmt *s) {
    s->as.switch_.init = read_stmt(r);
    s->as.switch_.tag = read_expr(r);
    s->as.switch_.rbrace = read_pos(r);
    const int n = read_count(r);
    for (int i = 0; i < n; i++) {
        CaseClause *clause = ARENA_NEW(r->arena, CaseClause);
        clause->cases = read_expr(r);
        clause->body = read_stmts(r);
        clause->pos = read_pos(r);
        clause->colon = read_pos(r);
        clause->object = read_object_ref(r);
        VEC_PUSH(r->arena, &s->as.switch_.body, clause);
    }
}

static void read_select(Reader *r, Stmt *s) {
    s->as.select_.rbrace = read_pos(r);
    const int n = read_count(r);
    for (int i = 0; i < n; i++) {
        CommClause *clause = ARENA_NEW(r->arena, CommClause);
        clause->comm = read_stmt(r);
        clause->body = read_stmts(r);
        clause->pos = read_pos(r);
        clause->colon = read_pos(r);
        VEC_PUSH(r->arena, &s->as.select_.body, clause);
    }
}

static void read_decls(Reader *r, Stmt *s) {
    const int n = read_count(r);
    for (int i = 0; i < n; i++) {
        VEC_PUSH(r->arena, &s->as.decls, read_decl(r));
    }
}

static void read_branch(Reader *r, Stmt *s) {
    s->as.branch.token = (Token)bytes_read_uint(&r->in);
    s->as.branch.label = read_expr(r);
    VEC_PUSH(r->arena, &r->branches, s);
}

static void read_if(Reader *r, Stmt *s) {
    s->as.if_.init = read_stmt(r);
    s->as.if_.cond = read_expr(r);
    s->as.if_.then = read_block(r);
    s->as.if_.else_ = read_stmt(r);
}

static void read_stmt_parts(Reader *r, Stmt *s) {
    switch (s->kind) {
    case STMT_BAD:
    case STMT_EMPTY: break;
    case STMT_LABELED:
        s->as.labeled.label = read_expr(r);
        s->as.labeled.stmt = read_stmt(r);
        break;
    case STMT_BLOCK: s->as.block = read_block(r); break;
    case STMT_EXPR: s->as.expr = read_expr(r); break;
    case STMT_SEND: read_two(r, &s->as.send.chan, &s->as.send.value); break;
    case STMT_DECL: read_decls(r, s); break;
    case STMT_ASSIGN:
        s->as.assign.op = (Operator)bytes_read_uint(&r->in);
        read_two(r, &s->as.assign.lhs, &s->as.assign.rhs);
        break;
    case STMT_BRANCH: read_branch(r, s); break;
    case STMT_CALL:
        s->as.call.token = (Token)bytes_read_uint(&r->in);
        s->as.call.call = read_expr(r);
        break;
    case STMT_RETURN: s->as.return_.results = read_expr(r); break;
    case STMT_IF: read_if(r, s); break;
    case STMT_FOR: read_for(r, s); break;
    case STMT_SWITCH: read_switch(r, s); break;
    case STMT_SELECT: read_select(r, s); break;
    }
}

static Stmt *read_stmt(Reader *r) {
    const uint64_t kind = bytes_read_uint(&r->in);
    if (kind == 0) {
        return NULL;
    }
    Stmt *s = ARENA_NEW(r->arena, Stmt);
    s->kind = (StmtKind)(kind - 1);
    VEC_PUSH(r->arena, &r->stmts, s);
    s->pos = read_pos(r);
    read_stmt_parts(r, s);
    return s;
}

/* ---- declarations ---- */

static void read_func(Reader *r, Decl *d) {
    if (bytes_read_bool(&r->in)) {
        d->as.func.recv = read_fields(r).at[0];
    }
    d->as.func.name = read_expr(r);
    d->as.func.tparams = read_fields(r);
    d->as.func.type = read_expr(r);
    d->as.func.body = read_block(r);
    d->as.func.object = read_object_ref(r);
}

static Decl *read_decl(Reader *r) {
    Decl *d = ARENA_NEW(r->arena, Decl);
    d->kind = (DeclKind)bytes_read_uint(&r->in);
    d->pos = read_pos(r);
    d->group = read_count(r);
    d->pragma = (unsigned)bytes_read_uint(&r->in);
    switch (d->kind) {
    case DECL_BAD:
    case DECL_IMPORT: break;
    case DECL_CONST:
    case DECL_VAR:
        d->as.value.names = read_exprs(r);
        read_two(r, &d->as.value.type, &d->as.value.values);
        d->as.value.iota_ = read_count(r);
        break;
    case DECL_TYPE:
        d->as.type.name = read_expr(r);
        d->as.type.tparams = read_fields(r);
        d->as.type.alias = bytes_read_bool(&r->in);
        d->as.type.type = read_expr(r);
        break;
    case DECL_FUNC: read_func(r, d); break;
    }
    return d;
}

Decl *read_tree(Stored *stored, uint32_t at) {
    ImportedPackage *p = (ImportedPackage *)stored;
    const char *bytes = p->exported->bytes;
    const uint32_t trees = summary_head(bytes, HEAD_TREES);
    const uint32_t end = summary_head(bytes, HEAD_STRINGS);
    const uint32_t start = trees + at - 1;
    Reader r = {.from = p, .arena = p->imports->arena, .in = bytes_reader(bytes + start, end - start)};
    Decl *decl = read_decl(&r);
    for (int i = 0; i < r.branches.len; i++) {
        const uint64_t target = bytes_read_uint(&r.in);
        r.branches.at[i]->as.branch.target = target != 0 ? r.stmts.at[target - 1] : NULL;
    }
    return decl;
}
