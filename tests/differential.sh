#!/bin/sh
# Comparisons with other implementations: each program under tests/differential prints what
# differs, and last a line NAME: N passed, N failed, N skipped. They need node and npm.
set -u

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
	echo "make differential needs node and npm: install them, then call it again"
	exit 0
fi
modules=$BUILD/differential
mkdir -p "$modules"
if ! cmp -s tests/differential/package.json "$modules/package.json"; then
	cp tests/differential/package.json "$modules/package.json"
	if ! npm install --silent --no-audit --no-fund --prefix "$modules"; then
		rm -f "$modules/package.json"
		echo "the packages of tests/differential/package.json cannot be installed here"
		exit 1
	fi
fi
status=0
for program in tests/differential/*.mjs; do
	name=${program##*/}
	case "$name" in *"${1:-}"*) ;; *) continue ;; esac
	node "$program" "$BUILD/peerlint" "$modules" "${SAMPLES:-}" || status=1
done
exit $status
