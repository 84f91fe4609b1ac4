/* Progress: kept across runs, whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lessons/progress.h"

static char folder[64];

static int make_folder(void **state) {
    (void)state;
    strcpy(folder, "/tmp/escapade-progress-XXXXXX");
    return mkdtemp(folder) == NULL;
}

static const char *in_folder(const char *name) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const names[] = {"lessons.json",
                                        "lessons.json.bad",
                                        "lessons.json.lock",
                                        "transcripts/a.md",
                                        "transcripts/%x%b.md.md",
                                        "transcripts",
                                        "deep/er/lessons.json",
                                        "deep/er/lessons.json.lock",
                                        "deep/er",
                                        "deep"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        remove(in_folder(names[i]));
    }
    return rmdir(folder);
}

static void write_state(const char *text) {
    FILE *out = fopen(in_folder("lessons.json"), "w");
    fputs(text, out);
    fclose(out);
}

static void progress_is_kept(void **state) {
    (void)state;
    Diag why;
    Progress *p = progress_open(folder, &why);
    assert_null(why.text);
    assert_null(progress_place(p, "a"));
    assert_null(progress_last(p));
    progress_set_place(p, "a", "second");
    progress_set_step(p, "a", "first", STEP_ANSWERED);
    progress_set_step(p, "a", "first", STEP_SKIPPED);
    progress_set_step(p, "a", "second", STEP_SKIPPED);
    assert_true(progress_save(p, &why));
    progress_close(p);

    p = progress_open(folder, &why);
    assert_null(why.text);
    assert_string_equal(progress_place(p, "a"), "second");
    assert_string_equal(progress_last(p), "a");
    assert_int_equal(progress_step(p, "a", "first"), STEP_ANSWERED);
    assert_int_equal(progress_step(p, "a", "second"), STEP_SKIPPED);
    assert_int_equal(progress_step(p, "a", "third"), STEP_OPEN);
    assert_false(progress_finished(p, "a"));
    progress_set_finished(p, "a");
    assert_true(progress_finished(p, "a"));
    progress_close(p);
}

static void two_learners_do_not_overwrite_each_other(void **state) {
    (void)state;
    Diag why;
    Progress *one = progress_open(folder, &why);
    Progress *two = progress_open(folder, &why);
    progress_set_step(one, "b", "s", STEP_SEEN);
    progress_set_step(two, "c", "s", STEP_ANSWERED);
    assert_true(progress_save(one, &why));
    assert_true(progress_save(two, &why));
    progress_close(one);
    progress_close(two);
    Progress *p = progress_open(folder, &why);
    assert_int_equal(progress_step(p, "b", "s"), STEP_SEEN);
    assert_int_equal(progress_step(p, "c", "s"), STEP_ANSWERED);
    progress_close(p);
}

static void a_broken_file_is_put_aside(void **state) {
    (void)state;
    static const char *const broken[] = {"",        "{", "[]", "{\"version\": 7, \"lessons\": {}}", "{\"version\": 1}",
                                         "\xff\xff"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        Diag why;
        write_state(broken[i]);
        Progress *p = progress_open(folder, &why);
        assert_non_null(why.text);
        assert_int_equal(access(in_folder("lessons.json.bad"), F_OK), 0);
        assert_null(progress_last(p));
        progress_set_place(p, "a", "s");
        assert_true(progress_save(p, &why));
        progress_close(p);
    }
}

static void strange_entries_do_no_harm(void **state) {
    (void)state;
    Diag why;
    write_state("{\"version\": 1, \"last\": 5, \"lessons\": {\"a\": 3, \"b\": {\"steps\": [1], \"place\": {}}, \"c\": "
                "{\"steps\": "
                "{\"s\": \"flown\"}}}}");
    Progress *p = progress_open(folder, &why);
    assert_null(why.text);
    assert_null(progress_last(p));
    assert_null(progress_place(p, "a"));
    assert_null(progress_place(p, "b"));
    assert_int_equal(progress_step(p, "b", "s"), STEP_OPEN);
    assert_int_equal(progress_step(p, "c", "s"), STEP_OPEN);
    progress_set_step(p, "a", "s", STEP_SEEN);
    progress_set_step(p, "b", "s", STEP_SEEN);
    assert_int_equal(progress_step(p, "b", "s"), STEP_SEEN);
    assert_true(progress_save(p, &why));
    progress_close(p);
}

static void folders_are_made(void **state) {
    (void)state;
    Diag why;
    Progress *p = progress_open(in_folder("deep/er"), &why);
    progress_set_place(p, "a", "s");
    assert_true(progress_save(p, &why));
    progress_close(p);
    assert_int_equal(access(in_folder("deep/er/lessons.json"), F_OK), 0);
}

static void what_cannot_be_written_is_said(void **state) {
    (void)state;
    Diag why;
    Progress *p = progress_open("/proc/nowhere", &why);
    progress_set_place(p, "a", "s");
    assert_false(progress_save(p, &why));
    assert_non_null(strstr(why.text, "/proc/nowhere"));
    assert_string_equal(progress_place(p, "a"), "s");
    progress_close(p);
}

static void transcripts_grow_and_are_forgotten(void **state) {
    (void)state;
    Diag why;
    Arena *arena = arena_new();
    Progress *p = progress_open(folder, &why);
    assert_string_equal(progress_transcript(p, "a", arena), "");
    progress_note(p, "a", "one\n");
    progress_note(p, "a", "two\n");
    progress_note(p, "/x/b.md", "other\n");
    assert_string_equal(progress_transcript(p, "a", arena), "one\ntwo\n");
    assert_string_equal(progress_transcript(p, "/x/b.md", arena), "other\n");
    progress_set_step(p, "a", "s", STEP_ANSWERED);
    progress_forget(p, "a");
    assert_string_equal(progress_transcript(p, "a", arena), "");
    assert_int_equal(progress_step(p, "a", "s"), STEP_OPEN);
    progress_forget(p, "/x/b.md");
    progress_close(p);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_is_kept),
        cmocka_unit_test(two_learners_do_not_overwrite_each_other),
        cmocka_unit_test(a_broken_file_is_put_aside),
        cmocka_unit_test(strange_entries_do_no_harm),
        cmocka_unit_test(folders_are_made),
        cmocka_unit_test(what_cannot_be_written_is_said),
        cmocka_unit_test(transcripts_grow_and_are_forgotten),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
