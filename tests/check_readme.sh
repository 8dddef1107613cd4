#!/bin/sh
# The examples of the README are what comes out: each console block that shows output is run
# again and compared. A comment <!-- in FOLDER --> on the line above a block says where.
#   check_readme.sh --accept    writes what comes out into the README
set -u

accept=no
[ "${1:-}" = --accept ] && accept=yes
root=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM

mkdir "$tmp/bin"
ln -s "$root/$BUILD/peerlint" "$tmp/bin/peerlint"
PATH=$tmp/bin:$PATH
LC_ALL=C
export PATH LC_ALL
unset NO_COLOR GITHUB_ACTIONS PRE_COMMIT

# The block in $tmp/block as it comes out now; one that shows no output is not run.
run_block() {
	if ! grep -qv '^\$ ' "$tmp/block"; then
		cat "$tmp/block"
		return
	fi
	grep '^\$ ' "$tmp/block" | while IFS= read -r line; do
		printf '%s\n' "$line"
		(cd "$1" && sh -c "${line#??}" 2>&1 </dev/null)
	done
}

# Copies the README, each of its console blocks run again.
rewrite() {
	folder=.
	inside=no
	while IFS= read -r line || [ -n "$line" ]; do
		if [ "$inside" = yes ] && [ "$line" != '```' ]; then
			printf '%s\n' "$line" >>"$tmp/block"
			continue
		fi
		if [ "$inside" = yes ]; then
			run_block "$folder" >"$tmp/now"
			cat "$tmp/now"
			if ! grep -qv '^\$ ' "$tmp/block"; then
				:
			elif cmp -s "$tmp/block" "$tmp/now"; then
				echo same >>"$tmp/verdicts"
			else
				echo differs >>"$tmp/verdicts"
			fi
			inside=no
			folder=.
		elif [ "$line" = '```console' ]; then
			inside=yes
			: >"$tmp/block"
		else
			case "$line" in
			'<!-- in '*' -->')
				folder=${line#<!-- in }
				folder=${folder% -->}
				;;
			esac
		fi
		printf '%s\n' "$line"
	done <README.md
}

: >"$tmp/verdicts"
rewrite >"$tmp/README.md"
if [ "$accept" = yes ]; then
	cmp -s README.md "$tmp/README.md" || cp "$tmp/README.md" README.md
	exit 0
fi
passed=$(grep -c same "$tmp/verdicts")
failed=$(grep -c differs "$tmp/verdicts")
if [ "$failed" -gt 0 ]; then
	echo "FAILED: README.md shows what no longer comes out; make golden rewrites it"
	diff -u README.md "$tmp/README.md"
fi
if [ $((passed + failed)) -eq 0 ]; then
	echo "FAILED: no example with output was found in README.md"
	failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
