#!/bin/sh
# The editor files of share/, each in its editor, run without a screen: what the editor shows must
# be what the program says on its own. What is not installed is left out.
set -u

program=$PWD/$BUILD/tests/test_report_formats
share=$PWD/share
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

verdict() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		echo "FAILED $1"
		echo "expected: $3"
		echo "got:      $2"
		failed=$((failed + 1))
	fi
}

skip() {
	echo "skipped: $1"
}

# Two findings, one of them behind characters of three and four bytes.
mkdir "$tmp/bin" "$tmp/links"
cat >"$tmp/links/ams.json" <<'EOF'
{
  "id": "7c0b8a52-3f5e-4d0e-9c4e-0f2a6f1d9b11",
  "account": "8f3b9c41d02e4a7796b5e1fa40c7d2e8",
  "interconnect": "ams-am5-01",
  "cust_ip": "10.255.12.8/31",
  "p2p_ip": "10.255.12.4/31",
  "magic": { "conduit_name": "cni-ams-1", "description": "first 中😀 port", "mtu": 9000 }
}
EOF
ln -s "$PWD/$BUILD/peerlint" "$tmp/bin/peerlint"
PATH=$tmp/bin:$PATH
export PATH
cd "$tmp" || exit 2
# shellcheck disable=SC2094 # "gcc" is a format and a file.
peerlint --quiet --format gcc --column-unit bytes links/ams.json >gcc
verdict "the findings there are" "$(wc -l <gcc)" 2
sed -nE 's/^([^:]*):([0-9]+):([0-9]+): (.)[a-z]*: (.*)$/1|\1|\2|\3|\4|\5/p' gcc >vim.expected
sed -nE 's/^[^:]*:([0-9]+):[0-9]+: ([a-z]*): [^ ]*: (.*)$/:\2|\1|\3/p' gcc |
	sed 's,|5|,|"10.255.12.8/31"|,; s,|7|,|9000|,' >emacs.expected

cat >"$tmp/test.vim" <<'EOF'
edit links/ams.json
compiler peerlint
silent make!
let seen = []
let places = []
for item in getqflist()
  call add(seen, join([item.valid, bufname(item.bufnr), item.lnum, item.col, item.type, item.text], '|'))
  call add(places, matchstr(strpart(getline(item.lnum), item.col - 1), '^["/0-9.]*'))
endfor
call writefile(places, 'vim.places')
call writefile(seen, 'vim.out')
qall!
EOF

# vim_like PROGRAM FOLDER: what :compiler peerlint of this folder of share/ shows in it
vim_like() {
	rm -f vim.places vim.out
	TERM=dumb timeout 30 "$1" -N -u NONE -i NONE -n -es --cmd "set runtimepath^=$share/$2" \
		-S test.vim >/dev/null 2>&1 </dev/null
	verdict "$1: :compiler peerlint" "$(cat vim.out 2>&1)" "$(cat vim.expected)"
	verdict "$1: what is at the places" "$(cat vim.places 2>&1)" '"10.255.12.8/31"
9000'
}

if command -v vim >/dev/null 2>&1 && vim --version | grep -q '+quickfix'; then
	vim_like vim vim/vimfiles
else
	skip "vim with quickfix is not here"
fi
if command -v nvim >/dev/null 2>&1; then
	vim_like nvim nvim/site
else
	skip "nvim is not here"
fi

if command -v emacs >/dev/null 2>&1; then
	cat >"$tmp/test.el" <<'EOF'
(require 'peerlint-flymake)
(find-file "links/ams.json")
(let (seen)
  (peerlint-flymake (lambda (found &rest _) (setq seen (list found))))
  (with-timeout (20) (while (not seen) (accept-process-output nil 0.05)))
  (dolist (diagnostic (car seen))
    (princ (format "%s|%s|%s\n" (flymake-diagnostic-type diagnostic)
                   (buffer-substring (flymake-diagnostic-beg diagnostic)
                                     (flymake-diagnostic-end diagnostic))
                   (flymake-diagnostic-text diagnostic)))))
EOF
	verdict "emacs: the flymake backend" "$(cd "$tmp" && timeout 60 emacs -Q --batch \
		-L "$share/emacs/site-lisp" -l test.el 2>"$tmp/emacs.err" </dev/null)" \
		"$(cat "$tmp/emacs.expected")"
	verdict "emacs: the backend compiles without a warning" "$(cp \
		"$share/emacs/site-lisp/peerlint-flymake.el" "$tmp" && emacs -Q --batch -f \
		batch-byte-compile "$tmp/peerlint-flymake.el" 2>&1)" ""
else
	skip "emacs is not here"
fi

# The problem matchers are regular expressions of JavaScript (and .NET, alike where they are used).
if command -v node >/dev/null 2>&1; then
	cat >"$tmp/match.js" <<'EOF'
const fs = require("fs");
const [share, text] = process.argv.slice(2);
const github = JSON.parse(fs.readFileSync(share + "/peerlint/peerlint-matcher.json"));
const code = JSON.parse(fs.readFileSync(share + "/peerlint/vscode-tasks.json"));
const patterns = github.problemMatcher.map((matcher) => matcher.pattern[0]);
patterns.push(code.tasks[0].problemMatcher.pattern);
for (const pattern of patterns)
  for (const line of fs.readFileSync(text, "utf8").split("\n")) {
    const found = new RegExp(pattern.regexp).exec(line);
    if (found)
      console.log(["file", "line", "column", "severity", "message", "code"]
        .map((name) => (pattern[name] ? found[pattern[name]] : "")).join("|"));
  }
EOF
	claim="#/cust_ip: 192.0.2.8/31 is outside 192.0.2.4/31, the prefix of p2p_ip"
	one="links/ams.json|4|14|error|$claim|cloudflare/cust-ip-outside-p2p"
	for format in text gcc; do
		"$program" "$format" one >"$tmp/$format.one"
		verdict "problem matchers: $format" \
			"$(node "$tmp/match.js" "$share" "$tmp/$format.one" 2>&1)" "$one
$one"
	done
	for format in text gcc; do
		"$program" "$format" nasty >"$tmp/$format.nasty"
		verdict "problem matchers: every finding of $format, and nothing else" \
			"$(node "$tmp/match.js" "$share" "$tmp/$format.nasty" | wc -l)" \
			"$(($("$program" gcc nasty | wc -l) * 2))"
	done
else
	skip "node is not here to try the problem matchers"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
