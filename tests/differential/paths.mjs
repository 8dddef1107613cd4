// Compares what peerlint and json-p3 select with JSONPath queries (RFC 9535): generated queries over
// generated documents; the nodes' normalized paths must be the same, in the same order. What one
// of the two refuses, the other must refuse, too.
//
// node paths.mjs PEERLINT MODULES-FOLDER
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { random } from "./library/random.mjs";

const [peerlint, modules] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const p3 = require("json-p3");

const one = (list) => list[random(list.length)];

const names = ["a", "b", "c", "d"];
const scalars = [null, true, false, 0, 1, -1, 2, 1.5, 10, "", "a", "b", "ab", "10", "é"];

function makeDocument(depth) {
  const kind = depth > 0 ? random(4) : 0;
  if (kind === 0) return one(scalars);
  const n = random(4);
  if (kind === 1) return Array.from({ length: n }, () => makeDocument(depth - 1));
  const object = {};
  for (const name of names.slice(0, n + 1)) object[name] = makeDocument(depth - 1);
  return object;
}

const singular = () => one(["@", "$"]) + Array.from({ length: random(3) }, () =>
  one([`.${one(names)}`, `['${one(names)}']`, `[${random(3)}]`, "[-1]"])).join("");
const literal = () => one(["null", "true", "false", "0", "1", "-1", "1.5", "10", "'a'", "\"b\"", "''", "'ab'", "1e0", "-0"]);
const comparable = (depth) => one([singular, singular, literal, () => call(depth)])();
const call = (depth) => one([
  () => `length(${one([singular(), literal()])})`,
  () => `count(${query(depth - 1, one(["@", "$"]))})`,
  () => `value(${query(depth - 1, one(["@", "$"]))})`,
])();
const test = (depth) => one([
  () => query(depth - 1, one(["@", "$"])),
  () => `match(${singular()},'${one(["a", "a.*", "[ab]+", ".", "(a|b)?", "1.*"])}')`,
  () => `search(${singular()},'${one(["a", "b$", "[0-9]", "^a", "."])}')`,
])();

function logical(depth) {
  if (depth <= 0) return singular();
  return one([
    () => `${comparable(depth)}${one(["==", "!=", "<", "<=", ">", ">="])}${comparable(depth)}`,
    () => test(depth),
    () => `!${test(depth)}`,
    () => `${logical(depth - 1)}&&${logical(depth - 1)}`,
    () => `${logical(depth - 1)} || ${logical(depth - 1)}`,
    () => `!(${logical(depth - 1)})`,
    () => `(${logical(depth - 1)})`,
  ])();
}

function selector(depth) {
  return one([
    () => `'${one(names)}'`,
    () => String(random(5) - 2),
    () => "*",
    () => `${one(["", "0", "1", "-2"])}:${one(["", "2", "-1", "9"])}${one(["", ":1", ":2", ":-1", ":-2", ":0"])}`,
    () => `?${logical(depth)}`,
  ])();
}

function query(depth, root) {
  let text = root;
  for (let n = random(3) + (root === "$" ? 1 : 0); n > 0; n--)
    text += one([
      () => `.${one(names)}`, () => ".*", () => `..${one(names)}`, () => "..*",
      () => `[${selector(depth)}]`, () => `[${selector(depth)},${selector(depth)}]`, () => `..[${selector(depth)}]`,
    ])();
  return text;
}

const garbage = ["[", "]", ".", "$", "?", "'", " ", "(", ")", "=", "&", "1", "-", ":", "!", "0", "é", "\\", ","];
function spoil(text) {
  const at = random(text.length + 1);
  return random(2) ? text.slice(0, at) + one(garbage) + text.slice(at) : text.slice(0, at) + text.slice(at + 1);
}

// Where they differ and RFC 9535 says who is right: what json-p3 2.3.1 does otherwise, and what the
// query command does, which reads expressions of rules.
const known = [
  [/[0-9]-[0-9]/, "json-p3 takes a number that another one follows"],
  [/\(.*\?.*,/, "json-p3 refuses a filter beside another selector inside of a function"],
  [/(match|search)\(/, "json-p3 matches arrays as their text; rules refuse a pattern that is none"],
  [/^\s|\s$/, "blanks around an expression are allowed"],
];

const scratch = mkdtempSync(join(tmpdir(), "peerlint-paths-"));
const count = Number(process.env.QUERIES ?? 1500);
let passed = 0;
let failed = 0;
let skipped = 0;
for (let i = 0; i < count; i++) {
  const document = makeDocument(4);
  const file = join(scratch, "document.json");
  let text = query(2, "$");
  let theirs = null;

  if (i % 5 === 0) text = spoil(text);
  writeFileSync(file, JSON.stringify(document));
  try {
    theirs = p3.jsonpath.query(text, document).nodes.map((node) => node.path);
  } catch {
    theirs = null;
  }
  const run = spawnSync(peerlint, ["query", "--format", "json", "--", text, file], { encoding: "utf8" });
  let ours = null;
  if (run.status === 0) ours = (JSON.parse(run.stdout).nodes ?? []).map((node) => node.path);
  else if (run.status !== 2) throw new Error(`${text}: peerlint ends with ${run.status}`);
  if (JSON.stringify(ours) === JSON.stringify(theirs)) {
    passed++;
    continue;
  }
  if (known.some(([pattern]) => pattern.test(text))) {
    skipped++;
    continue;
  }
  failed++;
  if (failed <= 20)
    console.log(`${text} on ${JSON.stringify(document).slice(0, 300)}:\n  json-p3 ${JSON.stringify(theirs)?.slice(0, 200)}\n` +
      `  peerlint ${JSON.stringify(ours)?.slice(0, 200)} ${run.stderr.split("\n")[0]}`);
}
rmSync(scratch, { recursive: true });
console.log(`paths (${count} queries): ${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);
