/*
 * Checking a package: the order of its phases, delayed work, and what is recorded in the tree.
 * gc: types2/check.go, recording.go; noder/writer.go for what it reports after them.
 */
#include "core/types/check.h"

#include <stdlib.h>

#include "core/base/abort.h"
#include "core/syntax/walk.h"
#include "core/types/declare.h"
#include "core/types/operand.h"

typedef struct Action {
    const char *version; /* language version where it was queued */
    void (*run)(Checker *, void *);
    void *argument;
} Action;

struct ActionQueue {
    VEC(Action) list;
};

/* ---- delayed actions ---- */

void check_later(Checker *c, void (*action)(Checker *, void *), void *argument) {
    VEC_PUSH(c->scratch, &c->delayed->list, ((Action){c->env.version, action, argument}));
}

int check_delayed_mark(Checker *c) { return c->delayed->list.len; }

void check_process_delayed_from(Checker *c, int mark) {
    const char *version = c->env.version;
    for (int i = mark; i < c->delayed->list.len; i++) {
        abort_poll();
        const Action action = c->delayed->list.at[i];
        c->env.version = action.version;
        action.run(c, action.argument);
    }
    c->delayed->list.len = mark;
    c->env.version = version;
}

void check_process_delayed(Checker *c) { check_process_delayed_from(c, 0); }

void depth_enter(Checker *c) {
    if (++c->depth > CHECK_DEPTH_MAX) {
        analysis_abort(ABORT_TOO_DEEP);
    }
}

void depth_leave(Checker *c) { c->depth--; }

/* ---- recording ---- */

void record_type_and_value(Checker *c, Expr *expr, OperandMode mode, Type *type, const Value *value) {
    (void)c;
    if (mode == MODE_INVALID) {
        return;
    }
    expr->mode = (unsigned char)mode;
    expr->type = type;
    expr->value = value;
}

void record_untyped(Checker *c) {
    for (int i = 0; i < map_len(c->untyped); i++) {
        const UntypedInfo *info = map_value_at(c->untyped, i);
        if (info != NULL) {
            Expr *expr = (Expr *)(uintptr_t)map_key_at(c->untyped, i);
            record_type_and_value(c, expr, info->mode, info->type, info->value);
        }
    }
}

void record_builtin_type(Checker *c, Expr *fun, Type *signature) {
    for (;;) {
        record_type_and_value(c, fun, MODE_BUILTIN, signature, NULL);
        if (fun->kind != EXPR_PAREN) {
            return;
        }
        fun = fun->as.paren.x;
    }
}

void record_comma_ok(Checker *c, Expr *expr, Type *first, Type *second) {
    (void)c;
    if (type_is_bad(first) || type_is_bad(second)) {
        return;
    }
    for (;;) {
        expr->comma_ok = true;
        if (expr->kind != EXPR_PAREN) {
            return;
        }
        expr = expr->as.paren.x;
    }
}

void record_use(Checker *c, Expr *name, Object *object) {
    (void)c;
    name->as.name.object = object;
}

void record_def(Checker *c, Expr *name, Object *object) {
    (void)c;
    name->as.name.object = object;
}

void record_instance(Checker *c, Expr *expr, TypeList *targs, Type *type) {
    (void)c;
    (void)type;
    Expr *name = expr->kind == EXPR_INDEX ? expr->as.index.x : expr;
    if (name->kind == EXPR_SELECTOR) {
        name = name->as.selector.sel;
    }
    if (name->kind == EXPR_NAME) {
        name->as.name.instance = targs;
    }
}

void record_selection(Checker *c, Expr *selector, SelectionKind kind, Type *recv, Object *object, int *path,
                      int path_len, bool indirect) {
    record_use(c, selector->as.selector.sel, object);
    Selection *selection = ARENA_NEW(c->arena, Selection);
    *selection = (Selection){kind, recv, object, NULL, path_len, indirect};
    if (path_len > 0) {
        selection->path = arena_copy(c->arena, path, sizeof(int) * (size_t)path_len);
    }
    selector->as.selector.selection = selection;
}

/* ---- phases ---- */

static void check_file_version(Checker *c, const File *file) {
    int minor = version_minor(file->go_version);
    if (minor > c->config->go_minor_max) {
        check_error_expr(c, file->package, "TooNew", "file requires newer Go version go1.%d", minor);
    }
}

/* Names the package after its first file and leaves out files of others. */
static void init_files(Checker *c, File **files, int n) {
    Package *package = c->package;
    for (int i = 0; i < n; i++) {
        File *file = files[i];
        map_set(c->extra->file_of_source, file->source, file);
        const Name *name = file->package->as.name.name;
        if (package->name == NULL || package->files.len == 0) {
            if (name->blank) {
                check_error_expr(c, file->package, "BlankPkgName", "invalid package name _");
            }
            package->name = name;
        }
        if (name != package->name) {
            check_error(c, source_pos(file->source, 0), "MismatchedPkgName", "package %s; expected package %s",
                        name->text, package->name->text);
            continue;
        }
        VEC_PUSH(c->arena, &package->files, file);
    }
    int minor = version_minor(c->config->go_version);
    if (n > 0 && minor > c->config->go_minor_max) {
        check_error(c, source_pos(files[0]->source, 0), "TooNew",
                    "package requires newer Go version go1.%d (application built with go1.%d)", minor,
                    c->config->go_minor_max);
    }
    for (int i = 0; i < package->files.len; i++) {
        check_file_version(c, package->files.at[i]);
    }
}

/* Completes what is completed lazily: afterwards nothing needs the checker. */
static void clean_up(Checker *c) {
    for (int i = 0; i < c->extra->cleaners.len; i++) {
        Type *type = c->extra->cleaners.at[i];
        switch (type->kind) {
        case TYPE_NAMED:
            if (type->as.named.targs == NULL) {
                named_resolve(type);
            }
            break;
        case TYPE_ALIAS: type_unalias(type); break;
        case TYPE_PARAM: tparam_interface(type); break;
        case TYPE_INTERFACE: interface_type_set(type); break;
        case TYPE_BAD:
        case TYPE_BASIC:
        case TYPE_POINTER:
        case TYPE_ARRAY:
        case TYPE_SLICE:
        case TYPE_MAP:
        case TYPE_CHAN:
        case TYPE_STRUCT:
        case TYPE_TUPLE:
        case TYPE_SIGNATURE:
        case TYPE_UNION: break;
        }
    }
}

/* Nothing that outlives the check points to it. */
static void detach(Checker *c) {
    for (int i = 0; i < c->extra->cleaners.len; i++) {
        Type *type = c->extra->cleaners.at[i];
        if (type->kind == TYPE_NAMED) {
            type->as.named.checker = NULL;
        } else if (type->kind == TYPE_ALIAS) {
            type->as.alias.checker = NULL;
        } else if (type->kind == TYPE_PARAM) {
            type->as.tparam.checker = NULL;
        } else if (type->kind == TYPE_INTERFACE) {
            type->as.interface.checker = NULL;
        }
    }
    for (int i = 0; i < c->extra->object_list.len; i++) {
        Object *object = c->extra->object_list.at[i];
        if (object->kind == OBJ_FUNC) {
            object->as.func.info->checker = NULL;
        }
    }
    c->context->checker = NULL;
}

/* ---- after a check without errors ---- */

typedef struct LocalTypes {
    const Checker *checker;
    int count;
    TypeVec implicits; /* type parameters of the function at hand */
} LocalTypes;

static TypeVec implicit_tparams(const Checker *c, const Decl *decl) {
    TypeVec all = {0};
    if (decl->kind != DECL_FUNC || decl->as.func.object == NULL || decl->as.func.object->type == NULL) {
        return all;
    }
    const Type *signature = decl->as.func.object->type;
    for (int i = 0; i < signature->as.signature.recv_tparams.len; i++) {
        VEC_PUSH(c->arena, &all, signature->as.signature.recv_tparams.at[i]);
    }
    for (int i = 0; i < signature->as.signature.tparams.len; i++) {
        VEC_PUSH(c->arena, &all, signature->as.signature.tparams.at[i]);
    }
    return all;
}

static void set_implicits(const LocalTypes *local, Type *type) {
    const TypeVec *lists[] = {&local->implicits, &type->as.named.tparams};
    type->as.named.implicits = local->implicits;
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < lists[i]->len; j++) {
            VEC_PUSH(local->checker->arena, &type->as.named.all_params, lists[i]->at[j]);
        }
    }
}

/* Local types are numbered through the package, in source order. gc: noder/writer.go collectDecls. */
static bool number_local_type(void *context, Decl *decl) {
    LocalTypes *local = context;
    if (decl->kind != DECL_TYPE || decl->as.type.alias) {
        return true;
    }
    const Object *object = decl->as.type.name->as.name.object;
    if (object != NULL && object->parent != local->checker->package->scope && object->type != NULL &&
        object->type->kind == TYPE_NAMED) {
        object->type->as.named.local_index = ++local->count;
        set_implicits(local, object->type);
    }
    return true;
}

static int compare_decls(const void *a, const void *b) {
    const Decl *x = *(Decl *const *)a, *y = *(Decl *const *)b;
    return x->pos.offset < y->pos.offset ? -1 : x->pos.offset > y->pos.offset;
}

/* Whether a local type stands between two positions; `locals` are sorted. */
static bool any_between(const DeclVec *locals, uint32_t from, uint32_t to) {
    int low = 0, high = locals->len;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (locals->at[middle]->pos.offset < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < locals->len && locals->at[low]->pos.offset < to;
}

static void number_local_types(Checker *c) {
    DeclVec *locals = &c->extra->local_types;
    if (locals->len == 0) {
        return;
    }
    qsort(locals->at, (size_t)locals->len, sizeof(Decl *), compare_decls);
    LocalTypes local = {.checker = c};
    const Visitor visitor = {.decl = number_local_type, .context = &local};
    for (int i = 0; i < c->package->files.len; i++) {
        const DeclVec *decls = &c->package->files.at[i]->decls;
        for (int j = 0; j < decls->len; j++) {
            const uint32_t end = j + 1 < decls->len ? decls->at[j + 1]->pos.offset : UINT32_MAX;
            if (any_between(locals, decls->at[j]->pos.offset, end)) {
                local.implicits = implicit_tparams(c, decls->at[j]);
                walk_decl(&visitor, decls->at[j]);
            }
        }
    }
}

static void finish(Checker *c) {
    const Package *package = c->package;
    if (!c->config->interface_cycles) {
        check_interface_cycles(c, package->files.at, package->files.len);
    }
    check_directives(c);
    if (!c->extra->has_error) {
        check_limits(c);
    }
    number_local_types(c);
}

static Checker *checker_new(const CheckConfig *config) {
    Checker *c = ARENA_NEW(config->scratch, Checker);
    c->config = config;
    c->arena = config->types;
    c->scratch = config->scratch;
    c->universe = config->universe;
    c->package = ARENA_NEW(c->arena, Package);
    c->package->path = config->path;
    c->package->go_version = config->go_version;
    c->package->is_std = config->is_std;
    c->package->scope = scope_new(c->arena, config->universe->scope, POS_NONE, POS_NONE);
    c->env.version = config->go_version;
    c->decls = map_new(c->scratch);
    c->untyped = map_new(c->scratch);
    c->methods = map_new(c->scratch);
    c->delayed = ARENA_NEW(c->scratch, struct ActionQueue);
    c->context = instances_new(c->arena, c->universe);
    c->context->checker = c;
    c->extra = ARENA_NEW(c->scratch, CheckerExtra);
    c->extra->dot_names = map_new(c->scratch);
    c->extra->finite_types = map_new(c->scratch);
    c->extra->import_cache = strmap_new(c->scratch);
    c->extra->file_of_source = map_new(c->scratch);
    return c;
}

Package *check_package(const CheckConfig *config, File **files, int file_count) {
    Checker *c = checker_new(config);
    init_files(c, files, file_count);
    collect_objects(c, c->package->files.at, c->package->files.len);
    sort_objects(c);
    direct_cycles(c);
    check_package_objects(c);
    check_process_delayed(c);
    clean_up(c);
    init_order(c);
    if (!config->ignore_func_bodies) {
        unused_imports(c);
    }
    record_untyped(c);
    if (!c->extra->has_error) {
        mono_check(c);
    }
    if (!c->extra->has_error) {
        finish(c);
    }
    /* Completing a type may have made others. */
    clean_up(c);
    detach(c);
    c->package->complete = true;
    return c->package;
}
