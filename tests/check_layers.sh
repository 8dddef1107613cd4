#!/bin/sh
# A folder of src/ includes only itself and the folders before it in this list (what each is for: README.md).
set -u

order="base text finding net json query shape pack lint report cli"
passed=0
failed=0

# position FOLDER: its number in the order, nothing if it is not there
position() {
	n=0
	for folder in $order; do
		n=$((n + 1))
		[ "$folder" = "$1" ] && echo "$n"
	done
}

for file in src/*/*.c src/*/*.h; do
	own=${file#src/}
	own=${own%%/*}
	[ "$own" = build ] && continue
	mine=$(position "$own")
	if [ -z "$mine" ]; then
		echo "$file: the folder $own is not in the order of tests/check_layers.sh"
		failed=$((failed + 1))
		continue
	fi
	bad=no
	# shellcheck disable=SC2013 # Folders' names are words.
	for other in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
		theirs=$(position "$other")
		if [ -z "$theirs" ] || [ "$theirs" -gt "$mine" ]; then
			echo "$file: $own must not include $other"
			bad=yes
		fi
	done
	if [ "$bad" = yes ]; then failed=$((failed + 1)); else passed=$((passed + 1)); fi
done

# only LIBRARY-HEADER FOLDER: a library's header is included in one folder only
only() {
	users=$(grep -lE "#include <$1>" src/*/*.c src/*/*.h | grep -vE "^src/($2)/" || true)
	if [ -n "$users" ]; then
		echo "only $2 may include $1, but so do: $users"
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}
only 'pcre2.*' 'text'
only 'libcidr.h' 'net'
only 'cjson/cJSON.h' 'json|report'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
