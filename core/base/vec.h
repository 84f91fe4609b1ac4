/*
 * Vec: a growing array in an arena. VEC(T) declares the type of a vector of T:
 *
 *     typedef VEC(Expr *) ExprVec;
 *     ExprVec list = {0};
 *     VEC_PUSH(arena, &list, expr);
 *     for (int i = 0; i < list.len; i++) use(list.at[i]);
 *
 * A zeroed vector is empty. Growth abandons the old storage to the arena (it doubles, so at most as
 * much again is lost).
 */
#ifndef CORE_BASE_VEC_H
#define CORE_BASE_VEC_H

#include "core/base/arena.h"

#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        int len;                                                                                                       \
        int cap;                                                                                                       \
    }

/* Returns storage for at least `needed` items of `size` bytes, holding the first `len` of `at`. */
void *vec_grow(Arena *arena, void *at, int len, int *cap, int needed, size_t size);

#define VEC_RESERVE(arena, vec, n)                                                                                     \
    ((void)((n) > (vec)->cap                                                                                           \
                ? ((vec)->at = vec_grow((arena), (vec)->at, (vec)->len, &(vec)->cap, (n), sizeof *(vec)->at))          \
                : 0))
#define VEC_PUSH(arena, vec, item) (VEC_RESERVE(arena, vec, (vec)->len + 1), (void)((vec)->at[(vec)->len++] = (item)))
#define VEC_POP(vec) ((vec)->at[--(vec)->len])
#define VEC_LAST(vec) ((vec)->at[(vec)->len - 1])

#endif
