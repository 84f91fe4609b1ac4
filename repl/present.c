#include "repl/present.h"

#include <string.h>

#include "core/base/unicode.h"
#include "core/explain/translate.h"
#include "repl/keys.h"
#include "repl/loop.h"

bool present_is_on(const App *app) { return app->options.present && loop_is_interactive(app) && app->screen.tty; }

static void show_prompt(const Terminal *screen, const Curtain *curtain, bool on) {
    Arena *scratch = arena_new();
    StrBuf out = strbuf_new(scratch);
    const char *enter = tr(screen->locale, "[Enter]");
    const char *text = curtain->of > 1 ? arena_printf(scratch, "%s %d/%d", enter, curtain->at, curtain->of) : enter;
    if (on) {
        terminal_styled(screen, &out, STYLE_DIM, text);
    } else {
        strbuf_byte(&out, '\r');
        terminal_pad(&out, text_width(text, strlen(text)));
        strbuf_byte(&out, '\r');
    }
    terminal_write(screen, strbuf_text(&out));
    fflush(screen->file);
    arena_free(scratch);
}

static CurtainState wait_for_key(void) {
    Keys keys;
    if (!keys_open(&keys)) {
        return CURTAIN_GONE;
    }
    for (;;) {
        const int key = keys_read(&keys, -1);
        const bool next = key == '\r' || key == '\n' || key == ' ' || key == 'n' || key == KEY_RIGHT || key == KEY_DOWN;
        const bool stop = key == 'q' || key == 3 || key == 4 || key == KEY_GONE;
        if (next || stop || key == 'a') {
            keys_close(&keys);
            return next ? CURTAIN_DOWN : stop ? CURTAIN_CLOSED : CURTAIN_GONE;
        }
    }
}

static CurtainState lift(const Curtain *curtain) {
    const App *app = curtain->context;
    show_prompt(&app->screen, curtain, true);
    const CurtainState state = wait_for_key();
    show_prompt(&app->screen, curtain, false);
    return state;
}

void present_open(App *app, Curtain *curtain) {
    *curtain = (Curtain){.lift = lift, .context = app, .state = present_is_on(app) ? CURTAIN_DOWN : CURTAIN_NONE};
}
