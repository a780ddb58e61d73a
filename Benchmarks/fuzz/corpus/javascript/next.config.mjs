//> /(.*) = 3
//> /embed/:path* = 1 2
//> /joined = 4
//> /replaced = 5
//> /mapped = 6
//> /none =
const hosts = ["https://a.test", 'https://b.test'];
const self = "'self'";
const isProduction = true;

const policy = `
  default-src ${self};
  script-src ${self} 'unsafe-eval' ${hosts.join(" ")};
  img-src * blob: data:;
`;

const directives = {
  "default-src": [self],
  "script-src": [self, ...hosts],
  "img-src": ["'self'", "data:"],
  "upgrade-insecure-requests": [],
};

const entries = [
  ["default-src", "'none'"],
  ['script-src', "'self' https://m.test"],
];

const embed = [
  { key: "Content-Security-Policy", value: "frame-ancestors https://*.a.test; script-src 'self'" },
  { key: "content-security-policy-report-only", value: 'default-src \'self\'; script-src "x"' },
];

export default {
  images: { contentSecurityPolicy: "script-src 'none'; sandbox;" },
  async headers() {
    return [
      {
        source: "/(.*)",
        headers: [
          { key: "X-Frame-Options", value: "DENY" },
          { key: "Content-Security-Policy", value: policy.replace(/\s{2,}/g, " ").trim() },
        ],
      },
      { source: "/embed/:path*", headers: embed },
      {
        source: "/joined",
        headers: [
          {
            key: "Content-Security-Policy",
            value: Object.entries(directives).map(([name, list]) => `${name} ${list.join(" ")}`).join("; "),
          },
        ],
      },
      {
        source: "/replaced",
        headers: [
          {
            key: "Content-Security-Policy",
            value: ["default-src 'self'", "script-src 'self' https://r.test", isProduction ? "upgrade-insecure-requests" : ""].filter(Boolean).join("; "),
          },
        ],
      },
      {
        source: "/mapped",
        headers: [{ key: "Content-Security-Policy", value: entries.map((e) => e.join(" ")).join("; ") }],
      },
      { source: "/none", headers: [{ key: "X-Powered-By", value: "Content-Security-Policy" }] },
    ];
  },
};
