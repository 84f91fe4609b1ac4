/*
 * Tree to Go text in two forms. The short form is what messages show: one line, the bodies of
 * functions and composite literals left out. The whole form is a file that parses to the same tree: it
 * also writes the blanks and parentheses that the tree itself has lost. The recursion is as deep as
 * the tree, which the parser bounds.
 * gc: syntax/printer.go.
 */
#include "core/syntax/format.h"

#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

typedef struct Printer {
    StrBuf *out;
    bool whole;   /* false: short form */
    bool control; /* in the clause of if, for or switch, where T{ would begin the block */
    int indent;
} Printer;

static void print_expr(Printer *p, const Expr *x);
static void print_stmt(Printer *p, const Stmt *stmt);
static void print_decls(Printer *p, const DeclVec *decls, const char *between);

static void text(Printer *p, const char *s) { strbuf_add(p->out, s); }

/* A line break, in the short form a blank. */
static void line(Printer *p) {
    if (!p->whole) {
        const StrBuf *out = p->out;
        text(p, out->len > 0 && out->text[out->len - 1] == ' ' ? "" : " ");
        return;
    }
    text(p, "\n");
    for (int i = 0; i < p->indent; i++) {
        text(p, "\t");
    }
}

/* Behind an element of a list that is not the last. */
static void separate(Printer *p) {
    text(p, p->whole ? "" : ";");
    line(p);
}

/* ---- Types ---- */

static void print_list(Printer *p, const ExprVec *list) {
    for (int i = 0; i < list->len; i++) {
        text(p, i > 0 ? ", " : "");
        print_expr(p, list->at[i]);
    }
}

/* What is between brackets is free from the restrictions of a control clause. */
static bool enter_brackets(Printer *p, const char *open) {
    const bool outer = p->control;
    p->control = false;
    text(p, open);
    return outer;
}

static void leave_brackets(Printer *p, const char *close, bool outer) {
    text(p, close);
    p->control = outer;
}

static bool is_type_elem(const Expr *x) {
    switch (x->kind) {
    case EXPR_ARRAY_TYPE:
    case EXPR_SLICE_TYPE:
    case EXPR_STRUCT_TYPE:
    case EXPR_INTERFACE_TYPE:
    case EXPR_FUNC_TYPE:
    case EXPR_MAP_TYPE:
    case EXPR_CHAN_TYPE: return true;
    case EXPR_PAREN: return is_type_elem(x->as.paren.x);
    case EXPR_OPERATION:
        return x->as.operation.op == OP_TILDE || is_type_elem(x->as.operation.x) ||
               (x->as.operation.y != NULL && is_type_elem(x->as.operation.y));
    default: return false;
    }
}

/* Whether a name and this constraint together would read as a value, as in [P *C]. */
static bool combines_with_name(const Expr *x) {
    while (x->kind == EXPR_OPERATION && x->as.operation.y != NULL) {
        if (is_type_elem(x->as.operation.y)) {
            return false;
        }
        x = x->as.operation.x;
    }
    if (x->kind == EXPR_OPERATION) {
        return x->as.operation.op == OP_MUL && !is_type_elem(x->as.operation.x);
    }
    return x->kind == EXPR_PAREN && !is_type_elem(x->as.paren.x);
}

static void print_params(Printer *p, const FieldVec *fields, const char *open, const char *close) {
    const bool outer = enter_brackets(p, open);
    for (int i = 0; i < fields->len; i++) {
        const Field *field = fields->at[i];
        text(p, i > 0 ? ", " : "");
        if (field->name != NULL) {
            print_expr(p, field->name);
            const Field *after = i + 1 < fields->len ? fields->at[i + 1] : NULL;
            if (after != NULL && after->name != NULL && after->type == field->type) {
                continue;
            }
            text(p, " ");
        }
        print_expr(p, field->type);
    }
    leave_brackets(p, close, outer);
}

static void print_type_params(Printer *p, const FieldVec *fields, bool of_type) {
    if (fields->len == 0) {
        return;
    }
    const bool comma = of_type && fields->len == 1 && combines_with_name(fields->at[0]->type);
    print_params(p, fields, "[", comma ? ",]" : "]");
}

static void print_signature(Printer *p, const FuncTypeExpr *type) {
    print_params(p, &type->params, "(", ")");
    if (type->results.len == 0) {
        return;
    }
    text(p, " ");
    if (type->results.len == 1 && type->results.at[0]->name == NULL) {
        print_expr(p, type->results.at[0]->type);
    } else {
        print_params(p, &type->results, "(", ")");
    }
}

static void open_braces(Printer *p, bool lines) {
    text(p, "{");
    if (lines && p->whole) {
        p->indent++;
        line(p);
    }
}

static void close_braces(Printer *p, bool lines) {
    if (lines && p->whole) {
        p->indent--;
        line(p);
    }
    text(p, "}");
}

static void print_fields(Printer *p, const FieldVec *fields) {
    for (int i = 0; i < fields->len; i++) {
        const Field *field = fields->at[i];
        const Field *after = i + 1 < fields->len ? fields->at[i + 1] : NULL;
        if (field->name != NULL) {
            print_expr(p, field->name);
            if (after != NULL && after->name != NULL && after->type == field->type) {
                text(p, ", ");
                continue;
            }
            text(p, " ");
        }
        print_expr(p, field->type);
        if (field->tag != NULL) {
            text(p, " ");
            print_expr(p, field->tag);
        }
        if (after != NULL) {
            separate(p);
        }
    }
}

static void print_struct(Printer *p, const FieldVec *fields) {
    const bool outer = enter_brackets(p, p->whole && fields->len > 0 ? "struct " : "struct");
    open_braces(p, fields->len > 0);
    print_fields(p, fields);
    close_braces(p, fields->len > 0);
    leave_brackets(p, "", outer);
}

static void print_interface(Printer *p, const FieldVec *elems) {
    const bool lines = elems->len > 1;
    const bool outer = enter_brackets(p, p->whole && lines ? "interface " : "interface");
    open_braces(p, lines);
    for (int i = 0; i < elems->len; i++) {
        const Field *elem = elems->at[i];
        if (i > 0) {
            separate(p);
        }
        if (elem->name != NULL && elem->type->kind == EXPR_FUNC_TYPE) {
            print_expr(p, elem->name);
            print_signature(p, &elem->type->as.func_type);
        } else {
            print_expr(p, elem->type);
        }
    }
    close_braces(p, lines);
    leave_brackets(p, "", outer);
}

static void print_chan(Printer *p, const Expr *x) {
    static const char *const words[] = {"chan ", "chan<- ", "<-chan "};
    const Expr *elem = x->as.chan_type.elem;
    /* chan (<-chan T) must not become chan<- chan T. */
    const bool parens =
        x->as.chan_type.dir == CHAN_BOTH && elem->kind == EXPR_CHAN_TYPE && elem->as.chan_type.dir == CHAN_RECV_ONLY;
    text(p, words[x->as.chan_type.dir]);
    text(p, parens ? "(" : "");
    print_expr(p, elem);
    text(p, parens ? ")" : "");
}

/* ---- Expressions ---- */

static void print_block(Printer *p, const Block *block) {
    const bool outer = p->control;
    p->control = false;
    if (block->stmts.len == 0) {
        text(p, "{}");
    } else {
        text(p, "{");
        p->indent++;
        for (int i = 0; i < block->stmts.len; i++) {
            line(p);
            print_stmt(p, block->stmts.at[i]);
            text(p, !p->whole && i + 1 < block->stmts.len ? ";" : "");
        }
        p->indent--;
        line(p);
        text(p, "}");
    }
    p->control = outer;
}

static void print_func(Printer *p, const Expr *x) {
    print_expr(p, x->as.func.type);
    text(p, " ");
    if (p->whole) {
        print_block(p, x->as.func.body);
    } else {
        text(p, x->as.func.body->stmts.len > 0 ? "{" ELLIPSIS "}" : "{}");
    }
}

static void print_composite(Printer *p, const Expr *x) {
    const Expr *type = x->as.composite.type;
    if (type != NULL) {
        print_expr(p, type);
    }
    const bool outer = enter_brackets(p, "{");
    if (p->whole) {
        print_list(p, &x->as.composite.elems);
    } else {
        text(p, x->as.composite.elems.len > 0 ? ELLIPSIS : "");
    }
    leave_brackets(p, "}", outer);
}

/* `open`, a part, `close`, and a second part if there is one. */
static void print_around(Printer *p, const char *open, const Expr *inside, const char *close, const Expr *behind) {
    const bool outer = enter_brackets(p, open);
    if (inside != NULL) {
        print_expr(p, inside);
    }
    leave_brackets(p, close, outer);
    if (behind != NULL) {
        print_expr(p, behind);
    }
}

/* Whether two unary operators side by side would be read as another one: - -x, & &x, & ^x. */
static bool operators_merge(Operator outer, const Expr *x) {
    if (x->kind != EXPR_OPERATION || x->as.operation.y != NULL) {
        return false;
    }
    const Operator inner = x->as.operation.op;
    return (outer == inner && (outer == OP_ADD || outer == OP_SUB || outer == OP_AND)) ||
           (outer == OP_AND && inner == OP_XOR);
}

static void print_operation(Printer *p, const Expr *x) {
    const Expr *left = x->as.operation.x, *right = x->as.operation.y;
    const Operator op = x->as.operation.op;
    if (right != NULL) {
        print_expr(p, left);
        text(p, " ");
        text(p, operator_text(op));
        text(p, " ");
        print_expr(p, right);
        return;
    }
    text(p, operator_text(op));
    /* The parser takes parentheses off the operand of &, and T{ in a control clause needs them. */
    if (p->whole && op == OP_AND && (p->control || (left->kind == EXPR_OPERATION && left->as.operation.y != NULL))) {
        print_around(p, "(", left, ")", NULL);
        return;
    }
    text(p, p->whole && operators_merge(op, left) ? " " : "");
    print_expr(p, left);
}

static void print_index(Printer *p, const Expr *x) {
    print_expr(p, x->as.index.x);
    const bool outer = enter_brackets(p, "[");
    print_expr(p, x->as.index.index);
    leave_brackets(p, "]", outer);
}

static void print_slice(Printer *p, const Expr *x) {
    print_expr(p, x->as.slice.x);
    const bool outer = enter_brackets(p, "[");
    for (int i = 0; i < 3; i++) {
        const Expr *index = x->as.slice.index[i];
        text(p, i == 1 || (i == 2 && index != NULL) ? ":" : "");
        if (index != NULL) {
            print_expr(p, index);
        }
    }
    leave_brackets(p, "]", outer);
}

/* Whether the text ends with a number, which would swallow a point behind it. */
static bool ends_with_number(const Expr *x) {
    while (x->kind == EXPR_OPERATION) {
        x = x->as.operation.y != NULL ? x->as.operation.y : x->as.operation.x;
    }
    return x->kind == EXPR_LITERAL && x->as.literal.kind != LIT_STRING && x->as.literal.kind != LIT_RUNE;
}

static void print_call(Printer *p, const Expr *x) {
    const ExprVec *args = &x->as.call.args;
    print_expr(p, x->as.call.fun);
    const bool outer = enter_brackets(p, "(");
    print_list(p, args);
    if (x->as.call.has_dots) {
        text(p, p->whole && args->len > 0 && ends_with_number(args->at[args->len - 1]) ? " " : "");
        text(p, "...");
    }
    leave_brackets(p, ")", outer);
}

static void print_type_switch(Printer *p, const Expr *x) {
    if (x->as.type_switch.lhs != NULL) {
        print_expr(p, x->as.type_switch.lhs);
        text(p, " := ");
    }
    print_expr(p, x->as.type_switch.x);
    text(p, ".(type)");
}

static void print_expr(Printer *p, const Expr *x) {
    switch (x->kind) {
    case EXPR_BAD: text(p, "<bad expr>"); break;
    case EXPR_NAME: text(p, x->as.name.name->text); break;
    case EXPR_LITERAL: strbuf_add_n(p->out, x->as.literal.text, x->as.literal.length); break;
    case EXPR_COMPOSITE: print_composite(p, x); break;
    case EXPR_KEY_VALUE:
        print_expr(p, x->as.key_value.key);
        text(p, ": ");
        print_expr(p, x->as.key_value.value);
        break;
    case EXPR_FUNC: print_func(p, x); break;
    case EXPR_PAREN: print_around(p, "(", x->as.paren.x, ")", NULL); break;
    case EXPR_SELECTOR:
        print_expr(p, x->as.selector.x);
        text(p, ".");
        print_expr(p, x->as.selector.sel);
        break;
    case EXPR_INDEX: print_index(p, x); break;
    case EXPR_SLICE: print_slice(p, x); break;
    case EXPR_ASSERT:
        print_expr(p, x->as.assert_.x);
        print_around(p, ".(", x->as.assert_.type, ")", NULL);
        break;
    case EXPR_TYPE_SWITCH: print_type_switch(p, x); break;
    case EXPR_OPERATION: print_operation(p, x); break;
    case EXPR_CALL: print_call(p, x); break;
    case EXPR_LIST: print_list(p, &x->as.list.elems); break;
    case EXPR_ARRAY_TYPE:
        print_around(p, x->as.array_type.len == NULL ? "[..." : "[", x->as.array_type.len, "]", x->as.array_type.elem);
        break;
    case EXPR_SLICE_TYPE: print_around(p, "[", NULL, "]", x->as.elem_type.elem); break;
    case EXPR_DOTS_TYPE: print_around(p, "...", NULL, "", x->as.elem_type.elem); break;
    case EXPR_STRUCT_TYPE: print_struct(p, &x->as.struct_type.fields); break;
    case EXPR_INTERFACE_TYPE: print_interface(p, &x->as.interface_type.elems); break;
    case EXPR_FUNC_TYPE:
        text(p, "func");
        print_signature(p, &x->as.func_type);
        break;
    case EXPR_MAP_TYPE: print_around(p, "map[", x->as.map_type.key, "]", x->as.map_type.value); break;
    case EXPR_CHAN_TYPE: print_chan(p, x); break;
    }
}

/* ---- Statements ---- */

static void print_assign(Printer *p, const Stmt *stmt) {
    const Operator op = stmt->as.assign.op;
    print_expr(p, stmt->as.assign.lhs);
    if (stmt->as.assign.rhs == NULL) {
        text(p, op == OP_ADD ? "++" : "--");
        return;
    }
    text(p, " ");
    text(p, op == OP_NONE ? "" : op == OP_DEF ? ":" : operator_text(op));
    text(p, "= ");
    print_expr(p, stmt->as.assign.rhs);
}

/* A keyword and an operand that may be missing. */
static void print_keyword(Printer *p, Token token, const Expr *x) {
    text(p, token_text(token));
    if (x != NULL) {
        text(p, " ");
        print_expr(p, x);
    }
}

/* The statement before the first semicolon of a control clause. */
static void print_init(Printer *p, const Stmt *init) {
    if (init != NULL) {
        print_stmt(p, init);
        text(p, "; ");
    }
}

static void print_if(Printer *p, const Stmt *stmt) {
    for (;;) {
        text(p, "if ");
        p->control = true;
        print_init(p, stmt->as.if_.init);
        print_expr(p, stmt->as.if_.cond);
        p->control = false;
        text(p, " ");
        print_block(p, stmt->as.if_.then);
        stmt = stmt->as.if_.else_;
        if (stmt == NULL) {
            return;
        }
        text(p, " else ");
        if (stmt->kind != STMT_IF) {
            print_stmt(p, stmt);
            return;
        }
    }
}

static void print_range(Printer *p, const RangeClause *range) {
    if (range->lhs != NULL) {
        print_expr(p, range->lhs);
        text(p, range->define ? " := " : " = ");
    }
    text(p, "range ");
    print_expr(p, range->x);
    text(p, " ");
}

static void print_for(Printer *p, const Stmt *stmt) {
    const Stmt *init = stmt->as.for_.init, *post = stmt->as.for_.post;
    text(p, "for ");
    p->control = true;
    if (stmt->as.for_.range != NULL) {
        print_range(p, stmt->as.for_.range);
    } else {
        const bool clauses = init != NULL || post != NULL;
        if (init != NULL) {
            print_stmt(p, init);
        }
        text(p, clauses ? "; " : "");
        if (stmt->as.for_.cond != NULL) {
            print_expr(p, stmt->as.for_.cond);
            text(p, clauses ? "" : " ");
        }
        text(p, clauses ? "; " : "");
        if (post != NULL) {
            print_stmt(p, post);
            text(p, " ");
        }
    }
    p->control = false;
    print_block(p, stmt->as.for_.body);
}

static void print_body(Printer *p, const StmtVec *body, bool last) {
    p->indent++;
    for (int i = 0; i < body->len; i++) {
        line(p);
        print_stmt(p, body->at[i]);
        text(p, !p->whole && !(last && i + 1 == body->len) ? ";" : "");
    }
    p->indent--;
    line(p);
}

static void print_switch(Printer *p, const Stmt *stmt) {
    text(p, "switch ");
    p->control = true;
    print_init(p, stmt->as.switch_.init);
    if (stmt->as.switch_.tag != NULL) {
        print_expr(p, stmt->as.switch_.tag);
        text(p, " ");
    }
    p->control = false;
    text(p, "{");
    if (stmt->as.switch_.body.len > 0) {
        line(p);
    }
    for (int i = 0; i < stmt->as.switch_.body.len; i++) {
        const CaseClause *clause = stmt->as.switch_.body.at[i];
        print_keyword(p, clause->cases != NULL ? TOK_CASE : TOK_DEFAULT, clause->cases);
        text(p, ":");
        print_body(p, &clause->body, i + 1 == stmt->as.switch_.body.len);
    }
    text(p, "}");
}

static void print_select(Printer *p, const Stmt *stmt) {
    text(p, "select {");
    if (stmt->as.select_.body.len > 0) {
        line(p);
    }
    for (int i = 0; i < stmt->as.select_.body.len; i++) {
        const CommClause *clause = stmt->as.select_.body.at[i];
        text(p, clause->comm != NULL ? "case " : "default");
        if (clause->comm != NULL) {
            print_stmt(p, clause->comm);
        }
        text(p, ":");
        print_body(p, &clause->body, i + 1 == stmt->as.select_.body.len);
    }
    text(p, "}");
}

static void print_labeled(Printer *p, const Stmt *stmt) {
    print_expr(p, stmt->as.labeled.label);
    text(p, ":");
    if (stmt->as.labeled.stmt->kind == STMT_EMPTY) {
        text(p, " ");
    } else {
        line(p);
    }
    print_stmt(p, stmt->as.labeled.stmt);
}

static void print_stmt(Printer *p, const Stmt *stmt) {
    switch (stmt->kind) {
    case STMT_BAD: break;
    case STMT_EMPTY: text(p, p->whole ? ";" : ""); break;
    case STMT_LABELED: print_labeled(p, stmt); break;
    case STMT_BLOCK: print_block(p, stmt->as.block); break;
    case STMT_EXPR: print_expr(p, stmt->as.expr); break;
    case STMT_SEND:
        print_expr(p, stmt->as.send.chan);
        text(p, " <- ");
        print_expr(p, stmt->as.send.value);
        break;
    case STMT_DECL: print_decls(p, &stmt->as.decls, ""); break;
    case STMT_ASSIGN: print_assign(p, stmt); break;
    case STMT_BRANCH: print_keyword(p, stmt->as.branch.token, stmt->as.branch.label); break;
    case STMT_CALL: print_keyword(p, stmt->as.call.token, stmt->as.call.call); break;
    case STMT_RETURN: print_keyword(p, TOK_RETURN, stmt->as.return_.results); break;
    case STMT_IF: print_if(p, stmt); break;
    case STMT_FOR: print_for(p, stmt); break;
    case STMT_SWITCH: print_switch(p, stmt); break;
    case STMT_SELECT: print_select(p, stmt); break;
    }
}

/* ---- Declarations ---- */

/* The directives that give back a declaration's pragma bits, the wider ones first. */
static const struct {
    const char *verb;
    unsigned bits;
} DIRECTIVES[] = {
    {"nowritebarrierrec", PRAGMA_NOWRITEBARRIERREC | PRAGMA_NOWRITEBARRIER},
    {"cgo_unsafe_args", PRAGMA_CGO_UNSAFE_ARGS | PRAGMA_NOCHECKPTR},
    {"uintptrescapes", PRAGMA_UINTPTR_ESCAPES | PRAGMA_UINTPTR_KEEPALIVE},
    {"noescape", PRAGMA_NOESCAPE},
    {"noinline", PRAGMA_NOINLINE},
    {"nosplit", PRAGMA_NOSPLIT},
    {"norace", PRAGMA_NORACE},
    {"nocheckptr", PRAGMA_NOCHECKPTR},
    {"systemstack", PRAGMA_SYSTEMSTACK},
    {"nowritebarrier", PRAGMA_NOWRITEBARRIER},
    {"yeswritebarrierrec", PRAGMA_YESWRITEBARRIERREC},
    {"uintptrkeepalive", PRAGMA_UINTPTR_KEEPALIVE},
    {"registerparams", PRAGMA_REGISTER_PARAMS},
    {"notinheap", PRAGMA_NOTINHEAP},
};

static void print_directives(Printer *p, unsigned pragma) {
    if (!p->whole) {
        return;
    }
    for (size_t i = 0; i < sizeof DIRECTIVES / sizeof *DIRECTIVES; i++) {
        if ((pragma & DIRECTIVES[i].bits) == DIRECTIVES[i].bits) {
            pragma &= ~DIRECTIVES[i].bits;
            text(p, "//go:");
            text(p, DIRECTIVES[i].verb);
            line(p);
        }
    }
}

static void print_func_decl(Printer *p, const Decl *decl) {
    text(p, "func ");
    const Field *recv = decl->as.func.recv;
    if (recv != NULL) {
        text(p, "(");
        if (recv->name != NULL) {
            print_expr(p, recv->name);
            text(p, " ");
        }
        print_expr(p, recv->type);
        text(p, ") ");
    }
    print_expr(p, decl->as.func.name);
    print_type_params(p, &decl->as.func.tparams, false);
    print_signature(p, &decl->as.func.type->as.func_type);
    if (decl->as.func.body != NULL) {
        text(p, " ");
        print_block(p, decl->as.func.body);
    }
}

/* A declaration without its keyword. */
static void print_spec(Printer *p, const Decl *decl) {
    switch (decl->kind) {
    case DECL_BAD: break;
    case DECL_IMPORT:
        if (decl->as.import.local != NULL) {
            print_expr(p, decl->as.import.local);
            text(p, " ");
        }
        if (decl->as.import.path != NULL) {
            print_expr(p, decl->as.import.path);
        }
        break;
    case DECL_CONST:
    case DECL_VAR:
        print_list(p, &decl->as.value.names);
        if (decl->as.value.type != NULL) {
            text(p, " ");
            print_expr(p, decl->as.value.type);
        }
        if (decl->as.value.values != NULL) {
            text(p, " = ");
            print_expr(p, decl->as.value.values);
        }
        break;
    case DECL_TYPE:
        print_expr(p, decl->as.type.name);
        print_type_params(p, &decl->as.type.tparams, true);
        text(p, decl->as.type.alias ? " = " : " ");
        print_expr(p, decl->as.type.type);
        break;
    case DECL_FUNC: print_func_decl(p, decl); break;
    }
}

static const char *keyword_of(const Decl *decl) {
    switch (decl->kind) {
    case DECL_IMPORT: return "import ";
    case DECL_CONST: return "const ";
    case DECL_TYPE: return "type ";
    case DECL_VAR: return "var ";
    case DECL_BAD:
    case DECL_FUNC: break;
    }
    return "";
}

/* Prints the declarations from `first` to before `end`, which share a group. */
static void print_group(Printer *p, const DeclVec *decls, int first, int end) {
    text(p, keyword_of(decls->at[first]));
    text(p, "(");
    p->indent++;
    for (int i = first; i < end; i++) {
        line(p);
        print_directives(p, decls->at[i]->pragma);
        print_spec(p, decls->at[i]);
        text(p, !p->whole && i + 1 < end ? ";" : "");
    }
    p->indent--;
    line(p);
    text(p, ")");
}

/* Prints declarations, groups in parentheses; `between` stands between two of them. */
static void print_decls(Printer *p, const DeclVec *decls, const char *between) {
    if (decls->len == 0) {
        text(p, "var ()"); /* of an empty group no more is known */
        return;
    }
    for (int i = 0; i < decls->len;) {
        const Decl *decl = decls->at[i];
        int end = i + 1;
        while (decl->group > 0 && end < decls->len && decls->at[end]->group == decl->group) {
            end++;
        }
        if (i > 0) {
            text(p, between);
            line(p);
        }
        if (decl->group > 0) {
            print_group(p, decls, i, end);
        } else {
            print_directives(p, decl->pragma);
            text(p, keyword_of(decl));
            print_spec(p, decl);
        }
        i = end;
    }
}

/* ---- Entry points ---- */

void format_expr(StrBuf *out, const Expr *expr) { print_expr(&(Printer){.out = out}, expr); }

const char *expr_text(Arena *arena, const Expr *expr) {
    StrBuf out = strbuf_new(arena);
    format_expr(&out, expr);
    return strbuf_text(&out);
}

void format_stmt(StrBuf *out, const Stmt *stmt) { print_stmt(&(Printer){.out = out}, stmt); }

void format_file(StrBuf *out, const File *file) {
    Printer p = {.out = out, .whole = true};
    if (file->go_version != NULL) {
        strbuf_printf(out, "//go:build %s\n\n", file->go_version);
    }
    text(&p, "package ");
    print_expr(&p, file->package);
    text(&p, "\n");
    if (file->decls.len > 0) {
        text(&p, "\n");
        print_decls(&p, &file->decls, "\n");
        text(&p, "\n");
    }
    for (int i = 0; i < file->linknames.len; i++) {
        const Linkname *linkname = &file->linknames.at[i];
        strbuf_printf(out, "\n//go:linkname %s%s%s\n", linkname->local, linkname->remote != NULL ? " " : "",
                      linkname->remote != NULL ? linkname->remote : "");
    }
}
