// Looks over a page as a reader with low sight, a keyboard or a screen reader would: what is wrong, as lines.
(() => {
  const found = [];
  const say = (what, element) => {
    const place = element ? `${element.localName}${element.id ? "#" + element.id : ""}.${element.getAttribute("class") ?? ""}` : "";
    found.push(`${what}: ${place} ${element?.textContent?.trim().slice(0, 40) ?? ""}`);
  };
  const isShown = (element) =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden" && !element.closest(".hidden, caption, .skip, thead");

  // Contrast, WCAG 2.2 1.4.3.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = rgba(getComputedStyle(one).backgroundColor);
      if (color[3] === 255) return color;
      if (color[3] > 0) say("half-transparent background", one);
    }
    return [255, 255, 255, 255];
  };
  const ratio = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left);
    return (light + 0.05) / (dark + 0.05);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("svg title, svg desc, option") || !isShown(element)) continue;
    texts += 1;
    const style = getComputedStyle(element);
    const ink = rgba(element.closest("svg") ? style.fill : style.color);
    const value = ratio(ink, behind(element));
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (value < (isLarge ? 3 : 4.5)) say(`contrast ${value.toFixed(2)}`, element);
    if (parseFloat(style.fontSize) < 11) say(`text of ${style.fontSize}`, element);
  }
  if (texts < 5) say("no text");

  // Names, 4.1.2 and 2.4.4.
  const name = (element) => {
    const label = element.getAttribute("aria-label") ?? "";
    const labelled = (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const labels = [...(element.labels ?? [])].map((one) => one.textContent).join(" ");
    return (label || labelled.trim() || labels || (element.localName === "input" ? "" : element.textContent)).trim();
  };
  for (const element of document.querySelectorAll("a, button, input, [role=region], [role=img], nav, fieldset, table, form")) {
    const own = element.localName === "table" ? element.caption?.textContent : element.localName === "fieldset" ? element.querySelector("legend")?.textContent : null;
    const isNamed = own?.trim() || name(element);
    if (!isNamed && !(element.localName === "table" && element.closest(".report, .rule"))) say("no name", element);
  }
  for (const element of document.querySelectorAll("[aria-label]:is(div, span, p, pre, code, b):not([role])")) say("a name without a role", element);
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]")) {
    for (const key of ["aria-labelledby", "aria-describedby", "for"]) {
      for (const id of (element.getAttribute(key) ?? "").split(" ").filter((one) => one)) {
        if (!document.getElementById(id)) say(`${key} leads nowhere`, element);
      }
    }
  }

  // Structure, 1.3.1, 2.4.1, 2.4.2, 3.1.1.
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) say(`two elements are called ${id}`);
  if (!document.documentElement.lang) say("no language");
  if (!document.title.trim()) say("no title");
  if (document.querySelectorAll("h1").length !== 1) say(`${document.querySelectorAll("h1").length} h1`);
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) say("a level of headings is left out", heading);
    level = next;
  }
  for (const mark of ["main", "header", "footer", "nav[aria-label]"]) if (!document.querySelector(mark)) say(`no ${mark}`);
  for (const table of document.querySelectorAll("table")) if (!table.querySelector("th[scope]")) say("no header cells", table);
  if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")) say("an order of its own");
  if (document.querySelector("[style], style, [onclick]")) say("inline style or script");
  for (const picture of document.querySelectorAll("svg[role=img]")) {
    if (!picture.querySelector(":scope > title") || !picture.querySelector(":scope > desc")) say("a picture without words", picture);
  }

  // Targets, 2.5.8: at least 24 by 24, or alone on their line or in a sentence.
  for (const element of document.querySelectorAll("button, input[type=search], .forms label, .top nav a, .letters a")) {
    if (!isShown(element)) continue;
    const box = element.getBoundingClientRect();
    if (box.height < 24 || box.width < 24) say(`target of ${Math.round(box.width)} by ${Math.round(box.height)}`, element);
  }

  // Width, 1.4.10.
  const over = document.scrollingElement.scrollWidth - innerWidth;
  if (over > 0) {
    say(`${over} px too wide`);
    for (const element of document.querySelectorAll("main *, header *, footer *")) {
      if (!element.closest(".scroll") && element.getBoundingClientRect().right > innerWidth + 1) say("  sticks out", element);
    }
  }
  return found.slice(0, 20);
})()
