/* Tokens, macros, and the operands that name functions: no more of assembly than these needs. */
#include "core/syntax/assembly.h"

#include <stdint.h>
#include <string.h>

#include "core/base/strbuf.h"
#include "core/base/vec.h"

enum { DEPTH_MAX = 100, TOKENS_MAX = 4000000 };

/* ---- tokens ---- */

typedef enum TokenKind { ASM_WORD, ASM_OTHER, ASM_LINE_END } TokenKind;

typedef struct Token {
    TokenKind kind;
    bool after_space;
    const char *text;
} Token;
typedef VEC(Token) TokenVec;

typedef struct Macro {
    TokenVec params; /* words */
    bool takes_arguments;
    TokenVec body;
} Macro;

typedef struct AsmReader {
    const AssemblyConfig *config;
    Assembly *assembly;
    StrMap *macros; /* name -> Macro*; NULL when it was undefined again */
    TokenVec line;  /* read so far, macros expanded */
    int tokens;     /* of all lines: text that multiplies without end is given up */
    int depth;
} AsmReader;

static bool starts_word(unsigned char c) {
    return c == '_' || c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static bool in_word(unsigned char c) { return starts_word(c) || (c >= '0' && c <= '9'); }

/* Where what lies between words ends: comments, spaces; not the end of a line. A line may be continued. */
static const char *skip_space(const char *at, const char *end) {
    while (at < end) {
        if (*at == ' ' || *at == '\t' || *at == '\r') {
            at++;
        } else if (end - at > 1 && at[0] == '/' && at[1] == '/') {
            at = memchr(at, '\n', (size_t)(end - at));
            at = at != NULL ? at : end;
        } else if (end - at > 1 && at[0] == '/' && at[1] == '*') {
            for (at += 2; at < end && !(at[0] == '*' && end - at > 1 && at[1] == '/'); at++) {
            }
            at = end - at > 1 ? at + 2 : end;
        } else {
            break;
        }
    }
    return at;
}

static const char *token_end(const char *at, const char *end) {
    if (in_word((unsigned char)*at)) {
        while (at < end && in_word((unsigned char)*at)) {
            at++;
        }
        return at;
    }
    const char quote = *at++;
    if (quote != '"' && quote != '\'') {
        return at;
    }
    while (at < end && *at != quote && *at != '\n') {
        at += *at == '\\' && end - at > 1 ? 2 : 1;
    }
    return at < end && *at == quote ? at + 1 : at;
}

/* Takes the next token of [*at, end) into `out`; false at the end. */
static bool next_token(Arena *arena, const char **at, const char *end, Token *out) {
    const char *start = skip_space(*at, end);
    if (start >= end) {
        return false;
    }
    const char *stop = *start == '\n' ? start + 1 : token_end(start, end);
    out->kind = *start == '\n' || *start == ';'      ? ASM_LINE_END
                : starts_word((unsigned char)*start) ? ASM_WORD
                                                     : ASM_OTHER;
    out->after_space = start > *at;
    out->text = arena_strndup(arena, start, (size_t)(stop - start));
    *at = stop;
    return true;
}

static bool is(const Token *token, const char *text) { return strcmp(token->text, text) == 0; }

/* ---- names of functions ---- */

/* "path.name": a middle dot stands for the dot behind the path, a division slash for a slash. */
static const char *qualified(const AsmReader *r, const char *name) {
    StrBuf out = strbuf_new(r->config->arena);
    strbuf_add(&out, strncmp(name, "\xC2\xB7", 2) == 0 ? r->config->path : "");
    while (*name != '\0') {
        if (strncmp(name, "\xC2\xB7", 2) == 0) {
            strbuf_byte(&out, '.');
            name += 2;
        } else if (strncmp(name, "\xE2\x88\x95", 3) == 0) {
            strbuf_byte(&out, '/');
            name += 3;
        } else {
            strbuf_byte(&out, *name++);
        }
    }
    return strbuf_text(&out);
}

/* An operand that is the address of a function, $name<ABI>+0(SB): its name, NULL when it is something else. */
static const char *function_name(const AsmReader *r, const TokenVec *operand, Abi *abi) {
    const Token *t = operand->at;
    const Token *end = t + operand->len;
    if (t < end && (is(t, "$") || is(t, "*"))) {
        t++;
    }
    if (t == end || t->kind != ASM_WORD) {
        return NULL;
    }
    const char *name = t++->text;
    *abi = ABI_STACK;
    if (end - t > 2 && is(t, "<") && t[1].kind == ASM_WORD && is(&t[2], ">")) {
        *abi = is(&t[1], "ABIInternal") ? ABI_REGISTERS : ABI_STACK;
        t += 3;
    }
    if (end - t > 2 && is(t, "+")) {
        t += 2;
    }
    return end - t == 3 && is(t, "(") && is(&t[1], "SB") && is(&t[2], ")") ? qualified(r, name) : NULL;
}

static void finish_operand(const AsmReader *r, const char *word, int index, const TokenVec *operand) {
    Abi abi;
    const bool defines = strcmp(word, "TEXT") == 0;
    const bool first_is_none = strcmp(word, "DATA") == 0 || strcmp(word, "FUNCDATA") == 0;
    if ((defines && index > 0) || (first_is_none && index == 0)) {
        return;
    }
    const char *name = function_name(r, operand, &abi);
    if (name == NULL) {
        return;
    }
    if (defines) {
        strmap_set(r->assembly->defined, name, (void *)(uintptr_t)abi);
    } else if (abi == ABI_STACK) {
        strmap_set(r->assembly->used_by_stack, name, r->assembly);
    }
}

/* label: WORD.suffix operand, operand */
static void finish_line(AsmReader *r) {
    int i = 0;
    while (i + 1 < r->line.len && r->line.at[i].kind == ASM_WORD && is(&r->line.at[i + 1], ":")) {
        i += 2;
    }
    if (i < r->line.len && r->line.at[i].kind == ASM_WORD) {
        const char *word = r->line.at[i++].text;
        while (i + 1 < r->line.len && is(&r->line.at[i], ".")) {
            i += 2;
        }
        TokenVec operand = {0};
        int index = 0, nesting = 0;
        for (; i < r->line.len; i++) {
            const Token *token = &r->line.at[i];
            nesting += is(token, "(") || is(token, "[") ? 1 : is(token, ")") || is(token, "]") ? -1 : 0;
            if (nesting == 0 && is(token, ",")) {
                finish_operand(r, word, index++, &operand);
                operand.len = 0;
            } else {
                VEC_PUSH(r->config->arena, &operand, *token);
            }
        }
        finish_operand(r, word, index, &operand);
    }
    r->line.len = 0;
}

/* ---- macros ---- */

static void expand(AsmReader *r, const TokenVec *tokens, const StrMap *arguments);

static void emit(AsmReader *r, const Token *token) {
    if (++r->tokens > TOKENS_MAX) {
        return;
    }
    if (token->kind == ASM_LINE_END) {
        finish_line(r);
    } else {
        VEC_PUSH(r->config->arena, &r->line, *token);
    }
}

/* The arguments in parentheses that begin at tokens[*i]; *i moves to the closing one. False when there are none. */
static bool take_arguments(const AsmReader *r, const Macro *macro, const TokenVec *tokens, int *i, StrMap *arguments) {
    if (*i >= tokens->len || !is(&tokens->at[*i], "(")) {
        return false;
    }
    int nesting = 1, index = 0;
    TokenVec *argument = ARENA_NEW(r->config->arena, TokenVec);
    for (++*i; *i < tokens->len; ++*i) {
        const Token *token = &tokens->at[*i];
        nesting += is(token, "(") ? 1 : is(token, ")") ? -1 : 0;
        if (nesting == 0 || (nesting == 1 && is(token, ","))) {
            if (index < macro->params.len) {
                strmap_set(arguments, macro->params.at[index++].text, argument);
            }
            if (nesting == 0) {
                return true;
            }
            argument = ARENA_NEW(r->config->arena, TokenVec);
        } else {
            VEC_PUSH(r->config->arena, argument, *token);
        }
    }
    return false;
}

/* Arguments are expanded where they come from. */
static TokenVec with_arguments(const AsmReader *r, const TokenVec *tokens, const StrMap *arguments) {
    TokenVec out = {0};
    for (int i = 0; i < tokens->len; i++) {
        const TokenVec *argument = strmap_get(arguments, tokens->at[i].text);
        for (int k = 0; argument != NULL && k < argument->len; k++) {
            VEC_PUSH(r->config->arena, &out, argument->at[k]);
        }
        if (argument == NULL) {
            VEC_PUSH(r->config->arena, &out, tokens->at[i]);
        }
    }
    return out;
}

static void expand(AsmReader *r, const TokenVec *tokens, const StrMap *arguments) {
    const TokenVec all = arguments != NULL ? with_arguments(r, tokens, arguments) : *tokens;
    if (++r->depth > DEPTH_MAX) {
        r->depth--;
        return;
    }
    for (int i = 0; i < all.len && r->tokens <= TOKENS_MAX; i++) {
        const Macro *macro = all.at[i].kind == ASM_WORD ? strmap_get(r->macros, all.at[i].text) : NULL;
        if (macro == NULL) {
            emit(r, &all.at[i]);
            continue;
        }
        StrMap *given = strmap_new(r->config->arena);
        int at = i + 1;
        if (!macro->takes_arguments) {
            expand(r, &macro->body, NULL);
        } else if (take_arguments(r, macro, &all, &at, given)) {
            expand(r, &macro->body, given);
            i = at;
        } else {
            emit(r, &all.at[i]);
        }
    }
    r->depth--;
}

/* The tokens up to the end of the line; behind a backslash it goes on. */
static TokenVec rest_of_line(const AsmReader *r, const char **at, const char *end) {
    TokenVec out = {0};
    Token token;
    while (next_token(r->config->arena, at, end, &token)) {
        if (is(&token, "\\")) {
            if (next_token(r->config->arena, at, end, &token)) {
                VEC_PUSH(r->config->arena, &out, token);
            }
        } else if (is(&token, "\n")) {
            break;
        } else {
            VEC_PUSH(r->config->arena, &out, token);
        }
    }
    return out;
}

static void define(const AsmReader *r, const TokenVec *line) {
    if (line->len == 0) {
        return;
    }
    Macro *macro = ARENA_NEW(r->config->arena, Macro);
    int i = 1;
    if (line->len > 1 && is(&line->at[1], "(") && !line->at[1].after_space) {
        macro->takes_arguments = true;
        for (i = 2; i < line->len && !is(&line->at[i], ")"); i++) {
            if (line->at[i].kind == ASM_WORD) {
                VEC_PUSH(r->config->arena, &macro->params, line->at[i]);
            }
        }
        i++;
    }
    for (; i < line->len; i++) {
        VEC_PUSH(r->config->arena, &macro->body, line->at[i]);
    }
    strmap_set(r->macros, line->at[0].text, macro);
}

/* ---- files ---- */

typedef struct Condition {
    bool holds;
    bool outer; /* what is around it holds */
} Condition;
typedef VEC(Condition) ConditionVec;

static void read_text(AsmReader *r, const char *text, size_t length);

static void include(AsmReader *r, const TokenVec *line) {
    const size_t n = line->len > 0 ? strlen(line->at[0].text) : 0;
    if (n < 2 || r->config->include == NULL || r->depth > DEPTH_MAX) {
        return;
    }
    size_t length;
    const char *name = arena_strndup(r->config->arena, line->at[0].text + 1, n - 2);
    const char *text = r->config->include(r->config->context, name, &length);
    if (text != NULL) {
        r->depth++;
        read_text(r, text, length);
        r->depth--;
    }
}

static bool is_defined(const AsmReader *r, const char *name) {
    static const char *const always[] = {"GOOS_linux", "GOARCH_amd64", "GOAMD64_v1"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        if (strcmp(name, always[i]) == 0) {
            return true;
        }
    }
    return strmap_get(r->macros, name) != NULL;
}

/* A line that begins with #. */
static void directive(AsmReader *r, const TokenVec *line, ConditionVec *conditions) {
    const char *word = line->len > 0 ? line->at[0].text : "";
    const TokenVec rest = {.at = line->at + (line->len > 0), .len = line->len > 0 ? line->len - 1 : 0};
    const bool holds = conditions->len == 0 || conditions->at[conditions->len - 1].holds;
    if (strcmp(word, "ifdef") == 0 || strcmp(word, "ifndef") == 0) {
        const bool wanted = word[2] == 'd';
        const bool met = rest.len > 0 && is_defined(r, rest.at[0].text) == wanted;
        const Condition condition = {.holds = holds && met, .outer = holds};
        VEC_PUSH(r->config->arena, conditions, condition);
    } else if (strcmp(word, "else") == 0 && conditions->len > 0) {
        Condition *last = &conditions->at[conditions->len - 1];
        last->holds = last->outer && !last->holds;
    } else if (strcmp(word, "endif") == 0 && conditions->len > 0) {
        conditions->len--;
    } else if (!holds) {
        return;
    } else if (strcmp(word, "define") == 0) {
        define(r, &rest);
    } else if (strcmp(word, "undef") == 0 && rest.len > 0) {
        strmap_set(r->macros, rest.at[0].text, NULL);
    } else if (strcmp(word, "include") == 0) {
        include(r, &rest);
    }
}

static void read_text(AsmReader *r, const char *text, size_t length) {
    const char *at = text;
    const char *end = text + length;
    ConditionVec conditions = {0};
    TokenVec pending = {0}; /* arguments of a macro may stand on several lines */
    Token token;
    bool at_start = true;
    int nesting = 0;
    while (next_token(r->config->arena, &at, end, &token)) {
        if (at_start && is(&token, "#")) {
            expand(r, &pending, NULL);
            pending.len = 0;
            const TokenVec line = rest_of_line(r, &at, end);
            directive(r, &line, &conditions);
            continue;
        }
        at_start = is(&token, "\n");
        if (conditions.len > 0 && !conditions.at[conditions.len - 1].holds) {
            continue;
        }
        nesting += is(&token, "(") ? 1 : is(&token, ")") ? -1 : 0;
        VEC_PUSH(r->config->arena, &pending, token);
        if (at_start && nesting <= 0) {
            expand(r, &pending, NULL);
            pending.len = 0;
            nesting = 0;
        }
    }
    expand(r, &pending, NULL);
    finish_line(r);
}

Assembly *assembly_new(Arena *arena) {
    Assembly *assembly = ARENA_NEW(arena, Assembly);
    assembly->defined = strmap_new(arena);
    assembly->used_by_stack = strmap_new(arena);
    return assembly;
}

void assembly_add(Assembly *assembly, const AssemblyConfig *config, const char *text, size_t length) {
    AsmReader r = {.config = config, .assembly = assembly, .macros = strmap_new(config->arena)};
    read_text(&r, text, length);
}
