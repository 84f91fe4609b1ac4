#include "repl/glossary.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Examples are whole but for `package p`: they are analysed when they are shown. */
static const GlossaryEntry entries[] = {
    {"parameter P leaks to R for F with derefs=N:",
     {"leaks to", "with derefs"},
     "The -m=2 form of `leaking param`: a headline, with the way that P takes in the flow lines below it. R is where "
     "it ends, {heap} or a result; derefs counts the dereferences on the whole way.",
     "func f(p **int) *int {\n\tq := p\n\treturn *q\n}\n",
     2},
    {"X escapes to heap in F:",
     {"escapes to heap in", NULL},
     "The -m=2 form: a headline, once for each X, and below it the way to the heap, one `flow:` line for each "
     "assignment. The usual line, without details, comes at the end.",
     "func f() *int {\n\tx := 0\n\tp := &x\n\treturn p\n}\n",
     2},
    {"flow: X ← &Y:",
     {"flow:", NULL},
     "One step on the way that is explained, to be read from right to left: Y flows to X. `&Y` is the address of Y, "
     "`*Y` what Y points to, `**Y` what that points to. {heap} is any place on the heap, {temp} a value without a "
     "name, {storage for E} the memory that E makes. Older versions write = for ←.",
     "func f() *int {\n\tx := 0\n\tp := &x\n\treturn p\n}\n",
     2},
    {"from E (WHY) at FILE:LINE:COLUMN",
     {"from ", ") at"},
     "The piece of source behind the `flow:` line above it, with its kind in brackets: assign, address-of, return, "
     "call parameter, captured by a closure, interface-converted, slice-literal-element, …",
     "func f() *int {\n\tx := 0\n\tp := &x\n\treturn p\n}\n",
     2},
    {"leaking param content: P",
     {"leaking param content", NULL},
     "What P points to is kept by the function; P itself is not. The caller's own pointer may stay on the stack, but "
     "the object behind what P points to must be on the heap.",
     "var sink *int\n\nfunc f(p **int) {\n\tsink = *p\n}\n",
     1},
    {"leaking param: P to result R level=N",
     {"leaking param", "to result"},
     "P flows to a result and nowhere else. Whether the caller's object escapes depends on what the caller does with "
     "that result. level is the number of dereferences on the way: 0, P itself; 1, what P points to. A result without "
     "a name is called ~r0, ~r1, … in gc's lines.",
     "func f(p *int) *int {\n\treturn p\n}\n",
     1},
    {"leaking param: P",
     {"leaking param", NULL},
     "The function keeps P after it returns, or hands it to code that may: whatever a caller passes the address of "
     "must be on the heap.",
     "var sink *int\n\nfunc f(p *int) {\n\tsink = p\n}\n",
     1},
    {"moved to heap: X",
     {"moved to heap", NULL},
     "X is a variable that would live in the frame, but something that outlives the frame may still hold its address. "
     "So each time its declaration is reached, X is allocated on the heap.",
     "func f() *int {\n\tx := 0\n\treturn &x\n}\n",
     1},
    {"func literal escapes to heap / does not escape",
     {"func literal", NULL},
     "A closure is a small object: a code pointer and what it captured. When it escapes, that object is allocated on "
     "the heap; a literal that captures nothing needs no allocation, whatever the line says.",
     "func f(n int) func() int {\n\treturn func() int {\n\t\treturn n\n\t}\n}\n",
     1},
    {"... argument escapes to heap / does not escape",
     {"... argument", NULL},
     "The arguments of a variadic call are put in a slice that the call makes. The line is about the array of that "
     "slice.",
     "func sum(list ...int) {}\n\nfunc f() {\n\tsum(1, 2)\n}\n",
     1},
    {"ignoring self-assignment in S",
     {"self-assignment", NULL},
     "The assignment stores a part of an object in the object itself, which gives nothing a longer life. gc leaves it "
     "out of its analysis.",
     "type b struct{ all, used []byte }\n\nfunc (b *b) cut(n int) {\n\tb.used = b.used[:n]\n}\n",
     1},
    {"cannot devirtualize X.M(): shaped receiver T",
     {"cannot devirtualize", NULL},
     "The interface X holds a value whose type depends on a type parameter. Such code is shared by all types of one "
     "shape, "
     "so gc does not call T's method directly: the call goes through the interface, and what its arguments point to "
     "may be "
     "kept.",
     "type i interface{ m() }\ntype t[T any] struct{ i }\n\nfunc f[T any](x i) {\n\ti(t[T]{x}).m()\n}\n\nvar _ = "
     "f[int]\n",
     1},
    {"devirtualizing X.M to T",
     {"devirtualizing", NULL},
     "Only the concrete type T can be in the interface X at this place, so gc calls T's method directly. It then sees "
     "what that method does with its arguments.",
     "type i interface{ m(*int) }\ntype t struct{}\n\nfunc (t) m(*int) {}\n\nfunc f(p *int) {\n\ti(t{}).m(p)\n}\n",
     1},
    {"imprecise interface call",
     {"imprecise interface call", NULL},
     "A method of a type parameter is called where an interface type was put for it. The dictionary tells which method "
     "that is, so the linker keeps every method of that name. It has nothing to do with escaping.",
     "type i interface{ m() }\n\nfunc f[T i](x T) {\n\tx.m()\n}\n\nvar _ = f[i]\n",
     1},
    {"index bounds check elided",
     {"bounds check elided", NULL},
     "The index is always in range, so the program does not check it at run time. It has nothing to do with escaping.",
     "func f(a [16]int, n uint) int {\n\treturn a[n&15]\n}\n",
     1},
    {"zero-copy string->[]byte conversion",
     {"zero-copy", NULL},
     "The bytes are never changed, so the slice shares the string's memory and nothing is copied.",
     "func f(s string) (n int) {\n\tfor range []byte(s) {\n\t\tn++\n\t}\n\treturn\n}\n",
     1},
    {"marking P as escaping uintptr",
     {"as escaping", "uintptr"},
     "A //go:uintptrescapes function takes pointers as numbers. What a caller converts in the call is kept on the "
     "heap.",
     "//go:uintptrescapes\nfunc f(p uintptr) {\n}\n",
     1},
    {"assuming P is unsafe uintptr",
     {"unsafe uintptr", NULL},
     "A function without a body takes a uintptr. gc assumes that it is a pointer in disguise, and keeps what it was "
     "made of alive during the call.",
     "func f(p uintptr)\n",
     1},
    {"X does not escape",
     {"does not escape", NULL},
     "No one outside keeps a reference to the object after the function returns, so it may live in the frame. Of a "
     "parameter: the function keeps neither it nor what it points to. It is a promise about references and not about "
     "memory: a slice of a size that is not constant may be allocated all the same.",
     "func f(p *int) int {\n\treturn *p\n}\n",
     1},
    {"X escapes to heap",
     {"escapes to heap", NULL},
     "The object that the expression X makes may be referred to after the function returns, so it cannot live in the "
     "frame. It is allocated on the heap, unless it needs no memory of its own: a small constant in an interface is "
     "static data.",
     "func f() []int {\n\treturn []int{1, 2}\n}\n",
     1},
    {"can inline F",
     {"can inline", NULL},
     "The body of F is small enough to be copied into its callers. With inlining off (-l) gc never prints it.",
     "func f() int {\n\treturn 1\n}\n",
     1},
    {"inlining call to F",
     {"inlining call", NULL},
     "The call was replaced by F's body; what F does is then decided in the caller's frame. With -l gc never prints "
     "it.",
     "func g() int {\n\treturn f()\n}\n",
     1},
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
    /* A part of a form, "leak", "moved", "level": of several the shortest, which is the plainest. */
    const GlossaryEntry *found = NULL;
    for (int i = 0; strlen(text) >= 4 && glossary_at(i) != NULL; i++) {
        const GlossaryEntry *entry = glossary_at(i);
        if (holds(entry->form, text) && (found == NULL || strlen(entry->form) < strlen(found->form))) {
            found = entry;
        }
    }
    return found;
}
