/*
 * In which order Go 1.19 meets the files of a package. Its positions compare by the number of the file first, and a
 * file has its number from the first position that is translated: types and their methods come first, then what all
 * else is declared as, and either leads to objects of other files. gc 1.19: noder/irgen.go generate, decl.go, object.go
 * obj, types.go typ0.
 */
#include "core/types/declare.h"

typedef struct Meeting {
    Checker *checker;
    Map *ranks; /* Source -> its number, from 1 on, as a pointer */
    Map *types; /* those met: set */
    Map *objects;
} Meeting;

static void meet_type(Meeting *m, Type *type);

static void meet_pos(Meeting *m, Pos pos) {
    const Source *source = pos_known(pos) ? sources_find(m->checker->config->sources, pos) : NULL;
    if (source != NULL && !map_has(m->ranks, source)) {
        map_set(m->ranks, source, (void *)(uintptr_t)(map_len(m->ranks) + 1));
    }
}

static void meet_vars(Meeting *m, const ObjectVec *vars) {
    for (int i = 0; i < vars->len; i++) {
        meet_pos(m, vars->at[i]->pos);
        meet_type(m, vars->at[i]->type);
    }
}

static void meet_signature(Meeting *m, const Type *signature) {
    if (signature->as.signature.recv != NULL) {
        meet_pos(m, signature->as.signature.recv->pos);
        meet_type(m, signature->as.signature.recv->type);
    }
    meet_vars(m, &signature->as.signature.params->as.tuple.vars);
    meet_vars(m, &signature->as.signature.results->as.tuple.vars);
}

static void meet_object(Meeting *m, Object *object) {
    if (object == NULL || object->package != m->checker->package || map_has(m->objects, object)) {
        return;
    }
    map_set(m->objects, object, object);
    meet_pos(m, object->pos);
    if (object->kind == OBJ_FUNC && object->type->as.signature.recv != NULL) {
        meet_type(m, object->type->as.signature.recv->type);
        meet_signature(m, object->type);
    } else if (object->kind != OBJ_TYPE || object->as.type.alias) {
        meet_type(m, object->type);
    }
}

static void meet_instance(Meeting *m, Type *named) {
    meet_object(m, named->as.named.origin->as.named.object);
    meet_pos(m, named->as.named.object->pos);
    for (int i = 0; i < named->as.named.targs->len; i++) {
        meet_type(m, named->as.named.targs->at[i]);
    }
    meet_type(m, type_underlying(named));
}

static void meet_interface(Meeting *m, const Type *type) {
    for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
        meet_type(m, type->as.interface.embeddeds.at[i]);
    }
    for (int i = 0; i < type->as.interface.methods.len; i++) {
        const Object *method = type->as.interface.methods.at[i];
        meet_vars(m, &method->type->as.signature.params->as.tuple.vars);
        meet_vars(m, &method->type->as.signature.results->as.tuple.vars);
        meet_pos(m, method->pos);
    }
}

static void meet_parts(Meeting *m, Type *type) {
    switch (type->kind) {
    case TYPE_NAMED:
        if (type->as.named.targs != NULL) {
            meet_instance(m, type);
        } else {
            meet_object(m, type->as.named.object);
        }
        break;
    case TYPE_POINTER:
    case TYPE_SLICE: meet_type(m, type->as.pointer.elem); break;
    case TYPE_ARRAY: meet_type(m, type->as.array.elem); break;
    case TYPE_CHAN: meet_type(m, type->as.chan.elem); break;
    case TYPE_MAP:
        meet_type(m, type->as.map.key);
        meet_type(m, type->as.map.elem);
        break;
    case TYPE_STRUCT: meet_vars(m, &type->as.struct_.fields); break;
    case TYPE_TUPLE: meet_vars(m, &type->as.tuple.vars); break;
    case TYPE_SIGNATURE: meet_signature(m, type); break;
    case TYPE_INTERFACE: meet_interface(m, type); break;
    case TYPE_UNION:
        for (int i = 0; i < type->as.union_.terms.len; i++) {
            meet_type(m, type->as.union_.terms.at[i].type);
        }
        break;
    case TYPE_PARAM:
        meet_pos(m, type->as.tparam.object->pos);
        meet_type(m, type->as.tparam.constraint);
        break;
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_ALIAS: break;
    }
}

static void meet_type(Meeting *m, Type *type) {
    type = type != NULL ? type_unalias(type) : NULL;
    if (type == NULL || type->kind == TYPE_BASIC || map_has(m->types, type)) {
        return;
    }
    map_set(m->types, type, type);
    depth_enter(m->checker);
    meet_parts(m, type);
    depth_leave(m->checker);
}

static void meet_type_decl(Meeting *m, const Decl *decl) {
    Object *object = decl->as.type.name->as.name.object;
    meet_pos(m, decl->pos);
    meet_object(m, object);
    if (decl->as.type.alias || object == NULL || object->type->kind != TYPE_NAMED) {
        return;
    }
    meet_type(m, decl->as.type.type->type);
    for (int i = 0; i < object->type->as.named.tparams.len; i++) {
        meet_type(m, object->type->as.named.tparams.at[i]);
    }
    for (int i = 0; i < named_method_count(object->type); i++) {
        meet_object(m, named_method(object->type, i));
    }
}

static void meet_decl(Meeting *m, const Decl *decl) {
    if (decl->kind == DECL_FUNC) {
        meet_pos(m, decl->pos);
        meet_object(m, decl->as.func.object);
    }
    for (int i = 0; (decl->kind == DECL_VAR || decl->kind == DECL_CONST) && i < decl->as.value.names.len; i++) {
        meet_pos(m, decl->pos);
        meet_object(m, decl->as.value.names.at[i]->as.name.object);
    }
}

Map *file_ranks_119(Checker *c) {
    Meeting meeting = {
        .checker = c, .ranks = map_new(c->scratch), .types = map_new(c->scratch), .objects = map_new(c->scratch)};
    const int rounds = c->package->files.len > 1 ? 2 : 0; /* one file is before no other */
    for (int round = 0; round < rounds; round++) {
        for (int f = 0; f < c->package->files.len; f++) {
            const DeclVec *decls = &c->package->files.at[f]->decls;
            for (int i = 0; i < decls->len; i++) {
                if (round == 1) {
                    meet_decl(&meeting, decls->at[i]);
                } else if (decls->at[i]->kind == DECL_TYPE) {
                    meet_type_decl(&meeting, decls->at[i]);
                }
            }
        }
    }
    return meeting.ranks;
}
