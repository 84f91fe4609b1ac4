/* What prose and pictures call functions, locations and edges: never a name that the compiler made. */
#include <string.h>

#include "core/explain/internal.h"

bool location_is_heap(const Location *location) {
    return location->node == NULL && location->var == NULL && location->func == NULL;
}

/* A variable that lowering made. */
bool location_is_made_var(const Location *location) {
    const Var *var = location->var;
    return var != NULL && (var->autotemp || (var->class == CLASS_AUTO && strchr(".~#", var->name[0]) != NULL &&
                                             strncmp(var->name, "#state", strlen("#state")) != 0));
}

bool location_is_named_var(const Location *location) {
    const Var *var = location->var;
    return var != NULL && var->object != NULL && !var->autotemp && var->name[0] != '~' && var->name[0] != '.' &&
           var->name[0] != '#' && strcmp(var->name, "_") != 0;
}

static int source_line_of(const ExplainConfig *config, Pos pos) { return sources_place(config->sources, pos).line; }

bool func_is_init(const Func *func) {
    const size_t prefix = strlen("init.");
    return strncmp(func->name, "init.", prefix) == 0 && func->name[prefix] >= '0' && func->name[prefix] <= '9' &&
           func->closure == NULL;
}

const char *func_source_name(Arena *arena, const Func *func) {
    if (func_is_init(func)) {
        return "init";
    }
    /* Which shape a generic function was compiled for is the compiler's business. */
    const char *shape = strstr(func->name, "[go.shape.");
    const char *end = shape != NULL ? strrchr(func->name, ']') : NULL;
    return end != NULL ? arena_printf(arena, "%.*s%s", (int)(shape - func->name), func->name, end + 1) : func->name;
}

const char *func_name_text(const ExplainConfig *config, const Func *func) {
    if (func == NULL) {
        return say(config, PHRASE_THE_PACKAGE, "", "", "", "");
    }
    if (func->is_package_init) {
        return say(config, PHRASE_PACKAGE_INIT, "", "", "", "");
    }
    if (func->closure != NULL) {
        const char *line = arena_printf(config->arena, "%d", source_line_of(config, func->pos));
        return say(config,
                   func->go_defer_wrapper  ? PHRASE_WRAPPER_AT
                   : func->range_func_body ? PHRASE_LOOP_BODY_AT
                                           : PHRASE_LITERAL_AT,
                   line, "", "", "");
    }
    return func_source_name(config->arena, func);
}

static const char *without_shapes(const ExplainConfig *config, const char *text) {
    StrBuf out = strbuf_new(config->arena);
    for (const char *at; (at = strstr(text, "go.shape.")) != NULL; text = at + strlen("go.shape.")) {
        strbuf_add_n(&out, text, (size_t)(at - text));
    }
    strbuf_add(&out, text);
    return strbuf_text(&out);
}

/* "Println", of another package "fmt.Println", "(*T).M". */
static const char *object_text(const Teller *t, const Object *function) {
    const Package *own = t->ir->package;
    const char *name = function->name->text;
    const Object *recv =
        function->kind == OBJ_FUNC && function->type != NULL ? function->type->as.signature.recv : NULL;
    if (recv != NULL && recv->type != NULL) {
        const char *type = without_shapes(t->config, type_text(t->arena, recv->type, own));
        return arena_printf(t->arena, type[0] == '*' ? "(%s).%s" : "%s.%s", type, name);
    }
    return function->package != NULL && function->package != own
               ? arena_printf(t->arena, "%s.%s", function->package->name->text, name)
               : name;
}

const char *param_name(const Object *function, int index) {
    if (function == NULL || function->kind != OBJ_FUNC || function->type == NULL || index < 0) {
        return "";
    }
    const Object *recv = function->type->as.signature.recv;
    const ObjectVec *params = &function->type->as.signature.params->as.tuple.vars;
    const Object *found = recv != NULL && index == 0 ? recv : NULL;
    index -= recv != NULL;
    if (found == NULL && index >= 0 && index < params->len) {
        found = params->at[index];
    }
    return found != NULL && found->name != NULL && strcmp(found->name->text, "_") != 0 ? found->name->text : "";
}

const char *callee_text(const Teller *t, const Node *call, const Object *callee) {
    if (callee != NULL) {
        return object_text(t, callee);
    }
    if (call == NULL || call->x == NULL) {
        switch (call != NULL ? call->op : NODE_BAD) {
        case NODE_APPEND: return "append";
        case NODE_COPY: return "copy";
        case NODE_PANIC: return "panic";
        case NODE_RANGE: return say(t->config, PHRASE_THE_ITERATOR, "", "", "", "");
        default: return say(t->config, PHRASE_A_FUNCTION, "", "", "", "");
        }
    }
    if (call->x->op == NODE_DOTINTER || call->x->op == NODE_METHEXPR) {
        return call->x->sym;
    }
    if (call->x->op == NODE_CLOSURE) {
        return func_name_text(t->config, call->x->func);
    }
    if (call->x->op == NODE_NAME && call->x->var->autotemp) {
        return say(t->config, PHRASE_A_FUNCTION, "", "", "", "");
    }
    return prose_text(t, call->x);
}

static const char *variable_name(const ExplainConfig *config, const Location *location) {
    const Var *var = location->var;
    if (var->class == CLASS_PARAM && (var->name[0] == '\0' || strcmp(var->name, "_") == 0)) {
        return say(config, PHRASE_UNNAMED, "", "", "", "");
    }
    const char *func = func_name_text(config, location->func);
    if (var->class == CLASS_PARAMOUT && (var->name[0] == '~' || strcmp(var->name, "_") == 0)) {
        const bool several = location->func != NULL && location->func->results.len > 1;
        const char *ordinal = arena_printf(config->arena, "%d", var->result_index + 1);
        return say(config, several ? PHRASE_RESULT_N_OF : PHRASE_RESULT_OF, func, ordinal, "", "");
    }
    if (strncmp(var->name, "#state", strlen("#state")) == 0) {
        return say(config, PHRASE_LOOP_STATE, "", "", "", "");
    }
    if (strncmp(var->name, "#next", strlen("#next")) == 0) {
        return say(config, PHRASE_LOOP_EXIT, "", "", "", "");
    }
    if (var->autotemp || var->name[0] == '.' || var->name[0] == '#' || var->name[0] == '~') {
        return say(config, PHRASE_TEMPORARY, "", "", "", "");
    }
    return var->name;
}

const char *prose_text(const Teller *t, const Node *n) {
    if (n->op == NODE_NAME && n->var->autotemp) {
        return say(t->config, PHRASE_TEMPORARY, "", "", "", "");
    }
    const char *text = node_text(t->arena, n, t->config->go, t->ir);
    const bool made = strstr(text, ".autotmp_") != NULL;
    if (!made && strstr(text, "go.shape.") == NULL) {
        return text;
    }
    const char *source = source_text_of(t, n);
    return source[0] != '\0' ? source
           : made            ? say(t->config, PHRASE_TEMPORARY, "", "", "", "")
                             : without_shapes(t->config, text);
}

/* With the names of the function's own package unqualified. */
static const char *text_of_node(const ExplainConfig *config, const Location *location, const Node *n) {
    const PackageIR ir = {.package = location->func != NULL ? location->func->package : NULL};
    const Teller teller = {.config = config, .arena = config->arena, .ir = ir.package != NULL ? &ir : NULL};
    return prose_text(&teller, n);
}

static const char *site_name(const ExplainConfig *config, const Location *location) {
    const Node *n = location->node;
    const char *text = text_of_node(config, location, n);
    switch (n->op) {
    case NODE_CLOSURE:
        return say(config,
                   n->func->go_defer_wrapper  ? PHRASE_THE_WRAPPER
                   : n->func->range_func_body ? PHRASE_THE_LOOP_BODY
                                              : PHRASE_THE_LITERAL,
                   "", "", "", "");
    case NODE_SLICELIT: return n->implicit_args ? say(config, PHRASE_VARIADIC_SLICE, "", "", "", "") : text;
    case NODE_CONVIFACE: return say(config, PHRASE_AS_INTERFACE, text_of_node(config, location, n->x), "", "", "");
    case NODE_METHVALUE: return say(config, PHRASE_METHOD_VALUE, text, "", "", "");
    case NODE_GO:
    case NODE_DEFER: return say(config, PHRASE_DEFERRED_CALL, n->op == NODE_GO ? "go" : "defer", "", "", "");
    default: return text;
    }
}

const char *location_name(const ExplainConfig *config, const Location *location) {
    if (location_is_heap(location)) {
        return say(config, PHRASE_THE_HEAP, "", "", "", "");
    }
    if (location->var != NULL) {
        return variable_name(config, location);
    }
    if (location->node == NULL || location->is_temp) {
        return say(config, PHRASE_TEMPORARY, "", "", "", "");
    }
    return site_name(config, location);
}

const char *location_type(const ExplainConfig *config, const PackageIR *ir, const Location *location) {
    Type *type = location->var != NULL ? location->var->type : location->node != NULL ? location->node->type : NULL;
    return type != NULL ? without_shapes(config, type_text(config->arena, type, ir->package)) : "";
}

const char *edge_text(const ExplainConfig *config, const Edge *edge) {
    const Note *action = edge_action(edge);
    Phrase phrase = edge->derefs < 0   ? PHRASE_EDGE_ADDRESS
                    : edge->derefs > 0 ? PHRASE_EDGE_DEREF
                                       : PHRASE_EDGE_ASSIGNED;
    switch (action != NULL ? action->why : WHY_NONE) {
    case WHY_RETURN: phrase = edge->derefs < 0 ? PHRASE_EDGE_ADDRESS_RETURNED : PHRASE_EDGE_RETURNED; break;
    case WHY_CALL_PARAMETER: phrase = edge->derefs < 0 ? PHRASE_EDGE_ADDRESS_PASSED : PHRASE_EDGE_PASSED; break;
    case WHY_CAPTURED:
    case WHY_REFERENCE: phrase = PHRASE_EDGE_CAPTURED; break;
    case WHY_INTERFACE_CONVERTED: phrase = PHRASE_EDGE_CONVERTED; break;
    case WHY_SEND: phrase = PHRASE_EDGE_SENT; break;
    case WHY_SLICE_LITERAL_ELEMENT:
    case WHY_ARRAY_LITERAL_ELEMENT:
    case WHY_STRUCT_LITERAL_ELEMENT:
    case WHY_MAP_LITERAL_KEY:
    case WHY_MAP_LITERAL_VALUE: phrase = PHRASE_EDGE_ELEMENT; break;
    case WHY_APPENDED_SLICE:
    case WHY_APPENDEE_SLICE: phrase = PHRASE_EDGE_APPENDED; break;
    default: break;
    }
    return say(config, phrase, "", "", "", "");
}

bool location_reads(const Location *site, const Location *variable) {
    if (site->var != NULL || site->node == NULL || site->is_temp) {
        return false;
    }
    for (int i = 0; i < site->incoming.len; i++) {
        if (site->incoming.at[i]->src == variable) {
            return true;
        }
    }
    /* No edge is made for a value without pointers. */
    const Node *operand = site->node->op == NODE_CONVIFACE ? site->node->x : NULL;
    while (operand != NULL && (operand->op == NODE_CONVNOP || operand->op == NODE_PAREN)) {
        operand = operand->x;
    }
    return operand != NULL && operand->op == NODE_NAME && variable->var != NULL && operand->var == variable->var;
}
