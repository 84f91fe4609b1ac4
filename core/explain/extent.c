/* Where a node's text stands in the source, for marks and underlines. */
#include <string.h>

#include "core/explain/internal.h"

int line_of_pos(const Teller *t, Pos pos) { return sources_place(t->config->sources, pos).line; }

/* Bytes from `pos` up to `end`, at most to the end of the line of `pos`. */
static Extent extent(const Teller *t, Pos pos, Pos end) {
    const Place place = sources_place(t->config->sources, pos);
    size_t line_length = 0;
    const char *line = place.source != NULL ? source_line(place.source, place.source_line, &line_length) : NULL;
    int length = end.offset > pos.offset ? (int)(end.offset - pos.offset) : 1;
    if (line != NULL) {
        const int rest = (int)line_length - place.source_column + 1;
        length = length > rest ? rest : length;
    }
    return (Extent){pos, length > 0 ? length : 1};
}

/* The position behind the next `close` from `pos` on, on the same line; `pos` itself when there is none. */
static Pos behind_closer(const Teller *t, Pos pos, char close) {
    const Source *source = sources_find(t->config->sources, pos);
    if (source == NULL) {
        return pos;
    }
    const char *text = source_text(source);
    for (size_t i = source_offset(source, pos); i < source_length(source) && text[i] != '\n'; i++) {
        if (text[i] == close) {
            return source_pos(source, i + 1);
        }
    }
    return pos;
}

static Pos end_of_expr(const Teller *t, const Expr *e) {
    switch (e->kind) {
    case EXPR_CALL: return (Pos){e->as.call.rparen.offset + 1};
    case EXPR_COMPOSITE: return (Pos){e->as.composite.rbrace.offset + 1};
    case EXPR_FUNC: return (Pos){e->as.func.body->rbrace.offset + 1};
    case EXPR_INDEX:
    case EXPR_SLICE: return behind_closer(t, expr_end(e), ']');
    case EXPR_ASSERT:
    case EXPR_PAREN: return behind_closer(t, expr_end(e), ')');
    case EXPR_OPERATION: return end_of_expr(t, e->as.operation.y != NULL ? e->as.operation.y : e->as.operation.x);
    default: return expr_end(e);
    }
}

static Pos start_of_expr(const Expr *e) {
    /* gc starts a slice expression at its bracket; a reader starts it at the operand. */
    while (e->kind == EXPR_SLICE) {
        e = e->as.slice.x;
    }
    return expr_start(e);
}

Extent extent_of_name(const Teller *t, Pos pos, const char *name) {
    return extent(t, pos, (Pos){pos.offset + (uint32_t)strlen(name)});
}

/* A statement or a node that the compiler made: what stands at its position, to the end of the line's text. */
static Extent extent_of_line(const Teller *t, Pos pos) {
    const Place place = sources_place(t->config->sources, pos);
    size_t length = 0;
    const char *line = place.source != NULL ? source_line(place.source, place.source_line, &length) : NULL;
    if (line == NULL || place.source_column < 1 || (size_t)place.source_column > length) {
        return (Extent){pos, 1};
    }
    size_t end = length;
    const char *comment = NULL;
    for (size_t i = (size_t)place.source_column; i + 1 < length; i++) {
        if (line[i] == '/' && line[i + 1] == '/') {
            comment = line + i;
            break;
        }
    }
    end = comment != NULL ? (size_t)(comment - line) : end;
    while (end > (size_t)place.source_column && (line[end - 1] == ' ' || line[end - 1] == '{')) {
        end--;
    }
    return (Extent){pos, (int)(end - (size_t)place.source_column + 1)};
}

/* The position behind the parenthesis that closes the one at `pos`; POS_NONE: there is none there, or not on its line.
 */
static Pos behind_parentheses(const Teller *t, Pos pos) {
    const Source *source = sources_find(t->config->sources, pos);
    const size_t start = source != NULL ? source_offset(source, pos) : 0;
    const char *text = source != NULL ? source_text(source) : "";
    int depth = 0;
    char quote = '\0';
    for (size_t i = start; source != NULL && i < source_length(source) && text[i] != '\n'; i++) {
        if (quote != '\0') {
            i += text[i] == '\\' && quote != '`';
            quote = text[i] == quote ? '\0' : quote;
        } else if (strchr("\"'`", text[i]) != NULL) {
            quote = text[i];
        } else if (text[i] == '(') {
            depth++;
        } else if (text[i] == ')' && --depth == 0) {
            return source_pos(source, i + 1);
        }
        if (i == start && depth == 0) {
            break;
        }
    }
    return POS_NONE;
}

/* A statement is marked from its start, though gc's position is that of its operator. */
static Extent extent_of_stmt(const Teller *t, const Node *node) {
    const Node *first = node->op == NODE_AS || node->op == NODE_ASOP || node->op == NODE_SEND ? node->x : NULL;
    if (node->op == NODE_AS2 && node->list.len > 0) {
        first = node->list.at[0];
    }
    if (first != NULL && first->src != NULL) {
        const Pos start = start_of_expr(first->src);
        if (line_of_pos(t, start) == line_of_pos(t, node->pos)) {
            return extent_of_line(t, start);
        }
    }
    return extent_of_line(t, node->pos);
}

Extent extent_of_node(const Teller *t, const Node *node) {
    if (node->op == NODE_NAME && node->var != NULL && node->src == NULL) {
        return extent_of_name(t, node->pos, node->var->name);
    }
    if (node->src == NULL) {
        /* The slice of variadic arguments stands where they do. */
        const Pos end = node->op == NODE_SLICELIT ? behind_parentheses(t, node->pos) : POS_NONE;
        return pos_known(end) ? extent(t, node->pos, end) : extent_of_stmt(t, node);
    }
    const Pos start = start_of_expr(node->src);
    if (node->op == NODE_CLOSURE) {
        return extent_of_name(t, start, "func");
    }
    return extent(t, start, end_of_expr(t, node->src));
}

static const char *text_between(const Teller *t, Pos start, Pos end) {
    const Source *source = sources_find(t->config->sources, start);
    if (source == NULL || end.offset <= start.offset) {
        return "";
    }
    const size_t from = source_offset(source, start);
    const size_t length = end.offset - start.offset;
    const char *text = source_text(source) + from;
    return from + length <= source_length(source) && memchr(text, '\n', length) == NULL
               ? arena_strndup(t->arena, text, length)
               : "";
}

const char *source_text_of_expr(const Teller *t, const Expr *e) {
    return text_between(t, start_of_expr(e), end_of_expr(t, e));
}

const char *source_text_of(const Teller *t, const Node *node) {
    const Extent extent = extent_of_node(t, node);
    return text_between(t, extent.pos, (Pos){extent.pos.offset + (uint32_t)extent.length});
}
