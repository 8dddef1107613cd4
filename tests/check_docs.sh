#!/bin/sh
# make docs: a page a pack, and each rule on one page, once, with its text, examples and sources.
set -u

peerlint=$PWD/$BUILD/peerlint
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# shellcheck source=/dev/null
. tests/verdict.sh

sh src/build/docs.sh "$tmp/docs" "$peerlint" >"$tmp/log" 2>&1
verdict "make docs" $? "$tmp/log"
"$peerlint" rules | sed 's/ .*//' | LC_ALL=C sort >"$tmp/rules"
sed -n 's/^## //p' "$tmp"/docs/*.md | LC_ALL=C sort >"$tmp/headings"
diff "$tmp/rules" "$tmp/headings" >"$tmp/log"
verdict "a heading a rule" $? "$tmp/log"
for page in "$tmp"/docs/*.md; do
	pack=${page##*/}
	pack=${pack%.md}
	grep '^## ' "$page" | grep -v "^## $pack/" >"$tmp/log"
	[ ! -s "$tmp/log" ]
	verdict "$pack: its own rules alone" $? "$tmp/log"
	# Between two headings there must be all parts.
	awk '
		function told() { if (id && (!why || !off)) print id " lacks a part" }
		/^## / { told(); id = $2; why = off = 0 }
		/^\*\*Why it matters\*\*/ { why = 1 }
		/^To turn it off: `--rule [a-z0-9-]+\/[a-z0-9-]+=off`, or `"rules": \{ .* \}` in / { off = 1 }
		END { told() }
	' "$page" >"$tmp/log"
	[ ! -s "$tmp/log" ]
	verdict "$pack: every rule has its parts" $? "$tmp/log"
done
# The first example of a rule, out of its page again, is found by the rule.
sed -n '/^## cloudflare\/cust-ip-outside-p2p$/,/^\*\*What it should/p' "$tmp/docs/cloudflare.md" |
	sed -n 's/^    //p' >"$tmp/bad.json"
"$peerlint" -q -f gcc "$tmp/bad.json" 2>&1 | tee "$tmp/log" | grep -q 'cloudflare/cust-ip-outside-p2p'
verdict "an example is a whole document" $? "$tmp/log"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
