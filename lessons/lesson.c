#include "lessons/lesson.h"

#include <ctype.h>
#include <string.h>

#include "core/base/strbuf.h"

/* What a fenced block is. */
typedef enum FenceKind {
    FENCE_SHOWN, /* any other language: shown as it is */
    FENCE_PROGRAM,
    FENCE_FRAGMENT,
    FENCE_GC,
    FENCE_PICTURE,
    FENCE_PREDICT,
    FENCE_CHOOSE,
    FENCE_EDIT,
    FENCE_TRY,
    FENCE_REVEAL,
    FENCE_ANSWER,
    FENCE_GOAL,
    FENCE_SOLUTION,
    FENCE_HINT,
    FENCE_UNKNOWN /* "go" and a word that means nothing */
} FenceKind;

static const struct {
    const char *word;
    FenceKind kind;
    bool after_go; /* "go WORD", so that readers of the file see colours */
    const char *settings;
} fences[] = {
    {"predict", FENCE_PREDICT, true, "noskip"},
    {"edit", FENCE_EDIT, true, "noskip"},
    {"solution", FENCE_SOLUTION, true, ""},
    {"fragment", FENCE_FRAGMENT, true, ""},
    {"choose", FENCE_CHOOSE, false, "noskip of cause"},
    {"answer", FENCE_ANSWER, false, ""},
    {"goal", FENCE_GOAL, false, ""},
    {"hint", FENCE_HINT, false, ""},
    {"try", FENCE_TRY, false, "noskip"},
    {"reveal", FENCE_REVEAL, false, "noskip of"},
    {"picture", FENCE_PICTURE, false, "kind func focus depth"},
    {"gc", FENCE_GC, false, "-m"},
};

typedef struct Builder {
    Arena *arena;
    Lesson *lesson;
    Step *step;
    Element *question; /* the last one in this step, for hints and answers; NULL without */
    bool program;      /* the step has shown a program */
} Builder;

void problem_add(Arena *arena, ProblemVec *problems, int line, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const Problem problem = {line, arena_vprintf(arena, format, args)};
    va_end(args);
    VEC_PUSH(arena, problems, problem);
}

#define PROBLEM(b, line, ...) problem_add((b)->arena, &(b)->lesson->problems, (line), __VA_ARGS__)

/* ---- Words ---- */

const char *claim_word(ClaimKind kind) {
    switch (kind) {
    case CLAIM_HEAP: return "heap";
    case CLAIM_STACK: return "stack";
    case CLAIM_STATIC: return "static";
    case CLAIM_RUNTIME: return "run time";
    case CLAIM_NOT_HEAP: return "not heap";
    case CLAIM_KEEP: return "keep";
    }
    return "";
}

const char *element_setting(const Element *element, const char *key) {
    for (int i = 0; i < element->settings.len; i++) {
        if (strcmp(element->settings.at[i].key, key) == 0) {
            return element->settings.at[i].value;
        }
    }
    return NULL;
}

bool element_is_question(const Element *element) { return element->kind >= ELEMENT_PREDICT; }

bool element_forbids_skip(const Element *element) { return element_setting(element, "noskip") != NULL; }

int lesson_find_step(const Lesson *lesson, const char *id) {
    for (int i = 0; i < lesson->steps.len; i++) {
        if (strcmp(lesson->steps.at[i]->id, id) == 0) {
            return i;
        }
    }
    return -1;
}

/* Letters and digits in lower case, all between them one "-"; what is not ASCII stays. */
static const char *slug(Arena *arena, const char *title) {
    StrBuf out = strbuf_new(arena);
    bool gap = false;
    for (const char *c = title; *c != '\0'; c++) {
        const unsigned char byte = (unsigned char)*c;
        if (byte < 0x80 && !isalnum(byte)) {
            gap = out.len > 0;
            continue;
        }
        if (gap) {
            strbuf_byte(&out, '-');
            gap = false;
        }
        strbuf_byte(&out, (char)(byte < 0x80 ? tolower(byte) : byte));
    }
    return out.len > 0 ? strbuf_text(&out) : "step";
}

static const char *trimmed(Arena *arena, const char *text, size_t length) {
    while (length > 0 && isspace((unsigned char)*text)) {
        text++;
        length--;
    }
    while (length > 0 && isspace((unsigned char)text[length - 1])) {
        length--;
    }
    return arena_strndup(arena, text, length);
}

/* ---- Steps and elements ---- */

static void begin_step(Builder *b, const char *title, int line) {
    Step *step = ARENA_NEW(b->arena, Step);
    const char *id = slug(b->arena, title);
    step->title = title;
    step->id = id;
    step->line = line;
    for (int n = 2; lesson_find_step(b->lesson, step->id) >= 0; n++) {
        step->id = arena_printf(b->arena, "%s-%d", id, n);
    }
    VEC_PUSH(b->arena, &b->lesson->steps, step);
    b->step = step;
    b->question = NULL;
    b->program = false;
}

static Element *add_element(Builder *b, ElementKind kind, int line) {
    if (b->step == NULL) {
        begin_step(b, b->lesson->title != NULL ? b->lesson->title : "", line);
    }
    Element *element = ARENA_NEW(b->arena, Element);
    element->kind = kind;
    element->line = line;
    element->body = "";
    element->question = "";
    VEC_PUSH(b->arena, &b->step->elements, element);
    return element;
}

static void add_text(Builder *b, const Passage *block) {
    Element *last = b->step != NULL && b->step->elements.len > 0 ? VEC_LAST(&b->step->elements) : NULL;
    if (last == NULL || last->kind != ELEMENT_TEXT) {
        last = add_element(b, ELEMENT_TEXT, block->line);
    }
    VEC_PUSH(b->arena, &last->blocks, *block);
}

/* ---- Claims ---- */

static bool claim_kind(const char *word, ClaimKind *kind) {
    for (int k = CLAIM_HEAP; k <= CLAIM_KEEP; k++) {
        if (strcmp(word, claim_word((ClaimKind)k)) == 0) {
            *kind = (ClaimKind)k;
            return true;
        }
    }
    return false;
}

/* Splits at commas that stand outside brackets and quotes. */
static void split_names(Builder *b, const char *text, Claim *claim) {
    int depth = 0;
    bool quoted = false;
    const char *start = text;
    for (const char *c = text;; c++) {
        if (*c == '\0' || (*c == ',' && depth == 0 && !quoted)) {
            const char *name = trimmed(b->arena, start, (size_t)(c - start));
            if (name[0] != '\0') {
                VEC_PUSH(b->arena, &claim->names, name);
            }
            if (*c == '\0') {
                return;
            }
            start = c + 1;
        }
        quoted = *c == '"' ? !quoted : quoted;
        depth += strchr("([{", *c) != NULL ? 1 : strchr(")]}", *c) != NULL ? -1 : 0;
    }
}

static void read_claim(Builder *b, Element *element, const char *text, int line) {
    const char *colon = strchr(text, ':');
    Claim claim = {.line = line};
    if (colon == NULL || !claim_kind(trimmed(b->arena, text, (size_t)(colon - text)), &claim.kind)) {
        PROBLEM(b, line,
                "a line begins with `heap:`, `stack:`, `static:`, `run time:`, `not heap:` or `keep:`, not \"%s\"",
                text);
        return;
    }
    const char *rest = trimmed(b->arena, colon + 1, strlen(colon + 1));
    if (claim.kind == CLAIM_KEEP) {
        VEC_PUSH(b->arena, &claim.names, rest);
    } else if (strcmp(rest, "nothing") != 0) {
        split_names(b, rest, &claim);
    }
    if (claim.names.len == 0 && claim.kind != CLAIM_HEAP) {
        PROBLEM(b, line, "`%s:` needs at least one name", claim_word(claim.kind));
        return;
    }
    VEC_PUSH(b->arena, &element->claims, claim);
}

static void read_claims(Builder *b, Element *element, const Passage *block) {
    int line = block->line;
    for (const char *at = block->text; *at != '\0';) {
        const size_t length = strcspn(at, "\n");
        const char *text = trimmed(b->arena, at, length);
        line++;
        if (text[0] != '\0') {
            read_claim(b, element, text, line);
        }
        at += length + (at[length] == '\n');
    }
}

/* ---- Choices ---- */

static const char *joined(Arena *arena, const char *before, const char *text) {
    return before[0] == '\0' ? text : text[0] == '\0' ? before : arena_printf(arena, "%s %s", before, text);
}

static void read_choice_line(Builder *b, Element *element, const char *text, int line) {
    const bool wrong = strncmp(text, "( )", 3) == 0;
    const bool right = strncmp(text, "(x)", 3) == 0 || strncmp(text, "(X)", 3) == 0;
    if (wrong || right) {
        const Choice choice = {
            .right = right, .line = line, .text = trimmed(b->arena, text + 3, strlen(text + 3)), .feedback = ""};
        VEC_PUSH(b->arena, &element->choices, choice);
        return;
    }
    if (element->choices.len == 0) {
        element->question = joined(b->arena, element->question, text);
        return;
    }
    Choice *choice = &VEC_LAST(&element->choices);
    if (text[0] == '>') {
        choice->feedback = joined(b->arena, choice->feedback, trimmed(b->arena, text + 1, strlen(text + 1)));
    } else if (choice->feedback[0] != '\0') {
        choice->feedback = joined(b->arena, choice->feedback, text);
    } else {
        choice->text = joined(b->arena, choice->text, text);
    }
}

static void read_choices(Builder *b, Element *element, const Passage *block) {
    int line = block->line;
    int right = 0;
    for (const char *at = block->text; *at != '\0';) {
        const size_t length = strcspn(at, "\n");
        line++;
        read_choice_line(b, element, trimmed(b->arena, at, length), line);
        at += length + (at[length] == '\n');
    }
    for (int i = 0; i < element->choices.len; i++) {
        const Choice *choice = &element->choices.at[i];
        right += choice->right;
        if (choice->feedback[0] == '\0') {
            PROBLEM(b, choice->line, "this choice has no feedback: add a line that begins with `>`");
        }
    }
    if (element->choices.len < 2) {
        PROBLEM(b, block->line, "a choose block needs at least two choices, `( ) text` and `(x) text`");
    } else if (right != 1) {
        PROBLEM(b, block->line, "exactly one choice must be right, marked `(x)`; here are %d", right);
    }
}

/* ---- Fenced blocks ---- */

/* Reads the words of an info string into settings; returns the first one, "" when there is none. */
static const char *read_info(Builder *b, const char *info, Element *element) {
    const char *first = "";
    for (const char *at = info; *(at += strspn(at, " \t")) != '\0';) {
        size_t length = 0;
        bool quoted = false;
        while (at[length] != '\0' && (quoted || !isspace((unsigned char)at[length]))) {
            quoted = at[length] == '"' ? !quoted : quoted;
            length++;
        }
        const char *word = arena_strndup(b->arena, at, length);
        at += length;
        if (first[0] == '\0') {
            first = word;
            continue;
        }
        const char *equals = strchr(word, '=');
        Setting setting = {word, ""};
        if (equals != NULL) {
            setting.key = arena_strndup(b->arena, word, (size_t)(equals - word));
            setting.value = equals + 1;
            const size_t size = strlen(setting.value);
            if (size >= 2 && setting.value[0] == '"' && setting.value[size - 1] == '"') {
                setting.value = arena_strndup(b->arena, setting.value + 1, size - 2);
            }
        }
        VEC_PUSH(b->arena, &element->settings, setting);
    }
    return first;
}

static bool in_list(const char *list, const char *word) {
    const size_t size = strlen(word);
    for (const char *at = list; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        if (length == size && strncmp(at, word, size) == 0) {
            return true;
        }
        at += length + (at[length] == ' ');
    }
    return false;
}

/* Tells what a block is; the words that said so are taken off the settings. */
static FenceKind fence_kind(Builder *b, const char *first, Element *element, int line) {
    const bool go = strcmp(first, "go") == 0;
    const char *word = first;
    if (go) {
        if (element->settings.len == 0) {
            return FENCE_PROGRAM;
        }
        word = element->settings.at[0].key;
        element->settings.at++;
        element->settings.len--;
        element->settings.cap--;
    }
    for (size_t i = 0; i < sizeof fences / sizeof fences[0]; i++) {
        if (fences[i].after_go != go || strcmp(fences[i].word, word) != 0) {
            continue;
        }
        for (int k = 0; k < element->settings.len; k++) {
            if (!in_list(fences[i].settings, element->settings.at[k].key)) {
                PROBLEM(b, line, "`%s` has no setting `%s`", word, element->settings.at[k].key);
            }
        }
        return fences[i].kind;
    }
    if (go) {
        PROBLEM(b, line, "`go %s` means nothing: use `go`, `go predict`, `go edit`, `go solution` or `go fragment`",
                word);
        return FENCE_UNKNOWN;
    }
    if (strcmp(word, "predict") == 0 || strcmp(word, "edit") == 0 || strcmp(word, "solution") == 0) {
        PROBLEM(b, line, "write `go %s`, so that readers of the file see the program in colours", word);
        return FENCE_UNKNOWN;
    }
    return FENCE_SHOWN;
}

static Element *add_question(Builder *b, ElementKind kind, const Passage *block, const Element *info) {
    Element *element = add_element(b, kind, block->line);
    element->body = block->text;
    element->settings.at = info->settings.at;
    element->settings.len = info->settings.len;
    element->settings.cap = info->settings.cap;
    if (element_is_question(element)) {
        b->question = element;
    }
    return element;
}

/* Returns the question that an answer, goal, solution or hint belongs to; NULL after a problem. */
static Element *owner(Builder *b, const Passage *block, const char *what, ElementKind kind, bool any) {
    Element *question = b->question;
    if (question != NULL && (any || question->kind == kind)) {
        return question;
    }
    PROBLEM(b, block->line, "this %s follows no %s in its step", what,
            any                       ? "question"
            : kind == ELEMENT_PREDICT ? "`go predict`"
                                      : "`go edit`");
    return NULL;
}

static void needs_program(Builder *b, const Passage *block, const char *what) {
    if (!b->program) {
        PROBLEM(b, block->line, "this %s has no program before it in its step", what);
    }
}

static void add_part(Builder *b, const Passage *block, FenceKind kind) {
    Element *question = NULL;
    switch (kind) {
    case FENCE_ANSWER:
        question = owner(b, block, "answer", ELEMENT_PREDICT, false);
        if (question != NULL) {
            read_claims(b, question, block);
        }
        break;
    case FENCE_GOAL:
        question = owner(b, block, "goal", ELEMENT_EDIT, false);
        if (question != NULL) {
            read_claims(b, question, block);
        }
        break;
    case FENCE_SOLUTION:
        question = owner(b, block, "solution", ELEMENT_EDIT, false);
        if (question != NULL) {
            question->solution = block->text;
            question->solution_line = block->line;
        }
        break;
    default:
        question = owner(b, block, "hint", ELEMENT_PREDICT, true);
        if (question != NULL) {
            VEC_PUSH(b->arena, &question->hints, trimmed(b->arena, block->text, strlen(block->text)));
        }
    }
}

static void add_fence(Builder *b, const Passage *block) {
    Element info = {0};
    const char *first = read_info(b, block->info, &info);
    const FenceKind kind = fence_kind(b, first, &info, block->line);
    switch (kind) {
    case FENCE_SHOWN:
    case FENCE_FRAGMENT: add_text(b, block); break;
    case FENCE_UNKNOWN: break;
    case FENCE_PROGRAM:
        add_question(b, ELEMENT_PROGRAM, block, &info);
        b->program = true;
        break;
    case FENCE_PREDICT:
        add_question(b, ELEMENT_PREDICT, block, &info);
        b->program = true;
        break;
    case FENCE_EDIT:
        add_question(b, ELEMENT_EDIT, block, &info);
        b->program = true;
        break;
    case FENCE_CHOOSE: read_choices(b, add_question(b, ELEMENT_CHOOSE, block, &info), block); break;
    case FENCE_TRY: add_question(b, ELEMENT_TRY, block, &info); break;
    case FENCE_REVEAL:
        needs_program(b, block, "reveal");
        add_question(b, ELEMENT_REVEAL, block, &info);
        break;
    case FENCE_PICTURE:
        needs_program(b, block, "picture");
        add_question(b, ELEMENT_PICTURE, block, &info);
        break;
    case FENCE_GC:
        needs_program(b, block, "gc block");
        add_question(b, ELEMENT_GC, block, &info);
        break;
    case FENCE_ANSWER:
    case FENCE_GOAL:
    case FENCE_SOLUTION:
    case FENCE_HINT: add_part(b, block, kind); break;
    }
}

/* ---- The whole ---- */

static bool has_claim(const Element *element, ClaimKind kind) {
    for (int i = 0; i < element->claims.len; i++) {
        if (element->claims.at[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void check_question(Builder *b, const Step *step, int i) {
    const Element *element = step->elements.at[i];
    const bool explained = i + 1 < step->elements.len;
    if (element->kind == ELEMENT_PREDICT && !has_claim(element, CLAIM_HEAP)) {
        PROBLEM(b, element->line, "this prediction has no answer: add an `answer` block with a line `heap: …`");
    }
    if (element->kind == ELEMENT_EDIT && element->claims.len == 0) {
        PROBLEM(b, element->line, "this exercise has no goal: add a `goal` block");
    }
    if (element->kind == ELEMENT_EDIT && element->solution == NULL) {
        PROBLEM(b, element->line, "this exercise has no solution: add a `go solution` block");
    }
    if ((element->kind == ELEMENT_PREDICT || element->kind == ELEMENT_EDIT) && !explained) {
        PROBLEM(b, element->line, "nothing follows this question: explain the answer, also to those who found it");
    }
}

static void check_lesson(Builder *b) {
    Lesson *lesson = b->lesson;
    if (lesson->title == NULL) {
        lesson->title = lesson->id;
        PROBLEM(b, 1, "the lesson has no title: begin with a line `# Title`");
    }
    if (lesson->steps.len == 0) {
        PROBLEM(b, 1, "the lesson has no steps: each begins with a line `## Title`");
    }
    for (int s = 0; s < lesson->steps.len; s++) {
        const Step *step = lesson->steps.at[s];
        if (step->elements.len == 0) {
            PROBLEM(b, step->line, "the step \"%s\" is empty", step->title);
        }
        for (int i = 0; i < step->elements.len; i++) {
            check_question(b, step, i);
        }
    }
}

Lesson *lesson_read(Arena *arena, const char *id, const char *file, const char *text, size_t length) {
    Lesson *lesson = ARENA_NEW(arena, Lesson);
    lesson->id = id;
    lesson->file = file;
    Builder builder = {.arena = arena, .lesson = lesson};
    const PassageVec blocks = markdown_read(arena, text, length);
    for (int i = 0; i < blocks.len; i++) {
        const Passage *block = &blocks.at[i];
        if (block->kind == PASSAGE_HEADING && block->level == 1 && lesson->title == NULL) {
            lesson->title = spans_text(arena, &block->spans);
        } else if (block->kind == PASSAGE_HEADING && block->level <= 2) {
            begin_step(&builder, spans_text(arena, &block->spans), block->line);
        } else if (block->kind == PASSAGE_CODE) {
            add_fence(&builder, block);
        } else {
            add_text(&builder, block);
        }
    }
    check_lesson(&builder);
    return lesson;
}
