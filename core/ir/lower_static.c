/*
 * What package initialisation needs no code: values that can be laid out in the data of the program are
 * taken out of `init`; of literals only the elements that must be computed stay, as assignments of their own.
 * gc: staticinit/sched.go; pkginit/init.go.
 */
#include "core/ir/internal.h"

#include <inttypes.h>
#include <string.h>

enum { WORD = 8 };

/* The elements of a literal that are not zero, those of nested arrays and structs among them. */
typedef struct Entry {
    Node *value;
    int64_t offset; /* in the literal */
} Entry;
typedef struct Plan {
    VEC(Entry) entries;
} Plan;

/* Part of a variable's storage. */
typedef struct Part {
    const Var *var;
    int64_t offset;
} Part;

typedef struct Schedule {
    Lower *l;
    NodeVec out;        /* what must be executed, in order */
    Map *plans;         /* Node* of a literal -> Plan* */
    bool seen_mutation; /* an initialiser may have changed other variables */
    int statics;        /* unnamed variables made so far */
    Pos pos;
} Schedule;

/* ---- effects ---- */

static bool is_zero_constant(const Value *value) {
    switch (value_kind(value)) {
    case VALUE_STRING: return value_string_length(value) == 0;
    case VALUE_BOOL: return !value_as_bool(value);
    case VALUE_UNKNOWN:
    case VALUE_INT:
    case VALUE_FLOAT:
    case VALUE_COMPLEX: return value_sign(value) == 0;
    }
    return false;
}

static bool may_divide_by_zero(const Node *n) {
    if (n->oper != OP_DIV && n->oper != OP_REM) {
        return false;
    }
    return n->y->op != NODE_LITERAL || value_sign(n->y->value) == 0;
}

static bool has_effect(void *context, Node *n) {
    (void)context;
    switch ((int)n->op) {
    case NODE_NAME:
    case NODE_TYPE:
    case NODE_LITERAL:
    case NODE_NIL:
    case NODE_UNARY:
    case NODE_ADDSTR:
    case NODE_ADDR:
    case NODE_ANDAND:
    case NODE_OROR:
    case NODE_BYTES2STR:
    case NODE_RUNES2STR:
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_RUNESTR:
    case NODE_CAP:
    case NODE_LEN:
    case NODE_REAL:
    case NODE_IMAG:
    case NODE_COMPLEX:
    case NODE_MAPLIT:
    case NODE_STRUCTLIT:
    case NODE_ARRAYLIT:
    case NODE_SLICELIT:
    case NODE_PTRLIT:
    case NODE_CONV:
    case NODE_CONVIFACE:
    case NODE_CONVNOP:
    case NODE_DOT:
    case NODE_KEY:
    case NODE_STRUCTKEY:
    case NODE_NEW:
    case NODE_PAREN: return false;
    case NODE_BINARY: return may_divide_by_zero(n);
    case NODE_MAKECHAN:
    case NODE_MAKEMAP: return n->x != NULL && (n->x->op != NODE_LITERAL || value_sign(n->x->value) != 0);
    default: return true;
    }
}

bool lower_any_side_effects(Node *n) { return lower_any(n, has_effect, NULL); }

/* A local variable, or one of another package. */
static bool is_safe_target(const Lower *l, Node *target) {
    Node *outer = node_outer_value(target);
    while (outer->op == NODE_DEREF) {
        outer = outer->x;
    }
    return outer->op == NODE_NAME && !(outer->var->class == CLASS_EXTERN && outer->var->package == l->package);
}

static bool may_modify(void *context, Node *n) {
    const Lower *l = context;
    switch ((int)n->op) {
    case NODE_CALLFUNC:
    case NODE_CALLINTER:
    case NODE_APPEND:
    case NODE_CLEAR:
    case NODE_COPY: return true;
    case NODE_ASOP:
    case NODE_AS: return !is_safe_target(l, n->x);
    case NODE_AS2:
    case NODE_AS2DOTTYPE:
    case NODE_AS2FUNC:
    case NODE_AS2MAPR:
    case NODE_AS2RECV:
        for (int i = 0; i < n->list.len; i++) {
            if (!is_safe_target(l, n->list.at[i])) {
                return true;
            }
        }
        return false;
    default: return false;
    }
}

/* ---- plans ---- */

static Node *element_value(Node *element) {
    if (element->op == NODE_KEY) {
        return element->y;
    }
    return element->op == NODE_STRUCTKEY ? element->x : element;
}

static bool is_value_literal(const Node *n) { return n->op == NODE_ARRAYLIT || n->op == NODE_STRUCTLIT; }

static bool is_zero(Node *n) {
    if (n->op == NODE_NIL) {
        return true;
    }
    if (n->op == NODE_LITERAL) {
        return is_zero_constant(n->value);
    }
    if (!is_value_literal(n)) {
        return false;
    }
    for (int i = 0; i < n->list.len; i++) {
        if (!is_zero(element_value(n->list.at[i]))) {
            return false;
        }
    }
    return true;
}

/* Where the i-th element of a literal lies; *next: the index of the one behind it. */
static int64_t element_offset(const Node *literal, const Node *element, int64_t *next) {
    Type *type = type_underlying(literal->type);
    if (type->kind == TYPE_STRUCT) {
        for (int i = 0; i < type->as.struct_.fields.len; i++) {
            if (type->as.struct_.fields.at[i] == element->field) {
                return struct_field_offset(type, i);
            }
        }
        return 0;
    }
    int64_t index = *next;
    if (element->op == NODE_KEY) {
        value_as_int64(element->x->value, &index);
    }
    *next = index + 1;
    return index * type_size(type->kind == TYPE_ARRAY ? type->as.array.elem : type->as.slice.elem);
}

static void add_entry(Schedule *s, Plan *plan, Node *value, int64_t offset);

static Plan *plan_of(Schedule *s, Node *literal) {
    Plan *plan = map_get(s->plans, literal);
    if (plan != NULL) {
        return plan;
    }
    plan = ARENA_NEW(s->l->arena, Plan);
    map_set(s->plans, literal, plan);
    lower_enter(s->l);
    int64_t next = 0;
    for (int i = 0; i < literal->list.len; i++) {
        Node *element = literal->list.at[i];
        const int64_t offset = element_offset(literal, element, &next);
        if (element->op != NODE_STRUCTKEY || strcmp(element->sym, "_") != 0) {
            add_entry(s, plan, element_value(element), offset);
        }
    }
    lower_leave(s->l);
    return plan;
}

static void add_entry(Schedule *s, Plan *plan, Node *value, int64_t offset) {
    if (is_zero(value)) {
        return;
    }
    if (!is_value_literal(value)) {
        const Entry entry = {.value = value, .offset = offset};
        VEC_PUSH(s->l->arena, &plan->entries, entry);
        return;
    }
    const Plan *nested = plan_of(s, value);
    for (int i = 0; i < nested->entries.len; i++) {
        const Entry entry = {.value = nested->entries.at[i].value, .offset = offset + nested->entries.at[i].offset};
        VEC_PUSH(s->l->arena, &plan->entries, entry);
    }
}

/* ---- assignments that remain ---- */

/* A part as a variable of its own; messages show its address. */
static Node *part_of(Schedule *s, Part place, Type *type) {
    Var *part = ARENA_NEW(s->l->arena, Var);
    *part = *place.var;
    part->type = type;
    part->defn = NULL;
    part->node = lower_node(s->l, NODE_NAME, s->pos, type);
    part->node->var = part;
    Node *shown = lower_node(s->l, NODE_LINKSYMOFFSET, s->pos, type);
    shown->sym = arena_printf(s->l->arena, "%s.%s@%" PRId64, s->l->package->path, part->name, place.offset);
    part->node->orig = shown;
    return part->node;
}

static Part static_var(Schedule *s, Type *type) {
    Var *var = ARENA_NEW(s->l->arena, Var);
    var->class = CLASS_EXTERN;
    var->name = arena_printf(s->l->arena, ".stmp_%d", s->statics++);
    var->package = s->l->package;
    var->type = type;
    var->result_index = -1;
    return (Part){.var = var};
}

static void emit(Schedule *s, Node *target, Node *value) {
    Node *n = lower_node(s->l, NODE_AS, s->pos, NULL);
    n->x = target;
    n->y = value;
    VEC_PUSH(s->l->arena, &s->out, n);
}

static bool static_assign(Schedule *s, Part target, Node *value, Type *type);

static void assign_part(Schedule *s, Part target, Node *value) {
    if (static_assign(s, target, value, value->type)) {
        return;
    }
    bool blank = strcmp(target.var->name, "_") == 0;
    emit(s, blank ? s->l->blank : part_of(s, target, value->type), value);
}

static bool is_constant(const Node *n) { return n->op == NODE_LITERAL || n->op == NODE_NIL; }

static bool is_composite(const Node *n) {
    return n->op == NODE_ARRAYLIT || n->op == NODE_SLICELIT || n->op == NODE_MAPLIT || n->op == NODE_STRUCTLIT;
}

/* ---- copies of other variables ---- */

static bool static_copy(Schedule *s, Part target, Var *source, Type *type);

static void copy_literal(Schedule *s, Part target, Part source, Node *literal) {
    const Plan *plan = plan_of(s, literal);
    for (int i = 0; i < plan->entries.len; i++) {
        Node *value = plan->entries.at[i].value;
        const int64_t offset = plan->entries.at[i].offset;
        if (is_constant(value) || value->op == NODE_METHEXPR) {
            continue;
        }
        const Part to = {.var = target.var, .offset = target.offset + offset};
        if (value->op == NODE_NAME && static_copy(s, to, value->var, value->type)) {
            continue;
        }
        const Part from = {.var = source.var, .offset = source.offset + offset};
        emit(s, part_of(s, to, value->type), part_of(s, from, value->type));
    }
}

static bool copy_value(Schedule *s, Part target, Part source, Node *value, Type *type) {
    switch ((int)value->op) {
    case NODE_METHEXPR:
    case NODE_NIL:
    case NODE_LITERAL:
    case NODE_SLICELIT: return true;
    case NODE_NAME:
        if (!static_copy(s, target, value->var, type)) {
            Node *converted = value;
            if (!type_identical(value->type, type)) {
                converted = lower_node(s->l, NODE_CONVNOP, s->pos, type);
                converted->x = value;
            }
            emit(s, part_of(s, target, type), converted);
        }
        return true;
    case NODE_ADDR: return value->x->op == NODE_NAME && value->x->var->class == CLASS_EXTERN;
    case NODE_PTRLIT: return is_composite(value->x);
    case NODE_ARRAYLIT:
    case NODE_STRUCTLIT: copy_literal(s, target, source, value); return true;
    default: return false;
    }
}

static bool static_copy(Schedule *s, Part target, Var *source, Type *type) {
    if (source->class == CLASS_FUNC) {
        return true;
    }
    bool known = source->class == CLASS_EXTERN && source->package == s->l->package && source->defn != NULL &&
                 source->defn->op == NODE_AS && !type_is_string(source->type);
    if (!known || s->seen_mutation) {
        return false;
    }
    Node *value = source->defn->y;
    while (value->op == NODE_CONVNOP && !type_identical(value->type, type)) {
        value = value->x;
    }
    lower_enter(s->l);
    bool done = copy_value(s, target, (Part){.var = source}, value, type);
    lower_leave(s->l);
    return done;
}

/* ---- values ---- */

static bool has_static_address(const Node *n) {
    for (;;) {
        if (n->op == NODE_NAME) {
            return n->var->class == CLASS_EXTERN;
        }
        if (n->op == NODE_INDEX) {
            int64_t index;
            bool constant = n->y->op == NODE_LITERAL && value_as_int64(n->y->value, &index) && index >= 0;
            if (type_underlying(n->x->type)->kind == TYPE_SLICE || !constant) {
                return false;
            }
        } else if (n->op != NODE_DOT) {
            return false;
        }
        n = n->x;
    }
}

static bool assign_pointer(Schedule *s, const Node *value) {
    if (value->op == NODE_ADDR && has_static_address(value->x)) {
        return true;
    }
    if (!is_composite(value->x)) {
        return false;
    }
    assign_part(s, static_var(s, value->x->type), value->x);
    return true;
}

/* The code of package crypto/internal/fips140 and below is hashed, so its data holds no addresses.
 * gc: cmd/internal/obj/fips140.go IsFIPS, staticinit disableGlobalAddrs. */
static bool is_hashed(const Lower *l) {
    const char *path = l->package->path;
    const size_t n = strlen("crypto/internal/fips140");
    return l->go->hashed_fips_code && strncmp(path, "crypto/internal/fips140", n) == 0 &&
           (path[n] == '\0' || path[n] == '/');
}

static bool holds_address(const Node *value) {
    const bool plain = value->op == NODE_NIL || value->op == NODE_ARRAYLIT || value->op == NODE_STRUCTLIT;
    return !plain && !(value->op == NODE_LITERAL && !type_is_string(value->type));
}

static void assign_literal(Schedule *s, Part target, Node *literal) {
    const Plan *plan = plan_of(s, literal);
    if (literal->op == NODE_SLICELIT) {
        target = static_var(s, literal->type);
    }
    for (int i = 0; i < plan->entries.len; i++) {
        Node *value = plan->entries.at[i].value;
        if (is_constant(value) && !(is_hashed(s->l) && holds_address(value))) {
            continue;
        }
        s->pos = value->op != NODE_NAME && pos_known(value->pos) ? value->pos : s->pos;
        const Part part = {.var = target.var, .offset = target.offset + plan->entries.at[i].offset};
        assign_part(s, part, value);
    }
}

static bool assign_interface(Schedule *s, Part target, Node *value) {
    Node *conversion = lower_node(s->l, NODE_CONVIFACE, value->pos, value->type);
    while (value->op == NODE_CONVIFACE) {
        value = value->x;
    }
    conversion->x = value;
    if (lower_is_interface(value->type)) {
        return value->op == NODE_NIL;
    }
    if (type_has_shape(value->type)) {
        return false;
    }
    VEC_PUSH(s->l->arena, &s->l->static_conversions, conversion);
    lower_method_table(s->l, value->type, conversion->type);
    if (!type_is_direct_interface(value->type, s->l->go->one_word_direct)) {
        assign_part(s, static_var(s, value->type), value);
        return true;
    }
    s->pos = value->op != NODE_NAME && pos_known(value->pos) ? value->pos : s->pos;
    target.offset += WORD;
    assign_part(s, target, value);
    return true;
}

static bool assign_value(Schedule *s, Part target, Node *value, Type *type) {
    if (is_hashed(s->l) && holds_address(value)) {
        return false;
    }
    switch ((int)value->op) {
    case NODE_NAME: return static_copy(s, target, value->var, type);
    case NODE_METHEXPR:
    case NODE_NIL:
    case NODE_LITERAL: return true;
    case NODE_ADDR:
    case NODE_PTRLIT: return assign_pointer(s, value);
    case NODE_STR2BYTES: return value->x->op == NODE_LITERAL;
    case NODE_SLICELIT:
    case NODE_ARRAYLIT:
    case NODE_STRUCTLIT: assign_literal(s, target, value); return true;
    case NODE_CLOSURE: return value->func->closure_vars.len == 0;
    case NODE_CONVIFACE: return assign_interface(s, target, value);
    default: return false;
    }
}

static bool static_assign(Schedule *s, Part target, Node *value, Type *type) {
    while (value->op == NODE_CONVNOP) {
        value = value->x;
    }
    lower_enter(s->l);
    bool done = assign_value(s, target, value, type);
    lower_leave(s->l);
    return done;
}

static bool all_blank(const NodeVec *list) {
    for (int i = 0; i < list->len; i++) {
        if (!node_is_blank(list->at[i])) {
            return false;
        }
    }
    return true;
}

/* Whether the statement needs no code; what little it needs has been emitted. */
static bool try_static(Schedule *s, Node *stmt) {
    if (stmt->op == NODE_AS2 || stmt->op == NODE_CALLFUNC) {
        return false;
    }
    bool single = stmt->op == NODE_AS;
    Node *value = single ? stmt->y : stmt->rlist.at[0];
    const bool watches = s->l->go->init_mutations;
    s->seen_mutation = s->seen_mutation || (watches && lower_any(value, may_modify, s->l));
    bool blank = single ? node_is_blank(stmt->x) : watches && all_blank(&stmt->list);
    if (blank && !lower_any_side_effects(value)) {
        return true;
    }
    s->pos = stmt->pos;
    return single && static_assign(s, (Part){.var = stmt->x->var}, value, stmt->x->type);
}

void lower_static_init(Lower *l, Func *init) {
    Schedule s = {.l = l, .plans = map_new(l->arena)};
    for (int i = 0; i < init->body.len; i++) {
        if (!try_static(&s, init->body.at[i])) {
            VEC_PUSH(l->arena, &s.out, init->body.at[i]);
        }
    }
    init->body = s.out;
    if (init->body.len == 0) {
        VEC_PUSH(l->arena, &init->body, lower_node(l, NODE_BLOCK, POS_NONE, NULL));
    }
}
