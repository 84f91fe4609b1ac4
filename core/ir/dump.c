/*
 * The IR as indented text: one node a line with its position, text and type, children below it. For
 * stage goldens and for looking at what was built.
 */
#include "core/base/abort.h"
#include "core/ir/ir.h"

typedef struct Dump {
    StrBuf *out;
    const PackageIR *ir;
    const SourceSet *sources;
    const GoVersion *go;
    int depth;
} Dump;

static void indent(Dump *d) {
    for (int i = 0; i < d->depth; i++) {
        strbuf_add(d->out, "    ");
    }
}

static void dump_pos(Dump *d, Pos pos) {
    const Place place = sources_place(d->sources, pos);
    if (pos_known(pos) && place.line > 0) {
        strbuf_printf(d->out, " %d:%d", place.line, place.column);
    }
}

static void dump_flags(Dump *d, const Node *n) {
    const struct {
        bool set;
        const char *name;
    } flags[] = {
        {n->implicit, "implicit"},
        {n->dots, "dots"},
        {n->def, "def"},
        {n->assigned, "assigned"},
        {n->implicit_args, "args"},
        {n->transient, "transient"},
        {n->bounded, "bounded"},
        {n->go_defer_wrapper, "wrapper"},
        {n->range_func, "range-func"},
        {n->distinct_vars, "distinct"},
    };
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (flags[i].set) {
            strbuf_printf(d->out, " %s", flags[i].name);
        }
    }
}

/* Statements with bodies print those below, not in their own line. */
static bool has_own_text(NodeOp op) {
    return op != NODE_BLOCK && op != NODE_IF && op != NODE_CASE && op != NODE_COMMCLAUSE && op != NODE_TYPESW;
}

static void dump_node(Dump *d, const Node *n);

static void dump_list(Dump *d, const char *name, const NodeVec *list) {
    if (list->len == 0) {
        return;
    }
    indent(d);
    strbuf_printf(d->out, "- %s\n", name);
    d->depth++;
    for (int i = 0; i < list->len; i++) {
        if (list->at[i] != NULL) {
            dump_node(d, list->at[i]);
        }
    }
    d->depth--;
}

static void dump_children(Dump *d, const Node *n) {
    dump_list(d, "init", &n->init);
    const Node *operands[] = {n->x, n->y, n->z};
    for (int i = 0; i < 3; i++) {
        if (operands[i] != NULL) {
            dump_node(d, operands[i]);
        }
    }
    dump_list(d, "list", &n->list);
    dump_list(d, "rlist", &n->rlist);
    dump_list(d, "body", &n->body);
    dump_list(d, "else", &n->els);
}

static void dump_node(Dump *d, const Node *n) {
    if (d->depth > NODE_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
    indent(d);
    strbuf_add(d->out, node_op_name(n->op));
    dump_pos(d, n->pos);
    if (has_own_text(n->op)) {
        strbuf_add(d->out, " ");
        node_format(d->out, n, d->go, d->ir);
    }
    if (n->type != NULL) {
        strbuf_add(d->out, " : ");
        ir_type_format(d->out, n->type, d->go, d->ir->package);
    }
    dump_flags(d, n);
    strbuf_byte(d->out, '\n');
    d->depth++;
    dump_children(d, n);
    d->depth--;
}

static void dump_var(Dump *d, const char *what, const Var *var) {
    indent(d);
    strbuf_printf(d->out, "%s %s", what, var->name);
    dump_pos(d, var->pos);
    strbuf_add(d->out, " : ");
    ir_type_format(d->out, var->type, d->go, d->ir->package);
    strbuf_add(d->out, var->addrtaken ? " addrtaken" : "");
    strbuf_byte(d->out, '\n');
}

static void dump_func(Dump *d, const Func *func) {
    strbuf_printf(d->out, "func %s", func->name);
    dump_pos(d, func->pos);
    strbuf_byte(d->out, '\n');
    d->depth++;
    for (int i = 0; i < func->decls.len; i++) {
        static const char *const classes[] = {"extern", "auto", "param", "result", "func"};
        dump_var(d, classes[func->decls.at[i]->class], func->decls.at[i]);
    }
    for (int i = 0; i < func->closure_vars.len; i++) {
        dump_var(d, "captured", func->closure_vars.at[i]);
    }
    for (int i = 0; i < func->body.len; i++) {
        dump_node(d, func->body.at[i]);
    }
    d->depth--;
}

void ir_dump(StrBuf *out, const PackageIR *ir, const SourceSet *sources, const GoVersion *go) {
    Dump dump = {.out = out, .ir = ir, .sources = sources, .go = go};
    for (int i = 0; i < ir->funcs.len; i++) {
        dump_func(&dump, ir->funcs.at[i]);
    }
}
