/*
 * learn: lessons at a terminal, or through a pipe. The dialogue is the runner's (lessons/runner.h); this
 * is its Host: lines, styled text by pages, pictures as text, a session and back.
 */
#if !defined(__APPLE__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE /* fopencookie */
#endif
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <readline/readline.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "lessons/runner.h"
#include "repl/input.h"
#include "repl/loop.h"
#include "repl/prose.h"
#include "viz/render.h"

int cmd_learn(App *app);

enum { LINE_MAX_BYTES = 1 << 16, TAB_COLUMNS = 4, CODE_INDENT = 4, PAGE_ROWS_MIN = 10 };

/* The host's own. */
typedef struct Learn {
    App *app;
    bool terminal; /* somebody sits there: pages, line editing */
    bool end;      /* no more input */
    bool began;    /* something was shown since the last prompt or rule */
    int rows;      /* shown since the last prompt */
    Arena *arena;
    const char *ahead; /* typed where a page ended: the answer to the next prompt; NULL without */
} Learn;

/* ---- Input ---- */

static HostInput read_plain(Learn *learn, const char *prompt, Arena *arena, const char **line) {
    StrBuf text = strbuf_new(arena);
    int c;
    fputs(prompt, learn->app->out);
    fflush(learn->app->out);
    while ((c = fgetc(stdin)) != EOF && c != '\n') {
        if (c != '\0' && c != '\r' && text.len < LINE_MAX_BYTES) {
            strbuf_byte(&text, (char)c);
        }
    }
    *line = strbuf_text(&text);
    if (c == EOF && text.len == 0) {
        fputc('\n', learn->app->out);
        learn->end = true;
        return HOST_END;
    }
    /* What a terminal would have shown, so that the output reads as the dialogue. */
    StrBuf echo = strbuf_new(arena);
    terminal_add_safe(&echo, *line, text.len);
    strbuf_byte(&echo, '\n');
    terminal_write(&learn->app->screen, strbuf_text(&echo));
    return HOST_LINE;
}

static HostInput read_line(Host *host, const char *prompt, Arena *arena, const char **line) {
    Learn *learn = host->data;
    *line = "";
    learn->rows = 0;
    learn->began = false;
    learn->app->interrupted = false;
    fflush(learn->app->out);
    if (learn->ahead != NULL) {
        *line = learn->ahead;
        learn->ahead = NULL;
        return HOST_LINE;
    }
    if (!learn->terminal) {
        return learn->end ? HOST_END : read_plain(learn, prompt, arena, line);
    }
    switch (input_line(learn->app, prompt, arena, line)) {
    case INPUT_LINE: return HOST_LINE;
    case INPUT_CANCELLED: return HOST_CANCELLED;
    case INPUT_END: break;
    }
    fputc('\n', learn->app->out);
    learn->end = true;
    return HOST_END;
}

/* ---- Output ---- */

static int window_rows(const App *app) {
    struct winsize size;
    return ioctl(fileno(app->out), TIOCGWINSZ, &size) == 0 && size.ws_row > PAGE_ROWS_MIN ? size.ws_row : 24;
}

/* Writes whole passages; at a terminal it waits before one that would push the unread off the screen. */
static void write_rows(Host *host, const char *text) {
    Learn *learn = host->data;
    int rows = 0;
    for (const char *c = text; *c != '\0'; c++) {
        rows += *c == '\n';
    }
    if (learn->terminal && learn->rows > 0 && learn->rows + rows > window_rows(learn->app) - 2) {
        Arena *scratch = arena_new();
        const char *line;
        if (read_line(host, tr(host->locale, "[Enter: more] "), scratch, &line) == HOST_LINE &&
            line[strspn(line, " \t")] != '\0') {
            learn->ahead = arena_strdup(learn->arena, line);
        }
        arena_free(scratch);
    }
    terminal_write(&learn->app->screen, text);
    learn->rows += rows;
    learn->began = true;
}

static Style style_of(Tone tone) {
    switch (tone) {
    case TONE_PLAIN: return STYLE_PLAIN;
    case TONE_STRONG:
    case TONE_EMPHASIS:
    case TONE_CODE: return STYLE_BOLD;
    case TONE_DIM: return STYLE_DIM;
    case TONE_RIGHT: return STYLE_STATIC;
    case TONE_WRONG: return STYLE_RUNTIME;
    case TONE_HEAP: return STYLE_HEAP;
    case TONE_STACK: return STYLE_STACK;
    }
    return STYLE_PLAIN;
}

/* Text of several styles, broken into lines. */
typedef struct Flow {
    const Terminal *terminal;
    StrBuf *out;
    int width, indent, column;
    int spaces; /* wanted before the next word */
    bool word;  /* in the middle of one: nothing breaks before what follows */
} Flow;

/* Returns the columns from here to the next place where a line may break, over the spans that follow. */
static int columns_ahead(const SpanVec *spans, int span, const char *at, bool quotes) {
    int columns = 0;
    for (;; at = spans->at[span].text) {
        const size_t length = text_piece(at);
        columns += text_width(at, length) +
                   (quotes && spans->at[span].tone == TONE_CODE && at == spans->at[span].text ? 1 : 0);
        if (at[length] != '\0') {
            return columns;
        }
        columns += quotes && spans->at[span].tone == TONE_CODE ? 1 : 0;
        if (++span >= spans->len) {
            return columns;
        }
    }
}

static void new_line(Flow *flow) {
    strbuf_byte(flow->out, '\n');
    terminal_pad(flow->out, flow->indent);
    flow->column = flow->indent;
    flow->spaces = 0;
    flow->word = false;
}

static void flow_word(Flow *flow, Style style, const char *text, size_t length, int ahead) {
    if (!flow->word && flow->column > flow->indent && flow->column + flow->spaces + ahead > flow->width) {
        new_line(flow);
    }
    terminal_pad(flow->out, flow->spaces);
    flow->column += flow->spaces + text_width(text, length);
    flow->spaces = 0;
    flow->word = true;
    terminal_style_on(flow->terminal, flow->out, style);
    terminal_add_safe(flow->out, text, length);
    terminal_style_off(flow->terminal, flow->out, style);
}

/* Without colours code keeps its backquotes, or nobody would see where it ends. */
static void flow_spans(Flow *flow, const SpanVec *spans) {
    const bool quotes = !flow->terminal->color;
    for (int i = 0; i < spans->len; i++) {
        const Span *span = &spans->at[i];
        const bool quoted = quotes && span->tone == TONE_CODE;
        const Style style = style_of(span->tone);
        for (const char *at = span->text; *at != '\0';) {
            if (*at == ' ' || *at == '\n') {
                if (*at == '\n') {
                    new_line(flow);
                } else {
                    flow->spaces = flow->column > flow->indent ? 1 : 0;
                    flow->word = false;
                }
                at++;
                continue;
            }
            const size_t length = text_piece(at);
            const int ahead = columns_ahead(spans, i, at, quotes);
            if (quoted && at == span->text) {
                flow_word(flow, style, "`", 1, ahead);
            }
            flow_word(flow, style, at, length, ahead);
            at += length;
            flow->word = *at == '\0'; /* else the piece ends where a line may */
            if (quoted && *at == '\0') {
                flow_word(flow, style, "`", 1, 1);
            }
        }
    }
    strbuf_byte(flow->out, '\n');
}

static void put_paragraph(const Terminal *terminal, StrBuf *out, const Passage *passage) {
    const int bullet = passage->bullet != NULL ? text_width(passage->bullet, strlen(passage->bullet)) : 0;
    const int indent = passage->indent > bullet ? passage->indent : bullet;
    terminal_pad(out, indent - bullet);
    if (bullet > 0) {
        strbuf_add(out, strcmp(passage->bullet, "• ") == 0 && !terminal->utf8 ? "* " : passage->bullet);
    }
    Flow flow = {
        .terminal = terminal, .out = out, .width = terminal_text_width(terminal), .indent = indent, .column = indent};
    flow_spans(&flow, &passage->spans);
}

static void put_code_line(const Terminal *terminal, StrBuf *out, const char *line, size_t length, int number) {
    if (number > 0) {
        StrBuf head = strbuf_new(out->arena);
        strbuf_printf(&head, "%4d │ ", number);
        terminal_styled(terminal, out, STYLE_DIM, strbuf_text(&head));
    } else {
        terminal_pad(out, CODE_INDENT);
    }
    int column = 0;
    for (size_t i = 0; i < length;) {
        const size_t piece = strcspn(line + i, "\t\n");
        const size_t size = piece < length - i ? piece : length - i;
        terminal_add_safe(out, line + i, size);
        column += text_width(line + i, size);
        i += size;
        if (i < length && line[i] == '\t') {
            const int gap = TAB_COLUMNS - column % TAB_COLUMNS;
            terminal_pad(out, gap);
            column += gap;
            i++;
        }
    }
    strbuf_byte(out, '\n');
}

static void put_code(const Terminal *terminal, StrBuf *out, const Passage *passage) {
    int number = passage->level > 0 ? passage->level - 1 : 0;
    for (const char *at = passage->text; *at != '\0';) {
        const size_t length = strcspn(at, "\n");
        number++;
        terminal_pad(out, passage->indent);
        put_code_line(terminal, out, at, length, passage->kind == PASSAGE_PROGRAM ? number : 0);
        at += length + (at[length] == '\n');
    }
}

static void put_rule(const Terminal *terminal, StrBuf *out) {
    terminal_style_on(terminal, out, STYLE_DIM);
    for (int i = 0; i < terminal_text_width(terminal); i++) {
        strbuf_add(out, "─");
    }
    terminal_style_off(terminal, out, STYLE_DIM);
    strbuf_byte(out, '\n');
}

static void put_passage(Host *host, const Passage *passage) {
    Learn *learn = host->data;
    const Terminal *terminal = &learn->app->screen;
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    if (!passage->tight && learn->began) {
        strbuf_byte(&out, '\n');
    }
    switch (passage->kind) {
    case PASSAGE_PARAGRAPH:
    case PASSAGE_HEADING: put_paragraph(terminal, &out, passage); break;
    case PASSAGE_CODE:
    case PASSAGE_PROGRAM: put_code(terminal, &out, passage); break;
    case PASSAGE_RULE: put_rule(terminal, &out); break;
    }
    write_rows(host, strbuf_text(&out));
    arena_free(scratch);
}

static void new_page(Host *host) {
    Learn *learn = host->data;
    app_refresh(learn->app);
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    strbuf_byte(&out, '\n');
    put_rule(&learn->app->screen, &out);
    write_rows(host, strbuf_text(&out));
    learn->began = false;
    arena_free(scratch);
}

static void put_story(Host *host, const Facts *facts, const Story *story) {
    Learn *learn = host->data;
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    const Prose prose = {&out, &learn->app->screen, analysis_sources(facts->analysis), NULL};
    strbuf_byte(&out, '\n');
    prose_story(&prose, story);
    write_rows(host, strbuf_text(&out));
    arena_free(scratch);
}

static const char *draw(Host *host, const Facts *facts, const Picture *picture, Arena *arena, Diag *why) {
    Learn *learn = host->data;
    const PictureFacts data = {.arena = arena,
                               .ir = facts->result->ir,
                               .escape = &facts->result->escape,
                               .go = world_go(host->world),
                               .sources = analysis_sources(facts->analysis),
                               .locale = host->locale};
    const Scene *scene = picture_scene(&data, picture, why);
    if (scene == NULL) {
        return NULL;
    }
    const Terminal *terminal = &learn->app->screen;
    const int width = terminal->width < 40 ? 40 : terminal_text_width(terminal);
    StrBuf out = strbuf_new(arena);
    strbuf_byte(&out, '\n');
    picture_text(&out, scene, width, !terminal->utf8);
    write_rows(host, strbuf_text(&out));
    return strbuf_text(&out) + 1;
}

/* ---- A session and back ---- */

/* What the session reads: first the program, unseen, then what the learner types. */
typedef struct Practice {
    Learn *learn;
    Arena *arena;
    const char *text; /* what is left of the line, or of the program */
    FILE *unseen;     /* takes what is printed while the program is read; NULL: it is read */
    FILE *out;        /* the learner's screen */
} Practice;

static void begin_practice(Practice *practice) {
    App *app = practice->learn->app;
    if (practice->unseen != NULL) {
        fclose(practice->unseen);
        practice->unseen = NULL;
        app->out = practice->out;
        app_refresh(app);
    }
}

/* Fills `practice->text` with a line; false at the end. */
static bool next_practice_line(Practice *practice) {
    Host host = {.data = practice->learn};
    const char *line;
    begin_practice(practice);
    for (;;) {
        arena_free(practice->arena);
        practice->arena = arena_new();
        switch (read_line(&host, "session> ", practice->arena, &line)) {
        case HOST_LINE: practice->text = arena_printf(practice->arena, "%s\n", line); return true;
        case HOST_CANCELLED: break;
        case HOST_END: return false;
        }
    }
}

static size_t read_practice(Practice *practice, char *buffer, size_t size) {
    if (practice->text[0] == '\0' && !next_practice_line(practice)) {
        return 0;
    }
    const size_t length = strlen(practice->text);
    const size_t used = length < size ? length : size;
    memcpy(buffer, practice->text, used);
    practice->text += used;
    return used;
}

#ifdef __APPLE__
static int read_stream(void *practice, char *buffer, int size) {
    return (int)read_practice(practice, buffer, (size_t)size);
}
static FILE *open_stream(Practice *practice) { return funopen(practice, read_stream, NULL, NULL, NULL); }
#else
static ssize_t read_stream(void *practice, char *buffer, size_t size) {
    return (ssize_t)read_practice(practice, buffer, size);
}
static FILE *open_stream(Practice *practice) {
    return fopencookie(practice, "r", (cookie_io_functions_t){.read = read_stream});
}
#endif

/* The session of the REPL that the lesson was begun in, if any, stands aside meanwhile. */
static void run_practice(App *app, Practice *practice, FILE *in) {
    Session *session = app->session;
    Loop *loop = app->loop;
    const Options options = app->options, settings = app->settings;
    app->options.check = false;
    app->options.args = NULL;
    app->options.arg_count = 0;
    loop_script(app, in);
    begin_practice(practice);
    app->session = session;
    app->loop = loop;
    app->options = options;
    app->settings = settings;
    app_refresh(app);
}

static bool open_session(Host *host, const char *program) {
    Learn *learn = host->data;
    App *app = learn->app;
    Practice practice = {.learn = learn, .arena = arena_new(), .text = "", .out = app->out};
    if (program[0] != '\0') {
        /* A command behind the file ends it; nobody sees what it prints. */
        practice.text = arena_printf(practice.arena, "%s\n:list\n", program);
        practice.unseen = fopen("/dev/null", "w");
    }
    FILE *in = open_stream(&practice);
    if (in == NULL) {
        arena_free(practice.arena);
        return false;
    }
    if (practice.unseen != NULL) {
        app->out = practice.unseen;
    }
    setvbuf(in, NULL, _IONBF, 0);
    run_practice(app, &practice, in);
    fclose(in);
    arena_free(practice.arena);
    return true;
}

/* ---- An editor ---- */

static bool run_editor(const char *file) {
    const char *visual = getenv("VISUAL");
    const char *editor = visual != NULL && visual[0] != '\0' ? visual : getenv("EDITOR");
    if (editor == NULL || editor[0] == '\0') {
        editor = "vi";
    }
    const pid_t child = fork();
    if (child == 0) {
        /* The shell splits `code -w`; the file's name is no part of the command's text. */
        execl("/bin/sh", "sh", "-c", "eval \"$0 \\\"\\$1\\\"\"", editor, file, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static const char *read_file(const char *name, Arena *arena) {
    FILE *in = fopen(name, "r");
    if (in == NULL) {
        return NULL;
    }
    StrBuf text = strbuf_new(arena);
    char piece[4096];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, in)) > 0) {
        strbuf_add_n(&text, piece, got);
    }
    fclose(in);
    const char *whole = strbuf_text(&text);
    return strlen(whole) == text.len ? whole : NULL;
}

static const char *edit_text(Host *host, const char *text, Arena *arena) {
    const Learn *learn = host->data;
    const char *folder = getenv("TMPDIR") != NULL && getenv("TMPDIR")[0] == '/' ? getenv("TMPDIR") : "/tmp";
    if (!learn->terminal && getenv("EDITOR") == NULL && getenv("VISUAL") == NULL) {
        return NULL;
    }
    char *name = arena_printf(arena, "%s/lesson-XXXXXX.go", folder);
    const int fd = mkstemps(name, 3);
    if (fd < 0) {
        return NULL;
    }
    const bool written = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    close(fd);
    fflush(learn->app->out);
    const char *edited = written && run_editor(name) ? read_file(name, arena) : NULL;
    unlink(name);
    return edited;
}

/* ---- learn --new, learn --check ---- */

static int write_template(App *app) {
    Arena *arena = arena_new();
    const char *title = app->options.arg_count > 0 ? app->options.args[0] : NULL;
    const char *text = lesson_template(arena, title);
    int status = STATUS_OK;
    Diag why = {0};
    if (app->options.output == NULL || strcmp(app->options.output, "-") == 0) {
        fputs(text, app->out);
    } else if (access(app->options.output, F_OK) == 0) {
        status = app_fail(app, STATUS_WRONG, "%s is there already", app->options.output);
    } else if (!render_save(arena, app->options.output, text, strlen(text), &why)) {
        status = app_fail(app, STATUS_FAILED, "%s", why.text);
    }
    arena_free(arena);
    return status;
}

static void tell_problems(App *app, const Lesson *lesson, const ProblemVec *problems) {
    Arena *scratch = arena_new();
    for (int i = 0; i < problems->len; i++) {
        StrBuf out = strbuf_new(scratch);
        terminal_add_safe(&out, lesson->file, strlen(lesson->file));
        strbuf_printf(&out, ":%d: ", problems->at[i].line);
        for (const char *at = problems->at[i].text; *at != '\0';) {
            const size_t length = strcspn(at, "\t\n");
            terminal_add_safe(&out, at, length);
            at += length;
            if (*at != '\0') {
                strbuf_byte(&out, *at++ == '\n' ? '\n' : ' ');
            }
        }
        strbuf_byte(&out, '\n');
        terminal_write(&app->messages, strbuf_text(&out));
    }
    arena_free(scratch);
}

static int check_course(App *app, World *world, const Course *course) {
    const FactsConfig config = {.world = world, .name = "lesson.go", .interrupted = &app->interrupted};
    int status = STATUS_OK;
    for (int i = 0; i < course->lessons.len && !app->interrupted; i++) {
        const Lesson *lesson = course->lessons.at[i];
        Arena *arena = arena_new();
        ProblemVec problems = {0};
        const int claims = lesson_prove(arena, &config, lesson, &problems);
        if (problems.len > 0) {
            status = STATUS_WRONG;
            fflush(app->out);
            tell_problems(app, lesson, &problems);
        }
        fprintf(app->out, "%s: %d steps, %d claims, %s\n", lesson->file, lesson->steps.len, claims,
                problems.len == 0 ? "all hold" : "see above");
        arena_free(arena);
    }
    return status;
}

static int check_lessons(App *app, World *world) {
    Arena *arena = arena_new();
    Course course = {0};
    int status = STATUS_OK;
    if (app->options.arg_count == 0) {
        course = course_builtin(arena, app->options.locale);
        status = check_course(app, world, &course);
    }
    for (int i = 0; i < app->options.arg_count; i++) {
        Diag why = {0};
        int one = STATUS_WRONG;
        if (course_of_path(arena, app->options.args[i], &course, &why)) {
            one = check_course(app, world, &course);
        } else {
            app_fail(app, STATUS_WRONG, "%s", why.text);
        }
        status = one != STATUS_OK ? one : status;
    }
    arena_free(arena);
    return status;
}

/* ---- Which lesson ---- */

static const char *language(const Options *options) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    if (options->locale != NULL) {
        return options->locale;
    }
    for (int i = 0; i < 3; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0') {
            return strncmp(value, "zh", 2) == 0 ? "zh_CN" : "en";
        }
    }
    return "en";
}

static bool is_path(const char *word) {
    const size_t length = strlen(word);
    struct stat status;
    return strchr(word, '/') != NULL || (length > 3 && strcmp(word + length - 3, ".md") == 0) ||
           (stat(word, &status) == 0 && S_ISDIR(status.st_mode));
}

static int list_course(App *app, const Course *course) {
    int widest = 0;
    for (int i = 0; i < course->lessons.len; i++) {
        const char *title = course->lessons.at[i]->title;
        const int width = text_width(title, strlen(title));
        widest = width > widest ? width : widest;
    }
    for (int i = 0; i < course->lessons.len; i++) {
        const Lesson *lesson = course->lessons.at[i];
        const int gap = widest - text_width(lesson->title, strlen(lesson->title)) + 2;
        fprintf(app->out, "%2d  %s%*s%s\n", i + 1, lesson->title, gap, "", lesson->file);
    }
    return STATUS_OK;
}

/* Finds course and lesson; returns STATUS_OK, *start -1 when none was named. */
static int find_lesson(App *app, Arena *arena, Course *course, int *start) {
    const char *const *args = (const char *const *)app->options.args;
    int count = app->options.arg_count;
    *start = -1;
    if (count > 0 && is_path(args[0])) {
        Diag why = {0};
        if (!course_of_path(arena, args[0], course, &why)) {
            return app_fail(app, STATUS_WRONG, "%s", why.text);
        }
        args++;
        count--;
        *start = course->lessons.len == 1 ? 0 : -1;
    } else {
        *course = course_builtin(arena, language(&app->options));
    }
    if (count == 0 || strcmp(args[0], "list") == 0) {
        return STATUS_OK;
    }
    *start = course_find(course, args[0]);
    if (*start == -2) {
        return app_fail(app, STATUS_WRONG, "\"%s\" fits several lessons; `learn list` shows their numbers", args[0]);
    }
    return *start >= 0 ? STATUS_OK
                       : app_fail(app, STATUS_WRONG, "there is no lesson \"%s\"; `learn list` shows all", args[0]);
}

static bool has_problems(App *app, const Course *course) {
    bool found = false;
    for (int i = 0; i < course->lessons.len; i++) {
        const Lesson *lesson = course->lessons.at[i];
        tell_problems(app, lesson, &lesson->problems);
        found = found || lesson->problems.len > 0;
    }
    return found;
}

/* ---- The dialogue ---- */

/* -o FILE: what was done in the lesson worked on last. */
static int keep_transcript(App *app, const Progress *progress) {
    const char *last = progress_last(progress);
    if (app->options.output == NULL || last == NULL) {
        return STATUS_OK;
    }
    Arena *scratch = arena_new();
    Diag why = {0};
    const char *text = progress_transcript(progress, last, scratch);
    const bool ok = render_save(scratch, app->options.output, text, strlen(text), &why);
    const int status = ok ? STATUS_OK : app_fail(app, STATUS_FAILED, "%s", why.text);
    arena_free(scratch);
    return status;
}

static int run_course(App *app, World *world, const Course *course, int start) {
    Diag why = {0};
    Progress *progress = progress_open(NULL, &why);
    const bool own_input = app->loop == NULL || !loop_is_interactive(app);
    Learn learn = {
        .app = app, .arena = arena_new(), .terminal = isatty(STDIN_FILENO) == 1 && isatty(fileno(app->out)) == 1};
    Host host = {.read_line = read_line,
                 .put = put_passage,
                 .page = new_page,
                 .story = put_story,
                 .draw = draw,
                 .session = open_session,
                 .edit = edit_text,
                 .world = world,
                 .locale = app->options.locale,
                 .interrupted = &app->interrupted,
                 .data = &learn};
    app_refresh(app);
    if (why.text != NULL) {
        app_fail(app, STATUS_OK, "%s", why.text);
    }
    if (learn.terminal && own_input) {
        input_open(app);
        rl_bind_key('\t', rl_insert);
    }
    course_run(&host, progress, course, start);
    const int status = keep_transcript(app, progress);
    if (learn.terminal && own_input) {
        input_close();
    }
    progress_close(progress);
    arena_free(learn.arena);
    return status;
}

int cmd_learn(App *app) {
    if (app->options.fresh) {
        return write_template(app);
    }
    World *world = app_world(app, app->options.go, true);
    if (world == NULL) {
        return STATUS_WRONG;
    }
    app->interrupted = false;
    app_refresh(app);
    if (app->options.check) {
        return check_lessons(app, world);
    }
    Arena *arena = arena_new();
    Course course;
    int start;
    int status = find_lesson(app, arena, &course, &start);
    if (status == STATUS_OK && has_problems(app, &course)) {
        status = STATUS_WRONG;
    } else if (status == STATUS_OK) {
        const int count = app->options.arg_count;
        const bool list = count > 0 && strcmp(app->options.args[count - 1], "list") == 0;
        status = list ? list_course(app, &course) : run_course(app, world, &course, start);
    }
    arena_free(arena);
    return status;
}
