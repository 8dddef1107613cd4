#!/bin/sh
# All tests of the project; CASE narrows them to those whose name holds it. Prints what failed,
# a line a group, and last: N passed, N failed
set -u

passed=0
failed=0
log=$BUILD/tests/log
mkdir -p "$log"
export PEERLINT="$PWD/$BUILD/peerlint"

# group NAME PASSED FAILED LOG
group() {
	passed=$((passed + $2))
	failed=$((failed + $3))
	echo "$1: $2 passed, $3 failed"
	[ "$3" -eq 0 ] || cat "$4"
}

# summed NAME COMMAND...: a command whose last line is "N passed, N failed"
summed() {
	name=$1
	shift
	"$@" >"$log/$name" 2>&1
	status=$?
	line=$(tail -n 1 "$log/$name")
	case "$line" in
	*" passed, "*" failed")
		p=${line%% passed*}
		f=${line##*, }
		f=${f%% failed}
		;;
	*)
		p=0
		f=1
		;;
	esac
	[ "$status" -eq 0 ] || [ "$f" -ne 0 ] || f=1
	group "$name" "$p" "$f" "$log/$name"
}

for test in "$BUILD"/tests/test_*; do
	name=${test##*/}
	[ -x "$test" ] && [ -f "tests/$name.c" ] || continue
	case "$name" in *"$CASE"*) ;; *) continue ;; esac
	CMOCKA_MESSAGE_OUTPUT=TAP "$test" >"$log/$name" 2>&1
	status=$?
	p=$(grep -c '^ok ' "$log/$name")
	f=$(grep -c '^not ok ' "$log/$name")
	if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
		f=1
	fi
	group "$name" "$p" "$f" "$log/$name"
done

[ -n "$CASE" ] || summed rules "$PEERLINT" test
summed golden sh tests/golden.sh "$CASE"
for script in tests/check_*.sh; do
	name=${script##*/}
	name=${name%.sh}
	case "$name" in *"$CASE"*) ;; *) continue ;; esac
	summed "$name" sh "$script"
done

if [ $((passed + failed)) -eq 0 ]; then
	echo "no test has \"$CASE\" in its name"
	failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
