#!/bin/sh
# Public suites, read where they are: a line a suite, NAME: N passed, N failed, N skipped.
# Each program under tests/conformance prints such lines, and before them what failed.
set -u

if [ ! -d "$SUITES" ]; then
	echo "The suites are not here: $SUITES does not exist. Name their folder: make conformance SUITES=DIR"
	exit 0
fi
status=0
for program in "$BUILD"/conformance/*; do
	name=${program##*/}
	[ -x "$program" ] && [ -f "tests/conformance/$name.c" ] || continue
	case "$name" in *"${1:-}"*) ;; *) continue ;; esac
	"$program" "$SUITES" || status=1
done
exit $status
