//> /:path* = 1
//> /sum = 2
//> /pushed = 3
const sources = {
  script: ["'self'", "https://s.test"],
  image: ["'self'", "data:"],
};
sources.script.push("https://later.test");

const names = [];
names.push("default-src 'self'");
names.push("script-src " + sources.script.join(" "));

function build(map) {
  return Object.keys(map)
    .map((key) => `${key}-src ${map[key].join(' ')}`)
    .join(";");
}

const sum = "default-src 'self'; " + "script-src 'self' \u0068ttps://u.test" + '; ' +
  "img-src " + sources.image[0];

/** @type {import('next').NextConfig} */
module.exports = (phase) => ({
  headers: async () => [
    { source: "/:path*", headers: [{ key: "Content-Security-Policy", value: build({ script: ["'self'", "https://b.test"], img: ["*"] }) }] },
    { source: "/sum", headers: [{ key: "Content-Security-Policy", value: sum }] },
    { source: "/pushed", headers: [{ key: "Content-Security-Policy", value: names.join("; ") }] },
  ],
});
