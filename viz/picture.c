#include "viz/picture.h"

#include <string.h>

#include "core/explain/translate.h"
#include "viz/draw.h"
#include "viz/page.h"
#include "viz/text.h"
#include "viz/view.h"

static const char *const names[] = {
    [PICTURE_FLOW] = "flow", [PICTURE_POINTS_TO] = "points-to", [PICTURE_MEMORY] = "memory", [PICTURE_WHY] = "why"};

const char *picture_kind_name(PictureKind kind) { return names[kind]; }

bool picture_kind_find(const char *name, PictureKind *kind) {
    for (int i = 0; i <= PICTURE_WHY; i++) {
        if (strcmp(names[i], name) == 0) {
            *kind = (PictureKind)i;
            return true;
        }
    }
    return false;
}

Scene *view_scene(View *view, Diag *why) {
    Scene *scene = NULL;
    switch (view->picture->kind) {
    case PICTURE_FLOW: scene = flow_scene(view); break;
    case PICTURE_POINTS_TO: scene = points_to_scene(view); break;
    case PICTURE_MEMORY: scene = memory_scene(view); break;
    case PICTURE_WHY: scene = why_scene(view, why); break;
    }
    if (scene != NULL) {
        scene->locale = view->facts->locale;
    }
    if (scene != NULL && !scene->is_path) {
        page_choose(scene);
    }
    return scene;
}

Scene *picture_scene(const PictureFacts *facts, const Picture *picture, Diag *why) {
    View *view = view_new(facts, picture, why);
    return view ? view_scene(view, why) : NULL;
}

Graph *picture_graph(Scene *scene, const Theme *theme, Diag *why) {
    Graph *graph = draw_scene(scene, theme);
    if (graph == NULL) {
        *why = (Diag){.kind = DIAG_WORLD, .code = "", .text = TR_LATER("Graphviz could not make a graph")};
    }
    return graph;
}

void picture_text(StrBuf *out, const Scene *scene, int width, bool ascii) { text_draw(out, scene, width, ascii); }
