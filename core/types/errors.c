/*
 * Messages of the checker: texts as gc's, at gc's positions.
 * gc: types2/errors.go, format.go, object.go; noder/irgen.go for the remark about versions.
 */
#include <ctype.h>
#include <stdarg.h>
#include <string.h>

#include "core/base/unicode.h"
#include "core/syntax/format.h"
#include "core/types/declare.h"
#include "core/types/operand.h"

Pos error_pos(const Expr *expr) { return expr_start(expr); }

/* ---- sending ---- */

/* True when the text asks for a language version. */
static bool names_version(const char *text) {
    for (const char *at = strstr(text, "requires go"); at != NULL; at = strstr(at + 1, "requires go")) {
        const char *p = at + strlen("requires go");
        const char *digits = p;
        while (isdigit((unsigned char)*p)) {
            p++;
        }
        if (p == digits || *p != '.') {
            continue;
        }
        digits = ++p;
        while (isdigit((unsigned char)*p)) {
            p++;
        }
        if (p > digits && strncmp(p, " or later", strlen(" or later")) == 0) {
            return true;
        }
    }
    return false;
}

/* Where the version comes from that is too old. */
static const char *version_remark(Checker *c, Pos pos) {
    const Source *source = sources_find(c->config->sources, pos);
    const File *file = source != NULL ? map_get(c->extra->file_of_source, source) : NULL;
    if (file == NULL) {
        return "";
    }
    if (file->go_version != NULL && strcmp(file->go_version, version_of_file(c, file)) == 0) {
        return arena_printf(c->scratch, " (file declares //go:build %s)", file->go_version);
    }
    return arena_printf(c->scratch, " (-lang was set to %s; check go.mod)", c->config->go_version);
}

static bool is_session_note(const Checker *c, const char *code) {
    return c->config->diags->unused_is_note && (strcmp(code, "UnusedVar") == 0 || strcmp(code, "UnusedImport") == 0);
}

/* A message whose first part is about something invalid only repeats an earlier one. */
static bool is_follow_up(const char *text, size_t length) {
    static const char *const marks[] = {"invalid operand", "invalid type"};
    for (int i = 0; i < 2; i++) {
        const char *at = strstr(text, marks[i]);
        if (at != NULL && at > text && (size_t)(at - text) < length) {
            return true;
        }
    }
    return false;
}

/* `length`: of the first part; all of the text unless a Report has several. */
static void send(Checker *c, Pos pos, const char *code, const char *text, size_t length, bool soft) {
    if (soft && is_session_note(c, code)) {
        diag_add(c->config->diags, DIAG_NOTE, pos, code, "%s", text);
        return;
    }
    if (c->extra->has_error && is_follow_up(text, length)) {
        return;
    }
    c->extra->has_error = true;
    if (pos_known(c->env.err_pos)) {
        pos = c->env.err_pos;
    }
    const char *prefix = strcmp(code, "InvalidSyntaxTree") == 0 ? "invalid syntax tree: " : "";
    /* What is wrong in an imported package has its own remark. */
    const char *remark = strcmp(code, "BrokenImport") != 0 && names_version(text) ? version_remark(c, pos) : "";
    diag_add(c->config->diags, DIAG_TYPE, pos, code, "%s%s%s", prefix, text, remark);
}

void check_error(Checker *c, Pos pos, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(c->scratch, format, args);
    va_end(args);
    send(c, pos, code, text, strlen(text), false);
}

void check_error_expr(Checker *c, const Expr *at, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(c->scratch, format, args);
    va_end(args);
    send(c, error_pos(at), code, text, strlen(text), false);
}

void check_undefined(Checker *c, const Expr *name, const char *code, const char *format, ...) {
    const Name *text = name->as.name.name;
    for (size_t i = 0, n = strlen(text->text); i < n;) {
        int size;
        const int rune = utf8_decode(text->text + i, n - i, &size);
        if (!rune_is_letter(rune) && rune != '_' && !(i > 0 && rune_is_digit(rune))) {
            c->extra->has_error = true; /* the scanner's */
            return;
        }
        i += (size_t)size;
    }
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(c->scratch, format, args);
    va_end(args);
    send(c, error_pos(name), code, message, strlen(message), false);
}

void check_soft_error(Checker *c, Pos pos, const char *code, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const char *text = arena_vprintf(c->scratch, format, args);
    va_end(args);
    send(c, pos, code, text, strlen(text), true);
}

void check_unsupported(Checker *c, Pos pos, const char *format, ...) {
    va_list args;
    va_start(args, format);
    c->extra->has_error = true;
    diag_add(c->config->diags, DIAG_UNSUPPORTED, pos, "", "%s", arena_vprintf(c->scratch, format, args));
    va_end(args);
}

/* ---- messages of several parts ---- */

Report report_new(Checker *c, const char *code) {
    return (Report){.checker = c, .code = code, .text = strbuf_new(c->scratch)};
}

void report_add(Report *r, Pos pos, const char *format, ...) {
    if (r->parts++ == 0) {
        r->pos = pos;
    } else {
        strbuf_add(&r->text, "\n\t");
        if (pos_known(pos)) {
            strbuf_printf(&r->text, "%s: ", position_text(r->checker, pos));
        }
    }
    va_list args;
    va_start(args, format);
    strbuf_add(&r->text, arena_vprintf(r->checker->scratch, format, args));
    va_end(args);
    if (r->parts == 1) {
        r->first_length = r->text.len;
    }
}

void report_add_other(Report *r, const Object *other) {
    if (pos_known(other->pos)) {
        report_add(r, other->pos, "other declaration of %s", other->name->text);
    }
}

void report_send(Report *r) { send(r->checker, r->pos, r->code, strbuf_text(&r->text), r->first_length, r->soft); }

/* ---- texts ---- */

/* A name is enough for a package unless two packages have it. */
static void mark_packages(Checker *c, Package *package, Map *seen) {
    if (map_has(seen, package)) {
        return;
    }
    map_set(seen, package, package);
    StrMap *names = c->extra->package_names;
    Package *other = strmap_get(names, package->name->text);
    if (other == NULL) {
        strmap_set(names, package->name->text, package);
    } else if (!same_package(other, package)) {
        strmap_set(names, package->name->text, c->package);
    }
    for (int i = 0; i < package->imports.len; i++) {
        mark_packages(c, package->imports.at[i], seen);
    }
}

static const char *qualify(void *context, const Package *package) {
    Checker *c = context;
    if (package == c->package) {
        return NULL;
    }
    if (c->extra->package_names == NULL) {
        c->extra->package_names = strmap_new(c->scratch);
        mark_packages(c, c->package, map_new(c->scratch));
    }
    const Package *known = strmap_get(c->extra->package_names, package->name->text);
    if (known != NULL && !same_package(known, package)) {
        return arena_printf(c->scratch, "\"%s\"", package->path);
    }
    return package->name->text;
}

Qualifier checker_qualifier(Checker *c) { return (Qualifier){qualify, c}; }

const char *text_of_type(Checker *c, Type *type) {
    const Qualifier qualifier = checker_qualifier(c);
    StrBuf out = strbuf_new(c->scratch);
    type_format(&out, type, &qualifier);
    return strbuf_text(&out);
}

const char *text_of_expr(Checker *c, const Expr *expr) { return expr_text(c->scratch, expr); }

const char *text_of_exprs(Checker *c, Expr **list, int n) {
    StrBuf out = strbuf_new(c->scratch);
    strbuf_byte(&out, '[');
    for (int i = 0; i < n; i++) {
        strbuf_add(&out, i > 0 ? ", " : "");
        format_expr(&out, list[i]);
    }
    strbuf_byte(&out, ']');
    return strbuf_text(&out);
}

static const char *mode_text(OperandMode mode) {
    static const char *const texts[] = {[MODE_INVALID] = "invalid operand",
                                        [MODE_NO_VALUE] = "no value",
                                        [MODE_BUILTIN] = "built-in",
                                        [MODE_TYPE] = "type",
                                        [MODE_CONSTANT] = "constant",
                                        [MODE_VARIABLE] = "variable",
                                        [MODE_MAP_INDEX] = "map index expression",
                                        [MODE_VALUE] = "value",
                                        [MODE_NIL] = "nil",
                                        [MODE_COMMA_OK] = "comma, ok expression",
                                        [MODE_COMMA_ERR] = "comma, error expression"};
    return texts[mode];
}

static const char *operand_source(Checker *c, const Operand *x) {
    if (x->expr != NULL) {
        return text_of_expr(c, x->expr);
    }
    if (x->mode == MODE_BUILTIN) {
        return builtin_name(x->builtin);
    }
    if (x->mode == MODE_TYPE) {
        return text_of_type(c, x->type);
    }
    StrBuf out = strbuf_new(c->scratch);
    if (x->mode == MODE_CONSTANT) {
        value_format(x->value, &out);
    }
    return strbuf_text(&out);
}

static bool has_empty_type_set(const Type *tparam) {
    Type *constraint = type_unalias(tparam->as.tparam.constraint);
    if (constraint->kind == TYPE_NAMED) {
        constraint = constraint->as.named.underlying;
    }
    return constraint != NULL && constraint->kind == TYPE_INTERFACE && constraint->as.interface.type_set != NULL &&
           type_set_is_empty(constraint->as.interface.type_set);
}

/* " of [description] type T" */
static void add_operand_type(Checker *c, StrBuf *out, Type *type) {
    if (type_is_bad(type)) {
        strbuf_add(out, " with invalid type");
        return;
    }
    Type *actual = type_unalias(type);
    strbuf_add(out, " of ");
    if (type_is_generic(type)) {
        strbuf_add(out, "generic ");
    }
    if (actual->kind != TYPE_PARAM && (type->kind == TYPE_NAMED || type->kind == TYPE_ALIAS)) {
        const char *what = composite_kind(type);
        const Type *under = type_underlying(type);
        if (what[0] == '\0' && under->kind == TYPE_BASIC) {
            what = under->as.basic.name;
        } else if (what[0] == '\0') {
            what = "invalid type";
        }
        strbuf_printf(out, "%s ", what);
    }
    strbuf_printf(out, "type %s", text_of_type(c, type));
    if (actual->kind == TYPE_PARAM) {
        strbuf_printf(out, " constrained by %s", text_of_type(c, actual->as.tparam.constraint));
        if (has_empty_type_set(actual)) {
            strbuf_add(out, " with empty type set");
        }
    }
}

const char *text_of_operand(Checker *c, const Operand *x) {
    if (x->mode == MODE_NIL) {
        if (x->type == NULL || x->type->kind == TYPE_BAD) {
            return "nil (with invalid type)";
        }
        if (x->type == c->universe->basic[BASIC_UNTYPED_NIL]) {
            return "nil";
        }
        return arena_printf(c->scratch, "nil (of type %s)", text_of_type(c, x->type));
    }
    StrBuf out = strbuf_new(c->scratch);
    const char *source = operand_source(c, x);
    if (source[0] != '\0') {
        strbuf_printf(&out, "%s (", source);
    }
    bool plain = x->mode == MODE_INVALID || x->mode == MODE_NO_VALUE || x->mode == MODE_BUILTIN || x->mode == MODE_TYPE;
    bool has_type = !plain && x->type != NULL;
    if (has_type && type_is_untyped(x->type)) {
        strbuf_printf(&out, "%s ", x->type->as.basic.name);
        has_type = false;
    }
    strbuf_add(&out, mode_text(x->mode));
    if (x->mode == MODE_CONSTANT) {
        StrBuf value = strbuf_new(c->scratch);
        value_format(x->value, &value);
        if (strcmp(strbuf_text(&value), source) != 0) {
            strbuf_printf(&out, " %s", strbuf_text(&value));
        }
    }
    if (has_type) {
        add_operand_type(c, &out, x->type);
    }
    if (source[0] != '\0') {
        strbuf_byte(&out, ')');
    }
    return strbuf_text(&out);
}

/* ---- objects ---- */

static void add_func(Checker *c, StrBuf *out, const Object *func, const Qualifier *qualifier) {
    strbuf_add(out, "func ");
    const Object *recv = func->type != NULL ? func->type->as.signature.recv : NULL;
    if (recv != NULL) {
        strbuf_byte(out, '(');
        if (recv->type->kind == TYPE_INTERFACE) {
            strbuf_add(out, "interface");
        } else {
            type_format(out, recv->type, qualifier);
        }
        strbuf_add(out, ").");
    } else if (func->package != NULL) {
        strbuf_add(out, package_prefix(c->scratch, func->package, qualifier));
    }
    strbuf_add(out, func->name->text);
    if (func->type != NULL) {
        type_format_signature(out, func->type, qualifier, true, false);
    }
}

/* The type of a type's declaration; NULL when nothing is to be added. */
static Type *declared_type(Checker *c, StrBuf *out, const Object *object, const Qualifier *qualifier) {
    Type *type = object->type;
    if (type->kind == TYPE_BASIC || type->kind == TYPE_BAD) {
        return NULL;
    }
    if (type->kind == TYPE_NAMED || type->kind == TYPE_ALIAS) {
        const TypeVec *tparams = type_tparams(type);
        if (tparams->len > 0) {
            type_format_tparams(out, tparams, qualifier);
        }
    }
    if (object_is_alias(object, c->universe)) {
        strbuf_add(out, " =");
        return type->kind == TYPE_ALIAS ? type->as.alias.from_rhs : type;
    }
    return type->kind == TYPE_PARAM ? type->as.tparam.constraint : type_underlying(type);
}

static const char *object_word(const Object *object) {
    switch (object->kind) {
    case OBJ_CONST: return "const";
    case OBJ_TYPE: return object->type != NULL && type_is_tparam(object->type) ? "type parameter" : "type";
    case OBJ_VAR: return object->as.var.role == VAR_FIELD ? "field" : "var";
    case OBJ_LABEL: return "label";
    case OBJ_BUILTIN: return "builtin";
    case OBJ_NIL:
    case OBJ_BAD:
    case OBJ_PACKAGE:
    case OBJ_FUNC: break;
    }
    return "";
}

const char *text_of_object(Checker *c, const Object *object) {
    const Qualifier qualifier = checker_qualifier(c);
    StrBuf out = strbuf_new(c->scratch);
    if (object->kind == OBJ_PACKAGE) {
        const Package *imported = object->as.package.imported;
        strbuf_printf(&out, "package %s", object->name->text);
        if (strcmp(imported->path, object->name->text) != 0) {
            strbuf_printf(&out, " (\"%s\")", imported->path);
        }
        return strbuf_text(&out);
    }
    if (object->kind == OBJ_NIL) {
        return "nil";
    }
    if (object->kind == OBJ_FUNC) {
        add_func(c, &out, object, &qualifier);
        return strbuf_text(&out);
    }
    strbuf_printf(&out, "%s ", object_word(object));
    if (object->package != NULL && scope_lookup(object->package->scope, object->name) == object) {
        strbuf_add(&out, package_prefix(c->scratch, object->package, &qualifier));
    }
    strbuf_add(&out, object->name->text);
    Type *type = object->type;
    if (type != NULL && object->kind == OBJ_TYPE) {
        type = declared_type(c, &out, object, &qualifier);
    }
    if (type != NULL && object->kind != OBJ_LABEL && object->kind != OBJ_BUILTIN) {
        strbuf_byte(&out, ' ');
        type_format(&out, type, &qualifier);
    }
    return strbuf_text(&out);
}
