//> /(.*) = 1
const csp = [
  "default-src 'self'",
  "script-src 'self' https://crlf.test", // Content-Security-Policy
  /* "img-src *" */
].join('; ');
export default {
  headers() {
    return [{ source: '/(.*)', headers: [{ key: 'Content-Security-Policy', value: csp }] }];
  },
};
