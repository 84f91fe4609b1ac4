/* What the files of the runner share. Included only from this folder. */
#ifndef LESSONS_INTERNAL_H
#define LESSONS_INTERNAL_H

#include "core/base/strbuf.h"
#include "lessons/runner.h"
#include "lessons/words.h"

/* Where the dialogue goes. */
typedef enum Move {
    MOVE_ON,   /* the element is done */
    MOVE_NEXT, /* to the next step */
    MOVE_TO,   /* to Runner.target */
    MOVE_QUIT
} Move;

typedef struct Runner {
    Host *host;
    Progress *progress;
    const Lesson *lesson;
    Arena *arena; /* of the step at hand */
    const Step *step;
    int index;           /* of the step */
    int target;          /* of MOVE_TO */
    const char *program; /* in force; NULL: none was shown in this step */
    Facts *facts;        /* of it; made when needed */
    StrBuf note;         /* the transcript since it was last written */
    int hint;            /* hints given for the question at hand */
    int tries;           /* wrong answers to it */
    bool skipped;        /* a question of this step was */
    bool answered;       /* a question of this step was */
    bool warned;         /* that progress is not kept */
    bool edits_told;     /* how a program is changed */
} Runner;

/* ---- show.c: what is said ---- */
const char *runner_say(Runner *r, Word word, const char *a, const char *b, const char *c);
const char *runner_say_number(Runner *r, int number);
void runner_put(Runner *r, const Passage *passage);
/* A paragraph of one tone; `words` in backquotes are code. */
void runner_put_text(Runner *r, Tone tone, const char *text);
/* The same behind a bullet; tight: without an empty line before it. */
void runner_put_point(Runner *r, Tone tone, const char *bullet, const char *text);
/* A paragraph that begins with a word in a tone of its own. */
void runner_put_led(Runner *r, Tone lead_tone, const char *lead, const char *text);
void runner_put_program(Runner *r, const char *text);
/* One line of a program. */
void runner_put_line(Runner *r, const char *text, int line);
void runner_put_picture(Runner *r, const Element *element);
void runner_put_story(Runner *r, const Subject *subject);
/* Shows what stands in a step as it is; questions are shown by their own functions. */
void runner_put_element(Runner *r, const Element *element);
/* Adds to the transcript alone. */
void runner_note(Runner *r, const char *text);
/* Sets the program in force; its facts are made when they are needed. */
void runner_set_program(Runner *r, const char *text);
const Facts *runner_facts_here(Runner *r);
FactsConfig runner_facts_config(const Runner *r);
/* Tells one remark of a grade: "Yes: i moves to the heap: …". */
void runner_put_remark(Runner *r, const Remark *remark);

/* ---- ask.c: the dialogue around a question ---- */
typedef struct Question {
    const char *prompt;
    const char *help; /* how to answer */
    /* Takes an answer (never blank unless `blank`); returns true when the question is done. */
    bool (*answer)(Runner *r, const Element *element, void *data, const char *line);
    /* Shows the answer to somebody who gives up. */
    void (*give_up)(Runner *r, const Element *element, void *data);
    /* Returns true when the word is an answer, though it is a command's name; NULL: it never is. */
    bool (*is_answer)(Runner *r, void *data, const char *line);
    bool blank;  /* Enter is an answer */
    bool secret; /* `why` would tell the answer */
    void *data;
} Question;

Move question_ask(Runner *r, const Element *element, const Question *question);
/* Waits for Enter at the end of a step. */
Move question_ask_on(Runner *r);

/* ---- questions.c ---- */
Move question_ask_element(Runner *r, const Element *element);
Move question_ask_edit(Runner *r, const Element *element); /* exercise.c */

/* ---- edit.c: a program changed line by line ---- */
typedef struct Edit {
    const char *text; /* the new program; NULL: nothing was changed */
    int line;         /* changed or added; of what was taken out, the one before */
    bool moved;       /* lines have other numbers now */
    int missing;      /* there is no such line */
} Edit;

/* True when the line is a change: "4 TEXT", "4: TEXT", "+4 TEXT", "-4", "-4-6". */
bool edit_is_change(const char *line);
Edit edit_apply(Arena *arena, const char *text, const char *change);
int edit_line_count(const char *text);

#endif
