#!/bin/sh
# The README's table beside other programs: what it says of peerlint is tried, each row of it.
set -u

peerlint=$PWD/$BUILD/peerlint
demo=$PWD/testdata/demo
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

sed -n '/^## Beside others/,/^## /p' README.md | grep '^| [^|]' >"$tmp/rows"
cp -R "$demo" "$tmp/work"
cd "$tmp/work" || exit 2

# claim ROW CELL COMMAND...: the table says so in its first column, and the command succeeds
claim() {
	row="| $1 | $2 |"
	shift 2
	grep -vF "$row" "$tmp/rows" >"$tmp/left"
	if cmp -s "$tmp/rows" "$tmp/left"; then
		echo "FAILED: the README has no row $row"
		failed=$((failed + 1))
	elif "$@" >"$tmp/log" 2>&1; then
		passed=$((passed + 1))
	else
		echo "FAILED: it is not so that $row"
		cat "$tmp/log"
		failed=$((failed + 1))
	fi
	mv "$tmp/left" "$tmp/rows"
}

# says PATTERN ARGUMENT...: what peerlint prints has the pattern
says() {
	pattern=$1
	shift
	"$peerlint" "$@" >"$tmp/said" 2>&1
	grep -q "$pattern" "$tmp/said" || { cat "$tmp/said"; return 1; }
}

made_for() {
	says '^cloudflare/cni ' kinds && says '^telnyx/vxc ' kinds
}

schema_2020() {
	echo '{"prefixItems":[{"type":"string"}],"items":{"type":"integer"}}' >schema.json
	echo '["a",1,"b"]' >data.json
	says '^data.json:1:8: error: #/2: ' -f gcc --shape schema.json data.json
}

duplicates() {
	echo '{"a":1,"a":2}' >twice.json
	says 'twice.json:1:8: error: .*json/duplicate-key' -f gcc twice.json
}

own_rule() {
	mkdir house
	cat >house/no-ams.json <<'EOF'
{ "summary": "a name is ams", "kind": "telnyx/network", "severity": "error", "why": "A test.",
  "sources": ["none"], "message": "the name is ams", "assert": "@.name != \"ams\"", "at": "@.name",
  "good": [{"id": "7c0b8a52-3f5e-4d0e-9c4e-0f2a6f1d9b11", "record_type": "network", "name": "fra"}], "bad": [{"id": "7c0b8a52-3f5e-4d0e-9c4e-0f2a6f1d9b11", "record_type": "network", "name": "ams"}] }
EOF
	echo '{"id": "7c0b8a52-3f5e-4d0e-9c4e-0f2a6f1d9b11", "record_type": "network", "name": "ams"}' >network.json
	says '^2 passed, 0 failed' test house && says 'house/no-ams' --pack house -k telnyx/network network.json
}

formats() {
	"$peerlint" -q -f sarif=a -f junit=b -f gitlab=c ams.json
	grep -q '"2.1.0"' a && grep -q '<testsuite' b && grep -q '"fingerprint"' c
}

baseline() {
	"$peerlint" baseline known.json ams.json && says '^no findings' --baseline known.json ams.json
}

reason() {
	echo '{"suppress": [{"file": "ams.json", "rule": "*"}]}' >config.json
	says 'missing the member reason' --config config.json ams.json
}

# In the report, and nowhere else.
repairs() {
	cp ams.json before.json
	says '"fix":{' -f json before.json && cmp before.json ams.json
}

yaml() {
	echo 'cust_ip: 192.0.2.1/31' >ams.yaml
	says 'expected JSON, found YAML' ams.yaml
}

no_network() {
	# shellcheck disable=SC2016
	echo '{"$ref": "https://example.org/schema"}' >remote.json
	says 'nothing is fetched' --shape remote.json ams.json &&
		! nm -D "$peerlint" | grep -wE 'socket|connect|getaddrinfo|gethostbyname'
}

three_libraries() {
	objdump -p "$peerlint" | sed -n 's/^ *NEEDED *//p' |
		grep -vE '^(libc|libasan|libubsan|libtsan|libdl|libpthread|libgcov)\.so' >needed
	cat needed
	[ "$(grep -cE '^lib(cjson|pcre2-8|cidr)\.so' needed)" -eq 3 ] && [ "$(wc -l <needed)" -eq 3 ]
}

claim "is made for" "peering and interconnect JSON" made_for
claim "JSON Schema 2020-12" yes schema_2020
claim "line and column of a finding" yes says '^ams.json:5:14: error: ' -f gcc ams.json
claim "members that are there twice" yes duplicates
claim "did-you-mean for a misspelt member" yes says 'did you mean customer_asn?' ams.json
claim "rules over several documents" yes \
	says 'cloudflare/interconnect-missing' ams.json interconnects.json
claim "a rule of one's own" "a JSON file" own_rule
claim "explains a rule offline" yes says '^Why it matters' explain cloudflare/cust-ip-outside-p2p
claim "SARIF, JUnit, GitLab" all formats
claim "several formats in one run" yes formats
claim "baseline" yes baseline
claim "a suppression must give its reason" yes reason
claim "repairs" "are proposed" repairs
claim "YAML" no yaml
claim "fetches from the network" never no_network
claim "needs to run" "three C libraries" three_libraries

if [ -s "$tmp/rows" ]; then
	echo "FAILED: rows that nothing here tries:"
	cat "$tmp/rows"
	failed=$((failed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
