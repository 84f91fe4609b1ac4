/*
 * The tree as indented text: one node a line with its kind, position and own contents; a word in front
 * tells a node's role where the kind of its parent does not. For goldens and for learning.
 * The recursion is as deep as the tree, which the parser bounds.
 */
#include "core/syntax/format.h"

typedef struct Dumper {
    StrBuf *out;
    const SourceSet *sources;
    int depth;
} Dumper;

static void dump_expr(Dumper *d, const char *role, const Expr *x);
static void dump_stmt(Dumper *d, const char *role, const Stmt *stmt);
static void dump_decl(Dumper *d, const Decl *decl);

static void place(Dumper *d, Pos pos) {
    if (d->sources == NULL) {
        return;
    }
    if (!pos_known(pos)) {
        strbuf_add(d->out, " -");
        return;
    }
    const Place at = sources_place(d->sources, pos);
    strbuf_printf(d->out, " %d:%d", at.line, at.column);
}

/* Begins the line of a node, whose children follow until `up`. */
static void node(Dumper *d, const char *role, const char *kind, Pos pos) {
    for (int i = 0; i < d->depth; i++) {
        strbuf_add(d->out, "  ");
    }
    strbuf_add(d->out, role);
    strbuf_add(d->out, role[0] != '\0' ? ": " : "");
    strbuf_add(d->out, kind);
    place(d, pos);
    d->depth++;
}

static void word(Dumper *d, const char *text) {
    strbuf_byte(d->out, ' ');
    strbuf_add(d->out, text);
}

static void end_line(Dumper *d) { strbuf_byte(d->out, '\n'); }

static void up(Dumper *d) { d->depth--; }

/* ---- Expressions ---- */

static const char *expr_kind_name(ExprKind kind) {
    switch (kind) {
    case EXPR_BAD: return "Bad";
    case EXPR_NAME: return "Name";
    case EXPR_LITERAL: return "Literal";
    case EXPR_COMPOSITE: return "Composite";
    case EXPR_KEY_VALUE: return "KeyValue";
    case EXPR_FUNC: return "Func";
    case EXPR_PAREN: return "Paren";
    case EXPR_SELECTOR: return "Selector";
    case EXPR_INDEX: return "Index";
    case EXPR_SLICE: return "Slice";
    case EXPR_ASSERT: return "Assert";
    case EXPR_TYPE_SWITCH: return "TypeSwitch";
    case EXPR_OPERATION: return "Operation";
    case EXPR_CALL: return "Call";
    case EXPR_LIST: return "List";
    case EXPR_ARRAY_TYPE: return "ArrayType";
    case EXPR_SLICE_TYPE: return "SliceType";
    case EXPR_DOTS_TYPE: return "DotsType";
    case EXPR_STRUCT_TYPE: return "StructType";
    case EXPR_INTERFACE_TYPE: return "InterfaceType";
    case EXPR_FUNC_TYPE: return "FuncType";
    case EXPR_MAP_TYPE: return "MapType";
    case EXPR_CHAN_TYPE: return "ChanType";
    }
    return "?";
}

static void dump_exprs(Dumper *d, const ExprVec *list) {
    for (int i = 0; i < list->len; i++) {
        dump_expr(d, "", list->at[i]);
    }
}

static void dump_field(Dumper *d, const char *role, const Field *field) {
    node(d, role, "Field", field->pos);
    if (field->embedded) {
        word(d, "embedded");
    }
    end_line(d);
    dump_expr(d, "name", field->name);
    dump_expr(d, "type", field->type);
    dump_expr(d, "tag", field->tag);
    up(d);
}

static void dump_fields(Dumper *d, const char *role, const FieldVec *fields) {
    for (int i = 0; i < fields->len; i++) {
        dump_field(d, role, fields->at[i]);
    }
}

static void dump_block(Dumper *d, const char *role, const Block *block) {
    if (block == NULL) {
        return;
    }
    node(d, role, "Block", block->pos);
    strbuf_add(d->out, " to");
    place(d, block->rbrace);
    end_line(d);
    for (int i = 0; i < block->stmts.len; i++) {
        dump_stmt(d, "", block->stmts.at[i]);
    }
    up(d);
}

static const char *literal_kind_name(LitKind kind) {
    switch (kind) {
    case LIT_INT: return "int";
    case LIT_FLOAT: return "float";
    case LIT_IMAG: return "imaginary";
    case LIT_RUNE: return "rune";
    case LIT_STRING: return "string";
    }
    return "?";
}

/* Source text on one line. */
static void dump_text(Dumper *d, const char *text, size_t length) {
    strbuf_byte(d->out, ' ');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            strbuf_add(d->out, "\\n");
        } else {
            strbuf_byte(d->out, text[i]);
        }
    }
}

/* What stands on the node's own line behind its position. */
static void expr_contents(Dumper *d, const Expr *x) {
    static const char *const directions[] = {"both", "send", "receive"};
    if (x->kind == EXPR_NAME) {
        word(d, x->as.name.name->text);
    } else if (x->kind == EXPR_LITERAL) {
        word(d, literal_kind_name(x->as.literal.kind));
        dump_text(d, x->as.literal.text, x->as.literal.length);
        strbuf_add(d->out, x->as.literal.bad ? " bad" : "");
    } else if (x->kind == EXPR_OPERATION) {
        word(d, x->as.operation.y == NULL ? "unary" : "binary");
        word(d, operator_text(x->as.operation.op));
    } else if (x->kind == EXPR_CALL && x->as.call.has_dots) {
        word(d, "...");
    } else if (x->kind == EXPR_SLICE && x->as.slice.full) {
        word(d, "full");
    } else if (x->kind == EXPR_CHAN_TYPE) {
        word(d, directions[x->as.chan_type.dir]);
    }
}

static void dump_slice_parts(Dumper *d, const Expr *x) {
    static const char *const roles[] = {"low", "high", "max"};
    dump_expr(d, "", x->as.slice.x);
    for (int i = 0; i < 3; i++) {
        dump_expr(d, roles[i], x->as.slice.index[i]);
    }
}

/* Two parts, either of which may be missing. */
static void dump_pair(Dumper *d, const char *role1, const Expr *first, const char *role2, const Expr *second) {
    dump_expr(d, role1, first);
    dump_expr(d, role2, second);
}

static void expr_parts(Dumper *d, const Expr *x) {
    switch (x->kind) {
    case EXPR_BAD:
    case EXPR_NAME:
    case EXPR_LITERAL: break;
    case EXPR_COMPOSITE:
        dump_expr(d, "type", x->as.composite.type);
        dump_exprs(d, &x->as.composite.elems);
        break;
    case EXPR_KEY_VALUE: dump_pair(d, "key", x->as.key_value.key, "value", x->as.key_value.value); break;
    case EXPR_FUNC:
        dump_expr(d, "type", x->as.func.type);
        dump_block(d, "body", x->as.func.body);
        break;
    case EXPR_PAREN: dump_expr(d, "", x->as.paren.x); break;
    case EXPR_SELECTOR: dump_pair(d, "", x->as.selector.x, "sel", x->as.selector.sel); break;
    case EXPR_INDEX: dump_pair(d, "", x->as.index.x, "index", x->as.index.index); break;
    case EXPR_SLICE: dump_slice_parts(d, x); break;
    case EXPR_ASSERT: dump_pair(d, "", x->as.assert_.x, "type", x->as.assert_.type); break;
    case EXPR_TYPE_SWITCH: dump_pair(d, "lhs", x->as.type_switch.lhs, "", x->as.type_switch.x); break;
    case EXPR_OPERATION: dump_pair(d, "", x->as.operation.x, "", x->as.operation.y); break;
    case EXPR_CALL:
        dump_expr(d, "fun", x->as.call.fun);
        dump_exprs(d, &x->as.call.args);
        break;
    case EXPR_LIST: dump_exprs(d, &x->as.list.elems); break;
    case EXPR_ARRAY_TYPE: dump_pair(d, "len", x->as.array_type.len, "elem", x->as.array_type.elem); break;
    case EXPR_SLICE_TYPE:
    case EXPR_DOTS_TYPE: dump_expr(d, "elem", x->as.elem_type.elem); break;
    case EXPR_STRUCT_TYPE: dump_fields(d, "", &x->as.struct_type.fields); break;
    case EXPR_INTERFACE_TYPE: dump_fields(d, "", &x->as.interface_type.elems); break;
    case EXPR_FUNC_TYPE:
        dump_fields(d, "param", &x->as.func_type.params);
        dump_fields(d, "result", &x->as.func_type.results);
        break;
    case EXPR_MAP_TYPE: dump_pair(d, "key", x->as.map_type.key, "value", x->as.map_type.value); break;
    case EXPR_CHAN_TYPE: dump_expr(d, "elem", x->as.chan_type.elem); break;
    }
}

static void dump_expr(Dumper *d, const char *role, const Expr *x) {
    if (x == NULL) {
        return;
    }
    node(d, role, expr_kind_name(x->kind), x->pos);
    expr_contents(d, x);
    end_line(d);
    expr_parts(d, x);
    up(d);
}

/* ---- Statements ---- */

static const char *stmt_kind_name(StmtKind kind) {
    switch (kind) {
    case STMT_BAD: return "BadStmt";
    case STMT_EMPTY: return "EmptyStmt";
    case STMT_LABELED: return "LabeledStmt";
    case STMT_BLOCK: return "BlockStmt";
    case STMT_EXPR: return "ExprStmt";
    case STMT_SEND: return "SendStmt";
    case STMT_DECL: return "DeclStmt";
    case STMT_ASSIGN: return "AssignStmt";
    case STMT_BRANCH: return "BranchStmt";
    case STMT_CALL: return "CallStmt";
    case STMT_RETURN: return "ReturnStmt";
    case STMT_IF: return "IfStmt";
    case STMT_FOR: return "ForStmt";
    case STMT_SWITCH: return "SwitchStmt";
    case STMT_SELECT: return "SelectStmt";
    }
    return "?";
}

static void assign_contents(Dumper *d, const Stmt *stmt) {
    const Operator op = stmt->as.assign.op;
    strbuf_byte(d->out, ' ');
    if (stmt->as.assign.rhs == NULL) {
        strbuf_add(d->out, op == OP_ADD ? "++" : "--");
    } else {
        strbuf_add(d->out, op == OP_NONE ? "" : op == OP_DEF ? ":" : operator_text(op));
        strbuf_byte(d->out, '=');
    }
}

static void stmt_contents(Dumper *d, const Stmt *stmt) {
    if (stmt->kind == STMT_ASSIGN) {
        assign_contents(d, stmt);
    } else if (stmt->kind == STMT_CALL) {
        word(d, token_text(stmt->as.call.token));
    } else if (stmt->kind == STMT_BRANCH) {
        word(d, token_text(stmt->as.branch.token));
        if (stmt->as.branch.target != NULL) {
            strbuf_add(d->out, " target");
            place(d, stmt->as.branch.target->pos);
        }
    }
}

static void dump_for(Dumper *d, const Stmt *stmt) {
    const RangeClause *range = stmt->as.for_.range;
    if (range != NULL) {
        node(d, "", "Range", range->pos);
        word(d, range->define ? ":=" : "=");
        end_line(d);
        dump_pair(d, "lhs", range->lhs, "", range->x);
        up(d);
    }
    dump_stmt(d, "init", stmt->as.for_.init);
    dump_expr(d, "cond", stmt->as.for_.cond);
    dump_stmt(d, "post", stmt->as.for_.post);
    dump_block(d, "body", stmt->as.for_.body);
}

static void dump_clause(Dumper *d, bool is_default, Pos pos, const Expr *cases, const Stmt *comm, const StmtVec *body) {
    node(d, "", is_default ? "Default" : "Case", pos);
    end_line(d);
    dump_expr(d, "case", cases);
    dump_stmt(d, "comm", comm);
    for (int i = 0; i < body->len; i++) {
        dump_stmt(d, "", body->at[i]);
    }
    up(d);
}

static void dump_switch(Dumper *d, const Stmt *stmt) {
    dump_stmt(d, "init", stmt->as.switch_.init);
    dump_expr(d, "tag", stmt->as.switch_.tag);
    for (int i = 0; i < stmt->as.switch_.body.len; i++) {
        const CaseClause *clause = stmt->as.switch_.body.at[i];
        dump_clause(d, clause->cases == NULL, clause->pos, clause->cases, NULL, &clause->body);
    }
}

static void dump_select(Dumper *d, const Stmt *stmt) {
    for (int i = 0; i < stmt->as.select_.body.len; i++) {
        const CommClause *clause = stmt->as.select_.body.at[i];
        dump_clause(d, clause->comm == NULL, clause->pos, NULL, clause->comm, &clause->body);
    }
}

static void stmt_parts(Dumper *d, const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_BAD:
    case STMT_EMPTY: break;
    case STMT_LABELED:
        dump_expr(d, "label", stmt->as.labeled.label);
        dump_stmt(d, "", stmt->as.labeled.stmt);
        break;
    case STMT_BLOCK: dump_block(d, "", stmt->as.block); break;
    case STMT_EXPR: dump_expr(d, "", stmt->as.expr); break;
    case STMT_SEND: dump_pair(d, "chan", stmt->as.send.chan, "value", stmt->as.send.value); break;
    case STMT_DECL:
        for (int i = 0; i < stmt->as.decls.len; i++) {
            dump_decl(d, stmt->as.decls.at[i]);
        }
        break;
    case STMT_ASSIGN: dump_pair(d, "lhs", stmt->as.assign.lhs, "rhs", stmt->as.assign.rhs); break;
    case STMT_BRANCH: dump_expr(d, "label", stmt->as.branch.label); break;
    case STMT_CALL: dump_expr(d, "", stmt->as.call.call); break;
    case STMT_RETURN: dump_expr(d, "", stmt->as.return_.results); break;
    case STMT_IF:
        dump_stmt(d, "init", stmt->as.if_.init);
        dump_expr(d, "cond", stmt->as.if_.cond);
        dump_block(d, "then", stmt->as.if_.then);
        dump_stmt(d, "else", stmt->as.if_.else_);
        break;
    case STMT_FOR: dump_for(d, stmt); break;
    case STMT_SWITCH: dump_switch(d, stmt); break;
    case STMT_SELECT: dump_select(d, stmt); break;
    }
}

static void dump_stmt(Dumper *d, const char *role, const Stmt *stmt) {
    if (stmt == NULL) {
        return;
    }
    node(d, role, stmt_kind_name(stmt->kind), stmt->pos);
    stmt_contents(d, stmt);
    end_line(d);
    stmt_parts(d, stmt);
    up(d);
}

/* ---- Declarations ---- */

static const char *decl_kind_name(DeclKind kind) {
    switch (kind) {
    case DECL_BAD: return "BadDecl";
    case DECL_IMPORT: return "ImportDecl";
    case DECL_CONST: return "ConstDecl";
    case DECL_TYPE: return "TypeDecl";
    case DECL_VAR: return "VarDecl";
    case DECL_FUNC: return "FuncDecl";
    }
    return "?";
}

static void decl_parts(Dumper *d, const Decl *decl) {
    switch (decl->kind) {
    case DECL_BAD: break;
    case DECL_IMPORT: dump_pair(d, "local", decl->as.import.local, "path", decl->as.import.path); break;
    case DECL_CONST:
    case DECL_VAR:
        dump_exprs(d, &decl->as.value.names);
        dump_pair(d, "type", decl->as.value.type, "values", decl->as.value.values);
        break;
    case DECL_TYPE:
        dump_expr(d, "name", decl->as.type.name);
        dump_fields(d, "tparam", &decl->as.type.tparams);
        dump_expr(d, "type", decl->as.type.type);
        break;
    case DECL_FUNC:
        if (decl->as.func.recv != NULL) {
            dump_field(d, "recv", decl->as.func.recv);
        }
        dump_expr(d, "name", decl->as.func.name);
        dump_fields(d, "tparam", &decl->as.func.tparams);
        dump_expr(d, "type", decl->as.func.type);
        dump_block(d, "body", decl->as.func.body);
        break;
    }
}

static void dump_decl(Dumper *d, const Decl *decl) {
    node(d, "", decl_kind_name(decl->kind), decl->pos);
    if (decl->group > 0) {
        strbuf_printf(d->out, " group=%d", decl->group);
    }
    if (decl->kind == DECL_CONST) {
        strbuf_printf(d->out, " iota=%d", decl->as.value.iota_);
    }
    if (decl->kind == DECL_TYPE && decl->as.type.alias) {
        word(d, "alias");
    }
    if (decl->pragma != 0) {
        strbuf_printf(d->out, " pragma=%#x", decl->pragma);
    }
    end_line(d);
    decl_parts(d, decl);
    up(d);
}

void dump_file(StrBuf *out, const File *file, const SourceSet *sources) {
    Dumper d = {.out = out, .sources = sources};
    node(&d, "", "File", file->pos);
    if (file->go_version != NULL) {
        word(&d, file->go_version);
    }
    end_line(&d);
    dump_expr(&d, "package", file->package);
    for (int i = 0; i < file->decls.len; i++) {
        dump_decl(&d, file->decls.at[i]);
    }
    for (int i = 0; i < file->linknames.len; i++) {
        const Linkname *linkname = &file->linknames.at[i];
        node(&d, "", "Linkname", linkname->pos);
        word(&d, linkname->local);
        word(&d, linkname->remote != NULL ? linkname->remote : "");
        end_line(&d);
        up(&d);
    }
}
