/*
 * Timeline: what gc says of every site, version by version, and which behaviour of the compiler made the difference.
 *
 * A row is a site: a place of the syntax and a kind of verdict, so that a version which reports the same thing at
 * another column stays in the row. What changed between two neighbouring versions is found by experiment: the newer
 * one's rules with one behaviour taken back. When that gives the older one's line, the behaviour explains it.
 */
#ifndef CORE_STUDY_TIMELINE_H
#define CORE_STUDY_TIMELINE_H

#include "core/analysis.h"

/* One line of gc. */
typedef struct TimelineLine {
    int line, column; /* column 0: gc prints none */
    VerdictKind kind;
    const char *text;
} TimelineLine;

/* What one version says of a site; empty: nothing. */
typedef struct TimelineCell {
    VEC(TimelineLine) lines;
} TimelineCell;

typedef enum TimelineReason {
    REASON_BEHAVIOUR, /* one behaviour of the compiler */
    REASON_TOGETHER,  /* several, none of which explains it alone */
    REASON_SOURCE,    /* the source of the library, not the compiler */
    REASON_BOTH,      /* the library's source and these behaviours */
    REASON_UNKNOWN    /* nothing that the table names */
} TimelineReason;

/* Between two neighbouring versions in which the program compiles; they are indexes of goversion_at. */
typedef struct TimelineChange {
    int from, to;
    TimelineReason reason;
    VEC(int) behaviours; /* of gobehaviour_at */
} TimelineChange;

typedef struct TimelineRow {
    const char *file;    /* from the working directory */
    int line, column;    /* gc's, in the newest version that says something */
    const char *name;    /* "x", "make([]int, n)" */
    TimelineCell *cells; /* one for each modelled version */
    bool differs;
    VEC(TimelineChange) changes;
} TimelineRow;

typedef struct TimelinePackage {
    const char *path;
    const char **errors;   /* by version: why it does not compile there; NULL: it does */
    VEC(TimelineRow) rows; /* in source order */
} TimelinePackage;

typedef struct Timeline {
    VEC(TimelinePackage) packages;
} Timeline;

typedef struct TimelineConfig {
    AnalysisInput input;
    const char **goroots; /* by version; NULL entries: looked for */
    const volatile bool *interrupted;
} TimelineConfig;

/* Fills the timeline, in the arena. Returns why it was cut short. */
AbortReason timeline_run(Arena *arena, const TimelineConfig *config, Timeline *out);

#endif
