/*
 * Loops over functions: `for x := range f { body }` becomes `f(func(x T) bool { body'; return true })`.
 * Jumps out of the body are noted in #next, the state of the loop is kept in #stateN, and looked at after
 * the call. The tree itself is not touched: statements get replacements (FuncState.rewritten), which
 * lowering takes in their place.
 * gc: rangefunc/rewrite.go.
 */
#include "core/ir/internal.h"

/* What #stateN holds. gc: internal/abi rangefuncconsts.go. */
enum { STATE_DONE, STATE_READY, STATE_PANIC, STATE_EXHAUSTED, STATE_MISSING_PANIC };

/* #next: -1 a return, below it jumps to labels, above 0 breaks and continues of outer loops, two numbers for each. */
enum { NEXT_RETURN = -1, STEP = 2 };

/* A jump to a label that leaves a loop. */
typedef struct Jump {
    Token token;
    const Name *label;
} Jump;

typedef struct Loop {
    Stmt *stmt;
    Object *state_var;
    Decl *state_decl;
    int depth; /* the outermost has 1 */
    bool check_return, check_break, check_continue;
    VEC(Jump) jumps;
} Loop;

typedef struct Label {
    const Name *name;
    Stmt *loop; /* the innermost loop over a function around it; NULL: none */
} Label;

typedef struct Rewriter {
    Lower *l;
    Arena *arena;
    FuncState *state;
    Block *body;
    VEC(Loop *) loops; /* around the current statement */
    VEC(Label) labels;
    bool labels_known;
    DeclVec outer; /* declared before the outermost loop */
    Object *next, *defers;
    int state_count, yield_count;
} Rewriter;

static bool is_signature(const Type *type) { return type != NULL && type->kind == TYPE_SIGNATURE; }

bool lower_is_range_func(const Stmt *stmt) {
    return stmt->kind == STMT_FOR && stmt->as.for_.range != NULL &&
           is_signature(types_core(stmt->as.for_.range->x->type));
}

/* ---- pieces of tree ---- */

static Type *int_type(const Rewriter *r) { return r->l->universe->basic[BASIC_INT]; }

static Expr *new_expr(const Rewriter *r, ExprKind kind, Pos pos, Type *type) {
    Expr *expr = ARENA_NEW(r->arena, Expr);
    expr->kind = kind;
    expr->pos = pos;
    expr->type = type;
    expr->mode = MODE_VALUE;
    return expr;
}

static Stmt *new_stmt(const Rewriter *r, StmtKind kind, Pos pos) {
    Stmt *stmt = ARENA_NEW(r->arena, Stmt);
    stmt->kind = kind;
    stmt->pos = pos;
    return stmt;
}

static Expr *use_as(const Rewriter *r, Object *object, const char *name, Pos pos) {
    Expr *expr = new_expr(r, EXPR_NAME, pos, object->type);
    expr->mode = MODE_VARIABLE;
    expr->as.name.name = name_of(r->l->config->names, name);
    expr->as.name.object = object;
    return expr;
}

static Expr *use(const Rewriter *r, Object *object, Pos pos) { return use_as(r, object, object->name->text, pos); }

static Expr *constant(const Rewriter *r, Type *type, const Value *value, Pos pos) {
    Expr *expr = new_expr(r, EXPR_LITERAL, pos, type);
    expr->mode = MODE_CONSTANT;
    expr->value = value;
    return expr;
}

static Expr *int_constant(const Rewriter *r, int value, Pos pos) {
    return constant(r, int_type(r), value_int(r->arena, value), pos);
}

static Expr *bool_constant(const Rewriter *r, bool value, Pos pos) {
    return constant(r, r->l->universe->basic[BASIC_BOOL], value_bool(value), pos);
}

static Stmt *assign_to(const Rewriter *r, Expr *lhs, Expr *rhs, Pos pos) {
    Stmt *stmt = new_stmt(r, STMT_ASSIGN, pos);
    stmt->as.assign.lhs = lhs;
    stmt->as.assign.rhs = rhs;
    return stmt;
}

static Stmt *return_of(const Rewriter *r, Expr *result, Pos pos) {
    Stmt *stmt = new_stmt(r, STMT_RETURN, pos);
    stmt->as.return_.results = result;
    return stmt;
}

static Block *new_block(const Rewriter *r, Pos pos) {
    Block *block = ARENA_NEW(r->arena, Block);
    block->pos = pos;
    block->rbrace = pos;
    return block;
}

static Stmt *block_stmt(const Rewriter *r, Pos pos) {
    Stmt *stmt = new_stmt(r, STMT_BLOCK, pos);
    stmt->as.block = new_block(r, pos);
    return stmt;
}

static void add(const Rewriter *r, Block *block, Stmt *stmt) { VEC_PUSH(r->arena, &block->stmts, stmt); }

static Object *new_var(const Rewriter *r, Pos pos, const char *name, Type *type) {
    const Name *interned = name_of(r->l->config->names, name);
    return object_new_var(r->arena, VAR_LOCAL, pos, r->l->package, interned, type);
}

static Decl *declaration(const Rewriter *r, Object *object, Expr *value, Pos pos) {
    Decl *decl = ARENA_NEW(r->arena, Decl);
    decl->kind = DECL_VAR;
    decl->pos = pos;
    Expr *name = use(r, object, pos);
    VEC_PUSH(r->arena, &decl->as.value.names, name);
    decl->as.value.values = value;
    return decl;
}

static Stmt *declare(const Rewriter *r, Decl *decl) {
    Stmt *stmt = new_stmt(r, STMT_DECL, decl->pos);
    VEC_PUSH(r->arena, &stmt->as.decls, decl);
    return stmt;
}

static Expr *comparison(const Rewriter *r, Operator op, Expr *x, Expr *y, Pos pos) {
    Expr *expr = new_expr(r, EXPR_OPERATION, pos, r->l->universe->basic[BASIC_BOOL]);
    expr->as.operation.op = op;
    expr->as.operation.x = x;
    expr->as.operation.y = y;
    return expr;
}

static Stmt *if_stmt(const Rewriter *r, Expr *cond, Pos pos) {
    Stmt *stmt = new_stmt(r, STMT_IF, pos);
    stmt->as.if_.cond = cond;
    stmt->as.if_.then = new_block(r, pos);
    return stmt;
}

static Expr *call_of(const Rewriter *r, Expr *fun, Expr *arg, Type *type, Pos pos) {
    Expr *call = new_expr(r, EXPR_CALL, pos, type);
    call->mode = type != NULL ? MODE_VALUE : MODE_NO_VALUE;
    call->as.call.fun = fun;
    if (arg != NULL) {
        VEC_PUSH(r->arena, &call->as.call.args, arg);
    }
    return call;
}

static Stmt *expr_stmt(const Rewriter *r, Expr *expr, Pos pos) {
    Stmt *stmt = new_stmt(r, STMT_EXPR, pos);
    stmt->as.expr = expr;
    return stmt;
}

/* ---- functions of package runtime ---- */

static Type *tuple_with(const Rewriter *r, Type *type) {
    if (type == NULL) {
        return r->l->universe->empty_tuple;
    }
    Object *var = object_new_var(r->arena, VAR_PARAM, POS_NONE, NULL, name_of(r->l->config->names, ""), type);
    return type_new_tuple(r->arena, &var, 1);
}

static Object *runtime_func(const Rewriter *r, const char *name, Type *param, Type *result) {
    Package *package = ARENA_NEW(r->arena, Package);
    package->path = "runtime";
    package->name = name_of(r->l->config->names, "runtime");
    Type *type = type_new_signature(r->arena, NULL, tuple_with(r, param), tuple_with(r, result), false);
    Object *object = object_new(r->arena, OBJ_FUNC, POS_NONE, package, name_of(r->l->config->names, name), type);
    object->as.func.info = ARENA_NEW(r->arena, FuncInfo);
    return object;
}

static Stmt *call_panic(const Rewriter *r, Expr *state, Pos pos) {
    Lower *l = r->l;
    if (l->panic_range_state == NULL) {
        l->panic_range_state = runtime_func(r, "panicrangestate", int_type(r), NULL);
    }
    return expr_stmt(r, call_of(r, use(r, l->panic_range_state, pos), state, NULL, pos), pos);
}

static Expr *call_defer_range_func(const Rewriter *r) {
    Lower *l = r->l;
    if (l->defer_range_func == NULL) {
        l->defer_range_func = runtime_func(r, "deferrangefunc", NULL, l->universe->any_type);
    }
    return call_of(r, use(r, l->defer_range_func, POS_NONE), NULL, l->universe->any_type, POS_NONE);
}

/* ---- #next and #state ---- */

static Expr *next_var(Rewriter *r, Pos pos) {
    if (r->next == NULL) {
        r->next = new_var(r, POS_NONE, "#next", int_type(r));
        Decl *decl = declaration(r, r->next, NULL, POS_NONE);
        VEC_PUSH(r->arena, &r->outer, decl);
    }
    return use(r, r->next, pos);
}

static Stmt *set_next(Rewriter *r, int value, Pos pos) {
    return assign_to(r, next_var(r, pos), int_constant(r, value, pos), pos);
}

static Stmt *set_state_at(const Rewriter *r, int index, int value, Pos pos) {
    return assign_to(r, use(r, r->loops.at[index]->state_var, pos), int_constant(r, value, pos), pos);
}

static Stmt *set_state(const Rewriter *r, int value, Pos pos) { return set_state_at(r, r->loops.len - 1, value, pos); }

/* if #next op value { [#next = 0;] } */
static Stmt *if_next(Rewriter *r, Operator op, int value, bool clear, Pos pos) {
    Stmt *stmt = if_stmt(r, comparison(r, op, next_var(r, pos), int_constant(r, value, pos), pos), pos);
    if (clear) {
        add(r, stmt->as.if_.then, set_next(r, 0, pos));
    }
    return stmt;
}

/* ---- labels ---- */

static void find_labels(Rewriter *r, Stmt *stmt, Stmt *loop);

static void labels_in(Rewriter *r, const StmtVec *list, Stmt *loop) {
    for (int i = 0; i < list->len; i++) {
        find_labels(r, list->at[i], loop);
    }
}

static void find_labels(Rewriter *r, Stmt *stmt, Stmt *loop) {
    if (stmt == NULL) {
        return;
    }
    lower_enter(r->l);
    switch ((int)stmt->kind) {
    case STMT_LABELED: {
        Label label = {.name = stmt->as.labeled.label->as.name.name, .loop = loop};
        VEC_PUSH(r->arena, &r->labels, label);
        find_labels(r, stmt->as.labeled.stmt, loop);
        break;
    }
    case STMT_BLOCK: labels_in(r, &stmt->as.block->stmts, loop); break;
    case STMT_IF:
        labels_in(r, &stmt->as.if_.then->stmts, loop);
        find_labels(r, stmt->as.if_.else_, loop);
        break;
    case STMT_FOR: labels_in(r, &stmt->as.for_.body->stmts, lower_is_range_func(stmt) ? stmt : loop); break;
    case STMT_SWITCH:
        for (int i = 0; i < stmt->as.switch_.body.len; i++) {
            labels_in(r, &stmt->as.switch_.body.at[i]->body, loop);
        }
        break;
    case STMT_SELECT:
        for (int i = 0; i < stmt->as.select_.body.len; i++) {
            labels_in(r, &stmt->as.select_.body.at[i]->body, loop);
        }
        break;
    default: break;
    }
    lower_leave(r->l);
}

static int label_index(Rewriter *r, const Name *name) {
    if (!r->labels_known) {
        r->labels_known = true;
        labels_in(r, &r->body->stmts, NULL);
    }
    for (int i = 0; i < r->labels.len; i++) {
        if (r->labels.at[i].name == name) {
            return i;
        }
    }
    return 0;
}

/* The #next of a jump to a label. */
static int jump_number(Rewriter *r, const Jump *jump) {
    int first = NEXT_RETURN - 3 * (label_index(r, jump->label) + 1);
    return first + (jump->token == TOK_CONTINUE ? 1 : 0) + (jump->token == TOK_GOTO ? 2 : 0);
}

/* ---- statements that leave a body ---- */

static void replace(Rewriter *r, Stmt *stmt, Stmt *with) { map_set(r->state->rewritten, stmt, with); }

static Expr *result_target(Rewriter *r, Object *result, int index, Pos pos) {
    const Name *name = result->name;
    if (name != NULL && name->len > 0 && !name->blank) {
        return use(r, result, pos);
    }
    char *made = map_get(r->state->result_names, result);
    if (made == NULL) {
        made = arena_printf(r->arena, "#rv%d", index + 1);
        map_set(r->state->result_names, result, made);
    }
    return use_as(r, result, made, pos);
}

static void edit_return(Rewriter *r, Stmt *stmt) {
    Stmt *block = block_stmt(r, stmt->pos);
    if (stmt->as.return_.results != NULL) {
        const Type *results = r->state->signature->as.signature.results;
        Expr *targets = new_expr(r, EXPR_LIST, stmt->pos, NULL);
        for (int i = 0; i < results->as.tuple.vars.len; i++) {
            Expr *target = result_target(r, results->as.tuple.vars.at[i], i, stmt->pos);
            VEC_PUSH(r->arena, &targets->as.list.elems, target);
        }
        Expr *lhs = targets->as.list.elems.len == 1 ? targets->as.list.elems.at[0] : targets;
        add(r, block->as.block, assign_to(r, lhs, stmt->as.return_.results, stmt->pos));
    }
    for (int i = 0; i < r->loops.len; i++) {
        r->loops.at[i]->check_return = true;
    }
    add(r, block->as.block, set_next(r, NEXT_RETURN, stmt->pos));
    add(r, block->as.block, set_state(r, STATE_DONE, stmt->pos));
    add(r, block->as.block, return_of(r, bool_constant(r, false, stmt->pos), stmt->pos));
    replace(r, stmt, block);
}

static void edit_defer(Rewriter *r, Stmt *stmt) {
    if (r->defers == NULL) {
        r->defers = new_var(r, POS_NONE, "#defers", r->l->universe->any_type);
        Decl *decl = declaration(r, r->defers, call_defer_range_func(r), POS_NONE);
        VEC_PUSH(r->arena, &r->outer, decl);
    }
    map_set(r->state->defer_at, stmt, use(r, r->defers, stmt->pos));
}

/* Index of the loop, -1 when it is none of those around. */
static int loop_index(const Rewriter *r, const Stmt *stmt) {
    int i = r->loops.len - 1;
    while (i >= 0 && r->loops.at[i]->stmt != stmt) {
        i--;
    }
    return i;
}

/* break or continue of the innermost loop: no note is needed. */
static void edit_simple(Rewriter *r, Stmt *stmt) {
    bool more = stmt->as.branch.token == TOK_CONTINUE;
    Stmt *block = block_stmt(r, stmt->pos);
    add(r, block->as.block, set_state(r, more ? STATE_READY : STATE_DONE, stmt->pos));
    add(r, block->as.block, return_of(r, bool_constant(r, more, stmt->pos), stmt->pos));
    replace(r, stmt, block);
}

/* A jump to a label outside the innermost loop: *next gets its number. False: the label is inside. */
static bool note_jump(Rewriter *r, Stmt *stmt, int *next) {
    Jump jump = {.token = stmt->as.branch.token, .label = stmt->as.branch.label->as.name.name};
    int label = label_index(r, jump.label);
    Stmt *around = label < r->labels.len ? r->labels.at[label].loop : NULL;
    if (around == VEC_LAST(&r->loops)->stmt) {
        return false;
    }
    *next = jump_number(r, &jump);
    int leave = loop_index(r, around) + 1;
    VEC_PUSH(r->arena, &r->loops.at[leave]->jumps, jump);
    for (int i = leave + 1; i < r->loops.len; i++) {
        r->loops.at[i]->check_return = true;
    }
    return true;
}

/* break or continue of the loop at `index`, from within an inner one. */
static int note_outer(Rewriter *r, const Stmt *stmt, int index) {
    int leave = index + 1;
    bool more = stmt->as.branch.token == TOK_CONTINUE;
    if (more) {
        r->loops.at[leave]->check_continue = true;
    } else {
        leave = index;
        r->loops.at[leave]->check_break = true;
    }
    for (int i = leave + 1; i < r->loops.len; i++) {
        r->loops.at[i]->check_break = true;
    }
    return STEP * (index + 1) - (more ? 1 : 0);
}

static void edit_branch(Rewriter *r, Stmt *stmt) {
    Token token = stmt->as.branch.token;
    if (token == TOK_FALLTHROUGH) {
        return;
    }
    const Stmt *target = stmt->as.branch.target;
    if (stmt->as.branch.label == NULL && VEC_LAST(&r->loops)->stmt != target) {
        return;
    }
    int index = token == TOK_GOTO ? -1 : loop_index(r, target);
    int next;
    if (index < 0) {
        if (!note_jump(r, stmt, &next)) {
            return;
        }
    } else if (index == r->loops.len - 1) {
        edit_simple(r, stmt);
        return;
    } else {
        next = note_outer(r, stmt, index);
    }
    Stmt *block = block_stmt(r, stmt->pos);
    add(r, block->as.block, set_next(r, next, stmt->pos));
    add(r, block->as.block, set_state(r, STATE_DONE, stmt->pos));
    add(r, block->as.block, return_of(r, bool_constant(r, false, stmt->pos), stmt->pos));
    replace(r, stmt, block);
}

static void edit(Rewriter *r, Stmt *stmt) {
    if (r->loops.len == 0) {
        return;
    }
    if (stmt->kind == STMT_BRANCH) {
        edit_branch(r, stmt);
    } else if (stmt->kind == STMT_RETURN) {
        edit_return(r, stmt);
    } else if (stmt->kind == STMT_CALL && stmt->as.call.token == TOK_DEFER) {
        edit_defer(r, stmt);
    }
}

/* ---- the literal made of a body ---- */

/* Parameters: the loop's own variables, or new ones that are assigned to its targets. */
static Type *body_signature(Rewriter *r, const RangeClause *range, const Type *yield, Pos start, Block *body) {
    const Type *given = yield->as.signature.params;
    int n = given->as.tuple.vars.len;
    Object **params = ARENA_ARRAY(r->arena, Object *, n + 1);
    int targets = expr_count(range->lhs);
    for (int i = 0; i < n; i++) {
        Type *type = given->as.tuple.vars.at[i]->type;
        Expr *target = i < targets ? expr_at(range->lhs, i) : NULL;
        if (target != NULL && range->define) {
            Expr *name = expr_unparen(target);
            params[i] = name->as.name.object;
            if (params[i] == NULL) {
                params[i] = new_var(r, name->pos, "_", type);
            }
            continue;
        }
        params[i] = new_var(r, start, arena_printf(r->arena, "#p%d", i + 1), type);
        if (target != NULL) {
            add(r, body, assign_to(r, target, use(r, params[i], target->pos), target->pos));
        }
    }
    Object *result = object_new_var(r->arena, VAR_RESULT, start, NULL, name_of(r->l->config->names, "#r"),
                                    r->l->universe->basic[BASIC_BOOL]);
    return type_new_signature(r->arena, NULL, type_new_tuple(r->arena, params, n), type_new_tuple(r->arena, &result, 1),
                              yield->as.signature.variadic);
}

static Stmt *check_ready(const Rewriter *r, Object *state, Pos pos) {
    Expr *wrong = comparison(r, OP_NEQ, use(r, state, pos), int_constant(r, STATE_READY, pos), pos);
    Stmt *check = if_stmt(r, wrong, pos);
    add(r, check->as.if_.then, call_panic(r, use(r, state, pos), pos));
    return check;
}

static Expr *body_literal(Rewriter *r, const Loop *loop) {
    Stmt *stmt = loop->stmt;
    const RangeClause *range = stmt->as.for_.range;
    Pos start = stmt->pos;
    Pos end = stmt->as.for_.body->rbrace;
    const Type *iterator = types_core(range->x->type);
    const Type *yield = types_core(iterator->as.signature.params->as.tuple.vars.at[0]->type);
    Expr *literal = new_expr(r, EXPR_FUNC, start, NULL);
    Block *body = new_block(r, start);
    body->rbrace = end;
    literal->type = body_signature(r, range, yield, start, body);
    literal->as.func.body = body;
    map_set(r->l->range_bodies, literal, literal);

    if (r->l->go->range_state_saved) {
        Object *temp = new_var(r, POS_NONE, "#tmpState", int_type(r));
        add(r, body, declare(r, declaration(r, temp, use(r, loop->state_var, POS_NONE), POS_NONE)));
        add(r, body, set_state(r, STATE_PANIC, start));
        add(r, body, check_ready(r, temp, start));
    } else {
        add(r, body, check_ready(r, loop->state_var, start));
        add(r, body, set_state(r, STATE_PANIC, start));
    }
    for (int i = 0; i < stmt->as.for_.body->stmts.len; i++) {
        add(r, body, stmt->as.for_.body->stmts.at[i]);
    }
    add(r, body, set_state(r, STATE_READY, end));
    add(r, body, return_of(r, bool_constant(r, true, POS_NONE), end));
    return literal;
}

/* ---- what follows the call ---- */

static bool seen_before(const Loop *loop, int index) {
    for (int i = 0; i < index; i++) {
        if (loop->jumps.at[i].token == loop->jumps.at[index].token &&
            loop->jumps.at[i].label == loop->jumps.at[index].label) {
            return true;
        }
    }
    return false;
}

static void check_jumps(Rewriter *r, const Loop *loop, Pos pos, Block *out) {
    for (int i = 0; i < loop->jumps.len; i++) {
        const Jump *jump = &loop->jumps.at[i];
        if (seen_before(loop, i)) {
            continue;
        }
        Stmt *branch = new_stmt(r, STMT_BRANCH, pos);
        branch->as.branch.token = jump->token;
        branch->as.branch.label = new_expr(r, EXPR_NAME, pos, NULL);
        branch->as.branch.label->as.name.name = jump->label;
        Stmt *check = if_next(r, OP_EQL, jump_number(r, jump), true, pos);
        add(r, check->as.if_.then, branch);
        add(r, out, check);
    }
}

/* if #next op value { [#next = 0;] #state = state; return more } */
static void check_leave(Rewriter *r, Operator op, int value, bool clear, bool more, Pos pos, Block *out) {
    Stmt *check = if_next(r, op, value, clear, pos);
    int outer = r->loops.len - 2;
    add(r, check->as.if_.then, set_state_at(r, outer, more ? STATE_READY : STATE_DONE, pos));
    add(r, check->as.if_.then, return_of(r, bool_constant(r, more, pos), pos));
    add(r, out, check);
}

static void checks(Rewriter *r, const Loop *loop, Pos pos, Block *out) {
    check_jumps(r, loop, pos, out);
    if (r->loops.len == 1) {
        if (loop->check_return) {
            Stmt *check = if_next(r, OP_EQL, NEXT_RETURN, false, pos);
            add(r, check->as.if_.then, return_of(r, NULL, pos));
            add(r, out, check);
        }
        return;
    }
    if (loop->check_return) {
        check_leave(r, OP_LSS, 0, false, false, pos, out);
    }
    int step = STEP * (loop->depth - 1);
    Stmt *impossible = if_next(r, OP_GTR, step, false, pos);
    add(r, impossible->as.if_.then, call_panic(r, int_constant(r, STATE_DONE, pos), pos));
    add(r, out, impossible);
    if (loop->check_continue) {
        check_leave(r, OP_EQL, step - 1, true, true, pos, out);
    }
    if (loop->check_break) {
        check_leave(r, OP_EQL, step, true, false, pos, out);
    }
    if (loop->check_continue || loop->check_break) {
        check_leave(r, OP_GTR, 0, false, false, pos, out);
    }
}

/* ---- loops ---- */

static void start_loop(Rewriter *r, Stmt *stmt) {
    Loop *loop = ARENA_NEW(r->arena, Loop);
    loop->stmt = stmt;
    loop->depth = r->loops.len + 1;
    const char *name = arena_printf(r->arena, "#state%d", ++r->state_count);
    loop->state_var = new_var(r, stmt->pos, name, int_type(r));
    loop->state_decl = declaration(r, loop->state_var, int_constant(r, STATE_READY, stmt->pos), stmt->pos);
    VEC_PUSH(r->arena, &r->loops, loop);
}

static void end_loop(Rewriter *r) {
    Loop *loop = VEC_LAST(&r->loops);
    Pos start = loop->stmt->pos;
    Pos end = loop->stmt->as.for_.body->rbrace;
    const char *name = arena_printf(r->arena, "#yield%d", ++r->yield_count);
    Expr *literal = body_literal(r, loop);
    Object *yield = new_var(r, POS_NONE, name, literal->type);
    Expr *call = call_of(r, loop->stmt->as.for_.range->x, use(r, yield, start), NULL, start);

    Block *after = new_block(r, end);
    checks(r, loop, end, after);
    Stmt *block = block_stmt(r, start);
    block->as.block->rbrace = end;
    if (r->loops.len == 1) {
        for (int i = 0; i < r->outer.len; i++) {
            r->outer.at[i]->pos = start;
            add(r, block->as.block, declare(r, r->outer.at[i]));
        }
        r->outer = (DeclVec){0};
        r->next = NULL;
        r->defers = NULL;
    }
    add(r, block->as.block, declare(r, loop->state_decl));
    add(r, block->as.block, declare(r, declaration(r, yield, literal, start)));
    add(r, block->as.block, expr_stmt(r, call, start));
    Expr *swallowed = comparison(r, OP_EQL, use(r, loop->state_var, end), int_constant(r, STATE_PANIC, end), end);
    Stmt *check = if_stmt(r, swallowed, end);
    add(r, check->as.if_.then, call_panic(r, int_constant(r, STATE_MISSING_PANIC, start), start));
    add(r, block->as.block, check);
    add(r, block->as.block, set_state(r, STATE_EXHAUSTED, end));
    for (int i = 0; i < after->stmts.len; i++) {
        add(r, block->as.block, after->stmts.at[i]);
    }
    replace(r, loop->stmt, block);
    (void)VEC_POP(&r->loops);
}

static void visit(Rewriter *r, Stmt *stmt);

static void visit_list(Rewriter *r, const StmtVec *list) {
    for (int i = 0; i < list->len; i++) {
        visit(r, list->at[i]);
    }
    for (int i = 0; i < list->len; i++) {
        edit(r, list->at[i]);
    }
}

static void visit(Rewriter *r, Stmt *stmt) {
    if (stmt == NULL) {
        return;
    }
    lower_enter(r->l);
    switch ((int)stmt->kind) {
    case STMT_LABELED:
        visit(r, stmt->as.labeled.stmt);
        edit(r, stmt->as.labeled.stmt);
        break;
    case STMT_BLOCK: visit_list(r, &stmt->as.block->stmts); break;
    case STMT_IF:
        visit_list(r, &stmt->as.if_.then->stmts);
        visit(r, stmt->as.if_.else_);
        break;
    case STMT_FOR:
        if (lower_is_range_func(stmt)) {
            start_loop(r, stmt);
            visit_list(r, &stmt->as.for_.body->stmts);
            end_loop(r);
        } else {
            visit_list(r, &stmt->as.for_.body->stmts);
        }
        break;
    case STMT_SWITCH:
        for (int i = 0; i < stmt->as.switch_.body.len; i++) {
            visit_list(r, &stmt->as.switch_.body.at[i]->body);
        }
        break;
    case STMT_SELECT:
        for (int i = 0; i < stmt->as.select_.body.len; i++) {
            visit_list(r, &stmt->as.select_.body.at[i]->body);
        }
        break;
    default: break;
    }
    lower_leave(r->l);
}

void lower_rewrite_range_funcs(Lower *l, FuncState *state, Block *body) {
    Rewriter r = {.l = l, .arena = l->arena, .state = state, .body = body};
    state->rewritten = map_new(l->arena);
    state->defer_at = map_new(l->arena);
    state->result_names = map_new(l->arena);
    visit_list(&r, &body->stmts);
}
