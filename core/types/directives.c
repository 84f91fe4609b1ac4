/*
 * What compiler directives ask of declarations: their places, linknames, functions without bodies. Checked when
 * all else is right.
 * gc: noder/writer.go collectDecls, funcExt.
 */
#include <string.h>

#include "core/types/declare.h"

static bool imports(const File *file, const char *package) {
    const size_t n = strlen(package);
    for (int i = 0; i < file->decls.len; i++) {
        const Decl *decl = file->decls.at[i];
        const Expr *path = decl->kind == DECL_IMPORT ? decl->as.import.path : NULL;
        if (path != NULL && path->kind == EXPR_LITERAL && path->as.literal.length == n + 2 &&
            memcmp(path->as.literal.text + 1, package, n) == 0) {
            return true;
        }
    }
    return false;
}

static void check_linkname(Checker *c, const Linkname *link, bool has_unsafe, Map *linked) {
    if (!has_unsafe) {
        check_error(c, link->pos, "", "//%s only allowed in Go files that import \"unsafe\"", link->verb);
        return;
    }
    if (link->remote != NULL && strchr(link->remote, '[') != NULL && strchr(link->remote, ']') != NULL) {
        check_error(c, link->pos, "", "//%s reference of an instantiation is not allowed", link->verb);
        return;
    }
    const Object *object = scope_lookup(c->package->scope, name_of(c->config->names, link->local));
    if (object == NULL || (object->kind != OBJ_FUNC && object->kind != OBJ_VAR)) {
        if (version_minor(c->config->go_version) >= 18) {
            check_error(c, link->pos, "", "//%s must refer to declared function or variable", link->verb);
        }
    } else if (map_has(linked, object)) {
        check_error(c, link->pos, "", "duplicate //%s for %s", link->verb, link->local);
    } else {
        map_set(linked, object, (void *)(uintptr_t)link);
    }
}

/* ---- Directives before declarations ---- */

/* What is wrong with a variable that is to be embedded; NULL: nothing. gc: noder/noder.go checkEmbed. */
static const char *embed_problem(Checker *c, const File *file, const Directive *directive) {
    const Decl *decl = directive->decl;
    if (!imports(file, "embed")) {
        return "go:embed requires import \"embed\" (or import _ \"embed\", if package is not used)";
    }
    if (decl->as.value.names.len > 1) {
        return "go:embed cannot apply to multiple vars";
    }
    if (decl->as.value.values != NULL) {
        return "go:embed cannot apply to var with initializer";
    }
    if (decl->as.value.type == NULL) {
        return "go:embed cannot apply to var without type";
    }
    if (directive->in_function) {
        return "go:embed cannot apply to var inside func";
    }
    if (version_minor(c->config->go_version) < 16) {
        return arena_printf(c->scratch, "go:embed requires go1.16 or later (-lang was set to %s; check go.mod)",
                            c->config->go_version);
    }
    return NULL;
}

/* Strings, slices of bytes and embed.FS hold files. gc: staticdata/embed.go embedKind. */
static bool holds_files(Type *type) {
    const Type *named = type_as_named(type_unalias(type));
    const Object *object = named != NULL ? named->as.named.object : NULL;
    if (object != NULL && object->package != NULL && strcmp(object->package->path, "embed") == 0 &&
        strcmp(object->name->text, "FS") == 0) {
        return true;
    }
    const Type *under = type_underlying(type);
    if (under->kind != TYPE_SLICE) {
        return under->kind == TYPE_BASIC && under->as.basic.kind == BASIC_STRING;
    }
    const Type *elem = type_underlying(under->as.slice.elem);
    return elem->kind == TYPE_BASIC && elem->as.basic.kind == BASIC_UINT8;
}

static void check_embed_type(Checker *c, const Decl *decl) {
    const Object *var = decl->as.value.names.at[0]->as.name.object;
    if (var != NULL && var->type != NULL && var->type->kind != TYPE_BAD && !holds_files(var->type)) {
        check_error(c, var->pos, "", "go:embed cannot apply to var of type %s", text_of_type(c, var->type));
    }
}

static bool first_embed_of_its_decl(const File *file, int i) {
    const DirectiveVec *all = &file->directives;
    for (int k = i - 1; k >= 0 && all->at[k].decl == all->at[i].decl; k--) {
        if (all->at[k].embed) {
            return false;
        }
    }
    return true;
}

static void check_embed(Checker *c, const File *file, int i) {
    const Directive *directive = &file->directives.at[i];
    if (directive->decl == NULL || directive->decl->kind != DECL_VAR) {
        check_error(c, directive->pos, "", "misplaced go:embed directive");
    } else if (first_embed_of_its_decl(file, i)) {
        const char *problem = embed_problem(c, file, directive);
        if (problem != NULL) {
            check_error(c, directive->pos, "", "%s", problem);
        } else {
            check_embed_type(c, directive->decl);
        }
    }
}

static void check_placement(Checker *c, const Directive *directive) {
    unsigned allowed = PRAGMA_NOTINHEAP;
    if (directive->decl == NULL) {
        allowed |= PRAGMA_BUILD;
    } else if (directive->decl->kind == DECL_FUNC) {
        allowed |= (unsigned)PRAGMAS_OF_FUNCS;
    }
    if ((directive->flags & ~allowed) != 0) {
        check_error(c, directive->pos, "", "misplaced compiler directive");
    }
}

/* ---- Functions ---- */

static void check_function(Checker *c, const Object *func, const Map *linked) {
    const FuncInfo *info = func->as.func.info;
    const bool required = !c->config->accept_bodyless && !c->config->is_std;
    if (func->name->blank) {
        return;
    }
    if ((info->pragma & PRAGMA_SYSTEMSTACK) != 0 && (info->pragma & PRAGMA_NOSPLIT) != 0) {
        check_error(c, info->decl->pos, "", "go:nosplit and go:systemstack cannot be combined");
    }
    if (info->has_body && (info->pragma & PRAGMA_NOESCAPE) != 0) {
        check_error(c, info->decl->pos, "", "can only use //go:noescape with external func implementations");
    } else if (!info->has_body && required && !map_has(linked, func)) {
        check_error(c, info->decl->pos, "", "missing function body");
    }
    const unsigned kept = info->pragma & (PRAGMA_UINTPTR_KEEPALIVE | PRAGMA_UINTPTR_ESCAPES | PRAGMA_NOSPLIT);
    if (info->has_body && kept == PRAGMA_UINTPTR_KEEPALIVE) {
        check_error(c, info->decl->pos, "", "go:uintptrkeepalive requires go:nosplit");
    }
}

void check_directives(Checker *c) {
    const Package *package = c->package;
    Map *linked = map_new(c->scratch);
    for (int i = 0; i < package->files.len; i++) {
        const File *file = package->files.at[i];
        for (int k = 0; k < file->directives.len; k++) {
            if (file->directives.at[k].embed) {
                check_embed(c, file, k);
            } else {
                check_placement(c, &file->directives.at[k]);
            }
        }
        const bool has_unsafe = file->linknames.len > 0 && imports(file, "unsafe");
        for (int k = 0; k < file->linknames.len; k++) {
            check_linkname(c, &file->linknames.at[k], has_unsafe, linked);
        }
    }
    for (int i = 0; i < package->funcs.len; i++) {
        check_function(c, package->funcs.at[i], linked);
    }
}
