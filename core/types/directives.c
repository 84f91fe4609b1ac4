/*
 * What compiler directives ask of declarations: linknames and functions without bodies. Checked when
 * all else is right.
 * gc: noder/writer.go collectDecls, funcExt.
 */
#include <string.h>

#include "core/types/declare.h"

static bool imports_unsafe(const File *file) {
    for (int i = 0; i < file->decls.len; i++) {
        const Decl *decl = file->decls.at[i];
        const Expr *path = decl->kind == DECL_IMPORT ? decl->as.import.path : NULL;
        if (path != NULL && path->kind == EXPR_LITERAL && path->as.literal.length == strlen("\"unsafe\"") &&
            memcmp(path->as.literal.text + 1, "unsafe", strlen("unsafe")) == 0) {
            return true;
        }
    }
    return false;
}

static void check_linkname(Checker *c, const Linkname *link, bool has_unsafe, Map *linked) {
    if (!has_unsafe) {
        check_error(c, link->pos, "", "//go:linkname only allowed in Go files that import \"unsafe\"");
        return;
    }
    if (link->remote != NULL && strchr(link->remote, '[') != NULL && strchr(link->remote, ']') != NULL) {
        check_error(c, link->pos, "", "//go:linkname reference of an instantiation is not allowed");
        return;
    }
    const Object *object = scope_lookup(c->package->scope, name_of(c->config->names, link->local));
    if (object == NULL || (object->kind != OBJ_FUNC && object->kind != OBJ_VAR)) {
        check_error(c, link->pos, "", "//go:linkname must refer to declared function or variable");
    } else if (map_has(linked, object)) {
        check_error(c, link->pos, "", "duplicate //go:linkname for %s", link->local);
    } else {
        map_set(linked, object, (void *)(uintptr_t)link);
    }
}

static void check_body_presence(Checker *c, const Object *func, const Map *linked) {
    const FuncInfo *info = func->as.func.info;
    bool required = !c->config->accept_bodyless && !c->config->is_std;
    if (func->name->blank) {
        return;
    }
    if (info->has_body && (info->pragma & PRAGMA_NOESCAPE) != 0) {
        check_error(c, info->decl->pos, "", "can only use //go:noescape with external func implementations");
    } else if (!info->has_body && required && !map_has(linked, func)) {
        check_error(c, info->decl->pos, "", "missing function body");
    }
}

void check_directives(Checker *c) {
    const Package *package = c->package;
    Map *linked = map_new(c->scratch);
    for (int i = 0; i < package->files.len; i++) {
        const File *file = package->files.at[i];
        bool has_unsafe = file->linknames.len > 0 && imports_unsafe(file);
        for (int k = 0; k < file->linknames.len; k++) {
            check_linkname(c, &file->linknames.at[k], has_unsafe, linked);
        }
    }
    for (int i = 0; i < package->funcs.len; i++) {
        check_body_presence(c, package->funcs.at[i], linked);
    }
}
