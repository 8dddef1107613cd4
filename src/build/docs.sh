#!/bin/sh
# make docs: a page of Markdown a pack in the folder $1, of what peerlint explains, and the
# functions in the manual page of rules, which rules/README.md has in its table.
#   docs.sh FOLDER PROGRAM
#   docs.sh --functions         prints that manual page as it should be
set -eu

page=share/man/man5/peerlint-rules.5

# The manual page with the list of functions that rules/README.md has.
print_manual() {
	awk '
		FNR == NR {
			if ($0 ~ /^\| `/) {
				split($0, cell, " \\| ")
				sub(/^\| `/, "", cell[1])
				sub(/`$/, "", cell[1])
				sub(/ \|$/, "", cell[2])
				gsub(/→/, "\\(->", cell[1])
				gsub(/…/, "...", cell[2])
				gsub(/"/, "\\(dq", cell[2])
				gsub(/`/, "", cell[2])
				if (cell[1] ~ /^[a-z0-9_]+\([VN, ]*\)/)
					list = list ".It " cell[1] "\n" cell[2] "\n"
			}
			next
		}
		/^\.\\" end of functions/ { skip = 0 }
		!skip { print }
		/^\.\\" functions:/ { printf "%s", list; skip = 1 }
	' rules/README.md "$page"
}

# Explanations, as they are printed, to Markdown: a file a pack.
to_markdown() {
	awk -v folder="$1" '
		function start(id, severity,   pack) {
			pack = id
			sub(/\/.*/, "", pack)
			file = folder "/" pack ".md"
			if (!(file in seen)) {
				seen[file] = 1
				printf "# The rules of %s\n", pack >file
			}
			printf "\n## %s\n\n%s\n", id, severity >file
			section = "summary"
		}
		/^[a-z0-9-]+\/[a-z0-9-]+ \(/ {
			id = $1
			severity = substr($0, length(id) + 2)
			start(id, substr(severity, 2, length(severity) - 2))
			next
		}
		/^[A-Z]/ {
			heading = $0
			section = heading
			if (heading ~ /^To turn it off/) {
				sub(/--rule [^,]*/, "`&`", heading)
				sub(/"rules": .* }/, "`&`", heading)
			} else
				heading = "**" heading "**"
			printf "%s\n", heading >file
			next
		}
		# Examples keep their indent, which makes them code; text loses it.
		/^    / && section ~ /^Sources/ { $0 = "- " substr($0, 5) }
		/^    / && section !~ /^What/ { $0 = substr($0, 5) }
		{ print >file }
	'
}

if [ "$1" = --functions ]; then
	print_manual
	exit
fi

mkdir -p "$1"
rm -f "$1"/*.md
# shellcheck disable=SC2046
"$2" explain $("$2" rules | sed 's/ .*//') | to_markdown "$1"
print_manual >"$1/page"
cmp -s "$1/page" "$page" || cp "$1/page" "$page"
rm -f "$1/page"
