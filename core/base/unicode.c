#include "core/base/unicode.h"

#include <string.h>
#include <utf8proc.h>

int utf8_decode(const char *text, size_t length, int *size) {
    utf8proc_int32_t rune;
    if (length == 0) {
        *size = 0;
        return RUNE_ERROR;
    }
    if ((unsigned char)text[0] < 0x80) {
        *size = 1;
        return (unsigned char)text[0];
    }
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text, length > 4 ? 4 : (utf8proc_ssize_t)length, &rune);
    if (used <= 0) {
        *size = 1;
        return RUNE_ERROR;
    }
    *size = (int)used;
    return rune;
}

int utf8_encode(int rune, char *out) {
    if (rune < 0 || rune > RUNE_MAX || (rune >= 0xD800 && rune < 0xE000)) {
        rune = RUNE_ERROR;
    }
    return (int)utf8proc_encode_char(rune, (utf8proc_uint8_t *)out);
}

bool rune_is_letter(int rune) {
    if (rune < 0x80) {
        return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') || rune == '_';
    }
    utf8proc_category_t category = utf8proc_category(rune);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool rune_is_digit(int rune) {
    if (rune < 0x80) {
        return rune >= '0' && rune <= '9';
    }
    return utf8proc_category(rune) == UTF8PROC_CATEGORY_ND;
}

bool rune_is_upper(int rune) {
    if (rune < 0x80) {
        return rune >= 'A' && rune <= 'Z';
    }
    return utf8proc_category(rune) == UTF8PROC_CATEGORY_LU;
}

bool rune_is_print(int rune) {
    if (rune < 0x80) {
        return rune >= 0x20 && rune < 0x7F;
    }
    utf8proc_category_t category = utf8proc_category(rune);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_SO;
}

int rune_width(int rune) {
    if (rune < 0x80) {
        return rune >= 0x20 && rune < 0x7F;
    }
    int width = utf8proc_charwidth(rune);
    return width < 0 ? 0 : width;
}

int text_width(const char *text, size_t length) {
    int width = 0;
    for (size_t i = 0; i < length;) {
        int size;
        width += rune_width(utf8_decode(text + i, length - i, &size));
        i += (size_t)size;
    }
    return width;
}

static bool is_one_of(int rune, const char *set) {
    char bytes[5] = {0};
    utf8_encode(rune, bytes);
    return strstr(set, bytes) != NULL;
}

/* Punctuation that may not begin a line, and that which may not end one. */
static bool belongs_before(int rune) { return is_one_of(rune, "，。、；：！？）】」』》〉”’…—·,.;:!?)]}%"); }

static bool belongs_behind(int rune) { return is_one_of(rune, "（【「『《〈“‘([{"); }

size_t text_piece(const char *text) {
    const size_t length = strcspn(text, " \n");
    int size;
    int rune = utf8_decode(text, length, &size);
    for (size_t at = (size_t)size; at < length; at += (size_t)size) {
        const int next = utf8_decode(text + at, length - at, &size);
        if ((rune_width(rune) == 2 || rune_width(next) == 2) && !belongs_before(next) && !belongs_behind(rune)) {
            return at;
        }
        rune = next;
    }
    return length;
}
