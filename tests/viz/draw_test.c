/* Scenes as graphs and as text: valid, the same every time, and names never markup. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/unicode.h"
#include "viz/draw.h"
#include "viz/render.h"
#include "viz/text.h"

static const char *const NASTY[] = {
    "<b>&\"'>",         "a\\N\\l\\n",      "&amp;&#60;",        "</td></table>", "名前 世界", "line\nbreak",
    "\x01\x1b[31m\x7f", "bad\xff\xfeutf8", "}; n [label=x]; {", "p:v:c",         "",          "node",
    "strict digraph",
};
enum { NASTY_COUNT = sizeof NASTY / sizeof NASTY[0] };

/* Every shape, look and label with one text in all places. */
static Scene *nasty_scene(Arena *arena, const char *text) {
    Scene *scene = scene_new(arena, text, text);
    Box *first = NULL;
    scene->sideways = true;
    for (int i = 0; i < LOOK_COUNT; i++) {
        Group *group = scene_group(scene, NULL, (Look)i, text, text);
        Group *inner = scene_group(scene, group, (Look)i, text, "");
        for (int shape = BOX_CELLS; shape <= BOX_JOINT; shape++) {
            Box *box = scene_box(scene, inner, (BoxShape)shape, (Look)i, text, text);
            int cell = shape == BOX_CELLS ? box_cell(scene, box, text, true) : -1;
            box_note(scene, box, text);
            box_note(scene, box, text);
            scene_arrow(scene, box, cell, first ? first : box, (Look)i, text);
            first = box;
        }
    }
    scene_remark(scene, text);
    VEC_PUSH(arena, &scene->legend, text);
    return scene;
}

static Scene *path_scene(Arena *arena, int length) {
    Scene *scene = scene_new(arena, "Why does i escape?", "in f1");
    scene->is_path = true;
    Box *at = NULL;
    for (int i = 0; i < length; i++) {
        Box *box = scene_box(scene, NULL, BOX_ROUND, LOOK_PLAIN, arena_printf(arena, "v%d", i), "int");
        box->row = 1 + i / 4;
        if (at != NULL) {
            scene_arrow(scene, at, -1, box, LOOK_HEAP, "assigned");
        }
        at = box;
    }
    return scene;
}

static const char *dot_of(Arena *arena, const Scene *scene, const Theme *theme) {
    Graph *graph = draw_scene(scene, theme);
    assert_non_null(graph);
    StrBuf out = strbuf_new(arena);
    graph_write(graph, &out);
    return strbuf_text(&out);
}

static void render(Arena *arena, const Scene *scene, const Theme *theme, RenderFormat format, Image *image) {
    Diag why = {0};
    if (!render_graph(arena, draw_scene(scene, theme), format, image, &why)) {
        fail_msg("%s", why.text);
    }
}

static void test_any_text_makes_a_valid_graph_in_every_theme(void **state) {
    (void)state;
    for (int t = 0; t < theme_count(); t++) {
        for (int i = 0; i < NASTY_COUNT; i++) {
            Arena *arena = arena_new();
            Image image;
            render(arena, nasty_scene(arena, NASTY[i]), theme_at(t), RENDER_SVG, &image);
            arena_free(arena);
        }
    }
}

static bool holds(const Image *image, Arena *arena, const char *text) {
    return strstr(arena_strndup(arena, image->bytes, image->length), text) != NULL;
}

static void test_text_arrives_as_it_was_given(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = scene_new(arena, "t", "");
    Box *box = scene_box(scene, NULL, BOX_ROUND, LOOK_HEAP, "<i>&\"q\\N\\l", "chan<- int");
    scene_arrow(scene, box, -1, box, LOOK_HEAP, "<j>&amp;\\N");
    Image image;
    render(arena, scene, theme_at(0), RENDER_SVG, &image);
    assert_true(holds(&image, arena, ">&lt;i&gt;&amp;"));
    assert_true(holds(&image, arena, "q\\N\\l</text>"));
    assert_true(holds(&image, arena, "chan&lt;"));
    assert_true(holds(&image, arena, "&lt;j&gt;&amp;amp;\\N"));
    arena_free(arena);
}

/* DOT has no way to write a backslash before a quotation mark in a name. */
static void test_dot_can_be_read_back(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = scene_new(arena, "t\\", "");
    scene_box(scene, NULL, BOX_ROUND, LOOK_HEAP, "\"\\\"\\\\\"\\", "");
    const char *dot = dot_of(arena, scene, theme_at(0));
    assert_non_null(strstr(dot, "digraph t\xE2\xA7\xB5"));
    arena_free(arena);
}

static void test_dot_is_the_same_in_twenty_runs(void **state) {
    (void)state;
    Arena *kept = arena_new();
    const char *first = NULL;
    for (int i = 0; i < 20; i++) {
        Arena *arena = arena_new();
        /* Shifts addresses. */
        arena_alloc(arena, (size_t)(i * 1000 + 1));
        const char *dot = dot_of(arena, nasty_scene(arena, NASTY[i % 2]), theme_at(0));
        const char *again = dot_of(arena, nasty_scene(arena, NASTY[0]), theme_at(0));
        first = first ? first : arena_strdup(kept, again);
        assert_string_equal(again, first);
        assert_true(strlen(dot) > 100);
        arena_free(arena);
    }
    arena_free(kept);
}

static void test_images_are_the_same_every_time(void **state) {
    (void)state;
    for (int format = RENDER_SVG; format <= RENDER_PNG; format++) {
        Arena *arena = arena_new();
        Image a, b;
        render(arena, path_scene(arena, 6), theme_at(0), (RenderFormat)format, &a);
        if (format == RENDER_PDF) {
            sleep(1); /* a date would have changed */
        }
        render(arena, path_scene(arena, 6), theme_at(0), (RenderFormat)format, &b);
        assert_int_equal(a.length, b.length);
        assert_memory_equal(a.bytes, b.bytes, a.length);
        arena_free(arena);
    }
}

static void test_a_long_path_fits_a_slide(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Image image;
    render(arena, path_scene(arena, 13), theme_at(0), RENDER_SVG, &image);
    const char *svg = arena_strndup(arena, image.bytes, image.length);
    int width = 0;
    int height = 0;
    assert_int_equal(sscanf(strstr(svg, "<svg "), "<svg width=\"%dpt\" height=\"%dpt\"", &width, &height), 2);
    assert_true(width <= 960 && height <= 540);
    assert_true(width * 3 > height * 2);
    arena_free(arena);
}

static void test_text_keeps_its_columns(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Scene *scene = scene_new(arena, "t", "");
    Group *frame = scene_group(scene, NULL, LOOK_STACK, "frame of 主", "");
    Box *p = scene_box(scene, frame, BOX_CELLS, LOOK_STACK, "指针", "*int");
    box_cell(scene, p, "", true);
    scene_box(scene, frame, BOX_CELLS, LOOK_STACK, "q", "int");
    StrBuf out = strbuf_new(arena);
    text_draw(&out, scene, 60, false);
    int width = 0;
    char *save = NULL;
    for (char *line = strtok_r(out.text, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
        if (strncmp(line, "│", 3) == 0 || strncmp(line, "╭", 3) == 0) {
            int columns = text_width(line, strlen(line));
            assert_true(width == 0 || width == columns);
            width = columns;
        }
    }
    assert_true(width > 10);
    arena_free(arena);
}

static void test_ascii_is_ascii(void **state) {
    (void)state;
    Arena *arena = arena_new();
    StrBuf out = strbuf_new(arena);
    text_draw(&out, nasty_scene(arena, "x"), 60, true);
    text_draw(&out, path_scene(arena, 6), 60, true);
    for (size_t i = 0; i < out.len; i++) {
        assert_true((unsigned char)out.text[i] < 0x80);
    }
    arena_free(arena);
}

static void test_a_file_is_replaced_whole_or_not_at_all(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Diag why = {0};
    char folder[] = P_tmpdir "/picture-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(arena, "%s/a.dot", folder);
    assert_true(render_save(arena, path, "one", 3, &why));
    assert_true(render_save(arena, path, "two!", 4, &why));
    FILE *file = fopen(path, "r");
    char text[16] = {0};
    assert_int_equal(fread(text, 1, sizeof text, file), 4);
    fclose(file);
    assert_string_equal(text, "two!");
    assert_false(render_save(arena, arena_printf(arena, "%s/none/a.dot", folder), "x", 1, &why));
    assert_non_null(strstr(why.text, "none/a.dot: "));
    assert_false(render_save(arena, folder, "x", 1, &why));
    assert_true(render_save(arena, "/dev/null", "x", 1, &why));
    assert_int_equal(unlink(path), 0);
    /* Nothing else was left behind. */
    assert_int_equal(rmdir(folder), 0);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_text_makes_a_valid_graph_in_every_theme),
        cmocka_unit_test(test_text_arrives_as_it_was_given),
        cmocka_unit_test(test_dot_can_be_read_back),
        cmocka_unit_test(test_dot_is_the_same_in_twenty_runs),
        cmocka_unit_test(test_images_are_the_same_every_time),
        cmocka_unit_test(test_a_long_path_fits_a_slide),
        cmocka_unit_test(test_text_keeps_its_columns),
        cmocka_unit_test(test_ascii_is_ascii),
        cmocka_unit_test(test_a_file_is_replaced_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
