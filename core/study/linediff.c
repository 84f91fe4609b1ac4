/* Myers' greedy algorithm, with the furthest reaching ends of every round kept for the way back. */
#include "core/study/linediff.h"

#include <string.h>

enum { ROUNDS_MAX = 3000 };

typedef struct Differ {
    Arena *arena;
    const char *const *a, *const *b;
    int n, m;
    VEC(int *) rounds; /* rounds.at[d][k + d]: x on diagonal k after d edits, k = -d … d */
} Differ;

static int reached(const Differ *differ, int d, int k) {
    return d >= 0 && k >= -d && k <= d ? differ->rounds.at[d][k + d] : -1;
}

/* Whether the best way to diagonal k in round d inserts (comes from k + 1), not deletes. */
static bool comes_from_above(const Differ *differ, int d, int k) {
    return k == -d || (k != d && reached(differ, d - 1, k - 1) < reached(differ, d - 1, k + 1));
}

static int advance(Differ *differ, int d, int k) {
    int x = 0;
    if (d > 0) {
        x = comes_from_above(differ, d, k) ? reached(differ, d - 1, k + 1) : reached(differ, d - 1, k - 1) + 1;
    }
    int y = x - k;
    while (x < differ->n && y >= 0 && y < differ->m && strcmp(differ->a[x], differ->b[y]) == 0) {
        x++;
        y++;
    }
    return x;
}

/* Returns the number of edits, -1 when there are too many. */
static int find(Differ *differ) {
    for (int d = 0; d <= ROUNDS_MAX; d++) {
        int *row = ARENA_ARRAY(differ->arena, int, 2 * d + 1);
        VEC_PUSH(differ->arena, &differ->rounds, row);
        for (int k = -d; k <= d; k += 2) {
            row[k + d] = advance(differ, d, k);
            if (row[k + d] >= differ->n && row[k + d] - k >= differ->m) {
                return d;
            }
        }
    }
    return -1;
}

static void push(Arena *arena, DiffLines *out, DiffKind kind, int a, int b) {
    const DiffLine line = {kind, kind == DIFF_ONLY_B ? -1 : a, kind == DIFF_ONLY_A ? -1 : b};
    VEC_PUSH(arena, out, line);
}

static void walk_back(const Differ *differ, int edits, DiffLines *out) {
    DiffLines back = {0};
    int x = differ->n, y = differ->m;
    for (int d = edits; d >= 0; d--) {
        const int k = x - y;
        const bool above = d > 0 && comes_from_above(differ, d, k);
        const int from_k = above ? k + 1 : k - 1;
        const int from_x = d > 0 ? reached(differ, d - 1, from_k) : 0;
        const int start = d == 0 ? 0 : above ? from_x : from_x + 1;
        while (x > start) {
            push(differ->arena, &back, DIFF_SAME, --x, --y);
        }
        if (d > 0) {
            x = from_x;
            y = from_x - from_k;
            push(differ->arena, &back, above ? DIFF_ONLY_B : DIFF_ONLY_A, x, y);
        }
    }
    for (int i = back.len - 1; i >= 0; i--) {
        VEC_PUSH(differ->arena, out, back.at[i]);
    }
}

DiffLines linediff(Arena *arena, const char *const *a, int a_count, const char *const *b, int b_count) {
    DiffLines out = {0};
    Differ differ = {.arena = arena, .a = a, .b = b, .n = a_count, .m = b_count};
    const int edits = find(&differ);
    if (edits >= 0) {
        walk_back(&differ, edits, &out);
        return out;
    }
    for (int i = 0; i < a_count; i++) {
        push(arena, &out, DIFF_ONLY_A, i, -1);
    }
    for (int i = 0; i < b_count; i++) {
        push(arena, &out, DIFF_ONLY_B, -1, i);
    }
    return out;
}
