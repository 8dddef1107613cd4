#!/bin/sh
# make deb: the package is installed by dpkg into a root in which there is nothing but the
# libraries that it depends on, used there, and taken away again.
set -u

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

if ! command -v dpkg-deb >/dev/null 2>&1 || ! command -v dpkg-shlibdeps >/dev/null 2>&1; then
	echo "skipped: dpkg-deb and dpkg-shlibdeps are not here"
	echo "0 passed, 0 failed"
	exit 0
fi
if ldd "$BUILD/peerlint" | grep -q 'lib[au][sb]san'; then
	echo "skipped: a program with sanitizers is no package"
	echo "0 passed, 0 failed"
	exit 0
fi

# shellcheck source=/dev/null
. tests/verdict.sh

# in_root COMMAND...: where the root is /
in_root() {
	if [ "$(id -u)" -eq 0 ]; then
		chroot "$root" "$@"
	else
		unshare -r chroot "$root" "$@"
	fi
}

${MAKE:-make} --no-print-directory -s BUILD="$BUILD" deb >"$tmp/log" 2>&1
verdict "make deb" $? "$tmp/log"
package=$(tail -n 1 "$tmp/log")

dpkg-deb -f "$package" Depends >"$tmp/depends"
for library in libc6 libcidr0 libcjson1 libpcre2-8-0; do
	grep -q "$library" "$tmp/depends"
	verdict "depends on $library" $? "$tmp/depends"
done

# dpkg in the new root knows the libraries that this system has, and they alone are there.
root=$tmp/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
: >"$root/var/lib/dpkg/available"
for name in $(tr ',' '\n' <"$tmp/depends" | sed 's/^ *//; s/ .*//'); do
	dpkg-query -s "$name" | grep -vE '^(Depends|Pre-Depends|Breaks|Conflicts|Conffiles| )'
	echo
done >"$root/var/lib/dpkg/status"
ldd "$BUILD/peerlint" | grep -oE '/[^ ]+' | while IFS= read -r library; do
	mkdir -p "$root${library%/*}"
	cp -L "$library" "$root$library"
done

# As dpkg wants it: a path with its tools, and no scripts to run.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		PATH=$PATH:/usr/sbin:/sbin "$@"
	else
		PATH=$PATH:/usr/sbin:/sbin unshare -r "$@"
	fi
}

if ! as_root true 2>/dev/null || ! in_root /usr/bin/false 2>"$tmp/log" && grep -q 'not permitted' "$tmp/log"; then
	echo "skipped: a root of its own is not permitted here; the package was built, not installed"
else
	as_root dpkg --root="$root" --log=/dev/null --install "$package" >"$tmp/log" 2>&1
	verdict "dpkg --install" $? "$tmp/log"
	cp testdata/demo/ams.json "$root/"
	in_root /usr/bin/peerlint --format gcc ams.json >"$tmp/log" 2>&1
	[ $? -eq 1 ] && grep -q 'cloudflare/cust-ip-outside-p2p' "$tmp/log"
	verdict "used in the root" $? "$tmp/log"
	# What a sanitizer says of a root without /proc is not the program's.
	in_root /usr/bin/peerlint --version >"$tmp/log" 2>/dev/null &&
		[ "$(cat "$tmp/log")" = "peerlint $(dpkg-deb -f "$package" Version)" ]
	verdict "the version is the package's" $? "$tmp/log"
	gzip -dc "$root/usr/share/man/man1/peerlint.1.gz" | cmp -s - share/man/man1/peerlint.1
	verdict "the manual page is there" $? "$tmp/log"
	as_root dpkg --root="$root" --log=/dev/null --purge peerlint >"$tmp/log" 2>&1
	verdict "dpkg --purge" $? "$tmp/log"
	find "$root" -name '*peerlint*' | grep -v '/var/lib/dpkg/' >"$tmp/left"
	[ ! -s "$tmp/left" ]
	verdict "nothing is left" $? "$tmp/left"
fi

if command -v lintian >/dev/null 2>&1; then
	lintian --fail-on error "$package" >"$tmp/log" 2>&1
	verdict "lintian" $? "$tmp/log"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
