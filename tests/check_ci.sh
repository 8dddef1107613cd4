#!/bin/sh
# The examples of share/peerlint/ci: each is what the README shows, its commands run, and it fits
# the schema of its service (SchemaStore's and GitLab's, as npm's action-validator and
# gitlab-ci-local carry them; .ci/run installs these below the build folder).
set -u

ci=$PWD/share/peerlint/ci
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# shellcheck source=/dev/null
. tests/verdict.sh

mkdir -p "$tmp/bin" "$tmp/home" "$tmp/work/links" "$tmp/gitlab"
ln -s "$PWD/$BUILD/peerlint" "$tmp/bin/peerlint"
cp testdata/demo/*.json "$tmp/work/links"
PATH=$tmp/bin:$PWD/build/npm/node_modules/.bin:$PATH
export PATH

for example in "$ci"/github-actions.yml "$ci"/gitlab-ci.yml; do
	name=${example##*/}
	sed -nE 's/^ *-? *(run: )?(peerlint .*)/\2/p' "$example" >"$tmp/command"
	(cd "$tmp/work" && sh ../command) >"$tmp/log" 2>&1
	[ $? -eq 1 ] && [ -s "$tmp/command" ]
	verdict "$name: its command finds what is wrong" $? "$tmp/log"
	grep -oE '[a-z0-9]+=[a-z]+\.[a-z]+' "$tmp/command" | sed 's/.*=//' >"$tmp/reports"
	while read -r report; do
		[ -s "$tmp/work/$report" ] && grep -qE "^ +[a-z_]+: $report\$" "$example"
		verdict "$name: $report is written, and taken up" $? "$tmp/log"
	done <"$tmp/reports"
done

if command -v action-validator >/dev/null 2>&1; then
	action-validator "$ci/github-actions.yml" >"$tmp/log" 2>&1
	verdict "github-actions.yml fits its schema" $? "$tmp/log"
else
	echo "skipped: action-validator is not here (npm install @action-validator/cli @action-validator/core)"
fi
if command -v gitlab-ci-local >/dev/null 2>&1; then
	cp "$ci/gitlab-ci.yml" "$tmp/gitlab/.gitlab-ci.yml"
	git -C "$tmp/gitlab" init -q
	git -C "$tmp/gitlab" remote add origin git@git.example.net:links/links.git
	(cd "$tmp/gitlab" && HOME=$tmp/home gitlab-ci-local --list) >"$tmp/log" 2>&1
	verdict "gitlab-ci.yml fits its schema" $? "$tmp/log"
else
	echo "skipped: gitlab-ci-local is not here (npm install gitlab-ci-local)"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
