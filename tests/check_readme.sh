#!/bin/sh
# The examples of the README are what comes out: each console block that shows output is run
# again and compared. A comment <!-- in FOLDER --> on the line above a block says where. A yaml
# block below <!-- file PATH --> is that file.
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
	file=
	inside=no
	while IFS= read -r line || [ -n "$line" ]; do
		if [ "$inside" = yes ] && [ "$line" != '```' ]; then
			printf '%s\n' "$line" >>"$tmp/block"
			continue
		fi
		if [ "$inside" = yes ]; then
			if [ -n "$file" ]; then
				cp "$file" "$tmp/now"
			else
				run_block "$folder" >"$tmp/now"
			fi
			cat "$tmp/now"
			if [ -z "$file" ] && ! grep -qv '^\$ ' "$tmp/block"; then
				:
			elif cmp -s "$tmp/block" "$tmp/now"; then
				echo same >>"$tmp/verdicts"
			else
				echo differs >>"$tmp/verdicts"
			fi
			inside=no
			folder=.
			file=
		elif [ "$line" = '```console' ] || { [ -n "$file" ] && [ "$line" = '```yaml' ]; }; then
			inside=yes
			: >"$tmp/block"
		else
			case "$line" in
			'<!-- in '*' -->')
				folder=${line#<!-- in }
				folder=${folder% -->}
				;;
			'<!-- file '*' -->')
				file=${line#<!-- file }
				file=${file% -->}
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

# The configuration that it shows is one.
mkdir "$tmp/configured"
awk '/^```json$/ { text = ""; inside = 1; next } /^```$/ { if (inside && text ~ /"suppress"/) print text
	inside = 0 } inside { text = text $0 "\n" }' README.md >"$tmp/configured/.peerlint.json"
if [ -s "$tmp/configured/.peerlint.json" ] && mkdir "$tmp/configured/links" &&
	(cd "$tmp/configured" && peerlint --show-config links/ams.json) >"$tmp/now" 2>&1; then
	passed=$((passed + 1))
else
	echo "FAILED: the configuration of README.md:"
	cat "$tmp/now"
	failed=$((failed + 1))
fi
# What can be made is told, and nothing else is; make help prints that table.
sed -n 's/^\.PHONY: //p' Makefile | tr ' ' '\n' | grep -vx -e all -e fuzzers -e deps -e help -e demo |
	sort >"$tmp/targets"
sed -n '/^| `make/,/^$/s/^| \(`[a-z].*\) | .*/\1/p' README.md | grep -oE '`[a-z-]+`' | tr -d '`' | sort >"$tmp/told"
if diff "$tmp/targets" "$tmp/told" >"$tmp/now"; then
	passed=$((passed + 1))
else
	echo "FAILED: targets of the Makefile (<) and those that README.md tells (>):"
	cat "$tmp/now"
	failed=$((failed + 1))
fi
if [ $((passed + failed)) -eq 0 ]; then
	echo "FAILED: no example with output was found in README.md"
	failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
