//> / = 1 2
const dev = false;
const hosts = ["https://a.test", "https://b.test"];
const base = { "default-src": ["self"], "img-src": ["*"] };

export default {
  kit: {
    csp: {
      mode: "nonce",
      directives: {
        ...base,
        "script-src": ["self", "sha256-abc=", ...hosts],
        "connect-src": dev ? ["self", "ws:"] : ["self", "https://c.test"],
        "img-src": ["self", "data:", `https://${hosts.length}.test`],
        "upgrade-insecure-requests": true,
        "sandbox": undefined,
      },
      reportOnly: {
        'default-src': ['none'], 'script-src': ['unsafe-inline'].concat(hosts),
      },
    },
  },
};
