/* Of a package of the standard library that is only imported, what importers can't reach is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/analysis.h"
#include "core/ir/ir.h"

static char root[200];

static void write_file(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(const char *name) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static int set_up(void **state) {
    (void)state;
    const char *folder = getenv("TMPDIR");
    snprintf(root, sizeof root, "%s/escapade-importers-XXXXXX", folder != NULL ? folder : "/tmp");
    if (mkdtemp(root) == NULL) {
        return -1;
    }
    make_folder("src");
    make_folder("src/lib");
    write_file("VERSION", "go1.27.0\n");
    write_file("src/lib/lib.go", "package lib\n\nfunc Reach() { reached() }\nfunc reached() {}\nfunc left() {}\n");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    const char *const names[] = {"src/lib/lib.go", "VERSION", "src/lib", "src", ""};
    for (int i = 0; i < 5; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", root, names[i]);
        remove(path);
    }
    return 0;
}

static bool has_func(const PackageIR *ir, const char *name) {
    for (int i = 0; i < ir->funcs.len; i++) {
        if (strcmp(ir->funcs.at[i]->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void unreached_functions_are_left_out(void **state) {
    (void)state;
    Diag why = {0};
    const WorldConfig config = {.go = goversion_find("1.27"), .goroot = root, .retain = true};
    World *world = world_new(&config, &why);
    const char *name = "p.go", *text = "package p\n\nimport \"lib\"\n\nfunc f() { lib.Reach() }\n";
    size_t length = strlen(text);
    const AnalysisInput input = {.names = &name, .texts = &text, .lengths = &length, .text_count = 1};
    const AnalysisConfig options = {.level = 1, .inlining_off = true, .keep_graph = true};
    Analysis *analysis = analysis_run(world, &input, &options);
    assert_true(analysis_package(analysis, 0)->ok);
    const PackageResult *lib = world_package(world, "lib");
    assert_non_null(lib);
    assert_true(has_func(lib->ir, "Reach"));
    assert_true(has_func(lib->ir, "reached"));
    assert_false(has_func(lib->ir, "left"));
    analysis_free(analysis);
    world_free(world);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(unreached_functions_are_left_out)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
