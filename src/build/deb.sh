#!/bin/sh
# make deb: a Debian package of the program as it was built, made with dpkg-deb alone.
#   deb.sh BUILD-FOLDER      leaves BUILD-FOLDER/peerlint_VERSION_ARCHITECTURE.deb
set -eu

build=$1
version=$PEERLINT_VERSION
architecture=$(dpkg --print-architecture)
root=$PWD/$build/deb
package=$build/peerlint_${version}_$architecture.deb

# Debian's own variables say who builds; else whoever made the last commit does.
email=${DEBEMAIL:-$(git log -1 --format=%ae 2>/dev/null || true)}
maintainer="${DEBFULLNAME:-the peerlint authors} <${email:-peerlint@example.org}>"

rm -rf "$root"
mkdir -p "$root/DEBIAN"
umask 022
# What is built twice of one commit is the same.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
${MAKE:-make} --no-print-directory -s install BUILD="$build" PREFIX=/usr DESTDIR="$root"
# Debian's zsh looks there, and in site-functions only below /usr/local.
mv "$root/usr/share/zsh/site-functions" "$root/usr/share/zsh/vendor-completions"
strip --strip-unneeded --remove-section=.comment "$root/usr/bin/peerlint"
find "$root/usr/share/man" -type f -exec gzip -9n {} +

doc=$root/usr/share/doc/peerlint
install -d "$doc"
{
	echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
	echo
	echo "Files: *"
	sed -n 's/^Copyright (c) /Copyright: /p' LICENSE
	echo "License: MIT"
	sed '1,/^Copyright/d' LICENSE | sed '1{/^$/d}; s/^$/./; s/^/ /'
} >"$doc/copyright"
printf 'peerlint (%s) unstable; urgency=medium\n\n  * Built from source.\n\n -- %s  %s\n' "$version" \
	"$maintainer" "$(date -Ru -d "@$SOURCE_DATE_EPOCH")" |
	gzip -9n >"$doc/changelog.gz"

# dpkg-shlibdeps wants a source package around it; this is the least of one.
mkdir -p "$root.source/debian"
printf 'Source: peerlint\n\nPackage: peerlint\nArchitecture: any\nDescription: linter\n' \
	>"$root.source/debian/control"
depends=$(cd "$root.source" && dpkg-shlibdeps -O "$root/usr/bin/peerlint" 2>/dev/null |
	sed -n 's/^shlibs:Depends=//p')
rm -rf "$root.source"
[ -n "$depends" ] || { echo "make deb: dpkg-shlibdeps found no libraries" >&2; exit 1; }

cat >"$root/DEBIAN/control" <<END
Package: peerlint
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk "$root/usr" | cut -f 1)
Depends: $depends
Section: net
Priority: optional
Description: linter for BGP peering and cloud interconnect documents
 Says what is wrong, and where, in the JSON of Cloudflare's Network
 Interconnects and Telnyx's virtual cross connects before anything is
 provisioned: addresses outside their link's prefix, AS numbers and MTUs that
 cannot be, two links on one prefix, references to what is not there.
 .
 It is made for pre-commit hooks, CI checks and editors, fetches nothing and
 executes nothing of what it reads.
END
(cd "$root" && find usr -type f -exec md5sum {} + | LC_ALL=C sort -k 2) >"$root/DEBIAN/md5sums"
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
rm -rf "$root"
echo "$package"
