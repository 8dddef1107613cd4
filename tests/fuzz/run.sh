#!/bin/sh
# Runs every fuzzer for some seconds, one after the other, from the seeds and from what earlier runs
# kept. What stops a fuzzer is kept in found/, with its log.
#   run.sh SECONDS [WORD]     needs BUILD
set -u

seconds=$1
word=${2:-}
found=$BUILD/found
passed=0
failed=0
export ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=1"
export UBSAN_OPTIONS="print_stacktrace=1"

mkdir -p "$found" "$BUILD/corpus"
# shellcheck source=/dev/null
. tests/fuzz/common.sh
seeds "$PWD/$BUILD/peerlint"
for name in $(fuzzers "$word"); do
	mkdir -p "$BUILD/corpus/$name"
	# The program itself prints there.
	mask=0
	[ "$name" != config ] || mask=3
	if "$BUILD/fuzz_$name" -max_total_time="$seconds" -timeout=10 -close_fd_mask=$mask -rss_limit_mb=3000 -max_len=8192 \
		-dict="$(dictionary "$name")" -artifact_prefix="$found/$name-" -print_final_stats=1 \
		"$BUILD/corpus/$name" "$BUILD/seeds/$name" >"$found/$name.log" 2>&1; then
		passed=$((passed + 1))
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$found/$name.log")
		features=$(sed -n 's/.* ft: \([0-9]*\) .*/\1/p' "$found/$name.log" | tail -n 1)
		echo "$name: $runs runs, ${features:-0} features, nothing found"
	else
		failed=$((failed + 1))
		echo "$name: FOUND"
		grep -E 'ERROR|SUMMARY|broken:|runtime error|Test unit written' "$found/$name.log"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
