/*
 * Expressions and statements as gc's messages print them. Parentheses come from a table of precedences,
 * not from the source: ops that are missing there have precedence 0 and are wrapped as operands.
 * gc: ir/fmt.go.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/abort.h"
#include "core/ir/ir.h"
#include "core/syntax/format.h"

enum { PREC_STMT = -1, PREC_LOWEST = 0, PREC_SEND_STMT = 3, PREC_UNARY_OP = 7, PREC_PRIMARY = 8 };

typedef struct Printer {
    StrBuf *out;
    const GoVersion *go;
    const PackageIR *ir;
    int depth;
} Printer;

static void print_node(Printer *p, const Node *n);
static void print_expr(Printer *p, const Node *n, int prec);

static const Package *local_package(const Printer *p) { return p->ir != NULL ? p->ir->package : NULL; }

static void print_type(Printer *p, Type *type) { ir_type_format(p->out, type, p->go, local_package(p)); }

static void print_list(Printer *p, const NodeVec *list, const char *separator) {
    for (int i = 0; i < list->len; i++) {
        if (i > 0) {
            strbuf_add(p->out, separator);
        }
        print_node(p, list->at[i]);
    }
}

/* ---- Precedence ---- */

static int binary_precedence(Operator oper) {
    switch (operator_precedence(oper)) {
    case PREC_MUL: return 6;
    case PREC_ADD: return 5;
    case PREC_CMP: return 4;
    default: return PREC_LOWEST;
    }
}

static bool is_statement(NodeOp op) {
    if (op == NODE_SEND || op == NODE_SELRECV2 || op == NODE_COMMCLAUSE || op == NODE_TYPESW) {
        return false;
    }
    return op >= NODE_AS && op <= NODE_SWITCH;
}

/* Expressions that gc's table of precedences does not list. */
static bool unlisted(NodeOp op) {
    static const NodeOp ops[] = {
        NODE_BAD,       NODE_LINKSYMOFFSET, NODE_ADDSTR,         NODE_CLOSURE,         NODE_PTRLIT,   NODE_KEY,
        NODE_STRUCTKEY, NODE_MAKEMAP,       NODE_MAKECHAN,       NODE_COMPLEX,         NODE_REAL,     NODE_IMAG,
        NODE_RECOVER,   NODE_DYNAMICTYPE,   NODE_DYNAMICDOTTYPE, NODE_DYNAMICDOTTYPE2, NODE_SELRECV2, NODE_COMMCLAUSE,
        NODE_TYPESW,    NODE_TAILCALL,      NODE_INLMARK,        NODE_DCLCONST,        NODE_DCLTYPE,  NODE_FUNCINST,
        NODE_EFACE,     NODE_IDATA,         NODE_SPTR,
    };
    for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
        if (ops[i] == op) {
            return true;
        }
    }
    return false;
}

static bool is_pointer_type(Type *type) { return type != NULL && type_unalias(type)->kind == TYPE_POINTER; }

static int precedence(const Node *n) {
    if (is_statement(n->op)) {
        return PREC_STMT;
    }
    switch ((int)n->op) {
    case NODE_UNARY:
    case NODE_ADDR:
    case NODE_DEREF:
    case NODE_RECV: return PREC_UNARY_OP;
    case NODE_BINARY: return binary_precedence(n->oper);
    case NODE_ANDAND: return 2;
    case NODE_OROR: return 1;
    case NODE_SEND: return PREC_SEND_STMT;
    case NODE_TYPE: return is_pointer_type(n->type) ? PREC_UNARY_OP : PREC_PRIMARY;
    default: return unlisted(n->op) ? PREC_LOWEST : PREC_PRIMARY;
    }
}

/* A constant that shows as it was written has the precedence of what was written. */
static int written_precedence(const Expr *expr) {
    if (expr->kind != EXPR_OPERATION) {
        return PREC_PRIMARY;
    }
    const Operator oper = expr->as.operation.op;
    if (expr->as.operation.y == NULL) {
        return PREC_UNARY_OP;
    }
    if (oper == OP_AND_AND || oper == OP_OR_OR) {
        return oper == OP_AND_AND ? 2 : 1;
    }
    return binary_precedence(oper);
}

static bool shows_as_written(const Printer *p, const Node *n) {
    return n->op == NODE_LITERAL && n->src != NULL && !p->go->constant_values;
}

/* ---- Leaves ---- */

static void print_name(Printer *p, const Var *var) {
    if (strncmp(var->name, "~b", 2) == 0) {
        strbuf_byte(p->out, '_');
        return;
    }
    if (var->qualified && var->package != NULL && var->package != local_package(p)) {
        ir_package_name(p->out, var->package, p->go, local_package(p));
        strbuf_byte(p->out, '.');
    }
    strbuf_add(p->out, var->name);
}

static const Type *basic_of(Type *type) {
    type = type == NULL ? NULL : type_unalias(type);
    return type != NULL && type->kind == TYPE_BASIC ? type : NULL;
}

/* True when the type is the one that a constant of that kind has by default, or the untyped one of the kind. */
static bool is_default_type(const Type *basic, unsigned info) {
    if (basic == NULL) {
        return false;
    }
    switch ((int)basic->as.basic.kind) {
    case BASIC_BOOL:
    case BASIC_UNTYPED_BOOL: return info == INFO_BOOLEAN;
    case BASIC_STRING:
    case BASIC_UNTYPED_STRING: return info == INFO_STRING;
    case BASIC_INT:
    case BASIC_UNTYPED_INT: return info == INFO_INTEGER;
    case BASIC_FLOAT64:
    case BASIC_UNTYPED_FLOAT: return info == INFO_FLOAT;
    case BASIC_COMPLEX128:
    case BASIC_UNTYPED_COMPLEX: return info == INFO_COMPLEX;
    default: return false;
    }
}

static bool print_rune(Printer *p, const Type *basic, const Value *value) {
    const bool typed = basic != NULL && basic->as.basic.kind != BASIC_UNTYPED_RUNE;
    if (basic == NULL || (typed && (!p->go->constant_values || strcmp(basic->as.basic.name, "rune") != 0))) {
        return false;
    }
    uint64_t rune;
    if (!value_as_uint64(value, &rune) || rune > 0x10FFFF) {
        return false;
    }
    quote_rune(p->out, (int)rune);
    return true;
}

/* The value in the representation that its type has: a float64 of integral value is a float, not an int. */
static const Value *value_of_type(Printer *p, const Node *n, unsigned *info) {
    Type *under = n->type == NULL ? NULL : type_underlying(n->type);
    *info = under != NULL && under->kind == TYPE_BASIC ? under->as.basic.info & (unsigned)INFO_CONST_TYPE : 0;
    if (*info == INFO_FLOAT) {
        return value_to_float(p->out->arena, n->value);
    }
    if (*info == INFO_COMPLEX) {
        return value_to_complex(p->out->arena, n->value);
    }
    return n->value;
}

static void print_literal(Printer *p, const Node *n) {
    if (shows_as_written(p, n)) {
        format_expr(p->out, n->src);
        return;
    }
    const Type *basic = basic_of(n->type);
    unsigned info;
    const Value *value = value_of_type(p, n, &info);
    if (print_rune(p, basic, value)) {
        return;
    }
    if (n->type == NULL || (p->go->constant_values && is_default_type(basic, info & ~(unsigned)INFO_UNSIGNED))) {
        value_format_ir(value, p->out);
        return;
    }
    print_type(p, n->type);
    strbuf_byte(p->out, '(');
    value_format_ir(value, p->out);
    strbuf_byte(p->out, ')');
}

/* ---- Expressions ---- */

static void print_selector(Printer *p, const Node *n) {
    print_expr(p, n->x, PREC_PRIMARY);
    strbuf_byte(p->out, '.');
    strbuf_add(p->out, n->sym != NULL ? n->sym : "<nil>");
}

static void print_slice(Printer *p, const Node *n) {
    print_expr(p, n->x, PREC_PRIMARY);
    strbuf_byte(p->out, '[');
    const bool three = n->op == NODE_SLICE3 || n->op == NODE_SLICE3ARR;
    for (int i = 0; i < (three ? 3 : 2); i++) {
        if (i > 0) {
            strbuf_byte(p->out, ':');
        }
        if (i < n->list.len && n->list.at[i] != NULL) {
            print_node(p, n->list.at[i]);
        }
    }
    strbuf_byte(p->out, ']');
}

static bool type_has_name(Type *type) {
    if (type == NULL) {
        return false;
    }
    if (type->kind == TYPE_ALIAS && type->as.alias.object != NULL && type->as.alias.object->package == NULL) {
        return true; /* any */
    }
    const TypeKind kind = type_unalias(type)->kind;
    return kind == TYPE_BASIC || kind == TYPE_NAMED || kind == TYPE_PARAM;
}

static void print_conversion(Printer *p, const Node *n) {
    StrBuf text = strbuf_new(p->out->arena);
    ir_type_format(&text, n->type, p->go, local_package(p));
    const bool named = type_has_name(n->type) || strcmp(strbuf_text(&text), "any") == 0;
    strbuf_add(p->out, named ? "" : "(");
    strbuf_add(p->out, strbuf_text(&text));
    strbuf_add(p->out, named ? "(" : ")(");
    print_node(p, n->x);
    strbuf_byte(p->out, ')');
}

static void print_arguments(Printer *p, const Node *n) {
    strbuf_byte(p->out, '(');
    print_list(p, &n->list, ", ");
    strbuf_add(p->out, n->dots ? "...)" : ")");
}

static void print_make(Printer *p, const Node *n) {
    strbuf_add(p->out, "make(");
    print_type(p, n->type);
    const Node *sizes[] = {n->x, n->y};
    for (int i = 0; i < 2; i++) {
        const bool shown =
            sizes[i] != NULL && (n->op == NODE_MAKESLICE || sizes[i]->type == NULL || !type_is_untyped(sizes[i]->type));
        if (shown) {
            strbuf_add(p->out, ", ");
            print_node(p, sizes[i]);
        }
    }
    strbuf_byte(p->out, ')');
}

static void print_unary(Printer *p, const Node *n, const char *operator_name) {
    strbuf_add(p->out, operator_name);
    const bool repeated = n->op != NODE_DEREF && n->x->op == n->op && n->x->oper == n->oper;
    if (repeated) {
        strbuf_byte(p->out, ' ');
    }
    print_expr(p, n->x, PREC_PRIMARY);
}

static void print_binary(Printer *p, const Node *n, const char *operator_name) {
    const int prec = precedence(n);
    print_expr(p, n->x, prec);
    strbuf_printf(p->out, " %s ", operator_name);
    print_expr(p, n->y, prec + 1);
}

static void print_concat(Printer *p, const Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        if (i > 0) {
            strbuf_add(p->out, " + ");
        }
        print_expr(p, n->list.at[i], PREC_LOWEST);
    }
}

static void print_composite(Printer *p, const Node *n) {
    if (n->implicit_args) {
        strbuf_add(p->out, "... argument");
        return;
    }
    print_type(p, n->type);
    strbuf_add(p->out, n->list.len > 0 ? "{...}" : "{}");
}

static void print_key(Printer *p, const Node *n) {
    if (n->x != NULL) {
        print_node(p, n->x);
    }
    strbuf_byte(p->out, ':');
    if (n->y != NULL) {
        print_node(p, n->y);
    }
}

/* name(x) or name(x, y). */
static void print_builtin(Printer *p, const char *name, const Node *x, const Node *y) {
    strbuf_printf(p->out, "%s(", name);
    print_node(p, x);
    if (y != NULL) {
        strbuf_add(p->out, ", ");
        print_node(p, y);
    }
    strbuf_byte(p->out, ')');
}

/* Built-ins whose operands are x and y. */
static const char *builtin_name(NodeOp op) {
    switch ((int)op) {
    case NODE_REAL: return "real";
    case NODE_IMAG: return "imag";
    case NODE_CAP: return "cap";
    case NODE_CLEAR: return "clear";
    case NODE_CLOSE: return "close";
    case NODE_LEN: return "len";
    case NODE_NEW: return "new";
    case NODE_PANIC: return "panic";
    case NODE_COMPLEX: return "complex";
    case NODE_COPY: return "copy";
    case NODE_UNSAFE_ADD: return "unsafe.Add";
    case NODE_UNSAFE_SLICE: return "unsafe.Slice";
    default: return NULL;
    }
}

/* Built-ins whose operands are a list. */
static const char *list_builtin_name(NodeOp op) {
    switch ((int)op) {
    case NODE_APPEND: return "append";
    case NODE_DELETE: return "delete";
    case NODE_MAX: return "max";
    case NODE_MIN: return "min";
    case NODE_RECOVER: return "recover";
    case NODE_PRINT: return "print";
    case NODE_PRINTLN: return "println";
    default: return NULL;
    }
}

static void print_call_like(Printer *p, const Node *n) {
    const char *name = builtin_name(n->op);
    if (name != NULL) {
        print_builtin(p, name, n->x, n->y);
        return;
    }
    name = list_builtin_name(n->op);
    if (name != NULL) {
        strbuf_add(p->out, name);
        print_arguments(p, n);
        return;
    }
    strbuf_printf(p->out, "<node %s>", node_op_name(n->op));
}

static void print_type_node(Printer *p, const Node *n) {
    if (n->type == NULL && n->sym != NULL) {
        strbuf_add(p->out, n->sym);
    } else {
        print_type(p, n->type);
    }
}

/* Everything but leaves, operators and selectors. */
static void print_compound(Printer *p, const Node *n) {
    switch ((int)n->op) {
    case NODE_PTRLIT:
        strbuf_byte(p->out, '&');
        print_node(p, n->x);
        break;
    case NODE_COMPLIT:
    case NODE_ARRAYLIT:
    case NODE_SLICELIT:
    case NODE_MAPLIT:
    case NODE_STRUCTLIT: print_composite(p, n); break;
    case NODE_KEY: print_key(p, n); break;
    case NODE_STRUCTKEY:
        strbuf_printf(p->out, "%s:", n->field != NULL ? n->field->name->text : "");
        print_node(p, n->x);
        break;
    case NODE_CONV:
    case NODE_CONVNOP:
    case NODE_CONVIFACE:
    case NODE_CONVIDATA:
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_BYTES2STR:
    case NODE_RUNES2STR:
    case NODE_RUNESTR:
    case NODE_SLICE2ARR:
    case NODE_SLICE2ARRPTR: print_conversion(p, n); break;
    case NODE_CALL:
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_CALLMETH:
        print_expr(p, n->x, PREC_PRIMARY);
        print_arguments(p, n);
        break;
    case NODE_MAKECHAN:
    case NODE_MAKEMAP:
    case NODE_MAKESLICE: print_make(p, n); break;
    default: print_call_like(p, n); break;
    }
}

/* Operators, then access. */
static void print_operation(Printer *p, const Node *n) {
    switch ((int)n->op) {
    case NODE_UNARY: print_unary(p, n, operator_text(n->oper)); break;
    case NODE_ADDR: print_unary(p, n, "&"); break;
    case NODE_DEREF: print_unary(p, n, "*"); break;
    case NODE_RECV: print_unary(p, n, "<-"); break;
    case NODE_BINARY: print_binary(p, n, operator_text(n->oper)); break;
    case NODE_ANDAND: print_binary(p, n, "&&"); break;
    case NODE_OROR: print_binary(p, n, "||"); break;
    case NODE_SEND: print_binary(p, n, "<-"); break;
    case NODE_ADDSTR: print_concat(p, n); break;
    case NODE_INDEX:
    case NODE_INDEXMAP:
        print_expr(p, n->x, PREC_PRIMARY);
        strbuf_byte(p->out, '[');
        print_node(p, n->y);
        strbuf_byte(p->out, ']');
        break;
    case NODE_DOTTYPE:
    case NODE_DOTTYPE2:
        print_expr(p, n->x, PREC_PRIMARY);
        strbuf_add(p->out, ".(");
        print_type(p, n->type);
        strbuf_byte(p->out, ')');
        break;
    case NODE_SLICE:
    case NODE_SLICEARR:
    case NODE_SLICESTR:
    case NODE_SLICE3:
    case NODE_SLICE3ARR: print_slice(p, n); break;
    default: print_compound(p, n); break;
    }
}

static void print_bare(Printer *p, const Node *n) {
    switch ((int)n->op) {
    case NODE_NAME: print_name(p, n->var); break;
    case NODE_LITERAL: print_literal(p, n); break;
    case NODE_NIL: strbuf_add(p->out, "nil"); break;
    case NODE_TYPE: print_type_node(p, n); break;
    case NODE_LINKSYMOFFSET:
        strbuf_byte(p->out, '(');
        print_type(p, n->type);
        strbuf_printf(p->out, ")(%s)", n->sym != NULL ? n->sym : "");
        break;
    case NODE_CLOSURE: strbuf_add(p->out, "func literal"); break;
    case NODE_PAREN:
        strbuf_byte(p->out, '(');
        print_node(p, n->x);
        strbuf_byte(p->out, ')');
        break;
    case NODE_DOT:
    case NODE_DOTPTR:
    case NODE_DOTMETH:
    case NODE_DOTINTER:
    case NODE_METHVALUE:
    case NODE_XDOT:
    case NODE_METHEXPR: print_selector(p, n); break;
    case NODE_SLICEHEADER:
        strbuf_add(p->out, "sliceheader{");
        print_node(p, n->x);
        strbuf_byte(p->out, ',');
        print_node(p, n->y);
        strbuf_byte(p->out, ',');
        print_node(p, n->z);
        strbuf_byte(p->out, '}');
        break;
    default: print_operation(p, n); break;
    }
}

static bool is_skipped(const Node *n) {
    return n->implicit && (n->op == NODE_ADDR || n->op == NODE_DEREF || n->op == NODE_CONV || n->op == NODE_CONVNOP ||
                           n->op == NODE_CONVIFACE);
}

/* What is shown of the node: without what is implicit, as it was written where that was kept. */
static const Node *skip_implicit(const Node *n) {
    for (;;) {
        if (n != NULL && n->orig != NULL) {
            n = n->orig;
        } else if (n != NULL && is_skipped(n)) {
            n = n->x;
        } else {
            return n;
        }
    }
}

static void print_expr(Printer *p, const Node *n, int prec) {
    n = skip_implicit(n);
    if (n == NULL) {
        strbuf_add(p->out, "<nil>");
        return;
    }
    if (++p->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    if (prec > (shows_as_written(p, n) ? written_precedence(n->src) : precedence(n))) {
        strbuf_byte(p->out, '(');
        print_node(p, n);
        strbuf_byte(p->out, ')');
    } else {
        print_bare(p, n);
    }
    p->depth--;
}

/* ---- Statements ---- */

static void print_assign_list(Printer *p, const Node *n) {
    print_list(p, &n->list, ", ");
    strbuf_add(p->out, n->def ? " := " : " = ");
    print_list(p, &n->rlist, ", ");
}

static void print_op_assign(Printer *p, const Node *n) {
    print_node(p, n->x);
    if (n->incdec) {
        strbuf_add(p->out, n->oper == OP_ADD ? "++" : "--");
        return;
    }
    strbuf_printf(p->out, " %s= ", operator_text(n->oper));
    print_node(p, n->y);
}

static void print_if(Printer *p, const Node *n) {
    strbuf_add(p->out, "if ");
    if (n->init.len == 1 && n->init.at[0]->init.len == 0) {
        print_node(p, n->init.at[0]);
        strbuf_add(p->out, "; ");
    }
    print_node(p, n->x);
    strbuf_add(p->out, " { ");
    print_list(p, &n->body, "; ");
    strbuf_add(p->out, " }");
    if (n->els.len > 0) {
        strbuf_add(p->out, " else { ");
        print_list(p, &n->els, "; ");
        strbuf_add(p->out, " }");
    }
}

static void print_case(Printer *p, const Node *n) {
    if (n->list.len > 0) {
        strbuf_add(p->out, "case ");
        print_list(p, &n->list, ", ");
    } else {
        strbuf_add(p->out, "default");
    }
    strbuf_add(p->out, ": ");
    print_list(p, &n->body, "; ");
}

static void print_branch(Printer *p, const Node *n, const char *keyword) {
    strbuf_add(p->out, keyword);
    if (n->label != NULL) {
        strbuf_printf(p->out, " %s", n->label);
    }
}

static void print_control(Printer *p, const Node *n) {
    switch ((int)n->op) {
    case NODE_IF: print_if(p, n); break;
    case NODE_FOR:
    case NODE_RANGE: strbuf_add(p->out, "for loop"); break;
    case NODE_SELECT: strbuf_add(p->out, "select statement"); break;
    case NODE_SWITCH: strbuf_add(p->out, "switch statement"); break;
    case NODE_CASE: print_case(p, n); break;
    case NODE_BREAK: print_branch(p, n, "break"); break;
    case NODE_CONTINUE: print_branch(p, n, "continue"); break;
    case NODE_GOTO: print_branch(p, n, "goto"); break;
    case NODE_FALL: print_branch(p, n, "fallthrough"); break;
    case NODE_LABEL: strbuf_printf(p->out, "%s: ", n->label != NULL ? n->label : ""); break;
    default: strbuf_printf(p->out, "<node %s>", node_op_name(n->op)); break;
    }
}

static void print_stmt(Printer *p, const Node *n) {
    switch ((int)n->op) {
    case NODE_DCL:
        strbuf_add(p->out, "var ");
        print_node(p, n->x);
        strbuf_byte(p->out, ' ');
        print_type(p, n->x->type);
        break;
    case NODE_AS:
        print_node(p, n->x);
        strbuf_add(p->out, n->def ? " := " : " = ");
        print_node(p, n->y);
        break;
    case NODE_ASOP: print_op_assign(p, n); break;
    case NODE_AS2:
    case NODE_AS2DOTTYPE:
    case NODE_AS2FUNC:
    case NODE_AS2MAPR:
    case NODE_AS2RECV: print_assign_list(p, n); break;
    case NODE_BLOCK: print_list(p, &n->list, "; "); break;
    case NODE_RETURN:
        strbuf_add(p->out, "return ");
        print_list(p, &n->list, ", ");
        break;
    case NODE_GO:
        strbuf_add(p->out, "go ");
        print_node(p, n->x);
        break;
    case NODE_DEFER:
        strbuf_add(p->out, "defer ");
        print_node(p, n->x);
        break;
    default: print_control(p, n); break;
    }
}

static void print_node(Printer *p, const Node *n) {
    if (n == NULL) {
        strbuf_add(p->out, "<nil>");
        return;
    }
    if (!is_statement(n->op)) {
        print_expr(p, n, PREC_LOWEST);
        return;
    }
    if (++p->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    print_stmt(p, n);
    p->depth--;
}

void node_format(StrBuf *out, const Node *node, const GoVersion *go, const PackageIR *ir) {
    Printer printer = {.out = out, .go = go, .ir = ir};
    print_node(&printer, node);
}

const char *node_text(Arena *arena, const Node *node, const GoVersion *go, const PackageIR *ir) {
    StrBuf text = strbuf_new(arena);
    node_format(&text, node, go, ir);
    return strbuf_text(&text);
}
