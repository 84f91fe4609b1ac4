/* Running the toolchain, and comparing. */
#include "core/study/verify.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/map.h"
#include "core/explain/story.h"
#include "core/load/load.h"
#include "core/study/linediff.h"
#include "core/study/process.h"

typedef struct Run {
    Arena *arena;
    const VerifyConfig *config;
    const char *scratch; /* folder */
    const char *here;    /* working directory */
    Analysis *analysis;
    StrMap *real_paths; /* path -> the same without links */
} Run;

/* What is compiled as one package. */
typedef struct Target {
    const char *dir;
    VerifyTexts files; /* as the compiler gets them */
    const char *list;  /* what `go list` is asked for; NULL: the files */
    const char *lang;
    const char *prefix;     /* of the places shown */
    const char *shown_name; /* of a scratch file; NULL: the files keep their names */
    bool is_std;
} Target;

/* ---- Toolchains ---- */

const Toolchain *verify_toolchain(Arena *arena, const GoVersion *go, const char *goroot) {
    const char *root = goroot != NULL ? goroot : load_find_goroot(arena, go);
    const char *version = root != NULL ? load_goroot_version(arena, root) : NULL;
    if (version == NULL || strcmp(version, go->name) != 0 ||
        access(arena_printf(arena, "%s/bin/go", root), X_OK) != 0) {
        return NULL;
    }
    size_t length;
    const char *why;
    const char *text = load_read(arena, arena_printf(arena, "%s/VERSION", root), &length, &why);
    Toolchain *toolchain = ARENA_NEW(arena, Toolchain);
    *toolchain = (Toolchain){go, root, text != NULL ? arena_strndup(arena, text, strcspn(text, " \n")) : "go"};
    return toolchain;
}

/* Runs the go command; errors NULL: with the output. */
static bool run_go(const Run *run, const char *dir, const VerifyTexts *args, const char *errors,
                   ProcessResult *result) {
    Arena *arena = run->arena;
    const char *root = run->config->toolchain->goroot;
    VerifyTexts argv = {0};
    VEC_PUSH(arena, &argv, arena_printf(arena, "%s/bin/go", root));
    for (int i = 0; i < args->len; i++) {
        VEC_PUSH(arena, &argv, args->at[i]);
    }
    VEC_PUSH(arena, &argv, NULL);
    const char *const env[] = {"GOTOOLCHAIN=local",
                               "GOOS=linux",
                               "GOARCH=amd64",
                               "CGO_ENABLED=0",
                               "GOEXPERIMENT=",
                               arena_printf(arena, "GOROOT=%s", root),
                               NULL};
    const Process process = {.dir = dir, .argv = argv.at, .env = env, .errors_file = errors};
    return process_run(arena, &process, result);
}

/* ---- Running the compiler ---- */

/* Asks `go list` for the compiled imports of files, or of a package. False and *why when it fails. */
static bool list_imports(const Run *run, const char *dir, const VerifyTexts *what, const char **table,
                         const char **why) {
    Arena *arena = run->arena;
    VerifyTexts args = {0};
    VEC_PUSH(arena, &args, "list");
    VEC_PUSH(arena, &args, "-e");
    VEC_PUSH(arena, &args, "-export");
    VEC_PUSH(arena, &args, "-deps");
    VEC_PUSH(arena, &args, "-gcflags=all=-l");
    VEC_PUSH(arena, &args, "-f");
    VEC_PUSH(arena, &args,
             "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}"
             "{{range $k, $v := .ImportMap}}{{\"\\n\"}}importmap {{$k}}={{$v}}{{end}}");
    VEC_PUSH(arena, &args, "--");
    for (int i = 0; i < what->len; i++) {
        VEC_PUSH(arena, &args, what->at[i]);
    }
    ProcessResult result;
    if (!run_go(run, dir, &args, arena_printf(arena, "%s/errors", run->scratch), &result)) {
        *why = arena_printf(arena, "can't run go list: %s", strerror(errno));
        return false;
    }
    if (result.status != 0 && strstr(result.output, "packagefile ") == NULL) {
        *why = arena_printf(arena, "go list failed: %s", result.errors);
        return false;
    }
    *table = result.output;
    return true;
}

/* The table of compiled imports that the compiler is given. Returns its file, or NULL and *why. */
static const char *import_table(const Run *run, const Target *target, const char **why) {
    Arena *arena = run->arena;
    const char *table, *later;
    VerifyTexts path = {0};
    if (target->list != NULL) {
        VEC_PUSH(arena, &path, target->list);
    }
    /* Files stand for any folder, in a module or not; but a dependency's folder lacks the sums of its own imports, so
     * that its package has to be asked for from where we are. */
    const bool listed = target->is_std ? list_imports(run, target->dir, &path, &table, why)
                                       : list_imports(run, target->dir, &target->files, &table, why) ||
                                             (path.len > 0 && list_imports(run, run->here, &path, &table, &later));
    if (!listed) {
        return NULL;
    }
    *why = NULL;
    if (!scratch_write(arena, run->scratch, "importcfg", table, strlen(table))) {
        *why = arena_printf(arena, "can't write to %s: %s", run->scratch, strerror(errno));
        return NULL;
    }
    return arena_printf(arena, "%s/importcfg", run->scratch);
}

/* Packages that the go command of 1.19 compiles as part of the run-time system; later compilers know them by name. */
static bool is_runtime(const Run *run, const char *path) {
    static const char *const packages[] = {"internal/abi",  "internal/bytealg", "internal/cpu",
                                           "internal/goos", "internal/goarch",  "runtime"};
    bool found = strncmp(path, "runtime/internal/", strlen("runtime/internal/")) == 0;
    for (size_t i = 0; i < sizeof packages / sizeof packages[0]; i++) {
        found |= strcmp(path, packages[i]) == 0;
    }
    return found && !run->config->toolchain->go->unified_ir;
}

static VerifyTexts compiler_args(const Run *run, const Target *target, const PackageResult *result,
                                 const char *imports) {
    Arena *arena = run->arena;
    VerifyTexts args = {0};
    const char *path = result->package != NULL ? result->package->path : "p";
    VEC_PUSH(arena, &args, "tool");
    VEC_PUSH(arena, &args, "compile");
    VEC_PUSH(arena, &args, "-p");
    VEC_PUSH(arena, &args, path);
    VEC_PUSH(arena, &args, "-lang");
    VEC_PUSH(arena, &args, target->lang);
    if (target->is_std) {
        VEC_PUSH(arena, &args, "-std");
    }
    if (target->is_std && is_runtime(run, path)) {
        VEC_PUSH(arena, &args, "-+");
    }
    VEC_PUSH(arena, &args, "-m");
    VEC_PUSH(arena, &args, "-l");
    if (imports != NULL) {
        VEC_PUSH(arena, &args, "-importcfg");
        VEC_PUSH(arena, &args, imports);
    }
    VEC_PUSH(arena, &args, "-o");
    VEC_PUSH(arena, &args, arena_printf(arena, "%s/package.o", run->scratch));
    for (int i = 0; i < target->files.len; i++) {
        VEC_PUSH(arena, &args, target->files.at[i]);
    }
    return args;
}

static const char *typed(const Run *run, const VerifyTexts *args) {
    StrBuf out = strbuf_new(run->arena);
    strbuf_printf(&out, "%s/bin/go", run->config->toolchain->goroot);
    for (int i = 0; i < args->len; i++) {
        strbuf_printf(&out, " %s", args->at[i]);
    }
    return strbuf_text(&out);
}

/* The absolute path of a file of the target as the compiler makes it up: by its letters, links are not followed. */
static const char *absolute(Arena *arena, const Target *target, const char *file) {
    StrBuf out = strbuf_new(arena);
    const char *path = file[0] == '/' ? file : arena_printf(arena, "%s/%s", target->dir, file);
    while (*path != '\0') {
        path += strspn(path, "/");
        const size_t n = strcspn(path, "/");
        if (n == 2 && strncmp(path, "..", 2) == 0) {
            while (out.len > 0 && out.text[--out.len] != '/') {
            }
        } else if (n > 0 && !(n == 1 && *path == '.')) {
            strbuf_byte(&out, '/');
            strbuf_add_n(&out, path, n);
        }
        path += n;
    }
    return arena_strndup(arena, strbuf_text(&out), out.len);
}

/* The compiler names files by absolute paths; we by the names given. */
typedef struct Renaming {
    VerifyTexts from, to;
} Renaming;

static Renaming renaming_of(Arena *arena, const Target *target) {
    Renaming renaming = {0};
    for (int i = 0; i < target->files.len; i++) {
        const char *file = target->files.at[i];
        const bool hidden = target->shown_name != NULL;
        VEC_PUSH(arena, &renaming.from, absolute(arena, target, file));
        VEC_PUSH(arena, &renaming.to, hidden ? target->shown_name : file);
    }
    return renaming;
}

static const char *renamed(Arena *arena, const Renaming *renaming, const char *line) {
    StrBuf out = strbuf_new(arena);
    for (const char *at = line; *at != '\0';) {
        const bool begins = at == line || strchr(" \t\n(", at[-1]) != NULL;
        const char *to = NULL;
        for (int i = 0; begins && *at == '/' && i < renaming->from.len && to == NULL; i++) {
            const size_t n = strlen(renaming->from.at[i]);
            if (strncmp(at, renaming->from.at[i], n) == 0 && at[n] == ':') {
                to = renaming->to.at[i];
                at += n;
            }
        }
        if (to != NULL) {
            strbuf_add(&out, to);
        } else {
            strbuf_byte(&out, *at++);
        }
    }
    return strbuf_text(&out);
}

/* An absolute path without links, so that one file has one name: an installed Go may reach its sources by several. */
static const char *without_links(const Run *run, const char *line) {
    const char *end = line[0] == '/' ? strstr(line, ".go:") : NULL;
    if (end == NULL) {
        return line;
    }
    end += strlen(".go");
    const char *path = arena_strndup(run->arena, line, (size_t)(end - line));
    const char *known = strmap_get(run->real_paths, path);
    if (known == NULL) {
        char *real = realpath(path, NULL);
        known = real != NULL ? arena_strdup(run->arena, real) : path;
        free(real);
        strmap_set(run->real_paths, path, (void *)(uintptr_t)known);
    }
    return arena_printf(run->arena, "%s%s", known, end);
}

/* What the compiler misses when the go command does not call it: the files of go:embed, the symbols of assembly. */
static bool is_missing_build(const char *line) {
    return strstr(line, ": invalid go:embed: build system did not supply embed configuration") != NULL ||
           strstr(line, ": internal/abi.FuncPCABI0 expects an ABI0 function, ") != NULL;
}

/* A line, with what continues it behind a tab. */
static VerifyTexts lines_of(const Run *run, const char *text, const Target *target) {
    Arena *arena = run->arena;
    const Renaming renaming = renaming_of(arena, target);
    VerifyTexts lines = {0};
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        while (text[length] == '\n' && text[length + 1] == '\t') {
            length += 1 + strcspn(text + length + 1, "\n");
        }
        const char *line = arena_strndup(arena, text, length);
        if (length > 0 && !is_missing_build(line)) {
            VEC_PUSH(arena, &lines, without_links(run, renamed(arena, &renaming, line)));
        }
        text += length + (text[length] == '\n');
    }
    return lines;
}

/* ---- Our lines ---- */

typedef struct OurLine {
    Pos pos;
    const Verdict *verdict; /* NULL: an error */
} OurLine;

typedef struct Ours {
    VerifyTexts texts;
    VEC(OurLine) lines;
} Ours;

static void add_ours(const Run *run, Ours *ours, Pos pos, const char *text, const Verdict *verdict) {
    StrBuf out = strbuf_new(run->arena);
    sources_format(analysis_sources(run->analysis), pos, &out);
    strbuf_printf(&out, "%s%s", strbuf_text(&out)[0] != '\0' ? ": " : "", text);
    VEC_PUSH(run->arena, &ours->texts, without_links(run, strbuf_text(&out)));
    const OurLine line = {pos, verdict};
    VEC_PUSH(run->arena, &ours->lines, line);
}

static Ours our_lines(const Run *run, const PackageResult *result) {
    Ours ours = {0};
    for (int i = 0; !result->ok && i < result->diags->list.len; i++) {
        const Diag *diag = &result->diags->list.at[i];
        if (diag->kind != DIAG_NOTE) {
            add_ours(run, &ours, diag->pos, diag->text, NULL);
        }
    }
    for (int i = 0; result->ok && i < result->escape.lines.len; i++) {
        const Line *line = &result->escape.lines.at[i];
        add_ours(run, &ours, line->pos, line->text, line->verdict);
    }
    return ours;
}

/* ---- Comparing ---- */

/* "f.go:4" of "f.go:4:2: text"; "" when the line has no position. */
static const char *place_of(Arena *arena, const char *line) {
    const char *colon = strchr(line, ':');
    const size_t digits = colon != NULL ? strspn(colon + 1, "0123456789") : 0;
    return digits > 0 ? arena_strndup(arena, line, (size_t)(colon - line) + 1 + digits) : "";
}

/* The position's column and text: "4:2: text" without the file. */
static const char *behind_file(const char *line) {
    const char *colon = strchr(line, ':');
    return colon != NULL && colon[1] >= '0' && colon[1] <= '9' ? colon + 1 : line;
}

static VerifyDifference *difference_at(Arena *arena, VerifyPackage *package, const char *prefix, const char *line) {
    const char *local = place_of(arena, line);
    const char *place = local[0] == '\0' || local[0] == '/' ? local : arena_printf(arena, "%s%s", prefix, local);
    for (int i = package->differences.len - 1; i >= 0; i--) {
        if (strcmp(package->differences.at[i].place, place) == 0) {
            return &package->differences.at[i];
        }
    }
    const VerifyDifference fresh = {.place = place};
    VEC_PUSH(arena, &package->differences, fresh);
    return &VEC_LAST(&package->differences);
}

static void add_reason(Arena *arena, VerifyDifference *difference, const Story *story) {
    const char *text = arena_printf(arena, "%s: %s", story->headline, story->why);
    if (difference->reason == NULL) {
        difference->reason = text;
    } else if (strstr(difference->reason, text) == NULL) {
        difference->reason = arena_printf(arena, "%s\n%s", difference->reason, text);
    }
}

/* Why we say this line. */
static void explain_ours(const Run *run, VerifyDifference *difference, const StoryVec *stories,
                         const Verdict *verdict) {
    for (int i = 0; verdict != NULL && i < stories->len; i++) {
        if (stories->at[i]->verdict == verdict) {
            add_reason(run->arena, difference, stories->at[i]);
        }
    }
}

/* Why we are silent: what is told of the place that gc speaks of. */
static void explain_silence(const Run *run, VerifyDifference *difference, const StoryVec *stories, const char *line) {
    for (int i = 0; i < stories->len; i++) {
        StrBuf at = strbuf_new(run->arena);
        sources_format(analysis_sources(run->analysis), stories->at[i]->pos, &at);
        strbuf_add(&at, ": ");
        if (stories->at[i]->verdict == NULL && strncmp(line, strbuf_text(&at), at.len) == 0) {
            add_reason(run->arena, difference, stories->at[i]);
        }
    }
}

static StoryVec stories_of(const Run *run, const PackageResult *result) {
    const ExplainConfig config = {.arena = analysis_arena(run->analysis),
                                  .go = run->config->toolchain->go,
                                  .sources = analysis_sources(run->analysis),
                                  .locale = run->config->locale};
    return result->ok && result->ir != NULL ? explain_package(&config, result->ir, &result->escape) : (StoryVec){0};
}

static void compare(const Run *run, const Target *target, const PackageResult *result, const char *output,
                    VerifyPackage *package) {
    Arena *arena = run->arena;
    const VerifyTexts gc = lines_of(run, output, target);
    const Ours ours = our_lines(run, result);
    const DiffLines diff = linediff(arena, gc.at, gc.len, ours.texts.at, ours.texts.len);
    StoryVec stories = {0};
    bool told = false;
    for (int i = 0; i < diff.len; i++) {
        const DiffLine *line = &diff.at[i];
        if (line->kind == DIFF_SAME) {
            package->equal++;
            continue;
        }
        if (!told) {
            stories = stories_of(run, result);
            told = true;
        }
        const char *text = line->kind == DIFF_ONLY_A ? gc.at[line->a] : ours.texts.at[line->b];
        VerifyDifference *difference = difference_at(arena, package, target->prefix, text);
        if (line->kind == DIFF_ONLY_A) {
            package->only_gc++;
            VEC_PUSH(arena, &difference->gc, behind_file(text));
            explain_silence(run, difference, &stories, text);
        } else {
            package->only_ours++;
            VEC_PUSH(arena, &difference->ours, behind_file(text));
            explain_ours(run, difference, &stories, ours.lines.at[line->b].verdict);
        }
    }
}

/* ---- One package ---- */

static bool needs_imports(const PackageResult *result) {
    return result->package != NULL && result->package->imports.len > 0;
}

/* What is in the way when the go command can't list the imports: often we can't read them either, and say which. */
static const char *import_trouble(const Run *run, const PackageResult *result, const char *why) {
    const Diag *diag = !result->ok && result->diags->list.len > 0 ? &result->diags->list.at[0] : NULL;
    if (diag == NULL || strncmp(diag->text, "could not import ", strlen("could not import ")) != 0) {
        return why;
    }
    StrBuf at = strbuf_new(run->arena);
    sources_format(analysis_sources(run->analysis), diag->pos, &at);
    return arena_printf(run->arena, "neither compiles it: %s: %s", strbuf_text(&at), diag->text);
}

static void verify_package(const Run *run, const Target *target, const PackageResult *result, VerifyPackages *out) {
    Arena *arena = run->arena;
    VerifyPackage package = {.path = result->package != NULL ? arena_strdup(arena, result->path) : "p"};
    const char *imports = needs_imports(result) ? import_table(run, target, &package.trouble) : NULL;
    if (package.trouble != NULL) {
        package.trouble = import_trouble(run, result, package.trouble);
    } else {
        const VerifyTexts args = compiler_args(run, target, result, imports);
        package.command = typed(run, &args);
        ProcessResult done;
        if (!run_go(run, target->dir, &args, NULL, &done)) {
            package.trouble = arena_printf(arena, "can't run the compiler: %s", strerror(errno));
        } else if (done.status > 128) {
            package.trouble = arena_printf(arena, "the compiler was ended by signal %d", done.status - 128);
        } else if (is_missing_build(done.output) && strstr(done.output, ": too many errors") != NULL) {
            package.trouble = "the compiler alone can't compile it: it needs the symbols of the package's assembly";
        } else {
            compare(run, target, result, done.output, &package);
        }
    }
    VEC_PUSH(arena, out, package);
}

/* The folder as seen from the working directory, ending in a slash; "" for that itself. */
static const char *shown_folder(const Run *run, const char *dir) {
    const size_t n = strlen(run->here);
    if (strncmp(dir, run->here, n) == 0 && (dir[n] == '/' || dir[n] == '\0')) {
        return dir[n] == '/' && dir[n + 1] != '\0' ? arena_printf(run->arena, "%s/", dir + n + 1) : "";
    }
    return arena_printf(run->arena, "%s/", dir);
}

static Target folder_target(const Run *run, const SourcePackage *package) {
    Target target = {.dir = package->dir,
                     .list = package->is_std ? "." : package->path,
                     .lang = package->go_version != NULL
                                 ? package->go_version
                                 : arena_printf(run->arena, "go%s", run->config->toolchain->go->name),
                     .prefix = shown_folder(run, package->dir),
                     .is_std = package->is_std};
    for (int i = 0; i < package->files.len; i++) {
        VEC_PUSH(run->arena, &target.files, package->files.at[i]);
    }
    return target;
}

/* Files, compiled from the working directory under the names given. */
static Target files_target(const Run *run) {
    const AnalysisInput *input = &run->config->input;
    Target target = {
        .dir = run->here, .lang = arena_printf(run->arena, "go%s", run->config->toolchain->go->name), .prefix = ""};
    for (int i = 0; i < input->arg_count; i++) {
        const char *name = input->args[i];
        VEC_PUSH(run->arena, &target.files, strncmp(name, "./", 2) == 0 ? name + 2 : name);
    }
    return target;
}

/* A text: written to the scratch folder first. */
static bool text_target(const Run *run, Target *target, const char **why) {
    const AnalysisInput *input = &run->config->input;
    const char *file = arena_printf(run->arena, "%s/input.go", run->scratch);
    if (!scratch_write(run->arena, run->scratch, "input.go", input->texts[0], input->lengths[0])) {
        *why = arena_printf(run->arena, "can't write to %s: %s", run->scratch, strerror(errno));
        return false;
    }
    *target = (Target){.dir = run->here,
                       .lang = arena_printf(run->arena, "go%s", run->config->toolchain->go->name),
                       .prefix = "",
                       .shown_name = input->names[0]};
    VEC_PUSH(run->arena, &target->files, file);
    return true;
}

/* ---- All packages ---- */

static bool names_files(const AnalysisInput *input) {
    const size_t n = strlen(input->args[0]);
    return n > 3 && strcmp(input->args[0] + n - 3, ".go") == 0;
}

static void verify_folders(const Run *run, VerifyPackages *out, const char **why) {
    const VerifyConfig *config = run->config;
    const LoadConfig load = {.arena = run->arena, .go = config->toolchain->go, .goroot = config->toolchain->goroot};
    SourcePackageVec packages = {0};
    Diags diags = diags_new(run->arena);
    loader_packages(loader_new(&load), config->input.args, config->input.arg_count, &packages, &diags);
    if (diags.list.len > 0) {
        *why = diags.list.at[0].text;
    }
    int at = 0;
    for (int i = 0; i < packages.len && at < analysis_package_count(run->analysis); i++) {
        const bool compiled = strcmp(packages.at[i]->path, "unsafe") != 0;
        at += !packages.at[i]->cgo && !compiled;
        if (!packages.at[i]->cgo && compiled) {
            const Target target = folder_target(run, packages.at[i]);
            verify_package(run, &target, analysis_package(run->analysis, at++), out);
        }
        if (config->interrupted != NULL && *config->interrupted) {
            return;
        }
    }
}

static void verify_all(const Run *run, VerifyPackages *out, const char **why) {
    const Diags *diags = analysis_diags(run->analysis);
    if (diags->error_count > 0) {
        *why = arena_strdup(run->arena, diags->list.at[0].text);
        return;
    }
    Target target;
    if (run->config->input.text_count > 0) {
        if (text_target(run, &target, why)) {
            verify_package(run, &target, analysis_package(run->analysis, 0), out);
        }
    } else if (names_files(&run->config->input)) {
        target = files_target(run);
        verify_package(run, &target, analysis_package(run->analysis, 0), out);
    } else {
        verify_folders(run, out, why);
    }
}

AbortReason verify_run(Arena *arena, const VerifyConfig *config, VerifyPackages *out, const char **why) {
    char here[4096];
    Run run = {.arena = arena, .config = config, .real_paths = strmap_new(arena)};
    *why = NULL;
    run.here = getcwd(here, sizeof here) != NULL ? here : ".";
    run.scratch = scratch_make(arena);
    if (run.scratch == NULL) {
        *why = arena_printf(arena, "can't make a scratch folder: %s", strerror(errno));
        return ABORT_NONE;
    }
    const AnalysisConfig settings = {
        .level = 1, .inlining_off = true, .keep_graph = true, .local_names = true, .interrupted = config->interrupted};
    run.analysis = analysis_run(config->world, &config->input, &settings);
    const AbortReason reason = analysis_abort_reason(run.analysis);
    if (reason == ABORT_NONE) {
        verify_all(&run, out, why);
    }
    analysis_free(run.analysis);
    scratch_remove(run.scratch);
    return reason == ABORT_NONE && config->interrupted != NULL && *config->interrupted ? ABORT_INTERRUPTED : reason;
}
