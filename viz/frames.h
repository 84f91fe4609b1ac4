/*
 * Frames: one picture told step by step: places appear, edges one by one, a walk from each root back along the path
 * that decides, the verdict. All steps share one Scene, so nothing moves. The steps are the same in the terminal, as
 * files and in the page.
 *
 * A flow graph is told as the analysis goes, group of functions by group of functions, callees first; other pictures
 * place by place, then arrow by arrow.
 */
#ifndef VIZ_FRAMES_H
#define VIZ_FRAMES_H

#include "viz/draw.h"
#include "viz/picture.h"
#include "viz/render.h"

typedef enum StepKind { STEP_BEGIN, STEP_PLACES, STEP_EDGE, STEP_WALK, STEP_VERDICT, STEP_END } StepKind;

typedef struct Step {
    StepKind kind;
    const char *sentence;
    const char *gc;      /* of a verdict: gc's own words; "" when it prints nothing, NULL: not a verdict */
    BoxVec appear;       /* boxes */
    BoxVec decided;      /* their verdict is known from here on */
    VEC(int) edges;      /* arrows that appear */
    BoxVec lit;          /* in this step alone */
    VEC(int) lit_edges;  /* the same */
    VEC(Mark) marks;     /* places in the source that the sentence is about */
    Placement placement; /* of a verdict */
} Step;
typedef VEC(Step) StepVec;

typedef struct Frames {
    Scene *scene;
    StepVec steps; /* at least two: the beginning and the end */
} Frames;

/* "begin", "places", "edge", "walk", "verdict", "end". */
const char *step_kind_name(StepKind kind);

/* Makes the picture that is asked for and its steps; NULL and `why` filled (no function, no value of that name). */
Frames *frames_new(const PictureFacts *facts, const Picture *picture, Diag *why);

/* Returns what is known after step `index`, without a caption. */
Frame frames_at(const Frames *frames, int index);

/* A file to write. */
typedef struct FrameFile {
    const char *name;
    Image image;
} FrameFile;
typedef VEC(FrameFile) FrameFileVec;

typedef struct FramesOptions {
    const Theme *theme;
    bool captions;             /* the sentence stands in each picture too */
    const char *link_template; /* NULL: no links */
    const SourceSet *sources;
} FramesOptions;

/*
 * Makes frame-001.svg …, index.html, frames.tex and frames.pdf. False and `why` filled: no Graphviz, and nothing is in
 * `files`; or no libqpdf, and only the PDF is missing.
 */
bool frames_files(const Frames *frames, const FramesOptions *options, FrameFileVec *files, Diag *why);

#endif
