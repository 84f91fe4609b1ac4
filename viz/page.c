#include "viz/page.h"

#include <string.h>

#include "core/base/unicode.h"

/* Estimates, in points, of what the layout will need; only their ratio matters. */
enum { GLYPH = 8, LINE = 17, PAD = 14, GAP = 22, ARROW_SIDEWAYS = 150, ARROW_DOWN = 60, GROUP = 30 };
static const double PAGE_WIDTH = 960;
static const double PAGE_HEIGHT = 540;
static const double RATHER = 1.5; /* how much smaller a picture may be for the way it would rather go */

typedef struct Size {
    double width, height;
} Size;

static double text_size(const char *text) { return GLYPH * text_width(text, strlen(text)); }

static double larger(double a, double b) { return a > b ? a : b; }

/* `sideways`: cells may stand one below the other. */
static Size cells_size(const Box *box, bool sideways) {
    double width = 0;
    double widest = 0;
    bool upright = false;
    for (int i = 0; i < box->cells.len; i++) {
        double cell = text_size(box->cells.at[i].text) + PAD + 2 * GLYPH;
        width += cell;
        widest = larger(widest, cell);
        upright |= sideways && box->cells.at[i].pointer && i + 1 < box->cells.len;
    }
    Size size = {text_size(box->name) + text_size(box->type) + 2 * PAD, LINE + PAD};
    size.width += upright ? widest : width;
    size.height = upright ? (LINE + 8) * box->cells.len : size.height;
    for (int i = 0; i < box->notes.len; i++) {
        size.width = larger(size.width, text_size(box->notes.at[i]));
        size.height += LINE;
    }
    return size;
}

static Size round_size(const Box *box) {
    Size size = {larger(text_size(box->name), text_size(box->type)), LINE + PAD};
    size.height += box->type[0] != '\0' ? LINE : 0;
    for (int i = 0; i < box->notes.len; i++) {
        size.width = larger(size.width, text_size(box->notes.at[i]));
        size.height += LINE;
    }
    size.width += 2 * PAD;
    return size;
}

static Size box_size(const Box *box, bool sideways) {
    switch (box->shape) {
    case BOX_CELLS: return cells_size(box, sideways);
    case BOX_ROUND: return round_size(box);
    case BOX_CYLINDER: return (Size){60, 45};
    case BOX_JOINT: break;
    }
    return (Size){6, 6};
}

/* How much the picture would have to shrink, at most 1. */
static double scale(Size size) {
    double x = PAGE_WIDTH / size.width;
    double y = PAGE_HEIGHT / size.height;
    double least = x < y ? x : y;
    return least < 1 ? least : 1;
}

/* One frame or function, or what stands free: its boxes of each rank side by side, ranks one behind the other. */
typedef struct Part {
    const Group *group;
    int first, last; /* rank */
    double *across;  /* by rank: room of its boxes, across the direction of the arrows */
} Part;

typedef struct Page {
    Arena *arena;
    const Scene *scene;
    const int *ranks;
    int rank_count;
    bool sideways;
    VEC(Part) parts;
    double *along; /* by rank: the longest box */
} Page;

static Part *part_of(Page *page, const Group *group) {
    for (int i = page->parts.len - 1; i >= 0; i--) {
        if (page->parts.at[i].group == group) {
            return &page->parts.at[i];
        }
    }
    Part part = {
        .group = group, .first = page->rank_count, .across = ARENA_ARRAY(page->arena, double, page->rank_count)};
    VEC_PUSH(page->arena, &page->parts, part);
    return &VEC_LAST(&page->parts);
}

static void place_boxes(Page *page) {
    for (int i = 0; i < page->scene->boxes.len; i++) {
        const Box *box = page->scene->boxes.at[i];
        Size size = box_size(box, page->sideways);
        Part *part = part_of(page, box->group);
        int rank = page->ranks[i];
        part->first = rank < part->first ? rank : part->first;
        part->last = rank > part->last ? rank : part->last;
        part->across[rank] += (page->sideways ? size.height : size.width) + GAP;
        page->along[rank] = larger(page->along[rank], page->sideways ? size.width : size.height);
    }
}

/* Parts that share a rank can't stand behind each other. */
static Size page_size(Arena *arena, const Scene *scene, const int *ranks, int rank_count, bool sideways) {
    Page page = {.arena = arena, .scene = scene, .ranks = ranks, .rank_count = rank_count, .sideways = sideways};
    page.along = ARENA_ARRAY(arena, double, rank_count);
    place_boxes(&page);
    double along = (rank_count - 1) * (sideways ? ARROW_SIDEWAYS : ARROW_DOWN);
    double across = 0;
    for (int r = 0; r < rank_count; r++) {
        double sum = 0;
        for (int i = 0; i < page.parts.len; i++) {
            const Part *part = &page.parts.at[i];
            double most = 0;
            for (int k = part->first; part->first <= r && r <= part->last && k <= part->last; k++) {
                most = larger(most, part->across[k]);
            }
            sum += most > 0 ? most + GROUP : 0;
        }
        across = larger(across, sum);
        along += page.along[r];
    }
    return sideways ? (Size){along, across + GROUP} : (Size){across, along + 2 * GROUP};
}

void page_choose(Scene *scene) {
    const int *ranks = scene_ranks(scene);
    int rank_count = 1;
    for (int i = 0; i < scene->boxes.len; i++) {
        rank_count = ranks[i] >= rank_count ? ranks[i] + 1 : rank_count;
    }
    Size sideways = page_size(scene->arena, scene, ranks, rank_count, true);
    Size down = page_size(scene->arena, scene, ranks, rank_count, false);
    double favour = scene->rather_sideways ? RATHER : 1;
    scene->sideways = favour * scale(sideways) >= scale(down);
    scene->shrink = scale(scene->sideways ? sideways : down);
}
