#!/bin/sh
# The completions of share/, each asked in its shell what it offers. A shell that is not installed
# is left out.
set -u

share=$PWD/share
mkdir -p "$BUILD/tests"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

mkdir "$tmp/bin" "$tmp/home"
ln -s "$PWD/$BUILD/peerlint" "$tmp/bin/peerlint"
PATH=$tmp/bin:$PATH
HOME=$tmp/home
export PATH HOME
unset ZDOTDIR XDG_CONFIG_HOME XDG_DATA_HOME
mkdir -p "$tmp/work/links"
cd "$tmp/work" || exit 2
echo '{}' >links/ams.json
echo '{}' >links/ams.yaml

# What is typed | what must be offered, and what must not. All of them in every shell.
cat >"$tmp/cases" <<'EOT'
peerlint --f|--format --fail-on|--quiet
peerlint -f |text sarif rdjsonl|--quiet
peerlint --format=sa|sarif|text
peerlint --fail-on |error warning info never|off
peerlint --rule shape/ty|shape/type|shape/range
peerlint --rule=shape/type=|off info warning error|never
peerlint -r shape/type=wa|warning|off
peerlint --kind cloudflare/c|cloudflare/cni cloudflare/cni-create|telnyx/vxc
peerlint --color |auto always never|error
peerlint --column-unit |codepoints bytes utf16|auto
peerlint --profile |default pedantic|auto
peerlint ex|explain|check
peerlint explain shape/ty|shape/type|shape/range
peerlint -q -f json explain shape/ty|shape/type|shape/range
peerlint shape telnyx/vxc-|telnyx/vxc-create|telnyx/vxc
peerlint links/|ams.json|--quiet
peerlint check links/|ams.json|--quiet
EOT
{
	printf 'peerlint --|'
	peerlint --help | sed -nE 's/^ +(-., )?(--[a-z-]+) .*/\2/p' | tr '\n' ' '
	echo '|--never-heard-of'
} >>"$tmp/cases"

cat >"$tmp/ask.bash" <<'EOF2'
. "$1/bash-completion/completions/peerlint"
while IFS= read -r line; do
	# As readline does it: blanks and "=" part words.
	read -r -a COMP_WORDS <<<"${line//=/ = }"
	case $line in *[\ =]) [ "${line: -1}" = = ] || COMP_WORDS+=("") ;; esac
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	COMPREPLY=()
	_peerlint
	echo "${COMPREPLY[@]}"
done
EOF2

cat >"$tmp/ask.fish" <<'EOF2'
source $argv[1]/fish/vendor_completions.d/peerlint.fish
while read -l line
    complete -C $line | string replace -r '\t.*' '' | string join ' '
end
EOF2

# Zsh completes in its line editor only: one is started on a terminal of its own, and its compadd,
# which is told every candidate, writes them down.
cat >"$tmp/ask.zsh" <<'EOF2'
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "share=${(q)1}; asked=${(q)2}"
zpty -w z 'PS1=; unsetopt zle_bracketed_paste 2>/dev/null; fpath=($share/zsh/site-functions $fpath)'
zpty -w z 'autoload -Uz compinit; compinit -u -D; bindkey "^I" complete-word; LISTMAX=0'
zpty -w z 'compadd() {
	if [[ " $* " == *" -"[OAD]" "* ]]; then builtin compadd "$@"; return; fi
	local -a hits; builtin compadd -O hits "$@"; print -r -- ${hits%=} >>$asked
	builtin compadd "$@"
}'
zpty -w z 'done_asking() { zle -I; print -r -- "-- end" >>$asked; zle kill-buffer }'
zpty -w z 'kill-buffer() { BUFFER= }; zle -N kill-buffer; zle -N done_asking; bindkey "^G" done_asking'
zpty -w z 'print -r -- "-- ready" >>$asked'
until grep -qs '^-- ready' $2; do zpty -r -t z text || sleep 0.05; done
while IFS= read -r line; do
	: >$2
	zpty -w -n z "$line"$'\t'
	zpty -w -n z $'\x07'
	for i in {1..200}; do
		grep -qs '^-- end' $2 && break
		zpty -r -t z text || sleep 0.05
	done
	print -r -- ${${(f)"$(<$2)"}:#-- end}
done
zpty -d z
EOF2

# try SHELL COMMAND...: asks it all lines at once, and compares what it offers.
try() {
	shell=$1
	shift
	if ! command -v "$shell" >/dev/null 2>&1; then
		echo "skipped: $shell is not here"
		return
	fi
	cut -d '|' -f 1 "$tmp/cases" | timeout 60 "$@" >"$tmp/offers" 2>"$tmp/errors"
	if [ -s "$tmp/errors" ]; then
		echo "FAILED $shell complains:"
		cat "$tmp/errors"
		failed=$((failed + 1))
	fi
	paste -d '|' "$tmp/cases" "$tmp/offers" >"$tmp/both"
	while IFS='|' read -r line wanted unwanted offers; do
		bad=
		# Fish gives whole words, and a file with its folder.
		offers=" $(printf '%s ' "$offers" | sed 's,[^ ]*=\([^ ]\),\1,g; s,= , ,g; s, links/, ,g; s,^links/,,') "
		for word in $wanted; do
			case "$offers" in *" $word "*) ;; *) bad="$bad lacks $word;" ;; esac
		done
		for word in $unwanted; do
			case "$offers" in *" $word "*) bad="$bad has $word;" ;; esac
		done
		if [ -n "$bad" ]; then
			echo "FAILED $shell: $line:$bad it offers:$offers"
			failed=$((failed + 1))
		else
			passed=$((passed + 1))
		fi
	done <"$tmp/both"
}

try bash bash --norc "$tmp/ask.bash" "$share"
try zsh zsh -f "$tmp/ask.zsh" "$share" "$tmp/asked"
try fish fish --no-config "$tmp/ask.fish" "$share"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
