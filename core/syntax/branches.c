/*
 * Labels and branches of one function body: every break, continue and goto gets its target; labels are
 * declared once and used. Spec: #Labeled_statements.  gc: syntax/branches.go.
 */
#include "core/base/map.h"
#include "core/syntax/format.h"
#include "core/syntax/internal.h"

typedef struct Region {
    struct Region *parent;
    Pos start;
    Stmt *labeled; /* the label of the statement that this block belongs to, or NULL */
} Region;

typedef struct Label {
    Region *region; /* that declares it */
    Stmt *stmt;     /* STMT_LABELED */
    bool used;
} Label;

typedef VEC(Stmt *) Gotos;

typedef struct Labels {
    const ParseConfig *config;
    const Source *source;
    Map *map; /* Name -> Label */
} Labels;

typedef struct Targets {
    Stmt *breaks;    /* for, switch, select; NULL */
    Stmt *continues; /* for; NULL */
    int case_index;  /* of the clause directly around; -1 */
} Targets;

/* One block under examination. */
typedef struct Walk {
    Labels *labels;
    Region *region;
    Targets targets;
    Gotos forward; /* gotos whose label was not seen yet */
    Gotos over;    /* those of them that jump over the last variable declaration */
    Pos var_pos;
    const Expr *var_name;
} Walk;

#define BRANCH_ERROR(labels, pos, ...) diag_add((labels)->config->diags, DIAG_SYNTAX, (pos), "", __VA_ARGS__)

static const char *place_text(const Labels *labels, Pos pos) {
    size_t offset = source_offset(labels->source, pos);
    const char *text = source_text(labels->source);
    int line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    return arena_printf(labels->config->arena, "%s:%d:%d", source_name(labels->source), line,
                        (int)(offset - start) + 1);
}

static void remember_var(Walk *walk, Pos pos, const Expr *name) {
    Arena *arena = walk->labels->config->arena;
    walk->var_pos = pos;
    walk->var_name = name;
    walk->over.len = 0;
    for (int i = 0; i < walk->forward.len; i++) {
        VEC_PUSH(arena, &walk->over, walk->forward.at[i]);
    }
}

static bool jumps_over_var(const Walk *walk, const Stmt *jump) {
    for (int i = 0; i < walk->over.len; i++) {
        if (walk->over.at[i] == jump) {
            return true;
        }
    }
    return false;
}

static void declare_label(Walk *walk, Stmt *stmt) {
    Labels *labels = walk->labels;
    const Expr *name = stmt->as.labeled.label;
    Label *label = map_get(labels->map, name->as.name.name);
    if (label != NULL) {
        BRANCH_ERROR(labels, name->pos, "label %s already defined at %s", name->as.name.name->text,
                     place_text(labels, label->stmt->as.labeled.label->pos));
    } else {
        label = ARENA_NEW(labels->config->arena, Label);
        label->region = walk->region;
        label->stmt = stmt;
        map_set(labels->map, name->as.name.name, label);
    }
    int kept = 0;
    for (int i = 0; i < walk->forward.len; i++) {
        Stmt *jump = walk->forward.at[i];
        const Expr *wanted = jump->as.branch.label;
        if (wanted->as.name.name != name->as.name.name) {
            walk->forward.at[kept++] = jump;
            continue;
        }
        jump->as.branch.target = stmt;
        label->used = true;
        if (jumps_over_var(walk, jump)) {
            BRANCH_ERROR(labels, wanted->pos, "goto %s jumps over declaration of %s at %s", name->as.name.name->text,
                         expr_text(labels->config->arena, walk->var_name), place_text(labels, walk->var_pos));
        }
    }
    walk->forward.len = kept;
}

/* The labeled statement around this one; *known tells whether the label exists at all. */
static Stmt *enclosing(Walk *walk, const Name *name, bool *known) {
    Label *label = map_get(walk->labels->map, name);
    *known = label != NULL;
    if (label == NULL) {
        return NULL;
    }
    label->used = true;
    for (Region *r = walk->region; r != NULL; r = r->parent) {
        if (r->labeled == label->stmt) {
            return label->stmt->as.labeled.stmt;
        }
    }
    return NULL;
}

static void labeled_branch(Walk *walk, Stmt *stmt) {
    Labels *labels = walk->labels;
    const Expr *label = stmt->as.branch.label;
    const char *name = label->as.name.name->text;
    if (stmt->as.branch.token == TOK_GOTO) {
        Label *to = map_get(labels->map, label->as.name.name);
        if (to != NULL) {
            to->used = true;
            for (Region *r = walk->region; r != NULL; r = r->parent) {
                if (to->region == r) {
                    stmt->as.branch.target = to->stmt;
                    return;
                }
            }
        }
        VEC_PUSH(labels->config->arena, &walk->forward, stmt);
        return;
    }
    bool known;
    Stmt *target = enclosing(walk, label->as.name.name, &known);
    const bool is_break = stmt->as.branch.token == TOK_BREAK;
    const char *word = is_break ? "break" : "continue";
    if (!known) {
        BRANCH_ERROR(labels, label->pos, "%s label not defined: %s", word, name);
    } else if (target != NULL && (target->kind == STMT_FOR ||
                                  (is_break && (target->kind == STMT_SWITCH || target->kind == STMT_SELECT)))) {
        stmt->as.branch.target = target;
    } else {
        BRANCH_ERROR(labels, label->pos, "invalid %s label %s", word, name);
    }
}

static void plain_branch(Walk *walk, Stmt *stmt, bool last) {
    Labels *labels = walk->labels;
    const Stmt *around = walk->targets.breaks;
    switch (stmt->as.branch.token) {
    case TOK_BREAK:
        stmt->as.branch.target = walk->targets.breaks;
        if (around == NULL) {
            BRANCH_ERROR(labels, stmt->pos, "break is not in a loop, switch, or select");
        }
        return;
    case TOK_CONTINUE:
        stmt->as.branch.target = walk->targets.continues;
        if (walk->targets.continues == NULL) {
            BRANCH_ERROR(labels, stmt->pos, "continue is not in a loop");
        }
        return;
    default: break;
    }
    const char *wrong = "fallthrough statement out of place";
    if (around != NULL && around->kind == STMT_SWITCH) {
        if (around->as.switch_.tag != NULL && around->as.switch_.tag->kind == EXPR_TYPE_SWITCH) {
            wrong = "cannot fallthrough in type switch";
        } else if (walk->targets.case_index >= 0 && last) {
            wrong = walk->targets.case_index + 1 == around->as.switch_.body.len
                        ? "cannot fallthrough final case in switch"
                        : NULL;
        }
    }
    if (wrong != NULL) {
        BRANCH_ERROR(labels, stmt->pos, "%s", wrong);
    }
}

static Gotos block_branches(Labels *labels, Region *parent, Targets targets, Stmt *labeled, Pos start,
                            const StmtVec *body);

static void inner(Walk *walk, Targets targets, Stmt *labeled, Pos start, const StmtVec *body) {
    Gotos jumps = block_branches(walk->labels, walk->region, targets, labeled, start, body);
    for (int i = 0; i < jumps.len; i++) {
        VEC_PUSH(walk->labels->config->arena, &walk->forward, jumps.at[i]);
    }
}

static void compound(Walk *walk, Stmt *stmt, Stmt *labeled) {
    Targets in = {walk->targets.breaks, walk->targets.continues, -1};
    switch (stmt->kind) {
    case STMT_BLOCK: inner(walk, in, labeled, stmt->pos, &stmt->as.block->stmts); break;
    case STMT_IF:
        inner(walk, in, labeled, stmt->as.if_.then->pos, &stmt->as.if_.then->stmts);
        if (stmt->as.if_.else_ != NULL) {
            Stmt *other = stmt->as.if_.else_;
            const StmtVec one = {.at = &other, .len = 1, .cap = 1};
            inner(walk, in, labeled, other->pos, &one);
        }
        break;
    case STMT_FOR:
        in = (Targets){stmt, stmt, -1};
        inner(walk, in, labeled, stmt->as.for_.body->pos, &stmt->as.for_.body->stmts);
        break;
    case STMT_SWITCH:
        in.breaks = stmt;
        for (int i = 0; i < stmt->as.switch_.body.len; i++) {
            in.case_index = i;
            inner(walk, in, labeled, stmt->as.switch_.body.at[i]->pos, &stmt->as.switch_.body.at[i]->body);
        }
        break;
    case STMT_SELECT:
        in.breaks = stmt;
        for (int i = 0; i < stmt->as.select_.body.len; i++) {
            inner(walk, in, labeled, stmt->as.select_.body.at[i]->pos, &stmt->as.select_.body.at[i]->body);
        }
        break;
    default: break;
    }
}

static void one_stmt(Walk *walk, Stmt *stmt, bool last) {
    Stmt *labeled = NULL;
    while (stmt->kind == STMT_LABELED) {
        if (!stmt->as.labeled.label->as.name.name->blank) {
            declare_label(walk, stmt);
            labeled = stmt;
        }
        stmt = stmt->as.labeled.stmt;
    }
    switch (stmt->kind) {
    case STMT_DECL:
        for (int i = 0; i < stmt->as.decls.len; i++) {
            const Decl *decl = stmt->as.decls.at[i];
            if (decl->kind == DECL_VAR) {
                remember_var(walk, decl->pos, decl->as.value.names.at[0]);
                break;
            }
        }
        break;
    case STMT_ASSIGN:
        if (stmt->as.assign.op == OP_DEF) {
            remember_var(walk, stmt->pos, stmt->as.assign.lhs);
        }
        break;
    case STMT_BRANCH:
        if (stmt->as.branch.label != NULL) {
            labeled_branch(walk, stmt);
        } else {
            plain_branch(walk, stmt, last);
        }
        break;
    default: compound(walk, stmt, labeled);
    }
}

/* Returns the gotos whose label was not found in the block. */
static Gotos block_branches(Labels *labels, Region *parent, Targets targets, Stmt *labeled, Pos start,
                            const StmtVec *body) {
    Region *region = ARENA_NEW(labels->config->arena, Region);
    *region = (Region){.parent = parent, .start = start, .labeled = labeled};
    Walk walk = {.labels = labels, .region = region, .targets = targets};
    int len = body->len;
    while (len > 0 && body->at[len - 1]->kind == STMT_EMPTY) {
        len--;
    }
    for (int i = 0; i < len; i++) {
        one_stmt(&walk, body->at[i], i + 1 == len);
    }
    return walk.forward;
}

void check_branches(const ParseConfig *config, Block *body, const Source *source) {
    Labels labels = {.config = config, .source = source, .map = map_new(config->arena)};
    const Targets none = {NULL, NULL, -1};
    Gotos open = block_branches(&labels, NULL, none, NULL, body->pos, &body->stmts);
    for (int i = 0; i < open.len; i++) {
        const Expr *name = open.at[i]->as.branch.label;
        Label *label = map_get(labels.map, name->as.name.name);
        if (label != NULL) {
            label->used = true;
            BRANCH_ERROR(&labels, name->pos, "goto %s jumps into block starting at %s", name->as.name.name->text,
                         place_text(&labels, label->region->start));
        } else {
            BRANCH_ERROR(&labels, name->pos, "label %s not defined", name->as.name.name->text);
        }
    }
    for (int i = 0; i < map_len(labels.map); i++) {
        const Label *label = map_value_at(labels.map, i);
        const Expr *name = label->stmt->as.labeled.label;
        if (!label->used) {
            diag_add(config->diags, config->diags->unused_is_note ? DIAG_NOTE : DIAG_SYNTAX, name->pos, "UnusedLabel",
                     "label %s defined and not used", name->as.name.name->text);
        }
    }
}
