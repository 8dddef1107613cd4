# The aims beside the figures of measure: awk -v size=MB -v documents=N -v relations=N -v clock=
BEGIN {
	FS = "\t"
}

{
	ms[$1, $2] = $6
	mib[$1, $2] = $7
}

# How many times as long one takes as another; 0 where one was not measured.
function times(title, one, other) {
	return ms[title, other] > 0 ? ms[title, one] / ms[title, other] : 0
}

function tell(aim, limit, figure, good, missed) {
	if (figure <= 0)
		good = "not measured"
	else
		good = good ? "✓" : sprintf("missed by %.0f %%", missed * 100)
	printf "| %s | %s | %s | %s |\n", aim, limit, figure <= 0 ? "" : sprintf("%.2f", figure), good
}

function at_most(aim, figure, limit) {
	tell(aim, "≤ " limit, figure, figure <= limit + 0, figure / limit - 1)
}

function at_least(aim, figure, limit) {
	tell(aim, "≥ " limit, figure, figure >= limit + 0, 1 - figure / limit)
}

END {
	us = "**peerlint**"
	bare = "simdjson (DOM, parses only)"
	list = size " MB, list"
	facts = 24 * documents * relations / 1048576
	print "| aim | | measured | |"
	print "|---|---:|---:|---|"
	at_most("one document, times of true", times("One document", us, "true"), 1.4)
	at_most("1,000 files, times of cat", times("1,000 files", us, "cat"), 1.5)
	split("list ndjson pretty faulty", forms, " ")
	for (i = 1; i <= 4; i++)
		at_most(size " MB, " forms[i] ", times of simdjson's bare parse",
			times(size " MB, " forms[i], us, bare), 1)
	at_least(list ", two threads, times as fast as one",
		clock == "cpu" ? 0 : times(list, us, "peerlint, two threads"), 1.6)
	at_least("1 MB, list, two threads, times as fast as one",
		clock == "cpu" ? 0 : times("1 MB, list", us, "peerlint, two threads"), 0.95)
	at_least(list ", times as fast as JSON.parse + ajv", times(list, "JSON.parse + ajv", us), 5)
	at_least(list ", times as fast as @sourcemeta/jsonschema --fast",
		times(list, "@sourcemeta/jsonschema", us), 10)
	at_most(list ", MiB without relations", mib[list, "peerlint, no relations"], 8)
	at_most(sprintf("%s, MiB in all (24 bytes for each of %d documents and %d relations)", list,
		documents, relations), mib[list, us], sprintf("%.1f", 8 + facts))
	for (title_name in ms) {
		split(title_name, part, SUBSEP)
		if (part[1] ~ /^Relations/) {
			n = part[2] + 0
			if (n > most)
				most = n
			took[n] = ms[title_name]
		}
	}
	if (most)
		at_most("relations: " most " documents, times of a tenth of them",
			took[most] / took[most / 10], 11)
}
