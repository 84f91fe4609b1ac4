/*
 * Struct types.
 * gc: types2/struct.go.  Spec: #Struct_types.
 */
#include "core/types/declare.h"

typedef struct StructBuilder {
    Checker *checker;
    ObjectSet seen;
    ObjectVec fields;
    VEC(const char *) tags; /* by field; NULL: none */
    VEC(unsigned) tag_lens;
    bool has_tags;
} StructBuilder;

static void add_field(StructBuilder *b, Expr *name, Type *type, bool embedded, const Expr *tag) {
    Checker *c = b->checker;
    Object *field = object_new_var(c->arena, VAR_FIELD, name->pos, c->package, name->as.name.name, type);
    field->as.var.embedded = embedded;
    const Object *other = field->name->blank ? NULL : object_set_insert(&b->seen, field);
    if (other != NULL) {
        Report r = report_new(c, "DuplicateDecl");
        report_add(&r, name->pos, "%s redeclared", field->name->text);
        report_add_other(&r, other);
        report_send(&r);
        return;
    }
    VEC_PUSH(c->arena, &b->fields, field);
    record_def(c, name, field);
    const char *text = NULL;
    size_t length = 0;
    if (tag != NULL && !tag->as.literal.bad && tag->as.literal.kind != LIT_STRING) {
        StrBuf quoted = strbuf_new(c->scratch);
        quote_string(&quoted, tag->as.literal.text, tag->as.literal.length);
        check_error(c, tag->pos, "InvalidSyntaxTree", "incorrect tag syntax: %s", strbuf_text(&quoted));
    } else if (tag != NULL && !tag->as.literal.bad) {
        const Value *value = value_literal(c->arena, LIT_STRING, tag->as.literal.text, tag->as.literal.length);
        if (value_kind(value) == VALUE_STRING) {
            text = value_as_string(value, &length);
            text = length > 0 ? arena_strndup(c->arena, text, length) : NULL;
        }
    }
    b->has_tags |= text != NULL;
    VEC_PUSH(c->arena, &b->tags, text);
    VEC_PUSH(c->arena, &b->tag_lens, (unsigned)length);
}

static bool is_pointer_expr(const Expr *e) {
    return e->kind == EXPR_OPERATION && e->as.operation.op == OP_MUL && e->as.operation.y == NULL;
}

/* The name of an embedded field: T, *T, p.T, T[A]. NULL for another type. */
static Expr *embedded_name(Expr *e) {
    if (is_pointer_expr(e)) {
        e = e->as.operation.x;
    }
    if (e->kind == EXPR_INDEX) {
        e = e->as.index.x;
    }
    if (e->kind == EXPR_SELECTOR) {
        return e->as.selector.sel;
    }
    return e->kind == EXPR_NAME ? e : NULL;
}

typedef struct PendingEmbedded {
    Type *type;
    Pos pos;
} PendingEmbedded;

static void check_embedded(Checker *c, void *argument) {
    const PendingEmbedded *pending = argument;
    bool is_pointer;
    Type *type = type_deref(pending->type, &is_pointer);
    const Type *under = type_underlying(type);
    const char *text = NULL;
    if (under->kind == TYPE_BASIC && under->as.basic.kind == BASIC_UNSAFE_POINTER) {
        text = "embedded field type cannot be unsafe.Pointer";
    } else if (under->kind == TYPE_POINTER) {
        text = "embedded field type cannot be a pointer";
    } else if (under->kind == TYPE_INTERFACE && type_is_tparam(type)) {
        check_error(c, pending->pos, "MisplacedTypeParam",
                    "embedded field type cannot be a (pointer to a) type parameter");
    } else if (under->kind == TYPE_INTERFACE && is_pointer) {
        text = "embedded field type cannot be a pointer to an interface";
    }
    if (text != NULL) {
        check_error(c, pending->pos, "InvalidPtrEmbed", "%s", text);
    }
}

static void add_embedded_field(StructBuilder *b, const Field *field, Type *type) {
    Checker *c = b->checker;
    Pos pos = error_pos(field->type);
    Expr *name = embedded_name(field->type);
    if (name == NULL) {
        check_error(c, pos, "InvalidSyntaxTree", "invalid embedded field type %s", text_of_expr(c, field->type));
        return;
    }
    /* The name also denotes the type; what it denotes stays recorded. */
    Object *type_object = name->as.name.object;
    add_field(b, name, type, true, field->tag);
    name->as.name.object = type_object;
    PendingEmbedded *pending = ARENA_NEW(c->scratch, PendingEmbedded);
    *pending = (PendingEmbedded){type, pos};
    check_later(c, check_embedded, pending);
}

void check_struct_type(Checker *c, Type *type, Expr *expr) {
    const FieldVec *list = &expr->as.struct_type.fields;
    StructBuilder b = {.checker = c, .seen = {.arena = c->scratch}};
    Type *field_type = NULL;
    for (int i = 0; i < list->len; i++) {
        const Field *field = list->at[i];
        if (i == 0 || field->type != list->at[i - 1]->type) {
            field_type = check_var_type(c, field->type);
        }
        if (field->name != NULL) {
            add_field(&b, field->name, field_type, false, field->tag);
        } else {
            add_embedded_field(&b, field, field_type);
        }
    }
    type->as.struct_.fields = b.fields;
    if (b.has_tags) {
        type->as.struct_.tags = b.tags.at;
        type->as.struct_.tag_lens = b.tag_lens.at;
    }
    /* Nothing that was asked while the fields were unknown holds. */
    type->size = -1;
    type->align = 0;
    type->has_pointers = 0;
    type->as.struct_.offsets = NULL;
}
