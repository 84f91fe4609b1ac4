/*
 * Settling: the typed text is made one that gc compiles. What is unused is a note in a session, but an
 * error for gc, so the file that is shown, saved and analysed says `_ = x` where the learner did not.
 */
#include "repl/session.h"

#include <stdlib.h>
#include <string.h>

#include "core/syntax/walk.h"

/* One change of the text: `length` bytes at `offset` give way to `text`. */
typedef struct Edit {
    size_t offset;
    size_t length;
    const char *text;
} Edit;
typedef VEC(Edit) EditVec;

/* Looks for the innermost block whose end is also the end of the variable declared at `target`. */
typedef struct BlockSearch {
    const Source *source;
    size_t target;
    size_t best_start;
    size_t insert_at; /* 0: not found */
    bool own_line;    /* the closing brace stands alone on its line */
} BlockSearch;

static bool alone_on_line(const char *text, size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) {
        at--;
    }
    return at > 0 && text[at - 1] == '\n';
}

static void consider(BlockSearch *search, size_t start, size_t end) {
    if (start <= search->target && search->target < end && start >= search->best_start) {
        search->best_start = start;
        search->insert_at = end;
        search->own_line = alone_on_line(source_text(search->source), end);
    }
}

/* `start` is where the variable's scope may begin: a header's variables end with the body. */
static void consider_block(BlockSearch *search, size_t start, const Block *block) {
    if (block != NULL) {
        consider(search, start, source_offset(search->source, block->rbrace));
    }
}

static bool visit_stmt(void *context, Stmt *stmt) {
    BlockSearch *search = context;
    size_t start = pos_known(stmt->pos) ? source_offset(search->source, stmt->pos) : 0;
    if (stmt->kind == STMT_BLOCK) {
        consider_block(search, start, stmt->as.block);
    } else if (stmt->kind == STMT_IF) {
        consider_block(search, start, stmt->as.if_.then);
    } else if (stmt->kind == STMT_FOR) {
        consider_block(search, start, stmt->as.for_.body);
    } else if (stmt->kind == STMT_SWITCH && stmt->as.switch_.body.len > 0) {
        for (int i = 0; i < stmt->as.switch_.body.len; i++) {
            const CaseClause *clause = stmt->as.switch_.body.at[i];
            size_t from = i == 0 ? start : source_offset(search->source, clause->pos);
            size_t end = clause->body.len > 0 ? source_offset(search->source, stmt_end(VEC_LAST(&clause->body)))
                                              : source_offset(search->source, clause->colon) + 1;
            consider(search, from, end);
        }
    }
    return true;
}

static bool visit_expr(void *context, Expr *expr) {
    BlockSearch *search = context;
    if (expr->kind == EXPR_FUNC) {
        consider_block(search, source_offset(search->source, expr->pos), expr->as.func.body);
    }
    return true;
}

static bool visit_decl(void *context, Decl *decl) {
    BlockSearch *search = context;
    if (decl->kind == DECL_FUNC) {
        consider_block(search, source_offset(search->source, decl->pos), decl->as.func.body);
    }
    return true;
}

static void use_variable(Arena *arena, EditVec *edits, File *file, const Source *source, const Diag *note) {
    size_t at = source_offset(source, note->pos);
    const char *text = source_text(source);
    size_t length = 0;
    while (text[at + length] == '_' || (text[at + length] & 0x80) != 0 ||
           strchr("0123456789", text[at + length] | 0) != NULL ||
           ((text[at + length] | 32) >= 'a' && (text[at + length] | 32) <= 'z')) {
        if (text[at + length] == '\0') {
            break;
        }
        length++;
    }
    BlockSearch search = {.source = source, .target = at};
    const Visitor visitor = {visit_expr, visit_stmt, visit_decl, &search};
    walk_file(&visitor, file);
    if (search.insert_at == 0 || length == 0) {
        return;
    }
    size_t line_start = search.insert_at;
    while (search.own_line && text[line_start - 1] != '\n') {
        line_start--;
    }
    Edit edit = {.offset = search.own_line ? line_start : search.insert_at};
    int indent = (int)(search.insert_at - line_start);
    edit.text = search.own_line
                    ? arena_printf(arena, "%.*s\t_ = %.*s\n", indent, text + line_start, (int)length, text + at)
                    : arena_printf(arena, "; _ = %.*s ", (int)length, text + at);
    VEC_PUSH(arena, edits, edit);
}

static void drop_import(Arena *arena, EditVec *edits, const Source *source, const Diag *note) {
    const char *text = source_text(source);
    size_t start = source_offset(source, note->pos);
    size_t end = start;
    while (start > 0 && text[start - 1] != '\n') {
        start--;
    }
    while (text[end] != '\0' && text[end] != '\n') {
        end++;
    }
    /* An import alone on its line goes with the empty line before it. */
    if (text[end] == '\n') {
        end++;
    }
    if (start > 1 && text[start - 2] == '\n') {
        start--;
    }
    VEC_PUSH(arena, edits, ((Edit){.offset = start, .length = end - start, .text = ""}));
}

static int by_offset(const void *a, const void *b) {
    const Edit *x = a, *y = b;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static const char *apply(Arena *arena, const char *text, EditVec *edits) {
    StrBuf out = strbuf_new(arena);
    size_t at = 0;
    qsort(edits->at, (size_t)edits->len, sizeof(Edit), by_offset);
    for (int i = 0; i < edits->len; i++) {
        const Edit *edit = &edits->at[i];
        if (edit->offset >= at) {
            strbuf_add_n(&out, text + at, edit->offset - at);
            at = edit->offset + edit->length;
        }
        strbuf_add(&out, edit->text);
    }
    strbuf_add(&out, text + at);
    return strbuf_text(&out);
}

const char *session_settle(const char *text, const Diags *notes, const SourceSet *sources, Names *names, Arena *arena) {
    EditVec edits = {0};
    SourceSet *set = sources_new(arena, NULL);
    Source *source = sources_add(set, "session.go", text, strlen(text), false);
    Diags quiet = diags_new(arena);
    const ParseConfig config = {.arena = arena, .names = names, .diags = &quiet};
    File *file = parse_file(&config, source);
    for (int i = 0; i < notes->list.len; i++) {
        Diag note = notes->list.at[i];
        if (note.kind != DIAG_NOTE) {
            continue;
        }
        /* The same bytes, in this function's own source. */
        const Source *theirs = sources_find(sources, note.pos);
        note.pos = source_pos(source, source_offset(theirs, note.pos));
        if (strcmp(note.code, "UnusedImport") == 0) {
            drop_import(arena, &edits, source, &note);
        } else if (strcmp(note.code, "UnusedVar") == 0) {
            use_variable(arena, &edits, file, source, &note);
        }
    }
    return edits.len > 0 ? apply(arena, text, &edits) : text;
}
