#include "repl/glossary.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Examples are whole but for `package p`; the comment is what gc prints of that line. */
static const GlossaryEntry entries[] = {
    {"leaking param content: P",
     {"leaking param content", NULL},
     "What P points to is kept by the function; P itself is not. The caller's own pointer may stay on the stack, but "
     "the "
     "object behind what P points to must be on the heap.",
     "var sink *int\n\nfunc f(p **int) { // leaking param content: p\n\tsink = *p\n}\n"},
    {"leaking param: P to result R level=N",
     {"leaking param", "to result"},
     "P flows to a result and nowhere else. Whether the caller's object escapes depends on what the caller does with "
     "that "
     "result. level is the number of dereferences on the way: 0, P itself; 1, what P points to. A result without a "
     "name is "
     "called ~r0, ~r1, … in gc's lines.",
     "func f(p *int) *int { // leaking param: p to result ~r0 level=0\n\treturn p\n}\n"},
    {"leaking param: P",
     {"leaking param", NULL},
     "The function keeps P after it returns, or hands it to code that may: whatever a caller passes the address of "
     "must be "
     "on the heap.",
     "var sink *int\n\nfunc f(p *int) { // leaking param: p\n\tsink = p\n}\n"},
    {"moved to heap: X",
     {"moved to heap", NULL},
     "X is a variable that would live in the frame, but something that outlives the frame may still hold its address. "
     "So "
     "each time its declaration is reached, X is allocated on the heap.",
     "func f() *int {\n\tx := 0 // moved to heap: x\n\treturn &x\n}\n"},
    {"func literal escapes to heap / does not escape",
     {"func literal", NULL},
     "A closure is a small object: a code pointer and what it captured. When it escapes, that object is allocated on "
     "the "
     "heap; a literal that captures nothing needs no allocation, whatever the line says.",
     "func f(n int) func() int {\n\treturn func() int { // func literal escapes to heap\n\t\treturn n\n\t}\n}\n"},
    {"... argument escapes to heap / does not escape",
     {"... argument", NULL},
     "The arguments of a variadic call are put in a slice that the call makes. The line is about the array of that "
     "slice.",
     "func sum(list ...int) {} // list does not escape\n\nfunc f() {\n\tsum(1, 2) // ... argument does not "
     "escape\n}\n"},
    {"ignoring self-assignment in S",
     {"self-assignment", NULL},
     "The assignment stores a part of an object in the object itself, which gives nothing a longer life. gc leaves it "
     "out of "
     "its analysis.",
     "type b struct{ all, used []byte }\n\nfunc (b *b) cut(n int) {\n\tb.used = b.used[:n] // ignoring "
     "self-assignment\n}\n"},
    {"devirtualizing X.M to T",
     {"devirtualizing", NULL},
     "Only the concrete type T can be in the interface X at this place, so gc calls T's method directly. It then sees "
     "what "
     "that method does with its arguments.",
     "type i interface{ m(*int) }\ntype t struct{}\n\nfunc (t) m(*int) {}\n\nfunc f(p *int) {\n\tvar x i = t{}\n"
     "\tx.m(p) // devirtualizing x.m to t\n}\n"},
    {"index bounds check elided",
     {"bounds check elided", NULL},
     "The index is always in range, so the program does not check it at run time. It has nothing to do with escaping.",
     "func f(a [16]int, n uint) int {\n\treturn a[n&15] // index bounds check elided\n}\n"},
    {"zero-copy string->[]byte conversion",
     {"zero-copy", NULL},
     "The bytes are never changed, so the slice shares the string's memory and nothing is copied.",
     "func f(s string) (n int) {\n\tfor range []byte(s) { // zero-copy string->[]byte "
     "conversion\n\t\tn++\n\t}\n\treturn\n}\n"},
    {"marking P as escaping uintptr",
     {"escaping uintptr", NULL},
     "A //go:uintptrescapes function takes pointers as numbers. What a caller converts in the call is kept on the "
     "heap.",
     "//go:uintptrescapes\nfunc f(p uintptr) { // marking p as escaping uintptr\n}\n"},
    {"assuming P is unsafe uintptr",
     {"unsafe uintptr", NULL},
     "A function without a body takes a uintptr. gc assumes that it is a pointer in disguise, and keeps what it was "
     "made of "
     "alive during the call.",
     "func f(p uintptr) // assuming p is unsafe uintptr\n"},
    {"X does not escape",
     {"does not escape", NULL},
     "No one outside keeps a reference to the object after the function returns, so it may live in the frame. Of a "
     "parameter: the function keeps neither it nor what it points to. It is a promise about references and not about "
     "memory: a slice of a size that is not constant may be allocated all the same.",
     "func f(p *int) int { // p does not escape\n\treturn *p\n}\n"},
    {"X escapes to heap",
     {"escapes to heap", NULL},
     "The object that the expression X makes may be referred to after the function returns, so it cannot live in the "
     "frame. "
     "It is allocated on the heap, unless it needs no memory of its own: a small constant in an interface is static "
     "data.",
     "func f() []int {\n\treturn []int{1, 2} // []int{...} escapes to heap\n}\n"},
    {"can inline F",
     {"can inline", NULL},
     "The body of F is small enough to be copied into its callers. With inlining off (-l) gc never prints it.",
     "func f() int { // can inline f (only without -l)\n\treturn 1\n}\n"},
    {"inlining call to F",
     {"inlining call", NULL},
     "The call was replaced by F's body; what F does is then decided in the caller's frame. With -l gc never prints "
     "it.",
     "func g() int {\n\treturn f() // inlining call to f (only without -l)\n}\n"},
};

const GlossaryEntry *glossary_at(int i) {
    const int count = (int)(sizeof entries / sizeof entries[0]);
    return i >= 0 && i < count ? &entries[i] : NULL;
}

/* True when `text` holds `piece`, letters compared without case. */
static bool holds(const char *text, const char *piece) {
    const size_t length = strlen(piece);
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < length && tolower((unsigned char)text[i]) == tolower((unsigned char)piece[i])) {
            i++;
        }
        if (i == length) {
            return true;
        }
    }
    return false;
}

const GlossaryEntry *glossary_find(const char *text) {
    for (int i = 0; glossary_at(i) != NULL; i++) {
        const GlossaryEntry *entry = glossary_at(i);
        if (holds(text, entry->keys[0]) && (entry->keys[1] == NULL || holds(text, entry->keys[1]))) {
            return entry;
        }
    }
    /* A part of a form: "leaking", "moved", "level". */
    for (int i = 0; strlen(text) >= 4 && glossary_at(i) != NULL; i++) {
        const GlossaryEntry *entry = glossary_at(i);
        if (holds(entry->form, text)) {
            return entry;
        }
    }
    return NULL;
}
