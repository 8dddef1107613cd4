#!/bin/sh
# Static analysis: gcc -fanalyzer, cppcheck and clang-tidy over the program. What is in tests/static.known
# is left, with its reason there; all else is a fault, and a reason that is not needed any more is named.
set -u

log=$(mktemp)
trap 'rm -f "$log"' EXIT INT TERM
for source in src/*/*.c; do
	gcc -std=c11 -D_GNU_SOURCE -DPEERLINT_VERSION='"0"' -Isrc -I"$BUILD" -O1 -fanalyzer -c -o /dev/null \
		"$source" 2>&1 | sed -n 's/^\([^:]*\):\([0-9]*\):.* warning: \(.*\) \[-W\([a-z-]*\)\]$/\1 \4 \2: \3/p'
done >"$log"
if command -v cppcheck >/dev/null 2>&1; then
	cppcheck --enable=warning,portability,performance --std=c11 --quiet --suppress=missingIncludeSystem \
		--template='{file} {id} {line}: {message}' -Isrc src 2>&1 | grep '^src/' >>"$log"
else
	echo "cppcheck is not here and does not look"
fi
if command -v clang-tidy >/dev/null 2>&1; then
	clang-tidy --quiet src/*/*.c -- -std=c11 -D_GNU_SOURCE -DPEERLINT_VERSION='"0"' -Isrc \
		-I"$BUILD" 2>/dev/null | sed -n -e 's|^.*/src/|src/|' \
		-e 's/^\([^:]*\):\([0-9]*\):.* warning: \(.*\) \[\([a-zA-Z.,-]*\)\]$/\1 \4 \2: \3/p' |
		sort -u >>"$log"
else
	echo "clang-tidy is not here and does not look"
fi
awk '
	FNR == NR {
		if ($0 !~ /^#/)
			known[$1 " " $2] = 1
		next
	}
	($1 " " $2) in known { used[$1 " " $2] = 1; next }
	{ print; failed++ }
	END {
		for (k in known)
			if (!(k in used))
				print "not said any more, so it needs no reason: " k
		printf "%d left for a reason, %d to mend\n", length(used), failed
		exit failed > 0
	}
' tests/static.known "$log"
