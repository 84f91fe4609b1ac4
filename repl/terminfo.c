#include "repl/terminfo.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

enum { NAME_MAX_BYTES = 16 };

static struct { bool asked, known; } terminfo;

bool terminfo_open(void) {
    if (!terminfo.asked) {
        int error;
        terminfo.asked = true;
        terminfo.known = getenv("TERM") != NULL && setupterm(NULL, STDOUT_FILENO, &error) == 0;
    }
    return terminfo.known;
}

int terminfo_number(const char *name) {
    char id[NAME_MAX_BYTES]; /* the library's arguments are not const everywhere */
    snprintf(id, sizeof id, "%s", name);
    return terminfo_open() ? tigetnum(id) : -1;
}

const char *terminfo_text(const char *name, int number) {
    char id[NAME_MAX_BYTES];
    snprintf(id, sizeof id, "%s", name);
    char *text = terminfo_open() ? tigetstr(id) : NULL;
    if (text == NULL || text == (char *)-1) {
        return "";
    }
    return number >= 0 ? tparm(text, (long)number, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L) : text;
}
