//> /0 = 1
//> /1 = 2
//> /2 = 3
//> /3 = 4
//> /4 = 5
//> /5 =
//> /6 = 6
const helmet = require("helmet");
const hosts = ["https://a.test", "https://b.test"];
const shared = { scriptSrc: ["'self'", ...hosts], "img-src": ["'self'", `data:`] };

module.exports = [
  helmet(),
  helmet({
    contentSecurityPolicy: {
      directives: {
        ...helmet.contentSecurityPolicy.getDefaultDirectives(),
        "script-src": ["'self'", "https://one.test"],
        "object-src": null,
        "upgrade-insecure-requests": null,
      },
    },
  }),
  helmet.contentSecurityPolicy({ directives: shared, reportOnly: true }),
  helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", (req, res) => `'nonce-${res.locals.nonce}'`, "https://n.test"],
      sandbox: [],
    },
  }),
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"].concat(hosts),
        "script-src": ["'self'", 'https://s.test'],
      },
    },
  }),
  helmet({ contentSecurityPolicy: false }),
  helmet.contentSecurityPolicy({
    directives: {
      "default-src": helmet.contentSecurityPolicy.dangerouslyDisableDefaultSrc,
      scriptSrc: ["'self'", "\x68ttps://x.test"],
    },
  }),
];
