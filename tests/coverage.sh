#!/bin/sh
# make coverage: what the tests have reached of each source file, the least first, and of all:
# lines, and ways that branches were taken.
#   coverage.sh BUILD-FOLDER     which was built with --coverage, and whose tests have run
set -eu

find "$1" -name '*.gcda' ! -path '*/tests/*' | while IFS= read -r data; do
	gcov -b -n "$data" 2>/dev/null
done | awk '
	/^File / { file = $2; gsub(/\047/, "", file) }
	/^(Lines executed|Taken at least once):/ && file ~ /^src\/.*\.c$/ {
		split($0, part, /[:% ]+/)
		share[file, /^Lines/] = part[/^Lines/ ? 3 : 5]
		count[file, /^Lines/] = $NF
		files[file]
	}
	END {
		for (file in files)
			printf "%6.2f %% of %5d lines  %6.2f %% of %5d branches  %s\n", share[file, 1], count[file, 1],
				share[file, 0], count[file, 0], file
	}
' | sort -n | awk '
	{ print; lines += $1 * $4 / 100; all += $4; taken += $6 * $9 / 100; branches += $9 }
	END {
		if (all > 0 && branches > 0)
			printf "%6.2f %% of %5d lines  %6.2f %% of %5d branches  all\n", 100 * lines / all, all,
				100 * taken / branches, branches
	}
'
