/*
 * step: the analysis step by step: forwards, back, to the next verdict. Keys at a terminal; lines from a pipe; where
 * nothing can be asked for (a script, an empty input) all steps.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/drawing.h"
#include "repl/excerpt.h"
#include "repl/keys.h"
#include "repl/loop.h"
#include "viz/frames.h"

typedef struct Stepper {
    App *app;
    const Frames *frames;
    const SourceSet *sources;
    int at; /* the step shown */
    bool keys;
} Stepper;

typedef enum Wish { WISH_NONE, WISH_NEXT, WISH_BACK, WISH_VERDICT, WISH_FIRST, WISH_LAST, WISH_HELP, WISH_QUIT } Wish;

/* ---- Showing. ---- */

static const char *label_of(StepKind kind) {
    static const char *const labels[] = {TR_LATER("begin"), TR_LATER("places"),  TR_LATER("edge"),
                                         TR_LATER("walk"),  TR_LATER("verdict"), TR_LATER("end")};
    return labels[kind];
}

static void say(const Stepper *s, const char *english) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    strbuf_printf(&out, "%s\n", tr(s->app->options.locale, english));
    terminal_write(&s->app->screen, strbuf_text(&out));
    arena_free(scratch);
}

static void add_excerpt(const Stepper *s, StrBuf *out, const Step *step) {
    ExcerptMarkVec marks = {0};
    const Style style = step->kind == STEP_VERDICT ? style_of_placement(step->placement) : STYLE_BOLD;
    for (int i = 0; i < step->marks.len; i++) {
        const Mark *mark = &step->marks.at[i];
        VEC_PUSH(out->arena, &marks,
                 ((ExcerptMark){mark->pos, mark->length, mark->label != NULL ? mark->label : "", style}));
    }
    excerpt_add(out, &s->app->screen, s->sources, &marks, (ExcerptLayout){.indent = 6, .underline = true});
}

static void show(const Stepper *s) {
    const Terminal *screen = &s->app->screen;
    const Step *step = &s->frames->steps.at[s->at];
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    const char *head = arena_printf(scratch, "%d/%d  %s  ", s->at + 1, s->frames->steps.len,
                                    tr(s->app->options.locale, label_of(step->kind)));
    const Style style = step->kind == STEP_VERDICT ? style_of_placement(step->placement) : STYLE_PLAIN;
    terminal_styled(screen, &out, STYLE_DIM, head);
    terminal_wrap(screen, &out, style, text_width(head, strlen(head)), 6, step->sentence);
    add_excerpt(s, &out, step);
    if (step->gc != NULL) {
        const char *gc = step->gc[0] != '\0' ? arena_printf(scratch, "gc: %s", step->gc)
                                             : tr(s->app->options.locale, "gc prints nothing");
        terminal_pad(&out, 6);
        terminal_wrap(screen, &out, STYLE_DIM, 6, 6, gc);
    }
    terminal_write(screen, strbuf_text(&out));
    fflush(screen->file);
    arena_free(scratch);
}

/* ---- Moving. ---- */

static int next_verdict(const Stepper *s) {
    int to = s->at + 1;
    while (to < s->frames->steps.len - 1 && s->frames->steps.at[to].kind != STEP_VERDICT) {
        to++;
    }
    return to;
}

/* Returns false at `quit`. */
static bool obey(Stepper *s, Wish wish) {
    const int last = s->frames->steps.len - 1;
    int to = s->at;
    switch (wish) {
    case WISH_NONE: return true;
    case WISH_QUIT: return false;
    case WISH_HELP:
        say(s, TR_LATER("n next (Enter, Space, →)   p back (←)   v next verdict   g first   G last   q quit"));
        return true;
    case WISH_NEXT: to++; break;
    case WISH_BACK: to--; break;
    case WISH_VERDICT: to = next_verdict(s); break;
    case WISH_FIRST: to = 0; break;
    case WISH_LAST: to = last; break;
    }
    if (to < 0 || to > last) {
        say(s, to < 0 ? TR_LATER("This is the first step.") : TR_LATER("This was the last step: q ends."));
        return true;
    }
    s->at = to;
    show(s);
    return true;
}

static Wish wish_of(char c) {
    switch (c) {
    case 'n':
    case ' ':
    case '\n':
    case '\r': return WISH_NEXT;
    case 'p':
    case 'b': return WISH_BACK;
    case 'v': return WISH_VERDICT;
    case 'g': return WISH_FIRST;
    case 'G': return WISH_LAST;
    case 'q':
    case 3: /* Ctrl-C and Ctrl-D, where the terminal hands them on */
    case 4: return WISH_QUIT;
    case '?':
    case 'h': return WISH_HELP;
    default: return WISH_NONE;
    }
}

/* ---- Lines. ---- */

/* Each letter of a line is a command; an empty line is `n`. False: quit. */
static bool obey_line(Stepper *s, const char *line) {
    line += strspn(line, " \t");
    if (strcmp(line, "quit") == 0 || strcmp(line, "exit") == 0) {
        return false;
    }
    if (*line == '\0') {
        return obey(s, WISH_NEXT);
    }
    for (; *line != '\0'; line++) {
        const Wish wish = *line == ' ' ? WISH_NONE : wish_of(*line);
        if (wish == WISH_NONE && *line != ' ') {
            char letter[2] = {*line, '\0'};
            app_fail(s->app, 0, "%s: use n, p, v, g, G, q or ?", letter);
            return true;
        }
        if (!obey(s, wish)) {
            return false;
        }
    }
    return true;
}

static void show_rest(Stepper *s) {
    while (s->at + 1 < s->frames->steps.len) {
        s->at++;
        show(s);
    }
}

static void run_lines(Stepper *s, FILE *in) {
    char *line = NULL;
    size_t room = 0;
    bool asked = false;
    ssize_t length;
    while ((length = getline(&line, &room, in)) >= 0) {
        asked = true;
        if (length > 0 && line[length - 1] == '\n') {
            line[length - 1] = '\0';
        }
        if (!obey_line(s, line)) {
            break;
        }
    }
    free(line);
    if (!asked) {
        show_rest(s);
    }
}

/* ---- Keys. ---- */

static Wish wish_of_key(int key) {
    switch (key) {
    case KEY_GONE: return WISH_QUIT;
    case KEY_RIGHT:
    case KEY_DOWN: return WISH_NEXT;
    case KEY_LEFT:
    case KEY_UP: return WISH_BACK;
    case KEY_HOME: return WISH_FIRST;
    case KEY_END: return WISH_LAST;
    default: return key > 0 && key < 128 ? wish_of((char)key) : WISH_NONE;
    }
}

static void prompt(const Stepper *s, bool on) {
    const bool last = s->at + 1 == s->frames->steps.len;
    const char *text = tr(s->app->options.locale,
                          last ? TR_LATER("[p back, q quit]") : TR_LATER("[n next, p back, v next verdict, q quit]"));
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    if (on) {
        terminal_styled(&s->app->screen, &out, STYLE_DIM, text);
    } else {
        strbuf_byte(&out, '\r');
        terminal_pad(&out, text_width(text, strlen(text)));
        strbuf_byte(&out, '\r');
    }
    terminal_write(&s->app->screen, strbuf_text(&out));
    fflush(s->app->screen.file);
    arena_free(scratch);
}

static void run_keys(Stepper *s) {
    Keys keys;
    if (!keys_open(&keys)) {
        run_lines(s, stdin);
        return;
    }
    bool go_on = true;
    while (go_on) {
        prompt(s, true);
        Wish wish = WISH_NONE;
        while (wish == WISH_NONE) {
            wish = wish_of_key(keys_read(&keys, -1));
        }
        prompt(s, false);
        go_on = obey(s, wish);
    }
    keys_close(&keys);
}

/* ---- The command. ---- */

static bool is_stdin_taken(const App *app) {
    for (int i = 0; i < app->options.arg_count; i++) {
        if (strcmp(app->options.args[i], "-") == 0) {
            return true;
        }
    }
    /* A script is read from there, line by line. */
    return app->session != NULL && !loop_is_interactive(app);
}

static int step_package(App *app, const PictureFacts *facts, void *context) {
    const Picture *picture = context;
    Diag why;
    Frames *frames = frames_new(facts, picture, &why);
    if (frames == NULL) {
        return app_fail(app, STATUS_WRONG, "%s", tr(app->options.locale, why.text));
    }
    Stepper stepper = {.app = app, .frames = frames, .sources = facts->sources};
    show(&stepper);
    if (is_stdin_taken(app)) {
        show_rest(&stepper);
    } else if (isatty(STDIN_FILENO) && app->screen.tty) {
        run_keys(&stepper);
    } else {
        run_lines(&stepper, stdin);
    }
    return STATUS_OK;
}

int cmd_step(App *app) {
    Picture picture;
    int status = drawing_picture(app, "flow", &picture);
    return status == STATUS_OK ? drawing_run(app, step_package, &picture) : status;
}
