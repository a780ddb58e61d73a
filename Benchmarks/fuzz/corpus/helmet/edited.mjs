//> /0 = 1
//> /1 = 2
import helmet, { contentSecurityPolicy } from "helmet";

const directives = contentSecurityPolicy.getDefaultDirectives();
directives["script-src"] = ["'self'", "https://set.test"];
directives["img-src"].push("https://image.test");
delete directives["upgrade-insecure-requests"];

const own = { defaultSrc: ["'self'"], scriptSrc: ["'self'"] };
own.scriptSrc.push("https://p.test", "https://q.test");
own.connectSrc = ["'self'"];
own.scriptSrc = [...own.scriptSrc, "https://r.test"];

export default [
  helmet({ contentSecurityPolicy: { useDefaults: false, directives } }),
  helmet.contentSecurityPolicy({ useDefaults: false, directives: own }),
];
