#!/bin/sh
# The editor files of share/, each in its editor, run without a screen, on a report of the one
# finding that tests/report/nasty.h has of links/ams.json. What is not installed is left out.
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

# Stands in for the program, and complains where it is called as the editor files must not.
mkdir "$tmp/bin" "$tmp/links"
"$program" document one >"$tmp/links/ams.json"
cat >"$tmp/bin/peerlint" <<EOF
#!/bin/sh
case "\$*" in
"--quiet --format gcc --column-unit bytes links/ams.json")
	"$program" gcc one
	exit 1 ;;
"--quiet --format jsonl --stdin-filename ams.json -")
	cat >"$tmp/stdin"
	"$program" jsonl one | sed 's,links/,,g'
	exit 1 ;;
esac
echo "peerlint: unexpected: \$*"
exit 2
EOF
chmod +x "$tmp/bin/peerlint"
PATH=$tmp/bin:$PATH
export PATH

if command -v vim >/dev/null 2>&1 && vim --version | grep -q '+quickfix'; then
	cat >"$tmp/test.vim" <<'EOF'
edit links/ams.json
compiler peerlint
silent make!
let seen = []
for item in getqflist()
  call add(seen, join([item.valid, bufname(item.bufnr), item.lnum, item.col, item.type, item.text], '|'))
endfor
call writefile(seen, 'vim.out')
qall!
EOF
	(cd "$tmp" && TERM=dumb timeout 30 vim -N -u NONE -i NONE -n -es \
		--cmd "set runtimepath^=$share/vim/vimfiles" -S test.vim >/dev/null 2>&1 </dev/null)
	verdict "vim: :compiler peerlint" "$(cat "$tmp/vim.out" 2>&1)" "1|links/ams.json|4|14|e|#/cust_ip:\
 192.0.2.8/31 is outside 192.0.2.4/31, the prefix of p2p_ip [cloudflare/cust-ip-outside-p2p]"
else
	skip "vim with quickfix is not here"
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
		":error|\"192.0.2.8/31\"|192.0.2.8/31 is outside 192.0.2.4/31, the prefix of p2p_ip\
 [cloudflare/cust-ip-outside-p2p]"
	verdict "emacs: what is sent" "$(cat "$tmp/stdin" 2>&1)" "$(cat "$tmp/links/ams.json")"
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
