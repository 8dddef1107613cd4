#!/bin/sh
# make install and make uninstall: every file in its place, DESTDIR and PREFIX respected, and
# nothing left behind.
set -u

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# verdict NAME EXPECTED-FILE GOT-FILE
verdict() {
	if diff -u "$2" "$3" >"$tmp/diff"; then
		passed=$((passed + 1))
	else
		echo "FAILED $1:"
		cat "$tmp/diff"
		failed=$((failed + 1))
	fi
}

# under FOLDER: the files below it, with their modes
under() {
	(cd "$1" && find . ! -type d -printf '%m %p\n' | LC_ALL=C sort)
}

# a MAKE-TARGET that must work
run_make() {
	${MAKE:-make} --no-print-directory -s BUILD="$BUILD" "$@" >"$tmp/log" 2>&1 ||
		{ echo "FAILED make $*:" && cat "$tmp/log" && failed=$((failed + 1)); }
}

# try NAME DESTDIR PREFIX
try() {
	dest=$2
	prefix=$3
	mkdir -p "$dest$prefix/share/man/man1"
	echo "of someone else" >"$dest$prefix/share/man/man1/other.1"
	under "$dest" >"$tmp/before"
	{
		printf '755 .%s/bin/peerlint\n' "$prefix"
		(cd share && find . -type f -printf "644 .$prefix/share/%P\n")
		cat "$tmp/before"
	} | LC_ALL=C sort >"$tmp/expected"
	run_make install DESTDIR="$dest" PREFIX="$prefix"
	under "$dest" >"$tmp/after"
	verdict "$1: what is installed" "$tmp/expected" "$tmp/after"
	run_make install DESTDIR="$dest" PREFIX="$prefix"
	under "$dest" >"$tmp/after"
	verdict "$1: what is installed twice" "$tmp/expected" "$tmp/after"
	(cd "$tmp" && printf '{ "cust_ip": 1 }' | "$dest$prefix/bin/peerlint" --kind cloudflare/cni -q -f gcc - |
		grep -c 'shape/type') >"$tmp/used"
	echo 1 >"$tmp/one"
	verdict "$1: what is installed is used" "$tmp/one" "$tmp/used"
	run_make uninstall DESTDIR="$dest" PREFIX="$prefix"
	under "$dest" >"$tmp/after"
	verdict "$1: what is left" "$tmp/before" "$tmp/after"
	rm -f "$dest$prefix/share/man/man1/other.1"
	run_make install DESTDIR="$dest" PREFIX="$prefix"
	run_make uninstall DESTDIR="$dest" PREFIX="$prefix"
	(cd "$dest$prefix" && find share -mindepth 2) >"$tmp/folders"
	: >"$tmp/none"
	verdict "$1: no folder is left" "$tmp/none" "$tmp/folders"
}

try "usual" "$tmp/root" /usr/local
try "names with blanks" "$tmp/a root" "/opt/pe er"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
