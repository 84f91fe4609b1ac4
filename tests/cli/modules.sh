# Modules: requirements, replacements, workspaces, vendor folders, the module cache, GOPATH. No Go is installed.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset GOROOT ESCAPADE_GOROOTS GOFLAGS GOWORK GO111MODULE
export PATH=/usr/bin:/bin GOPATH=$scratch/gopath GOMODCACHE=$scratch/cache
write() { mkdir -p "$(dirname "$1")"; cat > "$1"; }
module() { printf 'module %s\n\ngo 1.%s\n\n%s\n' "$2" "$3" "$4" | write "$1/go.mod"; }
keeps() { printf 'package %s\n\nvar v *int\n\nfunc Keep(p *int) { v = p }\n' "$2" | write "$1/x.go"; }
forgets() { printf 'package %s\n\nfunc Keep(p *int) {}\n' "$2" | write "$1/x.go"; }
main() { printf 'package main\n\nimport "%s"\n\nfunc main() { x := 1; a.Keep(&x) }\n' "$2" | write "$1/main.go"; }
gc() { (cd "$1" && shift && "$ESCAPADE" gc -m -l "$@" 2>&1) || true; }
is() { # WHAT GOT WANTED
  [ "$2" = "$3" ] || { printf '%s:\n%s\nwanted:\n%s\n' "$1" "$2" "$3"; exit 1; }
}
moved='main.go:5:15: moved to heap: x'

# Two versions in the cache: the one required counts, the greatest that anybody requires, and capitals are escaped.
module cache/example.com/a@v1.0.0 example.com/a 21 ''; forgets cache/example.com/a@v1.0.0 a
module cache/example.com/a@v1.9.0 example.com/a 21 ''; forgets cache/example.com/a@v1.9.0 a
module cache/example.com/a@v1.10.0 example.com/a 21 ''; keeps cache/example.com/a@v1.10.0 a
module cache/example.com/!big/b@v1.0.0 example.com/Big/b 21 'require example.com/a v1.10.0'
main one example.com/a
module one one 21 'require example.com/a v1.9.0'; is one "$(gc one .)" ""
module one one 21 'require example.com/a v1.10.0 // indirect'; is ten "$(gc one .)" "$moved"
module one one 21 'require (
	example.com/a v1.9.0
	example.com/Big/b v1.0.0
)'; is selected "$(gc one .)" "$moved"
module one one 21 'require example.com/a v1.9.0

require example.com/Big/b v1.0.0

exclude example.com/a v1.10.0'; is excluded "$(gc one .)" ""
module one one 21 'require example.com/a v1.9.0

replace example.com/a v1.9.0 => example.com/a v1.10.0'; is "replaced by a version" "$(gc one .)" "$moved"
module one one 21 'require example.com/a v1.9.0

replace example.com/a => ./local'; module one/local example.com/a 21 ''; keeps one/local a
is "replaced by a folder" "$(gc one .)" "$moved"
is "pattern of a path" "$(gc one example.com/...)" 'x.go:5:11: leaking param: p'
module one one 21 ''
is "not required" "$(gc one .)" 'main.go:3:8: could not import example.com/a (no required module provides package example.com/a; to add it:
	go get example.com/a)'

# The language is that of each module's own go line.
printf 'package a\n\nfunc Keep(p *int) { _ = min(1, 2) }\n' | write cache/example.com/a@v1.5.0/x.go
module cache/example.com/a@v1.5.0 example.com/a 20 ''
module one one 21 'require example.com/a v1.5.0'
is "language of a module" "$(gc one . | sed "s,$scratch,,")" "main.go:3:8: could not import example.com/a (package example.com/a has\
 errors: /cache/example.com/a@v1.5.0/x.go:3:25: built-in min requires go1.21 or later (-lang was set to go1.20; check go.mod))"

# Workspaces.
module space/app app 21 'require example.com/a v0.0.0'; main space/app example.com/a
module space/a example.com/a 21 ''; keeps space/a a
printf 'go 1.21\n\nuse (\n\t./app\n\t./a\n)\n' | write space/go.work
is workspace "$(gc space/app .)" "$moved"
is "workspace, from above" "$(gc space ./app ./a)" "# app
$moved
# example.com/a
x.go:5:11: leaking param: p"
grep -q 'could not import example.com/a' <<< "$(GOWORK=off gc space/app .)"

# Vendor folders: used from go 1.14 on, unless GOFLAGS says otherwise.
module vend vend 21 'require example.com/a v1.9.0'; main vend example.com/a
keeps vend/vendor/example.com/a a
printf '# example.com/a v1.9.0\n## explicit; go 1.21\nexample.com/a\n' | write vend/vendor/modules.txt
is vendor "$(gc vend .)" "$moved"
is "vendor, not wanted" "$(GOFLAGS=-mod=mod gc vend .)" ""
is "vendor is in no pattern" "$(gc vend ./...)" "$moved"

# internal packages.
printf 'package in\n\nfunc In() {}\n' | write one/x/internal/in/in.go
printf 'package x\n\nimport "one/x/internal/in"\n\nfunc X() { in.In() }\n' | write one/x/x.go
printf 'package y\n\nimport "one/x/internal/in"\n\nfunc Y() { in.In() }\n' | write one/y/y.go
is "internal, allowed" "$(gc one ./x)" ""
is "internal, refused" "$(gc one ./y)" \
  'y.go:3:8: could not import one/x/internal/in (use of internal package one/x/internal/in not allowed)'

# GOPATH.
main gopath/src/app a; keeps gopath/src/a a; forgets gopath/src/app/vendor/a a
export GO111MODULE=off
is "GOPATH, vendor" "$(gc gopath/src/app .)" ""
rm -r gopath/src/app/vendor
is GOPATH "$(gc . app)" "$moved"
is "GOPATH, pattern" "$(gc gopath/src/app ./...)" "$moved"
echo ok
