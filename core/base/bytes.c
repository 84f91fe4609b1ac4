#include "core/base/bytes.h"

void bytes_uint(StrBuf *out, uint64_t value) {
    char text[10];
    size_t n = 0;
    while (value >= 0x80) {
        text[n++] = (char)(unsigned char)(value | 0x80);
        value >>= 7;
    }
    text[n++] = (char)value;
    strbuf_add_n(out, text, n);
}

void bytes_int(StrBuf *out, int64_t value) {
    const uint64_t sign = value < 0 ? UINT64_MAX : 0;
    bytes_uint(out, ((uint64_t)value << 1) ^ sign);
}

void bytes_text(StrBuf *out, const char *text, size_t length) {
    bytes_uint(out, length);
    strbuf_add_n(out, text, length);
}

ByteReader bytes_reader(const void *bytes, size_t length) {
    const unsigned char *at = bytes;
    return (ByteReader){at, at + length};
}

uint64_t bytes_read_uint(ByteReader *in) {
    if (in->at < in->end && *in->at < 0x80) {
        return *in->at++;
    }
    uint64_t value = 0;
    for (unsigned shift = 0; in->at < in->end && shift < 64; shift += 7) {
        const unsigned char byte = *in->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80) {
            break;
        }
    }
    return value;
}

int64_t bytes_read_int(ByteReader *in) {
    const uint64_t value = bytes_read_uint(in);
    return (int64_t)((value >> 1) ^ (~(value & 1) + 1));
}

bool bytes_read_bool(ByteReader *in) { return bytes_read_uint(in) != 0; }

const char *bytes_read_text(ByteReader *in, size_t *length) {
    size_t n = bytes_read_uint(in);
    const size_t left = (size_t)(in->end - in->at);
    n = n <= left ? n : left;
    const char *text = (const char *)in->at;
    in->at += n;
    *length = n;
    return text;
}
