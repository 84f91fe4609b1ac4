/*
 * Verify: our lines beside those of a real Go toolchain on the same files, line by line, and why we say what we say.
 *
 * What is run is `go tool compile -p P -lang L -m -l -o SCRATCH FILES` in the package's folder; what is imported is
 * compiled before by `go list -export -gcflags=all=-l`, without inlining like ours, into Go's own build cache.
 */
#ifndef CORE_STUDY_VERIFY_H
#define CORE_STUDY_VERIFY_H

#include "core/analysis.h"

typedef VEC(const char *) VerifyTexts;

/* A toolchain on this machine. */
typedef struct Toolchain {
    const GoVersion *go;
    const char *goroot;
    const char *release; /* "go1.27.1" */
} Toolchain;

/*
 * Returns the toolchain of that version, `goroot` (NULL: looked for) when it is one; NULL when there is none that
 * can compile.
 */
const Toolchain *verify_toolchain(Arena *arena, const GoVersion *go, const char *goroot);

/* A line of the source about which the two differ. */
typedef struct VerifyDifference {
    const char *place; /* "notes.go:4" from the working directory; "" without position */
    VerifyTexts gc;    /* with column; the lines that only the toolchain has */
    VerifyTexts ours;
    const char *reason; /* for ours, in sentences; NULL when there is nothing to tell */
} VerifyDifference;

typedef struct VerifyPackage {
    const char *path;
    const char *command; /* what was run, as one would type it */
    const char *trouble; /* why nothing could be compared; NULL */
    int equal, only_gc, only_ours;
    VEC(VerifyDifference) differences;
} VerifyPackage;
typedef VEC(VerifyPackage) VerifyPackages;

typedef struct VerifyConfig {
    World *world; /* of the toolchain's version; keeps graphs */
    const Toolchain *toolchain;
    AnalysisInput input;
    const volatile bool *interrupted;
    const char *locale; /* of the reasons; NULL: English */
} VerifyConfig;

/*
 * Compares all packages of the input. Returns why it was cut short; `why` (NULL: nothing wrong) tells of an input
 * that is not there or a scratch folder that can't be made.
 */
AbortReason verify_run(Arena *arena, const VerifyConfig *config, VerifyPackages *out, const char **why);

#endif
