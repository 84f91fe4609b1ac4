#include "viz/cells.h"

#include <string.h>

#include "core/base/unicode.h"

enum { FIELDS_MAX = 5, ELEMENTS_MAX = 6, ELEMENTS_COLUMNS = 36, VALUE_COLUMNS = 20, SEVERAL = -2 };

const char *clipped(Arena *arena, const char *text, int columns) {
    text = without_shapes(arena, text);
    size_t length = strlen(text);
    if (text_width(text, length) <= columns) {
        return text;
    }
    size_t at = 0;
    for (int width = 0; at < length;) {
        int size;
        width += rune_width(utf8_decode(text + at, length - at, &size));
        if (width > columns - 1) {
            break;
        }
        at += (size_t)size;
    }
    return arena_printf(arena, "%.*s…", (int)at, text);
}

static bool is_constant(const Node *n) { return n != NULL && (n->op == NODE_LITERAL || n->op == NODE_NIL); }

static const char *constant_text(const View *view, const Node *n) {
    return clipped(view->arena, node_text(view->arena, n, view->facts->go, view->facts->ir), VALUE_COLUMNS);
}

/* Returns the value that a variable always has, as far as it is a constant or a literal; NULL: not known. */
static const Node *known_value(const Location *location) {
    if (location == NULL) {
        return NULL;
    }
    const Var *var = location->var;
    if (var == NULL || location->reassigned || location->is_param || location->result_index > 0) {
        return NULL;
    }
    const Node *defn = var->defn;
    if (defn == NULL || defn->op != NODE_AS || defn->x == NULL || defn->x->var != var) {
        return NULL;
    }
    const Node *value = defn->y;
    while (value != NULL && (value->op == NODE_CONVNOP || value->op == NODE_PAREN)) {
        value = value->x;
    }
    return value;
}

/* Adds the cell of an address: a dot when an arrow can start there. Returns its index, -1 without a dot. */
static int address_cell(const View *view, Scene *scene, Box *box, const char *words, const Thing *thing) {
    const Location *location = thing->location;
    if (thing->targets.len > 0 || (location != NULL && location->is_param)) {
        return box_cell(scene, box, words, true);
    }
    bool nil = false;
    if (location != NULL && location->var != NULL && !location->reassigned && location->result_index == 0) {
        const Node *defn = location->var->defn;
        nil = defn == NULL || (defn->op == NODE_AS && defn->y == NULL);
    }
    const char *where = nil ? "nil" : view_tr(view, "elsewhere");
    box_cell(scene, box, words[0] ? arena_printf(scene->arena, "%s %s", words, where) : where, false);
    return -1;
}

static const char *length_text(const View *view, const char *word, const Node *n) {
    return is_constant(n) ? arena_printf(view->arena, "%s %s", word, constant_text(view, n)) : word;
}

static int slice_cells(const View *view, Scene *scene, Box *box, const Node *value, const Thing *thing) {
    const char *len = "len";
    const char *cap = "cap";
    if (value != NULL && value->op == NODE_MAKESLICE) {
        len = length_text(view, "len", value->x);
        cap = length_text(view, "cap", value->y ? value->y : value->x);
    } else if (value != NULL && value->op == NODE_SLICELIT && value->location != NULL) {
        bool keyed = value->list.len > 0 && value->list.at[value->list.len - 1]->op == NODE_KEY;
        if (!keyed) {
            len = arena_printf(view->arena, "len %d", value->list.len);
            cap = arena_printf(view->arena, "cap %d", value->list.len);
        }
    }
    int pointer = address_cell(view, scene, box, "", thing);
    box_cell(scene, box, len, false);
    box_cell(scene, box, cap, false);
    return pointer;
}

/* One cell a field; the first that holds a pointer is where arrows start. */
static int struct_cells(Scene *scene, Box *box, Type *type, bool targets) {
    int pointer = -1;
    int count = type->as.struct_.fields.len;
    for (int i = 0; i < count; i++) {
        if (i == FIELDS_MAX && count > FIELDS_MAX + 1) {
            box_cell(scene, box, "…", false);
            break;
        }
        const Object *field = type->as.struct_.fields.at[i];
        bool holds = targets && type_has_pointers(field->type);
        int cell = box_cell(scene, box, field->name->text, holds);
        if (holds && pointer < 0) {
            pointer = cell;
        }
    }
    return pointer;
}

/* The cells of a value of `type` in `thing`; `value` is what it is known to be, or NULL. */
static int value_cells(const View *view, Scene *scene, Box *box, Type *type, const Node *value, const Thing *thing) {
    bool targets = thing->targets.len > 0;
    if (type == NULL) {
        return targets ? box_cell(scene, box, "", true) : -1;
    }
    Type *under = type_underlying(type);
    if (is_constant(value)) {
        box_cell(scene, box, constant_text(view, value), false);
        return targets ? box_cell(scene, box, "", true) : -1;
    }
    if (under->kind == TYPE_SLICE) {
        return slice_cells(view, scene, box, value, thing);
    }
    if (under->kind == TYPE_STRUCT) {
        return struct_cells(scene, box, under, targets);
    }
    if (under->kind == TYPE_INTERFACE) {
        box_cell(scene, box, view_tr(view, "type"), false);
        return address_cell(view, scene, box, view_tr(view, "data"), thing);
    }
    if (type_is_string(type)) {
        int pointer = address_cell(view, scene, box, "", thing);
        box_cell(scene, box, "len", false);
        return pointer;
    }
    return type_has_pointers(type) ? address_cell(view, scene, box, "", thing) : -1;
}

int cells_of_variable(const View *view, Scene *scene, Box *box, const Thing *thing) {
    Type *type = thing->location ? location_go_type(thing->location) : thing->var ? thing->var->type : NULL;
    return value_cells(view, scene, box, type, known_value(thing->location), thing);
}

/* ---- Objects that have no name of their own. ---- */

static int element_cells(const View *view, Scene *scene, Box *box, const NodeVec *list, bool targets) {
    int pointer = -1;
    int width = 0;
    for (int i = 0; i < list->len; i++) {
        if (i + 1 < list->len && (width > ELEMENTS_COLUMNS || (i == ELEMENTS_MAX && list->len > ELEMENTS_MAX + 1))) {
            box_cell(scene, box, "…", false);
            break;
        }
        const Node *n = list->at[i];
        const char *key = "";
        if (n->op == NODE_KEY) {
            key = is_constant(n->x) ? arena_printf(view->arena, "%s: ", constant_text(view, n->x)) : "";
            n = n->y;
        }
        if (is_constant(n)) {
            const char *text = arena_printf(view->arena, "%s%s", key, constant_text(view, n));
            width += text_width(text, strlen(text));
            box_cell(scene, box, text, false);
            continue;
        }
        bool holds = targets && n->type != NULL && type_has_pointers(n->type);
        int cell = box_cell(scene, box, key[0] || holds ? key : "·", holds);
        pointer = pointer < 0 && holds ? cell : pointer;
    }
    return pointer;
}

static int closure_cells(const View *view, Scene *scene, Box *box, const Func *func) {
    int pointer = -1;
    box_cell(scene, box, view_tr(view, "code"), false);
    for (int i = 0; i < func->closure_vars.len; i++) {
        const Var *var = func->closure_vars.at[i];
        bool holds = !var->by_value || type_has_pointers(var->type);
        const char *name = var->name[0] == '.' || var->name[0] == '#' ? "" : var->name;
        int cell = box_cell(scene, box, var->by_value ? name : arena_printf(view->arena, "&%s", name), holds);
        pointer = pointer < 0 && holds ? cell : pointer;
    }
    return pointer;
}

/* The struct whose fields are the thing's cells; NULL: it is none. */
static Type *struct_of(const Thing *thing) {
    Type *type = thing->location ? location_go_type(thing->location) : thing->var ? thing->var->type : NULL;
    const Node *n = thing->location && thing->location->var == NULL ? thing->location->node : NULL;
    if (n != NULL && n->op == NODE_CONVIFACE && n->x != NULL) {
        type = n->x->type;
    }
    if (type == NULL) {
        return NULL;
    }
    Type *under = type_underlying(type);
    if (n != NULL && (n->op == NODE_PTRLIT || n->op == NODE_NEW) && under->kind == TYPE_POINTER) {
        under = type_underlying(under->as.pointer.elem);
    }
    return under->kind == TYPE_STRUCT ? under : NULL;
}

static bool can_hold(Type *field, const Thing *target) {
    Type *under = type_underlying(field);
    const Location *location = target->location;
    Type *type = location ? location_go_type(location) : target->site ? target->site->type : NULL;
    if (type == NULL) {
        return false;
    }
    if (location != NULL && location->var != NULL) {
        return under->kind == TYPE_POINTER && type_identical(under->as.pointer.elem, type);
    }
    return type_identical(under, type_underlying(type));
}

int cell_towards(const Thing *thing, const Target *target, int first) {
    Type *type = struct_of(thing);
    if (type == NULL || first < 0) {
        return first;
    }
    int found = -1;
    int count = type->as.struct_.fields.len;
    for (int i = 0; i < count && (i < FIELDS_MAX || count == FIELDS_MAX + 1); i++) {
        const Object *field = type->as.struct_.fields.at[i];
        if (target->field != NULL && strcmp(field->name->text, target->field) == 0) {
            return i;
        }
        if (can_hold(field->type, target->thing)) {
            found = found == -1 ? i : SEVERAL;
        }
    }
    return found == SEVERAL ? -1 : found;
}

int cells_of_object(const View *view, Scene *scene, Box *box, const Thing *thing) {
    bool targets = thing->targets.len > 0;
    const Node *n = thing->location ? thing->location->node : thing->site;
    if (thing->location != NULL && thing->location->var != NULL) {
        return cells_of_variable(view, scene, box, thing);
    }
    if (n == NULL) {
        return targets ? box_cell(scene, box, "", true) : -1;
    }
    if (n->op == NODE_SLICELIT || n->op == NODE_MAPLIT) {
        int pointer = element_cells(view, scene, box, &n->list, targets);
        return pointer < 0 && targets ? box_cell(scene, box, "", true) : pointer;
    }
    if (n->op == NODE_CLOSURE) {
        int pointer = closure_cells(view, scene, box, n->func);
        return pointer < 0 && targets ? box_cell(scene, box, "", true) : pointer;
    }
    if (n->op == NODE_CONVIFACE && n->x != NULL) {
        return value_cells(view, scene, box, n->x->type, n->x, thing);
    }
    if ((n->op == NODE_PTRLIT || n->op == NODE_NEW) && n->type != NULL &&
        type_underlying(n->type)->kind == TYPE_POINTER) {
        return value_cells(view, scene, box, type_underlying(n->type)->as.pointer.elem, NULL, thing);
    }
    if (n->op == NODE_MAKECHAN) {
        box_cell(scene, box, n->x ? length_text(view, view_tr(view, "buffer"), n->x) : view_tr(view, "no buffer"),
                 false);
    }
    return targets ? box_cell(scene, box, "", true) : -1;
}

const char *object_type(const View *view, const Location *location) {
    const Node *n = location->node;
    Type *type = location_go_type(location);
    const Package *package = view->facts->ir->package;
    if (location->var != NULL || n == NULL || type == NULL) {
        return location_type(&view->explain, view->facts->ir, location);
    }
    Type *under = type_underlying(type);
    if (n->op == NODE_SLICELIT && under->kind == TYPE_SLICE) {
        bool keyed = n->list.len > 0 && n->list.at[n->list.len - 1]->op == NODE_KEY;
        const char *elem = type_text(view->arena, under->as.slice.elem, package);
        return keyed ? view_fill(view, "array of %1", elem, "", "")
                     : arena_printf(view->arena, "[%d]%s", n->list.len, elem);
    }
    if ((n->op == NODE_MAKESLICE || n->op == NODE_APPEND) && under->kind == TYPE_SLICE) {
        const Node *size = n->op == NODE_APPEND ? NULL : n->y ? n->y : n->x;
        const char *elem = type_text(view->arena, under->as.slice.elem, package);
        return is_constant(size) ? arena_printf(view->arena, "[%s]%s", constant_text(view, size), elem)
                                 : view_fill(view, "array of %1", elem, "", "");
    }
    if ((n->op == NODE_NEW || n->op == NODE_PTRLIT) && under->kind == TYPE_POINTER) {
        return type_text(view->arena, under->as.pointer.elem, package);
    }
    if (n->op == NODE_CONVIFACE && n->x != NULL && n->x->type != NULL) {
        return type_text(view->arena, n->x->type, package);
    }
    return type_text(view->arena, type, package);
}
