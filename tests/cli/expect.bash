# For the scripts here: . ./expect.bash

expect() { # STATUS PATTERN COMMAND...: the status, and a pattern in what was printed
  local status=$1 pattern=$2; shift 2
  local out got=0
  out=$("$@" 2>&1 < /dev/null) || got=$?
  if [ "$got" != "$status" ] || ! grep -qE -- "$pattern" <<< "$out"; then
    echo "status $got, wanted $status and \"$pattern\": $*"; echo "$out"; exit 1
  fi
}
