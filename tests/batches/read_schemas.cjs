// Compiles JSON Schemas from standard input with ajv in strict mode, and prints which of the
// values beside each are valid by it: [[schema, [value, ...]], ...] in, [[true, ...], ...] out.
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");
const given = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const shown = given.map(([schema, values]) => {
  const ajv = new (Ajv.default || Ajv)({ strict: true });
  (addFormats.default || addFormats)(ajv);
  ajv.addVocabulary(["x-ucum", "x-unit"]);
  const validate = ajv.compile(schema);
  return values.map((value) => validate(value));
});
console.log(JSON.stringify(shown));
