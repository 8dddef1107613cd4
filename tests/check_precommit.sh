#!/bin/sh
# .pre-commit-hooks.yaml with the real pre-commit: good and bad commits in a scratch repository.
set -u

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

if ! command -v pre-commit >/dev/null 2>&1; then
	echo "skipped: pre-commit is not here (Debian: apt-get install pre-commit)"
	echo "0 passed, 0 failed"
	exit 0
fi

mkdir "$tmp/bin" "$tmp/home" "$tmp/hooks" "$tmp/work"
ln -s "$PWD/$BUILD/peerlint" "$tmp/bin/peerlint"
PATH=$tmp/bin:$PATH
HOME=$tmp/home
PRE_COMMIT_HOME=$tmp/cache
GIT_CONFIG_GLOBAL=$tmp/gitconfig
GIT_CONFIG_NOSYSTEM=1
export PATH HOME PRE_COMMIT_HOME GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE XDG_CONFIG_HOME XDG_CACHE_HOME
git config --global user.name tester
git config --global user.email tester@example.org
git config --global init.defaultBranch main

cp .pre-commit-hooks.yaml "$tmp/hooks/"
demo=$PWD/testdata/demo
cd "$tmp/hooks" || exit 2
git init -q && git add -A && git commit -qm hooks
cd "$tmp/work" || exit 2
git init -q
printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n  - id: peerlint\n' "$tmp/hooks" \
	"$(git -C "$tmp/hooks" rev-parse HEAD)" >.pre-commit-config.yaml
pre-commit install >"$tmp/log" 2>&1 || { cat "$tmp/log"; failed=1; }

# commit NAME WANTED PATTERN: what is in the folder; WANTED is "passes" or "fails", and what
# pre-commit says has PATTERN.
commit() {
	git add -A
	if git commit -qm "$1" >"$tmp/log" 2>&1; then
		got=passes
	else
		got=fails
		git reset -q
	fi
	if [ "$got" = "$2" ] && grep -q "$3" "$tmp/log"; then
		passed=$((passed + 1))
	else
		echo "FAILED $1: it must say $3 and be one that $2:"
		cat "$tmp/log"
		failed=$((failed + 1))
	fi
}

mkdir links
printf '%s\n' '{ "id": "7c0b8a52-3f5e-4d0e-9c4e-0f2a6f1d9b11",' \
	'  "account": "8f3b9c41d02e4a7796b5e1fa40c7d2e8", "interconnect": "ams-am5-01",' \
	'  "cust_ip": "10.255.12.5/31", "p2p_ip": "10.255.12.4/31",' \
	'  "magic": { "conduit_name": "cni-ams-1", "description": "", "mtu": 1500 } }' >links/good.json
commit "a good document" passes 'peerlint.*Passed'

echo '{ "name": "web", "version": "1.0.0" }' >package.json
commit "a file that is none of ours" passes 'peerlint.*Passed'

echo 'a note' >notes.txt
commit "nothing to check" passes 'no files to check.*Skipped'

cp "$demo/ams.json" links/bad.json
commit "a bad document" fails 'links/bad.json:5:14: error: .*cloudflare/cust-ip-outside-p2p'
rm links/bad.json

sed 's/7c0b8a52/8c0b8a52/; s/cni-ams-1/cni-ams-2/; s/12\.5/12.4/; s/"10.255.12.4\/31",$/"10.255.12.5\/31",/' \
	links/good.json >links/second.json
sed -i 's/first//' links/good.json && echo >>links/good.json
commit "two documents of one commit on one prefix" fails 'links/second.json:.*error: .*\[cloudflare/'
rm links/second.json

tr -d '\n' <links/good.json | sed 's/12\.5/12.8/' >links/bad.ndjson
commit "a bad line of NDJSON" fails 'links/bad.ndjson:1:'
rm links/bad.ndjson

printf '{ "id": }\n' >links/broken.json
commit "text that is not JSON" fails 'json/syntax'

rm links/broken.json

# What a user puts into args does not take away what the hook has of its own.
printf '    args: [--baseline, .peerlint-baseline.json, --fail-on, info]\n' >>.pre-commit-config.yaml
cp "$demo/ams.json" links/bad.json
peerlint baseline -q links
echo >>package.json
commit "a bad document that the baseline has" passes 'peerlint.*Passed'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
