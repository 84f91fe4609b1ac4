/* check: ERROR comments against the verdicts, as Go's errorcheck does. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/explain/translate.h"
#include "core/load/load.h"
#include "core/study/check.h"
#include "repl/commands.h"

typedef struct Run {
    App *app;
    Arena *arena;
    World *world;
    Loader *loader;    /* for build constraints */
    CheckRecipe plain; /* of files without a first line of their own */
    int passed, failed, skipped;
    int status;
} Run;

static void print_outcomes(Run *run, const CheckOutcomes *outcomes) {
    StrBuf out = strbuf_new(run->arena);
    const Terminal *screen = &run->app->screen;
    for (int i = 0; i < outcomes->len; i++) {
        const CheckOutcome *outcome = &outcomes->at[i];
        if (outcome->skip != NULL) {
            run->skipped++;
            terminal_styled(
                screen, &out, STYLE_DIM,
                arena_printf(run->arena, tr(screen->locale, "skipped %s: %s\n"), outcome->name, outcome->skip));
            continue;
        }
        run->passed += outcome->failures.len == 0;
        run->failed += outcome->failures.len > 0;
        if (outcome->failures.len > 0) {
            terminal_styled(screen, &out, STYLE_ERROR, arena_printf(run->arena, "FAILED %s\n", outcome->name));
        }
        for (int k = 0; k < outcome->failures.len; k++) {
            for (const char *line = outcome->failures.at[k]; *line != '\0';) {
                const size_t length = strcspn(line, "\n");
                const size_t tabs = strspn(line, "\t");
                terminal_pad(&out, 4 * (int)tabs);
                terminal_add_safe(&out, line + tabs, length - tabs);
                strbuf_byte(&out, '\n');
                line += length + (line[length] == '\n');
            }
        }
    }
    terminal_write(screen, strbuf_text(&out));
}

/* Returns false when the run has to end. */
static bool run_unit(Run *run, const char *name, const CheckUnit *unit) {
    CheckOutcomes outcomes = {0};
    const AbortReason reason = check_unit(run->arena, run->world, name, unit, &run->app->interrupted, &outcomes);
    if (reason != ABORT_NONE) {
        const int status = app_abort(run->app, reason);
        run->failed++;
        run->status = status > run->status ? status : run->status;
        return reason == ABORT_TOO_DEEP;
    }
    print_outcomes(run, &outcomes);
    return true;
}

static bool run_args(Run *run, const char *name, const char **args, int count, const CheckRecipe *recipe) {
    const CheckUnit unit = {.input = {.args = args, .arg_count = count}, .recipe = *recipe};
    return run_unit(run, name, &unit);
}

/* ---- Arguments ---- */

static bool ends_with(const char *text, const char *end) {
    const size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

/* The recipe of a file; one that is not built for this machine says so. */
static CheckRecipe recipe_of(const Run *run, const char *name, const char *text, size_t length) {
    CheckRecipe recipe = check_recipe(run->arena, text);
    const char *slash = strrchr(name, '/');
    if (recipe.is_test && recipe.skip == NULL &&
        !load_file_matches(run->loader, slash != NULL ? slash + 1 : name, text, length)) {
        recipe.skip = "its build constraint leaves it out";
    }
    return recipe;
}

static bool run_test_file(Run *run, const char *name, const CheckRecipe *recipe) {
    const char **args = ARENA_ARRAY(run->arena, const char *, 1);
    args[0] = name;
    return run_args(run, name, args, 1, recipe);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* A folder of errorcheck files is a folder of tests, each alone; any other is a package. */
static bool run_folder(Run *run, const char *dir) {
    CheckTexts names = {0};
    DIR *folder = opendir(dir);
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (ends_with(entry->d_name, ".go")) {
            VEC_PUSH(run->arena, &names,
                     arena_printf(run->arena, "%s%s%s", dir, ends_with(dir, "/") ? "" : "/", entry->d_name));
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    if (names.len > 1) {
        qsort(names.at, (size_t)names.len, sizeof names.at[0], by_name);
    }
    int tests = 0;
    for (int i = 0; i < names.len; i++) {
        size_t length;
        const char *why;
        const char *text = load_read(run->arena, names.at[i], &length, &why);
        const CheckRecipe recipe = text != NULL ? recipe_of(run, names.at[i], text, length) : (CheckRecipe){0};
        tests += recipe.is_test;
        if (recipe.is_test && !run_test_file(run, names.at[i], &recipe)) {
            return false;
        }
    }
    const char **args = ARENA_ARRAY(run->arena, const char *, 1);
    args[0] = dir;
    return tests > 0 || run_args(run, dir, args, 1, &run->plain);
}

static bool is_folder(const char *name) {
    struct stat about;
    return stat(name, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Standard input or the session. */
static bool run_text(Run *run, const AnalysisInput *input) {
    const CheckRecipe recipe = check_recipe(run->arena, input->texts[0]);
    const CheckUnit unit = {.input = *input, .recipe = recipe.is_test || recipe.skip != NULL ? recipe : run->plain};
    return run_unit(run, input->names[0], &unit);
}

/* Files that are tests of their own run alone; the others are one package. */
static bool run_argument(Run *run, const char *arg, CheckTexts *package) {
    if (!ends_with(arg, ".go")) {
        const char **args = ARENA_ARRAY(run->arena, const char *, 1);
        args[0] = arg;
        return is_folder(arg) ? run_folder(run, arg) : run_args(run, arg, args, 1, &run->plain);
    }
    size_t length;
    const char *why;
    const char *text = load_read(run->arena, arg, &length, &why);
    if (text == NULL) {
        run->status = app_fail(run->app, STATUS_WRONG, "can't read %s: %s", arg, why);
        return true;
    }
    const CheckRecipe recipe = recipe_of(run, arg, text, length);
    if (recipe.is_test || recipe.skip != NULL) {
        return run_test_file(run, arg, &recipe);
    }
    VEC_PUSH(run->arena, package, arg);
    return true;
}

static bool run_arguments(Run *run) {
    const Options *options = &run->app->options;
    CheckTexts package = {0};
    for (int i = 0; i < options->arg_count; i++) {
        if (!run_argument(run, options->args[i], &package)) {
            return false;
        }
    }
    return package.len == 0 || run_args(run, package.at[0], package.at, package.len, &run->plain);
}

int cmd_check(App *app) {
    const Options *options = &app->options;
    if (options->every_go) {
        return app_fail(app, STATUS_USAGE, "--go=all is for verify; name one version");
    }
    Run run = {.app = app, .arena = arena_new(), .world = app_world(app, options->go, false)};
    if (run.world == NULL) {
        arena_free(run.arena);
        return STATUS_WRONG;
    }
    const LoadConfig load = {.arena = run.arena, .go = options->go, .goroot = options->goroot};
    run.loader = loader_new(&load);
    run.plain = (CheckRecipe){.level = options->level == 2 ? 2 : 1, .no_inline = true};
    AnalysisInput input;
    run.status = app_input(app, run.arena, &input);
    if (run.status != STATUS_OK) {
        arena_free(run.arena);
        return run.status;
    }
    app->interrupted = false;
    if (input.text_count > 0) {
        run_text(&run, &input);
    } else {
        run_arguments(&run);
    }
    if (run.skipped > 0) {
        fprintf(app->out, "%d skipped\n", run.skipped);
    }
    fprintf(app->out, "%d passed, %d failed\n", run.passed, run.failed);
    arena_free(run.arena);
    return run.status != STATUS_OK ? run.status : run.failed > 0 ? STATUS_WRONG : STATUS_OK;
}
