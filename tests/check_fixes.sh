#!/bin/sh
# Every repair that a finding on an input of testdata/ proposes is carried out, alone: the text is
# JSON if it was, and the finding is gone.
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

def lint(path):
    run = subprocess.run([peerlint, "--no-config", "--format", "json", path],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(run.stdout)["findings"] if run.stdout else []

def find_inputs():
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
    repaired = os.path.join(tmp, os.path.basename(path))
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
print("%d passed, %d failed" % (passed, failed))
sys.exit(failed > 0)
EOF
