/* example: the built-in programs, to standard output or into the session. */
#include <string.h>

#include "core/explain/translate.h"
#include "repl/commands.h"
#include "repl/examples.h"
#include "repl/loop.h"
#include "repl/prose.h"
#include "repl/session.h"

static int list_examples(App *app) {
    StrBuf out = strbuf_new(arena_new());
    for (int i = 0; example_at(i) != NULL; i++) {
        const Example *example = example_at(i);
        strbuf_add(&out, "  ");
        terminal_styled(&app->screen, &out, STYLE_BOLD, example->name);
        terminal_pad(&out, 21 - (int)strlen(example->name));
        terminal_wrap(&app->screen, &out, STYLE_PLAIN, 23, 23, tr(app->options.locale, example->summary));
    }
    terminal_wrap(&app->screen, &out, STYLE_DIM, 0, 0,
                  app->session != NULL
                      ? tr(app->options.locale, ":example NAME puts one of them in the place of the session.")
                      : tr(app->options.locale,
                           "escapade example NAME prints one; escapade example NAME | escapade - explains it."));
    terminal_write(&app->screen, strbuf_text(&out));
    arena_free(out.arena);
    return STATUS_OK;
}

static int unknown_example(App *app, const char *name) {
    const char *names[CAUSE_COUNT];
    int count = 0;
    for (int i = 0; example_at(i) != NULL; i++) {
        names[count++] = example_at(i)->name;
    }
    const Cause cause = cause_find(name);
    if (cause != CAUSE_NONE) {
        return app_fail(app, STATUS_WRONG, "no program without imports shows %s (%s)", name,
                        tr(app->options.locale, cause_title(cause)));
    }
    const char *near = app_nearest(name, names, count);
    if (near != NULL) {
        return app_fail(app, STATUS_USAGE, "there is no example %s. Did you mean %s?", name, near);
    }
    return app_fail(app, STATUS_USAGE, "there is no example %s; `%s` lists them", name,
                    app->session != NULL ? ":example" : "escapade example");
}

static int into_session(App *app, const Example *example) {
    Arena *arena = arena_new();
    SourceSet *sources = sources_new(arena, NULL);
    Diags diags = diags_new(arena);
    const bool loaded =
        session_load(app->session, example->text, strlen(example->text), arena, &diags, sources, example->name);
    int status = STATUS_FAILED;
    if (loaded) {
        StrBuf out = strbuf_new(arena);
        terminal_styled(&app->screen, &out, STYLE_DIM,
                        arena_printf(arena, "// %s\n", tr(app->options.locale, example->summary)));
        prose_listing(&app->screen, &out, session_text(app->session, arena));
        strbuf_byte(&out, '\n');
        terminal_write(&app->screen, strbuf_text(&out));
        status = loop_tell(app, true, "No verdict is new or changed.");
    }
    arena_free(arena);
    return status;
}

int cmd_example(App *app) {
    if (app->options.arg_count == 0) {
        return list_examples(app);
    }
    if (app->options.arg_count > 1) {
        return app_fail(app, STATUS_USAGE, "name one example");
    }
    const Example *example = example_find(app->options.args[0]);
    if (example == NULL) {
        return unknown_example(app, app->options.args[0]);
    }
    if (app->session != NULL) {
        return into_session(app, example);
    }
    fputs(example->text, app->out);
    return STATUS_OK;
}
