/* One short program for each cause: `example CATEGORY`. They import nothing and compile with the real compiler. */
#include "repl/examples.h"

#include <string.h>

static const Example examples[] = {
    {"returned-pointer", "the address of a local variable is returned",
     "package main\n"
     "\n"
     "func f1() *int {\n"
     "\ti := 0\n"
     "\treturn &i\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = f1()\n"
     "}\n"},
    {"returned-slice", "a slice is returned, so its array must live on",
     "package main\n"
     "\n"
     "func primes() []int {\n"
     "\treturn []int{2, 3, 5, 7}\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = primes()\n"
     "}\n"},
    {"returned-map", "a map is returned",
     "package main\n"
     "\n"
     "func ages() map[string]int {\n"
     "\treturn map[string]int{\"gopher\": 15}\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = ages()\n"
     "}\n"},
    {"returned-func", "a closure is returned with the variable it captured",
     "package main\n"
     "\n"
     "func counter() func() int {\n"
     "\tn := 0\n"
     "\treturn func() int {\n"
     "\t\tn++\n"
     "\t\treturn n\n"
     "\t}\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tnext := counter()\n"
     "\t_ = next()\n"
     "}\n"},
    {"returned-interface", "a value is returned in an interface",
     "package main\n"
     "\n"
     "type point struct{ x, y int }\n"
     "\n"
     "func origin(x int) any {\n"
     "\treturn point{x, x}\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = origin(1)\n"
     "}\n"},
    {"stored-global", "the address is stored in a package variable",
     "package main\n"
     "\n"
     "var last *int\n"
     "\n"
     "func remember(n int) {\n"
     "\tlast = &n\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tremember(1)\n"
     "}\n"},
    {"stored-through", "the address is stored through a pointer",
     "package main\n"
     "\n"
     "type node struct {\n"
     "\tvalue *int\n"
     "}\n"
     "\n"
     "func set(n *node) {\n"
     "\tv := 7\n"
     "\tn.value = &v\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tvar n node\n"
     "\tset(&n)\n"
     "}\n"},
    {"stored-map", "the address becomes a value in a map",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tm := map[string]*int{}\n"
     "\tv := 1\n"
     "\tm[\"v\"] = &v\n"
     "}\n"},
    {"sent", "the address is sent on a channel",
     "package main\n"
     "\n"
     "func send(c chan *int) {\n"
     "\tv := 1\n"
     "\tc <- &v\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tsend(make(chan *int, 1))\n"
     "}\n"},
    {"captured", "a closure that outlives the function captures a variable",
     "package main\n"
     "\n"
     "var hook func()\n"
     "\n"
     "func install() {\n"
     "\tcalls := 0\n"
     "\thook = func() {\n"
     "\t\tcalls++\n"
     "\t}\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tinstall()\n"
     "}\n"},
    {"interface-conversion", "a value is put in an interface that outlives it",
     "package main\n"
     "\n"
     "var log []any\n"
     "\n"
     "func record(n int) {\n"
     "\tlog = append(log, n)\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\trecord(1000)\n"
     "}\n"},
    {"interface-method", "a method is called through an interface",
     "package main\n"
     "\n"
     "type writer interface {\n"
     "\twrite(p []byte)\n"
     "}\n"
     "\n"
     "func greet(w writer) {\n"
     "\tw.write([]byte{'h', 'i'})\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tgreet(nil)\n"
     "}\n"},
    {"unknown-call", "an argument goes to a function value",
     "package main\n"
     "\n"
     "func apply(f func(*int)) {\n"
     "\tn := 1\n"
     "\tf(&n)\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tapply(func(p *int) { *p = 2 })\n"
     "}\n"},
    {"passed-on", "an argument goes to a function whose parameter leaks",
     "package main\n"
     "\n"
     "var kept *int\n"
     "\n"
     "func keep(p *int) {\n"
     "\tkept = p\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tn := 1\n"
     "\tkeep(&n)\n"
     "}\n"},
    {"panic", "a value is passed to panic",
     "package main\n"
     "\n"
     "func check(n int) {\n"
     "\tif n < 0 {\n"
     "\t\tpanic(n)\n"
     "\t}\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tcheck(1)\n"
     "}\n"},
    {"go-statement", "a goroutine uses a variable",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tn := 1\n"
     "\tgo func() {\n"
     "\t\tn++\n"
     "\t}()\n"
     "}\n"},
    {"defer-in-loop", "a call is deferred in a loop",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tsum := 0\n"
     "\tfor i := 0; i < 3; i++ {\n"
     "\t\tdefer func() {\n"
     "\t\t\tsum += i\n"
     "\t\t}()\n"
     "\t}\n"
     "}\n"},
    {"outlives-loop", "a variable of the loop is referred to from outside",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tvar last *int\n"
     "\tfor i := 0; i < 3; i++ {\n"
     "\t\tn := i\n"
     "\t\tlast = &n\n"
     "\t}\n"
     "\t_ = last\n"
     "}\n"},
    {"outlives-block", "a variable of a function literal is referred to from outside",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tvar p *int\n"
     "\tfunc() {\n"
     "\t\tn := 1\n"
     "\t\tp = &n\n"
     "\t}()\n"
     "\t_ = p\n"
     "}\n"},
    {"no-body", "an argument goes to a function without a body",
     "package main\n"
     "\n"
     "func inAssembly(p *int)\n"
     "\n"
     "func main() {\n"
     "\tn := 1\n"
     "\tinAssembly(&n)\n"
     "}\n"},
    {"unsafe", "a pointer hides in a uintptr",
     "package main\n"
     "\n"
     "//go:uintptrescapes\n"
     "func syscall(p uintptr) uintptr {\n"
     "\treturn p\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = syscall(0)\n"
     "}\n"},
    {"range-func", "the body of a loop over a function is a closure",
     "package main\n"
     "\n"
     "func collect(seq func(yield func(int) bool)) (sum int) {\n"
     "\tfor n := range seq {\n"
     "\t\tsum += n\n"
     "\t}\n"
     "\treturn sum\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = collect(func(yield func(int) bool) { yield(1) })\n"
     "}\n"},
    {"leaking-param", "what a function does with its parameters",
     "package main\n"
     "\n"
     "var sink *int\n"
     "\n"
     "func toResult(p *int) *int { return p }\n"
     "\n"
     "func toHeap(p *int) { sink = p }\n"
     "\n"
     "func content(p **int) { sink = *p }\n"
     "\n"
     "func nowhere(p *int) int { return *p }\n"
     "\n"
     "func main() {}\n"},
    {"appended", "a reference is appended to a slice",
     "package main\n"
     "\n"
     "func add(list []*int) []*int {\n"
     "\tn := 1\n"
     "\treturn append(list, &n)\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = add(nil)\n"
     "}\n"},
    {"copied", "references are copied from one slice to another",
     "package main\n"
     "\n"
     "func fill(to []*int) {\n"
     "\tn := 1\n"
     "\tfrom := []*int{&n}\n"
     "\tcopy(to, from)\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tfill(make([]*int, 1))\n"
     "}\n"},
    {"self-assignment", "a part of an object is stored in the object itself",
     "package main\n"
     "\n"
     "type buffer struct {\n"
     "\tdata [64]byte\n"
     "\tused []byte\n"
     "}\n"
     "\n"
     "func (b *buffer) reslice(n int) {\n"
     "\tb.used = b.used[:n]\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tvar b buffer\n"
     "\tb.reslice(0)\n"
     "}\n"},
    {"bounds", "an index that is always in range",
     "package main\n"
     "\n"
     "func low(table [16]int, n uint) int {\n"
     "\treturn table[n&15]\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = low([16]int{}, 3)\n"
     "}\n"},
    {"devirtualized", "gc knows which method is called",
     "package main\n"
     "\n"
     "type adder interface {\n"
     "\tadd(*int)\n"
     "}\n"
     "\n"
     "type one struct{}\n"
     "\n"
     "func (one) add(p *int) { *p++ }\n"
     "\n"
     "func main() {\n"
     "\tvar a adder = one{}\n"
     "\tn := 0\n"
     "\ta.add(&n)\n"
     "}\n"},
    {"zero-copy", "a conversion that shares the string's bytes",
     "package main\n"
     "\n"
     "func count(s string) (n int) {\n"
     "\tfor _, b := range []byte(s) {\n"
     "\t\tif b == ' ' {\n"
     "\t\t\tn++\n"
     "\t\t}\n"
     "\t}\n"
     "\treturn n\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = count(\"a b c\")\n"
     "}\n"},
    {"too-large", "too large for the frame",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tsmall := make([]byte, 64<<10)\n"
     "\tlarge := make([]byte, 64<<10+1)\n"
     "\tvar table [128<<10 + 1]byte\n"
     "\t_, _, _ = small, large, table\n"
     "}\n"},
    {"size-unknown", "the size is known only at run time",
     "package main\n"
     "\n"
     "type row struct{ cells [8]int }\n"
     "\n"
     "func rows(n int) []row {\n"
     "\tlist := make([]row, n)\n"
     "\treturn list\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = rows(3)\n"
     "}\n"},
    {"zero-size-element", "elements without size, in a number that is not constant",
     "package main\n"
     "\n"
     "func count(n int) int {\n"
     "\tmarks := make([]struct{}, n)\n"
     "\treturn len(marks)\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\t_ = count(3)\n"
     "}\n"},
    {"stack", "nothing outlives the frame",
     "package main\n"
     "\n"
     "func sum(p, q *int) int {\n"
     "\treturn *p + *q\n"
     "}\n"
     "\n"
     "func main() {\n"
     "\tx, y := 1, 2\n"
     "\t_ = sum(&x, &y)\n"
     "}\n"},
    {"silent", "allocations that gc says nothing of, or only half",
     "package main\n"
     "\n"
     "func main() {\n"
     "\tc := make(chan int, 1)\n"
     "\tvar list []int\n"
     "\tlist = append(list, 1)\n"
     "\ta, b := \"x\", \"y\"\n"
     "\ts := a + b\n"
     "\t_, _, _ = c, list, s\n"
     "}\n"},
};

const Example *example_at(int i) {
    const int count = (int)(sizeof examples / sizeof examples[0]);
    return i >= 0 && i < count ? &examples[i] : NULL;
}

const Example *example_find(const char *name) {
    for (int i = 0; example_at(i) != NULL; i++) {
        if (strcmp(example_at(i)->name, name) == 0) {
            return example_at(i);
        }
    }
    return NULL;
}
