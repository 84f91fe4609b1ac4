/*
 * Holds: by its type, may one thing hold a pointer to another? Flows do not tell the fields of a struct apart; types
 * take out most of what that adds.
 */
#ifndef VIZ_HOLDS_H
#define VIZ_HOLDS_H

#include "viz/points.h"

/* True also when a type is not known. */
bool thing_may_hold(const Thing *from, const Thing *to);

#endif
