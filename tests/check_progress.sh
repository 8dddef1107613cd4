#!/bin/sh
# The progress line: on a terminal, when a run takes more than a second, and nowhere else.
set -u

peerlint=$PWD/$BUILD/peerlint
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# verdict NAME EXPECTED-COUNT FILE
verdict() {
	if [ "$(grep -c 'of 2 files' "$3")" -eq "$2" ]; then
		passed=$((passed + 1))
	else
		echo "FAILED $1: expected $2 lines with it:"
		cat -v "$3"
		failed=$((failed + 1))
	fi
}

# The writer of the pipe is slow, so that the run is.
mkfifo "$tmp/slow.json"
echo '{}' >"$tmp/fast.json"
run() {
	(sleep 1.3 && echo '{}' >"$tmp/slow.json") &
	"$@" >"$tmp/out" 2>&1 </dev/null
	wait
}

if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	run script -qec "TERM=xterm '$peerlint' '$tmp/slow.json' '$tmp/fast.json'" /dev/null
	verdict "a slow run" 1 "$tmp/out"
	run script -qec "TERM=xterm '$peerlint' -q '$tmp/slow.json' '$tmp/fast.json'" /dev/null
	verdict "a slow run with --quiet" 0 "$tmp/out"
	script -qec "TERM=xterm '$peerlint' '$tmp/fast.json' '$tmp/fast.json'" /dev/null \
		>"$tmp/out" </dev/null
	verdict "a fast run" 0 "$tmp/out"
else
	echo "skipped: script(1) is not here to make a terminal"
fi
run "$peerlint" "$tmp/slow.json" "$tmp/fast.json"
verdict "a slow run without a terminal" 0 "$tmp/out"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
