#include "repl/keys.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

/* What a terminal sends behind an Escape comes at once: a short wait tells the key from a sequence. */
enum { SEQUENCE_MS = 50 };

bool keys_open(Keys *keys) {
    if (tcgetattr(STDIN_FILENO, &keys->before) != 0) {
        return false;
    }
    keys->mode = keys->before;
    keys->mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    keys->mode.c_cc[VMIN] = 1;
    keys->mode.c_cc[VTIME] = 0;
    return tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->mode) == 0;
}

void keys_close(const Keys *keys) { tcsetattr(STDIN_FILENO, TCSADRAIN, &keys->before); }

static bool is_readable(int milliseconds) {
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready;
    do {
        ready = poll(&in, 1, milliseconds);
    } while (ready < 0 && errno == EINTR && milliseconds < 0);
    return ready > 0;
}

bool keys_waiting(void) { return is_readable(0); }

static int read_byte(int milliseconds) {
    if (!is_readable(milliseconds)) {
        return KEY_NONE;
    }
    unsigned char c;
    ssize_t got;
    do {
        got = read(STDIN_FILENO, &c, 1);
    } while (got < 0 && errno == EINTR);
    return got == 1 ? c : KEY_GONE;
}

/* ESC [ C or ESC O C; what has parameters ends with a byte from @ on. */
static int read_sequence(void) {
    int c = read_byte(SEQUENCE_MS);
    if (c != '[' && c != 'O') {
        return c == KEY_NONE ? '\033' : KEY_OTHER;
    }
    do {
        c = read_byte(SEQUENCE_MS);
    } while (c >= ' ' && c < '@');
    switch (c) {
    case 'A': return KEY_UP;
    case 'B': return KEY_DOWN;
    case 'C': return KEY_RIGHT;
    case 'D': return KEY_LEFT;
    case 'F': return KEY_END;
    case 'H': return KEY_HOME;
    default: return KEY_OTHER;
    }
}

int keys_read(const Keys *keys, int milliseconds) {
    (void)keys;
    const int c = read_byte(milliseconds);
    return c == '\033' ? read_sequence() : c;
}
