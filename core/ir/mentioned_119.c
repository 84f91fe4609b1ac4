/*
 * Which packages a package knows of in Go 1.19: those it imports, and those that their exported objects mention, at any
 * depth. When two of them have one name, messages write their paths.
 * gc 1.19: typecheck/iexport.go (allPkgs), iimport.go ReadImports (NumImport), dcl.go autoexport.
 */
#include "core/ir/order_119.h"

typedef struct Mentioned {
    Lower *l;
    Map *packages; /* Package*: set */
    Map *types;    /* Type*: set */
} Mentioned;

static void add_package(Mentioned *m, Package *package) {
    if (package != NULL && package != m->l->package && !map_has(m->packages, package)) {
        map_set(m->packages, package, package);
        VEC_PUSH(m->l->arena, &m->l->package->mentioned, package);
    }
}

static void visit(Mentioned *m, Type *type);

static void visit_objects(Mentioned *m, const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        visit(m, objects->at[i]->type);
    }
}

static void visit_list(Mentioned *m, const TypeList *types) {
    for (int i = 0; types != NULL && i < types->len; i++) {
        visit(m, types->at[i]);
    }
}

/* A defined type is exported with its methods, whoever declares it. */
static void visit_named(Mentioned *m, Type *type) {
    add_package(m, type->as.named.object->package);
    visit_list(m, type->as.named.targs);
    Type *origin = type->as.named.origin;
    if (origin != type) {
        visit(m, origin);
        return;
    }
    visit(m, type_underlying(type));
    visit_objects(m, named_declared_methods(type));
}

static void visit_interface(Mentioned *m, const Type *type) {
    visit_objects(m, &type->as.interface.methods);
    for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
        visit(m, type->as.interface.embeddeds.at[i]);
    }
}

static void visit_parts(Mentioned *m, Type *type) {
    switch ((int)type->kind) {
    case TYPE_NAMED: visit_named(m, type); break;
    case TYPE_POINTER:
    case TYPE_SLICE: visit(m, type->as.pointer.elem); break;
    case TYPE_ARRAY: visit(m, type->as.array.elem); break;
    case TYPE_CHAN: visit(m, type->as.chan.elem); break;
    case TYPE_MAP:
        visit(m, type->as.map.key);
        visit(m, type->as.map.elem);
        break;
    case TYPE_STRUCT: visit_objects(m, &type->as.struct_.fields); break;
    case TYPE_TUPLE: visit_objects(m, &type->as.tuple.vars); break;
    case TYPE_SIGNATURE:
        visit(m, type->as.signature.params);
        visit(m, type->as.signature.results);
        break;
    case TYPE_INTERFACE: visit_interface(m, type); break;
    default: break;
    }
}

static void visit(Mentioned *m, Type *type) {
    type = type != NULL ? type_unalias(type) : NULL;
    if (type == NULL || type->kind == TYPE_BASIC || map_has(m->types, type)) {
        return;
    }
    map_set(m->types, type, type);
    lower_enter(m->l);
    visit_parts(m, type);
    lower_leave(m->l);
}

void mentioned_119(Lower *l) {
    if (!l->go->quoted_paths) {
        return;
    }
    Mentioned m = {.l = l, .packages = map_new(l->arena), .types = map_new(l->arena)};
    for (int i = 0; i < l->package->imports.len; i++) {
        Package *direct = l->package->imports.at[i];
        add_package(&m, direct);
        scope_complete(direct->scope);
        for (int k = 0; k < direct->scope->objects.len; k++) {
            const Object *object = direct->scope->objects.at[k];
            if (object->name->exported) {
                visit(&m, object->type);
            }
        }
    }
}
