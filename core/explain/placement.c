/*
 * Where a value really lives: gc's verdict says whether it may stay in the frame; what then allocates is
 * the business of the compiler's later stages and of the run time. tests/cost holds each claim to what
 * compiled programs allocate.
 * gc: walk/convert.go dataWord, walk/builtin.go, walk/closure.go, walk/complit.go, walk/expr.go walkAddString,
 * walk/order.go, ssagen/ssa.go append; runtime: malloc.go, iface.go, string.go, chan.go, map.go.
 */
#include "core/explain/internal.h"
#include "core/explain/translate.h"

enum {
    WORD = 8,
    TINY = 16,            /* objects without pointers below this share blocks of this size */
    HEADER_FROM = 512,    /* objects with pointers above this have a header */
    SMALL_BUFFER = 32,    /* what the compiler spends on the frame for strings and slices of unknown size */
    CONVERT_MAX = 1024,   /* the largest copy that an interface may refer to in the frame */
    IMPLICIT_MAX = 65536, /* the largest array without a name in the frame */
    GROUP = 8,            /* entries of a map before it grows */
    INDIRECT_FROM = 128,  /* larger keys and elements of a map are allocated one by one */
    TABLE_MAX = 255,      /* the run time has a table of the words up to this */
    RUNE_BYTES = 4
};

/* ---- Sizes ---- */

static const short SIZE_CLASSES[] = {
    8,    16,   24,    32,    48,    64,    80,    96,    112,   128,   144,   160,   176,   192,   208,   224,  240,
    256,  288,  320,   352,   384,   416,   448,   480,   512,   576,   640,   704,   768,   896,   1024,  1152, 1280,
    1408, 1536, 1792,  2048,  2304,  2688,  3072,  3200,  3456,  4096,  4864,  5376,  6144,  6528,  6784,  6912, 8192,
    9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672,
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

static int64_t round_up(int64_t bytes, int64_t align) { return (bytes + align - 1) / align * align; }

/* The share of one object in a block of tiny ones that are all alike. */
static int64_t tiny_share(int64_t bytes) {
    const int64_t align = bytes % 8 == 0 ? 8 : bytes % 4 == 0 ? 4 : bytes % 2 == 0 ? 2 : 1;
    int64_t count = 0;
    for (int64_t at = 0; at + bytes <= TINY; at = round_up(at + bytes, align)) {
        count++;
    }
    return TINY / count;
}

int64_t heap_bytes(const GoVersion *go, int64_t bytes, bool pointers) {
    if (bytes > 0 && bytes < TINY && !pointers) {
        return tiny_share(bytes);
    }
    if (go->malloc_header && pointers && bytes > HEADER_FROM && bytes <= LARGEST_CLASS - WORD) {
        bytes += WORD;
    }
    return size_class(bytes);
}

/* ---- Rooms ---- */

const char *placement_text(Placement placement) {
    switch (placement) {
    case PLACE_NONE: return "";
    case PLACE_STACK: return TR_LATER("stack");
    case PLACE_HEAP: return TR_LATER("heap");
    case PLACE_STATIC: return TR_LATER("static data");
    case PLACE_RUNTIME: return TR_LATER("decided at run time");
    }
    return "";
}

const char *room_unit_name(RoomUnit unit) {
    switch (unit) {
    case ROOM_NONE: return NULL;
    case ROOM_BYTES: return "bytes";
    case ROOM_RUNES: return "runes";
    case ROOM_ENTRIES: return "entries";
    case ROOM_VALUE: return "value";
    case ROOM_BITS: return "bits";
    case ROOM_EMPTY: return "empty";
    case ROOM_LENGTH: return "length";
    case ROOM_OPERANDS: return "operands";
    case ROOM_CAPACITY: return "capacity";
    }
    return NULL;
}

static Room on_stack(void) { return (Room){.placement = PLACE_STACK}; }
static Room static_data(Spared why) { return (Room){.placement = PLACE_STATIC, .spared = why}; }
static Room on_heap(int64_t bytes, int allocations) {
    return (Room){.placement = PLACE_HEAP, .bytes = bytes, .allocations = allocations};
}
/* One allocation of a size that only the run time knows. */
static Room heap_unknown(void) { return on_heap(0, 1); }
static Room at_run_time(int64_t limit, RoomUnit unit, int64_t bytes) {
    return (Room){.placement = PLACE_RUNTIME, .bytes = bytes, .allocations = 1, .limit = limit, .unit = unit};
}

/* An object of known size: on the heap when it escapes; nothing of size zero is ever allocated. */
static Room object(const ExplainConfig *config, bool escapes, int64_t bytes, bool pointers) {
    if (bytes == 0) {
        return static_data(SPARED_EMPTY);
    }
    return escapes ? on_heap(heap_bytes(config->go, bytes, pointers), 1) : on_stack();
}

static Room object_of(const ExplainConfig *config, bool escapes, Type *type) {
    return object(config, escapes, type_size(type), type_has_pointers(type));
}

/* ---- Functions and methods ---- */

/* A struct of a code pointer and what follows; one that ends in nothing has a byte more, so that the address of that
 * nothing is not the next object's. */
typedef struct Layout {
    int64_t size;
    bool pointers;
    bool ends_empty;
} Layout;

static void layout_add(Layout *layout, int64_t size, int64_t align, bool pointers) {
    layout->size = round_up(layout->size, align > 0 ? align : 1) + size;
    layout->pointers |= pointers;
    layout->ends_empty = size == 0;
}

static void layout_add_type(Layout *layout, Type *type) {
    layout_add(layout, type_size(type), type_align(type), type_has_pointers(type));
}

static int64_t layout_size(const Layout *layout) {
    return round_up(layout->size + (layout->ends_empty && layout->size > 0 ? 1 : 0), WORD);
}

static Room closure(const ExplainConfig *config, const Func *func, bool escapes) {
    if (func->closure_vars.len == 0) {
        return static_data(SPARED_NO_CAPTURES);
    }
    Layout layout = {.size = WORD};
    for (int i = 0; i < func->closure_vars.len; i++) {
        const Var *var = func->closure_vars.at[i];
        if (var->by_value) {
            layout_add_type(&layout, var->type);
        } else {
            layout_add(&layout, WORD, WORD, true);
        }
    }
    return object(config, escapes, layout_size(&layout), layout.pointers);
}

static Room method_value(const ExplainConfig *config, const Node *n, bool escapes) {
    Layout layout = {.size = WORD};
    layout_add_type(&layout, n->x->type);
    return object(config, escapes, layout_size(&layout), layout.pointers);
}

/* ---- Interfaces ---- */

/* Values that the compiler writes to read-only data. gc: walk/complit.go isStaticCompositeLiteral. */
static bool is_constant_data(const Node *n) {
    switch (n->op) {
    case NODE_LITERAL:
    case NODE_NIL: return true;
    case NODE_CONVIFACE: return n->x->op == NODE_NIL || (!type_is_interface(n->x->type) && is_constant_data(n->x));
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

static bool is_static(const ExplainConfig *config, Node *value) {
    if (!config->go->rewrite_constants) {
        return value->op == NODE_LITERAL || value->op == NODE_NIL;
    }
    const Node *known = node_static_value(value);
    return is_constant_data(known);
}

/* What a struct of one field or an array of one element holds, through all levels. gc: Type.SoleComponent. */
static Type *sole_component(Type *type) {
    for (;;) {
        Type *under = type_underlying(type);
        if (under->kind == TYPE_STRUCT && under->as.struct_.fields.len == 1) {
            type = under->as.struct_.fields.at[0]->type;
        } else if (under->kind == TYPE_ARRAY && under->as.array.len == 1) {
            type = under->as.array.elem;
        } else {
            return under;
        }
    }
}

static int64_t literal_length(const Node *n) {
    const bool known = n->op == NODE_LITERAL && n->value != NULL && type_is_string(n->type);
    return known ? (int64_t)value_string_length(n->value) : 0;
}

/* The constant at the bottom of a literal, or of a local that always holds it; NULL without. */
static const Node *sole_constant(Node *n) {
    const Node *known = node_static_value(n);
    while ((known->op == NODE_STRUCTLIT || known->op == NODE_ARRAYLIT) && known->list.len == 1) {
        const Node *elem = known->list.at[0];
        known = elem->op == NODE_STRUCTKEY ? elem->x : elem->op == NODE_KEY ? elem->y : elem;
    }
    return known->op == NODE_LITERAL && known->value != NULL ? known : NULL;
}

/* The conversions that the run time does by value look for a place that is already there. gc: runtime convT16 … */
static bool shared_when_small(const Node *n, const Type *sole, Room *room) {
    Type *type = n->x->type;
    const int64_t size = type_size(type);
    const Node *constant = sole_constant(n->x);
    if ((size == 2 || size == 4 || size == 8) && type_align(type) == size && !type_has_pointers(type)) {
        int64_t value;
        *room = at_run_time(TABLE_MAX, type_is_integer(type) ? ROOM_VALUE : ROOM_BITS, tiny_share(size));
        if (constant != NULL && type_is_integer(constant->type) && value_as_int64(constant->value, &value)) {
            *room = value >= 0 && value <= TABLE_MAX ? static_data(SPARED_SMALL) : on_heap(tiny_share(size), 1);
        } else if (constant != NULL && type_is_float(constant->type) && value_sign(constant->value) != 0) {
            *room = on_heap(tiny_share(size), 1); /* below the smallest normal number is not worth a thought */
        }
        return true;
    }
    if (sole->kind == TYPE_SLICE || (sole->kind == TYPE_BASIC && (sole->as.basic.info & INFO_STRING) != 0)) {
        *room = at_run_time(0, ROOM_EMPTY, size_class(size));
        if (constant != NULL) {
            *room = literal_length(constant) == 0 ? static_data(SPARED_EMPTY) : on_heap(size_class(size), 1);
        }
        return true;
    }
    return false;
}

/* A variable that the analysis replaces by its constant, or that always holds one. */
static bool is_constant_word(Node *value) {
    const Node *known = node_static_value(value);
    return known->op == NODE_LITERAL || known->op == NODE_NIL;
}

static Room conversion(const ExplainConfig *config, const Node *n, bool escapes) {
    Type *type = n->x->type;
    const int64_t size = type_size(type);
    if (type_is_interface(type) || type_is_direct_interface(type, config->go->one_word_direct)) {
        return on_stack(); /* the interface holds it as it is */
    }
    Type *sole = sole_component(type);
    const bool small = sole->kind == TYPE_BASIC && (sole->as.basic.info & (INFO_INTEGER | INFO_BOOLEAN)) != 0;
    if (size == 0) {
        return static_data(SPARED_EMPTY);
    }
    Room room;
    /* What a function of the run time takes as a value is not looked up behind a variable. gc: walk/order.go
     * OCONVIFACE. */
    const bool by_value = n->x->op == NODE_NAME && !is_constant_word(n->x) && shared_when_small(n, sole, &room);
    const bool fixed = is_static(config, n->x) && !by_value;
    if ((size == 1 && small) || fixed) {
        return static_data(!fixed ? SPARED_BYTE : n->x->op == NODE_NAME ? SPARED_UNCHANGED : SPARED_CONSTANT);
    }
    if (!escapes && size <= CONVERT_MAX) {
        return on_stack();
    }
    return shared_when_small(n, sole, &room) ? room : object_of(config, true, type);
}

/* ---- Slices ---- */

static bool constant_int(const Node *n, int64_t *out) {
    const Value *value = n != NULL ? node_const_value(n) : NULL;
    return value != NULL && value_as_int64(value, out);
}

static Type *element(const Node *n) { return type_underlying(n->type)->as.slice.elem; }

static Room elements(const ExplainConfig *config, const Node *n, int64_t count, bool escapes) {
    return count == 0 ? static_data(SPARED_NO_ELEMENTS)
                      : object(config, escapes, count * type_size(element(n)), type_has_pointers(element(n)));
}

static Room slice_literal(const ExplainConfig *config, const Node *n, bool escapes) {
    int64_t next = 0;
    int64_t count = 0;
    for (int i = 0; i < n->list.len; i++, next++) {
        int64_t key;
        if (n->list.at[i]->op == NODE_KEY && constant_int(n->list.at[i]->x, &key)) {
            next = key;
        }
        count = next >= count ? next + 1 : count;
    }
    return elements(config, n, count, escapes);
}

/* How many bytes of whole elements the compiler has place for in the frame. */
static int64_t small_buffer(int64_t elem) { return elem > 0 ? SMALL_BUFFER / elem * elem : 0; }

static Room make_slice(const ExplainConfig *config, const Node *n, bool escapes) {
    int64_t count;
    const int64_t elem = type_size(element(n));
    if (elem == 0) {
        return static_data(SPARED_EMPTY);
    }
    if (constant_int(n->y != NULL ? n->y : n->x, &count)) {
        return elements(config, n, count, escapes);
    }
    if (escapes || !config->go->variable_make_on_stack || elem > SMALL_BUFFER) {
        return heap_unknown();
    }
    return at_run_time(small_buffer(elem), ROOM_BYTES, 0);
}

static Room append_growth(const ExplainConfig *config, const Node *n, bool escapes) {
    const int64_t elem = type_size(element(n));
    if (elem == 0) {
        return static_data(SPARED_EMPTY);
    }
    const Node *slice = n->list.at[0];
    const bool in_place = slice->op == NODE_NAME && slice->var->addrtaken;
    const bool frame = config->go->append_site && !escapes && !n->dots && !in_place;
    return at_run_time(frame ? small_buffer(elem) : 0, ROOM_CAPACITY, 0);
}

/* ---- Strings ---- */

static Room concatenation(const Node *n, bool escapes) {
    int64_t known = 0;
    int literals = 0;
    for (int i = 0; i < n->list.len; i++) {
        const int64_t length = literal_length(n->list.at[i]);
        known += length;
        literals += length > 0;
    }
    if (escapes) {
        return literals > 1 ? heap_unknown() : at_run_time(1, ROOM_OPERANDS, 0);
    }
    return known < SMALL_BUFFER ? at_run_time(SMALL_BUFFER, ROOM_BYTES, 0)
           : literals > 1       ? heap_unknown()
                                : at_run_time(1, ROOM_OPERANDS, 0);
}

/* Looks for an operation that only reads the string and lets go of it: then it shares the slice's bytes. */
typedef struct Reader {
    const Node *string;
    bool byte_count;
    bool found;
} Reader;

static bool holds(const Node *n, const Node *string) {
    if (n == string) {
        return true;
    }
    for (int i = 0; (n->op == NODE_STRUCTLIT || n->op == NODE_ARRAYLIT) && i < n->list.len; i++) {
        const Node *elem = n->list.at[i];
        if ((elem->op == NODE_STRUCTKEY ? elem->x : elem->op == NODE_KEY ? elem->y : elem) == string) {
            return true;
        }
    }
    return false;
}

static bool joins_text(const Node *concat, const Node *string) {
    bool text = false;
    bool inside = false;
    for (int i = 0; i < concat->list.len; i++) {
        text |= literal_length(concat->list.at[i]) > 0;
        inside |= concat->list.at[i] == string;
    }
    return text && inside;
}

static bool cases_are_constant(const Node *n) {
    for (int i = 0; i < n->list.len; i++) {
        for (int k = 0; k < n->list.at[i]->list.len; k++) {
            if (n->list.at[i]->list.at[k]->op != NODE_LITERAL) {
                return false;
            }
        }
    }
    return true;
}

static bool reads_only(void *context, Node *n) {
    Reader *reader = context;
    const Node *string = reader->string;
    switch ((int)n->op) {
    case NODE_BINARY: reader->found |= n->x == string || n->y == string; break;
    case NODE_INDEXMAP: reader->found |= !n->assigned && holds(n->y, string); break;
    case NODE_ADDSTR: reader->found |= joins_text(n, string); break;
    case NODE_SWITCH: reader->found |= n->x == string && cases_are_constant(n); break;
    case NODE_LEN: reader->found |= n->x == string && (string->op == NODE_STR2RUNES || reader->byte_count); break;
    case NODE_RANGE: reader->found |= n->x == string && string->op == NODE_STR2BYTES; break;
    default: break;
    }
    return !reader->found;
}

static bool is_read_in_place(const ExplainConfig *config, const Location *location) {
    Reader reader = {.string = location->node, .byte_count = config->go->byte_count};
    for (int i = 0; location->func != NULL && i < location->func->body.len && !reader.found; i++) {
        node_walk(location->func->body.at[i], reads_only, &reader);
    }
    return reader.found;
}

static Room bytes_of_string(const ExplainConfig *config, const Location *location, bool escapes) {
    const Node *n = location->node;
    if (n->x->op == NODE_LITERAL) {
        const int64_t length = literal_length(n->x);
        return object(config, escapes || length > IMPLICIT_MAX, length, false);
    }
    if (escapes) {
        return heap_unknown();
    }
    const bool unwritten = config->go->zero_copy && (location->attributes & ATTR_MUTATES) == 0;
    return unwritten || is_read_in_place(config, location) ? static_data(SPARED_SHARED)
                                                           : at_run_time(SMALL_BUFFER, ROOM_BYTES, 0);
}

/* Conversions to and from strings. */
static Room string_conversion(const ExplainConfig *config, const Location *location, bool escapes) {
    switch ((int)location->node->op) {
    case NODE_STR2BYTES: return bytes_of_string(config, location, escapes);
    case NODE_BYTES2STR:
        if (!escapes && is_read_in_place(config, location)) {
            return static_data(SPARED_SHARED);
        }
        return escapes ? at_run_time(1, ROOM_LENGTH, 0) : at_run_time(SMALL_BUFFER, ROOM_BYTES, 0);
    case NODE_STR2RUNES:
        if (!escapes && is_read_in_place(config, location)) {
            return static_data(SPARED_RUNES);
        }
        return escapes ? heap_unknown() : at_run_time(SMALL_BUFFER, ROOM_RUNES, 0);
    case NODE_RUNES2STR: /* the run time asks for three bytes more than it needs */
        return escapes ? heap_unknown() : at_run_time(SMALL_BUFFER - 3, ROOM_BYTES, 0);
    default: return object(config, escapes, RUNE_BYTES, false); /* NODE_RUNESTR */
    }
}

/* ---- Maps and channels ---- */

enum { MAP_HEADER = 48 };

static bool is_indirect(Type *type) { return type_size(type) > INDIRECT_FROM; }

/* The place for the first eight entries. gc: reflectdata/map.go; 1.19: reflect.go MapBucketType. */
static int64_t group_bytes(const ExplainConfig *config, Type *map) {
    Type *key = map->as.map.key, *elem = map->as.map.elem;
    Layout layout = {0};
    if (!config->go->swiss_map) {
        layout.size = GROUP;
        layout_add(&layout, GROUP * type_size(key), type_align(key), type_has_pointers(key));
        layout_add(&layout, GROUP * type_size(elem), type_align(elem), type_has_pointers(elem));
        layout_add(&layout, WORD, WORD, false);
        return heap_bytes(config->go, layout_size(&layout), layout.pointers);
    }
    layout_add_type(&layout, key);
    layout_add_type(&layout, elem);
    const int64_t align = type_align(key) > type_align(elem) ? type_align(key) : type_align(elem);
    const int64_t slot = round_up(layout.size + (layout.ends_empty && layout.size > 0 ? 1 : 0), align > 0 ? align : 1);
    return heap_bytes(config->go, WORD + GROUP * slot, layout.pointers);
}

/* A map made with room for `count` entries, -1 when that is known at run time, and with `filled` in it. */
static Room map(const ExplainConfig *config, Type *type, int64_t count, int filled, bool escapes) {
    Type *under = type_underlying(type);
    const bool wide = is_indirect(under->as.map.key) || is_indirect(under->as.map.elem);
    if (count > GROUP || (wide && filled > 0)) {
        return on_heap(0, 0);
    }
    if (!escapes) {
        return at_run_time(wide ? 0 : GROUP, ROOM_ENTRIES, 0);
    }
    if (count < 0) {
        return on_heap(0, 0);
    }
    return filled == 0 ? on_heap(MAP_HEADER, 1) : on_heap(MAP_HEADER + group_bytes(config, under), 2);
}

static Room make_map(const ExplainConfig *config, const Node *n, bool escapes) {
    int64_t hint = 0;
    if (n->x != NULL && (!constant_int(n->x, &hint) || hint < 0)) {
        hint = -1;
    }
    return map(config, n->type, hint, 0, escapes);
}

/* A channel never lives in the frame. gc: runtime/chan.go makechan. */
static Room make_chan(const ExplainConfig *config, const Node *n) {
    const int64_t header = 96 + (config->go->channel_timer ? WORD : 0) + (config->go->channel_bubble ? WORD : 0);
    Type *elem = type_underlying(n->type)->as.chan.elem;
    int64_t count = 0;
    const bool known = n->x == NULL || constant_int(n->x, &count);
    const bool pointers = type_has_pointers(elem);
    if (type_size(elem) == 0) {
        count = 0;
    } else if (!known) {
        return pointers ? on_heap(0, 0) : heap_unknown();
    }
    const int64_t buffer = count * type_size(elem);
    if (buffer == 0 || !pointers) {
        return on_heap(heap_bytes(config->go, header + buffer, false), 1);
    }
    return on_heap(size_class(header) + heap_bytes(config->go, buffer, true), 2);
}

/* ---- All sites ---- */

static Room site(const ExplainConfig *config, const Location *location, bool escapes) {
    const Node *n = location->node;
    switch ((int)n->op) {
    case NODE_CLOSURE: return closure(config, n->func, escapes);
    case NODE_METHVALUE: return method_value(config, n, escapes);
    case NODE_PTRLIT: return object_of(config, escapes, n->x->type);
    case NODE_NEW: return object_of(config, escapes, type_underlying(n->type)->as.pointer.elem);
    case NODE_SLICELIT: return slice_literal(config, n, escapes);
    case NODE_CONVIFACE: return conversion(config, n, escapes);
    case NODE_MAKESLICE: return make_slice(config, n, escapes);
    case NODE_MAKECHAN: return make_chan(config, n);
    case NODE_MAKEMAP: return make_map(config, n, escapes);
    case NODE_MAPLIT: return map(config, n->type, n->list.len, n->list.len, escapes);
    case NODE_STR2BYTES:
    case NODE_STR2RUNES:
    case NODE_BYTES2STR:
    case NODE_RUNES2STR:
    case NODE_RUNESTR: return string_conversion(config, location, escapes);
    case NODE_ADDSTR: return concatenation(n, escapes);
    case NODE_ASOP: return at_run_time(1, ROOM_OPERANDS, 0); /* s += t */
    case NODE_APPEND: return append_growth(config, n, escapes);
    case NODE_DEFER:
    case NODE_GO: return escapes ? on_heap(0, 0) : on_stack();
    default: return n->type != NULL ? object_of(config, escapes, n->type) : escapes ? on_heap(0, 0) : on_stack();
    }
}

Room location_room(const ExplainConfig *config, const Location *location) {
    const bool escapes = (location->attributes & ATTR_ESCAPES) != 0;
    if (location->node != NULL && location->node->op != NODE_NAME) {
        return site(config, location, escapes);
    }
    if (location->var != NULL && location->var->type != NULL) {
        return escapes ? object_of(config, true, location->var->type) : on_stack();
    }
    return location_is_heap(location) ? on_heap(0, 0) : (Room){.placement = PLACE_NONE};
}

Placement location_placement(const ExplainConfig *config, const Location *location, int64_t *bytes) {
    const Room room = location_room(config, location);
    if (bytes != NULL) {
        *bytes = room.bytes;
    }
    return room.placement;
}
