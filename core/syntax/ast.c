/* Positions and shapes of tree nodes. gc: syntax/positions.go. */
#include "core/syntax/ast.h"

Pos expr_start(const Expr *expr) {
    for (;;) {
        const Expr *next = NULL;
        switch (expr->kind) {
        case EXPR_COMPOSITE: next = expr->as.composite.type; break;
        case EXPR_KEY_VALUE: next = expr->as.key_value.key; break;
        case EXPR_SELECTOR: next = expr->as.selector.x; break;
        case EXPR_INDEX: next = expr->as.index.x; break;
        case EXPR_ASSERT: next = expr->as.assert_.x; break;
        case EXPR_TYPE_SWITCH:
            next = expr->as.type_switch.lhs != NULL ? expr->as.type_switch.lhs : expr->as.type_switch.x;
            break;
        case EXPR_OPERATION: next = expr->as.operation.y != NULL ? expr->as.operation.x : NULL; break;
        case EXPR_CALL: next = expr->as.call.fun; break;
        case EXPR_LIST: next = expr->as.list.elems.len > 0 ? expr->as.list.elems.at[0] : NULL; break;
        default: break; /* a slice expression too: gc starts it at its [ */
        }
        if (next == NULL) {
            return expr->pos;
        }
        expr = next;
    }
}

static Pos behind(Pos pos, size_t bytes) { return (Pos){pos.offset + (uint32_t)bytes}; }

static const Expr *last_field(const FieldVec *fields) {
    if (fields->len == 0) {
        return NULL;
    }
    const Field *field = VEC_LAST(fields);
    return field->type != NULL ? field->type : field->name;
}

/* The part that an expression ends with; NULL when it is a leaf. */
static const Expr *last_part(const Expr *expr) {
    switch (expr->kind) {
    case EXPR_KEY_VALUE: return expr->as.key_value.value;
    case EXPR_PAREN: return expr->as.paren.x;
    case EXPR_SELECTOR: return expr->as.selector.sel;
    case EXPR_INDEX: return expr->as.index.index;
    case EXPR_SLICE:
        for (int i = 2; i >= 0; i--) {
            if (expr->as.slice.index[i] != NULL) {
                return expr->as.slice.index[i];
            }
        }
        return expr->as.slice.x;
    case EXPR_ASSERT: return expr->as.assert_.type;
    case EXPR_TYPE_SWITCH: return expr->as.type_switch.x;
    case EXPR_OPERATION: return expr->as.operation.y != NULL ? expr->as.operation.y : expr->as.operation.x;
    case EXPR_CALL: return expr->as.call.args.len > 0 ? VEC_LAST(&expr->as.call.args) : expr->as.call.fun;
    case EXPR_LIST: return expr->as.list.elems.len > 0 ? VEC_LAST(&expr->as.list.elems) : NULL;
    case EXPR_ARRAY_TYPE: return expr->as.array_type.elem;
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: return expr->as.elem_type.elem;
    case EXPR_STRUCT_TYPE: return last_field(&expr->as.struct_type.fields);
    case EXPR_INTERFACE_TYPE: return last_field(&expr->as.interface_type.elems);
    case EXPR_FUNC_TYPE:
        return expr->as.func_type.results.len > 0 ? last_field(&expr->as.func_type.results)
                                                  : last_field(&expr->as.func_type.params);
    case EXPR_MAP_TYPE: return expr->as.map_type.value;
    case EXPR_CHAN_TYPE: return expr->as.chan_type.elem;
    default: return NULL;
    }
}

Pos expr_end(const Expr *expr) {
    for (;;) {
        switch (expr->kind) {
        case EXPR_NAME: return behind(expr->pos, expr->as.name.name->len);
        case EXPR_LITERAL: return behind(expr->pos, expr->as.literal.length);
        case EXPR_COMPOSITE: return expr->as.composite.rbrace;
        case EXPR_FUNC: return expr->as.func.body->rbrace;
        default: break;
        }
        const Expr *next = last_part(expr);
        if (next == NULL) {
            return expr->pos;
        }
        expr = next;
    }
}

static Pos decl_end(const Decl *decl) {
    switch (decl->kind) {
    case DECL_CONST:
    case DECL_VAR: {
        const Expr *last = decl->as.value.values != NULL ? decl->as.value.values : decl->as.value.type;
        return last != NULL ? expr_end(last) : expr_end(VEC_LAST(&decl->as.value.names));
    }
    case DECL_TYPE: return expr_end(decl->as.type.type);
    case DECL_IMPORT: return decl->as.import.path != NULL ? expr_end(decl->as.import.path) : decl->pos;
    case DECL_FUNC: return decl->as.func.body != NULL ? decl->as.func.body->rbrace : expr_end(decl->as.func.type);
    default: return decl->pos;
    }
}

Pos stmt_end(const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_LABELED: return stmt_end(stmt->as.labeled.stmt);
    case STMT_BLOCK: return stmt->as.block->rbrace;
    case STMT_EXPR: return expr_end(stmt->as.expr);
    case STMT_SEND: return expr_end(stmt->as.send.value);
    case STMT_DECL: return stmt->as.decls.len > 0 ? decl_end(VEC_LAST(&stmt->as.decls)) : stmt->pos;
    case STMT_ASSIGN:
        return stmt->as.assign.rhs != NULL ? expr_end(stmt->as.assign.rhs) : behind(expr_end(stmt->as.assign.lhs), 2);
    case STMT_BRANCH: return stmt->as.branch.label != NULL ? expr_end(stmt->as.branch.label) : stmt->pos;
    case STMT_CALL: return expr_end(stmt->as.call.call);
    case STMT_RETURN: return stmt->as.return_.results != NULL ? expr_end(stmt->as.return_.results) : stmt->pos;
    case STMT_IF: return stmt->as.if_.else_ != NULL ? stmt_end(stmt->as.if_.else_) : stmt->as.if_.then->rbrace;
    case STMT_FOR: return stmt->as.for_.body->rbrace;
    case STMT_SWITCH: return stmt->as.switch_.rbrace;
    case STMT_SELECT: return stmt->as.select_.rbrace;
    default: return stmt->pos;
    }
}

Expr *expr_unparen(Expr *expr) {
    while (expr != NULL && expr->kind == EXPR_PAREN) {
        expr = expr->as.paren.x;
    }
    return expr;
}

int expr_count(const Expr *expr) {
    if (expr == NULL) {
        return 0;
    }
    return expr->kind == EXPR_LIST ? expr->as.list.elems.len : 1;
}

Expr *expr_at(Expr *expr, int i) { return expr->kind == EXPR_LIST ? expr->as.list.elems.at[i] : expr; }
