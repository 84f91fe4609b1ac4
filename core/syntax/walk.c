/*
 * Visiting a tree in source order. The type that several names of one declaration share is visited
 * once, behind the last of them. The recursion is as deep as the tree, which the parser bounds.
 * gc: syntax/walk.go.
 */
#include "core/syntax/walk.h"

static void walk_exprs(const Visitor *v, const ExprVec *exprs) {
    for (int i = 0; i < exprs->len; i++) {
        walk_expr(v, exprs->at[i]);
    }
}

static void walk_stmts(const Visitor *v, const StmtVec *stmts) {
    for (int i = 0; i < stmts->len; i++) {
        walk_stmt(v, stmts->at[i]);
    }
}

static void walk_decls(const Visitor *v, const DeclVec *decls) {
    for (int i = 0; i < decls->len; i++) {
        walk_decl(v, decls->at[i]);
    }
}

static void walk_fields(const Visitor *v, const FieldVec *fields) {
    for (int i = 0; i < fields->len; i++) {
        const Field *field = fields->at[i];
        walk_expr(v, field->name);
        if (i + 1 == fields->len || fields->at[i + 1]->type != field->type) {
            walk_expr(v, field->type);
            walk_expr(v, field->tag);
        }
    }
}

static void walk_func_type(const Visitor *v, const FuncTypeExpr *type) {
    walk_fields(v, &type->params);
    walk_fields(v, &type->results);
}

/* Two operands, either of which may be missing. */
static void walk_pair(const Visitor *v, Expr *first, Expr *second) {
    walk_expr(v, first);
    walk_expr(v, second);
}

void walk_expr(const Visitor *v, Expr *x) {
    if (x == NULL || (v->expr != NULL && !v->expr(v->context, x))) {
        return;
    }
    switch (x->kind) {
    case EXPR_BAD:
    case EXPR_NAME:
    case EXPR_LITERAL: break;
    case EXPR_COMPOSITE:
        walk_expr(v, x->as.composite.type);
        walk_exprs(v, &x->as.composite.elems);
        break;
    case EXPR_KEY_VALUE: walk_pair(v, x->as.key_value.key, x->as.key_value.value); break;
    case EXPR_FUNC:
        walk_expr(v, x->as.func.type);
        walk_block(v, x->as.func.body);
        break;
    case EXPR_PAREN: walk_expr(v, x->as.paren.x); break;
    case EXPR_SELECTOR: walk_pair(v, x->as.selector.x, x->as.selector.sel); break;
    case EXPR_INDEX: walk_pair(v, x->as.index.x, x->as.index.index); break;
    case EXPR_SLICE:
        walk_pair(v, x->as.slice.x, x->as.slice.index[0]);
        walk_pair(v, x->as.slice.index[1], x->as.slice.index[2]);
        break;
    case EXPR_ASSERT: walk_pair(v, x->as.assert_.x, x->as.assert_.type); break;
    case EXPR_TYPE_SWITCH: walk_pair(v, x->as.type_switch.lhs, x->as.type_switch.x); break;
    case EXPR_OPERATION: walk_pair(v, x->as.operation.x, x->as.operation.y); break;
    case EXPR_CALL:
        walk_expr(v, x->as.call.fun);
        walk_exprs(v, &x->as.call.args);
        break;
    case EXPR_LIST: walk_exprs(v, &x->as.list.elems); break;
    case EXPR_ARRAY_TYPE: walk_pair(v, x->as.array_type.len, x->as.array_type.elem); break;
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: walk_expr(v, x->as.elem_type.elem); break;
    case EXPR_STRUCT_TYPE: walk_fields(v, &x->as.struct_type.fields); break;
    case EXPR_INTERFACE_TYPE: walk_fields(v, &x->as.interface_type.elems); break;
    case EXPR_FUNC_TYPE: walk_func_type(v, &x->as.func_type); break;
    case EXPR_MAP_TYPE: walk_pair(v, x->as.map_type.key, x->as.map_type.value); break;
    case EXPR_CHAN_TYPE: walk_expr(v, x->as.chan_type.elem); break;
    }
}

static void walk_for(const Visitor *v, const Stmt *stmt) {
    if (stmt->as.for_.range != NULL) {
        walk_pair(v, stmt->as.for_.range->lhs, stmt->as.for_.range->x);
    }
    walk_stmt(v, stmt->as.for_.init);
    walk_expr(v, stmt->as.for_.cond);
    walk_stmt(v, stmt->as.for_.post);
    walk_block(v, stmt->as.for_.body);
}

static void walk_switch(const Visitor *v, const Stmt *stmt) {
    walk_stmt(v, stmt->as.switch_.init);
    walk_expr(v, stmt->as.switch_.tag);
    for (int i = 0; i < stmt->as.switch_.body.len; i++) {
        const CaseClause *clause = stmt->as.switch_.body.at[i];
        walk_expr(v, clause->cases);
        walk_stmts(v, &clause->body);
    }
}

static void walk_select(const Visitor *v, const Stmt *stmt) {
    for (int i = 0; i < stmt->as.select_.body.len; i++) {
        const CommClause *clause = stmt->as.select_.body.at[i];
        walk_stmt(v, clause->comm);
        walk_stmts(v, &clause->body);
    }
}

void walk_stmt(const Visitor *v, Stmt *stmt) {
    if (stmt == NULL || (v->stmt != NULL && !v->stmt(v->context, stmt))) {
        return;
    }
    switch (stmt->kind) {
    case STMT_BAD:
    case STMT_EMPTY: break;
    case STMT_LABELED:
        walk_expr(v, stmt->as.labeled.label);
        walk_stmt(v, stmt->as.labeled.stmt);
        break;
    case STMT_BLOCK: walk_block(v, stmt->as.block); break;
    case STMT_EXPR: walk_expr(v, stmt->as.expr); break;
    case STMT_SEND: walk_pair(v, stmt->as.send.chan, stmt->as.send.value); break;
    case STMT_DECL: walk_decls(v, &stmt->as.decls); break;
    case STMT_ASSIGN: walk_pair(v, stmt->as.assign.lhs, stmt->as.assign.rhs); break;
    case STMT_BRANCH: walk_expr(v, stmt->as.branch.label); break; /* its target stands elsewhere in the tree */
    case STMT_CALL: walk_expr(v, stmt->as.call.call); break;
    case STMT_RETURN: walk_expr(v, stmt->as.return_.results); break;
    case STMT_IF:
        walk_stmt(v, stmt->as.if_.init);
        walk_expr(v, stmt->as.if_.cond);
        walk_block(v, stmt->as.if_.then);
        walk_stmt(v, stmt->as.if_.else_);
        break;
    case STMT_FOR: walk_for(v, stmt); break;
    case STMT_SWITCH: walk_switch(v, stmt); break;
    case STMT_SELECT: walk_select(v, stmt); break;
    }
}

void walk_block(const Visitor *v, Block *block) {
    if (block != NULL) {
        walk_stmts(v, &block->stmts);
    }
}

void walk_decl(const Visitor *v, Decl *decl) {
    if (decl == NULL || (v->decl != NULL && !v->decl(v->context, decl))) {
        return;
    }
    switch (decl->kind) {
    case DECL_BAD: break;
    case DECL_IMPORT: walk_pair(v, decl->as.import.local, decl->as.import.path); break;
    case DECL_CONST:
    case DECL_VAR:
        walk_exprs(v, &decl->as.value.names);
        walk_pair(v, decl->as.value.type, decl->as.value.values);
        break;
    case DECL_TYPE:
        walk_expr(v, decl->as.type.name);
        walk_fields(v, &decl->as.type.tparams);
        walk_expr(v, decl->as.type.type);
        break;
    case DECL_FUNC:
        if (decl->as.func.recv != NULL) {
            walk_pair(v, decl->as.func.recv->name, decl->as.func.recv->type);
        }
        walk_expr(v, decl->as.func.name);
        walk_fields(v, &decl->as.func.tparams);
        walk_expr(v, decl->as.func.type);
        walk_block(v, decl->as.func.body);
        break;
    }
}

void walk_file(const Visitor *v, File *file) {
    walk_expr(v, file->package);
    walk_decls(v, &file->decls);
}
