/*
 * Parser: text to tree. Recursive descent; after a mistake it goes on at the next safe token, so
 * several mistakes give several messages, each once, in gc's words.
 * Spec: #Source_file_organization.  gc: syntax/parser.go.
 */
#ifndef CORE_SYNTAX_PARSER_H
#define CORE_SYNTAX_PARSER_H

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/intern.h"
#include "core/syntax/ast.h"

typedef struct ParseConfig {
    Arena *arena; /* for the tree */
    Names *names;
    Diags *diags;
    bool check_branches;     /* labels and branches are checked too (syntax/branches.c) */
    bool unknown_line_names; /* a line directive without a name makes the file ?? */
    bool clean_line_names;   /* names in line directives are cleaned and joined with the file's folder */
    bool in_std;             /* pragmas reserved to the standard library are accepted */
} ParseConfig;

/*
 * Parses one file. Always returns a File; its wrong parts are *_BAD nodes and every mistake is in
 * `diags`. A nesting deeper than 10,000 levels is a DIAG_LIMIT, not a crash.
 */
File *parse_file(const ParseConfig *config, Source *source);

/* Whether what was reported keeps a package from being checked: syntax errors and limits do, a malformed literal or
 * a wrong label does not. gc: noder.checkFiles. */
bool parse_failed(const Diags *diags, File *const *files, int file_count);

/*
 * Parses only the package clause and the imports. Same result form, for the loader.
 */
File *parse_imports(const ParseConfig *config, Source *source);

/*
 * Parses a list of declarations, statements and expressions as typed into a session: each entry is
 * one of them. Returns false (and messages) when the text is wrong.
 */
typedef enum EntryKind { ENTRY_IMPORT, ENTRY_DECL, ENTRY_STMT, ENTRY_EXPR } EntryKind;
typedef struct Entry {
    EntryKind kind;
    Decl *decl;        /* ENTRY_IMPORT, ENTRY_DECL */
    Stmt *stmt;        /* ENTRY_STMT, ENTRY_EXPR (STMT_EXPR) */
    size_t start, end; /* byte offsets in the source */
} Entry;
typedef VEC(Entry) EntryVec;
bool parse_entries(const ParseConfig *config, Source *source, EntryVec *out);

/* True when the text is only the beginning of an entry: an open bracket, string or comment, or a last
 * token that wants a continuation (operator, comma). */
bool entry_incomplete(const char *text, size_t length);

#endif
