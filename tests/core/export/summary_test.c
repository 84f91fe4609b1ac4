/* A summary holds what importers need: written, read and written again it is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/unit.h"

static const char program[] = "package p\n"
                              "import \"unsafe\"\n"
                              "const Big, Half, Text, I = 1 << 100, 1.0 / 2, \"a\\x00b\", 2i\n"
                              "type List[T any] struct { next *List[T]; Value T `json:\"v\"` }\n"
                              "func (l *List[T]) Push(v T) *List[T] {\n"
                              "outer:\n"
                              "\tfor i := range 3 {\n"
                              "\t\tswitch x := any(v).(type) {\n"
                              "\t\tcase int, string: _ = x; continue outer\n"
                              "\t\tdefault: goto done\n"
                              "\t\t}\n"
                              "\t\tfunc() { _ = i }()\n"
                              "\t}\n"
                              "done:\n"
                              "\ttype local struct { v T }\n"
                              "\treturn &List[T]{l, local{v}.v}\n"
                              "}\n"
                              "type Number interface { ~int | ~float64; String() string }\n"
                              "func Sum[N Number, S ~[]N](s S) (n N) { for _, v := range s { n += v }; return }\n"
                              "type hidden struct { a, b *hidden; m map[string]List[hidden] }\n"
                              "func (hidden) Leak(p *int) *int { return p }\n"
                              "func Keep(p *int, q unsafe.Pointer) { sink = p }\n"
                              "var sink *int\n"
                              "var Hidden hidden\n"
                              "type Alias = List[List[int]]\n"
                              "type Self interface { Same(Self) bool; error }\n"
                              "//line other.go:100\n"
                              "func After() {}\n";

typedef struct State {
    World *world;
    Arena *arena, *scratch;
    SourceSet *sources;
    Source *source;
    PackageResult result;
    Unit unit;
    SourcePackage package;
    AnalysisConfig config;
    Exported exported;
} State;

static void write_program(void *argument) {
    State *s = argument;
    s->source = sources_add(s->sources, "p.go", program, sizeof program - 1, true);
    s->package = (SourcePackage){.dir = "."};
    s->unit = (Unit){.world = s->world,
                     .sources = s->sources,
                     .arena = s->arena,
                     .scratch = s->scratch,
                     .package = &s->package,
                     .lang = "go1.27",
                     .config = &s->config};
    if (unit_parse(&s->unit, &s->source, 1, &s->result)) {
        unit_run(&s->unit, &s->result);
    }
    if (s->result.ok) {
        s->exported = summary_write(s->arena, s->scratch, s->result.package, s->unit.imports, s->sources);
        s->exported.sources = &s->source;
        s->exported.source_count = 1;
    }
}

static int setup(void **state) {
    static State s;
    Diag why = {0};
    const WorldConfig config = {.go = goversion_find("1.27")};
    s = (State){.world = world_new(&config, &why), .arena = arena_new(), .scratch = arena_new()};
    s.sources = s.world->sources;
    *state = &s;
    return task_run_alone(write_program, &s, NULL) == ABORT_NONE ? 0 : -1;
}

static int teardown(void **state) {
    State *s = *state;
    arena_free(s->arena);
    arena_free(s->scratch);
    world_free(s->world);
    return 0;
}

static const Exported *find_nothing(void *context, const char *path) {
    (void)context;
    (void)path;
    return NULL;
}

static Imports *imports_of(const State *s) {
    const ImportsConfig config = {
        .arena = s->arena, .names = s->world->names, .universe = s->world->universe, .find = find_nothing};
    return imports_new(&config);
}

static Object *object_named(const State *s, const Package *package, const char *name) {
    return scope_lookup(package->scope, name_of(s->world->names, name));
}

static void the_program_is_correct(void **state) {
    const State *s = *state;
    assert_true(s->result.ok);
}

static void written_read_and_written_again_gives_equal_bytes(void **state) {
    const State *s = *state;
    Imports *imports = imports_of(s);
    const Package *package = imports_package(imports, &s->exported);
    const Exported again = summary_write(s->arena, s->scratch, package, imports, s->sources);
    assert_int_equal(again.size, s->exported.size);
    assert_memory_equal(again.bytes, s->exported.bytes, again.size);
}

static void types_constants_and_tags_come_back(void **state) {
    const State *s = *state;
    Package *package = imports_package(imports_of(s), &s->exported);
    assert_string_equal(type_text(s->arena, object_named(s, package, "Sum")->type, package),
                        "func[N Number, S ~[]N](s S) (n N)");
    assert_string_equal(type_text(s->arena, type_underlying(object_named(s, package, "Hidden")->type), package),
                        "struct{a *hidden; b *hidden; m map[string]List[hidden]}");
    const char *constants[] = {"Big", "Half", "Text", "I"};
    for (int i = 0; i < 4; i++) {
        const Object *before = object_named(s, s->result.package, constants[i]);
        const Object *after = object_named(s, package, constants[i]);
        assert_true(before != after);
        assert_true(value_identical(before->as.const_.value, after->as.const_.value));
    }
    const FuncInfo *keep = object_named(s, package, "Keep")->as.func.info;
    assert_int_equal(keep->tag_count, 2);
    assert_int_equal(keep->tags[0].heap, 0);
    assert_int_equal(keep->tags[1].heap, -1);
    assert_null(object_named(s, package, "absent"));
}

static void bodies_of_generic_functions_alone_are_kept(void **state) {
    const State *s = *state;
    const Package *package = imports_package(imports_of(s), &s->exported);
    const Decl *sum = func_decl(object_named(s, package, "Sum"));
    assert_non_null(sum);
    assert_int_equal(sum->as.func.body->stmts.len, 2);
    assert_null(func_decl(object_named(s, package, "Keep")));
}

static void branches_lead_to_their_statements(void **state) {
    const State *s = *state;
    const Package *package = imports_package(imports_of(s), &s->exported);
    const Decl *push = func_decl(named_declared_methods(object_named(s, package, "List")->type)->at[0]);
    const StmtVec *body = &push->as.func.body->stmts;
    const Stmt *loop = body->at[0]->as.labeled.stmt;
    const Stmt *choice = loop->as.for_.body->stmts.at[0];
    const CaseClause *first = choice->as.switch_.body.at[0], *second = choice->as.switch_.body.at[1];
    assert_ptr_equal(VEC_LAST(&first->body)->as.branch.target, loop);
    assert_ptr_equal(second->body.at[0]->as.branch.target, body->at[1]);
}

static void positions_are_known_without_the_text(void **state) {
    const State *s = *state;
    SourceSet *elsewhere = sources_new(s->arena, NULL);
    assert_int_equal(summary_source_count(s->exported.bytes), 1);
    Source *source = summary_add_source(elsewhere, s->exported.bytes, 0);
    Exported exported = s->exported;
    exported.sources = &source;
    const Package *package = imports_package(imports_of(s), &exported);
    const char *names[] = {"Sum", "After"}, *places[] = {"p.go:19:6", "other.go:100"};
    for (int i = 0; i < 2; i++) {
        StrBuf at = strbuf_new(s->arena);
        sources_format(elsewhere, object_named(s, package, names[i])->pos, &at);
        assert_string_equal(strbuf_text(&at), places[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_is_correct),
        cmocka_unit_test(written_read_and_written_again_gives_equal_bytes),
        cmocka_unit_test(types_constants_and_tags_come_back),
        cmocka_unit_test(bodies_of_generic_functions_alone_are_kept),
        cmocka_unit_test(branches_lead_to_their_statements),
        cmocka_unit_test(positions_are_known_without_the_text),
    };
    return cmocka_run_group_tests_name("summary", tests, setup, teardown);
}
