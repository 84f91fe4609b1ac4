#include "repl/session.h"

#include <string.h>

typedef struct State {
    ItemVec items;
    int newest; /* index of the first item that the last entry added or replaced; -1 none */
} State;

struct Session {
    Arena *arena;
    Names *names;
    State now;
    VEC(State) history; /* committed states; history[at] is the one in force */
    int at;
};

Session *session_new(Names *names) {
    Arena *arena = arena_new();
    Session *session = ARENA_NEW(arena, Session);
    session->arena = arena;
    session->names = names;
    session->now.newest = -1;
    VEC_PUSH(arena, &session->history, session->now);
    return session;
}

void session_free(Session *session) {
    if (session != NULL) {
        arena_free(session->arena);
    }
}

/* ---- Steps of undo ---- */

static ItemVec copy_items(Arena *arena, const ItemVec *items) {
    ItemVec copy = {0};
    VEC_RESERVE(arena, &copy, items->len + 4);
    for (int i = 0; i < items->len; i++) {
        VEC_PUSH(arena, &copy, items->at[i]);
    }
    return copy;
}

void session_commit(Session *session) {
    session->history.len = session->at + 1;
    VEC_PUSH(session->arena, &session->history, session->now);
    session->at++;
    session->now.items = copy_items(session->arena, &session->now.items);
}

static void go_to(Session *session, int at) {
    session->at = at;
    session->now = session->history.at[at];
    session->now.items = copy_items(session->arena, &session->now.items);
}

bool session_undo(Session *session) {
    if (session->at == 0) {
        return false;
    }
    go_to(session, session->at - 1);
    return true;
}

bool session_redo(Session *session) {
    if (session->at + 1 >= session->history.len) {
        return false;
    }
    go_to(session, session->at + 1);
    return true;
}

void session_reject(Session *session) { go_to(session, session->at); }

void session_reset(Session *session) {
    session->now = (State){.newest = -1};
    session_commit(session);
}

void session_reset_main(Session *session) {
    ItemVec kept = {0};
    for (int i = 0; i < session->now.items.len; i++) {
        const Item *item = &session->now.items.at[i];
        if (item->kind != ITEM_STMT && !item->is_main) {
            VEC_PUSH(session->arena, &kept, *item);
        }
    }
    session->now = (State){.items = kept, .newest = -1};
    session_commit(session);
}

bool session_is_empty(const Session *session) { return session->now.items.len == 0; }

/* ---- Entries become items ---- */

static void add_name(StrBuf *key, const Expr *name) {
    if (name != NULL && name->kind == EXPR_NAME && !name->as.name.name->blank) {
        if (key->len > 0) {
            strbuf_add(key, ", ");
        }
        strbuf_add(key, name->as.name.name->text);
    }
}

/* "T.M" for a method, however its receiver is written. */
static void add_method_key(StrBuf *key, const Decl *decl) {
    const Expr *recv = decl->as.func.recv->type;
    while (recv->kind != EXPR_NAME) {
        if (recv->kind == EXPR_OPERATION) {
            recv = recv->as.operation.x;
        } else if (recv->kind == EXPR_PAREN) {
            recv = recv->as.paren.x;
        } else if (recv->kind == EXPR_INDEX) {
            recv = recv->as.index.x;
        } else {
            return;
        }
    }
    strbuf_printf(key, "%s.%s", recv->as.name.name->text, decl->as.func.name->as.name.name->text);
}

static void add_decl_key(StrBuf *key, const Decl *decl) {
    switch (decl->kind) {
    case DECL_BAD: break;
    case DECL_IMPORT:
        strbuf_printf(key, "%.*s", (int)decl->as.import.path->as.literal.length, decl->as.import.path->as.literal.text);
        break;
    case DECL_CONST:
    case DECL_VAR:
        for (int i = 0; i < decl->as.value.names.len; i++) {
            add_name(key, decl->as.value.names.at[i]);
        }
        break;
    case DECL_TYPE: add_name(key, decl->as.type.name); break;
    case DECL_FUNC:
        if (decl->as.func.recv != NULL) {
            add_method_key(key, decl);
        } else if (strcmp(decl->as.func.name->as.name.name->text, "init") != 0) {
            add_name(key, decl->as.func.name);
        }
        break;
    }
}

static void add_stmt_key(StrBuf *key, const Stmt *stmt) {
    if (stmt->kind == STMT_ASSIGN && stmt->as.assign.op == OP_DEF) {
        for (int i = 0; i < expr_count(stmt->as.assign.lhs); i++) {
            add_name(key, expr_at(stmt->as.assign.lhs, i));
        }
    }
}

static bool is_main_func(const Decl *decl) {
    return decl->kind == DECL_FUNC && decl->as.func.recv == NULL &&
           strcmp(decl->as.func.name->as.name.name->text, "main") == 0;
}

/* A bare expression that is no call or receive has to be used: `_ = x + 1`. */
static const char *stmt_text(Arena *arena, const Stmt *stmt, const char *text, size_t length) {
    if (stmt->kind == STMT_EXPR) {
        const Expr *expr = stmt->as.expr;
        while (expr->kind == EXPR_PAREN) {
            expr = expr->as.paren.x;
        }
        bool receives = expr->kind == EXPR_OPERATION && expr->as.operation.op == OP_RECV;
        if (expr->kind != EXPR_CALL && !receives) {
            return arena_printf(arena, "_ = %.*s", (int)length, text);
        }
    }
    return arena_strndup(arena, text, length);
}

static void put_item(Session *session, Item item) {
    ItemVec *items = &session->now.items;
    for (int i = 0; item.key != NULL && i < items->len; i++) {
        const Item *old = &items->at[i];
        if (old->key != NULL && old->kind == item.kind && strcmp(old->key, item.key) == 0) {
            items->at[i] = item;
            session->now.newest = i;
            return;
        }
    }
    VEC_PUSH(session->arena, items, item);
    session->now.newest = items->len - 1;
}

/* Where a scan of Go text stands: outside (0), or in a string, rune or comment that ends with this. */
typedef struct TextScan {
    char inside; /* " ' ` / (line comment) * (block comment) */
    int depth;   /* open brackets */
} TextScan;

static void scan_byte(TextScan *scan, const char *at) {
    switch (scan->inside) {
    case '\0':
        if (strchr("\"'`", *at) != NULL) {
            scan->inside = *at;
        } else if (*at == '/' && (at[1] == '/' || at[1] == '*')) {
            scan->inside = at[1];
        }
        scan->depth += strchr("([{", *at) != NULL;
        scan->depth -= strchr(")]}", *at) != NULL;
        break;
    case '/': scan->inside = *at == '\n' ? '\0' : '/'; break;
    case '*': scan->inside = *at == '/' && at[-1] == '*' ? '\0' : '*'; break;
    case '`': scan->inside = *at == '`' ? '\0' : '`'; break;
    default:
        /* A backslash that is itself escaped ends no string early: two of them cancel out. */
        if (*at == scan->inside && !(at[-1] == '\\' && at[-2] != '\\')) {
            scan->inside = '\0';
        }
    }
}

static bool is_label(const char *line) { return strncmp(line, "case ", 5) == 0 || strncmp(line, "default:", 8) == 0; }

/* Gives lines that were typed flush left the indentation that gofmt would; text that is indented stays as it is. */
static const char *indented(Arena *arena, const char *text) {
    StrBuf out = strbuf_new(arena);
    TextScan scan = {0};
    for (const char *at = text; *at != '\0'; at++) {
        scan_byte(&scan, at);
        strbuf_byte(&out, *at);
        if (*at != '\n' || scan.inside != '\0') {
            continue;
        }
        if (at[1] == '\t' || at[1] == ' ') {
            return text;
        }
        const int closing = (int)strspn(at + 1, ")]}");
        for (int i = closing > 0 || is_label(at + 1) ? 1 : 0; i < scan.depth && at[1] != '\n'; i++) {
            strbuf_byte(&out, '\t');
        }
    }
    return strbuf_text(&out);
}

static Item make_item(Session *session, const EntryVec *entries, int first, int end, const char *text) {
    const Entry *entry = &entries->at[first];
    StrBuf key = strbuf_new(session->arena);
    Item item = {0};
    size_t length = entry->end - entry->start;
    while (length > 0 && strchr(" \t\r\n;", text[entry->start + length - 1]) != NULL) {
        length--;
    }
    if (entry->decl != NULL) {
        item.kind = entry->kind == ENTRY_IMPORT ? ITEM_IMPORT : ITEM_DECL;
        item.is_main = is_main_func(entry->decl);
        item.text = arena_strndup(session->arena, text + entry->start, length);
        for (int i = first; i < end; i++) {
            add_decl_key(&key, entries->at[i].decl);
        }
    } else {
        item.kind = ITEM_STMT;
        item.text = stmt_text(session->arena, entry->stmt, text + entry->start, length);
        add_stmt_key(&key, entry->stmt);
    }
    item.text = indented(session->arena, item.text);
    item.key = key.len > 0 ? strbuf_text(&key) : NULL;
    return item;
}

/* A statement out of a function's braces, without the indentation that the braces gave its later lines. */
static const char *dedented(Arena *arena, const char *text, size_t length) {
    StrBuf out = strbuf_new(arena);
    bool raw = false;
    for (size_t i = 0; i < length; i++) {
        strbuf_byte(&out, text[i]);
        if (text[i] == '`') {
            raw = !raw;
        }
        if (text[i] == '\n' && !raw && i + 1 < length && text[i + 1] == '\t') {
            i++;
        }
    }
    return strbuf_text(&out);
}

/* The statements between the braces of a function become items. */
static void add_body(Session *session, const Block *body, const Source *source) {
    for (int i = 0; i < body->stmts.len; i++) {
        size_t start = source_offset(source, body->stmts.at[i]->pos);
        const char *text = source_text(source);
        while (start > 0 && text[start - 1] != '\n' && text[start - 1] != '{' && text[start - 1] != ';') {
            start--;
        }
        size_t end = i + 1 < body->stmts.len ? source_offset(source, body->stmts.at[i + 1]->pos)
                                             : source_offset(source, body->rbrace);
        if (i + 1 < body->stmts.len) {
            while (end > start && text[end - 1] != '\n' && text[end - 1] != ';') {
                end--;
            }
        }
        while (end > start && strchr(" \t\r\n;", text[end - 1]) != NULL) {
            end--;
        }
        while (start < end && strchr(" \t", text[start]) != NULL) {
            start++;
        }
        StrBuf key = strbuf_new(session->arena);
        add_stmt_key(&key, body->stmts.at[i]);
        VEC_PUSH(session->arena, &session->now.items,
                 ((Item){.kind = ITEM_STMT,
                         .text = dedented(session->arena, text + start, end - start),
                         .key = key.len > 0 ? strbuf_text(&key) : NULL}));
    }
}

/* A whole `func main` takes the place of the statements so far. */
static void replace_main(Session *session, const Block *body, const Source *source) {
    ItemVec kept = {0};
    for (int i = 0; i < session->now.items.len; i++) {
        if (session->now.items.at[i].kind != ITEM_STMT) {
            VEC_PUSH(session->arena, &kept, session->now.items.at[i]);
        }
    }
    session->now.items = kept;
    add_body(session, body, source);
    session->now.newest = session->now.items.len - 1;
}

bool session_add(Session *session, const char *text, Arena *arena, Diags *diags, SourceSet *sources) {
    size_t length = strlen(text);
    Source *source = sources_add(sources, "entry", arena_strdup(arena, text), length, false);
    const ParseConfig config = {.arena = arena, .names = session->names, .diags = diags};
    EntryVec entries = {0};
    if (!parse_entries(&config, source, &entries)) {
        return false;
    }
    for (int i = 0, end; i < entries.len; i = end) {
        end = i + 1; /* the declarations of one group are one item */
        while (end < entries.len && entries.at[end].start == entries.at[i].start) {
            end++;
        }
        const Decl *decl = entries.at[i].decl;
        if (decl != NULL && is_main_func(decl) && decl->as.func.body != NULL) {
            replace_main(session, decl->as.func.body, source);
        } else {
            put_item(session, make_item(session, &entries, i, end, text));
        }
    }
    return true;
}

void session_import(Session *session, const char *path) {
    const char *quoted = arena_printf(session->arena, "\"%s\"", path);
    int newest = session->now.newest;
    put_item(session,
             (Item){.kind = ITEM_IMPORT, .text = arena_printf(session->arena, "import %s", quoted), .key = quoted});
    session->now.newest = newest;
}

/* The end of the line that `offset` stands in, behind its newline. */
static size_t next_line(const char *text, size_t length, size_t offset) {
    const char *newline = memchr(text + offset, '\n', length - offset);
    return newline != NULL ? (size_t)(newline - text) + 1 : length;
}

/* The end of the text that belongs to a declaration: what stands behind it on its line is its own, comments on the
 * lines before the next one are the next one's. */
static size_t decl_text_end(const File *file, int next, const char *text, size_t length) {
    if (next >= file->decls.len) {
        return length;
    }
    size_t end = source_offset(file->source, file->decls.at[next]->pos);
    while (end > 0 && text[end - 1] != '\n' && text[end - 1] != ';') {
        end--;
    }
    for (;;) { /* back over the comment lines right above */
        size_t start = end;
        while (start > 0 && text[start - 1] == '\n' && start == end) {
            start--;
        }
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        if (start == end || strncmp(text + start, "//", 2) != 0) {
            return end;
        }
        end = start;
    }
}

static void load_decl(Session *session, const File *file, int first, int last, const char *text, size_t start,
                      size_t end) {
    while (start < end && strchr(" \t\r\n;", text[start]) != NULL) {
        start++;
    }
    while (end > start && strchr(" \t\r\n;", text[end - 1]) != NULL) {
        end--;
    }
    StrBuf key = strbuf_new(session->arena);
    for (int k = first; k <= last; k++) {
        add_decl_key(&key, file->decls.at[k]);
    }
    const Item item = {.kind = file->decls.at[first]->kind == DECL_IMPORT ? ITEM_IMPORT : ITEM_DECL,
                       .text = arena_strndup(session->arena, text + start, end - start),
                       .key = key.len > 0 ? strbuf_text(&key) : NULL};
    VEC_PUSH(session->arena, &session->now.items, item);
}

bool session_load(Session *session, const char *text, size_t length, Arena *arena, Diags *diags, SourceSet *sources,
                  const char *name) {
    Source *source = sources_add(sources, name, text, length, false);
    const ParseConfig config = {.arena = arena, .names = session->names, .diags = diags};
    File *file = parse_file(&config, source);
    if (diags->error_count > 0) {
        return false;
    }
    session->now = (State){.newest = -1};
    size_t start = next_line(text, length, source_offset(source, file->package->pos));
    for (int i = 0; i < file->decls.len; i++) {
        const Decl *decl = file->decls.at[i];
        int last = i;
        while (decl->group > 0 && last + 1 < file->decls.len && file->decls.at[last + 1]->group == decl->group) {
            last++;
        }
        const size_t end = decl_text_end(file, last + 1, text, length);
        if (is_main_func(decl) && decl->as.func.body != NULL) {
            add_body(session, decl->as.func.body, source);
        } else {
            load_decl(session, file, i, last, text, start, end);
        }
        start = end;
        i = last;
    }
    return true;
}

/* ---- The file ---- */

/* Appends `text` with a tab before each line, except inside raw strings, which must not change. */
static void add_indented(StrBuf *out, const char *text) {
    bool raw = false;
    strbuf_byte(out, '\t');
    for (const char *c = text; *c != '\0'; c++) {
        strbuf_byte(out, *c);
        if (*c == '`') {
            raw = !raw;
        }
        if (*c == '\n' && !raw && c[1] != '\n' && c[1] != '\0') {
            strbuf_byte(out, '\t');
        }
    }
    strbuf_byte(out, '\n');
}

static int count_lines(const StrBuf *out) {
    int lines = 1;
    for (size_t i = 0; i < out->len; i++) {
        lines += out->text[i] == '\n';
    }
    return lines;
}

/* Renders the file; *newest_line gets the line of the newest entry, 0 when there is none. */
static void render(const Session *session, StrBuf *out, int *newest_line) {
    const ItemVec *items = &session->now.items;
    bool has_main = false;
    *newest_line = 0;
    strbuf_add(out, "package main\n");
    for (ItemKind kind = ITEM_IMPORT; kind <= ITEM_DECL; kind++) {
        for (int i = 0; i < items->len; i++) {
            if (items->at[i].kind != kind) {
                continue;
            }
            strbuf_byte(out, '\n');
            if (i == session->now.newest) {
                *newest_line = count_lines(out);
            }
            strbuf_add(out, items->at[i].text);
            strbuf_byte(out, '\n');
            has_main |= items->at[i].is_main;
        }
    }
    if (has_main) {
        return;
    }
    strbuf_add(out, "\nfunc main() {\n");
    for (int i = 0; i < items->len; i++) {
        if (items->at[i].kind == ITEM_STMT) {
            if (i == session->now.newest) {
                *newest_line = count_lines(out);
            }
            add_indented(out, items->at[i].text);
        }
    }
    strbuf_add(out, "}\n");
}

const char *session_text(const Session *session, Arena *arena) {
    StrBuf out = strbuf_new(arena);
    int line;
    render(session, &out, &line);
    return strbuf_text(&out);
}

int session_newest_line(const Session *session) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    int line;
    render(session, &out, &line);
    arena_free(scratch);
    return line;
}

typedef VEC(const char *) TextVec;

int session_names(const Session *session, Arena *arena, const char ***out) {
    TextVec names = {0};
    for (int i = 0; i < session->now.items.len; i++) {
        const Item *item = &session->now.items.at[i];
        for (const char *key = item->kind != ITEM_IMPORT ? item->key : NULL; key != NULL && *key != '\0';) {
            const size_t length = strcspn(key, ",");
            VEC_PUSH(arena, &names, arena_strndup(arena, key, length));
            key += length;
            key += strspn(key, ", ");
        }
    }
    *out = names.at;
    return names.len;
}

bool session_declares(const Session *session, const char *name) {
    Arena *scratch = arena_new();
    const char **names;
    const int count = session_names(session, scratch, &names);
    bool found = false;
    for (int i = 0; i < count; i++) {
        found |= strcmp(names[i], name) == 0;
    }
    arena_free(scratch);
    return found;
}
