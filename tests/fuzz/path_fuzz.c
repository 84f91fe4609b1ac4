/* Fuzz target: any bytes through the whole analysis. */
#include <stdint.h>
#include <stdlib.h>

#include "core/analysis.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static World *world;
    if (world == NULL) {
        Diag why;
        const WorldConfig config = {.go = goversion_newest()};
        world = world_new(&config, &why);
    }
    char *text = malloc(size + 1);
    for (size_t i = 0; i < size; i++) {
        text[i] = (char)data[i];
    }
    text[size] = '\0';
    const char *name = "fuzz.go";
    const char *const_text = text;
    const AnalysisInput input = {.names = &name, .texts = &const_text, .lengths = &size, .text_count = 1};
    const AnalysisConfig config = {.level = 1, .inlining_off = true, .keep_graph = true};
    analysis_free(analysis_run(world, &input, &config));
    free(text);
    return 0;
}
