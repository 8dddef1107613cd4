/* What the shape of a CNI asks, as a ruleset of Spectral: BENCH_SCHEMA is its file. */
const fs = require("fs");
const { schema } = require("@stoplight/spectral-functions");

module.exports = {
	rules: {
		cni: {
			given: "$",
			severity: "error",
			then: {
				function: schema,
				functionOptions: {
					allErrors: true,
					dialect: "draft2020-12",
					schema: JSON.parse(fs.readFileSync(process.env.BENCH_SCHEMA, "utf8")),
				},
			},
		},
	},
};
