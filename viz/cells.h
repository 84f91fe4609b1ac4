/*
 * Cells: what is inside a value, as a row of cells: header words of slices, strings and interfaces, fields,
 * elements, captured variables, constants that are known.
 */
#ifndef VIZ_CELLS_H
#define VIZ_CELLS_H

#include "viz/points.h"

/* Adds the cells of a variable, or of a channel or package variable without location. Returns the index of the cell
 * that its arrows start in, -1: it holds no pointer. */
int cells_of_variable(const View *view, Scene *scene, Box *box, const Thing *thing);
/* Adds the cells of an allocated object; the same result. */
int cells_of_object(const View *view, Scene *scene, Box *box, const Thing *thing);
/* Returns the cell that an arrow to `target` starts in: of a struct the field that holds it, or the only one that can,
 * -1 when nobody knows; otherwise `first`. */
int cell_towards(const Thing *thing, const Target *target, int first);
/* Returns the type of the object itself: "[3]int" for the array behind []int{1, 2, 3}, "int" for new(int). */
const char *object_type(const View *view, const Location *location);
/* Returns the text cut to `columns`, with … at its end. */
const char *clipped(Arena *arena, const char *text, int columns);

#endif
