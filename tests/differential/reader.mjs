// Compares what peerlint and JSON.parse take for JSON: golden inputs, the public suites where they
// are at hand, and mutants of all of them, a byte or two changed, doubled or left out.
//
// node reader.mjs PEERLINT MODULES-FOLDER [SAMPLES-FOLDER]
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "./library/random.mjs";

const [peerlint, , samples] = process.argv.slice(2);
const suites = samples ? join(samples, "..", "suites") : "";
const folders = ["testdata", ...["nst-JSONTestSuite", "json-checker", "yyjson-data"]
  .map((name) => join(suites, name)).filter((name) => suites && existsSync(name))];

function files(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(".json") && statSync(name).isFile() && statSync(name).size < 3000);
}


const pieces = ["{", "}", "[", "]", ",", ":", '"', "\\", "\\u0000", "\\uD800", "0", "-", ".", "e", "E+", "1e400",
  "true", "nul", " ", "\t", "\r", "\u00a0", "\u2028", "é", "\x00", "\x1f", "\x7f", "'", "/", "//", "NaN", "01"];

function mutate(text) {
  const at = random(text.length + 1);
  const piece = pieces[random(pieces.length)];
  switch (random(4)) {
    case 0: return text.slice(0, at) + piece + text.slice(at);
    case 1: return text.slice(0, at) + text.slice(at + 1 + random(3));
    case 2: return text.slice(0, at) + piece + text.slice(at + 1);
    default: return text.slice(0, at) + text.slice(random(text.length + 1));
  }
}

// One text a line, as peerlint reads *.jsonl: what has line ends of its own is left out; JSON.parse
// reads strings, so what is not UTF-8 is, too.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const texts = new Set();
for (const path of folders.flatMap(files)) {
  let text;
  try {
    text = decoder.decode(readFileSync(path));
  } catch {
    continue;
  }
  for (const variant of [text, text.replace(/[\r\n]+/g, " ")])
    if (!/[\r\n]/.test(variant) && variant.trim()) texts.add(variant);
}
const seeds = [...texts];
for (let i = 0; i < 30000; i++) {
  let text = seeds[random(seeds.length)];
  for (let n = 1 + random(2); n > 0; n--) text = mutate(text);
  if (!/[\r\n]/.test(text) && text.trim(/[ \t]/) && !/^[ \t]*$/.test(text) && text.length < 3000) texts.add(text);
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const scratch = mkdtempSync(join(tmpdir(), "peerlint-reader-"));
const all = join(scratch, "all.jsonl");
const lines = [...texts].filter((text) => Buffer.from(text).toString() === text);
writeFileSync(all, lines.join("\n") + "\n");
const run = spawnSync(peerlint, ["--no-config", "--quiet", "--max-depth", "100000", "--format", "jsonl", "--max-findings", "1000000000", "--fail-on",
  "never", "--rule", "*=off", "--rule", "json/syntax=error", "--rule", "json/encoding=error", "--rule",
  "json/depth=error", all], { maxBuffer: 1 << 30, encoding: "utf8" });
if (run.status !== 0) throw new Error(`peerlint ends with ${run.status}: ${run.stderr}`);
const refused = new Set(run.stdout.split("\n").filter(Boolean).map((line) => JSON.parse(line).start.line));
rmSync(scratch, { recursive: true });

let passed = 0;
let failed = 0;
lines.forEach((text, i) => {
  if (isJson(text) === !refused.has(i + 1)) {
    passed++;
    return;
  }
  failed++;
  if (failed <= 20)
    console.log(`JSON.parse ${isJson(text) ? "takes" : "refuses"}, peerlint does not: ${JSON.stringify(text).slice(0, 300)}`);
});
console.log(`reader (${lines.length} texts): ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);
