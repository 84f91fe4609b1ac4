/*
 * What -m=2 adds: why something escapes or leaks, edge by edge, and how literals capture.
 * gc: escape/solve.go explainPath, explainFlow, explainLoc; escape/escape.go flowClosure.
 */
#include "core/escape/internal.h"

const char *why_text(Why why) {
    static const char *const texts[WHY_COUNT] = {
        [WHY_ASSIGN] = "assign",
        [WHY_ASSIGN_PAIR] = "assign-pair",
        [WHY_ASSIGN_PAIR_DOT_TYPE] = "assign-pair-dot-type",
        [WHY_ASSIGN_PAIR_MAPR] = "assign-pair-mapr",
        [WHY_ASSIGN_PAIR_RECEIVE] = "assign-pair-receive",
        [WHY_RETURN] = "return",
        [WHY_CALL_PARAMETER] = "call parameter",
        [WHY_ADDRESS_OF] = "address-of",
        [WHY_INDIRECTION] = "indirection",
        [WHY_DOT] = "dot",
        [WHY_DOT_OF_POINTER] = "dot of pointer",
        [WHY_FIXED_ARRAY_INDEX_OF] = "fixed-array-index-of",
        [WHY_SLICE] = "slice",
        [WHY_SPILL] = "spill",
        [WHY_INTERFACE_CONVERTED] = "interface-converted",
        [WHY_SLICE_LITERAL_ELEMENT] = "slice-literal-element",
        [WHY_ARRAY_LITERAL_ELEMENT] = "array literal element",
        [WHY_STRUCT_LITERAL_ELEMENT] = "struct literal element",
        [WHY_MAP_LITERAL_KEY] = "map literal key",
        [WHY_MAP_LITERAL_VALUE] = "map literal value",
        [WHY_KEY_OF_MAP_PUT] = "key of map put",
        [WHY_SEND] = "send",
        [WHY_RANGE] = "range",
        [WHY_RANGE_DEREF] = "range-deref",
        [WHY_SWITCH_CASE] = "switch case",
        [WHY_SLICE_TO_ARRAY] = "slice-to-array",
        [WHY_APPENDEE_SLICE] = "appendee slice",
        [WHY_APPENDED_SLICE] = "appended slice...",
        [WHY_COPIED_SLICE] = "copied slice",
        [WHY_REFERENCE] = "reference",
        [WHY_CAPTURED] = "captured by a closure",
        [WHY_CALLEE_OPERAND] = "callee operand",
        [WHY_CONVERSION_TO_UNSAFE_POINTER] = "conversion to unsafe.Pointer",
        [WHY_UINTPTR_ESCAPES] = "//go:uintptrescapes",
        [WHY_REFLECT_HEADER_DATA] = "reflect.Header.Data",
        [WHY_TOO_LARGE] = "too large for stack",
        [WHY_TOO_ALIGNED] = "too aligned for stack",
        [WHY_NON_CONSTANT_SIZE] = "non-constant size",
        [WHY_ZERO_SIZED_ELEMENT] = "zero-sized element",
    };
    return why > WHY_NONE && why < WHY_COUNT && texts[why] != NULL ? texts[why] : "";
}

static const char *text_of(Escape *e, const Node *n) { return node_text(e->scratch, n, e->go, e->ir); }

void explain_line(Escape *e, Pos pos, const char *text) {
    /* Lines of an explanation show even an unknown place. */
    if (!pos_known(pos)) {
        text = arena_printf(e->arena, "<unknown line number>: %s", text);
    }
    VEC_PUSH(e->config->arena, &e->result->lines, ((Line){.pos = pos, .text = text, .verdict = NULL}));
}

static const char *location_text(Escape *e, const Location *location) {
    if (location == &e->batch->heap) {
        return "{heap}";
    }
    if (location->node == NULL) {
        return "{temp}";
    }
    if (location->node->op == NODE_NAME) {
        return text_of(e, location->node);
    }
    return arena_printf(e->scratch, "{storage for %s}", text_of(e, location->node));
}

void explain_escape(Escape *e, const Location *location) {
    const char *what = text_of(e, location->node);
    const char *text = e->go->header_names_function
                           ? arena_printf(e->arena, "%s escapes to heap in %s:", what, location->func->name)
                           : arena_printf(e->arena, "%s escapes to heap:", what);
    explain_line(e, location->node->pos, text);
}

void explain_leak(Escape *e, const Location *param, const Location *sink, int derefs) {
    const char *what = text_of(e, param->node);
    const char *where = location_text(e, sink);
    const char *text = e->go->header_names_function
                           ? arena_printf(e->arena, "parameter %s leaks to %s for %s with derefs=%d:", what, where,
                                          param->func->name, derefs)
                           : arena_printf(e->arena, "parameter %s leaks to %s with derefs=%d:", what, where, derefs);
    explain_line(e, param->node->pos, text);
}

static const char *place_text(Escape *e, Pos pos) {
    if (!pos_known(pos)) {
        return "<unknown line number>";
    }
    StrBuf text = strbuf_new(e->scratch);
    sources_format(e->config->sources, pos, &text);
    return strbuf_text(&text);
}

void explain_flow(Escape *e, Pos pos, const Edge *edge) {
    StrBuf text = strbuf_new(e->arena);
    strbuf_printf(&text, "  flow: %s %s ", location_text(e, edge->dst),
                  e->go->header_names_function ? "\xe2\x86\x90" : "=");
    if (edge->derefs < 0) {
        strbuf_byte(&text, '&');
    }
    for (int i = 0; i < edge->derefs; i++) {
        strbuf_byte(&text, '*');
    }
    strbuf_printf(&text, "%s:", location_text(e, edge->src));
    explain_line(e, pos, strbuf_text(&text));
    for (const Note *note = edge->notes; note != NULL; note = note->next) {
        explain_line(e, pos,
                     arena_printf(e->arena, "    from %s (%s) at %s", text_of(e, note->where), why_text(note->why),
                                  place_text(e, note->where->pos)));
    }
}

void explain_path(Escape *e, const Location *src, const EscapePath *path, bool cycle) {
    const Pos pos = src->node->pos;
    for (int i = 0; i < path->len; i++) {
        explain_flow(e, pos, path->edges[i]);
    }
    if (cycle) {
        explain_line(e, pos, "  warning: truncated explanation due to assignment cycle; see golang.org/issue/35518");
    }
}

void explain_capture(Escape *e, const Var *var, const Location *location) {
    const char *func = var->func != NULL ? func_text(e, var->func) : "<nil>";
    const char *text =
        arena_printf(e->arena, "%s capturing by %s: %s (addr=%s assign=%s width=%lld)", func,
                     var->by_value ? "value" : "ref", text_of(e, var->node), location->addrtaken ? "true" : "false",
                     location->reassigned ? "true" : "false", (long long)type_size(var->type));
    VEC_PUSH(e->config->arena, &e->result->lines, ((Line){.pos = var->pos, .text = text, .verdict = NULL}));
}
