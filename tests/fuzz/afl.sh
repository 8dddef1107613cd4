#!/bin/sh
# The same fuzzers under AFL++, one after the other. What stops one is in build/afl/out/NAME/default/.
#   afl.sh SECONDS [WORD]     needs BUILD
set -u

seconds=$1
word=${2:-}
passed=0
failed=0
export AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
export AFL_IGNORE_SEED_PROBLEMS=1

# shellcheck source=/dev/null
. tests/fuzz/common.sh
seeds "$PWD/build/peerlint"
mkdir -p "$BUILD/out"
for name in $(fuzzers "$word"); do
	afl-fuzz -V "$seconds" -m none -t 2000+ -x "$(dictionary "$name")" -i "$BUILD/seeds/$name" \
		-o "$BUILD/out/$name" -- "$BUILD/fuzz_$name" >"$BUILD/out/$name.log" 2>&1
	stats=$BUILD/out/$name/default/fuzzer_stats
	if [ ! -f "$stats" ]; then
		failed=$((failed + 1))
		echo "$name: afl-fuzz did not run: see $BUILD/out/$name.log"
		continue
	fi
	found=$(awk '/^saved_(crashes|hangs) /{ n += $3 } END { print n + 0 }' "$stats")
	echo "$name: $(sed -n 's/^execs_done *: *//p' "$stats") runs, found $found"
	if [ "$found" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
