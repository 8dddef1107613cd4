#!/bin/sh
# A whole account, 1,000 CNIs on 250 interconnects: nothing is found in it; and of faults that
# are planted across its documents exactly those.
set -u

peerlint=$PWD/$BUILD/peerlint
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
passed=0
failed=0

# A fault a line: the list, item and member where it is planted, its value; the list and the
# place in the item where it is found, and the rule. A link and a slot are given by number.
cat >"$tmp/faults" <<'END'
cnis   640 link         17                               cnis   p2p_ip             cloudflare/links-overlap
cnis   998 link         641                              cnis   p2p_ip             cloudflare/links-overlap
cnis   999 link         0                                cnis   p2p_ip             cloudflare/links-overlap
cnis   2   conduit_name cni-1                            cnis   magic/conduit_name cloudflare/conduit-name-repeated
cnis   500 conduit_name cni-499                          cnis   magic/conduit_name cloudflare/conduit-name-repeated
cnis   997 conduit_name cni-3                            cnis   magic/conduit_name cloudflare/conduit-name-repeated
cnis   77  interconnect port-250                         cnis   interconnect       cloudflare/interconnect-missing
cnis   501 interconnect port-07                          cnis   interconnect       cloudflare/interconnect-missing
cnis   996 interconnect Port-4                           cnis   interconnect       cloudflare/interconnect-missing
cnis   300 customer_asn 64999                            cnis   bgp/customer_asn   cloudflare/customer-asn-is-account-asn
cnis   900 customer_asn 64999                            cnis   bgp/customer_asn   cloudflare/customer-asn-is-account-asn
cnis   123 account      51d2f8a07b9e4c36a0d3c1e7945b6f18 cnis   account            cloudflare/interconnect-of-other-account
cnis   150 mtu          1476                             cnis   magic/mtu          cloudflare/mtu-differs
cnis   799 mtu          1440                             cnis   magic/mtu          cloudflare/mtu-differs
cnis   60  md5_key      "kR7mTq2vXw9LpZ4c"               cnis   bgp/md5_key        cloudflare/md5-key-on-some
ports  110 slot         10                               ports  slot_id            cloudflare/slot-used-twice
ports  249 slot         4                                ports  slot_id            cloudflare/slot-used-twice
ports  33  slot         250                              ports  slot_id            cloudflare/slot-missing
ports  55  site         lhr01                            ports  site               cloudflare/slot-site-differs
ports  66  speed        10G                              ports  speed              cloudflare/slot-speed-differs
ports  88  facility     Telehouse-West                   ports  facility/name      cloudflare/slot-facility-differs
slots  99  occupied     false                            ports  slot_id            cloudflare/slot-not-occupied
slots  101 account      51d2f8a07b9e4c36a0d3c1e7945b6f18 ports  account            cloudflare/slot-of-other-account
END

# make_account FAULTS FOLDER: writes cnis.json, ports.json, slots.json and settings.json.
make_account() {
	mkdir "$2"
	echo '{ "default_asn": 64999 }' >"$2/settings.json"
	awk -v folder="$2" '
	function value(list, i, member, normal) {
		return (list, i, member) in planted ? planted[list, i, member] : normal
	}
	function uuid(n) {
		return sprintf("4a6e0c1b-7d25-4f93-b8e1-%012x", n)
	}
	function begin_item(i) {
		printf "%s", (i ? ",\n" : "{ \"items\": [\n") >file
	}
	function end_list() {
		print "\n], \"next\": null }" >file
		close(file)
	}
	function account(list, i) {
		return value(list, i, "account", "8f3b9c41d02e4a7796b5e1fa40c7d2e8")
	}
	function facility(list, i) {
		return sprintf("{ \"name\": \"%s\", \"address\": [\"Dock %d\"] }",
			value(list, i, "facility", "Dock-" i % 5), i % 5)
	}
	{ planted[$1, $2, $3] = $4 }
	END {
		file = folder "/cnis.json"
		for (i = 0; i < 1000; i++) {
			begin_item(i)
			link = value("cnis", i, "link", i) * 2
			ip = "10." 100 + int(link / 65536) "." int(link / 256) % 256 "."
			printf "{ \"id\": \"%s\", \"account\": \"%s\", ", uuid(i), account("cnis", i) >file
			printf "\"p2p_ip\": \"%s%d/31\", ", ip, link % 256 >file
			printf "\"cust_ip\": \"%s%d/31\", ", ip, link % 256 + 1 >file
			printf "\"interconnect\": \"%s\", ",
				value("cnis", i, "interconnect", "port-" i % 250) >file
			printf "\"magic\": { \"conduit_name\": \"%s\", \"description\": \"\", ",
				value("cnis", i, "conduit_name", "cni-" i) >file
			printf "\"mtu\": %d }, \"bgp\": { \"customer_asn\": %d, ",
				value("cnis", i, "mtu", 1500),
				value("cnis", i, "customer_asn", 64512 + i % 400) >file
			printf "\"md5_key\": %s, \"extra_prefixes\": [] } }",
				value("cnis", i, "md5_key", "null") >file
		}
		end_list()
		file = folder "/ports.json"
		for (i = 0; i < 250; i++) {
			begin_item(i)
			printf "{ \"account\": \"%s\", \"name\": \"port-%d\", \"type\": \"direct\", ",
				account("ports", i), i >file
			printf "\"site\": \"%s\", \"facility\": %s, ",
				value("ports", i, "site", "ams0" i % 5), facility("ports", i) >file
			printf "\"slot_id\": \"%s\", \"speed\": \"%s\" }",
				uuid(value("ports", i, "slot", i)), value("ports", i, "speed", "100G") >file
		}
		end_list()
		file = folder "/slots.json"
		for (i = 0; i < 250; i++) {
			begin_item(i)
			occupied = value("slots", i, "occupied", "true")
			printf "{ \"id\": \"%s\", \"occupied\": %s, \"site\": \"ams0%d\", ",
				uuid(i), occupied, i % 5 >file
			if (occupied == "true")
				printf "\"account\": \"%s\", ", account("slots", i) >file
			printf "\"facility\": %s, \"speed\": \"100G\" }", facility("slots", i) >file
		}
		end_list()
	}' "$1"
}

# verdict NAME FAULTS: lints an account with these faults; each is found, and nothing else is.
verdict() {
	make_account "$2" "$tmp/$1"
	(cd "$tmp/$1" && "$peerlint" --quiet --format gcc ./*.json) >"$tmp/out" 2>&1 </dev/null
	sed -n 's|^\([^:]*\):.*#\(/[^:]*\): .*\[\(.*\)\]$|\1 \2 \3|p' "$tmp/out" | sort >"$tmp/found"
	awk '{ i = $2; print "./" $5 ".json /items/" i "/" $6, $7 }' "$2" | sort >"$tmp/expected"
	if [ "$(wc -l <"$tmp/out")" -eq "$(wc -l <"$2")" ] && cmp -s "$tmp/expected" "$tmp/found"; then
		passed=$((passed + 1))
	else
		echo "FAILED $1:"
		diff -u "$tmp/expected" "$tmp/found"
		head -n 40 "$tmp/out"
		failed=$((failed + 1))
	fi
}

verdict faultless /dev/null
verdict faulty "$tmp/faults"
while read -r list item member rest; do
	echo "$list $item $member $rest" >"$tmp/one"
	verdict "$member-of-$list-$item" "$tmp/one"
done <"$tmp/faults"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
