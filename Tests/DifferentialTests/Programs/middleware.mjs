// Prints the headers that middlewares set which a file exports in a list, for the path of each index.
// usage: middleware.mjs FILE /INDEX...
import { pathToFileURL } from "node:url";

const [file, ...paths] = process.argv.slice(2);
const middlewares = (await import(pathToFileURL(file))).default;
for (const path of paths) {
  console.log("> " + path);
  const response = {
    locals: { nonce: "bm9uY2U" },
    setHeader: (name, value) => console.log(`${name}:${value}`),
    removeHeader: () => {},
  };
  middlewares[Number(path.slice(1))]({}, response, () => {});
}
