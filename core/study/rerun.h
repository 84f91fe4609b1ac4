/* Rerun: a package analysed once more with edited texts. */
#ifndef CORE_STUDY_RERUN_H
#define CORE_STUDY_RERUN_H

#include "core/analysis.h"
#include "core/study/edit.h"

/*
 * Analyses the package as `before` did, with the edits. `lenient`: unused variables and imports are notes. Returns an
 * analysis of one package, to be released with analysis_free; what it reads lives in `arena`.
 */
Analysis *rerun(Arena *arena, Analysis *before, const PackageResult *result, const Edits *edits, bool lenient);
/* Its package when it was analysed and has no error, NULL otherwise. */
const PackageResult *rerun_result(const Analysis *analysis);

#endif
