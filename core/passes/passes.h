/*
 * What gc runs on the IR between construction and escape analysis, in its order: dead code (1.19), devirtualization,
 * loop variables, static initialisation, dead locals. Their messages are added to `lines`.
 */
#ifndef CORE_PASSES_PASSES_H
#define CORE_PASSES_PASSES_H

#include "core/escape/graph.h"

/* Runs all passes of config->go over the package. Lines such as "devirtualizing x.M to T" go to result->lines. */
void passes_run(const EscapeConfig *config, PackageIR *ir, EscapeResult *result);

#endif
