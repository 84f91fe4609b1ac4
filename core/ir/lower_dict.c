/*
 * Dictionaries: what a shaped body must be told of the real types, as words in the order in which gc's writer meets
 * the need for them: methods of type parameters, dictionaries of other instances, types, pairs of type and interface.
 * The layout belongs to the generic object, for a type to all its methods together. It is found by lowering the
 * bodies once more than they are needed, with nothing kept but these notes.
 * gc: noder/writer.go writerDict; noder/reader.go dictNameOf, dictWord.
 */
#include "core/ir/internal.h"

/* ---- what depends on type parameters ---- */

static bool objects_derived(Lower *l, const ObjectVec *objects) {
    for (int i = 0; i < objects->len; i++) {
        if (lower_derived(l, objects->at[i]->type)) {
            return true;
        }
    }
    return false;
}

static bool list_derived(Lower *l, const TypeList *types) {
    for (int i = 0; types != NULL && i < types->len; i++) {
        if (lower_derived(l, types->at[i])) {
            return true;
        }
    }
    return false;
}

static bool named_derived(Lower *l, const Type *type) {
    return list_derived(l, type->as.named.targs) || type->as.named.origin->as.named.implicits.len > 0;
}

static bool interface_derived(Lower *l, const Type *type) {
    for (int i = 0; i < type->as.interface.embeddeds.len; i++) {
        if (lower_derived(l, type->as.interface.embeddeds.at[i])) {
            return true;
        }
    }
    return objects_derived(l, &type->as.interface.methods);
}

static bool find_derived(Lower *l, Type *type) {
    switch (type->kind) {
    case TYPE_PARAM: return true;
    case TYPE_NAMED: return named_derived(l, type);
    case TYPE_POINTER:
    case TYPE_SLICE: return lower_derived(l, type->as.pointer.elem);
    case TYPE_ARRAY: return lower_derived(l, type->as.array.elem);
    case TYPE_CHAN: return lower_derived(l, type->as.chan.elem);
    case TYPE_MAP: return lower_derived(l, type->as.map.key) || lower_derived(l, type->as.map.elem);
    case TYPE_STRUCT: return objects_derived(l, &type->as.struct_.fields);
    case TYPE_TUPLE: return objects_derived(l, &type->as.tuple.vars);
    case TYPE_SIGNATURE:
        return lower_derived(l, type->as.signature.params) || lower_derived(l, type->as.signature.results);
    case TYPE_INTERFACE: return interface_derived(l, type);
    case TYPE_ALIAS: return list_derived(l, type->as.alias.targs) || lower_derived(l, type->as.alias.from_rhs);
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_UNION: return false;
    }
    return false;
}

bool lower_derived(Lower *l, Type *type) {
    if (type == NULL || type->kind == TYPE_BASIC || l->env == NULL) {
        return false;
    }
    static const char yes, no;
    const char *known = map_get(l->derived, type);
    if (known == NULL) {
        map_set(l->derived, type, (void *)(uintptr_t)&no);
        known = find_derived(l, type) ? &yes : &no;
        map_set(l->derived, type, (void *)(uintptr_t)known);
    }
    return known == &yes;
}

/* ---- notes ---- */

/* Types are told apart by where they come from, as gc does: []T written twice is two. */
static Type *key_type(Lower *l, Type *type) {
    while (type->kind == TYPE_ALIAS && type->as.alias.object != NULL && type->as.alias.object->package != NULL &&
           type->as.alias.object->parent != type->as.alias.object->package->scope) {
        type = type->as.alias.from_rhs;
    }
    return type_default(l->universe, type);
}

static int note_type(Lower *l, Type *type) {
    DictLayout *layout = l->recording;
    for (int i = 0; i < layout->rtypes.len; i++) {
        if (layout->rtypes.at[i].type == type) {
            return i;
        }
    }
    const DictType entry = {.type = type, .env = l->env};
    VEC_PUSH(l->arena, &layout->rtypes, entry);
    return layout->rtypes.len - 1;
}

void lower_read_rtype(Lower *l, Type *type) {
    if (type == NULL || l->env == NULL) {
        lower_touch_type(l, type);
        return;
    }
    if (l->recording == NULL) {
        lower_touch_type(l, type);
    } else if (lower_derived(l, type)) {
        note_type(l, key_type(l, type));
    }
}

static void note_pair(Lower *l, Type *type, Type *iface) {
    DictLayout *layout = l->recording;
    for (int i = 0; i < layout->itabs.len; i++) {
        if (layout->itabs.at[i].type == type && layout->itabs.at[i].iface == iface) {
            return;
        }
    }
    const DictPair entry = {.type = type, .iface = iface, .env = l->env};
    VEC_PUSH(l->arena, &layout->itabs, entry);
}

void lower_read_itab(Lower *l, Type *type, Type *iface) {
    if (type == NULL || iface == NULL) {
        return;
    }
    lower_read_rtype(l, type);
    lower_read_rtype(l, iface);
    if (l->recording != NULL && (lower_derived(l, type) || lower_derived(l, iface))) {
        note_pair(l, key_type(l, type), key_type(l, iface));
    } else if (l->recording == NULL && !lower_derived(l, type) && !lower_derived(l, iface)) {
        lower_method_table(l, type_default(l->universe, type), iface);
    }
}

/* ---- words ---- */

static bool same_list(Lower *l, const TypeList *a, const TypeList *b) {
    for (int i = 0; i < a->len; i++) {
        if (key_type(l, a->at[i]) != key_type(l, b->at[i])) {
            return false;
        }
    }
    return a->len == b->len;
}

static int find_dict(Lower *l, const DictLayout *layout, const Object *object, const TypeList *targs) {
    for (int i = 0; i < layout->subdicts.len; i++) {
        if (layout->subdicts.at[i].object == object && same_list(l, layout->subdicts.at[i].targs, targs)) {
            return i;
        }
    }
    return -1;
}

static int find_method(const DictLayout *layout, int tparam, const Object *method) {
    for (int i = 0; i < layout->methods.len; i++) {
        const DictMethod *entry = &layout->methods.at[i];
        if (entry->tparam == tparam && entry->method->name == method->name &&
            (method->name->exported || entry->method->package == method->package)) {
            return i;
        }
    }
    return -1;
}

/* .dict[index]; which word it is is settled at the end. */
static Node *dict_word(Lower *l, Pos pos, DictFixup fixup) {
    Node *n = lower_node(l, NODE_INDEX, pos, l->universe->basic[BASIC_UINTPTR]);
    n->x = lower_implicit_star(l, pos, l->state->dict->node);
    n->y = lower_int_literal(l, pos, l->universe->basic[BASIC_INT], 0);
    if (l->recording == NULL) {
        fixup.literal = n->y;
        fixup.instance = l->dict_owner;
        VEC_PUSH(l->arena, &l->fixups, fixup);
    }
    return n;
}

Node *lower_sub_dict(Lower *l, Pos pos, Object *object, const TypeList *targs) {
    if (l->recording != NULL && find_dict(l, l->recording, object, targs) < 0) {
        const DictSub entry = {.object = object, .targs = targs, .env = l->env};
        VEC_PUSH(l->arena, &l->recording->subdicts, entry);
    }
    Node *n = lower_node(l, NODE_CONVNOP, pos, lower_dict_type(l, object));
    n->x = dict_word(l, pos, (DictFixup){.object = object, .targs = targs});
    if (l->recording == NULL && !map_has(l->shown_dicts, object)) {
        Instance *shape = lower_instance(l, object, lower_subst_list(l, targs), true);
        map_set(l->shown_dicts, object, shape);
    }
    return n;
}

Node *lower_tparam_method(Lower *l, Pos pos, const Type *tparam, Object *method) {
    int index = 0;
    while (index < l->env->tparams.len && l->env->tparams.at[index] != tparam) {
        index++;
    }
    if (l->recording != NULL && find_method(l->recording, index, method) < 0) {
        const DictMethod entry = {.tparam = index, .method = method};
        VEC_PUSH(l->arena, &l->recording->methods, entry);
    }
    return dict_word(l, pos, (DictFixup){.method = method, .tparam = index});
}

/* ---- layouts ---- */

static void record_body(Lower *l, Instance *shape, Object *generic) {
    Func *func = lower_instance_func(l, shape, generic, shape->name);
    lower_instance_body(l, func);
}

static void record(Lower *l, Instance *shape) {
    if (shape->object->kind == OBJ_FUNC) {
        record_body(l, shape, shape->object);
        return;
    }
    const ObjectVec *methods = named_declared_methods(shape->object->type);
    for (int i = 0; i < methods->len; i++) {
        if (!methods->at[i]->name->blank && methods->at[i]->type->as.signature.tparams.len == 0) {
            record_body(l, shape, methods->at[i]);
        }
    }
}

static const DictLayout *layout_of(Lower *l, const Instance *instance) {
    DictLayout *layout = map_get(l->layouts, instance->object);
    if (layout != NULL) {
        return layout;
    }
    layout = ARENA_NEW(l->arena, DictLayout);
    map_set(l->layouts, instance->object, layout);
    FuncState *state = l->state;
    Env *env = l->env;
    Instance *owner = l->dict_owner;
    DictLayout *outer = l->recording;
    const int funcs = l->ir->funcs.len;
    l->state = NULL;
    l->recording = layout;
    lower_enter(l);
    record(l, lower_instance(l, instance->object, instance->targs, true));
    lower_leave(l);
    l->recording = outer;
    l->dict_owner = owner;
    l->env = env;
    l->state = state;
    l->ir->funcs.len = funcs;
    return layout;
}

static int word_count(const DictLayout *layout) {
    return layout->methods.len + layout->subdicts.len + layout->rtypes.len + layout->itabs.len;
}

/* ---- dictionaries of real types ---- */

static Type *real_type(Lower *l, const Env *env, const TypeList *targs, Type *type) {
    return types_subst(l->config->instances, type, &env->tparams, targs);
}

static void read_sub_dict(Lower *l, const DictSub *entry, const TypeList *targs) {
    TypeList *explicits = ARENA_NEW(l->arena, TypeList);
    explicits->len = entry->targs->len;
    explicits->at = ARENA_ARRAY(l->arena, Type *, entry->targs->len);
    for (int i = 0; i < explicits->len; i++) {
        explicits->at[i] = real_type(l, entry->env, targs, entry->targs->at[i]);
        lower_touch_type(l, explicits->at[i]);
    }
    lower_dict_var(l, lower_instance(l, entry->object, explicits, false));
}

static void read_dict(Lower *l, const Instance *instance) {
    const DictLayout *layout = layout_of(l, instance);
    for (int i = 0; i < layout->subdicts.len; i++) {
        read_sub_dict(l, &layout->subdicts.at[i], instance->targs);
    }
    for (int i = 0; i < layout->rtypes.len; i++) {
        const DictType *entry = &layout->rtypes.at[i];
        lower_touch_type(l, real_type(l, entry->env, instance->targs, entry->type));
    }
    for (int i = 0; i < layout->itabs.len; i++) {
        const DictPair *entry = &layout->itabs.at[i];
        Type *type = real_type(l, entry->env, instance->targs, entry->type);
        Type *iface = real_type(l, entry->env, instance->targs, entry->iface);
        lower_touch_type(l, type);
        lower_touch_type(l, iface);
        lower_method_table(l, type, iface);
    }
}

Var *lower_dict_var(Lower *l, Instance *instance) {
    if (instance->dict != NULL) {
        return instance->dict;
    }
    Var *var = ARENA_NEW(l->arena, Var);
    var->class = CLASS_EXTERN;
    var->name = arena_printf(l->arena, ".dict.%s", instance->name);
    var->pos = POS_AUTOGENERATED;
    var->type = lower_dict_type(l, instance->object)->as.pointer.elem;
    var->package = instance->object->package;
    var->qualified = var->package != l->package;
    var->result_index = -1;
    var->node = lower_node(l, NODE_NAME, POS_AUTOGENERATED, var->type);
    var->node->var = var;
    if (l->recording == NULL) {
        instance->dict = var;
        read_dict(l, instance);
    }
    return var;
}

void lower_settle_dicts(Lower *l) {
    for (int i = 0; i < l->fixups.len; i++) {
        const DictFixup *fixup = &l->fixups.at[i];
        const DictLayout *layout = layout_of(l, fixup->instance);
        const int index = fixup->method != NULL
                              ? find_method(layout, fixup->tparam, fixup->method)
                              : layout->methods.len + find_dict(l, layout, fixup->object, fixup->targs);
        fixup->literal->value = value_int(l->arena, index);
    }
    for (int i = 0; i < map_len(l->shown_dicts); i++) {
        const Instance *instance = map_value_at(l->shown_dicts, i);
        Type *array = lower_dict_type(l, instance->object)->as.pointer.elem;
        array->as.array.len = word_count(layout_of(l, instance));
    }
}
