/*
 * Where a value really lives: gc's verdict says whether it may stay in the frame; what then allocates is
 * the business of the compiler's later stages and of the run time.
 * gc: walk/convert.go dataWord, walk/builtin.go walkMakeSlice, walk/closure.go, runtime/sizeclasses.go,
 * runtime/iface.go.
 */
#include "core/explain/internal.h"

static const short SIZE_CLASSES[] = {
    8,    16,   24,   32,    48,    64,    80,    96,    112,   128,   144,   160,   176,   192,   208,   224,   240,
    256,  288,  320,  352,   384,   416,   448,   480,   512,   576,   640,   704,   768,   896,   1024,  1152,  1280,
    1408, 1536, 1792, 2048,  2304,  2688,  3072,  3200,  3456,  4096,  4864,  5120,  5376,  6144,  6528,  6784,  6912,
    8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672,
};
enum { LARGEST_CLASS = 32768, PAGE = 8192 };

int64_t size_class(int64_t bytes) {
    if (bytes <= 0) {
        return 0;
    }
    for (size_t i = 0; i < sizeof SIZE_CLASSES / sizeof SIZE_CLASSES[0]; i++) {
        if (bytes <= SIZE_CLASSES[i]) {
            return SIZE_CLASSES[i];
        }
    }
    if (bytes <= LARGEST_CLASS) {
        return LARGEST_CLASS;
    }
    return (bytes + PAGE - 1) / PAGE * PAGE;
}

const char *placement_text(Placement placement) {
    switch (placement) {
    case PLACE_NONE: return "";
    case PLACE_STACK: return "stack";
    case PLACE_HEAP: return "heap";
    case PLACE_STATIC: return "static data";
    case PLACE_RUNTIME: return "decided at run time";
    }
    return "";
}

/* A placement and the bytes of one allocation. */
typedef struct Room {
    Placement placement;
    int64_t bytes;
} Room;

/* An object of known size: on the heap when it escapes; nothing of size zero is ever allocated. */
static Room object(bool escapes, int64_t bytes) {
    if (bytes == 0) {
        return (Room){PLACE_STATIC, 0};
    }
    return escapes ? (Room){PLACE_HEAP, size_class(bytes)} : (Room){PLACE_STACK, 0};
}

static int64_t closure_size(const Func *func) {
    int64_t size = 8;
    for (int i = 0; i < func->closure_vars.len; i++) {
        const Var *var = func->closure_vars.at[i];
        const int64_t align = var->by_value ? type_align(var->type) : 8;
        size = (size + align - 1) / align * align + (var->by_value ? type_size(var->type) : 8);
    }
    return size;
}

/* Composite literals of constants alone are data of the program. */
static bool is_constant_data(const Node *n) {
    switch (n->op) {
    case NODE_LITERAL:
    case NODE_NIL: return true;
    case NODE_CONVNOP:
    case NODE_CONV: return is_constant_data(n->x);
    case NODE_STRUCTLIT:
    case NODE_ARRAYLIT:
        for (int i = 0; i < n->list.len; i++) {
            const Node *elem = n->list.at[i];
            if (!is_constant_data(elem->op == NODE_STRUCTKEY ? elem->x : elem->op == NODE_KEY ? elem->y : elem)) {
                return false;
            }
        }
        return true;
    default: return false;
    }
}

static bool is_integer_word(Type *type) {
    Type *under = type_underlying(type);
    return under->kind == TYPE_BASIC && (under->as.basic.info & INFO_INTEGER) != 0;
}

/* gc: walk/convert.go dataWord; runtime convT16, convT32, convT64. */
static Room conversion(const ExplainConfig *config, const Node *n, bool escapes) {
    Node *value = n->x;
    const int64_t size = type_size(value->type);
    if (type_is_direct_interface(value->type, config->go->one_word_direct) || type_is_interface(value->type)) {
        return (Room){escapes ? PLACE_STATIC : PLACE_STACK, 0};
    }
    if (size <= 1 && type_underlying(value->type)->kind == TYPE_BASIC) {
        return (Room){PLACE_STATIC, 0};
    }
    const Node *known = config->go->rewrite_constants ? node_static_value(value) : value;
    if (size == 0 || is_constant_data(known)) {
        return (Room){PLACE_STATIC, 0};
    }
    if (escapes && is_integer_word(value->type)) {
        return (Room){PLACE_RUNTIME, size_class(size)};
    }
    return object(escapes, size);
}

static bool constant_int(const Node *n, int64_t *out) {
    const Value *value = n != NULL ? node_const_value(n) : NULL;
    return value != NULL && value_as_int64(value, out);
}

static Room make_slice(const ExplainConfig *config, const Node *n, bool escapes) {
    int64_t count;
    if (constant_int(n->y != NULL ? n->y : n->x, &count)) {
        return object(escapes, count * type_size(type_underlying(n->type)->as.slice.elem));
    }
    if (escapes || !config->go->variable_make_on_stack) {
        return (Room){PLACE_HEAP, 0};
    }
    return (Room){PLACE_RUNTIME, 0};
}

static Room site(const ExplainConfig *config, const Node *n, bool escapes) {
    switch (n->op) {
    case NODE_CLOSURE:
        return n->func->closure_vars.len == 0 ? (Room){PLACE_STATIC, 0} : object(escapes, closure_size(n->func));
    case NODE_METHVALUE: return object(escapes, 8 + type_size(n->x->type));
    case NODE_PTRLIT: return object(escapes, type_size(n->x->type));
    case NODE_NEW: return object(escapes, type_size(type_underlying(n->type)->as.pointer.elem));
    case NODE_SLICELIT: {
        int64_t count = n->list.len;
        for (int i = 0; i < n->list.len; i++) {
            int64_t key;
            if (n->list.at[i]->op == NODE_KEY && constant_int(n->list.at[i]->x, &key) && key >= count) {
                count = key + 1;
            }
        }
        return object(escapes, count * type_size(type_underlying(n->type)->as.slice.elem));
    }
    case NODE_CONVIFACE: return conversion(config, n, escapes);
    case NODE_MAKESLICE: return make_slice(config, n, escapes);
    case NODE_MAKECHAN: return (Room){PLACE_HEAP, 0};
    case NODE_MAKEMAP:
    case NODE_MAPLIT:
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_BYTES2STR:
    case NODE_RUNES2STR:
    case NODE_RUNESTR:
    case NODE_ADDSTR: return (Room){escapes ? PLACE_HEAP : PLACE_RUNTIME, 0};
    case NODE_APPEND: return (Room){PLACE_RUNTIME, 0};
    default: return object(escapes, n->type != NULL ? type_size(n->type) : 8);
    }
}

Placement location_placement(const ExplainConfig *config, const Location *location, int64_t *bytes) {
    Room place = {PLACE_NONE, 0};
    const bool escapes = (location->attributes & ATTR_ESCAPES) != 0;
    if (location->node != NULL && location->node->op != NODE_NAME) {
        place = site(config, location->node, escapes);
    } else if (location->var != NULL && location->var->type != NULL) {
        place = object(escapes, type_size(location->var->type));
        if (!escapes) {
            place = (Room){PLACE_STACK, 0};
        }
    } else if (location_is_heap(location)) {
        place.placement = PLACE_HEAP;
    }
    if (bytes != NULL) {
        *bytes = place.bytes;
    }
    return place.placement;
}
