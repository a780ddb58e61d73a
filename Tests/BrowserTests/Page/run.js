// Runs the cases of one origin: each has a frame under its policy, into which this page, which is
// under none, puts the request. What the frame reports goes to the server.
'use strict';

const patience = 8000;
const wait = (time, value) => new Promise((done) => setTimeout(done, time, value));

// Speaks with the server; a busy machine drops a connection now and then.
async function ask(path, value) {
  const options = value && {method: 'POST', body: JSON.stringify(value)};
  for (let tries = 0; ; tries++) {
    try {
      return await (await fetch(path, options)).text();
    } catch (error) {
      if (tries === 20) throw error;
      await wait(250);
    }
  }
}

const isHit = async (test) => await ask('/-/hit?of=' + test.id) === 'yes';

// Comes to an end when the server was asked for the URL; a violation may come first.
async function asked(test) {
  for (const end = Date.now() + patience; Date.now() < end;) {
    await wait(150);
    if (await isHit(test)) return 'load';
  }
  return 'nothing was asked for';
}

function insert(d, tag, set, test) {
  return new Promise((done) => {
    const element = d.createElement(tag);
    element.onload = () => done('load');
    element.onerror = () => done('error');
    set(element);
    if (test.nonce) element.nonce = test.nonce;
    if (test.integrity) {
      element.integrity = test.integrity;
      element.crossOrigin = 'anonymous';
    }
    d.body.append(element);
  });
}

const link = (rel, as) => (w, d, c) =>
  insert(d, 'link', (e) => { e.rel = rel; as && (e.as = as); e.href = c.url; }, c);
const source = (tag, name = 'src') => (w, d, c) =>
  insert(d, tag, (e) => { e[name] = c.url; }, c);
const media = (tag) => (w, d, c) => {
  const element = d.createElement(tag);
  element.preload = 'auto';
  element.src = c.url;
  d.body.append(element);
  return asked(c);
};
const marked = (w) => w.marker === 1 ? 'load' : 'absent';
const listen = (object) => new Promise((done) => {
  object.onerror = () => done('error');
  object.onopen = object.onmessage = () => done('load');
});
const evaluate = (body) => (w, d, c) => {
  try {
    body(w, c);
    return 'load';
  } catch (error) {
    return ['EvalError', 'CompileError'].includes(error.name) ? 'block' : `error: ${error}`;
  }
};

const kinds = {
  'img': source('img'),
  'script': source('script'),
  'module-script': (w, d, c) => insert(d, 'script', (e) => { e.type = 'module'; e.src = c.url; }, c),
  'script-parser': () => 'absent',
  'style': link('stylesheet'),
  'modulepreload': link('modulepreload'),
  'preload-image': link('preload', 'image'),
  'preload-script': link('preload', 'script'),
  'preload-style': link('preload', 'style'),
  'iframe': source('iframe'),
  'object': source('object', 'data'),
  'embed': source('embed'),
  'video': media('video'),
  'audio': media('audio'),
  'fetch': (w, d, c) => w.fetch(c.url, {mode: 'no-cors'}).then(() => 'load', () => 'error'),
  'xhr': (w, d, c) => new Promise((done) => {
    const request = new w.XMLHttpRequest();
    request.open('GET', c.url);
    request.onload = () => done('load');
    request.onerror = () => done('error');
    request.send();
  }),
  'beacon': (w, d, c) => { w.navigator.sendBeacon(c.url, 'x'); return asked(c); },
  'eventsource': (w, d, c) => {
    const events = new w.EventSource(c.url);
    return listen(events).finally(() => events.close());
  },
  'websocket': (w, d, c) => listen(new w.WebSocket(c.url)),
  'font': (w, d, c) => new w.FontFace('x', `url("${c.url}")`).load().then(() => 'load', () => 'error'),
  'worker': (w, d, c) => listen(new w.Worker(c.url)),
  'sharedworker': (w, d, c) => Promise.race([listen(new w.SharedWorker(c.url)), asked(c)]),
  'form': (w, d, c) => {
    const form = d.createElement('form');
    form.method = 'post';
    form.action = c.url;
    d.body.append(form);
    form.submit();
    return asked(c);
  },
  'base': (w, d, c) => {
    const base = d.createElement('base');
    base.href = c.url;
    d.head.append(base);
    return d.baseURI === new URL(c.url).href ? 'load' : 'absent';
  },
  'inline-script': marked,
  'inline-script-dom': (w, d, c) => {
    const script = d.createElement('script');
    script.textContent = c.source;
    c.nonce && (script.nonce = c.nonce);
    d.body.append(script);
    return marked(w);
  },
  'event-handler': (w, d) => { d.getElementById('x').click(); return marked(w); },
  'event-handler-dom': (w, d, c) => {
    const element = d.createElement('b');
    element.setAttribute('onclick', c.source);
    d.body.append(element);
    element.click();
    return marked(w);
  },
  'javascript-url': (w, d, c) => {
    const anchor = d.createElement('a');
    anchor.href = 'javascript:' + c.source;
    d.body.append(anchor);
    anchor.click();
    return wait(300).then(() => marked(w));
  },
  'inline-style': (w, d) => w.getComputedStyle(d.body).zIndex === '7' ? 'load' : 'absent',
  'style-attr': (w, d) => d.getElementById('x').style.zIndex === '7' ? 'load' : 'absent',
  'style-attr-dom': (w, d, c) => {
    const element = d.createElement('b');
    element.setAttribute('style', c.source);
    return element.style.zIndex === '7' ? 'load' : 'absent';
  },
  'style-cssom': (w, d, c) => {
    const element = d.createElement('b');
    element.style.cssText = c.source;
    return element.style.zIndex === '7' ? 'load' : 'absent';
  },
  'eval': evaluate((w) => w.eval('1')),
  'new-function': evaluate((w) => new w.Function('return 1')),
  'settimeout-string': (w) => { w.setTimeout('window.marker = 1', 0); return wait(300).then(() => marked(w)); },
  'wasm': evaluate((w) => new w.WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))),
  'frame-ancestors': (w) => w.length === 1 ? 'load' : 'absent',
};

async function attempt(test) {
  const frame = document.createElement('iframe');
  const loaded = new Promise((done) => { frame.onload = () => done(true); });
  frame.src = test.page;
  document.body.append(frame);
  const isLoaded = await Promise.race([loaded, wait(4 * patience, false)]);
  const violations = [];
  let outcome;
  try {
    if (!isLoaded) throw 'the page did not load';
    const w = frame.contentWindow;
    const d = frame.contentDocument;
    if (d && !d.getElementById('end')) throw 'the page did not come whole';
    let report;
    const violated = new Promise((done) => { report = done; });
    d && d.addEventListener('securitypolicyviolation', (event) => {
      if (event.disposition !== 'enforce') return;
      violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
      report('block');
    });
    const local = test.url === 'blob:'
      ? {url: w.URL.createObjectURL(new w.Blob([test.body], {type: test.type}))} : {};
    const begun = kinds[test.kind](w, d, {...test, ...local});
    outcome = await Promise.race([violated, begun, wait(2 * patience, 'timeout')]);
  } catch (error) {
    outcome = `error: ${error}`;
  }
  await wait(100);
  frame.remove();
  return {test: test.id, outcome, violations};
}

// What the parser loads is blocked or lost before anybody listens: that nothing came shows nothing yet.
const decides = (test, outcome) => ['load', 'block'].includes(outcome)
  || outcome === 'absent' && test.kind !== 'script-parser';

// Tries again what a busy machine left unclear.
async function run(test) {
  for (let tries = 1; ; tries++) {
    const result = await attempt(test);
    const isClear = result.violations.length || decides(test, result.outcome);
    if (isClear || tries === 3 || await isHit(test)) return ask('/-/result', result);
  }
}

async function main() {
  const plan = JSON.parse(await ask('/-/cases' + location.search));
  const queue = plan.cases.slice();
  const worker = async () => {
    for (let test = queue.shift(); test; test = queue.shift()) await run(test);
  };
  await Promise.all(Array.from({length: 6}, worker));
  if (plan.next) location.href = plan.next;
  else await ask('/-/done', {});
}

main().catch((error) => ask('/-/done', {error: String(error)}));
