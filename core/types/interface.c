/*
 * Interface types.
 * gc: types2/interface.go.  Spec: #Interface_types.
 */
#include "core/types/declare.h"

Type *interface_new(Checker *c) {
    Type *iface = type_new(c->arena, TYPE_INTERFACE);
    iface->as.interface.checker = c;
    VEC_PUSH(c->scratch, &c->extra->cleaners, iface);
    return iface;
}

typedef struct PendingSet {
    Type *iface;
    Pos pos;
} PendingSet;

static void compute_pending(Checker *c, void *argument) {
    const PendingSet *pending = argument;
    compute_type_set(c, pending->iface, pending->pos);
}

static void add_embedded(Checker *c, Type *iface, Pos pos, Type *embedded) {
    VEC_PUSH(c->arena, &iface->as.interface.embeddeds, embedded);
    int n = iface->as.interface.embeddeds.len;
    iface->as.interface.embed_pos[n - 1] = pos;
}

static void add_explicit_method(Checker *c, Type *iface, const Field *field, Type *recv_type) {
    const Name *name = field->name->as.name.name;
    if (name->blank) {
        check_error_expr(c, field->name, "BlankIfaceMethod", "methods must have a unique non-blank name");
        return;
    }
    Type *sig = check_type(c, field->type);
    if (sig->kind != TYPE_SIGNATURE) {
        if (!type_is_bad(sig)) {
            check_error_expr(c, field->type, "InvalidSyntaxTree", "%s is not a method signature", text_of_type(c, sig));
        }
        return;
    }
    Pos pos = field->name->pos;
    sig->as.signature.recv = object_new_var(c->arena, VAR_RECEIVER, pos, c->package, NULL, recv_type);
    Object *method = object_new(c->arena, OBJ_FUNC, pos, c->package, name, sig);
    record_def(c, field->name, method);
    VEC_PUSH(c->arena, &iface->as.interface.methods, method);
}

void check_interface_type(Checker *c, Type *type, Expr *expr, Type *def) {
    const FieldVec *elems = &expr->as.interface_type.elems;
    /* Methods are printed with the declared type as their receiver, when there is one. */
    Type *recv_type = def != NULL ? def : type;
    type->as.interface.embed_pos = ARENA_ARRAY(c->arena, Pos, elems->len);
    for (int i = 0; i < elems->len; i++) {
        const Field *field = elems->at[i];
        if (field->name == NULL) {
            Pos pos = error_pos(field->type);
            add_embedded(c, type, pos, check_union(c, field->type));
        } else {
            add_explicit_method(c, type, field, recv_type);
        }
    }
    type->as.interface.complete = true;
    objects_sort(&type->as.interface.methods);
    if (type->as.interface.methods.len == 0 && type->as.interface.embeddeds.len == 0) {
        compute_type_set(c, type, expr->pos);
        return;
    }
    PendingSet *pending = ARENA_NEW(c->scratch, PendingSet);
    *pending = (PendingSet){type, expr->pos};
    check_later(c, compute_pending, pending);
}
