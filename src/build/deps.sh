#!/bin/sh
# Sees to it that everything is there that peerlint is built and tested with. On Debian and its
# kin what is missing is installed; elsewhere the packages are named.
set -eu

missing=""

# need PACKAGE HEADER: the package is missing if the header cannot be included.
need() {
	if ! printf '#include <%s>\n' "$2" | "${CC:-cc}" -E -x c - >/dev/null 2>&1; then
		missing="$missing $1"
	fi
}

command -v pkg-config >/dev/null 2>&1 || missing="$missing pkg-config"
need libcjson-dev cjson/cJSON.h
need libpcre2-dev pcre2posix.h
need libcidr-dev libcidr.h
need libidn2-dev idn2.h
if ! printf '#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <setjmp.h>\n#include <cmocka.h>\n' |
	"${CC:-cc}" -E -x c - >/dev/null 2>&1; then
	missing="$missing libcmocka-dev"
fi

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	cat >&2 <<EOF
peerlint: these are missing:$missing
The names are Debian's. Install the development files of cJSON, PCRE2 (8 bit), libcidr,
libidn2 and cmocka, and pkg-config, with your system's package manager, then call make again.
libcidr: https://www.over-yonder.net/~fullermd/projects/libcidr
EOF
	exit 1
fi

sudo=""
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "peerlint: as root, type: apt-get install$missing" >&2
		exit 1
	fi
	sudo=sudo
fi

echo "peerlint: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
if ! { $sudo apt-get update -q && $sudo apt-get install -q -y --no-install-recommends $missing; } \
	>"${TMPDIR:-/tmp}/peerlint-deps.$$" 2>&1; then
	cat "${TMPDIR:-/tmp}/peerlint-deps.$$" >&2
	rm -f "${TMPDIR:-/tmp}/peerlint-deps.$$"
	echo "peerlint: could not install$missing: see above" >&2
	exit 1
fi
rm -f "${TMPDIR:-/tmp}/peerlint-deps.$$"
