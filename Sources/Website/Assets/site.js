// Colours, copying and the search. Everything here is extra: the pages work without it.
"use strict";

// Colours: as the system says, or as the reader says.
const themes = ["auto", "light", "dark"];
const themeButton = document.querySelector("[data-theme-button]");
if (themeButton) {
  const root = document.documentElement;
  const show = () => {
    themeButton.textContent = `Theme: ${root.dataset.theme ?? "auto"}`;
  };
  themeButton.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % themes.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch {
      // It lasts as long as the page.
    }
    show();
  });
  themeButton.hidden = false;
  show();
}

// Copying.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = button.parentElement.querySelector("code");
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      // Without the clipboard the text is selected, to be copied by hand.
      getSelection().selectAllChildren(text);
      done = false;
    }
    button.textContent = done ? "Copied" : "Selected";
    say(done ? "Copied." : "Selected; copy it with your keyboard.");
    setTimeout(() => {
      button.textContent = label;
    }, 2000);
  });
}

// Words for screen readers.
let speaker;
function say(words) {
  if (!speaker) {
    speaker = document.createElement("p");
    speaker.className = "hidden";
    speaker.setAttribute("role", "status");
    document.body.append(speaker);
  }
  speaker.textContent = words;
}

// The search: rows [term, kind, name, path, note], sorted by their terms, in files of which a list names the first
// terms. A query reads the files in which rows that begin with it stand.
const search = document.querySelector("[data-search]");
if (search) startSearch(search);

function startSearch(form) {
  const field = form.querySelector("input");
  const list = form.querySelector("[data-results]");
  const status = form.querySelector("[role=status]");
  const address = new URL(form.dataset.index, document.baseURI);
  const most = { results: 30, rows: 500, files: 4 };
  const files = new Map();
  let turn = 0;

  function read(name) {
    const url = new URL(name, address);
    if (!files.has(url.href)) {
      const reading = fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
        return answer.json();
      });
      // What failed once may work the next time.
      reading.catch(() => files.delete(url.href));
      files.set(url.href, reading);
    }
    return files.get(url.href);
  }

  // The first place of a sorted list for which a test is true.
  function place(items, test) {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (test(items[middle])) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // Rows that begin with a term and hold all the other words.
  async function rows(term, words) {
    const { shards } = await read(address.href);
    const found = new Map();
    let file = Math.max(0, place(shards, (shard) => shard[0] >= term) - 1);
    for (let count = 0; file < shards.length && count < most.files; count += 1, file += 1) {
      if (shards[file][0] > term && !shards[file][0].startsWith(term)) break;
      const all = await read(shards[file][1]);
      let row = place(all, (one) => one[0] >= term);
      for (; row < all.length && all[row][0].startsWith(term); row += 1) {
        const [, , name, path, note] = all[row];
        const text = `${name} ${path} ${note}`.toLowerCase();
        if (!found.has(path) && words.every((word) => text.includes(word))) found.set(path, all[row]);
        if (found.size > most.rows) return [...found.values()];
      }
      if (row < all.length) break;
    }
    return [...found.values()];
  }

  const kinds = ["vendor", "host", "directive"];
  function order(left, right, term) {
    const exact = (row) => (row[0] === term && row[2].toLowerCase() === term ? 0 : row[0] === term ? 1 : 2);
    return (
      exact(left) - exact(right) ||
      kinds.indexOf(left[1]) - kinds.indexOf(right[1]) ||
      left[2].length - right[2].length
    );
  }

  // What people paste: addresses, sources, hosts with ports.
  function terms(query) {
    return query
      .toLowerCase()
      .trim()
      .split(/\s+/)
      .filter((word) => word)
      .map((word) => word.replace(/^[a-z][a-z0-9+.-]*:\/\//, "").replace(/[/?#:;,].*$/, ""))
      .map((word) => word.replace(/^\*\./, ""))
      .filter((word) => word);
  }

  async function answer(query) {
    const words = terms(query);
    if (!words.length) return { rows: [], words: "" };
    const [term, ...others] = words.sort((left, right) => right.length - left.length);
    let found = await rows(term, others);
    if (!found.length && term.includes(" ") === false && query.trim().includes(" ")) {
      found = await rows(query.toLowerCase().trim(), []);
    }
    let note = "";
    // A host that nobody names may stand under one that somebody names, or under a vendor's domain.
    let parent = term;
    while (!found.length && !others.length && parent.split(".").length > 2) {
      parent = parent.slice(parent.indexOf(".") + 1);
      found = (await rows(parent, [])).filter((row) => row[0] === parent);
      note = `No vendor names ${term}. Under ${parent} there is:`;
    }
    found.sort((left, right) => order(left, right, parent));
    return { rows: found, words: found.length ? note : "" };
  }

  function item([, kind, name, path, note]) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = path;
    const title = document.createElement(kind === "vendor" ? "span" : "code");
    title.textContent = name;
    link.append(title);
    const about = document.createElement("span");
    about.className = "note";
    about.textContent = note;
    const type = document.createElement("span");
    type.className = "kind";
    type.textContent = kind;
    entry.append(type, " ", link, " ", about);
    return entry;
  }

  async function show() {
    const query = field.value;
    turn += 1;
    const mine = turn;
    const start = performance.now();
    try {
      const { rows: found, words } = await answer(query);
      // A later letter was typed meanwhile.
      if (mine !== turn) return;
      list.replaceChildren(...found.slice(0, most.results).map(item));
      list.dataset.time = String(performance.now() - start);
      if (!query.trim()) status.textContent = "Type the beginning of a name, or paste an address or a source.";
      else if (!found.length) status.textContent = `Nothing begins with ${query.trim()}.`;
      else if (words) status.textContent = words;
      else {
        const count = found.length === 1 ? "1 result" : found.length > most.rows ? `More than ${most.rows} results` : `${found.length} results`;
        status.textContent = found.length > most.results ? `${count}, the first ${most.results} are shown.` : `${count}.`;
      }
    } catch {
      if (mine !== turn) return;
      list.replaceChildren();
      status.textContent = "The search index cannot be read. Look it up in the lists below.";
    }
    list.dataset.query = query;
  }

  // Arrows lead from the field into the results and back.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...list.querySelectorAll("a")];
    const here = links.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? here + 1 : here - 1;
    if (here < 0 && event.key === "ArrowUp") return;
    event.preventDefault();
    (next < 0 ? field : links[Math.min(next, links.length - 1)])?.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  field.addEventListener("input", () => {
    const url = new URL(location.href);
    if (field.value) url.searchParams.set("q", field.value);
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
    show();
  });
  field.addEventListener("focus", () => read(address.href).catch(() => {}), { once: true });
  field.value = new URL(location.href).searchParams.get("q") ?? "";
  show();
}
