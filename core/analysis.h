/*
 * Analysis: the one way in. Runs all stages over sources, owns the memory, hands out read-only
 * results. A World holds what analyses share: names, universe, imported packages of one Go version.
 */
#ifndef CORE_ANALYSIS_H
#define CORE_ANALYSIS_H

#include "core/base/abort.h"
#include "core/base/diag.h"
#include "core/escape/graph.h"
#include "core/goversion/goversion.h"
#include "core/ir/ir.h"

typedef struct World World;
typedef struct Analysis Analysis;

typedef struct WorldConfig {
    const GoVersion *go; /* whose rules */
    const char *goroot;  /* NULL: looked for; see core/load/load.h */
    bool retain;         /* keep graphs of imported packages, for `why` across packages */
    int workers;         /* threads for packages; 0: as many as there are processors */
} WorldConfig;

/* Returns a world, or NULL and `why` filled. Release with world_free after all its analyses. */
World *world_new(const WorldConfig *config, Diag *why);
void world_free(World *world);
const GoVersion *world_go(const World *world);
/* The GOROOT in use, NULL when only sources without imports can be analysed. */
const char *world_goroot(World *world);

/* What to analyse: exactly one of texts and args. */
typedef struct AnalysisInput {
    /* One package given as texts (a session, standard input, tests). */
    const char **names; /* file names to print */
    const char **texts;
    size_t *lengths;
    int text_count;
    /* Arguments as on the command line: files, folders, import paths, patterns, "-". */
    const char **args;
    int arg_count;
} AnalysisInput;

typedef struct AnalysisConfig {
    int level;           /* 1: -m, 2: -m=2 */
    bool inlining_off;   /* -l; must be true until inlining is modelled */
    const char *lang;    /* language version "go1.21"; NULL: by product rules */
    bool unused_is_note; /* a session: unused variables and imports are notes */
    bool keep_graph;     /* for explanation and pictures */
    bool retain_imports; /* keep the graphs of imported packages too, for `why` across packages */
    bool local_names;    /* file names relative to the package's folder (gc); otherwise to the working directory */
    const volatile bool *interrupted;
    const GoVersion *rules; /* for the packages named, not what they import: an experiment; NULL: the world's */
    bool all_errors;        /* as with gc's -e: not only the first ten */
    bool compiling_std;     /* files given one by one are the standard library's (gc's -std) */
    bool sees_internal; /* files may import any internal package: the compiler alone, without the go command, lets them
                         */
    bool lines_only;    /* of packages (not of files and texts) only path, lines and messages are kept */
    bool complete;      /* functions need bodies (gc's -complete: there is no assembly) */
    const char *path;   /* import path of files and texts; NULL: the package's name */
} AnalysisConfig;

/* One analysed package. */
typedef struct PackageResult {
    const char *path; /* its import path, of a program too; of files the package's name */
    Package *package;
    PackageIR *ir; /* NULL after errors, or without keep_graph */
    EscapeResult escape;
    Diags *diags;         /* sorted */
    const char *dir;      /* the folder that names of files are relative to; NULL: the working directory */
    const char *requires; /* Go version that its module asks for, when that is newer; NULL */
    bool ok;              /* no errors: lines are valid */
} PackageResult;

/*
 * Analyses; always returns an Analysis (release it with analysis_free). When the run was cut short,
 * analysis_abort_reason says so and the results hold what was finished.
 */
Analysis *analysis_run(World *world, const AnalysisInput *input, const AnalysisConfig *config);
void analysis_free(Analysis *analysis);
AbortReason analysis_abort_reason(const Analysis *analysis);
int analysis_package_count(const Analysis *analysis);
const PackageResult *analysis_package(const Analysis *analysis, int i);
/* Messages about the input as a whole (no such file …). */
const Diags *analysis_diags(const Analysis *analysis);
const SourceSet *analysis_sources(const Analysis *analysis);
World *analysis_world(const Analysis *analysis);
const AnalysisConfig *analysis_config(const Analysis *analysis);
/* An arena as long-lived as the analysis, for what later stages derive from it. */
Arena *analysis_arena(Analysis *analysis);
/* The kept result of an imported package (World.retain), NULL when there is none. */
const PackageResult *world_package(World *world, const char *path);

#endif
