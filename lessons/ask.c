/* The dialogue around a question: prompts, the commands that are understood everywhere, hints. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/explain/translate.h"
#include "lessons/internal.h"
#include "viz/render.h"

typedef enum Command {
    COMMAND_NONE,
    COMMAND_HELP,
    COMMAND_HINT,
    COMMAND_SKIP,
    COMMAND_BACK,
    COMMAND_NEXT,
    COMMAND_STEP,
    COMMAND_LIST,
    COMMAND_SHOW,
    COMMAND_WHY,
    COMMAND_SESSION,
    COMMAND_SAVE,
    COMMAND_AGAIN,
    COMMAND_QUIT
} Command;

static const struct {
    const char *word;
    Command command;
    bool argument; /* may be followed by one */
} commands[] = {
    {"?", COMMAND_HELP, false},   {"help", COMMAND_HELP, false},       {"hint", COMMAND_HINT, false},
    {"h", COMMAND_HINT, false},   {"skip", COMMAND_SKIP, false},       {"back", COMMAND_BACK, false},
    {"b", COMMAND_BACK, false},   {"next", COMMAND_NEXT, false},       {"n", COMMAND_NEXT, false},
    {"step", COMMAND_STEP, true}, {"list", COMMAND_LIST, false},       {"show", COMMAND_SHOW, false},
    {"why", COMMAND_WHY, true},   {"session", COMMAND_SESSION, false}, {"try", COMMAND_SESSION, false},
    {"save", COMMAND_SAVE, true}, {"again", COMMAND_AGAIN, false},     {"quit", COMMAND_QUIT, false},
    {"q", COMMAND_QUIT, false},   {"exit", COMMAND_QUIT, false},
};

/* Finds the command that a line gives; *argument is what follows it. */
static Command command_of(Arena *arena, const char *line, const char **argument) {
    const char *at = line + strspn(line, " \t");
    const bool colon = *at == ':';
    at += colon;
    size_t length = strcspn(at, " \t");
    if (!colon && *at == '?') {
        length = 1;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strlen(commands[i].word) != length || strncmp(commands[i].word, at, length) != 0) {
            continue;
        }
        const char *rest = at + length + strspn(at + length, " \t");
        size_t size = strlen(rest);
        while (size > 0 && isspace((unsigned char)rest[size - 1])) {
            size--;
        }
        *argument = arena_strndup(arena, rest, size);
        return size > 0 && !commands[i].argument ? COMMAND_NONE : commands[i].command;
    }
    return COMMAND_NONE;
}

/* ---- Commands ---- */

static StepState state_of(const Runner *r, int step) {
    return progress_step(r->progress, r->lesson->id, r->lesson->steps.at[step]->id);
}

static bool holds_back(const Runner *r, int step) {
    const Step *s = r->lesson->steps.at[step];
    for (int i = 0; i < s->elements.len && state_of(r, step) < STEP_ANSWERED; i++) {
        if (element_is_question(s->elements.at[i]) && element_forbids_skip(s->elements.at[i])) {
            return true;
        }
    }
    return false;
}

static bool go_to(Runner *r, int step) {
    for (int i = r->index; i < step; i++) {
        if (holds_back(r, i)) {
            runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_SKIP_AHEAD, runner_say_number(r, i + 1), "", ""));
            return false;
        }
    }
    r->target = step;
    return true;
}

static bool go_to_number(Runner *r, const char *argument) {
    char *end;
    const long number = strtol(argument, &end, 10);
    if (end == argument || *end != '\0' || number < 1 || number > r->lesson->steps.len) {
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, WORD_NO_SUCH_STEP, runner_say_number(r, r->lesson->steps.len), "", ""));
        return false;
    }
    return go_to(r, (int)number - 1);
}

static void list_steps(Runner *r) {
    static const Word words[] = {WORD_COUNT, WORD_STEP_SEEN, WORD_STEP_SKIPPED, WORD_STEP_ANSWERED};
    for (int i = 0; i < r->lesson->steps.len; i++) {
        const StepState state = state_of(r, i);
        const char *mark = i == r->index        ? runner_say(r, WORD_STEP_HERE, "", "", "")
                           : state != STEP_OPEN ? runner_say(r, words[state], "", "", "")
                                                : "";
        const char *text =
            arena_printf(r->arena, "%s%s%s", r->lesson->steps.at[i]->title, mark[0] != '\0' ? " — " : "", mark);
        runner_put_point(r, i == r->index ? TONE_STRONG : TONE_PLAIN, arena_printf(r->arena, "%2d. ", i + 1), text);
    }
}

static void show_program(Runner *r) {
    if (r->program == NULL) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_PROGRAM, "", "", ""));
        return;
    }
    runner_put_program(r, r->program);
}

static const char *all_names(Runner *r, const Facts *facts) {
    StrBuf names = strbuf_new(r->arena);
    for (int i = 0; i < facts->items.len; i++) {
        strbuf_printf(&names, "%s`%s`", i > 0 ? tr(r->host->locale, ", ") : "",
                      facts_item_name(facts, r->arena, &facts->items.at[i]));
    }
    return strbuf_text(&names);
}

/* The reasons behind a prediction not yet made would be its answer: they wait. */
static void why(Runner *r, const char *argument, bool secret) {
    const Facts *facts = runner_facts_here(r);
    if (facts == NULL || facts->error != NULL) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_PROGRAM, "", "", ""));
        return;
    }
    if (secret) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_ANSWER_FIRST, "", "", ""));
        return;
    }
    const Found found = argument[0] != '\0' ? facts_find(facts, r->arena, argument) : (Found){0};
    if (argument[0] != '\0' && found.items.len == 0) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_SUCH_NAME, argument, "", ""));
    }
    if (found.items.len == 0) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_WHY_USAGE, all_names(r, facts), "", ""));
    }
    for (int i = 0; i < found.items.len; i++) {
        runner_put_story(r, found.items.at[i]);
    }
}

static void open_session(Runner *r) {
    if (r->host->session == NULL || !r->host->session(r->host, r->program != NULL ? r->program : "")) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_SESSION, "", "", ""));
        return;
    }
    runner_put_text(r, TONE_DIM, runner_say(r, WORD_BACK_FROM_SESSION, "", "", ""));
}

static void save(Runner *r, const char *file) {
    if (file[0] == '\0') {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_SAVE_USAGE, "", "", ""));
        return;
    }
    StrBuf text = strbuf_new(r->arena);
    strbuf_add(&text, progress_transcript(r->progress, r->lesson->id, r->arena));
    strbuf_add(&text, strbuf_text(&r->note));
    Diag diag = {0};
    const bool ok = render_save(r->arena, file, strbuf_text(&text), text.len, &diag);
    runner_put_text(r, ok ? TONE_PLAIN : TONE_WRONG, ok ? runner_say(r, WORD_SAVED, file, "", "") : diag.text);
}

static void hint(Runner *r, const Element *element) {
    if (element->hints.len == 0) {
        runner_put_text(r, TONE_PLAIN,
                        runner_say(r, element_forbids_skip(element) ? WORD_TRY_HINT : WORD_NO_HINT, "", "", ""));
        return;
    }
    if (r->hint >= element->hints.len) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_LAST_HINT, "", "", ""));
        r->hint = 0;
        return;
    }
    const char *text = element->hints.at[r->hint++];
    runner_put_led(
        r, TONE_STRONG,
        runner_say(r, WORD_HINT, runner_say_number(r, r->hint), runner_say_number(r, element->hints.len), ""), text);
}

static void help(Runner *r, const Question *question) {
    static const Word words[] = {WORD_HELP_HINT,    WORD_HELP_SKIP, WORD_HELP_MOVE,  WORD_HELP_SHOW,
                                 WORD_HELP_SESSION, WORD_HELP_SAVE, WORD_HELP_AGAIN, WORD_HELP_QUIT};
    enum { FOR_QUESTIONS = 2 };
    if (question != NULL) {
        runner_put_text(r, TONE_PLAIN, question->help);
    }
    for (size_t i = question != NULL ? 0 : FOR_QUESTIONS; i < sizeof words / sizeof words[0]; i++) {
        runner_put_point(r, TONE_PLAIN, "• ", runner_say(r, words[i], "", "", ""));
    }
    runner_put_text(r, TONE_DIM, runner_say(r, WORD_HELP_COLON, "", "", ""));
}

/* Commands that mean the same everywhere. Returns true and *move when the dialogue goes elsewhere. */
static bool run_command(Runner *r, Command command, const char *argument, const Question *question, Move *move) {
    const bool secret = question != NULL && question->secret && state_of(r, r->index) < STEP_SKIPPED;
    *move = MOVE_TO;
    switch (command) {
    case COMMAND_QUIT: *move = MOVE_QUIT; return true;
    case COMMAND_BACK:
        if (r->index == 0) {
            runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_FIRST_STEP, "", "", ""));
            return false;
        }
        r->target = r->index - 1;
        return true;
    case COMMAND_AGAIN:
        progress_forget(r->progress, r->lesson->id);
        r->note = strbuf_new(r->note.arena);
        r->target = 0;
        return true;
    case COMMAND_STEP: return go_to_number(r, argument);
    case COMMAND_LIST: list_steps(r); break;
    case COMMAND_SHOW: show_program(r); break;
    case COMMAND_WHY: why(r, argument, secret); break;
    case COMMAND_SESSION: open_session(r); break;
    case COMMAND_SAVE: save(r, argument); break;
    case COMMAND_HELP: help(r, question); break;
    case COMMAND_HINT: runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_HINT, "", "", "")); break;
    case COMMAND_NEXT:
    case COMMAND_SKIP:
    case COMMAND_NONE: break;
    }
    return false;
}

/* ---- The dialogue ---- */

static bool is_blank(const char *text) { return text[strspn(text, " \t\r")] == '\0'; }

/* The question is given up, if it may be. Returns true when it is. */
static bool skip(Runner *r, const Element *element, const Question *question) {
    if (element_forbids_skip(element) && state_of(r, r->index) < STEP_ANSWERED) {
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_NO_SKIP, "", "", ""));
        return false;
    }
    r->skipped = true;
    question->give_up(r, element, question->data);
    return true;
}

static bool take_answer(Runner *r, const Element *element, const Question *question, const char *line) {
    const bool blank = is_blank(line);
    if (blank && state_of(r, r->index) >= STEP_SKIPPED && !question->blank) {
        return true;
    }
    if (blank && !question->blank) {
        runner_put_text(r, TONE_PLAIN, question->help);
        return false;
    }
    if (!blank) {
        strbuf_printf(&r->note, "\n> %s\n", line);
    }
    if (question->answer(r, element, question->data, line)) {
        r->answered = true;
        return true;
    }
    return false;
}

/* Runs one line. Returns true when the question is left, *move tells whereto. */
static bool take_line(Runner *r, const Element *element, const Question *question, const char *line, Move *move) {
    const char *argument = "";
    Command command = command_of(r->arena, line, &argument);
    if (command != COMMAND_NONE && line[strspn(line, " ")] != ':' && question->is_answer != NULL &&
        question->is_answer(r, question->data, line)) {
        command = COMMAND_NONE;
    }
    *move = MOVE_ON;
    switch (command) {
    case COMMAND_NONE: return take_answer(r, element, question, line);
    case COMMAND_SKIP: return skip(r, element, question);
    case COMMAND_HINT: hint(r, element); return false;
    case COMMAND_SESSION:
        if (element->kind == ELEMENT_TRY) {
            return take_answer(r, element, question, "");
        }
        break;
    case COMMAND_NEXT:
        if (state_of(r, r->index) >= STEP_SKIPPED) {
            *move = MOVE_NEXT;
            return true;
        }
        runner_put_text(r, TONE_PLAIN, runner_say(r, WORD_ANSWER_FIRST, "", "", ""));
        return false;
    default: break;
    }
    return run_command(r, command, argument, question, move);
}

Move question_ask(Runner *r, const Element *element, const Question *question) {
    r->hint = 0;
    r->tries = 0;
    if (state_of(r, r->index) >= STEP_SKIPPED && !question->blank) {
        runner_put_text(r, TONE_DIM, runner_say(r, WORD_ANSWERED_BEFORE, "", "", ""));
    }
    for (;;) {
        const char *line = "";
        Move move;
        const HostInput input = r->host->read_line(r->host, question->prompt, r->arena, &line);
        if (input == HOST_END) {
            return MOVE_QUIT;
        }
        if (input == HOST_LINE && take_line(r, element, question, line, &move)) {
            return move;
        }
    }
}

Move question_ask_on(Runner *r) {
    const char *prompt = runner_say(r, WORD_PROMPT_ENTER, "", "", "");
    for (;;) {
        const char *line = "", *argument = "";
        Move move;
        const HostInput input = r->host->read_line(r->host, prompt, r->arena, &line);
        if (input == HOST_END) {
            return MOVE_QUIT;
        }
        if (input == HOST_CANCELLED) {
            continue;
        }
        const Command command = command_of(r->arena, line, &argument);
        if (is_blank(line) || command == COMMAND_NEXT || command == COMMAND_SKIP) {
            return MOVE_NEXT;
        }
        if (command == COMMAND_NONE) {
            runner_put_text(r, TONE_DIM, runner_say(r, WORD_FIRST_HELP, "", "", ""));
        } else if (run_command(r, command, argument, NULL, &move)) {
            return move;
        }
    }
}
