#!/bin/sh
# Golden cases: every folder under testdata/ with a file cmd. See testdata/README.md.
#   golden.sh [WORD]            compares; WORD: only cases whose name holds it
#   golden.sh --accept [WORD]   writes what comes out as what is expected
set -u

accept=no
if [ "${1:-}" = --accept ]; then
	accept=yes
	shift
fi
word=${1:-}
root=$PWD
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# The program under test is what "peerlint" means inside a cmd; VALGRIND: words before it.
mkdir "$tmp/bin"
printf '#!/bin/sh\nexec %s "%s/peerlint" "$@"\n' "${VALGRIND:-}" "$root/$BUILD" >"$tmp/bin/peerlint"
[ -n "${VALGRIND:-}" ] || ln -sf "$root/$BUILD/peerlint" "$tmp/bin/peerlint"
chmod +x "$tmp/bin/peerlint"
PATH=$tmp/bin:$PATH
export PATH
unset NO_COLOR GITHUB_ACTIONS PRE_COMMIT
LC_ALL=C
export LC_ALL

# differs EXPECTED-FILE ACTUAL-FILE NAME
differs() {
	if [ -e "$1" ]; then
		cmp -s "$1" "$2" && return 1
		diff -u "$1" "$2" | cat -v
	else
		[ -s "$2" ] || return 1
		echo "unexpected $3:"
		cat -v "$2"
	fi
	return 0
}

keep() {
	if [ -s "$1" ]; then
		cp "$1" "$2"
	else
		rm -f "$2"
	fi
}

find testdata -name cmd -type f | LC_ALL=C sort >"$tmp/cases"
while IFS= read -r cmd; do
	dir=${cmd%/cmd}
	case "$dir" in *"$word"*) ;; *) continue ;; esac
	(cd "$dir" && sh ./cmd >"$tmp/stdout" 2>"$tmp/stderr" </dev/null)
	echo $? >"$tmp/exit"
	grep -qx 0 "$tmp/exit" && : >"$tmp/exit"
	if [ "$accept" = yes ]; then
		for what in stdout stderr exit; do
			keep "$tmp/$what" "$dir/$what"
		done
		passed=$((passed + 1))
		continue
	fi
	: >"$tmp/report"
	for what in stdout stderr exit; do
		differs "$dir/$what" "$tmp/$what" "$what" >>"$tmp/report" && echo "$what differs" >>"$tmp/report"
	done
	if [ -s "$tmp/report" ]; then
		failed=$((failed + 1))
		echo "FAILED $dir"
		cat "$tmp/report"
	else
		passed=$((passed + 1))
	fi
done <"$tmp/cases"

if [ -z "$word" ] && [ $((passed + failed)) -eq 0 ]; then
	echo "no golden case found"
	failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
