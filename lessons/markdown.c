#include "lessons/markdown.h"

#include <cmark.h>
#include <string.h>

#include "core/base/strbuf.h"

enum { INDENT = 2, LIST_INDENT = 3, LIST_DEPTH_MAX = 16 };

/* A list that is being read. */
typedef struct List {
    bool ordered;
    bool tight;
    int next;  /* number of the next item */
    int items; /* seen so far */
} List;

typedef struct Reader {
    Arena *arena;
    PassageVec blocks;
    List lists[LIST_DEPTH_MAX];
    int depth; /* of lists; those too deep are read without bullets */
    int quotes;
    bool item_begins; /* the next paragraph carries the bullet */
    bool item_tight;
    int strong, emphasis, link;
    SpanVec spans;
} Reader;

static List *innermost(Reader *r) {
    return r->depth > 0 && r->depth <= LIST_DEPTH_MAX ? &r->lists[r->depth - 1] : NULL;
}

static int indentation(const Reader *r) {
    const int depth = r->depth > LIST_DEPTH_MAX ? LIST_DEPTH_MAX : r->depth;
    return INDENT * r->quotes + LIST_INDENT * depth;
}

static void add_span(Reader *r, Tone tone, const char *text) {
    if (text == NULL || text[0] == '\0') {
        return;
    }
    const Span span = {tone, arena_strdup(r->arena, text)};
    VEC_PUSH(r->arena, &r->spans, span);
}

static Tone tone_here(const Reader *r) {
    return r->strong > 0 ? TONE_STRONG : r->emphasis > 0 ? TONE_EMPHASIS : TONE_PLAIN;
}

static Passage new_block(Reader *r, PassageKind kind, cmark_node *node) {
    Passage block = {.kind = kind, .line = cmark_node_get_start_line(node), .info = ""};
    block.indent = indentation(r);
    const List *list = innermost(r);
    if (r->item_begins && list != NULL) {
        block.bullet = list->ordered ? arena_printf(r->arena, "%d. ", list->next - 1) : "• ";
        block.tight = r->item_tight;
        r->item_begins = false;
    } else if (list != NULL) {
        block.tight = list->tight;
    }
    return block;
}

static void end_text(Reader *r, PassageKind kind, cmark_node *node) {
    Passage block = new_block(r, kind, node);
    block.spans = r->spans;
    block.level = kind == PASSAGE_HEADING ? cmark_node_get_heading_level(node) : 0;
    r->spans = (SpanVec){0};
    VEC_PUSH(r->arena, &r->blocks, block);
}

static void add_code(Reader *r, cmark_node *node) {
    Passage block = new_block(r, PASSAGE_CODE, node);
    const char *info = cmark_node_get_fence_info(node);
    block.text = arena_strdup(r->arena, cmark_node_get_literal(node));
    block.info = arena_strdup(r->arena, info != NULL ? info : "");
    VEC_PUSH(r->arena, &r->blocks, block);
}

static void add_rule(Reader *r, cmark_node *node) {
    const Passage block = new_block(r, PASSAGE_RULE, node);
    VEC_PUSH(r->arena, &r->blocks, block);
}

static void begin_list(Reader *r, cmark_node *node) {
    r->depth++;
    List *list = innermost(r);
    if (list != NULL) {
        *list = (List){.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
                       .tight = cmark_node_get_list_tight(node) != 0,
                       .next = cmark_node_get_list_start(node)};
    }
}

static void begin_item(Reader *r) {
    List *list = innermost(r);
    r->item_begins = list != NULL;
    if (list != NULL) {
        list->next++;
        r->item_tight = list->tight && (list->items > 0 || r->depth > 1);
        list->items++;
    }
}

/* A link shows its address behind its words, unless they are the same. */
static void end_link(Reader *r, cmark_node *node) {
    const char *url = cmark_node_get_url(node);
    const char *last = r->spans.len > 0 ? VEC_LAST(&r->spans).text : "";
    if (url != NULL && url[0] != '\0' && strcmp(url, last) != 0) {
        add_span(r, TONE_DIM, arena_printf(r->arena, " <%s>", url));
    }
}

static void enter(Reader *r, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST: begin_list(r, node); break;
    case CMARK_NODE_ITEM: begin_item(r); break;
    case CMARK_NODE_BLOCK_QUOTE: r->quotes++; break;
    case CMARK_NODE_CODE_BLOCK: add_code(r, node); break;
    case CMARK_NODE_THEMATIC_BREAK: add_rule(r, node); break;
    case CMARK_NODE_TEXT: add_span(r, tone_here(r), cmark_node_get_literal(node)); break;
    case CMARK_NODE_CODE: add_span(r, TONE_CODE, cmark_node_get_literal(node)); break;
    case CMARK_NODE_SOFTBREAK: add_span(r, tone_here(r), " "); break;
    case CMARK_NODE_LINEBREAK: add_span(r, tone_here(r), "\n"); break;
    case CMARK_NODE_STRONG: r->strong++; break;
    case CMARK_NODE_EMPH: r->emphasis++; break;
    default: break; /* HTML, and what is complete at its end */
    }
}

static void leave(Reader *r, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST: r->depth--; break;
    case CMARK_NODE_ITEM: r->item_begins = false; break;
    case CMARK_NODE_BLOCK_QUOTE: r->quotes--; break;
    case CMARK_NODE_PARAGRAPH: end_text(r, PASSAGE_PARAGRAPH, node); break;
    case CMARK_NODE_HEADING: end_text(r, PASSAGE_HEADING, node); break;
    case CMARK_NODE_STRONG: r->strong--; break;
    case CMARK_NODE_EMPH: r->emphasis--; break;
    case CMARK_NODE_LINK: end_link(r, node); break;
    default: break;
    }
}

PassageVec markdown_read(Arena *arena, const char *text, size_t length) {
    Reader reader = {.arena = arena};
    cmark_node *document = cmark_parse_document(text, length, CMARK_OPT_VALIDATE_UTF8);
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER) {
            enter(&reader, cmark_iter_get_node(iter));
        } else {
            leave(&reader, cmark_iter_get_node(iter));
        }
    }
    cmark_iter_free(iter);
    cmark_node_free(document);
    return reader.blocks;
}

const char *spans_text(Arena *arena, const SpanVec *spans) {
    StrBuf out = strbuf_new(arena);
    for (int i = 0; i < spans->len; i++) {
        strbuf_add(&out, spans->at[i].text);
    }
    return strbuf_text(&out);
}

SpanVec spans_of(Arena *arena, const char *text, Tone tone) {
    SpanVec spans = {0};
    bool code = false;
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == '\n') {
        size--;
    }
    text = arena_strndup(arena, text, size);
    for (const char *at = text; *at != '\0';) {
        const size_t length = strcspn(at, "`");
        if (length > 0) {
            char *piece = arena_strndup(arena, at, length);
            for (char *c = piece; *c != '\0'; c++) {
                *c = *c == '\n' ? ' ' : *c;
            }
            const Span span = {code ? TONE_CODE : tone, piece};
            VEC_PUSH(arena, &spans, span);
        }
        at += length;
        if (*at == '`') {
            code = !code;
            at++;
        }
    }
    return spans;
}
