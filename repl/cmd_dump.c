/* dump: what one stage made of the arguments; tests record it. */
#include <string.h>

#include "core/syntax/format.h"
#include "repl/commands.h"

static bool dump_package(StrBuf *out, const Analysis *analysis, const PackageResult *result, const char *stage,
                         const GoVersion *go) {
    if (strcmp(stage, "ast") == 0 && result->package != NULL) {
        for (int k = 0; k < result->package->files.len; k++) {
            dump_file(out, result->package->files.at[k], analysis_sources(analysis));
        }
        return true;
    }
    if (strcmp(stage, "ir") == 0) {
        if (result->ir != NULL) {
            ir_dump(out, result->ir, analysis_sources(analysis), go);
        }
        return true;
    }
    return strcmp(stage, "ast") == 0;
}

int cmd_dump(App *app) {
    const char *stage = app->options.stage ? app->options.stage : "ir";
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .local_names = true, .keep_graph = true};
    int status;
    Analysis *analysis =
        app_analyse(app, &config, (const char *const *)app->options.args, app->options.arg_count, &status);
    if (analysis == NULL) {
        return status;
    }
    status = app_print_diags(app, analysis) ? STATUS_WRONG : STATUS_OK;
    StrBuf out = strbuf_new(analysis_arena(analysis));
    for (int i = 0; i < analysis_package_count(analysis); i++) {
        if (!dump_package(&out, analysis, analysis_package(analysis, i), stage, app->options.go)) {
            status = app_fail(app, STATUS_USAGE, "--stage=%s: expected ast or ir", stage);
            break;
        }
    }
    fputs(strbuf_text(&out), app->out);
    analysis_free(analysis);
    return status;
}
