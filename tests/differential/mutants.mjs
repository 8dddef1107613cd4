// Whether the packs find mistakes: each kind of mistake in library/ is made once at every place
// of every document of testdata/right where it can be made. Prints for each kind how many of its
// mutants are found, how many with one finding and no more, and by which rules; and what is missed.
//
// node mutants.mjs PEERLINT; with ALL=1 in the environment all that is missed, and all that is found
// several times, is printed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ofMembers } from "./library/mistakes_in_members.mjs";
import { ofObjects } from "./library/mistakes_in_objects.mjs";
import { ofText } from "./library/mistakes_in_text.mjs";

const [peerlint] = process.argv.slice(2);
const caughtShare = 0.995;
const alone = 0.99;

function* places(value, object, path) {
  for (const [key, member] of Object.entries(value)) {
    const here = [...path, key];
    yield { key, value: member, object: value, path: here, depth: path.length };
    if (member && typeof member === "object") yield* places(member, value, here);
  }
}

// A copy of the document in which the value at path is another.
function replaced(document, path, value) {
  if (path.length === 0) return value;
  const copy = Array.isArray(document) ? [...document] : { ...document };
  copy[path[0]] = replaced(copy[path[0]], path.slice(1), value);
  return copy;
}

function* mutantsOf(document) {
  const text = JSON.stringify(document);
  const all = [...places(document, undefined, [])];
  const objects = [{ value: document, path: [] }, ...all].filter(
    ({ value }) => value && typeof value === "object" && !Array.isArray(value),
  );
  for (const [kind, [where, make]] of Object.entries(ofMembers))
    for (const place of all.filter((p) => where(p)))
      for (const value of make(place))
        yield [kind, place.path, JSON.stringify(replaced(document, place.path, value))];
  for (const [kind, make] of Object.entries(ofObjects))
    for (const { value, path } of objects)
      for (const other of make(value)) yield [kind, path, JSON.stringify(replaced(document, path, other))];
  for (const [kind, make] of Object.entries(ofText)) for (const other of make(text)) yield [kind, [], other];
}

function collect() {
  const mutants = new Map();
  const right = new Set();
  for (const pack of ["cloudflare", "telnyx"])
    for (const name of readdirSync(join("testdata/right", pack)).sort()) {
      if (!name.endsWith(".json")) continue;
      const document = JSON.parse(readFileSync(join("testdata/right", pack, name), "utf8"));
      right.add(JSON.stringify(document));
      for (const [kind, path, text] of mutantsOf(document))
        if (!mutants.has(text)) mutants.set(text, { kind, source: `${pack}/${name}`, path, text });
    }
  for (const text of right) mutants.delete(text);
  return [...mutants.values()];
}

// The findings of each mutant. One is a line of one file, and what stands on several lines is not
// held against each other here: the rules over the set are tested by their own examples.
function lint(mutants) {
  const scratch = mkdtempSync(join(tmpdir(), "peerlint-mutants-"));
  const file = join(scratch, "mutants.ndjson");
  writeFileSync(file, mutants.map(({ text }) => text).join("\n") + "\n");
  const args = ["--quiet", "--format", "jsonl", "--max-findings", "1000000000", "--fail-on", "never", "--rule",
    "set/*=off"];
  for (const rule of relations()) args.push("--rule", `${rule}=off`);
  const out = execFileSync(peerlint, [...args, file], { maxBuffer: 1 << 30, encoding: "utf8" });
  for (const mutant of mutants) mutant.findings = [];
  for (const line of out.split("\n").filter(Boolean)) {
    const finding = JSON.parse(line);
    mutants[finding.start.line - 1].findings.push(finding.rule);
  }
  rmSync(scratch, { recursive: true });
}

function relations() {
  return ["cloudflare", "telnyx"].flatMap((pack) =>
    readdirSync(join("rules", pack))
      .filter((name) => name.endsWith(".json") && name !== "pack.json")
      .filter((name) => {
        const rule = JSON.parse(readFileSync(join("rules", pack, name), "utf8"));
        return ["unique", "disjoint", "same", "diverse", "join"].some((relation) => relation in rule);
      })
      .map((name) => `${pack}/${name.slice(0, -".json".length)}`),
  );
}

// That a document is of no known kind says too little to whoever has misspelt a member.
const isCaught = ({ findings }) => findings.some((rule) => rule !== "json/unknown-kind");
const isAlone = (mutant) => isCaught(mutant) && mutant.findings.length === 1;

function most(names, n) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return (
    sorted
      .slice(0, n)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") + (sorted.length > n ? ", …" : "")
  );
}

const mutants = collect();
lint(mutants);

const kinds = new Map(mutants.map(({ kind }) => [kind, []]));
for (const mutant of mutants) kinds.get(mutant.kind).push(mutant);
console.log("| mistake | mutants | found | by one finding | rules |\n|---|---|---|---|---|");
for (const [kind, group] of kinds)
  console.log(
    `| ${kind} | ${group.length} | ${group.filter(isCaught).length} | ${group.filter(isAlone).length} | ` +
      `${most(
        group.flatMap(({ findings }) => [...new Set(findings)]),
        4,
      )} |`,
  );

const missed = mutants.filter((mutant) => !isCaught(mutant));
for (const { kind, source, path, text, findings } of missed.slice(0, process.env.ALL ? Infinity : 100))
  console.log(
    `not found: ${kind} at ${path.join(".") || "the document"} of ${source}${findings.length ? " (of no known kind)" : ""}: ${text.slice(0, 160)}`,
  );
if (process.env.ALL)
  for (const { kind, source, path, findings } of mutants.filter((m) => isCaught(m) && !isAlone(m)))
    console.log(`several: ${kind} at ${path.join(".")} of ${source}: ${findings.join(" ")}`);

const found = mutants.length - missed.length;
const single = mutants.filter(isAlone).length;
const percent = (n) => `${((100 * n) / mutants.length).toFixed(1)} %`;
console.log(
  `${kinds.size} kinds of mistakes, ${mutants.length} mutants: ${percent(found)} found, ${percent(single)} by exactly one finding`,
);
const failed =
  Math.max(0, Math.ceil(mutants.length * caughtShare) - found) +
  Math.max(0, Math.ceil(mutants.length * alone) - single);
console.log(`mutants: ${mutants.length - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
