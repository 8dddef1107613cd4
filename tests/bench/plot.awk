# The figures of measure as bars, in SVG that is to be read on light and on dark: awk -v size=MB
BEGIN {
	FS = "\t"
	list = size " MB, list"
	heads["One document"] = "One document: milliseconds (each bar is a logarithm)"
	heads[list] = "A list of " size " MB: milliseconds"
}

# The quickest first.
$1 in heads && $2 !~ /^(cat|peerlint, (no relations|two threads))$/ {
	for (i = ++n[$1]; i > 1 && ms[$1, i - 1] > $6; i--) {
		names[$1, i] = names[$1, i - 1]
		ms[$1, i] = ms[$1, i - 1]
		mib[$1, i] = mib[$1, i - 1]
	}
	names[$1, i] = $2
	ms[$1, i] = $6
	mib[$1, i] = $7
}

function escape(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/[*]/, "", text)
	return text
}

function text(x, class, content) {
	printf "<text x=\"%.1f\" y=\"%.1f\"%s>%s</text>\n", x, y, class ? " class=\"" class "\"" : "",
		escape(content)
}

function round(figure) {
	return sprintf(figure < 10 ? "%.1f" : "%.0f", figure)
}

# A bar a row, as long as the logarithm of its figure.
function panel(title, figures, head, i, low, high, width, us) {
	if (!n[title])
		return
	low = high = figures[title, 1]
	for (i = 1; i <= n[title]; i++) {
		low = figures[title, i] < low ? figures[title, i] : low
		high = figures[title, i] > high ? figures[title, i] : high
	}
	low /= 2
	y += 34
	text(8, "head", head)
	for (i = 1; i <= n[title]; i++) {
		y += 22
		us = names[title, i] ~ /^[*]/
		width = log(figures[title, i] / low) / log(high / low) * 400
		text(8, us ? "us" : "", names[title, i])
		printf "<rect x=\"220\" y=\"%.1f\" width=\"%.1f\" height=\"14\" rx=\"2\" class=\"%s\"/>\n",
			y - 11, width, us ? "bar our" : "bar"
		text(228 + width, us ? "us" : "", round(figures[title, i]))
	}
}

END {
	height = 22 * (n["One document"] + 2 * n[list]) + 3 * 34 + 16
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"" height \
		"\" viewBox=\"0 0 720 " height "\" role=\"img\">"
	print "<title>peerlint beside other programs; the bars are logarithmic</title>"
	print "<style>"
	print "text { font: 13px sans-serif; fill: #24292f } .head { font-weight: bold }"
	print ".us { font-weight: bold } .bar { fill: #8c959f } .our { fill: #0969da }"
	print "@media (prefers-color-scheme: dark) {"
	print "text { fill: #e6edf3 } .bar { fill: #6e7681 } .our { fill: #58a6ff }"
	print "}"
	print "</style>"
	panel("One document", ms, heads["One document"])
	panel(list, ms, heads[list])
	panel(list, mib, "A list of " size " MB: MiB of memory")
	print "</svg>"
}
