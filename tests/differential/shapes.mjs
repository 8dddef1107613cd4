// Compares the verdicts of peerlint and ajv on the shapes under rules/: every shape against
// every example of every rule, every golden input that is JSON, the samples where they are
// at hand, and mutants of all of them. A difference is printed with the shape and document.
//
// node shapes.mjs PEERLINT MODULES-FOLDER [SAMPLES-FOLDER]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { random } from "./library/random.mjs";

const [peerlint, modules, samples] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const Ajv = require("ajv/dist/2020.js").default;
const addFormats = require("ajv-formats").default;
const base = "https://peerlint.dev/shapes/";
const packs = ["cloudflare", "telnyx"];

// Our own formats, written down a second time on purpose.
const octet = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const ipv4 = `${octet}(\\.${octet}){3}`;
const ipv4Prefix = new RegExp(`^${ipv4}/(3[0-2]|[12]?[0-9])$`);

function makeAjv() {
  const ajv = new Ajv({ strict: false, allErrors: false, logger: false });
  addFormats(ajv);
  ajv.addFormat("ipv4-prefix", ipv4Prefix);
  ajv.addFormat("ipv4", new RegExp(`^${ipv4}$`));
  return ajv;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function jsonFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(folder, name));
}

function collectDocuments() {
  const documents = [];
  for (const pack of packs)
    for (const name of readdirSync(join("rules", pack)).filter((n) => n.endsWith(".json"))) {
      const rule = readJson(join("rules", pack, name));
      for (const example of [...(rule.good ?? []), ...(rule.bad ?? [])])
        documents.push(...(Array.isArray(example) ? example : [example]));
    }
  for (const path of [...jsonFiles("testdata"), ...(samples ? jsonFiles(samples) : [])])
    try {
      documents.push(readJson(path));
    } catch {
      // A golden input that is no JSON: nothing to validate.
    }
  return documents;
}

// A small generator of numbers that gives the same mutants on every run.
// How deep peerlint reads; what is deeper has no shape.
const deepest = 512;
const depth = (value) =>
  value && typeof value === "object" ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;


const odd = [null, true, 0, -1, 1.5, 1e400, "", "x", "10.0.0.1/31", "10.0.0.1", "1G", [], {}, ["x"],
  4294967296, 9007199254740993, "6a09cdc3-8948-47f0-aa62-74ac943d6c58", "2018-02-02T22:25:27.521Z"]
  .filter((value) => value !== Infinity);

function mutate(document) {
  const copy = structuredClone(document);
  let at = copy;
  for (;;) {
    const keys = at && typeof at === "object" ? Object.keys(at) : [];
    if (keys.length === 0) return copy;
    const key = keys[random(keys.length)];
    if (at[key] && typeof at[key] === "object" && random(3) > 0) {
      at = at[key];
      continue;
    }
    const what = random(4);
    if (what === 0 && !Array.isArray(at)) delete at[key];
    else if (what === 1 && !Array.isArray(at)) at[key + "x"] = at[key];
    else at[key] = odd[random(odd.length)];
    return copy;
  }
}

const scratch = mkdtempSync(join(tmpdir(), "peerlint-differential-"));
const documents = collectDocuments().filter((document) => depth(document) <= deepest);
for (let i = documents.length * 8; i > 0; i--) documents.push(mutate(documents[random(documents.length)]));
const all = join(scratch, "all.ndjson");
writeFileSync(all, documents.map((document) => JSON.stringify(document)).join("\n") + "\n");

// The lines that peerlint finds to break a shape: errors; a member that is only unknown is a warning.
function invalidLines(shape) {
  const maps = packs.flatMap((pack) => ["--schema-map", `${base}${pack}/=rules/${pack}/shapes`]);
  const args = ["--shape", shape, ...maps, "--quiet", "--format", "jsonl", "--max-findings", "1000000000",
    "--fail-on", "never", all];
  const out = execFileSync(peerlint, args, { maxBuffer: 1 << 30, encoding: "utf8" });
  const findings = out.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  return new Set(findings.filter((f) => f.severity === "error").map((f) => f.start.line));
}

let passed = 0;
let failed = 0;
const ajv = makeAjv();
const shapes = packs.flatMap((pack) => jsonFiles(join("rules", pack, "shapes")));
for (const shape of shapes) ajv.addSchema(readJson(shape));
for (const shape of shapes) {
  const validate = ajv.getSchema(readJson(shape).$id);
  if (!validate) throw new Error(`ajv does not take ${shape}`);
  const invalid = invalidLines(shape);
  documents.forEach((document, i) => {
    const theirs = validate(JSON.parse(JSON.stringify(document)));
    const ours = !invalid.has(i + 1);
    if (theirs === ours) {
      passed++;
      return;
    }
    failed++;
    if (failed <= 20)
      console.log(`${shape}: ajv says ${theirs ? "valid" : "invalid"}, peerlint ${ours ? "valid" : "invalid"}: ` +
        `${JSON.stringify(document).slice(0, 300)} ${JSON.stringify(validate.errors)?.slice(0, 200)}`);
  });
}
rmSync(scratch, { recursive: true });
console.log(`shapes (${shapes.length} of them, ${documents.length} documents): ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
