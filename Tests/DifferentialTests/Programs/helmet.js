// What helmet documents of contentSecurityPolicy, for machines that do not have it.
const defaults = {
  "default-src": ["'self'"],
  "base-uri": ["'self'"],
  "font-src": ["'self'", "https:", "data:"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'self'"],
  "img-src": ["'self'", "data:"],
  "object-src": ["'none'"],
  "script-src": ["'self'"],
  "script-src-attr": ["'none'"],
  "style-src": ["'self'", "https:", "'unsafe-inline'"],
  "upgrade-insecure-requests": [],
};
const disableDefaultSrc = Symbol("dangerouslyDisableDefaultSrc");
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());

function contentSecurityPolicy({ useDefaults = true, directives = {}, reportOnly = false } = {}) {
  const policy = new Map(useDefaults ? Object.entries(defaults) : []);
  const names = Object.keys(directives).map(kebab);
  if (new Set(names).size < names.length) throw new Error("a directive is named twice");
  for (const [key, value] of Object.entries(directives)) {
    if (value === null) policy.delete(kebab(key));
    else if (value === disableDefaultSrc) policy.delete("default-src");
    else policy.set(kebab(key), typeof value === "string" ? [value] : [...value]);
  }
  const name = "Content-Security-Policy" + (reportOnly ? "-Report-Only" : "");
  return (request, response, next) => {
    const parts = [...policy].map(([key, sources]) =>
      [key, ...sources.map((source) => (typeof source === "function" ? source(request, response) : source))].join(" "));
    response.setHeader(name, parts.join(";"));
    next();
  };
}
contentSecurityPolicy.getDefaultDirectives = () => ({ ...defaults });
contentSecurityPolicy.dangerouslyDisableDefaultSrc = disableDefaultSrc;

function helmet(options = {}) {
  if (options.contentSecurityPolicy === false) return (request, response, next) => next();
  return contentSecurityPolicy(
    typeof options.contentSecurityPolicy === "object" ? options.contentSecurityPolicy : {});
}
helmet.contentSecurityPolicy = contentSecurityPolicy;
helmet.default = helmet;
module.exports = helmet;
module.exports.contentSecurityPolicy = contentSecurityPolicy;
