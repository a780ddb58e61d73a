// Prints the headers that `headers()` of a Next.js configuration gives for each `source`.
// usage: next.mjs FILE SOURCE...
import { pathToFileURL } from "node:url";

const [file, ...sources] = process.argv.slice(2);
let config = (await import(pathToFileURL(file))).default;
if (typeof config === "function") config = await config("phase-production-server", {});
const rules = await config.headers();
for (const source of sources) {
  console.log("> " + source);
  for (const rule of rules.filter((rule) => rule.source === source)) {
    for (const { key, value } of rule.headers) console.log(`${key}:${value.replace(/\s+/g, " ")}`);
  }
}
