# Sentences of explain that only one kind of program has: each has to be said of what it is true of, and of nothing else.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat > "$scratch/a.go" <<'GO'
package p

import "unsafe"

type text struct{ s string }

func (t *text) Error() string { return t.s }

func count(s string) int { return len([]rune(s)) }

func copied(xs []*int) *int {
	var buf [4]*int
	copy(buf[:], xs)
	return buf[0]
}

func bytes(b []byte) string { return unsafe.String(&b[0], len(b)) }

func same(p *int) *int { return p }

var kept *int

func through(p *int) { kept = same(p) }

func literal() func() int {
	n := 0
	return func() int { n++; return n }
}

func box(n int) any { return n }

func work(c <-chan *int) int { return *<-c }

func pick(c chan int) chan int { return c }

var hook func() int

func init() {
	n := 1
	hook = func() int { n++; return n }
}

func static() any {
	t := struct{ a, b int }{1, 2}
	return t
}

func lone() any {
	only := text{"a"}
	return only
}

func bound() func() string {
	var b text
	return b.Error
}

func clone(s string) []byte { return []byte(s) }
GO
"$ESCAPADE" explain --width=200 "$scratch/a.go" | tr -s ' \n' ' ' > "$scratch/out"
"$ESCAPADE" explain --width=200 --locale=zh_CN "$scratch/a.go" | tr -d ' \n' > "$scratch/zh"
says() { grep -qF -- "$1" "$scratch/out" || { echo "not said: $1"; exit 1; }; }
silent() { if grep -qF -- "$1" "$scratch/out"; then echo "said: $1"; exit 1; fi; }
says "what is read through t flows to the result of (*text).Error, not t itself: what t refers to may stay in the caller's frame"
says "p flows to the result of same: what a caller passes must live as long as that result is in use."
says "nothing is allocated for it: gc counts the runes in the string itself"
says "what xs holds is copied to a slice"
says "b becomes the result of bytes"
silent 'which buf[:] returns'
silent 'which &b[0] returns'
says 'p, which same returns, is stored in kept'
says 'and the caller still holds the function literal.'
says 'the function value that the caller gets still uses &n.'
says 'the interface that the caller gets still refers to the copy.'
says "work lets neither c nor what c holds out; the channel itself is on the heap in any case."
says 'c flows to the result of pick; a channel is on the heap in any case'
says 'declared in init'
says 'is bound in the method value'
says 'one 8-byte allocation when the program starts.'
silent 'init.0'
says "it never changes, so gc takes a copy in the program's read-only data"
says 'only in an interface is allocated on the heap'
says 'still refers to the array of ([]byte)(s).'
# A plain build may keep what is returned, not what is stored.
printf 'package p\n\nvar kept *int\n\nfunc keep() {\n\tn := 1\n\tkept = &n\n}\n' > "$scratch/b.go"
"$ESCAPADE" explain "$scratch/b.go" | grep -q 'may inline calls and decide otherwise'
printf 'package p\n\nfunc give() *int {\n\tn := 1\n\treturn &n\n}\n' > "$scratch/b.go"
"$ESCAPADE" explain "$scratch/b.go" | grep -q 'may inline give and keep n on the stack'
# What would change it: only what holds pointers leaks; what a call hands back goes on under its own name.
printf 'package p\n\nfunc pass(p *int) *int { return p }\n\nfunc use(k int, q *int) int {\n\tx := 1\n\ty := pass(&x)\n\tz := q\n\treturn *y + *z + k\n}\n' > "$scratch/b.go"
why() { "$ESCAPADE" why --width=200 "$scratch/b.go" "$1" | tr -s ' \n' ' '; }
why k | grep -qF 'but if &k, or a closure that changes k, outlived use, k would go to the heap.'
why q | grep -qF 'but if z were returned, sent, or stored outside use, q would leak.'
why x | grep -qF 'its address, which pass returns, is assigned to y (line 7). There it ends.'
grep -qF '通道本身反正总在堆上' "$scratch/zh"
grep -qF '仍然引用这份拷贝。' "$scratch/zh"
echo ok
