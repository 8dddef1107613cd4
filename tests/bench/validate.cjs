/* Parses a document, a list, or a text a line, and validates it with a validator that ajv compiled: SCHEMA FILE */
const fs = require("fs");
const { createRequire } = require("module");
const Ajv = createRequire(process.env.BENCH_CACHE + "/")("ajv/dist/2020").default;

const schema = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const text = fs.readFileSync(process.argv[3], "utf8");
const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
let wrong = 0;
if (process.argv[3].endsWith("l")) {
	for (const line of text.split("\n")) wrong += line !== "" && !validate(JSON.parse(line));
} else {
	const document = JSON.parse(text);
	for (const item of document.items ?? [document]) wrong += !validate(item);
}
process.exitCode = wrong > 0 ? 1 : 0;
