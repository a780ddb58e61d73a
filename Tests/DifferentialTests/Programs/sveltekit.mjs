// Stands for SvelteKit, as it documents itself: prints the policies of `kit.csp`, without hashes and nonces.
// usage: sveltekit.mjs FILE /...
import { pathToFileURL } from "node:url";

const [file, ...paths] = process.argv.slice(2);
const { csp } = (await import(pathToFileURL(file))).default.kit;
const keywords = /^(self|none|unsafe-(eval|hashes|inline)|strict-dynamic|report-sample|(nonce|sha\d+)-.*)$/;
const text = (directives) =>
  Object.entries(directives)
    .filter(([, list]) => list)
    .map(([name, list]) =>
      list === true ? name : [name, ...list.map((one) => (keywords.test(one) ? `'${one}'` : one))].join(" "))
    .join("; ");
for (const path of paths) {
  console.log("> " + path);
  if (csp.directives) console.log("Content-Security-Policy:" + text(csp.directives));
  if (csp.reportOnly) console.log("Content-Security-Policy-Report-Only:" + text(csp.reportOnly));
}
