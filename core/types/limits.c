/*
 * Types and arguments that gc's later stages refuse: elements of channels and maps that are too large, types larger
 * than the address space, structs and arrays given to print. Checked when all else is right.
 * gc: types/size.go CalcSize, walk/builtin.go walkPrint, ssagen/pgen.go CheckLargeStacks.
 */
#include <inttypes.h>

#include "core/syntax/walk.h"
#include "core/types/declare.h"

static const int64_t CHAN_ELEM_MAX = (int64_t)1 << 16;
static const int64_t MAP_PART_MAX = (int64_t)1 << 31;
static const int64_t ADDRESS_SPACE = (int64_t)1 << 50;
static const int64_t FRAME_MAX = (int64_t)1 << 30;
enum { NESTING_MAX = 100 };

typedef struct Limits {
    Checker *checker;
    Map *seen; /* types looked at: each is refused once */
} Limits;

static bool reaches(Type *type, int64_t limit) {
    const int64_t size = type_size(type);
    return size < 0 || size >= limit;
}

static const char *problem_of(Limits *limits, Type *type, int depth);

static const char *problem_of_all(Limits *limits, const ObjectVec *vars, int depth) {
    const char *problem = NULL;
    for (int i = 0; i < vars->len && problem == NULL; i++) {
        problem = problem_of(limits, vars->at[i]->type, depth);
    }
    return problem;
}

static const char *first(const char *a, const char *b) { return a != NULL ? a : b; }

static const char *array_problem(Limits *limits, Type *type, int depth) {
    const char *below = problem_of(limits, type->as.array.elem, depth);
    const int64_t elem = type_size(type->as.array.elem);
    if (below == NULL && elem > 0 && type->as.array.len > (ADDRESS_SPACE - 1) / elem) {
        return arena_printf(limits->checker->scratch, "type %s larger than address space",
                            text_of_type(limits->checker, type));
    }
    return below;
}

/* What gc would say of a type; what a named type is made of is its declaration's affair. */
static const char *problem_of(Limits *limits, Type *type, int depth) {
    if (type == NULL || depth > NESTING_MAX || map_has(limits->seen, type)) {
        return NULL;
    }
    map_set(limits->seen, type, type);
    depth++;
    switch (type->kind) {
    case TYPE_CHAN:
        return reaches(type->as.chan.elem, CHAN_ELEM_MAX) ? "channel element type too large (>64kB)"
                                                          : problem_of(limits, type->as.chan.elem, depth);
    case TYPE_MAP:
        if (reaches(type->as.map.elem, MAP_PART_MAX)) {
            return "map element type too large";
        }
        if (reaches(type->as.map.key, MAP_PART_MAX)) {
            return "map key type too large";
        }
        return first(problem_of(limits, type->as.map.key, depth), problem_of(limits, type->as.map.elem, depth));
    case TYPE_ARRAY: return array_problem(limits, type, depth);
    case TYPE_POINTER: return problem_of(limits, type->as.pointer.elem, depth);
    case TYPE_SLICE: return problem_of(limits, type->as.slice.elem, depth);
    case TYPE_STRUCT: return problem_of_all(limits, &type->as.struct_.fields, depth);
    case TYPE_SIGNATURE:
        return first(problem_of_all(limits, &type->as.signature.params->as.tuple.vars, depth),
                     problem_of_all(limits, &type->as.signature.results->as.tuple.vars, depth));
    case TYPE_BAD:
    case TYPE_BASIC:
    case TYPE_NAMED:
    case TYPE_ALIAS:
    case TYPE_TUPLE:
    case TYPE_INTERFACE:
    case TYPE_UNION:
    case TYPE_PARAM: break;
    }
    return NULL;
}

static void refuse(Limits *limits, Pos pos, Type *type) {
    const char *problem = problem_of(limits, type, 0);
    if (problem != NULL) {
        check_error(limits->checker, pos, "", "%s", problem);
    }
}

/* ---- Functions ---- */

static int64_t size_of_all(const ObjectVec *vars) {
    int64_t sum = 0;
    for (int i = 0; i < vars->len; i++) {
        const int64_t size = type_size(vars->at[i]->type);
        if (size < 0 || __builtin_add_overflow(sum, size, &sum)) {
            return INT64_MAX;
        }
    }
    return sum;
}

/* What comes in and goes out by value belongs to the caller's frame, but is held to the same limit. */
static void check_arguments(Limits *limits, Pos pos, const Object *func) {
    const Type *signature = func->type;
    int64_t sum = size_of_all(&signature->as.signature.params->as.tuple.vars);
    const int64_t parts[] = {size_of_all(&signature->as.signature.results->as.tuple.vars),
                             signature->as.signature.recv != NULL ? type_size(signature->as.signature.recv->type) : 0};
    for (int i = 0; i < 2; i++) {
        if (parts[i] < 0 || __builtin_add_overflow(sum, parts[i], &sum)) {
            sum = INT64_MAX;
        }
    }
    if (sum >= FRAME_MAX && type_tparams(func->type)->len == 0) {
        check_error(limits->checker, pos, "", "stack frame too large (>1GB): 0 MB locals + %" PRId64 " MB args",
                    sum >> 20);
    }
}

/* ---- Walking ---- */

static bool check_decl(void *context, Decl *decl) {
    Limits *limits = context;
    if (decl->kind == DECL_TYPE) {
        const Object *object = decl->as.type.name->as.name.object;
        if (object != NULL && object->type != NULL && !decl->as.type.alias) {
            refuse(limits, object->pos, type_underlying(object->type));
        }
    } else if (decl->kind == DECL_VAR) {
        for (int i = 0; i < decl->as.value.names.len; i++) {
            const Object *object = decl->as.value.names.at[i]->as.name.object;
            if (object != NULL) {
                refuse(limits, object->pos, object->type);
            }
        }
    } else if (decl->kind == DECL_FUNC && decl->as.func.object != NULL && decl->as.func.object->type != NULL) {
        refuse(limits, decl->pos, decl->as.func.object->type);
    }
    return true;
}

static bool check_stmt(void *context, Stmt *stmt) {
    Limits *limits = context;
    if (stmt->kind != STMT_ASSIGN || stmt->as.assign.op != OP_DEF) {
        return true;
    }
    for (int i = 0; i < expr_count(stmt->as.assign.lhs); i++) {
        const Expr *name = expr_at(stmt->as.assign.lhs, i);
        if (name->kind == EXPR_NAME && name->as.name.object != NULL) {
            refuse(limits, name->pos, name->as.name.object->type);
        }
    }
    return true;
}

static void check_print(const Limits *limits, const Expr *call) {
    for (int i = 0; i < call->as.call.args.len; i++) {
        Type *type = call->as.call.args.at[i]->type;
        const TypeKind kind = type != NULL ? type_underlying(type)->kind : TYPE_BAD;
        if (kind == TYPE_STRUCT || kind == TYPE_ARRAY) {
            check_error(limits->checker, call->pos, "", "illegal types for operand: %s\n\t%s",
                        expr_unparen(call->as.call.fun)->as.name.name->text, text_of_type(limits->checker, type));
        }
    }
}

/* Whether anything that check_decl and check_stmt look at would be refused. */
static bool any_refused(Limits *limits) {
    const CheckerExtra *extra = limits->checker->extra;
    bool any = false;
    for (int i = 0; i < extra->object_list.len; i++) {
        const Object *object = extra->object_list.at[i];
        Type *type = object->kind == OBJ_TYPE && object->type != NULL ? type_underlying(object->type) : object->type;
        any = any || problem_of(limits, type, 0) != NULL;
    }
    for (int i = 0; i < extra->local_types.len; i++) {
        const Object *object = extra->local_types.at[i]->as.type.name->as.name.object;
        any = any || (object->type != NULL && problem_of(limits, type_underlying(object->type), 0) != NULL);
    }
    for (int i = 0; i < extra->locals.len; i++) {
        any = any || problem_of(limits, extra->locals.at[i]->type, 0) != NULL;
    }
    return any;
}

/* In source order: a type is refused where it is met first. */
static void refuse_all(Checker *c) {
    Limits limits = {.checker = c, .seen = map_new(c->scratch)};
    const Visitor types = {.decl = check_decl, .stmt = check_stmt, .context = &limits};
    for (int i = 0; i < c->package->files.len; i++) {
        walk_file(&types, c->package->files.at[i]);
    }
}

void check_limits(Checker *c) {
    Limits limits = {.checker = c, .seen = map_new(c->scratch)};
    if (any_refused(&limits)) {
        refuse_all(c);
    }
    if (c->extra->has_error) {
        return;
    }
    for (int i = 0; i < c->extra->object_list.len; i++) {
        Object *object = c->extra->object_list.at[i];
        if (object->kind == OBJ_FUNC && object->type != NULL) {
            check_arguments(&limits, func_decl(object)->pos, object);
        }
    }
    for (int i = 0; i < c->extra->prints.len; i++) {
        check_print(&limits, c->extra->prints.at[i]);
    }
}
