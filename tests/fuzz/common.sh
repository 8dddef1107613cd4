# shellcheck shell=sh
# For the scripts that run fuzzers: which there are, and what each begins with.

# fuzzers WORD: the names that hold the word
fuzzers() {
	for source in tests/fuzz/fuzz_*.c; do
		name=${source##*/fuzz_}
		case "$name" in *"$1"*) echo "${name%.c}" ;; esac
	done
}

# dictionary NAME: its own, or that of JSON
dictionary() {
	if [ -f "tests/fuzz/dict/$1.dict" ]; then
		echo "tests/fuzz/dict/$1.dict"
	else
		echo tests/fuzz/dict/json.dict
	fi
}

# seeds PROGRAM: $BUILD/seeds, made once
seeds() {
	[ -d "$BUILD/seeds" ] || PEERLINT=$1 sh tests/fuzz/seeds.sh "$BUILD/seeds" || exit 1
}
