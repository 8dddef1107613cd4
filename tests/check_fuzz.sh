#!/bin/sh
# Inputs that fuzzers stopped at once, kept in tests/fuzz/kept/<fuzzer>/: none does so any more.
set -u

passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT INT TERM

# shellcheck source=/dev/null
. tests/fuzz/common.sh
for name in $(fuzzers ""); do
	set -- tests/fuzz/kept/"$name"/*
	[ -e "$1" ] || set -- /dev/null
	if "$BUILD/replay/$name" "$@" >"$log" 2>&1; then
		passed=$((passed + $#))
	else
		failed=$((failed + 1))
		echo "$name stopped at the last of these:"
		tail -n 5 "$log"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
