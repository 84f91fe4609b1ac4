/*
 * Collecting what the files of a package declare, then checking it all; imports.
 * gc: types2/resolver.go.  Spec: #Declarations_and_scope, #Import_declarations.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/abort.h"
#include "core/base/unicode.h"
#include "core/types/declare.h"

/* A method whose receiver's base type is looked for when all types are known. */
typedef struct PendingMethod {
    Object *object;
    bool is_pointer;
    const Expr *base; /* EXPR_NAME */
} PendingMethod;

typedef struct Collector {
    Checker *checker;
    File *file;
    Scope *file_scope;
    const Decl *last; /* constants: the one whose values are repeated */
    VEC(PendingMethod) methods;
    VEC(Scope *) file_scopes;
} Collector;

void check_arity(Checker *c, Pos pos, const ExprVec *names, Expr *values, bool is_const, bool inherited) {
    int l = names->len, r = expr_count(values);
    if (l < r) {
        Expr *extra = expr_at(values, l);
        if (inherited) {
            StrBuf at = strbuf_new(c->scratch);
            sources_format(c->config->sources, extra->pos, &at);
            check_error(c, pos, "WrongAssignCount", "extra init expr at %s", strbuf_text(&at));
        } else {
            check_error_expr(c, extra, "WrongAssignCount", "extra init expr %s", text_of_expr(c, extra));
        }
    } else if (l > r && (is_const || r != 1)) {
        const Expr *name = names->at[r];
        check_error_expr(c, name, "WrongAssignCount", "missing init expr for %s", name->as.name.name->text);
    }
}

static DeclInfo *decl_info(const Collector *k) {
    DeclInfo *info = ARENA_NEW(k->checker->scratch, DeclInfo);
    info->file_scope = k->file_scope;
    info->file = k->file;
    info->version = k->checker->env.version;
    return info;
}

static void enter(Checker *c, Object *object, DeclInfo *info) {
    map_set(c->decls, object, info);
    object->order = ++c->next_order;
}

static void declare_package_object(Checker *c, Expr *name, Object *object, DeclInfo *info) {
    const char *text = object->name->text;
    if (strcmp(text, "init") == 0) {
        check_error_expr(c, name, "InvalidInitDecl", "cannot declare init - must be func");
        return;
    }
    if (strcmp(text, "main") == 0 && strcmp(c->package->name->text, "main") == 0) {
        check_error_expr(c, name, "InvalidMainDecl", "cannot declare main - must be func");
        return;
    }
    declare(c, c->package->scope, name, object, POS_NONE);
    enter(c, object, info);
}

/* ---- imports ---- */

/* Why an import path is malformed; NULL when it is fine. */
static const char *bad_path(Checker *c, const char *path, size_t length) {
    if (length == 0) {
        return "empty string";
    }
    for (size_t i = 0; i < length;) {
        int size;
        int rune = utf8_decode(path + i, length - i, &size);
        bool illegal = rune < 0x80 ? rune <= ' ' || rune == 0x7F || strchr("!\"#$%&'()*,:;<=>?[\\]^{|}`", rune) != NULL
                                   : rune == RUNE_ERROR || !rune_is_print(rune);
        if (illegal) {
            StrBuf text = strbuf_new(c->scratch);
            strbuf_printf(&text, "invalid character U+%04X", (unsigned)rune);
            if (rune_is_print(rune)) {
                strbuf_add(&text, " '");
                strbuf_rune(&text, rune);
                strbuf_byte(&text, '\'');
            }
            return strbuf_text(&text);
        }
        i += (size_t)size;
    }
    return NULL;
}

/* A package that could not be had: looking into it says nothing. */
static Package *fake_package(Checker *c, const char *path) {
    const char *slash = strrchr(path, '/');
    Package *package = ARENA_NEW(c->arena, Package);
    package->path = arena_strdup(c->arena, path);
    package->name = name_of(c->config->names, slash != NULL && slash[1] != '\0' ? slash + 1 : path);
    package->scope = scope_new(c->arena, c->universe->scope, POS_NONE, POS_NONE);
    package->fake = true;
    return package;
}

/* The path without empty elements, "." and "..". */
static const char *clean_path(Checker *c, const char *path) {
    StrBuf out = strbuf_new(c->scratch);
    for (const char *at = path; *at != '\0'; at += *at == '/') {
        const size_t n = strcspn(at, "/");
        if (n == 2 && at[0] == '.' && at[1] == '.' && out.len > 0) {
            const char *slash = strrchr(strbuf_text(&out), '/');
            out.len = slash != NULL ? (size_t)(slash - out.text) : 0;
            out.text[out.len] = '\0';
        } else if (n > 0 && !(n == 1 && at[0] == '.')) {
            strbuf_printf(&out, "%s%.*s", out.len > 0 ? "/" : "", (int)n, at);
        }
        at += n;
    }
    return strbuf_text(&out);
}

static bool is_local_path(const char *path) {
    return strncmp(path, "./", 2) == 0 || strncmp(path, "../", 3) == 0 || strcmp(path, ".") == 0 ||
           strcmp(path, "..") == 0;
}

/* Why a path can't be imported, wherever packages come from; NULL: it may. gc: noder/import.go. */
static const char *refused_path(Checker *c, const char *path) {
    if (strcmp(path, "main") == 0) {
        return "cannot import \"main\"";
    }
    if (path[0] == '/') {
        return "import path cannot be absolute path";
    }
    const char *clean = clean_path(c, path);
    if (!is_local_path(path) && strcmp(clean, path) != 0) {
        return arena_printf(c->scratch, "non-canonical import path \"%s\" (should be \"%s\")", path, clean);
    }
    return NULL;
}

static Package *load_package(Checker *c, Pos pos, const char *path) {
    if (strcmp(path, "unsafe") == 0) {
        return c->universe->unsafe_package;
    }
    const Importer *importer = c->config->importer;
    if (importer == NULL) {
        check_unsupported(c, pos, "imports are not analysed yet: \"%s\"", path);
        return fake_package(c, path);
    }
    const char *why = refused_path(c, path);
    Package *package = why == NULL ? importer->import(importer->context, path, c->config->dir, &why) : NULL;
    if (package == NULL) {
        check_error(c, pos, "BrokenImport", "could not import %s (%s)", path, why);
        return fake_package(c, path);
    }
    return package;
}

static Package *import_package(Checker *c, Pos pos, const char *path) {
    Package *package = strmap_get(c->extra->import_cache, path);
    if (package == NULL) {
        package = load_package(c, pos, path);
        strmap_set(c->extra->import_cache, path, package);
        bool known = false;
        for (int i = 0; i < c->package->imports.len; i++) {
            known = known || c->package->imports.at[i] == package;
        }
        if (!known) {
            VEC_PUSH(c->arena, &c->package->imports, package);
        }
        c->extra->package_names = NULL;
    }
    return package;
}

static void import_all(const Collector *k, Object *import, const Expr *dot) {
    Checker *c = k->checker;
    const Package *package = import->as.package.imported;
    Map *names = map_get(c->extra->dot_names, k->file_scope);
    if (names == NULL) {
        names = map_new(c->scratch);
        map_set(c->extra->dot_names, k->file_scope, names);
    }
    VEC_PUSH(c->scratch, &c->dot_imports, import);
    scope_complete(package->scope);
    for (int i = 0; i < package->scope->objects.len; i++) {
        Object *object = package->scope->objects.at[i];
        if (!object->name->exported) {
            continue;
        }
        const Object *other = scope_insert(c->arena, k->file_scope, object);
        if (other != NULL) {
            Report r = report_new(c, "DuplicateDecl");
            report_add(&r, error_pos(dot), "%s redeclared in this block", other->name->text);
            report_add_other(&r, other);
            report_send(&r);
        } else {
            map_set(names, object->name, import);
        }
    }
}

static void collect_import(const Collector *k, const Decl *decl) {
    Checker *c = k->checker;
    const Expr *literal = decl->as.import.path;
    Expr *local = decl->as.import.local;
    if (literal == NULL || literal->kind != EXPR_LITERAL || literal->as.literal.bad) {
        return;
    }
    const Value *value = value_literal(c->scratch, LIT_STRING, literal->as.literal.text, literal->as.literal.length);
    if (value_kind(value) != VALUE_STRING) {
        check_error_expr(c, literal, "BadImportPath", "invalid import path (invalid syntax)");
        return;
    }
    size_t length;
    const char *text = value_as_string(value, &length);
    const char *why = bad_path(c, text, length);
    if (why != NULL) {
        check_error_expr(c, literal, "BadImportPath", "invalid import path (%s)", why);
        return;
    }
    const char *path = arena_strndup(c->scratch, text, length);
    Package *package = import_package(c, literal->pos, path);
    const Name *name = local != NULL ? local->as.name.name : package->name;
    if (local != NULL && strcmp(path, "C") == 0) {
        check_error_expr(c, local, "ImportCRenamed", "cannot rename import \"C\"");
        return;
    }
    if (strcmp(name->text, "init") == 0) {
        check_error(c, decl->pos, "InvalidInitDecl", "cannot import package as init - init must be a func");
        return;
    }
    Object *object = object_new(c->arena, OBJ_PACKAGE, decl->pos, c->package, name, c->universe->bad);
    object->as.package.imported = package;
    object->used = package->fake;
    VEC_PUSH(c->scratch, &c->import_objects, object);
    if (local != NULL) {
        record_def(c, local, object);
    }
    if (strcmp(name->text, ".") == 0) {
        import_all(k, object, local);
    } else {
        declare(c, k->file_scope, NULL, object, POS_NONE);
    }
}

void unused_imports(Checker *c) {
    for (int i = 0; i < c->import_objects.len; i++) {
        const Object *object = c->import_objects.at[i];
        if (object->used || object->name->blank) {
            continue;
        }
        const char *path = object->as.package.imported->path;
        const char *slash = strrchr(path, '/');
        const char *name = object->name->text;
        if (strcmp(name, ".") == 0 || strcmp(name, slash != NULL ? slash + 1 : path) == 0) {
            check_soft_error(c, object->pos, "UnusedImport", "\"%s\" imported and not used", path);
        } else {
            check_soft_error(c, object->pos, "UnusedImport", "\"%s\" imported as %s and not used", path, name);
        }
    }
}

/* ---- constants, variables, types ---- */

static void collect_consts(const Collector *k, const Decl *decl) {
    Checker *c = k->checker;
    const Decl *last = k->last;
    bool inherited = last != NULL && last != decl;
    Expr *values = last != NULL ? last->as.value.values : NULL;
    const ExprVec *names = &decl->as.value.names;
    for (int i = 0; i < names->len; i++) {
        Expr *name = names->at[i];
        Object *object = object_new(c->arena, OBJ_CONST, name->pos, c->package, name->as.name.name, NULL);
        object->as.const_.value = value_int(c->arena, decl->as.value.iota_);
        DeclInfo *info = decl_info(k);
        info->vtype = last != NULL ? last->as.value.type : NULL;
        info->init = i < expr_count(values) ? expr_at(values, i) : NULL;
        info->inherited = inherited;
        info->iota_value = decl->as.value.iota_;
        declare_package_object(c, name, object, info);
    }
    check_arity(c, decl->pos, names, values, true, inherited);
}

static void collect_vars(const Collector *k, const Decl *decl) {
    Checker *c = k->checker;
    const ExprVec *names = &decl->as.value.names;
    Expr *values = decl->as.value.values;
    DeclInfo *shared = NULL;
    Object **lhs = ARENA_ARRAY(c->arena, Object *, names->len);
    if (values == NULL || values->kind != EXPR_LIST) {
        /* One expression, or none, for all. */
        shared = decl_info(k);
        shared->lhs = lhs;
        shared->lhs_len = names->len;
        shared->vtype = decl->as.value.type;
        shared->init = values;
    }
    for (int i = 0; i < names->len; i++) {
        Expr *name = names->at[i];
        lhs[i] = object_new_var(c->arena, VAR_PACKAGE, name->pos, c->package, name->as.name.name, NULL);
        DeclInfo *info = shared;
        if (info == NULL) {
            info = decl_info(k);
            info->vtype = decl->as.value.type;
            info->init = i < expr_count(values) ? expr_at(values, i) : NULL;
        }
        declare_package_object(c, name, lhs[i], info);
    }
    if (decl->as.value.type == NULL || values != NULL) {
        check_arity(c, decl->pos, names, values, false, false);
    }
}

static void collect_type(const Collector *k, Decl *decl) {
    Checker *c = k->checker;
    Expr *name = decl->as.type.name;
    Object *object = object_new(c->arena, OBJ_TYPE, name->pos, c->package, name->as.name.name, NULL);
    DeclInfo *info = decl_info(k);
    info->tdecl = decl;
    declare_package_object(c, name, object, info);
}

/* ---- functions ---- */

bool unpack_receiver(Checker *c, Expr *type, bool unpack_params, Expr **base, ExprVec *tparams) {
    Expr *e = expr_unparen(type);
    bool is_pointer = e->kind == EXPR_OPERATION && e->as.operation.op == OP_MUL && e->as.operation.y == NULL;
    if (is_pointer) {
        e = expr_unparen(e->as.operation.x);
    }
    *base = e;
    if (e->kind != EXPR_INDEX) {
        return is_pointer;
    }
    *base = e->as.index.x;
    for (int i = 0; unpack_params && i < expr_count(e->as.index.index); i++) {
        Expr *arg = expr_at(e->as.index.index, i);
        if (arg->kind != EXPR_NAME) {
            if (arg->kind != EXPR_BAD) {
                check_error_expr(c, arg, "BadDecl", "receiver type parameter %s must be an identifier",
                                 text_of_expr(c, arg));
            }
            Expr *blank = ARENA_NEW(c->arena, Expr);
            blank->kind = EXPR_NAME;
            blank->pos = arg->pos;
            blank->as.name.name = name_of(c->config->names, "_");
            arg = blank;
        }
        VEC_PUSH(c->scratch, tparams, arg);
    }
    return is_pointer;
}

static void declare_function(const Collector *k, const Decl *decl, Object *object) {
    Checker *c = k->checker;
    Expr *name = decl->as.func.name;
    const FieldVec *tparams = &decl->as.func.tparams;
    bool is_init = strcmp(object->name->text, "init") == 0;
    bool is_main = strcmp(object->name->text, "main") == 0 && strcmp(c->package->name->text, "main") == 0;
    if (is_init || is_main) {
        const char *code = is_init ? "InvalidInitDecl" : "InvalidMainDecl";
        const FuncTypeExpr *type = &decl->as.func.type->as.func_type;
        if (tparams->len > 0) {
            check_soft_error(c, tparams->at[0]->pos, code, "func %s must have no type parameters", object->name->text);
        }
        if (type->params.len > 0 || type->results.len > 0) {
            check_soft_error(c, error_pos(name), code, "func %s must have no arguments and no return values",
                             object->name->text);
        }
    } else if (tparams->len > 0) {
        check_version(c, tparams->at[0]->pos, GO_TYPE_PARAMS, "type parameter");
    }
    if (!is_init) {
        declare(c, c->package->scope, name, object, POS_NONE);
        return;
    }
    object->parent = c->package->scope;
    record_def(c, name, object);
    if (decl->as.func.body == NULL) {
        check_soft_error(c, object->pos, "MissingInitBody", "func init must have a body");
    }
}

static void declare_method(Collector *k, const Decl *decl, Object *object) {
    Checker *c = k->checker;
    Expr *base;
    bool is_pointer = unpack_receiver(c, decl->as.func.recv->type, false, &base, NULL);
    if (base->kind == EXPR_NAME && !object->name->blank) {
        VEC_PUSH(c->scratch, &k->methods, ((PendingMethod){object, is_pointer, base}));
    }
    if (decl->as.func.tparams.len > 0) {
        check_version(c, decl->as.func.tparams.at[0]->pos, GO_GENERIC_METHODS, "generic method");
    }
    record_def(c, decl->as.func.name, object);
}

static void collect_func(Collector *k, Decl *decl) {
    Checker *c = k->checker;
    const Expr *name = decl->as.func.name;
    Object *object = object_new(c->arena, OBJ_FUNC, name->pos, c->package, name->as.name.name, NULL);
    FuncInfo *func = object->as.func.info;
    func->decl = decl;
    func->file = k->file;
    func->pragma = decl->pragma;
    func->has_body = decl->as.func.body != NULL;
    func->checker = c;
    decl->as.func.object = object;
    if (decl->as.func.recv == NULL) {
        declare_function(k, decl, object);
    } else {
        declare_method(k, decl, object);
    }
    DeclInfo *info = decl_info(k);
    info->fdecl = decl;
    enter(c, object, info);
    VEC_PUSH(c->arena, &c->package->funcs, object);
}

/* ---- all files ---- */

static void collect_decl(Collector *k, Decl *decl, const Decl *previous) {
    switch (decl->kind) {
    case DECL_IMPORT: collect_import(k, decl); break;
    case DECL_CONST:
        if (previous == NULL || previous->kind != DECL_CONST || decl->group == 0 || previous->group != decl->group) {
            k->last = NULL;
        }
        if (decl->as.value.type != NULL || decl->as.value.values != NULL) {
            k->last = decl;
        }
        collect_consts(k, decl);
        break;
    case DECL_VAR: collect_vars(k, decl); break;
    case DECL_TYPE: collect_type(k, decl); break;
    case DECL_FUNC: collect_func(k, decl); break;
    case DECL_BAD: break;
    }
}

static void collect_file(Collector *k, File *file) {
    Checker *c = k->checker;
    c->env.version = version_of_file(c, file);
    k->file = file;
    k->file_scope = scope_new(c->arena, c->package->scope, source_pos(file->source, 0), file->eof);
    file->scope = k->file_scope;
    VEC_PUSH(c->scratch, &k->file_scopes, k->file_scope);
    for (int i = 0; i < file->decls.len; i++) {
        collect_decl(k, file->decls.at[i], i > 0 ? file->decls.at[i - 1] : NULL);
    }
}

/* What a file imports must not have the name of something the package declares. */
static void check_file_scope(Checker *c, const Scope *scope) {
    for (int i = 0; i < scope->objects.len; i++) {
        const Object *object = scope->objects.at[i];
        const Object *other = scope_lookup(c->package->scope, object->name);
        if (other == NULL) {
            continue;
        }
        bool is_package = object->kind == OBJ_PACKAGE;
        const Package *from = is_package ? object->as.package.imported : object->package;
        Report r = report_new(c, "DuplicateDecl");
        report_add(&r, other->pos, "%s already declared through %s of package %s (\"%s\")", other->name->text,
                   is_package ? "import" : "dot-import", from->name->text, from->path);
        report_add_other(&r, object);
        report_send(&r);
    }
}

/* The package-level type that a receiver's name stands for, through aliases; *is_pointer is completed. */
static Object *resolve_base(Checker *c, const Expr *name, bool *is_pointer) {
    Map *seen = map_new(c->scratch);
    while (name != NULL && name->kind == EXPR_NAME) {
        Object *object = scope_lookup(c->package->scope, name->as.name.name);
        if (object == NULL || object->kind != OBJ_TYPE || map_has(seen, object)) {
            return NULL;
        }
        const DeclInfo *info = map_get(c->decls, object);
        if (!info->tdecl->as.type.alias) {
            return object;
        }
        if (info->tdecl->as.type.tparams.len > 0) {
            return NULL;
        }
        map_set(seen, object, object);
        const Expr *type = expr_unparen(info->tdecl->as.type.type);
        if (type->kind == EXPR_OPERATION && type->as.operation.op == OP_MUL && type->as.operation.y == NULL) {
            if (*is_pointer) {
                return NULL;
            }
            *is_pointer = true;
            type = expr_unparen(type->as.operation.x);
        }
        name = type;
    }
    return NULL;
}

static void associate_methods(const Collector *k) {
    Checker *c = k->checker;
    for (int i = 0; i < k->methods.len; i++) {
        const PendingMethod *m = &k->methods.at[i];
        bool is_pointer = m->is_pointer;
        Object *base = resolve_base(c, m->base, &is_pointer);
        if (base == NULL) {
            continue;
        }
        m->object->as.func.has_pointer_recv = is_pointer;
        ObjectVec *methods = map_get(c->methods, base);
        if (methods == NULL) {
            methods = ARENA_NEW(c->scratch, ObjectVec);
            map_set(c->methods, base, methods);
        }
        VEC_PUSH(c->scratch, methods, m->object);
    }
}

void collect_objects(Checker *c, File **files, int n) {
    Collector collector = {.checker = c};
    for (int i = 0; i < n; i++) {
        collect_file(&collector, files[i]);
    }
    c->env.version = c->config->go_version;
    for (int i = 0; i < collector.file_scopes.len; i++) {
        check_file_scope(c, collector.file_scopes.at[i]);
    }
    associate_methods(&collector);
}

void sort_objects(Checker *c) {
    /* They were entered in source order. */
    for (int i = 0; i < map_len(c->decls); i++) {
        VEC_PUSH(c->scratch, &c->extra->object_list, (Object *)(uintptr_t)map_key_at(c->decls, i));
    }
}

static bool is_alias_decl(const Checker *c, const Object *object) {
    const DeclInfo *info = map_get(c->decls, object);
    return info->tdecl->as.type.alias;
}

void check_package_objects(Checker *c) {
    const ObjectVec *list = &c->extra->object_list;
    for (int i = 0; i < list->len; i++) {
        if (list->at[i]->kind == OBJ_TYPE && list->at[i]->type != NULL) {
            collect_methods(c, list->at[i]);
        }
    }
    /* Defined types first: an alias may then be used where its type is needed. */
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < list->len; i++) {
            Object *object = list->at[i];
            bool is_type = object->kind == OBJ_TYPE;
            int turn = !is_type ? 2 : is_alias_decl(c, object) ? 1 : 0;
            if (turn == pass) {
                abort_poll();
                check_object_decl(c, object, NULL);
            }
        }
    }
}
