#!/bin/sh
# Every repair that a finding on an input of testdata/ proposes is carried out, alone: the text is
# JSON if it was, and the finding is gone. SARIF, which counts UTF-16, and rdjson, which counts
# bytes, propose the same repairs at the same places.
set -u

if ! command -v python3 >/dev/null 2>&1; then
	echo "skipped: python3 is not here to replace bytes"
	echo "0 passed, 0 failed"
	exit 0
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM

python3 - "$BUILD/peerlint" "$tmp" <<'EOF'
import json, os, subprocess, sys
peerlint, tmp = sys.argv[1:]
passed = failed = 0

def report(path, form):
    run = subprocess.run([peerlint, "--no-config", "--format", form, path],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(run.stdout) if run.stdout else None

def lint(path):
    return (report(path, "json") or {"findings": []})["findings"]

# The byte at a line and column, which counts units of this size of the coding.
def byte_at(lines, line, column, coding, size):
    text = lines[line - 1].decode("utf-8", "surrogateescape")
    before = text.encode(coding, "surrogatepass" if size > 1 else "surrogateescape")
    before = before[:(column - 1) * size].decode(coding, "surrogatepass" if size > 1 else "surrogateescape")
    return sum(map(len, lines[:line - 1])) + len(before.encode("utf-8", "surrogateescape"))

def sarif_fixes(path, lines):
    for result in report(path, "sarif")["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            change = fix["artifactChanges"][0]["replacements"][0]
            region = change["deletedRegion"]
            yield (byte_at(lines, region["startLine"], region["startColumn"], "utf-16-le", 2),
                byte_at(lines, region.get("endLine", region["startLine"]), region["endColumn"],
                "utf-16-le", 2), change["insertedContent"]["text"])

def rdjson_fixes(path, lines):
    for result in report(path, "rdjson")["diagnostics"]:
        for fix in result.get("suggestions", []):
            start, end = fix["range"]["start"], fix["range"]["end"]
            yield (byte_at(lines, start["line"], start["column"], "utf-8", 1),
                byte_at(lines, end["line"], end["column"], "utf-8", 1), fix["text"])

def find_inputs():
    wide = os.path.join(tmp, "wide.json")
    with open(wide, "w", encoding="utf-8") as out:
        out.write('{\n  "\U0001F600\u4E2D e\u0301": True }\n')
    yield wide
    for folder, folders, names in os.walk("testdata"):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".json", ".jsonl", ".ndjson")) and not name.startswith("."):
                yield os.path.join(folder, name)

def key(finding):
    return finding["rule"], finding["pointer"], finding["message"]

for path in find_inputs():
    text = open(path, "rb").read()
    before = lint(path)
    broken = [f for f in before if f["rule"] == "json/syntax"]
    repaired = os.path.join(tmp, "repaired-" + os.path.basename(path))
    for finding in before:
        fix = finding["fix"]
        if not fix:
            continue
        with open(repaired, "wb") as out:
            out.write(text[:fix["start"]["byte"]] + fix["text"].encode("utf-8", "surrogatepass") +
                text[fix["end"]["byte"]:])
        after = lint(repaired)
        syntax = [f for f in after if f["rule"] == "json/syntax"]
        if (not broken and syntax) or key(finding) in map(key, after):
            failed += 1
            print("FAILED", path, *key(finding))
            print("    the repair", fix["text"], "leaves", *[key(f) for f in (syntax or after)[:2]])
        else:
            passed += 1
    fixes = [f["fix"] for f in before if f["fix"]]
    if not fixes:
        continue
    wanted = sorted((f["start"]["byte"], f["end"]["byte"], f["text"]) for f in fixes)
    lines = text.splitlines(keepends=True)
    for form, found in (("sarif", sarif_fixes), ("rdjson", rdjson_fixes)):
        given = sorted(found(path, lines))
        if given != wanted:
            failed += 1
            print("FAILED", path, form, "proposes", given, "and json", wanted)
        else:
            passed += 1
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed > 0)
EOF
