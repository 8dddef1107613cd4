#!/bin/sh
# make coverage: what the tests have reached of each source file, the least first, and of all.
#   coverage.sh BUILD-FOLDER     which was built with --coverage, and whose tests have run
set -eu

find "$1" -name '*.gcda' ! -path '*/tests/*' | while IFS= read -r data; do
	gcov -n "$data" 2>/dev/null
done | awk '
	/^File / { file = $2; gsub(/\047/, "", file) }
	/^Lines executed:/ && file ~ /^src\/.*\.c$/ {
		split($0, part, /[:% ]+/)
		share = part[3]
		lines = $NF
		printf "%6.2f %% of %5d  %s\n", share, lines, file
		file = ""
	}
' | sort -n | awk '
	{ print; reached += $1 * $4 / 100; all += $4 }
	END { if (all > 0) printf "%6.2f %% of %5d  all\n", 100 * reached / all, all }
'
