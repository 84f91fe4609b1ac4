/*
 * A package as the noder of Go 1.19 builds it: declarations in source order, a function behind the literals in it, and
 * last the synthetic init, whose temporaries are numbered in source order too.
 * gc 1.19: noder/irgen.go generate; noder/decl.go; pkginit/init.go MakeInit.
 */
#include "core/ir/stencil_119.h"

const Noder order_119 = {
    .compound = order_119_compound,
    .statement = order_119_statement,
    .instance = order_119_instance,
    .package = order_119_package,
};

static void declare_func(Lower *l, Decl *decl) {
    Object *object = decl->as.func.object;
    if (object == NULL) {
        return;
    }
    const Type *signature = object->type;
    if (signature->as.signature.tparams.len > 0 || signature->as.signature.recv_tparams.len > 0) {
        stencil_119_generic(l, object);
        return; /* only its instances have bodies */
    }
    Func *func = lower_func_of(l, object);
    lower_func_body(l, func);
    VEC_PUSH(l->arena, &l->ir->funcs, func);
}

/* Where the statements that initialise variables wait for their order. */
typedef struct Initial {
    FuncState state;
    Map *statements;        /* Object* of the first variable -> Node* */
    InitStatementVec order; /* in which they stand in the source */
} Initial;

static void declare_vars(Lower *l, Decl *decl, Initial *initial) {
    NodeVec names = {0};
    NodeVec statements = {0};
    for (int i = 0; i < decl->as.value.names.len; i++) {
        Object *object = decl->as.value.names.at[i]->as.name.object;
        if (object == NULL) {
            return;
        }
        Var *var = lower_global(l, object);
        VEC_PUSH(l->arena, &names, var->node);
        if (!object->name->blank) {
            VEC_PUSH(l->arena, &l->ir->externs, var);
        }
    }
    l->state = &initial->state;
    order_119_var_values(l, decl->pos, &names, decl->as.value.values, &statements);
    l->state = NULL;
    for (int i = 0; i < statements.len; i++) {
        Node *n = statements.at[i];
        const InitStatement entry = {.node = n, .at = l->ir->funcs.len};
        VEC_PUSH(l->arena, &initial->order, entry);
        map_set(initial->statements, n->op == NODE_AS ? n->x->var->object : n->list.at[0]->var->object, n);
    }
}

/* ---- types, in the order in which they are met ---- */

static void meet_type(Lower *l, const Decl *decl) {
    met_119_type(l, decl->as.type.type->type);
    const Object *object = decl->as.type.name->as.name.object;
    if (object == NULL || decl->as.type.alias || object->type->kind != TYPE_NAMED) {
        return;
    }
    for (int i = 0; i < named_method_count(object->type); i++) {
        const Object *method = named_method(object->type, i);
        met_119_type(l, method->type->as.signature.recv->type);
        met_119_type(l, method->type);
    }
}

static void meet_declared(Lower *l, const Decl *decl) {
    if (decl->kind == DECL_FUNC && decl->as.func.object != NULL) {
        met_119_type(l, decl->as.func.object->type);
    }
    for (int i = 0; decl->kind == DECL_VAR && i < decl->as.value.names.len; i++) {
        const Object *object = decl->as.value.names.at[i]->as.name.object;
        met_119_type(l, object != NULL ? object->type : NULL);
    }
}

/* All types of the package, then what everything else is declared as, then bodies and initial values. */
typedef enum Round { ROUND_TYPES, ROUND_DECLARED, ROUND_BODIES, ROUND_COUNT } Round;

static void declare(Lower *l, Decl *decl, Round round, Initial *initial) {
    if (round == ROUND_TYPES) {
        if (decl->kind == DECL_TYPE) {
            meet_type(l, decl);
        }
    } else if (round == ROUND_DECLARED) {
        meet_declared(l, decl);
    } else if (decl->kind == DECL_FUNC) {
        declare_func(l, decl);
    } else if (decl->kind == DECL_VAR) {
        declare_vars(l, decl, initial);
    }
}

/* ---- receivers of method values, which come after all that is written ---- */

static bool names_waiting(void *context, Node *n) {
    const NodeVec *waiting = context;
    for (int i = 0; n->op == NODE_NAME && i < waiting->len; i++) {
        const Node *stmt = waiting->at[i];
        if (stmt->op == NODE_AS && stmt->x->var == n->var) {
            return true;
        }
    }
    return false;
}

static bool waits(Lower *l, Node *n, NodeVec *waiting) {
    for (int i = 0; i < l->receivers.len; i++) {
        if (l->receivers.at[i].user == n) {
            return true;
        }
    }
    return waiting->len > 0 && lower_any(n, names_waiting, waiting);
}

/* Each receiver, then the statements that waited for it and for none that is still to come. */
static void settle_receivers(Lower *l, NodeVec *body, const NodeVec *waiting) {
    int done = 0;
    for (int i = 0; i < l->receivers.len; i++) {
        VEC_PUSH(l->arena, body, l->receivers.at[i].assign);
        const Node *next = i + 1 < l->receivers.len ? l->receivers.at[i + 1].user : NULL;
        for (; done < waiting->len && waiting->at[done] != next; done++) {
            VEC_PUSH(l->arena, body, waiting->at[done]);
        }
    }
}

/* The statements in the order in which they run. */
static void settle_init(Lower *l, const Initial *initial) {
    const InitOrder *order = l->package->init_order;
    if (order == NULL || order->list.len == 0) {
        return;
    }
    Func *init = initial->state.func;
    NodeVec waiting = {0};
    for (int i = 0; i < order->list.len; i++) {
        Node *n = map_get(initial->statements, order->list.at[i].lhs.at[0]);
        if (n != NULL && waits(l, n, &waiting)) {
            VEC_PUSH(l->arena, &waiting, n);
        } else if (n != NULL) {
            VEC_PUSH(l->arena, &init->body, n);
        }
    }
    settle_receivers(l, &init->body, &waiting);
    l->ir->init = init;
    lower_static_init(l, init);
    VEC_PUSH(l->arena, &l->ir->funcs, init);
}

void order_119_package(Lower *l) {
    mentioned_119(l);
    Type *nothing = l->universe->empty_tuple;
    Type *signature = type_new_signature(l->arena, NULL, nothing, nothing, false);
    Func *init = lower_new_func(l, "init", POS_AUTOGENERATED, signature, l->package);
    init->is_package_init = true;
    init->has_body = true;
    Initial initial = {.state = {.func = init, .signature = signature, .vars = map_new(l->arena)},
                       .statements = map_new(l->arena)};
    for (Round round = ROUND_TYPES; round < ROUND_COUNT; round++) {
        for (int f = 0; f < l->package->files.len; f++) {
            const DeclVec *decls = &l->package->files.at[f]->decls;
            for (int i = 0; i < decls->len; i++) {
                declare(l, decls->at[i], round, &initial);
            }
        }
    }
    stencil_119(l, &initial.order, &initial.state);
    settle_init(l, &initial);
    lower_wrappers_119(l);
}
