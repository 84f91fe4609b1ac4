/*
 * Loop variables that are new in each iteration: loops whose variables are captured or have their address taken are
 * rewritten to declare them in the body. All others keep one variable, which nobody can tell apart.
 *
 *     for k := range x { B }          for tmp := range x { k := tmp; B }
 *     for i := 0; c; p { B }          for j, first := 0, true; ; { i := j; if first { first = false } else { p }
 *                                         if !c { break }; B; next: j = i }
 *
 * gc: loopvar/loopvar.go ForCapture.
 */
#include "core/ir/internal.h"

typedef struct LoopScan {
    Lower *l;
    Map *candidates;  /* Var* declared by loops: set */
    Map *leaked;      /* those captured or with address taken: set */
    int depth;        /* of loops around */
    int return_depth; /* loops that a return around leaves */
    int labels;
} LoopScan;

static void scan(LoopScan *s, Node *n);

static void scan_list(LoopScan *s, const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        scan(s, list->at[i]);
    }
}

static void scan_children(LoopScan *s, Node *n) {
    if (n->op == NODE_NAME) {
        return;
    }
    lower_enter(s->l);
    scan_list(s, &n->init);
    scan(s, n->x);
    scan(s, n->y);
    scan(s, n->z);
    scan_list(s, &n->list);
    scan_list(s, &n->rlist);
    scan_list(s, &n->body);
    scan_list(s, &n->els);
    lower_leave(s->l);
}

static void add_candidate(LoopScan *s, const Node *target) {
    if (target != NULL && target->op == NODE_NAME && !node_is_blank(target)) {
        map_set(s->candidates, target->var, target->var);
    }
}

static void add_leak(LoopScan *s, Var *var) {
    if (s->return_depth < s->depth && map_has(s->candidates, var)) {
        map_set(s->leaked, var, var);
    }
}

static void prepend(Lower *l, NodeVec *list, Node *n) {
    VEC_PUSH(l->arena, list, n);
    for (int i = list->len - 1; i > 0; i--) {
        list->at[i] = list->at[i - 1];
    }
    list->at[0] = n;
}

/* Moves the variable's declaration from one list to the front of another. */
static void move_dcl(Lower *l, NodeVec *from, const Var *var, NodeVec *to) {
    int kept = 0;
    Node *found = NULL;
    for (int i = 0; i < from->len; i++) {
        Node *n = from->at[i];
        if (found == NULL && n->op == NODE_DCL && n->x->var == var) {
            found = n;
        } else {
            from->at[kept++] = n;
        }
    }
    from->len = kept;
    if (found != NULL) {
        prepend(l, to, found);
    }
}

static Node *assign(Lower *l, Pos pos, Node *x, Node *y, bool def) {
    Node *n = lower_node(l, NODE_AS, pos, NULL);
    n->x = x;
    n->y = y;
    n->def = def;
    return n;
}

/* ---- range ---- */

static Node *split_range_var(LoopScan *s, Node *target, Node *loop) {
    if (target == NULL || target->op != NODE_NAME || !map_has(s->leaked, target->var)) {
        return target;
    }
    Var *temp = lower_temp(s->l, s->l->state->func->pos, target->type);
    Node *copy = assign(s->l, loop->pos, target, temp->node, true);
    prepend(s->l, &loop->body, copy);
    move_dcl(s->l, &loop->init, target->var, &copy->init);
    return temp->node;
}

static void scan_range(LoopScan *s, Node *n) {
    add_candidate(s, n->y);
    add_candidate(s, n->z);
    s->depth++;
    scan_children(s, n);
    s->depth--;
    n->y = split_range_var(s, n->y, n);
    n->z = split_range_var(s, n->z, n);
    n->distinct_vars = false;
}

/* ---- three clauses ---- */

typedef struct ContinueEdit {
    Lower *l;
    const char *loop;
    const char *target;
} ContinueEdit;

static void edit_continues(const ContinueEdit *e, Node *n, int depth);

static void edit_list(const ContinueEdit *e, const NodeVec *list, int depth) {
    for (int i = 0; i < list->len; i++) {
        edit_continues(e, list->at[i], depth);
    }
}

/* Jumps to the next iteration become jumps to the end of the body. */
static void edit_continues(const ContinueEdit *e, Node *n, int depth) {
    if (n->op == NODE_CONTINUE) {
        bool mine = n->label == NULL ? depth == 0 : e->loop != NULL && n->label == e->loop;
        if (mine) {
            n->op = NODE_GOTO;
            n->label = e->target;
        }
        return;
    }
    int inner = depth + (n->op == NODE_FOR || n->op == NODE_RANGE ? 1 : 0);
    lower_enter(e->l);
    if (n->op == NODE_SWITCH || n->op == NODE_SELECT || n->op == NODE_BLOCK) {
        edit_list(e, &n->list, inner);
    }
    edit_list(e, &n->body, inner);
    edit_list(e, &n->els, inner);
    lower_leave(e->l);
}

typedef void TargetFn(LoopScan *s, Node *stmt, Node **target, void *arg);

/* Calls fn for each target that the loop's first clause defines. */
static void each_init_target(LoopScan *s, Node *loop, TargetFn *fn, void *arg) {
    for (int i = 0; i < loop->init.len; i++) {
        Node *stmt = loop->init.at[i];
        if (!stmt->def) {
            continue;
        }
        if (stmt->op == NODE_AS) {
            fn(s, stmt, &stmt->x, arg);
        } else if (stmt->op == NODE_AS2) {
            for (int j = 0; j < stmt->list.len; j++) {
                fn(s, stmt, &stmt->list.at[j], arg);
            }
        }
    }
}

static void note_candidate(LoopScan *s, Node *stmt, Node **target, void *arg) {
    (void)stmt;
    (void)arg;
    add_candidate(s, *target);
}

typedef struct Split {
    Node *loop;
    NodeVec before, after;
} Split;

static void split_var(LoopScan *s, Node *stmt, Node **target, void *arg) {
    Split *split = arg;
    Node *z = *target;
    if (z->op != NODE_NAME || !map_has(s->leaked, z->var)) {
        return;
    }
    Var *carrier = lower_temp(s->l, s->l->state->func->pos, z->type);
    Node *in = assign(s->l, split->loop->pos, z, carrier->node, true);
    z->var->defn = in;
    VEC_PUSH(s->l->arena, &split->before, in);
    Node *back = assign(s->l, split->loop->pos, carrier->node, z, false);
    VEC_PUSH(s->l->arena, &split->after, back);
    move_dcl(s->l, &stmt->init, z->var, &in->init);
    *target = carrier->node;
}

static Node *bool_literal(Lower *l, bool value) {
    return lower_literal_node(l, l->state->func->pos, l->universe->basic[BASIC_BOOL], value_bool(value));
}

/* if first { first = false } else { post }; returns first = true. */
static Node *skip_first_post(Lower *l, Node *loop, NodeVec *body) {
    Var *first = lower_temp(l, l->state->func->pos, l->universe->basic[BASIC_BOOL]);
    Node *start = assign(l, loop->pos, first->node, bool_literal(l, true), false);
    Node *clear = assign(l, loop->pos, first->node, bool_literal(l, false), false);
    first->defn = clear;
    Node *test = lower_node(l, NODE_IF, loop->pos, NULL);
    Node *dcl = lower_dcl(l, l->state->func->pos, first);
    VEC_PUSH(l->arena, &test->init, dcl);
    test->x = first->node;
    VEC_PUSH(l->arena, &test->body, clear);
    VEC_PUSH(l->arena, &test->els, loop->y);
    VEC_PUSH(l->arena, body, test);
    return start;
}

/* if !cond { break } */
static void leave_unless(Lower *l, Node *loop, NodeVec *body) {
    Node *not = lower_node(l, NODE_UNARY, loop->x->pos, loop->x->type);
    not ->oper = OP_NOT;
    not ->x = loop->x;
    Node *test = lower_node(l, NODE_IF, loop->pos, NULL);
    Node *leave = lower_node(l, NODE_BREAK, loop->pos, NULL);
    test->x = not ;
    VEC_PUSH(l->arena, &test->body, leave);
    VEC_PUSH(l->arena, body, test);
}

static void append(Lower *l, NodeVec *to, const NodeVec *from) {
    for (int i = 0; i < from->len; i++) {
        VEC_PUSH(l->arena, to, from->at[i]);
    }
}

static void split_for(LoopScan *s, Node *loop) {
    Lower *l = s->l;
    Split split = {.loop = loop};
    each_init_target(s, loop, split_var, &split);
    if (split.before.len == 0) {
        return;
    }
    Node *next = lower_node(l, NODE_LABEL, loop->pos, NULL);
    next->label = arena_printf(l->arena, ".3clNext_%d", ++s->labels);
    ContinueEdit edit = {.l = l, .loop = loop->label, .target = next->label};
    edit_list(&edit, &loop->body, 0);
    NodeVec body = split.before;
    Node *start = loop->y != NULL ? skip_first_post(l, loop, &body) : NULL;
    if (loop->x != NULL) {
        leave_unless(l, loop, &body);
    }
    if (start != NULL) {
        VEC_PUSH(l->arena, &loop->init, start);
    }
    append(l, &body, &loop->body);
    VEC_PUSH(l->arena, &body, next);
    append(l, &body, &split.after);
    loop->body = body;
    loop->x = NULL;
    loop->y = NULL;
}

static void scan_for(LoopScan *s, Node *n) {
    each_init_target(s, n, note_candidate, NULL);
    s->depth++;
    scan_children(s, n);
    s->depth--;
    split_for(s, n);
    n->distinct_vars = false;
}

static void scan_address(LoopScan *s, const Node *n) {
    const Node *x = node_outer_value(n->x);
    if (x->op == NODE_NAME) {
        add_leak(s, x->var);
    }
}

static void scan(LoopScan *s, Node *n) {
    if (n == NULL) {
        return;
    }
    int return_depth = s->return_depth;
    switch ((int)n->op) {
    case NODE_RANGE:
        if (n->distinct_vars) {
            scan_range(s, n);
            return;
        }
        break;
    case NODE_FOR:
        if (n->distinct_vars) {
            scan_for(s, n);
            return;
        }
        break;
    case NODE_RETURN: s->return_depth = s->depth; break;
    case NODE_CLOSURE:
        for (int i = 0; i < n->func->closure_vars.len; i++) {
            add_leak(s, var_canonical(n->func->closure_vars.at[i]));
        }
        break;
    case NODE_ADDR: scan_address(s, n); break;
    default: break;
    }
    scan_children(s, n);
    s->return_depth = return_depth;
}

void lower_loop_variables(Lower *l, Func *func) {
    if (!func->distinct_loops) {
        return;
    }
    FuncState state = {.func = func, .vars = map_new(l->arena)};
    LoopScan s = {.l = l, .candidates = map_new(l->arena), .leaked = map_new(l->arena)};
    l->state = &state;
    scan_list(&s, &func->body);
    l->state = NULL;
}
